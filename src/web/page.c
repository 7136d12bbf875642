/* page.c - what all pages have: head and foot, words in the reader's
 * language, names, dates, and the words of sources in their context. */
#include "show/passage.h"
#include "web/web_priv.h"

static const struct {
	str en, ja;
} words[] = {
#define WORD(id, en, ja) { { en, sizeof(en) - 1 }, { ja, sizeof(ja) - 1 } },
#include "web/words.def"
#undef WORD
};

static const struct {
	const char *code;
	str en, ja;
} names[] = {
#define NAME(code, en, ja)                                                     \
	{ code, { en, sizeof(en) - 1 }, { ja, sizeof(ja) - 1 } },
#include "web/names.def"
#undef NAME
};

str word(const struct req *r, enum word w)
{
	return r->lang == LANG_JA ? words[w].ja : words[w].en;
}

void put_word(struct req *r, enum word w)
{
	html_txt(&r->h, word(r, w));
}

str name_of(const struct req *r, str code)
{
	for (size_t i = 0; i < COUNT(names); i++)
		if (str_is(code, names[i].code))
			return r->lang == LANG_JA ? names[i].ja : names[i].en;
	return code;
}

/* ---- frame */
static const struct {
	const char *path;
	enum word name;
} menu[] = {
	{ "/", WORD_TIMELINE },
	{ "/next", WORD_NEXT },
	{ "/changes", WORD_CHANGES },
	{ "/conflicts", WORD_CONFLICTS },
	{ "/gaps", WORD_GAPS },
	{ "/plans", WORD_PLANS },
	{ "/positions", WORD_POSITIONS },
	{ "/pressure", WORD_PRESSURE },
	{ "/statements", WORD_STATEMENTS },
	{ "/actors", WORD_ACTORS },
	{ "/articles", WORD_ARTICLES },
	{ "/queue", WORD_QUEUE },
	{ "/reviews", WORD_REVIEWS },
	{ "/add", WORD_ADD },
};

static void put_menu(struct req *r)
{
	struct html *h = &r->h;

	html_raw(h, "<nav aria-label=\"keii\"><ul>");
	for (size_t i = 0; i < COUNT(menu); i++) {
		html_raw(h, "<li><a");
		html_attr(h, "href", str_of(menu[i].path));
		if (str_is(r->path, menu[i].path))
			html_raw(h, " aria-current=\"page\"");
		html_raw(h, ">");
		put_word(r, menu[i].name);
		html_raw(h, "</a></li>");
	}
	html_raw(h, "</ul></nav>");
}

static void put_tools(struct req *r)
{
	struct html *h = &r->h;

	html_raw(h, "<form class=\"find\" role=\"search\" action=\"/search\">"
		    "<input type=\"search\" name=\"q\"");
	html_attr(h, "aria-label", word(r, WORD_SEARCH));
	html_attr(h, "placeholder", word(r, WORD_SEARCH));
	if (str_is(r->path, "/search"))
		html_attr(h, "value", req_param(r, "q"));
	html_raw(h, "><button>");
	put_word(r, WORD_SEARCH);
	html_raw(h, "</button></form><p class=\"langs\">"
		    "<a href=\"?lang=ja\" lang=\"ja\" hreflang=\"ja\">"
		    "日本語</a> <a href=\"?lang=en\" lang=\"en\" "
		    "hreflang=\"en\">English</a></p>");
}

void page_begin(struct req *r, str title)
{
	struct html *h = &r->h;

	if (!r->bare)
		visit_read(r);
	html_raw(h, "<!DOCTYPE html>\n<html");
	html_attr(h, "lang", lang_name(r->lang));
	if (!r->bare)
		html_attr(h, "data-version", r->version);
	if (r->form || r->bare) /* asked for again it would be another page */
		html_raw(h, " data-still");
	html_raw(h, "><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
		    "content=\"width=device-width, initial-scale=1\"><title>");
	html_txt(h, title);
	html_raw(h, " – keii</title>"
		    "<link rel=\"stylesheet\" href=\"/static/keii.css\">"
		    "<link rel=\"icon\" href=\"/static/keii.svg\">"
		    "<script type=\"module\" src=\"/static/keii.js\"></script>"
		    "</head><body><a class=\"skip\" href=\"#main\">");
	put_word(r, WORD_SKIP);
	html_raw(h, "</a><header><a class=\"brand\" href=\"/\">keii "
		    "<span lang=\"ja\">経緯</span></a>");
	if (!r->bare) {
		put_tools(r);
		put_menu(r);
	}
	html_raw(h, "</header><main id=\"main\" tabindex=\"-1\">");
}

void page_end(struct req *r)
{
	html_raw(&r->h, "</main></body></html>\n");
}

int page_error(struct req *r, unsigned status, enum word what)
{
	r->status = status;
	page_begin(r, word(r, what));
	html_raw(&r->h, "<h1>");
	html_int(&r->h, (long long)status);
	html_raw(&r->h, "</h1><p>");
	put_word(r, what);
	html_raw(&r->h, "</p>");
	page_end(r);
	return 0;
}

void put_token(struct req *r)
{
	html_raw(&r->h, "<input type=\"hidden\" name=\"token\"");
	html_attr(&r->h, "value", str_of(r->web->token));
	html_raw(&r->h, ">");
}

/* ---- parts */
void put_date(struct req *r, const struct json_t *item)
{
	struct html *h = &r->h;
	str from = item_str(item, "from"), to = item_str(item, "to");

	if (!from.n && !to.n) {
		html_raw(h, "<span class=\"weak\">");
		put_word(r, WORD_UNDATED);
		html_raw(h, "</span>");
		return;
	}
	html_raw(h, "<time");
	html_attr(h, "datetime", from.n ? from : to);
	html_attr(h, "title", item_str(item, "edtf"));
	html_raw(h, ">");
	html_txt(h, view_when(&r->view, item));
	html_raw(h, "</time>");
}

void put_status(struct req *r, str status)
{
	struct html *h = &r->h;

	if (!status.n)
		return;
	html_raw(h, "<span");
	html_attr(h, "class",
		  arena_printf(r->arena, "status s-%.*s", STR_FMT(status)));
	html_raw(h, ">");
	html_txt(h, view_word(&r->view, "status", status));
	html_raw(h, "</span>");
}

static void put_place(struct req *r, const struct json_t *x)
{
	struct html *h = &r->h;
	const struct article_row *row = req_article(r, item_str(x, "article"));
	span at = item_span(x, "span");
	struct passage p;

	if (!row || at.to > row->text.n || at.from >= at.to)
		return;
	p = passage_cut(row->text, at, 90);
	html_raw(h, "<blockquote");
	html_attr(h, "lang", row->lang);
	html_raw(h, "><p>");
	if (p.more_before)
		html_raw(h, "…");
	html_txt(h, p.before);
	html_raw(h, "<mark>");
	html_txt(h, p.words);
	html_raw(h, "</mark>");
	html_txt(h, p.after);
	if (p.more_after)
		html_raw(h, "…");
	html_raw(h, "</p><cite><a href=\"/article/");
	html_url(h, row->id);
	html_raw(h, "?from=");
	html_int(h, at.from);
	html_raw(h, "&amp;to=");
	html_int(h, at.to);
	html_raw(h, "#here\"");
	html_attr(h, "title", item_str(x, "rule"));
	html_raw(h, ">");
	html_txt(h, row->publisher.n ? row->publisher
		    : row->title.n   ? row->title
				     : row->id);
	if (row->published.n) {
		html_raw(h, ", ");
		html_txt(h, str_cut(row->published, 0, 10));
	}
	html_raw(h, "</a></cite></blockquote>");
}

void put_places(struct req *r, const struct json_t *list, uint32_t most)
{
	uint32_t n = item_count(list);

	for (uint32_t i = 0; i < n && i < most; i++)
		put_place(r, item_nth(list, i));
	if (n > most) {
		html_raw(&r->h, "<p class=\"weak\">… +");
		html_int(&r->h, n - most);
		html_raw(&r->h, "</p>");
	}
}

void put_item_link(struct req *r, str id)
{
	struct html *h = &r->h;
	str layer = STR_NONE;
	const struct json_t *x = req_lookup(r, id, &layer);

	if (!x) {
		html_txt(h, id);
		return;
	}
	if (str_is(layer, "entries"))
		html_raw(h, "<a href=\"/entry/");
	else if (str_is(layer, "proposals"))
		html_raw(h, "<a href=\"/plan/");
	else if (str_is(layer, "actors"))
		html_raw(h, "<a href=\"/?actor=");
	else
		html_raw(h, "<a href=\"/api/item/");
	html_url(h, id);
	html_raw(h, "\">");
	html_txt(h, view_title(&r->view, x));
	html_raw(h, "</a>");
	if (item_str(x, "from").n) {
		html_raw(h, " <span class=\"weak\">");
		put_date(r, x);
		html_raw(h, "</span>");
	}
}

/* The other parameters of the query stay. */

static enum MHD_Result each_param(void *ctx, enum MHD_ValueKind kind,
				  const char *key, const char *value)
{
	struct req *r = ctx;

	(void)kind;
	if (strcmp(key, "offset") == 0 || !value || !*value)
		return MHD_YES;
	html_url(&r->h, str_of(key));
	html_raw(&r->h, "=");
	html_url(&r->h, str_of(value));
	html_raw(&r->h, "&amp;");
	return MHD_YES;
}

static void put_step(struct req *r, uint32_t offset, enum word name)
{

	html_raw(&r->h, "<a href=\"?");
	MHD_get_connection_values(r->c, MHD_GET_ARGUMENT_KIND, each_param, r);
	html_raw(&r->h, "offset=");
	html_int(&r->h, offset);
	html_raw(&r->h, "\">");
	put_word(r, name);
	html_raw(&r->h, "</a> ");
}

void put_pager(struct req *r, uint32_t offset, uint32_t n, bool more)
{
	if (!offset && !more)
		return;
	html_raw(&r->h, "<p class=\"pager\">");
	if (offset)
		put_step(r, offset > WEB_ROWS ? offset - WEB_ROWS : 0,
			 WORD_PREVIOUS);
	if (more)
		put_step(r, offset + n, WORD_FOLLOWING);
	html_raw(&r->h, "</p>");
}
