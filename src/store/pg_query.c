/* pg_query.c - statements of the PostgreSQL engine.
 *
 * Inside a transaction what yields no row is only sent; the answers are read
 * before the next question, so that the thousands of rows of a record don't
 * wait for one answer each. Long answers come through a cursor. */
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "store/pg_priv.h"

#define FETCH 500
#define FETCH_FIRST 100
#define FETCH_LARGE 16

static struct pg_query *pg_query_of(struct query *q)
{
	return (struct pg_query *)q;
}

/* ?1 becomes $1; no literal of ours has a question mark. */
static char *dollars(const char *sql)
{
	size_t n = strlen(sql) + 1;
	char *out = xmalloc(n);

	memcpy(out, sql, n);
	for (char *c = out; *c; c++)
		if (*c == '?')
			*c = '$';
	return out;
}

struct query *pg_make(struct store *base, const char *sql, enum query_kind kind,
		      struct err *e)
{
	struct pg_query *q = xmalloc(sizeof(*q));

	(void)e; /* the server is told of it when it is run */
	*q = (struct pg_query){ .base.store = base,
				.sql = dollars(sql),
				.kind = kind,
				.is_read = strncmp(sql, "SELECT", 6) == 0 };
	snprintf(q->name, sizeof(q->name), "q%u", ++pg_of(base)->names);
	return &q->base;
}

void pg_rewind(struct query *base)
{
	struct pg_query *q = pg_query_of(base);
	struct pg_store *s = pg_of(base->store);
	struct err ignored = ERR_INIT;
	char sql[40];

	PQclear(q->rows);
	q->rows = NULL;
	q->ran = false;
	if (!q->open)
		return;
	q->open = false;
	pg_settle(s, &ignored); /* a failure is told by the commit */
	snprintf(sql, sizeof(sql), "CLOSE %s", q->name);
	if (PQtransactionStatus(s->c) == PQTRANS_INTRANS)
		PQclear(PQexec(s->c, sql));
	pg_thaw(base->store);
}

void pg_clear(struct query *q)
{
	pg_rewind(q);
	pg_query_of(q)->n = 0;
}

void pg_drop(struct query *q)
{
	pg_rewind(q);
	free(pg_query_of(q)->sql);
	free(pg_query_of(q)->copy);
	free(q);
}

static void put_as(struct pg_query *q, int at, const char *value, size_t n,
		   int format)
{
	kassert(at >= 1 && at <= PG_PARAMS);
	q->values[at - 1] = value;
	q->lengths[at - 1] = (int)n;
	q->formats[at - 1] = format;
	if (at > q->n)
		q->n = at;
}

/* What no text here can be: PostgreSQL takes UTF-8 alone, without NUL. */
static bool is_no_text(str s)
{
	return s.n && (utf8_valid_to(s) != s.n || memchr(s.p, 0, s.n));
}

/* As they are: PostgreSQL's binary form of a text is its bytes. Who looks for
 * what is no text finds nothing: nothing is a letter that is none. */
void pg_put(struct query *q, int at, str value)
{
	if (pg_query_of(q)->is_read && is_no_text(value))
		value = STR("\xef\xbf\xbf");
	put_as(pg_query_of(q), at, value.p, value.n, 1);
}

void pg_put_bytes(struct query *q, int at, str value)
{
	put_as(pg_query_of(q), at, value.p ? value.p : "", value.n, 1);
}

void pg_put_int(struct query *base, int at, int64_t value)
{
	struct pg_query *q = pg_query_of(base);

	snprintf(q->numbers[at - 1], sizeof(q->numbers[0]), "%lld",
		 (long long)value);
	put_as(q, at, q->numbers[at - 1], 0, 0);
}

/* Rows in binary form. */
static PGresult *ask_with(struct pg_query *q, const char *sql)
{
	struct pg_store *s = pg_of(q->base.store);

	return PQexecParams(s->c, sql, q->n, NULL, q->values, q->lengths,
			    q->formats, 1);
}

static int prepare(struct pg_query *q, const char *doing, struct err *e)
{
	struct pg_store *s = pg_of(q->base.store);
	PGresult *r;
	int code = 0;

	if (pg_settle(s, e) < 0)
		return -1;
	r = PQprepare(s->c, q->name, q->sql, 0, NULL);
	q->prepared = pg_is_good(r);
	if (!q->prepared)
		code = pg_fail(s, r, doing, e);
	else if (s->base.in_transaction)
		pg_rows_describe(q);
	PQclear(r);
	return code;
}

static PGresult *ask_prepared(struct pg_query *q, const char *doing,
			      struct err *e)
{
	struct pg_store *s = pg_of(q->base.store);

	if (!q->prepared && prepare(q, doing, e) < 0)
		return NULL;
	if (pg_settle(s, e) < 0)
		return NULL;
	return PQexecPrepared(s->c, q->name, q->n, q->values, q->lengths,
			      q->formats, 1);
}

/* The whole answer. */
static int ask_whole(struct pg_query *q, const char *doing, struct err *e)
{
	struct pg_store *s = pg_of(q->base.store);
	struct err first = ERR_INIT;
	PGresult *r = ask_prepared(q, doing, &first);

	if (!pg_is_good(r) && pg_try_again(s, q->is_read, e)) {
		PQclear(r);
		first = (struct err)ERR_INIT;
		r = ask_prepared(q, doing, &first);
	}
	if (pg_is_good(r)) {
		q->rows = r;
		q->row = -1;
		return 0;
	}
	if (first.code == ERR_NONE)
		pg_fail(s, r, doing, &first);
	PQclear(r);
	if (e->code == ERR_NONE)
		*e = first;
	return -1;
}

static int fetch(struct pg_query *q, const char *doing, struct err *e)
{
	struct pg_store *s = pg_of(q->base.store);
	char sql[60];

	PQclear(q->rows);
	q->rows = NULL;
	q->row = -1;
	if (pg_settle(s, e) < 0)
		return -1;
	snprintf(sql, sizeof(sql), "FETCH %d FROM %s",
		 q->kind == QUERY_FIRST	  ? FETCH_FIRST
		 : q->kind == QUERY_LARGE ? FETCH_LARGE
					  : FETCH,
		 q->name);
	q->rows = PQexecParams(s->c, sql, 0, NULL, NULL, NULL, NULL, 1);
	if (pg_is_good(q->rows))
		return 0;
	return pg_fail(s, q->rows, doing, e);
}

/* Whether it is planned for its first rows or for all of them. */
static int plan_for(struct pg_store *s, struct pg_query *q, bool first,
		    struct err *e)
{
	if (q->kind != QUERY_FIRST)
		return 0;
	return store_run(&s->base,
			 first ? "SET LOCAL cursor_tuple_fraction = 0.001"
			       : "SET LOCAL cursor_tuple_fraction = 1",
			 e);
}

static int open_cursor(struct pg_query *q, const char *doing, struct err *e)
{
	struct pg_store *s = pg_of(q->base.store);
	struct buf sql;
	PGresult *r;
	int code = 0;

	if (pg_settle(s, e) < 0 || pg_freeze(&s->base, e) < 0)
		return -1;
	if (plan_for(s, q, true, e) < 0) {
		pg_thaw(&s->base);
		return -1;
	}
	buf_init(&sql, (size_t)1 << 20);
	buf_printf(&sql, "DECLARE %s NO SCROLL CURSOR FOR ", q->name);
	buf_z(&sql, q->sql);
	r = ask_with(q, buf_cstr(&sql));
	buf_release(&sql);
	if (!pg_is_good(r)) {
		code = pg_fail(s, r, doing, e);
		pg_thaw(&s->base);
	}
	q->open = code == 0;
	PQclear(r);
	if (code < 0 || plan_for(s, q, false, e) < 0)
		return -1;
	return fetch(q, doing, e);
}

int pg_step(struct query *base, const char *doing, struct err *e)
{
	struct pg_query *q = pg_query_of(base);

	if (!q->ran && (q->kind == QUERY_FEW ? ask_whole(q, doing, e)
					     : open_cursor(q, doing, e)) < 0)
		return -1;
	q->ran = true;
	if (++q->row < PQntuples(q->rows))
		return 1;
	if (!q->open || PQntuples(q->rows) == 0)
		return 0;
	if (fetch(q, doing, e) < 0)
		return -1;
	return ++q->row < PQntuples(q->rows);
}

int pg_send(struct pg_store *s, const struct pg_sent *x, const char *doing,
	    struct err *e)
{
	if (s->sent == PG_SENT && pg_answers(s, e) < 0)
		return -1;
	if (!s->sent && !PQenterPipelineMode(s->c))
		return pg_fail(s, NULL, doing, e);
	s->doing[s->sent++] = doing;
	if (!PQsendQueryPrepared(s->c, x->name, x->n, x->values, x->lengths,
				 x->formats, 1))
		return pg_fail(s, NULL, doing, e);
	return 0;
}

int pg_run_query(struct query *base, const char *doing, struct err *e)
{
	struct pg_query *q = pg_query_of(base);
	struct pg_store *s = pg_of(base->store);
	struct pg_sent x;

	if (!s->base.in_transaction) {
		if (pg_step(base, doing, e) < 0)
			return -1;
		pg_rewind(base);
		return 0;
	}
	if (!q->prepared && prepare(q, doing, e) < 0)
		return -1;
	if (q->copy)
		return pg_rows_put(q, doing, e);
	x.name = q->name;
	x.n = q->n;
	memcpy(x.values, q->values, (size_t)q->n * sizeof(*x.values));
	memcpy(x.lengths, q->lengths, (size_t)q->n * sizeof(*x.lengths));
	memcpy(x.formats, q->formats, (size_t)q->n * sizeof(*x.formats));
	return pg_rows_flush(s, e) < 0 ? -1 : pg_send(s, &x, doing, e);
}

/* ---- values, as the server sends them: the highest byte first */

str pg_bytes(struct query *base, int column)
{
	struct pg_query *q = pg_query_of(base);

	if (PQgetisnull(q->rows, q->row, column))
		return STR_NONE;
	return (str){ PQgetvalue(q->rows, q->row, column),
		      (size_t)PQgetlength(q->rows, q->row, column) };
}

int64_t pg_number_of(struct query *base, int column)
{
	str value = pg_bytes(base, column);
	uint64_t n = 0;

	if (!value.n)
		return 0;
	if ((unsigned char)value.p[0] & 0x80)
		n = UINT64_MAX;
	for (size_t i = 0; i < value.n; i++)
		n = n << 8 | (unsigned char)value.p[i];
	return (int64_t)n;
}

double pg_real(struct query *base, int column)
{
	int64_t n = pg_number_of(base, column);
	double out;

	memcpy(&out, &n, sizeof(out));
	return out;
}
