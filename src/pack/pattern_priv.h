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

/* What a match may begin with. */
struct first {
	uint32_t runes[512]; /* narrow and lower case */
	uint32_t n;
	uint64_t classes; /* bit a = class */
	bool any, empty;
};

enum node_kind {
	NODE_EMPTY,
	NODE_CHAR,
	NODE_ANY,
	NODE_SET,
	NODE_CLASS,
	NODE_LIST,
	NODE_BEGIN,
	NODE_END,
	NODE_CAT, /* children in order */
	NODE_ALT,
	NODE_REPEAT,
	NODE_CAPTURE,
};

/* A parsed pattern. */
struct node {
	enum node_kind kind;
	uint32_t a; /* rune, class, index of set or list, capture number */
	uint32_t min, max; /* repeat; max UINT32_MAX: no end */
	bool lazy;
	struct node *child, *last, *next;
};

struct pattern {
	bool fold; /* English */
	const struct instr *code;
	uint32_t n_code;
	const struct rune_set *sets;
	const struct list_trie *const *lists;
	str names[PATTERN_CAPTURES];
	uint32_t n_names;
	str prefix;    /* bytes every match begins with; may be empty */
	uint32_t most; /* bytes of a match */
	const struct first *first;
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
/* Instructions of which every match passes one, and from which on, where it can
 * be, the pattern names its letters. How many; room is at least 1. */
uint32_t pattern_tails(const struct pattern *p, struct arena *a, uint32_t *out,
		       uint32_t room);
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

/* Freed with a. floating: for dfa_sweep, else for the others. */
struct dfa *dfa_in(struct arena *a, bool floating);
/* Before the first text. The number given is the bit. tails: instead of the
 * pattern its tails are looked for. */
void dfa_add(struct dfa *d, const struct pattern *p, bool tails);
/* 64-bit words of a set of bits. */
uint32_t dfa_words(const struct dfa *d);
void dfa_scan_init(struct dfa *d, struct dfa_scan *x, str text, span in);
/* The next place where patterns may match. */
enum dfa_found dfa_next(struct dfa *d, struct dfa_scan *x);
/* Adds to bits the patterns that may match at the place, or anywhere in the
 * stretch: one pass over it. */
enum dfa_found dfa_at(struct dfa *d, str text, span in, uint32_t at,
		      uint64_t *bits);
enum dfa_found dfa_sweep(struct dfa *d, str text, span in, uint64_t *bits);

#endif
