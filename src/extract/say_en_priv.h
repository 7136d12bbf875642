/* say_en_priv.h - what the English files of "say" share. */
#ifndef KEII_EXTRACT_SAY_EN_PRIV_H
#define KEII_EXTRACT_SAY_EN_PRIV_H

#include "extract/say_priv.h"

/* Is the word one of the kind, whole? */
bool en_word(const struct speech *k, const char *kind, str word);
/* The text without the adverbs and auxiliaries at its end. */
str en_strip(const struct speech *k, str s);
/* The last actor that may speak before the byte, outside quotes. */
uint32_t en_actor_before(const struct speech *k, uint32_t from, uint32_t byte);
/* The first one of the stretch. */
uint32_t en_first_actor(const struct speech *k, uint32_t from, uint32_t to);
/* What stands between the actor and the byte. */
str en_between(const struct speech *k, uint32_t actor, uint32_t to);
/* UN Secretary-General X, Kamome's mayor X: the person, not whose he is. */
uint32_t en_titled(const struct speech *k, uint32_t who, span in);
/* Whoever is meant where the sentence opens with He or She. */
uint32_t en_opens_with(const struct speech *k, uint32_t sentence,
		       uint32_t from);
/* The company gave …: whom it opens with, by his sort alone. */
uint32_t en_opens_sort(const struct speech *k, uint32_t from, uint32_t to);
/* The verb of speech that the sentence has before this one, or NULL. */
const struct hit *en_verb_before(const struct speech *k, uint32_t from,
				 uint32_t verb);
/* Do quoted words stand in the sentence before the byte? */
bool en_quote_between(const struct speech *k, uint32_t sentence, uint32_t byte);
/* said X: the first actor behind the verb. */
uint32_t en_subject_behind(const struct speech *k, uint32_t verb, uint32_t to);
/* The paper quoted X as saying "…": X, and who brings his words. */
uint32_t en_quoted_as(const struct speech *k, uint32_t in, uint32_t verb,
		      struct voice *v);
/* The voice of words behind a participle of speech, saying "…". */
void en_doing(struct speech *k, uint32_t sentence, uint32_t from, span words,
	      uint32_t verb, struct voice *v);
/* They seek "a quick and fair" deal, Linden said: words of whoever tells the
 * sentence at its end. */
bool en_told_at_end(struct speech *k, uint32_t sentence, span words,
		    struct voice *v);
/* The fees stay, said the mayor X: the person behind the verb, or NO_REF. */
uint32_t en_inverted(const struct speech *k, uint32_t from, span verb,
		     uint32_t to);

#endif
