/* page_entry_more.c - what stands around an entry: its sources by publisher,
 * what disagrees or is missing, and what came of it. */
#include <stdlib.h>

#include "web/web_priv.h"

#define SOURCES_SHOWN 60u
#define NEIGHBOURS 300u /* entries looked at for each who took part */
#define LOOKED_AT 4u	/* of those who took part; of its articles */
#define FOLLOWERS 30u

/* ---- sources */
struct told_by {
	const struct article_row *row;
	str copy_of;
};

static int by_publisher(const void *a, const void *b)
{
	const struct told_by *x = a, *y = b;
	int c = str_cmp(x->row->publisher, y->row->publisher);

	if (c == 0)
		c = str_cmp(x->row->published, y->row->published);
	return c ? c : str_cmp(x->row->id, y->row->id);
}

static uint32_t sources_of(struct req *r, const struct json_t *x,
			   struct told_by *out)
{
	const struct json_t *list = item_at(x, "evidence");
	struct map seen;
	uint32_t n = 0;

	map_init(&seen, r->arena);
	for (uint32_t i = 0; i < item_count(list) && n < SOURCES_SHOWN; i++) {
		str id = item_str(item_nth(list, i), "article");
		const struct article_row *row = req_article(r, id);
		const struct json_t *copy;
		str layer = STR_NONE;

		if (!row || *map_put(&seen, id))
			continue;
		*map_put(&seen, id) = 1;
		copy = req_lookup(r, id, &layer);
		out[n++] = (struct told_by){ row,
					     str_is(layer, "copies")
						     ? item_str(copy, "copy_of")
						     : STR_NONE };
	}
	return n;
}

void put_entry_sources(struct req *r, const struct json_t *x)
{
	struct told_by list[SOURCES_SHOWN];
	uint32_t n = sources_of(r, x, list);
	struct html *h = &r->h;

	if (!n)
		return;
	qsort(list, n, sizeof(*list), by_publisher);
	html_raw(h, "<ul class=\"plain told-by\">");
	for (uint32_t i = 0; i < n; i++) {
		const struct article_row *row = list[i].row;

		html_raw(h, "<li>");
		html_txt(h, row->publisher.n ? row->publisher : STR("?"));
		html_raw(h, ": <a href=\"/article/");
		html_url(h, row->id);
		html_raw(h, "\"");
		html_attr(h, "lang", row->lang);
		html_raw(h, ">");
		html_txt(h, row->title.n ? row->title : row->id);
		html_raw(h, "</a> <span class=\"weak\">");
		html_txt(h, str_cut(row->published, 0, 10));
		if (list[i].copy_of.n) {
			html_raw(h, " · ");
			put_word(r, WORD_COPY_OF);
			html_raw(h, " <a href=\"/article/");
			html_url(h, list[i].copy_of);
			html_raw(h, "\">");
			html_txt(h, list[i].copy_of);
			html_raw(h, "</a>");
		}
		html_raw(h, "</span></li>");
	}
	html_raw(h, "</ul>");
}

/* ---- conflicts and gaps that are about it */
static bool is_about(const struct json_t *x, const struct json_t *entry)
{
	const struct json_t *aliases = item_at(entry, "aliases");
	str about = item_str(x, "about");
	bool is = str_eq(about, item_str(entry, "id"));

	for (uint32_t i = 0; i < item_count(aliases) && !is; i++)
		is = str_eq(about, item_nth_str(aliases, i));
	return is;
}

static void put_sides(struct req *r, const struct json_t *x)
{
	const struct json_t *sides = item_at(x, "sides");

	html_raw(&r->h, "<div class=\"sides\">");
	for (uint32_t i = 0; i < item_count(sides) && i < 6; i++) {
		const struct json_t *side = item_nth(sides, i);

		html_raw(&r->h, "<div><strong>");
		html_txt(&r->h,
			 view_claim(&r->view, x, item_str(side, "claim")));
		html_raw(&r->h, "</strong>");
		put_places(r, item_at(side, "evidence"), 2);
		html_raw(&r->h, "</div>");
	}
	html_raw(&r->h, "</div>");
}

static void put_about(struct req *r, const struct json_t *x, bool conflict)
{
	struct html *h = &r->h;

	html_raw(h, "<li class=\"card\"><p><strong>");
	html_txt(h, view_word(&r->view, conflict ? "conflict" : "gap",
			      item_str(x, "kind")));
	html_raw(h, "</strong> ");
	if (!conflict)
		html_txt(h, item_str(x, r->lang == LANG_JA ? "text.ja"
							   : "text.en"));
	html_raw(h, "</p>");
	if (conflict)
		put_sides(r, x);
	html_raw(h, "</li>");
}

/* They rest on its articles: those are looked up. */
static int put_layer(struct req *r, const struct json_t *entry, str layer,
		     enum word title, struct err *e)
{
	const struct json_t *list = item_at(entry, "evidence");
	struct item_query q = req_layer(layer);
	struct items found;
	struct map done;
	uint32_t shown = 0, asked = 0;

	map_init(&done, r->arena);
	for (uint32_t i = 0; i < item_count(list) && asked < LOOKED_AT; i++) {
		q.article = item_str(item_nth(list, i), "article");
		if (*map_put(&done, q.article))
			continue;
		*map_put(&done, q.article) = 1;
		asked++;
		if (req_items(r, &q, &found, e) < 0)
			return -1;
		for (uint32_t k = 0; k < found.n; k++) {
			str id = item_str(found.v[k], "id");

			if (!is_about(found.v[k], entry) || *map_put(&done, id))
				continue;
			*map_put(&done, id) = 1;
			if (!shown++) {
				html_raw(&r->h, "<h2>");
				put_word(r, title);
				html_raw(&r->h, "</h2><ul class=\"plain\">");
			}
			put_about(r, found.v[k], title == WORD_CONFLICTS);
		}
	}
	if (shown)
		html_raw(&r->h, "</ul>");
	return 0;
}

int put_entry_doubts(struct req *r, const struct json_t *x, struct err *e)
{
	return put_layer(r, x, STR("conflicts"), WORD_CONFLICTS, e) < 0 ||
			       put_layer(r, x, STR("gaps"), WORD_GAPS, e) < 0
		       ? -1
		       : 0;
}

/* ---- what followed: later entries of the same people that name it */
static void put_follower(struct req *r, const struct json_t *x, enum word how)
{
	html_raw(&r->h, "<li>");
	put_word(r, how);
	html_raw(&r->h, ": ");
	put_item_link(r, item_str(x, "id"));
	html_raw(&r->h, "</li>");
}

static void followers_in(struct req *r, const struct items *list, str id,
			 struct map *done, uint32_t *n)
{
	for (uint32_t i = 0; i < list->n && *n < FOLLOWERS; i++) {
		const struct json_t *x = list->v[i];
		bool answer = str_eq(item_str(x, "responds_to"), id);
		bool outcome = str_eq(item_str(x, "outcome_of"), id);
		uint64_t *seen;

		if (!answer && !outcome)
			continue;
		seen = map_put(done, item_str(x, "id"));
		if (*seen)
			continue;
		*seen = 1;
		(*n)++;
		put_follower(r, x, answer ? WORD_ANSWERED_BY : WORD_CAME_OF_IT);
	}
}

int put_entry_followers(struct req *r, const struct json_t *x, struct err *e)
{
	const struct json_t *parts = item_at(x, "participants");
	struct item_query q = req_layer(STR("entries"));
	uint32_t n = 0, asked = item_count(parts);
	struct items list;
	struct map done;

	map_init(&done, r->arena);
	q.from = item_day(x, "from");
	q.limit = NEIGHBOURS;
	if (asked > LOOKED_AT)
		asked = LOOKED_AT;
	for (uint32_t i = 0; i < asked || i == 0; i++) {
		q.actor = asked ? item_str(item_nth(parts, i), "actor")
				: STR_NONE;
		if (req_items(r, &q, &list, e) < 0)
			return -1;
		followers_in(r, &list, item_str(x, "id"), &done, &n);
	}
	return 0;
}

/* ---- entries of about the same days, to merge with */
int put_entry_neighbours(struct req *r, const struct json_t *x, struct err *e)
{
	struct item_query q = req_layer(STR("entries"));
	day from = item_day(x, "from"), to = item_day(x, "to");
	struct html *h = &r->h;
	struct items list = { 0 };

	q.from = (from == DAY_NONE ? to : from) - 14;
	q.to = (to == DAY_NONE ? from : to) + 14;
	q.limit = 60;
	if ((from != DAY_NONE || to != DAY_NONE) &&
	    req_items(r, &q, &list, e) < 0)
		return -1;
	html_raw(h, "<datalist id=\"neighbours\">");
	for (uint32_t i = 0; i < list.n; i++) {
		if (str_eq(item_str(list.v[i], "id"), item_str(x, "id")))
			continue;
		html_raw(h, "<option");
		html_attr(h, "value", item_str(list.v[i], "id"));
		html_raw(h, ">");
		html_txt(h, item_str(list.v[i], "edtf"));
		html_raw(h, " ");
		html_txt(h, view_title(&r->view, list.v[i]));
		html_raw(h, "</option>");
	}
	html_raw(h, "</datalist>");
	return 0;
}
