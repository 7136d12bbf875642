/* pattern_set.c - many patterns over a stretch of text, and what overlaps.
 *
 * At each place one automaton (pattern_dfa.c) tells which patterns may match
 * there; only those are run, and where they have a gap only those whose piece
 * behind it stands further on (pattern_piece.c). Patterns that may begin with
 * any letter are looked for by their pieces alone. */
#include "pack/pattern_priv.h"

#include <stdlib.h>

enum { FEW_WORDS = 8, FEW_ENDS = 256, ALWAYS = -1 };

/* need, hold: its number among those whose needs and holds are looked for;
 * ALWAYS: it has none. */
struct member {
	const struct pattern *p;
	uint32_t rule;
	int32_t need, hold;
};

struct members {
	VEC_OF(struct member);
};

struct pattern_set {
	struct arena *arena;
	struct members all; /* in the order of adding */
	/* for scanning: those that are looked for where they begin, and those
	 * that are looked for by a piece, as they may begin everywhere */
	struct members fixed, free;
	/* whole: all, of fixed; pieces: those the fixed need behind a gap and
	 * the free hold, those all hold */
	struct dfa *whole, *whole_fixed, *needs, *holds;
	bool all_english, whole_numbers;
};

struct pattern_set *pattern_set_in(struct arena *a)
{
	struct pattern_set *s = arena_one(a, struct pattern_set);

	s->arena = a;
	s->whole = dfa_in(a, DFA_WHOLE);
	s->whole_fixed = dfa_in(a, DFA_WHOLE);
	s->needs = dfa_in(a, DFA_NEEDS);
	s->holds = dfa_in(a, DFA_HOLDS);
	s->all_english = true;
	return s;
}

static int32_t add_pieces(struct dfa *d, const struct pattern *p,
			  const struct pieces *of)
{
	if (!of->n)
		return ALWAYS;
	dfa_add(d, p);
	return (int32_t)dfa_patterns(d) - 1;
}

void pattern_set_add(struct pattern_set *s, const struct pattern *p,
		     uint32_t rule)
{
	struct member m = { p, rule, ALWAYS, ALWAYS };

	m.hold = add_pieces(s->holds, p, &p->holds);
	if (p->free || p->n_cuts)
		m.need = add_pieces(s->needs, p, &p->needs);
	*vec_add(s->arena, &s->all) = m;
	dfa_add(s->whole, p);
	if (p->free) {
		*vec_add(s->arena, &s->free) = m;
	} else {
		*vec_add(s->arena, &s->fixed) = m;
		dfa_add(s->whole_fixed, p);
	}
	s->all_english &= p->fold;
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
	struct dfa_window window;
	uint64_t few[FEW_WORDS];
	struct ends *ends; /* of what is needed; NULL: not looked for yet */
	struct ends few_ends[FEW_ENDS];
};

/* Room for each pattern's ends: the given one where it is enough. */
static struct ends *room_for(const struct dfa *d, struct ends *few,
			     struct arena *a)
{
	uint32_t n = dfa_patterns(d);

	return n <= FEW_ENDS ? few : arena_many(a, struct ends, n);
}

static const struct ends *ends_of(struct scan *s, const struct member *m)
{
	if (!s->ends) {
		s->ends = room_for(s->set->needs, s->few_ends, s->arena);
		dfa_sweep(s->set->needs, s->vm.text, s->vm.in, s->ends);
	}
	return &s->ends[m->need];
}

static void try_one(struct scan *s, const struct member *m, uint32_t at)
{
	struct hit h;

	s->vm.p = m->p;
	if (!vm_match(&s->vm, at, UINT32_MAX, &h))
		return;
	s->any = true;
	if (!s->out)
		return;
	h.rule = m->rule;
	*vec_add(s->arena, s->out) = h;
}

/* ---- patterns with a beginning */

/* A border behind a piece is seen a letter later. */
enum { LATE = 4 };

/* Does what is needed end behind this place, not farther than it may? */
static bool ends_near(struct scan *s, const struct member *m)
{
	const struct ends *e = ends_of(s, m);

	return e->last > s->x.at &&
	       e->first <= s->x.at + m->p->needs.reach + LATE;
}

static void try_fixed(struct scan *s, const struct member *m)
{
	if (m->need == ALWAYS || ends_near(s, m))
		try_one(s, m, s->x.at);
}

static void try_all(struct scan *s)
{
	for (uint32_t i = 0; i < s->set->fixed.n; i++) {
		const struct member *m = &s->set->fixed.v[i];

		if (pattern_may_begin(m->p, s->vm.text, s->x.at, s->vm.l))
			try_fixed(s, m);
	}
}

static void try_some(struct scan *s, uint32_t words)
{
	for (uint32_t k = 0; k < words; k++) {
		uint64_t left = s->x.bits[k];

		for (uint32_t i = k * 64; left; i++, left >>= 1)
			if (left & 1)
				try_fixed(s, &s->set->fixed.v[i]);
	}
}

static void scan_fixed(struct scan *s)
{
	struct dfa *d = s->set->whole_fixed;
	uint32_t words = dfa_words(d);
	enum dfa_found found;

	memset(s->x.bits, 0, words * sizeof(*s->x.bits));
	dfa_scan_init(d, &s->x, s->vm.text, s->vm.in);
	while ((s->out || !s->any) &&
	       (found = dfa_next(d, &s->x)) != DFA_NONE) {
		if (found == DFA_SOME)
			try_some(s, words);
		else
			try_all(s);
		memset(s->x.bits, 0, words * sizeof(*s->x.bits));
	}
}

/* ---- patterns that may begin everywhere */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* May patterns of the set begin here? */
static bool begins_at(const struct pattern_set *set, str text, uint32_t at)
{
	char c = text.p[at];

	if ((c & 0xC0) == 0x80)
		return false;
	return !set->whole_numbers || !is_digit(c) || at == 0 ||
	       !is_digit(text.p[at - 1]);
}

/* Where a match may begin that holds a piece. */
static span where(const struct pieces *of, const struct ends *e, span in)
{
	uint32_t back = of->reach + LATE;

	return (span){ e->first > in.from + back ? e->first - back : in.from,
		       e->last < in.to ? e->last : in.to };
}

/* Up to byte `before`. */
static void try_free(struct scan *s, const struct member *m, uint32_t before)
{
	span in = s->vm.in;

	if (m->need != ALWAYS && !ends_of(s, m)->last)
		return;
	if (m->need != ALWAYS)
		in = where(&m->p->needs, ends_of(s, m), in);
	for (s->x.at = in.from; s->x.at < in.to && s->x.at < before; s->x.at++)
		if (begins_at(s->set, s->vm.text, s->x.at)) {
			try_one(s, m, s->x.at);
			if (s->any && !s->out)
				return;
		}
}

/* ---- questions to a set */

static void scan_init(struct scan *s, const struct pattern_set *set, str text,
		      span in, const struct layers *l, struct arena *a)
{
	uint32_t words = dfa_words(set->whole_fixed);

	s->set = set;
	s->arena = a;
	s->any = false;
	s->ends = NULL;
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
	scan_fixed(&s);
	fixed = out->n;
	for (uint32_t i = 0; i < set->free.n; i++)
		try_free(&s, &set->free.v[i], in.to);
	if (out->n > fixed)
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
	scan_fixed(&s);
	if (s.any)
		first = s.x.at;
	for (uint32_t i = 0; i < set->free.n; i++) {
		s.any = false;
		try_free(&s, &set->free.v[i], first);
		if (s.any)
			first = s.x.at;
	}
	return first;
}

/* A search for the first pattern, in the order of adding, that matches
 * anywhere. best: the least found so far. */
struct search {
	const struct pattern_set *set;
	str text;
	span in;
	struct ends *ends;
	uint32_t best;
	struct hit *out;
};

static bool may_stand(const struct search *s, const struct member *m)
{
	return m->hold == ALWAYS || s->ends[m->hold].last;
}

/* The stretch in which matches of those that may stand begin; *least: the first
 * of them. */
static span where_any(const struct search *s, uint32_t *least)
{
	span all = { s->in.to, s->in.from };

	*least = s->set->all.n;
	for (uint32_t i = s->set->all.n; i-- > 0;) {
		const struct member *m = &s->set->all.v[i];
		span one = s->in;

		if (!may_stand(s, m))
			continue;
		*least = i;
		if (m->hold != ALWAYS)
			one = where(&m->p->holds, &s->ends[m->hold], s->in);
		all.from = one.from < all.from ? one.from : all.from;
		all.to = one.to > all.to ? one.to : all.to;
	}
	return all;
}

/* Those that bits tell (NULL: all) at the byte. */
static void search_at(struct search *s, const uint64_t *bits, uint32_t at)
{
	for (uint32_t i = 0; i < s->best; i++) {
		const struct member *m = &s->set->all.v[i];
		struct hit h;

		if ((bits && !(bits[i / 64] >> i % 64 & 1)) ||
		    !may_stand(s, m) ||
		    !pattern_match(m->p, s->text, s->in, at, NULL, &h))
			continue;
		s->best = i;
		*s->out = h;
		s->out->rule = m->rule;
	}
}

static void search_in(struct search *s, span at, uint32_t least)
{
	struct dfa *d = s->set->whole;
	uint64_t bits[FEW_WORDS] = { 0 };
	struct dfa_window window;
	struct dfa_scan x = { .bits = bits,
			      .window = &window,
			      .heads = s->set->all_english };
	enum dfa_found found;

	while ((s->text.p[at.from] & 0xC0) == 0x80 && at.from < at.to)
		at.from++;
	dfa_scan_init(d, &x, s->text, s->in);
	dfa_scan_skip(&x, at.from);
	while (s->best > least && (found = dfa_next(d, &x)) != DFA_NONE &&
	       x.at < at.to) {
		search_at(s, found == DFA_SOME ? bits : NULL, x.at);
		memset(bits, 0, dfa_words(d) * sizeof(*bits));
	}
}

bool pattern_set_search(const struct pattern_set *set, str text, span in,
			struct hit *out)
{
	struct ends ends[FEW_ENDS];
	struct search s = { set, text, in, ends, set->all.n, out };
	uint32_t least;
	span at;

	if (dfa_words(set->whole) > FEW_WORDS ||
	    dfa_patterns(set->holds) > FEW_ENDS) {
		for (uint32_t b = in.from; b < in.to; b++)
			if ((text.p[b] & 0xC0) != 0x80)
				search_at(&s, NULL, b);
		return s.best < set->all.n;
	}
	dfa_sweep(set->holds, text, in, ends);
	at = where_any(&s, &least);
	if (at.from < at.to)
		search_in(&s, at, least);
	return s.best < set->all.n;
}

bool pattern_set_match(const struct pattern_set *set, str text, span in,
		       uint32_t at, struct hit *out)
{
	uint64_t bits[FEW_WORDS] = { 0 };
	enum dfa_found found = DFA_ALL;

	if (dfa_words(set->whole) <= FEW_WORDS && at <= in.to)
		found = dfa_at(set->whole, text, in, at, bits);
	for (uint32_t i = 0; found != DFA_NONE && i < set->all.n; i++) {
		const struct member *m = &set->all.v[i];

		if (found == DFA_SOME && !(bits[i / 64] >> i % 64 & 1))
			continue;
		if (!pattern_match(m->p, text, in, at, NULL, out))
			continue;
		out->rule = m->rule;
		return true;
	}
	return false;
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
