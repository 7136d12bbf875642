/* sqlite_priv.h - what the files of the SQLite engine share.
 *
 * A struct store is one connection: one thread uses it at a time. */
#ifndef KEII_STORE_SQLITE_PRIV_H
#define KEII_STORE_SQLITE_PRIV_H

#include <sqlite3.h>

#include "store/engine_priv.h"

#define STORE_APPLICATION_ID 0x6b656969 /* "keii" */

struct sqlite_query {
	struct query base;
	sqlite3_stmt *st;
};

/* name is the path of the file. */
struct sqlite_store {
	struct store base;
	sqlite3 *db;
};

static inline struct sqlite_store *sqlite_of(struct store *s)
{
	kassert(s->engine == &sqlite_engine);
	return (struct sqlite_store *)s;
}

/* Sets e from the connection's last error; "PATH: doing: what SQLite says",
 * with the code that fits. Returns -1. */
int sqlite_fail(struct sqlite_store *s, const char *doing, struct err *e);
int sqlite_run(struct sqlite_store *s, const char *sql, struct err *e);

/* sqlite_open.c */
struct store *sqlite_open(const char *where, unsigned flags, struct err *e);
void sqlite_close(struct store *s);

/* sqlite_words.c: the full text. sqlite_tokens makes FTS5's tokenizer "keii"
 * known to a connection. */
int sqlite_tokens(sqlite3 *db);
int sqlite_put_words(struct store *s, int64_t key,
		     const struct article_row *row, struct err *e);
int sqlite_clear_words(struct store *s, struct err *e);
int sqlite_word_articles(struct store *s, str word, uint32_t *n, struct err *e);
int sqlite_matching(struct store *s, str query, key_fn *fn, void *ctx,
		    struct err *e);
int sqlite_search(struct store *s, struct arena *a, str query, uint32_t limit,
		  struct search_hits *out, struct err *e);

/* sqlite_rank.c: makes the function that ranks known to a connection; one of
 * SQLite's codes. */
int sqlite_rank(fts5_api *api);

/* sqlite_check.c: the whole store's pages and indexes; each fault is told. */
int sqlite_integrity(struct sqlite_store *s, bool full, report_fn *report,
		     void *ctx, uint32_t *faults, struct err *e);
int sqlite_check(struct store *s, report_fn *report, void *ctx,
		 uint32_t *faults, struct err *e);
int sqlite_backup(struct store *s, const char *where, struct err *e);

#endif
