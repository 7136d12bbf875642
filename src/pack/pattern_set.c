/* pattern_set.c - running compiled patterns: one, and many at once.
 *
 * Backtracking over the program with an explicit stack. Each start has a
 * budget of steps; a pattern that spends it does not match there. */
#include "pack/pattern_priv.h"

#include <stdlib.h>

#include "base/utf8.h"

#define STEPS 4000
#define STACK 1024
#define MAX_WORD_ENDS 12

/* ---- letters and word lists */

uint32_t rune_lower(uint32_t cp)
{
	if ((cp >= 'A' && cp <= 'Z') ||
	    (cp >= 0xC0 && cp <= 0xDE && cp != 0xD7))
		return cp + 32;
	return cp;
}

/* As English patterns compare: a typographic apostrophe is a plain one. */
static uint32_t folded(uint32_t cp)
{
	return cp == 0x2019 ? '\'' : rune_lower(cp);
}

static bool in_ranges(const struct rune_set *s, uint32_t cp)
{
	for (uint32_t i = 0; i < s->n; i++)
		if (cp >= s->ranges[i].from && cp <= s->ranges[i].to)
			return true;
	return false;
}

bool rune_set_has(const struct rune_set *s, uint32_t cp, bool fold)
{
	bool has;

	cp = rune_narrow(cp);
	has = in_ranges(s, cp);
	if (!has && fold && !s->exact && rune_is_alpha(cp)) {
		uint32_t low = rune_lower(cp);

		has = in_ranges(s, low) || in_ranges(s, low - 32);
	}
	return has != s->negated;
}

struct list_build {
	struct arena *arena;
	str *words;
	struct {
		VEC_OF(struct list_node);
	} nodes;
	bool fold;
};

static uint32_t list_rune(const struct list_build *b, str word, size_t *i)
{
	uint32_t cp = rune_narrow(utf8_next(word, i));

	return b->fold ? rune_lower(cp) : cp;
}

static int by_str(const void *a, const void *b)
{
	return str_cmp(*(const str *)a, *(const str *)b);
}

/* Words [from, to) agree in their first `depth` bytes; node is theirs. */
static void list_insert(struct list_build *b, uint32_t node, uint32_t from,
			uint32_t to, size_t depth)
{
	uint32_t first = b->nodes.n, child;

	if (from < to && b->words[from].n == depth) {
		b->nodes.v[node].end = true;
		while (from < to && b->words[from].n == depth)
			from++;
	}
	for (uint32_t i = from, last = UINT32_MAX; i < to; i++) {
		size_t at = depth;
		uint32_t cp = list_rune(b, b->words[i], &at);

		if (cp == last)
			continue;
		vec_add(b->arena, &b->nodes)->rune = last = cp;
	}
	b->nodes.v[node].children = first;
	b->nodes.v[node].n_children = b->nodes.n - first;
	child = first;
	for (uint32_t i = from; i < to; child++) {
		size_t at = depth, end = depth;
		uint32_t cp = list_rune(b, b->words[i], &at), k = i;

		while (k < to) {
			end = depth;
			if (list_rune(b, b->words[k], &end) != cp)
				break;
			k++;
		}
		list_insert(b, child, i, k, at);
		i = k;
	}
}

/* Words are first written narrow (and in lower case), then sorted by bytes,
 * which is the order of code points. */
const struct list_trie *list_trie_in(struct arena *a, const struct word_list *l,
				     bool fold)
{
	struct list_build b = { .arena = a, .fold = fold };
	struct list_trie *t = arena_one(a, struct list_trie);

	b.words = arena_many(a, str, l->n + 1);
	for (uint32_t i = 0; i < l->n; i++) {
		char *p = arena_alloc(a, l->words[i].n * 2 + 4);
		size_t at = 0, n = 0;

		while (at < l->words[i].n)
			n += utf8_encode(list_rune(&b, l->words[i], &at),
					 p + n);
		b.words[i] = (str){ p, n };
	}
	if (l->n)
		qsort(b.words, l->n, sizeof(str), by_str);
	vec_add(a, &b.nodes);
	list_insert(&b, 0, 0, l->n, 0);
	t->nodes = b.nodes.v;
	t->n = b.nodes.n;
	return t;
}

static const struct list_node *
list_child(const struct list_trie *t, const struct list_node *n, uint32_t cp)
{
	uint32_t low = n->children, high = n->children + n->n_children;

	while (low < high) {
		uint32_t mid = (low + high) / 2;

		if (t->nodes[mid].rune < cp)
			low = mid + 1;
		else
			high = mid;
	}
	if (low < n->children + n->n_children && t->nodes[low].rune == cp)
		return &t->nodes[low];
	return NULL;
}

/* Ends of the list's words that start at `at`, shortest first. */
static uint32_t list_ends(const struct list_trie *t, str text, uint32_t at,
			  uint32_t to, bool fold, uint32_t *ends)
{
	const struct list_node *n = &t->nodes[0];
	uint32_t found = 0;
	size_t i = at;

	while (i < to && found < MAX_WORD_ENDS) {
		uint32_t cp = rune_narrow(utf8_next(text, &i));

		n = list_child(t, n, fold ? folded(cp) : cp);
		if (!n)
			break;
		if (n->end && i <= to)
			ends[found++] = (uint32_t)i;
	}
	return found;
}

/* ---- layers */

struct layer_item {
	uint32_t cls, to, index, next; /* next: 1-based, 0 = none */
};

struct layers {
	struct arena *arena;
	uint32_t *head; /* by byte; 1-based index of the first item */
	uint32_t bytes;
	struct {
		VEC_OF(struct layer_item);
	} items;
};

struct layers *layers_in(struct arena *a, uint32_t text_bytes)
{
	struct layers *l = arena_one(a, struct layers);

	l->arena = a;
	l->bytes = text_bytes;
	l->head = arena_many(a, uint32_t, (size_t)text_bytes + 1);
	return l;
}

void layers_add(struct layers *l, uint32_t cls, span at, uint32_t index)
{
	struct layer_item *x;
	uint32_t *to;

	kassert(at.from < at.to && at.to <= l->bytes);
	x = vec_add(l->arena, &l->items);
	*x = (struct layer_item){ cls, at.to, index, 0 };
	to = &l->head[at.from];
	while (*to && l->items.v[*to - 1].to >= at.to)
		to = &l->items.v[*to - 1].next;
	x->next = *to;
	*to = l->items.n;
}

/* Ends of the class's things that start at `at`, shortest first. */
static uint32_t layer_ends(const struct layers *l, uint32_t cls, uint32_t at,
			   uint32_t to, uint32_t *ends)
{
	uint32_t found = 0;

	if (!l || at >= l->bytes)
		return 0;
	for (uint32_t i = l->head[at]; i && found < MAX_WORD_ENDS;
	     i = l->items.v[i - 1].next) {
		const struct layer_item *x = &l->items.v[i - 1];

		if (x->cls == cls && x->to <= to)
			ends[found++] = x->to;
	}
	for (uint32_t i = 0; i < found / 2; i++) { /* they came longest first */
		uint32_t t = ends[i];

		ends[i] = ends[found - 1 - i];
		ends[found - 1 - i] = t;
	}
	return found;
}

long layers_find(const struct layers *l, uint32_t cls, uint32_t at, span *is)
{
	if (!l || at >= l->bytes)
		return -1;
	for (uint32_t i = l->head[at]; i; i = l->items.v[i - 1].next) {
		const struct layer_item *x = &l->items.v[i - 1];

		if (x->cls != cls)
			continue;
		if (is)
			*is = (span){ at, x->to };
		return x->index;
	}
	return -1;
}

/* ---- one pattern at one place */

struct frame {
	uint32_t pc; /* UINT32_MAX: undo of a capture slot */
	uint32_t at, slot;
};

struct vm {
	const struct pattern *p;
	str text;
	/* the letter decoded last, as it is compared: narrow, and lower case
	 * with a plain apostrophe when folding */
	uint32_t seen_at, seen_next, seen, seen_raw;
	bool seen_fold;
	span in;
	const struct layers *l;
	uint32_t slots[PATTERN_CAPTURES * 2];
	struct frame stack[STACK];
	uint32_t depth;
};

static bool push(struct vm *vm, uint32_t pc, uint32_t at, uint32_t slot)
{
	if (vm->depth == STACK)
		return false;
	vm->stack[vm->depth++] = (struct frame){ pc, at, slot };
	return true;
}

static bool is_word(uint32_t cp)
{
	return rune_is_alpha(cp) || rune_is_digit(cp);
}

static bool at_border(const struct vm *vm, uint32_t at)
{
	size_t i = at, k = at;

	if (at == 0 || at >= vm->text.n)
		return true;
	if (!is_word(utf8_prev(vm->text, &i)))
		return true;
	return !is_word(utf8_next(vm->text, &k));
}

static void see(struct vm *vm, uint32_t at)
{
	size_t i = at;

	if (vm->seen_at == at && vm->seen_fold == vm->p->fold)
		return;
	vm->seen_raw = utf8_next(vm->text, &i);
	vm->seen = rune_narrow(vm->seen_raw);
	if (vm->p->fold)
		vm->seen = folded(vm->seen);
	vm->seen_fold = vm->p->fold;
	vm->seen_at = at;
	vm->seen_next = (uint32_t)i;
}

/* One character against an instruction; moves *at on success. */
static bool one_char(struct vm *vm, const struct instr *c, uint32_t *at)
{
	bool ok;

	if (*at >= vm->in.to)
		return false;
	see(vm, *at);
	if (c->op == OP_CHAR)
		ok = vm->seen == c->a;
	else if (c->op == OP_ANY)
		ok = vm->seen_raw != '\n';
	else
		ok = rune_set_has(&vm->p->sets[c->a], vm->seen_raw,
				  vm->p->fold);
	if (ok)
		*at = vm->seen_next;
	return ok;
}

/* Can the branch not match here? Seen from its first letter or word alone. */
static bool hopeless(struct vm *vm, const struct instr *c, uint32_t at)
{
	if (c->op != OP_CHAR && c->op != OP_LIST)
		return false;
	if (at >= vm->in.to)
		return true;
	see(vm, at);
	if (c->op == OP_CHAR)
		return vm->seen != c->a;
	return !list_child(vm->p->lists[c->a], vm->p->lists[c->a]->nodes,
			   vm->seen);
}

/* Several possible ends: the longest is tried now, the others later. */
static bool many_ends(struct vm *vm, const struct instr *c, uint32_t pc,
		      uint32_t *at)
{
	uint32_t ends[MAX_WORD_ENDS], n;

	if (c->op == OP_LIST)
		n = list_ends(vm->p->lists[c->a], vm->text, *at, vm->in.to,
			      vm->p->fold, ends);
	else
		n = layer_ends(vm->l, c->a, *at, vm->in.to, ends);
	if (n == 0)
		return false;
	for (uint32_t i = 0; i + 1 < n; i++)
		if (!push(vm, pc + 1, ends[i], 0))
			return false;
	*at = ends[n - 1];
	return true;
}

/* Runs from `at` to the first match; end must be `must_end` unless that is
 * UINT32_MAX. Returns the end, or UINT32_MAX. */
static uint32_t run(struct vm *vm, uint32_t at, uint32_t must_end)
{
	uint32_t pc = 0, steps = 0;

	vm->depth = 0;
	for (;;) {
		const struct instr *c = &vm->p->code[pc];
		bool ok = true;

		if (++steps > STEPS)
			return UINT32_MAX;
		switch (c->op) {
		case OP_CHAR:
		case OP_ANY:
		case OP_SET:
			ok = one_char(vm, c, &at);
			pc++;
			break;
		case OP_CLASS:
		case OP_LIST:
			ok = many_ends(vm, c, pc, &at);
			pc++;
			break;
		case OP_SPLIT:
			if (hopeless(vm, &vm->p->code[c->a], at)) {
				pc = c->b;
			} else {
				ok = hopeless(vm, &vm->p->code[c->b], at) ||
				     push(vm, c->b, at, 0);
				pc = c->a;
			}
			break;
		case OP_JUMP:
			pc = c->a;
			break;
		case OP_SAVE:
			ok = push(vm, UINT32_MAX, vm->slots[c->a], c->a);
			vm->slots[c->a] = at;
			pc++;
			break;
		case OP_BEGIN:
			ok = at == vm->in.from;
			pc++;
			break;
		case OP_END:
			ok = at == vm->in.to;
			pc++;
			break;
		case OP_BORDER:
			ok = at_border(vm, at);
			pc++;
			break;
		case OP_MATCH:
			if (must_end == UINT32_MAX || at == must_end)
				return at;
			ok = false;
			break;
		}
		while (!ok) { /* back to the last choice */
			struct frame *f;

			if (vm->depth == 0)
				return UINT32_MAX;
			f = &vm->stack[--vm->depth];
			if (f->pc == UINT32_MAX) {
				vm->slots[f->slot] = f->at;
			} else {
				pc = f->pc;
				at = f->at;
				ok = true;
			}
		}
	}
}

static bool match_at(struct vm *vm, uint32_t at, uint32_t must_end,
		     struct hit *out)
{
	const struct pattern *p = vm->p;
	uint32_t end;

	if (p->prefix.n &&
	    !str_starts(str_cut(vm->text, at, vm->in.to), p->prefix))
		return false;
	for (uint32_t i = 0; i < p->n_names * 2; i++)
		vm->slots[i] = at;
	end = run(vm, at, must_end);
	if (end == UINT32_MAX || end == at)
		return false;
	out->at = (span){ at, end };
	out->n_captures = p->n_names;
	for (uint32_t i = 0; i < p->n_names; i++) {
		out->captures[i].name = p->names[i];
		out->captures[i].at =
			(span){ vm->slots[i * 2], vm->slots[i * 2 + 1] };
		if (vm->slots[i * 2 + 1] < vm->slots[i * 2])
			out->captures[i].at.to = out->captures[i].at.from;
	}
	return true;
}

static void vm_init(struct vm *vm, const struct pattern *p, str text, span in,
		    const struct layers *l)
{
	vm->p = p;
	vm->text = text;
	vm->in = in;
	vm->l = l;
	vm->seen_at = UINT32_MAX;
}

bool pattern_match(const struct pattern *p, str text, span in, uint32_t at,
		   const struct layers *l, struct hit *out)
{
	struct vm vm;

	vm_init(&vm, p, text, in, l);
	return at <= in.to && match_at(&vm, at, UINT32_MAX, out);
}

/* Can a match begin with what stands at `at`? */
static bool may_begin(const struct pattern *p, str text, uint32_t at,
		      const struct layers *l)
{
	const struct first *f = p->first;
	size_t i = at;
	uint32_t cp;

	if (f->any || (f->classes && l && at < l->bytes && l->head[at]))
		return true;
	cp = rune_lower(rune_narrow(utf8_next(text, &i)));
	for (uint32_t k = 0; k < f->n; k++)
		if (f->runes[k] == cp)
			return true;
	return false;
}

bool pattern_search(const struct pattern *p, str text, span in,
		    const struct layers *l, struct hit *out)
{
	struct vm vm;

	vm_init(&vm, p, text, in, l);
	for (uint32_t at = in.from; at < in.to; at++)
		if ((text.p[at] & 0xC0) != 0x80 && may_begin(p, text, at, l) &&
		    match_at(&vm, at, UINT32_MAX, out))
			return true;
	return false;
}

bool pattern_ends(const struct pattern *p, str text, span in, uint32_t end,
		  const struct layers *l, struct hit *out)
{
	struct vm vm;
	uint32_t from = end > in.from + 200 ? end - 200 : in.from;

	vm_init(&vm, p, text, in, l);
	for (uint32_t at = from; at < end; at++)
		if ((text.p[at] & 0xC0) != 0x80 && may_begin(p, text, at, l) &&
		    match_at(&vm, at, end, out))
			return true;
	return false;
}

/* ---- many patterns */

struct member {
	const struct pattern *p;
	uint32_t rule;
};

struct bucket {
	VEC_OF(uint32_t); /* members, in order of adding */
};

struct pattern_set {
	struct arena *arena;
	struct {
		VEC_OF(struct member);
	} members;
	struct bucket *pages[0x110000 >> 8];
	struct bucket any, classes[64];
	uint64_t with_class;
	bool all_english;
};

struct pattern_set *pattern_set_in(struct arena *a)
{
	struct pattern_set *s = arena_one(a, struct pattern_set);

	s->arena = a;
	s->all_english = true;
	return s;
}

static struct bucket *bucket_of(struct pattern_set *s, uint32_t cp)
{
	struct bucket **page = &s->pages[cp >> 8];

	if (!*page)
		*page = arena_many(s->arena, struct bucket, 256);
	return &(*page)[cp & 255];
}

void pattern_set_add(struct pattern_set *s, const struct pattern *p,
		     uint32_t rule)
{
	const struct first *f = p->first;
	uint32_t number = s->members.n;

	*vec_add(s->arena, &s->members) = (struct member){ p, rule };
	s->all_english &= p->fold;
	if (f->any) {
		*vec_add(s->arena, &s->any) = number;
		return;
	}
	for (uint32_t i = 0; i < f->n; i++)
		*vec_add(s->arena, bucket_of(s, f->runes[i])) = number;
	for (uint32_t c = 0; c < 64; c++)
		if (f->classes >> c & 1)
			*vec_add(s->arena, &s->classes[c]) = number;
	s->with_class |= f->classes;
}

struct scan {
	const struct pattern_set *set;
	struct vm *vm;
	struct arena *arena;
	struct hits *out;
	struct bucket any; /* those of the set's that the stretch can hold */
};

static bool holds_need(const struct pattern *p, str stretch)
{
	for (uint32_t i = 0; i < p->n_needs; i++)
		if (str_has(stretch, p->needs[i]))
			return true;
	return p->n_needs == 0;
}

/* Patterns that may begin with any letter are dear: only those whose needed
 * words stand in the stretch are tried in it. */
static void choose_any(struct scan *s, str stretch)
{
	const struct bucket *all = &s->set->any;

	if (!all->n)
		return;
	s->any.v = arena_many(s->arena, uint32_t, all->n);
	for (uint32_t i = 0; i < all->n; i++)
		if (holds_need(s->set->members.v[all->v[i]].p, stretch))
			s->any.v[s->any.n++] = all->v[i];
}

static void try_bucket(struct scan *s, const struct bucket *b, uint32_t at)
{
	for (uint32_t i = 0; i < b->n; i++) {
		const struct member *m = &s->set->members.v[b->v[i]];
		struct hit h;

		s->vm->p = m->p;
		if (!match_at(s->vm, at, UINT32_MAX, &h))
			continue;
		h.rule = m->rule;
		*vec_add(s->arena, s->out) = h;
	}
}

/* Classes of the things that start at `at`, as bits. */
static uint64_t classes_at(const struct layers *l, uint32_t at)
{
	uint64_t bits = 0;

	for (uint32_t i = l->head[at]; i; i = l->items.v[i - 1].next)
		bits |= (uint64_t)1 << l->items.v[i - 1].cls;
	return bits;
}

void pattern_set_scan(const struct pattern_set *set, str text, span in,
		      const struct layers *l, struct arena *a, struct hits *out)
{
	struct vm vm;
	struct scan s = { .set = set, .vm = &vm, .arena = a, .out = out };
	bool after_word = false;
	size_t i = in.from;

	vm_init(&vm, NULL, text, in, l);
	choose_any(&s, str_span(text, in));
	while (i < in.to) {
		uint32_t at = (uint32_t)i;
		uint32_t cp = utf8_next(text, &i);
		uint32_t key = rune_lower(rune_narrow(cp));
		bool word = is_word(cp);
		uint64_t bits = 0;

		if (set->all_english && after_word && word)
			continue;
		after_word = word;
		if (set->pages[key >> 8])
			try_bucket(&s, &set->pages[key >> 8][key & 255], at);
		if (set->with_class && l && at < l->bytes && l->head[at])
			bits = classes_at(l, at) & set->with_class;
		for (uint32_t c = 0; bits >> c; c++)
			if (bits >> c & 1)
				try_bucket(&s, &set->classes[c], at);
		try_bucket(&s, &s.any, at);
	}
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
