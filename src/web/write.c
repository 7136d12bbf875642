/* write.c - what changes the store: decisions on entries.
 * Origin and token were checked by server.c. */
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/utf8.h"
#include "read/sandbox.h"
#include "web/web_priv.h"

/* ---- the desk: one writer at a time */
int web_desk_open(struct req *r, struct desk *k, struct err *e)
{
	struct web *w = r->web;
	struct err ignored = ERR_INIT;

	pthread_mutex_lock(&w->writing);
	if (!w->reader) {
		w->diags = arena_one(w->perm, struct diags);
		w->diags->arena = w->perm;
		w->tagger = tagger_new(&ignored);
		w->reader = reader_new(w->o->packs, w->diags);
	}
	k->d = (struct dossier){ .packs = w->o->packs,
				 .reader = w->reader,
				 .tagger = w->tagger,
				 .cues = w->cues,
				 .nest = w->nest,
				 .sandbox = w->sandbox };
	k->d.store = store_open(w->o->store, STORE_WRITE, e);
	return k->d.store ? 0 : -1;
}

void web_desk_close(struct req *r, struct desk *k)
{
	dossier_release(&k->d);
	store_close(&k->d.store);
	pthread_mutex_unlock(&r->web->writing);
}

void desk_release(struct web *w)
{
	reader_free(&w->reader);
	tagger_free(&w->tagger);
	sandbox_free(&w->sandbox);
	nest_free(&w->nest);
}

static int redirect(struct req *r, str where)
{
	r->status = 303;
	r->location = where;
	r->type = "text/plain; charset=utf-8";
	return 0;
}

int bad_request(struct req *r)
{
	return page_error(r, 400, WORD_BAD_REQUEST);
}

/* ---- decisions */
static bool one_of(str s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(s, list[i]))
			return true;
	return false;
}

/* The place by any of its names; false: none is known by it. */
static bool put_place_set(struct req *r, struct json *j,
			  const struct json_t *old)
{
	str typed = str_trim(req_param(r, "place")), id;
	str was = item_str(old, "place.id");
	struct err ignored = ERR_INIT;

	if (!typed.n || str_eq(typed, view_name(&r->view, was)))
		return true;
	id = view_actor(&r->view, typed, &ignored);
	if (id.n && !str_eq(id, was))
		json_put_str(j, "place", id);
	return id.n > 0;
}

/* In the reader's language; each keeps its own. */
static void put_title_set(struct req *r, struct json *j,
			  const struct json_t *old)
{
	bool ja = r->lang == LANG_JA;
	str words = str_cut(str_trim(req_param(r, "title")), 0, 600);

	words = str_cut(words, 0, utf8_valid_to(words));
	if (!words.n ||
	    str_eq(words, item_str(old, ja ? "title.ja" : "title.en")))
		return;
	json_key(j, "title");
	json_open(j, '{');
	json_put_str(j, ja ? "ja" : "en", words);
	json_close(j);
}

static bool put_edit(struct req *r, struct json *j)
{
	static const char *const statuses[] = {
		"held",	     "ongoing",	  "planned", "proposed",
		"cancelled", "postponed", "denied",  "hypothetical",
	};
	static const char *const scopes[] = { "core", "background", "outside" };
	str from = req_param(r, "from"), to = req_param(r, "to");
	str status = req_param(r, "status"), scope = req_param(r, "scope");
	const struct json_t *old = req_lookup(r, req_param(r, "entry"), NULL);
	day a = from.n ? day_parse(from) : DAY_NONE;
	day b = to.n ? day_parse(to) : DAY_NONE;

	if ((from.n && a == DAY_NONE) || (to.n && b == DAY_NONE) ||
	    (from.n && to.n && a > b) ||
	    (status.n && !one_of(status, statuses, COUNT(statuses))) ||
	    (scope.n && !one_of(scope, scopes, COUNT(scopes))))
		return false;
	json_key(j, "set");
	json_open(j, '{');
	/* only what differs is decided: the rest follows the sources */
	if (from.p && !str_eq(from, item_str(old, "from")))
		json_put_day(j, "from", a);
	if (to.p && !str_eq(to, item_str(old, "to")))
		json_put_day(j, "to", b);
	if (status.n && !str_eq(status, item_str(old, "status")))
		json_put_str(j, "status", status);
	if (scope.n && !str_eq(scope, item_str(old, "scope")))
		json_put_str(j, "scope", scope);
	if (!put_place_set(r, j, old))
		return false;
	put_title_set(r, j, old);
	json_close(j);
	return true;
}

/* "FROM-TO-ARTICLE" of each ticked mention. */
static bool put_mentions(struct req *r, struct json *j)
{
	uint32_t n = 0;

	json_key(j, "mentions");
	json_open(j, '[');
	for (uint32_t i = 0; i < r->form->n; i++) {
		str rest = r->form->v[i].value;
		long from, to;

		if (!str_is(r->form->v[i].name, "mention"))
			continue;
		from = str_to_long(str_token(&rest, '-'));
		to = str_to_long(str_token(&rest, '-'));
		if (from < 0 || to <= from || !rest.n)
			return false;
		json_open(j, '{');
		json_put_str(j, "article", rest);
		json_put_span(j, "span",
			      (span){ (uint32_t)from, (uint32_t)to });
		json_close(j);
		n++;
	}
	json_close(j);
	return n > 0;
}

/* An id, also when the whole address of an entry was pasted. */
static str id_given(struct req *r, const char *name)
{
	str s = str_trim(req_param(r, name));
	size_t at = str_find(s, STR("/entry/"), 0);

	return at == SIZE_MAX ? s : str_cut(s, at + 7, s.n);
}

/* False: not a decision that can be made. */
static bool decision_json(struct req *r, str what, struct buf *out)
{
	str entry = req_param(r, "entry"), layer = STR_NONE;
	bool undo = str_is(what, "undo");
	struct json j;

	json_init(&j, out, 0);
	json_open(&j, '{');
	json_put_str(&j, "do", what);
	if (undo) {
		if (!req_lookup(r, req_param(r, "decision"), &layer) ||
		    (!str_is(layer, "reviews") && !str_is(layer, "undone")))
			return false;
		json_put_str(&j, "decision", req_param(r, "decision"));
	} else if (!req_lookup(r, entry, &layer) || !str_is(layer, "entries")) {
		return false;
	} else if (str_is(what, "join") || str_is(what, "reject")) {
		str other = id_given(r, "other");

		if (!req_lookup(r, other, &layer) || !str_is(layer, "entries"))
			return false;
		json_key(&j, "entries");
		json_open(&j, '[');
		json_str(&j, entry);
		json_str(&j, other);
		json_close(&j);
	} else {
		json_put_str(&j, "entry", entry);
		if ((str_is(what, "edit") && !put_edit(r, &j)) ||
		    (str_is(what, "split") && !put_mentions(r, &j)))
			return false;
		if (str_is(what, "comment"))
			json_put_str(&j, "text", req_param(r, "text"));
	}
	json_close(&j);
	return true;
}

/* The record is worked out again with it, at once. */
static int keep_decision(struct req *r, const struct decision *d, str *id,
			 struct err *e)
{
	struct desk k;
	int out = -1;

	if (web_desk_open(r, &k, e) == 0)
		out = dossier_decide(&k.d, r->arena, d, id, e);
	web_desk_close(r, &k);
	return out;
}

int post_decide(struct req *r, struct err *e)
{
	static const char *const verbs[] = { "edit",   "join",	  "split",
					     "hide",   "undo",	  "dispute",
					     "accept", "comment", "reject" };
	str what = req_param(r, "do"), entry = req_param(r, "entry");
	struct decision d = { .author = STR("page") };
	str id = STR_NONE;
	struct buf json;
	int out = -1;

	buf_init(&json, (size_t)1 << 20);
	if (!one_of(what, verbs, COUNT(verbs)) ||
	    !decision_json(r, what, &json) || buf_failed(&json)) {
		buf_release(&json);
		return bad_request(r);
	}
	d.reason = str_cut(req_param(r, "reason"), 0, 2000);
	if (utf8_valid_to(d.reason) != d.reason.n)
		d.reason = str_cut(d.reason, 0, utf8_valid_to(d.reason));
	d.json = buf_str(&json);
	out = keep_decision(r, &d, &id, e);
	buf_release(&json);
	if (out < 0)
		return -1;
	if (str_is(req_param(r, "back"), "queue"))
		return redirect(r, arena_printf(r->arena, "/queue?done=%.*s",
						STR_FMT(id)));
	if (!entry.n)
		return redirect(r, STR("/reviews"));
	html_url(&r->h, entry);
	entry = arena_str(r->arena, buf_str(&r->h.out));
	buf_clear(&r->h.out);
	return redirect(r,
			arena_printf(r->arena, "/entry/%.*s", STR_FMT(entry)));
}
