/* pattern_set.c - many patterns over a stretch of text, and what overlaps.
 *
 * At each place one automaton (pattern_dfa.c) tells which patterns may match
 * there; only those are run. */
#include "pack/pattern_priv.h"

#include <stdlib.h>

#define FEW_WORDS 8u

struct member {
	const struct pattern *p;
	uint32_t rule;
};

struct pattern_set {
	struct arena *arena;
	struct {
		VEC_OF(struct member);
	} members;
	struct dfa *dfa;
	bool all_english, whole_numbers;
};

struct pattern_set *pattern_set_in(struct arena *a)
{
	struct pattern_set *s = arena_one(a, struct pattern_set);

	s->arena = a;
	s->dfa = dfa_in(a);
	s->all_english = true;
	return s;
}

void pattern_set_add(struct pattern_set *s, const struct pattern *p,
		     uint32_t rule)
{
	*vec_add(s->arena, &s->members) = (struct member){ p, rule };
	s->all_english &= p->fold;
	dfa_add(s->dfa, p);
}

void pattern_set_whole_numbers(struct pattern_set *s)
{
	s->whole_numbers = true;
}

struct scan {
	const struct pattern_set *set;
	struct vm vm;
	struct arena *arena;
	struct hits *out; /* NULL: whether there is one is all that is asked */
	bool any;
	struct dfa_scan x;
	uint64_t few[FEW_WORDS];
};

static void try_one(struct scan *s, const struct member *m)
{
	struct hit h;

	s->vm.p = m->p;
	if (!vm_match(&s->vm, s->x.at, UINT32_MAX, &h))
		return;
	s->any = true;
	if (!s->out)
		return;
	h.rule = m->rule;
	*vec_add(s->arena, s->out) = h;
}

static void try_all(struct scan *s)
{
	for (uint32_t i = 0; i < s->set->members.n; i++) {
		const struct member *m = &s->set->members.v[i];

		if (pattern_may_begin(m->p, s->vm.text, s->x.at, s->vm.l))
			try_one(s, m);
	}
}

static void try_some(struct scan *s)
{
	for (uint32_t k = 0; k < dfa_words(s->set->dfa); k++) {
		uint64_t left = s->x.bits[k];

		for (uint32_t i = k * 64; left; i++, left >>= 1)
			if (left & 1)
				try_one(s, &s->set->members.v[i]);
	}
}

/* Scans up to the end, or up to the first hit where no hits are kept. */
static void scan_all(struct scan *s, str text, span in, const struct layers *l)
{
	const struct pattern_set *set = s->set;
	uint32_t words = dfa_words(set->dfa);
	enum dfa_found found;

	s->any = false;
	s->x.bits = words <= FEW_WORDS ? s->few
				       : arena_many(s->arena, uint64_t, words);
	/* English patterns begin at the heads of words */
	s->x.heads = set->all_english;
	s->x.whole_numbers = set->whole_numbers;
	memset(s->x.bits, 0, words * sizeof(*s->x.bits));
	vm_init(&s->vm, NULL, text, in, l);
	dfa_scan_init(set->dfa, &s->x, text, in);
	while ((s->out || !s->any) &&
	       (found = dfa_next(set->dfa, &s->x)) != DFA_NONE) {
		if (found == DFA_SOME)
			try_some(s);
		else
			try_all(s);
		memset(s->x.bits, 0, words * sizeof(*s->x.bits));
	}
}

void pattern_set_scan(const struct pattern_set *set, str text, span in,
		      const struct layers *l, struct arena *a, struct hits *out)
{
	struct scan s;

	s.set = set;
	s.arena = a;
	s.out = out;
	scan_all(&s, text, in, l);
}

uint32_t pattern_set_first(const struct pattern_set *set, str text, span in,
			   struct arena *a)
{
	struct scan s;

	s.set = set;
	s.arena = a;
	s.out = NULL;
	scan_all(&s, text, in, NULL);
	return s.any ? s.x.at : UINT32_MAX;
}

/* ---- overlapping hits */

static int by_length(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;
	uint32_t xn = x->at.to - x->at.from, yn = y->at.to - y->at.from;

	if (xn != yn)
		return xn > yn ? -1 : 1;
	if (x->at.from != y->at.from)
		return x->at.from < y->at.from ? -1 : 1;
	return x->rule < y->rule ? -1 : x->rule > y->rule;
}

static int by_start(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->at.from != y->at.from)
		return x->at.from < y->at.from ? -1 : 1;
	return x->rule < y->rule ? -1 : x->rule > y->rule;
}

/* Hits overlap only inside runs: each run is settled by itself, so a long
 * text with many hits stays cheap. */
static uint32_t settle(struct hit *v, uint32_t n)
{
	uint32_t kept = 0;

	qsort(v, n, sizeof(*v), by_length);
	for (uint32_t i = 0; i < n; i++) {
		bool free_place = true;

		for (uint32_t k = 0; k < kept && free_place; k++)
			free_place = !span_overlaps(v[k].at, v[i].at);
		if (free_place)
			v[kept++] = v[i];
	}
	qsort(v, kept, sizeof(*v), by_start);
	return kept;
}

void hits_longest(struct hits *h)
{
	uint32_t out = 0;

	if (h->n)
		qsort(h->v, h->n, sizeof(*h->v), by_start);
	for (uint32_t i = 0; i < h->n;) {
		uint32_t end = h->v[i].at.to, k = i + 1, kept;

		while (k < h->n && h->v[k].at.from < end) {
			if (h->v[k].at.to > end)
				end = h->v[k].at.to;
			k++;
		}
		kept = settle(h->v + i, k - i);
		memmove(h->v + out, h->v + i, kept * sizeof(*h->v));
		out += kept;
		i = k;
	}
	h->n = out;
}
