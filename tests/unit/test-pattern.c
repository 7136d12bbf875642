/* test-pattern.c - a set of patterns finds at each place what each of them
 * finds there by itself: the automaton only saves work. */
#include <check.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "pack/pattern.h"

static struct arena *a;
static struct diags diags;

static const char *const classes[] = { "PERSON", NULL };
static const str months[] = { { "Jan", 3 }, { "January", 7 }, { "May", 3 } };
static const str days[] = { { "月曜", 6 }, { "月曜日", 9 }, { "火曜", 6 } };
static const struct word_list lists[] = { { { "month", 5 }, months, 3 },
					  { { "day", 3 }, days, 3 } };

static void setup(void)
{
	a = arena_new();
	diags = (struct diags){ .arena = a };
}

static void teardown(void)
{
	arena_free(&a);
}

struct many {
	const struct pattern *v[600];
	uint32_t n;
	bool english;
	struct pattern_set *set;
};

static void add(struct many *m, const char *pattern, enum pattern_flags flags)
{
	struct pattern_context c = { a, flags, classes, lists, 2, &diags };
	const struct pattern *p =
		pattern_compile(&c, str_of(pattern), STR("t.rules"), 1);

	ck_assert_msg(p != NULL, "pattern %s", pattern);
	if (!m->n)
		m->set = pattern_set_in(a);
	m->english = (m->n == 0 || m->english) && flags == PATTERN_ENGLISH;
	pattern_set_add(m->set, p, m->n);
	m->v[m->n++] = p;
}

static bool is_word_at(str text, size_t i)
{
	uint32_t cp = utf8_next(text, &i);

	return rune_is_alpha(cp) || rune_is_digit(cp);
}

/* Does a set try its patterns here? English ones at the heads of words. */
static bool tried(const struct many *m, str text, uint32_t from, uint32_t at)
{
	size_t before = at;

	if ((text.p[at] & 0xC0) == 0x80)
		return false;
	if (!m->english || at == from || !is_word_at(text, at))
		return true;
	utf8_prev(text, &before);
	return !is_word_at(text, before);
}

/* The first of them that matches at the place, or (at UINT32_MAX) anywhere. */
static uint32_t first_alone(const struct many *m, str text, span in,
			    uint32_t at, struct hit *h)
{
	for (uint32_t i = 0; i < m->n; i++)
		if (at == UINT32_MAX
			    ? pattern_search(m->v[i], text, in, NULL, h)
			    : pattern_match(m->v[i], text, in, at, NULL, h))
			return i;
	return UINT32_MAX;
}

static void same_questions(const struct many *m, str text, span in)
{
	struct hit want, got;
	uint32_t i = first_alone(m, text, in, UINT32_MAX, &want);

	ck_assert_int_eq(pattern_set_search(m->set, text, in, &got),
			 i != UINT32_MAX);
	if (i != UINT32_MAX) {
		ck_assert_uint_eq(got.rule, i);
		ck_assert_uint_eq(got.at.from, want.at.from);
		ck_assert_uint_eq(got.at.to, want.at.to);
	}
	for (uint32_t at = in.from; at < in.to; at++) {
		if ((text.p[at] & 0xC0) == 0x80)
			continue;
		i = first_alone(m, text, in, at, &want);
		ck_assert_int_eq(pattern_set_match(m->set, text, in, at, &got),
				 i != UINT32_MAX);
		if (i == UINT32_MAX)
			continue;
		ck_assert_uint_eq(got.rule, i);
		ck_assert_uint_eq(got.at.to, want.at.to);
	}
}

static void same_as_alone(const struct many *m, str text, span in)
{
	struct hits got = { 0 };
	uint32_t k = 0;

	pattern_set_scan(m->set, text, in, NULL, a, &got);
	for (uint32_t at = in.from; at < in.to; at++) {
		if (!tried(m, text, in.from, at))
			continue;
		for (uint32_t i = 0; i < m->n; i++) {
			struct hit h;

			if (!pattern_match(m->v[i], text, in, at, NULL, &h))
				continue;
			ck_assert_msg(k < got.n && got.v[k].rule == i &&
					      got.v[k].at.from == at &&
					      got.v[k].at.to == h.at.to,
				      "pattern %u at %u of %.*s", i, at,
				      STR_FMT(text));
			k++;
		}
	}
	ck_assert_uint_eq(k, got.n);
	ck_assert_uint_eq(pattern_set_first(m->set, text, in, a),
			  got.n ? got.v[0].at.from : UINT32_MAX);
	same_questions(m, text, in);
}

static const char *const japanese[] = {
	"<m:{D}{1,2}>月(<d:({D}{1,2}|{KN}{1,3})>日)?",
	"{KN}+年",
	"^甲(は|が)~8会談",
	"(甲|乙)$",
	"{@day}(の?午後)?",
	"[^。]{2}案",
	"({KANJI}案)?。",
	"(会談|会談協|電話|面会)(し|協)",
	"{KATA}+・{KATA}+",
	".案",
	"<n:{D}+>(人|回)?",
	/* gaps: before, between, behind, inside of others, in alternatives */
	"甲[^、。]{1,8}(会談|電話)",
	"{KANJI}{2,4}案(を~6示)?",
	"案を[^、。]{0,6}(示(し|す)|拒(み|む))",
	"(甲|乙)(が[^、。]{1,9}を)?~4示",
	"(面会~12電話|新し~3案|{KATA}{2,5}カー)",
	"({KANJI}~2、){1,3}乙",
	"乙[^。]{0,20}",
	"乙~9$",
	"([^、。]{2,5}は)?、乙",
	"[^、。]{3,}",
	"^~5月",
	"(は|が)(甲~3|乙~3|{KN}{2,9})?。",
};

static const char *const japanese_texts[] = {
	"甲は1２月3日の午後、乙と会談した。",
	"二〇三一年五月三日月曜日の午後に甲",
	"新しい和平案。面会し会談協し電話協、アーサー・ベーカー\n案",
	"甲が妥協案を乙に示し、乙は案を、拒み示す。新しい折衷案を示し",
	"甲、乙、丙、乙は。甲が長い長い長い長い案を乙に乙に示す甲が二三。",
	"火曜案12345人\xFF月1月\xE3\x81",
	"",
};

static const char *const english[] = {
	"{@month}\\.? {D}{1,2}(st|nd|rd|th)?",
	"(the )?{D}{4}s?",
	"held? talks",
	"don't",
	"^they",
	"end$",
	"{UPPER}{LOWER}+",
	"may|might",
	"'{D}{2}",
	"the ~12 port",
};

static const char *const english_texts[] = {
	"They held talks on January 3rd, 2031 and MAY 4, don\xE2\x80\x99t end",
	"the old\n port of the 2031s; '31 and mighty mayors hel talks.",
	"Jan. 12 \xC3\x89tat Port\xC3\xA9 x2031 2031x the end",
	"(the) -may- held\xE3\x80\x80talks",
};

START_TEST(sets_and_single_patterns)
{
	struct many ja = { .n = 0 }, en = { .n = 0 }, both = { .n = 0 };

	for (size_t i = 0; i < COUNT(japanese); i++)
		add(&ja, japanese[i], 0);
	for (size_t i = 0; i < COUNT(english); i++)
		add(&en, english[i], PATTERN_ENGLISH);
	for (size_t i = 0; i < COUNT(english); i++) {
		add(&both, english[i], PATTERN_ENGLISH);
		add(&both, japanese[i], 0);
	}
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < COUNT(japanese_texts); i++)
			for (size_t k = 0; k < COUNT(english_texts); k++) {
				str j = str_of(japanese_texts[i]);
				str e = str_of(english_texts[k]);
				str s = arena_printf(a, "%.*s%.*s", STR_FMT(j),
						     STR_FMT(e));
				span at = { (uint32_t)j.n, (uint32_t)s.n };

				same_as_alone(&ja, s, at);
				same_as_alone(&en, s, at);
				at.from = 0;
				same_as_alone(&both, s, at);
				at.to = (uint32_t)j.n;
				same_as_alone(&ja, s, at);
				same_as_alone(&en, s, at);
			}
}
END_TEST

/* A stretch that the automaton reads in several windows; a match over the
 * border of one, and one as long as a match may be. */
START_TEST(texts_longer_than_a_window)
{
	struct many m = { .n = 0 };
	struct buf b;

	for (size_t i = 0; i < COUNT(japanese); i++)
		add(&m, japanese[i], 0);
	add(&m, "始~700終", 0);
	buf_init(&b, 1 << 16);
	for (uint32_t i = 0; i < 90; i++) {
		buf_add(&b, str_of(japanese_texts[i % 3]));
		if (i == 5)
			buf_add(&b, STR("始"));
		if (i == 20)
			buf_add(&b, STR("終"));
	}
	for (uint32_t from = 0; from < 120; from += 40)
		same_as_alone(&m, buf_str(&b),
			      (span){ from, (uint32_t)b.n - from });
	buf_release(&b);
}
END_TEST

/* The first start from which a match ends there, however far back. */
START_TEST(matches_that_end_at_a_place)
{
	static const char *const patterns[] = { "(た|だ|です)", "[^。]{2}案",
						"{KATA}+", "(甲|乙)~8会談" };
	struct many m = { .n = 0 };

	for (size_t i = 0; i < COUNT(patterns); i++)
		add(&m, patterns[i], 0);
	for (size_t i = 0; i < COUNT(japanese_texts); i++) {
		str s = str_of(japanese_texts[i]);
		span in = { 0, (uint32_t)s.n };

		for (uint32_t k = 0; k < m.n; k++)
			for (uint32_t end = 0; end <= in.to; end++) {
				struct hit h, x;
				bool is = pattern_ends(m.v[k], s, in, end, NULL,
						       &h);

				if (is)
					ck_assert_uint_eq(h.at.to, end);
				for (uint32_t at = 0; at < end && !is; at++)
					ck_assert(!pattern_match(m.v[k], s, in,
								 at, NULL,
								 &x) ||
						  x.at.to != end);
			}
	}
}
END_TEST

/* A text that makes states till the automaton has reached its ceiling (many
 * letters make it low), and more patterns than a word has bits. */
START_TEST(sets_too_large)
{
	struct many m = { .n = 0 };
	char text[3001], kanji[3 * 4000 + 1];
	uint32_t seed = 7;

	for (uint32_t i = 0; i < 4000; i++)
		utf8_encode(0x4E00 + i, kanji + (size_t)i * 3);
	kanji[sizeof(kanji) - 1] = '\0';
	add(&m, kanji, 0);
	for (uint32_t i = 0; i < 100; i++)
		add(&m, arena_printf(a, "b%u", i).p, 0);
	add(&m, "[ab]*a[ab]{12}{D}", 0);
	add(&m, "a[ab]{15}{D}", 0);
	for (size_t i = 0; i < sizeof(text) - 1; i++) {
		seed = seed * 1103515245u + 12345u;
		text[i] = seed >> 16 & 31 ? "ab"[seed >> 24 & 1] : '7';
	}
	text[sizeof(text) - 1] = '\0';
	same_as_alone(&m, str_of(text), (span){ 0, sizeof(text) - 1 });
}
END_TEST

struct reading {
	const struct many *m;
	uint32_t hits;
};

static void *read_all(void *data)
{
	struct reading *r = data;
	struct arena *own = arena_new();

	for (size_t i = 0; i < COUNT(japanese_texts); i++) {
		str s = str_of(japanese_texts[i]);
		struct hits h = { 0 };

		pattern_set_scan(r->m->set, s, (span){ 0, (uint32_t)s.n }, NULL,
				 own, &h);
		r->hits += h.n;
	}
	arena_free(&own);
	return NULL;
}

START_TEST(sets_shared_by_threads)
{
	struct many m = { .n = 0 };
	pthread_t threads[4];
	struct reading r[4];

	for (size_t i = 0; i < COUNT(japanese); i++)
		add(&m, japanese[i], 0);
	for (int i = 0; i < 4; i++) {
		r[i] = (struct reading){ &m, 0 };
		ck_assert_int_eq(
			pthread_create(&threads[i], NULL, read_all, &r[i]), 0);
	}
	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < 4; i++) {
		ck_assert_uint_gt(r[i].hits, 10);
		ck_assert_uint_eq(r[i].hits, r[0].hits);
	}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("pattern");
	TCase *t = tcase_create("pattern");
	SRunner *r;
	int failed;

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, sets_and_single_patterns);
	tcase_add_test(t, texts_longer_than_a_window);
	tcase_add_test(t, matches_that_end_at_a_place);
	tcase_add_test(t, sets_too_large);
	tcase_add_test(t, sets_shared_by_threads);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
