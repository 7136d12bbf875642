/* pattern_dfa_build.c - the automaton grows: patterns, letters, set-up.
 *
 * What texts make it learn runs under the lock. */
#include "pack/pattern_dfa_build_priv.h"

#define ROW_BYTES ((size_t)24 << 20) /* of all states' steps together */
#define MORE_CLASSES 64u

struct dfa *dfa_in(struct arena *a, enum dfa_parts parts)
{
	struct dfa *d = arena_one(a, struct dfa);

	d->perm = a;
	d->arena = arena_under(a);
	d->parts = parts;
	d->floating = parts != DFA_WHOLE;
	pthread_mutex_init(&d->lock, NULL);
	return d;
}

void dfa_add(struct dfa *d, const struct pattern *p)
{
	kassert(!atomic_load(&d->ready));
	*vec_add(d->perm, &d->patterns) = p;
}

uint32_t dfa_patterns(const struct dfa *d)
{
	return d->patterns.n;
}

uint32_t dfa_words(const struct dfa *d)
{
	return (d->patterns.n + 63) / 64;
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
	k.plain = dfa_has_letter(d, plain) ? plain : 0;
	k.folded = dfa_has_letter(d, folded) ? folded : 0;
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

/* All patterns begin here. */
static void add_starts(struct dfa *d, struct places *out)
{
	for (uint32_t i = 0; i < d->begins.n; i++)
		dfa_close_over(d, out, d->begins.v[i]);
}

static uint16_t make_start(struct dfa *d, bool at_begin, bool after_word)
{
	struct places *p = &d->to;
	uint32_t s;

	dfa_begin_build(d);
	p->n = 0;
	d->at_begin = at_begin;
	add_starts(d, p);
	s = dfa_state_of(d, p, after_word);
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
	dfa_begin_build(d);
	while (d->n_states < NEXT_FIRST)
		dfa_new_state(d, &none, false);
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
	dfa_join(d);
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
	next = dfa_step(d, state, cls);
	pthread_mutex_unlock(&d->lock);
	return next;
}
