/* entry_line.h - what one line of a chronology tells of an entry.
 *
 * Read from the entry's JSON in place (base/json_scan.h), or from where a
 * month's lines stand together (chronology.h). What is lent lives as long as
 * what it was read from, and the arena. */
#ifndef KEII_STORE_ENTRY_LINE_H
#define KEII_STORE_ENTRY_LINE_H

#include "base/arena.h"
#include "base/day.h"
#include "text/doc.h"

/* What a party says of the status. */
struct line_claim {
	str party, status;
};

struct entry_line {
	str id, kind, status, scope, about, precision;
	str title[LANG_COUNT]; /* the program's label */
	str words[LANG_COUNT]; /* a source's: of that language, or the first */
	day from, to;
	long long sources, importance;
	const struct line_claim *claims;
	uint32_t n_claims;
};

/* false: it is no JSON object. */
bool entry_line_read(struct arena *a, str json, struct entry_line *out);
/* They tell the same. */
bool entry_line_same(const struct entry_line *x, const struct entry_line *y);

#endif
