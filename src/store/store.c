/* store.c - which engine keeps a store, and the calls that go to it. */
#include "base/buf.h"
#include "store/chronology.h"
#include "store/dictionary.h"
#include "store/engine_priv.h"
#include "store/pg_where.h"

static const struct engine *engine_of(const char *where)
{
	return pg_is_address(where) ? &pg_engine : &sqlite_engine;
}

struct store *store_open(const char *where, unsigned flags, struct err *e)
{
	return engine_of(where)->open(where, flags, e);
}

str store_label(struct arena *a, const char *where)
{
	struct buf out;
	str label;

	if (!pg_is_address(where))
		return str_of(where);
	buf_init(&out, (size_t)1 << 16);
	pg_label(where, &out);
	label = arena_str(a, buf_str(&out));
	buf_release(&out);
	return label;
}

int store_check_version(struct store *s, int version, unsigned flags,
			struct err *e)
{
	if (version > LASTING_VERSION)
		return err_set(e, ERR_VERSION,
			       "%s: written by a newer keii (store version "
			       "%d, this one knows %d); open it with that "
			       "version, nothing was changed",
			       s->name, version, LASTING_VERSION);
	if (version < LASTING_OLDEST)
		return err_set(e, ERR_VERSION,
			       "%s: written by a keii of before the first "
			       "release, or damaged; add its files to a new "
			       "store, or restore a copy",
			       s->name);
	if (version < LASTING_VERSION &&
	    !(flags & (STORE_WRITE | STORE_DAMAGED)))
		return err_set(e, ERR_VERSION,
			       "%s: written by an older keii (store version "
			       "%d, this one writes %d); keii rebuild, or the "
			       "next keii add, brings it forward",
			       s->name, version, LASTING_VERSION);
	return 0;
}

int store_check_derived(struct store *s, bool has_meta,
			int (*renew)(struct store *s, struct err *e),
			struct err *e)
{
	struct arena *a = arena_new();
	str version = STR_NONE;
	int r = 0;

	if (has_meta)
		r = store_meta(s, a, STR("derived"), &version, e);
	if (r == 0 && !str_is(version, DERIVED_VERSION)) {
		if (s->writable)
			r = renew(s, e);
		else
			r = err_set(e, ERR_VERSION,
				    "%s: the record was made by another "
				    "version of keii; run keii rebuild",
				    s->name);
	}
	arena_free(&a);
	return r;
}

static void drop_kept(struct store *s)
{
	for (size_t i = 0; i < COUNT(s->kept); i++) {
		if (s->kept[i])
			s->engine->drop(s->kept[i]);
		s->kept[i] = NULL;
	}
}

void store_close(struct store **s)
{
	if (!*s)
		return;
	store_rollback(*s);
	drop_kept(*s);
	codec_free(&(*s)->codec);
	(*s)->engine->close(*s);
	*s = NULL;
}

int store_begin(struct store *s, struct err *e)
{
	kassert(!s->in_transaction);
	if (s->engine->begin(s, e) < 0)
		return -1;
	s->in_transaction = true;
	s->next_key = 0;
	return 0;
}

int store_put_words(struct store *s, struct err *e)
{
	int64_t from = s->words_from;

	s->words_from = 0;
	return from ? article_words(s, s, from, e) : 0;
}

int store_commit(struct store *s, struct err *e)
{
	if (store_put_words(s, e) < 0 || s->engine->commit(s, e) < 0) {
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
	s->words_from = 0;
	dictionaries_forget(s);
	s->engine->rollback(s);
}

int store_run(struct store *s, const char *sql, struct err *e)
{
	return s->engine->run(s, sql, e);
}

int store_backup(struct store *s, const char *where, struct err *e)
{
	struct store *to;
	int r;

	if (s->engine->backup && s->engine == engine_of(where))
		return s->engine->backup(s, where, e);
	to = store_open(where, STORE_WRITE | STORE_CREATE, e);
	r = to ? store_copy(s, to, e) : -1;
	store_close(&to);
	return r;
}

int store_check(struct store *s, report_fn *report, void *ctx, uint32_t *faults,
		struct err *e)
{
	struct decision_rows rows = { 0 };
	struct err bad = ERR_INIT;
	struct arena *a;

	if (s->engine->check(s, report, ctx, faults, e) < 0 ||
	    store_orphans(s, report, ctx, faults, e) < 0 ||
	    chronology_check(s, report, ctx, faults, e) < 0 ||
	    source_sums(s, report, ctx, faults, e) < 0 ||
	    redirect_sums(s, report, ctx, faults, e) < 0)
		return -1;
	a = arena_new();
	if (store_decisions(s, a, &rows, &bad) < 0) {
		++*faults;
		report(ctx, bad.text);
	}
	arena_free(&a);
	return 0;
}

int store_moment(struct store *s, struct arena *a, str *out, struct err *e)
{
	return s->engine->moment(s, a, out, e);
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

static struct query *take_kept(struct store *s, const char *sql,
			       enum query_kind kind, struct err *e)
{
	struct query *q, **room = NULL;

	for (size_t i = 0; i < COUNT(s->kept); i++) {
		q = s->kept[i];
		if (q && q->literal == sql && !q->taken) {
			q->taken = true;
			return q;
		}
		if (!q && !room)
			room = &s->kept[i];
	}
	q = s->engine->make(s, sql, kind, e);
	if (q && room) {
		q->literal = sql;
		q->taken = true;
		*room = q;
	}
	return q;
}

struct query *query_take(struct store *s, const char *sql, struct err *e)
{
	return take_kept(s, sql, QUERY_FEW, e);
}

struct query *query_take_many(struct store *s, const char *sql, struct err *e)
{
	return take_kept(s, sql, QUERY_MANY, e);
}

struct query *query_take_large(struct store *s, const char *sql, struct err *e)
{
	return take_kept(s, sql, QUERY_LARGE, e);
}

struct query *query_take_text(struct store *s, const char *sql, struct err *e)
{
	return s->engine->make(s, sql, QUERY_TEXT, e);
}

struct query *query_take_first(struct store *s, const char *sql, struct err *e)
{
	return s->engine->make(s, sql, QUERY_FIRST, e);
}

void query_give(struct query **at)
{
	struct query *q = *at;

	*at = NULL;
	if (!q)
		return;
	if (q->literal) {
		q->store->engine->clear(q);
		q->taken = false;
	} else {
		q->store->engine->drop(q);
	}
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

int query_number(struct query **q, const char *doing, int64_t none,
		 int64_t *out, struct err *e)
{
	int r = query_step(*q, doing, e);

	*out = r > 0 ? query_int(*q, 0) : none;
	query_give(q);
	return r < 0 ? -1 : 0;
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
