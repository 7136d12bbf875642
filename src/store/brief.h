/* brief.h - what a store keeps of an article for merge: a sketch of its text,
 * by which copies are found, and all that was found in it. */
#ifndef KEII_STORE_BRIEF_H
#define KEII_STORE_BRIEF_H

#include "base/buf.h"
#include "base/intern.h"
#include "merge/merge.h"

void brief_write(const struct doc *d, const struct mentions *m,
		 struct buf *out);
/* Sets doc, mentions and sketch of x, made in often and a as
 * mentions_unpack() does. -1 and e set when the bytes are damaged. */
int brief_read(struct arena *often, struct arena *a, struct interned *shared,
	       str bytes, str text, struct merge_article *x, struct err *e);

#endif
