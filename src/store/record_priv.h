/* record_priv.h - the record replaced while it is made, item by item. */
#ifndef KEII_STORE_RECORD_PRIV_H
#define KEII_STORE_RECORD_PRIV_H

#include "store/codec.h"
#include "store/links.h"
#include "store/store.h"

struct record_writer;

/* Inside a transaction. whole: all is written, also what seems the same. jobs:
 * threads that pack. NULL and e set on failure. */
struct record_writer *record_begin(struct store *s, bool whole, unsigned jobs,
				   struct err *e);
/* Calls fill, which puts and keeps items, with several jobs in a thread of its
 * own while this one writes. All is written when it returns 0. */
typedef void record_fill(void *ctx);
int record_filled(struct record_writer *w, record_fill *fill, void *ctx,
		  struct err *e);
/* From within fill alone; -1: it has failed, and e is set at the latest when
 * record_filled() returns. */
int record_put_item(struct record_writer *w, const struct record_item *x,
		    struct err *e);
/* It is there with that sum: it stays, and need not be put. Never with whole.
 */
bool record_keeps(struct record_writer *w, str layer, str id, uint64_t sum);
/* What was there before and was not put or kept goes. */
int record_end(struct record_writer *w, struct err *e);
void record_free(struct record_writer **w);

/* record_pack.c: an item's JSON as it is kept: head and rest, or (head
 * STR_NONE) the whole. The packer has the arena for itself; NULL and e set on
 * failure. */
struct record_packer;
struct record_packer *record_packer_in(struct arena *a, struct store *s,
				       struct err *e);
/* An item of the layer is there from before. */
void record_count(struct record_packer *p, str layer);
/* Whether a dictionary is to be learned before more of the layer come: then
 * those put are written first, for they are what it is learned from. */
bool record_due(struct record_packer *p, str layer);
int record_learn(struct record_packer *p, str layer, struct err *e);
/* What the next of the layer is to be packed by. fresh: it was not there. */
struct record_by {
	const struct codec_by *head, *json;
};
struct record_by record_choose(struct record_packer *p, str layer, bool fresh);
/* In a; any thread may, with a hand of its own. */
void record_pack(struct codec_hand *h, struct arena *a,
		 const struct record_item *x, const struct record_by *by,
		 str out[2]);

/* record_line.c: items between put and written. */
struct record_waiting {
	struct record_item item;
	int64_t number, sum;
	bool fresh;
	struct record_by by;
	str packed[2];
};
struct record_batch {
	struct arena *arena;
	VEC_OF(struct record_waiting);
	size_t bytes;
};
struct record_line;
struct record_line *record_line_new(unsigned jobs, struct err *e);
void record_line_free(struct record_line **l);
/* The giver: copies it; hands the layer to be learned when all before it is
 * written, and waits for that (with several jobs); ends. -1: the taker has
 * failed. */
int record_line_give(struct record_line *l, const struct record_waiting *x);
int record_line_learn(struct record_line *l, str layer);
void record_line_end(struct record_line *l);
/* The taker that is the giver too: the oldest batch, packed, once enough were
 * given after it, or all are to come. NULL when there is none. */
struct record_batch *record_line_take(struct record_line *l, bool all);
/* The taker that is another thread: waits for a batch, or the layer to be
 * learned; false at the end. It tells when that was learned, or that it takes
 * nothing more. */
bool record_line_wait(struct record_line *l, struct record_batch **b,
		      str *learn);
void record_line_learned(struct record_line *l);
void record_line_fail(struct record_line *l);
void record_batch_free(struct record_batch **b);

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
/* Before its row is put. fresh: nothing leads to it yet, and it was never. was:
 * its from, or else its to, before. */
int record_link(struct record_linker *l, struct arena *scratch, int64_t number,
		const struct record_item *x, const struct item_terms *t,
		bool fresh, day *was, struct err *e);
/* Before its row goes. */
int record_unlink(struct record_linker *l, struct arena *scratch,
		  int64_t number, day *was, struct err *e);
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
