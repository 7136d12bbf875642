/* test-when-pieces.c - dates piece by piece: how items join, how lengths count,
 * days with a name and the nth of a time. Whole sentences stand with the rules.
 */
#include <check.h>
#include <stdlib.h>

#include "extract/when_priv.h"

static struct arena *arena;
static struct packs *packs;
static const struct when *when;
static struct doc doc;
static struct mentions mentions;
static struct when_state state;

static void setup(void)
{
	struct diags diags = { 0 };
	struct err e = ERR_INIT;

	arena = arena_new();
	packs = packs_load(STR(TEST_PACKS), &diags, &e);
	ck_assert_ptr_nonnull(packs);
	when = when_in(arena, packs, &diags);
}

static void teardown(void)
{
	packs_free(&packs);
	arena_free(&arena);
}

static void empty(struct parts *p)
{
	*p = (struct parts){ .n = -1, .n2 = -1 };
	p->y = p->m = p->d = p->y2 = p->m2 = p->d2 = PART_NONE;
	p->wd = p->third = p->half = p->q = p->hh = p->mi = PART_NONE;
	p->ry.by = p->rm.by = p->rw.by = p->rd.by = p->sh.by = PART_NONE;
	p->ss = p->num = PART_NONE;
}

/* A state over the text, one sentence, published on 5 March 2031. */
static void begin(str text)
{
	static struct sentence s;
	static struct when_memo memo;

	s = (struct sentence){ .at = { 0, (uint32_t)text.n } };
	mentions = (struct mentions){ 0 };
	memo = (struct when_memo){ 0 };
	doc = (struct doc){ .arena = arena, .text = text, .lang = LANG_JA };
	doc.sentences.v = &s;
	doc.sentences.n = 1;
	state = (struct when_state){ .d = &doc,
				     .memo = &memo,
				     .m = &mentions,
				     .l = when->lang[LANG_JA],
				     .pub = day_of(2031, 3, 5),
				     .last = DAY_NONE,
				     .last_day = DAY_NONE,
				     .heading = DAY_NONE,
				     .year = PART_NONE,
				     .last_year = PART_NONE,
				     .counted_from = DAY_NONE,
				     .until = DAY_NONE,
				     .pub_minute = -1,
				     .pub_offset = PART_NONE,
				     .sentence = s.at };
}

static struct when_item *item(struct when_items *v, enum when_kind kind,
			      str word)
{
	static const struct when_rule rule;
	struct when_item *x = vec_add(arena, v);
	size_t at = str_find(doc.text, word, 0);

	ck_assert(at != SIZE_MAX);
	*x = (struct when_item){ .rule = &rule, .kind = kind };
	empty(&x->p);
	x->p.words = (span){ (uint32_t)at, (uint32_t)(at + word.n) };
	return x;
}

/* ---- joins */

START_TEST(day_and_hour_meet)
{
	struct when_items v = { 0 };

	begin(STR("4日の午後3時"));
	item(&v, WHEN_DATE, STR("4日"))->p.d = 4;
	v.v[0].p.words.to = 4;
	item(&v, WHEN_DATE, STR("午後3時"))->p.hh = 3;
	v.v[1].p.clock = v.v[1].p.has_ap = v.v[1].p.pm = true;
	when_join(&state, &v);
	ck_assert(!v.v[0].gone);
	ck_assert(v.v[1].gone);
	ck_assert_int_eq(v.v[0].p.d, 4);
	ck_assert_int_eq(when_minute(&v.v[0].p), 15 * 60);
	ck_assert_uint_eq(v.v[0].p.words.to, doc.text.n);
}
END_TEST

START_TEST(hour_behind_a_comma_is_the_days)
{
	struct when_items v = { 0 };

	begin(STR("4日、午後3時"));
	item(&v, WHEN_DATE, STR("4日"))->p.d = 4;
	item(&v, WHEN_DATE, STR("午後3時"))->p.hh = 3;
	v.v[1].p.clock = true;
	when_join(&state, &v);
	ck_assert(v.v[1].gone);
}
END_TEST

START_TEST(two_days_stay_two)
{
	struct when_items v = { 0 };

	begin(STR("4日、6日"));
	item(&v, WHEN_DATE, STR("4日"))->p.d = 4;
	item(&v, WHEN_DATE, STR("6日"))->p.d = 6;
	when_join(&state, &v);
	ck_assert(!v.v[0].gone && !v.v[1].gone);
	ck_assert(!v.v[0].range);
}
END_TEST

START_TEST(range_shares_what_one_end_tells)
{
	struct when_items v = { 0 };

	begin(STR("来月の4日から23日まで"));
	item(&v, WHEN_DATE, STR("来月の4日から"))->p.d = 4;
	v.v[0].p.rm.by = 1;
	v.v[0].p.bound = STR("from");
	item(&v, WHEN_DATE, STR("23日まで"))->p.d = 23;
	v.v[1].p.bound = STR("until");
	when_join(&state, &v);
	ck_assert(v.v[0].range);
	ck_assert_int_eq(v.v[0].other.d, 23);
	ck_assert_int_eq(v.v[0].other.rm.by, 1);
	ck_assert_uint_eq(v.v[0].p.bound.n, 0);
}
END_TEST

START_TEST(length_behind_a_start_lasts)
{
	struct when_items v = { 0 };

	begin(STR("4日から3日間"));
	item(&v, WHEN_DATE, STR("4日から"))->p.d = 4;
	v.v[0].p.bound = STR("from");
	item(&v, WHEN_DURATION, STR("3日間"))->p.n = 3;
	v.v[1].p.unit = STR("D");
	when_join(&state, &v);
	ck_assert(v.v[0].lasting);
	ck_assert(v.v[1].gone);
}
END_TEST

START_TEST(weak_alone_goes)
{
	struct when_items v = { 0 };

	begin(STR("港の夜は寒い"));
	item(&v, WHEN_WEAK, STR("夜"))->p.tod = STR("TNI");
	v.v[0].p.generic = true;
	when_join(&state, &v);
	ck_assert(v.v[0].gone);
}
END_TEST

/* ---- lengths */

static void length_is(double n, const char *unit, bool half, const char *want)
{
	struct parts p;

	empty(&p);
	p.n = n;
	p.unit = str_of(unit);
	p.half_unit = half;
	ck_assert_msg(str_is(when_length(arena, &p), want), "%g %s: %.*s", n,
		      unit, STR_FMT(when_length(arena, &p)));
}

START_TEST(lengths)
{
	struct parts p;

	length_is(3, "Y", false, "P3Y");
	length_is(1, "H", true, "PT1H30M");
	length_is(0.5, "Y", false, "P6M");
	length_is(5, "M", true, "P5.5M");
	length_is(0.1, "Y", false, "P0.1Y");
	length_is(0.5, "C", false, "P50Y");
	length_is(0.25, "C", false, "P25Y");
	length_is(0.5, "D", false, "PT12H");
	empty(&p);
	p.n = 2, p.unit = STR("D"), p.n2 = 3, p.unit2 = STR("H");
	ck_assert(str_is(when_length(arena, &p), "P2DT3H"));
	p.n_vague = true;
	ck_assert(str_is(when_length(arena, &p), "PXD"));
}
END_TEST

START_TEST(counted)
{
	struct time_mention t = { .from = DAY_NONE, .to = DAY_NONE };
	struct parts p;

	begin(STR("3週間前に会った。"));
	empty(&p);
	p.n = 3, p.unit = STR("W"), p.dir = -1;
	p.words = (span){ 0, 13 };
	ck_assert(when_counted(&state, &p, &t));
	ck_assert(str_is(t.value, "2031-02-12"));
	ck_assert_int_eq(t.from, day_of(2031, 2, 10));
	ck_assert_int_eq(t.to, day_of(2031, 2, 16));
	p.n = 4001, p.unit = STR("Y");
	ck_assert(!when_counted(&state, &p, &t));
}
END_TEST

START_TEST(counted_from_nothing)
{
	struct time_mention t = { .from = DAY_NONE, .to = DAY_NONE };
	struct parts p;

	begin(STR("3日前"));
	state.pub = DAY_NONE;
	empty(&p);
	p.n = 3, p.unit = STR("D"), p.dir = -1;
	p.words = state.sentence;
	ck_assert(when_counted(&state, &p, &t));
	ck_assert_int_eq(t.type, TIME_DURATION);
	ck_assert(str_is(t.value, "P3D"));
	ck_assert(str_is(t.mod, "BEFORE"));
}
END_TEST

START_TEST(term_behind_an_event)
{
	struct time_mention t = { .from = DAY_NONE, .to = DAY_NONE };
	str text = STR("停戦から10日以内に引く。");
	struct parts p;

	begin(text);
	empty(&p);
	p.n = 10, p.unit = STR("D"), p.dir = 1, p.bound = STR("within");
	p.words = (span){ 12, 23 };
	ck_assert(when_counted(&state, &p, &t));
	ck_assert_int_eq(t.type, TIME_DURATION);
	ck_assert_int_eq(t.from, DAY_NONE);
	p.words = (span){ 0, 0 };
	t.type = TIME_DATE;
	ck_assert(when_counted(&state, &p, &t));
	ck_assert_int_eq(t.from, day_of(2031, 3, 5));
	ck_assert_int_eq(t.to, day_of(2031, 3, 15));
}
END_TEST

START_TEST(lasting)
{
	struct parts p;

	empty(&p);
	p.n = 3, p.unit = STR("D");
	ck_assert_int_eq(when_lasting(&p, day_of(2031, 2, 27)),
			 day_of(2031, 3, 1));
	p.unit = STR("M");
	ck_assert_int_eq(when_lasting(&p, day_of(2030, 11, 30)),
			 day_of(2031, 2, 27));
	p.unit = STR("H");
	ck_assert_int_eq(when_lasting(&p, day_of(2031, 2, 27)), DAY_NONE);
	p.unit = STR("D"), p.n_vague = true;
	ck_assert_int_eq(when_lasting(&p, day_of(2031, 2, 27)), DAY_NONE);
}
END_TEST

/* ---- names and the nth */

START_TEST(holidays)
{
	ck_assert_int_eq(when_holiday(STR("12-25"), 2030),
			 day_of(2030, 12, 25));
	ck_assert_int_eq(when_holiday(STR("02-29"), 2031), DAY_NONE);
	/* the third Sunday of June, the fourth Thursday of November and the
	 * day after it, the last Monday of May */
	ck_assert_int_eq(when_holiday(STR("6-0*3"), 2031), day_of(2031, 6, 15));
	ck_assert_int_eq(when_holiday(STR("11-4*4"), 2030),
			 day_of(2030, 11, 28));
	ck_assert_int_eq(when_holiday(STR("11-4*4+1"), 2030),
			 day_of(2030, 11, 29));
	ck_assert_int_eq(when_holiday(STR("5-1*last"), 2031),
			 day_of(2031, 5, 26));
	ck_assert_int_eq(when_holiday(STR("easter"), 2031),
			 day_of(2031, 4, 13));
	ck_assert_int_eq(when_holiday(STR("easter-2"), 2031),
			 day_of(2031, 4, 11));
	ck_assert_int_eq(when_holiday(STR("13-01"), 2031), DAY_NONE);
}
END_TEST

static struct time_mention nth_of(int n, const char *unit, int wd)
{
	struct time_mention t = { .from = day_of(2031, 5, 1),
				  .to = day_of(2031, 5, 31) };
	struct parts p;

	empty(&p);
	p.nth = n;
	p.unit = str_of(unit);
	p.wd = wd;
	if (!when_nth(&p, &t))
		t.from = t.to = DAY_NONE;
	return t;
}

START_TEST(nth)
{
	ck_assert_int_eq(nth_of(3, "", 5).from, day_of(2031, 5, 16));
	ck_assert_int_eq(nth_of(-1, "", 1).from, day_of(2031, 5, 26));
	ck_assert_int_eq(nth_of(5, "", 1).from, DAY_NONE);
	ck_assert_int_eq(nth_of(-1, "D", PART_NONE).from, day_of(2031, 5, 31));
	/* the week of the first Thursday is the first */
	ck_assert_int_eq(nth_of(1, "W", PART_NONE).from, day_of(2031, 4, 28));
	ck_assert_int_eq(nth_of(1, "W", PART_NONE).to, day_of(2031, 5, 4));
	ck_assert_int_eq(nth_of(2, "WE", PART_NONE).from, day_of(2031, 5, 10));
}
END_TEST

START_TEST(weekday_tells_the_month)
{
	struct civil c = { 2031, 3, 1 };
	struct parts p;

	empty(&p);
	p.d = 23, p.wd = 0; /* the Sunday near it is in March */
	when_agree_weekday(&c, &p);
	ck_assert_int_eq(c.m, 3);
	p.wd = 4; /* Thursday the 23rd: January */
	when_agree_weekday(&c, &p);
	ck_assert_int_eq(c.m, 1);
	c = (struct civil){ 2031, 4, 1 };
	p.d = 31, p.wd = PART_NONE;
	when_agree_weekday(&c, &p);
	ck_assert_int_eq(c.m, 3);
}
END_TEST

START_TEST(numbers)
{
	ck_assert_int_eq(when_number(STR("二十五")), 25);
	ck_assert_int_eq(when_number(STR("二〇三一")), 2031);
	ck_assert_int_eq(when_number(STR("二〇十九")), 2019);
	ck_assert_int_eq(when_number(STR("二千")), 2000);
	ck_assert_int_eq(when_number(STR("１２")), 12);
	ck_assert_int_eq(when_number(STR("元")), 1);
	ck_assert_int_eq(when_number(STR("零")), 0);
	ck_assert_int_eq(when_number(STR("三か")), PART_NONE);
	ck_assert_int_eq(when_number(STR("")), PART_NONE);
}
END_TEST

START_TEST(tense)
{
	begin(STR("8日に開くと発表した。"));
	ck_assert(when_future(&state, (span){ 0, 4 }));
	begin(STR("8日、開くと発表した。"));
	ck_assert(!when_future(&state, (span){ 0, 4 }));
	begin(STR("8日に会談し、協力することで合意した。"));
	ck_assert(!when_future(&state, (span){ 0, 4 }));
	begin(STR("8日に会った首脳は再び話す。"));
	ck_assert(!when_future(&state, (span){ 0, 4 }));
	begin(STR("8日の会談に備える。"));
	ck_assert(when_undecided(&state, (span){ 0, 4 }));
}
END_TEST

int main(void)
{
	Suite *s = suite_create("when");
	TCase *c = tcase_create("when");
	SRunner *r;
	int failed;

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, day_and_hour_meet);
	tcase_add_test(c, hour_behind_a_comma_is_the_days);
	tcase_add_test(c, two_days_stay_two);
	tcase_add_test(c, range_shares_what_one_end_tells);
	tcase_add_test(c, length_behind_a_start_lasts);
	tcase_add_test(c, weak_alone_goes);
	tcase_add_test(c, lengths);
	tcase_add_test(c, counted);
	tcase_add_test(c, counted_from_nothing);
	tcase_add_test(c, term_behind_an_event);
	tcase_add_test(c, lasting);
	tcase_add_test(c, holidays);
	tcase_add_test(c, nth);
	tcase_add_test(c, weekday_tells_the_month);
	tcase_add_test(c, numbers);
	tcase_add_test(c, tense);
	suite_add_tcase(s, c);
	r = srunner_create(s);
	srunner_run_all(r, CK_ENV);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
