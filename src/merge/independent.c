/* independent.c - which articles are copies or rewrites of one text.
 *
 * Each text is sketched by the smallest hashes of its runs of eight letters
 * (bottom-k MinHash, Broder 1997). Articles that share a good part of their
 * sketches are one independent source. The group's number is its first
 * article's. */
#include "base/utf8.h"
#include "merge/merge_priv.h"

#define SHARE 26u /* of the 64 smallest of both: about 0.4 of the runs */
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
	return s.n;
}

static uint32_t find(uint32_t *group, uint32_t i)
{
	while (group[i] != i) {
		group[i] = group[group[i]];
		i = group[i];
	}
	return i;
}

/* ---- the articles that hold each hash */

/* A hash above, an article below. */
struct posts {
	uint64_t *v;	 /* by hash, then article */
	uint32_t *place; /* TEXT_SKETCH of each article: where its posts are */
	uint32_t n;
};

#define DIGIT 65536u

/* Stable, by sixteen bits: posts come in the order of articles and stay so. */
static void order_by(const uint64_t *from, uint64_t *to, uint32_t n, int shift,
		     uint32_t *count)
{
	uint32_t sum = 0;

	memset(count, 0, DIGIT * sizeof(*count));
	for (uint32_t i = 0; i < n; i++)
		count[from[i] >> shift & (DIGIT - 1)]++;
	for (uint32_t i = 0; i < DIGIT; i++) {
		uint32_t k = count[i];

		count[i] = sum;
		sum += k;
	}
	for (uint32_t i = 0; i < n; i++)
		to[count[from[i] >> shift & (DIGIT - 1)]++] = from[i];
}

static struct posts posts_of(const struct merge *m, struct arena *a)
{
	size_t most = (size_t)m->n_articles * TEXT_SKETCH + 1;
	struct posts p = { arena_many(a, uint64_t, most),
			   arena_many(a, uint32_t, most), 0 };
	uint64_t *other = arena_many(a, uint64_t, most);
	uint32_t *count = arena_many(a, uint32_t, DIGIT);
	uint32_t *had = arena_many(a, uint32_t, m->n_articles + 1);

	for (uint32_t i = 0; i < m->n_articles; i++) {
		const struct merge_article *x = &m->articles[i];
		uint32_t made[TEXT_SKETCH], n = x->n_sketch;
		const uint32_t *hash = x->sketch;

		if (!hash) {
			n = text_sketch(x->doc->text, made);
			hash = made;
		}
		for (uint32_t k = 0; k < n; k++)
			p.v[p.n++] = (uint64_t)hash[k] << 32 | i;
	}
	order_by(p.v, other, p.n, 32, count);
	order_by(other, p.v, p.n, 48, count);
	for (uint32_t i = 0; i < p.n; i++) {
		uint32_t article = (uint32_t)p.v[i];

		p.place[(size_t)article * TEXT_SKETCH + had[article]++] = i;
	}
	for (uint32_t i = 0; i < m->n_articles; i++)
		if (had[i] < TEXT_SKETCH)
			p.place[(size_t)i * TEXT_SKETCH + had[i]] = NO_REF;
	return p;
}

/* ---- pairs */

#define NEXT 4u /* articles looked at behind one in the list of a hash */
#define SEEN 512u

/* How often one article has met others: a small table. */
struct met {
	uint32_t article[SEEN], n[SEEN];
	uint32_t used[TEXT_SKETCH * NEXT], n_used;
};

static uint32_t meet(struct met *x, uint32_t article)
{
	uint32_t at = article * 2654435761u >> 23;

	while (x->n[at] && x->article[at] != article)
		at = (at + 1) % SEEN;
	if (!x->n[at]) {
		x->article[at] = article;
		x->used[x->n_used++] = at;
	}
	return ++x->n[at];
}

/* Articles that hold one hash in common: counted for each pair of neighbours
 * only, so that a phrase in every page does not cost a square. */
static void join_alike(struct merge *m, const struct posts *p, uint32_t i,
		       struct met *met)
{
	const uint32_t *place = p->place + (size_t)i * TEXT_SKETCH;

	for (uint32_t j = 0; j < TEXT_SKETCH && place[j] != NO_REF; j++)
		for (uint32_t k = place[j] + 1;
		     k < p->n && k <= place[j] + NEXT &&
		     p->v[k] >> 32 == p->v[place[j]] >> 32;
		     k++) {
			uint32_t other = (uint32_t)p->v[k], x, y;

			if (other == i || meet(met, other) != SHARE)
				continue;
			x = find(m->copy_of, i);
			y = find(m->copy_of, other);
			m->copy_of[x > y ? x : y] = x > y ? y : x;
		}
	while (met->n_used > 0)
		met->n[met->used[--met->n_used]] = 0;
}

void independent_groups(struct merge *m)
{
	struct arena *a = arena_new();
	struct posts p = posts_of(m, a);
	struct met *met = arena_one(a, struct met);

	m->copy_of = arena_many(m->a, uint32_t, m->n_articles + 1);
	for (uint32_t i = 0; i < m->n_articles; i++)
		m->copy_of[i] = i;
	for (uint32_t i = 0; i < m->n_articles; i++)
		join_alike(m, &p, i, met);
	for (uint32_t i = 0; i < m->n_articles; i++)
		m->copy_of[i] = find(m->copy_of, i);
	arena_free(&a);
}
