/* record_kept.h - the items that a record had before it is replaced: found by
 * layer and id, in a few bytes each. A large record has a million. */
#ifndef KEII_STORE_RECORD_KEPT_H
#define KEII_STORE_RECORD_KEPT_H

#include "base/str.h"

struct kept {
	int64_t number, sum;
	const char *id; /* id_n bytes, no NUL behind them */
	uint32_t id_n;
	uint16_t layer; /* index of its name */
	bool stays;
};

struct record_kept;
struct record_kept *record_kept_new(void);
void record_kept_free(struct record_kept **k);
/* It isn't there yet. */
void record_kept_add(struct record_kept *k, str layer, str id, int64_t number,
		     int64_t sum);
/* Lent until the next is added; NULL: it is not there. */
struct kept *record_kept_find(const struct record_kept *k, str layer, str id);
/* The items in the order in which they were added: 0, 1 …; NULL at the end. */
struct kept *record_kept_at(const struct record_kept *k, uint32_t i);
str record_kept_layer(const struct record_kept *k, const struct kept *x);

#endif
