/* replay.c - the harness without libFuzzer: each file given, and forms of it
 * with bytes changed, left out and doubled, the same at every run. Prints
 * "N passed, 0 failed": a fault ends the process. */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

#define FORMS 40u
#define LARGEST ((size_t)64 << 10)

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* An exact allocation, so that a read behind it is seen. */
static void run(const char *p, size_t n)
{
	uint8_t *copy = xmalloc(n);

	if (n)
		memcpy(copy, p, n);
	LLVMFuzzerTestOneInput(copy, n);
	free(copy);
}

static void change(char *p, size_t *n, uint32_t *seed)
{
	static const char odd[] = "\0\xff<>&\"'{}[]\n\x80\x1b=;:/!-";

	for (unsigned k = next(seed) % 4 + 1; k-- && *n > 1;) {
		size_t at = next(seed) % *n;
		size_t many = next(seed) % 32 + 1;

		if (at + many > *n)
			many = *n - at;
		switch (next(seed) % 4) {
		case 0:
			p[at] = odd[next(seed) % (sizeof(odd) - 1)];
			break;
		case 1:
			p[at] = (char)next(seed);
			break;
		case 2:
			memmove(p + at, p + at + many, *n - at - many);
			*n -= many;
			break;
		default:
			memmove(p + at, p + next(seed) % (*n - many + 1), many);
		}
	}
}

static unsigned replay(const char *name)
{
	char *p = xmalloc(LARGEST), *form = xmalloc(LARGEST);
	FILE *in = fopen(name, "rb");
	uint32_t seed = 1;
	size_t n;

	if (!in) {
		perror(name);
		exit(1);
	}
	n = fread(p, 1, LARGEST, in);
	fclose(in);
	run(p, n);
	for (unsigned i = 0; i < FORMS; i++) {
		size_t size = n;

		memcpy(form, p, n);
		change(form, &size, &seed);
		run(form, size);
	}
	free(p);
	free(form);
	return 1 + FORMS;
}

int main(int argc, char **argv)
{
	unsigned n = 0;

	for (int i = 1; i < argc; i++)
		n += replay(argv[i]);
	printf("%u passed, 0 failed\n", n);
	return n ? 0 : 1;
}
