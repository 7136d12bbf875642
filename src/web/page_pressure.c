/* page_pressure.c - what one side does to move another: sanctions, threats,
 * deadlines, aid, releases, in order of date. */
#include "show/pressure.h"
#include "web/web_priv.h"

static void put_codes(struct req *r, const struct codes *list)
{
	for (uint32_t i = 0; i < list->n; i++) {
		if (i)
			html_raw(&r->h, ", ");
		html_txt(&r->h, view_name(&r->view, list->v[i]));
	}
	if (!list->n)
		html_raw(&r->h, "?");
}

static int put_measure(void *ctx, const struct measure *m, struct err *e)
{
	struct req *r = ctx;
	struct html *h = &r->h;
	str status = item_str(m->x, "status");

	(void)e;
	html_raw(h, "<li><p>");
	put_date(r, m->x);
	html_txt(h, m->inducement ? STR(" + ") : STR(" ! "));
	html_raw(h, "<strong>");
	html_txt(h, view_word(&r->view, "measure", m->kind));
	html_raw(h, "</strong> ");
	if (status.n && !str_is(status, "held"))
		put_status(r, status);
	html_raw(h, " ");
	put_codes(r, &m->by);
	html_raw(h, " → ");
	put_codes(r, &m->on);
	for (uint32_t i = 0; i < m->issues.n; i++) {
		html_raw(h, " · <a href=\"/position/");
		html_url(h, m->issues.v[i]);
		html_raw(h, "\">");
		html_txt(h, view_issue(&r->view, m->issues.v[i]));
		html_raw(h, "</a>");
	}
	html_raw(h, "</p>");
	put_places(r, item_at(m->x, "evidence"), 2);
	html_raw(h, "</li>");
	return 0;
}

int page_pressure(struct req *r, struct err *e)
{
	struct view_filter f = VIEW_FILTER("entries");
	struct html *h = &r->h;
	uint32_t n = 0;

	f.issue = req_param(r, "issue");
	f.actor = req_param(r, "actor");
	page_begin(r, word(r, WORD_PRESSURE));
	html_raw(h, "<h1>");
	put_word(r, WORD_PRESSURE);
	html_raw(h, "</h1><ol class=\"said\">");
	if (view_pressure(&r->view, &f, put_measure, r, &n, e) < 0)
		return -1;
	html_raw(h, "</ol>");
	if (!n) {
		html_raw(h, "<p class=\"nothing\">");
		put_word(r, WORD_NOTHING);
		html_raw(h, "</p>");
	}
	page_end(r);
	return 0;
}
