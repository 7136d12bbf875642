/* names.c - small sorted sets of strings; they borrow their members. */
#include "merge/merge_priv.h"

static uint32_t place_of(const struct names *s, str x)
{
	uint32_t lo = 0, hi = s->n;

	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;

		if (str_cmp(s->v[mid], x) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

bool names_has(const struct names *s, str x)
{
	uint32_t i = place_of(s, x);

	return i < s->n && str_eq(s->v[i], x);
}

/* Most sets have one member or two, and there are many of them. What is lent
 * (names_union) is copied before it changes. */
static void make_room(struct arena *a, struct names *s)
{
	uint32_t more = s->n ? s->n * 2 : 1;
	str *lent = s->cap ? NULL : s->v;

	if (s->n < s->cap)
		return;
	s->v = arena_grow(a, lent ? NULL : s->v, s->cap * sizeof(str),
			  more * sizeof(str));
	if (s->n && lent)
		memcpy(s->v, lent, s->n * sizeof(str));
	s->cap = more;
}

bool names_add(struct arena *a, struct names *s, str x)
{
	uint32_t i = place_of(s, x);

	if (x.n == 0 || (i < s->n && str_eq(s->v[i], x)))
		return false;
	make_room(a, s);
	s->n++;
	memmove(s->v + i + 1, s->v + i, (s->n - 1 - i) * sizeof(str));
	s->v[i] = x;
	return true;
}

uint32_t names_shared(const struct names *a, const struct names *b)
{
	uint32_t n = 0, i = 0, k = 0;

	while (i < a->n && k < b->n) {
		int c = str_cmp(a->v[i], b->v[k]);

		n += c == 0;
		i += c <= 0;
		k += c >= 0;
	}
	return n;
}

bool names_within(const struct names *inner, const struct names *outer)
{
	return names_shared(inner, outer) == inner->n;
}

bool names_equal(const struct names *a, const struct names *b)
{
	return a->n == b->n && names_within(a, b);
}

void names_union(struct arena *a, struct names *to, const struct names *from)
{
	if (to->n == 0) {
		*to = *from;
		to->cap = 0;
		return;
	}
	for (uint32_t i = 0; i < from->n; i++)
		names_add(a, to, from->v[i]);
}
