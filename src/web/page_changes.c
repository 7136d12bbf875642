/* page_changes.c - what became different since the reader's last visit, a day
 * or a change: as keii changes tells it. */
#include "show/changes.h"
#include "store/history.h"
#include "store/moment.h"
#include "web/web_priv.h"

#define SHOWN_OF_A_KIND 200u
#define CHOICES 40u

/* ---- the part that is worked out beside */
static void put_subject(struct req *r, const struct changed *k)
{
	str layer = STR_NONE;
	const struct json_t *x = req_lookup(r, k->id, &layer);
	struct html *h = &r->h;
	bool plan = str_is(layer, "proposals");
	str id = k->id;

	if (x && !plan && !str_is(layer, "entries"))
		id = item_str(x, "about");
	if (k->when.n) {
		html_raw(h, "<span class=\"when\">");
		html_txt(h, k->when);
		html_raw(h, "</span> ");
	}
	if (!x || !id.n) {
		html_txt(h, k->line);
		return;
	}
	if (plan)
		html_raw(h, "<a href=\"/plan/");
	else
		html_raw(h, "<a href=\"/entry/");
	html_url(h, id);
	html_raw(h, "\">");
	html_txt(h, k->line);
	html_raw(h, "</a>");
}

static void put_change(struct req *r, const struct changed *k)
{
	struct html *h = &r->h;

	html_raw(h, "<li>");
	put_subject(r, k);
	if (k->was.n || k->is.n) {
		html_raw(h, " <span class=\"weak\">");
		html_txt(h, k->was.n ? k->was : STR("–"));
		html_raw(h, " → </span>");
		html_txt(h, k->is.n ? k->is : STR("–"));
	}
	for (uint32_t i = 0; i < k->n_news && i < 8; i++) {
		const struct view_article *x =
			view_article(&r->view, k->news[i]);

		html_raw(h, "<br><span class=\"weak\">+ <a href=\"/article/");
		html_url(h, k->news[i]);
		html_raw(h, "\">");
		html_txt(h, x && x->title.n ? x->title : k->news[i]);
		html_raw(h, "</a></span>");
	}
	html_raw(h, "</li>");
}

static void put_kinds(struct req *r, const struct changed_list *list)
{
	struct html *h = &r->h;

	for (uint32_t i = 0, to; i < list->n; i = to) {
		const char *what = list->v[i].what;

		for (to = i; to < list->n; to++)
			if (strcmp(list->v[to].what, what) != 0)
				break;
		html_raw(h, "<section");
		html_attr(h, "class", STR("changes"));
		html_attr(h, "data-change", str_of(what));
		html_raw(h, "><h2>");
		html_txt(h, view_word(&r->view, "change", str_of(what)));
		html_raw(h, " <span class=\"weak\">");
		html_int(h, to - i);
		html_raw(h, "</span></h2><ul class=\"said\">");
		for (uint32_t k = i; k < to && k < i + SHOWN_OF_A_KIND; k++)
			put_change(r, &list->v[k]);
		html_raw(h, "</ul>");
		if (to - i > SHOWN_OF_A_KIND) {
			html_raw(h, "<p class=\"weak\">");
			put_word(r, WORD_CUT_OFF);
			html_raw(h, "</p>");
		}
		html_raw(h, "</section>");
	}
}

static int changes_part(struct req *r, str since, struct err *e)
{
	struct arena *a = arena_new(); /* of the record before */
	struct changed_list list = { 0 };
	struct changes all;
	struct record before;
	int out = -1;
	long done = -1;

	if (history_load(r->store, r->arena, &all, e) == 0) {
		done = history_before(&all, since);
		out = done < 0 ? 0
			       : record_before(r->store, r->view.packs, a, &all,
					       (uint32_t)done, &before, e);
	}
	if (out == 0 && done >= 0)
		out = changes_find(&r->view, &before, &list, e);
	arena_free(&a);
	if (out < 0)
		return -1;
	put_kinds(r, &list);
	if (!list.n) {
		html_raw(&r->h, "<p class=\"nothing\">");
		put_word(r, done < 0 ? WORD_NO_CHANGE : WORD_NOTHING_CHANGED);
		html_raw(&r->h, "</p>");
	}
	return 0;
}

/* ---- the page */
static void put_choice(struct req *r, const struct change *x, str since)
{
	struct html *h = &r->h;

	html_raw(h, "<option");
	html_attr(h, "value", x->id);
	if (str_eq(x->id, since))
		html_raw(h, " selected");
	html_raw(h, ">");
	html_txt(h, str_cut(x->time, 0, 16));
	html_raw(h, " ");
	if (x->addition) {
		put_word(r, WORD_ADD);
		html_raw(h, " ");
		html_int(h, x->n_sources);
	} else {
		html_txt(h, name_of(r, x->what));
	}
	html_raw(h, "</option>");
}

static int put_choices(struct req *r, str since, struct err *e)
{
	struct html *h = &r->h;
	struct changes all;
	uint32_t n = 0;
	bool is_day = day_parse(since) != DAY_NONE;

	if (history_load(r->store, r->arena, &all, e) < 0)
		return -1;
	html_raw(h, "<form class=\"filters\" action=\"/changes\"><label>");
	put_word(r, WORD_SINCE);
	html_raw(h, "<select name=\"since\"><option value=\"\">");
	put_word(r, r->visit ? WORD_LAST_VISIT : WORD_LAST_CHANGE);
	html_raw(h, "</option>");
	for (uint32_t i = all.n; i > 0 && n < CHOICES; i--, n++)
		put_choice(r, &all.v[i - 1], since);
	html_raw(h, "</select></label><button>");
	put_word(r, WORD_SHOW);
	html_raw(h, "</button></form><form class=\"filters\" "
		    "action=\"/changes\"><label>");
	put_word(r, WORD_SINCE_DAY);
	html_raw(h, "<input type=\"date\" name=\"since\" required");
	if (is_day)
		html_attr(h, "value", since);
	html_raw(h, "></label><button>");
	put_word(r, WORD_SHOW);
	html_raw(h, "</button></form>");
	return 0;
}

int page_changes(struct req *r, struct err *e)
{
	str since = str_cut(str_trim(req_param(r, "since")), 0, 64);
	struct html *h = &r->h;
	char visit[32];

	page_begin(r, word(r, WORD_CHANGES));
	html_raw(h, "<h1>");
	put_word(r, WORD_CHANGES);
	html_raw(h, "</h1>");
	if (put_choices(r, since, e) < 0)
		return -1;
	if (!since.n && r->visit) {
		moment_text(r->visit * 1000, visit);
		since = arena_str(r->arena, str_of(visit));
		html_raw(h, "<p class=\"weak\">");
		put_word(r, WORD_SINCE_VISIT);
		html_raw(h, " ");
		html_txt(h, since);
		html_raw(h, "</p>");
	} else if (!since.n) {
		html_raw(h, "<p class=\"weak\">");
		put_word(r, WORD_FIRST_VISIT);
		html_raw(h, "</p>");
	}
	put_slow(r, "changes", changes_part, since);
	page_end(r);
	return 0;
}
