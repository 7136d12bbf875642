/* passages.c - fields, links and sources' words of an item's page as text. */
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

/* The text of one passage as one string with the words' place in it. */
static str joined(struct view *v, const struct passage *p, span *words)
{
	str before = arena_printf(v->arena, "%s%.*s", p->more_before ? "…" : "",
				  STR_FMT(p->before));

	words->from = (uint32_t)before.n;
	words->to = (uint32_t)(before.n + p->words.n);
	return arena_printf(v->arena, "%.*s%.*s%.*s%s", STR_FMT(before),
			    STR_FMT(p->words), STR_FMT(p->after),
			    p->more_after ? "…" : "");
}

static void put_passage(struct view *v, const struct passage *p, struct out *o)
{
	span words;
	str all = joined(v, p, &words);

	if (!o->color) { /* brackets that no source's text has */
		all = arena_printf(v->arena, "%.*s⟦%.*s⟧%.*s",
				   STR_FMT(str_cut(all, 0, words.from)),
				   STR_FMT(str_span(all, words)),
				   STR_FMT(str_cut(all, words.to, all.n)));
		words = (span){ 0, 0 };
	}
	out_printf(o, "%*s", INDENT, "");
	out_wrap_painted(o, all, words, PAINT_WORDS, INDENT, INDENT);
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

void text_evidence(struct view *v, const struct json_t *list, uint32_t most,
		   struct out *o)
{
	uint32_t n = item_count(list);
	str before = STR_NONE;

	for (uint32_t i = 0; i < n && i < most; i++) {
		const struct json_t *x = item_nth(list, i);
		str id = item_str(x, "article"), text = view_text(v, id);
		span at = item_span(x, "span");
		struct passage p = { .words = item_str(x, "text") };

		if (!str_eq(id, before))
			put_article_line(v, id, o);
		before = id;
		/* a text that changed since is not cut; verify tells it */
		if (at.to <= text.n && at.to > at.from &&
		    str_eq(str_span(text, at), p.words))
			p = passage_cut(text, at, AROUND);
		put_passage(v, &p, o);
	}
	if (n > most)
		out_printf(o, "      … +%u\n", n - most);
}
