/* map.h - from byte strings to 64-bit values; open addressing, in an arena.
 *
 * Keys are borrowed: they must live as long as the map. */
#ifndef KEII_BASE_MAP_H
#define KEII_BASE_MAP_H

#include "base/arena.h"
#include "base/str.h"

struct map_slot {
	const char *key; /* NULL: free */
	uint32_t key_n, hash;
	uint64_t value;
};

struct map {
	struct arena *arena;
	struct map_slot *slots;
	uint32_t n, size;
};

/* Allocates nothing. */
void map_init(struct map *m, struct arena *a);
static inline str map_key(const struct map_slot *s)
{
	return (str){ s->key, s->key_n };
}
/* Lends the value of key, or NULL; valid until the next map_put. */
uint64_t *map_find(const struct map *m, str key);
/* The slot of key, made with value 0 when new. */
uint64_t *map_put(struct map *m, str key);

#endif
