/* line_block.h - the lines of a stretch of the chronology as bytes.
 *
 * Two kinds of pieces. The keys: the words that come again, once each (their
 * number; each its length and bytes), then how many lines there are, and of
 * each what a filter asks: marks (below), the day as a difference from the line
 * before, where it ends as one from where it begins, the words of kind, status,
 * scope and precision, the numbers of sources and of importance, the words of
 * the actors, their number first. The texts, of core and of the rest apart,
 * line by line: the id, of each language the label and a source's words, what
 * parties claim. Numbers are LEB128, differences zigzag; a text of a further
 * language is 0 when it is the one before, else one more than its length.
 *
 * Knows neither SQL nor packing (chronology.h). */
#ifndef KEII_STORE_LINE_BLOCK_H
#define KEII_STORE_LINE_BLOCK_H

#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"
#include "store/entry_line.h"

enum line_part { PART_CORE, PART_REST, LINE_PARTS };

/* ---- writing */

struct line_words {
	VEC_OF(str);
};

struct block_writer {
	struct arena *arena;
	struct buf words, lines, texts[LINE_PARTS];
	struct map numbers; /* of words, from 1 */
	uint32_t n, n_words;
	day last;	 /* of the line before */
	day first, ends; /* what the lines reach; open: the least, the most */
};

void block_writer_init(struct block_writer *w, struct arena *a);
void block_writer_free(struct block_writer *w);
/* In order of day, then id; actors is asked of by filters alone. */
void block_put(struct block_writer *w, const struct entry_line *x,
	       const struct line_words *actors);
/* Into out, which is empty before. */
void block_put_keys(const struct block_writer *w, struct buf *out);

/* ---- reading */

/* A piece and how far it was read. */
struct line_bytes {
	str bytes;
	size_t at;
};

/* Words by their place in the reader's list. */
struct line_keys {
	uint32_t kind, status, scope, precision;
	day from, to;
	long long sources, importance;
	enum line_part part;
	struct {
		VEC_OF(uint32_t);
	} actors;
};

struct block_reader {
	struct arena *arena;
	struct line_bytes keys, texts[LINE_PARTS];
	struct line_words words;
	uint32_t n, left; /* lines; those not read */
	day last;
	bool damaged; /* what stands before was read */
};

/* The texts are put when they are asked for: block_texts(). false: damaged. */
bool block_open(struct block_reader *r, struct arena *a, str keys);
/* Where it stands in the list; UINT32_MAX: no line has it. */
uint32_t block_word(const struct block_reader *r, str word);
/* false: the end, or damaged. */
bool block_next(struct block_reader *r, struct line_keys *out);
/* The part's texts, of which the first so many are passed over. */
bool block_texts(struct block_reader *r, enum line_part part, str texts,
		 uint32_t passed);
/* The text of the part's next line; it is passed over when out is NULL. Lent by
 * texts and arena. */
bool block_text(struct block_reader *r, const struct line_keys *k,
		struct entry_line *out);

#endif
