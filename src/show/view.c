/* view.c - the record as views read it: items by filters, and articles. */
#include "show/view.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "show/passage.h"
#include "store/chronology.h"

void view_init(struct view *v, struct arena *a, struct store *s,
	       const struct packs *p, enum lang lang)
{
	*v = (struct view){ .arena = a, .store = s, .packs = p, .lang = lang };
	map_init(&v->articles, a);
	map_init(&v->texts, a);
	map_init(&v->names, a);
}

/* ---- items */

struct weight {
	long long importance;
	uint32_t number; /* in the order of the view */
	str id;
};

struct each {
	struct view *v;
	const struct view_filter *f;
	view_fn *fn;   /* or */
	raw_fn *raw;   /* or */
	line_fn *line; /* or neither: weights are noted */
	void *ctx;
	struct arena *scratch; /* of one line */
	uint32_t given;
	struct {
		VEC_OF(struct weight);
	} weights; /* of all, in the order of the view */
};

static bool is_wanted(const struct view_filter *f, const struct entry_line *x)
{
	if (x->scope.n && str_is(x->scope, "hidden") && !f->hidden)
		return false;
	if (f->about.n && !str_eq(x->about, f->about))
		return false;
	/* the store knows kinds of entries only */
	if (f->kind.n && !str_eq(x->kind, f->kind))
		return false;
	return x->sources >= (long long)f->least_articles;
}

static int no_json(const struct item_row *row, struct err *e)
{
	return err_set(e, ERR_STORE,
		       "the record's %.*s is no JSON; keii rebuild makes it "
		       "again",
		       STR_FMT(row->id));
}

static int on_item(void *ctx, const struct item_row *row, struct err *e)
{
	struct each *each = ctx;
	struct json_t *x = item_parse(row->json);
	struct entry_line asked;
	int r = 0;

	if (!x)
		return no_json(row, e);
	asked = (struct entry_line){ .scope = item_str(x, "scope"),
				     .about = item_str(x, "about"),
				     .kind = item_str(x, "kind"),
				     .sources = item_int(x, "sources") };
	if (is_wanted(each->f, &asked)) {
		each->given++;
		r = each->fn(each->ctx, x, row->json, e);
	}
	item_free(&x);
	return r;
}

/* What the filter has to see for itself: of a core entry's JSON nothing. */
static bool asks_more(const struct view_filter *f, str layer)
{
	return !str_is(layer, "entries") || f->all || f->about.n ||
	       f->least_articles;
}

static int on_raw(void *ctx, const struct item_row *row, struct err *e)
{
	struct each *each = ctx;
	struct arena_mark mark = arena_mark(each->scratch);
	struct entry_line x;
	int r = 0;

	if (!row->json.n)
		return no_json(row, e);
	if (asks_more(each->f, row->layer)) {
		if (!entry_line_read(each->scratch, row->json, &x))
			return no_json(row, e);
		if (!is_wanted(each->f, &x))
			goto out;
	}
	each->given++;
	r = each->raw(each->ctx, row->json, e);
out:
	arena_rewind(each->scratch, mark);
	return r;
}

static void note_weight(struct each *each, const struct entry_line *x)
{
	struct arena *a = each->v->arena;
	uint32_t number = each->weights.n;

	*vec_add(a, &each->weights) =
		(struct weight){ x->importance, number, arena_str(a, x->id) };
}

static int give_line(struct each *each, const struct entry_line *x,
		     struct err *e)
{
	if (!is_wanted(each->f, x))
		return 0;
	each->given++;
	if (each->line)
		return each->line(each->ctx, x, e);
	note_weight(each, x);
	return 0;
}

static int on_line(void *ctx, const struct item_row *row, struct err *e)
{
	struct each *each = ctx;
	struct arena_mark mark = arena_mark(each->scratch);
	struct entry_line x;
	int r;

	if (!entry_line_read(each->scratch, row->json, &x))
		return no_json(row, e);
	r = give_line(each, &x, e);
	arena_rewind(each->scratch, mark);
	return r;
}

/* From where lines stand together, if it can be. */
static int each_of_lines(struct each *each, const struct item_query *q,
			 struct err *e)
{
	struct item_query heads = *q;
	struct chronology *c;
	struct entry_line x;
	int r, step = 0;

	heads.heads = true;
	if (!chronology_answers(q) || each->f->about.n)
		return store_each_item(each->v->store, &heads, on_line, each,
				       e);
	c = chronology_open(each->v->store, q, e);
	r = c ? 0 : -1;
	while (r == 0 && (step = chronology_next(c, &x, e)) > 0)
		r = give_line(each, &x, e);
	chronology_close(&c);
	return step < 0 ? -1 : r;
}

static int heavier(const void *a, const void *b)
{
	const struct weight *x = a, *y = b;

	if (x->importance != y->importance)
		return x->importance < y->importance ? 1 : -1;
	return x->number < y->number ? -1 : x->number > y->number;
}

static int in_order(const void *a, const void *b)
{
	const struct weight *x = a, *y = b;

	return x->number < y->number ? -1 : x->number > y->number;
}

/* One of those that stay, by its id. */
static int hand_out(struct each *each, str layer, str id, struct err *e)
{
	struct arena_mark mark = arena_mark(each->scratch);
	struct item_row row = { .layer = layer, .id = id };
	int r = store_item_of(each->v->store, each->scratch, layer, id,
			      &row.json, e);

	if (r == 0)
		r = each->line	? on_line(each, &row, e)
		    : each->raw ? on_raw(each, &row, e)
				: on_item(each, &row, e);
	arena_rewind(each->scratch, mark);
	return r;
}

/* When only the most important are asked for: all are weighed, and only those
 * that stay are read again. */
static int each_heavy(struct each *each, const struct item_query *q,
		      struct err *e)
{
	struct each first = { .v = each->v,
			      .f = each->f,
			      .scratch = each->scratch };
	int r = each_of_lines(&first, q, e);
	struct weight *list = first.weights.v;
	uint32_t n;

	n = first.weights.n;
	if (n > each->f->most) {
		qsort(list, n, sizeof(*list), heavier);
		n = each->f->most;
		qsort(list, n, sizeof(*list), in_order);
	}
	for (uint32_t i = 0; r == 0 && i < n; i++)
		r = hand_out(each, q->layer, list[i].id, e);
	return r;
}

static int each_of(struct each *each, const char *layer, uint32_t *n,
		   struct err *e)
{
	const struct view_filter *f = each->f;
	bool entries = strcmp(layer, "entries") == 0;
	struct item_query q = {
		.layer = str_of(layer),
		.from = f->from,
		.to = f->to,
		.actor = f->actor,
		.status = f->status,
		.issue = f->issue,
		.article = f->article,
		.kind = entries ? f->kind : STR_NONE,
		.scope = entries && !f->all ? STR("core") : STR_NONE,
	};
	int r;

	each->scratch = arena_new();
	if (f->most)
		r = each_heavy(each, &q, e);
	else if (each->line)
		r = each_of_lines(each, &q, e);
	else
		r = store_each_item(each->v->store, &q,
				    each->raw ? on_raw : on_item, each, e);
	if (n)
		*n = each->given;
	arena_free(&each->scratch);
	return r < 0 ? -1 : 0;
}

int view_each(struct view *v, const struct view_filter *f, view_fn *fn,
	      void *ctx, uint32_t *n, struct err *e)
{
	struct each each = { .v = v, .f = f, .fn = fn, .ctx = ctx };

	return each_of(&each, f->layer, n, e);
}

int view_each_raw(struct view *v, const struct view_filter *f, raw_fn *fn,
		  void *ctx, uint32_t *n, struct err *e)
{
	struct each each = { .v = v, .f = f, .raw = fn, .ctx = ctx };

	return each_of(&each, f->layer, n, e);
}

int view_each_line(struct view *v, const struct view_filter *f, line_fn *fn,
		   void *ctx, uint32_t *n, struct err *e)
{
	struct each each = { .v = v, .f = f, .line = fn, .ctx = ctx };

	return each_of(&each, "entries", n, e);
}

/* ---- one item */

struct alias {
	str id;
	struct json_t *x;
};

static int find_alias(void *ctx, const struct item_row *row, struct err *e)
{
	struct alias *a = ctx;
	struct json_t *x;
	const struct json_t *list;

	(void)e;
	if (a->x || !str_has(row->json, a->id))
		return 0;
	x = item_parse(row->json);
	list = item_at(x, "aliases");
	for (uint32_t i = 0; i < item_count(list); i++)
		if (str_eq(item_nth_str(list, i), a->id)) {
			a->x = x;
			return 0;
		}
	item_free(&x);
	return 0;
}

int view_find(struct view *v, str id, str *layer, struct json_t **x,
	      struct err *e)
{
	struct item_query q = { .layer = STR("entries"),
				.from = DAY_NONE,
				.to = DAY_NONE };
	struct alias alias = { .id = id };
	struct item_row row;
	bool found;

	*x = NULL;
	if (store_item(v->store, v->arena, id, &row, &found, e) < 0)
		return -1;
	if (found) {
		*layer = row.layer;
		*x = item_parse(row.json);
		return *x ? 0
			  : err_set(e, ERR_STORE, "%.*s is no JSON",
				    STR_FMT(id));
	}
	if (!str_starts(id, STR("e.")) || id.n < 3)
		return 0;
	if (store_each_item(v->store, &q, find_alias, &alias, e) < 0) {
		item_free(&alias.x);
		return -1;
	}
	*layer = STR("entries");
	*x = alias.x;
	return 0;
}

/* ---- ids like it */

/* Two letters changed, left out or put in count as like. */
#define LIKE 2

struct similar {
	str id;
	str *out;
	uint32_t n, most;
	struct arena *a;
};

/* Levenshtein distance, of ids only; longer ones are not like. */
static uint32_t distance(str a, str b)
{
	uint32_t row[64];

	if (a.n >= COUNT(row) || b.n >= COUNT(row))
		return UINT32_MAX;
	for (uint32_t i = 0; i <= b.n; i++)
		row[i] = i;
	for (uint32_t i = 1; i <= a.n; i++) {
		uint32_t corner = row[0];

		row[0] = i;
		for (uint32_t k = 1; k <= b.n; k++) {
			uint32_t cost = corner + (a.p[i - 1] != b.p[k - 1]);

			corner = row[k];
			if (row[k] + 1 < cost)
				cost = row[k] + 1;
			if (row[k - 1] + 1 < cost)
				cost = row[k - 1] + 1;
			row[k] = cost;
		}
	}
	return row[b.n];
}

static void try_id(struct similar *s, str id)
{
	bool begins = s->id.n >= 3 && str_starts(id, s->id);

	if (s->n < s->most && (begins || distance(id, s->id) <= LIKE))
		s->out[s->n++] = arena_str(s->a, id);
}

static int similar_item(void *ctx, const struct item_row *row, struct err *e)
{
	(void)e;
	try_id(ctx, row->id);
	return 0;
}

uint32_t view_similar(struct view *v, str id, str *out, uint32_t n,
		      struct err *e)
{
	struct similar s = { .id = id, .out = out, .most = n, .a = v->arena };
	struct item_query q = { .from = DAY_NONE, .to = DAY_NONE };
	const struct view_article **list;
	uint32_t n_list;

	if (store_each_item(v->store, &q, similar_item, &s, e) < 0 ||
	    view_articles(v, &list, &n_list, e) < 0)
		return 0;
	for (uint32_t i = 0; i < n_list; i++)
		try_id(&s, list[i]->row.id);
	return s.n;
}

/* ---- articles */

struct shelf {
	struct view *view;
	struct source_rows sources;
	VEC_OF(struct view_article *);
};

static str source_name(const struct shelf *s, str sha256)
{
	for (uint32_t i = 0; i < s->sources.n; i++)
		if (str_eq(s->sources.v[i].sha256, sha256))
			return s->sources.v[i].name;
	return STR_NONE;
}

static int keep_article(void *ctx, const struct article_row *row, struct err *e)
{
	struct shelf *s = ctx;
	struct arena *a = s->view->arena;
	struct view_article *x = arena_one(a, struct view_article);

	(void)e;
	x->row = (struct article_row){
		.id = arena_str(a, row->id),
		.source = arena_str(a, row->source),
		.number = row->number,
		.title = arena_str(a, row->title),
		.publisher = arena_str(a, row->publisher),
		.url = arena_str(a, row->url),
		.lang = arena_str(a, row->lang),
		.published = arena_str(a, row->published),
		.published_basis = arena_str(a, row->published_basis),
	};
	x->source_name = source_name(s, row->source);
	x->title = row->title.n ? x->row.title
				: arena_str(a, passage_first_line(row->text));
	*vec_add(a, s) = x;
	return 0;
}

/* Undated last. */
static int by_date(const void *a, const void *b)
{
	const struct view_article *x = *(struct view_article *const *)a;
	const struct view_article *y = *(struct view_article *const *)b;
	int c;

	if ((x->row.published.n == 0) != (y->row.published.n == 0))
		return x->row.published.n == 0 ? 1 : -1;
	c = str_cmp(str_cut(x->row.published, 0, 10),
		    str_cut(y->row.published, 0, 10));
	return c ? c : str_cmp(x->row.id, y->row.id);
}

int view_articles(struct view *v, const struct view_article ***out, uint32_t *n,
		  struct err *e)
{
	struct shelf s = { .view = v };
	const struct view_article **list;

	if (store_sources(v->store, v->arena, &s.sources, e) < 0 ||
	    store_each_article(v->store, false, keep_article, &s, e) < 0)
		return -1;
	if (s.n)
		qsort(s.v, s.n, sizeof(*s.v), by_date);
	list = arena_many(v->arena, const struct view_article *, s.n + 1);
	for (uint32_t i = 0; i < s.n; i++) {
		s.v[i]->number = i + 1;
		list[i] = s.v[i];
		*map_put(&v->articles, s.v[i]->row.id) =
			(uint64_t)(uintptr_t)s.v[i];
	}
	v->has_articles = true;
	*out = list;
	*n = s.n;
	return 0;
}

const struct view_article *view_article(struct view *v, str id)
{
	const struct view_article **list;
	struct err e = ERR_INIT;
	const uint64_t *at;
	uint32_t n;

	if (!v->has_articles && view_articles(v, &list, &n, &e) < 0)
		return NULL;
	at = map_find(&v->articles, id);
	return at ? (const struct view_article *)(uintptr_t)*at : NULL;
}

str view_text(struct view *v, str id)
{
	const uint64_t *at = map_find(&v->texts, id);
	struct err e = ERR_INIT;
	bool found;
	str *text;

	if (at)
		return *(const str *)(uintptr_t)*at;
	text = arena_one(v->arena, str);
	if (store_article_text(v->store, v->arena, id, text, &found, &e) < 0 ||
	    !found)
		*text = STR_NONE;
	*map_put(&v->texts, arena_str(v->arena, id)) =
		(uint64_t)(uintptr_t)text;
	return *text;
}
