/* trie.c - a byte double array (Aoe 1989): base[s] + byte = t, check[t] = s.
 *
 * State 1 is the root. The child by byte 0 of a state marks the end of a word;
 * its base holds the index of the word's values. Words hold no NUL byte. */
#include "pack/trie.h"

#include <stdlib.h>

#include "base/utf8.h"

struct trie {
	int32_t *base, *check;
	uint32_t size;
	uint32_t *values; /* runs of values, one run a distinct word */
	uint32_t *run;	  /* start of each word's run; one more at the end */
};

struct build {
	struct arena *arena;
	struct trie *t;
	const struct trie_word *words;
	uint32_t cap, hint;
	const uint32_t *word_of; /* first word index -> number of the word */
};

static int by_word(const void *a, const void *b)
{
	const struct trie_word *x = a, *y = b;
	int c = str_cmp(x->word, y->word);

	if (c)
		return c;
	return x->value < y->value ? -1 : x->value > y->value;
}

static void reserve(struct build *b, uint32_t need)
{
	struct trie *t = b->t;
	uint32_t cap = b->cap;

	if (need < cap)
		return;
	while (cap <= need)
		cap *= 2;
	t->base = xrealloc(t->base, cap * sizeof(*t->base));
	t->check = xrealloc(t->check, cap * sizeof(*t->check));
	memset(t->base + b->cap, 0, (cap - b->cap) * sizeof(*t->base));
	memset(t->check + b->cap, 0, (cap - b->cap) * sizeof(*t->check));
	b->cap = cap;
}

static unsigned char byte_at(str word, uint32_t depth)
{
	return depth < word.n ? (unsigned char)word.p[depth] : 0;
}

/* Smallest base from the hint on at which all the bytes are free. */
static int32_t place(struct build *b, const unsigned char *bytes, uint32_t n)
{
	uint32_t at = b->hint;

	reserve(b, at + 512);
	while (b->t->check[b->hint]) /* never search the dense front again */
		reserve(b, ++b->hint + 512);
	if (at < b->hint)
		at = b->hint;
	for (;; at++) {
		uint32_t i = 0;

		reserve(b, at + 512);
		if (b->t->check[at])
			continue;
		if (at <= bytes[0])
			continue;
		while (i < n && !b->t->check[at - bytes[0] + bytes[i]])
			i++;
		if (i == n)
			return (int32_t)(at - bytes[0]);
	}
}

static void insert(struct build *b, uint32_t state, uint32_t from, uint32_t to,
		   uint32_t depth)
{
	unsigned char bytes[256];
	uint32_t n = 0, i;
	int32_t base;

	for (i = from; i < to; i++) {
		unsigned char c = byte_at(b->words[i].word, depth);

		if (n == 0 || bytes[n - 1] != c)
			bytes[n++] = c;
	}
	base = place(b, bytes, n);
	b->t->base[state] = base;
	for (uint32_t k = 0; k < n; k++)
		b->t->check[base + bytes[k]] = (int32_t)state;
	for (i = from; i < to;) {
		unsigned char c = byte_at(b->words[i].word, depth);
		uint32_t child = (uint32_t)base + c, end = i;

		while (end < to && byte_at(b->words[end].word, depth) == c)
			end++;
		if (c == 0)
			b->t->base[child] = (int32_t)b->word_of[i];
		else
			insert(b, child, i, end, depth + 1);
		i = end;
	}
}

struct trie *trie_in(struct arena *a, struct trie_word *words, uint32_t n)
{
	struct trie *t = arena_one(a, struct trie);
	uint32_t *word_of = arena_many(a, uint32_t, n + 1), distinct = 0;
	struct build b = { .arena = a,
			   .t = t,
			   .words = words,
			   .cap = 1024,
			   .hint = 2,
			   .word_of = word_of };
	int32_t *heap;

	if (n)
		qsort(words, n, sizeof(*words), by_word);
	t->values = arena_many(a, uint32_t, n + 1);
	t->run = arena_many(a, uint32_t, n + 2);
	for (uint32_t i = 0; i < n; i++) {
		kassert(words[i].word.n > 0 && words[i].word.n < 4096);
		if (i == 0 || !str_eq(words[i].word, words[i - 1].word))
			t->run[distinct++] = i;
		word_of[i] = distinct - 1;
		t->values[i] = words[i].value;
	}
	t->run[distinct] = n;
	t->base = xmalloc(b.cap * sizeof(*t->base));
	t->check = xmalloc(b.cap * sizeof(*t->check));
	memset(t->base, 0, b.cap * sizeof(*t->base));
	memset(t->check, 0, b.cap * sizeof(*t->check));
	t->check[1] = -1;
	if (n)
		insert(&b, 1, 0, n, 0);
	t->size = b.cap;
	heap = t->base;
	t->base = memcpy(arena_many(a, int32_t, b.cap), heap,
			 b.cap * sizeof(*heap));
	free(heap);
	heap = t->check;
	t->check = memcpy(arena_many(a, int32_t, b.cap), heap,
			  b.cap * sizeof(*heap));
	free(heap);
	return t;
}

/* Next state by byte c, or 0. */
static uint32_t step(const struct trie *t, uint32_t state, unsigned char c)
{
	uint32_t next = (uint32_t)t->base[state] + c;

	return next < t->size && t->check[next] == (int32_t)state ? next : 0;
}

long trie_longest(const struct trie *t, str text, uint32_t at, uint32_t *length)
{
	uint32_t state = 1;
	long found = -1;

	for (uint32_t i = at; i < text.n; i++) {
		uint32_t end;

		if (text.p[i] == '\0')
			break;
		state = step(t, state, (unsigned char)text.p[i]);
		if (!state)
			break;
		end = step(t, state, 0);
		if (end) {
			found = t->values[t->run[t->base[end]]];
			*length = i + 1 - at;
		}
	}
	return found;
}

static void scan_at(const struct trie *t, str text, span in, uint32_t at,
		    struct arena *a, struct trie_hits *out)
{
	uint32_t state = 1;

	for (uint32_t i = at; i < in.to; i++) {
		uint32_t end;

		if (text.p[i] == '\0')
			return;
		state = step(t, state, (unsigned char)text.p[i]);
		if (!state)
			return;
		end = step(t, state, 0);
		if (!end)
			continue;
		for (uint32_t k = t->run[t->base[end]];
		     k < t->run[t->base[end] + 1]; k++) {
			struct trie_hit *h = vec_add(a, out);

			h->at = (span){ at, i + 1 };
			h->value = t->values[k];
		}
	}
}

void trie_scan(const struct trie *t, str text, span in, struct arena *a,
	       struct trie_hits *out)
{
	for (uint32_t at = in.from; at < in.to; at++)
		if ((text.p[at] & 0xC0) != 0x80)
			scan_at(t, text, in, at, a, out);
}

uint32_t trie_exact(const struct trie *t, str word, uint32_t *values,
		    uint32_t room)
{
	uint32_t state = 1, n = 0;

	for (uint32_t i = 0; i < word.n && state; i++)
		state = word.p[i] ? step(t, state, (unsigned char)word.p[i])
				  : 0;
	if (state && word.n)
		state = step(t, state, 0);
	if (!state || !word.n)
		return 0;
	for (uint32_t k = t->run[t->base[state]];
	     k < t->run[t->base[state] + 1] && n < room; k++)
		values[n++] = t->values[k];
	return n;
}
