/* pattern_piece.c - what of a pattern an automaton can look for without
 * counting.
 *
 * A gap is a run of any letters (~12, [^。]{1,14}, {KANJI}+). An automaton that
 * follows one remembers how far it has come in it, for each place where it may
 * have begun: states by the thousand, and a step for each letter of each gap.
 * So an automaton looks for pieces, which hold no gap: what stands before the
 * first one, and the piece behind it that says the most. Where they stand
 * aright the pattern itself is tried. */
#include "pack/pattern_compile_priv.h"

#define PIECES 96u /* of one pattern */
#define FEW_LETTERS 24u

/* Pieces of which every match holds one; the least that one of them says. */
struct best {
	struct piece v[PIECES];
	uint32_t n, weight;
	uint32_t reach; /* bytes at most from the begin to their ends */
};

struct run {
	struct parser *p;
	uint32_t from, to, weight; /* nodes without a gap, side by side */
	bool open;
	bool behind;	/* what stands before the first gap does not count */
	bool gap;	/* there was one */
	uint32_t reach; /* bytes at most of all nodes so far */
	struct best best;
};

bool set_is_wide(const struct rune_set *s)
{
	uint64_t size = 0;

	for (uint32_t i = 0; i < s->n; i++)
		size += s->ranges[i].to - s->ranges[i].from + 1;
	return s->negated || size > FEW_LETTERS;
}

static bool holds_wide(const struct parser *p, const struct node *n)
{
	bool wide = n->kind == NODE_ANY ||
		    (n->kind == NODE_SET && set_is_wide(&p->sets.v[n->a]));

	for (const struct node *c = n->child; c && !wide; c = c->next)
		wide = holds_wide(p, c);
	return wide;
}

bool node_is_gap(const struct parser *p, const struct node *n)
{
	return n->kind == NODE_REPEAT && n->max > 2 && holds_wide(p, n->child);
}

/* A thing found before counts as one: letters don't tell it. */
static bool holds_gap(const struct parser *p, const struct node *n)
{
	bool gap = n->kind == NODE_CLASS || node_is_gap(p, n);

	for (const struct node *c = n->child; c && !gap; c = c->next)
		gap = holds_gap(p, c);
	return gap;
}

/* Can a match begin with a gap? *empty: it may take no letter. */
static bool begins_with_gap(const struct parser *p, const struct node *n,
			    bool *empty)
{
	bool gap = node_is_gap(p, n), one = false;

	*empty = n->kind == NODE_EMPTY || n->kind == NODE_BEGIN ||
		 n->kind == NODE_END || n->kind == NODE_CAT;
	for (const struct node *c = n->child; c; c = c->next) {
		gap |= begins_with_gap(p, c, &one);
		if (n->kind == NODE_CAT)
			*empty &= one;
		else
			*empty |= one;
		if (n->kind == NODE_CAT && !one)
			break;
	}
	*empty |= n->kind == NODE_REPEAT && n->min == 0;
	return gap;
}

/* ---- how much a piece says: letters, those of particles half */

static uint32_t weight_of(const struct parser *p, const struct node *n)
{
	uint32_t weight = 0;

	switch (n->kind) {
	case NODE_EMPTY:
	case NODE_ANY:
	case NODE_BEGIN:
	case NODE_END:
	case NODE_CLASS:
		return 0;
	case NODE_CHAR:
		return n->a >= 0x30A0 ? 2 : 1;
	case NODE_SET:
		return !set_is_wide(&p->sets.v[n->a]);
	case NODE_LIST:
		return 2;
	case NODE_CAT:
		for (const struct node *c = n->child; c; c = c->next)
			weight += weight_of(p, c);
		return weight;
	case NODE_ALT:
		weight = UINT32_MAX;
		for (const struct node *c = n->child; c; c = c->next) {
			uint32_t one = weight_of(p, c);

			weight = one < weight ? one : weight;
		}
		return weight;
	case NODE_REPEAT:
		return n->min ? weight_of(p, n->child) : 0;
	case NODE_CAPTURE:
		return weight_of(p, n->child);
	}
	return 0;
}

/* ---- the best piece */

static void offer(struct run *r, const struct best *b)
{
	if (b->n && b->weight && b->weight >= r->best.weight)
		r->best = *b;
}

/* Borders and marks of captures that stand right before or behind come with
 * it; they take no letter. */
static struct piece with_marks(const struct parser *p, uint32_t from,
			       uint32_t to)
{
	while (from > 0 && (p->code.v[from - 1].op == OP_SAVE ||
			    p->code.v[from - 1].op == OP_BORDER))
		from--;
	while (to < p->code.n &&
	       (p->code.v[to].op == OP_SAVE || p->code.v[to].op == OP_BORDER))
		to++;
	return (struct piece){ from, to };
}

static void close_run(struct run *r)
{
	struct best b = { .n = 1, .weight = r->weight, .reach = r->reach };

	b.v[0] = with_marks(r->p, r->from, r->to);
	if (r->open)
		offer(r, &b);
	r->open = false;
	r->weight = 0;
}

static void best_of(struct parser *p, const struct node *n, bool behind,
		    struct best *out);

/* Every alternative has its own. */
static void best_of_all(struct parser *p, const struct node *alt, bool behind,
			struct best *out)
{
	out->n = 0;
	out->reach = 0;
	out->weight = UINT32_MAX;
	for (const struct node *c = alt->child; c; c = c->next) {
		struct best one;

		best_of(p, c, behind, &one);
		if (!one.n || out->n + one.n > PIECES) {
			out->n = 0;
			return;
		}
		for (uint32_t i = 0; i < one.n; i++)
			out->v[out->n++] = one.v[i];
		if (one.weight < out->weight)
			out->weight = one.weight;
		if (one.reach > out->reach)
			out->reach = one.reach;
	}
}

static void walk(struct run *r, const struct node *n)
{
	struct best inner = { .n = 0 };

	if (!holds_gap(r->p, n)) {
		if (!r->open)
			r->from = n->code.from;
		r->open = true;
		r->to = n->code.to;
		r->weight += weight_of(r->p, n);
		r->reach += node_longest(n);
		return;
	}
	if (n->kind == NODE_CAT || n->kind == NODE_CAPTURE) {
		for (const struct node *c = n->child; c; c = c->next)
			walk(r, c);
		return;
	}
	close_run(r);
	if (r->behind && !r->gap)
		r->best.n = r->best.weight = 0;
	if (n->kind == NODE_ALT)
		best_of_all(r->p, n, r->behind && !r->gap, &inner);
	else if (n->kind == NODE_REPEAT && n->min)
		best_of(r->p, n->child, false, &inner);
	/* of a repeat any copy may hold it */
	inner.reach = n->kind == NODE_ALT ? r->reach + inner.reach : MATCH_MOST;
	offer(r, &inner);
	r->reach += node_longest(n);
	r->gap = true;
}

static void best_of(struct parser *p, const struct node *n, bool behind,
		    struct best *out)
{
	struct run r = { .p = p, .behind = behind };

	walk(&r, n);
	close_run(&r);
	*out = r.best;
}

static struct pieces kept(struct parser *p, const struct best *b)
{
	struct piece *v = arena_many(p->arena, struct piece, b->n + 1);

	memcpy(v, b->v, b->n * sizeof(*v));
	return (struct pieces){ v, b->n,
				b->reach < MATCH_MOST ? b->reach : MATCH_MOST };
}

/* English gaps are cut short by the ends of words: there an automaton that
 * follows them costs less than trying patterns in vain. */
void pattern_pieces(struct parser *p, const struct node *root)
{
	bool empty, cut = !p->fold;
	struct best b;

	p->out->free =
		p->out->first->any || (cut && begins_with_gap(p, root, &empty));
	p->out->cuts = p->cuts.v;
	p->out->n_cuts = cut ? p->cuts.n : 0;
	best_of(p, root, false, &b);
	p->out->holds = kept(p, &b);
	best_of(p, root, holds_gap(p, root), &b);
	p->out->needs = kept(p, &b);
}
