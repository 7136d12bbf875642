/* pg_priv.h - what the files of the PostgreSQL engine share.
 *
 * A dossier is a schema of a database. A struct store is one connection: one
 * thread uses it at a time. Writers wait for one another at an advisory lock
 * of the schema, which only they take; readers never wait. */
#ifndef KEII_STORE_PG_PRIV_H
#define KEII_STORE_PG_PRIV_H

#include "base/buf.h"
#include "store/engine_priv.h"
#include "store/libpq.h"

#define PG_PARAMS 100
#define PG_SENT 200 /* statements on their way without an answer read */
#define PG_LOCK_CLASS "1801808233" /* the letters "keii" */
#define PG_LOCK_WAIT "600s"

struct pg_query {
	struct query base;
	char *sql; /* with $1 for ?1 */
	enum query_kind kind;
	bool prepared, is_read;
	char name[16];
	/* pg_rows.c: the COPY it may be, or NULL; bytes of a number, or 0 */
	char *copy;
	unsigned char widths[PG_PARAMS];
	/* the values put */
	int n;
	const char *values[PG_PARAMS];
	int lengths[PG_PARAMS], formats[PG_PARAMS];
	char numbers[PG_PARAMS][24];
	/* the rows got: all, or those fetched last from the cursor */
	PGresult *rows;
	int row;
	bool ran, open; /* open: its cursor is */
};

/* pg_rows.c: those that wait, all of one statement. */
struct pg_rows {
	char name[16], *copy;
	const char *doing;
	int columns;
	uint32_t n;
	struct buf bytes;
};

/* A prepared statement with its values. */
struct pg_sent {
	const char *name;
	int n;
	const char *values[PG_PARAMS];
	int lengths[PG_PARAMS], formats[PG_PARAMS];
};

struct pg_store {
	struct store base;
	PGconn *c;
	char *where;	 /* may hold a password: never in a message */
	bool is_set_up;	 /* a lost connection may be made again */
	unsigned frozen; /* depth; see pg_freeze() */
	unsigned names;	 /* given to statements and cursors */
	/* statements sent whose answers were not read: what each was doing */
	unsigned sent;
	const char *doing[PG_SENT];
	/* the transaction, to ask about after a lost connection */
	char xid[24];
	int64_t changes;
	struct pg_gathered *gathered; /* pg_words.c: words to be sent */
	char *after_bulk;	      /* pg_bulk.c: what makes it all again */
	struct pg_rows rows;
};

static inline struct pg_store *pg_of(struct store *s)
{
	kassert(s->engine == &pg_engine);
	return (struct pg_store *)s;
}

/* ---- pg.c */

/* "NAME: doing: what the server says"; r may be NULL. -1. */
int pg_fail(struct pg_store *s, const PGresult *r, const char *doing,
	    struct err *e);
/* Whether it failed with that SQLSTATE. */
bool pg_state_is(const PGresult *r, const char *state);
/* Statements without parameters; the answer of the last, or NULL and e set. */
PGresult *pg_ask(struct pg_store *s, const char *sql, const char *doing,
		 struct err *e);
/* One value of one row as a number; -1 and e set. */
int pg_number(struct pg_store *s, const char *sql, int64_t *out, struct err *e);
/* Until thawed all reads are of one moment, in a transaction that can't
 * write; inside a transaction of ours it does nothing. */
int pg_freeze(struct store *s, struct err *e);
void pg_thaw(struct store *s);

bool pg_is_good(const PGresult *r);
/* Sends the rows that wait and reads the answers to all that was sent. */
int pg_settle(struct pg_store *s, struct err *e);
/* The second half alone. */
int pg_answers(struct pg_store *s, struct err *e);
/* Connects again: only for what can be asked twice, and only when nothing is
 * under way. */
bool pg_try_again(struct pg_store *s, bool can, struct err *e);

/* ---- pg_query.c: see struct engine */
struct query *pg_make(struct store *s, const char *sql, enum query_kind kind,
		      struct err *e);
void pg_drop(struct query *q);
void pg_put(struct query *q, int at, str value);
void pg_put_bytes(struct query *q, int at, str value);
void pg_put_int(struct query *q, int at, int64_t value);
int pg_step(struct query *q, const char *doing, struct err *e);
int pg_run_query(struct query *q, const char *doing, struct err *e);
void pg_rewind(struct query *q);
void pg_clear(struct query *q);
str pg_bytes(struct query *q, int column);
int64_t pg_number_of(struct query *q, int column);
double pg_real(struct query *q, int column);

/* Into the pipeline: its answer is read later. */
int pg_send(struct pg_store *s, const struct pg_sent *x, const char *doing,
	    struct err *e);

/* ---- pg_rows.c */

/* Of a statement just prepared: whether its rows may wait. */
void pg_rows_describe(struct pg_query *q);
/* Its values as a row that waits. */
int pg_rows_put(struct pg_query *q, const char *doing, struct err *e);
int pg_rows_flush(struct pg_store *s, struct err *e);
/* After a rollback. */
void pg_rows_forget(struct pg_store *s);
void pg_big_endian(char *out, uint64_t x, int n);

/* ---- pg_open.c */
struct store *pg_open(const char *where, unsigned flags, struct err *e);
void pg_close(struct store *s);
/* Makes a lost connection again, and all statements anew. */
int pg_connect(struct pg_store *s, struct err *e);
int pg_renew_derived(struct store *s, struct err *e);

/* ---- pg_words.c */

/* PostgreSQL's binary form of an array. */
enum pg_type { PG_BYTEA = 17, PG_INT8 = 20, PG_TEXT = 25 };
void pg_array_begin(struct buf *out, enum pg_type type, uint32_t n);
void pg_array_add(struct buf *out, str element);
void pg_array_add_int(struct buf *out, int64_t x);

int pg_put_words(struct store *s, int64_t key, const struct article_row *row,
		 struct err *e);
int pg_clear_words(struct store *s, struct err *e);
/* Before a commit: what was gathered. */
int pg_send_words(struct pg_store *s, struct err *e);
/* After a rollback. */
void pg_forget_words(struct pg_store *s);
int pg_word_articles(struct store *s, str word, uint32_t *n, struct err *e);
/* Rows of bytes: of the word, or of all words that begin so. */
struct query *pg_ask_postings(struct store *s, str word, bool begins,
			      struct err *e);

/* ---- pg_search.c */
int pg_search(struct store *s, struct arena *a, str query, uint32_t limit,
	      struct search_hits *out, struct err *e);

int pg_matching(struct store *s, str query, key_fn *fn, void *ctx,
		struct err *e);

/* ---- pg_articles.c */
int pg_has_articles(struct store *s, const str *ids, uint32_t n, bool *found,
		    struct err *e);

/* ---- pg_bulk.c */
int pg_bulk(struct store *s, bool ends, struct err *e);

/* ---- pg_check.c */
int pg_check(struct store *s, report_fn *report, void *ctx, uint32_t *faults,
	     struct err *e);

#endif
