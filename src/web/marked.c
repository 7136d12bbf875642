/* marked.c - a text with places marked: the shortest mark over a letter wins,
 * so that a name within a statement within an event stays visible. */
#include <stdlib.h>

#include "web/web_priv.h"

struct edge {
	uint32_t at, mark;
	bool opens;
};

static int by_place(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->opens != y->opens ? (x->opens ? 1 : -1)
	       : x->mark < y->mark  ? -1
				    : 1;
}

static uint32_t length(const struct mark *m)
{
	return m->at.to - m->at.from;
}

static void put_part(struct req *r, str text, size_t from, size_t to,
		     const struct mark *m, bool first, str prefix)
{
	struct html *h = &r->h;

	if (from >= to)
		return;
	if (!m) {
		html_txt(h, str_cut(text, from, to));
		return;
	}
	html_raw(h, "<mark");
	html_attr(h, "class", str_of(m->class));
	if (first && prefix.n)
		html_attr(h, "id",
			  arena_printf(r->arena, "%.*s-%zu", STR_FMT(prefix),
				       from));
	if (m->tip.n)
		html_attr(h, "title", m->tip);
	html_raw(h, ">");
	html_txt(h, str_cut(text, from, to));
	html_raw(h, "</mark>");
}

/* Marks that are open at a place; a few, however many there are. */
struct active {
	VEC_OF(uint32_t);
};

static void drop(struct active *list, uint32_t mark)
{
	for (uint32_t i = 0; i < list->n; i++)
		if (list->v[i] == mark)
			list->v[i--] = list->v[--list->n];
}

static const struct mark *shortest(const struct active *list,
				   const struct mark_list *marks)
{
	const struct mark *best = NULL;

	for (uint32_t i = 0; i < list->n; i++) {
		const struct mark *m = &marks->v[list->v[i]];

		if (!best || length(m) < length(best) ||
		    (length(m) == length(best) && m < best))
			best = m;
	}
	return best;
}

static uint32_t edges_of(struct req *r, str text, const struct mark_list *marks,
			 struct edge **out)
{
	uint32_t n = 0;

	*out = arena_many(r->arena, struct edge, 2 * (size_t)marks->n + 1);
	for (uint32_t i = 0; i < marks->n; i++) {
		span at = marks->v[i].at;

		if (at.from >= at.to || at.to > text.n)
			continue;
		(*out)[n++] = (struct edge){ at.from, i, true };
		(*out)[n++] = (struct edge){ at.to, i, false };
	}
	qsort(*out, n, sizeof(**out), by_place);
	return n;
}

void put_marked(struct req *r, str text, struct mark_list *marks, str prefix)
{
	struct active open = { 0 };
	struct edge *edges;
	size_t at = 0, last_id = SIZE_MAX;
	uint32_t n;

	if (marks->n > WEB_MARKS)
		marks->n = WEB_MARKS;
	n = edges_of(r, text, marks, &edges);
	for (uint32_t i = 0; i < n; i++) {
		const struct mark *m = shortest(&open, marks);

		if (edges[i].at > at) {
			put_part(r, text, at, edges[i].at, m, at != last_id,
				 prefix);
			last_id = at;
			at = edges[i].at;
		}
		if (edges[i].opens)
			*vec_add(r->arena, &open) = edges[i].mark;
		else
			drop(&open, edges[i].mark);
	}
	put_part(r, text, at, text.n, NULL, false, STR_NONE);
}

/* ---- what annotate found */
str mention_told(struct req *r, const char *list, const struct json_t *x,
		 const char *between)
{
	static const char *const keys[] = {
		"kind", "status",  "edtf",  "basis", "name", "party",
		"role", "speaker", "issue", "force", "form", "stance",
	};
	struct buf b;
	str out;

	buf_init(&b, 2000);
	buf_z(&b, list);
	for (size_t i = 0; i < COUNT(keys); i++) {
		str v = item_str(x, keys[i]);

		if (v.n)
			buf_printf(&b, "%s%s: %.*s", between, keys[i],
				   STR_FMT(v));
	}
	out = arena_str(r->arena, buf_str(&b));
	buf_release(&b);
	return out;
}

static str tip_of(struct req *r, const char *list, const struct json_t *x)
{
	str told = mention_told(r, list, x, "\n"), rule = item_str(x, "rule");

	return arena_printf(r->arena, "%.*s%s%.*s", STR_FMT(told),
			    rule.n ? "\nrule: " : "", STR_FMT(rule));
}

void marks_of_mentions(struct req *r, const struct json_t *line,
		       struct mark_list *out)
{
	static const struct {
		const char *list, *name, *class;
	} lists[] = {
		{ "times", "time", "m m-time" },
		{ "actors", "actor", "m m-actor" },
		{ "proposals", "proposal", "m m-plan" },
		{ "positions", "position", "m m-position" },
		{ "statements", "statement", "m m-say" },
		{ "events", "event", "m m-event" },
	};

	for (size_t k = 0; k < COUNT(lists); k++) {
		const struct json_t *list = item_at(line, lists[k].list);

		for (uint32_t i = 0; i < item_count(list); i++) {
			const struct json_t *x = item_nth(list, i);

			if (out->n == WEB_MARKS)
				return;
			*vec_add(r->arena, out) =
				(struct mark){ item_span(x, "span"),
					       lists[k].class,
					       tip_of(r, lists[k].name, x) };
		}
	}
}
