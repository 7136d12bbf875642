/* warc.h - records of a web archive (WARC 1.0 and 1.1, ISO 28500), plain or
 * packed, one after the other out of a stream; the archive may be larger than
 * memory. Inside read/, and for cli/. */
#ifndef KEII_READ_WARC_H
#define KEII_READ_WARC_H

#include "read/fields.h"
#include "read/stream.h"

struct warc_record {
	str whole;	      /* version line, fields, blank line, block */
	str block;	      /* Content-Length bytes; an HTTP answer, or as
				 Content-Type says */
	struct fields fields; /* in the arena given to warc_next */
	bool cut;	      /* the archive ends within it */
};

struct warc {
	struct stream *stream;
	struct buf win; /* unpacked, not yet taken: from at on */
	size_t at;
	bool ended, damaged; /* damaged: bytes were passed over */
};

/* Whether unpacked bytes begin as a record. */
bool warc_begins(str bytes);
/* The stream stays the caller's. */
void warc_open(struct warc *w, struct stream *s);
void warc_close(struct warc *w);
/* The next record that holds a page or text: answers, resources, conversions
 * with a block of at most LIMIT_SOURCE. Its bytes are lent until the next
 * call. 1: got one; 0: the end; -1: can't be read, e is set. */
int warc_next(struct warc *w, struct arena *a, struct warc_record *out,
	      struct err *e);

#endif
