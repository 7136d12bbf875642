/* pattern_dfa.c - the patterns of a set as one automaton, made state by state.
 *
 * The programs of all patterns stand in one array. A state is the set of
 * places where they may be after some letters (Thompson's construction, made
 * deterministic as texts ask for it: Thompson 1968, as in RE2). Letters that no
 * instruction tells apart are one class. What depends on more than letters is
 * taken as fulfilled: a thing of a class, a border at the end of the stretch,
 * the budget of steps. So the automaton never misses a pattern that matches.
 *
 * Many threads read; one at a time builds, under the lock. A state, a class, a
 * step is complete before it is published, and never changes again. The
 * automaton has a ceiling: where a text needs more states the answer is
 * DFA_ALL. */
#include "pack/pattern_priv.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#define STATES 8000u		    /* at most 0xFFFF */
#define ROW_BYTES ((size_t)8 << 20) /* of all states' steps together */
#define SETS 256u
#define PAGES (0x110000u >> 8)
#define LOOK_MOST 400u /* letters from one start */
#define MORE_CLASSES 64u

enum { NEXT_UNKNOWN, NEXT_DEAD, NEXT_FULL, NEXT_FIRST };

/* The end of the stretch counts as a letter of its own class. */
enum { CLASS_UNKNOWN, CLASS_END, CLASS_FIRST };

/* A place in the program; node: in the word list of an OP_LIST, 0 its root. */
struct place {
	uint32_t pc, node;
};

struct places {
	VEC_OF(struct place);
};

struct state {
	struct place *places;
	uint32_t n;
	bool after_word; /* the last letter was one of a word */
	bool at_begin;	 /* of the stretch */
	uint64_t *found; /* patterns that match here; NULL: none */
	_Atomic uint16_t next[];
};

/* What the instructions see of a letter. */
struct look {
	uint32_t plain, folded; /* 0: no instruction asks for it */
	bool line_end, word;
	uint64_t sets[SETS / 64];
};

struct list_use {
	const struct list_trie *trie;
	bool fold;
	uint32_t mark; /* of its root; its other nodes follow */
};

struct set_use {
	struct rune_set set;
	bool fold;
};

struct page {
	_Atomic uint16_t cls[256];
};

struct letters {
	uint64_t bits[256 / 64];
};

struct dfa {
	struct arena *arena;
	pthread_mutex_t lock;
	struct {
		VEC_OF(const struct pattern *);
	} patterns;
	atomic_bool ready;
	/* the programs; a of OP_SET, OP_LIST, OP_MATCH, OP_CLASS and OP_CHAR: a
	 * set_use, list_use, pattern, pattern, letter; b of OP_CHAR: fold */
	struct {
		VEC_OF(struct instr);
	} code;
	struct {
		VEC_OF(struct set_use);
	} sets;
	struct {
		VEC_OF(struct list_use);
	} lists;
	struct letters **letters; /* those that instructions ask for, by page */
	uint32_t n_letters;
	bool hopeless; /* more sets than we can tell apart */
	_Atomic(struct page *) *pages;
	struct {
		VEC_OF(struct look);
	} classes;
	uint32_t width, most; /* classes, states */
	_Atomic(struct state *) *states;
	uint32_t n_states;
	uint16_t *slots; /* hash of states */
	uint32_t start[4];
	/* while a state is built */
	uint32_t *marks, generation;
	struct {
		VEC_OF(uint32_t);
	} stack;
	struct places from, to;
	bool at_begin;
	uint64_t *found;
	bool any_found;
};

struct dfa *dfa_in(struct arena *a)
{
	struct arena *own = arena_under(a);
	struct dfa *d = arena_one(own, struct dfa);

	d->arena = own;
	pthread_mutex_init(&d->lock, NULL);
	return d;
}

void dfa_add(struct dfa *d, const struct pattern *p)
{
	kassert(!atomic_load(&d->ready));
	*vec_add(d->arena, &d->patterns) = p;
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
	const struct pattern *p = d->patterns.v[number];
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

static struct state *new_state(struct dfa *d, const struct places *p,
			       bool after_word)
{
	struct state *s = arena_alloc(
		d->arena, sizeof(*s) + d->width * sizeof(s->next[0]));

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
	return s;
}

/* The state of the places in p and of what was found; made when it is new. */
static uint32_t state_of(struct dfa *d, struct places *p, bool word)
{
	bool borders = false;
	uint32_t slot;

	if (!p->n && !d->any_found)
		return NEXT_DEAD;
	for (uint32_t i = 0; i < p->n; i++)
		borders |= d->code.v[p->v[i].pc].op == OP_BORDER;
	word &= borders; /* nothing else asks for it */
	if (p->n)
		qsort(p->v, p->n, sizeof(*p->v), by_place);
	slot = hash_of(d, p) % (STATES * 2);
	for (; d->slots[slot]; slot = (slot + 1) % (STATES * 2))
		if (same_state(d, atomic_load(&d->states[d->slots[slot]]), p,
			       word))
			return d->slots[slot];
	if (d->n_states == d->most)
		return NEXT_FULL;
	d->slots[slot] = (uint16_t)d->n_states;
	atomic_store(&d->states[d->n_states], new_state(d, p, word));
	return d->n_states++;
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
	return cls;
}

/* ---- set-up, at the first text */

static void make_start(struct dfa *d, uint32_t number)
{
	struct places *p = &d->to;
	uint32_t pc = 0;

	begin_build(d);
	p->n = 0;
	d->at_begin = number & 1;
	for (uint32_t i = 0; i < d->patterns.n; i++) {
		close_over(d, p, pc);
		pc += d->patterns.v[i]->n_code;
	}
	d->start[number] = state_of(d, p, number >> 1);
	d->at_begin = false;
}

static void make_ready(struct dfa *d)
{
	uint32_t marks;

	d->letters = arena_many(d->arena, struct letters *, PAGES);
	d->pages = arena_alloc(d->arena, PAGES * sizeof(*d->pages));
	d->states = arena_alloc(d->arena, STATES * sizeof(*d->states));
	for (uint32_t i = 0; i < d->patterns.n; i++)
		join_program(d, i);
	marks = d->code.n;
	for (uint32_t i = 0; i < d->lists.n; i++) {
		d->lists.v[i].mark = marks;
		marks += d->lists.v[i].trie->n;
	}
	d->marks = arena_many(d->arena, uint32_t, marks + 1);
	d->found = arena_many(d->arena, uint64_t, dfa_words(d) + 1);
	d->slots = arena_many(d->arena, uint16_t, STATES * 2);
	d->width = CLASS_FIRST + d->n_letters + MORE_CLASSES;
	d->most = (uint32_t)(ROW_BYTES / (d->width * sizeof(uint16_t)));
	if (d->most > STATES)
		d->most = STATES;
	d->hopeless |= d->width > 0xFFFF || d->most < NEXT_FIRST + 4;
	d->n_states = NEXT_FIRST;
	for (uint32_t i = 0; i < CLASS_FIRST; i++)
		vec_add(d->arena, &d->classes);
	for (uint32_t i = 0; !d->hopeless && i < COUNT(d->start); i++)
		make_start(d, i);
}

static CC_COLD void ready(struct dfa *d)
{
	pthread_mutex_lock(&d->lock);
	if (!atomic_load(&d->ready)) {
		make_ready(d);
		atomic_store(&d->ready, true);
	}
	pthread_mutex_unlock(&d->lock);
}

static CC_COLD uint32_t learn_class(struct dfa *d, uint32_t cp)
{
	uint32_t cls;

	pthread_mutex_lock(&d->lock);
	cls = make_class(d, cp);
	pthread_mutex_unlock(&d->lock);
	return cls;
}

static CC_COLD uint32_t learn_step(struct dfa *d, struct state *s, uint32_t cls)
{
	uint32_t next;

	pthread_mutex_lock(&d->lock);
	next = make_step(d, s, cls);
	atomic_store(&s->next[cls], (uint16_t)next);
	pthread_mutex_unlock(&d->lock);
	return next;
}

/* ---- looking */

static inline uint32_t class_at(struct dfa *d, str text, size_t to, size_t *i)
{
	struct page *page;
	uint32_t cp, cls = CLASS_UNKNOWN;

	if (*i >= to)
		return CLASS_END;
	cp = utf8_next(text, i);
	page = atomic_load_explicit(&d->pages[cp >> 8], memory_order_acquire);
	if (page)
		cls = atomic_load_explicit(&page->cls[cp & 255],
					   memory_order_acquire);
	return cls ? cls : learn_class(d, cp);
}

static bool add_found(const struct dfa *d, const struct state *s,
		      uint64_t *bits)
{
	for (uint32_t k = 0; k < dfa_words(d); k++)
		bits[k] |= s->found[k];
	return true;
}

static bool word_before(str text, uint32_t at)
{
	size_t i = at;

	return at > 0 && rune_is_word(utf8_prev(text, &i));
}

enum dfa_found dfa_look(struct dfa *d, str text, span in, uint32_t at,
			uint64_t *bits)
{
	uint32_t next, letters = 0;
	size_t i = at;
	bool any = false;

	if (!atomic_load_explicit(&d->ready, memory_order_acquire))
		ready(d);
	if (d->hopeless)
		return DFA_ALL;
	next = d->start[(at == in.from) | word_before(text, at) << 1];
	while (next >= NEXT_FIRST) {
		struct state *s = atomic_load_explicit(&d->states[next],
						       memory_order_acquire);
		uint32_t cls;

		if (s->found)
			any = add_found(d, s, bits);
		if (!s->n)
			break;
		cls = class_at(d, text, in.to, &i);
		if (!cls || ++letters > LOOK_MOST)
			return DFA_ALL;
		next = atomic_load_explicit(&s->next[cls],
					    memory_order_acquire);
		if (!next)
			next = learn_step(d, s, cls);
	}
	if (next == NEXT_FULL)
		return DFA_ALL;
	return any ? DFA_SOME : DFA_NONE;
}
