/* test-text.c - sentences, words and charsets. */
#include <check.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/limits.h"
#include "text/doc.h"

static struct arena *arena;

static void setup(void)
{
	arena = arena_new();
}

static void teardown(void)
{
	arena_free(&arena);
}

static struct doc *doc_of(const char *text, enum lang lang)
{
	struct doc *d = doc_in(arena);

	d->text = str_of(text);
	d->lang = lang;
	d->diags.arena = arena;
	doc_sentences(d);
	return d;
}

static void is_sentence(const struct doc *d, uint32_t i, const char *want,
			enum sentence_kind kind, unsigned depth)
{
	str got;

	ck_assert_uint_lt(i, d->sentences.n);
	got = str_span(d->text, d->sentences.v[i].at);
	ck_assert_msg(str_is(got, want), "sentence %u is <%.*s>, not <%s>", i,
		      (int)got.n, got.p, want);
	ck_assert_int_eq(d->sentences.v[i].kind, kind);
	ck_assert_uint_eq(d->sentences.v[i].depth, depth);
}

START_TEST(japanese_sentences)
{
	struct doc *d = doc_of("北港の組合は12日、回答した。市長は「待てない。今だ」と"
			       "述べた(港新聞。夕刊)。本当か？そうだ",
			       LANG_JA);

	is_sentence(d, 0, "北港の組合は12日、回答した。", SENTENCE_BODY, 0);
	is_sentence(d, 1, "市長は「待てない。今だ」と述べた(港新聞。夕刊)。",
		    SENTENCE_BODY, 0);
	is_sentence(d, 2, "本当か？", SENTENCE_BODY, 0);
	is_sentence(d, 3, "そうだ", SENTENCE_BODY, 0);
	ck_assert_uint_eq(d->sentences.n, 4);
}
END_TEST

START_TEST(japanese_quotes)
{
	struct doc *d = doc_of("「もう遅い。」組合長はそう語った。\n"
			       "「船を止めるな」。港長は訴えた。\n"
			       "「閉じない。まだ続く。\n",
			       LANG_JA);

	is_sentence(d, 0, "「もう遅い。」", SENTENCE_BODY, 0);
	is_sentence(d, 1, "組合長はそう語った。", SENTENCE_BODY, 0);
	is_sentence(d, 2, "「船を止めるな」。", SENTENCE_BODY, 0);
	is_sentence(d, 3, "港長は訴えた。", SENTENCE_BODY, 0);
	is_sentence(d, 4, "「閉じない。", SENTENCE_BODY, 0);
	is_sentence(d, 5, "まだ続く。", SENTENCE_BODY, 0);
}
END_TEST

START_TEST(english_sentences)
{
	struct doc *d = doc_of(
		"Gen. A. B. Stone met Mr. Reed at 9 a.m. Monday in the U.S. "
		"capital. The talks cost $3.5 million. \"We are close. Very "
		"close,\" he said. \"Done?\" Reed asked. It ended in the U.S. "
		"They left. No. 4 berth stays.",
		LANG_EN);

	is_sentence(d, 0, "Gen. A. B. Stone met Mr. Reed at 9 a.m. Monday in "
		    "the U.S. capital.", SENTENCE_BODY, 0);
	is_sentence(d, 1, "The talks cost $3.5 million.", SENTENCE_BODY, 0);
	is_sentence(d, 2, "\"We are close. Very close,\" he said.",
		    SENTENCE_BODY, 0);
	is_sentence(d, 3, "\"Done?\" Reed asked.", SENTENCE_BODY, 0);
	is_sentence(d, 4, "It ended in the U.S.", SENTENCE_BODY, 0);
	is_sentence(d, 5, "They left.", SENTENCE_BODY, 0);
	is_sentence(d, 6, "No. 4 berth stays.", SENTENCE_BODY, 0);
}
END_TEST

START_TEST(lists_nest)
{
	struct doc *d = doc_of("経過\n"
			       "  • 3月2日:初会合\n"
			       "    • 東港が案を示した。\n"
			       "      西港は留保した。\n"
			       "  • 3月9日:再会合\n"
			       "1. 料金\n"
			       "2. 航路\n"
			       "会合は続く。\n",
			       LANG_JA);

	is_sentence(d, 0, "経過", SENTENCE_HEADING, 0);
	is_sentence(d, 1, "3月2日:初会合", SENTENCE_BULLET, 1);
	is_sentence(d, 2, "東港が案を示した。", SENTENCE_BULLET, 2);
	is_sentence(d, 3, "西港は留保した。", SENTENCE_BODY, 2);
	is_sentence(d, 4, "3月9日:再会合", SENTENCE_BULLET, 1);
	is_sentence(d, 5, "料金", SENTENCE_BULLET, 1);
	is_sentence(d, 6, "航路", SENTENCE_BULLET, 1);
	is_sentence(d, 7, "会合は続く。", SENTENCE_BODY, 0);
}
END_TEST

START_TEST(kinds_of_lines)
{
	struct doc *d = doc_of("港湾協議の行方\n"
			       "式典で手を振る東港の市長(2031年5月、\n"
			       "西港の埠頭で)=港通信\n"
			       "【北港=海野一郎】協議は続いた。\n"
			       "https://example.org/a/b…\n"
			       "Source: Minato Online\n"
			       "写真:市長\n"
			       "参考資料:\n"
			       "港の歴史\n"
			       "example.org\n",
			       LANG_JA);

	is_sentence(d, 0, "港湾協議の行方", SENTENCE_HEADING, 0);
	ck_assert_int_eq(d->sentences.v[1].kind, SENTENCE_CAPTION);
	ck_assert_int_eq(d->sentences.v[2].kind, SENTENCE_CAPTION);
	is_sentence(d, 3, "【北港=海野一郎】協議は続いた。", SENTENCE_BODY, 0);
	ck_assert_int_eq(d->sentences.v[4].kind, SENTENCE_SOURCE);
	ck_assert_int_eq(d->sentences.v[5].kind, SENTENCE_SOURCE);
	ck_assert_int_eq(d->sentences.v[6].kind, SENTENCE_CAPTION);
	ck_assert_int_eq(d->sentences.v[7].kind, SENTENCE_SOURCE);
	ck_assert_int_eq(d->sentences.v[8].kind, SENTENCE_SOURCE);
	ck_assert_int_eq(d->sentences.v[9].kind, SENTENCE_SOURCE);
}
END_TEST

START_TEST(glued_page)
{
	struct doc *d = doc_of("東港は料金の引き下げを拒んだ。新たな対立の火種 一方、"
			       "西港の組合は独自の案をまとめた。 港長は静観した。",
			       LANG_JA);

	is_sentence(d, 0, "東港は料金の引き下げを拒んだ。", SENTENCE_BODY, 0);
	is_sentence(d, 1, "新たな対立の火種", SENTENCE_HEADING, 0);
	is_sentence(d, 2, "一方、西港の組合は独自の案をまとめた。",
		    SENTENCE_BODY, 0);
	is_sentence(d, 3, "港長は静観した。", SENTENCE_BODY, 0);
	ck_assert_uint_ne(d->sentences.v[2].paragraph,
			  d->sentences.v[3].paragraph);
}
END_TEST

START_TEST(long_sentence_is_cut)
{
	size_t n = 3 * LIMIT_SENTENCE;
	char *p = arena_alloc(arena, n + 1);
	struct doc *d;

	memset(p, 'a', n);
	d = doc_of(p, LANG_EN);
	ck_assert_uint_ge(d->sentences.n, 3);
	for (uint32_t i = 0; i < d->sentences.n; i++)
		ck_assert_uint_le(d->sentences.v[i].at.to -
					  d->sentences.v[i].at.from,
				  LIMIT_SENTENCE);
	ck_assert_uint_gt(d->diags.n, 0);
	ck_assert_int_eq(d->diags.v[0].code, DIAG_X001);
}
END_TEST

START_TEST(english_words)
{
	struct doc *d = doc_of("The U.S.-led bloc's 2,000 Well-known men", LANG_EN);
	static const char *const want[] = { "The", "U.S.", "-", "led", "bloc",
					    "'s", "2,000", "Well-known",
					    "men" };
	uint32_t n;
	const struct token *k = doc_tokens(d, 0, &n);

	ck_assert_uint_eq(n, COUNT(want));
	for (uint32_t i = 0; i < n; i++)
		ck_assert(str_is(str_span(d->text, k[i].at), want[i]));
	ck_assert(str_is(k[0].base, "the"));
	ck_assert(str_is(k[7].base, "well-known"));
	ck_assert_int_eq(k[6].pos, TOKEN_NUMBER);
	ck_assert_int_eq(k[5].pos, TOKEN_SUFFIX);
}
END_TEST

START_TEST(japanese_words)
{
	struct err e = ERR_INIT;
	struct tagger *t = tagger_new(&e);
	struct doc *d = doc_of("市長は港で会談した。", LANG_JA);
	const struct token *k;
	uint32_t n;

	if (!t) /* no dictionary on this machine: told, not a failure */
		return;
	d->tagger = t;
	k = doc_tokens(d, 0, &n);
	ck_assert_uint_eq(n, 7);
	ck_assert_int_eq(k[1].pos, TOKEN_TOPIC);
	ck_assert_int_eq(k[3].pos, TOKEN_CASE);
	ck_assert_int_eq(k[4].pos, TOKEN_SAHEN);
	ck_assert(str_is(k[5].base, "する"));
	ck_assert(str_is(k[5].form, "タ形"));
	ck_assert_ptr_eq(k, doc_tokens(d, 0, &n));
	tagger_free(&t);
	ck_assert_ptr_null(t);
}
END_TEST

START_TEST(missing_dictionary)
{
	struct err e = ERR_INIT;

	setenv("KEII_MECAB_DIC", "/nonexistent", 1);
	ck_assert_ptr_null(tagger_new(&e));
	ck_assert_int_eq(e.code, ERR_IO);
	unsetenv("KEII_MECAB_DIC");
}
END_TEST

int main(void)
{
	Suite *s = suite_create("text");
	TCase *tc = tcase_create("text");
	SRunner *r = srunner_create(s);
	int failed;

	tcase_add_checked_fixture(tc, setup, teardown);
	tcase_add_test(tc, japanese_sentences);
	tcase_add_test(tc, japanese_quotes);
	tcase_add_test(tc, english_sentences);
	tcase_add_test(tc, lists_nest);
	tcase_add_test(tc, kinds_of_lines);
	tcase_add_test(tc, glued_page);
	tcase_add_test(tc, long_sentence_is_cut);
	tcase_add_test(tc, english_words);
	tcase_add_test(tc, japanese_words);
	tcase_add_test(tc, missing_dictionary);
	suite_add_tcase(s, tc);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? 1 : 0;
}
