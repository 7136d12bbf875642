/* index.h - from hashes to the caller's numbers; open addressing, in an arena.
 *
 * Smaller than a map: no keys and eight bytes a slot. Several numbers may stand
 * under one hash; the caller compares what they stand for. */
#ifndef KEII_BASE_INDEX_H
#define KEII_BASE_INDEX_H

#include "base/arena.h"
#include "base/str.h"

#define INDEX_NONE UINT32_MAX

struct index_slot {
	uint32_t hash, number; /* number 0: free, else the number + 1 */
};

struct index {
	struct arena *arena;
	struct index_slot *slots;
	uint32_t n, size;
};

/* The hash maps use as well: of use in memory alone. */
uint32_t index_hash(str s);
/* Allocates nothing. */
void index_init(struct index *x, struct arena *a);
/* Room for so many numbers in all. */
void index_reserve(struct index *x, uint32_t numbers);
void index_put(struct index *x, uint32_t hash, uint32_t number);
/* The next number under the hash; *step is 0 before the first. INDEX_NONE:
 * there is no other. */
uint32_t index_next(const struct index *x, uint32_t hash, uint32_t *step);

#endif
