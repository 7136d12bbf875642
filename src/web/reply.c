/* reply.c - answers: their language, their headers, their bytes.
 *
 * What is in answers and bodies at one time has a ceiling over all requests:
 * past it a request is told to come again. */
#include <stdlib.h>

#include "store/packed.h"
#include "web/web_priv.h"

static str header(struct MHD_Connection *c, const char *name)
{
	return str_of(MHD_lookup_connection_value(c, MHD_HEADER_KIND, name));
}

bool reply_charge(struct web *w, size_t *charged, size_t n)
{
	if (atomic_fetch_add(&w->bytes, n) + n > WEB_BYTES) {
		atomic_fetch_sub(&w->bytes, n);
		return false;
	}
	*charged += n;
	return true;
}

void reply_discharge(struct web *w, size_t *charged)
{
	atomic_fetch_sub(&w->bytes, *charged);
	*charged = 0;
}

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
	if (r->etag.n)
		MHD_add_response_header(m, MHD_HTTP_HEADER_ETAG, r->etag.p);
	if (r->cookie.n)
		MHD_add_response_header(m, "Set-Cookie", r->cookie.p);
	if (r->unfinished)
		MHD_add_response_header(m, "Refresh", "1");
	if (r->status == 401)
		MHD_add_response_header(m, "WWW-Authenticate", "Bearer");
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

/* In place of the answer. */
static void plain(struct req *r, unsigned status, str text)
{
	struct buf *out = &r->h.out;

	buf_release(out);
	buf_init(out, WEB_PAGE);
	buf_add(out, text);
	r->status = status;
	r->location = STR_NONE;
	r->type = "text/plain; charset=utf-8";
}

/* Held open; no time is counted. */
static enum MHD_Result send_stream(struct req *r)
{
	struct MHD_Response *m = live_response(r);
	enum MHD_Result sent;

	if (!m) {
		r->status = 503;
		m = MHD_create_response_from_buffer(0, NULL,
						    MHD_RESPMEM_PERSISTENT);
	} else {
		conn_is(r->web, r->c, CONN_HELD);
	}
	if (!m)
		return MHD_NO;
	add_headers(m, r);
	sent = MHD_queue_response(r->c, r->status, m);
	MHD_destroy_response(m);
	return sent;
}

/* Of a whole answer to GET: a name made of its bytes. Who asks again with that
 * name and would get the same gets 304 and no bytes. Pages still say no-store:
 * a browser keeps no dossier on its disk; programs do as they like. */
static void name_answer(struct req *r)
{
	str asked = header(r->c, MHD_HTTP_HEADER_IF_NONE_MATCH), name;

	if (r->status != 200 || r->form || r->streams || r->unfinished)
		return;
	name = packed_sha256(r->arena, buf_str(&r->h.out));
	r->etag = arena_printf(r->arena, "\"%.32s\"", name.p);
	if (!str_is(asked, "*") && !str_has(asked, r->etag))
		return;
	/* the library sends the length of the bytes, not the bytes */
	r->status = MHD_HTTP_NOT_MODIFIED;
}

enum MHD_Result reply_send(struct req *r, size_t *charged)
{
	struct buf *out = &r->h.out;
	struct MHD_Response *m;
	enum MHD_Result sent;

	if (buf_failed(out))
		plain(r, 500, STR("the answer would be too large\n"));
	if (!reply_charge(r->web, charged, out->n))
		plain(r, 503, STR("busy; try again\n"));
	if (r->streams)
		return send_stream(r);
	name_answer(r);
	/* the bytes now belong to the response */
	m = MHD_create_response_from_buffer(out->n, out->p,
					    MHD_RESPMEM_MUST_FREE);
	if (!m) {
		buf_release(out);
		return MHD_NO;
	}
	*out = (struct buf){ 0 };
	add_headers(m, r);
	sent = MHD_queue_response(r->c, r->status, m);
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

void reply_begin(struct req *r, struct web *w, struct MHD_Connection *c,
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

void reply_end(struct req *r)
{
	for (uint32_t i = 0; i < r->n; i++)
		item_free(&r->v[i]);
	buf_release(&r->h.out);
	web_give_store(r->web, &r->store);
}

void reply_fault(struct req *r, const struct err *e)
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
