/* test-pack.c - the pattern language, sets, tries, pack files. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pack/pack.h"
#include "pack/pattern.h"
#include "pack/trie.h"

static struct arena *a;
static struct diags diags;

static const char *const classes[] = { "PERSON", "TIME", NULL };
static const str months[] = { { "Jan", 3 }, { "January", 7 }, { "May", 3 } };
static const struct word_list lists[] = { { { "month", 5 }, months, 3 } };

static struct pattern_context ctx(enum pattern_flags flags)
{
	return (struct pattern_context){ a, flags, classes, lists, 1, &diags };
}

static void setup(void)
{
	a = arena_new();
	diags = (struct diags){ .arena = a };
}

static void teardown(void)
{
	arena_free(&a);
}

/* First match of the pattern in the text as a new string, "" if none. */
static const char *found(const char *pattern, enum pattern_flags flags,
			 const char *text)
{
	struct pattern_context c = ctx(flags);
	const struct pattern *p =
		pattern_compile(&c, str_of(pattern), STR("t.rules"), 7);
	str s = str_of(text);
	struct hit h;

	ck_assert_msg(p != NULL, "pattern %s", pattern);
	if (!pattern_search(p, s, (span){ 0, (uint32_t)s.n }, NULL, &h))
		return "";
	return arena_z(a, str_span(s, h.at));
}

START_TEST(pattern_matches)
{
	static const struct {
		const char *pattern;
		enum pattern_flags flags;
		const char *text, *want;
	} cases[] = {
		{ "電話(で)?(会談|協議)", 0, "港で電話で協議した",
		  "電話で協議" },
		{ "(会談|会談協議)", 0, "会談協議", "会談協議" },
		{ "<m:{D}{1,2}>月<d:{D}{1,2}>日", 0, "去る1２月3日に",
		  "1２月3日" },
		{ "{KN}+年", 0, "二〇二五年", "二〇二五年" },
		{ "は ~ と 会談", 0, "甲は港で乙と丙と会談",
		  "は港で乙と丙と会談" },
		{ "は~3と", 0, "甲は港の上の丘で乙と", "" },
		{ "[^。]{2}。", 0, "ab。", "ab。" },
		{ "約?[一二]+", 0, "約二一", "約二一" },
		{ "^甲", 0, "乙甲", "" },
		{ "乙$", 0, "乙甲乙", "乙" },
		{ "\\(a\\)", 0, "x(a)", "(a)" },
		{ "held? talks", PATTERN_ENGLISH, "They Held\n  talks.",
		  "Held\n  talks" },
		{ "talk", PATTERN_ENGLISH, "talks", "" },
		{ "it( also)? (lifts|ends)", PATTERN_ENGLISH, "It also lifts",
		  "It also lifts" },
		{ "the (new )?plan", PATTERN_ENGLISH, "the new plan",
		  "the new plan" },
		{ "{@month} {D}{1,2}", PATTERN_ENGLISH, "on january 12",
		  "january 12" },
		{ "{@month}", PATTERN_ENGLISH, "Janus MAY", "MAY" },
		{ "{UPPER}{LOWER}+", PATTERN_ENGLISH, "a Port b", "Port" },
		{ "don't", PATTERN_ENGLISH, "We don\xE2\x80\x99t",
		  "don\xE2\x80\x99t" },
		/* words side by side: one list, the longest that leads on */
		{ "(会談|会談協|電話|面会)し", 0, "会談協し", "会談協し" },
		{ "(会談|会談協|電話|面会)協", 0, "会談協し", "会談協" },
		{ "(甲{D}|会談|電話|面会|乙{D}+)。", 0, "乙12。", "乙12。" },
		{ "(甲{D}|会談|電話|面会|乙{D}+)。", 0, "面会。", "面会。" },
		{ "(x|会談|電話|面会|)。", 0, "港。", "。" },
		{ "(we don't|we won't|we can't)", PATTERN_ENGLISH,
		  "so We won\xE2\x80\x99t", "We won\xE2\x80\x99t" },
		{ "", 0, "x", "" },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		ck_assert_str_eq(
			found(cases[i].pattern, cases[i].flags, cases[i].text),
			cases[i].want);
	ck_assert_uint_eq(diags.n, 0);
}
END_TEST

START_TEST(pattern_mistakes)
{
	static const struct {
		const char *pattern;
		enum diag_code code;
		uint32_t column;
	} cases[] = {
		{ "a(b", DIAG_P008, 3 },
		{ "a)", DIAG_P008, 2 },
		{ "x{PERSN}", DIAG_P007, 2 },
		{ "{@nolist}", DIAG_P015, 1 },
		{ "<a>", DIAG_P008, 1 },
		{ "[]", DIAG_P008, 1 },
		{ "*a", DIAG_P008, 1 },
		{ "((((x){900}){900}){9})", DIAG_P014, 1 },
	};
	struct pattern_context c = ctx(0);

	for (size_t i = 0; i < COUNT(cases); i++) {
		diags.n = 0;
		ck_assert_ptr_null(pattern_compile(&c, str_of(cases[i].pattern),
						   STR("t.rules"), 7));
		ck_assert_uint_eq(diags.n, 1);
		ck_assert_int_eq(diags.v[0].code, cases[i].code);
		ck_assert_uint_eq(diags.v[0].column, cases[i].column);
		ck_assert_uint_eq(diags.v[0].line, 7);
	}
}
END_TEST

START_TEST(layers_in_patterns)
{
	struct pattern_context c = ctx(0);
	str s = STR("加藤氏は12日、港に入った");
	struct layers *l = layers_in(a, (uint32_t)s.n);
	struct pattern_set *set = pattern_set_in(a);
	struct hits hits = { 0 };
	span is;

	layers_add(l, 0, (span){ 0, 6 }, 40);
	layers_add(l, 0, (span){ 0, 9 }, 41);
	layers_add(l, 1, (span){ 12, 17 }, 5);
	pattern_set_add(set,
			pattern_compile(&c, STR("<s:{PERSON}>は<t:{TIME}>"),
					STR("t"), 1),
			3);
	pattern_set_add(set,
			pattern_compile(&c, STR("{PERSON}氏"), STR("t"), 2), 4);
	pattern_set_add(set, pattern_compile(&c, STR("港~入"), STR("t"), 3), 9);
	pattern_set_scan(set, s, (span){ 0, (uint32_t)s.n }, l, a, &hits);
	ck_assert_uint_eq(hits.n, 3);
	ck_assert_uint_eq(hits.v[0].rule, 3);
	ck_assert_uint_eq(hits.v[0].captures[0].at.to, 9);
	ck_assert_uint_eq(hits.v[1].rule, 4);
	ck_assert_uint_eq(hits.v[2].rule, 9);
	ck_assert_int_eq(layers_find(l, 0, 0, &is), 41);
	ck_assert_int_eq(layers_find(l, 1, 0, &is), -1);
	hits_longest(&hits);
	ck_assert_uint_eq(hits.n, 2);
	ck_assert_uint_eq(hits.v[0].rule, 3);
}
END_TEST

START_TEST(pattern_ends_backwards)
{
	struct pattern_context c = ctx(0);
	const struct pattern *p =
		pattern_compile(&c, STR("大統領|統領"), STR("t"), 1);
	str s = STR("米大統領が");
	struct hit h;

	ck_assert(pattern_ends(p, s, (span){ 0, (uint32_t)s.n }, 12, NULL, &h));
	ck_assert_uint_eq(h.at.from, 3);
	ck_assert(!pattern_ends(p, s, (span){ 0, (uint32_t)s.n }, 9, NULL, &h));
}
END_TEST

/* A pattern built to explode must give up, soon and without a match. */
START_TEST(pattern_budget)
{
	char text[4001];

	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	ck_assert_str_eq(found("(a+)+b", 0, text), "");
	ck_assert_str_eq(found("(a|a)*c", 0, text), "");
}
END_TEST

/* Patterns that may begin anywhere are only tried where their words stand. */
START_TEST(needed_words)
{
	static const struct {
		const char *pattern, *text;
		uint32_t hits;
	} cases[] = {
		{ "{KANJI}{2}(草案|素案|原案)", "和平草案と停戦原案", 2 },
		{ "{KANJI}{2}(草案|素案|原案)", "和平提案", 0 },
		{ "[^。]{1,3}(の新たな)?案", "甲の案", 2 },
		{ "[^。]{1,2}(甲|乙{D})", "丙乙3と丙甲", 3 },
		{ "({KANJI}案)?。", "和案。", 2 },
		{ "{KANJI}+", "和案", 2 },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct pattern_context c = ctx(0);
		const struct pattern *p = pattern_compile(
			&c, str_of(cases[i].pattern), STR("t.rules"), 1);
		struct pattern_set *set = pattern_set_in(a);
		str s = str_of(cases[i].text);
		struct hits h = { 0 };

		ck_assert_msg(p != NULL, "pattern %s", cases[i].pattern);
		pattern_set_add(set, p, 0);
		pattern_set_scan(set, s, (span){ 0, (uint32_t)s.n }, NULL, a,
				 &h);
		ck_assert_msg(h.n == cases[i].hits, "%s: %u", cases[i].pattern,
			      h.n);
	}
}
END_TEST

START_TEST(trie_finds_all)
{
	struct trie_word words[600];
	struct trie_hits hits = { 0 };
	struct trie *t;
	uint32_t values[4], length;
	str s = STR("米大統領と大統領府");

	for (uint32_t i = 0; i < 595; i++)
		words[i] =
			(struct trie_word){ arena_printf(a, "w%u", i * 7), i };
	words[595] = (struct trie_word){ STR("大統領"), 1000 };
	words[596] = (struct trie_word){ STR("大統領府"), 1001 };
	words[597] = (struct trie_word){ STR("米"), 1002 };
	words[598] = (struct trie_word){ STR("大統領"), 1003 };
	words[599] = (struct trie_word){ STR("統"), 1004 };
	t = trie_in(a, words, 600);
	trie_scan(t, s, (span){ 0, (uint32_t)s.n }, a, &hits);
	ck_assert_uint_eq(hits.n, 8);
	ck_assert_uint_eq(hits.v[0].value, 1002);
	ck_assert_uint_eq(hits.v[1].value, 1000);
	ck_assert_uint_eq(hits.v[2].value, 1003);
	ck_assert_uint_eq(hits.v[6].value, 1001);
	ck_assert_int_eq(trie_longest(t, s, 15, &length), 1001);
	ck_assert_uint_eq(length, 12);
	ck_assert_int_eq(trie_longest(t, s, 12, &length), -1);
	ck_assert_uint_eq(trie_exact(t, STR("大統領"), values, 4), 2);
	for (uint32_t i = 0; i < 595; i++) {
		str w = arena_printf(a, "w%u", i * 7);

		ck_assert_uint_eq(trie_exact(t, w, values, 4), 1);
		ck_assert_uint_eq(values[0], i);
	}
	ck_assert_uint_eq(trie_exact(t, STR("w"), values, 4), 0);
	ck_assert_uint_eq(trie_exact(trie_in(a, NULL, 0), STR("w"), values, 4),
			  0);
}
END_TEST

static void put(const char *dir, const char *name, const char *text)
{
	char path[300];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "w");
	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
}

START_TEST(packs_join_and_override)
{
	char root[] = "/tmp/keii-pack-XXXXXX", one[100], two[100], both[220];
	struct err e = ERR_INIT;
	struct packs *p;
	const struct table *t;
	const struct rules *r;

	ck_assert_ptr_nonnull(mkdtemp(root));
	snprintf(one, sizeof(one), "%s/one/ja", root);
	snprintf(two, sizeof(two), "%s/two/mine", root);
	snprintf(both, sizeof(both), "mkdir -p %s %s", one, two);
	ck_assert_int_eq(system(both), 0);
	put(one, "pack.conf", "name: ja\nversion: 3\nlanguage: ja\n");
	put(one, "port.tsv",
	    "# ports\nid\tja\nk\t北港\nm\t南港\ntoo\tmany\tx\n");
	put(one, "event.rules",
	    "id: a\nmatch: 会談\n  した\n+: 例 => x\n\n"
	    "# note\nid: b\nmatch: x\n\nmatch: no id\n\nid: a\nmatch: twice\n"
	    "broken line\n");
	put(two, "pack.conf", "name: mine\nversion: 1\n");
	put(two, "port.tsv",
	    "id\ten\nm\tSouthport\nz\tZ\nm\tOverwritten\n\tno id\n"
	    "\tnor this\n");
	put(two, "event.rules", "id: b\noff: yes\n\nid: c\nmatch: y\n");
	snprintf(both, sizeof(both), "%s/one:%s/two", root, root);
	p = packs_load(str_of(both), &diags, &e);
	ck_assert_ptr_nonnull(p);
	t = packs_table(p, "ja", "port");
	ck_assert_uint_eq(t->n, 5);
	ck_assert(str_is(table_cell(t, 0, table_column(t, "ja")), "北港"));
	ck_assert(str_is(table_cell(t, 1, table_column(t, "en")), "Southport"));
	ck_assert_uint_eq(packs_table(p, "en", "port")->n, 4);
	ck_assert_uint_eq(packs_table(p, "ja", "none")->n, 0);
	r = packs_rules(p, "ja", "event");
	ck_assert_uint_eq(r->n, 2);
	ck_assert(str_is(r->v[0].id, "a"));
	ck_assert(str_is(rule_field(&r->v[0], "match"), "会談 した"));
	ck_assert(str_is(r->v[1].id, "c"));
	ck_assert(str_is(packs_version(p), "ja 3, mine 1"));
	ck_assert_uint_eq(diags.n, 5);
	ck_assert_int_eq(diags.v[0].code, DIAG_P005);
	ck_assert_int_eq(diags.v[1].code, DIAG_P004);
	ck_assert_int_eq(diags.v[2].code, DIAG_P006);
	ck_assert_int_eq(diags.v[3].code, DIAG_P003);
	ck_assert_int_eq(diags.v[4].code, DIAG_P016);
	ck_assert_uint_eq(diags.v[4].line, 4);
	packs_free(&p);
	ck_assert_ptr_null(packs_load(STR("/nowhere/at/all"), &diags, &e));
	ck_assert_int_eq(e.code, ERR_IO);
	snprintf(both, sizeof(both), "rm -r %s", root);
	ck_assert_int_eq(system(both), 0);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("pack");
	TCase *t = tcase_create("pack");
	SRunner *r;
	int failed;

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, pattern_matches);
	tcase_add_test(t, pattern_mistakes);
	tcase_add_test(t, layers_in_patterns);
	tcase_add_test(t, pattern_ends_backwards);
	tcase_add_test(t, pattern_budget);
	tcase_add_test(t, needed_words);
	tcase_add_test(t, trie_finds_all);
	tcase_add_test(t, packs_join_and_override);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
