/* page.h - a page as plain text (pasted, scraped, or made from HTML) to its
 * articles: lines are labelled, the story is kept.
 *
 * Inside read/, and for keii test-blocks. */
#ifndef KEII_READ_PAGE_H
#define KEII_READ_PAGE_H

#include "base/buf.h"
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
	str title, subtitle, publisher, published, published_basis, updated;
	str url, lang, authors, section, captions;
	str told_by;		   /* as in struct article */
	const struct kinds *kinds; /* of the text's lines; NULL: not known */
	bool story; /* the text is one story: only furniture is left out */
};

/* What each line of a text is, where its markup told. */
struct kind_line {
	uint32_t at; /* byte of the text */
	enum block_kind kind;
};
struct kinds {
	str text;
	VEC_OF(struct kind_line);
};

/* HTML (as UTF-8) to the same plain text form that pasted pages have, plus
 * what its markup tells. A page may hold several articles. */
struct html_page {
	str text; /* blocks by line ends, list items with "- " and indent */
	struct page_hints hints;
};
struct html_pages {
	VEC_OF(struct html_page);
};
void html_read(struct arena *a, const struct cues *cues, str text,
	       struct html_pages *out, struct diags *diags);

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
/* page_text.c: an article's text and blocks, line by line. */
struct text_block {
	size_t from, to;
	enum block_kind kind;
};
struct page_text {
	struct arena *arena;
	const struct kinds *kinds; /* may be NULL */
	struct buf text;
	struct {
		VEC_OF(struct text_block);
	} blocks;
};
void page_text_begin(struct page_text *t);
/* gap: a blank line stands above it in the source */
void page_text_line(struct page_text *t, const struct page_line *l, bool gap);
/* Into x->text and x->blocks. */
void page_text_end(struct page_text *t, struct article *x);
/* page_about.c: address, names, agency, captions, language of the article whose
 * lines are [from, to); its text must be there. */
void page_about(const struct page *p, uint32_t from, uint32_t to,
		const struct page_hints *h, struct article *x,
		struct diags *diags);
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
