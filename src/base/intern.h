/* intern.h - one copy of each string that comes again and again: ids, names,
 * rules. */
#ifndef KEII_BASE_INTERN_H
#define KEII_BASE_INTERN_H

#include "base/map.h"

struct interned {
	struct arena *arena, *scratch; /* scratch: of who asks, between uses */
	struct map map;
};

static inline void interned_init(struct interned *x, struct arena *a)
{
	x->arena = a;
	x->scratch = arena_under(a);
	map_init(&x->map, a);
}

/* Lives as long as the arena; STR_NONE stays it. */
static inline str interned_str(struct interned *x, str s)
{
	const char *p;
	uint64_t *at;

	if (!s.p)
		return s;
	at = map_find(&x->map, s);
	if (!at) {
		s = arena_str(x->arena, s);
		at = map_put(&x->map, s);
		memcpy(at, &s.p, sizeof(s.p));
	}
	memcpy(&p, at, sizeof(p));
	return (str){ p, s.n };
}

#endif
