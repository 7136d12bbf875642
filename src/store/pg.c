/* pg.c - transactions and errors of the PostgreSQL engine. */
#include "store/pg_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

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

bool pg_is_good(const PGresult *r)
{
	ExecStatusType status = PQresultStatus(r);

	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

/* ---- what was sent */

int pg_answers(struct pg_store *s, struct err *e)
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
		else if (!pg_is_good(r) &&
			 PQresultStatus(r) != PGRES_PIPELINE_ABORTED)
			pg_fail(s, r, s->doing[done < sent ? done : sent - 1],
				e);
		PQclear(r);
	}
	if (ended)
		PQexitPipelineMode(s->c);
	return code < 0 || e->code != ERR_NONE ? -1 : 0;
}

int pg_settle(struct pg_store *s, struct err *e)
{
	return pg_rows_flush(s, e) < 0 ? -1 : pg_answers(s, e);
}

/* ---- questions */

/* Only what can be asked twice, and only when nothing is under way. */
bool pg_try_again(struct pg_store *s, bool can, struct err *e)
{
	return can && s->is_set_up && !s->base.in_transaction && !s->frozen &&
	       PQstatus(s->c) != CONNECTION_OK && pg_connect(s, e) == 0;
}

PGresult *pg_ask(struct pg_store *s, const char *sql, const char *doing,
		 struct err *e)
{
	PGresult *r;

	if (pg_settle(s, e) < 0)
		return NULL;
	r = PQexec(s->c, sql);
	if (pg_is_good(r))
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
	    (!pg_try_again(s, true, e) || run(base, sql, e) < 0)) {
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
	if (!r && pg_try_again(s, true, e))
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
			(pg_is_good(r) && !PQgetisnull(r, 0, 0));
		if (known)
			*kept = pg_is_good(r) &&
				strtoll(PQgetvalue(r, 0, 0), NULL, 10) >=
					s->changes;
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

	if (pg_send_words(s, e) < 0 || pg_settle(s, e) < 0)
		return -1;
	r = PQexec(s->c, "COMMIT");
	if (pg_is_good(r) && strcmp(PQcmdStatus(r), "COMMIT") == 0) {
		PQclear(r);
		return 0;
	}
	if (pg_is_good(r)) /* it answered ROLLBACK */
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

	pg_forget_words(s);
	pg_rows_forget(s);
	pg_settle(s, &ignored);
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
	.version = "SELECT lasting FROM keii",
	.set_version = "UPDATE keii SET lasting = ",
	.is_server = true,
	.open = pg_open,
	.close = pg_close,
	.begin = begin,
	.commit = commit,
	.rollback = rollback,
	.run = run,
	.freeze = pg_freeze,
	.thaw = pg_thaw,
	.make = pg_make,
	.drop = pg_drop,
	.put = pg_put,
	.put_bytes = pg_put_bytes,
	.put_int = pg_put_int,
	.step = pg_step,
	.run_query = pg_run_query,
	.rewind = pg_rewind,
	.clear = pg_clear,
	.text = pg_bytes,
	.bytes = pg_bytes,
	.number = pg_number_of,
	.real = pg_real,
	.has_articles = pg_has_articles,
	.put_words = pg_put_words,
	.clear_words = pg_clear_words,
	.word_articles = pg_word_articles,
	.search = pg_search,
	.matching = pg_matching,
	.moment = moment,
	.check = pg_check,
	.bulk = pg_bulk,
};
