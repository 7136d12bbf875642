/* page.h - a page as plain text (pasted, scraped, or made from HTML) to its
 * articles: lines are labelled, the story is kept.
 *
 * Inside read/, and for keii test-blocks. */
#ifndef KEII_READ_PAGE_H
#define KEII_READ_PAGE_H

#include "read/cues.h"
#include "read/source.h"
#include "read/stamp.h"

enum line_label {
	LINE_TEXT, /* story, heading, list: kept */
	LINE_TITLE,
	LINE_META, /* date line, source line */
	LINE_BYLINE,
	LINE_CAPTION,
	LINE_SOURCE,  /* addresses, references */
	LINE_SECTION, /* name of a part of the site */
	LINE_FURNITURE,
	LINE_END,  /* heading of related links, references */
	LINE_STOP, /* heading of the comments */
	LINE_PAYWALL,
};

struct page_line {
	str raw, s; /* with indent; trimmed */
	enum line_label label;
	const char *why;
	bool gap;   /* blank line above */
	bool glued; /* same line of the source as the one before */
	bool ends;  /* holds a sentence end */
	bool bullet;
	bool dated; /* meta with a date */
	struct stamp stamp;
};

struct page {
	struct arena *arena;
	const struct cues *cues;
	struct {
		VEC_OF(struct page_line);
	} lines;
};

/* What is known of the page from elsewhere (HTML head); all may be none. */
struct page_hints {
	str title, publisher, published, published_basis, url, lang, authors;
	bool story; /* the text is one story: only furniture is left out */
};

/* page_split.c: cuts the text into lines, and lines where furniture is glued
 * to the story. */
void page_split(struct page *p, str text);
/* page_label.c: a label and its reason for each line. */
void page_label(struct page *p);
/* page_label.c: the date line's publisher, or STR_NONE. */
str page_meta_publisher(const struct page *p, const struct page_line *l);
/* page.c: the articles of labelled lines. */
void page_articles(struct page *p, const struct page_hints *hints,
		   struct articles *out, struct diags *diags);
/* All of it. */
void page_read(struct arena *a, const struct cues *cues, str text,
	       const struct page_hints *hints, struct articles *out,
	       struct diags *diags);
const char *line_label_name(enum line_label l);
/* source.c: the bytes of one page as UTF-8. charset: told by a header, or none.
 * False, with a diagnostic, when they are no text. */
bool source_utf8(struct arena *a, str bytes, str name, str charset,
		 enum source_kind kind, str *text, struct diags *diags);

#endif
