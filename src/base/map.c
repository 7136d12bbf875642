/* map.c - open addressing with linear steps, at most 2/3 full. */
#include "base/map.h"

#include "base/index.h"

void map_init(struct map *m, struct arena *a)
{
	*m = (struct map){ .arena = a };
}

static struct map_slot *probe(const struct map *m, str key, uint32_t hash)
{
	uint32_t i = hash & (m->size - 1);

	while (m->slots[i].key && (m->slots[i].hash != hash ||
				   !str_eq(map_key(&m->slots[i]), key)))
		i = (i + 1) & (m->size - 1);
	return &m->slots[i];
}

uint64_t *map_find(const struct map *m, str key)
{
	struct map_slot *s;

	if (m->n == 0)
		return NULL;
	s = probe(m, key, index_hash(key));
	return s->key ? &s->value : NULL;
}

static void enlarge(struct map *m)
{
	struct map old = *m;

	m->size = old.size ? old.size * 2 : 16;
	m->slots = arena_many(m->arena, struct map_slot, m->size);
	for (uint32_t i = 0; i < old.size; i++) {
		const struct map_slot *s = &old.slots[i];
		uint32_t k = s->hash & (m->size - 1);

		if (!s->key)
			continue;
		while (m->slots[k].key)
			k = (k + 1) & (m->size - 1);
		m->slots[k] = *s;
	}
}

uint64_t *map_put(struct map *m, str key)
{
	struct map_slot *s;
	uint32_t hash = index_hash(key);

	kassert(key.p && key.n <= UINT32_MAX);
	if (m->n * 3 >= m->size * 2)
		enlarge(m);
	s = probe(m, key, hash);
	if (!s->key) {
		*s = (struct map_slot){ key.p, (uint32_t)key.n, hash, 0 };
		m->n++;
	}
	return &s->value;
}
