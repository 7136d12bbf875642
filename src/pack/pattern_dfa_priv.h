/* pattern_dfa_priv.h - the automaton's parts, shared by pattern_dfa*.c. */
#ifndef KEII_PACK_PATTERN_DFA_PRIV_H
#define KEII_PACK_PATTERN_DFA_PRIV_H

#include <pthread.h>
#include <stdatomic.h>

#include "pack/pattern_priv.h"

#define SETS 256u
#define PAGES (0x110000u >> 8)

/* The end of the stretch counts as a letter of its own class. */
enum { CLASS_UNKNOWN, CLASS_END, CLASS_FIRST };

/* A place in the program; node: in the word list of an OP_LIST, 0 its root. */
struct place {
	uint32_t pc, node;
};

struct places {
	VEC_OF(struct place);
};

/* A place and the letter that leads on from it, as it is compared; 0: that
 * can't be told so. */
struct want {
	uint32_t letter;
	struct place at;
};

struct wants {
	VEC_OF(struct want);
	uint64_t *found; /* right behind the border; NULL: nothing */
};

/* Where all patterns may be after some letters. The steps from it stand in the
 * row of its number. */
struct state {
	struct place *places;
	uint64_t *found; /* patterns that match here; NULL: none */
	uint32_t n;	 /* 0: nothing leads on */
	bool after_word; /* the last letter was one of a word */
	bool at_begin;	 /* of the stretch */
	/* where all patterns begin: its places by letters, borders passed */
	const struct wants *wants;
};

/* Numbers of states. NEXT_HALTS is added where something was found or nothing
 * leads on; not to NEXT_DEAD. */
enum { NEXT_UNKNOWN, NEXT_DEAD, NEXT_FULL, NEXT_FIRST, NEXT_HALTS = 0x8000 };

/* What the instructions see of a letter. */
struct look {
	uint32_t plain, folded; /* 0: no instruction asks for it */
	bool line_end, word;
	uint64_t sets[SETS / 64];
};

struct list_use {
	const struct list_trie *trie;
	bool fold;
	uint32_t mark; /* of its root; its other nodes follow */
};

struct set_use {
	struct rune_set set;
	bool fold;
};

struct page {
	_Atomic uint16_t cls[256];
};

struct letters {
	uint64_t bits[256 / 64];
};

struct dfa {
	struct arena *perm;  /* of the patterns added */
	struct arena *arena; /* of what texts make, under it */
	pthread_mutex_t lock;
	enum dfa_parts parts;
	struct {
		VEC_OF(const struct pattern *);
	} patterns;
	atomic_bool ready;
	/* the programs; a of OP_SET, OP_LIST, OP_MATCH, OP_CLASS and OP_CHAR: a
	 * set_use, list_use, pattern, pattern, letter; b of OP_CHAR: fold */
	struct {
		VEC_OF(struct instr);
	} code;
	struct {
		VEC_OF(uint32_t);
	} begins; /* of the patterns or their pieces, in code */
	struct {
		VEC_OF(struct set_use);
	} sets;
	struct {
		VEC_OF(struct list_use);
	} lists;
	struct letters **letters; /* those that instructions ask for, by page */
	uint32_t n_letters;
	bool hopeless; /* more sets than we can tell apart */
	/* patterns begin at every letter, not at one place: their beginnings go
	 * with every state and stand in none but the first */
	bool floating;
	bool has_borders;
	atomic_bool grown; /* it has reached its ceiling */
	struct page ascii; /* the first half of page 0 */
	_Atomic(struct page *) *pages;
	struct {
		VEC_OF(struct look);
	} classes;
	uint32_t width, most; /* classes, states */
	/* by state and class: the number of the state behind */
	_Atomic uint16_t *rows;
	_Atomic(struct state *) *states;
	uint64_t *follow; /* by state: letters that may lead on, hashed */
	uint32_t n_states;
	uint16_t *slots;      /* hash of states */
	uint16_t start[2][2]; /* [at the begin][behind a word's letter] */
	bool borders;	      /* the latter tells anything */
	/* while a state is built */
	uint32_t *marks, generation;
	struct {
		VEC_OF(uint32_t);
	} stack;
	struct places from, to;
	bool at_begin;
	uint64_t *found;
	bool any_found;
};

/* Kana and kanji, which have no other form, by a hash that tells which may lead
 * on from a state; NO_HASH for other letters, which always may. */
enum { NO_HASH = 64 };

static inline uint32_t follow_hash(uint32_t cp)
{
	return cp > 0x3000 && cp < 0xA000 ? (cp ^ cp >> 6) & 63 : NO_HASH;
}

/* Sets up the programs, at the first text. */
void dfa_ready(struct dfa *d);
/* The class of a letter that was not seen before; CLASS_UNKNOWN: there are
 * too many. */
uint32_t dfa_learn_class(struct dfa *d, uint32_t cp);
/* The state behind another when a letter of the class follows. */
uint32_t dfa_learn_step(struct dfa *d, uint32_t state, uint32_t cls);

#endif
