/* sketch.c - what tells copies of a text: the smallest hashes of its runs of
 * eight letters (bottom-k MinHash, Broder 1997), in order. original.c compares
 * them. */
#include <stdlib.h>

#include "base/utf8.h"
#include "merge/merge.h"

#define RUN 8u
#define AT_ONCE 248u
#define MET 2048u
#define TEXT_MAX 60000u /* letters looked at */

/* The smallest hashes as a heap with the largest on top. met: hashes that came
 * in once, by some of their bits; most that come are new, and none of the heap
 * need be looked at. */
struct smallest {
	uint64_t v[TEXT_SKETCH], met[MET / 64];
	uint32_t n;
};

static bool holds(struct smallest *s, uint64_t h)
{
	uint64_t *met = &s->met[h % (MET / 64)];
	uint64_t bit = (uint64_t)1 << h / (MET / 64) % 64;

	if (!(*met & bit)) {
		*met |= bit;
		return false;
	}
	for (uint32_t i = 0; i < s->n; i++)
		if (s->v[i] == h)
			return true;
	return false;
}

static void keep_small(struct smallest *s, uint64_t h)
{
	uint64_t *heap = s->v;
	uint32_t i;

	if (holds(s, h))
		return;
	if (s->n < TEXT_SKETCH) {
		for (i = s->n++; i > 0 && heap[(i - 1) / 2] < h;
		     i = (i - 1) / 2)
			heap[i] = heap[(i - 1) / 2];
		heap[i] = h;
		return;
	}
	for (i = 0; 2 * i + 1 < TEXT_SKETCH;) {
		uint32_t c = 2 * i + 1;

		if (c + 1 < TEXT_SKETCH && heap[c + 1] > heap[c])
			c++;
		if (heap[c] <= h)
			break;
		heap[i] = heap[c];
		i = c;
	}
	heap[i] = h;
}

/* Of the letters v, the hashes of all runs that begin in the first n. */
static void keep_runs(const uint32_t *v, uint32_t n, struct smallest *s)
{
	for (uint32_t i = 0; i < n; i++) {
		uint64_t h = 1469598103934665603U;

		for (uint32_t k = 0; k < RUN; k++)
			h = (h ^ v[i + k]) * 1099511628211U;
		h ^= h >> 32;
		h *= 0x9e3779b97f4a7c15U;
		if (s->n < TEXT_SKETCH || h < s->v[0])
			keep_small(s, h);
	}
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

uint32_t text_sketch(str text, uint32_t *out)
{
	struct smallest s = { .n = 0 };
	uint32_t v[AT_ONCE + RUN], seen = 0, at = 0;
	size_t i = 0;

	while (i < text.n && seen < TEXT_MAX) {
		uint32_t cp = utf8_next(text, &i);

		if (rune_is_space(cp))
			continue;
		seen++;
		v[at++] = cp;
		if (at < AT_ONCE + RUN)
			continue;
		keep_runs(v, AT_ONCE + 1, &s);
		at = RUN - 1;
		memcpy(v, v + AT_ONCE + 1, at * sizeof(*v));
	}
	if (at >= RUN)
		keep_runs(v, at - RUN + 1, &s);
	for (uint32_t k = 0; k < s.n; k++)
		out[k] = (uint32_t)s.v[k];
	if (s.n)
		qsort(out, s.n, sizeof(*out), by_number);
	return s.n;
}
