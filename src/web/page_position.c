/* page_position.c - who wants what: a matrix of issues by parties with the
 * latest position in each cell, and the history behind a cell. */
#include "web/web_priv.h"

#define MOST 64u
#define POSITIONS 20000u

struct axis {
	str v[MOST];
	uint32_t n;
};

static uint32_t axis_at(struct axis *a, str value)
{
	for (uint32_t i = 0; i < a->n; i++)
		if (str_eq(a->v[i], value))
			return i;
	if (a->n < MOST)
		a->v[a->n++] = value;
	return a->n - 1;
}

struct cell {
	const struct json_t *last;
	day when;
	uint32_t n, changes;
};

static void put_cell(struct req *r, const struct cell *c, str issue, str party)
{
	struct html *h = &r->h;

	html_raw(h, "<td>");
	if (c->n) {
		html_raw(h, "<a href=\"/position/");
		html_url(h, issue);
		html_raw(h, "~");
		html_url(h, party);
		html_raw(h, "\"");
		html_attr(h, "title", item_str(c->last, "from"));
		html_raw(h, "><span");
		html_attr(h, "class",
			  arena_printf(r->arena, "force f-%.*s",
				       STR_FMT(item_str(c->last, "force"))));
		html_raw(h, ">");
		html_txt(h, view_word(&r->view, "force",
				      item_str(c->last, "force")));
		html_raw(h, "</span> ");
		html_txt(h, item_str(c->last, "stance"));
		if (c->n > 1) {
			html_raw(h, " <span class=\"weak\">×");
			html_int(h, c->n);
			html_raw(h, "</span>");
		}
		if (c->changes)
			html_raw(h, " <span class=\"changed\">↻</span>");
		html_raw(h, "</a>");
	}
	html_raw(h, "</td>");
}

static void put_matrix(struct req *r, const struct items *list)
{
	struct axis *issues = arena_one(r->arena, struct axis);
	struct axis *parties = arena_one(r->arena, struct axis);
	struct cell(*cells)[MOST] =
		arena_alloc(r->arena, sizeof(struct cell[MOST][MOST]));
	struct html *h = &r->h;

	for (uint32_t i = 0; i < list->n; i++) {
		const struct json_t *x = list->v[i];
		day when = view_known_by(&r->view, x);
		struct cell *c = &cells[axis_at(issues, item_str(x, "issue"))]
				       [axis_at(parties, item_str(x, "party"))];

		if (c->n &&
		    !str_eq(item_str(c->last, "force"), item_str(x, "force")))
			c->changes++;
		if (!c->n || c->when == DAY_NONE ||
		    (when != DAY_NONE && when >= c->when)) {
			c->last = x;
			c->when = when;
		}
		c->n++;
	}
	html_raw(h, "<div class=\"wide\" role=\"region\" tabindex=\"0\"");
	html_attr(h, "aria-label", word(r, WORD_POSITIONS));
	html_raw(h, "><table class=\"matrix\"><thead><tr><th>");
	put_word(r, WORD_ISSUE);
	html_raw(h, "</th>");
	for (uint32_t k = 0; k < parties->n; k++) {
		html_raw(h, "<th scope=\"col\">");
		html_txt(h, parties->v[k].n ? view_name(&r->view, parties->v[k])
					    : STR("?"));
		html_raw(h, "</th>");
	}
	html_raw(h, "</tr></thead><tbody>");
	for (uint32_t i = 0; i < issues->n; i++) {
		html_raw(h, "<tr><th scope=\"row\"><a href=\"/position/");
		html_url(h, issues->v[i]);
		html_raw(h, "\">");
		html_txt(h, view_issue(&r->view, issues->v[i]));
		html_raw(h, "</a></th>");
		for (uint32_t k = 0; k < parties->n; k++)
			put_cell(r, &cells[i][k], issues->v[i], parties->v[k]);
		html_raw(h, "</tr>");
	}
	html_raw(h, "</tbody></table></div>");
}

int page_positions(struct req *r, struct err *e)
{
	struct item_query q = req_layer(STR("positions"));
	struct html *h = &r->h;
	str as_of = req_param(r, "as_of");
	struct items list;

	q.limit = POSITIONS; /* in order of date: the last ones count */
	q.to = as_of.n ? day_parse(as_of) : DAY_NONE;
	if (req_items(r, &q, &list, e) < 0)
		return -1;
	page_begin(r, word(r, WORD_POSITIONS));
	html_raw(h, "<h1>");
	put_word(r, WORD_POSITIONS);
	html_raw(h, "</h1><form class=\"filters\" action=\"/positions\">"
		    "<label>");
	put_word(r, WORD_AS_OF);
	html_raw(h, "<input type=\"date\" name=\"as_of\"");
	html_attr(h, "value", as_of);
	html_raw(h, "></label><button>");
	put_word(r, WORD_FILTER);
	html_raw(h, "</button></form>");
	if (list.n) {
		put_matrix(r, &list);
	} else {
		html_raw(h, "<p class=\"nothing\">");
		put_word(r, WORD_NOTHING);
		html_raw(h, "</p>");
	}
	page_end(r);
	return 0;
}

/* ISSUE or ISSUE~PARTY */
int page_position(struct req *r, struct err *e)
{
	struct item_query q = req_layer(STR("positions"));
	str rest = r->arg, issue = str_token(&rest, '~');
	struct html *h = &r->h;
	struct items list;
	uint32_t shown = 0;

	q.issue = issue;
	q.limit = POSITIONS;
	if (req_items(r, &q, &list, e) < 0)
		return -1;
	page_begin(r, view_issue(&r->view, issue));
	html_raw(h, "<h1>");
	html_txt(h, view_issue(&r->view, issue));
	if (rest.n) {
		html_raw(h, " · ");
		html_txt(h, view_name(&r->view, rest));
	}
	html_raw(h, "</h1><ol class=\"said\">");
	for (uint32_t i = 0; i < list.n; i++) {
		const struct json_t *x = list.v[i];

		if (rest.p && !str_eq(item_str(x, "party"), rest))
			continue;
		shown++;
		html_raw(h, "<li><p>");
		put_date(r, x);
		html_raw(h, " ");
		html_txt(h, view_name(&r->view, item_str(x, "party")));
		html_raw(h, " <strong>");
		html_txt(h, view_word(&r->view, "force", item_str(x, "force")));
		html_raw(h, "</strong> ");
		html_txt(h, item_str(x, "stance"));
		html_raw(h, "</p>");
		put_places(r, item_at(x, "evidence"), 4);
		html_raw(h, "</li>");
	}
	html_raw(h, "</ol>");
	if (!shown)
		r->status = 404;
	page_end(r);
	return 0;
}
