/* mention_pack.h - mentions as few bytes, all of them.
 *
 * The line of mention_json.h is what others read; this is the same without its
 * words, a seventh of its size and some twenty times as fast to read: the form
 * in which a store keeps them. It lasts no longer than the program's version:
 * a store that has it makes it anew. */
#ifndef KEII_EXTRACT_MENTION_PACK_H
#define KEII_EXTRACT_MENTION_PACK_H

#include "base/buf.h"
#include "base/err.h"
#include "base/intern.h"
#include "extract/mention.h"

#define MENTION_PACK_VERSION 4u

/* All that mentions_json() tells of d and m. */
void mentions_pack(const struct doc *d, const struct mentions *m,
		   struct buf *out);
/* text is lent and must outlive the doc; strings are made in shared, what is
 * looked at again and again, the doc and proposals, in often, all else
 * in a, which may be the same. -1 and e set when the bytes are damaged. */
int mentions_unpack(struct arena *often, struct arena *a,
		    struct interned *shared, str bytes, str text,
		    struct doc **d, struct mentions *m, struct err *e);

#endif
