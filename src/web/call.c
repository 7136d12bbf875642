/* call.c - one request, from its first line to its last byte.
 *
 * Each is checked (guard.c), its body read within ceilings, then the function
 * of its route writes an answer into memory: at once for what reads, in the
 * worker's thread for what writes. */
#include <stdlib.h>
#include <time.h>

#include "web/web_priv.h"

struct call {
	struct arena *arena;
	struct MHD_Connection *c;
	const struct route *route;
	str path, arg;
	struct MHD_PostProcessor *post;
	struct form form;
	struct buf *values; /* as many as form.n */
	struct req *done;   /* answered by the worker */
	size_t got, most;
	size_t charged; /* of what all requests may hold together */
	time_t began;
	bool bad;     /* more fields than allowed, or not a form */
	bool crowded; /* all requests hold too much already */
};

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

static enum MHD_Result refuse(struct web *w, struct call *k, unsigned status,
			      enum word what)
{
	struct req r;
	enum MHD_Result sent;

	reply_begin(&r, w, k->c, k->arena);
	r.path = k->path;
	r.lang_asked = false;
	r.bare = !login_known(w, k->c);
	page_error(&r, status, what);
	sent = reply_send(&r, &k->charged);
	reply_end(&r);
	return sent;
}

static void run(struct web *w, struct call *k, struct req *r)
{
	struct err e = ERR_INIT;

	reply_begin(r, w, k->c, k->arena);
	r->path = k->path;
	r->arg = k->arg;
	r->form = k->route->writes ? &k->form : NULL;
	r->version = web_version(w, k->arena);
	r->store = web_take_store(w, &e);
	if (r->store)
		view_init(&r->view, k->arena, r->store, w->o->packs, r->lang);
	if (!r->store || k->route->run(r, &e) < 0)
		reply_fault(r, &e);
}

static enum MHD_Result answer(struct web *w, struct call *k)
{
	enum MHD_Result sent;
	struct req r;

	conn_is(w, k->c, CONN_BUSY);
	run(w, k, &r);
	sent = reply_send(&r, &k->charged);
	reply_end(&r);
	return sent;
}

/* ---- by the worker */
struct MHD_Connection *call_work(struct web *w, struct call *k)
{
	k->done = arena_one(k->arena, struct req);
	run(w, k, k->done);
	return k->c;
}

static enum MHD_Result set_aside(struct web *w, struct call *k)
{
	conn_is(w, k->c, CONN_HELD);
	return worker_take(w, k, k->c) ? MHD_YES : refuse(w, k, 503, WORD_BUSY);
}

static enum MHD_Result taken_up(struct web *w, struct call *k)
{
	enum MHD_Result sent;

	conn_is(w, k->c, CONN_BUSY);
	sent = reply_send(k->done, &k->charged);
	reply_end(k->done);
	k->done = NULL;
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

static void drop_values(struct call *k)
{
	for (uint32_t i = 0; i < k->form.n; i++)
		buf_release(&k->values[i]);
	k->form.n = 0;
}

static enum MHD_Result body_part(struct web *w, struct call *k,
				 const char *data, size_t *n)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	k->got += *n;
	if (k->got > k->most || t.tv_sec - k->began > WEB_REQUEST_SECONDS)
		return MHD_NO; /* ends the connection */
	if (!k->crowded && !reply_charge(w, &k->charged, *n)) {
		k->crowded = true;
		drop_values(k);
		reply_discharge(w, &k->charged);
	}
	if (!k->bad && !k->crowded &&
	    MHD_post_process(k->post, data, *n) != MHD_YES)
		k->bad = true;
	*n = 0;
	return MHD_YES;
}

static enum MHD_Result body_end(struct web *w, struct call *k)
{
	bool known = k->route->run == post_login; /* who has no page yet */

	if (MHD_destroy_post_processor(k->post) != MHD_YES)
		k->bad = true;
	k->post = NULL;
	if (k->crowded)
		return refuse(w, k, 503, WORD_BUSY);
	for (uint32_t i = 0; i < k->form.n; i++) {
		k->form.v[i].value = buf_str(&k->values[i]);
		if (str_is(k->form.v[i].name, "token"))
			known = guard_token(w, k->form.v[i].value);
	}
	if (k->bad)
		return refuse(w, k, 400, WORD_BAD_REQUEST);
	if (!known)
		return refuse(w, k, 403, WORD_FORBIDDEN);
	return k->route->run == post_login ? answer(w, k) : set_aside(w, k);
}

/* ---- requests */
/* A program is told so, a browser led to where the key is asked for. */
static enum MHD_Result refuse_stranger(struct web *w, struct call *k, bool post)
{
	enum MHD_Result sent;
	struct req r;

	if (post || !str_has(header(k->c, "Accept"), STR("text/html")))
		return refuse(w, k, 401, WORD_NEEDS_KEY);
	reply_begin(&r, w, k->c, k->arena);
	r.path = k->path;
	r.lang_asked = false;
	r.status = 303;
	r.location = STR("/login");
	r.type = "text/plain; charset=utf-8";
	sent = reply_send(&r, &k->charged);
	reply_end(&r);
	return sent;
}

/* Nonzero when an answer was given or the connection is to end. */
static int checked(struct web *w, struct call *k, const char *url,
		   const char *method, enum MHD_Result *out)
{
	struct MHD_Connection *c = k->c;
	str length = header(c, "Content-Length");
	bool post = strcmp(method, "POST") == 0;

	k->path = arena_str(k->arena, str_of(url));
	if (!guard_host(w, header(c, "Host"))) {
		*out = refuse(w, k, 403, WORD_FORBIDDEN);
		return 1;
	}
	if (!login_open(k->path) && !login_known(w, c)) {
		*out = refuse_stranger(w, k, post);
		return 1;
	}
	k->route = find_route(k, k->path, method);
	if (!k->route) {
		bool known = post || strcmp(method, "GET") == 0 ||
			     strcmp(method, "HEAD") == 0;

		*out = refuse(w, k, known ? 404 : 405,
			      known ? WORD_NOT_FOUND : WORD_BAD_REQUEST);
		return 1;
	}
	if (!post)
		return 0;
	if (!guard_origin(w, header(c, "Origin"))) {
		*out = refuse(w, k, 403, WORD_FORBIDDEN);
		return 1;
	}
	k->most = k->route->run == post_login ? WEB_KEY_BODY : WEB_BODY;
	if (length.n && (str_to_long(length) < 0 ||
			 (size_t)str_to_long(length) > k->most)) {
		*out = refuse(w, k, 413, WORD_TOO_LARGE);
		return 1;
	}
	k->post = MHD_create_post_processor(c, 16384, on_field, k);
	if (!k->post) {
		*out = refuse(w, k, 415, WORD_BAD_REQUEST);
		return 1;
	}
	k->values = arena_many(k->arena, struct buf, WEB_FIELDS);
	return 0;
}

enum MHD_Result call_request(void *cls, struct MHD_Connection *c,
			     const char *url, const char *method,
			     const char *version, const char *data, size_t *n,
			     void **ctx)
{
	struct web *w = cls;
	struct call *k = *ctx;
	enum MHD_Result out;
	struct timespec t;

	(void)version;
	if (!k) {
		k = xmalloc(sizeof(*k));
		clock_gettime(CLOCK_MONOTONIC, &t);
		*k = (struct call){ .arena = arena_new(),
				    .c = c,
				    .began = t.tv_sec };
		*ctx = k;
		conn_is(w, c, CONN_ASKED);
		return checked(w, k, url, method, &out) ? out : MHD_YES;
	}
	if (*n) {
		if (k->post)
			return body_part(w, k, data, n);
		*n = 0; /* a GET's body is read and forgotten */
		return MHD_YES;
	}
	if (k->done)
		return taken_up(w, k);
	return k->post ? body_end(w, k) : answer(w, k);
}

void call_completed(void *cls, struct MHD_Connection *c, void **ctx,
		    enum MHD_RequestTerminationCode why)
{
	struct call *k = *ctx;

	(void)why;
	if (!k)
		return;
	if (k->post)
		MHD_destroy_post_processor(k->post);
	if (k->done)
		reply_end(k->done);
	drop_values(k);
	reply_discharge(cls, &k->charged);
	arena_free(&k->arena);
	free(k);
	*ctx = NULL;
	conn_is(cls, c, CONN_IDLE);
}
