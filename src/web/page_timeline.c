/* page_timeline.c - the chronology, its filters, and what is ahead. */
#include <time.h>

#include "base/json.h"
#include "web/web_priv.h"

static const char *const statuses[] = { "held",	    "ongoing",	   "planned",
					"proposed", "cancelled",   "postponed",
					"denied",   "hypothetical" };
static const char *const scopes[] = { "core", "background", "outside",
				      "hidden" };
static const char *const kinds[] = {
	"meeting",	   "talks",
	"visit",	   "call",
	"proposal",	   "counterproposal",
	"revision",	   "offer",
	"agreement",	   "signing",
	"ceasefire",	   "prisoner-exchange",
	"acceptance",	   "partial-acceptance",
	"rejection",	   "demand",
	"deadline",	   "threat",
	"readiness",	   "sanction",
	"sanction-relief", "aid",
	"aid-cut",	   "violation",
	"attack",	   "withdrawal",
	"release",	   "detention",
	"cancellation",	   "postponement",
	"appointment",	   "invitation",
	"criticism",	   "praise",
	"statement",	   "report",
	"election",	   "other",
};

static void put_option(struct req *r, str value, str text, str chosen)
{
	struct html *h = &r->h;

	html_raw(h, "<option");
	html_attr(h, "value", value);
	if (str_eq(value, chosen))
		html_raw(h, " selected");
	html_raw(h, ">");
	html_txt(h, text);
	html_raw(h, "</option>");
}

static str choice(struct req *r, const char *name, str code)
{
	if (strcmp(name, "kind") == 0)
		return name_of(r, code);
	if (strcmp(name, "issue") == 0)
		return view_issue(&r->view, code);
	if (strcmp(name, "kind_of_conflict") == 0)
		return view_word(&r->view, "conflict", code);
	if (strcmp(name, "kind_of_gap") == 0)
		return view_word(&r->view, "gap", code);
	return view_word(&r->view, name, code);
}

void put_select(struct req *r, const char *name, enum word label,
		const char *const *list, size_t n, str chosen)
{
	struct html *h = &r->h;

	html_raw(h, "<label>");
	put_word(r, label);
	html_raw(h, "<select");
	html_attr(h, "name",
		  str_starts(str_of(name), STR("kind")) ? STR("kind")
							: str_of(name));
	html_raw(h, ">");
	put_option(r, STR(""), word(r, WORD_ALL), chosen);
	for (size_t i = 0; i < n; i++)
		put_option(r, str_of(list[i]), choice(r, name, str_of(list[i])),
			   chosen);
	html_raw(h, "</select></label>");
}

void put_input(struct req *r, const char *name, const char *type,
	       enum word label)
{
	struct html *h = &r->h;

	html_raw(h, "<label>");
	put_word(r, label);
	html_raw(h, "<input");
	html_attr(h, "type", str_of(type));
	html_attr(h, "name", str_of(name));
	html_attr(h, "value", req_param(r, name));
	if (strcmp(name, "actor") == 0)
		html_raw(h, " list=\"actors\"");
	html_raw(h, "></label>");
}

int put_actor_choices(struct req *r, struct err *e)
{
	struct item_query q = req_layer(STR("actors"));
	struct items list;

	q.limit = 300;
	if (req_items(r, &q, &list, e) < 0)
		return -1;
	html_raw(&r->h, "<datalist id=\"actors\">");
	for (uint32_t i = 0; i < list.n; i++) {
		str id = item_str(list.v[i], "id");

		put_option(r, id, view_name(&r->view, id), STR("-"));
	}
	html_raw(&r->h, "</datalist>");
	return 0;
}

static int put_filters(struct req *r, str scope, struct err *e)
{
	const struct table *t = packs_table(r->web->o->packs, "", "issues");
	struct html *h = &r->h;
	const char *issues[128];
	int column = table_column(t, "issue");
	size_t n = 0;

	for (uint32_t i = 0; i < t->n && n < COUNT(issues); i++) {
		str issue = table_cell(t, i, column);

		if (!str_is(issue, "none")) /* words that name no issue */
			issues[n++] = arena_z(r->arena, issue);
	}
	html_raw(h, "<form class=\"filters\" action=\"/\"");
	html_attr(h, "aria-label", word(r, WORD_FILTERS));
	html_raw(h, ">");
	put_input(r, "from", "date", WORD_FROM);
	put_input(r, "to", "date", WORD_TO);
	put_input(r, "actor", "text", WORD_ACTOR);
	put_select(r, "kind", WORD_KIND, kinds, COUNT(kinds),
		   req_param(r, "kind"));
	put_select(r, "status", WORD_STATUS, statuses, COUNT(statuses),
		   req_param(r, "status"));
	put_select(r, "issue", WORD_ISSUE, issues, n, req_param(r, "issue"));
	put_select(r, "scope", WORD_SCOPE, scopes, COUNT(scopes), scope);
	html_raw(h, "<button>");
	put_word(r, WORD_FILTER);
	html_raw(h, "</button> <a href=\"/\">");
	put_word(r, WORD_CLEAR);
	html_raw(h, "</a>");
	html_raw(h, "</form>");
	return put_actor_choices(r, e);
}

static void put_quote(struct req *r, const struct json_t *x)
{
	bool ja = r->lang == LANG_JA;
	str own = item_str(x, ja ? "title.ja" : "title.en");

	html_raw(&r->h, "<p class=\"words\"");
	html_attr(&r->h, "lang", (own.n != 0) == ja ? STR("ja") : STR("en"));
	html_raw(&r->h, ">");
	html_txt(&r->h, view_words(&r->view, x));
	html_raw(&r->h, "</p>");
}

static void put_entry(struct req *r, const struct json_t *x)
{
	struct html *h = &r->h;
	str status = item_str(x, "status");

	html_raw(h, "<li");
	html_attr(h, "class",
		  arena_printf(r->arena, "entry is-%.*s", STR_FMT(status)));
	html_raw(h, "><p class=\"when\">");
	put_date(r, x);
	html_raw(h, "</p><div><h3><a href=\"/entry/");
	html_url(h, item_str(x, "id"));
	html_raw(h, "\">");
	html_txt(h, view_title(&r->view, x));
	html_raw(h, "</a> ");
	/* most labels say it already */
	if (!str_is(status, "held") &&
	    !str_has(view_title(&r->view, x),
		     view_word(&r->view, "status", status)))
		put_status(r, status);
	html_raw(h, "</h3>");
	put_quote(r, x);
	html_raw(h, "</div><p class=\"count\"><span");
	html_attr(h, "title", word(r, WORD_SOURCES));
	html_raw(h, ">");
	html_int(h, item_int(x, "sources"));
	html_raw(h, "<span class=\"unit\"> ");
	put_word(r, item_int(x, "sources") == 1 ? WORD_SOURCE : WORD_SOURCES);
	html_raw(h, "</span></span></p></li>");
}

/* Never STR_NONE: an undated one has a month of its own. */
static str month_of(const struct json_t *x)
{
	str from = item_str(x, "from");

	if (!from.n)
		from = item_str(x, "to");
	return from.n ? str_cut(from, 0, 7) : STR("");
}

/* Under a heading for each month; month: of the row before, or STR_NONE.
 * Returns that of the last row. */
static str put_months(struct req *r, const struct items *list, str month)
{
	struct html *h = &r->h;

	for (uint32_t i = 0; i < list->n; i++) {
		str when = month_of(list->v[i]);
		bool same = month.p && str_eq(month, when);

		if (i && !same)
			html_raw(h, "</ol>");
		if (!same) {
			html_raw(h, "<h2 class=\"month\">");
			html_txt(h, when.n ? when : word(r, WORD_UNDATED));
			html_raw(h, "</h2>");
		}
		if (i == 0 || !same)
			html_raw(h, "<ol class=\"chronology\">");
		put_entry(r, list->v[i]);
		month = when;
	}
	if (list->n) {
		html_raw(h, "</ol>");
	} else {
		html_raw(h, "<p class=\"nothing\">");
		put_word(r, WORD_NOTHING);
		html_raw(h, "</p>");
	}
	return month;
}

void put_entries(struct req *r, const struct items *list)
{
	put_months(r, list, STR_NONE);
}

static struct item_query query_of(struct req *r, str scope)
{
	struct item_query q = req_layer(STR("entries"));
	str from = req_param(r, "from"), to = req_param(r, "to");

	q.from = from.n ? day_parse(from) : DAY_NONE;
	q.to = to.n ? day_parse(to) : DAY_NONE;
	q.kind = req_param(r, "kind");
	q.status = req_param(r, "status");
	q.issue = req_param(r, "issue");
	q.article = req_param(r, "article");
	q.scope = scope;
	q.limit = WEB_ROWS + 1; /* one more tells that there are more */
	q.offset = req_number(r, "offset", 1u << 30);
	return q;
}

static bool has_param(const struct req *r, const char *name)
{
	return MHD_lookup_connection_value(r->c, MHD_GET_ARGUMENT_KIND, name) !=
	       NULL;
}

/* What was typed may be an id, a code or any spelling of a name; a name that
 * nobody bears finds nothing. */
static int actor_query(struct req *r, struct item_query *q, struct err *e)
{
	str typed = str_trim(req_param(r, "actor"));

	if (!typed.n)
		return 0;
	q->actor = view_actor(&r->view, typed, e);
	if (!q->actor.n)
		q->actor = typed;
	return e->code == ERR_NONE ? 0 : -1;
}

static str scope_of(struct req *r)
{
	return has_param(r, "scope") ? req_param(r, "scope") : STR("core");
}

/* In blocks, which script takes away and brings back; month: of the row before
 * the first. */
static void put_blocks(struct req *r, const struct items *list, uint32_t offset,
		       str month)
{
	html_raw(&r->h, "<div id=\"rows\">");
	for (uint32_t i = 0; i < list->n || i == 0; i += WEB_BLOCK) {
		struct items part = *list;

		part.v += i;
		part.n = list->n - i < WEB_BLOCK ? list->n - i : WEB_BLOCK;
		html_raw(&r->h, "<div class=\"block\" data-at=\"");
		html_int(&r->h, offset + i);
		html_raw(&r->h, "\">");
		month = put_months(r, &part, month);
		html_raw(&r->h, "</div>");
	}
	html_raw(&r->h, "</div>");
}

int page_timeline(struct req *r, struct err *e)
{
	struct item_query q = query_of(r, scope_of(r));
	struct items list;
	bool more;

	if (actor_query(r, &q, e) < 0 || req_items(r, &q, &list, e) < 0)
		return -1;
	more = list.n > WEB_ROWS;
	if (more)
		list.n = WEB_ROWS;
	page_begin(r, word(r, WORD_TIMELINE));
	html_raw(&r->h, "<h1>");
	put_word(r, WORD_TIMELINE);
	html_raw(&r->h, "</h1>");
	if (put_filters(r, q.scope, e) < 0)
		return -1;
	put_band(r, &list);
	put_blocks(r, &list, q.offset, STR_NONE);
	put_pager(r, q.offset, list.n, more);
	page_end(r);
	return 0;
}

/* One block alone, for script: the row before it is read for its month. */
int part_rows(struct req *r, struct err *e)
{
	struct item_query q = query_of(r, scope_of(r));
	uint32_t offset = q.offset;
	str month = STR_NONE;
	struct items list;

	q.limit = WEB_BLOCK;
	if (offset) {
		q.offset--;
		q.limit++;
	}
	if (actor_query(r, &q, e) < 0 || req_items(r, &q, &list, e) < 0)
		return -1;
	if (offset && list.n) {
		month = month_of(list.v[0]);
		list.v++;
		list.n--;
	}
	put_blocks(r, &list, offset, month);
	return 0;
}

int api_count(struct req *r, struct err *e)
{
	struct item_query q = query_of(r, scope_of(r));
	struct json j;
	uint32_t n;

	if (actor_query(r, &q, e) < 0 ||
	    store_count_items(r->store, &q, &n, e) < 0)
		return -1;
	r->type = "application/json; charset=utf-8";
	json_init(&j, &r->h.out, 0);
	json_open(&j, '{');
	json_put_int(&j, "count", n);
	json_put_int(&j, "block", WEB_BLOCK);
	json_close(&j);
	return 0;
}

/* ---- what is ahead */
static day today(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (day)(t.tv_sec / 86400);
}

static bool is_ahead(str status)
{
	return str_is(status, "planned") || str_is(status, "proposed") ||
	       str_is(status, "postponed") || str_is(status, "ongoing");
}

int page_next(struct req *r, struct err *e)
{
	struct item_query q = req_layer(STR("entries"));
	day now = day_parse(req_param(r, "today").n ? req_param(r, "today")
						    : STR("-"));
	struct items list, ahead = { 0 };

	if (now == DAY_NONE)
		now = today();
	q.from = now;
	if (req_items(r, &q, &list, e) < 0)
		return -1;
	for (uint32_t i = 0; i < list.n; i++)
		if (is_ahead(item_str(list.v[i], "status")) ||
		    str_is(item_str(list.v[i], "kind"), "deadline"))
			*vec_add(r->arena, &ahead) = list.v[i];
	page_begin(r, word(r, WORD_NEXT));
	html_raw(&r->h, "<h1>");
	put_word(r, WORD_NEXT);
	html_raw(&r->h,
		 "</h1><form class=\"filters\" action=\"/next\"><label>");
	put_word(r, WORD_TODAY);
	html_raw(&r->h, "<input type=\"date\" name=\"today\"");
	html_attr(&r->h, "value", day_text(r->arena, now));
	html_raw(&r->h, "></label><button>");
	put_word(r, WORD_FILTER);
	html_raw(&r->h, "</button></form>");
	put_entries(r, &ahead);
	page_end(r);
	return 0;
}
