/* moment.c - milliseconds since 1970 to ISO 8601 (UTC) and back. */
#include "store/moment.h"

#include <stdio.h>
#include <time.h>

#include "base/day.h"

#define DAY_MS 86400000LL

long long moment_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void moment_text(long long ms, char out[32])
{
	time_t seconds = (time_t)(ms / 1000);
	struct tm tm;
	size_t n;

	gmtime_r(&seconds, &tm);
	n = strftime(out, 32, "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(out + n, 32 - n, ".%03dZ", (int)(ms % 1000));
}

long long moment_parse(str text)
{
	char z[40] = "";
	int hour, minute, second, ms = 0;
	day date = day_parse(str_cut(text, 0, 10));

	if (date == DAY_NONE || text.n < 19 || text.n >= sizeof(z))
		return -1;
	memcpy(z, text.p, text.n);
	if (sscanf(z + 10, "T%2d:%2d:%2d.%3d", &hour, &minute, &second, &ms) <
	    3)
		return -1;
	return (long long)date * DAY_MS + hour * 3600000LL + minute * 60000LL +
	       second * 1000LL + ms;
}
