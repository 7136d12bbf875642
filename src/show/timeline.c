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
static uint32_t put_status_by(struct view *v, const struct json_t *x,
			      struct out *o)
{
	const struct json_t *by = item_at(x, "status_by");
	str status = item_str(x, "status");
	uint32_t n = item_count(by), cells = 0;

	for (uint32_t i = 0; i < n; i++) {
		str s = item_nth_str(by, i), who, word;

		if (str_eq(s, status) && n == 1)
			continue;
		who = view_name(v, item_key(by, i));
		word = view_word(v, "status", s);
		out_printf(o, " [%.*s: %.*s]", STR_FMT(who), STR_FMT(word));
		cells += 5 + str_cells(who) + str_cells(word);
	}
	return cells;
}

void text_entry_line(struct view *v, const struct json_t *x, struct out *o)
{
	str status = item_str(x, "status");
	enum paint how = paint_of(status);
	str words = view_words(v, x);
	long long sources = item_int(x, "sources");
	uint32_t at = ID_CELLS + 2 + WHEN_CELLS + 1 + 2, room;
	uint32_t tail = sources > 9 ? 5 : 4;

	out_paint(o, PAINT_WEAK);
	out_pad(o, item_str(x, "id"), ID_CELLS);
	out_paint(o, PAINT_NONE);
	out_z(o, "  ");
	out_pad(o, view_when(v, x), WHEN_CELLS);
	out_z(o, " ");
	out_paint(o, how);
	out_printf(o, "%s ", sign_of(status));
	at = out_wrap(o, view_title(v, x), at, at);
	out_paint(o, PAINT_NONE);
	at += put_status_by(v, x, o);
	if (sources > 1) {
		out_printf(o, " (%lld)", sources);
		at += tail;
	}
	room = o->width > at + 3 ? o->width - at - 3 : 0;
	if (words.n && (o->width == 0 || room >= LEAST_WORDS)) {
		out_z(o, "  ");
		out_paint(o, PAINT_WEAK);
		out_line(o, words, o->width ? room : 0);
		out_paint(o, PAINT_NONE);
	}
}

struct timeline {
	struct view *v;
	struct out *o;
};

static int put_entry(void *ctx, const struct json_t *x, str raw, struct err *e)
{
	struct timeline *t = ctx;

	(void)raw;
	(void)e;
	text_entry_line(t->v, x, t->o);
	out_z(t->o, "\n");
	return 0;
}

int text_timeline(struct view *v, const struct view_filter *f, struct out *o,
		  uint32_t *n, struct err *e)
{
	struct timeline t = { v, o };
	struct view_filter heads = *f;

	heads.lines = true;
	return view_each(v, &heads, put_entry, &t, n, e);
}

static int put_raw(void *ctx, const struct json_t *x, str raw, struct err *e)
{
	(void)x;
	(void)e;
	out_str(ctx, raw);
	out_z(ctx, "\n");
	return 0;
}

int json_lines(struct view *v, const struct view_filter *f, struct out *o,
	       uint32_t *n, struct err *e)
{
	struct view_filter heads = *f;

	heads.heads = true;
	return view_each(v, &heads, put_raw, o, n, e);
}
