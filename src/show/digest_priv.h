/* digest_priv.h - what the files of the digest share. */
#ifndef KEII_SHOW_DIGEST_PRIV_H
#define KEII_SHOW_DIGEST_PRIV_H

#include "base/map.h"
#include "show/digest.h"

/* A sentence as words that are told apart by how rare they are: numbers in
 * order, weights of length 1 together. */
struct digest_vector {
	uint32_t n;
	uint32_t *words;
	double *weights;
};

struct digest_maker {
	struct store *store;
	struct arena *arena; /* the caller's: as long as the digest */
	const struct digest_ask *ask;
	struct map words; /* to numbers from 1 */
	struct {
		VEC_OF(double);
	} rare; /* of a word's number less 1: log(articles / those with it) */
	uint32_t articles; /* of the store */
	struct {
		VEC_OF(struct digest_vector);
	} chosen;
	struct digest_vector query; /* weights unused */
};

/* The words of text in a. */
int digest_words(struct digest_maker *m, struct arena *a, str text,
		 struct digest_vector *out, struct err *e);
/* Fills the day's sentences. */
int digest_fill(struct digest_maker *m, struct digest_day *x, struct err *e);

#endif
