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
#include "pack/pattern_dfa_priv.h"

/* Letters and digits below 0x80. */
static const bool ascii_word[128] = {
	['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1,
	['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1, ['A'] = 1, ['B'] = 1,
	['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1,
	['I'] = 1, ['J'] = 1, ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1,
	['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1, ['S'] = 1, ['T'] = 1,
	['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1,
	['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1,
	['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1,
	['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1,
	['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1,
	['y'] = 1, ['z'] = 1,
};

/* CLASS_UNKNOWN: none was made for it yet. */
static inline uint32_t class_of(const struct dfa *d, uint32_t cp)
{
	const struct page *page =
		atomic_load_explicit(&d->pages[cp >> 8], memory_order_acquire);

	return page ? atomic_load_explicit(&page->cls[cp & 255],
					   memory_order_acquire)
		    : CLASS_UNKNOWN;
}

static inline uint32_t class_at(struct dfa *d, str text, size_t to, size_t *i)
{
	uint32_t cp, cls;

	if (*i >= to)
		return CLASS_END;
	cp = utf8_next(text, i);
	cls = cp < 0x80 ? atomic_load_explicit(&d->ascii.cls[cp],
					       memory_order_acquire)
			: class_of(d, cp);
	return cls ? cls : dfa_learn_class(d, cp);
}

/* What was found at a state, if anything. */
static bool add_state(const struct dfa *d, uint32_t state, uint64_t *bits)
{
	const struct state *s =
		atomic_load_explicit(&d->states[state], memory_order_acquire);

	for (uint32_t k = 0; s->found && k < dfa_words(d); k++)
		bits[k] |= s->found[k];
	return s->found;
}

static bool leads_on(const struct dfa *d, uint32_t state)
{
	return atomic_load_explicit(&d->states[state], memory_order_acquire)->n;
}

static inline uint32_t step(const struct dfa *d, uint32_t state, uint32_t cls)
{
	return atomic_load_explicit(&d->rows[state * d->width + cls],
				    memory_order_acquire);
}

/* Three letters on without a branch: all leads to NEXT_DEAD that leads there;
 * what is not known leads to NEXT_UNKNOWN. */
static inline bool soon_dead(const struct dfa *d, const struct dfa_scan *x,
			     uint32_t state)
{
	const unsigned char *p = (const unsigned char *)x->text.p + x->at;
	uint32_t seen = 0;

	if (x->at + 3 > x->to || state & NEXT_HALTS)
		return false;
	for (int k = 0; k < 3; k++) {
		uint32_t cls = atomic_load_explicit(&d->ascii.cls[p[k]],
						    memory_order_acquire);

		state = step(d, state & ~(uint32_t)NEXT_HALTS, cls);
		seen |= state;
	}
	return state == NEXT_DEAD && !(seen & NEXT_HALTS);
}

/* From a state, before the letter at i, as far as anything leads on from the
 * one at x->at. */
static enum dfa_found look(struct dfa *d, const struct dfa_scan *x,
			   uint32_t state, size_t i)
{
	enum dfa_found found = DFA_NONE;

	while (i - x->at <= MATCH_MOST) {
		uint32_t cls, next;

		if (state & NEXT_HALTS) {
			state &= ~(uint32_t)NEXT_HALTS;
			if (state == NEXT_FULL)
				return DFA_ALL;
			if (add_state(d, state, x->bits))
				found = DFA_SOME;
			if (!leads_on(d, state))
				return found;
		}
		if (state == NEXT_DEAD)
			return found;
		cls = class_at(d, x->text, x->to, &i);
		if (!cls)
			return DFA_ALL;
		next = step(d, state, cls);
		state = next ? next : dfa_learn_step(d, state, cls);
	}
	return found;
}

/* ---- the window */

static bool fill_window(struct dfa *d, const struct dfa_scan *x,
			struct dfa_window *w)
{
	size_t i = x->next;

	w->k = 0;
	for (w->n = 0; w->n < WINDOW && i < x->to; w->n++) {
		uint32_t cp, cls;

		w->at[w->n] = (uint32_t)i;
		cp = utf8_next(x->text, &i);
		cls = class_of(d, cp);
		if (!cls)
			cls = dfa_learn_class(d, cp);
		if (!cls)
			return false;
		w->cls[w->n] = (uint16_t)cls;
		w->hash[w->n] = (uint8_t)follow_hash(cp);
	}
	w->at[w->n] = (uint32_t)i;
	w->last = i >= x->to;
	return true;
}

/* May the letter lead on? Told by what stays at hand where the rows of steps
 * don't. */
static inline bool may_follow(const struct dfa *d, uint32_t state,
			      const struct dfa_window *w, uint32_t k)
{
	return w->hash[k] == NO_HASH || state < NEXT_FIRST ||
	       state & NEXT_HALTS || d->follow[state] >> w->hash[k] & 1;
}

/* As look(), from letter k of the window. */
static enum dfa_found look_near(struct dfa *d, const struct dfa_scan *x,
				uint32_t state, uint32_t k)
{
	const struct dfa_window *w = x->window;
	enum dfa_found found = DFA_NONE, more;

	for (;;) {
		uint32_t cls = CLASS_END, next;

		if (state & NEXT_HALTS) {
			state &= ~(uint32_t)NEXT_HALTS;
			if (state == NEXT_FULL)
				return DFA_ALL;
			if (add_state(d, state, x->bits))
				found = DFA_SOME;
			if (!leads_on(d, state))
				return found;
		}
		if (state == NEXT_DEAD)
			return found;
		if (k < w->n && !may_follow(d, state, w, k))
			return found;
		if (k == w->n && !w->last) {
			more = look(d, x, state, w->at[k]);
			return more == DFA_NONE ? found : more;
		}
		if (k < w->n)
			cls = w->cls[k++];
		next = step(d, state, cls);
		state = next ? next : dfa_learn_step(d, state, cls);
	}
}

/* Moves w->k to the next letter at which a pattern may begin, seen from it and
 * the one behind it. */
static void skip_vain(const struct dfa *d, struct dfa_window *w, uint32_t start)
{
	const _Atomic uint16_t *row = &d->rows[start * d->width];
	uint32_t k = w->k;

	for (; k + 1 < w->n; k++) {
		uint32_t next = atomic_load_explicit(&row[w->cls[k]],
						     memory_order_acquire);

		if (next != NEXT_DEAD && may_follow(d, next, w, k + 1))
			break;
	}
	w->k = k;
}

/* dfa_next() where patterns may begin at every letter and no border counts. */
static enum dfa_found next_near(struct dfa *d, struct dfa_scan *x)
{
	struct dfa_window *w = x->window;
	uint32_t start = d->start[0][0];

	while (x->next < x->to) {
		enum dfa_found found;

		x->at = x->next;
		if ((x->at == x->from ||
		     (w->k + WINDOW_LEFT > w->n && !w->last)) &&
		    !fill_window(d, x, w)) {
			x->window = NULL;
			return dfa_next(d, x);
		}
		if (x->at != x->from && !(start & NEXT_HALTS)) {
			skip_vain(d, w, start);
			x->at = w->at[w->k];
		}
		found = look_near(d, x, d->start[x->at == x->from][0], w->k);
		x->next = w->at[++w->k];
		if (found != DFA_NONE)
			return found;
	}
	return DFA_NONE;
}

/* Behind the letters of the word that goes on at i. */
static size_t word_end(str text, size_t i, size_t to)
{
	while (i < to) {
		unsigned char c = (unsigned char)text.p[i];
		size_t next = i;

		if (c < 0x80 ? !ascii_word[c]
			     : !rune_is_word(utf8_next(text, &next)))
			break;
		i = c < 0x80 ? i + 1 : next;
	}
	return i;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool in_number(const struct dfa_scan *x)
{
	return is_digit(x->text.p[x->at]) && x->at > 0 &&
	       is_digit(x->text.p[x->at - 1]);
}

void dfa_scan_init(struct dfa *d, struct dfa_scan *x, str text, span in)
{
	size_t i = in.from;

	if (!atomic_load_explicit(&d->ready, memory_order_acquire))
		dfa_ready(d);
	x->text = text;
	x->from = x->next = in.from;
	x->to = in.to;
	x->after_word =
		d->has_borders && i > 0 && rune_is_word(utf8_prev(text, &i));
}

void dfa_scan_skip(struct dfa_scan *x, uint32_t to)
{
	size_t i = to;

	if (to == x->next)
		return;
	x->next = to;
	x->after_word = rune_is_word(utf8_prev(x->text, &i));
	if (x->window) {
		x->window->n = x->window->k = 0;
		x->window->last = false;
	}
}

enum dfa_found dfa_next(struct dfa *d, struct dfa_scan *x)
{
	if (x->window && !x->heads && !x->whole_numbers && !d->borders &&
	    !d->hopeless)
		return next_near(d, x);
	while (x->next < x->to) {
		size_t i = x->next;
		unsigned char c = (unsigned char)x->text.p[i];
		uint32_t start = d->start[x->next == x->from][x->after_word];
		enum dfa_found found;

		x->at = x->next;
		if (d->hopeless) {
			utf8_next(x->text, &i);
			x->next = (uint32_t)i;
			return DFA_ALL;
		}
		if (c < 0x80) {
			i++;
			x->after_word = ascii_word[c];
			if (x->heads && x->after_word)
				i = word_end(x->text, i, x->to);
			x->next = (uint32_t)i;
			if ((x->whole_numbers && in_number(x)) ||
			    soon_dead(d, x, start))
				continue;
		} else {
			uint32_t cp = utf8_next(x->text, &i);

			x->after_word = rune_is_word(cp);
			if (x->heads && x->after_word)
				i = word_end(x->text, i, x->to);
			x->next = (uint32_t)i;
			if (!(start & NEXT_HALTS) &&
			    step(d, start, class_of(d, cp)) == NEXT_DEAD)
				continue;
		}
		found = look(d, x, start, x->at);
		if (found != DFA_NONE)
			return found;
	}
	return DFA_NONE;
}

enum dfa_found dfa_at(struct dfa *d, str text, span in, uint32_t at,
		      uint64_t *bits)
{
	struct dfa_scan x = { .bits = bits };

	dfa_scan_init(d, &x, text, (span){ at, in.to });
	if (d->hopeless)
		return DFA_ALL;
	x.at = at;
	return look(d, &x, d->start[at == in.from][x.after_word], at);
}

/* Pieces that end at byte `at`. */
static void add_ends(const struct dfa *d, uint32_t state, uint32_t at,
		     struct ends *ends)
{
	const struct state *s =
		atomic_load_explicit(&d->states[state], memory_order_acquire);

	for (uint32_t k = 0; s->found && k < dfa_words(d); k++) {
		uint64_t left = s->found[k];

		for (uint32_t i = k * 64; left; i++, left >>= 1) {
			if (!(left & 1))
				continue;
			if (!ends[i].last)
				ends[i].first = at;
			ends[i].last = at;
		}
	}
}

static void anywhere(const struct dfa *d, span in, struct ends *ends)
{
	for (uint32_t i = 0; i < d->patterns.n; i++)
		ends[i] = (struct ends){ in.from, in.to };
}

/* From where all begins on over letters with which nothing does: most of a
 * text. Returns where to go on. */
static size_t pass_vain(const struct dfa *d, str text, size_t i, size_t to,
			uint32_t start)
{
	const _Atomic uint16_t *row = &d->rows[start * d->width];

	while (i < to) {
		size_t next = i;
		uint32_t cls = class_of(d, utf8_next(text, &next));

		if (atomic_load_explicit(&row[cls], memory_order_acquire) !=
		    start)
			break;
		i = next;
	}
	return i;
}

void dfa_sweep(struct dfa *d, str text, span in, struct ends *ends)
{
	struct dfa_scan x;
	uint32_t state, cls = CLASS_UNKNOWN;
	size_t i = in.from;

	memset(ends, 0, d->patterns.n * sizeof(*ends));
	dfa_scan_init(d, &x, text, in);
	if (d->hopeless ||
	    atomic_load_explicit(&d->grown, memory_order_relaxed)) {
		anywhere(d, in, ends);
		return;
	}
	state = d->start[1][x.after_word];
	for (;;) {
		uint32_t next;

		if (state & NEXT_HALTS) {
			state &= ~(uint32_t)NEXT_HALTS;
			if (state == NEXT_FULL)
				break;
			add_ends(d, state, (uint32_t)i, ends);
		}
		if (cls == CLASS_END)
			return;
		if (!d->has_borders && state == d->start[0][0])
			i = pass_vain(d, text, i, in.to, state);
		cls = class_at(d, text, in.to, &i);
		if (!cls)
			break;
		next = step(d, state, cls);
		state = next ? next : dfa_learn_step(d, state, cls);
	}
	anywhere(d, in, ends);
}
