/* line.h - what a line looks like: bullet marks, captions, references.
 *
 * Used by the sentence cutter and by the reader of pasted pages. */
#ifndef KEII_TEXT_LINE_H
#define KEII_TEXT_LINE_H

#include "base/str.h"

/* Kinds of list marks; lists of another kind nest. */
enum line_mark {
	MARK_NONE,
	MARK_ROUND,
	MARK_HOLLOW,
	MARK_DASH,
	MARK_NUMBER,
	MARK_CIRCLED
};

struct line_head {
	uint32_t indent;      /* blanks, U+3000 and tabs counted as in print */
	uint32_t blank, mark; /* bytes of the blanks, of mark and its blanks */
	enum line_mark kind;
};

struct line_head line_head(str line);
/* The following take a trimmed line. */
bool line_is_url(str line); /* nothing but an address, whole or cut off */
/* Bytes of a caption that stands before the story on its line, up to a blank,
 * looked for in its first `most` bytes; 0: none. */
size_t line_leading_caption(str piece, size_t most);
bool line_is_caption(str line); /* ends in "=Agency", starts with 写真: … */
bool line_is_reference(str line);     /* "Source: …" */
bool line_opens_references(str line); /* 参考資料, References: a heading */
bool line_is_byline(str line);	      /* "By Ann Lee and Bo Sand" */
bool line_has_end(str line);	      /* ends like a sentence */
bool line_opens_bracket(str line);    /* its last ( is not closed */

#endif
