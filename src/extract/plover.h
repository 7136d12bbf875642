/* plover.h - events of one article as PLOVER JSON lines or POLECAT's columns.
 */
#ifndef KEII_EXTRACT_PLOVER_H
#define KEII_EXTRACT_PLOVER_H

#include "base/buf.h"
#include "extract/mention.h"
#include "pack/pack.h"

struct coder {
	const struct table *quads, *sectors; /* lent by the packs */
	str version;			     /* of the packs */
	bool tsv;
};

void coder_init(struct coder *c, const struct packs *p, bool tsv);
/* The line that names the columns, with its line end. */
void plover_columns(struct buf *out);
/* A JSON line for each event, or a row for each pair of actor and recipient.
 * Events of a kind that PLOVER does not have are left out. */
void plover_write(const struct coder *c, const struct doc *d,
		  const struct mentions *m, struct buf *out);

#endif
