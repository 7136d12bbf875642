/* map.c - open addressing with linear steps, at most 2/3 full. */
#include "base/map.h"

void map_init(struct map *m, struct arena *a)
{
	*m = (struct map){ .arena = a };
}

static struct map_slot *probe(const struct map *m, str key)
{
	uint32_t i = (uint32_t)str_hash(key) & (m->size - 1);

	while (m->slots[i].key.p && !str_eq(m->slots[i].key, key))
		i = (i + 1) & (m->size - 1);
	return &m->slots[i];
}

uint64_t *map_find(const struct map *m, str key)
{
	struct map_slot *s;

	if (m->n == 0)
		return NULL;
	s = probe(m, key);
	return s->key.p ? &s->value : NULL;
}

static void enlarge(struct map *m)
{
	struct map old = *m;

	m->size = old.size ? old.size * 2 : 16;
	m->slots = arena_many(m->arena, struct map_slot, m->size);
	for (uint32_t i = 0; i < old.size; i++)
		if (old.slots[i].key.p)
			*probe(m, old.slots[i].key) = old.slots[i];
}

uint64_t *map_put(struct map *m, str key)
{
	struct map_slot *s;

	kassert(key.p);
	if (m->n * 3 >= m->size * 2)
		enlarge(m);
	s = probe(m, key);
	if (!s->key.p) {
		s->key = key;
		s->value = 0;
		m->n++;
	}
	return &s->value;
}
