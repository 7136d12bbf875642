/* stance_priv.h - inside of the stage of positions: one word of force becomes
 * a claim (who holds it, about what) in stance_ja.c or stance_en.c. */
#ifndef KEII_EXTRACT_STANCE_PRIV_H
#define KEII_EXTRACT_STANCE_PRIV_H

#include "extract/say_priv.h"

enum { STAND_ISSUES = 8, STAND_HOLDERS = 4 };

/* word: of force. list: the thing is a list, each issue in it counts. */
struct claim {
	const struct frame *frame;
	span at, thing, word;
	str force;
	uint32_t holder[STAND_HOLDERS];
	uint32_t n;
	bool list;
};

/* One article while its positions are read. `speech` has the frames of speech
 * and who was spoken of last; `hits` are the words of force of the sentence;
 * `issue` is what the position before was about; `list` what the items of the
 * list being read are: their force and who holds them, no frame: nothing. */
struct stand {
	const struct frames *f;
	const struct glance *issues;
	struct doc *d;
	struct mentions *m;
	struct speech speech;
	struct hits hits;
	uint32_t sentence;
	str issue;
	uint32_t issue_at; /* sentence */
	struct claim list;
	uint32_t doer, doer_at; /* of the verb before, its sentence */
	str home;		/* see stance_home() */
	bool home_known;
};

/* The claim of word of force number i of the sentence; false: it is none. */
bool ja_claim(struct stand *k, uint32_t i, struct claim *c);
bool en_claim(struct stand *k, uint32_t i, struct claim *c);
/* stance_home.c: the state an article is at home in, or STR_NONE; a mention of
 * it near the byte; the party of an officer of state without one. */
str stance_home(struct stand *k);
uint32_t home_actor(struct stand *k, uint32_t byte);
str home_of(struct stand *k, uint32_t actor);
bool is_minister(const struct stand *k, uint32_t actor);
/* stance_list.c: a line above a list says what its items are; an item without
 * a word of force as a claim, false: it is none. */
void list_open(struct stand *k);
bool list_item(struct stand *k, struct claim *c);
/* Issues of the thing, those that the word of force governs. */
uint32_t ja_issues(const struct stand *k, const struct claim *c, str *out);
uint32_t en_issues(const struct stand *k, const struct claim *c, str *out);

/* Does a word of the kind of stance-cues.tsv stand there? */
bool cue_at(const struct stand *k, const char *kind, span in, uint32_t at,
	    uint32_t *end);
bool cue_in(const struct stand *k, const char *kind, span in, span *at);
/* Is an issue or a plan named there? */
bool in_name(const struct stand *k, span at, str issue);
bool issue_in(const struct stand *k, span in);
bool names_issue(const struct stand *k, span in);
/* One that answers something: accept, reject, view. */
bool is_answer(str force);
/* Puts the actor among those who hold the claim. */
void claim_hold(struct claim *c, uint32_t actor);
/* How many sides hold the claim. */
uint32_t claim_sides(const struct stand *k, const struct claim *c);
/* Those who met or agreed last, where an agreement is told without its sides.
 */
void claim_hold_sides(const struct stand *k, struct claim *c);
/* The maker of the plan named last up to the byte, in this sentence or up to
 * `back` sentences before, as an actor that acts for it, or NO_REF. */
uint32_t plan_maker(const struct stand *k, uint32_t byte, uint32_t back);
/* Is a plan told of in this sentence or the two before? */
bool plan_near(const struct stand *k);
/* The quote that holds the byte, or an empty span. */
span quote_around(const struct stand *k, uint32_t byte);
/* Who says the quote, or NO_REF. */
uint32_t quote_speaker(const struct stand *k, span quote);

#endif
