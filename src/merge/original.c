/* original.c - which articles are copies or rewrites of another one's text.
 *
 * An article goes back to the first, by the time of publication, of those of
 * its month and of the months beside it that share a good part of its sketch
 * (sketch.c), and so on from there: what one original gives is one independent
 * source. A text that comes again a season later is told anew. */
#include <stdlib.h>

#include "merge/merge_priv.h"

#define SHARE 26u /* of the 64 smallest of both: about 0.4 of the runs */
#define KEYS 12u  /* of a sketch, that copies share one of */

/* A hash of a month's articles, by the articles' places in time. */
struct post {
	int month;
	uint32_t hash, rank;
};

/* The posts of one month. */
struct stretch {
	int month;
	uint32_t from, to;
};

#define SIEVE 16u /* words of 64 bits */

/* Which hashes a sketch may hold, each as a bit. */
struct sieve {
	uint64_t bits[SIEVE];
	uint32_t hidden; /* hashes that share another's bit */
};

struct texts {
	const struct merge *m;
	struct post *posts; /* by month, hash, rank */
	uint32_t n_posts;
	struct {
		VEC_OF(struct stretch);
	} months;	      /* in order */
	struct sieve *sieves; /* by rank */
	uint32_t *articles;   /* by rank */
	uint32_t *rank;	      /* per article: its place in time */
	uint32_t *seen; /* by rank: 1 + the last one it was compared with */
};

/* ---- the order of publication */

struct coming {
	str published, id;
	uint32_t article;
};

/* What is not told when it came out comes last. */
static int by_time(const void *a, const void *b)
{
	const struct coming *x = a, *y = b;
	int c = (y->published.n > 0) - (x->published.n > 0);

	if (c == 0)
		c = str_cmp(x->published, y->published);
	return c ? c : str_cmp(x->id, y->id);
}

static struct coming *by_publication(const struct merge *m, struct arena *a)
{
	struct coming *v = arena_many(a, struct coming, m->n_articles + 1);

	for (uint32_t i = 0; i < m->n_articles; i++)
		v[i] = (struct coming){ article_doc(m, i)->published_text,
					m->articles[i].id, i };
	if (m->n_articles)
		qsort(v, m->n_articles, sizeof(*v), by_time);
	return v;
}

/* ---- alike */

static int by_post(const void *a, const void *b)
{
	const struct post *x = a, *y = b;

	if (x->month != y->month)
		return x->month < y->month ? -1 : 1;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->rank > y->rank) - (x->rank < y->rank);
}

static void posts_make(struct texts *t, struct arena *a)
{
	const struct merge *m = t->m;

	t->posts = arena_many(a, struct post, m->n_articles * KEYS + 1);
	for (uint32_t i = 0; i < m->n_articles; i++) {
		const struct merge_article *x = article_at(m, i);

		for (uint32_t k = 0; k < x->n_sketch && k < KEYS; k++)
			t->posts[t->n_posts++] =
				(struct post){ m->months[i], x->sketch[k],
					       t->rank[i] };
	}
	if (t->n_posts)
		qsort(t->posts, t->n_posts, sizeof(*t->posts), by_post);
	for (uint32_t i = 0; i < t->n_posts; i++) {
		if (i == 0 || t->posts[i].month != t->posts[i - 1].month)
			*vec_add(a, &t->months) =
				(struct stretch){ t->posts[i].month, i, i };
		t->months.v[t->months.n - 1].to = i + 1;
	}
}

static struct sieve sieve_of(const struct merge_article *x)
{
	struct sieve s = { { 0 }, 0 };

	for (uint32_t i = 0; i < x->n_sketch; i++) {
		uint32_t bit = x->sketch[i] % (SIEVE * 64);
		uint64_t *word = &s.bits[bit / 64], mask = 1ULL << bit % 64;

		s.hidden += (*word & mask) != 0;
		*word |= mask;
	}
	return s;
}

static uint32_t ones(uint64_t x)
{
	x -= x >> 1 & 0x5555555555555555U;
	x = (x & 0x3333333333333333U) + (x >> 2 & 0x3333333333333333U);
	x = (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0fU;
	return (uint32_t)(x * 0x0101010101010101U >> 56);
}

/* No more hashes than that are in both. */
static bool may_be_alike(const struct sieve *x, const struct sieve *y)
{
	uint32_t n = x->hidden;

	for (uint32_t i = 0; i < SIEVE; i++)
		n += ones(x->bits[i] & y->bits[i]);
	return n >= SHARE;
}

static bool alike(const struct merge_article *x, const struct merge_article *y)
{
	uint32_t i = 0, k = 0, n = 0;

	/* most pairs have little in common: until there is too little left */
	while (n < SHARE && i + SHARE <= x->n_sketch + n &&
	       k + SHARE <= y->n_sketch + n) {
		uint32_t a = x->sketch[i], b = y->sketch[k];

		n += a == b;
		i += a <= b;
		k += b <= a;
	}
	return n >= SHARE;
}

/* The month's posts; none: an empty stretch. */
static struct stretch month_posts(const struct texts *t, int month)
{
	uint32_t lo = 0, hi = t->months.n;

	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;

		if (t->months.v[mid].month < month)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo < t->months.n && t->months.v[lo].month == month)
		return t->months.v[lo];
	return (struct stretch){ month, 0, 0 };
}

/* The first post of the hash, or of a greater one. */
static uint32_t first_post(const struct texts *t, const struct stretch *in,
			   uint32_t hash)
{
	uint32_t lo = in->from, hi = in->to;

	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;

		if (t->posts[mid].hash < hash)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* The first of the month's articles that this one is a copy of, if it comes
 * before best. All are told by their places in time. */
static uint32_t first_alike(struct texts *t, uint32_t rank, int month,
			    uint32_t best)
{
	const struct merge_article *x = article_at(t->m, t->articles[rank]);
	const struct stretch in = month_posts(t, month);

	for (uint32_t k = 0; k < x->n_sketch && k < KEYS; k++)
		for (uint32_t i = first_post(t, &in, x->sketch[k]);
		     i < in.to && t->posts[i].hash == x->sketch[k] &&
		     t->posts[i].rank < best;
		     i++) {
			uint32_t other = t->posts[i].rank;

			if (t->seen[other] == rank + 1)
				continue;
			t->seen[other] = rank + 1;
			if (may_be_alike(&t->sieves[rank], &t->sieves[other]) &&
			    alike(x, article_at(t->m, t->articles[other])))
				best = other;
		}
	return best;
}

static uint32_t original(struct texts *t, uint32_t rank)
{
	int month = t->m->months[t->articles[rank]];
	uint32_t best = first_alike(t, rank, month, rank);

	if (month == MONTH_NONE)
		return best;
	best = first_alike(t, rank, month - 1, best);
	return first_alike(t, rank, month + 1, best);
}

void originals_find(struct merge *m)
{
	struct arena *a = arena_new();
	struct texts t = { .m = m };
	const struct coming *order = by_publication(m, a);

	t.rank = arena_many(a, uint32_t, m->n_articles + 1);
	t.seen = arena_many(a, uint32_t, m->n_articles + 1);
	t.articles = arena_many(a, uint32_t, m->n_articles + 1);
	t.sieves = arena_many(a, struct sieve, m->n_articles + 1);
	for (uint32_t i = 0; i < m->n_articles; i++) {
		t.rank[order[i].article] = i;
		t.articles[i] = order[i].article;
		t.sieves[i] = sieve_of(article_at(m, order[i].article));
	}
	posts_make(&t, a);
	m->copy_of = arena_many(m->a, uint32_t, m->n_articles + 1);
	for (uint32_t i = 0; i < m->n_articles; i++) {
		uint32_t article = t.articles[i], from = original(&t, i);

		m->copy_of[article] =
			from == i ? article : m->copy_of[t.articles[from]];
	}
	arena_free(&a);
}
