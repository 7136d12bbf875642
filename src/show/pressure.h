/* pressure.h - pressure and inducement: what one side does to move another.
 *
 * A view of entries (sanctions, threats, deadlines, aid and its cut, releases
 * …) and of positions that threaten or make a condition; nothing is stored for
 * it. A position that rests on the words of such an entry only lends it its
 * issue. The commands and the web page are written on this. */
#ifndef KEII_SHOW_PRESSURE_H
#define KEII_SHOW_PRESSURE_H

#include "show/view.h"

struct codes {
	VEC_OF(str);
};

/* What it lends lives in the view's arena, x until the callback returns. */
struct measure {
	const struct json_t *x; /* an entry or a position */
	str id, kind;
	bool inducement;     /* else pressure */
	struct codes by, on; /* parties; empty: not told */
	struct codes issues;
};

typedef int measure_fn(void *ctx, const struct measure *m, struct err *e);

/* In order of date (undated last), then id. f's layer and most don't count;
 * f->kind is a kind of measure, "pressure" or "inducement". */
int view_pressure(struct view *v, const struct view_filter *f, measure_fn *fn,
		  void *ctx, uint32_t *n, struct err *e);

#endif
