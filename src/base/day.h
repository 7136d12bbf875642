/* day.h - civil dates as day numbers (proleptic Gregorian, 0 = 1970-01-01).
 *
 * Algorithms: days_from_civil / civil_from_days of H. Hinnant, "chrono-
 * Compatible Low-Level Date Algorithms" (formulas; code is ours). */
#ifndef KEII_BASE_DAY_H
#define KEII_BASE_DAY_H

#include "base/arena.h"
#include "base/str.h"

typedef int32_t day;

#define DAY_NONE INT32_MIN /* open or unknown */

struct civil {
	int y, m, d; /* m 1..12, d 1..31 */
};

day day_of(int y, int m, int d);
struct civil day_civil(day when);
int day_weekday(day when); /* 0 = Sunday .. 6 = Saturday */
int days_in_month(int y, int m);
bool day_is_valid(int y, int m, int d);
/* "2025-02-12" from the first ten bytes, or DAY_NONE. */
day day_parse(str s);
/* ISO 8601; STR_NONE for DAY_NONE. */
str day_text(struct arena *a, day when);

#endif
