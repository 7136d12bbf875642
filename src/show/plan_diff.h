/* plan_diff.h - two versions of a proposal, clause by clause.
 *
 * Clauses are compared by issue and party. What only one version is told to
 * hold is "added" or "dropped"; told: a source says that it changed, not only
 * that one page tells it and another does not. */
#ifndef KEII_SHOW_PLAN_DIFF_H
#define KEII_SHOW_PLAN_DIFF_H

#include "show/view.h"

struct clause_change {
	const char *how; /* "added", "dropped", "changed", "same" */
	bool told;
	str issue, party;
	const struct json_t *then, *now; /* clauses; NULL: none */
};

struct plan_diff {
	VEC_OF(struct clause_change);
	const struct json_t *edge; /* of the lineage, from then to now, or NULL
				    */
};

/* then, now: proposals, or NULL for none. Lends what lives in them. */
void plan_diff(struct arena *a, const struct json_t *then,
	       const struct json_t *now, struct plan_diff *out);
/* The words of a clause: its stance, else its source's. */
str clause_words(const struct json_t *clause);
/* A proposal by id, or by its number of points; *x NULL: there is none. The
 * caller frees it. */
int view_plan(struct view *v, str typed, struct json_t **x, struct err *e);

#endif
