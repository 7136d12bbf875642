/* index.c - open addressing with linear steps, at most 2/3 full. */
#include "base/index.h"

/* Eight bytes at a time: names are hashed by the hundred thousand. */
uint32_t index_hash(str s)
{
	uint64_t h = s.n * 0x9E3779B97F4A7C15u, x;
	size_t i = 0;

	for (; i + 8 <= s.n; i += 8) {
		memcpy(&x, s.p + i, 8);
		h = (h ^ x) * 0x9FB21C651E98DF25u;
		h ^= h >> 32;
	}
	if (i < s.n) {
		x = 0;
		memcpy(&x, s.p + i, s.n - i);
		h = (h ^ x) * 0x9FB21C651E98DF25u;
		h ^= h >> 32;
	}
	return (uint32_t)(h ^ h >> 15);
}

void index_init(struct index *x, struct arena *a)
{
	*x = (struct index){ .arena = a };
}

static void put(struct index *x, struct index_slot slot)
{
	uint32_t k = slot.hash & (x->size - 1);

	while (x->slots[k].number)
		k = (k + 1) & (x->size - 1);
	x->slots[k] = slot;
}

void index_reserve(struct index *x, uint32_t numbers)
{
	struct index old = *x;

	if (!x->size)
		x->size = 16;
	while ((uint64_t)numbers * 3 >= (uint64_t)x->size * 2)
		x->size *= 2;
	if (x->size == old.size)
		return;
	x->slots = arena_many(x->arena, struct index_slot, x->size);
	for (uint32_t i = 0; i < old.size; i++)
		if (old.slots[i].number)
			put(x, old.slots[i]);
}

void index_put(struct index *x, uint32_t hash, uint32_t number)
{
	index_reserve(x, x->n + 1);
	put(x, (struct index_slot){ hash, number + 1 });
	x->n++;
}

uint32_t index_next(const struct index *x, uint32_t hash, uint32_t *step)
{
	while (x->n) {
		const struct index_slot *s =
			&x->slots[(hash + (*step)++) & (x->size - 1)];

		if (!s->number)
			break;
		if (s->hash == hash)
			return s->number - 1;
	}
	return INDEX_NONE;
}
