/* conflict_priv.h - one conflict with its sides, shared by conflict.c and
 * wording.c. */
#ifndef KEII_MERGE_CONFLICT_PRIV_H
#define KEII_MERGE_CONFLICT_PRIV_H

#include "merge/merge_priv.h"

#define SIDES 16u /* places; those of one claim are one side */

struct side {
	str claim;
	struct evidence by;
	const struct place *place; /* NULL: by is one of the articles here */
};

struct conflict {
	const char *attribute, *kind;
	str about; /* id of the entry, plan or person */
	struct side v[SIDES];
	uint32_t n;
	day from, to;
	uint64_t among; /* tells conflicts apart that hold the same words */
};

struct conflicts {
	struct merge *m;
	struct map taken;
	struct buf out;
};

void side_add(struct conflict *c, str claim, uint32_t article, span at,
	      str rule);
/* place is lent until it is written. */
void side_put(struct conflict *c, str claim, const struct place *place);
bool side_has(const struct conflict *c, str claim);
/* Becomes an item of the record when it has two claims or more. */
void conflict_write(struct conflicts *all, const struct conflict *c);

/* The names with blanks between. */
str names_claim(const struct merge *m, const struct names *s);

/* conflict_plan.c */
void plan_conflicts(struct conflicts *all);
/* assess.c */
void assessment_conflicts(struct conflicts *all);
/* wording.c */
void wording_conflicts(struct conflicts *all);

#endif
