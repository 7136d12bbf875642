/* test-show.c - views: dates as vague as told, cells, passages, filters, and
 * what exports write of hostile words. */
#include <check.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/utf8.h"
#include "nothing.h"
#include "show/export.h"
#include "show/passage.h"
#include "show/text.h"
#include "store/packed.h"

static struct arena *a;
static struct packs *packs;
static struct err e;
static char path[] = "/tmp/keii-show-XXXXXX";

#define OK(call)                                                               \
	do {                                                                   \
		int r_ = (call);                                               \
		ck_assert_msg(r_ == 0, "%s", e.text);                          \
	} while (0)

static void setup(void)
{
	struct diags diags;
	int fd;

	a = arena_new();
	diags = (struct diags){ .arena = a };
	e = (struct err)ERR_INIT;
	packs = packs_load(STR(TEST_PACKS), &diags, &e);
	ck_assert_msg(packs != NULL, "%s", e.text);
	memcpy(path + sizeof(path) - 7, "XXXXXX", 6);
	fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	close(fd);
	unlink(path);
}

static void teardown(void)
{
	char name[sizeof(path) + 4];

	packs_free(&packs);
	arena_free(&a);
	unlink(path);
	snprintf(name, sizeof(name), "%s-wal", path);
	unlink(name);
	snprintf(name, sizeof(name), "%s-shm", path);
	unlink(name);
}

/* ---- a sink that keeps all */

static int keep(void *ctx, str bytes, struct err *err)
{
	(void)err;
	buf_add(ctx, bytes);
	return 0;
}

static int refuse(void *ctx, str bytes, struct err *err)
{
	(void)bytes;
	++*(int *)ctx;
	return err_set(err, ERR_FULL, "no room");
}

/* ---- the fixture: one article, four entries, two actors */

static const char text[] = "On 4 March the two mayors met on Gull Island.\n"
			   "灯台島で4月半ばに協議を予定している。\n";

static void item(struct record *r, const char *layer, const char *id,
		 const char *kind, const char *scope, const char *from,
		 const char *to, const char *json)
{
	struct record_item *x = vec_add(a, &r->items);

	*x = (struct record_item){
		.layer = str_of(layer),
		.id = str_of(id),
		.kind = kind ? str_of(kind) : STR_NONE,
		.status = kind ? STR("held") : STR_NONE,
		.scope = scope ? str_of(scope) : STR_NONE,
		.from = from ? day_parse(str_of(from)) : DAY_NONE,
		.to = to ? day_parse(str_of(to)) : DAY_NONE,
		.json = str_of(json),
	};
}

#define ID "aaaaaaaaa"
static const char met[] =
	"{\"id\": \"e." ID "1\", \"kind\": \"meeting\", \"status\": \"held\","
	" \"status_by\": {}, \"from\": \"2031-03-04\", \"to\": \"2031-03-04\","
	" \"precision\": \"day\", \"edtf\": \"2031-03-04\","
	" \"title\": {\"en\": \"the two mayors met\"},"
	" \"label\": {\"ja\": \"会談\", \"en\": \"Meeting\"},"
	" \"participants\": [], \"place\": null, \"magnitude\": [],"
	" \"attributes\": {\"date\": {\"evidence\": [{\"article\": \"b-1\","
	" \"span\": [3, 10], \"text\": \"4 March\", \"rule\": \"t\"}]},"
	" \"status\": {\"evidence\": [{\"article\": \"b-1\","
	" \"span\": [3, 10], \"text\": \"4 March\", \"rule\": \"t\"}]}},"
	" \"sources\": 2, \"publishers\": 1, \"independent\": 1,"
	" \"scope\": \"core\", \"importance\": 50, \"mentions\":"
	" [{\"article\": \"b-1\", \"span\": [11, 29]}],"
	" \"aliases\": [\"e." ID "9\"], \"doubtful\": []}";
static const char planned[] =
	"{\"id\": \"e." ID "2\", \"kind\": \"talks\", \"status\": \"planned\","
	" \"from\": \"2031-04-11\", \"to\": \"2031-04-20\", \"precision\":"
	" \"part\", \"title\": {}, \"label\": {\"ja\": \"協議（予定）\","
	" \"en\": \"Talks (planned)\"}, \"sources\": 1, \"scope\": \"core\","
	" \"importance\": 70, \"mentions\": []}";
static const char history[] =
	"{\"id\": \"e." ID "3\", \"kind\": \"attack\", \"status\": \"held\","
	" \"from\": \"2030-01-01\", \"to\": \"2030-12-31\","
	" \"title\": {\"en\": \"=HYPERLINK(\\\"x\\\"), \\\"<b>*raid*\"},"
	" \"label\": {\"en\": \"Attack\"}, \"sources\": 1,"
	" \"scope\": \"background\", \"importance\": 5, \"mentions\":"
	" [{\"article\": \"b-1\", \"span\": [0, 2]}]}";
static const char hidden[] =
	"{\"id\": \"e." ID "4\", \"kind\": \"attack\", \"status\": \"held\","
	" \"from\": null, \"to\": null, \"title\": {}, \"label\":"
	" {\"en\": \"Attack\"}, \"sources\": 1, \"scope\": \"hidden\","
	" \"importance\": 90, \"mentions\": []}";
static const char linden[] =
	"{\"id\": \"p.linden\", \"name\": \"Olga Linden\", \"kind\": "
	"\"person\","
	" \"party\": \"TSU\", \"names\": {\"ja\": [\"リンデン\","
	" \"オルガ・リンデン\"], \"en\": [\"Linden\"]}, \"mentions\": 4}";

static struct store *open_filled(void)
{
	struct store *s = store_open(path, STORE_WRITE | STORE_CREATE, &e);
	struct record r = { 0 };
	str sha = packed_sha256(a, STR("b"));
	struct article_row row = {
		.id = STR("b-1"),
		.source = sha,
		.title = STR("Harbour [talks]"),
		.url = STR("https://post.example/a?<b> c"),
		.lang = STR("en"),
		.published = STR("2031-03-05"),
		.text = str_of(text),
		.packs = STR("en 1"),
		.brief = nothing_in(a, STR("b-1"), str_of(text), NULL),
	};
	bool is_new;

	ck_assert_msg(s != NULL, "%s", e.text);
	item(&r, "entries", "e." ID "1", "meeting", "core", "2031-03-04",
	     "2031-03-04", met);
	item(&r, "entries", "e." ID "2", "talks", "core", "2031-04-11",
	     "2031-04-20", planned);
	item(&r, "entries", "e." ID "3", "attack", "background", "2030-01-01",
	     "2030-12-31", history);
	item(&r, "entries", "e." ID "4", "attack", "hidden", NULL, NULL,
	     hidden);
	item(&r, "actors", "p.linden", NULL, NULL, NULL, NULL, linden);
	OK(store_begin(s, &e));
	OK(store_put_source(
		s,
		&(struct source_row){ .sha256 = sha,
				      .name = STR("/x/pile/one.txt") },
		STR("b"), &is_new, &e));
	OK(store_put_articles(s, &row, 1, &e));
	OK(store_put_record(s, &r, false, &e));
	OK(store_commit(s, &e));
	return s;
}

static str written(struct view *v, const char *format,
		   const struct view_filter *f)
{
	struct buf b;
	struct out o;
	str s;

	buf_init(&b, 1 << 20);
	out_init(&o, keep, &b);
	OK(export_write(export_find(format), v, f, &o, &e));
	OK(out_done(&o, &e));
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

static str timeline(struct view *v, const struct view_filter *f, uint32_t width,
		    uint32_t *n)
{
	struct buf b;
	struct out o;
	str s;

	buf_init(&b, 1 << 20);
	out_init(&o, keep, &b);
	o.width = width;
	OK(text_timeline(v, f, &o, n, &e));
	OK(out_done(&o, &e));
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

#define HAS(s, part)                                                           \
	ck_assert_msg(str_has(s, STR(part)), "no \"%s\" in:\n%.*s", part,      \
		      STR_FMT(s))
#define LACKS(s, part)                                                         \
	ck_assert_msg(!str_has(s, STR(part)), "\"%s\" in:\n%.*s", part,        \
		      STR_FMT(s))

/* ---- dates */

/* People read them: no sign of a pattern. */
START_TEST(issues_have_plain_labels)
{
	const struct table *t = packs_table(packs, "", "issues");
	struct view v;

	ck_assert_uint_ge(t->n, 20);
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		view_init(&v, a, NULL, packs, (enum lang)lang);
		for (uint32_t i = 0; i < t->n; i++) {
			str issue = table_cell(t, i, table_column(t, "issue"));
			str label = view_issue(&v, issue);

			for (size_t k = 0; k < label.n; k++)
				ck_assert_msg(!strchr("?(){}[]*+", label.p[k]),
					      "%.*s: %.*s", STR_FMT(issue),
					      STR_FMT(label));
		}
	}
}
END_TEST

START_TEST(vague_dates_stay_vague)
{
	static const struct {
		const char *from, *to, *precision, *en, *ja;
	} list[] = {
		{ "2031-03-04", "2031-03-04", "day", "2031-03-04",
		  "2031-03-04" },
		{ "2031-02-01", "2031-02-28", "month", "2031-02", "2031-02" },
		{ "2031-11-11", "2031-11-20", "part", "2031-11 mid",
		  "2031-11 中旬" },
		{ "2031-02-21", "2031-02-28", "part", "2031-02 late",
		  "2031-02 下旬" },
		{ "2031-01-01", "2031-12-31", "year", "2031", "2031" },
		{ "2031-07-01", "2031-12-31", "half", "2031 H2",
		  "2031 下半期" },
		{ "2031-04-01", "2031-06-30", "quarter", "2031 Q2", "2031 Q2" },
		{ "2031-03-01", "2031-05-31", "season", "2031-03–05",
		  "2031-03–05" },
		{ "2031-03-04", "2031-03-07", "day", "2031-03-04–07",
		  "2031-03-04–07" },
		{ "2031-03-30", "2031-04-02", "day", "2031-03-30–04-02",
		  "2031-03-30–04-02" },
		{ "2031-12-30", "2032-01-02", "day", "2031-12-30–2032-01-02",
		  "2031-12-30–2032-01-02" },
		{ NULL, "2031-03-04", "day", "by 2031-03-04", "～2031-03-04" },
		{ "2031-03-04", NULL, "day", "2031-03-04–", "2031-03-04～" },
		{ NULL, NULL, NULL, "undated", "日付不明" },
	};
	struct view v;

	for (size_t i = 0; i < COUNT(list); i++)
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			const char *want =
				lang == LANG_JA ? list[i].ja : list[i].en;
			str s;

			view_init(&v, a, NULL, packs, (enum lang)lang);
			s = view_interval(
				&v,
				list[i].from ? day_parse(str_of(list[i].from))
					     : DAY_NONE,
				list[i].to ? day_parse(str_of(list[i].to))
					   : DAY_NONE,
				str_of(list[i].precision));
			ck_assert_msg(str_is(s, want), "%.*s is not %s",
				      STR_FMT(s), want);
		}
}
END_TEST

/* ---- cells, lines, passages */

START_TEST(cells)
{
	ck_assert_uint_eq(str_cells(STR("abc")), 3);
	ck_assert_uint_eq(str_cells(STR("会談")), 4);
	ck_assert_uint_eq(str_cells(STR("ｶﾓﾒ")), 3);
	ck_assert_uint_eq(str_cells(STR("e\xCC\x81")), 1);
}
END_TEST

static str line(const char *s, uint32_t width)
{
	struct buf b;
	struct out o;
	str out;

	buf_init(&b, 1 << 16);
	out_init(&o, keep, &b);
	out_line(&o, str_of(s), width);
	OK(out_done(&o, &e));
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

START_TEST(lines_are_cut_by_cells_and_harmless)
{
	ck_assert(str_is(line("会談の後で", 10), "会談の後で"));
	ck_assert(str_is(line("会談の後で話した", 10), "会談の後…"));
	ck_assert(str_is(line("会談の後で話した", 9), "会談の後…"));
	ck_assert(str_is(line(" a\n\t b ", 0), "a b"));
	/* no escape of a source reaches the terminal, no turned text */
	ck_assert(str_is(line("a\033[31mb\xC2\x9B"
			      "c\xE2\x80\xAE"
			      "d",
			      0),
			 "a[31mbcd"));
}
END_TEST

START_TEST(wrapped_words_keep_their_paint)
{
	static const span words[] = { { 4, 18 }, { 24, 27 } };
	struct buf b;
	struct out o;

	buf_init(&b, 1 << 16);
	out_init(&o, keep, &b);
	o.color = true;
	o.width = 20;
	out_wrap_painted(&o, STR("one two three four five six"), words, 2,
			 PAINT_STRONG, 0, 2);
	OK(out_done(&o, &e));
	ck_assert_msg(str_is(buf_str(&b), "one \033[1mtwo three four\033[0m\n  "
					  "five \033[1msix\033[0m"),
		      "%s", buf_cstr(&b));
	buf_release(&b);
}
END_TEST

START_TEST(passages)
{
	str t = str_of(text);
	struct passage p = passage_cut(t, (span){ 3, 10 }, 100);

	ck_assert(str_is(p.before, "On "));
	ck_assert(str_is(p.words, "4 March"));
	ck_assert(str_is(p.after, " the two mayors met on Gull Island."));
	ck_assert(!p.more_before && !p.more_after);
	p = passage_cut(t, (span){ 26, 29 }, 8); /* "met" */
	ck_assert(str_is(p.before, "mayors ") && p.more_before);
	ck_assert(str_is(p.after, " on Gull") && p.more_after);
	/* between letters, not within: 半ばに is at 62 */
	p = passage_cut(t, (span){ 62, 68 }, 7);
	ck_assert(utf8_valid_to(p.before) == p.before.n);
	ck_assert(utf8_valid_to(p.after) == p.after.n);
}
END_TEST

START_TEST(a_sink_that_fails_is_told_once)
{
	struct out o;
	struct err err = ERR_INIT;
	int calls = 0;

	out_init(&o, refuse, &calls);
	for (int i = 0; i < 40000; i++)
		out_z(&o, "0123456789");
	ck_assert_int_eq(out_done(&o, &err), -1);
	ck_assert_int_eq(err.code, ERR_FULL);
	ck_assert_int_eq(calls, 1);
}
END_TEST

/* ---- filters, ids, names */

START_TEST(scopes_and_importance)
{
	struct store *s = open_filled();
	struct view_filter f = VIEW_FILTER("entries");
	struct view v;
	uint32_t n;
	str t;

	view_init(&v, a, s, packs, LANG_EN);
	t = timeline(&v, &f, 80, &n);
	ck_assert_uint_eq(n, 2);
	HAS(t, "e." ID "1  2031-03-04      Meeting (2)  the two mayors met");
	HAS(t, "e." ID "2  2031-04 mid   ? Talks (planned)\n");
	f.all = true;
	timeline(&v, &f, 80, &n);
	ck_assert_uint_eq(n, 3);
	f.hidden = true;
	timeline(&v, &f, 80, &n);
	ck_assert_uint_eq(n, 4);
	f.hidden = f.all = false;
	t = timeline(&v, &f, 44, &n); /* a label is not cut */
	HAS(t, "? Talks\n                              (planned)\n");
	f.most = 1; /* the planned one weighs more */
	t = timeline(&v, &f, 80, &n);
	ck_assert_uint_eq(n, 1);
	HAS(t, "Talks");
	f = (struct view_filter)VIEW_FILTER("entries");
	f.from = day_of(2031, 4, 1);
	t = timeline(&v, &f, 80, &n);
	LACKS(t, "Meeting");
	store_close(&s);
}
END_TEST

START_TEST(ids)
{
	struct store *s = open_filled();
	struct json_t *x;
	struct view v;
	str layer, like[3];

	view_init(&v, a, s, packs, LANG_EN);
	OK(view_find(&v, STR("e." ID "9"), &layer, &x, &e)); /* an alias */
	ck_assert(x && str_is(item_str(x, "id"), "e." ID "1"));
	item_free(&x);
	OK(view_find(&v, STR("e.none"), &layer, &x, &e));
	ck_assert(!x);
	ck_assert_uint_eq(view_similar(&v, STR("p.lindem"), like, 3, &e), 1);
	ck_assert(str_is(like[0], "p.linden"));
	ck_assert_uint_eq(view_similar(&v, STR("zzzzzzzz"), like, 3, &e), 0);
	store_close(&s);
}
END_TEST

START_TEST(names)
{
	struct store *s = open_filled();
	struct view v;

	view_init(&v, a, s, packs, LANG_JA);
	ck_assert(str_is(view_name(&v, STR("p.linden")), "オルガ・リンデン"));
	ck_assert(str_is(view_name(&v, STR("USA")), "米国"));
	ck_assert(str_is(view_name(&v, STR("nobody")), "nobody"));
	ck_assert(str_is(view_actor(&v, STR("リンデン"), &e), "p.linden"));
	ck_assert(str_is(view_actor(&v, STR("linden"), &e), "p.linden"));
	ck_assert(str_is(view_actor(&v, STR("ロシア"), &e), "RUS"));
	ck_assert(!view_actor(&v, STR("Nobody"), &e).n);
	store_close(&s);
}
END_TEST

/* ---- exports */

START_TEST(json_is_the_whole_record)
{
	struct store *s = open_filled();
	struct view_filter f = VIEW_FILTER("entries");
	struct view v;
	json_t *all;
	str t;

	f.all = f.hidden = true;
	view_init(&v, a, s, packs, LANG_EN);
	t = written(&v, "json", &f);
	all = json_loadb(t.p, t.n, 0, NULL);
	ck_assert(json_is_object(all));
	ck_assert_uint_eq(json_object_size(all), 12);
	ck_assert_uint_eq(json_array_size(json_object_get(all, "entries")), 4);
	ck_assert_uint_eq(json_array_size(json_object_get(all, "sources")), 1);
	ck_assert(json_is_array(json_object_get(all, "gaps")));
	ck_assert_str_eq(
		json_string_value(json_object_get(
			json_array_get(json_object_get(all, "articles"), 0),
			"text")),
		text);
	json_decref(all);
	store_close(&s);
}
END_TEST

START_TEST(csv_is_no_formula)
{
	struct store *s = open_filled();
	struct view_filter f = VIEW_FILTER("entries");
	struct view v;
	str t;

	f.all = true;
	view_init(&v, a, s, packs, LANG_EN);
	t = written(&v, "csv", &f);
	HAS(t, ",\"'=HYPERLINK(\"\"x\"\"), \"\"<b>*raid*\",");
	HAS(t, "\r\ne." ID "1,2031-03-04,2031-03-04,day,");
	store_close(&s);
}
END_TEST

START_TEST(markdown_is_text)
{
	struct store *s = open_filled();
	struct view_filter f = VIEW_FILTER("entries");
	struct view v;
	str t;

	f.all = true;
	view_init(&v, a, s, packs, LANG_EN);
	t = written(&v, "markdown", &f);
	HAS(t, "“=HYPERLINK(\"x\"), \"\\<b\\>\\*raid\\*”[^1]");
	HAS(t, "[^1]: Harbour \\[talks\\]. 2031-03-05. "
	       "<https://post.example/a?bc>");
	HAS(t, "\n## 2030\n");
	LACKS(t, "/x/pile");
	store_close(&s);
}
END_TEST

START_TEST(an_entry_opens_its_words)
{
	struct store *s = open_filled();
	struct json_t *x = item_parse(str_of(met));
	struct view v;
	struct buf b;
	struct out o;

	view_init(&v, a, s, packs, LANG_EN);
	buf_init(&b, 1 << 20);
	out_init(&o, keep, &b);
	OK(text_item(&v, STR("entries"), x, &o, &e));
	OK(out_done(&o, &e));
	HAS(buf_str(&b), "On ⟦4 March⟧ the two mayors met");
	HAS(buf_str(&b), "(the same words as for: date)");
	buf_release(&b);
	item_free(&x);
	store_close(&s);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("show");
	TCase *c = tcase_create("views");
	SRunner *runner;
	int failed;

	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, issues_have_plain_labels);
	tcase_add_test(c, vague_dates_stay_vague);
	tcase_add_test(c, cells);
	tcase_add_test(c, lines_are_cut_by_cells_and_harmless);
	tcase_add_test(c, wrapped_words_keep_their_paint);
	tcase_add_test(c, passages);
	tcase_add_test(c, a_sink_that_fails_is_told_once);
	tcase_add_test(c, scopes_and_importance);
	tcase_add_test(c, ids);
	tcase_add_test(c, names);
	tcase_add_test(c, json_is_the_whole_record);
	tcase_add_test(c, csv_is_no_formula);
	tcase_add_test(c, markdown_is_text);
	tcase_add_test(c, an_entry_opens_its_words);
	suite_add_tcase(suite, c);
	runner = srunner_create(suite);
	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed != 0;
}
