/* test-text.c - sentences, words and charsets. */
#include <check.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/limits.h"
#include "text/charset.h"
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
	struct doc *d =
		doc_of("北港の組合は12日、回答した。市長は「待てない。今だ」と"
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

	is_sentence(d, 0,
		    "Gen. A. B. Stone met Mr. Reed at 9 a.m. Monday in "
		    "the U.S. capital.",
		    SENTENCE_BODY, 0);
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
	struct doc *d =
		doc_of("東港は料金の引き下げを拒んだ。新たな対立の火種 一方、"
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
	struct doc *d =
		doc_of("The U.S.-led bloc's 2,000 Well-known men", LANG_EN);
	static const char *const want[] = { "The",   "U.S.",	   "-",
					    "led",   "bloc",	   "'s",
					    "2,000", "Well-known", "men" };
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

#define JA                                                                                                       \
	"東港の組合は十二日、新しい料金の案を示した。市長は「受け入れられない" \
	"」と述べた。"
#define RU                                                                                                                            \
	"Порт и профсоюз договорились о новых тарифах. Мэр сказал, что город " \
	"подождёт до весны."

/* Each converter with its label right, wrong and missing. */
static const struct {
	const char *bytes;
	size_t n;
	const char *declared, *charset, *text;
} coded[] = {
	/* cp932 */
	{ "\x93\x8c\x8d\x60\x82\xcc\x91\x67\x8d\x87\x82\xcd\x8f\x5c\x93\xf1"
	  "\x93\xfa\x81\x41\x90\x56\x82\xb5\x82\xa2\x97\xbf\x8b\xe0\x82\xcc"
	  "\x88\xc4\x82\xf0\x8e\xa6\x82\xb5\x82\xbd\x81\x42\x8e\x73\x92\xb7"
	  "\x82\xcd\x81\x75\x8e\xf3\x82\xaf\x93\xfc\x82\xea\x82\xe7\x82\xea"
	  "\x82\xc8\x82\xa2\x81\x76\x82\xc6\x8f\x71\x82\xd7\x82\xbd\x81\x42",
	  80, "", "Shift_JIS", JA },
	/* cp932 */
	{ "\x93\x8c\x8d\x60\x82\xcc\x91\x67\x8d\x87\x82\xcd\x8f\x5c\x93\xf1"
	  "\x93\xfa\x81\x41\x90\x56\x82\xb5\x82\xa2\x97\xbf\x8b\xe0\x82\xcc"
	  "\x88\xc4\x82\xf0\x8e\xa6\x82\xb5\x82\xbd\x81\x42\x8e\x73\x92\xb7"
	  "\x82\xcd\x81\x75\x8e\xf3\x82\xaf\x93\xfc\x82\xea\x82\xe7\x82\xea"
	  "\x82\xc8\x82\xa2\x81\x76\x82\xc6\x8f\x71\x82\xd7\x82\xbd\x81\x42",
	  80, "EUC-JP", "Shift_JIS", JA },
	/* euc_jp */
	{ "\xc5\xec\xb9\xc1\xa4\xce\xc1\xc8\xb9\xe7\xa4\xcf\xbd\xbd\xc6\xf3"
	  "\xc6\xfc\xa1\xa2\xbf\xb7\xa4\xb7\xa4\xa4\xce\xc1\xb6\xe2\xa4\xce"
	  "\xb0\xc6\xa4\xf2\xbc\xa8\xa4\xb7\xa4\xbf\xa1\xa3\xbb\xd4\xc4\xb9"
	  "\xa4\xcf\xa1\xd6\xbc\xf5\xa4\xb1\xc6\xfe\xa4\xec\xa4\xe9\xa4\xec"
	  "\xa4\xca\xa4\xa4\xa1\xd7\xa4\xc8\xbd\xd2\xa4\xd9\xa4\xbf\xa1\xa3",
	  80, "", "EUC-JP", JA },
	/* euc_jp */
	{ "\xc5\xec\xb9\xc1\xa4\xce\xc1\xc8\xb9\xe7\xa4\xcf\xbd\xbd\xc6\xf3"
	  "\xc6\xfc\xa1\xa2\xbf\xb7\xa4\xb7\xa4\xa4\xce\xc1\xb6\xe2\xa4\xce"
	  "\xb0\xc6\xa4\xf2\xbc\xa8\xa4\xb7\xa4\xbf\xa1\xa3\xbb\xd4\xc4\xb9"
	  "\xa4\xcf\xa1\xd6\xbc\xf5\xa4\xb1\xc6\xfe\xa4\xec\xa4\xe9\xa4\xec"
	  "\xa4\xca\xa4\xa4\xa1\xd7\xa4\xc8\xbd\xd2\xa4\xd9\xa4\xbf\xa1\xa3",
	  80, "Shift_JIS", "EUC-JP", JA },
	/* iso2022_jp */
	{ "\x1b\x24\x42\x45\x6c\x39\x41\x24\x4e\x41\x48\x39\x67\x24\x4f\x3d"
	  "\x3d\x46\x73\x46\x7c\x21\x22\x3f\x37\x24\x37\x24\x24\x4e\x41\x36"
	  "\x62\x24\x4e\x30\x46\x24\x72\x3c\x28\x24\x37\x24\x3f\x21\x23\x3b"
	  "\x54\x44\x39\x24\x4f\x21\x56\x3c\x75\x24\x31\x46\x7e\x24\x6c\x24"
	  "\x69\x24\x6c\x24\x4a\x24\x24\x21\x57\x24\x48\x3d\x52\x24\x59\x24"
	  "\x3f\x21\x23\x1b\x28\x42",
	  86, "", "ISO-2022-JP", JA },
	/* iso2022_jp */
	{ "\x1b\x24\x42\x45\x6c\x39\x41\x24\x4e\x41\x48\x39\x67\x24\x4f\x3d"
	  "\x3d\x46\x73\x46\x7c\x21\x22\x3f\x37\x24\x37\x24\x24\x4e\x41\x36"
	  "\x62\x24\x4e\x30\x46\x24\x72\x3c\x28\x24\x37\x24\x3f\x21\x23\x3b"
	  "\x54\x44\x39\x24\x4f\x21\x56\x3c\x75\x24\x31\x46\x7e\x24\x6c\x24"
	  "\x69\x24\x6c\x24\x4a\x24\x24\x21\x57\x24\x48\x3d\x52\x24\x59\x24"
	  "\x3f\x21\x23\x1b\x28\x42",
	  86, "utf-8", "ISO-2022-JP", JA },
	/* utf-8 */
	{ "\xe6\x9d\xb1\xe6\xb8\xaf\xe3\x81\xae\xe7\xb5\x84\xe5\x90\x88\xe3"
	  "\x81\xaf\xe5\x8d\x81\xe4\xba\x8c\xe6\x97\xa5\xe3\x80\x81\xe6\x96"
	  "\xb0\xe3\x81\x97\xe3\x81\x84\xe6\x96\x99\xe9\x87\x91\xe3\x81\xae"
	  "\xe6\xa1\x88\xe3\x82\x92\xe7\xa4\xba\xe3\x81\x97\xe3\x81\x9f\xe3"
	  "\x80\x82\xe5\xb8\x82\xe9\x95\xb7\xe3\x81\xaf\xe3\x80\x8c\xe5\x8f"
	  "\x97\xe3\x81\x91\xe5\x85\xa5\xe3\x82\x8c\xe3\x82\x89\xe3\x82\x8c"
	  "\xe3\x81\xaa\xe3\x81\x84\xe3\x80\x8d\xe3\x81\xa8\xe8\xbf\xb0\xe3"
	  "\x81\xb9\xe3\x81\x9f\xe3\x80\x82",
	  120, "Shift_JIS", "UTF-8", JA },
	/* utf-16-le */
	{ "\x71\x67\x2f\x6e\x6e\x30\x44\x7d\x08\x54\x6f\x30\x41\x53\x8c\x4e"
	  "\xe5\x65\x01\x30\xb0\x65\x57\x30\x44\x30\x99\x65\xd1\x91\x6e\x30"
	  "\x48\x68\x92\x30\x3a\x79\x57\x30\x5f\x30\x02\x30\x02\x5e\x77\x95"
	  "\x6f\x30\x0c\x30\xd7\x53\x51\x30\x65\x51\x8c\x30\x89\x30\x8c\x30"
	  "\x6a\x30\x44\x30\x0d\x30\x68\x30\xf0\x8f\x79\x30\x5f\x30\x02\x30",
	  80, "", "UTF-16LE", JA },
	/* utf-16-be */
	{ "\x67\x71\x6e\x2f\x30\x6e\x7d\x44\x54\x08\x30\x6f\x53\x41\x4e\x8c"
	  "\x65\xe5\x30\x01\x65\xb0\x30\x57\x30\x44\x65\x99\x91\xd1\x30\x6e"
	  "\x68\x48\x30\x92\x79\x3a\x30\x57\x30\x5f\x30\x02\x5e\x02\x95\x77"
	  "\x30\x6f\x30\x0c\x53\xd7\x30\x51\x51\x65\x30\x8c\x30\x89\x30\x8c"
	  "\x30\x6a\x30\x44\x30\x0d\x30\x68\x8f\xf0\x30\x79\x30\x5f\x30\x02",
	  80, "", "UTF-16BE", JA },
	/* utf-16 */
	{ "\xff\xfe\x71\x67\x2f\x6e\x6e\x30\x44\x7d\x08\x54\x6f\x30\x41\x53"
	  "\x8c\x4e\xe5\x65\x01\x30\xb0\x65\x57\x30\x44\x30\x99\x65\xd1\x91"
	  "\x6e\x30\x48\x68\x92\x30\x3a\x79\x57\x30\x5f\x30\x02\x30\x02\x5e"
	  "\x77\x95\x6f\x30\x0c\x30\xd7\x53\x51\x30\x65\x51\x8c\x30\x89\x30"
	  "\x8c\x30\x6a\x30\x44\x30\x0d\x30\x68\x30\xf0\x8f\x79\x30\x5f\x30"
	  "\x02\x30",
	  82, "", "UTF-16LE", JA },
	/* cp1251 */
	{ "\xcf\xee\xf0\xf2\x20\xe8\x20\xef\xf0\xee\xf4\xf1\xee\xfe\xe7\x20"
	  "\xe4\xee\xe3\xee\xe2\xee\xf0\xe8\xeb\xe8\xf1\xfc\x20\xee\x20\xed"
	  "\xee\xe2\xfb\xf5\x20\xf2\xe0\xf0\xe8\xf4\xe0\xf5\x2e\x20\xcc\xfd"
	  "\xf0\x20\xf1\xea\xe0\xe7\xe0\xeb\x2c\x20\xf7\xf2\xee\x20\xe3\xee"
	  "\xf0\xee\xe4\x20\xef\xee\xe4\xee\xe6\xe4\xb8\xf2\x20\xe4\xee\x20"
	  "\xe2\xe5\xf1\xed\xfb\x2e",
	  86, "", "windows-1251", RU },
	/* koi8-r */
	{ "\xf0\xcf\xd2\xd4\x20\xc9\x20\xd0\xd2\xcf\xc6\xd3\xcf\xc0\xda\x20"
	  "\xc4\xcf\xc7\xcf\xd7\xcf\xd2\xc9\xcc\xc9\xd3\xd8\x20\xcf\x20\xce"
	  "\xcf\xd7\xd9\xc8\x20\xd4\xc1\xd2\xc9\xc6\xc1\xc8\x2e\x20\xed\xdc"
	  "\xd2\x20\xd3\xcb\xc1\xda\xc1\xcc\x2c\x20\xde\xd4\xcf\x20\xc7\xcf"
	  "\xd2\xcf\xc4\x20\xd0\xcf\xc4\xcf\xd6\xc4\xa3\xd4\x20\xc4\xcf\x20"
	  "\xd7\xc5\xd3\xce\xd9\x2e",
	  86, "", "KOI8-R", RU },
	/* koi8-r */
	{ "\xf0\xcf\xd2\xd4\x20\xc9\x20\xd0\xd2\xcf\xc6\xd3\xcf\xc0\xda\x20"
	  "\xc4\xcf\xc7\xcf\xd7\xcf\xd2\xc9\xcc\xc9\xd3\xd8\x20\xcf\x20\xce"
	  "\xcf\xd7\xd9\xc8\x20\xd4\xc1\xd2\xc9\xc6\xc1\xc8\x2e\x20\xed\xdc"
	  "\xd2\x20\xd3\xcb\xc1\xda\xc1\xcc\x2c\x20\xde\xd4\xcf\x20\xc7\xcf"
	  "\xd2\xcf\xc4\x20\xd0\xcf\xc4\xcf\xd6\xc4\xa3\xd4\x20\xc4\xcf\x20"
	  "\xd7\xc5\xd3\xce\xd9\x2e",
	  86, "koi8-r", "koi8-r", RU },
	/* cp1251 */
	{ "\xcf\xee\xf0\xf2\x20\xe8\x20\xef\xf0\xee\xf4\xf1\xee\xfe\xe7\x20"
	  "\xe4\xee\xe3\xee\xe2\xee\xf0\xe8\xeb\xe8\xf1\xfc\x20\xee\x20\xed"
	  "\xee\xe2\xfb\xf5\x20\xf2\xe0\xf0\xe8\xf4\xe0\xf5\x2e\x20\xcc\xfd"
	  "\xf0\x20\xf1\xea\xe0\xe7\xe0\xeb\x2c\x20\xf7\xf2\xee\x20\xe3\xee"
	  "\xf0\xee\xe4\x20\xef\xee\xe4\xee\xe6\xe4\xb8\xf2\x20\xe4\xee\x20"
	  "\xe2\xe5\xf1\xed\xfb\x2e",
	  86, "windows-1251", "windows-1251", RU },
	/* cp1251 */
	{ "\xcf\xee\xf0\xf2\x20\xe8\x20\xef\xf0\xee\xf4\xf1\xee\xfe\xe7\x20"
	  "\xe4\xee\xe3\xee\xe2\xee\xf0\xe8\xeb\xe8\xf1\xfc\x20\xee\x20\xed"
	  "\xee\xe2\xfb\xf5\x20\xf2\xe0\xf0\xe8\xf4\xe0\xf5\x2e\x20\xcc\xfd"
	  "\xf0\x20\xf1\xea\xe0\xe7\xe0\xeb\x2c\x20\xf7\xf2\xee\x20\xe3\xee"
	  "\xf0\xee\xe4\x20\xef\xee\xe4\xee\xe6\xe4\xb8\xf2\x20\xe4\xee\x20"
	  "\xe2\xe5\xf1\xed\xfb\x2e",
	  86, "utf-8", "windows-1251", RU },
};

START_TEST(charsets)
{
	struct diags diags = { .arena = arena };
	str bytes = { coded[_i].bytes, coded[_i].n };
	struct charset_result r = charset_to_utf8(
		arena, bytes, str_of(coded[_i].declared), &diags);
	bool wrong = coded[_i].declared[0] &&
		     strcmp(coded[_i].declared, coded[_i].charset) != 0;

	ck_assert_str_eq(r.charset, coded[_i].charset);
	ck_assert(!r.binary);
	ck_assert_msg(str_is(r.text, coded[_i].text), "case %d: <%.*s>", _i,
		      (int)r.text.n, r.text.p);
	ck_assert_int_eq(diags.n > 0, wrong);
	if (wrong)
		ck_assert_int_eq(diags.v[0].code, DIAG_R001);
}
END_TEST

START_TEST(bytes_without_charset)
{
	struct diags diags = { .arena = arena };
	struct charset_result r;

	r = charset_to_utf8(arena, STR("\x89PNG\r\n\x1a\n\0\0"), STR_NONE,
			    &diags);
	ck_assert(r.binary);
	r = charset_to_utf8(arena, STR(""), STR_NONE, &diags);
	ck_assert(!r.binary);
	ck_assert_uint_eq(r.text.n, 0);
	r = charset_to_utf8(arena, STR("caf\xe9 on the quay"), STR_NONE,
			    &diags);
	ck_assert(str_is(r.text, "café on the quay"));
	ck_assert_uint_eq(diags.n, 0);
	r = charset_to_utf8(arena,
			    STR("港の組合\xe6\x96は港の市長と港で会った"),
			    STR_NONE, &diags);
	ck_assert_str_eq(r.charset, "UTF-8");
	ck_assert(str_starts(r.text, STR("港の組合\uFFFD")));
	ck_assert_int_eq(diags.v[0].code, DIAG_R002);
	r = charset_to_utf8(arena,
			    STR("\xEF\xBB\xBF"
				"a\r\nb\rc\0d"),
			    STR_NONE, &diags);
	ck_assert(str_is(r.text, "a\nb\ncd"));
	r = charset_to_utf8(arena, STR("会\xEF\xBB\xBFう"), STR_NONE, &diags);
	ck_assert(str_is(r.text, "会う")); /* the mark of another file */
	r = charset_to_utf8(arena, STR("会う\0"), STR_NONE, &diags);
	ck_assert(str_is(r.text, "会う"));
	r = charset_to_utf8(arena, STR("会う"), STR_NONE, &diags);
	ck_assert(str_is(r.text, "会う"));
}
END_TEST

START_TEST(normal_form)
{
	ck_assert(
		str_is(text_nfkc(arena, STR("２０２５年㊧ｱﾞ")), "2025年左ア゙"));
	ck_assert_uint_eq(text_nfkc(arena, STR("")).n, 0);
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
	tcase_add_loop_test(tc, charsets, 0, (int)COUNT(coded));
	tcase_add_test(tc, bytes_without_charset);
	tcase_add_test(tc, normal_form);
	suite_add_tcase(s, tc);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? 1 : 0;
}
