/* stance_ja_priv.h - subjects and holders, for stance_ja.c. */
#ifndef KEII_EXTRACT_STANCE_JA_PRIV_H
#define KEII_EXTRACT_STANCE_JA_PRIV_H

#include "extract/stance_priv.h"

/* は; が in the clause of the word itself; が in a clause before. plan: the
 * topic is a plan, nobody who acts. */
struct subject {
	uint32_t topic, own, outer;
	bool stranger, plan;
};

/* What stands at the byte after an actor: titles, 側, brackets passed over. */
uint32_t ja_behind_actor(const struct stand *k, uint32_t actor, span in);
bool ja_mark_at(const struct stand *k, uint32_t at, span in, const char *mark);
/* In a quote; inside: the stretch is one, so nothing is. */
bool ja_hidden(const struct stand *k, uint32_t byte, bool inside);
/* A subject whom no actor stands for; topics: は alone. */
bool ja_stranger(const struct stand *k, span in, bool inside, bool topics);
/* Does a word of the kind end at the byte? */
bool ja_ends_as(const struct stand *k, const char *kind, uint32_t to);
/* The end of the last clause with a verb of its own before in.to. */
uint32_t ja_clause_from(const struct stand *k, span in, bool inside);
struct subject ja_clause_subjects(const struct stand *k, span in,
				  uint32_t clause, bool inside);

/* A国とB国は, A国・B国双方が: those joined before. */
void ja_hold_joined(const struct stand *k, struct claim *c, uint32_t who);
/* Who made the document that a clause is of, told at the byte. */
void ja_hold_document(const struct stand *k, struct claim *c,
		      const struct subject *s, uint32_t byte);
/* false: nobody holds it. */
bool ja_hold(struct stand *k, struct claim *c, const struct subject *s, span in,
	     span quote);

#endif
