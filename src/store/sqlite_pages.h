/* sqlite_pages.h - rows of a file of SQLite's, read without SQLite.
 *
 * When the first page is gone, and with it the schema, SQLite refuses the whole
 * file. The other pages still say what they are: each leaf of a table, and each
 * page of an index, holds whole rows (https://www.sqlite.org/fileformat2.html).
 * Pages of the file "-wal" beside it are read too. Nothing in the files is
 * trusted; of any bytes come rows or none. */
#ifndef KEII_STORE_SQLITE_PAGES_H
#define KEII_STORE_SQLITE_PAGES_H

#include "base/arena.h"
#include "base/err.h"

/* A file and the bytes of its pages: a power of two between these. */
#define SQLITE_LEAST_PAGE ((size_t)512)
#define SQLITE_MOST_PAGE ((size_t)65536)
#define PAGE_COLUMNS 8u

/* Which bytes a page has for who follows a row from page to page, when they
 * stand in several places. */
enum pages_view {
	PAGES_NEWEST, /* written last, though its checksum may not fit */
	PAGES_WHOLE,  /* written last of those whose checksum fits */
	PAGES_FILE,   /* the store's file, or else where they stand */
};
#define PAGES_VIEWS 3

struct pages {
	str file;
	size_t size;
	struct pages_wal *wal; /* NULL: none */
	size_t wal_bytes;
	enum pages_view view;
};

/* The bytes of a page by the file's first ones, or 0. */
size_t sqlite_page_size(str file);
/* With what was committed to the file "-wal"; it lends from it. */
void pages_open(struct pages *f, struct arena *a, str file, str wal,
		size_t size);

struct page_value {
	enum { PAGE_NULL, PAGE_INT, PAGE_TEXT, PAGE_BLOB, PAGE_OTHER } kind;
	int64_t number;
	str bytes; /* p is NULL when they stand in another page */
};

struct page_place {
	uint32_t page;
	uint32_t frame; /* 1 + index in the -wal, or 0: in the file */
	uint32_t cell;
};

struct page_row {
	bool index;	/* of an index, or a table WITHOUT ROWID */
	int64_t number; /* its rowid */
	uint32_t n;
	struct page_value v[PAGE_COLUMNS];
	size_t bytes; /* of its payload */
	struct page_place at;
};

typedef void page_row_fn(void *ctx, const struct page_row *row);

/* Each row of at most PAGE_COLUMNS columns, as far as its first page has it;
 * first those of the file, then those of the -wal, the newest last. */
void sqlite_each_row(const struct pages *f, page_row_fn *fn, void *ctx);
/* One row, all of it; long ones in a. false: there is none. */
bool sqlite_row(const struct pages *f, struct arena *a, struct page_place at,
		struct page_row *out);

#endif
