/* source.h - bytes of a file to the articles it holds.
 *
 * Read: plain text, HTML, Markdown, JSON (annotate input as lines, array or
 * object), RSS, Atom, JSON Feed, mails and saved pages (MHTML), HTTP answers,
 * web archives (WARC), and all of these packed (gzip, Zstandard, .zip). One
 * source may hold several articles. Where their text stands in the source is
 * worked out when asked for: origin.h. */
#ifndef KEII_READ_SOURCE_H
#define KEII_READ_SOURCE_H

#include "base/diag.h"
#include "base/limits.h"
#include "pack/pack.h"

enum source_kind {
	SOURCE_TEXT,
	SOURCE_HTML,
	SOURCE_MARKDOWN,
	SOURCE_JSONL,
	SOURCE_JSON,
	SOURCE_JSON_FEED,
	SOURCE_FEED, /* RSS 0.9 to 2.0, Atom */
	SOURCE_MAIL, /* also MHTML */
	SOURCE_HTTP,
	SOURCE_WARC,
	SOURCE_ZIP,
	SOURCE_PACKED, /* gzip, Zstandard */
	SOURCE_BINARY,
};

struct article {
	str id;	  /* given (JSONL), else made by the store from its bytes */
	str text; /* clean text, UTF-8, \n line ends */
	str title, subtitle, publisher, url, lang;
	str authors;	     /* names, ", " between them; or STR_NONE */
	str published;	     /* ISO 8601 with or without time, or STR_NONE */
	str published_basis; /* given, text, url, markup, none */
	str updated;	     /* last change, ISO 8601 */
	str section;	     /* of the paper: World, Business */
	str agency;	     /* whose text it is, by its English name */
	/* "title=h1 publisher=json-ld": who told each, of those that several
	 * may tell */
	str told_by;
	str blocks;   /* "0-120 paragraph\n…": what each piece of text is */
	str captions; /* of pictures, by line ends; no part of the text */
	uint32_t number; /* in its source, from 0 */
};

enum block_kind {
	BLOCK_PARAGRAPH,
	BLOCK_HEADING,
	BLOCK_ITEM, /* of a list */
	BLOCK_CELL, /* of a table */
	BLOCK_QUOTE,
	BLOCK_KINDS
};
const char *block_kind_name(enum block_kind k);

/* Its strings by number, for those who do the same with each. */
#define ARTICLE_STRINGS 16u
str *article_string(struct article *x, unsigned i);

struct articles {
	VEC_OF(struct article);
};

enum source_kind source_kind(str bytes, str name);
const char *source_kind_name(enum source_kind k);
/* All articles of the bytes, in arena a. packs: the words of page furniture
 * (table "furniture"); NULL = none known. name: file name for diagnostics and
 * the kind's guess. Nothing is an error: bad input gives diagnostics (and no
 * article). */
void source_read(struct arena *a, const struct packs *packs, str bytes,
		 str name, struct articles *out, struct diags *diags);

/* The same with the words made ready once (cues_in), for many sources. */
struct cues;
void source_read_with(struct arena *a, const struct cues *cues, str bytes,
		      str name, struct articles *out, struct diags *diags);

/* One JSON object of annotate input; false with a diagnostic when bad. */
bool article_from_json(struct arena *a, str line, struct article *out,
		       struct diags *diags);

/* All that a piece of HTML shows, without choosing: a feed's item. */
str html_fragment(struct arena *a, str text, struct diags *diags);

/* The documents within a source, for people: kind, bytes, charset, name. */
struct source_part {
	enum source_kind kind;
	size_t bytes;
	str name, type, charset, url;
};
/* Tells each document of the source to `part`; reads none of them. */
void source_parts(struct arena *a, str bytes, str name, struct diags *diags,
		  void (*part)(void *ctx, const struct source_part *x),
		  void *ctx);

#endif
