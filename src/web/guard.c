/* guard.c - who may ask, and how long it may take.
 *
 * The page is for this machine's user. A foreign page in the same browser can
 * send requests here: the Host must be ours (a name that was rebound to
 * 127.0.0.1 is not), and what writes must come from our own page (Origin) and
 * bear the token that only our pages hold. Requests that trickle in are ended
 * after a time, however often a byte comes. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <time.h>

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

/* ---- time */
struct conn {
	struct conn *before, *after;
	int fd;
	time_t since;
	bool busy; /* being answered */
};

static time_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

static void begin(struct web *w, struct MHD_Connection *c, void **ctx)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
	struct conn *x = xmalloc(sizeof(*x));

	*x = (struct conn){ .fd = info ? info->connect_fd : -1,
			    .since = now() };
	pthread_mutex_lock(&w->guard);
	x->after = w->conns;
	if (x->after)
		x->after->before = x;
	w->conns = x;
	pthread_mutex_unlock(&w->guard);
	*ctx = x;
}

static void end(struct web *w, void **ctx)
{
	struct conn *x = *ctx;

	if (!x)
		return;
	pthread_mutex_lock(&w->guard);
	if (x->before)
		x->before->after = x->after;
	else
		w->conns = x->after;
	if (x->after)
		x->after->before = x->before;
	pthread_mutex_unlock(&w->guard);
	free(x);
	*ctx = NULL;
}

/* Told before the socket is closed: its number still means this connection. */
void guard_notify(void *ctx, struct MHD_Connection *c, void **socket_ctx,
		  enum MHD_ConnectionNotificationCode code)
{
	if (code == MHD_CONNECTION_NOTIFY_STARTED)
		begin(ctx, c, socket_ctx);
	else
		end(ctx, socket_ctx);
}

void guard_busy(struct web *w, struct MHD_Connection *c, bool busy)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	struct conn *x = info ? info->socket_context : NULL;

	if (!x)
		return;
	pthread_mutex_lock(&w->guard);
	x->busy = busy;
	x->since = now();
	pthread_mutex_unlock(&w->guard);
}

void guard_sweep(struct web *w)
{
	time_t limit = now() - WEB_REQUEST_SECONDS;

	pthread_mutex_lock(&w->guard);
	for (struct conn *x = w->conns; x; x = x->after)
		if (!x->busy && x->since < limit && x->fd >= 0)
			shutdown(x->fd, SHUT_RDWR);
	pthread_mutex_unlock(&w->guard);
}
