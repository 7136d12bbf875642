/* pattern_compile_priv.h - from the text of a pattern to a program: what the
 * steps hand on. */
#ifndef KEII_PACK_PATTERN_COMPILE_PRIV_H
#define KEII_PACK_PATTERN_COMPILE_PRIV_H

#include "pack/pattern_priv.h"

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
	span code; /* its instructions; those of the last copy of a repeat */
	struct node *child, *last, *next;
};

struct parser {
	const struct pattern_context *ctx;
	struct arena *arena;
	str source;
	size_t at;
	uint32_t depth;
	bool fold;
	enum diag_code fault; /* valid when bad */
	size_t fault_at;
	bool bad;
	struct {
		VEC_OF(struct rune_set);
	} sets;
	struct {
		VEC_OF(const struct list_trie *);
	} lists;
	struct {
		VEC_OF(struct instr);
	} code;
	struct {
		VEC_OF(uint32_t);
	} cuts;
	struct pattern *out;
};

struct node *pattern_fail(struct parser *p, enum diag_code code, size_t at);
/* The whole pattern; NULL where it is wrong. */
struct node *pattern_parse(struct parser *p);
/* Letters of a plain word; 0: it is none. */
uint32_t plain_length(const struct node *n);
/* Has it too many letters to tell much? */
bool set_is_wide(const struct rune_set *s);
/* A run of letters of which it does not tell much. */
bool node_is_gap(const struct parser *p, const struct node *n);
/* Bytes of the longest match, MATCH_MOST at most. */
uint32_t node_longest(const struct node *n);
/* p->code, with what stands around the nodes. */
void pattern_generate(struct parser *p, struct node *root);
/* p->out: free, cuts, holds and needs; behind pattern_generate(). */
void pattern_pieces(struct parser *p, const struct node *root);

#endif
