/* changes.h - the record now beside what it was. */
#ifndef KEII_SHOW_CHANGES_H
#define KEII_SHOW_CHANGES_H

#include "merge/merge.h"
#include "show/out.h"
#include "show/view.h"

struct changed {
	const char *what;   /* docs/OUTPUT.md has all */
	str id, when, line; /* of the item as it is now; gone: as it was */
	str was, is;	    /* of one attribute */
	const str *news;    /* articles that tell it now and did not */
	uint32_t n_news;
};
struct changed_list {
	VEC_OF(struct changed);
};

/* By kinds of change, in the view's arena. 0, or -1. */
int changes_find(struct view *v, const struct record *before,
		 struct changed_list *out, struct err *e);
/* As text by kinds of change, or as JSON lines {change, id, title, was, is,
 * articles}; the kinds stand in docs/OUTPUT.md. *n: how many. 0, or -1. */
int show_changes(struct view *v, const struct record *before, bool json,
		 struct out *o, uint32_t *n, struct err *e);

#endif
