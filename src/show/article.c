/* article.c - an article as text: its words, those that the record rests on
 * highlighted (events and quoted words), and what rests on it. */
#include <stdlib.h>

#include "base/json.h"
#include "base/limits.h"
#include "show/export.h"
#include "show/text.h"

struct marking {
	struct view *v;
	struct out *o;
	str id;
	struct {
		VEC_OF(span);
	} spans;
	uint32_t n;
};

static int take_spans(void *ctx, const struct json_t *x, str raw, struct err *e)
{
	struct marking *m = ctx;
	const struct json_t *list = item_at(x, "label") ? item_at(x, "evidence")
							: item_at(x, "quote");

	(void)raw;
	(void)e;
	for (uint32_t i = 0; i < item_count(list); i++) {
		const struct json_t *ev = item_nth(list, i);

		if (str_eq(item_str(ev, "article"), m->id))
			*vec_add(m->v->arena, &m->spans) =
				item_span(ev, "span");
	}
	return 0;
}

static int by_place(const void *a, const void *b)
{
	const span *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to > y->to ? -1 : x->to < y->to;
}

/* The text line by line; spans that overlap are one. */
static void put_text(struct marking *m, str text)
{
	size_t line = 0;
	uint32_t k = 0;

	while (line < text.n) {
		size_t end = str_find(text, STR("\n"), line), at = line;

		end = end == SIZE_MAX ? text.n : end;
		while (k < m->spans.n && m->spans.v[k].from < end) {
			span s = m->spans.v[k++];

			if (s.to > end)
				s.to = (uint32_t)end;
			if (s.to <= at)
				continue;
			if (s.from < at)
				s.from = (uint32_t)at;
			out_line_whole(m->o, str_cut(text, at, s.from));
			out_z(m->o, m->o->color ? "" : "⟦");
			out_paint(m->o, PAINT_WORDS);
			out_line_whole(m->o, str_span(text, s));
			out_paint(m->o, PAINT_NONE);
			out_z(m->o, m->o->color ? "" : "⟧");
			at = s.to;
		}
		out_line_whole(m->o, str_cut(text, at, end));
		out_z(m->o, "\n");
		line = end + 1;
	}
}

static int put_resting(void *ctx, const struct json_t *x, str raw,
		       struct err *e)
{
	struct marking *m = ctx;
	uint32_t room = m->o->width > 30 ? m->o->width - 14 : 0;

	(void)raw;
	(void)e;
	if (m->n++ == 0)
		out_printf(m->o, "\n%.*s\n",
			   STR_FMT(VIEW_WORD(m->v, "head", "mentions")));
	if (item_at(x, "label")) {
		text_entry_line(m->v, x, m->o);
	} else {
		out_pad(m->o, item_str(x, "id"), 14);
		out_line(m->o, view_title(m->v, x), room);
	}
	out_z(m->o, "\n");
	return 0;
}

/* Entries, statements and proposals that rest on the article. */
static int each_resting(struct marking *m, view_fn *fn, struct err *e)
{
	static const char *const layers[] = { "entries", "statements",
					      "proposals" };

	for (size_t i = 0; i < COUNT(layers); i++) {
		struct view_filter f = VIEW_FILTER(layers[i]);

		f.all = true;
		f.article = m->id;
		if (view_each(m->v, &f, fn, m, NULL, e) < 0)
			return -1;
	}
	return 0;
}

int text_article(struct view *v, const struct view_article *x, struct out *o,
		 struct err *e)
{
	struct marking m = { .v = v, .o = o, .id = x->row.id };

	if (each_resting(&m, take_spans, e) < 0)
		return -1;
	if (m.spans.n)
		qsort(m.spans.v, m.spans.n, sizeof(*m.spans.v), by_place);
	out_printf(o, "%.*s  ", STR_FMT(x->row.id));
	out_paint(o, PAINT_STRONG);
	out_line(o, x->title, 0);
	out_paint(o, PAINT_NONE);
	out_z(o, "\n");
	text_field(v, "published", x->row.published, o);
	text_field(v, "publisher", x->row.publisher, o);
	text_field(v, "url", x->row.url, o);
	text_field(v, "source", x->source_name, o);
	out_z(o, "\n");
	put_text(&m, view_text(v, x->row.id));
	return each_resting(&m, put_resting, e);
}

int json_article(struct view *v, const struct view_article *x, struct out *o,
		 struct err *e)
{
	struct article_row row = x->row;
	struct buf b;
	struct json j;

	(void)e;
	row.text = view_text(v, row.id);
	buf_init(&b, LIMIT_OUTPUT);
	json_init(&j, &b, 0);
	export_article(&j, &row);
	out_str(o, buf_str(&b));
	out_z(o, "\n");
	buf_release(&b);
	return 0;
}
