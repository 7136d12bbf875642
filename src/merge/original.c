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

/* A hash of a month's articles. */
struct post {
	int month;
	uint32_t hash, article;
};

struct texts {
	const struct merge *m;
	struct post *posts; /* by month, hash, article */
	uint32_t n_posts;
	uint32_t *rank; /* per article: its place in time */
	uint32_t *seen; /* per article: 1 + the last one it was compared with */
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
	return (x->article > y->article) - (x->article < y->article);
}

static void posts_make(struct texts *t, struct arena *a)
{
	const struct merge *m = t->m;

	t->posts = arena_many(a, struct post, m->n_articles * KEYS + 1);
	for (uint32_t i = 0; i < m->n_articles; i++)
		for (uint32_t k = 0; k < m->articles[i].n_sketch && k < KEYS;
		     k++)
			t->posts[t->n_posts++] =
				(struct post){ m->months[i],
					       m->articles[i].sketch[k], i };
	if (t->n_posts)
		qsort(t->posts, t->n_posts, sizeof(*t->posts), by_post);
}

static uint32_t first_post(const struct texts *t, int month, uint32_t hash)
{
	struct post wanted = { month, hash, 0 };
	uint32_t lo = 0, hi = t->n_posts;

	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;

		if (by_post(&t->posts[mid], &wanted) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
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

/* The first of the month's articles that the article is a copy of, if it comes
 * before best. */
static uint32_t first_alike(struct texts *t, uint32_t article, int month,
			    uint32_t best)
{
	const struct merge_article *x = &t->m->articles[article];

	for (uint32_t k = 0; k < x->n_sketch && k < KEYS; k++)
		for (uint32_t i = first_post(t, month, x->sketch[k]);
		     i < t->n_posts && t->posts[i].month == month &&
		     t->posts[i].hash == x->sketch[k];
		     i++) {
			uint32_t other = t->posts[i].article;

			if (t->rank[other] >= t->rank[best] ||
			    t->seen[other] == article + 1)
				continue;
			t->seen[other] = article + 1;
			if (alike(x, &t->m->articles[other]))
				best = other;
		}
	return best;
}

static uint32_t original(struct texts *t, uint32_t article)
{
	int month = t->m->months[article];
	uint32_t best = first_alike(t, article, month, article);

	if (month == MONTH_NONE)
		return best;
	best = first_alike(t, article, month - 1, best);
	return first_alike(t, article, month + 1, best);
}

void originals_find(struct merge *m)
{
	struct arena *a = arena_new();
	struct texts t = { .m = m };
	const struct coming *order = by_publication(m, a);

	t.rank = arena_many(a, uint32_t, m->n_articles + 1);
	t.seen = arena_many(a, uint32_t, m->n_articles + 1);
	for (uint32_t i = 0; i < m->n_articles; i++)
		t.rank[order[i].article] = i;
	posts_make(&t, a);
	m->copy_of = arena_many(m->a, uint32_t, m->n_articles + 1);
	for (uint32_t i = 0; i < m->n_articles; i++) {
		uint32_t article = order[i].article;
		uint32_t from = original(&t, article);

		m->copy_of[article] =
			from == article ? article : m->copy_of[from];
	}
	arena_free(&a);
}
