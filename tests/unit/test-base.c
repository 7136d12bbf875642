/* test-base.c - strings, arenas, buffers, maps, days, JSON. */
#include <check.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/buf.h"
#include "base/crew.h"
#include "base/day.h"
#include "base/index.h"
#include "base/json.h"
#include "base/json_scan.h"
#include "base/late.h"
#include "base/map.h"
#include "base/scratch.h"
#include "base/utf8.h"
#include "base/vec.h"

/* ---- libraries opened late */

/* Two of libc's own stand for a library's. */
struct some {
	size_t (*late_strlen)(const char *);
	int (*late_none)(void);
};

START_TEST(late_library)
{
	struct some some = { 0 };
	const struct late_function functions[] = {
		{ "strlen", offsetof(struct some, late_strlen) },
		{ "keii_no_such_function", offsetof(struct some, late_none) },
	};
	struct late l = { .soname = "libkeii-no-such.so.1",
			  .table = &some,
			  .functions = functions,
			  .n = 1,
			  .lock = PTHREAD_MUTEX_INITIALIZER };
	struct err e = ERR_INIT, other = ERR_INIT;

	ck_assert_int_eq(late_open(&l, &e), -1);
	ck_assert_int_eq(e.code, ERR_IO);
	ck_assert_ptr_nonnull(strstr(e.text, "libkeii-no-such.so.1"));
	ck_assert(!some.late_strlen);
	l.soname = "libc.so.6";
	l.n = 2;
	ck_assert_int_eq(late_open(&l, &other), -1);
	ck_assert_ptr_nonnull(strstr(other.text, "keii_no_such_function"));
	l.n = 1;
	ck_assert_int_eq(late_open(&l, &e), 0);
	ck_assert_int_eq(late_open(&l, &e), 0);
	ck_assert_uint_eq(some.late_strlen("four"), 4);
}
END_TEST

/* ---- crew */
struct sum {
	struct crew *crew;
	uint32_t parts[500];
	uint32_t n, before, total;
};

static void one_part(void *ctx, unsigned member, uint32_t i)
{
	struct sum *x = ctx;
	volatile uint32_t spin = (i * 7919u) % 3000;

	(void)member;
	while (spin)
		spin--;
	x->parts[i] += i + x->before;
}

static void sum_up(void *ctx, unsigned member, void *task)
{
	struct crew **crew = ctx;
	struct sum *x = task;

	crew_split(*crew, member, x->n, one_part, x);
	for (uint32_t i = 0; i < x->n; i++)
		x->total += x->parts[i];
}

/* Whoever does them: each task and each part once, results in order. */
START_TEST(crew_keeps_order)
{
	static const unsigned members[] = { 1, 2, 7 };
	enum { TASKS = 60 };
	struct sum *sums = calloc(TASKS, sizeof(*sums));
	struct err e = ERR_INIT;

	for (size_t k = 0; k < COUNT(members); k++) {
		struct crew *crew = NULL;
		uint32_t taken = 0;
		struct sum *x;

		memset(sums, 0, TASKS * sizeof(*sums));
		crew = crew_new(members[k], sum_up, &crew, &e);
		ck_assert(crew);
		ck_assert_ptr_null(crew_take(crew, true));
		for (uint32_t i = 0; i < TASKS; i++) {
			sums[i].n = (i * 37) % 500;
			sums[i].before = i;
			crew_give(crew, &sums[i]);
			while ((x = crew_take(crew, crew_held(crew) > 20)))
				ck_assert_ptr_eq(x, &sums[taken++]);
		}
		while ((x = crew_take(crew, true)))
			ck_assert_ptr_eq(x, &sums[taken++]);
		ck_assert_uint_eq(taken, TASKS);
		ck_assert_uint_eq(crew_held(crew), 0);
		for (uint32_t i = 0; i < TASKS; i++)
			ck_assert_uint_eq(
				sums[i].total,
				sums[i].n * i +
					(sums[i].n ? sums[i].n *
							     (sums[i].n - 1) / 2
						   : 0));
		crew_free(&crew);
	}
	ck_assert_uint_ge(crew_processors(), 1);
	free(sums);
}
END_TEST

START_TEST(days_round_trip)
{
	for (day i = day_of(1890, 1, 1); i < day_of(2110, 1, 1); i++) {
		struct civil c = day_civil(i);

		ck_assert_int_eq(day_of(c.y, c.m, c.d), i);
		ck_assert(day_is_valid(c.y, c.m, c.d));
	}
	ck_assert_int_eq(day_weekday(day_of(2026, 2, 22)), 0);
	ck_assert_int_eq(day_weekday(day_of(1969, 12, 31)), 3);
	ck_assert_int_eq(day_parse(STR("2025-02-30")), DAY_NONE);
	ck_assert_int_eq(day_parse(STR("2025-02-12T03:59")),
			 day_of(2025, 2, 12));
}
END_TEST

START_TEST(utf8_edges)
{
	static const char *const bad[] = { "\xC0\x80", "\xED\xA0\x80",
					   "\xF4\x90\x80\x80", "\xE3\x81",
					   "\x80" };
	size_t i = 0;
	str s = STR("a会\xFFz");

	for (size_t k = 0; k < COUNT(bad); k++)
		ck_assert_uint_eq(utf8_valid_to(str_of(bad[k])), 0);
	ck_assert_uint_eq(utf8_next(s, &i), 'a');
	ck_assert_uint_eq(utf8_next(s, &i), 0x4F1A);
	ck_assert_uint_eq(utf8_next(s, &i), 0xFFFD);
	ck_assert_uint_eq(utf8_next(s, &i), 'z');
	ck_assert_uint_eq(i, s.n);
	ck_assert_uint_eq(utf8_prev(s, &i), 'z');
	ck_assert_uint_eq(utf8_prev(s, &i), 0xFFFD);
	ck_assert_uint_eq(utf8_prev(s, &i), 0x4F1A);
}
END_TEST

/* What is wrong is found behind any number of letters, and behind kanji. */
START_TEST(utf8_ends_where_it_is_ill_formed)
{
	static const char *const bad[] = {
		"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80",
		"\xE3\x81", "\xE3",	    "\xE3\x81z",    "\xE3z\x81",
		"\x80",	    "\xFF",	    "\xF0\x9F\x98", "\xEF\xBC\xC0",
	};
	static const char *const good[] = { "会",	    "é",
					    "\xEF\xBF\xBD", "😀",
					    "\xEE\x80\x80", "\xED\x9F\xBF",
					    "\xE0\xA0\x80" };
	char text[64];

	for (size_t n = 0; n < 20; n++)
		for (size_t g = 0; g < COUNT(good); g++)
			for (size_t k = 0; k < COUNT(bad); k++) {
				int at = snprintf(
					text, sizeof(text), "%.*s%s", (int)n,
					"abcdefghijklmnopqrst", good[g]);

				snprintf(text + at, sizeof(text) - (size_t)at,
					 "%sabcdefghij", bad[k]);
				ck_assert_uint_eq(utf8_valid_to(str_of(text)),
						  (size_t)at);
				text[at] = '\0';
				ck_assert_uint_eq(utf8_valid_to(str_of(text)),
						  (size_t)at);
			}
}
END_TEST

START_TEST(buf_ceiling_sticks)
{
	struct buf b;

	buf_init(&b, 4);
	buf_z(&b, "abc");
	ck_assert(!buf_failed(&b));
	buf_z(&b, "de");
	ck_assert(buf_failed(&b));
	buf_byte(&b, 'd');
	ck_assert(str_is(buf_str(&b), "abcd"));
	ck_assert(buf_failed(&b));
	buf_release(&b);
}
END_TEST

START_TEST(arena_grow_keeps)
{
	struct arena *a = arena_new();
	struct {
		VEC_OF(int);
	} list = { 0 };
	struct map m;

	map_init(&m, a);
	for (int i = 0; i < 5000; i++) {
		*vec_add(a, &list) = i;
		*map_put(&m, arena_printf(a, "key%d", i)) = (uint64_t)i;
	}
	for (int i = 0; i < 5000; i++) {
		ck_assert_int_eq(list.v[i], i);
		ck_assert_uint_eq(*map_find(&m, arena_printf(a, "key%d", i)),
				  (uint64_t)i);
	}
	ck_assert_ptr_null(map_find(&m, STR("key5000")));
	arena_free(&a);
	ck_assert_ptr_null(a);
}
END_TEST

#define PIECE 1000u
#define PIECES (ARENA_RESIDENT / PIECE * 5 / 4)

static void fill(struct arena *a, char **v)
{
	for (uint32_t i = 0; i < PIECES; i++) {
		v[i] = arena_alloc(a, PIECE);
		memset(v[i], (int)(i % 251), PIECE);
	}
}

static void check_filled(char *const *v)
{
	uint32_t wrong = 0;

	for (uint32_t i = 0; i < PIECES; i++)
		wrong += (unsigned char)v[i][0] != i % 251 ||
			 (unsigned char)v[i][PIECE - 1] != i % 251;
	ck_assert_uint_eq(wrong, 0);
}

/* All is where it was, can be written again, and leaves memory when told. */
START_TEST(arena_spills)
{
	struct arena *a = arena_new(), *other = arena_new();
	char **v = arena_many(other, char *, PIECES);
	size_t before = scratch_resident();

	arena_spill(a);
	fill(a, v);
	check_filled(v);
	v[0][0] = v[PIECES / 2][0] = 7;
	ck_assert_uint_gt(scratch_resident(), before + ARENA_RESIDENT / 2);
	arena_lull(a);
	ck_assert_uint_lt(scratch_resident(), before + ARENA_RESIDENT / 2);
	ck_assert_int_eq(v[0][0], 7);
	ck_assert_int_eq(v[PIECES / 2][0], 7);
	v[0][0] = 0;
	v[PIECES / 2][0] = (char)(PIECES / 2 % 251);
	check_filled(v);
	arena_free(&a);
	arena_free(&other);
}
END_TEST

/* Where the file may not grow, or there is none, all stays in memory. */
START_TEST(arena_without_disk)
{
	const struct rlimit small = { 3 << 20, 3 << 20 };

	signal(SIGXFSZ, SIG_IGN);
	ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
	for (int i = 0; i < 2; i++) {
		struct arena *a = arena_new(), *other = arena_new();
		char **v = arena_many(other, char *, PIECES);
		size_t before = scratch_resident();

		arena_spill(a);
		fill(a, v);
		ck_assert_uint_lt(scratch_resident(), before + (8u << 20));
		arena_lull(a);
		check_filled(v);
		arena_free(&a);
		arena_free(&other);
		ck_assert_int_eq(setenv("TMPDIR", "/nowhere", 1), 0);
	}
}
END_TEST

START_TEST(buf_int_as_printf)
{
	static const long long cases[] = { 0,	 7,	    -7,
					   10,	 -1234,	    99999,
					   2031, LLONG_MAX, LLONG_MIN };
	struct buf b;

	buf_init(&b, 1000);
	for (size_t i = 0; i < COUNT(cases); i++)
		for (int digits = 1; digits < 6; digits++) {
			char want[40];

			snprintf(want, sizeof(want), "%0*lld", digits,
				 cases[i]);
			buf_clear(&b);
			buf_int(&b, cases[i], digits);
			ck_assert(str_is(buf_str(&b), want));
		}
	buf_release(&b);
}
END_TEST

START_TEST(arena_owns_arenas)
{
	struct arena *a = arena_new(), *under = arena_under(a);

	memset(arena_alloc(under, 100), 'x', 100);
	memset(arena_alloc(arena_under(under), 100), 'x', 100);
	arena_reset(a); /* nothing of them is left: the sanitizer tells */
	arena_alloc(arena_under(a), 100);
	arena_free(&a);
}
END_TEST

/* Numbers under one hash come together; none is lost. */
START_TEST(index_keeps_all)
{
	struct arena *a = arena_new();
	struct index x;
	uint32_t step = 0;

	index_init(&x, a);
	ck_assert_uint_eq(index_next(&x, 7, &step), INDEX_NONE);
	for (uint32_t i = 0; i < 5000; i++)
		index_put(&x, index_hash(arena_printf(a, "name %u", i % 2500)),
			  i);
	for (uint32_t i = 0; i < 2500; i++) {
		uint32_t h = index_hash(arena_printf(a, "name %u", i));
		bool first = false, second = false;

		step = 0;
		for (uint32_t at;
		     (at = index_next(&x, h, &step)) != INDEX_NONE;) {
			first |= at == i;
			second |= at == i + 2500;
		}
		ck_assert(first && second);
	}
	arena_free(&a);
}
END_TEST

/* As looked for letter by letter. */
static size_t find_slowly(str s, str needle, size_t from)
{
	for (size_t i = from; i + needle.n <= s.n; i++)
		if (str_starts(str_cut(s, i, s.n), needle))
			return i;
	return SIZE_MAX;
}

START_TEST(words_are_found)
{
	static const char *const texts[] = { "",	  "a",	    "aab",
					     "abab",	  "aaaaab", "かがかく",
					     "会談、会議" };
	static const char *const needles[] = { "",     "a",   "ab", "aab",
					       "b",    "bb",  "が", "かく",
					       "会議", "議会" };

	for (size_t i = 0; i < COUNT(texts); i++)
		for (size_t k = 0; k < COUNT(needles); k++) {
			str s = str_of(texts[i]), n = str_of(needles[k]);

			for (size_t from = 0; from <= s.n + 1; from++)
				ck_assert_uint_eq(str_find(s, n, from),
						  find_slowly(s, n, from));
			ck_assert_uint_eq(str_past(s, needles[k]),
					  str_starts(s, n) ? n.n : 0);
		}
}
END_TEST

START_TEST(json_escapes)
{
	struct buf b;
	struct json j;

	buf_init(&b, 1000);
	json_init(&j, &b, 0);
	json_open(&j, '{');
	json_put_str(&j, "a\"", STR("x\n\x01\\会\xFF"));
	json_put_str(&j, "b", STR("\xE4\xBC\"\xED\xA0\x80é\U0001F4A7\xE4"));
	json_put_str(&j, "n", STR_NONE);
	json_key(&j, "v");
	json_open(&j, '[');
	json_int(&j, -3);
	json_span(&j, (span){ 1, 2 });
	json_close(&j);
	json_close(&j);
	ck_assert_str_eq(buf_cstr(&b),
			 "{\"a\\\"\": \"x\\n\\u0001\\\\会\xEF\xBF\xBD\", "
			 "\"b\": \"\xEF\xBF\xBD\xEF\xBF\xBD\\\"\xEF\xBF\xBD"
			 "\xEF\xBF\xBD\xEF\xBF\xBDé\U0001F4A7\xEF\xBF\xBD\", "
			 "\"n\": null, \"v\": [-3, [1, 2]]}");
	buf_release(&b);
}
END_TEST

START_TEST(json_is_scanned_in_place)
{
	static const char text[] =
		"{\"a\": \"x, \\\"}\", \"b\" : {\"c\": [1, \"]\"]},\"n\":-17 ,"
		"\"u\": \"\\u00e9\\n\\ud83d\\ude00\\ud800!\", \"z\": null}";
	struct arena *a = arena_new();
	struct json_scan s, inner;

	json_scan_init(&s, str_of(text));
	ck_assert(json_scan_next(&s) && str_is(s.key, "a"));
	ck_assert(str_is(json_scan_str(a, s.value), "x, \"}"));
	ck_assert(json_scan_next(&s) && str_is(s.key, "b"));
	ck_assert(!json_scan_str(a, s.value).p);
	json_scan_init(&inner, s.value);
	ck_assert(json_scan_next(&inner));
	ck_assert(str_is(inner.value, "[1, \"]\"]"));
	ck_assert(!json_scan_next(&inner) && !inner.bad);
	ck_assert(json_scan_next(&s) && json_scan_int(s.value) == -17);
	ck_assert(json_scan_next(&s));
	/* half a pair of surrogates is no letter */
	ck_assert(str_is(json_scan_str(a, s.value),
			 "\xC3\xA9\n\xF0\x9F\x98\x80\xEF\xBF\xBD!"));
	ck_assert(json_scan_next(&s) && json_scan_int(s.value) == 0);
	ck_assert(!json_scan_next(&s) && !s.bad);
	arena_free(&a);
}
END_TEST

/* Where a string ends: a mark behind an odd number of backslashes is in it. */
START_TEST(json_strings_end)
{
	static const struct {
		const char *text;
		size_t end;
	} list[] = {
		{ "\"\",", 2 },
		{ "\"a\\\\\", \"", 5 },
		{ "\"a\\\"b\" ", 6 },
		{ "\"\\\\\\\"x\"", 7 },
		{ "\"no end", 7 },
		{ "\"no end\\\"", 9 },
		{ "\"\\\"\\\"\\\\\" \"", 8 },
		{ "\"", 1 },
	};

	for (size_t i = 0; i < COUNT(list); i++)
		ck_assert_uint_eq(json_string_end(str_of(list[i].text), 0),
				  list[i].end);
	/* no byte before the string counts */
	ck_assert_uint_eq(json_string_end(STR("\\\"\" "), 1), 3);
}
END_TEST

START_TEST(json_scan_of_no_object)
{
	static const char *const cases[] = {
		"",
		"[1]",
		"null",
		"{",
		"{\"a\"",
		"{\"a\": ",
		"{\"a\": 1",
		"{\"a\": 1,",
		"{\"a\" 1}",
		"{\"a\": 1 2}}",
		"{a: 1}",
		"{\"a\": \"x",
		"{\"a\": [1}",
		"{,}",
		"{\"a\\",
	};
	struct json_scan s;

	for (size_t i = 0; i < COUNT(cases); i++) {
		json_scan_init(&s, str_of(cases[i]));
		while (json_scan_next(&s))
			;
		ck_assert_msg(s.bad, "%s", cases[i]);
	}
	json_scan_init(&s, STR(" { } "));
	ck_assert(!json_scan_next(&s) && !s.bad);
}
END_TEST

START_TEST(days_as_text)
{
	static const char *const cases[] = { "1900-01-01", "1949-12-31",
					     "1969-12-31", "2024-02-29",
					     "9999-12-31" };
	struct arena *a = arena_new();

	for (size_t i = 0; i < COUNT(cases); i++)
		ck_assert(str_is(day_text(a, day_parse(str_of(cases[i]))),
				 cases[i]));
	ck_assert(!day_text(a, DAY_NONE).p);
	arena_free(&a);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("base");
	TCase *t = tcase_create("base");
	SRunner *r;
	int failed;

	tcase_add_test(t, crew_keeps_order);
	tcase_add_test(t, days_round_trip);
	tcase_add_test(t, utf8_edges);
	tcase_add_test(t, utf8_ends_where_it_is_ill_formed);
	tcase_add_test(t, buf_ceiling_sticks);
	tcase_add_test(t, arena_grow_keeps);
	tcase_add_test(t, arena_spills);
	tcase_add_test(t, arena_without_disk);
	tcase_add_test(t, buf_int_as_printf);
	tcase_add_test(t, arena_owns_arenas);
	tcase_add_test(t, index_keeps_all);
	tcase_add_test(t, words_are_found);
	tcase_add_test(t, json_escapes);
	tcase_add_test(t, late_library);
	tcase_add_test(t, json_is_scanned_in_place);
	tcase_add_test(t, json_strings_end);
	tcase_add_test(t, json_scan_of_no_object);
	tcase_add_test(t, days_as_text);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
