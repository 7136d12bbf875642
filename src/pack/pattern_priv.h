/* pattern_priv.h - compiled patterns, shared by the pattern*.c files. */
#ifndef KEII_PACK_PATTERN_PRIV_H
#define KEII_PACK_PATTERN_PRIV_H

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
	str prefix; /* bytes every match begins with; may be empty */
	const struct first *first;
	/* every match holds one of these words; 0 = not known */
	const str *needs;
	uint32_t n_needs;
};

/* pattern_needs.c: fills needs from the parsed pattern. */
void pattern_needs(struct arena *a, const struct node *root,
		   struct pattern *out);

bool rune_set_has(const struct rune_set *s, uint32_t cp, bool fold);
uint32_t rune_lower(uint32_t cp);
/* Built once per word list and shared by the patterns that name it. */
const struct list_trie *list_trie_in(struct arena *a, const struct word_list *l,
				     bool fold);

#endif
