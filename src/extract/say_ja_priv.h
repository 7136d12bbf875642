/* say_ja_priv.h - what the Japanese files of "say" share. */
#ifndef KEII_EXTRACT_SAY_JA_PRIV_H
#define KEII_EXTRACT_SAY_JA_PRIV_H

#include "extract/say_priv.h"

extern const char *const ja_topics[], *const ja_subjects[];

/* What follows the actor, behind a bracketed age or short name and those who
 * speak for him. */
str ja_after(const struct speech *k, uint32_t actor);
bool ja_is_subject(str rest);
/* 〜によると and the actor it belongs to; *none: there is one, unnamed. */
uint32_t ja_source(struct speech *k, span in, bool *none);
/* Somebody whom no actor stands for, with one of the marks behind; his words
 * go to k->nobody. */
bool ja_unnamed_in(struct speech *k, const char *kind, const char *const *marks,
		   span in);
/* A topic or subject that no list knows; where he is found in *at. */
bool ja_strange_actor(struct speech *k, const char *const *marks, span in,
		      uint32_t *at);
/* The one who acts before the words; *unnamed: somebody of whom no actor is
 * known stands there. */
uint32_t ja_acts_before(struct speech *k, span in, bool *unnamed);
/* The one named between the words and their verb. */
uint32_t ja_acts_inside(struct speech *k, span in, bool *unnamed);
/* Spoken to: 〜に対し, or 〜に right before the words. */
uint32_t ja_addressed(const struct speech *k, span in, uint32_t speaker);
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
