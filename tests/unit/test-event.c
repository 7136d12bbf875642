/* test-event.c - the stage "event": status, participants, numbers, links,
 * and that its cost grows with the length of a sentence, not its square. */
#include <check.h>
#include <stdlib.h>
#include <time.h>

#include "base/day.h"
#include "events.h"

static struct mentions *read_text(str text, const char *lang)
{
	return read_events(text, lang, STR_NONE);
}

static void status_is(const char *text, const char *lang, const char *kind,
		      enum status want)
{
	const struct mentions *m = read_text(str_of(text), lang);
	const struct event_mention *x = of_kind(m, kind);

	ck_assert_msg(x != NULL, "no %s in: %s", kind, text);
	ck_assert_msg(x->status == want, "%s is %.*s in: %s", kind,
		      STR_FMT(status_name(x->status)), text);
}

START_TEST(planned_is_never_held)
{
	status_is("カモメ港とツバメ港は会談した。", "ja", "meeting",
		  STATUS_HELD);
	status_is("カモメ港とツバメ港は会談する予定だ。", "ja", "meeting",
		  STATUS_PLANNED);
	status_is("カモメ港とツバメ港は会談する。", "ja", "meeting",
		  STATUS_PLANNED);
	status_is("カモメ港とツバメ港の会談は延期された。", "ja", "meeting",
		  STATUS_POSTPONED);
	status_is("カモメ港はツバメ港との会談を中止した。", "ja", "meeting",
		  STATUS_CANCELLED);
	status_is("カモメ港がツバメ港を訪問し、来週会談する見通しだ。", "ja",
		  "visit", STATUS_PLANNED);
	status_is("Kamome met with Tsubame.", "en", "meeting", STATUS_HELD);
	status_is("Kamome will meet with Tsubame.", "en", "meeting",
		  STATUS_PLANNED);
	status_is("Kamome called off the meeting with Tsubame.", "en",
		  "meeting", STATUS_CANCELLED);
	status_is("Kamome postponed the meeting with Tsubame.", "en", "meeting",
		  STATUS_POSTPONED);
}
END_TEST

START_TEST(cancellation_names_what_it_cancels)
{
	const struct mentions *m =
		read_text(STR("カモメ港はツバメ港との会談を中止した。"), "ja");
	const struct event_mention *x = of_kind(m, "cancellation");

	ck_assert_ptr_nonnull(x);
	ck_assert_uint_lt(x->cancels, m->events.n);
	ck_assert(str_is(m->events.v[x->cancels].kind, "meeting"));
}
END_TEST

START_TEST(who_does_what_to_whom)
{
	const struct mentions *m = read_text(
		STR("Tsubame was accused by Kamome of blocking the pier."),
		"en");
	const struct event_mention *x = of_kind(m, "criticism");

	ck_assert_ptr_nonnull(x);
	ck_assert_uint_eq(x->n_participants, 2);
	for (uint32_t i = 0; i < 2; i++) {
		const struct participant *p = &x->participants[i];

		ck_assert(str_is(m->actors.v[p->actor].party,
				 p->role == PART_SOURCE ? "KAM" : "TSU"));
	}
}
END_TEST

START_TEST(numbers_with_units)
{
	const struct mentions *m =
		read_text(STR("カモメ港とツバメ港は1万2千人の退避と15％の削減で"
			      "合意した。"),
			  "ja");
	const struct event_mention *x = of_kind(m, "agreement");

	ck_assert_ptr_nonnull(x);
	ck_assert_uint_eq(x->n_magnitudes, 2);
	ck_assert(x->magnitudes[0].value > 11999.5 &&
		  x->magnitudes[0].value < 12000.5);
	ck_assert(str_is(x->magnitudes[1].unit, "percent"));
}
END_TEST

static const struct event_mention *on_day(const char *text, const char *lang,
					  const char *kind, day want)
{
	struct mentions *m = arena_one(arena, struct mentions);
	struct article_input in = { .id = STR("t"),
				    .text = str_of(text),
				    .lang = str_of(lang),
				    .published = STR("2031-02-18") };
	const struct event_mention *x;

	job_read(reader, arena, tagger, &in, STAGE_ALL, m);
	x = of_kind(m, kind);
	ck_assert_msg(x != NULL, "no %s in: %s", kind, text);
	ck_assert_msg(x->from == want, "%s on another day in: %s", kind, text);
	return x;
}

START_TEST(dates_of_other_words)
{
	day january = day_of(2031, 1, 20), monday = day_of(2031, 2, 17);
	day meeting = day_of(2031, 2, 18);

	/* the day it was presented is not the day of the threat */
	on_day("Naoki Shirahama said it ignored the plan presented by the "
	       "commission on January 20 and warned that Kamome would close "
	       "its depot.",
	       "en", "threat", DAY_NONE);
	on_day("Kamome rejected the plan presented by the commission on "
	       "January 20.",
	       "en", "rejection", DAY_NONE);
	on_day("Kamome and Tsubame held talks mediated by Hamabe on "
	       "January 20.",
	       "en", "meeting", january);
	/* the day it was called off is not the day it was to be */
	on_day("カモメ港は17日、ツバメ港との会談を中止した。", "ja", "meeting",
	       DAY_NONE);
	on_day("カモメ港は17日、ツバメ港との会談を中止した。", "ja",
	       "cancellation", monday);
	on_day("カモメ港は17日、18日のツバメ港との会談を中止した。", "ja",
	       "meeting", meeting);
	on_day("カモメ港は17日、18日に予定していたツバメ港との会談を延期した。",
	       "ja", "meeting", meeting);
	on_day("カモメ港とツバメ港が18日に開く予定だった会談は中止された。",
	       "ja", "meeting", meeting);
	on_day("カモメ港とツバメ港は17日、灯台島で声を荒らげた。予定されていた"
	       "会談は中止となった。",
	       "ja", "meeting", monday);
	on_day("Hamabe is calm, and boats lay in port on Wednesday, a Kamome "
	       "official said on Monday.",
	       "en", "statement", monday);
	on_day("Kamome cancelled the meeting with Tsubame on Monday.", "en",
	       "meeting", DAY_NONE);
	on_day("Kamome cancelled the meeting with Tsubame scheduled for "
	       "February 18.",
	       "en", "meeting", meeting);
	on_day("Kamome called off the February 18 meeting with Tsubame.", "en",
	       "meeting", meeting);
	on_day("The meeting of Kamome and Tsubame on February 18 was "
	       "cancelled.",
	       "en", "meeting", meeting);
}
END_TEST

static void has_none(const char *text, const char *lang, const char *kind)
{
	const struct mentions *m = read_text(str_of(text), lang);

	ck_assert_msg(!of_kind(m, kind), "a false %s in: %s", kind, text);
}

START_TEST(what_is_only_supposed)
{
	has_none("白浜氏は、合意に至らなければ3月1日から燃料基地を閉鎖すると"
		 "警告した。",
		 "ja", "meeting");
	has_none("合意に至らない場合、カモメ港は燃料基地を閉鎖する。", "ja",
		 "meeting");
	has_none("白浜氏は水先料の廃止期限が削られたことに不満を示した。", "ja",
		 "deadline");
	has_none("Olga Linden plans to visit Kamome next week.", "en",
		 "agreement");
	status_is("Olga Linden plans to visit Kamome next week.", "en", "visit",
		  STATUS_PLANNED);
}
END_TEST

static bool takes_part(const struct mentions *m, const struct event_mention *x,
		       const char *party)
{
	for (uint32_t i = 0; i < x->n_participants; i++) {
		uint32_t who = x->participants[i].actor;

		if (str_is(m->actors.v[who].party, party))
			return true;
	}
	return false;
}

START_TEST(who_where_of_other_sentences)
{
	const struct mentions *m = read_text(
		STR("白浜市長とリンデン市長は14日、電話で協議した。"
		    "白浜氏は協議後、漁船の解放で合意したと明らかにした。"),
		"ja");
	const struct event_mention *x = of_kind(m, "agreement");

	ck_assert(x && takes_part(m, x, "TSU"));
	x = of_kind(
		read_text(STR("Linden plans to visit Kamome next week."), "en"),
		"visit");
	ck_assert(x && x->place != NO_REF);
	x = of_kind(read_text(STR("署名式は20日、灯台島で開かれた。"), "ja"),
		    "signing");
	ck_assert(x && x->place != NO_REF);
	/* the day is of what was said */
	has_none("Tsubame officials met. Boats lay in port on Wednesday, "
		 "harbour officials said.",
		 "en", "statement");
	has_none("Hamabe is calm, and boats lay in port on Wednesday, Kamome "
		 "officials said.",
		 "en", "statement");
}
END_TEST

static void no_party(const char *text, const char *kind, const char *party,
		     const char *other)
{
	const struct mentions *m = read_text(str_of(text), "ja");
	const struct event_mention *x = of_kind(m, kind);

	ck_assert_msg(x != NULL, "no %s in: %s", kind, text);
	ck_assert_msg(!takes_part(m, x, party), "%s takes part in: %s", party,
		      text);
	ck_assert_msg(takes_part(m, x, other), "%s is not there in: %s", other,
		      text);
}

START_TEST(whose_land_is_no_party)
{
	const struct event_mention *x;

	no_party("白浜市長とリンデン市長は14日、スイス東部のダボスで会談した。",
		 "meeting", "CHE", "TSU");
	no_party("米国と日本の高官は14日、中国・北京で会談した。", "meeting",
		 "CHN", "JPN");
	no_party("カモメ港は14日、ツバメ港と合意していたスイスでの会談を中止し"
		 "た。",
		 "meeting", "CHE", "KAM");
	no_party("カタールの首都・ドーハで、カモメ港とツバメ港が停戦に"
		 "向けた協議を再開した。",
		 "talks", "QAT", "TSU");
	no_party("カタール・ムハンマド首相は15日、カモメ港とツバメ港が合意に達"
		 "したと発表した。",
		 "agreement", "QAT", "TSU");
	/* what it is about, and what only bears a name */
	no_party("米国関税をめぐりカモメ港の市長はツバメ港の市長と会談した。",
		 "meeting", "USA", "TSU");
	no_party("白浜市長とリンデン市長は14日、電話で協議した。ロシアによる"
		 "漁船の拿捕を巡り、直ちに交渉を始めることで合意した。",
		 "agreement", "RUS", "TSU");
	no_party("白浜市長は14日、日本の首相の国葬に合わせてリンデン市長と会談"
		 "した。",
		 "meeting", "JPN", "TSU");
	x = of_kind(read_text(STR("カモメ港とツバメ港は14日、争いのある島"
				  "(灯台島)の帰属で合意に至らなかった。"),
			      "ja"),
		    "meeting");
	ck_assert(x && x->place == NO_REF);
}
END_TEST

START_TEST(all_of_a_list)
{
	static const char *const parties[] = { "KAM", "TSU", "JPN" };
	const struct mentions *m = read_text(
		STR("Kamome, Tsubame and Japan agreed on a plan on Monday."),
		"en");
	const struct event_mention *x = of_kind(m, "agreement");

	for (size_t i = 0; i < COUNT(parties); i++)
		ck_assert(x && takes_part(m, x, parties[i]));
	m = read_text(STR("Negotiators from Kamome, Tsubame and Japan held "
			  "talks."),
		      "en");
	x = of_kind(m, "talks");
	for (size_t i = 0; i < COUNT(parties); i++)
		ck_assert(x && takes_part(m, x, parties[i]));
	m = read_text(STR("In Japan, Egypt and Qatar agreed on a plan."), "en");
	x = of_kind(m, "agreement");
	ck_assert(x && !takes_part(m, x, "JPN"));
	ck_assert(takes_part(m, x, "EGY") && takes_part(m, x, "QAT"));
	/* a day to come is no day of what was */
	on_day("The meetings are set to continue next Monday. The mediators "
	       "held separate meetings with Kamome.",
	       "en", "meeting", DAY_NONE);
}
END_TEST

START_TEST(whose_land_in_english)
{
	const struct mentions *m = read_text(
		STR("Negotiators from Kamome and Tsubame held talks in the "
		    "Chinese capital Beijing over Russia's fleet."),
		"en");
	const struct event_mention *x = of_kind(m, "talks");

	ck_assert(x && takes_part(m, x, "KAM") && takes_part(m, x, "TSU"));
	ck_assert(!takes_part(m, x, "CHN") && !takes_part(m, x, "RUS"));
	m = read_text(STR("Shirahama and Linden met in eastern Switzerland and "
			  "discussed the Ukraine war."),
		      "en");
	x = of_kind(m, "meeting");
	ck_assert(x && takes_part(m, x, "TSU"));
	ck_assert(!takes_part(m, x, "CHE") && !takes_part(m, x, "UKR"));
}
END_TEST

static double cost(const char *unit, const char *lang, uint32_t bytes)
{
	size_t n = strlen(unit);
	char *text = arena_alloc(arena, bytes + n + 1);
	uint32_t at = 0;
	clock_t start;

	for (; at < bytes; at += (uint32_t)n)
		memcpy(text + at, unit, n);
	start = clock();
	read_text((str){ text, at }, lang);
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

/* The year of a rise, and since when something has been so, are no event's. */
START_TEST(dates_of_something_else)
{
	static const char *const texts[] = {
		"Kamome rejected a rise of 4% in 2031 from Tsubame.",
		"Kamome rejected a rise of 4 per cent for 2031 from Tsubame.",
		("Kamome rejected the plan of Tsubame for the sailors held "
		 "since the March 3 storm."),
		("Fog came on March 2. Kamome has rejected the plans of "
		 "Tsubame since May."),
	};

	for (size_t i = 0; i < COUNT(texts); i++) {
		const struct mentions *m = read_text(str_of(texts[i]), "en");
		const struct event_mention *x = of_kind(m, "rejection");

		ck_assert_msg(x != NULL, "%s", texts[i]);
		ck_assert_msg(x->from == DAY_NONE, "%s", texts[i]);
	}
}
END_TEST

START_TEST(long_sentence)
{
	ck_assert(cost("カモメ港とツバメ港が会談し、合意し、", "ja", 100000) <
		  2.0);
	ck_assert(cost("Kamome met Tsubame and attacked it, ", "en", 100000) <
		  2.0);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("event");
	TCase *tc = tcase_create("event");
	SRunner *sr;
	int failed;

	tcase_add_unchecked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 30);
	tcase_add_test(tc, planned_is_never_held);
	tcase_add_test(tc, cancellation_names_what_it_cancels);
	tcase_add_test(tc, who_does_what_to_whom);
	tcase_add_test(tc, numbers_with_units);
	tcase_add_test(tc, dates_of_other_words);
	tcase_add_test(tc, what_is_only_supposed);
	tcase_add_test(tc, who_where_of_other_sentences);
	tcase_add_test(tc, whose_land_is_no_party);
	tcase_add_test(tc, whose_land_in_english);
	tcase_add_test(tc, all_of_a_list);
	tcase_add_test(tc, dates_of_something_else);
	tcase_add_test(tc, long_sentence);
	suite_add_tcase(s, tc);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
