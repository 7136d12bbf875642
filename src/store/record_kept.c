/* record_kept.c - see record_kept.h: a list, the bytes of ids one behind the
 * other, and an index over the list's places. */
#include "store/record_kept.h"

#include <stdlib.h>

#include "base/index.h"
#include "base/vec.h"

#define ID_BLOCK ((size_t)64 << 10)

struct record_kept {
	struct kept *v;
	uint32_t n, cap;
	struct arena *arena; /* of what follows */
	struct index at;
	char *block; /* of ids: what is left of it */
	size_t left;
	struct {
		VEC_OF(str);
	} layers; /* a handful */
};

struct record_kept *record_kept_new(void)
{
	struct record_kept *k = xmalloc(sizeof(*k));

	*k = (struct record_kept){ .arena = arena_new() };
	index_init(&k->at, k->arena);
	return k;
}

void record_kept_free(struct record_kept **k)
{
	if (!*k)
		return;
	free((*k)->v);
	arena_free(&(*k)->arena);
	free(*k);
	*k = NULL;
}

/* ---- layers */

static uint32_t layer_find(const struct record_kept *k, str layer)
{
	uint32_t i = 0;

	while (i < k->layers.n && !str_eq(k->layers.v[i], layer))
		i++;
	return i;
}

static uint16_t layer_put(struct record_kept *k, str layer)
{
	uint32_t i = layer_find(k, layer);

	kassert(i < UINT16_MAX);
	if (i == k->layers.n)
		*vec_add(k->arena, &k->layers) = arena_str(k->arena, layer);
	return (uint16_t)i;
}

str record_kept_layer(const struct record_kept *k, const struct kept *x)
{
	return k->layers.v[x->layer];
}

/* ---- items */

/* Without the room that an arena leaves between pieces. */
static const char *id_put(struct record_kept *k, str id)
{
	char *p = k->block;

	if (id.n > ID_BLOCK / 16)
		return arena_str(k->arena, id).p;
	if (id.n > k->left) {
		p = arena_alloc(k->arena, ID_BLOCK);
		k->left = ID_BLOCK;
	}
	if (id.n)
		memcpy(p, id.p, id.n);
	k->block = p + id.n;
	k->left -= id.n;
	return p;
}

static uint32_t hash_of(uint32_t layer, str id)
{
	return index_hash(id) ^ layer * 0x9e3779b9U;
}

void record_kept_add(struct record_kept *k, str layer, str id, int64_t number,
		     int64_t sum)
{
	uint16_t at = layer_put(k, layer);

	if (k->n == k->cap) {
		k->cap = k->cap ? k->cap * 2 : 1024;
		k->v = xrealloc(k->v, k->cap * sizeof(*k->v));
	}
	k->v[k->n] = (struct kept){ .number = number,
				    .sum = sum,
				    .id = id_put(k, id),
				    .id_n = (uint32_t)id.n,
				    .layer = at };
	index_put(&k->at, hash_of(at, id), k->n++);
}

struct kept *record_kept_find(const struct record_kept *k, str layer, str id)
{
	uint32_t at = layer_find(k, layer), hash = hash_of(at, id), i, step = 0;

	while ((i = index_next(&k->at, hash, &step)) != INDEX_NONE) {
		struct kept *x = &k->v[i];

		if (x->layer == at && str_eq((str){ x->id, x->id_n }, id))
			return x;
	}
	return NULL;
}

struct kept *record_kept_at(const struct record_kept *k, uint32_t i)
{
	return i < k->n ? &k->v[i] : NULL;
}
