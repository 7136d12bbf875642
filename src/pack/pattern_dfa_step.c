/* pattern_dfa_step.c - from a state with a letter to the next. */
#include "pack/pattern_dfa_build_priv.h"

#include <stdlib.h>

/* Places that stand before a border or the end go on when it is there. */
static void pass_borders(struct dfa *d, struct places *p, bool border, bool end)
{
	for (uint32_t i = 0; i < p->n; i++)
		if (!p->v[i].node)
			d->marks[p->v[i].pc] = d->generation;
	for (uint32_t i = 0; i < p->n; i++) {
		enum op op = d->code.v[p->v[i].pc].op;

		if ((op == OP_BORDER && border) || (op == OP_END && end))
			dfa_close_over(d, p, p->v[i].pc + 1);
	}
}

static void step_place(struct dfa *d, struct place p, const struct look *k,
		       struct places *out)
{
	const struct instr *c = &d->code.v[p.pc];
	const struct list_use *l;
	const struct list_node *n;
	bool ok = false;

	if (c->op == OP_CHAR)
		ok = c->a == (c->b ? k->folded : k->plain);
	else if (c->op == OP_ANY)
		ok = !k->line_end;
	else if (c->op == OP_SET)
		ok = k->sets[c->a / 64] >> c->a % 64 & 1;
	if (ok)
		dfa_close_over(d, out, p.pc + 1);
	if (c->op != OP_LIST)
		return;
	l = &d->lists.v[c->a];
	n = list_child(l->trie, &l->trie->nodes[p.node],
		       l->fold ? k->folded : k->plain);
	if (!n)
		return;
	if (n->end)
		dfa_close_over(d, out, p.pc + 1);
	if (n->n_children)
		dfa_add_node(
			d, out,
			(struct place){ p.pc, (uint32_t)(n - l->trie->nodes) });
}

static void add_found(struct dfa *d, const uint64_t *found)
{
	for (uint32_t k = 0; found && k < dfa_words(d); k++)
		d->found[k] |= found[k];
	d->any_found |= found != NULL;
}

/* Adds what another state holds. */
static void add_state(struct dfa *d, const struct state *s, struct places *out)
{
	for (uint32_t i = 0; i < s->n; i++) {
		struct place p = s->places[i];

		if (p.node)
			dfa_add_node(d, out, p);
		else if (d->marks[p.pc] != d->generation) {
			d->marks[p.pc] = d->generation;
			*vec_add(d->arena, out) = p;
		}
	}
	add_found(d, s->found);
}

static bool is_start(const struct dfa *d, uint32_t state)
{
	return state == d->start[0][0] || state == d->start[0][1] ||
	       state == d->start[1][0] || state == d->start[1][1];
}

/* What the patterns that begin behind a state have come to with the letter;
 * found once for all states. */
static uint32_t begun(struct dfa *d, uint32_t from, uint32_t cls)
{
	if (!d->floating || cls == CLASS_END || is_start(d, from))
		return NEXT_DEAD;
	return dfa_step(d, d->start[0][dfa_state_at(d, from)->after_word], cls);
}

static int by_letter(const void *a, const void *b)
{
	uint32_t x = ((const struct want *)a)->letter;
	uint32_t y = ((const struct want *)b)->letter;

	return x < y ? -1 : x > y;
}

static void add_wants(struct dfa *d, struct wants *out, struct place p)
{
	const struct instr *c = &d->code.v[p.pc];
	const struct list_node *nodes, *n;

	if (c->op == OP_CHAR)
		*vec_add(d->arena, out) = (struct want){ c->a, p };
	else if (c->op != OP_LIST)
		*vec_add(d->arena, out) = (struct want){ 0, p };
	if (c->op != OP_LIST)
		return;
	nodes = d->lists.v[c->a].trie->nodes;
	n = &nodes[p.node];
	for (uint32_t i = 0; i < n->n_children; i++)
		*vec_add(d->arena, out) =
			(struct want){ nodes[n->children + i].rune, p };
}

static void step_letter(struct dfa *d, const struct wants *w, uint32_t letter,
			const struct look *k, struct places *out)
{
	uint32_t low = 0, high = w->n;

	while (low < high) {
		uint32_t mid = (low + high) / 2;

		if (w->v[mid].letter < letter)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < w->n && w->v[low].letter == letter; low++)
		step_place(d, w->v[low].at, k, out);
}

/* Before a letter: the places of a state, those behind borders too. */
static void ready_places(struct dfa *d, const struct state *s, bool border,
			 bool end, struct places *out)
{
	out->n = 0;
	dfa_begin_build(d);
	for (uint32_t i = 0; i < s->n; i++)
		*vec_add(d->arena, out) = s->places[i];
	d->at_begin = s->at_begin;
	pass_borders(d, out, border, end);
	d->at_begin = false;
	d->generation++;
}

static void step_places(struct dfa *d, const struct places *from,
			const struct look *k, struct places *out)
{
	for (uint32_t i = 0; i < from->n; i++)
		step_place(d, from->v[i], k, out);
}

/* A state that begins everything has a thousand places, of which a letter asks
 * for a few. */
static const struct wants *make_wants(struct dfa *d, const struct state *s)
{
	struct wants *w = arena_one(d->arena, struct wants);

	ready_places(d, s, true, false, &d->from);
	for (uint32_t i = 0; i < d->from.n; i++)
		add_wants(d, w, d->from.v[i]);
	if (w->n)
		qsort(w->v, w->n, sizeof(*w->v), by_letter);
	if (d->any_found)
		w->found = dfa_found_kept(d);
	return w;
}

/* From where all patterns begin, borders passed. */
static void step_begin(struct dfa *d, struct state *s, const struct look *k,
		       struct places *out)
{
	if (!s->wants)
		s->wants = make_wants(d, s);
	dfa_begin_build(d);
	add_found(d, s->wants->found);
	step_letter(d, s->wants, 0, k, out);
	if (k->plain)
		step_letter(d, s->wants, k->plain, k, out);
	if (k->folded && k->folded != k->plain)
		step_letter(d, s->wants, k->folded, k, out);
}

/* The state behind another when a letter of the class follows. */
static uint32_t make_step(struct dfa *d, uint32_t state, uint32_t cls)
{
	struct state *s = dfa_state_at(d, state);
	const struct look *k = &d->classes.v[cls];
	struct places *to = &d->to;
	bool end = cls == CLASS_END, border;
	uint32_t more = begun(d, state, cls);

	if (more == (NEXT_FULL | NEXT_HALTS))
		return more;
	to->n = 0;
	border = end || !s->after_word || !k->word;
	if (is_start(d, state) && border && !end) {
		step_begin(d, s, k, to);
	} else {
		ready_places(d, s, border, end, &d->from);
		if (!end)
			step_places(d, &d->from, k, to);
	}
	if (more != NEXT_DEAD && !is_start(d, more))
		add_state(d, dfa_state_at(d, more), to);
	if (d->floating && !to->n && !d->any_found)
		return d->start[0][k->word && d->has_borders];
	return dfa_state_of(d, to, k->word);
}

/* As it stands in its row; made when it is new. */
uint32_t dfa_step(struct dfa *d, uint32_t state, uint32_t cls)
{
	_Atomic uint16_t *row =
		&d->rows[(state & ~(uint32_t)NEXT_HALTS) * d->width + cls];
	uint32_t next = atomic_load(row);

	if (!next) {
		next = make_step(d, state, cls);
		atomic_store(row, (uint16_t)next);
	}
	return next;
}
