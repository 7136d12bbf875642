/* pairs.h - pairs of entries that may be one event, for a person to judge. */
#ifndef KEII_SHOW_PAIRS_H
#define KEII_SHOW_PAIRS_H

#include "show/view.h"

struct pair {
	str a, b; /* ids, in order */
	str why;
	str words[2];	      /* date and label of each */
	long long importance; /* of both together */
};
struct pairs {
	VEC_OF(struct pair);
};

/* Those first whose two entries weigh most. In the view's arena; 0, or -1. */
int pairs_find(struct view *v, struct pairs *out, struct err *e);

#endif
