/* test-postings.c - what is written of a word is read again; damaged bytes end,
 * and say so. */
#include <check.h>
#include <stdlib.h>

#include "store/postings.h"

static struct arena *a;
static unsigned seed;

static uint32_t chance(uint32_t below)
{
	seed = seed * 1103515245u + 12345u;
	return seed / 65536 % below;
}

static void random_places(struct posting_places *out)
{
	uint32_t place = 0;

	for (uint32_t n = chance(4); n; n--)
		*vec_add(a, out) = place += 1 + chance(chance(2) ? 9 : 9000);
}

struct wanted {
	int64_t article;
	struct posting_places of[POSTING_PARTS];
};

static void same(const struct posting *x, const struct wanted *w)
{
	ck_assert_int_eq(x->article, w->article);
	for (int part = 0; part < POSTING_PARTS; part++) {
		struct posting_places back = { 0 };

		posting_places(a, x, part, &back);
		ck_assert_uint_eq(back.n, w->of[part].n);
		ck_assert_uint_eq(x->n[part], back.n);
		for (uint32_t i = 0; i < back.n; i++)
			ck_assert_uint_eq(back.v[i], w->of[part].v[i]);
	}
}

START_TEST(comes_back)
{
	struct posting_bytes bytes = { 0 };
	struct wanted w[300] = { 0 };
	struct posting_reader in;
	struct posting x;
	int64_t article = 0, before = 0;

	for (int i = 0; i < 300; i++) {
		w[i].article = article += 1 + chance(i % 7 ? 3 : 100000);
		for (int part = 0; part < POSTING_PARTS; part++)
			random_places(&w[i].of[part]);
		/* now and then what stands before is not known */
		before = chance(20) ? before : 0;
		posting_write(a, &bytes, before, article, w[i].of);
		before = article;
	}
	in = (struct posting_reader){ .bytes = { bytes.v, bytes.n } };
	for (int i = 0; i < 300; i++) {
		ck_assert(posting_next(&in, &x));
		same(&x, &w[i]);
	}
	ck_assert(!posting_next(&in, &x));
	ck_assert(!in.damaged);
	/* cut anywhere, or with a byte changed: it ends */
	for (uint32_t n = 0; n < bytes.n; n++) {
		char *copy = arena_many(a, char, bytes.n);

		memcpy(copy, bytes.v, bytes.n);
		copy[chance(n + 1)] = (char)chance(256);
		in = (struct posting_reader){ .bytes = { copy, n } };
		while (posting_next(&in, &x))
			ck_assert_uint_le(in.at, n);
	}
}
END_TEST

START_TEST(totals)
{
	struct posting_bytes bytes = { 0 };
	struct posting_reader in;
	int64_t article;
	uint32_t total;

	posting_write_total(a, &bytes, 0, 7, 300);
	posting_write_total(a, &bytes, 7, 8, 0);
	posting_write_total(a, &bytes, 0, 1 << 20, 1);
	in = (struct posting_reader){ .bytes = { bytes.v, bytes.n } };
	ck_assert(posting_next_total(&in, &article, &total));
	ck_assert(article == 7 && total == 300);
	ck_assert(posting_next_total(&in, &article, &total));
	ck_assert(article == 8 && total == 0);
	ck_assert(posting_next_total(&in, &article, &total));
	ck_assert(article == 1 << 20 && total == 1);
	ck_assert(!posting_next_total(&in, &article, &total));
	in = (struct posting_reader){ .bytes = { bytes.v, bytes.n - 1 } };
	while (posting_next_total(&in, &article, &total))
		;
	ck_assert(in.damaged);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("postings");
	TCase *t = tcase_create("postings");
	SRunner *r = srunner_create(s);
	int failed;

	a = arena_new();
	tcase_add_test(t, comes_back);
	tcase_add_test(t, totals);
	suite_add_tcase(s, t);
	srunner_run_all(r, CK_NORMAL);
	failed = srunner_ntests_failed(r);
	srunner_free(r);
	arena_free(&a);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
