/* pages.c - a file that SQLite refuses, page by page. */
#include "fuzz.h"
#include "store/salvage.h"

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

static int take_redirect(void *ctx, str old, str new, struct err *e)
{
	(void)ctx;
	(void)e;
	kassert(old.p && new.p);
	return 0;
}

static void told(void *ctx, const char *what)
{
	(void)ctx;
	kassert(*what);
}

void fuzz_one(struct arena *a, str in)
{
	/* a file, and behind it the one beside it */
	size_t at = str_find(in, STR("\x37\x7f\x06"), 0);
	str file = str_cut(in, 0, at), wal = str_cut(in, at, in.n);
	struct salvage x = { .source = take_source,
			     .decision = take_decision,
			     .redirect = take_redirect,
			     .lost = told,
			     .mended = told };
	struct err e = ERR_INIT;

	(void)a;
	kassert(salvage_bytes(file, wal, "a file", &x, &e) == 0);
}
