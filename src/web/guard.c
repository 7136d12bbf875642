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

static bool names_us(str s, const char *name, uint16_t port)
{
	char want[32];

	snprintf(want, sizeof(want), "%s:%u", name, (unsigned)port);
	return str_is(s, want) || (port == 80 && str_is(s, name));
}

bool guard_host(const struct web *w, str host)
{
	return names_us(host, "127.0.0.1", w->port) ||
	       names_us(host, "localhost", w->port);
}

bool guard_origin(const struct web *w, str origin)
{
	return str_starts(origin, STR("http://")) &&
	       guard_host(w, str_cut(origin, 7, origin.n));
}

/* In the same time whatever differs. */
bool guard_token(const struct web *w, str token)
{
	size_t n = sizeof(w->token) - 1;
	unsigned differs = token.n != n;

	for (size_t i = 0; i < n && i < token.n; i++)
		differs |=
			(unsigned char)token.p[i] ^ (unsigned char)w->token[i];
	return !differs;
}

int guard_make_token(struct web *w, struct err *e)
{
	unsigned char raw[16];
	ssize_t n;

	do
		n = getrandom(raw, sizeof(raw), 0);
	while (n < 0 && errno == EINTR);
	if (n != (ssize_t)sizeof(raw))
		return err_errno(e, "random numbers");
	for (size_t i = 0; i < sizeof(raw); i++)
		snprintf(w->token + 2 * i, 3, "%02x", raw[i]);
	return 0;
}
