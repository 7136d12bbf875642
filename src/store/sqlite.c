/* sqlite.c - statements, transactions and errors of the SQLite engine. */
#include "store/sqlite_priv.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

/* EFBIG: the limit of file sizes, to the user the same as a full disk. */
static bool no_space(sqlite3 *db)
{
	int n = sqlite3_system_errno(db);

	return n == ENOSPC || n == EDQUOT || n == EFBIG;
}

int sqlite_fail(struct sqlite_store *s, const char *doing, struct err *e)
{
	const char *path = s->base.name;
	sqlite3 *db = s->db;
	int code = sqlite3_extended_errcode(db);

	switch (code & 0xff) {
	case SQLITE_FULL:
		return err_set(e, ERR_FULL, "%s: %s: no space left on the disk",
			       path, doing);
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
		if (no_space(db))
			return err_set(e, ERR_FULL,
				       "%s: %s: no space left on the disk",
				       path, doing);
		/* SQLite doesn't always know why a write failed. */
		if (code == SQLITE_IOERR_WRITE && !sqlite3_system_errno(db))
			return err_set(e, ERR_FULL,
				       "%s: %s: the file could not be "
				       "written: is the disk full, or a "
				       "limit on file sizes reached?",
				       path, doing);
		if ((code & 0xff) == SQLITE_CANTOPEN)
			return err_set(e, ERR_STORE,
				       "%s: %s: the file can't be opened or "
				       "made (is its folder there, and may "
				       "it be written?)",
				       path, doing);
		return err_set(e, ERR_STORE, "%s: %s: %s (%s)", path, doing,
			       sqlite3_errmsg(db),
			       strerror(sqlite3_system_errno(db)));
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(e, ERR_STORE,
			       "%s: %s: another keii has been writing for "
			       "longer than a minute; try again when it is "
			       "done",
			       path, doing);
	case SQLITE_ERROR: /* our SQL is right: the schema or format is not */
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return err_set(e, ERR_STORE,
			       "%s: %s: the store is damaged (%s); keii "
			       "verify tells what, keii recover saves the rest",
			       path, doing, sqlite3_errmsg(db));
	case SQLITE_READONLY:
		return err_set(e, ERR_STORE,
			       "%s: %s: the store may only be read here", path,
			       doing);
	default:
		return err_set(e, ERR_STORE, "%s: %s: %s", path, doing,
			       sqlite3_errmsg(db));
	}
}

int sqlite_run(struct sqlite_store *s, const char *sql, struct err *e)
{
	if (sqlite3_exec(s->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return sqlite_fail(s, "changing the store", e);
	return 0;
}

static int run(struct store *s, const char *sql, struct err *e)
{
	return sqlite_run(sqlite_of(s), sql, e);
}

/* ---- statements */

static struct query *make(struct store *base, const char *sql,
			  enum query_kind kind, struct err *e)
{
	bool once = kind == QUERY_TEXT || kind == QUERY_FIRST;
	unsigned how = once ? 0 : SQLITE_PREPARE_PERSISTENT;
	struct sqlite_store *s = sqlite_of(base);
	struct sqlite_query *q = xmalloc(sizeof(*q));

	*q = (struct sqlite_query){ .base.store = base };
	if (sqlite3_prepare_v3(s->db, sql, -1, how, &q->st, NULL) == SQLITE_OK)
		return &q->base;
	sqlite_fail(s, "asking the store", e);
	free(q);
	return NULL;
}

static sqlite3_stmt *st_of(struct query *q)
{
	return ((struct sqlite_query *)q)->st;
}

static void drop(struct query *q)
{
	sqlite3_finalize(st_of(q));
	free(q);
}

static void put(struct query *q, int at, str value)
{
	if (value.p)
		sqlite3_bind_text64(st_of(q), at, value.p, value.n,
				    SQLITE_STATIC, SQLITE_UTF8);
	else
		sqlite3_bind_null(st_of(q), at);
}

static void put_bytes(struct query *q, int at, str value)
{
	sqlite3_bind_blob64(st_of(q), at, value.p ? value.p : "", value.n,
			    SQLITE_STATIC);
}

static void put_int(struct query *q, int at, int64_t value)
{
	sqlite3_bind_int64(st_of(q), at, value);
}

static int step(struct query *q, const char *doing, struct err *e)
{
	int r = sqlite3_step(st_of(q));

	if (r == SQLITE_ROW)
		return 1;
	if (r != SQLITE_DONE)
		return sqlite_fail(sqlite_of(q->store), doing, e);
	return 0;
}

static void rewind_query(struct query *q)
{
	sqlite3_reset(st_of(q));
}

static void clear(struct query *q)
{
	sqlite3_reset(st_of(q));
	sqlite3_clear_bindings(st_of(q));
}

static int run_query(struct query *q, const char *doing, struct err *e)
{
	if (step(q, doing, e) < 0)
		return -1;
	rewind_query(q);
	return 0;
}

static str text(struct query *q, int column)
{
	const unsigned char *p = sqlite3_column_text(st_of(q), column);

	if (!p)
		return STR_NONE;
	return (str){ (const char *)p,
		      (size_t)sqlite3_column_bytes(st_of(q), column) };
}

static str bytes(struct query *q, int column)
{
	const void *p = sqlite3_column_blob(st_of(q), column);

	return (str){ p ? p : "",
		      (size_t)sqlite3_column_bytes(st_of(q), column) };
}

static int64_t number(struct query *q, int column)
{
	return sqlite3_column_int64(st_of(q), column);
}

static double real(struct query *q, int column)
{
	return sqlite3_column_double(st_of(q), column);
}

/* ---- transactions */

static int begin(struct store *s, struct err *e)
{
	/* At once, so that a second writer waits here and not halfway. */
	if (sqlite3_exec(sqlite_of(s)->db, "BEGIN IMMEDIATE", NULL, NULL,
			 NULL) != SQLITE_OK)
		return sqlite_fail(sqlite_of(s), "waiting to write", e);
	return 0;
}

static int commit(struct store *s, struct err *e)
{
	if (sqlite3_exec(sqlite_of(s)->db, "COMMIT", NULL, NULL, NULL) !=
	    SQLITE_OK)
		return sqlite_fail(sqlite_of(s), "keeping the changes", e);
	return 0;
}

static void rollback(struct store *s)
{
	/* A full disk may have rolled back already. */
	if (!sqlite3_get_autocommit(sqlite_of(s)->db))
		sqlite3_exec(sqlite_of(s)->db, "ROLLBACK", NULL, NULL, NULL);
}

static int freeze(struct store *s, struct err *e)
{
	return run(s, "BEGIN", e);
}

static void thaw(struct store *s)
{
	sqlite3_exec(sqlite_of(s)->db, "ROLLBACK", NULL, NULL, NULL);
}

/* Nothing is asked of SQLite: the files tell. */
static int moment(struct store *s, struct arena *a, str *out, struct err *e)
{
	static const char *const tails[] = { "", "-wal" };
	struct stat st[2];

	(void)e;
	for (size_t i = 0; i < COUNT(tails); i++) {
		str name = arena_printf(a, "%s%s", s->name, tails[i]);

		if (stat(name.p, &st[i]) < 0)
			st[i] = (struct stat){ 0 };
	}
	*out = arena_printf(a, "%llx.%lx.%llx-%llx.%lx.%llx",
			    (unsigned long long)st[0].st_mtim.tv_sec,
			    (unsigned long)st[0].st_mtim.tv_nsec,
			    (unsigned long long)st[0].st_size,
			    (unsigned long long)st[1].st_mtim.tv_sec,
			    (unsigned long)st[1].st_mtim.tv_nsec,
			    (unsigned long long)st[1].st_size);
	return 0;
}

const struct engine sqlite_engine = {
	.version = "PRAGMA user_version",
	.set_version = "PRAGMA user_version = ",
	.open = sqlite_open,
	.close = sqlite_close,
	.begin = begin,
	.commit = commit,
	.rollback = rollback,
	.run = run,
	.freeze = freeze,
	.thaw = thaw,
	.make = make,
	.drop = drop,
	.put = put,
	.put_bytes = put_bytes,
	.put_int = put_int,
	.step = step,
	.run_query = run_query,
	.rewind = rewind_query,
	.clear = clear,
	.text = text,
	.bytes = bytes,
	.number = number,
	.real = real,
	.put_words = sqlite_put_words,
	.clear_words = sqlite_clear_words,
	.word_articles = sqlite_word_articles,
	.search = sqlite_search,
	.matching = sqlite_matching,
	.moment = moment,
	.check = sqlite_check,
	.backup = sqlite_backup,
};
