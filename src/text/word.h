/* word.h - words and numbers of languages that put blanks between words.
 * Inside text/ only. */
#ifndef KEII_TEXT_WORD_H
#define KEII_TEXT_WORD_H

#include "text/doc.h"

/* Appends the words in the span to d->tokens. "U.S.", "well-known" and
 * "2,000" are one token each; a possessive 's is one of its own. */
void words_in(struct doc *d, span at);

#endif
