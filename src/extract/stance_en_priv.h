/* stance_en_priv.h - who stands before an English verb, for stance_en.c. */
#ifndef KEII_EXTRACT_STANCE_EN_PRIV_H
#define KEII_EXTRACT_STANCE_EN_PRIV_H

#include "extract/stance_priv.h"

/* The stretch without the blanks at its end. */
span en_trimmed(const struct stand *k, uint32_t from, uint32_t to);
/* Does the stretch end with a word of the kind? *at: where that begins. */
bool en_ends_with(const struct stand *k, const char *kind, span in,
		  uint32_t *at);
/* The stretch without the adverbs and auxiliaries at its end. */
span en_stripped(const struct stand *k, span in);
/* Whose told words hold the byte; NO_REF when nobody's. */
uint32_t en_told_by(const struct stand *k, uint32_t byte);
/* The first who acts in the stretch. */
uint32_t en_first_acting(const struct stand *k, span in);
/* Whom it, they, he stand for behind the stretch. */
uint32_t en_meant(const struct stand *k, span before);
/* The subject of the verb at `verb`, or NO_REF. */
uint32_t en_doer(struct stand *k, span in, uint32_t verb, span quote);
/* A and B agreed: those joined before. */
void en_hold_joined(const struct stand *k, struct claim *c, uint32_t who);

#endif
