/* pattern_priv.h - compiled patterns, shared by the pattern*.c files. */
#ifndef KEII_PACK_PATTERN_PRIV_H
#define KEII_PACK_PATTERN_PRIV_H

#include "base/utf8.h"
#include "pack/pattern.h"

enum op {
	OP_CHAR,   /* a: rune (narrow; lower case when folding) */
	OP_ANY,	   /* one character, not a line end */
	OP_SET,	   /* a: index into sets */
	OP_CLASS,  /* a: class */
	OP_LIST,   /* a: index into lists */
	OP_SPLIT,  /* a: tried first, b: then */
	OP_JUMP,   /* a */
	OP_SAVE,   /* a: slot; even = start, odd = end of a capture */
	OP_BEGIN,  /* ^ */
	OP_END,	   /* $ */
	OP_BORDER, /* not between two letters or digits */
	OP_MATCH,
};

struct instr {
	enum op op;
	uint32_t a, b;
};

struct range {
	uint32_t from, to;
};

struct rune_set {
	const struct range *ranges;
	uint32_t n;
	bool negated;
	bool exact; /* never folded: {UPPER} */
};

/* Words as a trie over runes; the children of a node stand together. */
struct list_node {
	uint32_t rune, children, n_children;
	bool end;
};

struct list_trie {
	const struct list_node *nodes; /* nodes[0] is the root */
	uint32_t n;
};

/* A bit for a letter, narrow and lower case: tells most that are not meant. */
static inline uint64_t rune_hash(uint32_t cp)
{
	return (uint64_t)1 << ((cp ^ cp >> 6) & 63);
}

/* What a match may begin with. */
struct first {
	uint32_t runes[512]; /* narrow and lower case */
	uint32_t n;
	uint64_t hashes;  /* of them, by rune_hash() */
	uint64_t classes; /* bit a = class */
	bool any, empty;
};

/* Instructions [from, to) that hold no gap: a part of a pattern. */
struct piece {
	uint32_t from, to;
};

/* Every match holds one of them; none: that can't be told. */
struct pieces {
	const struct piece *v;
	uint32_t n;
	uint32_t reach; /* bytes at most from the match's begin to their ends */
};

struct pattern {
	bool fold; /* English */
	bool free; /* a match may begin with any letter, or with a gap */
	const struct instr *code;
	uint32_t n_code;
	const struct rune_set *sets;
	const struct list_trie *const *lists;
	str names[PATTERN_CAPTURES];
	uint32_t n_names;
	str prefix;    /* bytes every match begins with; may be empty */
	uint32_t most; /* bytes of a match */
	const struct first *first;
	uint64_t last; /* letters a match may end with, by rune_hash() */
	/* the instructions gaps begin with: runs of any letters, which make an
	 * automaton count */
	const uint32_t *cuts;
	uint32_t n_cuts;
	/* every match holds one of holds; where it has gaps one of needs behind
	 * what stands before the first */
	struct pieces holds, needs;
};

#define VM_STACK 1024
#define MATCH_MOST 2000u /* bytes of one match */
#define MAX_WORD_ENDS 12

struct frame {
	uint32_t pc; /* UINT32_MAX: undo of a capture slot */
	uint32_t at, slot;
};

struct vm {
	const struct pattern *p;
	str text;
	/* the letter decoded last, as it is compared: narrow, and lower case
	 * with a plain apostrophe when folding */
	uint32_t seen_at, seen_next, seen, seen_raw;
	bool seen_fold;
	span in;
	const struct layers *l;
	uint32_t slots[PATTERN_CAPTURES * 2];
	struct frame stack[VM_STACK];
	uint32_t depth;
};

/* ---- pattern_word.c */

bool rune_set_has(const struct rune_set *s, uint32_t cp, bool fold);
uint32_t rune_lower(uint32_t cp);
/* As English patterns compare: a typographic apostrophe is a plain one. */
uint32_t rune_folded(uint32_t cp);

static inline bool rune_is_word(uint32_t cp)
{
	return rune_is_alpha(cp) || rune_is_digit(cp);
}

/* Built once per word list and shared by the patterns that name it. */
const struct list_trie *list_trie_in(struct arena *a, const struct word_list *l,
				     bool fold);
/* The node below n for the letter (as compared), or NULL. */
const struct list_node *list_child(const struct list_trie *t,
				   const struct list_node *n, uint32_t cp);
/* Ends of the list's words that start at `at`, shortest first; their number,
 * at most MAX_WORD_ENDS. */
uint32_t list_ends(const struct list_trie *t, str text, uint32_t at,
		   uint32_t to, bool fold, uint32_t *ends);
/* Ends of the class's things that start at `at`, likewise. */
uint32_t layer_ends(const struct layers *l, uint32_t cls, uint32_t at,
		    uint32_t to, uint32_t *ends);
/* Does anything start at `at`? l may be NULL. */
bool layers_any(const struct layers *l, uint32_t at);

/* ---- pattern_run.c */

void vm_init(struct vm *vm, const struct pattern *p, str text, span in,
	     const struct layers *l);
/* vm->p at one place; the end must be must_end unless that is UINT32_MAX. */
bool vm_match(struct vm *vm, uint32_t at, uint32_t must_end, struct hit *out);
/* Can a match begin with what stands at `at`? Seen from its first letter. */
bool pattern_may_begin(const struct pattern *p, str text, uint32_t at,
		       const struct layers *l);

/* ---- pattern_dfa.c: all patterns of a set as one automaton
 *
 * It tells which patterns may match at a place, one look-up a letter; what
 * they match, and how, the program of each tells. Built as texts need it, kept
 * for the next text, shared by threads. */

struct dfa;

enum dfa_found {
	DFA_NONE, /* up to the end */
	DFA_SOME, /* at x->at; those whose bits are set */
	DFA_ALL,  /* at x->at; the automaton has grown too large to tell */
};

/* The letters from a place on, as the automaton sees them: a text in which
 * patterns may begin at each letter is read once for all of them. */
enum { WINDOW = 256, WINDOW_LEFT = 64 };

struct dfa_window {
	uint32_t n, k; /* letters; the one to go on with */
	bool last;     /* it holds the end */
	uint16_t cls[WINDOW];
	uint8_t hash[WINDOW]; /* 64: it has none */
	uint32_t at[WINDOW + 1];
};

struct dfa_scan {
	str text;
	uint32_t from, to, next; /* the stretch; where to go on */
	uint32_t at;
	uint64_t *bits; /* the caller's, who clears them again */
	/* the caller's: look at the heads of words alone, not inside of
	 * numbers in ASCII digits */
	bool heads, whole_numbers;
	bool after_word;
	struct dfa_window *window; /* the caller's, or NULL */
};

/* What of the patterns an automaton looks for. */
enum dfa_parts {
	DFA_WHOLE, /* from a place on, up to the first gap; whole where they
		    * are free */
	DFA_HOLDS, /* anywhere: one of p->holds */
	DFA_NEEDS, /* anywhere: one of p->needs */
};

/* Where pieces of a pattern end in a stretch: not before first, which may be a
 * letter behind the first, nor behind last. last 0: there is none. */
struct ends {
	uint32_t first, last;
};

/* Freed with a. */
struct dfa *dfa_in(struct arena *a, enum dfa_parts parts);
/* Before the first text. The number given is the bit, in order from 0. */
void dfa_add(struct dfa *d, const struct pattern *p);
/* How many were added. */
uint32_t dfa_patterns(const struct dfa *d);
/* 64-bit words of a set of bits. */
uint32_t dfa_words(const struct dfa *d);
void dfa_scan_init(struct dfa *d, struct dfa_scan *x, str text, span in);
/* Goes on at the byte. */
void dfa_scan_skip(struct dfa_scan *x, uint32_t to);
/* The next place where patterns may match. */
enum dfa_found dfa_next(struct dfa *d, struct dfa_scan *x);
/* Adds to bits the patterns that may match at the place. */
enum dfa_found dfa_at(struct dfa *d, str text, span in, uint32_t at,
		      uint64_t *bits);
/* One pass over the stretch: where the pieces of each pattern end. */
void dfa_sweep(struct dfa *d, str text, span in, struct ends *ends);

#endif
