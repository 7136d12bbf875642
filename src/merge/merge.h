/* merge.h - the mentions of all articles become the record.
 *
 * Pure: the same articles, in any order, and the same decisions give the same
 * record, byte for byte. Knows mentions and decisions, no text analysis, no
 * store. The record comes out as items that are JSON already (SCHEMA section
 * 2), each with the few keys that the store needs to find it again. */
#ifndef KEII_MERGE_MERGE_H
#define KEII_MERGE_MERGE_H

#include "extract/mention.h"
#include "pack/pack.h"

struct merge_article {
	str id, source; /* source: its source's SHA-256 in hex */
	str title, publisher, url;
	const struct doc *doc; /* text, sentences, lang, published */
	const struct mentions *m;
	/* text_sketch() of the text; NULL: it is made when needed */
	const uint32_t *sketch;
	uint32_t n_sketch;
};

/* What tells copies of a text: at most TEXT_SKETCH hashes, in order; how many.
 */
#define TEXT_SKETCH 64u
uint32_t text_sketch(str text, uint32_t *out);

/* A person's decision, laid over what the program works out. */
struct decision {
	str id, time, author, reason;
	str json; /* {"do": "edit" …}; the forms stand in docs/OUTPUT.md */
};

/* Which decisions a later "undo" that itself counts has taken back: true in
 * undone[i] for decisions[i]. Decisions come in any order. */
void decisions_undone(struct arena *a, const struct decision *decisions,
		      uint32_t n, bool *undone);

/* What "remove" takes out of the record: whole sources by their SHA-256,
 * articles by their ids. */
struct removals {
	struct {
		VEC_OF(str);
	} sources, articles;
};
/* Of the decisions that count; strings are made in a. */
void decisions_removals(struct arena *a, const struct decision *decisions,
			uint32_t n, struct removals *out);

/* One item of the record. layer: actors, entries, statements, proposals,
 * positions, conflicts, gaps, copies, reviews; undone: decisions that count no
 * more, and those that took them back. */
struct record_item {
	str layer, id;
	str json; /* the whole item, one line */
	str kind, status,
		scope; /* entries; kind: of doubts too; else STR_NONE */
	/* of all that it is made from; 0: not worked out (see keep_item) */
	uint64_t sum;
	day from, to;
	const str *actors; /* actor ids and party codes it concerns */
	const str *issues;
	const str *articles; /* ids of the articles it rests on */
	uint32_t n_actors, n_issues, n_articles;
};

struct record {
	struct {
		VEC_OF(struct record_item);
	} items;
};

/* Everything is made in a. Items come ordered by layer, then date, then id. */
void merge_record(struct arena *a, const struct packs *packs,
		  const struct merge_article *articles, uint32_t n,
		  const struct decision *decisions, uint32_t n_decisions,
		  struct record *out);

/* Raised when an item of the same mentions says something else. */
#define MERGE_FORM 3u

/* The same items one by one, in an order of their own, each lent for the call:
 * a large record stands in memory nowhere. keep (NULL: never) says that the
 * item is there already, made from what has the same sum: it is not made. */
typedef void take_item(void *ctx, const struct record_item *x);
typedef bool keep_item(void *ctx, str layer, str id, uint64_t sum);
struct merge_calls {
	take_item *take;
	keep_item *keep;
	/* Each time an article is looked at: others may leave memory. NULL:
	 * nobody wants to know. */
	void (*lull)(void *ctx);
	void *ctx;
};
void merge_items(struct arena *a, const struct packs *packs,
		 const struct merge_article *articles, uint32_t n,
		 const struct decision *decisions, uint32_t n_decisions,
		 const struct merge_calls *calls);

#endif
