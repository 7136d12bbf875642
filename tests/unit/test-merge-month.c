/* test-merge-month.c - entries are joined within their month, and what has no
 * date of its own belongs to the month of its article. */
#include "merge_world.h"

#define MET "Kato and Brandt met in Midhaven"
#define DATED(day)                                                             \
	{                                                                      \
		MET, "meeting", STATUS_HELD, day, day, HEADS,                  \
			"l.midhaven/MID", 0, NULL                              \
	}
#define UNDATED                                                                \
	{                                                                      \
		"At the end " MET, "meeting", STATUS_HELD, NULL, NULL, HEADS,  \
			"l.midhaven/MID", 0, NULL                              \
	}

static uint32_t entries_of(const struct page *pages, uint32_t n)
{
	struct world w;
	uint32_t found;

	world_open(&w, pages, n);
	found = count(&w, "entries", NULL);
	world_close(&w);
	return found;
}

START_TEST(undated_of_the_month_of_publication)
{
	struct page pages[] = {
		{ "a1", "2031-03-05", MET ".", { DATED("2031-03-04") } },
		{ "a2", "2031-03-20", "At the end " MET ".", { UNDATED } },
	};

	ck_assert_uint_eq(entries_of(pages, 2), 1);
	/* a year later it is another meeting, for all that is known */
	pages[1].published = "2032-03-20";
	ck_assert_uint_eq(entries_of(pages, 2), 2);
}
END_TEST

START_TEST(undated_of_the_month_told_most)
{
	static const struct page pages[] = {
		{ "a1", "2031-03-05", MET ".", { DATED("2031-03-04") } },
		{ "a2",
		  NULL,
		  "Oreland protested. Velia protested. Velia voted. At the "
		  "end " MET ".",
		  { { "Oreland protested", "protest", STATUS_HELD, "2031-03-02",
		      "2031-03-02", "s.ORE/ORE", NULL, 0, NULL },
		    { "Velia protested", "protest", STATUS_HELD, "2031-03-03",
		      "2031-03-03", "s.VEL/VEL", NULL, 0, NULL },
		    { "Velia voted", "election", STATUS_HELD, "2028-01-09",
		      "2028-01-09", "s.VEL/VEL", NULL, 0, NULL },
		    UNDATED } },
	};

	ck_assert_uint_eq(entries_of(pages, 2), 4);
}
END_TEST

/* What one month's articles tell is joined the same with others beside. */
START_TEST(other_months_change_nothing)
{
	static const struct page pages[] = {
		{ "a1", "2031-03-05", MET ".", { DATED("2031-03-04") } },
		{ "a2", "2031-03-06", MET " again.", { DATED("2031-03-04") } },
		{ "a3", "2030-06-20", "At the end " MET ".", { UNDATED } },
		{ "a4", "2030-06-21", MET ".", { DATED("2030-06-02") } },
	};
	struct world all, some;

	world_open(&all, pages, 4);
	world_open(&some, pages, 2);
	ck_assert_uint_eq(count(&all, "entries", NULL), 2);
	ck_assert_uint_eq(count(&some, "entries", NULL), 1);
	ck_assert(str_eq(entry(&all, 1)->json, entry(&some, 0)->json));
	world_close(&all);
	world_close(&some);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("merge-month");
	TCase *t = tcase_create("month");
	SRunner *r;
	int failed;

	tcase_add_test(t, undated_of_the_month_of_publication);
	tcase_add_test(t, undated_of_the_month_told_most);
	tcase_add_test(t, other_months_change_nothing);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
