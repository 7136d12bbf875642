/* pattern.c - compiling a pattern: parse -> program -> what every match has. */
#include "base/buf.h"
#include "pack/pattern_compile_priv.h"

/* ---- first sets */

static void first_rune(struct first *f, uint32_t cp)
{
	cp = rune_lower(rune_narrow(cp));
	for (uint32_t i = 0; i < f->n; i++)
		if (f->runes[i] == cp)
			return;
	f->hashes |= rune_hash(cp);
	if (f->n == COUNT(f->runes))
		f->any = true;
	else
		f->runes[f->n++] = cp;
}

static void first_set(struct first *f, const struct rune_set *s)
{
	uint64_t size = 0;

	for (uint32_t i = 0; i < s->n; i++)
		size += s->ranges[i].to - s->ranges[i].from + 1;
	if (s->negated || size > 300) {
		f->any = true;
		return;
	}
	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t c = s->ranges[i].from; c <= s->ranges[i].to; c++)
			first_rune(f, c);
}

static void first_of(const struct parser *p, const struct node *n,
		     struct first *f)
{
	const struct list_trie *l;

	f->empty = false;
	switch (n->kind) {
	case NODE_EMPTY:
	case NODE_BEGIN:
	case NODE_END:
		f->empty = true;
		break;
	case NODE_CHAR:
		first_rune(f, n->a);
		break;
	case NODE_ANY:
		f->any = true;
		break;
	case NODE_SET:
		first_set(f, &p->sets.v[n->a]);
		break;
	case NODE_CLASS:
		kassert(n->a < 64);
		f->classes |= (uint64_t)1 << n->a;
		break;
	case NODE_LIST:
		l = p->lists.v[n->a];
		for (uint32_t i = 0; i < l->nodes[0].n_children; i++)
			first_rune(f, l->nodes[l->nodes[0].children + i].rune);
		break;
	case NODE_CAT:
		f->empty = true;
		for (const struct node *c = n->child; c && f->empty;
		     c = c->next)
			first_of(p, c, f);
		break;
	case NODE_ALT: {
		bool empty = false;

		for (const struct node *c = n->child; c; c = c->next) {
			first_of(p, c, f);
			empty |= f->empty;
		}
		f->empty = empty;
		break;
	}
	case NODE_REPEAT:
		first_of(p, n->child, f);
		f->empty |= n->min == 0;
		break;
	case NODE_CAPTURE:
		first_of(p, n->child, f);
		break;
	}
}

/* ---- what a match may end with */

static uint64_t set_hashes(const struct rune_set *s)
{
	uint64_t hashes = 0;

	if (set_is_wide(s))
		return UINT64_MAX;
	for (uint32_t i = 0; i < s->n; i++)
		for (uint32_t c = s->ranges[i].from; c <= s->ranges[i].to; c++)
			hashes |= rune_hash(rune_folded(c));
	return hashes;
}

static uint64_t list_hashes(const struct list_trie *l)
{
	uint64_t hashes = 0;

	for (uint32_t i = 0; i < l->n; i++)
		if (l->nodes[i].end)
			hashes |= rune_hash(rune_folded(l->nodes[i].rune));
	return hashes;
}

static uint64_t last_of(const struct parser *p, const struct node *n,
			bool *empty);

/* Of nodes side by side: those of the last, and of what stands before it where
 * that may be empty. */
static uint64_t last_in_row(const struct parser *p, const struct node *first,
			    bool *empty)
{
	uint64_t hashes, rest = 0;
	bool rest_empty = true;

	if (first->next)
		rest = last_in_row(p, first->next, &rest_empty);
	*empty = false;
	if (!rest_empty)
		return rest;
	hashes = last_of(p, first, empty);
	return hashes | rest;
}

static uint64_t last_of(const struct parser *p, const struct node *n,
			bool *empty)
{
	uint64_t hashes = 0;
	bool one;

	*empty = false;
	switch (n->kind) {
	case NODE_EMPTY:
	case NODE_BEGIN:
	case NODE_END:
		*empty = true;
		return 0;
	case NODE_CHAR:
		return rune_hash(rune_folded(n->a));
	case NODE_ANY:
	case NODE_CLASS:
		return UINT64_MAX;
	case NODE_SET:
		return set_hashes(&p->sets.v[n->a]);
	case NODE_LIST:
		return list_hashes(p->lists.v[n->a]);
	case NODE_CAT:
		*empty = !n->child;
		return n->child ? last_in_row(p, n->child, empty) : 0;
	case NODE_ALT:
		for (const struct node *c = n->child; c; c = c->next) {
			hashes |= last_of(p, c, &one);
			*empty |= one;
		}
		return hashes;
	case NODE_REPEAT:
		hashes = last_of(p, n->child, empty);
		*empty |= n->min == 0;
		return hashes;
	case NODE_CAPTURE:
		return last_of(p, n->child, empty);
	}
	return UINT64_MAX;
}

/* ---- prefix: bytes that every match begins with; only letters that have
 * no second (full-width, upper-case) form */

static bool has_one_form(uint32_t cp)
{
	return cp > 0x2000 && cp != 0x3000;
}

static void prefix_of(const struct node *n, struct buf *b, bool *open)
{
	switch (n->kind) {
	case NODE_CHAR:
		*open = has_one_form(n->a);
		if (*open)
			buf_rune(b, n->a);
		break;
	case NODE_CAT:
		for (const struct node *c = n->child; c && *open; c = c->next)
			prefix_of(c, b, open);
		break;
	case NODE_CAPTURE:
		prefix_of(n->child, b, open);
		break;
	case NODE_EMPTY:
	case NODE_ANY:
	case NODE_SET:
	case NODE_CLASS:
	case NODE_LIST:
	case NODE_BEGIN:
	case NODE_END:
	case NODE_ALT:
	case NODE_REPEAT:
		*open = false;
		break;
	}
}

static str prefix_in(struct arena *a, const struct node *n, bool fold)
{
	struct buf b;
	bool open = !fold;
	str s;

	buf_init(&b, 1000);
	if (open)
		prefix_of(n, &b, &open);
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

/* ---- bytes of the longest match, MATCH_MOST at most */

static uint32_t at_most(uint64_t n)
{
	return n < MATCH_MOST ? (uint32_t)n : MATCH_MOST;
}

uint32_t node_longest(const struct node *n)
{
	uint32_t most = 0;

	switch (n->kind) {
	case NODE_EMPTY:
	case NODE_BEGIN:
	case NODE_END:
		return 0;
	case NODE_CHAR: /* in whatever form of it */
	case NODE_ANY:
	case NODE_SET:
		return 4;
	case NODE_CLASS:
	case NODE_LIST:
		return MATCH_MOST;
	case NODE_CAT:
		for (const struct node *c = n->child; c; c = c->next)
			most = at_most((uint64_t)most + node_longest(c));
		return most;
	case NODE_ALT:
		for (const struct node *c = n->child; c; c = c->next)
			most = node_longest(c) > most ? node_longest(c) : most;
		return most;
	case NODE_REPEAT:
		return at_most((uint64_t)n->max * node_longest(n->child));
	case NODE_CAPTURE:
		return node_longest(n->child);
	}
	return MATCH_MOST;
}

static void report(const struct parser *p, str file, uint32_t line)
{
	diag_add_file(p->ctx->diags, p->fault, file, line,
		      (uint32_t)p->fault_at + 1, p->source, STR_NONE);
}

const struct pattern *pattern_compile(const struct pattern_context *ctx,
				      str source, str file, uint32_t line)
{
	struct parser p = { .ctx = ctx, .arena = ctx->arena, .source = source };
	struct pattern *out = arena_one(ctx->arena, struct pattern);
	struct first *f = arena_one(ctx->arena, struct first);
	struct node *root;
	bool empty;

	p.out = out;
	p.fold = out->fold = ctx->flags & PATTERN_ENGLISH;
	out->first = f;
	root = pattern_parse(&p);
	if (root) {
		first_of(&p, root, f);
		if (f->empty) /* would match nothing at all */
			f->any = true;
		pattern_generate(&p, root);
	}
	if (p.bad) {
		report(&p, file, line);
		return NULL;
	}
	pattern_pieces(&p, root);
	out->code = p.code.v;
	out->n_code = p.code.n;
	out->sets = p.sets.v;
	out->lists = p.lists.v;
	out->prefix = prefix_in(ctx->arena, root, out->fold);
	out->most = node_longest(root);
	out->last = last_of(&p, root, &empty);
	return out;
}
