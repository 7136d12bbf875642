/* statements.c - who said what, conflicts and gaps as text: lists. */
#include "show/text.h"

#define ID_CELLS 12
#define WHEN_CELLS 10

struct list {
	struct view *v;
	struct out *o;
};

static uint32_t room(const struct out *o, uint32_t used)
{
	if (o->width == 0)
		return 0;
	return o->width > used + 10 ? o->width - used : 10;
}

static uint32_t line_start(struct list *l, const struct json_t *x)
{
	bool dated = item_day(x, "from") != DAY_NONE ||
		     item_day(x, "to") != DAY_NONE;

	out_paint(l->o, PAINT_WEAK);
	out_pad(l->o, item_str(x, "id"), ID_CELLS);
	out_paint(l->o, PAINT_NONE);
	out_z(l->o, "  ");
	out_pad(l->o, dated ? view_when(l->v, x) : STR("-"), WHEN_CELLS);
	out_z(l->o, "  ");
	return ID_CELLS + WHEN_CELLS + 4;
}

static int put_statement(void *ctx, const struct json_t *x, str raw,
			 struct err *e)
{
	struct list *l = ctx;
	uint32_t at = line_start(l, x);
	str who = view_name(l->v, item_str(x, "speaker"));
	str by = view_name(l->v, item_str(x, "reported_by"));

	if (!who.n) /* whom the article names by an office alone */
		who = item_str(x, "speaker_words");
	(void)raw;
	(void)e;
	out_paint(l->o, PAINT_STRONG);
	at += out_line(l->o, who.n ? who : STR("?"), 0);
	out_paint(l->o, PAINT_NONE);
	if (by.n) {
		out_z(l->o, " ←");
		at += 2 + out_line(l->o, by, 0);
	}
	out_z(l->o, ": ");
	out_line(l->o, view_title(l->v, x), room(l->o, at + 2));
	out_z(l->o, "\n");
	return 0;
}

int text_statements(struct view *v, const struct view_filter *f, struct out *o,
		    uint32_t *n, struct err *e)
{
	struct list l = { v, o };

	return view_each(v, f, put_statement, &l, n, e);
}

/* ---- conflicts and gaps: what they are about, then the sides */

static int put_subject(struct list *l, const struct json_t *x,
		       const char *group, struct err *e)
{
	str about = item_str(x, "about"), layer;
	struct json_t *y;

	out_paint(l->o, PAINT_WEAK);
	out_pad(l->o, item_str(x, "id"), ID_CELLS);
	out_paint(l->o, PAINT_NONE);
	out_z(l->o, "  ");
	out_paint(l->o, PAINT_OPEN);
	out_line(l->o, view_word(l->v, group, item_str(x, "kind")), 0);
	out_paint(l->o, PAINT_NONE);
	out_z(l->o, "\n");
	if (view_find(l->v, about, &layer, &y, e) < 0)
		return -1;
	out_z(l->o, "    ");
	if (y && str_is(layer, "entries")) {
		struct view_head h = view_head(l->v, y);

		out_printf(l->o, "%.*s  %.*s  ", STR_FMT(h.id),
			   STR_FMT(h.when));
		out_line(l->o, h.title, 0);
	} else {
		out_printf(l->o, "%.*s  ", STR_FMT(about));
		out_line(l->o, y ? view_title(l->v, y) : STR_NONE,
			 room(l->o, 20));
	}
	out_z(l->o, "\n");
	item_free(&y);
	return 0;
}

/* Words of evidence with the number of its article: "[3] …". */
static void put_words(struct list *l, const struct json_t *list, uint32_t used)
{
	const struct json_t *ev = item_nth(list, 0);
	const struct view_article *a =
		view_article(l->v, item_str(ev, "article"));

	if (!ev)
		return;
	out_paint(l->o, PAINT_WEAK);
	if (a) {
		out_printf(l->o, "%.*s ", STR_FMT(a->row.id));
		used += str_cells(a->row.id) + 1;
	}
	out_line(l->o, item_str(ev, "text"), room(l->o, used));
	out_paint(l->o, PAINT_NONE);
}

static int put_conflict(void *ctx, const struct json_t *x, str raw,
			struct err *e)
{
	struct list *l = ctx;
	const struct json_t *sides = item_at(x, "sides");

	(void)raw;
	if (put_subject(l, x, "conflict", e) < 0)
		return -1;
	for (uint32_t i = 0; i < item_count(sides); i++) {
		const struct json_t *s = item_nth(sides, i);
		str claim = view_claim(l->v, x, item_str(s, "claim"));
		uint32_t at = 6;

		out_z(l->o, "    - ");
		/* a claim in words is what the source says already */
		if (!str_eq(claim, item_str(item_nth(item_at(s, "evidence"), 0),
					    "text"))) {
			at += out_line(l->o, claim, 0) + 2;
			out_z(l->o, "  ");
		}
		put_words(l, item_at(s, "evidence"), at);
		out_z(l->o, "\n");
	}
	return 0;
}

int text_conflicts(struct view *v, const struct view_filter *f, struct out *o,
		   uint32_t *n, struct err *e)
{
	struct list l = { v, o };

	return view_each(v, f, put_conflict, &l, n, e);
}

static int put_gap(void *ctx, const struct json_t *x, str raw, struct err *e)
{
	struct list *l = ctx;

	(void)raw;
	if (put_subject(l, x, "gap", e) < 0)
		return -1;
	if (item_count(item_at(x, "evidence"))) {
		out_z(l->o, "    ");
		put_words(l, item_at(x, "evidence"), 4);
		out_z(l->o, "\n");
	}
	return 0;
}

int text_gaps(struct view *v, const struct view_filter *f, struct out *o,
	      uint32_t *n, struct err *e)
{
	struct list l = { v, o };

	return view_each(v, f, put_gap, &l, n, e);
}
