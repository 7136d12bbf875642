/* say_ja_priv.h - what the Japanese files of "say" share. */
#ifndef KEII_EXTRACT_SAY_JA_PRIV_H
#define KEII_EXTRACT_SAY_JA_PRIV_H

#include "extract/say_priv.h"

/* The bytes of the mark (は, から) that the text ends with; 0: none of them. */
size_t ja_mark(str s, const char *const *marks);
/* Words of a phrase, not the name of a thing: they hold hiragana. */
bool ja_phrase(const struct speech *k, span words);
/* （利用者）「…」, （港湾労組 蛯芹支部長）「…」: at the head of the sentence.
 */
bool ja_in_brackets(const struct speech *k, span before, struct voice *v);
/* A name beside the words, without a verb: X氏「…」, 「…」（港の幹部）,
 * 「…」=X氏, a line with the name above. */
bool ja_beside(const struct speech *k, uint32_t sentence, span words,
	       bool predicate, struct voice *v);

#endif
