/* server.c - libmicrohttpd on the loopback, unless told otherwise.
 *
 * Connections are counted and timed by conn.c, requests read by call.c,
 * answers sent by reply.c. Readers take a store of their own from a small pool;
 * what writes is done by worker.c, one after another. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "read/cues.h"
#include "read/sandbox.h"
#include "web/web_priv.h"

struct store *web_take_store(struct web *w, struct err *e)
{
	struct store *s = NULL;

	pthread_mutex_lock(&w->lock);
	if (w->n_idle)
		s = w->idle[--w->n_idle];
	pthread_mutex_unlock(&w->lock);
	return s ? s : store_open(w->o->store, STORE_READ, e);
}

void web_give_store(struct web *w, struct store **s)
{
	if (!*s)
		return;
	pthread_mutex_lock(&w->lock);
	if (w->n_idle < WEB_STORES) {
		w->idle[w->n_idle++] = *s;
		*s = NULL;
	}
	pthread_mutex_unlock(&w->lock);
	store_close(s);
}

str web_version(struct web *w, struct arena *a)
{
	struct err e = ERR_INIT;
	struct store *s = web_take_store(w, &e);
	str version = STR("");

	if (s && store_moment(s, a, &version, &e) < 0)
		store_close(&s); /* what it is now is not what it was */
	web_give_store(w, &s);
	return version;
}

/* ---- the whole */
union address {
	struct sockaddr any;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

/* listen: as in web_options. */
static bool parse_address(const char *listen, union address *at)
{
	str s = str_of(listen);
	char text[INET6_ADDRSTRLEN];

	*at = (union address){ 0 };
	if (!listen) {
		at->v4.sin_family = AF_INET;
		at->v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
		return true;
	}
	if (inet_pton(AF_INET, listen, &at->v4.sin_addr) == 1) {
		at->v4.sin_family = AF_INET;
		return true;
	}
	if (s.n < 3 || s.n - 2 >= sizeof(text) || s.p[0] != '[' ||
	    s.p[s.n - 1] != ']')
		return false;
	memcpy(text, s.p + 1, s.n - 2);
	text[s.n - 2] = 0;
	at->v6.sin6_family = AF_INET6;
	return inet_pton(AF_INET6, text, &at->v6.sin6_addr) == 1;
}

bool web_is_foreign(const struct web_options *o)
{
	union address at;

	if (o->host || !parse_address(o->listen, &at))
		return true;
	if (at.any.sa_family == AF_INET)
		return ntohl(at.v4.sin_addr.s_addr) >> 24 != 127;
	return !IN6_IS_ADDR_LOOPBACK(&at.v6.sin6_addr);
}

static struct MHD_Daemon *start(struct web *w, struct err *e)
{
	unsigned flags =
		MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME;
	const union MHD_DaemonInfo *info;
	struct MHD_Daemon *d;
	union address at;

	kassert(!web_is_foreign(w->o) || w->o->key);
	if (!parse_address(w->o->listen, &at)) {
		err_set(e, ERR_USAGE, "%s is no address", w->o->listen);
		return NULL;
	}
	if (at.any.sa_family == AF_INET6) {
		flags |= MHD_USE_IPv6;
		at.v6.sin6_port = htons(w->o->port);
	} else {
		at.v4.sin_port = htons(w->o->port);
	}
	d = MHD_start_daemon(
		flags, 0, NULL, NULL, call_request, w, MHD_OPTION_SOCK_ADDR,
		&at.any, MHD_OPTION_THREAD_POOL_SIZE, WEB_THREADS,
		MHD_OPTION_CONNECTION_LIMIT, conn_limit(w),
		MHD_OPTION_CONNECTION_TIMEOUT, WEB_IDLE_SECONDS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, WEB_MEMORY,
		MHD_OPTION_NOTIFY_COMPLETED, call_completed, w,
		MHD_OPTION_NOTIFY_CONNECTION, conn_notify, w, MHD_OPTION_END);
	if (!d) {
		err_errno(e, "listening");
		err_in(e, "%s", w->o->listen ? w->o->listen : "127.0.0.1");
		return NULL;
	}
	info = MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT);
	w->port = info && info->port ? info->port : w->o->port;
	return d;
}

static void wait_for_end(struct web *w, const sigset_t *ends)
{
	struct timespec wait = { .tv_sec = 1 };
	uint32_t quarters = 0;

	while (sigtimedwait(ends, NULL, &wait) < 0) {
		bool live = live_look(w);

		wait = live ? (struct timespec){ .tv_nsec = 250000000 }
			    : (struct timespec){ .tv_sec = 1 };
		if (!live || ++quarters % 4 == 0)
			conn_sweep(w);
	}
}

int web_serve(const struct web_options *o, struct err *e)
{
	struct web w = { .o = o, .perm = arena_new() };
	struct MHD_Daemon *d = NULL;
	struct store *first;
	sigset_t ends;
	int r = -1;

	if (libmhd_open(e) < 0)
		return -1;
	pthread_mutex_init(&w.lock, NULL);
	pthread_mutex_init(&w.writing, NULL);
	pthread_mutex_init(&w.guard, NULL);
	live_begin(&w);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a limit on files is a full disk */
	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &ends, NULL);
	w.cues = cues_in(w.perm, o->packs);
	if (o->sandboxed) { /* before threads begin */
		w.nest = nest_new();
		w.sandbox = sandbox_reading(w.nest, w.cues);
		if (sandbox_start(w.sandbox, e) < 0)
			goto out;
	}
	first = web_take_store(&w, e);
	if (first && guard_make_token(&w, e) == 0 && worker_start(&w, e) == 0)
		d = start(&w, e);
	web_give_store(&w, &first);
	if (d) {
		if (o->ready)
			o->ready(o->ctx, w.port);
		wait_for_end(&w, &ends);
		worker_end(&w);
		live_end(&w);
		MHD_stop_daemon(d);
		r = 0;
	}
out:
	slow_end(&w);
	worker_end(&w);
	while (w.n_idle)
		store_close(&w.idle[--w.n_idle]);
	desk_release(&w);
	arena_free(&w.perm);
	return r;
}
