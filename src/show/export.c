/* export.c - walks the store for a format; the JSON format. */
#include "show/export.h"

#include <stdlib.h>

#include "base/json.h"
#include "base/limits.h"

static const struct export_format *const formats[] = {
	&export_json,
	&export_csv,
	&export_markdown,
};

const struct export_format *export_find(const char *name)
{
	for (size_t i = 0; i < COUNT(formats); i++)
		if (strcmp(formats[i]->name, name) == 0)
			return formats[i];
	return NULL;
}

struct walk {
	struct export *x;
	const struct export_format *format;
	const char *layer;
};

static int give(struct walk *w, const struct json_t *item, str raw,
		struct err *e)
{
	int r = w->format->item(w->x, w->layer, item, raw, e);

	w->x->n++;
	if (r == 0 && w->x->o->err.code != ERR_NONE) {
		*e = w->x->o->err;
		return -1;
	}
	return r;
}

static int give_raw(struct walk *w, struct buf *b, struct err *e)
{
	struct json_t *item = item_parse(buf_str(b));
	int r;

	if (!item)
		return err_set(e, ERR_STORE, "%s: an item is no JSON",
			       w->layer);
	r = give(w, item, buf_str(b), e);
	item_free(&item);
	return r;
}

/* ---- sources and articles */

static void put(struct json *j, const char *key, str value)
{
	json_put_str(j, key, value.n ? value : STR_NONE);
}

static int by_sha256(const void *a, const void *b)
{
	const struct source_row *x = a, *y = b;

	return str_cmp(x->sha256, y->sha256);
}

/* When a source was added is the store's affair: the same sources give the
 * same bytes. */
static int give_sources(struct walk *w, struct err *e)
{
	struct view *v = w->x->v;
	struct source_rows rows = { 0 };
	struct buf b;
	int r = 0;

	if (store_shown_sources(v->store, v->arena, &rows, e) < 0)
		return -1;
	if (rows.n)
		qsort(rows.v, rows.n, sizeof(*rows.v), by_sha256);
	buf_init(&b, LIMIT_OUTPUT);
	for (uint32_t i = 0; i < rows.n && r == 0; i++) {
		struct json j;

		buf_clear(&b);
		json_init(&j, &b, 0);
		json_open(&j, '{');
		put(&j, "sha256", rows.v[i].sha256);
		put(&j, "name", rows.v[i].name);
		json_put_int(&j, "size", (long long)rows.v[i].size);
		json_close(&j);
		r = give_raw(w, &b, e);
	}
	buf_release(&b);
	return r;
}

void export_article(struct json *j, const struct article_row *row)
{
	json_open(j, '{');
	put(j, "id", row->id);
	put(j, "source", row->source);
	json_put_int(j, "number", row->number);
	put(j, "title", row->title);
	put(j, "publisher", row->publisher);
	put(j, "url", row->url);
	put(j, "lang", row->lang);
	put(j, "published", row->published);
	put(j, "published_basis", row->published_basis);
	put(j, "text", row->text);
	json_close(j);
}

static int give_article(void *ctx, const struct article_row *row, struct err *e)
{
	struct walk *w = ctx;
	struct buf b;
	struct json j;
	int r;

	buf_init(&b, LIMIT_OUTPUT);
	json_init(&j, &b, 0);
	export_article(&j, row);
	r = give_raw(w, &b, e);
	buf_release(&b);
	return r;
}

static int give_item(void *ctx, const struct json_t *x, str raw, struct err *e)
{
	return give(ctx, x, raw, e);
}

static int give_layer(struct walk *w, struct err *e)
{
	struct view_filter all = VIEW_FILTER(w->layer);

	if (strcmp(w->layer, "sources") == 0)
		return give_sources(w, e);
	if (strcmp(w->layer, "articles") == 0)
		return store_each_article(w->x->v->store, true, give_article, w,
					  e);
	if (strcmp(w->layer, "entries") == 0)
		all = *w->x->filter;
	return view_each(w->x->v, &all, give_item, w, NULL, e);
}

int export_write(const struct export_format *format, struct view *v,
		 const struct view_filter *filter, struct out *o, struct err *e)
{
	struct export x = { .v = v, .o = o, .filter = filter };
	struct walk w = { .x = &x, .format = format };

	if (format->begin(&x, e) < 0)
		return -1;
	for (const char *const *l = format->layers; *l; l++) {
		w.layer = *l;
		x.n = 0;
		if (format->layer(&x, *l, e) < 0 || give_layer(&w, e) < 0 ||
		    format->layer_end(&x, *l, e) < 0)
			return -1;
	}
	return format->end(&x, e);
}

/* ---- JSON: SCHEMA section 2, docs/OUTPUT.md */

static int json_begin(struct export *x, struct err *e)
{
	(void)e;
	out_z(x->o, "{\"schema\": 1");
	return 0;
}

static int json_layer(struct export *x, const char *layer, struct err *e)
{
	(void)e;
	out_printf(x->o, ",\n\"%s\": [", layer);
	return 0;
}

static int json_item(struct export *x, const char *layer,
		     const struct json_t *item, str raw, struct err *e)
{
	(void)layer;
	(void)item;
	(void)e;
	out_z(x->o, x->n ? ",\n" : "\n");
	out_str(x->o, raw);
	return 0;
}

static int json_layer_end(struct export *x, const char *layer, struct err *e)
{
	(void)layer;
	(void)e;
	out_z(x->o, "]");
	return 0;
}

static int json_end(struct export *x, struct err *e)
{
	(void)e;
	out_z(x->o, "}\n");
	return 0;
}

static const char *const all_layers[] = {
	"sources",    "articles",  "actors",	"entries",
	"statements", "proposals", "positions", "conflicts",
	"gaps",	      "copies",	   "reviews",	NULL
};

const struct export_format export_json = {
	.name = "json",
	.layers = all_layers,
	.begin = json_begin,
	.layer = json_layer,
	.item = json_item,
	.layer_end = json_layer_end,
	.end = json_end,
};
