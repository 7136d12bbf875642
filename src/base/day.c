/* day.c - civil dates as day numbers. */
#include "base/day.h"

day day_of(int y, int m, int d)
{
	int era, yoe, doy, doe;

	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

struct civil day_civil(day z)
{
	int era, doe, yoe, doy, mp;
	struct civil c;

	z += 719468;
	era = (z >= 0 ? z : z - 146096) / 146097;
	doe = z - era * 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	c.d = doy - (153 * mp + 2) / 5 + 1;
	c.m = mp < 10 ? mp + 3 : mp - 9;
	c.y = yoe + era * 400 + (c.m <= 2);
	return c;
}

int day_weekday(day when)
{
	return ((when % 7) + 4 + 7) % 7;
}

int days_in_month(int y, int m)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };

	if (m == 2 && (y % 4 == 0) && (y % 100 != 0 || y % 400 == 0))
		return 29;
	return m >= 1 && m <= 12 ? days[m - 1] : 0;
}

bool day_is_valid(int y, int m, int d)
{
	return y >= 1 && y <= 9999 && m >= 1 && m <= 12 && d >= 1 &&
	       d <= days_in_month(y, m);
}

day day_parse(str s)
{
	long y, m, d;

	if (s.n < 10 || s.p[4] != '-' || s.p[7] != '-')
		return DAY_NONE;
	y = str_to_long(str_cut(s, 0, 4));
	m = str_to_long(str_cut(s, 5, 7));
	d = str_to_long(str_cut(s, 8, 10));
	if (y < 0 || m < 0 || d < 0 || !day_is_valid((int)y, (int)m, (int)d))
		return DAY_NONE;
	return day_of((int)y, (int)m, (int)d);
}

static void put_digits(char *out, int two)
{
	out[0] = (char)('0' + two / 10);
	out[1] = (char)('0' + two % 10);
}

str day_text(struct arena *a, day when)
{
	struct civil c;
	char *out;

	if (when == DAY_NONE)
		return STR_NONE;
	c = day_civil(when);
	if (c.y < 0 || c.y > 9999)
		return arena_printf(a, "%04d-%02d-%02d", c.y, c.m, c.d);
	/* by hand: lists have tens of thousands */
	out = arena_alloc(a, sizeof("yyyy-mm-dd"));
	put_digits(out, c.y / 100);
	put_digits(out + 2, c.y % 100);
	out[4] = out[7] = '-';
	put_digits(out + 5, c.m);
	put_digits(out + 8, c.d);
	return (str){ out, 10 };
}
