/* pressures.c - pressure and inducement as text and as lines of JSON. */
#include "base/json.h"
#include "show/pressure.h"
#include "show/text.h"

#define ID_CELLS 12
#define WHEN_CELLS 13

struct list {
	struct view *v;
	struct out *o;
};

static str joined(struct view *v, const struct codes *list, bool issues)
{
	str s = STR_NONE;

	for (uint32_t i = 0; i < list->n; i++) {
		str name = issues ? view_issue(v, list->v[i])
				  : view_name(v, list->v[i]);

		s = i ? arena_printf(v->arena, "%.*s, %.*s", STR_FMT(s),
				     STR_FMT(name))
		      : name;
	}
	return s.n ? s : STR("?");
}

/* "+" an inducement, "!" pressure; a status that is not held in words. */
static int put_measure(void *ctx, const struct measure *m, struct err *e)
{
	struct list *l = ctx;
	struct out *o = l->o;
	struct view *v = l->v;
	str status = item_str(m->x, "status"), words = view_words(v, m->x);
	bool dated = item_day(m->x, "from") != DAY_NONE ||
		     item_day(m->x, "to") != DAY_NONE;
	uint32_t at = ID_CELLS + 2 + WHEN_CELLS + 3;

	(void)e;
	out_paint(o, PAINT_WEAK);
	out_pad(o, m->id, ID_CELLS);
	out_paint(o, PAINT_NONE);
	out_z(o, "  ");
	out_pad(o, dated ? view_when(v, m->x) : STR("-"), WHEN_CELLS);
	out_printf(o, " %s ", m->inducement ? "+" : "!");
	out_paint(o, PAINT_STRONG);
	at += out_line(o, view_word(v, "measure", m->kind), 0);
	out_paint(o, PAINT_NONE);
	if (status.n && !str_is(status, "held")) {
		status = view_word(v, "status", status);
		out_printf(o, " (%.*s)", STR_FMT(status));
		at += 3 + str_cells(status);
	}
	out_z(o, "  ");
	at += 2 + out_line(o, joined(v, &m->by, false), 0);
	out_z(o, " → ");
	at += 3 + out_line(o, joined(v, &m->on, false), 0);
	out_z(o, "  ");
	at += 2 + out_line(o, joined(v, &m->issues, true), 0);
	out_z(o, ": ");
	if (!words.n)
		words = item_str(m->x, "stance");
	if (!words.n)
		words = view_title(v, m->x);
	out_line(o, words,
		 o->width == 0	      ? 0
		 : o->width > at + 12 ? o->width - at - 2
				      : 10);
	out_z(o, "\n");
	return 0;
}

int text_pressure(struct view *v, const struct view_filter *f, struct out *o,
		  uint32_t *n, struct err *e)
{
	struct list l = { v, o };

	return view_pressure(v, f, put_measure, &l, n, e);
}

/* ---- JSON */

static void put_codes(struct json *j, const char *key, const struct codes *list)
{
	json_key(j, key);
	json_open(j, '[');
	for (uint32_t i = 0; i < list->n; i++)
		json_str(j, list->v[i]);
	json_close(j);
}

static void put_evidence(struct json *j, const struct json_t *list)
{
	json_key(j, "evidence");
	json_open(j, '[');
	for (uint32_t i = 0; i < item_count(list); i++) {
		const struct json_t *x = item_nth(list, i);

		json_open(j, '{');
		json_put_str(j, "article", item_str(x, "article"));
		json_put_span(j, "span", item_span(x, "span"));
		json_put_str(j, "text", item_str(x, "text"));
		json_put_str(j, "rule", item_str(x, "rule"));
		json_close(j);
	}
	json_close(j);
}

static int put_json(void *ctx, const struct measure *m, struct err *e)
{
	struct list *l = ctx;
	struct json j;

	(void)e;
	json_init(&j, &l->o->buf, 0);
	json_open(&j, '{');
	json_put_str(&j, "id", m->id);
	json_put_str(&j, "kind", m->kind);
	json_put_str(&j, "sign",
		     m->inducement ? STR("inducement") : STR("pressure"));
	put_codes(&j, "by", &m->by);
	put_codes(&j, "on", &m->on);
	put_codes(&j, "issue", &m->issues);
	json_put_str(&j, "status", item_str(m->x, "status"));
	json_put_day(&j, "from", item_day(m->x, "from"));
	json_put_day(&j, "to", item_day(m->x, "to"));
	put_evidence(&j, item_at(m->x, "evidence"));
	json_close(&j);
	out_z(l->o, "\n");
	return 0;
}

int json_pressure(struct view *v, const struct view_filter *f, struct out *o,
		  uint32_t *n, struct err *e)
{
	struct list l = { v, o };

	return view_pressure(v, f, put_json, &l, n, e);
}
