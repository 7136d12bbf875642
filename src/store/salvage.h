/* salvage.h - what is whole of a damaged store, row by row. */
#ifndef KEII_STORE_SALVAGE_H
#define KEII_STORE_SALVAGE_H

#include "store/store.h"

struct salvage {
	/* each whole row, in order of adding; not 0 stops with e set */
	int (*source)(void *ctx, const struct source_row *row, str bytes,
		      struct err *e);
	int (*decision)(void *ctx, const struct decision *d, struct err *e);
	/* each that is not, or only partly */
	void (*lost)(void *ctx, const char *what);
	void (*mended)(void *ctx, const char *what);
	void *ctx;
	uint32_t sources, decisions; /* that were given out */
	uint32_t sources_lost, decisions_lost;
};

/* Reads each source and decision by its number: a page that can't be read
 * costs what stands on it, not what comes behind it. Numbers have no gaps, so
 * a row that is gone without a trace is told too. */
int store_salvage(struct store *s, struct salvage *x, struct err *e);

/* A file that can't be opened as a store: its pages one by one, whatever its
 * first page says. What may stand in no page is told as lost. */
int salvage_file(const char *path, struct salvage *x, struct err *e);
int salvage_bytes(str file, const char *name, struct salvage *x, struct err *e);
/* Whether there is a row in it that may be a source or a decision. */
bool salvage_finds(const char *path);

#endif
