/* record_links.c - what an item leads to, kept as numbers.
 *
 * Layers, kinds, actors … are terms: each stands once in its table and has a
 * number. Articles have their keys, so that what the full text finds leads to
 * items and back without a look at any text. An item's row has the numbers of
 * its actors, issues and articles (links.h); three tables have the items of
 * each. They are changed by the difference of both lists, before the row is. */
#include "store/record_priv.h"

#include "base/limits.h"
#include "base/map.h"
#include "store/engine_priv.h"

struct record_linker {
	struct store *store;
	struct map terms, articles; /* -> number */
	struct query *find, *make, *find_article, *old;
	struct query *insert[LINK_KINDS], *remove[LINK_KINDS];
};

static const char *const insert_sql[LINK_KINDS] = {
	"INSERT INTO item_actor (actor, item, articles, day, layer, kind, "
	"status, scope, day_from, day_to) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
	"?8, ?9, ?10) ON CONFLICT DO NOTHING",
	"INSERT INTO item_issue (issue, item) VALUES (?1, ?2) "
	"ON CONFLICT DO NOTHING",
	"INSERT INTO item_article (article, item) VALUES (?1, ?2) "
	"ON CONFLICT DO NOTHING",
};

static const char *const remove_sql[LINK_KINDS] = {
	("DELETE FROM item_actor WHERE actor = ?1 AND item = ?2 "
	 "AND articles = ?3 AND day = ?4"),
	"DELETE FROM item_issue WHERE issue = ?1 AND item = ?2",
	"DELETE FROM item_article WHERE article = ?1 AND item = ?2",
};

static bool take_all(struct record_linker *l, struct err *e)
{
	l->find = query_take(l->store,
			     "SELECT number FROM term WHERE text = ?1", e);
	if (l->find)
		l->make = query_take(l->store,
				     "INSERT INTO term (number, text) VALUES "
				     "((SELECT coalesce(max(number), 0) + 1 "
				     "FROM term), ?1) RETURNING number",
				     e);
	if (l->make)
		l->find_article = query_take(
			l->store, "SELECT key FROM article WHERE id = ?1", e);
	if (l->find_article)
		l->old = query_take(l->store,
				    "SELECT links, articles, "
				    "coalesce(day_from, day_to) "
				    "FROM item WHERE number = ?1",
				    e);
	if (!l->old)
		return false;
	for (int k = 0; k < LINK_KINDS; k++) {
		l->insert[k] = query_take(l->store, insert_sql[k], e);
		l->remove[k] = query_take(l->store, remove_sql[k], e);
		if (!l->insert[k] || !l->remove[k])
			return false;
	}
	return true;
}

void record_linker_end(struct record_linker *l)
{
	if (!l)
		return;
	query_give(&l->find);
	query_give(&l->make);
	query_give(&l->find_article);
	query_give(&l->old);
	for (int k = 0; k < LINK_KINDS; k++) {
		query_give(&l->insert[k]);
		query_give(&l->remove[k]);
	}
}

struct record_linker *record_linker_in(struct arena *a, struct store *s,
				       struct err *e)
{
	struct record_linker *l = arena_one(a, struct record_linker);

	*l = (struct record_linker){ .store = s };
	map_init(&l->terms, a);
	map_init(&l->articles, a);
	if (take_all(l, e))
		return l;
	record_linker_end(l);
	return NULL;
}

/* ---- terms */

static int ask_number(struct query *st, str text, int64_t *out, struct err *e)
{
	int r;

	query_put(st, 1, text);
	r = query_step(st, "keeping the record", e);
	if (r > 0)
		*out = query_int(st, 0);
	query_rewind(st);
	return r < 0 ? -1 : 0;
}

/* 0: of no text. */
static int term_of(struct record_linker *l, str text, int64_t *out,
		   struct err *e)
{
	uint64_t *at = text.p ? map_find(&l->terms, text) : NULL;

	*out = at ? (int64_t)*at : 0;
	if (!text.p || at)
		return 0;
	if (ask_number(l->find, text, out, e) < 0 ||
	    (!*out && ask_number(l->make, text, out, e) < 0))
		return -1;
	*map_put(&l->terms, arena_str(l->terms.arena, text)) = (uint64_t)*out;
	return 0;
}

static int terms_of(struct record_linker *l, struct arena *a, const str *v,
		    uint32_t n, struct numbers *out, struct err *e)
{
	*out = (struct numbers){ 0 };
	for (uint32_t i = 0; i < n; i++)
		if (term_of(l, v[i], vec_add(a, out), e) < 0)
			return -1;
	numbers_sort(out);
	return 0;
}

/* What no article is called leads nowhere. */
static int keys_of(struct record_linker *l, struct arena *a, const str *v,
		   uint32_t n, struct numbers *out, struct err *e)
{
	*out = (struct numbers){ 0 };
	for (uint32_t i = 0; i < n; i++) {
		uint64_t *at = map_find(&l->articles, v[i]);
		int64_t key = at ? (int64_t)*at : 0;

		if (!at && ask_number(l->find_article, v[i], &key, e) < 0)
			return -1;
		if (!at)
			*map_put(&l->articles, arena_str(l->articles.arena,
							 v[i])) = (uint64_t)key;
		if (key)
			*vec_add(a, out) = key;
	}
	numbers_sort(out);
	return 0;
}

int record_terms(struct record_linker *l, struct arena *a,
		 const struct record_item *x, struct item_terms *out,
		 struct err *e)
{
	struct numbers *of = out->links.of;
	struct buf bytes;

	if (term_of(l, x->layer, &out->layer, e) < 0 ||
	    term_of(l, x->kind, &out->kind, e) < 0 ||
	    term_of(l, x->status, &out->status, e) < 0 ||
	    term_of(l, x->scope, &out->scope, e) < 0 ||
	    terms_of(l, a, x->actors, x->n_actors, &of[LINK_ACTOR], e) < 0 ||
	    terms_of(l, a, x->issues, x->n_issues, &of[LINK_ISSUE], e) < 0 ||
	    keys_of(l, a, x->articles, x->n_articles, &of[LINK_ARTICLE], e) < 0)
		return -1;
	buf_init(&bytes, LIMIT_OUTPUT);
	links_write(&out->links, &bytes);
	out->packed = arena_str(a, buf_str(&bytes));
	buf_release(&bytes);
	return 0;
}

/* ---- links */

void query_put_term(struct query *q, int at, int64_t term)
{
	if (term)
		query_put_int(q, at, term);
	else
		query_put(q, at, STR_NONE);
}

static day rank_day(day from, day to)
{
	return from != DAY_NONE ? from : to != DAY_NONE ? to : INT32_MIN;
}

static int insert(struct record_linker *l, int kind, int64_t to, int64_t number,
		  const struct record_item *x, const struct item_terms *t,
		  struct err *e)
{
	struct query *st = l->insert[kind];

	query_put_int(st, 1, to);
	query_put_int(st, 2, number);
	if (kind == LINK_ACTOR) {
		query_put_int(st, 3, x->n_articles);
		query_put_int(st, 4, rank_day(x->from, x->to));
		query_put_int(st, 5, t->layer);
		query_put_term(st, 6, t->kind);
		query_put_term(st, 7, t->status);
		query_put_term(st, 8, t->scope);
		query_put_day(st, 9, x->from);
		query_put_day(st, 10, x->to);
	}
	return query_do(st, "keeping the record", e);
}

/* An item as it was. */
struct before {
	struct links links;
	int64_t articles, when;
};

static int remove_link(struct record_linker *l, int kind, int64_t to,
		       int64_t number, const struct before *b, struct err *e)
{
	struct query *st = l->remove[kind];

	query_put_int(st, 1, to);
	query_put_int(st, 2, number);
	if (kind == LINK_ACTOR) {
		query_put_int(st, 3, b->articles);
		query_put_int(st, 4, b->when);
	}
	return query_do(st, "replacing the record", e);
}

static int read_before(struct record_linker *l, struct arena *a, int64_t number,
		       struct before *out, struct err *e)
{
	int r;

	*out = (struct before){ 0 };
	query_put_int(l->old, 1, number);
	r = query_step(l->old, "reading the record", e);
	if (r > 0) {
		/* a damaged one leaves links behind until a rebuild */
		(void)links_read(a, query_bytes(l->old, 0), &out->links);
		out->articles = query_int(l->old, 1);
		out->when = query_text(l->old, 2).p ? query_int(l->old, 2)
						    : INT32_MIN;
	}
	query_rewind(l->old);
	return r < 0 ? -1 : 0;
}

/* Those of b that are not in t; t NULL: all. Actors all: their rows tell more
 * of the item. */
static int remove_old(struct record_linker *l, int64_t number,
		      const struct before *b, const struct links *t,
		      struct err *e)
{
	for (int k = 0; k < LINK_KINDS; k++)
		for (uint32_t i = 0; i < b->links.of[k].n; i++) {
			int64_t to = b->links.of[k].v[i];

			if (t && k != LINK_ACTOR && numbers_have(&t->of[k], to))
				continue;
			if (remove_link(l, k, to, number, b, e) < 0)
				return -1;
		}
	return 0;
}

int record_link(struct record_linker *l, struct arena *a, int64_t number,
		const struct record_item *x, const struct item_terms *t,
		bool fresh, day *was, struct err *e)
{
	struct before b = { .when = DAY_NONE };

	if (!fresh && (read_before(l, a, number, &b, e) < 0 ||
		       remove_old(l, number, &b, &t->links, e) < 0))
		return -1;
	*was = (day)b.when;
	for (int k = 0; k < LINK_KINDS; k++)
		for (uint32_t i = 0; i < t->links.of[k].n; i++) {
			int64_t to = t->links.of[k].v[i];

			if (k != LINK_ACTOR && numbers_have(&b.links.of[k], to))
				continue;
			if (insert(l, k, to, number, x, t, e) < 0)
				return -1;
		}
	return 0;
}

int record_unlink(struct record_linker *l, struct arena *a, int64_t number,
		  day *was, struct err *e)
{
	struct before b;

	if (read_before(l, a, number, &b, e) < 0)
		return -1;
	*was = (day)b.when;
	return remove_old(l, number, &b, NULL, e);
}
