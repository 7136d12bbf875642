/* positions.c - who wants what as text: issues by parties, or the history. */
#include <stdlib.h>

#include "show/text.h"

#define CELL 13
#define ISSUE_CELLS 22

struct stand {
	str issue, party, force;
	day when;
	uint32_t n; /* positions told */
};

struct tally {
	str key;
	uint32_t n;
};

struct tallies {
	VEC_OF(struct tally);
};

struct matrix {
	struct view *view;
	struct tallies issues, parties;
	VEC_OF(struct stand);
};

static void tally(struct arena *a, struct tallies *t, str key)
{
	uint32_t i = 0;

	while (i < t->n && !str_eq(t->v[i].key, key))
		i++;
	if (i == t->n)
		vec_add(a, t)->key = arena_str(a, key);
	t->v[i].n++;
}

/* What a party was told to hold last is what stands. */
static int take_position(void *ctx, const struct json_t *x, str raw,
			 struct err *e)
{
	struct matrix *m = ctx;
	struct arena *a = m->view->arena;
	str issue = item_str(x, "issue"), party = item_str(x, "party");
	uint32_t i = 0;
	day when = view_known_by(m->view, x);

	(void)raw;
	(void)e;
	if (!issue.n || !party.n)
		return 0;
	tally(a, &m->issues, issue);
	tally(a, &m->parties, party);
	while (i < m->n &&
	       !(str_eq(m->v[i].issue, issue) && str_eq(m->v[i].party, party)))
		i++;
	if (i == m->n) {
		struct stand *s = vec_add(a, m);

		s->issue = arena_str(a, issue);
		s->party = arena_str(a, party);
		s->when = DAY_NONE;
	}
	if (m->v[i].when == DAY_NONE ||
	    (when != DAY_NONE && when >= m->v[i].when)) {
		m->v[i].force = arena_str(a, item_str(x, "force"));
		m->v[i].when = when;
	}
	m->v[i].n++;
	return 0;
}

static int more_told(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return str_cmp(x->key, y->key);
}

static void put_stand(struct matrix *m, str issue, str party, struct out *o)
{
	struct arena *a = m->view->arena;

	for (uint32_t i = 0; i < m->n; i++) {
		const struct stand *s = &m->v[i];
		str word;

		if (!str_eq(s->issue, issue) || !str_eq(s->party, party))
			continue;
		word = view_word(m->view, "force", s->force);
		if (s->n > 1)
			word = arena_printf(a, "%.*s %u", STR_FMT(word), s->n);
		out_pad(o, word, CELL - 1);
		out_z(o, " ");
		return;
	}
	out_pad(o, STR("."), CELL);
}

static void put_matrix(struct matrix *m, struct out *o)
{
	uint32_t fits =
		o->width ? (o->width - ISSUE_CELLS) / CELL : m->parties.n;
	struct view *v = m->view;

	if (m->parties.n)
		qsort(m->parties.v, m->parties.n, sizeof(*m->parties.v),
		      more_told);
	if (m->issues.n)
		qsort(m->issues.v, m->issues.n, sizeof(*m->issues.v),
		      more_told);
	if (fits > m->parties.n)
		fits = m->parties.n;
	out_pad(o, STR_NONE, ISSUE_CELLS);
	out_paint(o, PAINT_STRONG);
	for (uint32_t k = 0; k < fits; k++) {
		str name = view_name(v, m->parties.v[k].key);
		uint32_t n = out_line(o, name, CELL - 1);

		while (n++ < CELL)
			out_z(o, " ");
	}
	out_paint(o, PAINT_NONE);
	out_z(o, "\n");
	for (uint32_t i = 0; i < m->issues.n; i++) {
		str issue = m->issues.v[i].key;
		uint32_t n = out_line(o, issue, ISSUE_CELLS - 1);

		while (n++ < ISSUE_CELLS)
			out_z(o, " ");
		for (uint32_t k = 0; k < fits; k++)
			put_stand(m, issue, m->parties.v[k].key, o);
		out_z(o, "\n");
	}
	if (fits < m->parties.n)
		out_printf(o, "(+%u)\n", m->parties.n - fits);
}

/* ---- history */

struct history {
	struct view *v;
	struct out *o;
};

static int put_position(void *ctx, const struct json_t *x, str raw,
			struct err *e)
{
	struct history *h = ctx;
	struct view *v = h->v;
	struct out *o = h->o;
	bool dated = item_day(x, "from") != DAY_NONE ||
		     item_day(x, "to") != DAY_NONE;
	str stance = item_str(x, "stance"), issue = item_str(x, "issue");
	uint32_t at = 12 + 2 + 10 + 2;

	(void)raw;
	(void)e;
	out_paint(o, PAINT_WEAK);
	out_pad(o, item_str(x, "id"), 12);
	out_paint(o, PAINT_NONE);
	out_z(o, "  ");
	out_pad(o, dated ? view_when(v, x) : STR("-"), 10);
	out_z(o, "  ");
	out_paint(o, PAINT_STRONG);
	at += out_line(o, view_name(v, item_str(x, "party")), 0);
	out_paint(o, PAINT_NONE);
	out_z(o, " ");
	at += 1 + out_line(o, view_word(v, "force", item_str(x, "force")), 0);
	out_z(o, " ");
	at += 1 + out_line(o, view_issue(v, issue), 0);
	out_z(o, ": ");
	out_line(o, stance.n ? stance : view_title(v, x),
		 o->width == 0	      ? 0
		 : o->width > at + 12 ? o->width - at - 2
				      : 10);
	out_z(o, "\n");
	return 0;
}

int text_positions(struct view *v, const struct view_filter *f, struct out *o,
		   uint32_t *n, struct err *e)
{
	struct matrix m = { .view = v };
	struct history h = { v, o };

	if (f->issue.n || f->actor.n || f->all)
		return view_each(v, f, put_position, &h, n, e);
	if (view_each(v, f, take_position, &m, n, e) < 0)
		return -1;
	if (*n)
		put_matrix(&m, o);
	return 0;
}
