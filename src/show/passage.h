/* passage.h - the words of a source in what stands around them. */
#ifndef KEII_SHOW_PASSAGE_H
#define KEII_SHOW_PASSAGE_H

#include "base/str.h"

/* before, words and after stand side by side in the text. */
struct passage {
	str before, words, after;
	bool more_before, more_after; /* cut within the line */
};

/* Cuts the span at (which must lie within text) with up to around bytes on
 * both sides, within the line it stands in, between letters and, in Latin
 * script, between words. */
struct passage passage_cut(str text, span at, size_t around);
/* The first line with letters: a title for an article without one. */
str passage_first_line(str text);

#endif
