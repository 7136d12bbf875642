/* test-scope.c - whose matter the pile is, and that other matters told beside
 * it change nothing. */
#include "base/buf.h"
#include "merge_world.h"

static const struct page pile[] = {
	{ "a1",
	  "2031-03-05",
	  "Oreland and Velia met in Midhaven on 4 March.",
	  { { "Oreland and Velia met", "meeting", STATUS_HELD, "2031-03-04",
	      "2031-03-04", BOTH, "l.midhaven/MID", 0 } } },
	{ "a2",
	  "2031-03-07",
	  "Oreland made a proposal to Velia on 6 March. Velia said no.",
	  { { "Oreland made a proposal", "proposal", STATUS_HELD, "2031-03-06",
	      "2031-03-06", BOTH, NULL, 0 },
	    { "Velia said no", "rejection", STATUS_HELD, NULL, NULL,
	      "s.VEL/VEL", NULL, 0 } } },
};

/* Other states meet; each third article names Oreland in passing. */
static void add_unrelated(struct world *w, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		char *text = arena_alloc(w->a, 120);
		char *id = arena_alloc(w->a, 8), *who = arena_alloc(w->a, 80);
		struct page p = { .id = id, .published = "2031-03-08" };

		snprintf(id, 8, "u%02u", i);
		snprintf(
			text, 120,
			"Far %u and Near %u held talks on 5 March. They signed "
			"a treaty. They invited all.",
			i, i);
		snprintf(who, 80, "s.FAR%u/FAR%u s.NEAR%u/NEAR%u", i, i, i, i);
		p.text = text;
		p.tells[0] =
			(struct tell){ "held talks", "meeting",	   STATUS_HELD,
				       "2031-03-05", "2031-03-05", who };
		p.tells[1] = (struct tell){ "signed a treaty",
					    "signing",
					    STATUS_HELD,
					    NULL,
					    NULL,
					    who };
		p.tells[2] = (struct tell){ "invited all", "invitation",
					    STATUS_HELD,   NULL,
					    NULL,	   i % 3 ? who : BOTH };
		p.tells[3] =
			(struct tell){ "They signed", "agreement", STATUS_HELD,
				       NULL,	      NULL,	   who };
		add_page(w, &p);
	}
}

static void merged(struct world *w, uint32_t unrelated,
		   const struct decision *d, uint32_t n)
{
	world_open(w, pile, COUNT(pile));
	w->articles = arena_many(w->a, struct merge_article,
				 COUNT(pile) + unrelated + 1);
	w->n = 0;
	for (uint32_t i = 0; i < COUNT(pile); i++)
		add_page(w, &pile[i]);
	add_unrelated(w, unrelated);
	merge_record(w->a, w->packs, w->articles, w->n, d, n, &w->record);
}

/* The core's entries, one behind the other. */
static str core_of(struct world *w)
{
	struct buf b;
	str out;

	buf_init(&b, 1 << 20);
	for (uint32_t i = 0; i < w->record.items.n; i++)
		if (str_is(w->record.items.v[i].layer, "entries") &&
		    holds(&w->record.items.v[i], "\"scope\": \"core\""))
			buf_add(&b, w->record.items.v[i].json);
	out = arena_str(w->a, buf_str(&b));
	buf_release(&b);
	return out;
}

START_TEST(unrelated_articles_change_nothing_in_the_core)
{
	struct world alone, among;

	merged(&alone, 0, NULL, 0);
	merged(&among, 20, NULL, 0);
	ck_assert(core_of(&alone).n > 0);
	ck_assert(str_eq(core_of(&alone), core_of(&among)));
	ck_assert_uint_gt(count(&among, "entries", NULL),
			  count(&alone, "entries", NULL) + 20);
	world_close(&alone);
	world_close(&among);
}
END_TEST

START_TEST(people_have_the_last_word)
{
	const struct decision d[] = {
		{ .id = STR("d1"),
		  .time = STR("2031-04-01T00:00:00Z"),
		  .json = STR("{\"do\": \"scope\", \"party\": \"FAR1\", "
			      "\"is\": \"core\"}") },
		{ .id = STR("d2"),
		  .time = STR("2031-04-01T00:00:01Z"),
		  .json = STR("{\"do\": \"scope\", "
			      "\"from\": \"2031-03-05\"}") },
	};
	struct world w;

	merged(&w, 3, d, COUNT(d));
	for (uint32_t i = 0; i < w.record.items.n; i++) {
		const struct record_item *x = &w.record.items.v[i];

		if (str_is(x->layer, "reviews"))
			ck_assert(holds(x, "\"followed\""));
		if (str_is(x->id, "scope.FAR1"))
			ck_assert(holds(x, "\"is\": \"core\""));
		if (str_is(x->id, "scope"))
			ck_assert(holds(x, "\"from\": \"2031-03-05\""));
		/* the meeting of 4 March lies before what was decided */
		if (str_is(x->layer, "entries") && x->to == day_of(2031, 3, 4))
			ck_assert(holds(x, "\"background\""));
	}
	world_close(&w);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("scope");
	TCase *t = tcase_create("scope");
	SRunner *r;
	int failed;

	tcase_add_test(t, unrelated_articles_change_nothing_in_the_core);
	tcase_add_test(t, people_have_the_last_word);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
