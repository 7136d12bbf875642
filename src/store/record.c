/* record.c - the record's items, listed by what they say; record_put.c puts
 * them. */
#include "store/dictionary.h"
#include "store/engine_priv.h"
#include "store/heads.h"

#include <limits.h>

#include "base/buf.h"
#include "base/limits.h"

#define LIMIT_QUERY ((size_t)4096)

#define TERM "(SELECT number FROM term WHERE text = ?)"

/* One condition: its SQL with @, the table that tells it, and ?, a text or a
 * day. */
struct condition {
	const char *sql;
	str text;
	day when;
};

static uint32_t conditions(const struct item_query *q, struct condition *out)
{
	const struct condition all[] = {
		{ "@.actor = " TERM, q->actor, DAY_NONE },
		{ "@.layer = " TERM, q->layer, DAY_NONE },
		{ "@.kind = " TERM, q->kind, DAY_NONE },
		{ "@.status = " TERM, q->status, DAY_NONE },
		{ "@.scope = " TERM, q->scope, DAY_NONE },
		{ "item.number IN (SELECT item FROM item_issue "
		  "WHERE issue = " TERM ")",
		  q->issue, DAY_NONE },
		{ q->actor.n ? "item.number IN (SELECT item FROM item_article "
			       "WHERE article = " TERM ")"
			     : "r.article = " TERM,
		  q->article, DAY_NONE },
		/* An open end reaches as far as asked; no day at all is
		 * within no interval. */
		{ "coalesce(@.day_from, -2147483648) <= ?", STR_NONE, q->to },
		{ "coalesce(@.day_to, 2147483647) >= ?", STR_NONE, q->from },
	};
	uint32_t n = 0;

	for (size_t i = 0; i < COUNT(all); i++)
		if (all[i].text.n || all[i].when != DAY_NONE)
			out[n++] = all[i];
	return n;
}

/* With the table for @ and the number of its value. */
static void put_sql(const char *sql, bool actor, uint32_t value,
		    struct buf *out)
{
	for (; *sql; sql++) {
		if (*sql == '@')
			buf_z(out, actor ? "a" : "item");
		else if (*sql == '?')
			buf_printf(out, "?%u", value);
		else
			buf_byte(out, *sql);
	}
}

/* An actor's items are told by item_actor, an article's by item_article: a few
 * of a layer's many. CROSS: it is asked first. */
static void where_of(const struct condition *c, uint32_t n,
		     const struct item_query *q, struct buf *out)
{
	bool dated = q->from != DAY_NONE || q->to != DAY_NONE;
	bool actor = q->actor.n > 0;

	if (actor)
		buf_z(out, " FROM item_actor AS a CROSS JOIN item WHERE "
			   "item.number = a.item AND ");
	else if (q->article.n)
		buf_z(out, " FROM item_article AS r CROSS JOIN item WHERE "
			   "item.number = r.item AND ");
	else
		buf_z(out, " FROM item WHERE ");
	put_sql(dated ? "(@.day_from IS NOT NULL OR @.day_to IS NOT NULL)"
		      : "TRUE",
		actor, 0, out);
	for (uint32_t i = 0; i < n; i++) {
		buf_z(out, " AND ");
		put_sql(c[i].sql, actor, i + 1, out);
	}
}

static void sql_of(const struct condition *c, uint32_t n,
		   const struct item_query *q, struct buf *out)
{
	buf_z(out, "SELECT item.number");
	where_of(c, n, q, out);
	buf_z(out, " ORDER BY coalesce(item.day_from, item.day_to) IS NULL, "
		   "coalesce(item.day_from, item.day_to), item.id, item.layer");
	if (q->limit || q->offset)
		buf_printf(out, " LIMIT %lld OFFSET %u",
			   q->limit ? (long long)q->limit : LLONG_MAX,
			   q->offset);
}

static void put_conditions(struct query *st, const struct condition *c,
			   uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		if (c[i].text.n)
			query_put(st, (int)i + 1, c[i].text);
		else
			query_put_day(st, (int)i + 1, c[i].when);
	}
}

typedef void sql_fn(const struct condition *c, uint32_t n,
		    const struct item_query *q, struct buf *out);

/* The query's question, as sql puts it, ready to step. */
static struct query *ask(struct store *s, const struct item_query *q,
			 sql_fn *sql, struct err *e)
{
	struct condition c[16];
	uint32_t n = conditions(q, c);
	struct query *st;
	struct buf text;

	buf_init(&text, LIMIT_QUERY);
	sql(c, n, q, &text);
	st = query_take_text(s, buf_cstr(&text), e);
	if (st)
		put_conditions(st, c, n);
	buf_release(&text);
	return st;
}

/* An item by its number: id, head, json and, where it isn't asked for, its
 * layer. */
static struct query *ask_one(struct store *s, str layer, struct err *e)
{
	if (layer.n)
		return query_take(s,
				  "SELECT id, head, json FROM item "
				  "WHERE number = ?1",
				  e);
	return query_take(s,
			  "SELECT i.id, i.head, i.json, t.text FROM item AS i "
			  "JOIN term AS t ON t.number = i.layer "
			  "WHERE i.number = ?1",
			  e);
}

/* From the columns head, json, of which heads may ask for the first alone. */
static bool item_json(struct query *st, struct arena *a, int column, bool heads,
		      str *out)
{
	str packed = query_bytes(st, column), head, rest;
	struct buf json;
	bool whole = true;

	*out = STR_NONE;
	if (!packed.n)
		return store_unpack(st->store, a, query_bytes(st, column + 1),
				    out);
	if (!store_unpack(st->store, a, packed, &head))
		return false;
	buf_init(&json, LIMIT_OUTPUT);
	if (heads)
		heads_alone(head, &json);
	else
		whole = store_unpack(st->store, a, query_bytes(st, column + 1),
				     &rest) &&
			heads_join(head, rest, &json);
	if (whole)
		*out = arena_str(a, buf_str(&json));
	buf_release(&json);
	return whole;
}

/* The item of one number, handed on. One that is damaged has no JSON: whoever
 * reads it says so. */
static int each_one(struct query *st, int64_t number,
		    const struct item_query *q, struct arena *a, item_fn *fn,
		    void *ctx, struct err *e)
{
	struct arena_mark mark = arena_mark(a);
	int r;

	query_put_int(st, 1, number);
	r = query_step(st, "reading the record", e);
	if (r > 0) {
		struct item_row row = {
			.layer = q->layer.n ? q->layer : query_text(st, 3),
			.id = query_text(st, 0),
		};

		(void)item_json(st, a, 1, q->heads, &row.json);
		r = fn(ctx, &row, e);
	}
	query_rewind(st);
	arena_rewind(a, mark);
	return r;
}

struct ranked {
	ranked_fn *fn;
	void *ctx;
	uint32_t articles;
};

static int hand_on(void *ctx, const struct item_row *row, struct err *e)
{
	struct ranked *x = ctx;

	return x->fn(x->ctx, row, x->articles, e);
}

/* Only the numbers are put in order: with their JSON the whole answer would
 * stand in memory at once. */
int store_each_item(struct store *s, const struct item_query *q, item_fn *fn,
		    void *ctx, struct err *e)
{
	struct query *one = ask_one(s, q->layer, e);
	struct query *st = one ? ask(s, q, sql_of, e) : NULL;
	struct arena *a = arena_new();
	int r = st ? 0 : -1, step = 0;

	while (r == 0 && (step = query_step(st, "reading the record", e)) > 0)
		r = each_one(one, query_int(st, 0), q, a, fn, ctx, e);
	query_give(&one);
	query_give(&st);
	arena_free(&a);
	return step < 0 ? -1 : r;
}

/* Those that most articles tell of come first, of them the latest. Of an actor
 * they stand in that order. */
static void ranked_sql(const struct condition *c, uint32_t n,
		       const struct item_query *q, struct buf *out)
{
	bool actor = q->actor.n > 0;

	put_sql("SELECT item.number, @.articles", actor, 0, out);
	where_of(c, n, q, out);
	if (!q->layer.n)
		put_sql(" AND @.layer IN (SELECT number FROM term WHERE text "
			"IN ('entries', 'statements', 'positions', "
			"'proposals'))",
			actor, 0, out);
	buf_z(out, actor ? " ORDER BY a.articles DESC, a.day DESC, "
			 : " ORDER BY articles DESC, "
			   "coalesce(day_from, day_to, -2147483648) DESC, ");
	buf_z(out, "item.id, item.layer");
}

int store_rank_items(struct store *s, const struct item_query *q,
		     among_fn *among, void *among_ctx, ranked_fn *fn, void *ctx,
		     struct err *e)
{
	struct query *one = ask_one(s, q->layer, e);
	struct query *st = one ? ask(s, q, ranked_sql, e) : NULL;
	struct arena *a = arena_new();
	int r = st ? 0 : -1, step = 0;

	while (r == 0 && (step = query_step(st, "searching", e)) > 0) {
		int64_t number = query_int(st, 0);
		struct ranked x = { fn, ctx, (uint32_t)query_int(st, 1) };
		bool yes = true;

		if (among)
			r = among(among_ctx, number, &yes, e);
		if (r == 0 && yes)
			r = each_one(one, number, q, a, hand_on, &x, e);
	}
	query_give(&one);
	query_give(&st);
	arena_free(&a);
	return step < 0 || r < 0 ? -1 : 0;
}

static void count_sql(const struct condition *c, uint32_t n,
		      const struct item_query *q, struct buf *out)
{
	buf_z(out, "SELECT count(*)");
	where_of(c, n, q, out);
}

int store_count_items(struct store *s, const struct item_query *q, uint32_t *n,
		      struct err *e)
{
	struct query *st = ask(s, q, count_sql, e);
	int64_t count = 0;
	int r = st ? query_number(&st, "counting the record", 0, &count, e)
		   : -1;

	*n = (uint32_t)count;
	return r;
}

int store_knows_actor(struct store *s, str actor, bool *known, struct err *e)
{
	struct query *st =
		query_take(s,
			   "SELECT 1 FROM item_actor WHERE actor = "
			   "(SELECT number FROM term WHERE text = ?1) LIMIT 1",
			   e);
	int r;

	if (!st)
		return -1;
	query_put(st, 1, actor);
	r = query_step(st, "looking for an actor", e);
	*known = r > 0;
	query_give(&st);
	return r < 0 ? -1 : 0;
}

#define ITEM_BY                                                                \
	"SELECT t.text, i.id, i.head, i.json FROM item AS i "                  \
	"JOIN term AS t ON t.number = i.layer WHERE i.id = "

static int find_item(struct store *s, struct arena *a, const char *sql, str id,
		     struct item_row *out, bool *found, struct err *e)
{
	struct query *st = query_take(s, sql, e);
	int r;

	*found = false;
	if (!st)
		return -1;
	query_put(st, 1, id);
	r = query_step(st, "reading the record", e);
	if (r > 0) {
		*found = true;
		*out = (struct item_row){
			.layer = arena_str(a, query_text(st, 0)),
			.id = arena_str(a, query_text(st, 1)),
		};
		(void)item_json(st, a, 2, false, &out->json);
	}
	query_give(&st);
	return r < 0 ? -1 : 0;
}

int store_each_item_id(struct store *s, item_fn *fn, void *ctx, struct err *e)
{
	struct query *st =
		query_take_many(s,
				"SELECT t.text, i.id FROM item AS i JOIN "
				"term AS t ON t.number = i.layer",
				e);
	int r = 0, step = 0;

	if (!st)
		return -1;
	while (r == 0 && (step = query_step(st, "reading the record", e)) > 0) {
		struct item_row row = { .layer = query_text(st, 0),
					.id = query_text(st, 1) };

		r = fn(ctx, &row, e);
	}
	query_give(&st);
	return step < 0 ? -1 : r;
}

int store_item_of(struct store *s, struct arena *a, str layer, str id,
		  str *json, struct err *e)
{
	struct query *st = query_take(
		s,
		"SELECT head, json FROM item WHERE id = ?1 AND layer = "
		"(SELECT number FROM term WHERE text = ?2)",
		e);
	int r;

	*json = STR_NONE;
	if (!st)
		return -1;
	query_put(st, 1, id);
	query_put(st, 2, layer);
	r = query_step(st, "reading the record", e);
	if (r > 0)
		(void)item_json(st, a, 0, false, json);
	query_give(&st);
	return r < 0 ? -1 : 0;
}

int store_item(struct store *s, struct arena *a, str id, struct item_row *out,
	       bool *found, struct err *e)
{
	if (find_item(s, a, ITEM_BY "?1", id, out, found, e) < 0)
		return -1;
	if (*found)
		return 0;
	return find_item(s, a,
			 ITEM_BY "(SELECT new FROM redirect WHERE old = ?1)",
			 id, out, found, e);
}
