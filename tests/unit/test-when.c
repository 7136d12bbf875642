/* test-when.c - English dates: how pieces join, lengths count, days with a
 * name are found, ends of ranges tell each other what they lack. */
#include <check.h>
#include <stdlib.h>

#include "reading.h"

/* What a text of 5 March 2031 (a Wednesday), 16:30, says: "words|value" a
 * time, with " ~ " between; the open end of an interval as "from.." */
static str times_of(const char *text)
{
	struct mentions *m = arena_one(arena, struct mentions);
	struct article_input in = { .id = STR("t"),
				    .text = str_of(text),
				    .lang = STR("en"),
				    .published = STR("2031-03-05T16:30") };
	str out = STR("");

	job_read(reader, arena, tagger, &in, STAGE_TIMES, m);
	for (uint32_t i = 0; i < m->times.n; i++) {
		const struct time_mention *t = &m->times.v[i];

		out = arena_printf(
			arena, "%.*s%s%.*s|%.*s", STR_FMT(out), i ? " ~ " : "",
			STR_FMT(str_span(in.text, t->at)), STR_FMT(t->value));
	}
	return out;
}

struct example {
	const char *text, *times;
};

static void all_hold(const struct example *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		str got = times_of(v[i].text);

		ck_assert_msg(str_is(got, v[i].times),
			      "%s\n  want: %s\n  made: %.*s", v[i].text,
			      v[i].times, STR_FMT(got));
	}
}

START_TEST(pieces_join)
{
	static const struct example v[] = {
		{ "They will meet on Monday at 3 pm.",
		  "Monday at 3 pm|2031-03-10T15" },
		{ "They met on Sunday night.", "Sunday night|2031-03-02TNI" },
		{ "They met late on Monday.", "late on Monday|2031-03-03" },
		{ "They left at 10 a.m. Friday.",
		  "at 10 a.m. Friday|2031-02-28T10" },
		{ "They met on Tuesday the 18th of February.",
		  "Tuesday the 18th of February|2031-02-18" },
		{ "They fish on Mondays at 9 am.",
		  "on Mondays at 9 am|XXXX-WXX-1T09" },
		{ "Nothing came before Monday's talks.",
		  "Monday's|2031-03-03" },
		{ "They will meet from Thursday (March 13).",
		  "from Thursday (March 13|2031-03-13" },
		{ "They met earlier this year, in January and February.",
		  "earlier this year, in January|2031-01 ~ "
		  "February|2031-02" },
		{ "They have until April 7. It may end on the 7th.",
		  "until April 7|2031-04-07 ~ the 7th|2031-04-07" },
		{ "JULY is the cut-off for a deal, the port insisted.",
		  "JULY|2031-07" },
		{ "If no deal stands before Friday, they strike.",
		  "before Friday|2031-03-07" },
		{ "It would end the strike that began on April 7.",
		  "April 7|2030-04-07" },
		{ "They are on strike since April.", "since April|2030-04" },
		{ "It will begin at 21:45 Kamome time on May 22.",
		  "at 21:45 Kamome time on May 22|2031-05-22T21:45" },
		{ "It closed at 1000 GMT.", "at 1000 GMT|2031-03-05T10:00Z" },
		{ "They met at 7 pm on Fri, Sep 20.",
		  "at 7 pm on Fri, Sep 20|2030-09-20T19" },
		{ "They will meet on Saturday, Sep 20.",
		  "Saturday, Sep 20|2031-09-20" },
		{ "It must be signed by midnight on Friday.",
		  "by midnight on Friday|2031-03-07T24" },
		{ "The contract expires at midnight.",
		  "at midnight|2031-03-05T24" },
		{ "They must sign by the end of the day Saturday.",
		  "by the end of the day Saturday|2031-03-08T23:59:59" },
		{ "They left at 0730 hours.",
		  "at 0730 hours|2031-03-05T07:30" },
		{ "They will sign in May, she said in the port on Monday.",
		  "May|2031-05 ~ Monday|2031-03-03" },
		{ "The deadline for a deal is Friday.", "Friday|2031-03-07" },
		{ "They will leave as soon as Sunday.",
		  "as soon as Sunday|2031-03-09" },
		{ "It took place this past week.",
		  "this past week|2031-02-26/2031-03-04" },
		{ "This may take longer.", "" },
		{ "Call 138-2010-2015, day or night, 24/7.", "night|TNI" },
	};

	all_hold(v, COUNT(v));
}
END_TEST

START_TEST(lengths_count)
{
	static const struct example v[] = {
		{ "They met three days ago.", "three days ago|2031-03-02" },
		{ "They will meet in two to three weeks.",
		  "in two to three weeks|2031-03-26" },
		{ "They met two weeks after New Year's Day 2031.",
		  "two weeks after New Year's Day 2031|2031-01-15" },
		{ "They will answer within five business days.",
		  "within five business days|2031-03-05/2031-03-12" },
		{ "The truce was to hold for 60 days from January 19.",
		  "for 60 days from January 19|2031-01-19/2031-03-19" },
		{ "They talked for 2 hours and 30 minutes.",
		  "2 hours and 30 minutes|PT2H30M" },
		{ "Fees fell in the last two quarters.",
		  "the last two quarters|2030-07-01/2030-12-31" },
		{ "It was their first meeting in two years.", "two years|P2Y" },
		{ "They talked on the last two days of the truce.",
		  "the last two days|P2D" },
		{ "The strike enters its eighth week.", "" },
		{ "It was told two days before he lands.", "two days|P2D" },
		{ "They agreed within two hours.", "within two hours|PT2H" },
		{ "They will meet in the coming weeks.",
		  "in the coming weeks|FUTURE_REF" },
		{ "They need it in the next seven to 10 days.",
		  "the next seven to 10 days|2031-03-06/2031-03-15" },
		{ "It fell by a month.", "a month|P1M" },
		{ "They closed for the rest of the week.",
		  "for the rest of the week|2031-03-05/2031-03-09" },
	};

	all_hold(v, COUNT(v));
}
END_TEST

START_TEST(days_with_a_name)
{
	static const struct example v[] = {
		{ "They met on Mother's Day 2030.",
		  "Mother's Day 2030|2030-05-12" },
		{ "They met on Good Friday 2030.",
		  "Good Friday 2030|2030-04-19" },
		{ "The truce held during Passover 2030.",
		  "Passover 2030|2030-04-17/2030-04-25" },
		{ "They met on Eid al-Fitr 2030.",
		  "Eid al-Fitr 2030|2030-02-04" },
		{ "They met on Diwali 2029.", "Diwali 2029|2029-11-05" },
		{ "They met on the second Monday of February.",
		  "the second Monday of February|2031-02-10" },
		{ "Fees fell in the first six months of 2030.",
		  "the first six months of 2030|2030-01/2030-06" },
	};

	all_hold(v, COUNT(v));
}
END_TEST

START_TEST(ends_of_a_range)
{
	static const struct example v[] = {
		{ "They met from February 9 to 12.",
		  "from February 9 to 12|2031-02-09/2031-02-12" },
		{ "They met on Monday from 10:30 to 3.",
		  "Monday from 10:30 to 3|"
		  "2031-03-03T10:30/2031-03-03T15" },
		{ "They will meet between 3 and 5 on Friday.",
		  "between 3 and 5 on Friday|2031-03-07T03/2031-03-07T05" },
		{ "They ruled from 2014 to 2018.",
		  "from 2014 to 2018|2014/2018" },
		{ "Ada Moor (14 May 1931 – 2 June 2019) led it.",
		  "14 May 1931|1931-05-14 ~ 2 June 2019|2019-06-02" },
		{ "The port is shut from February to April.",
		  "from February to April|2031-02/2031-04" },
	};

	all_hold(v, COUNT(v));
}
END_TEST

START_TEST(what_is_open)
{
	static const struct {
		const char *text, *from, *to;
	} v[] = {
		{ "They will answer before Friday.", "", "2031-03-06" },
		{ "They will answer by Friday.", "", "2031-03-07" },
		{ "They will answer after Friday.", "2031-03-08", "" },
		{ "They will answer from Friday.", "2031-03-07", "" },
	};

	for (size_t i = 0; i < COUNT(v); i++) {
		struct mentions *m = arena_one(arena, struct mentions);
		struct article_input in = { .id = STR("t"),
					    .text = str_of(v[i].text),
					    .lang = STR("en"),
					    .published = STR("2031-03-05") };

		job_read(reader, arena, tagger, &in, STAGE_TIMES, m);
		ck_assert_uint_eq(m->times.n, 1);
		ck_assert_msg(
			m->times.v[0].from == DAY_NONE
				? !v[i].from[0]
				: str_is(day_text(arena, m->times.v[0].from),
					 v[i].from),
			"from of %s", v[i].text);
		ck_assert_msg(
			m->times.v[0].to == DAY_NONE
				? !v[i].to[0]
				: str_is(day_text(arena, m->times.v[0].to),
					 v[i].to),
			"to of %s", v[i].text);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("when");
	TCase *c = tcase_create("english");
	SRunner *r;
	int failed;

	tcase_add_unchecked_fixture(c, setup, teardown);
	tcase_add_test(c, pieces_join);
	tcase_add_test(c, lengths_count);
	tcase_add_test(c, days_with_a_name);
	tcase_add_test(c, ends_of_a_range);
	tcase_add_test(c, what_is_open);
	suite_add_tcase(s, c);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
