/* independent.c - which articles are copies or rewrites of one text.
 *
 * Each text is sketched by the smallest hashes of its runs of eight letters
 * (bottom-k MinHash, Broder 1997). Articles that share a good part of their
 * sketches are one independent source. The group's number is its first
 * article's. */
#include <stdlib.h>

#include "base/utf8.h"
#include "merge/merge_priv.h"

#define SKETCH 64u
#define SHARE 26u /* of the 64 smallest of both: about 0.4 of the runs */
#define RUN 8u
#define TEXT_MAX 60000u /* letters looked at */

struct post {
	uint64_t hash;
	uint32_t article;
};

static int by_hash(const void *a, const void *b)
{
	const struct post *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->article < y->article ? -1 : x->article > y->article;
}

/* Keeps the n smallest hashes as a heap with the largest on top. */
static void keep_small(uint64_t *heap, uint32_t *n, uint64_t h)
{
	uint32_t i;

	for (i = 0; i < *n; i++)
		if (heap[i] == h)
			return;
	if (*n < SKETCH) {
		for (i = (*n)++; i > 0 && heap[(i - 1) / 2] < h;
		     i = (i - 1) / 2)
			heap[i] = heap[(i - 1) / 2];
		heap[i] = h;
		return;
	}
	for (i = 0; 2 * i + 1 < SKETCH;) {
		uint32_t c = 2 * i + 1;

		if (c + 1 < SKETCH && heap[c + 1] > heap[c])
			c++;
		if (heap[c] <= h)
			break;
		heap[i] = heap[c];
		i = c;
	}
	heap[i] = h;
}

static uint32_t sketch(str text, uint64_t *heap)
{
	uint32_t ring[RUN] = { 0 }, seen = 0, n = 0;
	size_t i = 0;

	while (i < text.n && seen < TEXT_MAX) {
		uint32_t cp = utf8_next(text, &i);
		uint64_t h = 1469598103934665603U;

		if (rune_is_space(cp))
			continue;
		ring[seen++ % RUN] = cp;
		if (seen < RUN)
			continue;
		for (uint32_t k = 0; k < RUN; k++)
			h = (h ^ ring[(seen + k) % RUN]) * 1099511628211U;
		h ^= h >> 32;
		h *= 0x9e3779b97f4a7c15U;
		if (n < SKETCH || h < heap[0])
			keep_small(heap, &n, h);
	}
	return n;
}

static uint32_t find(uint32_t *group, uint32_t i)
{
	while (group[i] != i) {
		group[i] = group[group[i]];
		i = group[i];
	}
	return i;
}

struct pairs {
	struct map count; /* "a b" -> shared hashes */
	struct arena *a;
};

/* Articles that hold one hash in common: counted for each pair of neighbours
 * only, so that a phrase in every page does not cost a square. */
static void count_pairs(struct merge *m, const struct post *p, uint32_t n,
			struct pairs *pairs)
{
	for (uint32_t i = 0; i + 1 < n; i++)
		for (uint32_t k = i + 1; k < n && k <= i + 4; k++) {
			uint32_t key[2] = { p[i].article, p[k].article };
			str s = { (const char *)key, sizeof(key) };
			uint64_t *at;

			if (p[k].hash != p[i].hash)
				break;
			at = map_find(&pairs->count, s);
			if (!at)
				at = map_put(&pairs->count,
					     arena_str(pairs->a, s));
			if (++*at >= SHARE) {
				uint32_t x = find(m->copy_of, key[0]);
				uint32_t y = find(m->copy_of, key[1]);

				m->copy_of[x > y ? x : y] = x > y ? y : x;
			}
		}
}

void independent_groups(struct merge *m)
{
	uint32_t n = 0;
	struct post *posts = arena_many(m->a, struct post,
					(size_t)m->n_articles * SKETCH + 1);
	struct pairs pairs = { .a = m->a };

	map_init(&pairs.count, m->a);
	m->copy_of = arena_many(m->a, uint32_t, m->n_articles + 1);
	for (uint32_t i = 0; i < m->n_articles; i++) {
		uint64_t heap[SKETCH];
		uint32_t k = sketch(m->articles[i].doc->text, heap);

		m->copy_of[i] = i;
		while (k > 0)
			posts[n++] = (struct post){ heap[--k], i };
	}
	if (n)
		qsort(posts, n, sizeof(*posts), by_hash);
	count_pairs(m, posts, n, &pairs);
	for (uint32_t i = 0; i < m->n_articles; i++)
		m->copy_of[i] = find(m->copy_of, i);
}
