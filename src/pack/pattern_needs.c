/* pattern_needs.c - words of which every match of a pattern holds one.
 *
 * A pattern that may begin with any letter is tried at each letter; where its
 * sentence holds none of these words it need not be tried at all. Worked out
 * from the parsed pattern: a run of letters that all matches share, or the
 * words of an alternation of which one is always taken. Only letters that have
 * one form (no width, no case) count. */
#include "pack/pattern_priv.h"

#include "base/buf.h"

#define NEEDS_MOST 40u

struct words_found {
	str words[NEEDS_MOST];
	uint32_t n; /* 0 = none known */
};

static bool one_form(const struct node *n)
{
	return n->kind == NODE_CHAR && n->a > 0x2000 && n->a != 0x3000;
}

/* The letters from n on as one word; *next is what follows them. */
static str letters(struct arena *a, const struct node *n,
		   const struct node **next)
{
	struct buf b;
	str s;

	buf_init(&b, 4000);
	for (; n && one_form(n); n = n->next)
		buf_rune(&b, n->a);
	*next = n;
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

static struct words_found needed(struct arena *a, const struct node *n);

/* Each alternative must need something; all of it together is needed. */
static struct words_found of_alternatives(struct arena *a, const struct node *n)
{
	struct words_found all = { .n = 0 };

	for (const struct node *c = n->child; c; c = c->next) {
		struct words_found one = needed(a, c);

		if (one.n == 0 || all.n + one.n > NEEDS_MOST)
			return (struct words_found){ .n = 0 };
		for (uint32_t i = 0; i < one.n; i++)
			all.words[all.n++] = one.words[i];
	}
	return all;
}

/* Of a sequence the part with the fewest words. */
static struct words_found of_sequence(struct arena *a, const struct node *n)
{
	struct words_found best = { .n = 0 };
	const struct node *c = n->child;

	while (c) {
		struct words_found one = { .n = 0 };

		if (one_form(c)) {
			one.words[0] = letters(a, c, &c);
			one.n = 1;
		} else {
			one = needed(a, c);
			c = c->next;
		}
		if (one.n && (!best.n || one.n < best.n))
			best = one;
	}
	return best;
}

static struct words_found needed(struct arena *a, const struct node *n)
{
	struct words_found none = { .n = 0 };
	const struct node *next;

	switch (n->kind) {
	case NODE_CHAR:
		if (!one_form(n))
			return none;
		none.words[0] = letters(a, n, &next);
		none.n = 1;
		return none;
	case NODE_CAT:
		return of_sequence(a, n);
	case NODE_ALT:
		return of_alternatives(a, n);
	case NODE_CAPTURE:
		return needed(a, n->child);
	case NODE_REPEAT:
		return n->min ? needed(a, n->child) : none;
	case NODE_EMPTY:
	case NODE_ANY:
	case NODE_SET:
	case NODE_CLASS:
	case NODE_LIST:
	case NODE_BEGIN:
	case NODE_END:
		break;
	}
	return none;
}

void pattern_needs(struct arena *a, const struct node *root,
		   struct pattern *out)
{
	struct words_found found = needed(a, root);
	str *kept = arena_many(a, str, found.n + 1);

	memcpy(kept, found.words, found.n * sizeof(str));
	out->needs = kept;
	out->n_needs = found.n;
}
