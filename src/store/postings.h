/* postings.h - where a word stands, as bytes: what FTS5's index is to SQLite,
 * for an engine that has none.
 *
 * A row's bytes are articles in order, each: how far its key is behind the one
 * before (0: the key follows, so that bytes can be put behind others whose
 * end is not known); twice the places in the text, and one more where there are
 * some in the title; these places, each as the distance from the one before;
 * and the title's, their number first. All in LEB128. */
#ifndef KEII_STORE_POSTINGS_H
#define KEII_STORE_POSTINGS_H

#include "base/vec.h"

struct posting_bytes {
	VEC_OF(char);
};

struct posting_places {
	VEC_OF(uint32_t); /* ascending: which word of the text, or title */
};

enum posting_part { POSTING_TEXT, POSTING_TITLE, POSTING_PARTS };

/* before: the key written before it, 0: none, or not known. */
void posting_write(struct arena *a, struct posting_bytes *out, int64_t before,
		   int64_t article,
		   const struct posting_places of[POSTING_PARTS]);

struct posting {
	int64_t article;
	uint32_t n[POSTING_PARTS];
	str places[POSTING_PARTS]; /* as written */
};

struct posting_reader {
	str bytes;
	size_t at;
	int64_t article;
	bool damaged; /* what stands before was read */
};

/* false: the end. */
bool posting_next(struct posting_reader *r, struct posting *out);
/* Behind those that out has. */
void posting_places(struct arena *a, const struct posting *x,
		    enum posting_part part, struct posting_places *out);

/* How many words an article has, in the same way: the rows of no word. */
void posting_write_total(struct arena *a, struct posting_bytes *out,
			 int64_t before, int64_t article, uint32_t total);
bool posting_next_total(struct posting_reader *r, int64_t *article,
			uint32_t *total);

#endif
