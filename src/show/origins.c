/* origins.c - keii show --source: the bytes of a source that an item, an
 * article or a mention rests on, and what stands around them there. */
#include <stdlib.h>

#include "base/json.h"
#include "base/limits.h"
#include "read/cues.h"
#include "read/sandbox.h"
#include "show/passage.h"
#include "show/text.h"

#define AROUND 120 /* bytes of the source on both sides */
#define INDENT 6

struct places {
	VEC_OF(struct origin_place);
};

struct page {
	const struct view_article *article;
	size_t size; /* of the source */
	struct origin origin;
	struct places places;
	bool found;
};

/* places holds the spans asked for. */
static int find(struct view *v, struct page *p, struct err *e)
{
	const struct article_row *row = &p->article->row;
	str name = p->article->source_name, text = view_text(v, row->id), bytes;
	struct diags lost = { .arena = v->arena };

	if (store_source_bytes(v->store, v->arena, row->source, &bytes, e) < 0)
		return -1;
	p->size = bytes.n;
	if (!v->sandbox)
		p->found = origin_find(v->arena, cues_in(v->arena, v->packs),
				       bytes, name, row->number, text,
				       p->places.v, p->places.n, &p->origin);
	else if (sandbox_origin(v->sandbox, v->arena, bytes, name, row->number,
				text, p->places.v, p->places.n, &p->origin,
				&p->found, &lost, e) < 0)
		return -1;
	if (lost.n)
		return err_set(e, ERR_LIMIT, "%.*s: %s", STR_FMT(name),
			       diag_text(lost.v[0].code));
	return 0;
}

/* ---- as text */

static void put_head(struct view *v, const struct page *p, struct out *o)
{
	out_z(o, "  ");
	out_line(o, p->article->row.id, 0);
	out_z(o, "  ");
	out_line(o, p->article->source_name, 0);
	out_paint(o, PAINT_WEAK);
	out_printf(o, "  %s, %s, %zu bytes\n", source_kind_name(p->origin.kind),
		   p->origin.charset ? p->origin.charset : "-", p->size);
	if (p->origin.part.n) {
		out_z(o, "    ");
		out_line(o, p->origin.part, 0);
		if (p->origin.unpacked) {
			out_z(o, "  ");
			out_str(o, VIEW_WORD(v, "origin", "unpacked"));
			out_printf(o, " (%zu)", p->origin.size);
		}
		out_z(o, "\n");
	}
	out_paint(o, PAINT_NONE);
}

static void put_range(struct view *v, const struct origin_place *x,
		      struct out *o)
{
	if (x->from == x->to) {
		out_str(o, VIEW_WORD(v, "origin", "none"));
		return;
	}
	out_printf(o, "%zu–%zu", x->from, x->to);
	if (!x->exact) {
		out_z(o, " ");
		out_str(o, VIEW_WORD(v, "origin", "about"));
	}
}

/* The bytes around, as they are in the source; the words in colour or in
 * brackets. */
static void put_around(struct view *v, str text, span at, struct out *o)
{
	struct passage p = passage_cut(text, at, AROUND);
	span words;
	struct buf b;

	buf_init(&b, LIMIT_SOURCE * 4);
	buf_z(&b, p.more_before ? "…" : "");
	buf_add(&b, p.before);
	buf_z(&b, o->color ? "" : "⟦");
	words.from = (uint32_t)b.n;
	buf_add(&b, p.words);
	words.to = (uint32_t)b.n;
	buf_z(&b, o->color ? "" : "⟧");
	buf_add(&b, p.after);
	buf_z(&b, p.more_after ? "…" : "");
	out_printf(o, "%*s", INDENT, "");
	out_wrap_painted(o, arena_str(v->arena, buf_str(&b)), &words, o->color,
			 PAINT_WORDS, INDENT, INDENT);
	out_z(o, "\n");
	buf_release(&b);
}

static void put_text(struct view *v, const struct page *p, bool around,
		     struct out *o)
{
	str text = view_text(v, p->article->row.id);

	put_head(v, p, o);
	for (uint32_t i = 0; i < p->places.n; i++) {
		const struct origin_place *x = &p->places.v[i];
		bool there = x->from < x->to;

		out_z(o, "    ");
		put_range(v, x, o);
		if (around && there) {
			out_z(o, "\n");
			put_around(v, p->origin.text, x->decoded, o);
			continue;
		}
		out_z(o, "  ");
		out_line(o, str_trim(str_span(text, x->text)),
			 o->width > 40 ? o->width - 30 : 0);
		out_z(o, "\n");
	}
}

/* ---- as JSON */

static void put_json(struct view *v, const struct page *p, struct out *o)
{
	str text = view_text(v, p->article->row.id);
	struct json j;
	struct buf b;

	buf_init(&b, LIMIT_OUTPUT);
	json_init(&j, &b, 0);
	json_open(&j, '{');
	json_put_str(&j, "article", p->article->row.id);
	json_put_str(&j, "source", p->article->row.source);
	json_put_str(&j, "name", p->article->source_name);
	json_put_str(&j, "kind", str_of(source_kind_name(p->origin.kind)));
	if (p->origin.charset)
		json_put_str(&j, "charset", str_of(p->origin.charset));
	json_put_int(&j, "size", (long long)p->size);
	if (p->origin.part.n)
		json_put_str(&j, "part", p->origin.part);
	if (p->origin.unpacked)
		json_put_int(&j, "unpacked", (long long)p->origin.size);
	json_key(&j, "places");
	json_open(&j, '[');
	for (uint32_t i = 0; i < p->places.n; i++) {
		const struct origin_place *x = &p->places.v[i];

		json_open(&j, '{');
		json_put_span(&j, "span", x->text);
		json_put_str(&j, "text", str_span(text, x->text));
		if (x->from < x->to) {
			json_put_int(&j, "from", (long long)x->from);
			json_put_int(&j, "to", (long long)x->to);
			json_key(&j, "exact");
			json_bool(&j, x->exact);
		}
		json_close(&j);
	}
	json_close(&j);
	json_close(&j);
	out_str(o, buf_str(&b));
	out_z(o, "\n");
	buf_release(&b);
}

static int put_page(struct view *v, struct page *p, bool json, bool around,
		    struct out *o, struct err *e)
{
	if (find(v, p, e) < 0)
		return -1;
	if (json)
		put_json(v, p, o);
	else
		put_text(v, p, around, o);
	return 0;
}

/* ---- what is asked for */

static int by_place(const void *a, const void *b)
{
	const struct origin_place *x = a, *y = b;

	if (x->text.from != y->text.from)
		return x->text.from < y->text.from ? -1 : 1;
	return x->text.to < y->text.to ? -1 : x->text.to > y->text.to;
}

/* The list's spans of one article, each once. */
static void take_spans(struct view *v, const struct json_t *list, str id,
		       struct places *out)
{
	str text = view_text(v, id);
	uint32_t n = 0;

	for (uint32_t i = 0; i < item_count(list); i++) {
		const struct json_t *x = item_nth(list, i);
		span at = item_span(x, "span");

		if (str_eq(item_str(x, "article"), id) && at.from < at.to &&
		    at.to <= text.n)
			*vec_add(v->arena, out) =
				(struct origin_place){ .text = at };
	}
	if (!out->n)
		return;
	qsort(out->v, out->n, sizeof(*out->v), by_place);
	for (uint32_t i = 0; i < out->n; i++)
		if (!n || by_place(&out->v[n - 1], &out->v[i]) != 0)
			out->v[n++] = out->v[i];
	out->n = n;
}

static bool told_before(const struct json_t *list, uint32_t i)
{
	str id = item_str(item_nth(list, i), "article");

	for (uint32_t k = 0; k < i; k++)
		if (str_eq(item_str(item_nth(list, k), "article"), id))
			return true;
	return false;
}

static int put_list(struct view *v, const struct json_t *list, bool json,
		    struct out *o, struct err *e)
{
	for (uint32_t i = 0; i < item_count(list); i++) {
		str id = item_str(item_nth(list, i), "article");
		struct page p = { .article = view_article(v, id) };

		if (!p.article || told_before(list, i))
			continue;
		take_spans(v, list, id, &p.places);
		if (p.places.n && put_page(v, &p, json, true, o, e) < 0)
			return -1;
	}
	return 0;
}

int origins_item(struct view *v, const struct json_t *x, bool json,
		 struct out *o, struct err *e)
{
	const struct json_t *list = item_at(x, "evidence");

	if (!json) {
		out_line(o, item_str(x, "id"), 0);
		out_z(o, "  ");
		out_painted(o, PAINT_STRONG, view_title(v, x));
		out_z(o, "\n");
	}
	return put_list(v, list ? list : item_at(x, "mentions"), json, o, e);
}

int origins_article(struct view *v, const struct view_article *x, span at,
		    bool json, struct out *o, struct err *e)
{
	struct page p = { .article = x };
	str text = view_text(v, x->row.id), rest = text;

	if (at.from < at.to && at.to <= text.n) {
		*vec_add(v->arena, &p.places) =
			(struct origin_place){ .text = at };
		return put_page(v, &p, json, true, o, e);
	}
	while (rest.p) {
		str line = str_token(&rest, '\n'), s = str_trim(line);
		uint32_t from = (uint32_t)(s.p - text.p);

		if (s.n)
			*vec_add(v->arena, &p.places) = (struct origin_place){
				.text = { from, from + (uint32_t)s.n }
			};
	}
	return put_page(v, &p, json, false, o, e);
}
