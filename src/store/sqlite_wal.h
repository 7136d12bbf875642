/* sqlite_wal.h - the pages of a file "-wal" of SQLite's, read without SQLite.
 *
 * What was committed last stands there, page by page, until it is written into
 * the store's file (https://www.sqlite.org/fileformat2.html#walformat). SQLite
 * follows it to the first page whose checksum does not fit and drops the rest
 * without a word, committed or not; here each page is looked at by itself. */
#ifndef KEII_STORE_SQLITE_WAL_H
#define KEII_STORE_SQLITE_WAL_H

#include "base/arena.h"
#include "base/err.h"
#include "base/vec.h"

struct wal_frame {
	uint32_t page;	     /* whose bytes it has, counted from 1 */
	uint32_t generation; /* 0: written since the file last began anew */
	str bytes;
	const char *salts; /* eight bytes, the same in all of a generation */
	bool commits;	   /* it ends a transaction */
	bool committed;	   /* it, or one of its generation behind it */
	bool whole;	   /* its checksum fits that of the one before */
};

struct wal {
	str head; /* STR_NONE: the file ends before */
	bool head_whole;
	VEC_OF(struct wal_frame); /* in order of the file */
};

/* The bytes of a page that the head gives, or 0. */
size_t wal_page_size(str file);
/* Frames lend from file. */
void wal_read(struct arena *a, str file, size_t page_size, struct wal *out);

/* Whether SQLite would drop what was committed: a page of it is damaged, or by
 * the -shm file (STR_NONE: there is none) there were more. why tells. */
bool wal_loses(const struct wal *w, str shm, char *why, size_t n);

/* The bytes of the file PATH+ENDING until unmapped; STR_NONE: not to be read,
 * or nothing. */
str map_file(const char *path, const char *ending);
void unmap_file(str *file);

#endif
