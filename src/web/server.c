/* server.c - libmicrohttpd on the loopback: requests in, answers out.
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
static struct MHD_Daemon *start(struct web *w, struct err *e)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_port = htons(w->o->port) };
	const union MHD_DaemonInfo *info;
	struct MHD_Daemon *d;

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	d = MHD_start_daemon(
		MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0,
		NULL, NULL, call_request, w, MHD_OPTION_SOCK_ADDR,
		(struct sockaddr *)&at, MHD_OPTION_THREAD_POOL_SIZE,
		WEB_THREADS, MHD_OPTION_CONNECTION_LIMIT, conn_limit(w),
		MHD_OPTION_CONNECTION_TIMEOUT, WEB_IDLE_SECONDS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, WEB_MEMORY,
		MHD_OPTION_NOTIFY_COMPLETED, call_completed, w,
		MHD_OPTION_NOTIFY_CONNECTION, conn_notify, w, MHD_OPTION_END);
	if (!d) {
		err_errno(e, "listening on 127.0.0.1");
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
		w.sandbox = sandbox_reading(w.cues);
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
