/* who_en_priv.h - what the English files of "who" share. */
#ifndef KEII_EXTRACT_WHO_EN_PRIV_H
#define KEII_EXTRACT_WHO_EN_PRIV_H

#include "extract/who_priv.h"

/* Words in front of a name or behind it: "Russian Foreign Minister". */
struct phrase {
	span at; /* from == to: none */
	str party, post;
	span role; /* the title itself, without "Russian" */
	bool former, title, honour, plural;
};

/* who_en_title.c */
/* State, adjective of one or bloc; NULL: the word is none. */
const struct lex *side(const struct lex *l);
/* A title phrase from the byte on, with its party: "Russian Deputy Foreign
 * Minister", "the White House trade adviser". Few other words may stand
 * between; apposition: more of them. */
void phrase_from(const struct reading *r, uint32_t at, bool apposition,
		 struct phrase *p);
/* "…, head of Ukraine's presidential office": the party behind the title. */
void phrase_of(const struct reading *r, struct phrase *p);

/* who_en_name.c: end of the word at the byte; O'Brien is one, Putin's is not.
 */
uint32_t word_end(const struct reading *r, uint32_t at);
bool word_apostrophe(uint32_t cp);
/* Behind blanks (also a line end). */
uint32_t word_blanks_end(const struct reading *r, uint32_t at);
/* Behind 's and blanks: where the next word starts. */
uint32_t word_next(const struct reading *r, uint32_t at);

/* Words of a name from the byte on: up to four, particles between; with these,
 * six (Mohammed bin Abdulrahman bin Jassim Al Thani). */
span name_from(const struct reading *r, uint32_t at, uint32_t *words);

/* Words with capitals that end at the byte; NTA's is whose they are. */
span name_until(const struct reading *r, uint32_t end, uint32_t *words);

/* who_en_voice.c: who is named where a quote's speaker stands, or as body
 * right before the byte. */
bool voice_name(const struct reading *r, span verb, span *name,
		uint32_t *words);
/* The letters without a blank or mark that end at the byte. */
span voice_word_before(const struct reading *r, uint32_t end);
bool voice_org(const struct reading *r, uint32_t end, span *org);
/* Does the word at the byte end a name with a hyphen: Quarles-Ireland? */
bool voice_hyphened(const struct reading *r, uint32_t from);
/* "Tessaly Quarles, Kamome's harbour minister, said": the name that opens the
 * sentence of the verb. */
bool voice_apposed(const struct reading *r, span verb, span *name);

/* who_en_org.c */
/* Words with capitals from the byte on, "of" between. */
span org_from(const struct reading *r, uint32_t at);
/* "Ryanair chief executive X", "X, general secretary of the NAHT"; STR_NONE
 * when nothing beside the title says for whom X acts. */
str party_by_form(struct reading *r, const struct phrase *before,
		  const struct phrase *after, span name);

/* "Biden's top Middle East envoy, X", "Qatar's prime minister and foreign
 * minister X": the party of whom the title that begins at the byte belongs to.
 */
str party_of_owner(const struct reading *r, uint32_t title);

/* Air Kamome, the Kamomean Union of Pilots, where item i is the state. */
bool org_with_state(struct reading *r, uint32_t i);

/* Words with capitals that end at the byte. */
span org_until(const struct reading *r, uint32_t end);

/* who_en_body.c: the body named behind the sort of item i, "the brewer X", or
 * in front of the part of one that item i is, "X's board"; false: none is. */
bool body_of_sort(struct reading *r, uint32_t i);
bool body_of_part(struct reading *r, uint32_t i);
/* The same behind a word for one of many: "the airline X". */
bool body_of_group(struct reading *r, uint32_t i);

/* who_en_post.c: "the health secretary", where item i is the title; false when
 * the article has named no one holder of it. "Its foreign minister": of the
 * state named last in the sentence. */
bool bare_post(struct reading *r, uint32_t i);
/* "The Kamomean and Tsubamean foreign ministers", where item i is the first
 * adjective: a draft for it; false: it is none of these. */
bool read_posts(struct reading *r, uint32_t i, const struct lex *x);

#endif
