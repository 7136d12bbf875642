/* store.h - what is kept: sources and decisions for ever, the rest rebuilt.
 *
 * One store is one dossier: a file (SQLite) or a schema of a PostgreSQL
 * database; the interface knows no SQL. All functions return 0, or -1 with e
 * set. Strings handed out live in the arena given. One writer at a time, many
 * readers. */
#ifndef KEII_STORE_STORE_H
#define KEII_STORE_STORE_H

#include "base/err.h"
#include "merge/merge.h"
#include "read/source.h"

struct store;

enum store_flags {
	STORE_READ = 0,
	STORE_WRITE = 1,
	STORE_CREATE = 2,  /* with STORE_WRITE: make it when it isn't there */
	STORE_DAMAGED = 4, /* open it also when checks fail: to save the rest */
};

/* A store written by a newer version is refused with advice; one that fails
 * its integrity check is refused with what is damaged. NULL and e set. One
 * thread at a time uses a struct store; open one for each. */
struct store *store_open(const char *where, unsigned flags, struct err *e);
void store_close(struct store **s);
/* The store's name for messages: without the password that an address of a
 * database may hold. */
str store_label(struct arena *a, const char *where);

/* All changes between begin and commit are kept together or not at all. */
int store_begin(struct store *s, struct err *e);
int store_commit(struct store *s, struct err *e);
void store_rollback(struct store *s);
/* The words of the articles put since the last time, which are read again; a
 * commit does it too. In a long transaction, now and then: while others still
 * read articles. */
int store_put_words(struct store *s, struct err *e);

/* ---- lasting: sources */
struct source_row {
	str sha256;  /* hex, 64 letters */
	str name;    /* file name or URL as first added */
	str added;   /* UTC, ISO 8601; one for all of one run of add */
	size_t size; /* bytes */
	str packed;  /* to put: source_packed() of them, or STR_NONE */
};

/* Durable at commit. *is_new false: the same bytes are there already. The
 * time of adding is row's (STR_NONE: now); its size is not asked. */
int store_put_source(struct store *s, const struct source_row *row, str bytes,
		     bool *is_new, struct err *e);
int store_has_source(struct store *s, str sha256, bool *found, struct err *e);
/* Original bytes, checked against the hash: a mismatch is an error. */
int store_source_bytes(struct store *s, struct arena *a, str sha256, str *out,
		       struct err *e);

struct source_rows {
	VEC_OF(struct source_row);
};
/* In order of adding. */
int store_sources(struct store *s, struct arena *a, struct source_rows *out,
		  struct err *e);
/* Without those whose articles were all taken out by decisions. */
int store_shown_sources(struct store *s, struct arena *a,
			struct source_rows *out, struct err *e);

/* ---- lasting: decisions (append-only) and the new ids of joined items */
struct decision_rows {
	VEC_OF(struct decision);
};
/* time STR_NONE: now. */
int store_put_decision(struct store *s, const struct decision *d,
		       struct err *e);
/* In order of putting. -1 when one is damaged: out has all others. */
int store_decisions(struct store *s, struct arena *a, struct decision_rows *out,
		    struct err *e);
int store_put_redirect(struct store *s, str old, str new, struct err *e);
typedef int redirect_fn(void *ctx, str old, str new, struct err *e);
int store_each_redirect(struct store *s, redirect_fn *fn, void *ctx,
			struct err *e);

/* ---- derived: articles with their mentions (the annotate line). Those taken
 * out by a decision are there but shown by none of these functions, except
 * that their ids stay taken. */
struct told_day {
	day when;
	uint32_t at; /* byte of the article's text */
};

struct article_row {
	str id, source;
	uint32_t number; /* in its source */
	str title, publisher, url, lang, published, published_basis, text;
	str mentions; /* annotate's output line, or STR_NONE when not asked */
	str brief;    /* brief_write() of it, or STR_NONE */
	str packs;    /* packs_version that made it */
	/* the days it names; put, and read by store_each_of_day */
	const struct told_day *days;
	uint32_t n_days;
};

/* All of one source, in this order. */
int store_put_articles(struct store *s, const struct article_row *rows,
		       uint32_t n, struct err *e);
/* In the same transaction, behind all other articles: the words of those put
 * first of them that have none yet, which are these rows. Of whose rows are
 * gone store_put_words() makes them. */
int store_put_words_of(struct store *s, const struct article_row *rows,
		       uint32_t n, struct err *e);
/* One article with its mentions; *found false when there is none. */
int store_article(struct store *s, struct arena *a, str id,
		  struct article_row *out, bool *found, struct err *e);
/* The text alone; cheaper. */
int store_article_text(struct store *s, struct arena *a, str id, str *out,
		       bool *found, struct err *e);
int store_has_article(struct store *s, str id, bool *found, struct err *e);
/* found[i]: whether there is one of ids[i]. */
int store_has_articles(struct store *s, const str *ids, uint32_t n, bool *found,
		       struct err *e);
/* These are taken out, and no others. */
int store_set_removed(struct store *s, const struct removals *x, struct err *e);
/* Calls back in order of id; the row lives until the callback returns. Without
 * text only those have one that have no title: their first line tells them. */
typedef int article_fn(void *ctx, const struct article_row *row, struct err *e);
int store_each_article(struct store *s, bool text, article_fn *fn, void *ctx,
		       struct err *e);
/* The same with brief. ever: with those that are taken out. */
int store_each_brief(struct store *s, bool ever, article_fn *fn, void *ctx,
		     struct err *e);

/* ---- derived: the days that articles name */
struct day_count {
	day when;
	day published;	   /* of the articles; DAY_NONE: not told */
	uint32_t articles; /* published then, that name the day */
};
typedef int day_fn(void *ctx, const struct day_count *x, struct err *e);
/* In order of day, then publication; a bound that is DAY_NONE is open. */
int store_each_told_day(struct store *s, day from, day to, day_fn *fn,
			void *ctx, struct err *e);
/* The same of the days of publication alone: both days are that day. */
int store_each_published_day(struct store *s, day from, day to, day_fn *fn,
			     void *ctx, struct err *e);
/* At most so many of the articles that name the day or were published on it,
 * those that name it first; each row with its id, language, publication, text,
 * and in days where it names that day. */
int store_each_of_day(struct store *s, day when, uint32_t most, article_fn *fn,
		      void *ctx, struct err *e);
/* In how many articles the word (as token_cut gives it) stands. */
int store_word_articles(struct store *s, str word, uint32_t *n, struct err *e);
int store_count_articles(struct store *s, uint32_t *n, struct err *e);

/* ---- derived: the record */
/* Replaces the record. What is there and stays the same is not written, but
 * with whole: then nothing that is there is trusted. */
int store_put_record(struct store *s, const struct record *r, bool whole,
		     struct err *e);

/* What items to list; empty strings and DAY_NONE do not filter. */
struct item_query {
	str layer;    /* "entries", … */
	day from, to; /* interval overlaps [from, to] */
	str actor;    /* actor id or party code */
	str kind, status, issue, article;
	str scope;		/* "core" …; empty: all */
	uint32_t limit, offset; /* limit 0: all */
	bool heads; /* entries, actors: without long lists (heads.h) */
};

struct item_row {
	str layer, id, json;
};

typedef int item_fn(void *ctx, const struct item_row *row, struct err *e);
/* In order of date (undated last), then id. */
int store_each_item(struct store *s, const struct item_query *q, item_fn *fn,
		    void *ctx, struct err *e);
/* Layers and ids alone, in any order. */
int store_each_item_id(struct store *s, item_fn *fn, void *ctx, struct err *e);
/* STR_NONE when there is none. */
int store_item_of(struct store *s, struct arena *a, str layer, str id,
		  str *json, struct err *e);
/* How many they are without limit and offset. */
int store_count_items(struct store *s, const struct item_query *q, uint32_t *n,
		      struct err *e);
/* Whether an item concerns the actor, by id or party code. */
int store_knows_actor(struct store *s, str actor, bool *known, struct err *e);
/* By id in any layer; follows redirects of ids that were merged. */
int store_item(struct store *s, struct arena *a, str id, struct item_row *out,
	       bool *found, struct err *e);

/* ---- full text */
struct search_hit {
	str id, title, publisher, published, text; /* of the article */
	double score;				   /* larger is better */
};
struct search_hits {
	VEC_OF(struct search_hit);
};
/* Articles with all words of the query, best first. Words are parted by
 * blanks; "several words" together; word* begins so. Japanese needs no
 * parting; two letters are enough. limit 0: all. */
int store_search(struct store *s, struct arena *a, str query, uint32_t limit,
		 struct search_hits *out, struct err *e);
/* Where the query's words stand in the text, in order, not overlapping. */
struct marks {
	VEC_OF(span);
};
void search_marks(struct arena *a, str query, str text, struct marks *out);
/* The same for many texts: the query is read once. It lives in a, and borrows
 * the query. */
struct marker;
struct marker *marker_in(struct arena *a, str query);
bool marker_finds(const struct marker *m, str text);
void marker_marks(const struct marker *m, struct arena *a, str text,
		  struct marks *out);

/* Cuts the next word, word* or "several words" off, as it was typed. */
bool search_cut(str *rest, str *term);
/* Items of the record (entries, statements, positions, proposals, or those of
 * q's layer) that q lets through, and with words only those that rest on an
 * article with all of them. Those of most articles come first, of them the
 * latest; fn is told how many, and ends it by not returning 0. q's limit and
 * offset are not asked. */
typedef int ranked_fn(void *ctx, const struct item_row *row, uint32_t articles,
		      struct err *e);
int store_find_items(struct store *s, const struct item_query *q, str words,
		     ranked_fn *fn, void *ctx, struct err *e);

/* Drops all derived rows (inside a transaction); the other one leaves the
 * record, until it is replaced. */
int store_clear_articles(struct store *s, struct err *e);
int store_clear_derived(struct store *s, struct err *e);
/* Another text after each change. */
int store_moment(struct store *s, struct arena *a, str *out, struct err *e);
/* Whether it has neither sources nor decisions. */
int store_is_empty(struct store *s, bool *empty, struct err *e);
/* Small named values: packs version, schema version … */
int store_set_meta(struct store *s, str key, str value, struct err *e);
int store_meta(struct store *s, struct arena *a, str key, str *out,
	       struct err *e);

/* Checks pages, indexes and links of the whole store; tells each fault. -1
 * only when it could not be checked. */
int store_check(struct store *s, void (*report)(void *ctx, const char *what),
		void *ctx, uint32_t *faults, struct err *e);
/* A copy of the whole store as it is at this moment, in a new file. Others
 * may go on reading and writing. */
int store_backup(struct store *s, const char *where, struct err *e);

#endif
