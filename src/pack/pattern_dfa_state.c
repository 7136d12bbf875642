/* pattern_dfa_state.c - states: each set of places stands for one number. */
#include "pack/pattern_dfa_build_priv.h"

#include <stdlib.h>

void dfa_begin_build(struct dfa *d)
{
	d->generation++;
	d->any_found = false;
	memset(d->found, 0, dfa_words(d) * sizeof(*d->found));
}

void dfa_close_over(struct dfa *d, struct places *out, uint32_t pc)
{
	d->stack.n = 0;
	*vec_add(d->arena, &d->stack) = pc;
	while (d->stack.n) {
		const struct instr *c;

		pc = d->stack.v[--d->stack.n];
		if (d->marks[pc] == d->generation)
			continue;
		d->marks[pc] = d->generation;
		c = &d->code.v[pc];
		if (c->op == OP_SPLIT)
			*vec_add(d->arena, &d->stack) = c->b;
		if (c->op == OP_SPLIT || c->op == OP_JUMP)
			*vec_add(d->arena, &d->stack) = c->a;
		else if (c->op == OP_SAVE || (c->op == OP_BEGIN && d->at_begin))
			*vec_add(d->arena, &d->stack) = pc + 1;
		else if (c->op == OP_MATCH || c->op == OP_CLASS) {
			d->found[c->a / 64] |= (uint64_t)1 << c->a % 64;
			d->any_found = true;
		} else if (c->op != OP_BEGIN)
			*vec_add(d->arena, out) = (struct place){ pc, 0 };
	}
}

void dfa_add_node(struct dfa *d, struct places *out, struct place p)
{
	uint32_t *mark = &d->marks[d->lists.v[d->code.v[p.pc].a].mark + p.node];

	if (*mark == d->generation)
		return;
	*mark = d->generation;
	*vec_add(d->arena, out) = p;
}

static int by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->pc != y->pc)
		return x->pc < y->pc ? -1 : 1;
	return x->node < y->node ? -1 : x->node > y->node;
}

static bool same_state(const struct dfa *d, const struct state *s,
		       const struct places *p, bool after_word)
{
	size_t words = dfa_words(d) * sizeof(*s->found);

	return s->n == p->n && s->after_word == after_word &&
	       s->at_begin == d->at_begin && !!s->found == d->any_found &&
	       (!p->n || !memcmp(s->places, p->v, p->n * sizeof(*p->v))) &&
	       (!s->found || !memcmp(s->found, d->found, words));
}

static uint32_t hash_of(const struct dfa *d, const struct places *p)
{
	uint64_t h = 0xCBF29CE484222325u + p->n;

	for (uint32_t i = 0; i < p->n; i++)
		h = (h ^ p->v[i].pc ^ (uint64_t)p->v[i].node << 20) *
		    0x100000001B3u;
	for (uint32_t i = 0; d->any_found && i < dfa_words(d); i++)
		h = (h ^ d->found[i]) * 0x100000001B3u;
	return (uint32_t)(h >> 29 ^ h);
}

static uint64_t follow_bit(uint32_t cp)
{
	uint32_t hash = follow_hash(cp);

	return hash == NO_HASH ? 0 : (uint64_t)1 << hash;
}

/* Letters that may lead on from there. */
static uint64_t follow_of(const struct dfa *d, struct place p)
{
	const struct instr *c = &d->code.v[p.pc];
	const struct list_node *nodes, *n;
	uint64_t bits = 0;

	if (c->op == OP_CHAR)
		return follow_bit(c->a);
	if (c->op != OP_LIST)
		return UINT64_MAX;
	nodes = d->lists.v[c->a].trie->nodes;
	n = &nodes[p.node];
	for (uint32_t i = 0; i < n->n_children; i++)
		bits |= follow_bit(nodes[n->children + i].rune);
	return bits;
}

uint64_t *dfa_found_kept(struct dfa *d)
{
	uint64_t *found = arena_many(d->arena, uint64_t, dfa_words(d));

	memcpy(found, d->found, dfa_words(d) * sizeof(*found));
	return found;
}

uint32_t dfa_new_state(struct dfa *d, const struct places *p, bool after_word)
{
	struct state *s = arena_one(d->arena, struct state);

	s->n = p->n;
	s->after_word = after_word;
	s->at_begin = d->at_begin;
	s->places = arena_many(d->arena, struct place, p->n + 1);
	if (p->n)
		memcpy(s->places, p->v, p->n * sizeof(*p->v));
	if (d->any_found)
		s->found = dfa_found_kept(d);
	for (uint32_t i = 0; i < p->n; i++)
		d->follow[d->n_states] |= follow_of(d, p->v[i]);
	atomic_store(&d->states[d->n_states], s);
	return d->n_states++;
}

struct state *dfa_state_at(const struct dfa *d, uint32_t number)
{
	return atomic_load(&d->states[number & ~(uint32_t)NEXT_HALTS]);
}

/* The state of the places in p and of what was found; made when it is new. */
uint32_t dfa_state_of(struct dfa *d, struct places *p, bool word)
{
	bool borders = d->floating && d->has_borders;
	bool halt = d->any_found || (!p->n && !d->floating);
	uint32_t slot, halts = halt ? NEXT_HALTS : 0;

	if (!p->n && !d->any_found && !d->floating)
		return NEXT_DEAD;
	for (uint32_t i = 0; i < p->n && !borders; i++)
		borders |= d->code.v[p->v[i].pc].op == OP_BORDER;
	word &= borders; /* nothing else asks for it */
	if (p->n)
		qsort(p->v, p->n, sizeof(*p->v), by_place);
	slot = hash_of(d, p) % (STATES * 2);
	for (; d->slots[slot]; slot = (slot + 1) % (STATES * 2))
		if (same_state(d, dfa_state_at(d, d->slots[slot]), p, word))
			return d->slots[slot];
	if (d->n_states == d->most)
		atomic_store(&d->grown, true);
	if (d->n_states == d->most)
		return NEXT_FULL | NEXT_HALTS;
	d->slots[slot] = (uint16_t)(dfa_new_state(d, p, word) | halts);
	return d->slots[slot];
}
