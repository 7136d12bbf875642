/* fuzz.c - what the harnesses share. */
#include "fuzz.h"

#include "base/utf8.h"

#define KEEP ((size_t)1 << 20)

static struct arena *perm;

struct arena *fuzz_perm(void)
{
	if (!perm)
		perm = arena_new();
	return perm;
}

const struct packs *fuzz_packs(void)
{
	static struct packs *packs;

	if (!packs) {
		struct diags diags = { .arena = fuzz_perm() };
		struct err e = ERR_INIT;

		packs = packs_load(str_of(TEST_PACKS), &diags, &e);
		kassert(packs != NULL);
	}
	return packs;
}

void fuzz_check_text(str s)
{
	kassert(utf8_valid_to(s) == s.n);
	kassert(!s.n || memchr(s.p, '\0', s.n) == NULL);
}

unsigned fuzz_choice(str *in, unsigned n)
{
	unsigned c = in->n ? (unsigned char)in->p[0] : 0;

	*in = str_cut(*in, 1, in->n);
	return c % n;
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static struct arena *a;

	if (!a)
		a = arena_new();
	fuzz_one(a, (str){ (const char *)p, n });
	if (arena_size(a) > KEEP)
		arena_free(&a);
	else
		arena_reset(a);
	return 0;
}
