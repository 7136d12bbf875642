/* pattern_word.c - letters as patterns compare them, word lists, layers.
 *
 * A word list is a trie over code points, narrow and (English) in lower case.
 * A layer holds the things found before, by the byte at which they start. */
#include "pack/pattern_priv.h"

#include <stdlib.h>

#include "base/utf8.h"

/* ---- letters and word lists */

uint32_t rune_lower(uint32_t cp)
{
	if ((cp >= 'A' && cp <= 'Z') ||
	    (cp >= 0xC0 && cp <= 0xDE && cp != 0xD7))
		return cp + 32;
	return cp;
}

uint32_t rune_folded(uint32_t cp)
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

const struct list_node *list_child(const struct list_trie *t,
				   const struct list_node *n, uint32_t cp)
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

uint32_t list_ends(const struct list_trie *t, str text, uint32_t at,
		   uint32_t to, bool fold, uint32_t *ends)
{
	const struct list_node *n = &t->nodes[0];
	uint32_t found = 0;
	size_t i = at;

	while (i < to && found < MAX_WORD_ENDS) {
		uint32_t cp = rune_narrow(utf8_next(text, &i));

		n = list_child(t, n, fold ? rune_folded(cp) : cp);
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

bool layers_any(const struct layers *l, uint32_t at)
{
	return l && at < l->bytes && l->head[at];
}

uint32_t layer_ends(const struct layers *l, uint32_t cls, uint32_t at,
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
