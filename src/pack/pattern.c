/* pattern.c - from the text of a pattern to a program.
 *
 * parse (recursive descent, nodes in the arena) -> first set -> code. The
 * language is told in pattern.h. */
#include "pack/pattern_priv.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"

#define MAX_CODE 6000u
#define MAX_DEPTH 40u
#define GAP_DEFAULT 30u

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
	struct pattern *out;
};

static struct node *fail(struct parser *p, enum diag_code code, size_t at)
{
	if (!p->bad) {
		p->bad = true;
		p->fault = code;
		p->fault_at = at;
	}
	return NULL;
}

static struct node *node_in(struct parser *p, enum node_kind kind, uint32_t a)
{
	struct node *n = arena_one(p->arena, struct node);

	n->kind = kind;
	n->a = a;
	return n;
}

static void append(struct node *parent, struct node *child)
{
	if (parent->last)
		parent->last->next = child;
	else
		parent->child = child;
	parent->last = child;
}

static bool more(const struct parser *p)
{
	return p->at < p->source.n;
}

static uint32_t peek(const struct parser *p)
{
	size_t i = p->at;

	return more(p) ? utf8_next(p->source, &i) : 0;
}

static uint32_t take(struct parser *p)
{
	return utf8_next(p->source, &p->at);
}

static void skip_blanks(struct parser *p)
{
	while (more(p) && rune_is_space(peek(p)))
		take(p);
}

/* A number at the cursor, or none; cut at 1000. */
static bool take_number(struct parser *p, uint32_t *value)
{
	bool any = false;

	*value = 0;
	while (more(p) && peek(p) >= '0' && peek(p) <= '9') {
		*value = *value * 10 + (take(p) - '0');
		if (*value > 1000)
			*value = 1000;
		any = true;
	}
	return any;
}

/* ---- sets and names */

static struct node *set_node(struct parser *p, const struct range *ranges,
			     uint32_t n, bool negated, bool exact)
{
	struct rune_set *s = vec_add(p->arena, &p->sets);

	*s = (struct rune_set){ ranges, n, negated, exact };
	return node_in(p, NODE_SET, p->sets.n - 1);
}

static struct node *parse_set(struct parser *p, size_t start)
{
	struct {
		VEC_OF(struct range);
	} r = { 0 };
	bool negated = false;

	if (peek(p) == '^') {
		take(p);
		negated = true;
	}
	while (more(p) && peek(p) != ']') {
		uint32_t low = take(p), high;

		if (low == '\\' && more(p))
			low = take(p);
		low = rune_narrow(low);
		high = low;
		if (peek(p) == '-' && p->at + 1 < p->source.n &&
		    p->source.p[p->at + 1] != ']') {
			take(p);
			high = rune_narrow(take(p));
		}
		*vec_add(p->arena, &r) = (struct range){ low, high };
	}
	if (!more(p) || r.n == 0)
		return fail(p, DIAG_P008, start);
	take(p);
	return set_node(p, r.v, r.n, negated, false);
}

static const struct range set_digit[] = { { '0', '9' } };
static const struct range set_numeral[] = {
	{ 0x3007, 0x3007 }, { 0x4E00, 0x4E00 }, { 0x4E8C, 0x4E8C },
	{ 0x4E09, 0x4E09 }, { 0x56DB, 0x56DB }, { 0x4E94, 0x4E94 },
	{ 0x516D, 0x516D }, { 0x4E03, 0x4E03 }, { 0x516B, 0x516B },
	{ 0x4E5D, 0x4E5D }, { 0x5341, 0x5341 }, { 0x767E, 0x767E },
	{ 0x5343, 0x5343 }, { 0x4E07, 0x4E07 }, { 0x96F6, 0x96F6 },
};
static const struct range set_kanji[] = { { 0x4E00, 0x9FFF },
					  { 0x3005, 0x3006 },
					  { 0x30F6, 0x30F6 },
					  { 0x3400, 0x4DBF },
					  { 0xF900, 0xFAFF } };
static const struct range set_kata[] = { { 0x30A1, 0x30FA },
					 { 0x30FC, 0x30FC } };
static const struct range set_hira[] = { { 0x3041, 0x309F } };
static const struct range set_upper[] = { { 'A', 'Z' }, { 0xC0, 0xDE } };
static const struct range set_lower[] = { { 'a', 'z' }, { 0xDF, 0xFF } };
static const struct range set_alpha[] = { { 'a', 'z' },
					  { 'A', 'Z' },
					  { 0xC0, 0x24F } };
static const struct range set_blank[] = { { ' ', ' ' },
					  { '\t', '\r' },
					  { 0xA0, 0xA0 },
					  { 0x3000, 0x3000 },
					  { 0x2000, 0x200B } };

static const struct {
	const char *name;
	const struct range *ranges;
	uint32_t n;
} builtin_sets[] = {
	{ "D", set_digit, COUNT(set_digit) },
	{ "KN", set_numeral, COUNT(set_numeral) },
	{ "KANJI", set_kanji, COUNT(set_kanji) },
	{ "KATA", set_kata, COUNT(set_kata) },
	{ "HIRA", set_hira, COUNT(set_hira) },
	{ "UPPER", set_upper, COUNT(set_upper) },
	{ "LOWER", set_lower, COUNT(set_lower) },
	{ "ALPHA", set_alpha, COUNT(set_alpha) },
};

static struct node *repeat(struct parser *p, struct node *what, uint32_t min,
			   uint32_t max, bool lazy)
{
	struct node *r = node_in(p, NODE_REPEAT, 0);

	r->min = min;
	r->max = max;
	r->lazy = lazy;
	append(r, what);
	return r;
}

static struct node *blanks(struct parser *p, uint32_t min)
{
	return repeat(p, set_node(p, set_blank, COUNT(set_blank), false, true),
		      min, UINT32_MAX, false);
}

static struct node *list_ref(struct parser *p, str name, size_t start)
{
	for (uint32_t i = 0; i < p->ctx->n_lists; i++) {
		if (!str_eq(p->ctx->lists[i].name, name))
			continue;
		*vec_add(p->arena, &p->lists) =
			list_trie_in(p->arena, &p->ctx->lists[i], p->fold);
		return node_in(p, NODE_LIST, p->lists.n - 1);
	}
	return fail(p, DIAG_P015, start);
}

/* Behind "{". */
static struct node *parse_name(struct parser *p, size_t start)
{
	size_t end = str_find(p->source, STR("}"), p->at);
	str name;

	if (end == SIZE_MAX)
		return fail(p, DIAG_P008, start);
	name = str_trim(str_cut(p->source, p->at, end));
	p->at = end + 1;
	if (name.n && name.p[0] == '@')
		return list_ref(p, str_cut(name, 1, name.n), start);
	if (str_is(name, "SP"))
		return blanks(p, 0);
	for (size_t i = 0; i < COUNT(builtin_sets); i++)
		if (str_is(name, builtin_sets[i].name))
			return set_node(p, builtin_sets[i].ranges,
					builtin_sets[i].n, false, true);
	for (uint32_t i = 0; p->ctx->classes && p->ctx->classes[i]; i++)
		if (str_is(name, p->ctx->classes[i]))
			return node_in(p, NODE_CLASS, i);
	return fail(p, DIAG_P007, start);
}

/* ---- the grammar */

static struct node *parse_alternatives(struct parser *p, uint32_t until);

static struct node *parse_capture(struct parser *p, size_t start)
{
	size_t colon = str_find(p->source, STR(":"), p->at);
	struct node *n, *body;
	str name;
	uint32_t i = 0;

	if (colon == SIZE_MAX)
		return fail(p, DIAG_P008, start);
	name = str_trim(str_cut(p->source, p->at, colon));
	p->at = colon + 1;
	while (i < p->out->n_names && !str_eq(p->out->names[i], name))
		i++;
	if (i == PATTERN_CAPTURES || name.n == 0)
		return fail(p, DIAG_P008, start);
	if (i == p->out->n_names)
		p->out->names[p->out->n_names++] = name;
	body = parse_alternatives(p, '>');
	if (!body)
		return fail(p, DIAG_P008, start);
	n = node_in(p, NODE_CAPTURE, i);
	append(n, body);
	return n;
}

static struct node *parse_gap(struct parser *p)
{
	uint32_t most;

	if (!take_number(p, &most))
		most = GAP_DEFAULT;
	return repeat(p, node_in(p, NODE_ANY, 0), 0, most, true);
}

static struct node *literal(struct parser *p, uint32_t cp)
{
	cp = rune_narrow(cp);
	return node_in(p, NODE_CHAR, p->fold ? rune_lower(cp) : cp);
}

/* One thing without its quantifier. */
static struct node *parse_atom(struct parser *p)
{
	size_t start = p->at;
	uint32_t cp = take(p);
	struct node *n;

	switch (cp) {
	case '(':
		if (++p->depth > MAX_DEPTH)
			return fail(p, DIAG_P014, start);
		n = parse_alternatives(p, ')');
		p->depth--;
		return n;
	case '<':
		return parse_capture(p, start);
	case '[':
		return parse_set(p, start);
	case '{':
		return parse_name(p, start);
	case '~':
		return parse_gap(p);
	case '.':
		return node_in(p, NODE_ANY, 0);
	case '^':
		return node_in(p, NODE_BEGIN, 0);
	case '$':
		return node_in(p, NODE_END, 0);
	case '\\':
		if (!more(p))
			return fail(p, DIAG_P008, start);
		return literal(p, take(p));
	case ')':
	case '>':
	case ']':
	case '}':
	case '?':
	case '*':
	case '+':
		return fail(p, DIAG_P008, start);
	default:
		return literal(p, cp);
	}
}

/* {2} or {1,4} behind an atom; leaves the cursor alone when it is {NAME}. */
static bool take_counts(struct parser *p, uint32_t *min, uint32_t *max)
{
	size_t back = p->at;

	take(p);
	if (take_number(p, min)) {
		*max = *min;
		if (peek(p) == ',') {
			take(p);
			if (!take_number(p, max))
				*max = UINT32_MAX;
		}
		if (peek(p) == '}') {
			take(p);
			return true;
		}
	}
	p->at = back;
	return false;
}

static struct node *parse_quantified(struct parser *p)
{
	struct node *n = parse_atom(p);

	while (n && more(p)) {
		uint32_t cp = peek(p), min = 0, max = UINT32_MAX;

		if (cp == '?')
			max = 1;
		else if (cp == '+')
			min = 1;
		else if (cp == '{') {
			if (!take_counts(p, &min, &max))
				return n;
			n = repeat(p, n, min, max, false);
			continue;
		} else if (cp != '*')
			return n;
		take(p);
		n = repeat(p, n, min, max, false);
	}
	return n;
}

/* Longer words before shorter ones when all alternatives are plain text, so
 * that (a|ab) takes ab. */
static uint32_t plain_length(const struct node *n)
{
	uint32_t length = 0;

	for (const struct node *c = n->child; c; c = c->next) {
		if (c->kind != NODE_CHAR)
			return 0;
		length++;
	}
	return length;
}

static void sort_plain(struct node *alt)
{
	struct node *sorted = NULL;

	for (struct node *c = alt->child; c; c = c->next)
		if (c->kind != NODE_CAT || !plain_length(c))
			return;
	while (alt->child) { /* insertion sort, stable */
		struct node *c = alt->child, **to = &sorted;

		alt->child = c->next;
		while (*to && plain_length(*to) >= plain_length(c))
			to = &(*to)->next;
		c->next = *to;
		*to = c;
	}
	alt->child = sorted;
}

static struct node *parse_sequence(struct parser *p, uint32_t until)
{
	struct node *cat = node_in(p, NODE_CAT, 0);

	while (more(p)) {
		uint32_t cp = peek(p);
		struct node *n;

		if (cp == '|' || (until && cp == until))
			break;
		if (rune_is_space(cp)) {
			skip_blanks(p);
			/* at the ends of the whole pattern they mean nothing */
			if (!p->fold || !more(p) ||
			    (!until && (peek(p) == '|' || !cat->child)))
				continue;
			n = blanks(p, 1);
		} else {
			n = parse_quantified(p);
		}
		if (!n)
			return NULL;
		append(cat, n);
	}
	return cat;
}

/* until: the closing letter, or 0 for the whole pattern. */
static struct node *parse_alternatives(struct parser *p, uint32_t until)
{
	struct node *alt = node_in(p, NODE_ALT, 0);
	size_t start = p->at;

	for (;;) {
		struct node *n = parse_sequence(p, until);

		if (!n)
			return NULL;
		append(alt, n);
		if (!more(p))
			break;
		if (peek(p) != '|')
			break;
		take(p);
	}
	if (until) {
		if (!more(p) || peek(p) != until)
			return fail(p, DIAG_P008, start);
		take(p);
	}
	sort_plain(alt);
	return alt->child->next ? alt : alt->child;
}

/* ---- first sets */

static void first_rune(struct first *f, uint32_t cp)
{
	cp = rune_lower(rune_narrow(cp));
	for (uint32_t i = 0; i < f->n; i++)
		if (f->runes[i] == cp)
			return;
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

/* ---- code */

static uint32_t emit(struct parser *p, enum op op, uint32_t a, uint32_t b)
{
	if (p->code.n >= MAX_CODE) {
		fail(p, DIAG_P014, 0);
		return 0;
	}
	*vec_add(p->arena, &p->code) = (struct instr){ op, a, b };
	return p->code.n - 1;
}

static void generate(struct parser *p, const struct node *n);

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
static const struct node *plain_run(struct parser *p, const struct node *from,
				    uint32_t *list)
{
	struct {
		VEC_OF(str);
	} words = { 0 };
	const struct node *last = from;
	struct word_list l;
	uint32_t n = 0;

	for (const struct node *c = from; c && is_plain(c); c = c->next, n++)
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

static void generate_alt(struct parser *p, const struct node *n)
{
	uint32_t chain = UINT32_MAX; /* jumps to the end, linked by a */

	for (const struct node *c = n->child; c; c = c->next) {
		uint32_t split, jump, list;
		const struct node *last = plain_run(p, c, &list);

		if (last && !last->next) {
			emit(p, OP_LIST, list, 0);
			break;
		}
		if (!c->next) {
			generate(p, c);
			break;
		}
		split = emit(p, OP_SPLIT, 0, 0);
		p->code.v[split].a = p->code.n;
		if (last)
			emit(p, OP_LIST, list, 0);
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

static void generate_repeat(struct parser *p, const struct node *n)
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

static void generate(struct parser *p, const struct node *n)
{
	if (p->bad)
		return;
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
		for (const struct node *c = n->child; c; c = c->next)
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

static uint32_t longest(const struct node *n)
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
			most = at_most((uint64_t)most + longest(c));
		return most;
	case NODE_ALT:
		for (const struct node *c = n->child; c; c = c->next)
			most = longest(c) > most ? longest(c) : most;
		return most;
	case NODE_REPEAT:
		return at_most((uint64_t)n->max * longest(n->child));
	case NODE_CAPTURE:
		return longest(n->child);
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

	p.out = out;
	p.fold = out->fold = ctx->flags & PATTERN_ENGLISH;
	skip_blanks(&p);
	root = parse_alternatives(&p, 0);
	if (root && more(&p))
		fail(&p, DIAG_P008, p.at);
	if (root && !p.bad) {
		first_of(&p, root, f);
		if (f->empty) /* would match nothing at all */
			f->any = true;
		if (p.fold)
			emit(&p, OP_BORDER, 0, 0);
		generate(&p, root);
		if (p.fold)
			emit(&p, OP_BORDER, 0, 0);
		emit(&p, OP_MATCH, 0, 0);
	}
	if (p.bad) {
		report(&p, file, line);
		return NULL;
	}
	out->code = p.code.v;
	out->n_code = p.code.n;
	out->sets = p.sets.v;
	out->lists = p.lists.v;
	out->first = f;
	out->prefix = prefix_in(ctx->arena, root, out->fold);
	out->most = longest(root);
	return out;
}
