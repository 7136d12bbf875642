/* test-marks.c - where a query's words stand in a text; words cut again. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "store/store.h"
#include "store/tokens.h"

static struct arena *a;

/* The words of a text one by one, against the search that leaps: small texts
 * of few letters, wide ones among them, hold many near misses. */
static str random_text(unsigned *seed, const char *const *from, unsigned n)
{
	struct buf out;
	str text;

	buf_init(&out, 4096);
	while (n--) {
		*seed = *seed * 1103515245u + 12345u;
		buf_z(&out, from[*seed / 65536 % 15]);
	}
	text = arena_str(a, buf_str(&out));
	buf_release(&out);
	return text;
}

static bool is_latin(uint32_t cp)
{
	return rune_is_alpha(cp) || rune_is_digit(cp);
}

static bool stands_alone(str text, size_t at, str term, size_t *end)
{
	size_t i = 0, k = at, next = at;
	uint32_t first = utf8_next(text, &next), last = 0;

	while (i < term.n) {
		if (k >= text.n)
			return false;
		last = utf8_next(text, &k);
		if (token_fold(last) != token_fold(utf8_next(term, &i)))
			return false;
	}
	*end = next = k;
	if (rune_is_alpha(last) && k < text.n &&
	    is_latin(utf8_next(text, &next)))
		return false;
	return !rune_is_alpha(first) || at == 0 ||
	       !is_latin(utf8_prev(text, &at));
}

START_TEST(marks_are_all)
{
	static const char *const letters[] = {
		"a",  "b",  "B", " ", "Ａ", "ｂ",     "会", "談",
		"し", "、", ".", "é", "k",  "\u212a", "İ"
	};
	static const char *const terms[] = { "ab",     "abba", "会談", "会談し",
					     "b a",    "ba会", "é",    "a",
					     "談会談", "Ki",   "iab" };
	unsigned seed = 7, found = 0;

	for (unsigned i = 0; i < 8000; i++) {
		str text = random_text(&seed, letters, 1 + i % 60);
		str term = str_of(terms[i % COUNT(terms)]);
		struct marks marks;
		uint32_t n = 0;

		search_marks(a, arena_printf(a, "\"%.*s\"", STR_FMT(term)),
			     text, &marks);
		for (size_t at = 0; at < text.n;) {
			size_t end, next = at;

			utf8_next(text, &next);
			if (stands_alone(text, at, term, &end)) {
				ck_assert_uint_lt(n, marks.n);
				ck_assert_uint_eq(marks.v[n].from, at);
				ck_assert_uint_eq(marks.v[n++].to, end);
				next = end;
			}
			at = next;
		}
		ck_assert_uint_eq(n, marks.n);
		found += n;
	}
	ck_assert_uint_gt(found, 1000);
}
END_TEST

/* A word as it was cut is one word, and the same: so it can be asked for. */
static void asked_as_it_is(const char *text)
{
	struct token_cutter t = { .text = str_of(text) }, again;
	char word[sizeof(t.word)];

	while (token_cut(&t)) {
		memcpy(word, t.word, t.word_n);
		again = (struct token_cutter){ .text = { word, t.word_n },
					       .query = true };
		ck_assert(token_cut(&again));
		ck_assert(again.word_n == t.word_n &&
			  memcmp(again.word, word, t.word_n) == 0);
		ck_assert(!token_cut(&again));
	}
}

START_TEST(words_are_words)
{
	for (uint32_t cp = 1; cp < 0x20000; cp++) {
		char letter[5] = "", text[40];

		letter[utf8_encode(cp, letter)] = 0;
		snprintf(text, sizeof(text), "%s a%sb %s会談%s", letter, letter,
			 letter, letter);
		asked_as_it_is(text);
	}
	asked_as_it_is(
		"Ｌａｎｇｅｒ than sixty bytes: ddddddddddddddddddddddddddddd"
		"dddddddddddddddddddéééééééééééééééééééééééééééééééééééé");
}
END_TEST

int main(void)
{
	Suite *s = suite_create("marks");
	TCase *t = tcase_create("marks");
	SRunner *r = srunner_create(s);
	int failed;

	a = arena_new();
	tcase_add_test(t, marks_are_all);
	tcase_add_test(t, words_are_words);
	suite_add_tcase(s, t);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	arena_free(&a);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
