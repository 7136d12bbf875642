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

struct members {
	VEC_OF(struct member);
	struct dfa *dfa, *sweep;
};

struct pattern_set {
	struct arena *arena;
	struct members all; /* for pattern_set_search, pattern_set_match */
	/* for scanning: the few that may begin with any letter by themselves,
	 * as they would be looked at everywhere */
	struct members fixed, free;
	bool all_english, whole_numbers;
};

static void members_init(struct members *m, struct arena *a)
{
	m->dfa = dfa_in(a, false);
	m->sweep = dfa_in(a, true);
}

struct pattern_set *pattern_set_in(struct arena *a)
{
	struct pattern_set *s = arena_one(a, struct pattern_set);

	s->arena = a;
	members_init(&s->all, a);
	members_init(&s->fixed, a);
	members_init(&s->free, a);
	s->all_english = true;
	return s;
}

/* tails: the sweep looks for the pattern's ends alone. */
static void add_member(struct arena *a, struct members *to, struct member m,
		       bool tails)
{
	*vec_add(a, to) = m;
	dfa_add(to->dfa, m.p, false);
	dfa_add(to->sweep, m.p, tails);
}

void pattern_set_add(struct pattern_set *s, const struct pattern *p,
		     uint32_t rule)
{
	struct member m = { p, rule };

	add_member(s->arena, &s->all, m, false);
	if (p->first->any)
		/* runs of any letters that may begin everywhere would make
		 * thousands of states */
		add_member(s->arena, &s->free, m, true);
	else
		add_member(s->arena, &s->fixed, m, false);
	s->all_english &= p->fold;
}

void pattern_set_whole_numbers(struct pattern_set *s)
{
	s->whole_numbers = true;
}

struct scan {
	const struct pattern_set *set;
	const struct members *of;
	struct vm vm;
	struct arena *arena;
	struct hits *out; /* NULL: whether there is one is all that is asked */
	bool any;
	struct dfa_scan x;
	struct dfa_window window;
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
	for (uint32_t i = 0; i < s->of->n; i++) {
		const struct member *m = &s->of->v[i];

		if (pattern_may_begin(m->p, s->vm.text, s->x.at, s->vm.l))
			try_one(s, m);
	}
}

static void try_some(struct scan *s)
{
	for (uint32_t k = 0; k < dfa_words(s->of->dfa); k++) {
		uint64_t left = s->x.bits[k];

		for (uint32_t i = k * 64; left; i++, left >>= 1)
			if (left & 1)
				try_one(s, &s->of->v[i]);
	}
}

static void scan_members(struct scan *s, const struct members *of)
{
	uint32_t words = dfa_words(of->dfa);
	enum dfa_found found;

	s->of = of;
	memset(s->x.bits, 0, words * sizeof(*s->x.bits));
	dfa_scan_init(of->dfa, &s->x, s->vm.text, s->vm.in);
	while ((s->out || !s->any) &&
	       (found = dfa_next(of->dfa, &s->x)) != DFA_NONE) {
		if (found == DFA_SOME)
			try_some(s);
		else
			try_all(s);
		memset(s->x.bits, 0, words * sizeof(*s->x.bits));
	}
}

static bool holds_free(const struct pattern_set *set, str text, span in)
{
	uint64_t bits[FEW_WORDS] = { 0 };

	return set->free.n &&
	       (dfa_words(set->free.sweep) > FEW_WORDS ||
		dfa_sweep(set->free.sweep, text, in, bits) != DFA_NONE);
}

static void scan_init(struct scan *s, const struct pattern_set *set, str text,
		      span in, const struct layers *l, struct arena *a)
{
	uint32_t words = dfa_words(set->all.dfa); /* enough for both */

	s->set = set;
	s->arena = a;
	s->any = false;
	s->x.bits =
		words <= FEW_WORDS ? s->few : arena_many(a, uint64_t, words);
	/* English patterns begin at the heads of words */
	s->x.heads = set->all_english;
	s->x.whole_numbers = set->whole_numbers;
	s->x.window = &s->window;
	vm_init(&s->vm, NULL, text, in, l);
}

static int by_start(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->at.from != y->at.from)
		return x->at.from < y->at.from ? -1 : 1;
	return x->rule < y->rule ? -1 : x->rule > y->rule;
}

void pattern_set_scan(const struct pattern_set *set, str text, span in,
		      const struct layers *l, struct arena *a, struct hits *out)
{
	struct scan s;
	uint32_t before = out->n, fixed;

	scan_init(&s, set, text, in, l, a);
	s.out = out;
	scan_members(&s, &set->fixed);
	fixed = out->n;
	if (!holds_free(set, text, in))
		return;
	scan_members(&s, &set->free);
	if (fixed > before && out->n > fixed)
		qsort(out->v + before, out->n - before, sizeof(*out->v),
		      by_start);
}

uint32_t pattern_set_first(const struct pattern_set *set, str text, span in,
			   struct arena *a)
{
	struct scan s;
	uint32_t first = UINT32_MAX;

	scan_init(&s, set, text, in, NULL, a);
	s.out = NULL;
	scan_members(&s, &set->fixed);
	if (s.any)
		first = s.x.at;
	if (!holds_free(set, text, in))
		return first;
	s.any = false;
	scan_members(&s, &set->free);
	return s.any && s.x.at < first ? s.x.at : first;
}

/* Of the patterns that bits tell (or all) the first that matches at a place, or
 * (at UINT32_MAX) anywhere. */
static bool first_pattern(const struct pattern_set *set, enum dfa_found found,
			  const uint64_t *bits, str text, span in, uint32_t at,
			  struct hit *out)
{
	for (uint32_t i = 0; found != DFA_NONE && i < set->all.n; i++) {
		const struct member *m = &set->all.v[i];

		if (found == DFA_SOME && !(bits[i / 64] >> i % 64 & 1))
			continue;
		if (at == UINT32_MAX
			    ? pattern_search(m->p, text, in, NULL, out)
			    : pattern_match(m->p, text, in, at, NULL, out)) {
			out->rule = m->rule;
			return true;
		}
	}
	return false;
}

bool pattern_set_search(const struct pattern_set *set, str text, span in,
			struct hit *out)
{
	uint64_t bits[FEW_WORDS] = { 0 };
	enum dfa_found found = DFA_ALL;

	if (dfa_words(set->all.sweep) <= FEW_WORDS)
		found = dfa_sweep(set->all.sweep, text, in, bits);
	return first_pattern(set, found, bits, text, in, UINT32_MAX, out);
}

bool pattern_set_match(const struct pattern_set *set, str text, span in,
		       uint32_t at, struct hit *out)
{
	uint64_t bits[FEW_WORDS] = { 0 };
	enum dfa_found found = DFA_ALL;

	if (dfa_words(set->all.dfa) <= FEW_WORDS && at <= in.to)
		found = dfa_at(set->all.dfa, text, in, at, bits);
	return first_pattern(set, found, bits, text, in, at, out);
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
