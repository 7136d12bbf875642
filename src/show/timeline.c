/* timeline.c - the chronology as text: one line an entry. */
#include "show/text.h"

#define ID_CELLS 12
#define WHEN_CELLS 13
#define LEAST_WORDS 10 /* cells; fewer are no help */

static enum paint paint_of(str status)
{
	if (str_is(status, "cancelled") || str_is(status, "denied"))
		return PAINT_OFF;
	if (str_is(status, "held") || str_is(status, "ongoing"))
		return PAINT_STRONG;
	return PAINT_OPEN;
}

/* One sign a status, so that columns of what happened and what did not are
 * told apart at a glance also without colours. */
static const char *sign_of(str status)
{
	if (str_is(status, "held"))
		return " ";
	if (str_is(status, "ongoing"))
		return "~";
	if (str_is(status, "cancelled") || str_is(status, "denied"))
		return "x";
	if (str_is(status, "postponed"))
		return ">";
	return "?"; /* planned, proposed, hypothetical */
}

/* Where parties differ: "RUS: postponed". */
static uint32_t put_claims(struct view *v, const struct entry_line *x,
			   struct out *o)
{
	uint32_t cells = 0;

	for (uint32_t i = 0; i < x->n_claims; i++) {
		const struct line_claim *c = &x->claims[i];
		str who, word;

		if (str_eq(c->status, x->status) && x->n_claims == 1)
			continue;
		who = view_name(v, c->party);
		word = view_word(v, "status", c->status);
		out_printf(o, " [%.*s: %.*s]", STR_FMT(who), STR_FMT(word));
		cells += 5 + str_cells(who) + str_cells(word);
	}
	return cells;
}

static void put_line(struct view *v, const struct entry_line *x, struct out *o)
{
	uint32_t at = ID_CELLS + 2 + WHEN_CELLS + 1 + 2, room;

	out_paint(o, PAINT_WEAK);
	out_pad(o, x->id, ID_CELLS);
	out_paint(o, PAINT_NONE);
	out_z(o, "  ");
	out_pad(o, view_interval(v, x->from, x->to, x->precision), WHEN_CELLS);
	out_z(o, " ");
	out_paint(o, paint_of(x->status));
	out_z(o, sign_of(x->status));
	out_z(o, " ");
	at = out_wrap(o, x->title[v->lang], at, at);
	out_paint(o, PAINT_NONE);
	at += put_claims(v, x, o);
	if (x->sources > 1) {
		out_printf(o, " (%lld)", x->sources);
		at += x->sources > 9 ? 5 : 4;
	}
	room = o->width > at + 3 ? o->width - at - 3 : 0;
	if (x->words[v->lang].n && (o->width == 0 || room >= LEAST_WORDS)) {
		out_z(o, "  ");
		out_paint(o, PAINT_WEAK);
		out_line(o, x->words[v->lang], o->width ? room : 0);
		out_paint(o, PAINT_NONE);
	}
}

void text_entry_line(struct view *v, const struct json_t *x, struct out *o)
{
	const struct json_t *by = item_at(x, "status_by");
	uint32_t n = item_count(by);
	struct line_claim *claims = arena_many(v->arena, struct line_claim, n);
	struct entry_line line = { .id = item_str(x, "id"),
				   .status = item_str(x, "status"),
				   .precision = item_str(x, "precision"),
				   .from = item_day(x, "from"),
				   .to = item_day(x, "to"),
				   .sources = item_int(x, "sources"),
				   .claims = claims,
				   .n_claims = n };

	line.title[v->lang] = view_title(v, x);
	line.words[v->lang] = view_words(v, x);
	for (uint32_t i = 0; i < n; i++)
		claims[i] = (struct line_claim){ item_key(by, i),
						 item_nth_str(by, i) };
	put_line(v, &line, o);
}

struct timeline {
	struct view *v;
	struct out *o;
};

static int put_entry(void *ctx, const struct entry_line *x, struct err *e)
{
	struct timeline *t = ctx;

	(void)e;
	put_line(t->v, x, t->o);
	out_z(t->o, "\n");
	return 0;
}

int text_timeline(struct view *v, const struct view_filter *f, struct out *o,
		  uint32_t *n, struct err *e)
{
	struct timeline t = { v, o };

	return view_each_line(v, f, put_entry, &t, n, e);
}

static int put_raw(void *ctx, str raw, struct err *e)
{
	(void)e;
	out_str(ctx, raw);
	out_z(ctx, "\n");
	return 0;
}

int json_lines(struct view *v, const struct view_filter *f, struct out *o,
	       uint32_t *n, struct err *e)
{
	return view_each_raw(v, f, put_raw, o, n, e);
}
