/* pg.c - statements, transactions and errors of the PostgreSQL engine.
 *
 * Inside a transaction what yields no row is only sent; the answers are read
 * before the next question, so that the thousands of rows of a record don't
 * wait for one answer each. Long answers come through a cursor. */
#include "store/pg_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/utf8.h"

#define FETCH "500"
#define ASK_AGAIN_MS 200
#define ASK_AGAIN 150 /* half a minute */

/* ---- errors */

static const char *state_of(const PGresult *r)
{
	const char *state = r ? PQresultErrorField(r, PG_DIAG_SQLSTATE) : NULL;

	return state ? state : "";
}

bool pg_state_is(const PGresult *r, const char *state)
{
	return strcmp(state_of(r), state) == 0;
}

static bool lost(const struct pg_store *s, const PGresult *r)
{
	return PQstatus(s->c) != CONNECTION_OK ||
	       strncmp(state_of(r), "08", 2) == 0 ||
	       strncmp(state_of(r), "57P0", 4) == 0;
}

/* libpq's words in one line, cut. */
static void in_a_line(const char *text, char out[400])
{
	size_t n = 0;

	for (; *text && n < 399; text++)
		if (*text != '\n' || (text[1] && text[1] != '\n'))
			out[n++] = *text == '\n' || *text == '\t' ? ' ' : *text;
	out[n] = 0;
}

int pg_fail(struct pg_store *s, const PGresult *r, const char *doing,
	    struct err *e)
{
	const char *first =
		r ? PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY) : NULL;
	const char *name = s->base.name;
	char why[400];

	in_a_line(first ? first : PQerrorMessage(s->c), why);
	if (!s->is_set_up && lost(s, r))
		return err_set(e, ERR_STORE, "%s: %s: %s", name, doing, why);
	if (lost(s, r))
		return err_set(e, ERR_STORE,
			       "%s: %s: the connection to the server was "
			       "lost: %s",
			       name, doing, why);
	if (pg_state_is(r, "53100"))
		return err_set(
			e, ERR_FULL,
			"%s: %s: no space left on the server's disk (%s)", name,
			doing, why);
	if (pg_state_is(r, "55P03"))
		return err_set(e, ERR_STORE,
			       "%s: %s: another keii has been writing for "
			       "longer than ten minutes; try again when it is "
			       "done",
			       name, doing);
	if (pg_state_is(r, "40P01") || pg_state_is(r, "40001"))
		return err_set(e, ERR_STORE,
			       "%s: %s: another keii was changing the same; "
			       "try again",
			       name, doing);
	if (pg_state_is(r, "25006") || pg_state_is(r, "42501"))
		return err_set(e, ERR_STORE,
			       "%s: %s: the store may only be read here (%s)",
			       name, doing, why);
	return err_set(e, ERR_STORE, "%s: %s: %s", name, doing, why);
}

static bool is_good(const PGresult *r)
{
	ExecStatusType status = PQresultStatus(r);

	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

/* ---- what was sent */

/* Reads the answers to all that was sent. */
static int settle(struct pg_store *s, struct err *e)
{
	unsigned done = 0, sent = s->sent;
	bool ended = false;
	int code = 0;

	if (!sent)
		return 0;
	s->sent = 0;
	if (!PQpipelineSync(s->c))
		code = pg_fail(s, NULL, "keeping the changes", e);
	while (code == 0 && !ended) {
		PGresult *r = PQgetResult(s->c);

		if (!r && PQstatus(s->c) != CONNECTION_OK)
			code = pg_fail(s, NULL, "keeping the changes", e);
		else if (!r)
			done++;
		else if (PQresultStatus(r) == PGRES_PIPELINE_SYNC)
			ended = true;
		else if (!is_good(r) &&
			 PQresultStatus(r) != PGRES_PIPELINE_ABORTED)
			pg_fail(s, r, s->doing[done < sent ? done : sent - 1],
				e);
		PQclear(r);
	}
	if (ended)
		PQexitPipelineMode(s->c);
	return code < 0 || e->code != ERR_NONE ? -1 : 0;
}

/* ---- questions */

/* Only what can be asked twice, and only when nothing is under way. */
static bool try_again(struct pg_store *s, bool can, struct err *e)
{
	return can && s->is_set_up && !s->base.in_transaction && !s->frozen &&
	       PQstatus(s->c) != CONNECTION_OK && pg_connect(s, e) == 0;
}

PGresult *pg_ask(struct pg_store *s, const char *sql, const char *doing,
		 struct err *e)
{
	PGresult *r;

	if (settle(s, e) < 0)
		return NULL;
	r = PQexec(s->c, sql);
	if (is_good(r))
		return r;
	pg_fail(s, r, doing, e);
	PQclear(r);
	return NULL;
}

int pg_number(struct pg_store *s, const char *sql, int64_t *out, struct err *e)
{
	PGresult *r = pg_ask(s, sql, "asking the store", e);

	*out = 0;
	if (!r)
		return -1;
	if (PQntuples(r) == 1)
		*out = strtoll(PQgetvalue(r, 0, 0), NULL, 10);
	PQclear(r);
	return 0;
}

static int run(struct store *s, const char *sql, struct err *e)
{
	PGresult *r = pg_ask(pg_of(s), sql, "changing the store", e);

	PQclear(r);
	return e->code == ERR_NONE ? 0 : -1;
}

/* ---- statements */

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

static struct query *make(struct store *base, const char *sql,
			  enum query_kind kind, struct err *e)
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

static void rewind_query(struct query *base)
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
	settle(s, &ignored); /* a failure is told by the commit */
	snprintf(sql, sizeof(sql), "CLOSE %s", q->name);
	if (PQtransactionStatus(s->c) == PQTRANS_INTRANS)
		PQclear(PQexec(s->c, sql));
	pg_thaw(base->store);
}

static void clear(struct query *q)
{
	rewind_query(q);
	pg_query_of(q)->n = 0;
}

static void drop(struct query *q)
{
	rewind_query(q);
	free(pg_query_of(q)->sql);
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
static void put(struct query *q, int at, str value)
{
	if (pg_query_of(q)->is_read && is_no_text(value))
		value = STR("\xef\xbf\xbf");
	put_as(pg_query_of(q), at, value.p, value.n, 1);
}

static void put_bytes(struct query *q, int at, str value)
{
	put_as(pg_query_of(q), at, value.p ? value.p : "", value.n, 1);
}

static void put_int(struct query *base, int at, int64_t value)
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

	if (settle(s, e) < 0)
		return -1;
	r = PQprepare(s->c, q->name, q->sql, 0, NULL);
	q->prepared = is_good(r);
	if (!q->prepared)
		code = pg_fail(s, r, doing, e);
	PQclear(r);
	return code;
}

static PGresult *ask_prepared(struct pg_query *q, const char *doing,
			      struct err *e)
{
	struct pg_store *s = pg_of(q->base.store);

	if (!q->prepared && prepare(q, doing, e) < 0)
		return NULL;
	if (settle(s, e) < 0)
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

	if (!is_good(r) && try_again(s, q->is_read, e)) {
		PQclear(r);
		first = (struct err)ERR_INIT;
		r = ask_prepared(q, doing, &first);
	}
	if (is_good(r)) {
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
	if (settle(s, e) < 0)
		return -1;
	snprintf(sql, sizeof(sql), "FETCH " FETCH " FROM %s", q->name);
	q->rows = PQexecParams(s->c, sql, 0, NULL, NULL, NULL, NULL, 1);
	if (is_good(q->rows))
		return 0;
	return pg_fail(s, q->rows, doing, e);
}

static int open_cursor(struct pg_query *q, const char *doing, struct err *e)
{
	struct pg_store *s = pg_of(q->base.store);
	struct buf sql;
	PGresult *r;
	int code = 0;

	if (settle(s, e) < 0 || pg_freeze(&s->base, e) < 0)
		return -1;
	buf_init(&sql, (size_t)1 << 20);
	buf_printf(&sql, "DECLARE %s NO SCROLL CURSOR FOR ", q->name);
	buf_z(&sql, q->sql);
	r = ask_with(q, buf_cstr(&sql));
	buf_release(&sql);
	if (!is_good(r)) {
		code = pg_fail(s, r, doing, e);
		pg_thaw(&s->base);
	}
	q->open = code == 0;
	PQclear(r);
	return code < 0 ? -1 : fetch(q, doing, e);
}

static int step(struct query *base, const char *doing, struct err *e)
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

static int run_query(struct query *base, const char *doing, struct err *e)
{
	struct pg_query *q = pg_query_of(base);
	struct pg_store *s = pg_of(base->store);

	if (!s->base.in_transaction) {
		if (step(base, doing, e) < 0)
			return -1;
		rewind_query(base);
		return 0;
	}
	if ((!q->prepared && prepare(q, doing, e) < 0) ||
	    (s->sent == PG_SENT && settle(s, e) < 0))
		return -1;
	if (!s->sent && !PQenterPipelineMode(s->c))
		return pg_fail(s, NULL, doing, e);
	s->doing[s->sent++] = doing;
	if (!PQsendQueryPrepared(s->c, q->name, q->n, q->values, q->lengths,
				 q->formats, 1))
		return pg_fail(s, NULL, doing, e);
	return 0;
}

/* ---- values, as the server sends them: the highest byte first */

static str bytes(struct query *base, int column)
{
	struct pg_query *q = pg_query_of(base);

	if (PQgetisnull(q->rows, q->row, column))
		return STR_NONE;
	return (str){ PQgetvalue(q->rows, q->row, column),
		      (size_t)PQgetlength(q->rows, q->row, column) };
}

static int64_t number(struct query *base, int column)
{
	str value = bytes(base, column);
	uint64_t n = 0;

	if (!value.n)
		return 0;
	if ((unsigned char)value.p[0] & 0x80)
		n = UINT64_MAX;
	for (size_t i = 0; i < value.n; i++)
		n = n << 8 | (unsigned char)value.p[i];
	return (int64_t)n;
}

static double real(struct query *base, int column)
{
	int64_t n = number(base, column);
	double out;

	memcpy(&out, &n, sizeof(out));
	return out;
}

/* ---- transactions */

int pg_freeze(struct store *base, struct err *e)
{
	struct pg_store *s = pg_of(base);
	static const char sql[] = "BEGIN ISOLATION LEVEL REPEATABLE READ "
				  "READ ONLY";
	struct err first = ERR_INIT;

	if (base->in_transaction)
		return 0;
	if (!s->frozen && run(base, sql, &first) < 0 &&
	    (!try_again(s, true, e) || run(base, sql, e) < 0)) {
		if (e->code == ERR_NONE)
			*e = first;
		return -1;
	}
	s->frozen++;
	return 0;
}

void pg_thaw(struct store *base)
{
	struct pg_store *s = pg_of(base);

	if (base->in_transaction)
		return;
	kassert(s->frozen);
	if (--s->frozen == 0)
		PQclear(PQexec(s->c, "COMMIT"));
}

/* The writers' lock, then what says later whether we were through. */
static int begin(struct store *base, struct err *e)
{
	static const char sql[] =
		"BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;"
		"SELECT pg_advisory_xact_lock(" PG_LOCK_CLASS ", "
		"current_schema()::regnamespace::oid::integer);"
		"UPDATE keii SET changes = changes + 1 "
		"RETURNING pg_current_xact_id()::text, changes;";
	struct pg_store *s = pg_of(base);
	struct err first = ERR_INIT;
	PGresult *r;

	kassert(!s->frozen);
	r = pg_ask(s, sql, "waiting to write", &first);
	if (!r && try_again(s, true, e))
		r = pg_ask(s, sql, "waiting to write", e);
	if (!r) {
		if (e->code == ERR_NONE)
			*e = first;
		PQclear(PQexec(s->c, "ROLLBACK"));
		return -1;
	}
	snprintf(s->xid, sizeof(s->xid), "%s", PQgetvalue(r, 0, 0));
	s->changes = strtoll(PQgetvalue(r, 0, 1), NULL, 10);
	PQclear(r);
	return 0;
}

/* The connection was lost while the server was told to keep the changes: it
 * is asked whether it did. -1 with e set when nobody knows. */
static int was_kept(struct pg_store *s, bool *kept, struct err *e)
{
	static const char sql[] =
		"SELECT CASE pg_xact_status($1::xid8) "
		"WHEN 'committed' THEN (SELECT changes FROM keii) "
		"WHEN 'aborted' THEN 0 END";
	struct timespec wait = { 0, ASK_AGAIN_MS * 1000000L };
	const char *xid = s->xid;

	for (int i = 0; i < ASK_AGAIN; i++) {
		struct err ignored = ERR_INIT;
		PGresult *r = NULL;
		bool known;

		if (pg_connect(s, &ignored) == 0)
			r = PQexecParams(s->c, sql, 1, NULL, &xid, NULL, NULL,
					 0);
		/* a number it never gave is one it lost in a crash */
		known = pg_state_is(r, "22023") ||
			(is_good(r) && !PQgetisnull(r, 0, 0));
		if (known)
			*kept = is_good(r) && strtoll(PQgetvalue(r, 0, 0), NULL,
						      10) >= s->changes;
		PQclear(r);
		if (known)
			return 0;
		nanosleep(&wait, NULL);
	}
	return err_set(e, ERR_STORE,
		       "%s: the connection to the server was lost while the "
		       "changes were being kept: whether they are is not "
		       "known; look (keii log) before doing it again",
		       s->base.name);
}

static int commit(struct store *base, struct err *e)
{
	struct pg_store *s = pg_of(base);
	struct err first = ERR_INIT;
	bool kept = false;
	PGresult *r;

	if (settle(s, e) < 0)
		return -1;
	r = PQexec(s->c, "COMMIT");
	if (is_good(r) && strcmp(PQcmdStatus(r), "COMMIT") == 0) {
		PQclear(r);
		return 0;
	}
	if (is_good(r)) /* it answered ROLLBACK */
		err_set(&first, ERR_STORE,
			"%s: keeping the changes: one of them was refused",
			base->name);
	pg_fail(s, r, "keeping the changes", &first);
	kept = PQstatus(s->c) != CONNECTION_OK;
	PQclear(r);
	if (kept && was_kept(s, &kept, e) < 0)
		return -1;
	if (kept)
		return 0;
	*e = first;
	return -1;
}

static void rollback(struct store *base)
{
	struct pg_store *s = pg_of(base);
	struct err ignored = ERR_INIT;

	settle(s, &ignored);
	if (PQtransactionStatus(s->c) != PQTRANS_IDLE)
		PQclear(PQexec(s->c, "ROLLBACK"));
}

static int moment(struct store *base, struct arena *a, str *out, struct err *e)
{
	struct query *st = query_take(base, "SELECT changes FROM keii", e);
	int r = st ? query_step(st, "asking the store", e) : -1;

	if (r > 0)
		*out = arena_printf(a, "%lld", (long long)query_int(st, 0));
	query_give(&st);
	return r < 0 ? -1 : 0;
}

const struct engine pg_engine = {
	.open = pg_open,
	.close = pg_close,
	.begin = begin,
	.commit = commit,
	.rollback = rollback,
	.run = run,
	.freeze = pg_freeze,
	.thaw = pg_thaw,
	.make = make,
	.drop = drop,
	.put = put,
	.put_bytes = put_bytes,
	.put_int = put_int,
	.step = step,
	.run_query = run_query,
	.rewind = rewind_query,
	.clear = clear,
	.text = bytes,
	.bytes = bytes,
	.number = number,
	.real = real,
	.put_words = pg_put_words,
	.clear_words = pg_clear_words,
	.word_articles = pg_word_articles,
	.search = pg_search,
	.moment = moment,
	.check = pg_check,
};
