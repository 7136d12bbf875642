/* pattern_code.c - from the nodes of a pattern to its program. */
#include "base/buf.h"
#include "pack/pattern_compile_priv.h"

#define MAX_CODE 6000u

static uint32_t emit(struct parser *p, enum op op, uint32_t a, uint32_t b)
{
	if (p->code.n >= MAX_CODE) {
		pattern_fail(p, DIAG_P014, 0);
		return 0;
	}
	*vec_add(p->arena, &p->code) = (struct instr){ op, a, b };
	return p->code.n - 1;
}

static void generate(struct parser *p, struct node *n);

/* Is the alternative a plain word? A single letter may stand without CAT. */
static bool is_plain(const struct node *n)
{
	return n->kind == NODE_CAT && plain_length(n) > 0;
}

static str plain_word(struct arena *a, const struct node *n)
{
	struct buf b;
	str s;

	buf_init(&b, 4000);
	for (const struct node *c = n->child; c; c = c->next)
		buf_rune(&b, c->a);
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

#define PLAIN_FEW 3u

/* Plain words side by side become a word list: one walk down its trie instead
 * of a trial of each. Returns the last of them, or NULL when they are few. */
static struct node *plain_run(struct parser *p, struct node *from,
			      uint32_t *list)
{
	struct {
		VEC_OF(str);
	} words = { 0 };
	struct node *last = from;
	struct word_list l;
	uint32_t n = 0;

	for (struct node *c = from; c && is_plain(c); c = c->next, n++)
		last = c;
	if (n < PLAIN_FEW)
		return NULL;
	for (const struct node *c = from; n > 0; c = c->next, n--)
		*vec_add(p->arena, &words) = plain_word(p->arena, c);
	l = (struct word_list){ STR_NONE, words.v, words.n };
	*vec_add(p->arena, &p->lists) = list_trie_in(p->arena, &l, p->fold);
	*list = p->lists.n - 1;
	return last;
}

/* The instruction for the words from c to last. */
static void emit_words(struct parser *p, struct node *c,
		       const struct node *last, uint32_t list)
{
	uint32_t at = emit(p, OP_LIST, list, 0);

	for (; c != last->next; c = c->next)
		c->code = (span){ at, at + 1 };
}

static void generate_alt(struct parser *p, struct node *n)
{
	uint32_t chain = UINT32_MAX; /* jumps to the end, linked by a */

	for (struct node *c = n->child; c; c = c->next) {
		uint32_t split, jump, list;
		struct node *last = plain_run(p, c, &list);

		if (last && !last->next) {
			emit_words(p, c, last, list);
			break;
		}
		if (!c->next) {
			generate(p, c);
			break;
		}
		split = emit(p, OP_SPLIT, 0, 0);
		p->code.v[split].a = p->code.n;
		if (last)
			emit_words(p, c, last, list);
		else
			generate(p, c);
		if (last)
			c = last;
		jump = emit(p, OP_JUMP, chain, 0);
		chain = jump;
		p->code.v[split].b = p->code.n;
		if (p->bad)
			return;
	}
	while (chain != UINT32_MAX) {
		uint32_t next = p->code.v[chain].a;

		p->code.v[chain].a = p->code.n;
		chain = next;
	}
}

static void generate_repeat(struct parser *p, struct node *n)
{
	uint32_t split, chain = UINT32_MAX;

	for (uint32_t i = 0; i < n->min && !p->bad; i++)
		generate(p, n->child);
	if (n->max == UINT32_MAX) {
		split = emit(p, OP_SPLIT, 0, 0);
		generate(p, n->child);
		emit(p, OP_JUMP, split, 0);
		p->code.v[split].a = n->lazy ? p->code.n : split + 1;
		p->code.v[split].b = n->lazy ? split + 1 : p->code.n;
		return;
	}
	for (uint32_t i = n->min; i < n->max && !p->bad; i++) {
		split = emit(p, OP_SPLIT, chain, 0);
		chain = split;
		generate(p, n->child);
	}
	while (chain != UINT32_MAX && !p->bad) {
		struct instr *s = &p->code.v[chain];
		uint32_t next = s->a;

		s->a = n->lazy ? p->code.n : chain + 1;
		s->b = n->lazy ? chain + 1 : p->code.n;
		chain = next;
	}
}

static void generate_kind(struct parser *p, struct node *n)
{
	switch (n->kind) {
	case NODE_EMPTY:
		break;
	case NODE_CHAR:
		emit(p, OP_CHAR, n->a, 0);
		break;
	case NODE_ANY:
		emit(p, OP_ANY, 0, 0);
		break;
	case NODE_SET:
		emit(p, OP_SET, n->a, 0);
		break;
	case NODE_CLASS:
		emit(p, OP_CLASS, n->a, 0);
		break;
	case NODE_LIST:
		emit(p, OP_LIST, n->a, 0);
		break;
	case NODE_BEGIN:
		emit(p, OP_BEGIN, 0, 0);
		break;
	case NODE_END:
		emit(p, OP_END, 0, 0);
		break;
	case NODE_CAT:
		for (struct node *c = n->child; c; c = c->next)
			generate(p, c);
		break;
	case NODE_ALT:
		generate_alt(p, n);
		break;
	case NODE_REPEAT:
		generate_repeat(p, n);
		break;
	case NODE_CAPTURE:
		emit(p, OP_SAVE, n->a * 2, 0);
		generate(p, n->child);
		emit(p, OP_SAVE, n->a * 2 + 1, 0);
		break;
	}
}

static void generate(struct parser *p, struct node *n)
{
	if (p->bad)
		return;
	n->code.from = p->code.n;
	generate_kind(p, n);
	n->code.to = p->code.n;
	if (node_is_gap(p, n))
		*vec_add(p->arena, &p->cuts) = n->code.from;
}

void pattern_generate(struct parser *p, struct node *root)
{
	/* an English pattern begins and ends at word borders */
	if (p->fold)
		emit(p, OP_BORDER, 0, 0);
	generate(p, root);
	if (p->fold)
		emit(p, OP_BORDER, 0, 0);
	emit(p, OP_MATCH, 0, 0);
}
