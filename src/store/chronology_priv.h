/* chronology_priv.h - what the files of the chronology share. */
#ifndef KEII_STORE_CHRONOLOGY_PRIV_H
#define KEII_STORE_CHRONOLOGY_PRIV_H

#include "store/chronology.h"
#include "store/engine_priv.h"
#include "store/line_block.h"
#include "store/links.h"

/* The names behind the numbers of links, as they are asked for. */
struct line_names {
	struct store *store;
	struct arena *arena;
	struct map known; /* a number's bytes -> str */
};

/* An item's row as a line, in a. Its place is told by columns, the rest by its
 * JSON, or where that is damaged by columns alone. -1 and e set on failure. */
#define LINE_COLUMNS                                                           \
	"id, day_from, day_to, kind, status, scope, links, head, "             \
	"CASE WHEN head IS NULL THEN json END"
struct item_line {
	struct entry_line line;
	struct line_words actors;
	bool damaged;
};
int line_of_item(struct line_names *names, struct arena *a, struct query *st,
		 struct item_line *out, struct err *e);
/* By the order of the chronology; for qsort. */
int by_line(const void *a, const void *b);

#endif
