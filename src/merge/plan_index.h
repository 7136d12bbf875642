/* plan_index.h - plans found by what they are called, while they live.
 *
 * A number of points or a name is one plan's only for a time: it lives on as
 * long as some article tells of it every few months, and a plan of that name
 * years later is another one. */
#ifndef KEII_MERGE_PLAN_INDEX_H
#define KEII_MERGE_PLAN_INDEX_H

#include "merge/merge_priv.h"

#define POINTS_MANY 5 /* a number of points that names a plan */
#define PLAN_LIFE 7   /* months that it lives when nobody tells of it */

struct plans_of {
	VEC_OF(uint32_t); /* in the order of their first telling */
};

/* Plans by number of points, and by each name. */
struct plan_index {
	struct arena *a;
	struct map at; /* -> 1 + index in lists */
	struct {
		VEC_OF(struct plans_of);
	} lists;
};

void plan_index_init(struct plan_index *index, struct arena *a);
str plan_points_key(const struct plan_index *index, int items);
/* The last plan of that key that is alive then, or NO_REF. */
uint32_t plan_index_find(const struct merge *m, const struct plan_index *index,
			 str key, int month);
/* By what this mention calls it; one that goes by that still stays so. */
void plan_index_put(const struct merge *m, struct plan_index *index,
		    uint32_t plan, const struct proposal_mention *p);
/* Is the plan told of not long before or behind the month? */
bool plan_alive(const struct plan *p, int month);

#endif
