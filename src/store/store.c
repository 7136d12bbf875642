/* store.c - which engine keeps a store, and the calls that go to it. */
#include "store/engine_priv.h"

struct store *store_open(const char *where, unsigned flags, struct err *e)
{
	return sqlite_engine.open(where, flags, e);
}

void store_close(struct store **s)
{
	if (!*s)
		return;
	store_rollback(*s);
	(*s)->engine->close(*s);
	*s = NULL;
}

int store_begin(struct store *s, struct err *e)
{
	kassert(!s->in_transaction);
	if (s->engine->begin(s, e) < 0)
		return -1;
	s->in_transaction = true;
	return 0;
}

int store_commit(struct store *s, struct err *e)
{
	if (s->engine->commit(s, e) < 0) {
		store_rollback(s);
		return -1;
	}
	s->in_transaction = false;
	return 0;
}

void store_rollback(struct store *s)
{
	if (!s->in_transaction)
		return;
	s->in_transaction = false;
	s->engine->rollback(s);
}

int store_run(struct store *s, const char *sql, struct err *e)
{
	return s->engine->run(s, sql, e);
}

int store_backup(struct store *s, const char *where, struct err *e)
{
	return s->engine->backup(s, where, e);
}

int store_check(struct store *s, report_fn *report, void *ctx, uint32_t *faults,
		struct err *e)
{
	struct decision_rows rows = { 0 };
	struct err bad = ERR_INIT;
	struct arena *a;

	if (s->engine->check(s, report, ctx, faults, e) < 0 ||
	    source_sums(s, report, ctx, faults, e) < 0)
		return -1;
	a = arena_new();
	if (store_decisions(s, a, &rows, &bad) < 0) {
		++*faults;
		report(ctx, bad.text);
	}
	arena_free(&a);
	return 0;
}

int store_search(struct store *s, struct arena *a, str query, uint32_t limit,
		 struct search_hits *out, struct err *e)
{
	*out = (struct search_hits){ 0 };
	return s->engine->search(s, a, query, limit, out, e);
}

int store_word_articles(struct store *s, str word, uint32_t *n, struct err *e)
{
	return s->engine->word_articles(s, word, n, e);
}

/* ---- statements */

struct query *query_take(struct store *s, const char *sql, struct err *e)
{
	return s->engine->take(s, sql, QUERY_FEW, e);
}

struct query *query_take_many(struct store *s, const char *sql, struct err *e)
{
	return s->engine->take(s, sql, QUERY_MANY, e);
}

struct query *query_take_text(struct store *s, const char *sql, struct err *e)
{
	return s->engine->take(s, sql, QUERY_TEXT, e);
}

void query_give(struct query **q)
{
	if (*q)
		(*q)->store->engine->give(*q);
	*q = NULL;
}

void query_put(struct query *q, int at, str value)
{
	q->store->engine->put(q, at, value);
}

void query_put_bytes(struct query *q, int at, str value)
{
	q->store->engine->put_bytes(q, at, value);
}

void query_put_int(struct query *q, int at, int64_t value)
{
	q->store->engine->put_int(q, at, value);
}

void query_put_day(struct query *q, int at, day when)
{
	if (when == DAY_NONE)
		query_put(q, at, STR_NONE);
	else
		query_put_int(q, at, when);
}

int query_step(struct query *q, const char *doing, struct err *e)
{
	return q->store->engine->step(q, doing, e);
}

int query_do(struct query *q, const char *doing, struct err *e)
{
	return q->store->engine->run_query(q, doing, e);
}

void query_rewind(struct query *q)
{
	q->store->engine->rewind(q);
}

str query_text(struct query *q, int column)
{
	return q->store->engine->text(q, column);
}

str query_bytes(struct query *q, int column)
{
	return q->store->engine->bytes(q, column);
}

int64_t query_int(struct query *q, int column)
{
	return q->store->engine->number(q, column);
}

double query_real(struct query *q, int column)
{
	return q->store->engine->real(q, column);
}
