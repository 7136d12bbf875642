/* plans.c - families of proposals as text: a tree of versions, each with the
 * clauses that are told, what came new or went, and the answers. */
#include "show/text.h"

#define NONE UINT32_MAX
#define DEPTH 40

struct plan {
	struct json_t *x;
	str id;
	uint32_t parent; /* the first that is in the list, or NONE */
	str basis;
	bool done;
};

struct plans {
	struct view *view;
	struct out *o;
	VEC_OF(struct plan);
};

static int take_plan(void *ctx, const struct json_t *x, str raw, struct err *e)
{
	struct plans *p = ctx;
	struct plan *one = vec_add(p->view->arena, p);

	(void)e;
	one->x = item_parse(raw);
	one->id = item_str(one->x, "id");
	one->parent = NONE;
	(void)x;
	return 0;
}

static void find_parents(struct plans *p)
{
	for (uint32_t i = 0; i < p->n; i++) {
		const struct json_t *edges = item_at(p->v[i].x, "lineage");

		for (uint32_t k = 0; k < item_count(edges); k++) {
			const struct json_t *edge = item_nth(edges, k);

			for (uint32_t m = 0; m < p->n; m++)
				if (p->v[i].parent == NONE && m != i &&
				    str_eq(p->v[m].id,
					   item_str(edge, "from"))) {
					p->v[i].parent = m;
					p->v[i].basis = item_str(edge, "basis");
				}
		}
	}
}

static str plus(struct plans *p, str a, const char *between, str b)
{
	if (!b.n)
		return a;
	return arena_printf(p->view->arena, "%.*s%s%.*s", STR_FMT(a),
			    a.n ? between : "", STR_FMT(b));
}

static bool is_told(const struct json_t *clauses, str issue)
{
	for (uint32_t i = 0; i < item_count(clauses); i++)
		if (str_eq(item_str(item_nth(clauses, i), "issue"), issue))
			return true;
	return false;
}

static void put_indent(struct plans *p, uint32_t depth)
{
	out_printf(p->o, "%*s", (int)(2 + 4 * depth), "");
}

/* "+" a clause that the version before isn't told to have. */
static void put_clauses(struct plans *p, const struct plan *x, uint32_t depth)
{
	const struct json_t *list = item_at(x->x, "clauses");
	const struct json_t *old =
		x->parent == NONE ? NULL
				  : item_at(p->v[x->parent].x, "clauses");
	struct view *v = p->view;

	for (uint32_t i = 0; i < item_count(list); i++) {
		const struct json_t *c = item_nth(list, i);
		str stance = item_str(c, "stance");
		str s = view_issue(v, item_str(c, "issue"));
		uint32_t at = 2 + 4 * depth + 6;

		if (item_str(c, "party").n)
			s = plus(p, s, ", ",
				 view_name(v, item_str(c, "party")));
		put_indent(p, depth);
		out_printf(p->o, "    %s ",
			   old && !is_told(old, item_str(c, "issue")) ? "+"
								      : "·");
		at += out_line(p->o, s, 0) + 2;
		out_z(p->o, "  ");
		out_paint(p->o, PAINT_WEAK);
		out_line(p->o,
			 stance.n
				 ? stance
				 : item_str(item_nth(item_at(c, "evidence"), 0),
					    "text"),
			 p->o->width == 0	 ? 0
			 : p->o->width > at + 12 ? p->o->width - at
						 : 12);
		out_paint(p->o, PAINT_NONE);
		out_z(p->o, "\n");
	}
}

static void put_responses(struct plans *p, const struct plan *x, uint32_t depth)
{
	const struct json_t *list = item_at(x->x, "responses");
	struct view *v = p->view;

	for (uint32_t i = 0; i < item_count(list); i++) {
		const struct json_t *r = item_nth(list, i);

		put_indent(p, depth);
		out_printf(
			p->o, "    > %.*s: %.*s\n",
			STR_FMT(view_name(v, item_str(r, "party"))),
			STR_FMT(view_word(v, "answer", item_str(r, "answer"))));
	}
}

static void put_plan(struct plans *p, struct plan *x, uint32_t depth)
{
	struct view *v = p->view;
	const struct json_t *author = item_at(x->x, "author");
	long long items = item_int(x->x, "items");
	bool dated = item_day(x->x, "from") != DAY_NONE ||
		     item_day(x->x, "to") != DAY_NONE;
	str about = view_word(v, "plan", item_str(x->x, "kind")), who;

	for (uint32_t i = 0; i < item_count(author); i++) {
		who = view_name(v, item_nth_str(author, i));
		about = plus(p, about, ", ", who);
	}
	if (items)
		about = arena_printf(v->arena, "%.*s, %lld %.*s",
				     STR_FMT(about), items,
				     STR_FMT(VIEW_WORD(v, "note", "items")));
	put_indent(p, depth);
	if (x->parent != NONE)
		out_printf(p->o,
			   "%s %.*s: ", str_is(x->basis, "told") ? "└─" : "└╌",
			   STR_FMT(view_word(v, "basis", x->basis)));
	out_paint(p->o, PAINT_WEAK);
	out_str(p->o, x->id);
	out_paint(p->o, PAINT_NONE);
	out_printf(p->o, "  %.*s  ",
		   STR_FMT(dated ? view_when(v, x->x) : STR("-")));
	out_paint(p->o, PAINT_STRONG);
	out_line(p->o, item_str(x->x, "name"), 0);
	out_paint(p->o, PAINT_NONE);
	out_printf(p->o, "  (%.*s)\n", STR_FMT(about));
	put_clauses(p, x, depth);
	put_responses(p, x, depth);
	x->done = true;
}

/* Depth first; a ring of edges ends at what is done already. */
static void put_family(struct plans *p, uint32_t root, uint32_t depth)
{
	if (p->v[root].done || depth > DEPTH)
		return;
	put_plan(p, &p->v[root], depth);
	for (uint32_t i = 0; i < p->n; i++)
		if (p->v[i].parent == root)
			put_family(p, i, depth + 1);
}

int text_plans(struct view *v, const struct view_filter *f, struct out *o,
	       uint32_t *n, struct err *e)
{
	struct plans p = { .view = v, .o = o };
	int r = view_each(v, f, take_plan, &p, n, e);

	if (r == 0) {
		find_parents(&p);
		for (uint32_t i = 0; i < p.n; i++)
			if (p.v[i].parent == NONE)
				put_family(&p, i, 0);
		for (uint32_t i = 0; i < p.n; i++) /* of rings */
			put_family(&p, i, 0);
	}
	for (uint32_t i = 0; i < p.n; i++)
		item_free(&p.v[i].x);
	return r;
}
