/* test-original.c - the original of each article is the one that a comparison
 * with every other article finds. */
#include <check.h>
#include <stdlib.h>

#include "merge/merge_priv.h"

#define ARTICLES 300u
#define SHARE 26u /* as in original.c */
#define KEYS 12u

static struct arena *a;
static uint32_t seed;

static uint32_t drawn(uint32_t below)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % below;
}

static int by_number(const void *x, const void *y)
{
	uint32_t p = *(const uint32_t *)x, q = *(const uint32_t *)y;

	return p < q ? -1 : p > q;
}

static uint32_t distinct(uint32_t *v, uint32_t n)
{
	uint32_t kept = 0;

	qsort(v, n, sizeof(*v), by_number);
	for (uint32_t i = 0; i < n; i++)
		if (kept == 0 || v[kept - 1] != v[i])
			v[kept++] = v[i];
	return kept;
}

/* Of some source before, so many of its hashes, and hashes of its own. Hashes
 * are drawn from few: many stand under one bit of a sieve. */
static void draw(struct merge_article *all, uint32_t i)
{
	uint32_t *v = arena_many(a, uint32_t, TEXT_SKETCH), n = 0;
	const struct merge_article *from = i ? &all[drawn(i)] : NULL;
	uint32_t taken = from ? drawn(from->n_sketch + 1) : 0;

	while (n < taken) {
		v[n] = from->sketch[n];
		n++;
	}
	while (n < TEXT_SKETCH)
		v[n++] = drawn(5000);
	all[i].n_sketch = distinct(v, n);
	all[i].sketch = v;
}

static struct merge world(void)
{
	struct merge m = { .a = a, .n_articles = ARTICLES };
	struct merge_article *all =
		arena_many(a, struct merge_article, ARTICLES);

	m.months = arena_many(a, int, ARTICLES);
	for (uint32_t i = 0; i < ARTICLES; i++) {
		struct doc *d = doc_in(a);

		draw(all, i);
		all[i].id = arena_printf(a, "a%05u", i);
		if (drawn(10))
			d->published_text =
				arena_printf(a, "2031-01-%02u", 1 + drawn(28));
		all[i].doc = d;
		m.months[i] = drawn(10) ? 100 + (int)drawn(4) : MONTH_NONE;
	}
	m.articles = all;
	return m;
}

static bool before(const struct merge *m, uint32_t x, uint32_t y)
{
	str p = m->articles[x].doc->published_text;
	str q = m->articles[y].doc->published_text;
	int c = (q.n > 0) - (p.n > 0);

	if (c == 0)
		c = str_cmp(p, q);
	return c ? c < 0 : x < y;
}

static uint32_t common(const uint32_t *x, uint32_t n_x, const uint32_t *y,
		       uint32_t n_y)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < n_x; i++)
		for (uint32_t k = 0; k < n_y; k++)
			n += x[i] == y[k];
	return n;
}

static uint32_t least(uint32_t x, uint32_t y)
{
	return x < y ? x : y;
}

static bool alike(const struct merge *m, uint32_t x, uint32_t y)
{
	const struct merge_article *p = &m->articles[x], *q = &m->articles[y];
	int between = m->months[x] - m->months[y];

	if (m->months[x] == MONTH_NONE || m->months[y] == MONTH_NONE
		    ? between != 0
		    : abs(between) > 1)
		return false;
	return common(p->sketch, least(p->n_sketch, KEYS), q->sketch,
		      least(q->n_sketch, KEYS)) > 0 &&
	       common(p->sketch, p->n_sketch, q->sketch, q->n_sketch) >= SHARE;
}

/* The first of those alike, and on from there. */
static uint32_t original_of(const struct merge *m, uint32_t x)
{
	uint32_t best = x;

	for (uint32_t y = 0; y < m->n_articles; y++)
		if (before(m, y, best) && alike(m, x, y))
			best = y;
	return best == x ? x : original_of(m, best);
}

START_TEST(as_by_comparing_all)
{
	struct merge m;
	uint32_t copies = 0;

	seed = (uint32_t)_i;
	m = world();
	originals_find(&m);
	for (uint32_t i = 0; i < m.n_articles; i++) {
		ck_assert_uint_eq(m.copy_of[i], original_of(&m, i));
		copies += m.copy_of[i] != i;
	}
	ck_assert(copies > ARTICLES / 20 && copies < ARTICLES / 2);
	arena_reset(a);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("original");
	TCase *t = tcase_create("original");
	SRunner *r = srunner_create(s);
	int failed;

	a = arena_new();
	tcase_add_loop_test(t, as_by_comparing_all, 1, 9);
	suite_add_tcase(s, t);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	arena_free(&a);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
