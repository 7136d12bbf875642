/* dictionary.h - what a store packs, and the dictionaries it learns for that.
 *
 * codec.h with the store's table behind it. A dictionary that is asked for and
 * not known yet is looked up; one is learned when there are some of a kind, and
 * again when there are many times as many. */
#ifndef KEII_STORE_DICTIONARY_H
#define KEII_STORE_DICTIONARY_H

#include "store/codec.h"
#include "store/store.h"

/* In a; -1 and e set only when dictionaries can't be read. */
int store_pack(struct store *s, struct arena *a, str kind, str bytes, str *out,
	       struct err *e);
/* false: it is damaged, or its dictionary is not there. */
bool store_unpack(struct store *s, struct arena *a, str packed, str *out);
/* The dictionaries to pack by are known now. */
int dictionary_load(struct store *s, struct err *e);
/* Hands on the i-th of n samples of what there is, packed; STR_NONE: none. */
typedef int sample_fn(void *ctx, uint32_t i, uint32_t n, str *packed,
		      struct err *e);
/* Inside a transaction. Learns one of the kind when it is time to, now that
 * there are count of it. */
bool dictionary_due(struct store *s, str kind, int64_t count);
int dictionary_learn(struct store *s, str kind, int64_t count, sample_fn *fn,
		     void *ctx, struct err *e);

/* A rebuild makes them anew: what is there serves to read alone, and goes at
 * its end. */
int dictionaries_retire(struct store *s, struct err *e);
int dictionaries_drop(struct store *s, struct err *e);
/* What was learned in a transaction that came to nothing is not there. */
void dictionaries_forget(struct store *s);

#endif
