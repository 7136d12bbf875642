/* login.c - a server that others can reach asks who comes.
 *
 * Everything but this page and the style is behind the key that whoever runs
 * the server keeps in a file. Programs send it with each request; a browser
 * sends it once and gets a cookie in its place, which holds as long as the
 * server runs. */
#include <stdio.h>

#include "web/web_priv.h"

/* Cookies don't tell ports apart. */
static const char *cookie_name(const struct web *w, char *out, size_t n)
{
	snprintf(out, n, "keii_key_%u", (unsigned)w->port);
	return out;
}

static bool is_key(const struct web *w, str given)
{
	return guard_same(given, str_of(w->o->key));
}

bool login_known(const struct web *w, struct MHD_Connection *c)
{
	str bearer = str_of(MHD_lookup_connection_value(c, MHD_HEADER_KIND,
							"Authorization"));
	char name[24];

	if (!w->o->key)
		return true;
	if (str_starts(bearer, STR("Bearer ")))
		return is_key(w, str_trim(str_cut(bearer, 7, bearer.n)));
	return guard_same(str_of(MHD_lookup_connection_value(
				  c, MHD_COOKIE_KIND,
				  cookie_name(w, name, sizeof(name)))),
			  str_of(w->session));
}

bool login_open(str path)
{
	return str_is(path, "/login") || str_starts(path, STR("/static/"));
}

static void put_form(struct req *r, bool wrong)
{
	struct html *h = &r->h;

	r->bare = true;
	page_begin(r, word(r, WORD_LOGIN));
	html_raw(h, "<h1>");
	put_word(r, WORD_LOGIN);
	html_raw(h, "</h1>");
	if (wrong) {
		html_raw(h, "<p class=\"result\" role=\"alert\">");
		put_word(r, WORD_WRONG_KEY);
		html_raw(h, "</p>");
	}
	html_raw(h, "<form class=\"add\" method=\"post\" action=\"/login\">"
		    "<label>");
	put_word(r, WORD_KEY);
	html_raw(h, "<input type=\"password\" name=\"key\" required "
		    "autocomplete=\"current-password\"></label><button>");
	put_word(r, WORD_LOGIN);
	html_raw(h, "</button></form>");
	page_end(r);
}

int page_login(struct req *r, struct err *e)
{
	(void)e;
	if (!r->web->o->key)
		return page_error(r, 404, WORD_NOT_FOUND);
	put_form(r, false);
	return 0;
}

/* Origin was checked. Over TLS, whoever ends it, the cookie stays there. */
int post_login(struct req *r, struct err *e)
{
	str origin = str_of(
		MHD_lookup_connection_value(r->c, MHD_HEADER_KIND, "Origin"));
	char name[24];

	(void)e;
	if (!r->web->o->key || !is_key(r->web, str_trim(req_param(r, "key")))) {
		r->status = 403;
		put_form(r, true);
		return 0;
	}
	r->cookie = arena_printf(
		r->arena, "%s=%s; Path=/; SameSite=Strict; HttpOnly%s",
		cookie_name(r->web, name, sizeof(name)), r->web->session,
		str_starts(origin, STR("https:")) ? "; Secure" : "");
	r->status = 303;
	r->location = STR("/");
	r->type = "text/plain; charset=utf-8";
	return 0;
}
