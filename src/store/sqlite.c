/* sqlite.c - statements, transactions and errors of the SQLite engine. */
#include "store/sqlite_priv.h"

#include <errno.h>
#include <stdio.h>

/* EFBIG: the limit of file sizes, to the user the same as a full disk. */
static bool no_space(sqlite3 *db)
{
	int n = sqlite3_system_errno(db);

	return n == ENOSPC || n == EDQUOT || n == EFBIG;
}

int sqlite_fail_at(sqlite3 *db, const char *path, const char *doing,
		   struct err *e)
{
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

int sqlite_fail(struct store *s, const char *doing, struct err *e)
{
	return sqlite_fail_at(s->db, s->path, doing, e);
}

int sqlite_run(struct store *s, const char *sql, struct err *e)
{
	if (sqlite3_exec(s->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return sqlite_fail(s, "changing the store", e);
	return 0;
}

sqlite3_stmt *sqlite_take(struct store *s, const char *sql, struct err *e)
{
	struct cached *room = NULL;
	sqlite3_stmt *st;

	for (size_t i = 0; i < COUNT(s->cache); i++) {
		struct cached *c = &s->cache[i];

		if (c->sql == sql && !c->taken) {
			c->taken = true;
			return c->st;
		}
		if (!c->sql && !room)
			room = c;
	}
	if (sqlite3_prepare_v3(s->db, sql, -1,
			       room ? SQLITE_PREPARE_PERSISTENT : 0, &st,
			       NULL) != SQLITE_OK) {
		sqlite_fail(s, "asking the store", e);
		return NULL;
	}
	if (room)
		*room = (struct cached){ sql, st, true };
	return st;
}

void sqlite_give(struct store *s, sqlite3_stmt **st)
{
	sqlite3_stmt *done = *st;

	*st = NULL;
	if (!done)
		return;
	for (size_t i = 0; i < COUNT(s->cache); i++) {
		if (s->cache[i].st != done)
			continue;
		sqlite3_reset(done);
		sqlite3_clear_bindings(done);
		s->cache[i].taken = false;
		return;
	}
	sqlite3_finalize(done);
}

int sqlite_do(struct store *s, sqlite3_stmt *st, const char *doing,
	      struct err *e)
{
	int r = sqlite3_step(st);

	if (r != SQLITE_DONE && r != SQLITE_ROW)
		return sqlite_fail(s, doing, e);
	sqlite3_reset(st);
	return 0;
}

void sqlite_bind(sqlite3_stmt *st, int at, str value)
{
	if (value.p)
		sqlite3_bind_text64(st, at, value.p, value.n, SQLITE_STATIC,
				    SQLITE_UTF8);
	else
		sqlite3_bind_null(st, at);
}

void sqlite_bind_day(sqlite3_stmt *st, int at, day when)
{
	if (when == DAY_NONE)
		sqlite3_bind_null(st, at);
	else
		sqlite3_bind_int(st, at, when);
}

str sqlite_text(sqlite3_stmt *st, int column)
{
	const unsigned char *p = sqlite3_column_text(st, column);

	if (!p)
		return STR_NONE;
	return (str){ (const char *)p,
		      (size_t)sqlite3_column_bytes(st, column) };
}

str sqlite_blob(sqlite3_stmt *st, int column)
{
	const void *p = sqlite3_column_blob(st, column);

	return (str){ p ? p : "", (size_t)sqlite3_column_bytes(st, column) };
}

int store_begin(struct store *s, struct err *e)
{
	kassert(!s->in_transaction);
	/* At once, so that a second writer waits here and not halfway. */
	if (sqlite3_exec(s->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) !=
	    SQLITE_OK)
		return sqlite_fail(s, "waiting to write", e);
	s->in_transaction = true;
	return 0;
}

int store_commit(struct store *s, struct err *e)
{
	if (sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) {
		sqlite_fail(s, "keeping the changes", e);
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
	/* A full disk may have rolled back already. */
	if (!sqlite3_get_autocommit(s->db))
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}
