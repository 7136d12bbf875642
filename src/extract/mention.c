/* mention.c - names of the enums, as SCHEMA writes them; finding in lists. */
#include "extract/mention.h"

#define NAME_OF(table, i)                                                      \
	kassert((size_t)(i) < COUNT(table));                                   \
	return str_of(table[i])

str time_type_name(enum time_type t)
{
	static const char *const names[] = { "DATE", "TIME", "DURATION",
					     "SET" };

	NAME_OF(names, t);
}

str precision_name(enum precision p)
{
	static const char *const names[] = {
		NULL,	 "decade", "year", "half", "quarter", "season",
		"month", "part",   "week", "day",  "hour",    "minute",
	};

	NAME_OF(names, p);
}

str actor_kind_name(enum actor_kind k)
{
	static const char *const names[] = {
		"person", "state", "government", "organisation", "group",
		"bloc",	  "place", "compound",	 "organisation",
	};

	NAME_OF(names, k);
}

str status_name(enum status s)
{
	static const char *const names[] = {
		"held",	     "ongoing",	  "planned", "proposed",
		"cancelled", "postponed", "denied",  "hypothetical",
	};

	NAME_OF(names, s);
}

str part_role_name(enum part_role r)
{
	static const char *const names[] = { "source", "target", "mediator",
					     "host", "participant" };

	NAME_OF(names, r);
}

str form_name(enum statement_form f)
{
	static const char *const names[] = { "direct", "fragment", "indirect" };

	NAME_OF(names, f);
}

uint32_t times_from(const struct mentions *m, uint32_t byte)
{
	uint32_t low = 0, high = m->times.n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (m->times.v[mid].at.from < byte)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}
