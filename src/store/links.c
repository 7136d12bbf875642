/* links.c - see links.h. */
#include "store/links.h"

#include <stdlib.h>

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

void numbers_sort(struct numbers *x)
{
	uint32_t n = 0;

	if (x->n < 2)
		return;
	qsort(x->v, x->n, sizeof(*x->v), by_number);
	for (uint32_t i = 0; i < x->n; i++)
		if (!n || x->v[n - 1] != x->v[i])
			x->v[n++] = x->v[i];
	x->n = n;
}

bool numbers_have(const struct numbers *x, int64_t number)
{
	return x->n &&
	       bsearch(&number, x->v, x->n, sizeof(*x->v), by_number) != NULL;
}

void links_write(const struct links *x, struct buf *out)
{
	for (int k = 0; k < LINK_KINDS; k++) {
		int64_t before = 0;

		buf_varint(out, x->of[k].n);
		for (uint32_t i = 0; i < x->of[k].n; i++) {
			buf_varint(out, (uint64_t)(x->of[k].v[i] - before));
			before = x->of[k].v[i];
		}
	}
}

static bool take(str s, size_t *at, uint64_t *out)
{
	*out = 0;
	for (unsigned shift = 0; *at < s.n && shift < 63; shift += 7) {
		unsigned char c = (unsigned char)s.p[(*at)++];

		*out |= (uint64_t)(c & 0x7f) << shift;
		if (!(c & 0x80))
			return true;
	}
	return false;
}

bool links_read(struct arena *a, str bytes, struct links *out)
{
	size_t at = 0;

	*out = (struct links){ 0 };
	for (int k = 0; k < LINK_KINDS; k++) {
		uint64_t n, step;
		int64_t number = 0;

		if (!take(bytes, &at, &n) || n > bytes.n - at)
			return false;
		while (n--) {
			if (!take(bytes, &at, &step))
				return false;
			number += (int64_t)(step & INT64_MAX >> 1);
			*vec_add(a, &out->of[k]) = number;
		}
	}
	return at == bytes.n;
}
