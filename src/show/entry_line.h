/* entry_line.h - what one line of a chronology tells of an entry.
 *
 * Read from the entry's JSON in place (base/json_scan.h): a long chronology has
 * tens of thousands of lines, and a tree of each took two thirds of its time.
 * What is lent lives as long as what it was read from, and the arena. */
#ifndef KEII_SHOW_ENTRY_LINE_H
#define KEII_SHOW_ENTRY_LINE_H

#include "base/arena.h"
#include "show/item.h"
#include "text/doc.h"

/* What a party says of the status. */
struct line_claim {
	str party, status;
};

struct entry_line {
	str id, kind, status, scope, about, precision;
	str title; /* the program's label, in the language asked for */
	str words; /* a source's: that language first */
	day from, to;
	long long sources, importance;
	const struct line_claim *claims;
	uint32_t n_claims;
};

/* false: it is no JSON object. */
bool entry_line_read(struct arena *a, str json, enum lang lang,
		     struct entry_line *out);

#endif
