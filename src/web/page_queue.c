/* page_queue.c - what waits for a person: pairs that may be one event, most
 * valuable first, and decisions that name nothing now. */
#include "show/pairs.h"
#include "web/web_priv.h"

#define PAIRS_SHOWN 60u

static void put_verdict(struct req *r, const struct pair *p, str what,
			enum word name)
{
	struct html *h = &r->h;

	html_raw(h, "<form method=\"post\" action=\"/decide\">");
	put_token(r);
	html_raw(h, "<input type=\"hidden\" name=\"back\" value=\"queue\">"
		    "<input type=\"hidden\" name=\"do\"");
	html_attr(h, "value", what);
	html_raw(h, "><input type=\"hidden\" name=\"entry\"");
	html_attr(h, "value", p->a);
	html_raw(h, "><input type=\"hidden\" name=\"other\"");
	html_attr(h, "value", p->b);
	html_raw(h, "><button>");
	put_word(r, name);
	html_raw(h, "</button></form>");
}

static void put_one(struct req *r, str id)
{
	const struct json_t *x = req_lookup(r, id, NULL);
	struct html *h = &r->h;

	html_raw(h, "<div><h3>");
	put_item_link(r, id);
	html_raw(h, "</h3>");
	put_status(r, item_str(x, "status"));
	put_places(r, item_at(x, "evidence"), 2);
	html_raw(h, "</div>");
}

static void put_pair(struct req *r, const struct pair *p)
{
	struct html *h = &r->h;

	html_raw(h, "<li class=\"card pairing\"><h2>");
	put_word(r, WORD_ONE_EVENT);
	html_raw(h, " <span class=\"weak\">");
	html_txt(h, p->why);
	html_raw(h, " · ");
	put_word(r, WORD_WEIGHT);
	html_raw(h, " ");
	html_int(h, p->importance);
	html_raw(h, "</span></h2><div class=\"sides\">");
	put_one(r, p->a);
	put_one(r, p->b);
	html_raw(h, "</div><div class=\"verdicts\">");
	put_verdict(r, p, STR("join"), WORD_JOIN_THEM);
	put_verdict(r, p, STR("reject"), WORD_TWO_EVENTS);
	html_raw(h, "</div></li>");
}

static int pairs_part(struct req *r, str arg, struct err *e)
{
	struct pairs list;
	struct html *h = &r->h;

	(void)arg;
	if (pairs_find(&r->view, &list, e) < 0)
		return -1;
	html_raw(h, "<p>");
	html_int(h, list.n);
	html_raw(h, " ");
	put_word(r, WORD_PAIRS_WAIT);
	html_raw(h, "</p><ol class=\"plain queue\">");
	for (uint32_t i = 0; i < list.n && i < PAIRS_SHOWN; i++)
		put_pair(r, &list.v[i]);
	html_raw(h, "</ol>");
	if (list.n > PAIRS_SHOWN) {
		html_raw(h, "<p class=\"weak\">");
		put_word(r, WORD_CUT_OFF);
		html_raw(h, "</p>");
	}
	return 0;
}

/* The decision that led here, and the way back. */
static void put_done(struct req *r)
{
	const struct json_t *x = req_lookup(r, req_param(r, "done"), NULL);
	struct html *h = &r->h;

	if (!x || !str_is(item_str(x, "state"), "followed"))
		return;
	html_raw(h, "<div class=\"card\" role=\"status\"><form method=\"post\" "
		    "action=\"/decide\"><p>");
	put_word(r, WORD_DECIDED_NOW);
	html_raw(h, ": ");
	html_txt(h, name_of(r, item_str(x, "decision.do")));
	html_raw(h, " ");
	put_token(r);
	html_raw(h, "<input type=\"hidden\" name=\"back\" value=\"queue\">"
		    "<input type=\"hidden\" name=\"do\" value=\"undo\">"
		    "<input type=\"hidden\" name=\"decision\"");
	html_attr(h, "value", item_str(x, "id"));
	html_raw(h, "><button>");
	put_word(r, WORD_UNDO);
	html_raw(h, "</button></p></form></div>");
}

static int put_open(struct req *r, struct err *e)
{
	struct item_query q = req_layer(STR("reviews"));
	struct html *h = &r->h;
	struct items list;
	uint32_t n = 0;

	if (req_items(r, &q, &list, e) < 0)
		return -1;
	for (uint32_t i = 0; i < list.n; i++) {
		const struct json_t *x = list.v[i];

		if (!str_is(item_str(x, "state"), "open"))
			continue;
		if (!n++) {
			html_raw(h, "<h2>");
			put_word(r, WORD_OPEN_DECISIONS);
			html_raw(h, "</h2><ul>");
		}
		html_raw(h, "<li>");
		html_txt(h, name_of(r, item_str(x, "decision.do")));
		html_raw(h, " <span class=\"weak\">");
		html_txt(h, item_str(x, "time"));
		html_raw(h, " · ");
		html_txt(h, item_str(x, "author"));
		html_raw(h, "</span> ");
		html_txt(h, item_str(x, "reason"));
		html_raw(h, "</li>");
	}
	if (n)
		html_raw(h, "</ul>");
	return 0;
}

int page_queue(struct req *r, struct err *e)
{
	struct html *h = &r->h;

	page_begin(r, word(r, WORD_QUEUE));
	html_raw(h, "<h1>");
	put_word(r, WORD_QUEUE);
	html_raw(h, "</h1>");
	put_done(r);
	put_slow(r, "queue", pairs_part, STR_NONE);
	if (put_open(r, e) < 0)
		return -1;
	page_end(r);
	return 0;
}
