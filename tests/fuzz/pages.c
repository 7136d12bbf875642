/* pages.c - a file that SQLite refuses, page by page. */
#include "store/salvage.h"
#include "fuzz.h"

static int take_source(void *ctx, const struct source_row *row, str bytes,
		       struct err *e)
{
	(void)ctx;
	(void)e;
	kassert(row->sha256.n == 64 && bytes.n == row->size);
	return 0;
}

static int take_decision(void *ctx, const struct decision *d, struct err *e)
{
	(void)ctx;
	(void)d;
	(void)e;
	return 0;
}

static void told(void *ctx, const char *what)
{
	(void)ctx;
	kassert(*what);
}

void fuzz_one(struct arena *a, str in)
{
	struct salvage x = { .source = take_source,
			     .decision = take_decision,
			     .lost = told,
			     .mended = told };
	struct err e = ERR_INIT;

	(void)a;
	kassert(salvage_bytes(in, "a file", &x, &e) == 0);
}
