/* test-sketch.c - the sketch of a text beside what it is by definition. */
#include <check.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "merge/merge.h"

static struct arena *a;

/* Letters that are no gaps, at most so many; as a sketch sees them. */
static uint32_t letters_in(str text, uint32_t *v, uint32_t most)
{
	uint32_t n = 0;

	for (size_t i = 0; i < text.n && n < most;) {
		v[n] = utf8_next(text, &i);
		n += !rune_is_space(v[n]);
	}
	return n;
}

static int by_size(const void *x, const void *y)
{
	uint64_t a1 = *(const uint64_t *)x, b1 = *(const uint64_t *)y;

	return (a1 > b1) - (a1 < b1);
}

/* All hashes in order, the first of them each once: by what a sketch is. */
static uint32_t plain_sketch(str text, uint64_t *out)
{
	uint32_t *v = malloc(60001 * sizeof(*v)), n, kept = 0;
	uint64_t *all = malloc(60000 * sizeof(*all));

	n = letters_in(text, v, 60000);
	n = n < 8 ? 0 : n - 7;
	for (uint32_t i = 0; i < n; i++) {
		all[i] = 1469598103934665603U;
		for (uint32_t k = 0; k < 8; k++)
			all[i] = (all[i] ^ v[i + k]) * 1099511628211U;
		all[i] = (all[i] ^ all[i] >> 32) * 0x9e3779b97f4a7c15U;
	}
	qsort(all, n, sizeof(*all), by_size);
	for (uint32_t i = 0; i < n && kept < TEXT_SKETCH; i++)
		if (!i || all[i] != all[i - 1])
			out[kept++] = (uint32_t)all[i];
	qsort(out, kept, sizeof(*out), by_size);
	free(all);
	free(v);
	return kept;
}

/* kind: of what; a text of n letters, or somewhat fewer. */
static str some_text(unsigned kind, uint32_t n)
{
	static const char *const letters[] = { "会", "港", "a",	 "b",
					       " ",  "z",  "組", "\n" };
	uint32_t x = 7 * n + kind;
	struct buf out;
	str text;

	buf_init(&out, (size_t)1 << 20);
	for (uint32_t i = 0; i < n; i++) {
		x = x * 1664525 + 1013904223;
		if (kind == 0) /* says the same again and again */
			buf_z(&out, letters[i % 7 % COUNT(letters)]);
		else if (kind == 1)
			buf_z(&out, letters[x >> 29]);
		else
			buf_byte(&out, (char)(' ' + (x >> 24) % 90));
	}
	text = arena_str(a, buf_str(&out));
	buf_release(&out);
	return text;
}

START_TEST(a_sketch_is_the_smallest_hashes)
{
	static const uint32_t sizes[] = { 0,	7,    8,     9,	    71,	  72,
					  255,	262,  263,   264,   519,  1000,
					  1031, 5000, 59999, 60007, 70000 };
	uint32_t got[TEXT_SKETCH];
	uint64_t want[TEXT_SKETCH];

	for (size_t i = 0; i < COUNT(sizes); i++)
		for (unsigned kind = 0; kind < 3; kind++) {
			str text = some_text(kind, sizes[i]);
			uint32_t n = plain_sketch(text, want);

			ck_assert_uint_eq(text_sketch(text, got), n);
			for (uint32_t k = 0; k < n; k++)
				ck_assert_uint_eq(got[k], want[k]);
		}
}
END_TEST

int main(void)
{
	Suite *s = suite_create("sketch");
	TCase *t = tcase_create("sketch");
	SRunner *r;
	int bad;

	a = arena_new();
	tcase_add_test(t, a_sketch_is_the_smallest_hashes);
	suite_add_tcase(s, t);
	r = srunner_create(s);
	srunner_run_all(r, CK_NORMAL);
	bad = srunner_ntests_failed(r);
	srunner_free(r);
	arena_free(&a);
	return bad ? EXIT_FAILURE : EXIT_SUCCESS;
}
