/* guard.c - who may ask.
 *
 * The page is for this machine's user. A foreign page in the same browser can
 * send requests here: the Host must be ours (a name that was rebound to
 * 127.0.0.1 is not), and what writes must come from our own page (Origin) and
 * bear the token that only our pages hold. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

#include "web/web_priv.h"

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool same_name(str a, str b)
{
	if (a.n != b.n || !a.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

/* The port stands there, or is the one that browsers leave out. */
static bool names_us(str s, const char *name, uint16_t port)
{
	char want[80];

	snprintf(want, sizeof(want), "%s:%u", name, (unsigned)port);
	return same_name(s, str_of(want)) ||
	       (port == 80 && same_name(s, str_of(name)));
}

/* The name under which a server in front is known, with its port if it was
 * given with one. */
static bool is_public(const struct web *w, str host)
{
	str name = str_of(w->o->host);

	return same_name(host, name) ||
	       (name.n && names_us(host, w->o->host, w->port));
}

bool guard_host(const struct web *w, str host)
{
	const struct web_options *o = w->o;

	if (is_public(w, host))
		return true;
	if (o->listen && names_us(host, o->listen, w->port))
		return true;
	return names_us(host, "127.0.0.1", w->port) ||
	       names_us(host, "localhost", w->port);
}

bool guard_origin(const struct web *w, str origin)
{
	if (str_starts(origin, STR("https://")))
		return is_public(w, str_cut(origin, 8, origin.n));
	return str_starts(origin, STR("http://")) &&
	       guard_host(w, str_cut(origin, 7, origin.n));
}

bool guard_same(str given, str secret)
{
	unsigned differs = given.n != secret.n || !secret.n;

	for (size_t i = 0; i < secret.n && i < given.n; i++)
		differs |=
			(unsigned char)given.p[i] ^ (unsigned char)secret.p[i];
	return !differs;
}

bool guard_token(const struct web *w, str token)
{
	return guard_same(token, str_of(w->token));
}

static int make_secret(char *out, struct err *e)
{
	unsigned char raw[16];
	ssize_t n;

	do
		n = getrandom(raw, sizeof(raw), 0);
	while (n < 0 && errno == EINTR);
	if (n != (ssize_t)sizeof(raw))
		return err_errno(e, "random numbers");
	for (size_t i = 0; i < sizeof(raw); i++)
		snprintf(out + 2 * i, 3, "%02x", raw[i]);
	return 0;
}

int guard_make_token(struct web *w, struct err *e)
{
	return make_secret(w->token, e) < 0 ? -1 : make_secret(w->session, e);
}
