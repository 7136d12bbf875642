/* vec.h - growing arrays in an arena: struct things VEC(struct thing);
 *
 *   struct day_list { VEC_OF(day) };
 *   *vec_add(arena, &list) = today;      room for one more, zeroed
 *   for (uint32_t i = 0; i < list.n; i++) use(list.v[i]);
 *
 * A vec has no destructor: its arena frees it. */
#ifndef KEII_BASE_VEC_H
#define KEII_BASE_VEC_H

#include "base/arena.h"

#define VEC_OF(T)                                                              \
	T *v;                                                                  \
	uint32_t n, cap

#define vec_add(a, vec)                                                        \
	(vec_room((a), (void **)(void *)&(vec)->v, (vec)->n, &(vec)->cap,      \
		  sizeof(*(vec)->v)),                                          \
	 &(vec)->v[(vec)->n++])

static inline void vec_room(struct arena *a, void **v, uint32_t n,
			    uint32_t *cap, size_t size)
{
	uint32_t more;

	if (n < *cap)
		return;
	/* most lists are short: of large things room for two is enough */
	more = *cap ? *cap * 2 : size < 32 ? 8 : 2;
	*v = arena_grow(a, *v, (size_t)*cap * size, (size_t)more * size);
	*cap = more;
}

#endif
