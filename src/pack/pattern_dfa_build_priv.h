/* pattern_dfa_build_priv.h - how an automaton grows. All under its lock. */
#ifndef KEII_PACK_PATTERN_DFA_BUILD_PRIV_H
#define KEII_PACK_PATTERN_DFA_BUILD_PRIV_H

#include "pack/pattern_dfa_priv.h"

#define STATES 16000u

/* ---- pattern_dfa_join.c */

void dfa_join(struct dfa *d);
/* Does an instruction ask for the letter? */
bool dfa_has_letter(const struct dfa *d, uint32_t cp);

/* ---- pattern_dfa_state.c */

/* Before a state is put together: d->found and the marks are empty. */
void dfa_begin_build(struct dfa *d);
/* Adds the places reached from an instruction without a letter, and to d->found
 * what matches there. */
void dfa_close_over(struct dfa *d, struct places *out, uint32_t pc);
void dfa_add_node(struct dfa *d, struct places *out, struct place p);
/* d->found for keeps. */
uint64_t *dfa_found_kept(struct dfa *d);
uint32_t dfa_new_state(struct dfa *d, const struct places *p, bool after_word);
struct state *dfa_state_at(const struct dfa *d, uint32_t number);
/* The number of the state of the places in p and of what was found, as it
 * stands in a row; made when it is new. */
uint32_t dfa_state_of(struct dfa *d, struct places *p, bool word);

/* ---- pattern_dfa_step.c */

/* As it stands in the state's row; made when it is new. */
uint32_t dfa_step(struct dfa *d, uint32_t state, uint32_t cls);

#endif
