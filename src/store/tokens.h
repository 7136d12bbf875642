/* tokens.h - text to the words of the full-text index.
 *
 * Words of letters and digits are folded (full-width to ASCII, capitals to
 * small ones); of kanji and kana every two neighbours make a word, so that
 * words of two letters are found without knowing where words end. */
#ifndef KEII_STORE_TOKENS_H
#define KEII_STORE_TOKENS_H

#include "base/str.h"

#define TOKEN_BYTES 64u /* longer words are cut */

struct token_cutter {
	str text;
	size_t at;
	bool query; /* of a query: no single last letter */
	/* the word found */
	char word[TOKEN_BYTES];
	size_t word_n;
	span where;
};

/* The next word; false at the end. */
bool token_cut(struct token_cutter *t);
/* A small letter for a capital, ASCII for full-width. */
uint32_t token_fold(uint32_t cp);

#endif
