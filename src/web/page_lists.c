/* page_lists.c - conflicts, gaps, statements, actors, decisions. */
#include <stdlib.h>

#include "base/utf8.h"
#include "web/web_priv.h"

static void heading(struct req *r, enum word name)
{
	page_begin(r, word(r, name));
	html_raw(&r->h, "<h1>");
	put_word(r, name);
	html_raw(&r->h, "</h1>");
}

static void nothing(struct req *r, uint32_t n)
{
	if (n)
		return;
	html_raw(&r->h, "<p class=\"nothing\">");
	put_word(r, WORD_NOTHING);
	html_raw(&r->h, "</p>");
}

static int load_page(struct req *r, str layer, struct item_query *q,
		     struct items *list, bool *more, struct err *e)
{
	str typed = str_trim(req_param(r, "actor"));
	str from = req_param(r, "from"), to = req_param(r, "to");

	*q = req_layer(layer);
	q->limit = WEB_ROWS + 1;
	q->offset = req_number(r, "offset", 1u << 30);
	q->kind = req_param(r, "kind");
	q->issue = req_param(r, "issue");
	q->from = from.n ? day_parse(from) : DAY_NONE;
	q->to = to.n ? day_parse(to) : DAY_NONE;
	if (typed.n) {
		q->actor = view_actor(&r->view, typed, e);
		if (e->code != ERR_NONE)
			return -1;
		if (!q->actor.n)
			q->actor = typed;
	}
	if (req_items(r, q, list, e) < 0)
		return -1;
	*more = list->n > WEB_ROWS;
	if (*more)
		list->n = WEB_ROWS;
	return 0;
}

/* kinds: NULL, then actor, days and issue can be chosen. */
static int put_filters(struct req *r, const char *action, const char *what,
		       const char *const *kinds, size_t n, struct err *e)
{
	struct html *h = &r->h;

	html_raw(h, "<form class=\"filters\"");
	html_attr(h, "action", str_of(action));
	html_attr(h, "aria-label", word(r, WORD_FILTERS));
	html_raw(h, ">");
	if (kinds) {
		put_select(r, what, WORD_KIND, kinds, n, req_param(r, "kind"));
	} else {
		put_input(r, "actor", "text", WORD_ACTOR);
		put_input(r, "from", "date", WORD_FROM);
		put_input(r, "to", "date", WORD_TO);
	}
	html_raw(h, "<button>");
	put_word(r, WORD_FILTER);
	html_raw(h, "</button></form>");
	return kinds ? 0 : put_actor_choices(r, e);
}

/* Of a difference in wording, the words below are the claim. */
static void put_claim(struct req *r, const struct json_t *x,
		      const struct json_t *side)
{
	html_raw(&r->h, "<h3>");
	html_txt(&r->h, view_claim(&r->view, x, item_str(side, "claim")));
	html_raw(&r->h, "</h3>");
}

int page_conflicts(struct req *r, struct err *e)
{
	static const char *const kinds[] = { "value",	    "status",
					     "attribution", "version",
					     "count",	    "wording",
					     "precision" };
	struct html *h = &r->h;
	struct item_query q;
	struct items list;
	bool more;

	if (load_page(r, STR("conflicts"), &q, &list, &more, e) < 0)
		return -1;
	heading(r, WORD_CONFLICTS);
	put_filters(r, "/conflicts", "kind_of_conflict", kinds, COUNT(kinds),
		    e);
	for (uint32_t i = 0; i < list.n; i++) {
		const struct json_t *sides = item_at(list.v[i], "sides");

		html_raw(h, "<section class=\"card\"><h2>");
		html_txt(h, view_word(&r->view, "conflict",
				      item_str(list.v[i], "kind")));
		html_raw(h, " <span class=\"weak\">");
		put_item_link(r, item_str(list.v[i], "about"));
		html_raw(h, "</span></h2><div class=\"sides\">");
		for (uint32_t k = 0; k < item_count(sides); k++) {
			const struct json_t *side = item_nth(sides, k);

			html_raw(h, "<div>");
			if (!str_is(item_str(list.v[i], "kind"), "wording"))
				put_claim(r, list.v[i], side);
			put_places(r, item_at(side, "evidence"), 4);
			html_raw(h, "</div>");
		}
		html_raw(h, "</div></section>");
	}
	nothing(r, list.n);
	put_pager(r, q.offset, list.n, more);
	page_end(r);
	return 0;
}

int page_gaps(struct req *r, struct err *e)
{
	static const char *const kinds[] = { "no-outcome",     "count",
					     "untold-content", "untold-step",
					     "no-date",	       "no-place",
					     "single-source" };
	struct html *h = &r->h;
	struct item_query q;
	struct items list;
	bool more;

	if (load_page(r, STR("gaps"), &q, &list, &more, e) < 0)
		return -1;
	heading(r, WORD_GAPS);
	put_filters(r, "/gaps", "kind_of_gap", kinds, COUNT(kinds), e);
	for (uint32_t i = 0; i < list.n; i++) {
		const struct json_t *x = list.v[i];

		html_raw(h, "<section class=\"card\"><h2>");
		html_txt(h, item_str(x, r->lang == LANG_JA ? "text.ja"
							   : "text.en"));
		html_raw(h, "</h2><p>");
		put_item_link(r, item_str(x, "about"));
		html_raw(h, " <span class=\"weak\">");
		html_txt(h, view_word(&r->view, "gap", item_str(x, "kind")));
		html_raw(h, "</span></p>");
		put_places(r, item_at(x, "evidence"), 3);
		html_raw(h, "</section>");
	}
	nothing(r, list.n);
	put_pager(r, q.offset, list.n, more);
	page_end(r);
	return 0;
}

/* ---- statements, by speaker */
static int by_speaker(const void *a, const void *b)
{
	const struct json_t *const *x = a, *const *y = b;
	str s = item_str(*x, "speaker"), t = item_str(*y, "speaker");
	int c;

	if (!s.n != !t.n)
		return s.n ? -1 : 1; /* who is not told comes last */
	c = str_cmp(s, t);
	if (c == 0)
		c = str_cmp(item_str(*x, "from"), item_str(*y, "from"));
	return c ? c : str_cmp(item_str(*x, "id"), item_str(*y, "id"));
}

static void put_statement(struct req *r, const struct json_t *x)
{
	const struct json_t *quote = item_at(x, "quote");
	struct html *h = &r->h;

	html_raw(h, "<li><p class=\"weak\">");
	put_date(r, x);
	html_raw(h, " · ");
	html_txt(h, view_word(&r->view, "form", item_str(x, "form")));
	if (item_str(x, "speaker_words").n) {
		html_raw(h, " · ");
		html_txt(h, item_str(x, "speaker_words"));
	}
	if (item_str(x, "reported_by").n) {
		html_raw(h, " · ← ");
		html_txt(h, view_name(&r->view, item_str(x, "reported_by")));
	}
	html_raw(h, "</p>");
	put_places(r, item_count(quote) ? quote : item_at(x, "evidence"), 2);
	html_raw(h, "</li>");
}

int page_statements(struct req *r, struct err *e)
{
	struct html *h = &r->h;
	struct item_query q;
	struct items list;
	str last = STR_NONE;
	bool more;

	if (load_page(r, STR("statements"), &q, &list, &more, e) < 0)
		return -1;
	heading(r, WORD_STATEMENTS);
	if (put_filters(r, "/statements", NULL, NULL, 0, e) < 0)
		return -1;
	if (list.n)
		qsort(list.v, list.n, sizeof(*list.v), by_speaker);
	for (uint32_t i = 0; i < list.n; i++) {
		str who = item_str(list.v[i], "speaker");

		if (i == 0 || !str_eq(who, last)) {
			if (i)
				html_raw(h, "</ul>");
			html_raw(h, "<h2>");
			if (who.n)
				html_txt(h, view_name(&r->view, who));
			else
				put_word(r, WORD_UNKNOWN_SPEAKER);
			html_raw(h, "</h2><ul class=\"said\">");
		}
		last = who;
		put_statement(r, list.v[i]);
	}
	if (list.n)
		html_raw(h, "</ul>");
	nothing(r, list.n);
	put_pager(r, q.offset, list.n, more);
	page_end(r);
	return 0;
}

/* ---- actors */
static int by_mentions(const void *a, const void *b)
{
	const struct json_t *const *x = a, *const *y = b;
	long long m = item_int(*x, "mentions"), n = item_int(*y, "mentions");

	if (m != n)
		return m > n ? -1 : 1;
	return str_cmp(item_str(*x, "id"), item_str(*y, "id"));
}

static void put_spellings(struct req *r, const struct json_t *names)
{
	bool first = true;

	for (uint32_t k = 0; k < item_count(names); k++) {
		const struct json_t *list = item_nth(names, k);

		for (uint32_t i = 0; i < item_count(list) && i < 12; i++) {
			if (!first)
				html_raw(&r->h, " · ");
			html_raw(&r->h, "<span");
			html_attr(&r->h, "lang", item_key(names, k));
			html_raw(&r->h, ">");
			html_txt(&r->h, item_nth_str(list, i));
			html_raw(&r->h, "</span>");
			first = false;
		}
	}
}

static void put_actor(struct req *r, const struct json_t *x)
{
	struct html *h = &r->h;

	html_raw(h, "<tr><td><a href=\"/?scope=&amp;actor=");
	html_url(h, item_str(x, "id"));
	html_raw(h, "\">");
	html_txt(h, view_name(&r->view, item_str(x, "id")));
	html_raw(h, "</a></td><td>");
	html_txt(h, name_of(r, item_str(x, "kind")));
	html_raw(h, "</td><td>");
	html_txt(h, view_name(&r->view, item_str(x, "party")));
	html_raw(h, "</td><td class=\"num\">");
	html_int(h, item_int(x, "mentions"));
	html_raw(h, "</td><td class=\"weak\">");
	put_spellings(r, item_at(x, "names"));
	html_raw(h, "</td></tr>");
}

int page_actors(struct req *r, struct err *e)
{
	struct item_query q = req_layer(STR("actors"));
	struct html *h = &r->h;
	struct items list;

	if (req_items(r, &q, &list, e) < 0)
		return -1;
	heading(r, WORD_ACTORS);
	if (list.n)
		qsort(list.v, list.n, sizeof(*list.v), by_mentions);
	put_net(r);
	html_raw(h, "<div class=\"wide\" role=\"region\" tabindex=\"0\"");
	html_attr(h, "aria-label", word(r, WORD_ACTORS));
	html_raw(h, "><table><thead><tr><th>");
	put_word(r, WORD_ACTOR);
	html_raw(h, "</th><th>");
	put_word(r, WORD_KIND);
	html_raw(h, "</th><th>");
	put_word(r, WORD_PARTY);
	html_raw(h, "</th><th>");
	put_word(r, WORD_TIMES_NAMED);
	html_raw(h, "</th><th>");
	put_word(r, WORD_NAMES_SEEN);
	html_raw(h, "</th></tr></thead><tbody>");
	for (uint32_t i = 0; i < list.n; i++)
		put_actor(r, list.v[i]);
	html_raw(h, "</tbody></table></div>");
	nothing(r, list.n);
	if (list.n == WEB_ROWS_MOST) {
		html_raw(h, "<p class=\"weak\">");
		put_word(r, WORD_CUT_OFF);
		html_raw(h, "</p>");
	}
	page_end(r);
	return 0;
}

/* ---- decisions */
static int by_time_back(const void *a, const void *b)
{
	const struct json_t *const *x = a, *const *y = b;
	int c = str_cmp(item_str(*y, "time"), item_str(*x, "time"));

	return c ? c : str_cmp(item_str(*y, "id"), item_str(*x, "id"));
}

static void put_review(struct req *r, const struct json_t *x)
{
	struct html *h = &r->h;
	str what = item_str(x, "decision.do");

	html_raw(h, "<li class=\"card\"><p>");
	html_txt(h, name_of(r, what));
	html_raw(h, " ");
	if (item_str(x, "decision.entry").n)
		put_item_link(r, item_str(x, "decision.entry"));
	html_raw(h, " <span class=\"weak\">");
	html_txt(h, item_str(x, "time"));
	html_raw(h, " · ");
	html_txt(h, item_str(x, "author"));
	html_raw(h, " · ");
	html_txt(h, name_of(r, item_str(x, "state")));
	html_raw(h, "</span></p><p>");
	html_txt(h, item_str(x, "reason"));
	html_raw(h, "</p>");
	if (!str_is(item_str(x, "state"), "undone")) {
		html_raw(h, "<form method=\"post\" action=\"/decide\">");
		put_token(r);
		html_raw(h, "<input type=\"hidden\" name=\"do\" "
			    "value=\"undo\"><input type=\"hidden\" "
			    "name=\"decision\"");
		html_attr(h, "value", item_str(x, "id"));
		html_raw(h, "><button>");
		put_word(r, WORD_UNDO);
		html_raw(h, "</button></form>");
	}
	html_raw(h, "</li>");
}

int page_reviews(struct req *r, struct err *e)
{
	struct item_query q = req_layer(STR("reviews"));
	struct item_query back = req_layer(STR("undone"));
	struct items list, undone;

	q.limit = back.limit = 0;
	if (req_items(r, &q, &list, e) < 0 ||
	    req_items(r, &back, &undone, e) < 0)
		return -1;
	for (uint32_t i = 0; i < undone.n; i++)
		*vec_add(r->arena, &list) = undone.v[i];
	if (list.n)
		qsort(list.v, list.n, sizeof(*list.v), by_time_back);
	heading(r, WORD_REVIEWS);
	html_raw(&r->h, "<ul class=\"plain\">");
	for (uint32_t i = 0; i < list.n && i < WEB_ROWS_MOST; i++)
		put_review(r, list.v[i]);
	html_raw(&r->h, "</ul>");
	nothing(r, list.n);
	page_end(r);
	return 0;
}
