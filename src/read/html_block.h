/* html_block.h - the pieces of text that a page shows, one per paragraph,
 * heading, list item or cell. Inside read/ only. */
#ifndef KEII_READ_HTML_BLOCK_H
#define KEII_READ_HTML_BLOCK_H

#include "read/html.h"

/* What a node stands in: itself or an element around it. */
enum {
	IN_SKIP = 1,   /* never shown: script, style, ruby's reading */
	IN_HIDDEN = 2, /* not shown now: hidden, display:none */
	IN_NAV = 4,
	IN_ASIDE = 8,
	IN_FOOTER = 0x10,
	IN_HEADER = 0x20,
	IN_FORM = 0x40,
	IN_BUTTON = 0x80,
	IN_FIGURE = 0x100,
	IN_CAPTION = 0x200, /* figcaption, caption */
	IN_ARTICLE = 0x400,
	IN_MAIN = 0x800,
	IN_TABLE = 0x1000,
	IN_LIST = 0x2000,
	IN_QUOTE = 0x4000,
	IN_HEADING = 0x8000,
	IN_PRE = 0x10000,
	IN_BODY_PROP = 0x20000, /* itemprop=articleBody */
	IN_ITEM = 0x40000,	/* li */
	IN_DIALOG = 0x80000,
};

struct html_block {
	str text;	/* decoded, blanks folded, \n at <br> */
	uint32_t node;	/* innermost block element */
	uint32_t first; /* its first text node */
	uint32_t in;	/* IN_… */
	uint32_t link_bytes, bold_bytes; /* of text, in <a>; in <b>, <strong> */
	uint32_t links;
	uint8_t depth; /* of lists, 0 = none */
	bool item;     /* first of its list item */
	bool kept;     /* part of the story, by html_pick */
	float score;   /* how sure of it, 0 to 1 */
	/* what decided, where the model's score did not; else NULL */
	const char *why;
};

struct html_blocks {
	struct arena *arena;
	const struct html_tree *tree;
	const uint32_t *in; /* per node */
	VEC_OF(struct html_block);
};

void html_blocks(struct arena *a, const struct html_tree *t,
		 struct html_blocks *out, struct diags *diags);

#endif
