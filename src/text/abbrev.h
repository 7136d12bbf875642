/* abbrev.h - English full stops that end no sentence. Inside text/ only.
 *
 * The words stand here and not in a pack because text/ lies below packs; they
 * belong to the script, not to a topic. */
#ifndef KEII_TEXT_ABBREV_H
#define KEII_TEXT_ABBREV_H

#include "base/str.h"

/* The full stop at `dot` belongs to an abbreviation or initial, and what
 * stands at `next` does not look like a new sentence. */
bool abbrev_before(str text, uint32_t from, uint32_t dot, uint32_t next,
		   uint32_t to);
/* What stands at `at` can't start a sentence: a small letter, a comma. */
bool abbrev_goes_on(str text, uint32_t at, uint32_t to);
/* "Trump asked" and the like within a few words from `at`. */
bool abbrev_tells_speaker(str text, uint32_t at, uint32_t to);

#endif
