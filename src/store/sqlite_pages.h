/* sqlite_pages.h - rows of a file of SQLite's, read without SQLite.
 *
 * When the first page is gone, and with it the schema, SQLite refuses the whole
 * file. The other pages still say what they are: each leaf of a table holds
 * whole rows (https://www.sqlite.org/fileformat2.html). Nothing in the file is
 * trusted; of any bytes come rows or none. */
#ifndef KEII_STORE_SQLITE_PAGES_H
#define KEII_STORE_SQLITE_PAGES_H

#include "base/arena.h"
#include "base/err.h"

/* A file and the bytes of its pages: a power of two between these. */
#define SQLITE_LEAST_PAGE ((size_t)512)
#define SQLITE_MOST_PAGE ((size_t)65536)
#define PAGE_COLUMNS 8u

struct pages {
	str file;
	size_t size;
};

struct page_value {
	enum { PAGE_NULL, PAGE_INT, PAGE_TEXT, PAGE_BLOB, PAGE_OTHER } kind;
	int64_t number;
	str bytes;
};

struct page_row {
	int64_t number; /* its rowid */
	uint32_t n;
	struct page_value v[PAGE_COLUMNS];
	size_t bytes; /* of its payload */
	/* to read it again */
	uint32_t page, cell;
};

typedef int page_row_fn(void *ctx, const struct page_row *row, struct err *e);

/* Each row of at most PAGE_COLUMNS columns; its values are lent for the call.
 * Not 0 stops. */
int sqlite_each_row(const struct pages *f, page_row_fn *fn, void *ctx,
		    struct err *e);
/* One row again, in a; false: there is none. */
bool sqlite_row(const struct pages *f, struct arena *a, uint32_t page,
		uint32_t cell, struct page_row *out);

#endif
