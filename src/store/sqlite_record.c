/* sqlite_record.c - the record's items: put whole, listed by what they say. */
#include "store/sqlite_priv.h"

#include "base/buf.h"

#define LIMIT_QUERY ((size_t)4096)

static int put_links(struct store *s, const char *sql, sqlite3_int64 item,
		     const str *values, uint32_t n, struct err *e)
{
	sqlite3_stmt *st = sqlite_take(s, sql, e);
	int r = 0;

	if (!st)
		return -1;
	for (uint32_t i = 0; r == 0 && i < n; i++) {
		sqlite_bind(st, 1, values[i]);
		sqlite3_bind_int64(st, 2, item);
		r = sqlite_do(s, st, "keeping the record", e);
	}
	sqlite_give(s, &st);
	return r;
}

static int put_item(struct store *s, const struct record_item *x,
		    sqlite3_int64 number, struct err *e)
{
	sqlite3_stmt *st = sqlite_take(
		s,
		"INSERT INTO item (number, layer, id, kind, status, scope, "
		"day_from, day_to, json) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
		e);
	int r;

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, number);
	sqlite_bind(st, 2, x->layer);
	sqlite_bind(st, 3, x->id);
	sqlite_bind(st, 4, x->kind);
	sqlite_bind(st, 5, x->status);
	sqlite_bind(st, 6, x->scope);
	sqlite_bind_day(st, 7, x->from);
	sqlite_bind_day(st, 8, x->to);
	sqlite_bind(st, 9, x->json);
	r = sqlite_do(s, st, "keeping the record", e);
	if (r < 0)
		err_in(e, "%.*s %.*s", STR_FMT(x->layer), STR_FMT(x->id));
	sqlite_give(s, &st);
	if (r < 0)
		return -1;
	if (put_links(s,
		      "INSERT OR IGNORE INTO item_actor (actor, item) "
		      "VALUES (?1, ?2)",
		      number, x->actors, x->n_actors, e) < 0 ||
	    put_links(s,
		      "INSERT OR IGNORE INTO item_issue (issue, item) "
		      "VALUES (?1, ?2)",
		      number, x->issues, x->n_issues, e) < 0 ||
	    put_links(s,
		      "INSERT OR IGNORE INTO item_article (article, item) "
		      "VALUES (?1, ?2)",
		      number, x->articles, x->n_articles, e) < 0)
		return -1;
	return 0;
}

int store_put_record(struct store *s, const struct record *r, struct err *e)
{
	if (sqlite_run(s,
		       "DELETE FROM item_actor; DELETE FROM item_issue;"
		       "DELETE FROM item_article; DELETE FROM item;",
		       e) < 0)
		return -1;
	for (uint32_t i = 0; i < r->items.n; i++)
		if (put_item(s, &r->items.v[i], (sqlite3_int64)i + 1, e) < 0)
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
		{ "ifnull(day_from, -2147483648) <= ", STR_NONE, q->to },
		{ "ifnull(day_to, 2147483647) >= ", STR_NONE, q->from },
	};
	uint32_t n = 0;

	for (size_t i = 0; i < COUNT(all); i++)
		if (all[i].text.n || all[i].when != DAY_NONE)
			out[n++] = all[i];
	return n;
}

static void query_text(const struct condition *c, uint32_t n,
		       const struct item_query *q, struct buf *out)
{
	bool dated = q->from != DAY_NONE || q->to != DAY_NONE;

	buf_z(out, "SELECT number FROM item WHERE ");
	buf_z(out,
	      dated ? "(day_from IS NOT NULL OR day_to IS NOT NULL)" : "1");
	for (uint32_t i = 0; i < n; i++) {
		bool nested = strchr(c[i].sql, '(') && c[i].text.n;

		buf_printf(out, " AND %s?%u%s", c[i].sql, i + 1,
			   nested ? ")" : "");
	}
	buf_z(out, " ORDER BY coalesce(day_from, day_to) IS NULL, "
		   "coalesce(day_from, day_to), id, layer");
	if (q->limit || q->offset)
		buf_printf(out, " LIMIT %lld OFFSET %u",
			   q->limit ? (long long)q->limit : -1LL, q->offset);
}

/* The item of one number, handed on. */
static int each_one(struct store *s, sqlite3_stmt *st, sqlite3_int64 number,
		    item_fn *fn, void *ctx, struct err *e)
{
	int r;

	sqlite3_bind_int64(st, 1, number);
	if (sqlite3_step(st) == SQLITE_ROW) {
		struct item_row row = { sqlite_text(st, 0), sqlite_text(st, 1),
					sqlite_text(st, 2) };

		r = fn(ctx, &row, e);
	} else {
		r = sqlite_fail(s, "reading the record", e);
	}
	sqlite3_reset(st);
	return r;
}

/* Only the numbers are put in order: with their JSON the whole answer would
 * stand in memory at once. */
int store_each_item(struct store *s, const struct item_query *q, item_fn *fn,
		    void *ctx, struct err *e)
{
	struct condition c[16];
	uint32_t n = conditions(q, c);
	sqlite3_stmt *st = NULL, *one;
	struct buf sql;
	int r = 0, step = SQLITE_DONE;

	one = sqlite_take(
		s, "SELECT layer, id, json FROM item WHERE number = ?1", e);
	if (!one)
		return -1;
	buf_init(&sql, LIMIT_QUERY);
	query_text(c, n, q, &sql);
	if (sqlite3_prepare_v2(s->db, buf_cstr(&sql), -1, &st, NULL) !=
	    SQLITE_OK) {
		r = sqlite_fail(s, "asking the record", e);
		goto out;
	}
	for (uint32_t i = 0; i < n; i++) {
		if (c[i].text.n)
			sqlite_bind(st, (int)i + 1, c[i].text);
		else
			sqlite_bind_day(st, (int)i + 1, c[i].when);
	}
	while (r == 0 && (step = sqlite3_step(st)) == SQLITE_ROW)
		r = each_one(s, one, sqlite3_column_int64(st, 0), fn, ctx, e);
	if (r == 0 && step != SQLITE_DONE)
		r = sqlite_fail(s, "reading the record", e);
out:
	sqlite_give(s, &one);
	sqlite3_finalize(st);
	buf_release(&sql);
	return r;
}

static int find_item(struct store *s, struct arena *a, const char *sql, str id,
		     struct item_row *out, bool *found, struct err *e)
{
	sqlite3_stmt *st = sqlite_take(s, sql, e);
	int r;

	*found = false;
	if (!st)
		return -1;
	sqlite_bind(st, 1, id);
	r = sqlite3_step(st);
	if (r == SQLITE_ROW) {
		*found = true;
		*out = (struct item_row){ arena_str(a, sqlite_text(st, 0)),
					  arena_str(a, sqlite_text(st, 1)),
					  arena_str(a, sqlite_text(st, 2)) };
	} else if (r != SQLITE_DONE) {
		sqlite_fail(s, "reading the record", e);
	}
	sqlite_give(s, &st);
	return r == SQLITE_ROW || r == SQLITE_DONE ? 0 : -1;
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
