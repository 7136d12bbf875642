/* sketch.c - what tells copies of a text: the smallest hashes of its runs of
 * eight letters (bottom-k MinHash, Broder 1997), in order. original.c compares
 * them.
 *
 * Hashes are spread evenly: of r runs some 128 to 256 lie below a bound that r
 * gives, and only those are put in order. A text that says the same again and
 * again may have too few there; then all of its hashes are. */
#include <stdlib.h>

#include "base/utf8.h"
#include "merge/merge.h"

#define RUN 8u
#define ENOUGH (2 * TEXT_SKETCH) /* hashes below the bound, or more */
#define TEXT_MAX 60000u		 /* letters looked at */
#define BUCKETS 256u

/* What any text needs, in one piece: its letters, hashes, room to sort. */
struct work {
	uint32_t *letters;
	uint64_t *hashes, *room;
};

static bool is_gap(uint32_t cp)
{
	if (cp > 0x3000 || (cp > ' ' && cp < 0xA0))
		return false; /* nearly all */
	return rune_is_space(cp);
}

static uint32_t letters_of(str text, uint32_t *v)
{
	uint32_t n = 0;

	for (size_t i = 0; i < text.n && n < TEXT_MAX;) {
		uint32_t cp = utf8_next(text, &i);

		v[n] = cp;
		n += !is_gap(cp);
	}
	return n;
}

static uint64_t hash_run(const uint32_t *v)
{
	uint64_t h = 1469598103934665603U;

	for (uint32_t k = 0; k < RUN; k++)
		h = (h ^ v[k]) * 1099511628211U;
	h ^= h >> 32;
	return h * 0x9e3779b97f4a7c15U;
}

/* Those whose first bits, so many, are all 0. */
static uint32_t small_hashes(const uint32_t *v, uint32_t runs, unsigned bits,
			     uint64_t *out)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < runs; i++) {
		uint64_t h = hash_run(v + i);

		out[n] = h;
		n += !bits || h >> (64 - bits) == 0;
	}
	return n;
}

/* Numbers spread evenly, but for their first bits: by the next eight, then
 * each a few places. */
static void sort_even(uint64_t *v, uint32_t n, unsigned bits, uint64_t *room)
{
	uint32_t at[BUCKETS] = { 0 }, sum = 0;

	for (uint32_t i = 0; i < n; i++)
		at[v[i] << bits >> 56]++;
	for (uint32_t k = 0; k < BUCKETS; k++) {
		uint32_t here = at[k];

		at[k] = sum;
		sum += here;
	}
	for (uint32_t i = 0; i < n; i++)
		room[at[v[i] << bits >> 56]++] = v[i];
	for (uint32_t i = 0; i < n; i++) {
		uint64_t x = room[i];
		uint32_t k = i;

		for (; k > 0 && v[k - 1] > x; k--)
			v[k] = v[k - 1];
		v[k] = x;
	}
}

/* The smallest, each once, at the start of w->hashes; how many. */
static uint32_t smallest(struct work *w, uint32_t runs, unsigned bits)
{
	uint64_t *v = w->hashes;
	uint32_t n = small_hashes(w->letters, runs, bits, v), kept = 0;

	sort_even(v, n, bits, w->room);
	for (uint32_t i = 0; i < n && kept < TEXT_SKETCH; i++)
		if (!kept || v[kept - 1] != v[i])
			v[kept++] = v[i];
	return kept;
}

/* n letters' sketch. */
static uint32_t sketch(struct work *w, uint32_t n, uint32_t *out)
{
	uint32_t runs = n < RUN ? 0 : n - RUN + 1, kept;
	unsigned bits = 0;

	while (runs >> bits >= 2 * ENOUGH)
		bits++;
	kept = smallest(w, runs, bits);
	if (kept < TEXT_SKETCH && bits)
		kept = smallest(w, runs, 0);
	for (uint32_t i = 0; i < kept; i++)
		w->hashes[i] <<= 32; /* half of it is kept */
	sort_even(w->hashes, kept, 0, w->room);
	for (uint32_t i = 0; i < kept; i++)
		out[i] = (uint32_t)(w->hashes[i] >> 32);
	return kept;
}

uint32_t text_sketch(str text, uint32_t *out)
{
	size_t most = text.n < TEXT_MAX ? text.n : TEXT_MAX;
	struct work w;
	uint32_t n;

	w.hashes = xmalloc((most + 1) *
			   (2 * sizeof(*w.hashes) + sizeof(*w.letters)));
	w.room = w.hashes + most + 1;
	w.letters = (uint32_t *)(w.room + most + 1);
	n = sketch(&w, letters_of(text, w.letters), out);
	free(w.hashes);
	return n;
}
