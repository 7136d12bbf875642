/* trie.h - all words of a large list found in a text: a byte double array.
 *
 * Built once (perm), read-only after. */
#ifndef KEII_PACK_TRIE_H
#define KEII_PACK_TRIE_H

#include "base/vec.h"

struct trie;

struct trie_word {
	str word;	/* must not be empty */
	uint32_t value; /* the caller's number */
};

struct trie_hit {
	span at;
	uint32_t value;
};

struct trie_hits {
	VEC_OF(struct trie_hit);
};

/* Words may repeat with other values: all are reported. The words are sorted
 * in place; their bytes are copied. */
struct trie *trie_in(struct arena *a, struct trie_word *words, uint32_t n);
/* Value of the longest word at text.p[at], or -1; *length is its bytes. */
long trie_longest(const struct trie *t, str text, uint32_t at,
		  uint32_t *length);
/* Every word at every character start in `in`, in order of start, then of
 * length. */
void trie_scan(const struct trie *t, str text, span in, struct arena *a,
	       struct trie_hits *out);
/* The values of one exact word: calls with each; returns how many. */
uint32_t trie_exact(const struct trie *t, str word, uint32_t *values,
		    uint32_t room);

#endif
