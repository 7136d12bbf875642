/* chronology.h - the lines of the chronology, which stand together.
 *
 * What a line tells (entry_line.h) stands a second time in rows of a month
 * each, those without a date in rows by a letter of their ids: a list of a
 * hundred thousand lines so reads some hundreds of rows. A row is written again
 * when an item of it changes (line_block.h is its form). */
#ifndef KEII_STORE_CHRONOLOGY_H
#define KEII_STORE_CHRONOLOGY_H

#include "store/entry_line.h"
#include "store/store.h"

/* ---- reading */

/* Whether it answers such a query: one of entries without issue, article, limit
 * and offset. */
bool chronology_answers(const struct item_query *q);
/* The lines of the query, in the order of store_each_item(). NULL and e set on
 * failure. It borrows the query. */
struct chronology;
struct chronology *chronology_open(struct store *s, const struct item_query *q,
				   struct err *e);
/* 1: a line, lent until the next one; 0: there is no more; -1 and e set. */
int chronology_next(struct chronology *c, struct entry_line *out,
		    struct err *e);
void chronology_close(struct chronology **c);

/* ---- writing */

struct chronology_writer;
struct chronology_writer *chronology_writer_new(struct store *s);
void chronology_writer_free(struct chronology_writer **w);
/* An entry that is put, changed or gone (number 0). was, now: its from, or else
 * its to. id: of one that was there. */
struct chronology_place {
	bool there;
	day when;
};
void chronology_touch(struct chronology_writer *w, int64_t number, str id,
		      struct chronology_place was, struct chronology_place now);
/* When all of them are in their rows: writes the rows of the chronology that
 * they are in. whole: of what is there nothing stays. */
int chronology_write(struct chronology_writer *w, bool whole, struct err *e);

/* Whether they are those of the record. */
int chronology_check(struct store *s, void (*report)(void *, const char *),
		     void *ctx, uint32_t *faults, struct err *e);

#endif
