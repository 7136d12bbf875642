/* sqlite_priv.h - what the files of the SQLite engine share.
 *
 * A struct store is one connection: one thread uses it at a time. */
#ifndef KEII_STORE_SQLITE_PRIV_H
#define KEII_STORE_SQLITE_PRIV_H

#include <sqlite3.h>

#include "store/store.h"

/* Version of lasting.sql (SQLite's user_version) and of derived.sql (in
 * meta). Another derived version is simply made anew. */
#define LASTING_VERSION 2
#define DERIVED_VERSION "4"
#define STORE_APPLICATION_ID 0x6b656969 /* "keii" */

#define CACHED_STATEMENTS 24

struct cached {
	const char *sql; /* a literal: compared by address */
	sqlite3_stmt *st;
	bool taken;
};

struct store {
	sqlite3 *db;
	char *path;
	bool writable;
	bool in_transaction;
	bool has_vocabulary; /* sqlite_day.c */
	struct cached cache[CACHED_STATEMENTS];
};

/* Sets e from the connection's last error; "PATH: doing: what SQLite says",
 * with the code that fits. Returns -1. */
int sqlite_fail(struct store *s, const char *doing, struct err *e);
/* The same for an open that failed; path is the store's. */
int sqlite_fail_at(sqlite3 *db, const char *path, const char *doing,
		   struct err *e);
int sqlite_run(struct store *s, const char *sql, struct err *e);

/* A prepared statement of a literal; give it back on every way out. NULL and
 * e set on failure. */
sqlite3_stmt *sqlite_take(struct store *s, const char *sql, struct err *e);
void sqlite_give(struct store *s, sqlite3_stmt **st);
/* Steps a statement that yields no row. */
int sqlite_do(struct store *s, sqlite3_stmt *st, const char *doing,
	      struct err *e);

/* STR_NONE binds NULL. Bytes are borrowed until the statement is given back. */
void sqlite_bind(sqlite3_stmt *st, int at, str value);
void sqlite_bind_day(sqlite3_stmt *st, int at, day when);
/* Lent until the next step; NULL gives STR_NONE. */
str sqlite_text(sqlite3_stmt *st, int column);
str sqlite_blob(sqlite3_stmt *st, int column);

/* sqlite_source.c: a check sum of a lasting row: 16 hex letters of the SHA-256
 * of the values, each with a NUL behind it. A flipped bit in a text is no
 * fault to SQLite. */
str sqlite_sum(struct arena *a, const str *values, uint32_t n);
/* Each source's row against its sum; decisions check theirs when read. */
int sqlite_source_sums(struct store *s,
		       void (*report)(void *ctx, const char *what), void *ctx,
		       uint32_t *faults, struct err *e);

/* tokens.c: makes FTS5's tokenizer "keii" known to a connection. */
int sqlite_tokens(sqlite3 *db);

/* sqlite_check.c: the whole store's pages and indexes; each fault is told. */
int sqlite_integrity(struct store *s, bool full,
		     void (*report)(void *ctx, const char *what), void *ctx,
		     uint32_t *faults, struct err *e);

#endif
