/* test-origin.c - article text back to the bytes of its source: each letter of
 * each article must stand in the bytes that it is mapped to. */
#include <check.h>
#include <stdlib.h>
#include <unicode/ucnv.h>

#include "base/utf8.h"
#include "pack/pack.h"
#include "read/cues.h"
#include "read/html.h"
#include "read/origin.h"

static struct arena *arena;
static struct packs *packs;
static const struct cues *cues;

static void setup(void)
{
	struct diags diags;
	struct err e = ERR_INIT;

	arena = arena_new();
	diags = (struct diags){ .arena = arena };
	packs = packs_load(STR(TEST_PACKS), &diags, &e);
	cues = cues_in(arena, packs);
}

static void teardown(void)
{
	packs_free(&packs);
	arena_free(&arena);
}

static str encoded(str utf8, const char *charset)
{
	UErrorCode code = U_ZERO_ERROR;
	size_t cap = utf8.n * 4 + 64;
	char *p = arena_alloc(arena, cap);
	int32_t n = ucnv_convert(charset, "UTF-8", p, (int32_t)cap, utf8.p,
				 (int32_t)utf8.n, &code);

	ck_assert(U_SUCCESS(code));
	return (str){ p, (size_t)n };
}

/* Bytes of the source as text: decoded, and its one character reference. */
static str decoded(str bytes, const char *charset, enum source_kind kind)
{
	UErrorCode code = U_ZERO_ERROR;
	size_t cap = bytes.n * 4 + 64;
	char *p = arena_alloc(arena, cap);
	int32_t n = ucnv_convert("UTF-8", charset, p, (int32_t)cap, bytes.p,
				 (int32_t)bytes.n, &code);
	struct buf b;
	str s;

	ck_assert(U_SUCCESS(code));
	s = (str){ p, (size_t)n };
	if (kind != SOURCE_HTML)
		return s;
	buf_init(&b, cap);
	html_decode(&b, s);
	s = arena_str(arena, buf_str(&b));
	buf_release(&b);
	return s;
}

/* Places of all letters of an article but blanks and the marks of lists. */
struct places {
	VEC_OF(struct origin_place);
};

static void letters_of(str text, struct places *out)
{
	bool start = true;
	size_t i = 0;

	while (i < text.n) {
		size_t at = i;
		uint32_t cp = utf8_next(text, &i);

		if (cp == '\n')
			start = true;
		if (rune_is_space(cp))
			continue;
		if (!(start && cp == '-'))
			*vec_add(arena, out) = (struct origin_place){
				.text = { (uint32_t)at, (uint32_t)i }
			};
		start = false;
	}
}

/* Maps all letters of all articles of the bytes; returns how many. */
static uint32_t holds(str bytes, const char *name, const char *charset)
{
	struct diags diags = { .arena = arena };
	struct articles list = { 0 };
	uint32_t n = 0;

	source_read_with(arena, cues, bytes, str_of(name), &list, &diags);
	ck_assert_uint_gt(list.n, 0);
	for (uint32_t i = 0; i < list.n; i++) {
		struct places p = { 0 };
		struct origin o;
		size_t last = 0;

		letters_of(list.v[i].text, &p);
		ck_assert(origin_find(arena, cues, bytes, str_of(name), i,
				      list.v[i].text, p.v, p.n, &o));
		for (uint32_t k = 0; k < p.n; k++) {
			str want = str_span(list.v[i].text, p.v[k].text);
			str raw = str_cut(bytes, p.v[k].from, p.v[k].to);
			str got = decoded(raw, charset, o.kind);

			ck_assert_msg(
				p.v[k].exact && str_eq(got, want),
				"%s: letter %u at %u: <%.*s> is <%.*s> at "
				"%zu",
				name, k, p.v[k].text.from, STR_FMT(want),
				STR_FMT(got), p.v[k].from);
			ck_assert_uint_ge(p.v[k].from, last);
			last = p.v[k].from;
		}
		n += p.n;
	}
	return n;
}

static const char plain[] =
	"カモメ港と協議\r\n2031年3月5日\r\n\r\n"
	"  ツバメ港のリンデン市長は4日、カモメ港を訪問した。\r\n"
	"  「合意は近い」と述べた。\r\n\r\n・一つ目\r\n・二つ目\r\n";

static const char page[] =
	"<html><head><title>A &amp; B</title></head><body><nav><a href=/>"
	"ツバメ港</a></nav><article><h1>水先料の協議</h1>\r\n"
	"<p>海<ruby>峡<rp>(</rp><rt>きょう</rt><rp>)</rp></ruby>の水先料を"
	"巡り、A&amp;B社と&#x30AB;&#12514;&#x30E1;港は<br>4&nbsp;日に会談"
	"した。ツバメ港の代表も&hellip;同席した&lt;非公開&gt;。</p>"
	"<p>ツバメ港は<b>12項</b>目の案を示し、カモメ港は&#12300;持ち帰"
	"る&#12301;と答えた。次の会談は来週に開かれる見通しだという。</p>"
	"<ul><li>一つ目の点は料金である。<li>二つ目の点は安全である。</ul>"
	"</article><footer>ツバメ港</footer></body></html>";

START_TEST(text_in_every_charset)
{
	static const char *const names[] = { "UTF-8", "ibm-943_P15A-2003",
					     "euc-jp-2007", "UTF-16LE" };
	str s = str_of(plain);

	for (size_t i = 0; i < COUNT(names); i++)
		ck_assert_uint_gt(
			holds(encoded(s, names[i]), "a.txt", names[i]), 40);
}
END_TEST

START_TEST(pages_in_every_charset)
{
	static const char *const names[] = { "UTF-8", "ibm-943_P15A-2003",
					     "euc-jp-2007" };

	for (size_t i = 0; i < COUNT(names); i++)
		ck_assert_uint_gt(holds(encoded(str_of(page), names[i]),
					"a.html", names[i]),
				  100);
}
END_TEST

/* A byte order mark, lone carriage returns, a NUL, ill-formed bytes. */
START_TEST(odd_bytes)
{
	static const char odd[] = "\xEF\xBB\xBF"
				  "One line here.\rAnother\0 line.\r\n\r\nThe "
				  "third, with e\xCC\x81 and \xE3\x81\x82.\r";
	str s = { odd, sizeof(odd) - 1 };

	ck_assert_uint_gt(holds(s, "a.txt", "UTF-8"), 30);
}
END_TEST

START_TEST(json_lines)
{
	str s = STR("{\"id\":\"a\",\"text\":\"first \\u30ab\\ud83d\\ude00\"}\n"
		    "{\"id\":\"b\",\"text\":\"The \\\"plan\\\"\\nof "
		    "\\u4e8c\\u56fd first\"}\n");
	struct origin_place places[] = { { .text = { 14, 20 } },
					 { .text = { 21, 26 } } };
	struct origin o;

	ck_assert(origin_find(arena, cues, s, STR("a.jsonl"), 1,
			      STR("The \"plan\"\nof 二国 first"), places, 2,
			      &o));
	ck_assert(str_eq(str_cut(s, places[0].from, places[0].to),
			 STR("\\u4e8c\\u56fd")));
	/* the word of the second line, not that of the first */
	ck_assert_uint_gt(places[1].from, 60);
	ck_assert(places[1].exact);
}
END_TEST

/* What stands in the menu too is found in the story. */
START_TEST(the_right_one_of_two)
{
	str s = str_of(page);
	struct diags diags = { .arena = arena };
	struct articles list = { 0 };
	struct origin_place x;
	struct origin o;
	size_t at;

	source_read_with(arena, cues, s, STR("a.html"), &list, &diags);
	at = str_find(list.v[0].text, STR("ツバメ港は"), 0);
	x.text = (span){ (uint32_t)at, (uint32_t)at + 12 };
	ck_assert(origin_find(arena, cues, s, STR("a.html"), 0, list.v[0].text,
			      &x, 1, &o));
	ck_assert_uint_eq(x.from, str_find(s, STR("ツバメ港は<b>"), 0));
	/* markup stands in between */
	x.text.to += 20;
	ck_assert(origin_find(arena, cues, s, STR("a.html"), 0, list.v[0].text,
			      &x, 1, &o));
	ck_assert(x.exact);
	ck_assert(str_has(str_cut(s, x.from, x.to), STR("<b>12項</b>")));
}
END_TEST

/* The second record of an archive, a part of a mail, an item of a feed. */
START_TEST(documents_within)
{
	static const struct {
		const char *name, *bytes, *text, *word, *want;
		uint32_t number;
		bool unpacked;
	} all[] = {
		{ "a.eml",
		  "From: a@b.example\r\nSubject: Talks\r\nDate: Wed, 5 Mar "
		  "2031 "
		  "09:30:00 +0900\r\nMIME-Version: 1.0\r\nContent-Type: "
		  "multipart/mixed; "
		  "boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n"
		  "The two mayors met in the harbour.\r\n--x--\r\n",
		  "The two mayors met in the harbour.", "mayors", "mayors", 0,
		  false },
		{ "a.eml",
		  "From: a@b.example\r\nSubject: Talks\r\nDate: Wed, 5 Mar "
		  "2031 "
		  "09:30:00 +0900\r\nMIME-Version: 1.0\r\nContent-Type: "
		  "text/plain\r\n"
		  "Content-Transfer-Encoding: base64\r\n\r\n"
		  "VGhlIHR3byBtYXlvcnMgbWV0IGluIHRoZSBoYXJib3VyLg==\r\n",
		  "The two mayors met in the harbour.", "mayors", "mayors", 0,
		  true },
		{ "a.xml",
		  "<rss version=\"2.0\"><channel><title>N</title><item><title>"
		  "One</title><description>&lt;p&gt;The first &amp;amp; the "
		  "second.&lt;/p&gt;</description></item><item><title>Two"
		  "</title><description><![CDATA[<p>The <b>third</b> talks "
		  "&amp; "
		  "more.</p>]]></description></item></channel></rss>",
		  "The third talks & more.", "talks & more", "talks &amp; more",
		  1, false },
		{ "a.xml",
		  "<rss version=\"2.0\"><channel><title>N</title><item><title>"
		  "One</title><description>&lt;p&gt;The first &amp;amp; the "
		  "second.&lt;/p&gt;</description></item></channel></rss>",
		  "The first & the second.", "&", "&amp;amp;", 0, false },
	};

	for (size_t i = 0; i < COUNT(all); i++) {
		str bytes = str_of(all[i].bytes), text = str_of(all[i].text);
		size_t at = str_find(text, str_of(all[i].word), 0);
		struct origin_place x = { .text = { (uint32_t)at, 0 } };
		struct origin o;

		x.text.to = x.text.from + (uint32_t)strlen(all[i].word);
		ck_assert(origin_find(arena, cues, bytes, str_of(all[i].name),
				      all[i].number, text, &x, 1, &o));
		ck_assert_int_eq(o.unpacked, all[i].unpacked);
		ck_assert(x.exact);
		if (!o.unpacked)
			ck_assert(str_is(str_cut(bytes, x.from, x.to),
					 all[i].want));
		else
			ck_assert_uint_eq(x.from, at);
	}
}
END_TEST

START_TEST(no_place)
{
	struct origin_place x = { .text = { 0, 12 } };
	struct origin o;

	ck_assert(!origin_find(arena, cues, STR("Something else 123."),
			       STR("a.txt"), 0, STR("港と協議"), &x, 1, &o));
	ck_assert_uint_eq(x.from, x.to);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("origin");
	TCase *t = tcase_create("origin");
	SRunner *r;
	int failed;

	tcase_set_timeout(t, 0);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, text_in_every_charset);
	tcase_add_test(t, pages_in_every_charset);
	tcase_add_test(t, odd_bytes);
	tcase_add_test(t, json_lines);
	tcase_add_test(t, the_right_one_of_two);
	tcase_add_test(t, documents_within);
	tcase_add_test(t, no_place);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
