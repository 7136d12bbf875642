/* salvage_priv.h - one row of what lasts, proved, whoever read it. */
#ifndef KEII_STORE_SALVAGE_PRIV_H
#define KEII_STORE_SALVAGE_PRIV_H

#include "base/map.h"
#include "store/salvage.h"

struct lasting_source {
	struct source_row row;
	str packed, sum;
};
struct lasting_decision {
	struct decision row;
	str sum;
};

/* 1: given out, 0: it isn't whole and this was told, -1: e is set. found: the
 * hashes given out. */
int salvage_source(struct salvage *x, const char *store, struct arena *a,
		   struct map *found, struct lasting_source *in, int64_t number,
		   struct err *e);
int salvage_decision(struct salvage *x, const char *store, struct arena *a,
		     const struct lasting_decision *in, int64_t number,
		     struct err *e);

#endif
