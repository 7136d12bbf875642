/* trie.c - a byte double array (Aoe 1989): units[s].base + byte = t, and
 * units[t].check = s.
 *
 * State 1 is the root. The child by byte 0 of a state marks the end of a word;
 * its base holds the number of the word. Where one word alone is left the
 * state's base is -1 - its number, and the rest of the word stands in `tails`
 * (Yata 2007): most states would be such rests. Words hold no NUL byte. */
#include "pack/trie.h"

#include <stdlib.h>

#include "base/utf8.h"

struct unit {
	int32_t base, check;
};

#define HEADS 65536u

struct trie {
	/* how words begin, hashed: most places of a text are told by it to
	 * begin none, without a walk whose steps wait for one another */
	uint64_t heads[HEADS / 64];
	struct unit *units;
	uint32_t size;
	uint32_t *values; /* runs of values, one run a distinct word */
	uint32_t *run;	  /* start of each word's run; one more at the end */
	const str *tails; /* by number of word */
};

struct build {
	struct trie *t;
	const struct trie_word *words;
	uint32_t cap, hint;
	const uint32_t *word_of; /* first word index -> number of the word */
	str *tails;
	char *bytes; /* where those of the next tail go */
};

/* A word with its first bytes as a number: most comparisons end there. */
struct keyed {
	uint64_t key;
	struct trie_word w;
};

static uint64_t key_of(str word)
{
	uint64_t key = 0;

	for (size_t i = 0; i < 8; i++)
		key = key << 8 | (i < word.n ? (unsigned char)word.p[i] : 0);
	return key;
}

static int by_word(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	int c = x->key != y->key ? (x->key < y->key ? -1 : 1)
				 : str_cmp(x->w.word, y->w.word);

	if (c)
		return c;
	return x->w.value < y->w.value ? -1 : x->w.value > y->w.value;
}

#define RADIX_LEAST 2000u

/* By the key alone, byte by byte from the last; bytes that all keys share are
 * passed. Returns the array that holds the result. */
static struct keyed *sort_keys(struct keyed *from, struct keyed *to, uint32_t n)
{
	for (int shift = 0; shift < 64; shift += 8) {
		uint32_t start[257] = { 0 };
		struct keyed *done = to;

		for (uint32_t i = 0; i < n; i++)
			start[(from[i].key >> shift & 255) + 1]++;
		if (start[(from[0].key >> shift & 255) + 1] == n)
			continue;
		for (int c = 0; c < 256; c++)
			start[c + 1] += start[c];
		for (uint32_t i = 0; i < n; i++)
			to[start[from[i].key >> shift & 255]++] = from[i];
		to = from;
		from = done;
	}
	return from;
}

static void sort_words(struct trie_word *words, uint32_t n)
{
	struct keyed *k = xmalloc(2 * (size_t)n * sizeof(*k)), *sorted = k;

	for (uint32_t i = 0; i < n; i++)
		k[i] = (struct keyed){ key_of(words[i].word), words[i] };
	if (n >= RADIX_LEAST)
		sorted = sort_keys(k, k + n, n);
	for (uint32_t i = 0, end; i < n; i = end) { /* those with one key */
		end = n;
		if (n >= RADIX_LEAST)
			for (end = i + 1;
			     end < n && sorted[end].key == sorted[i].key; end++)
				;
		if (end - i > 1)
			qsort(sorted + i, end - i, sizeof(*k), by_word);
	}
	for (uint32_t i = 0; i < n; i++)
		words[i] = sorted[i].w;
	free(k);
}

static void reserve(struct build *b, uint32_t need)
{
	struct trie *t = b->t;
	uint32_t cap = b->cap;

	if (need < cap)
		return;
	while (cap <= need)
		cap *= 2;
	t->units = xrealloc(t->units, cap * sizeof(*t->units));
	memset(t->units + b->cap, 0, (cap - b->cap) * sizeof(*t->units));
	b->cap = cap;
}

static unsigned char byte_at(str word, uint32_t depth)
{
	return depth < word.n ? (unsigned char)word.p[depth] : 0;
}

#define TRIES 32u
#define STEPS 512u

/* A base at which all the bytes are free, the first from the hint on. A front
 * that was tried often in vain, or has long runs taken, is given up: what
 * stays free in it costs less than trying it again. */
static int32_t place(struct build *b, const unsigned char *bytes, uint32_t n)
{
	uint32_t tries = 0, from = b->hint;

	for (uint32_t at = from;; at++) {
		uint32_t i = 0;

		if (at + 512 >= b->cap)
			reserve(b, at + 512);
		if (at == from + STEPS)
			b->hint = at;
		if (b->t->units[at].check || at <= bytes[0])
			continue;
		if (++tries == TRIES)
			b->hint = at;
		while (i < n && !b->t->units[at - bytes[0] + bytes[i]].check)
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

	if (b->word_of[from] == b->word_of[to - 1]) {
		str word = b->words[from].word;

		word = str_cut(word, depth, word.n);
		if (word.n)
			memcpy(b->bytes, word.p, word.n);
		b->tails[b->word_of[from]] = (str){ b->bytes, word.n };
		b->bytes += word.n;
		b->t->units[state].base = -1 - (int32_t)b->word_of[from];
		return;
	}
	for (i = from; i < to; i++) {
		unsigned char c = byte_at(b->words[i].word, depth);

		if (n == 0 || bytes[n - 1] != c)
			bytes[n++] = c;
	}
	while (b->t->units[b->hint]
		       .check) /* never search the dense front again */
		reserve(b, ++b->hint + 512);
	base = place(b, bytes, n);
	b->t->units[state].base = base;
	for (uint32_t k = 0; k < n; k++)
		b->t->units[base + bytes[k]].check = (int32_t)state;
	for (i = from; i < to;) {
		unsigned char c = byte_at(b->words[i].word, depth);
		uint32_t child = (uint32_t)base + c, end = i;

		while (end < to && byte_at(b->words[end].word, depth) == c)
			end++;
		if (c == 0)
			b->t->units[child].base = (int32_t)b->word_of[i];
		else
			insert(b, child, i, end, depth + 1);
		i = end;
	}
}

/* What stands at p, of which eight bytes may be read: its first letter and, in
 * *more, that with the bytes behind it which a longer word has too. false: the
 * letter is none of those that are told apart. */
static inline bool head_at(const char *text, uint64_t *letter, uint64_t *more)
{
	const unsigned char *p = (const unsigned char *)text;
	uint64_t all = (uint64_t)p[0] << 56 | (uint64_t)p[1] << 48 |
		       (uint64_t)p[2] << 40 | (uint64_t)p[3] << 32 |
		       (uint64_t)p[4] << 24 | (uint64_t)p[5] << 16 |
		       (uint64_t)p[6] << 8 | p[7];

	*letter = all >> (*p < 0x80 ? 56 : 40);
	*more = all >> (*p < 0x80 ? 32 : 16);
	return *p < 0x80 || (*p & 0xF0) == 0xE0;
}

static inline uint32_t head_bit(uint64_t bytes)
{
	return (uint32_t)(bytes * 0x9E3779B97F4A7C15u >> 48);
}

static bool may_begin(const struct trie *t, str text, uint32_t at)
{
	uint64_t letter, more;
	uint32_t a, b;

	if (text.n - at < 8 || !head_at(text.p + at, &letter, &more))
		return true;
	a = head_bit(letter);
	b = head_bit(more);
	return (t->heads[a / 64] >> a % 64 | t->heads[b / 64] >> b % 64) & 1;
}

static void add_head(struct trie *t, str word)
{
	char first[8] = { 0 };
	uint64_t letter, more;
	uint32_t bit;

	memcpy(first, word.p, word.n < 8 ? word.n : 8);
	(void)head_at(first, &letter, &more);
	if (word.n < ((unsigned char)first[0] < 0x80 ? 4 : 6))
		more = letter;
	bit = head_bit(more);
	t->heads[bit / 64] |= (uint64_t)1 << bit % 64;
}

struct trie *trie_in(struct arena *a, struct trie_word *words, uint32_t n)
{
	struct trie *t = arena_one(a, struct trie);
	uint32_t *word_of = xmalloc((n + 1) * sizeof(*word_of)), distinct = 0;
	struct build b = { .t = t,
			   .words = words,
			   .cap = 1024,
			   .hint = 2,
			   .word_of = word_of };
	struct unit *heap;
	size_t bytes = 0;

	if (n)
		sort_words(words, n);
	t->values = arena_many(a, uint32_t, n + 1);
	t->run = arena_many(a, uint32_t, n + 2);
	for (uint32_t i = 0; i < n; i++) {
		kassert(words[i].word.n > 0 && words[i].word.n < 4096);
		if (i == 0 || !str_eq(words[i].word, words[i - 1].word))
			t->run[distinct++] = i;
		add_head(t, words[i].word);
		word_of[i] = distinct - 1;
		t->values[i] = words[i].value;
		bytes += words[i].word.n;
	}
	t->run[distinct] = n;
	t->tails = b.tails = arena_many(a, str, distinct + 1);
	b.bytes = arena_alloc(a, bytes);
	t->units = xmalloc(b.cap * sizeof(*t->units));
	memset(t->units, 0, b.cap * sizeof(*t->units));
	t->units[1].check = -1;
	if (n)
		insert(&b, 1, 0, n, 0);
	free(word_of);
	t->size = b.cap;
	while (t->size > 2 && !t->units[t->size - 1].check)
		t->size--;
	heap = t->units;
	t->units = memcpy(arena_many(a, struct unit, t->size), heap,
			  t->size * sizeof(*heap));
	free(heap);
	return t;
}

/* Next state by byte c, or 0. */
static uint32_t step(const struct trie *t, uint32_t state, unsigned char c)
{
	uint32_t next = (uint32_t)t->units[state].base + c;

	return next < t->size && t->units[next].check == (int32_t)state ? next
									: 0;
}

/* A walk along a text through the words that are there. */
struct walk {
	const struct trie *t;
	str text;
	uint32_t at, state; /* state 0: at an end */
	bool told;	    /* the word that ends at the state */
};

static struct walk walk_from(const struct trie *t, str text, uint32_t at)
{
	return (struct walk){ .t = t, .text = text, .at = at, .state = 1 };
}

/* One word is left below the state: does the rest of it stand there? */
static int32_t last_word(struct walk *w)
{
	int32_t word = -1 - w->t->units[w->state].base;
	str tail = w->t->tails[word];

	w->state = 0;
	if (w->text.n - w->at < tail.n ||
	    memcmp(w->text.p + w->at, tail.p, tail.n) != 0)
		return -1;
	w->at += (uint32_t)tail.n;
	return word;
}

/* The number of the next longer word, or -1; w->at is behind it. */
static int32_t next_word(struct walk *w)
{
	while (w->state) {
		uint32_t end;

		if (w->t->units[w->state].base < 0)
			return last_word(w);
		if (!w->told) {
			w->told = true;
			end = step(w->t, w->state, 0);
			if (end)
				return w->t->units[end].base;
		}
		if (w->at >= w->text.n || !w->text.p[w->at])
			return -1;
		w->state =
			step(w->t, w->state, (unsigned char)w->text.p[w->at++]);
		w->told = false;
	}
	return -1;
}

long trie_longest(const struct trie *t, str text, uint32_t at, uint32_t *length)
{
	struct walk w = walk_from(t, text, at);
	long found = -1;
	int32_t word;

	while ((word = next_word(&w)) >= 0) {
		found = t->values[t->run[word]];
		*length = w.at - at;
	}
	return found;
}

static void scan_at(const struct trie *t, str text, span in, uint32_t at,
		    struct arena *a, struct trie_hits *out)
{
	struct walk w = walk_from(t, str_cut(text, 0, in.to), at);
	int32_t word;

	while ((word = next_word(&w)) >= 0)
		for (uint32_t k = t->run[word]; k < t->run[word + 1]; k++) {
			struct trie_hit *h = vec_add(a, out);

			h->at = (span){ at, w.at };
			h->value = t->values[k];
		}
}

void trie_scan(const struct trie *t, str text, span in, struct arena *a,
	       struct trie_hits *out)
{
	for (uint32_t at = in.from; at < in.to; at++)
		if ((text.p[at] & 0xC0) != 0x80 && may_begin(t, text, at))
			scan_at(t, text, in, at, a, out);
}

uint32_t trie_exact(const struct trie *t, str word, uint32_t *values,
		    uint32_t room)
{
	struct walk w = walk_from(t, word, 0);
	uint32_t n = 0;
	int32_t found;

	while ((found = next_word(&w)) >= 0 && w.at < word.n)
		;
	if (found < 0 || !word.n)
		return 0;
	for (uint32_t k = t->run[found]; k < t->run[found + 1] && n < room; k++)
		values[n++] = t->values[k];
	return n;
}
