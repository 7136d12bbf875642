/* pressure.c - pressure and inducement, gathered from entries and positions.
 *
 * The entries of the kinds below and the positions of force threat or condition
 * are taken in; then all positions and statements that rest on the same words
 * say which issue an entry is about. */
#include "show/pressure.h"

#include <stdlib.h>

#include "show/out.h"

/* Bytes of a comma between a threat and what it is a threat of. */
#define COMMA 4u

static const struct {
	const char *kind;
	bool inducement;
	const char *issue; /* what it is about by itself */
} kinds[] = {
	{ "sanction", false, "sanctions" },
	{ "threat", false, NULL },
	{ "deadline", false, NULL },
	{ "aid-cut", false, NULL },
	{ "detention", false, NULL },
	{ "sanction-relief", true, "sanctions" },
	{ "aid", true, NULL },
	{ "release", true, NULL },
	{ "prisoner-exchange", true, "prisoners" },
};

struct taken {
	struct measure m;
	struct json_t *x;
	day from, to;
};

struct gathering {
	struct view *view;
	const struct view_filter *f;
	struct taken *v;
	uint32_t n, room;
	uint32_t entries; /* the first ones */
};

static void add_code(struct arena *a, struct codes *list, str code)
{
	if (!code.n)
		return;
	for (uint32_t i = 0; i < list->n; i++)
		if (str_eq(list->v[i], code))
			return;
	*vec_add(a, list) = arena_str(a, code);
}

static bool has_code(const struct codes *list, str code)
{
	for (uint32_t i = 0; i < list->n; i++)
		if (str_eq(list->v[i], code))
			return true;
	return false;
}

static struct taken *take(struct gathering *g, str raw)
{
	struct arena *a = g->view->arena;
	struct taken *t;

	if (g->n == g->room) {
		uint32_t room = g->room ? g->room * 2 : 32;
		struct taken *v = arena_many(a, struct taken, room);

		for (uint32_t i = 0; i < g->n; i++)
			v[i] = g->v[i];
		g->v = v;
		g->room = room;
	}
	t = &g->v[g->n++];
	*t = (struct taken){ .x = item_parse(raw) };
	t->m.x = t->x;
	t->m.id = item_str(t->x, "id");
	t->from = item_day(t->x, "from");
	t->to = item_day(t->x, "to");
	return t;
}

static int take_entry(void *ctx, const struct json_t *x, str raw, struct err *e)
{
	struct gathering *g = ctx;
	struct arena *a = g->view->arena;
	str kind = item_str(x, "kind");
	const struct json_t *who;
	struct taken *t;
	size_t k = 0;

	(void)e;
	while (k < COUNT(kinds) && !str_is(kind, kinds[k].kind))
		k++;
	if (k == COUNT(kinds))
		return 0;
	t = take(g, raw);
	t->m.kind = item_str(t->x, "kind");
	t->m.inducement = kinds[k].inducement;
	if (kinds[k].issue)
		add_code(a, &t->m.issues, str_of(kinds[k].issue));
	who = item_at(t->x, "participants");
	for (uint32_t i = 0; i < item_count(who); i++) {
		const struct json_t *p = item_nth(who, i);
		bool target = str_is(item_str(p, "role"), "target");

		add_code(a, target ? &t->m.on : &t->m.by, item_str(p, "party"));
	}
	return 0;
}

/* Do two lists of evidence share words, or stand so near? */
static bool share_words(const struct json_t *a, const struct json_t *b,
			uint32_t near)
{
	for (uint32_t i = 0; i < item_count(a); i++) {
		const struct json_t *x = item_nth(a, i);
		span at = item_span(x, "span");

		for (uint32_t k = 0; k < item_count(b); k++) {
			const struct json_t *y = item_nth(b, k);
			span other = item_span(y, "span");

			if (at.from < other.to + near &&
			    other.from < at.to + near &&
			    str_eq(item_str(x, "article"),
				   item_str(y, "article")))
				return true;
		}
	}
	return false;
}

/* The measure that rests on the words of x: an entry, or a position of the
 * same party and force. */
static struct taken *resting_on(struct gathering *g, const struct json_t *x)
{
	const struct json_t *evidence = item_at(x, "evidence");
	str force = item_str(x, "force"), party = item_str(x, "party");
	bool threat = str_is(force, "threat");

	for (uint32_t i = 0; i < g->n; i++)
		if ((i < g->entries ||
		     (str_eq(g->v[i].m.kind, force) &&
		      str_eq(item_str(g->v[i].x, "party"), party))) &&
		    share_words(item_at(g->v[i].x, "evidence"), evidence,
				threat && str_is(g->v[i].m.kind, "threat")
					? COMMA
					: 0))
			return &g->v[i];
	return NULL;
}

static int take_position(void *ctx, const struct json_t *x, str raw,
			 struct err *e)
{
	struct gathering *g = ctx;
	struct arena *a = g->view->arena;
	str force = item_str(x, "force"), issue = item_str(x, "issue");
	struct taken *t = resting_on(g, x);

	(void)e;
	if (t) {
		add_code(a, &t->m.issues, issue);
		return 0;
	}
	if (!str_is(force, "threat") && !str_is(force, "condition"))
		return 0;
	t = take(g, raw);
	t->m.kind = item_str(t->x, "force");
	add_code(a, &t->m.by, item_str(t->x, "party"));
	add_code(a, &t->m.issues, item_str(t->x, "issue"));
	return 0;
}

static int lend_issue(void *ctx, const struct json_t *x, str raw, struct err *e)
{
	struct gathering *g = ctx;
	const struct json_t *issues = item_at(x, "issue");
	struct taken *t = item_count(issues) ? resting_on(g, x) : NULL;

	(void)raw;
	(void)e;
	for (uint32_t i = 0; t && i < item_count(issues); i++)
		add_code(g->view->arena, &t->m.issues, item_nth_str(issues, i));
	return 0;
}

static int by_date(const void *a, const void *b)
{
	const struct taken *x = a, *y = b;
	day s = x->from != DAY_NONE ? x->from : x->to;
	day t = y->from != DAY_NONE ? y->from : y->to;

	if ((s == DAY_NONE) != (t == DAY_NONE))
		return s == DAY_NONE ? 1 : -1;
	if (s != t)
		return s < t ? -1 : 1;
	return str_cmp(x->m.id, y->m.id);
}

static bool is_wanted(const struct view_filter *f, const struct measure *m)
{
	if (f->issue.n && !has_code(&m->issues, f->issue))
		return false;
	if (!f->kind.n || str_eq(f->kind, m->kind))
		return true;
	return str_is(f->kind, m->inducement ? "inducement" : "pressure");
}

static int gather(struct gathering *g, struct err *e)
{
	struct view_filter f = *g->f;

	f.kind = f.issue = STR_NONE;
	f.most = 0;
	f.layer = "entries";
	if (view_each(g->view, &f, take_entry, g, NULL, e) < 0)
		return -1;
	g->entries = g->n;
	f.layer = "positions";
	if (view_each(g->view, &f, take_position, g, NULL, e) < 0)
		return -1;
	f.layer = "statements";
	f.actor = STR_NONE; /* what is said about it, by whomever */
	return view_each(g->view, &f, lend_issue, g, NULL, e);
}

int view_pressure(struct view *v, const struct view_filter *f, measure_fn *fn,
		  void *ctx, uint32_t *n, struct err *e)
{
	struct gathering g = { .view = v, .f = f };
	int r = gather(&g, e);

	if (n)
		*n = 0;
	if (r == 0 && g.n)
		qsort(g.v, g.n, sizeof(*g.v), by_date);
	for (uint32_t i = 0; r == 0 && i < g.n; i++) {
		if (!is_wanted(f, &g.v[i].m))
			continue;
		r = fn(ctx, &g.v[i].m, e);
		if (n)
			++*n;
	}
	for (uint32_t i = 0; i < g.n; i++)
		item_free(&g.v[i].x);
	return r;
}
