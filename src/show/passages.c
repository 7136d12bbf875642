/* passages.c - fields, links and sources' words of an item's page as text. */
#include <stdlib.h>

#include "base/limits.h"
#include "show/passage.h"
#include "show/text.h"

#define FIELD_CELLS 14
#define INDENT 6
#define AROUND 90 /* bytes of the source on both sides */

void text_field(struct view *v, const char *word, str value, struct out *o)
{
	uint32_t cells;
	str name = view_word(v, "head", str_of(word));

	if (!value.n)
		return;
	out_z(o, "  ");
	out_paint(o, PAINT_WEAK);
	out_pad(o, name, FIELD_CELLS - 2);
	out_paint(o, PAINT_NONE);
	cells = str_cells(name) > FIELD_CELLS - 2 ? str_cells(name) + 2
						  : FIELD_CELLS;
	out_wrap(o, value, cells, FIELD_CELLS);
	out_z(o, "\n");
}

int text_link(struct view *v, str id, struct out *o, struct err *e)
{
	struct json_t *x;
	str layer;

	if (view_find(v, id, &layer, &x, e) < 0)
		return -1;
	out_z(o, "    ");
	if (x && str_is(layer, "entries")) {
		text_entry_line(v, x, o);
	} else if (x) {
		out_pad(o, id, 14);
		out_line(o, view_title(v, x), o->width ? o->width - 18 : 0);
	} else {
		out_str(o, id);
	}
	out_z(o, "\n");
	item_free(&x);
	return 0;
}

struct spans {
	VEC_OF(span);
};

/* One string of a passage's text from its first letter at start in the
 * article; spans become those of the string. Where there are no colours the
 * words stand in brackets that no article has. */
static str marked(struct view *v, const struct passage *p, size_t start,
		  str text, struct spans *words, bool color)
{
	struct buf b;
	size_t at = start, end = start + p->before.n + p->words.n + p->after.n;
	str s;

	buf_init(&b, LIMIT_TEXT * 2);
	buf_z(&b, p->more_before ? "…" : "");
	for (uint32_t i = 0; i < words->n; i++) {
		span w = words->v[i];

		buf_add(&b, str_cut(text, at, w.from));
		buf_z(&b, color ? "" : "⟦");
		words->v[i].from = (uint32_t)b.n;
		buf_add(&b, str_span(text, w));
		words->v[i].to = (uint32_t)b.n;
		buf_z(&b, color ? "" : "⟧");
		at = w.to;
	}
	buf_add(&b, str_cut(text, at, end));
	buf_z(&b, p->more_after ? "…" : "");
	s = arena_str(v->arena, buf_str(&b));
	buf_release(&b);
	return s;
}

/* The words, which are in order and in one line of the text, in one
 * passage. */
static void put_passage(struct view *v, str text, struct spans *words,
			struct out *o)
{
	span all = { words->v[0].from, words->v[words->n - 1].to };
	struct passage p = passage_cut(text, all, AROUND);
	str s = marked(v, &p, all.from - p.before.n, text, words, o->color);

	out_printf(o, "%*s", INDENT, "");
	out_wrap_painted(o, s, words->v, o->color ? words->n : 0, PAINT_WORDS,
			 INDENT, INDENT);
	out_z(o, "\n");
}

static void put_article_line(struct view *v, str id, struct out *o)
{
	const struct view_article *a = view_article(v, id);
	uint32_t at = 4;

	if (!a)
		return;
	out_z(o, "    ");
	at += out_line(o, a->row.id, 0);
	out_paint(o, PAINT_WEAK);
	if (a->row.published.n) {
		out_printf(o, "  %.*s",
			   STR_FMT(str_cut(a->row.published, 0, 10)));
		at += 12;
	}
	if (a->row.publisher.n) {
		out_z(o, "  ");
		at += 2 + out_line(o, a->row.publisher, 0);
	}
	if (o->width == 0 || at + 12 < o->width) {
		out_z(o, "  ");
		out_line(o, a->title, o->width ? o->width - at - 2 : 0);
	}
	out_paint(o, PAINT_NONE);
	out_z(o, "\n");
}

static int by_place(const void *a, const void *b)
{
	const span *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->to > y->to ? -1 : x->to < y->to;
}

/* The spans of one article in the list, in order. */
static struct spans spans_of(struct view *v, const struct json_t *list, str id,
			     str text)
{
	struct spans s = { 0 };

	for (uint32_t i = 0; i < item_count(list); i++) {
		const struct json_t *x = item_nth(list, i);
		span at = item_span(x, "span");

		/* a text that changed since is not cut; verify tells it */
		if (str_eq(item_str(x, "article"), id) && at.to > at.from &&
		    at.to <= text.n &&
		    str_eq(str_span(text, at), item_str(x, "text")))
			*vec_add(v->arena, &s) = at;
	}
	if (s.n)
		qsort(s.v, s.n, sizeof(*s.v), by_place);
	return s;
}

/* Whether the next words may stand in the passage of the last. */
static bool is_near(str text, span last, span next)
{
	return next.from <= last.to + AROUND &&
	       (next.from <= last.to ||
		str_find(str_cut(text, last.to, next.from), STR("\n"), 0) ==
			SIZE_MAX);
}

/* The passages of one article; words that overlap are one. */
static uint32_t put_passages(struct view *v, struct spans s, str text,
			     uint32_t most, struct out *o)
{
	struct spans group = { 0 };
	uint32_t shown = 0;

	for (uint32_t i = 0; i < s.n && shown < most; i++) {
		span *last = group.n ? &group.v[group.n - 1] : NULL;

		if (last && !is_near(text, *last, s.v[i])) {
			put_passage(v, text, &group, o);
			shown++;
			group.n = 0;
			last = NULL;
		}
		if (last && s.v[i].from < last->to)
			last->to = s.v[i].to > last->to ? s.v[i].to : last->to;
		else
			*vec_add(v->arena, &group) = s.v[i];
	}
	if (group.n && shown < most) {
		put_passage(v, text, &group, o);
		shown++;
	}
	return shown;
}

static bool is_first_of(const struct json_t *list, uint32_t i)
{
	str id = item_str(item_nth(list, i), "article");

	for (uint32_t k = 0; k < i; k++)
		if (str_eq(item_str(item_nth(list, k), "article"), id))
			return false;
	return true;
}

void text_evidence(struct view *v, const struct json_t *list, uint32_t most,
		   struct out *o)
{
	uint32_t n = item_count(list), shown = 0, i;

	for (i = 0; i < n && shown < most; i++) {
		str id = item_str(item_nth(list, i), "article"), text;

		if (!is_first_of(list, i))
			continue;
		text = view_text(v, id);
		put_article_line(v, id, o);
		shown += put_passages(v, spans_of(v, list, id, text), text,
				      most - shown, o);
	}
	if (i < n)
		out_z(o, "      …\n");
}
