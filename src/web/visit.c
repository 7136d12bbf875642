/* visit.c - when the reader's last visit ended.
 *
 * A cookie holds two moments: the end of the visit before this one, and of the
 * page last asked for. Half an hour without a page ends a visit. Nothing is
 * kept on the server; pages fetched by script to show a change are no visit. */
#include <sys/stat.h>
#include <time.h>

#include "web/web_priv.h"

#define SILENCE 1800
#define A_YEAR "31536000"

/* Cookies don't tell ports apart: the store does. */
static str name_of_cookie(struct req *r)
{
	struct stat st = { 0 };

	if (stat(r->web->o->store, &st) < 0)
		return arena_printf(r->arena, "keii_visit_%llx",
				    (unsigned long long)str_hash(store_label(
					    r->arena, r->web->o->store)));
	return arena_printf(r->arena, "keii_visit_%llx_%llx",
			    (unsigned long long)st.st_dev,
			    (unsigned long long)st.st_ino);
}

static long long number(str s)
{
	long n = str_to_long(s);

	return n > 0 ? n : 0;
}

void visit_read(struct req *r)
{
	str name, value, rest;
	long long now = (long long)time(NULL), before, last;

	if (!r->c || r->cookie.n)
		return;
	name = name_of_cookie(r);
	value = rest = str_of(
		MHD_lookup_connection_value(r->c, MHD_COOKIE_KIND, name.p));
	before = number(str_token(&rest, '-'));
	last = number(rest);
	if (!value.n || last > now || before > now)
		before = last = 0;
	if (last && now - last > SILENCE)
		before = last;
	r->visit = before;
	if (MHD_lookup_connection_value(r->c, MHD_HEADER_KIND, "X-Keii-Live"))
		return;
	r->cookie = arena_printf(r->arena,
				 "%s=%lld-%lld; Path=/; SameSite=Strict; "
				 "HttpOnly; Max-Age=" A_YEAR,
				 name.p, before, now);
}
