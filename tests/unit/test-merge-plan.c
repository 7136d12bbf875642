/* test-merge-plan.c - proposals over articles, and where articles disagree
 * about them. */
#include "merge_world.h"

/* ---- proposals */

static const struct record_item *plan(const struct world *w, const char *name)
{
	char want[100];

	snprintf(want, sizeof(want), "\"name\": \"%s\"", name);
	for (uint32_t i = 0; i < w->record.items.n; i++)
		if (str_is(w->record.items.v[i].layer, "proposals") &&
		    holds(&w->record.items.v[i], want))
			return &w->record.items.v[i];
	ck_abort_msg("no proposal %s", name);
	return NULL;
}

static const struct page papers[] = {
	{ "p1",
	  NULL,
	  "Oreland showed its 12-point plan. Velia answered with a draft. The "
	  "plan was then cut to a 9-point version of the 12-point plan.",
	  { { NULL } },
	  { { "12-point plan", "12-point plan", "plan", NULL, "ORE", 12 },
	    { "a draft", "a draft", "counter-proposal", NULL, "VEL", 0 },
	    { "9-point version", "9-point version", "revision", "12-point plan",
	      NULL, 9 } } },
	{ "p2",
	  NULL,
	  "The commission's 12-point plan is dead.",
	  { { NULL } },
	  { { "12-point plan", "12-point plan", "plan", NULL, "COM", 12 } } },
};

/* The one conflict of the record holds these words. */
static bool conflict_holds(const struct world *w, const char *words)
{
	for (uint32_t i = 0; i < w->record.items.n; i++)
		if (str_is(w->record.items.v[i].layer, "conflicts"))
			return holds(&w->record.items.v[i], words);
	return false;
}

START_TEST(whose_plan_it_is)
{
	static const struct page pages[] = {
		{ "q1",
		  NULL,
		  "Oreland showed its 12-point plan. It rests on a memorandum "
		  "of Velia.",
		  { { NULL } },
		  { { "a memorandum", "a memorandum", "draft", NULL, "VEL", 0 },
		    { "12-point plan", "12-point plan", "plan", "a memorandum",
		      "ORE", 12 } } },
	};
	/* an answer rests on what it answers, and is the answerer's */
	static const struct page answer[] = {
		{ "q1",
		  NULL,
		  "Velia handed over a draft. Oreland answered with a "
		  "counter-proposal.",
		  { { NULL } },
		  { { "a draft", "a draft", "draft", NULL, "VEL", 0 },
		    { "counter-proposal", "counter-proposal",
		      "counter-proposal", "a draft", "ORE", 0 } } },
	};
	struct world w;

	world_open(&w, pages, 1);
	ck_assert_uint_eq(count(&w, "conflicts", NULL), 1);
	ck_assert(conflict_holds(&w, "\"attribute\": \"author\""));
	ck_assert(conflict_holds(&w, "\"claim\": \"VEL\""));
	world_close(&w);
	world_open(&w, answer, 1);
	ck_assert_uint_eq(count(&w, "conflicts", NULL), 0);
	world_close(&w);
}
END_TEST

START_TEST(whose_answer_it_is)
{
	static const struct page pages[] = {
		{ "q1",
		  NULL,
		  "Velia drew up a counter-proposal with Oreland.",
		  { { "Velia drew up a counter-proposal", "counterproposal",
		      STATUS_HELD, NULL, NULL, BOTH, NULL, 0 } } },
		{ "q2",
		  NULL,
		  "Velia drew up its own counter-proposal.",
		  { { "Velia drew up its own", "counterproposal", STATUS_HELD,
		      NULL, NULL, "s.VEL/VEL", NULL, 0 } } },
	};
	struct world w;

	world_open(&w, pages, 2);
	ck_assert_uint_eq(count(&w, "conflicts", NULL), 1);
	ck_assert(conflict_holds(&w, "\"claim\": \"ORE VEL\""));
	world_close(&w);
}
END_TEST

START_TEST(more_versions_than_proposals)
{
	static struct page pages[] = {
		{ "q1",
		  NULL,
		  "Oreland put a plan forward twice.",
		  { { "Oreland put a plan forward twice", "proposal",
		      STATUS_HELD, NULL, NULL, "s.ORE/ORE", NULL, 2 } } },
		{ "q2",
		  NULL,
		  "Oreland showed a 12-point plan. It became a 9-point "
		  "version. "
		  "Then came a 7-point text.",
		  { { NULL } },
		  { { "12-point plan", "12-point plan", "plan", NULL, "ORE",
		      12 },
		    { "9-point version", "9-point version", "revision",
		      "12-point plan", NULL, 9 },
		    { "7-point text", "7-point text", "revision",
		      "9-point version", NULL, 7 } } },
	};
	struct world w;

	world_open(&w, pages, 2);
	ck_assert(conflict_holds(&w, "\"attribute\": \"versions\""));
	world_close(&w);
	pages[1].plans[2].clause = NULL; /* two are two */
	world_open(&w, pages, 2);
	ck_assert_uint_eq(count(&w, "conflicts", NULL), 0);
	world_close(&w);
}
END_TEST

START_TEST(delegations_meet_before_their_heads_do)
{
	static const struct page pages[] = {
		{ "q1",
		  NULL,
		  "Kato and Brandt want to meet in Midhaven. Before that "
		  "delegations of Oreland and Velia are to hold talks.",
		  { { "Kato and Brandt want to meet", "meeting", STATUS_PLANNED,
		      NULL, NULL, HEADS, "l.midhaven/MID", 0 },
		    { "delegations of Oreland and Velia", "talks",
		      STATUS_PLANNED, NULL, NULL, BOTH " gr.delegations/", NULL,
		      0 } } },
	};
	struct world w;

	world_open(&w, pages, 1);
	ck_assert_uint_eq(count(&w, "entries", NULL), 2);
	world_close(&w);
}
END_TEST

START_TEST(what_grew_out_of_what)
{
	struct world w;
	char want[100];

	world_open(&w, papers, 2);
	ck_assert_uint_eq(count(&w, "proposals", NULL), 3);
	snprintf(want, sizeof(want), "{\"from\": \"%.*s\", \"to\": ",
		 STR_FMT(plan(&w, "12-point plan")->id));
	ck_assert(holds(plan(&w, "9-point version"), want));
	ck_assert(holds(plan(&w, "9-point version"), "\"basis\": \"told\""));
	ck_assert(holds(plan(&w, "a draft"), want));
	ck_assert(holds(plan(&w, "a draft"), "\"basis\": \"inferred\""));
	ck_assert(holds(plan(&w, "12-point plan"), "\"lineage\": []"));
	ck_assert(holds(plan(&w, "12-point plan"), "\"sources\": 2"));
	/* who wrote the twelve points: two articles, two authors */
	ck_assert_uint_eq(count(&w, "conflicts", NULL), 1);
	world_close(&w);
}
END_TEST

/* A number of points names one plan while it is told of, not for ever. */
START_TEST(a_plan_years_later_is_another)
{
	struct page pages[] = {
		{ "r1",
		  "2031-03-04",
		  "Oreland showed its 12-point plan.",
		  { { NULL } },
		  { { "12-point plan", "12-point plan", "plan", NULL, "ORE",
		      12 } } },
		{ "r2",
		  "2031-09-20",
		  "Velia read the 12-point plan.",
		  { { NULL } },
		  { { "12-point plan", "12-point plan", "plan", NULL, NULL,
		      12 } } },
		{ "r3",
		  "2032-02-11",
		  "The 12-point plan is dead.",
		  { { NULL } },
		  { { "12-point plan", "12-point plan", "plan", NULL, NULL,
		      12 } } },
	};
	struct world w;

	world_open(&w, pages, 3);
	ck_assert_uint_eq(count(&w, "proposals", NULL), 1);
	world_close(&w);
	pages[2].published = "2034-02-11";
	world_open(&w, pages, 3);
	ck_assert_uint_eq(count(&w, "proposals", NULL), 2);
	world_close(&w);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("merge-plan");
	TCase *t = tcase_create("proposals");
	SRunner *r;
	int failed;

	tcase_add_test(t, whose_plan_it_is);
	tcase_add_test(t, whose_answer_it_is);
	tcase_add_test(t, more_versions_than_proposals);
	tcase_add_test(t, delegations_meet_before_their_heads_do);
	tcase_add_test(t, what_grew_out_of_what);
	tcase_add_test(t, a_plan_years_later_is_another);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
