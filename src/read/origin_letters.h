/* origin_letters.h - the letters that a document shows, each with the bytes of
 * the decoded text that it is written with. Inside read/ only. */
#ifndef KEII_READ_ORIGIN_LETTERS_H
#define KEII_READ_ORIGIN_LETTERS_H

#include "base/buf.h"
#include "read/source.h"

/* Without blanks; of each byte where its letter stands. */
struct letters {
	struct buf s;
	span *at; /* as many as s.n */
	size_t cap;
	bool blanks; /* these stay, for who reads on */
};

void letters_init(struct letters *l);
void letters_free(struct letters *l);
/* As they stand. */
void letters_plain(struct letters *l, str text);
/* Of a page's text nodes, character references decoded. */
void letters_html(struct arena *a, str text, struct letters *l);
/* With JSON's escapes decoded, of [from, to). */
void letters_json(str text, size_t from, size_t to, struct letters *l);
/* HTML in a feed's XML (escaped or as CDATA) or in JSON's strings: without
 * tags, character references decoded. */
void letters_feed(str text, bool json, struct letters *l);

#endif
