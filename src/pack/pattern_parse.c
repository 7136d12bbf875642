/* pattern_parse.c - from the text of a pattern to its nodes: recursive descent.
 * The language is told in pattern.h. */
#include "pack/pattern_compile_priv.h"

#define MAX_DEPTH 40u
#define GAP_DEFAULT 30u

struct node *pattern_fail(struct parser *p, enum diag_code code, size_t at)
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
		return pattern_fail(p, DIAG_P008, start);
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
	return pattern_fail(p, DIAG_P015, start);
}

/* Behind "{". */
static struct node *parse_name(struct parser *p, size_t start)
{
	size_t end = str_find(p->source, STR("}"), p->at);
	str name;

	if (end == SIZE_MAX)
		return pattern_fail(p, DIAG_P008, start);
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
	return pattern_fail(p, DIAG_P007, start);
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
		return pattern_fail(p, DIAG_P008, start);
	name = str_trim(str_cut(p->source, p->at, colon));
	p->at = colon + 1;
	while (i < p->out->n_names && !str_eq(p->out->names[i], name))
		i++;
	if (i == PATTERN_CAPTURES || name.n == 0)
		return pattern_fail(p, DIAG_P008, start);
	if (i == p->out->n_names)
		p->out->names[p->out->n_names++] = name;
	body = parse_alternatives(p, '>');
	if (!body)
		return pattern_fail(p, DIAG_P008, start);
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
			return pattern_fail(p, DIAG_P014, start);
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
			return pattern_fail(p, DIAG_P008, start);
		return literal(p, take(p));
	case ')':
	case '>':
	case ']':
	case '}':
	case '?':
	case '*':
	case '+':
		return pattern_fail(p, DIAG_P008, start);
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
uint32_t plain_length(const struct node *n)
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
			return pattern_fail(p, DIAG_P008, start);
		take(p);
	}
	sort_plain(alt);
	return alt->child->next ? alt : alt->child;
}

struct node *pattern_parse(struct parser *p)
{
	struct node *root;

	skip_blanks(p);
	root = parse_alternatives(p, 0);
	if (root && more(p))
		pattern_fail(p, DIAG_P008, p->at);
	return p->bad ? NULL : root;
}
