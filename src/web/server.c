/* server.c - libmicrohttpd on the loopback: requests in, answers out.
 *
 * Each request is checked (guard.c), its body read within ceilings, then the
 * function of its route writes an answer into memory. Readers take a store of
 * their own from a small pool; writers wait for one another. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>

#include "read/cues.h"
#include "read/sandbox.h"
#include "web/web_priv.h"

/* One request while its parts come in. */
struct call {
	struct arena *arena;
	const struct route *route;
	str path, arg;
	struct MHD_PostProcessor *post;
	struct form form;
	struct buf *values; /* as many as form.n */
	size_t got;
	time_t began;
	bool bad; /* more fields than allowed, or not a form */
};

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

str web_version(const struct web *w, struct arena *a)
{
	static const char *const tails[] = { "", "-wal" };
	struct stat st[2] = { 0 };

	for (size_t i = 0; i < COUNT(tails); i++) {
		str name = arena_printf(a, "%s%s", w->o->store, tails[i]);

		if (stat(name.p, &st[i]) < 0)
			st[i] = (struct stat){ 0 };
	}
	return arena_printf(a, "%llx.%lx.%llx-%llx.%lx.%llx",
			    (unsigned long long)st[0].st_mtim.tv_sec,
			    (unsigned long)st[0].st_mtim.tv_nsec,
			    (unsigned long long)st[0].st_size,
			    (unsigned long long)st[1].st_mtim.tv_sec,
			    (unsigned long)st[1].st_mtim.tv_nsec,
			    (unsigned long long)st[1].st_size);
}

static str header(struct MHD_Connection *c, const char *name)
{
	return str_of(MHD_lookup_connection_value(c, MHD_HEADER_KIND, name));
}

/* ---- the route */
static const struct route *find_route(struct call *k, str path,
				      const char *method)
{
	uint32_t n;
	const struct route *all = routes(&n);
	bool head = strcmp(method, "HEAD") == 0;

	for (uint32_t i = 0; i < n; i++) {
		str want = str_of(all[i].path);

		if (strcmp(head ? "GET" : method, all[i].method) != 0)
			continue;
		if (want.p[want.n - 1] == '*') {
			str stem = str_cut(want, 0, want.n - 1);
			str rest = str_cut(path, stem.n, path.n);

			if (!str_starts(path, stem) || !rest.n ||
			    memchr(rest.p, '/', rest.n))
				continue;
			k->arg = rest;
			return &all[i];
		}
		if (str_eq(path, want))
			return &all[i];
	}
	return NULL;
}

/* ---- answers */
static void add_headers(struct MHD_Response *m, const struct req *r)
{
	static const char *const fixed[][2] = {
		{ "Content-Security-Policy",
		  "default-src 'none'; style-src 'self'; script-src 'self'; "
		  "img-src 'self'; connect-src 'self'; form-action 'self'; "
		  "base-uri 'none'; frame-ancestors 'none'" },
		{ "X-Content-Type-Options", "nosniff" },
		{ "Referrer-Policy", "same-origin" },
		{ "Cross-Origin-Resource-Policy", "same-origin" },
		{ "Cross-Origin-Opener-Policy", "same-origin" },
		{ "X-Frame-Options", "DENY" },
	};

	for (size_t i = 0; i < COUNT(fixed); i++)
		MHD_add_response_header(m, fixed[i][0], fixed[i][1]);
	MHD_add_response_header(m, "Content-Type", r->type);
	MHD_add_response_header(
		m, "Cache-Control",
		str_starts(r->path, STR("/static/")) ? "no-cache" : "no-store");
	if (r->cookie.n)
		MHD_add_response_header(m, "Set-Cookie", r->cookie.p);
	if (r->unfinished)
		MHD_add_response_header(m, "Refresh", "1");
	if (r->location.n)
		MHD_add_response_header(m, "Location",
					arena_z(r->arena, r->location));
	if (r->download)
		MHD_add_response_header(m, "Content-Disposition", "attachment");
	if (r->lang_asked)
		MHD_add_response_header(
			m, "Set-Cookie",
			r->lang == LANG_JA
				? "keii_lang=ja; Path=/; SameSite=Strict"
				: "keii_lang=en; Path=/; SameSite=Strict");
}

static enum MHD_Result send_reply(struct MHD_Connection *c, struct req *r)
{
	struct buf *out = &r->h.out;
	struct MHD_Response *m;
	enum MHD_Result sent;

	if (buf_failed(out)) {
		buf_clear(out);
		out->failed = false;
		html_raw(&r->h, "the answer would be too large\n");
		r->status = 500;
		r->type = "text/plain; charset=utf-8";
	}
	/* the bytes now belong to the response */
	m = MHD_create_response_from_buffer(out->n, out->p,
					    MHD_RESPMEM_MUST_FREE);
	if (!m) {
		buf_release(out);
		return MHD_NO;
	}
	*out = (struct buf){ 0 };
	add_headers(m, r);
	sent = MHD_queue_response(c, r->status, m);
	MHD_destroy_response(m);
	return sent;
}

static enum lang pick_lang(struct req *r)
{
	str asked = str_of(MHD_lookup_connection_value(
		r->c, MHD_GET_ARGUMENT_KIND, "lang"));
	str cookie = str_of(MHD_lookup_connection_value(r->c, MHD_COOKIE_KIND,
							"keii_lang"));
	str accept = header(r->c, "Accept-Language");
	enum lang lang = lang_by_name(asked);

	r->lang_asked = lang != LANG_COUNT;
	if (lang == LANG_COUNT)
		lang = lang_by_name(cookie);
	if (lang == LANG_COUNT)
		lang = str_find(accept, STR("ja"), 0) <
				       str_find(accept, STR("en"), 0)
			       ? LANG_JA
			       : LANG_EN;
	return lang;
}

static void req_init(struct req *r, struct web *w, struct MHD_Connection *c,
		     struct arena *a)
{
	*r = (struct req){ .web = w,
			   .c = c,
			   .arena = a,
			   .status = 200,
			   .type = "text/html; charset=utf-8" };
	buf_init(&r->h.out, WEB_PAGE);
	map_init(&r->texts, a);
	r->lang = pick_lang(r);
}

static void req_done(struct req *r)
{
	for (uint32_t i = 0; i < r->n; i++)
		item_free(&r->v[i]);
	buf_release(&r->h.out);
	web_give_store(r->web, &r->store);
}

static void fault(struct req *r, const struct err *e)
{
	buf_clear(&r->h.out);
	r->status = 500;
	r->type = "text/html; charset=utf-8";
	page_begin(r, word(r, WORD_FAULT));
	html_raw(&r->h, "<h1>");
	put_word(r, WORD_FAULT);
	html_raw(&r->h, "</h1><p>");
	html_txt(&r->h, str_of(e->text));
	html_raw(&r->h, "</p>");
	page_end(r);
}

static enum MHD_Result refuse(struct web *w, struct MHD_Connection *c,
			      struct arena *a, unsigned status, enum word what)
{
	struct req r;
	enum MHD_Result sent;

	req_init(&r, w, c, a);
	r.lang_asked = false;
	page_error(&r, status, what);
	sent = send_reply(c, &r);
	req_done(&r);
	return sent;
}

static enum MHD_Result answer(struct web *w, struct MHD_Connection *c,
			      struct call *k)
{
	struct err e = ERR_INIT;
	enum MHD_Result sent;
	struct req r;

	req_init(&r, w, c, k->arena);
	r.path = k->path;
	r.arg = k->arg;
	r.form = k->route->writes ? &k->form : NULL;
	r.version = web_version(w, k->arena);
	guard_busy(w, c, true);
	r.store = web_take_store(w, &e);
	if (r.store)
		view_init(&r.view, k->arena, r.store, w->o->packs, r.lang);
	if (!r.store || k->route->run(&r, &e) < 0)
		fault(&r, &e);
	sent = send_reply(c, &r);
	req_done(&r);
	return sent;
}

/* ---- the body */
static enum MHD_Result on_field(void *cls, enum MHD_ValueKind kind,
				const char *key, const char *file,
				const char *type, const char *encoding,
				const char *data, uint64_t off, size_t size)
{
	struct call *k = cls;
	uint32_t i = k->form.n;

	(void)kind;
	(void)type;
	(void)encoding;
	if (off == 0) {
		if (i == WEB_FIELDS || !key) {
			k->bad = true;
			return MHD_NO;
		}
		*vec_add(k->arena, &k->form) = (struct field_value){
			.name = arena_str(k->arena, str_of(key)),
			.file = file ? arena_str(k->arena, str_of(file))
				     : STR_NONE,
		};
		buf_init(&k->values[i], WEB_FIELD);
	} else {
		i--;
	}
	if (i < WEB_FIELDS)
		buf_add(&k->values[i], (str){ data, size });
	return MHD_YES;
}

static enum MHD_Result body_part(struct call *k, const char *data, size_t *n)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	k->got += *n;
	if (k->got > WEB_BODY || t.tv_sec - k->began > WEB_REQUEST_SECONDS)
		return MHD_NO; /* ends the connection */
	if (!k->bad && MHD_post_process(k->post, data, *n) != MHD_YES)
		k->bad = true;
	*n = 0;
	return MHD_YES;
}

static enum MHD_Result body_end(struct web *w, struct MHD_Connection *c,
				struct call *k)
{
	bool known = false;

	if (MHD_destroy_post_processor(k->post) != MHD_YES)
		k->bad = true;
	k->post = NULL;
	for (uint32_t i = 0; i < k->form.n; i++) {
		k->form.v[i].value = buf_str(&k->values[i]);
		if (str_is(k->form.v[i].name, "token"))
			known = guard_token(w, k->form.v[i].value);
	}
	if (k->bad)
		return refuse(w, c, k->arena, 400, WORD_BAD_REQUEST);
	if (!known)
		return refuse(w, c, k->arena, 403, WORD_FORBIDDEN);
	return answer(w, c, k);
}

/* ---- requests */
/* Nonzero when an answer was given or the connection is to end. */
static int checked(struct web *w, struct MHD_Connection *c, struct call *k,
		   const char *url, const char *method, enum MHD_Result *out)
{
	str length = header(c, "Content-Length");
	bool post = strcmp(method, "POST") == 0;

	k->path = arena_str(k->arena, str_of(url));
	if (!guard_host(w, header(c, "Host"))) {
		*out = refuse(w, c, k->arena, 403, WORD_FORBIDDEN);
		return 1;
	}
	k->route = find_route(k, k->path, method);
	if (!k->route) {
		bool known = post || strcmp(method, "GET") == 0 ||
			     strcmp(method, "HEAD") == 0;

		*out = refuse(w, c, k->arena, known ? 404 : 405,
			      known ? WORD_NOT_FOUND : WORD_BAD_REQUEST);
		return 1;
	}
	if (!post)
		return 0;
	if (!guard_origin(w, header(c, "Origin"))) {
		*out = refuse(w, c, k->arena, 403, WORD_FORBIDDEN);
		return 1;
	}
	if (length.n && (str_to_long(length) < 0 ||
			 (size_t)str_to_long(length) > WEB_BODY)) {
		*out = refuse(w, c, k->arena, 413, WORD_TOO_LARGE);
		return 1;
	}
	k->post = MHD_create_post_processor(c, 16384, on_field, k);
	if (!k->post) {
		*out = refuse(w, c, k->arena, 415, WORD_BAD_REQUEST);
		return 1;
	}
	k->values = arena_many(k->arena, struct buf, WEB_FIELDS);
	return 0;
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *c,
				  const char *url, const char *method,
				  const char *version, const char *data,
				  size_t *n, void **ctx)
{
	struct web *w = cls;
	struct call *k = *ctx;
	enum MHD_Result out;
	struct timespec t;

	(void)version;
	if (!k) {
		k = xmalloc(sizeof(*k));
		clock_gettime(CLOCK_MONOTONIC, &t);
		*k = (struct call){ .arena = arena_new(), .began = t.tv_sec };
		*ctx = k;
		return checked(w, c, k, url, method, &out) ? out : MHD_YES;
	}
	if (*n) {
		if (k->post)
			return body_part(k, data, n);
		*n = 0; /* a GET's body is read and forgotten */
		return MHD_YES;
	}
	return k->post ? body_end(w, c, k) : answer(w, c, k);
}

static void on_completed(void *cls, struct MHD_Connection *c, void **ctx,
			 enum MHD_RequestTerminationCode why)
{
	struct call *k = *ctx;

	(void)why;
	if (!k)
		return;
	if (k->post)
		MHD_destroy_post_processor(k->post);
	for (uint32_t i = 0; i < k->form.n; i++)
		buf_release(&k->values[i]);
	arena_free(&k->arena);
	free(k);
	*ctx = NULL;
	guard_busy(cls, c, false);
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
		MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, on_request, w,
		MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&at,
		MHD_OPTION_THREAD_POOL_SIZE, WEB_THREADS,
		MHD_OPTION_CONNECTION_LIMIT, WEB_CONNECTIONS,
		MHD_OPTION_CONNECTION_TIMEOUT, WEB_IDLE_SECONDS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, WEB_MEMORY,
		MHD_OPTION_NOTIFY_COMPLETED, on_completed, w,
		MHD_OPTION_NOTIFY_CONNECTION, guard_notify, w, MHD_OPTION_END);
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
	struct timespec second = { .tv_sec = 1 };

	while (sigtimedwait(ends, NULL, &second) < 0)
		guard_sweep(w);
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
	if (first && guard_make_token(&w, e) == 0)
		d = start(&w, e);
	web_give_store(&w, &first);
	if (d) {
		if (o->ready)
			o->ready(o->ctx, w.port);
		wait_for_end(&w, &ends);
		MHD_stop_daemon(d);
		r = 0;
	}
out:
	slow_end(&w);
	while (w.n_idle)
		store_close(&w.idle[--w.n_idle]);
	desk_release(&w);
	arena_free(&w.perm);
	return r;
}
