/* pattern_dfa_build.c - the automaton grows: programs joined, classes, states.
 *
 * All here runs under the lock. */
#include "pack/pattern_dfa_priv.h"

#include <stdlib.h>

#define STATES 16000u
#define ROW_BYTES ((size_t)24 << 20) /* of all states' steps together */
#define MORE_CLASSES 64u

struct dfa *dfa_in(struct arena *a, bool floating)
{
	struct dfa *d = arena_one(a, struct dfa);

	d->perm = a;
	d->arena = arena_under(a);
	d->floating = floating;
	pthread_mutex_init(&d->lock, NULL);
	return d;
}

void dfa_add(struct dfa *d, const struct pattern *p, bool tails)
{
	struct dfa_member *m;

	kassert(!atomic_load(&d->ready));
	m = vec_add(d->perm, &d->patterns);
	*m = (struct dfa_member){ .p = p, .n = 1 };
	if (tails)
		m->n = pattern_tails(p, d->perm, m->starts, TAILS);
}

uint32_t dfa_words(const struct dfa *d)
{
	return (d->patterns.n + 63) / 64;
}

/* ---- the programs, joined */

static void add_letter(struct dfa *d, uint32_t cp)
{
	uint64_t *bits;

	if (!d->letters[cp >> 8])
		d->letters[cp >> 8] = arena_one(d->arena, struct letters);
	bits = d->letters[cp >> 8]->bits;
	d->n_letters += !(bits[cp >> 6 & 3] >> (cp & 63) & 1);
	bits[cp >> 6 & 3] |= (uint64_t)1 << (cp & 63);
}

static bool has_letter(const struct dfa *d, uint32_t cp)
{
	return d->letters[cp >> 8] &&
	       (d->letters[cp >> 8]->bits[cp >> 6 & 3] >> (cp & 63) & 1);
}

static bool same_set(const struct rune_set *a, const struct rune_set *b)
{
	return a->n == b->n && a->negated == b->negated &&
	       a->exact == b->exact &&
	       memcmp(a->ranges, b->ranges, a->n * sizeof(*a->ranges)) == 0;
}

static uint32_t use_set(struct dfa *d, const struct rune_set *s, bool fold)
{
	for (uint32_t i = 0; i < d->sets.n; i++)
		if (d->sets.v[i].fold == fold && same_set(&d->sets.v[i].set, s))
			return i;
	if (d->sets.n == SETS) {
		d->hopeless = true;
		return 0;
	}
	*vec_add(d->arena, &d->sets) = (struct set_use){ *s, fold };
	return d->sets.n - 1;
}

static uint32_t use_list(struct dfa *d, const struct list_trie *t, bool fold)
{
	for (uint32_t i = 1; i < t->n; i++)
		add_letter(d, t->nodes[i].rune);
	*vec_add(d->arena, &d->lists) = (struct list_use){ t, fold, 0 };
	return d->lists.n - 1;
}

static void join_program(struct dfa *d, uint32_t number)
{
	const struct pattern *p = d->patterns.v[number].p;
	uint32_t base = d->code.n;

	for (uint32_t i = 0; i < p->n_code; i++) {
		struct instr c = p->code[i];

		switch (c.op) {
		case OP_CHAR:
			add_letter(d, c.a);
			c.b = p->fold;
			break;
		case OP_SET:
			c.a = use_set(d, &p->sets[c.a], p->fold);
			break;
		case OP_LIST:
			c.a = use_list(d, p->lists[c.a], p->fold);
			break;
		case OP_SPLIT:
			c.b += base;
			c.a += base;
			break;
		case OP_JUMP:
			c.a += base;
			break;
		case OP_CLASS:
		case OP_MATCH:
			c.a = number;
			break;
		case OP_ANY:
		case OP_SAVE:
		case OP_BEGIN:
		case OP_END:
		case OP_BORDER:
			break;
		}
		*vec_add(d->arena, &d->code) = c;
	}
}

/* ---- states */

static void close_over(struct dfa *d, struct places *out, uint32_t pc)
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

static void add_node(struct dfa *d, struct places *out, struct place p)
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

static uint32_t new_state(struct dfa *d, const struct places *p,
			  bool after_word)
{
	struct state *s = arena_one(d->arena, struct state);

	s->n = p->n;
	s->after_word = after_word;
	s->at_begin = d->at_begin;
	s->places = arena_many(d->arena, struct place, p->n + 1);
	if (p->n)
		memcpy(s->places, p->v, p->n * sizeof(*p->v));
	if (d->any_found) {
		s->found = arena_many(d->arena, uint64_t, dfa_words(d));
		memcpy(s->found, d->found, dfa_words(d) * sizeof(*s->found));
	}
	for (uint32_t i = 0; i < p->n; i++)
		d->follow[d->n_states] |= follow_of(d, p->v[i]);
	atomic_store(&d->states[d->n_states], s);
	return d->n_states++;
}

static struct state *state_at(const struct dfa *d, uint32_t number)
{
	return atomic_load(&d->states[number & ~(uint32_t)NEXT_HALTS]);
}

/* The state of the places in p and of what was found; made when it is new. */
static uint32_t state_of(struct dfa *d, struct places *p, bool word)
{
	bool borders = false;
	uint32_t slot, halts = d->any_found || !p->n ? NEXT_HALTS : 0;

	if (!p->n && !d->any_found)
		return NEXT_DEAD;
	for (uint32_t i = 0; i < p->n; i++)
		borders |= d->code.v[p->v[i].pc].op == OP_BORDER;
	word &= borders; /* nothing else asks for it */
	if (p->n)
		qsort(p->v, p->n, sizeof(*p->v), by_place);
	slot = hash_of(d, p) % (STATES * 2);
	for (; d->slots[slot]; slot = (slot + 1) % (STATES * 2))
		if (same_state(d, state_at(d, d->slots[slot]), p, word))
			return d->slots[slot];
	if (d->n_states == d->most)
		atomic_store(&d->grown, true);
	if (d->n_states == d->most)
		return NEXT_FULL | NEXT_HALTS;
	d->slots[slot] = (uint16_t)(new_state(d, p, word) | halts);
	return d->slots[slot];
}

static void begin_build(struct dfa *d)
{
	d->generation++;
	d->any_found = false;
	memset(d->found, 0, dfa_words(d) * sizeof(*d->found));
}

/* Places that stand before a border or the end go on when it is there. */
static void pass_borders(struct dfa *d, struct places *p, bool border, bool end)
{
	for (uint32_t i = 0; i < p->n; i++)
		if (!p->v[i].node)
			d->marks[p->v[i].pc] = d->generation;
	for (uint32_t i = 0; i < p->n; i++) {
		enum op op = d->code.v[p->v[i].pc].op;

		if ((op == OP_BORDER && border) || (op == OP_END && end))
			close_over(d, p, p->v[i].pc + 1);
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
		close_over(d, out, p.pc + 1);
	if (c->op != OP_LIST)
		return;
	l = &d->lists.v[c->a];
	n = list_child(l->trie, &l->trie->nodes[p.node],
		       l->fold ? k->folded : k->plain);
	if (!n)
		return;
	if (n->end)
		close_over(d, out, p.pc + 1);
	if (n->n_children)
		add_node(
			d, out,
			(struct place){ p.pc, (uint32_t)(n - l->trie->nodes) });
}

/* All patterns begin here. */
static void add_starts(struct dfa *d, struct places *out)
{
	uint32_t pc = 0;

	for (uint32_t i = 0; i < d->patterns.n; i++) {
		const struct dfa_member *m = &d->patterns.v[i];

		for (uint32_t k = 0; k < m->n; k++)
			close_over(d, out, pc + m->starts[k]);
		pc += m->p->n_code;
	}
}

/* The state behind s when a letter of the class follows. */
static uint32_t make_step(struct dfa *d, const struct state *s, uint32_t cls)
{
	const struct look *k = &d->classes.v[cls];
	struct places *from = &d->from, *to = &d->to;
	bool end = cls == CLASS_END;

	begin_build(d);
	from->n = to->n = 0;
	for (uint32_t i = 0; i < s->n; i++)
		*vec_add(d->arena, from) = s->places[i];
	d->at_begin = s->at_begin;
	pass_borders(d, from, end || !s->after_word || !k->word, end);
	d->at_begin = false;
	d->generation++;
	for (uint32_t i = 0; !end && i < from->n; i++)
		step_place(d, from->v[i], k, to);
	if (d->floating && !end)
		add_starts(d, to);
	return state_of(d, to, k->word);
}

/* ---- letters */

static uint32_t class_of_look(struct dfa *d, const struct look *k)
{
	for (uint32_t i = CLASS_FIRST; i < d->classes.n; i++)
		if (memcmp(&d->classes.v[i], k, sizeof(*k)) == 0)
			return i;
	if (d->classes.n == d->width)
		return CLASS_UNKNOWN;
	*vec_add(d->arena, &d->classes) = *k;
	return d->classes.n - 1;
}

static uint32_t make_class(struct dfa *d, uint32_t cp)
{
	uint32_t plain = rune_narrow(cp), folded = rune_folded(plain), cls;
	struct look k;

	memset(&k, 0, sizeof(k)); /* it is compared with its padding */
	k.plain = has_letter(d, plain) ? plain : 0;
	k.folded = has_letter(d, folded) ? folded : 0;
	k.line_end = cp == '\n';
	k.word = rune_is_word(cp);
	for (uint32_t i = 0; i < d->sets.n; i++)
		if (rune_set_has(&d->sets.v[i].set, cp, d->sets.v[i].fold))
			k.sets[i / 64] |= (uint64_t)1 << i % 64;
	cls = class_of_look(d, &k);
	if (!atomic_load(&d->pages[cp >> 8]))
		atomic_store(&d->pages[cp >> 8],
			     arena_one(d->arena, struct page));
	atomic_store(&atomic_load(&d->pages[cp >> 8])->cls[cp & 255],
		     (uint16_t)cls);
	if (cp < 0x80)
		atomic_store(&d->ascii.cls[cp], (uint16_t)cls);
	return cls;
}

/* ---- set-up, at the first text */

static uint16_t make_start(struct dfa *d, bool at_begin, bool after_word)
{
	struct places *p = &d->to;
	uint32_t s;

	begin_build(d);
	p->n = 0;
	d->at_begin = at_begin;
	add_starts(d, p);
	s = state_of(d, p, after_word);
	d->at_begin = false;
	return (uint16_t)s;
}

static void make_states(struct dfa *d)
{
	struct places none = { 0 };

	d->width = CLASS_FIRST + d->n_letters + MORE_CLASSES;
	d->most = (uint32_t)(ROW_BYTES / (d->width * sizeof(d->rows[0])));
	if (d->most > STATES)
		d->most = STATES;
	d->hopeless |= d->width > 0xFFFF || d->most < 8;
	if (d->hopeless)
		return;
	d->rows = arena_sparse(d->arena,
			       (size_t)d->most * d->width * sizeof(d->rows[0]));
	d->states = arena_sparse(d->arena, d->most * sizeof(d->states[0]));
	d->follow = arena_sparse(d->arena, d->most * sizeof(d->follow[0]));
	begin_build(d);
	while (d->n_states < NEXT_FIRST)
		new_state(d, &none, false);
	for (uint32_t i = CLASS_END; i < d->width; i++)
		atomic_init(&d->rows[NEXT_DEAD * d->width + i], NEXT_DEAD);
	for (int i = 0; i < 4; i++)
		d->start[i >> 1][i & 1] = make_start(d, i >> 1, i & 1);
	d->borders = d->start[0][0] != d->start[0][1] ||
		     d->start[1][0] != d->start[1][1];
}

static void make_ready(struct dfa *d)
{
	uint32_t marks;

	d->letters = arena_sparse(d->arena, PAGES * sizeof(*d->letters));
	d->pages = arena_sparse(d->arena, PAGES * sizeof(*d->pages));
	for (uint32_t i = 0; i < d->patterns.n; i++)
		join_program(d, i);
	marks = d->code.n;
	for (uint32_t i = 0; i < d->lists.n; i++) {
		d->lists.v[i].mark = marks;
		marks += d->lists.v[i].trie->n;
	}
	d->marks = arena_many(d->arena, uint32_t, marks + 1);
	d->found = arena_many(d->arena, uint64_t, dfa_words(d) + 1);
	d->slots = arena_sparse(d->arena, STATES * 2 * sizeof(*d->slots));
	for (uint32_t i = 0; i < CLASS_FIRST; i++)
		vec_add(d->arena, &d->classes);
	make_states(d);
}

void dfa_ready(struct dfa *d)
{
	pthread_mutex_lock(&d->lock);
	if (!atomic_load(&d->ready)) {
		make_ready(d);
		atomic_store(&d->ready, true);
	}
	pthread_mutex_unlock(&d->lock);
}

uint32_t dfa_learn_class(struct dfa *d, uint32_t cp)
{
	uint32_t cls;

	pthread_mutex_lock(&d->lock);
	cls = make_class(d, cp);
	pthread_mutex_unlock(&d->lock);
	return cls;
}

uint32_t dfa_learn_step(struct dfa *d, uint32_t state, uint32_t cls)
{
	uint32_t next;

	pthread_mutex_lock(&d->lock);
	next = make_step(d, state_at(d, state), cls);
	atomic_store(&d->rows[state * d->width + cls], (uint16_t)next);
	pthread_mutex_unlock(&d->lock);
	return next;
}
