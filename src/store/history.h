/* history.h - what was done to a dossier, in order: additions and decisions. */
#ifndef KEII_STORE_HISTORY_H
#define KEII_STORE_HISTORY_H

#include "store/dossier.h"

/* One run of add, or one decision. */
struct change {
	bool addition;
	long long at; /* milliseconds since 1970 */
	str id; /* a decision's, or "a" and letters of an addition's time */
	str time, author, reason;
	str what;   /* of the decision: its "do"; "add" */
	str json;   /* the decision */
	str undoes; /* the addition or decision that it takes back */
	bool undone;
	const struct source_row *sources; /* of an addition */
	uint32_t n_sources;
};

struct changes {
	VEC_OF(struct change);
};

/* The oldest first. */
int history_load(struct store *s, struct arena *a, struct changes *out,
		 struct err *e);
/* The change of an id, which may be cut short to what is told apart; NULL. */
const struct change *history_find(const struct changes *list, str id);
/* How many were done before: before the one of that id, before that day or
 * moment, before the last one when since is empty. -1: neither an id nor a
 * day. */
long history_before(const struct changes *list, str since);
/* The last one that can be taken back and was not; NULL: there is none. */
const struct change *history_last(const struct changes *list);
/* The decision that takes it back, as JSON in a. */
str history_undo(struct arena *a, const struct change *x);

/* The record as it was when the first n of all the changes were done, by the
 * packs of now. */
int record_before(struct store *s, const struct packs *packs, struct arena *a,
		  const struct changes *all, uint32_t n, struct record *out,
		  struct err *e);

#endif
