/* origin.h - from an article's clean text back to the bytes of its source.
 *
 * Made when asked for: nothing is kept while reading. The source is decoded
 * again into the letters that it shows (of HTML those of its text nodes,
 * character references decoded; of JSON those of its strings), and the
 * article's letters are found among them, line by line and in order; a source
 * of many documents is unwrapped to the one that holds the article. Blanks and
 * line ends, which reading folds, don't count. */
#ifndef KEII_READ_ORIGIN_H
#define KEII_READ_ORIGIN_H

#include "read/source.h"

struct cues;

struct origin_place {
	span text;	 /* asked for: of the article's text */
	span decoded;	 /* of origin.text */
	size_t from, to; /* of the source's bytes; from == to: not found */
	bool exact; /* every letter stands in there, in order; else only the
		     * first and the last are known */
};

struct origin {
	enum source_kind kind; /* of the document that holds the article */
	const char *charset;
	str text; /* what its bytes decode to, markup and all */
	str part; /* its name when it is one in a source, else STR_NONE */
	/* it stands in the source in another form (packed, encoded): places
	 * are those of the bytes unpacked */
	bool unpacked;
	size_t size; /* of the bytes that places are in */
};

/* text: of the article that is number `number` of the source. False when
 * nothing of it can be found; the places are then empty. */
bool origin_find(struct arena *a, const struct cues *cues, str bytes, str name,
		 uint32_t number, str text, struct origin_place *places,
		 size_t n, struct origin *out);

#endif
