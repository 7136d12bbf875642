/* changes.h - the record now beside what it was. */
#ifndef KEII_SHOW_CHANGES_H
#define KEII_SHOW_CHANGES_H

#include "merge/merge.h"
#include "show/out.h"
#include "show/view.h"

/* As text by kinds of change, or as JSON lines {change, id, title, was, is,
 * articles}; the kinds stand in docs/OUTPUT.md. *n: how many. 0, or -1. */
int show_changes(struct view *v, const struct record *before, bool json,
		 struct out *o, uint32_t *n, struct err *e);

#endif
