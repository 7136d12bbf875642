/* conn.c - connections: how many at a time, and for how long.
 *
 * Each stands in one list, the one touched last in front. When there are more
 * than the ceiling the one behind is let go: who opens thousands and asks
 * nothing holds nothing, and who asks now is answered. Once a second a sweep
 * ends requests that trickle in, and answers that trickle out, however often a
 * byte goes. */
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

#include "web/web_priv.h"

struct conn {
	struct conn *before, *after;
	int fd;
	time_t since;
	enum conn_state state;
	bool ended; /* told to go; the library takes it off the list */
};

static time_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

#define BYE "Connection: close\r\nContent-Length: 0\r\n\r\n"
static const char crowded[] = "HTTP/1.1 503 Service Unavailable\r\n"
			      "Retry-After: 1\r\n" BYE;
static const char too_slow[] = "HTTP/1.1 408 Request Timeout\r\n" BYE;

/* ---- the list; all with w->guard held */
static void unlink_conn(struct conns *l, struct conn *x)
{
	*(x->before ? &x->before->after : &l->first) = x->after;
	*(x->after ? &x->after->before : &l->last) = x->before;
	x->before = x->after = NULL;
}

static void put_first(struct conns *l, struct conn *x)
{
	x->after = l->first;
	*(x->after ? &x->after->before : &l->last) = x;
	l->first = x;
}

static void let_go(struct conns *l, struct conn *x, const char *sorry)
{
	/* nothing was asked: no answer can be on its way */
	if (x->state == CONN_FRESH)
		send(x->fd, sorry, strlen(sorry), MSG_DONTWAIT | MSG_NOSIGNAL);
	shutdown(x->fd, SHUT_RDWR);
	x->ended = true;
	l->n--;
}

/* Those that asked nothing go first, then those whose request is not whole,
 * then those we hold open; what is being answered stays. */
static void make_room(struct conns *l)
{
	for (enum conn_state most = CONN_FRESH; most < CONN_BUSY; most++)
		for (struct conn *x = l->last; x && l->n > l->most;
		     x = x->before)
			if (!x->ended && x->state <= most && x != l->first)
				let_go(l, x, crowded);
}

static void begin(struct web *w, struct MHD_Connection *c, void **ctx)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
	struct conn *x = xmalloc(sizeof(*x));

	*x = (struct conn){ .fd = info ? info->connect_fd : -1,
			    .since = now(),
			    .state = CONN_FRESH };
	pthread_mutex_lock(&w->guard);
	put_first(&w->conns, x);
	w->conns.n++;
	if (w->conns.n > w->conns.most)
		make_room(&w->conns);
	pthread_mutex_unlock(&w->guard);
	*ctx = x;
}

static void end(struct web *w, void **ctx)
{
	struct conn *x = *ctx;

	if (!x)
		return;
	pthread_mutex_lock(&w->guard);
	unlink_conn(&w->conns, x);
	if (!x->ended)
		w->conns.n--;
	pthread_mutex_unlock(&w->guard);
	free(x);
	*ctx = NULL;
}

/* Told before the socket is closed: its number still means this connection. */
void conn_notify(void *ctx, struct MHD_Connection *c, void **socket_ctx,
		 enum MHD_ConnectionNotificationCode code)
{
	if (code == MHD_CONNECTION_NOTIFY_STARTED)
		begin(ctx, c, socket_ctx);
	else
		end(ctx, socket_ctx);
}

void conn_is(struct web *w, struct MHD_Connection *c, enum conn_state state)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	struct conn *x = info ? info->socket_context : NULL;

	if (!x)
		return;
	pthread_mutex_lock(&w->guard);
	x->state = state;
	x->since = now();
	unlink_conn(&w->conns, x);
	put_first(&w->conns, x);
	pthread_mutex_unlock(&w->guard);
}

void conn_sweep(struct web *w)
{
	time_t asking = now() - WEB_REQUEST_SECONDS;
	time_t answering = now() - WEB_ANSWER_SECONDS;

	pthread_mutex_lock(&w->guard);
	for (struct conn *x = w->conns.first; x; x = x->after) {
		bool late = x->state == CONN_BUSY ? x->since < answering
						  : x->since < asking;

		if (late && !x->ended && x->state != CONN_HELD && x->fd >= 0)
			let_go(&w->conns, x, too_slow);
	}
	pthread_mutex_unlock(&w->guard);
}

uint32_t conn_limit(struct web *w)
{
	struct rlimit files;
	uint32_t most = WEB_CONNECTIONS, room;

	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		files.rlim_cur = files.rlim_max;
		setrlimit(RLIMIT_NOFILE, &files);
		getrlimit(RLIMIT_NOFILE, &files);
		room = files.rlim_cur > 1u << 20 ? 1u << 20
						 : (uint32_t)files.rlim_cur;
		room = room > WEB_FILES ? room - WEB_FILES : 1;
		if (most + WEB_LEAVING > room)
			most = room > 2 * WEB_LEAVING ? room - WEB_LEAVING
						      : (room + 1) / 2;
	}
	w->conns.most = most;
	return most + WEB_LEAVING;
}
