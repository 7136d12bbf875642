/* salvage.h - what is whole of a damaged store, row by row. */
#ifndef KEII_STORE_SALVAGE_H
#define KEII_STORE_SALVAGE_H

#include "store/store.h"

struct salvage {
	/* each whole row, in order of adding; not 0 stops with e set */
	int (*source)(void *ctx, const struct source_row *row, str bytes,
		      struct err *e);
	int (*decision)(void *ctx, const struct decision *d, struct err *e);
	/* after them, without chains, in any order */
	redirect_fn *redirect;
	/* each that is not, or only partly */
	void (*lost)(void *ctx, const char *what);
	/* what else is to be told */
	void (*mended)(void *ctx, const char *what);
	void *ctx;
	uint32_t sources, decisions, redirects; /* that were given out */
	uint32_t sources_lost, decisions_lost;
};

/* Each source and decision by its number: a page that can't be read costs what
 * stands on it, not what comes behind it. Numbers have no gaps, so a row that
 * is gone without a trace is told too. What a row says is believed by its sum,
 * and a source's bytes by their SHA-256, wherever they were found.
 *
 * s: the store as its engine reads it, or NULL when it can't. path: of SQLite's
 * file, or NULL: then its pages, and those of the -wal beside it, are looked
 * through for what the engine does not give. */
int store_salvage(struct store *s, const char *path, struct salvage *x,
		  struct err *e);
/* The same of bytes alone. wal: STR_NONE, there is none. */
int salvage_bytes(str file, str wal, const char *name, struct salvage *x,
		  struct err *e);
/* Whether there is a row in it that may be a source or a decision. */
bool salvage_finds(const char *path);

#endif
