/* engine_priv.h - what a database has to do to keep a dossier.
 *
 * Nearly all SQL is one for all engines and stands in source.c, article.c,
 * day.c, record.c, record_heads.c, chronology*.c and items_sql.c; an engine
 * runs it. What they do differently (opening, full text, checks, copies) are
 * functions of the table. Parameters are ?1, ?2 …; a statement is a literal,
 * known by its address. */
#ifndef KEII_STORE_ENGINE_PRIV_H
#define KEII_STORE_ENGINE_PRIV_H

#include "base/map.h"
#include "store/codec.h"
#include "store/store.h"

/* Version of the lasting tables and of the forms in them, and (in meta) of the
 * derived ones. Another derived version is simply made anew; an older lasting
 * one from LASTING_OLDEST on is brought forward by who writes (migrate.c). */
#define LASTING_VERSION 3
#define LASTING_OLDEST 2
#define DERIVED_VERSION "17"

struct query;

enum query_kind {
	QUERY_FEW,   /* its rows can be held at once */
	QUERY_MANY,  /* perhaps they can't */
	QUERY_LARGE, /* some dozen of them can't */
	QUERY_TEXT,  /* the same, and the SQL is no literal */
	/* the same, and who asks will stop after the first: these soon, rather
	 * than all of them sooner */
	QUERY_FIRST,
};

typedef int key_fn(void *ctx, int64_t article, struct err *e);
typedef void report_fn(void *ctx, const char *what);

struct engine {
	/* the lasting version: a question, and a statement that ends with it */
	const char *version, *set_version;
	/* of another process: it plans by what it knows of its tables, and
	 * each question is a journey */
	bool is_server;
	struct store *(*open)(const char *where, unsigned flags, struct err *e);
	void (*close)(struct store *s);
	/* begin: waits for its turn to write */
	int (*begin)(struct store *s, struct err *e);
	int (*commit)(struct store *s, struct err *e);
	void (*rollback)(struct store *s);
	/* several statements without parameters */
	int (*run)(struct store *s, const char *sql, struct err *e);
	/* between them, all that is read is of one moment */
	int (*freeze)(struct store *s, struct err *e);
	void (*thaw)(struct store *s);

	/* see query_take() and the others below */
	struct query *(*make)(struct store *s, const char *sql,
			      enum query_kind kind, struct err *e);
	void (*drop)(struct query *q);
	void (*put)(struct query *q, int at, str value);
	void (*put_bytes)(struct query *q, int at, str value);
	void (*put_int)(struct query *q, int at, int64_t value);
	int (*step)(struct query *q, const char *doing, struct err *e);
	int (*run_query)(struct query *q, const char *doing, struct err *e);
	void (*rewind)(struct query *q);
	/* rewind, and no value is put any more */
	void (*clear)(struct query *q);
	str (*text)(struct query *q, int column);
	str (*bytes)(struct query *q, int column);
	int64_t (*number)(struct query *q, int column);
	double (*real)(struct query *q, int column);

	/* as store_has_articles(); NULL: they are asked for one by one */
	int (*has_articles)(struct store *s, const str *ids, uint32_t n,
			    bool *found, struct err *e);

	/* ---- full text: the words of one article, of none */
	int (*put_words)(struct store *s, int64_t key,
			 const struct article_row *row, struct err *e);
	int (*clear_words)(struct store *s, struct err *e);
	int (*word_articles)(struct store *s, str word, uint32_t *n,
			     struct err *e);
	int (*search)(struct store *s, struct arena *a, str query,
		      uint32_t limit, struct search_hits *out, struct err *e);

	/* the keys of all articles that have the words */
	int (*matching)(struct store *s, str query, key_fn *fn, void *ctx,
			struct err *e);

	int (*moment)(struct store *s, struct arena *a, str *out,
		      struct err *e);
	/* its own part of store_check */
	int (*check)(struct store *s, report_fn *report, void *ctx,
		     uint32_t *faults, struct err *e);
	/* before and after a whole dossier is put, in one transaction, into a
	 * store that has none; NULL: nothing to do */
	int (*bulk)(struct store *s, bool ends, struct err *e);
	/* a copy in a store of the same engine; NULL: row by row */
	int (*backup)(struct store *s, const char *where, struct err *e);
};

#define KEPT_QUERIES 64u

/* An engine's own struct begins with this. */
struct store {
	const struct engine *engine;
	char *name; /* as messages name it */
	bool writable;
	bool in_transaction;
	int64_t next_key;   /* of an article, in this transaction; 0: ask */
	int64_t words_from; /* articles from it on have no words; 0: none */
	struct query *kept[KEPT_QUERIES]; /* for the next time */
	/* dictionary.c */
	struct codec *codec;
	bool dictionaries; /* those to pack by are known */
	int64_t retired;   /* dictionaries up to this number are */
};

/* Likewise. One statement that is being run. */
struct query {
	struct store *store;
	const char *literal; /* when kept: compared by address */
	bool taken;
};

extern const struct engine sqlite_engine, pg_engine;

/* NULL and e set on failure; give it back on every way out. */
struct query *query_take(struct store *s, const char *sql, struct err *e);
struct query *query_take_many(struct store *s, const char *sql, struct err *e);
struct query *query_take_large(struct store *s, const char *sql, struct err *e);
struct query *query_take_text(struct store *s, const char *sql, struct err *e);
struct query *query_take_first(struct store *s, const char *sql, struct err *e);
void query_give(struct query **q);
/* STR_NONE puts NULL. Bytes are borrowed until the next rewind. */
void query_put(struct query *q, int at, str value);
void query_put_bytes(struct query *q, int at, str value);
void query_put_int(struct query *q, int at, int64_t value);
void query_put_day(struct query *q, int at, day when);
/* 1: a row, 0: there is no more, -1: "NAME: doing: why" in e. */
int query_step(struct query *q, const char *doing, struct err *e);
/* The first column of the first row, or none where there is no row; gives the
 * query back. -1 and e set on failure. */
int query_number(struct query **q, const char *doing, int64_t none,
		 int64_t *out, struct err *e);
/* Runs a statement that yields no row, and rewinds it. An engine may tell a
 * failure only at the next step or commit. */
int query_do(struct query *q, const char *doing, struct err *e);
/* Ready for other values. */
void query_rewind(struct query *q);
/* Lent until the next step; NULL gives STR_NONE, 0. */
str query_text(struct query *q, int column);
str query_bytes(struct query *q, int column);
int64_t query_int(struct query *q, int column);
double query_real(struct query *q, int column);
int store_run(struct store *s, const char *sql, struct err *e);

/* For an engine that opens: refuses other versions of the lasting tables; an
 * older one only to who reads and is not there to save what is whole. */
int store_check_version(struct store *s, int version, unsigned flags,
			struct err *e);
/* migrate.c: an older version is brought forward, all of it or nothing. Two may
 * do this at once: the second finds it done. */
int store_migrate(struct store *s, struct err *e);
/* Another version's derived tables are made anew; who only reads is refused. */
int store_check_derived(struct store *s, bool has_meta,
			int (*renew)(struct store *s, struct err *e),
			struct err *e);
/* article.c: makes the words of the articles from that key on. */
int article_words(struct store *from, struct store *to, int64_t first,
		  struct err *e);
/* orphans.c: rows of derived tables that point to none. */
int store_orphans(struct store *s, report_fn *report, void *ctx,
		  uint32_t *faults, struct err *e);
/* copy.c: all rows of one store into another, which is empty. */
int store_copy(struct store *from, struct store *to, struct err *e);

/* source.c: a check sum of a lasting row: 16 hex letters of the SHA-256 of
 * the values, each with a NUL behind it. A flipped bit in a text is no fault
 * to a database. */
str row_sum(struct arena *a, const str *values, uint32_t n);
str redirect_sum(struct arena *a, str old, str new);
/* Each redirect against its sum. */
int redirect_sums(struct store *s, report_fn *report, void *ctx,
		  uint32_t *faults, struct err *e);
/* Each source's row against its sum; decisions check theirs when read. */
int source_sums(struct store *s, report_fn *report, void *ctx, uint32_t *faults,
		struct err *e);

/* record.c: the items of a query, read one by one. NULL and e set on failure.
 * It borrows the query. */
struct item_reader;
struct item_reader *item_reader_new(struct store *s, const struct item_query *q,
				    struct err *e);
void item_reader_free(struct item_reader **x);
/* One that is damaged has no JSON: whoever reads it says so. */
int item_read(struct item_reader *x, int64_t number, item_fn *fn, void *ctx,
	      struct err *e);
/* The items of these numbers, so many at most, whole, in one question: a row
 * for each in that order, without an id where there is none; in a. */
#define ITEMS_TOGETHER 32u
int items_read(struct store *s, struct arena *a, const int64_t *numbers,
	       uint32_t n, struct item_row **out, struct err *e);
/* From the columns head, json, of which heads asks for the first alone. Lent by
 * the arena or by joined, which is empty before; false: it is damaged. */
struct buf;
bool item_json(struct query *st, struct arena *a, struct buf *joined,
	       int column, bool heads, str *out);
/* record_heads.c: store_each_item() of q's layer, heads alone. */
int store_each_head(struct store *s, const struct item_query *q, item_fn *fn,
		    void *ctx, struct err *e);

/* search.c: a query cut into terms. */
#define LIMIT_SEARCH ((size_t)4000)
#define LIMIT_TERMS 40u

struct term {
	str words;
	bool begins; /* what begins so: word*, and one kanji */
};
struct terms {
	uint32_t n;
	struct term v[LIMIT_TERMS];
};
/* Cuts the next one that holds a word off, as it was typed; false: none. */
bool search_next(str *rest, struct term *out);
/* Those that hold a word; none: -1 and e set. */
int search_terms(str query, struct terms *out, struct err *e);
/* Of columns id, title, publisher, published, text; copied into a. */
struct search_hit *search_hit_of(struct arena *a, struct query *q,
				 struct search_hits *out);

#endif
