/* record_priv.h - the record replaced while it is made, item by item. */
#ifndef KEII_STORE_RECORD_PRIV_H
#define KEII_STORE_RECORD_PRIV_H

#include "store/links.h"
#include "store/store.h"

struct record_writer;

/* Inside a transaction. whole: all is written, also what seems the same.
 * NULL and e set on failure. */
struct record_writer *record_begin(struct store *s, bool whole, struct err *e);
int record_put_item(struct record_writer *w, const struct record_item *x,
		    struct err *e);
/* It is there with that sum: it stays, and need not be put. Never with whole.
 */
bool record_keeps(struct record_writer *w, str layer, str id, uint64_t sum);
/* What was there before and was not put or kept goes. */
int record_end(struct record_writer *w, struct err *e);
void record_free(struct record_writer **w);

/* record_pack.c: an item's JSON as it is kept, in scratch: head (STR_NONE: it
 * is whole) and json. fresh: it was not there before. The packer lives in a. */
struct record_packer;
struct record_packer *record_packer_in(struct arena *a, struct store *s);
int record_pack(struct record_packer *p, struct arena *scratch,
		const struct record_item *x, bool fresh, str out[2],
		struct err *e);

/* record_links.c: an item's texts as numbers, and the tables that lead to it.
 * The linker lives in a until it is ended; NULL and e set on failure. */
struct item_terms {
	int64_t layer, kind, status, scope; /* 0: none */
	struct links links;
	str packed; /* links_write() of them */
};
struct record_linker;
struct record_linker *record_linker_in(struct arena *a, struct store *s,
				       struct err *e);
void record_linker_end(struct record_linker *l);
/* In scratch. */
int record_terms(struct record_linker *l, struct arena *scratch,
		 const struct record_item *x, struct item_terms *out,
		 struct err *e);
/* Before its row is put. fresh: nothing leads to it yet. */
int record_link(struct record_linker *l, struct arena *scratch, int64_t number,
		const struct record_item *x, const struct item_terms *t,
		bool fresh, struct err *e);
/* Before its row goes. */
int record_unlink(struct record_linker *l, struct arena *scratch,
		  int64_t number, struct err *e);
struct query;
void query_put_term(struct query *q, int at, int64_t term);

/* Items of before that the new record doesn't have; they are still there. */
struct gone_item {
	str layer, id;
};
struct gone_items {
	VEC_OF(struct gone_item);
};
/* redirect.c: an id that will be gone leads to the new item with most of its
 * words. */
int redirect_gone(struct store *s, struct arena *a,
		  const struct gone_items *gone, struct err *e);

#endif
