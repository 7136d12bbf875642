/* test-merge.c - articles about an invented strait: which mentions become one
 * entry, which stay apart, and that the order of articles never matters. */
#include "merge_world.h"

/* ---- joined */

START_TEST(one_event_of_two_articles)
{
	static const struct page pages[] = {
		{ "a1",
		  "2031-03-05",
		  "Oreland and Velia met on 4 March.",
		  { { "Oreland and Velia met on 4 March", "meeting",
		      STATUS_HELD, "2031-03-04", "2031-03-04", BOTH, NULL,
		      0 } } },
		{ "a2",
		  "2031-03-06",
		  "3月4日、両国は中港で会談した。",
		  { { "3月4日、両国は中港で会談した", "meeting", STATUS_HELD,
		      "2031-03-04", "2031-03-04", BOTH, "l.midhaven/MID",
		      0 } } },
	};
	struct world w;

	world_open(&w, pages, 2);
	ck_assert_uint_eq(count(&w, "entries", NULL), 1);
	ck_assert(holds(entry(&w, 0), "\"sources\": 2"));
	ck_assert(holds(entry(&w, 0), "\"independent\": 2"));
	/* the place is the second article's, the date both's */
	ck_assert(holds(entry(&w, 0), "\"place\": {\"id\": \"l.midhaven\""));
	ck_assert(holds(entry(&w, 0), "\"title\": {\"ja\":"));
	ck_assert_uint_eq(entry(&w, 0)->n_articles, 2);
	world_close(&w);
}
END_TEST

/* "Oreland and Velia have reached a deal" names no day: it is that of the
 * report's day or the two before, if only one is known. */
#define DEAL(a, b)                                                             \
	{                                                                      \
		"Oreland and Velia have reached a deal", "agreement",          \
			STATUS_HELD, a, b, BOTH, NULL, 0                       \
	}

START_TEST(news_without_a_date)
{
	static const struct page pages[] = {
		{ "a1",
		  "2031-03-05",
		  "Oreland and Velia agreed on 4 March.",
		  { { "Oreland and Velia agreed on 4 March", "agreement",
		      STATUS_HELD, "2031-03-04", "2031-03-04", BOTH, NULL,
		      0 } } },
		{ "a2",
		  "2031-03-06",
		  "Oreland and Velia have reached a deal.",
		  { DEAL(NULL, NULL) } },
		{ "a3",
		  "2031-03-09",
		  "Oreland and Velia have reached a deal.",
		  { DEAL(NULL, NULL) } },
		{ "a4",
		  "2031-03-06",
		  "Fog. Rain. Hail. Snow. Oreland and Velia have reached a "
		  "deal.",
		  { DEAL(NULL, NULL) } },
	};
	struct world w;

	world_open(&w, pages, 2);
	ck_assert_uint_eq(count(&w, "entries", NULL), 1);
	ck_assert(holds(entry(&w, 0), "\"sources\": 2"));
	world_close(&w);
	/* days later, or told in passing: perhaps another */
	world_open(&w, pages, 3);
	ck_assert_uint_eq(count(&w, "entries", NULL), 2);
	world_close(&w);
	world_open(&w, pages, 4);
	ck_assert_uint_eq(count(&w, "entries", NULL), 3);
	world_close(&w);
}
END_TEST

START_TEST(news_that_fits_two_stays_apart)
{
	static const struct page pages[] = {
		{ "a1",
		  "2031-03-05",
		  "On 4 March they agreed. On 5 March they agreed.",
		  { { "On 4 March they agreed", "agreement", STATUS_HELD,
		      "2031-03-04", "2031-03-04", BOTH, NULL, 0 },
		    { "On 5 March they agreed", "agreement", STATUS_HELD,
		      "2031-03-05", "2031-03-05", BOTH, NULL, 0 } } },
		{ "a2",
		  "2031-03-06",
		  "Oreland and Velia have reached a deal.",
		  { DEAL(NULL, NULL) } },
		{ "a3",
		  "2031-03-06",
		  "After all, Oreland and Velia have reached a deal.",
		  { DEAL(NULL, NULL) } },
	};
	struct world w;

	world_open(&w, pages, 2);
	ck_assert_uint_eq(count(&w, "entries", NULL), 3);
	world_close(&w);
	/* two reports of one day that name none tell the same */
	world_open(&w, pages + 1, 2);
	ck_assert_uint_eq(count(&w, "entries", NULL), 1);
	world_close(&w);
}
END_TEST

START_TEST(talks_of_two_days_and_their_last)
{
	static const struct page pages[] = {
		{ "a1",
		  "2031-03-05",
		  "Oreland and Velia held talks on 3 and 4 March.",
		  { { "Oreland and Velia held talks on 3 and 4 March", "talks",
		      STATUS_HELD, "2031-03-03", "2031-03-04", BOTH, NULL,
		      0 } } },
		{ "a2",
		  "2031-03-05",
		  "The talks of Oreland and Velia ended on 4 March.",
		  { { "talks of Oreland and Velia ended on 4 March", "talks",
		      STATUS_HELD, "2031-03-04", "2031-03-04", BOTH, NULL,
		      0 } } },
	};
	struct world w;

	world_open(&w, pages, 2);
	ck_assert_uint_eq(count(&w, "entries", NULL), 1);
	world_close(&w);
}
END_TEST

START_TEST(joint_statement_is_nobodys_own)
{
	static const struct page pages[] = {
		{ "a1",
		  "2031-03-05",
		  "Oreland and Velia issued a joint statement on 4 March.",
		  { { "Oreland and Velia issued a joint statement on 4 March",
		      "statement", STATUS_HELD, "2031-03-04", "2031-03-04",
		      BOTH, NULL, 0 } } },
		{ "a2",
		  "2031-03-05",
		  "On 4 March Kato praised the joint statement that Oreland "
		  "and Velia issued.",
		  { { "On 4 March Kato praised the joint statement that "
		      "Oreland and Velia issued",
		      "statement", STATUS_HELD, "2031-03-04", "2031-03-04",
		      "p.kato/ORE", NULL, 0 } } },
	};
	struct world w;

	world_open(&w, pages, 2);
	ck_assert_uint_eq(count(&w, "entries", NULL), 2);
	world_close(&w);
}
END_TEST

START_TEST(month_is_refined_by_the_day)
{
	static const struct page pages[] = {
		{ "a1",
		  NULL,
		  "Kato and Brandt met in Midhaven in March.",
		  { { "Kato and Brandt met in Midhaven in March", "meeting",
		      STATUS_HELD, "2031-03-01", "2031-03-31", HEADS,
		      "l.midhaven/MID", 0 } } },
		{ "a2",
		  NULL,
		  "On 4 March Kato and Brandt met.",
		  { { "On 4 March Kato and Brandt met", "meeting", STATUS_HELD,
		      "2031-03-04", "2031-03-04", HEADS, NULL, 0 } } },
	};
	struct world w;

	world_open(&w, pages, 2);
	ck_assert_uint_eq(count(&w, "entries", NULL), 1);
	ck_assert_int_eq(entry(&w, 0)->from, day_of(2031, 3, 4));
	ck_assert(holds(entry(&w, 0), "\"precision\": \"day\""));
	/* and that the sources differ in precision is on record */
	ck_assert_uint_eq(count(&w, "conflicts", NULL), 1);
	world_close(&w);
}
END_TEST

START_TEST(the_talks_go_back_to_the_call)
{
	static const struct page pages[] = {
		{ "a1",
		  NULL,
		  "On 4 March Kato called Brandt. The talks lasted an hour.",
		  { { "On 4 March Kato called Brandt", "call", STATUS_HELD,
		      "2031-03-04", "2031-03-04", HEADS, NULL, 0, NULL },
		    { "The talks lasted an hour", "talks", STATUS_HELD, NULL,
		      NULL, "", NULL, 0 } } },
	};
	struct world w;

	world_open(&w, pages, 1);
	ck_assert_uint_eq(count(&w, "entries", NULL), 1);
	ck_assert(holds(entry(&w, 0), "\"kind\": \"call\""));
	world_close(&w);
}
END_TEST

START_TEST(heading_and_line_below)
{
	static const struct page pages[] = {
		{ "a1",
		  NULL,
		  "- 4 March: Oreland and Velia talk\n"
		  "  - In Midhaven the envoys talked of the strait.\n"
		  "- 9 March: Oreland and Velia talk again\n",
		  { { "Oreland and Velia talk", "meeting", STATUS_HELD,
		      "2031-03-04", "2031-03-04", BOTH, NULL, 0, NULL },
		    { "In Midhaven the envoys talked", "talks", STATUS_HELD,
		      "2031-03-04", "2031-03-04", "", "l.midhaven/MID", 0,
		      NULL },
		    { "Oreland and Velia talk again", "meeting", STATUS_HELD,
		      "2031-03-09", "2031-03-09", BOTH, NULL, 0 } } },
	};
	struct world w;

	world_open(&w, pages, 1);
	ck_assert_uint_eq(count(&w, "entries", NULL), 2);
	ck_assert(holds(entry(&w, 0), "\"id\": \"l.midhaven\""));
	world_close(&w);
}
END_TEST

/* ---- apart */

START_TEST(other_days_other_parties_other_places)
{
	static const struct page pages[] = {
		{ "a1",
		  NULL,
		  "First. Second. Third.",
		  { { "First", "meeting", STATUS_HELD, "2031-03-04",
		      "2031-03-04", BOTH, "l.midhaven/MID", 0, NULL },
		    { "Second", "meeting", STATUS_HELD, "2031-03-05",
		      "2031-03-05", BOTH, "l.midhaven/MID", 0, NULL },
		    { "Third", "meeting", STATUS_HELD, "2031-03-04",
		      "2031-03-04", "s.ORE/ORE s.KAL/KAL", NULL, 0 } } },
		{ "a2",
		  NULL,
		  "Fourth.",
		  { { "Fourth", "meeting", STATUS_HELD, "2031-03-04",
		      "2031-03-04", BOTH, "l.farpoint/KAL", 0 } } },
	};
	struct world w;

	world_open(&w, pages, 2);
	ck_assert_uint_eq(count(&w, "entries", NULL), 4);
	world_close(&w);
}
END_TEST

START_TEST(other_persons_of_the_same_parties)
{
	static const struct page pages[] = {
		{ "a1",
		  NULL,
		  "Kato and Brandt met.",
		  { { "Kato and Brandt met", "meeting", STATUS_HELD,
		      "2031-03-04", "2031-03-04", HEADS, NULL, 0 } } },
		{ "a2",
		  NULL,
		  "Mori and Lund sat down.",
		  { { "Mori and Lund sat down", "meeting", STATUS_HELD,
		      "2031-03-04", "2031-03-04", "p.mori/ORE p.lund/VEL", NULL,
		      0 } } },
	};
	struct world w;

	world_open(&w, pages, 2);
	ck_assert_uint_eq(count(&w, "entries", NULL), 2);
	world_close(&w);
}
END_TEST

START_TEST(a_month_that_fits_two_days_joins_neither)
{
	static const struct page pages[] = {
		{ "a1",
		  NULL,
		  "One. Two.",
		  { { "One", "call", STATUS_HELD, "2031-03-04", "2031-03-04",
		      HEADS, NULL, 0, NULL },
		    { "Two", "call", STATUS_HELD, "2031-03-19", "2031-03-19",
		      HEADS, NULL, 0 } } },
		{ "a2",
		  NULL,
		  "A call in March.",
		  { { "A call in March", "call", STATUS_HELD, "2031-03-01",
		      "2031-03-31", HEADS, NULL, 0 } } },
	};
	struct world w;

	world_open(&w, pages, 2);
	ck_assert_uint_eq(count(&w, "entries", NULL), 3);
	ck_assert(holds(entry(&w, 0), "\"why\":") ||
		  holds(entry(&w, 1), "\"why\":"));
	world_close(&w);
}
END_TEST

START_TEST(series_is_an_entry_of_its_own)
{
	static const struct page pages[] = {
		{ "a1",
		  NULL,
		  "Three rounds from May to July.",
		  { { "Three rounds from May to July", "talks", STATUS_HELD,
		      "2031-05-01", "2031-07-31", BOTH, NULL, 3 } } },
		{ "a2",
		  NULL,
		  "They met on 6 May.",
		  { { "They met on 6 May", "meeting", STATUS_HELD, "2031-05-06",
		      "2031-05-06", BOTH, NULL, 0 } } },
	};
	struct world w;

	world_open(&w, pages, 2);
	ck_assert_uint_eq(count(&w, "entries", NULL), 2);
	ck_assert(holds(entry(&w, 0), "\"members\": [\"e."));
	ck_assert(holds(entry(&w, 1), "\"part_of\": \"e."));
	/* three told, one in the record */
	ck_assert(count(&w, "gaps", NULL) >= 1);
	ck_assert_uint_eq(count(&w, "conflicts", NULL), 1);
	world_close(&w);
}
END_TEST

/* ---- plans */

START_TEST(planned_is_linked_not_joined)
{
	static const struct page pages[] = {
		{ "a1",
		  NULL,
		  "They will meet in Midhaven next week.",
		  { { "They will meet in Midhaven next week", "meeting",
		      STATUS_PLANNED, "2031-03-02", "2031-03-08", BOTH,
		      "l.midhaven/MID", 0 } } },
		{ "a2",
		  NULL,
		  "They met in Midhaven on 4 March.",
		  { { "They met in Midhaven on 4 March", "meeting", STATUS_HELD,
		      "2031-03-04", "2031-03-04", BOTH, "l.midhaven/MID",
		      0 } } },
	};
	struct world w;
	char want[64];

	world_open(&w, pages, 2);
	ck_assert_uint_eq(count(&w, "entries", NULL), 2);
	ck_assert_str_eq(arena_z(w.a, entry(&w, 0)->status), "planned");
	ck_assert_str_eq(arena_z(w.a, entry(&w, 1)->status), "held");
	snprintf(want, sizeof(want), "\"outcome_of\": \"%.*s\"",
		 STR_FMT(entry(&w, 0)->id));
	ck_assert(holds(entry(&w, 1), want));
	world_close(&w);
}
END_TEST

START_TEST(cancelled_is_no_longer_planned)
{
	static const struct page pages[] = {
		{ "a1",
		  NULL,
		  "A meeting in Midhaven is planned. On 9 March Kato called "
		  "the Midhaven meeting off.",
		  { { "A meeting in Midhaven is planned", "meeting",
		      STATUS_PLANNED, NULL, NULL, BOTH, "l.midhaven/MID", 0,
		      NULL },
		    { "On 9 March Kato called the Midhaven meeting off",
		      "cancellation", STATUS_HELD, "2031-03-09", "2031-03-09",
		      "p.kato/ORE", "l.midhaven/MID", 0 } } },
	};
	struct world w;

	world_open(&w, pages, 1);
	ck_assert_uint_eq(count(&w, "entries", NULL), 2);
	for (uint32_t i = 0; i < 2; i++)
		if (str_is(entry(&w, i)->kind, "meeting"))
			ck_assert(holds(entry(&w, i),
					"\"status\": \"cancelled\""));
		else
			ck_assert(holds(entry(&w, i), "\"outcome_of\": \"e."));
	world_close(&w);
}
END_TEST

START_TEST(each_side_has_its_word_for_it)
{
	static const struct page pages[] = {
		{ "a1",
		  NULL,
		  "They are to meet on 18 March.",
		  { { "They are to meet on 18 March", "meeting", STATUS_PLANNED,
		      "2031-03-18", "2031-03-18", BOTH, NULL, 0 } } },
		{ "a2",
		  NULL,
		  "Oreland calls the meeting of 18 March off.",
		  { { "the meeting of 18 March", "meeting", STATUS_CANCELLED,
		      "2031-03-18", "2031-03-18", BOTH, NULL, 0,
		      "s.ORE/ORE" } } },
		{ "a3",
		  NULL,
		  "Velia: the meeting of 18 March is put off.",
		  { { "the meeting of 18 March is put off", "meeting",
		      STATUS_POSTPONED, "2031-03-18", "2031-03-18", BOTH, NULL,
		      0, "s.VEL/VEL" } } },
	};
	struct world w;

	world_open(&w, pages, 3);
	ck_assert_uint_eq(count(&w, "entries", NULL), 1);
	ck_assert(holds(entry(&w, 0), "\"status\": \"cancelled\""));
	ck_assert(holds(entry(&w, 0), "\"status_by\": {\"ORE\": "
				      "\"cancelled\", \"VEL\": "
				      "\"postponed\"}"));
	ck_assert_uint_eq(count(&w, "conflicts", NULL), 1);
	world_close(&w);
}
END_TEST

START_TEST(planned_alone_is_a_gap)
{
	static const struct page pages[] = {
		{ "a1",
		  NULL,
		  "They will meet in April.",
		  { { "They will meet in April", "meeting", STATUS_PLANNED,
		      "2031-04-01", "2031-04-30", BOTH, NULL, 0 } } },
	};
	struct world w;

	world_open(&w, pages, 1);
	ck_assert_uint_eq(count(&w, "gaps", NULL), 1);
	world_close(&w);
}
END_TEST

/* ---- the whole */

static const struct page pile[] = {
	{ "b1",
	  "2031-03-05",
	  "Kato met Brandt on 4 March. They called on 9 March.",
	  { { "Kato met Brandt on 4 March", "meeting", STATUS_HELD,
	      "2031-03-04", "2031-03-04", HEADS, NULL, 0, NULL },
	    { "They called on 9 March", "call", STATUS_HELD, "2031-03-09",
	      "2031-03-09", HEADS, NULL, 0 } } },
	{ "b2",
	  "2031-03-07",
	  "The two met in Midhaven this month. Velia offered a plan.",
	  { { "The two met in Midhaven this month", "meeting", STATUS_HELD,
	      "2031-03-01", "2031-03-31", HEADS, "l.midhaven/MID", 0, NULL },
	    { "Velia offered a plan", "proposal", STATUS_HELD, NULL, NULL,
	      "s.VEL/VEL", NULL, 0 } } },
	{ "b3",
	  NULL,
	  "Oreland met Velia on 4 March in Midhaven.",
	  { { "Oreland met Velia on 4 March in Midhaven", "meeting",
	      STATUS_HELD, "2031-03-04", "2031-03-04", BOTH, "l.midhaven/MID",
	      0 } } },
	{ "b4",
	  "2031-03-12",
	  "Velia criticised Oreland. A second meeting is planned for 20 March.",
	  { { "Velia criticised Oreland", "criticism", STATUS_HELD,
	      "2031-03-11", "2031-03-11", "s.VEL/VEL", NULL, 0, NULL },
	    { "A second meeting is planned for 20 March", "meeting",
	      STATUS_PLANNED, "2031-03-20", "2031-03-20", BOTH, NULL, 0 } } },
	{ "b5",
	  "2031-03-21",
	  "The second meeting took place on 20 March.",
	  { { "The second meeting took place on 20 March", "meeting",
	      STATUS_HELD, "2031-03-20", "2031-03-20", BOTH, NULL, 0 } } },
};

static void shuffle(struct merge_article *v, uint32_t n, uint32_t *seed)
{
	for (uint32_t i = n; i > 1; i--) {
		struct merge_article swap = v[i - 1];
		uint32_t k;

		*seed = *seed * 1664525u + 1013904223u;
		k = (*seed >> 8) % i;
		v[i - 1] = v[k];
		v[k] = swap;
	}
}

START_TEST(any_order_gives_the_same_bytes)
{
	struct world w;
	uint32_t seed = 7;

	world_open(&w, pile, COUNT(pile));
	for (int round = 0; round < 20; round++) {
		struct record again;

		shuffle(w.articles, w.n, &seed);
		merge_record(w.a, w.packs, w.articles, w.n, NULL, 0, &again);
		ck_assert_uint_eq(again.items.n, w.record.items.n);
		for (uint32_t i = 0; i < again.items.n; i++) {
			ck_assert(str_eq(again.items.v[i].json,
					 w.record.items.v[i].json));
			ck_assert(str_eq(again.items.v[i].id,
					 w.record.items.v[i].id));
		}
	}
	world_close(&w);
}
END_TEST

START_TEST(later_articles_rename_nothing)
{
	struct world before, after;
	uint32_t kept = 0;

	world_open(&before, pile, 4);
	world_open(&after, pile, 5);
	for (uint32_t i = 0; i < before.record.items.n; i++) {
		const struct record_item *x = &before.record.items.v[i];

		for (uint32_t k = 0; k < after.record.items.n; k++)
			kept += str_eq(x->id, after.record.items.v[k].id) &&
				str_eq(x->layer,
				       after.record.items.v[k].layer) &&
				str_is(x->layer, "entries");
	}
	ck_assert_uint_eq(kept, count(&before, "entries", NULL));
	ck_assert_uint_eq(count(&after, "entries", NULL), kept + 1);
	world_close(&before);
	world_close(&after);
}
END_TEST

START_TEST(copies_are_one_independent_source)
{
#define TOLD                                                                   \
	"Oreland and Velia met in Midhaven on 4 March and spoke for an hour "  \
	"about the toll that ships pay in the strait, the two sides said."
	static const struct page pages[] = {
		{ "a1",
		  NULL,
		  TOLD,
		  { { "Oreland and Velia met in Midhaven", "meeting",
		      STATUS_HELD, "2031-03-04", "2031-03-04", BOTH,
		      "l.midhaven/MID", 0 } } },
		{ "a2",
		  NULL,
		  TOLD " (Agency)",
		  { { "Oreland and Velia met in Midhaven", "meeting",
		      STATUS_HELD, "2031-03-04", "2031-03-04", BOTH,
		      "l.midhaven/MID", 0 } } },
	};
	struct world w;

	world_open(&w, pages, 2);
	ck_assert_uint_eq(count(&w, "entries", NULL), 1);
	ck_assert(holds(entry(&w, 0), "\"sources\": 2"));
	ck_assert(holds(entry(&w, 0), "\"independent\": 1"));
	world_close(&w);
}
END_TEST

/* The first of several copies joined what is told better elsewhere: the others
 * go there too. */
START_TEST(copies_follow_the_first_of_them)
{
#define MET "Kato and Brandt met in Midhaven to speak about the toll on 4 March"
#define COPY(id)                                                               \
	{                                                                      \
		id, NULL, MET ".",                                             \
		{                                                              \
			{                                                      \
				MET, "meeting", STATUS_HELD, "2031-03-04",     \
					"2031-03-04", HEADS, NULL, 0, NULL     \
			}                                                      \
		}                                                              \
	}
	static const struct page pages[] = {
		COPY("a1"),
		{ "a2",
		  NULL,
		  "The heads met in Midhaven.",
		  { { "The heads met in Midhaven", "meeting", STATUS_HELD,
		      "2031-03-04", "2031-03-04", HEADS, "l.midhaven/MID", 0,
		      NULL } } },
		COPY("a3"),
		COPY("a4"),
	};
	struct world w;

	world_open(&w, pages, 4);
	ck_assert_uint_eq(count(&w, "entries", NULL), 1);
	ck_assert(holds(entry(&w, 0), "\"sources\": 4"));
	world_close(&w);
#undef MET
#undef COPY
}
END_TEST

/* ---- people's decisions */

static void decide(struct world *w, const char *const *json, uint32_t n)
{
	struct decision *d = arena_many(w->a, struct decision, n + 1);

	for (uint32_t i = 0; i < n; i++)
		d[i] = (struct decision){
			.id = arena_printf(w->a, "d%u", i),
			.time = arena_printf(w->a, "2031-04-%02uT10:00Z",
					     i + 1),
			.author = STR("Ines"),
			.reason = STR("I was there"),
			.json = str_of(json[i]),
		};
	merge_record(w->a, w->packs, w->articles, w->n, d, n, &w->record);
}

/* The form with its first '%' made a, its second b. */
static const char *order(struct world *w, const char *form, str a, str b)
{
	str parts[3], rest = str_of(form);

	for (int i = 0; i < 3; i++)
		parts[i] = str_token(&rest, '%');
	return arena_z(w->a, arena_printf(w->a, "%.*s%.*s%.*s%.*s%.*s",
					  STR_FMT(parts[0]), STR_FMT(a),
					  STR_FMT(parts[1]), STR_FMT(b),
					  STR_FMT(parts[2])));
}

START_TEST(join_and_undo)
{
	struct world w;
	const char *d[2];
	uint32_t before, again;
	str first;

	world_open(&w, pile, COUNT(pile));
	before = count(&w, "entries", NULL);
	first = entry(&w, 0)->json;
	d[0] = order(&w, "{\"do\": \"join\", \"entries\": [\"%\", \"%\"]}",
		     entry(&w, 0)->id, entry(&w, 1)->id);
	d[1] = "{\"do\": \"undo\", \"decision\": \"d0\"}";
	decide(&w, d, 1);
	again = count(&w, "entries", NULL);
	ck_assert_uint_eq(again, before - 1);
	ck_assert_uint_eq(count(&w, "reviews", NULL), 1);
	decide(&w, d, 2);
	ck_assert_uint_eq(count(&w, "entries", NULL), before);
	ck_assert(str_eq(entry(&w, 0)->json, first));
	world_close(&w);
}
END_TEST

START_TEST(split_stays_split)
{
	static const char *const d[] = {
		"{\"do\": \"split\", \"entry\": \"%\", \"mentions\": "
		"[{\"article\": \"b3\", \"span\": [0, 20]}]}%"
	};
	struct world w;
	uint32_t before;
	const char *z;

	world_open(&w, pile, COUNT(pile));
	before = count(&w, "entries", NULL);
	z = order(&w, d[0], entry(&w, 0)->id, STR(""));
	decide(&w, &z, 1);
	ck_assert_uint_eq(count(&w, "entries", NULL), before + 1);
	world_close(&w);
}
END_TEST

START_TEST(edit_keeps_what_was_told)
{
	static const char *const form =
		"{\"do\": \"edit\", \"entry\": \"%\", \"set\": {\"from\": "
		"\"2031-03-03\", \"to\": \"2031-03-03\"}}%";
	struct world w;
	const char *z;

	world_open(&w, pile, COUNT(pile));
	z = order(&w, form, entry(&w, 0)->id, STR(""));
	decide(&w, &z, 1);
	ck_assert_int_eq(entry(&w, 0)->from, day_of(2031, 3, 3));
	ck_assert(holds(entry(&w, 0), "\"decided_by\": \"d0\""));
	ck_assert(holds(entry(&w, 0), "\"told\": {\"from\": \"2031-03-04\""));
	world_close(&w);
}
END_TEST

START_TEST(a_bad_decision_is_shown_not_followed)
{
	static const char *const d[] = {
		"no json at all",
		"{\"do\": \"hide\", \"entry\": \"e.nosuchid\"}",
		"{\"do\": \"edit\", \"entry\": 5, \"set\": []}",
		"{\"do\": \"split\", \"mentions\": {}}",
	};
	struct world w;
	uint32_t before;

	world_open(&w, pile, COUNT(pile));
	before = count(&w, "entries", NULL);
	decide(&w, d, COUNT(d));
	ck_assert_uint_eq(count(&w, "entries", NULL), before);
	ck_assert_uint_eq(count(&w, "reviews", NULL), COUNT(d));
	world_close(&w);
}
END_TEST

START_TEST(nothing_in_nothing_out)
{
	struct world w;

	world_open(&w, NULL, 0);
	ck_assert_uint_eq(w.record.items.n, 0);
	world_close(&w);
}
END_TEST

/* Its item would grow with the pile: of very many articles those that came out
 * first are shown, and all are counted. */
START_TEST(an_actor_named_by_many)
{
	enum { PAGES = 230 };
	struct page *pages = calloc(PAGES, sizeof(*pages));
	const struct record_item *x = NULL;
	char(*words)[16] = calloc(PAGES, sizeof(*words));
	struct world w;
	uint32_t n = 0;

	for (int i = 0; i < PAGES; i++) {
		/* the last by id came out first */
		snprintf(words[i], 16, "n%03d", i);
		pages[i] = (struct page){
			.id = words[i],
			.published = i < 30 ? "2031-05-01" : "2031-04-01",
			.text = "Oreland and Velia met.",
			.tells = { { "Oreland and Velia met", "meeting",
				     STATUS_HELD, "2031-03-04", "2031-03-04",
				     BOTH, NULL, 0, NULL } },
		};
	}
	world_open(&w, pages, PAGES);
	for (uint32_t i = 0; i < w.record.items.n; i++)
		if (str_is(w.record.items.v[i].id, "s.ORE"))
			x = &w.record.items.v[i];
	ck_assert_ptr_nonnull(x);
	ck_assert(holds(x, "\"sources\": 230"));
	ck_assert(holds(x, "\"first\": \"2031-04-01\""));
	ck_assert(holds(x, "\"last\": \"2031-05-01\""));
	ck_assert(holds(x, "\"article\": \"n229\""));
	ck_assert(!holds(x, "\"article\": \"n000\""));
	for (size_t at = 0;
	     (at = str_find(x->json, STR("\"article\""), at)) != SIZE_MAX; at++)
		n++;
	ck_assert_uint_eq(n, 200);
	ck_assert_uint_eq(x->n_articles, PAGES);
	world_close(&w);
	free(words);
	free(pages);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("merge");
	TCase *t = tcase_create("entries");
	SRunner *r;
	int failed;

	tcase_add_test(t, one_event_of_two_articles);
	tcase_add_test(t, month_is_refined_by_the_day);
	tcase_add_test(t, news_without_a_date);
	tcase_add_test(t, news_that_fits_two_stays_apart);
	tcase_add_test(t, talks_of_two_days_and_their_last);
	tcase_add_test(t, joint_statement_is_nobodys_own);
	tcase_add_test(t, the_talks_go_back_to_the_call);
	tcase_add_test(t, heading_and_line_below);
	tcase_add_test(t, other_days_other_parties_other_places);
	tcase_add_test(t, other_persons_of_the_same_parties);
	tcase_add_test(t, a_month_that_fits_two_days_joins_neither);
	tcase_add_test(t, series_is_an_entry_of_its_own);
	tcase_add_test(t, planned_is_linked_not_joined);
	tcase_add_test(t, cancelled_is_no_longer_planned);
	tcase_add_test(t, each_side_has_its_word_for_it);
	tcase_add_test(t, planned_alone_is_a_gap);
	tcase_add_test(t, any_order_gives_the_same_bytes);
	tcase_add_test(t, later_articles_rename_nothing);
	tcase_add_test(t, copies_are_one_independent_source);
	tcase_add_test(t, copies_follow_the_first_of_them);
	tcase_add_test(t, an_actor_named_by_many);
	tcase_add_test(t, join_and_undo);
	tcase_add_test(t, split_stays_split);
	tcase_add_test(t, edit_keeps_what_was_told);
	tcase_add_test(t, a_bad_decision_is_shown_not_followed);
	tcase_add_test(t, nothing_in_nothing_out);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
