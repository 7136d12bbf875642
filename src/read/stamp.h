/* stamp.h - the publication date as page lines tell it. */
#ifndef KEII_READ_STAMP_H
#define KEII_READ_STAMP_H

#include "base/arena.h"

struct stamp {
	span at; /* in the line, with its time and zone */
	int y, m, d;
	int hour, minute; /* -1 = not told */
	const char *zone; /* "+09:00", "Z", or "" when not told */
};

/* The first date with year, month and day at or after from. */
bool stamp_find(str line, size_t from, struct stamp *out);
/* The time of the date o, which ends at *end: it may follow, after a weekday,
 * or stand before it, not before `from`; moves *end or o->at.from. */
void stamp_time(str line, size_t from, size_t *end, struct stamp *o);
/* 2025-02-13, 2025-02-13T03:59, 2025-02-13T03:59+09:00 */
str stamp_text(struct arena *a, const struct stamp *s);
/* An ISO 8601 date as machines write it, cut to minutes; STR_NONE when none. */
str stamp_from_iso(struct arena *a, str s);

#endif
