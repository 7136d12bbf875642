/* view.h - the record as views read it: items by filters, names, words.
 *
 * Knows the store's items (docs/OUTPUT.md) and no SQL, and nothing of text,
 * HTML or terminals: the commands' text views (show/text.h) and the web page
 * are written on this. A struct view belongs to one command or one request:
 * what it lends lives in its arena. Functions return 0, or -1 with e set. */
#ifndef KEII_SHOW_VIEW_H
#define KEII_SHOW_VIEW_H

#include "base/map.h"
#include "pack/pack.h"
#include "show/item.h"
#include "store/entry_line.h"
#include "store/store.h"

struct sandbox;

struct view {
	struct arena *arena;	   /* req; the caller's */
	struct store *store;	   /* the caller's */
	const struct packs *packs; /* the caller's */
	struct sandbox *sandbox; /* the caller's; sources are read in it; may be
				  * NULL */
	enum lang lang;		 /* of labels, names and the views' own words */
	struct map articles, texts, names; /* looked up before */
	bool has_articles;
};

void view_init(struct view *v, struct arena *a, struct store *s,
	       const struct packs *p, enum lang lang);

/* ---- items */

/* What is asked for; empty strings and DAY_NONE do not filter. */
struct view_filter {
	const char *layer; /* "entries", "statements", … */
	day from, to;	   /* its interval overlaps [from, to] */
	str actor;	   /* an actor's id or a party's code: view_actor() */
	str kind, status, issue;
	str article;   /* an article's id */
	str about;     /* conflicts, gaps: the id they are about */
	bool all;      /* entries: background and outside too, never hidden */
	bool hidden;   /* … also what a decision has hidden */
	uint32_t most; /* entries: only the most important; 0: all */
	uint32_t least_articles; /* rests on at least so many articles */
};
#define VIEW_FILTER(layer_name)                                                \
	{                                                                      \
		.layer = (layer_name), .from = DAY_NONE, .to = DAY_NONE        \
	}

/* x lives until the callback returns; raw is its JSON as one line. */
typedef int view_fn(void *ctx, const struct json_t *x, str raw, struct err *e);
/* In order of date (undated last), then id; one item in memory at a time.
 * *n, if not NULL, becomes how many were handed out. */
int view_each(struct view *v, const struct view_filter *f, view_fn *fn,
	      void *ctx, uint32_t *n, struct err *e);

/* The same, each as its JSON alone: no tree of it is made. */
typedef int raw_fn(void *ctx, str raw, struct err *e);
int view_each_raw(struct view *v, const struct view_filter *f, raw_fn *fn,
		  void *ctx, uint32_t *n, struct err *e);

/* The same of entries alone, each as its line: nothing else of them is read. */
typedef int line_fn(void *ctx, const struct entry_line *x, struct err *e);
int view_each_line(struct view *v, const struct view_filter *f, line_fn *fn,
		   void *ctx, uint32_t *n, struct err *e);

/* An item by id or alias, of whatever layer. *x NULL: there is none. The
 * caller frees it with item_free. */
int view_find(struct view *v, str id, str *layer, struct json_t **x,
	      struct err *e);
/* Ids like the one asked for (a beginning of them, or one or two letters
 * changed), at most n; for "did you mean". */
uint32_t view_similar(struct view *v, str id, str *out, uint32_t n,
		      struct err *e);

/* ---- articles */

/* An article's row without text and mentions; NULL: there is none. Numbers
 * from 1 in order of publication, the same for a whole view. */
struct view_article {
	struct article_row row;
	str source_name;
	str title; /* its title, or its first line */
	uint32_t number;
};
const struct view_article *view_article(struct view *v, str id);
/* All of them, in that order. */
int view_articles(struct view *v, const struct view_article ***out, uint32_t *n,
		  struct err *e);
/* Its clean text; STR_NONE when there is none. */
str view_text(struct view *v, str id);

/* ---- names and words */

/* An actor's, place's or party's short name in the view's language; what
 * isn't known comes back as it is. */
str view_name(struct view *v, str id);
/* The id or party code meant by what a user typed: an id, a code, a name in
 * any language or spelling, or part of one. STR_NONE when there is none. */
str view_actor(struct view *v, str typed, struct err *e);
/* A word of the program's own, from core/show-words.tsv: "status.planned".
 * An unknown key gives what stands behind its dot. */
str view_word(const struct view *v, const char *group, str key);
#define VIEW_WORD(v, group, key) view_word((v), group, STR(key))
/* An issue's name, of core/issues.tsv. */
str view_issue(const struct view *v, str issue);
/* An entry's label in the view's language, a proposal's name, a statement's
 * or position's words: one short text for any item. */
str view_title(struct view *v, const struct json_t *x);
/* The title of an entry in its source's words: the view's language first;
 * STR_NONE when no source gives one. */
str view_words(const struct view *v, const struct json_t *x);

/* The three that stand in any line of an entry, copied to the arena. */
struct view_head {
	str id, when, title;
};
struct view_head view_head(struct view *v, const struct json_t *x);
/* What a side of the conflict x claims, in words. */
str view_claim(struct view *v, const struct json_t *x, str claim);

/* ---- dates */

/* As exactly as the source, no more: "2031-03-04", "2031-03 中旬",
 * "2031-03-04–07", "until 2031-03-04", "undated". */
str view_when(const struct view *v, const struct json_t *x);
/* For order alone: its day, else that of the publication of the article it
 * rests on first; DAY_NONE when neither is told. */
day view_known_by(struct view *v, const struct json_t *x);
str view_interval(const struct view *v, day from, day to, str precision);

#endif
