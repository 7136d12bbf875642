/* salvage_priv.h - rows of what lasts, as the pages of a file have them. */
#ifndef KEII_STORE_SALVAGE_PRIV_H
#define KEII_STORE_SALVAGE_PRIV_H

#include "base/map.h"
#include "base/vec.h"
#include "store/salvage.h"

enum lasting { LASTING_SOURCE, LASTING_DECISION };
#define LASTING_KINDS 2

/* The columns behind its number: of a source sha256, name, added, size, bytes,
 * sum; of a decision id, time, author, reason, json, sum. */
struct lasting_row {
	str v[6];
	int64_t size; /* v[3] of a source */
};

struct joined {
	str old, new, sum; /* sum: "", there is none */
};
struct joined_ids {
	VEC_OF(struct joined);
};

struct found; /* lends from the bytes */

struct found *found_in(struct arena *a, str file, str wal);
size_t found_page_size(const struct found *f);
/* The highest number that a row or an index has, or 0. */
int64_t found_last(const struct found *f, enum lasting kind);
/* Copies of a row stand in several pages; 1: this is the one of that count,
 * from 0; 0: it can't be read; -1: there are no more. */
int found_row(struct found *f, struct arena *a, enum lasting kind,
	      int64_t number, uint32_t count, struct lasting_row *out);
/* The hash or id that an index gives it, or STR_NONE. */
str found_name(const struct found *f, enum lasting kind, int64_t number);
/* The newest last; of one id perhaps several. */
const struct joined_ids *found_joined(const struct found *f);

#endif
