/* verify.c - everything kept is checked against the original bytes.
 *
 * Bytes against their hash; each article against a new reading of the bytes;
 * each span against the article's text: those of annotate's line and every
 * {article, span, text} in the record. Nothing is changed. */
#include <jansson.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "store/reading_priv.h"

struct verify {
	struct dossier *d;
	struct verify_result *r;
	void (*report)(void *ctx, const char *what);
	void *ctx;
	struct arena *arena; /* lasts */
	struct map texts;    /* article id -> index + 1 in text */
	struct {
		VEC_OF(str);
	} text;
	struct {
		VEC_OF(struct article_row);
	} articles; /* without text */
};

CC_PRINTF(2, 3)
static void wrong(struct verify *v, const char *fmt, ...)
{
	char text[1000];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	v->r->bad++;
	v->report(v->ctx, text);
}

/* What of the JSON is being checked, for the messages. */
struct place {
	const char *what; /* "article" or a layer's name */
	str id;
};

static bool at_letter(str text, size_t i)
{
	return i == text.n || ((unsigned char)text.p[i] & 0xc0) != 0x80;
}

static void check_span(struct verify *v, const struct place *at,
		       const char *key, str article, str text,
		       const json_t *where, const json_t *words)
{
	long long from = json_integer_value(json_array_get(where, 0));
	long long to = json_integer_value(json_array_get(where, 1));
	str cut;

	v->r->spans++;
	if (from < 0 || to < from || (size_t)to > text.n ||
	    !at_letter(text, (size_t)from) || !at_letter(text, (size_t)to)) {
		wrong(v,
		      "%s %.*s: %s %lld-%lld is no part of the text of "
		      "article %.*s",
		      at->what, STR_FMT(at->id), key, from, to,
		      STR_FMT(article));
		return;
	}
	cut = str_cut(text, (size_t)from, (size_t)to);
	if (words && !str_eq(cut, (str){ json_string_value(words),
					 json_string_length(words) }))
		wrong(v,
		      "%s %.*s: %s %lld-%lld of article %.*s reads \"%.*s\", "
		      "not \"%.60s\"",
		      at->what, STR_FMT(at->id), key, from, to,
		      STR_FMT(article),
		      STR_FMT(str_cut(cut, 0, utf8_floor(cut, 60))),
		      json_string_value(words));
}

static bool is_span(const json_t *x)
{
	return json_array_size(x) == 2 &&
	       json_is_integer(json_array_get(x, 0)) &&
	       json_is_integer(json_array_get(x, 1));
}

/* Annotate's line: every span is of the one article; "text" beside "span" is
 * its words. */
static void check_mentions(struct verify *v, const struct place *at, str text,
			   const json_t *x)
{
	const char *key;
	json_t *o = json_copy((json_t *)(uintptr_t)x);
	json_t *value;
	size_t i;

	json_object_foreach(o, key, value)
	{
		bool main = strcmp(key, "span") == 0;

		if (strcmp(key, "diagnostics") == 0)
			continue; /* "text" there is the message */
		if (is_span(value) &&
		    (main || strcmp(key, "quote") == 0 || strstr(key, "_span")))
			check_span(v, at, key, at->id, text, value,
				   main ? json_object_get(o, "text") : NULL);
		else
			check_mentions(v, at, text, value);
	}
	json_array_foreach(o, i, value) if (json_is_object(value) ||
					    json_is_array(value))
		check_mentions(v, at, text, value);
	json_decref(o);
}

/* Lends the text, STR_NONE of one that is damaged (check_article tells);
 * NULL when there is no such article. */
static const str *text_of(struct verify *v, str id, struct err *e)
{
	const uint64_t *at = map_find(&v->texts, id);
	struct err damaged = ERR_INIT;
	bool found = true;
	str text = STR_NONE;

	if (at)
		return &v->text.v[*at - 1];
	if (store_article_text(v->d->store, v->arena, id, &text, &found,
			       &damaged) < 0 &&
	    damaged.code != ERR_STORE) {
		*e = damaged;
		return NULL;
	}
	if (!found)
		return NULL;
	*vec_add(v->arena, &v->text) = text;
	*map_put(&v->texts, arena_str(v->arena, id)) = v->text.n;
	return &v->text.v[v->text.n - 1];
}

/* The record: any object with "article" and "span", at any depth. */
static void check_evidence(struct verify *v, const struct place *at,
			   const json_t *x, struct err *e)
{
	const json_t *where = json_object_get(x, "span");
	const json_t *article = json_object_get(x, "article");
	const json_t *value;
	size_t i;

	if (is_span(where) && json_is_string(article)) {
		str id = { json_string_value(article),
			   json_string_length(article) };
		const str *text = text_of(v, id, e);
		const json_t *words = json_object_get(x, "text");

		if (text && text->p)
			check_span(v, at, "span", id, *text, where,
				   json_is_string(words) ? words : NULL);
		else if (!text && e->code == ERR_NONE)
			wrong(v,
			      "%s %.*s: rests on article %.*s, which is "
			      "not there",
			      at->what, STR_FMT(at->id), STR_FMT(id));
	}
	if (json_is_object(x)) {
		void *it = json_object_iter((json_t *)(uintptr_t)x);

		for (; it;
		     it = json_object_iter_next((json_t *)(uintptr_t)x, it))
			check_evidence(v, at, json_object_iter_value(it), e);
	}
	json_array_foreach(x, i, value) check_evidence(v, at, value, e);
}

static int check_item(void *ctx, const struct item_row *row, struct err *e)
{
	struct verify *v = ctx;
	json_t *o = json_loadb(row->json.p, row->json.n, 0, NULL);
	struct place at = { arena_z(v->arena, row->layer), row->id };

	if (o)
		check_evidence(v, &at, o, e);
	else
		wrong(v,
		      "%s %.*s: the stored item is damaged; keii rebuild "
		      "makes it again",
		      at.what, STR_FMT(at.id));
	json_decref(o);
	return e->code == ERR_NONE ? 0 : -1;
}

/* Decisions that name nothing, old ids that lead nowhere: no faults, what they
 * were about may have been removed. */
static int count_open(void *ctx, const struct item_row *row, struct err *e)
{
	struct verify *v = ctx;
	json_t *o = json_loadb(row->json.p, row->json.n, 0, NULL);
	const char *state = json_string_value(json_object_get(o, "state"));

	(void)e;
	v->r->open += state && strcmp(state, "open") == 0;
	json_decref(o);
	return 0;
}

static int count_orphan(void *ctx, str old, str new, struct err *e)
{
	struct verify *v = ctx;
	struct arena_mark mark = arena_mark(v->arena);
	struct item_row row;
	bool found;
	int r = store_item(v->d->store, v->arena, new, &row, &found, e);

	(void)old;
	if (r == 0)
		v->r->orphans += !found;
	arena_rewind(v->arena, mark);
	return r;
}

/* read: the text of a new reading, or NULL when the bytes hold no such
 * article any more. */
static void check_article(struct verify *v, str id, const str *read)
{
	struct arena *a = arena_new();
	struct err e = ERR_INIT;
	struct article_row row;
	struct place at = { "article", id };
	bool found;
	json_t *o = NULL;

	v->r->articles++;
	if (store_article(v->d->store, a, id, &row, &found, &e) < 0) {
		wrong(v, "%s", e.text);
		goto out;
	}
	if (!found) { /* its index knows it, its table doesn't */
		wrong(v,
		      "article %.*s: can't be found; keii rebuild makes it "
		      "again",
		      STR_FMT(id));
		goto out;
	}
	if (!str_eq(row.packs, packs_version(v->d->packs)))
		v->r->stale++;
	else if (!read || !str_eq(row.text, str_cut(*read, 0, row.text.n)) ||
		 (read->n != row.text.n && row.text.n < LIMIT_TEXT - 4))
		wrong(v,
		      "article %.*s: its text is not what the source's bytes "
		      "give",
		      STR_FMT(id));
	o = json_loadb(row.mentions.p, row.mentions.n, 0, NULL);
	if (o)
		check_mentions(v, &at, row.text, o);
	else
		wrong(v,
		      "article %.*s: what was found in it is damaged; keii "
		      "rebuild makes it again",
		      STR_FMT(id));
out:
	json_decref(o);
	arena_free(&a);
}

static int keep_article(void *ctx, const struct article_row *row, struct err *e)
{
	struct verify *v = ctx;

	(void)e;
	*vec_add(v->arena, &v->articles) = (struct article_row){
		.id = arena_str(v->arena, row->id),
		.source = arena_str(v->arena, row->source),
		.number = row->number,
	};
	return 0;
}

static int by_source(const void *x, const void *y)
{
	const struct article_row *a = x, *b = y;
	int c = str_cmp(a->source, b->source);

	return c ? c : (a->number > b->number) - (a->number < b->number);
}

/* First of the source's articles, sorted by source and number. */
static uint32_t first_of(const struct verify *v, str sha256)
{
	uint32_t low = 0, high = v->articles.n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (str_cmp(v->articles.v[mid].source, sha256) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void check_source(struct verify *v, const struct source_row *row)
{
	struct arena *a = arena_new();
	struct diags diags = { .arena = a };
	struct articles list = { 0 };
	struct err e = ERR_INIT;
	uint32_t i = first_of(v, row->sha256);
	str bytes;

	v->r->sources++;
	if (store_source_bytes(v->d->store, a, row->sha256, &bytes, &e) < 0) {
		wrong(v, "%s", e.text);
		goto out;
	}
	if (articles_read(v->d, a, row->name, bytes, &list, &diags, &e) < 0) {
		wrong(v, "%s", e.text);
		goto out;
	}
	for (; i < v->articles.n; i++) {
		const struct article_row *x = &v->articles.v[i];

		if (!str_eq(x->source, row->sha256))
			break;
		check_article(v, x->id,
			      x->number < list.n ? &list.v[x->number].text
						 : NULL);
	}
out:
	arena_free(&a);
}

struct told {
	struct verify *v;
};

static void page_fault(void *ctx, const char *what)
{
	struct told *t = ctx;

	wrong(t->v, "the store's file: %s", what);
}

static int verify_all(struct verify *v, struct err *e)
{
	struct source_rows sources = { 0 };
	struct item_query all = { .from = DAY_NONE, .to = DAY_NONE };
	struct told told = { v };
	uint32_t faults;

	if (store_check(v->d->store, page_fault, &told, &faults, e) < 0 ||
	    store_sources(v->d->store, v->arena, &sources, e) < 0 ||
	    store_each_article(v->d->store, false, keep_article, v, e) < 0)
		return -1;
	if (v->articles.n)
		qsort(v->articles.v, v->articles.n, sizeof(*v->articles.v),
		      by_source);
	for (uint32_t i = 0; i < sources.n; i++) {
		check_source(v, &sources.v[i]);
		if (v->d->progress)
			v->d->progress(v->d->ctx, sources.v[i].name.p, i + 1,
				       sources.n);
	}
	if (store_each_item(v->d->store, &all, check_item, v, e) < 0)
		return -1;
	all.layer = STR("reviews");
	if (store_each_item(v->d->store, &all, count_open, v, e) < 0)
		return -1;
	return store_each_redirect(v->d->store, count_orphan, v, e);
}

int dossier_verify(struct dossier *d, struct verify_result *r,
		   void (*report)(void *ctx, const char *what), void *ctx,
		   struct err *e)
{
	struct verify v = { .d = d, .r = r, .report = report, .ctx = ctx };
	int code;

	*r = (struct verify_result){ 0 };
	v.arena = arena_new();
	map_init(&v.texts, v.arena);
	code = verify_all(&v, e);
	arena_free(&v.arena);
	return code;
}
