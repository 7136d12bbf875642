/* record.c - the record's items: put whole, listed by what they say. */
#include "store/engine_priv.h"

#include <limits.h>

#include "base/buf.h"

#define LIMIT_QUERY ((size_t)4096)

static int put_links(struct store *s, const char *sql, int64_t item,
		     const str *values, uint32_t n, struct err *e)
{
	struct query *st = query_take(s, sql, e);
	int r = 0;

	if (!st)
		return -1;
	for (uint32_t i = 0; r == 0 && i < n; i++) {
		query_put(st, 1, values[i]);
		query_put_int(st, 2, item);
		r = query_do(st, "keeping the record", e);
	}
	query_give(&st);
	return r;
}

static int put_item(struct store *s, const struct record_item *x,
		    int64_t number, struct err *e)
{
	struct query *st = query_take(
		s,
		"INSERT INTO item (number, layer, id, kind, status, scope, "
		"day_from, day_to, json) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
		e);
	int r;

	if (!st)
		return -1;
	query_put_int(st, 1, number);
	query_put(st, 2, x->layer);
	query_put(st, 3, x->id);
	query_put(st, 4, x->kind);
	query_put(st, 5, x->status);
	query_put(st, 6, x->scope);
	query_put_day(st, 7, x->from);
	query_put_day(st, 8, x->to);
	query_put(st, 9, x->json);
	r = query_do(st, "keeping the record", e);
	if (r < 0)
		err_in(e, "%.*s %.*s", STR_FMT(x->layer), STR_FMT(x->id));
	query_give(&st);
	if (r < 0)
		return -1;
	if (put_links(s,
		      "INSERT INTO item_actor (actor, item) "
		      "VALUES (?1, ?2) ON CONFLICT DO NOTHING",
		      number, x->actors, x->n_actors, e) < 0 ||
	    put_links(s,
		      "INSERT INTO item_issue (issue, item) "
		      "VALUES (?1, ?2) ON CONFLICT DO NOTHING",
		      number, x->issues, x->n_issues, e) < 0 ||
	    put_links(s,
		      "INSERT INTO item_article (article, item) "
		      "VALUES (?1, ?2) ON CONFLICT DO NOTHING",
		      number, x->articles, x->n_articles, e) < 0)
		return -1;
	return 0;
}

int store_put_record(struct store *s, const struct record *r, struct err *e)
{
	if (store_run(s,
		      "DELETE FROM item_actor; DELETE FROM item_issue;"
		      "DELETE FROM item_article; DELETE FROM item;",
		      e) < 0)
		return -1;
	for (uint32_t i = 0; i < r->items.n; i++)
		if (put_item(s, &r->items.v[i], (int64_t)i + 1, e) < 0)
			return -1;
	return 0;
}

/* One condition: its SQL with ?N, bound to a text or a day. */
struct condition {
	const char *sql;
	str text;
	day when;
};

static uint32_t conditions(const struct item_query *q, struct condition *out)
{
	const struct condition all[] = {
		{ "layer = ", q->layer, DAY_NONE },
		{ "kind = ", q->kind, DAY_NONE },
		{ "status = ", q->status, DAY_NONE },
		{ "scope = ", q->scope, DAY_NONE },
		{ "number IN (SELECT item FROM item_actor WHERE actor = ",
		  q->actor, DAY_NONE },
		{ "number IN (SELECT item FROM item_issue WHERE issue = ",
		  q->issue, DAY_NONE },
		{ "number IN (SELECT item FROM item_article WHERE article = ",
		  q->article, DAY_NONE },
		/* An open end reaches as far as asked; no day at all is
		 * within no interval. */
		{ "coalesce(day_from, -2147483648) <= ", STR_NONE, q->to },
		{ "coalesce(day_to, 2147483647) >= ", STR_NONE, q->from },
	};
	uint32_t n = 0;

	for (size_t i = 0; i < COUNT(all); i++)
		if (all[i].text.n || all[i].when != DAY_NONE)
			out[n++] = all[i];
	return n;
}

static void sql_of(const struct condition *c, uint32_t n,
		   const struct item_query *q, struct buf *out)
{
	bool dated = q->from != DAY_NONE || q->to != DAY_NONE;

	buf_z(out, "SELECT number FROM item WHERE ");
	buf_z(out,
	      dated ? "(day_from IS NOT NULL OR day_to IS NOT NULL)" : "TRUE");
	for (uint32_t i = 0; i < n; i++) {
		bool nested = strchr(c[i].sql, '(') && c[i].text.n;

		buf_printf(out, " AND %s?%u%s", c[i].sql, i + 1,
			   nested ? ")" : "");
	}
	buf_z(out, " ORDER BY coalesce(day_from, day_to) IS NULL, "
		   "coalesce(day_from, day_to), id, layer");
	if (q->limit || q->offset)
		buf_printf(out, " LIMIT %lld OFFSET %u",
			   q->limit ? (long long)q->limit : LLONG_MAX,
			   q->offset);
}

/* The item of one number, handed on. */
static int each_one(struct query *st, int64_t number, item_fn *fn, void *ctx,
		    struct err *e)
{
	int r;

	query_put_int(st, 1, number);
	r = query_step(st, "reading the record", e);
	if (r > 0) {
		struct item_row row = { query_text(st, 0), query_text(st, 1),
					query_text(st, 2) };

		r = fn(ctx, &row, e);
	}
	query_rewind(st);
	return r;
}

/* Only the numbers are put in order: with their JSON the whole answer would
 * stand in memory at once. */
int store_each_item(struct store *s, const struct item_query *q, item_fn *fn,
		    void *ctx, struct err *e)
{
	struct condition c[16];
	uint32_t n = conditions(q, c);
	struct query *st = NULL, *one;
	struct buf sql;
	int r = 0, step = 0;

	one = query_take(
		s, "SELECT layer, id, json FROM item WHERE number = ?1", e);
	if (!one)
		return -1;
	buf_init(&sql, LIMIT_QUERY);
	sql_of(c, n, q, &sql);
	st = query_take_text(s, buf_cstr(&sql), e);
	if (!st) {
		r = -1;
		goto out;
	}
	for (uint32_t i = 0; i < n; i++) {
		if (c[i].text.n)
			query_put(st, (int)i + 1, c[i].text);
		else
			query_put_day(st, (int)i + 1, c[i].when);
	}
	while (r == 0 && (step = query_step(st, "reading the record", e)) > 0)
		r = each_one(one, query_int(st, 0), fn, ctx, e);
	if (step < 0)
		r = -1;
out:
	query_give(&one);
	query_give(&st);
	buf_release(&sql);
	return r;
}

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
		*out = (struct item_row){ arena_str(a, query_text(st, 0)),
					  arena_str(a, query_text(st, 1)),
					  arena_str(a, query_text(st, 2)) };
	}
	query_give(&st);
	return r < 0 ? -1 : 0;
}

int store_item(struct store *s, struct arena *a, str id, struct item_row *out,
	       bool *found, struct err *e)
{
	if (find_item(s, a, "SELECT layer, id, json FROM item WHERE id = ?1",
		      id, out, found, e) < 0)
		return -1;
	if (*found)
		return 0;
	return find_item(s, a,
			 "SELECT layer, id, json FROM item WHERE id = "
			 "(SELECT new FROM redirect WHERE old = ?1)",
			 id, out, found, e);
}
