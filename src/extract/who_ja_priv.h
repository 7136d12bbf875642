/* who_ja_priv.h - what the Japanese files of "who" share. */
#ifndef KEII_EXTRACT_WHO_JA_PRIV_H
#define KEII_EXTRACT_WHO_JA_PRIV_H

#include "extract/who_priv.h"

/* What stands behind a name: 前米大統領, 氏, 政権. */
struct chain {
	span role;
	uint32_t end; /* byte; 0 = no chain */
	str party, post;
	bool former, honour, title, administration;
};

/* who_ja_chain.c */
/* The sense of a state, a one-letter form or a bloc; NULL when none. */
const struct lex *state_like(const struct lex *l);
/* Reads the chain at the byte; false when none. loose: the name before is
 * known for one, so its title may hold any kanji. */
bool chain_read(const struct reading *r, uint32_t at, bool loose,
		struct chain *c);

/* who_ja_person.c */
void read_known_person(struct reading *r, uint32_t item);
/* A name no pack knows before the item, which is a title or 氏. */
bool read_unknown(struct reading *r, uint32_t item);
/* A katakana name in two parts right behind the title: 貿易代表A・B. */
bool read_name_behind(struct reading *r, uint32_t item);

/* who_ja_org.c */
/* 出光の月岡隆社長: for whom the person acts whose name begins at the byte,
 * when his title is one of every company or union; else STR_NONE. */
str party_of_org(struct reading *r, uint32_t name, const struct chain *c);

/* who_ja_org.c: a body whose name ends with the word of a group at `group`. */
bool org_ending(struct reading *r, span group);

#endif
