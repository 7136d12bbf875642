/* pattern_dfa_join.c - the programs of all patterns, or their pieces, in one.
 */
#include "pack/pattern_dfa_build_priv.h"

static void add_letter(struct dfa *d, uint32_t cp)
{
	uint64_t *bits;

	if (!d->letters[cp >> 8])
		d->letters[cp >> 8] = arena_one(d->arena, struct letters);
	bits = d->letters[cp >> 8]->bits;
	d->n_letters += !(bits[cp >> 6 & 3] >> (cp & 63) & 1);
	bits[cp >> 6 & 3] |= (uint64_t)1 << (cp & 63);
}

bool dfa_has_letter(const struct dfa *d, uint32_t cp)
{
	return d->letters[cp >> 8] &&
	       (d->letters[cp >> 8]->bits[cp >> 6 & 3] >> (cp & 63) & 1);
}

static bool same_set(const struct rune_set *a, const struct rune_set *b)
{
	return a->n == b->n && a->negated == b->negated &&
	       a->exact == b->exact &&
	       memcmp(a->ranges, b->ranges, a->n * sizeof(*a->ranges)) == 0;
}

static uint32_t use_set(struct dfa *d, const struct rune_set *s, bool fold)
{
	for (uint32_t i = 0; i < d->sets.n; i++)
		if (d->sets.v[i].fold == fold && same_set(&d->sets.v[i].set, s))
			return i;
	if (d->sets.n == SETS) {
		d->hopeless = true;
		return 0;
	}
	*vec_add(d->arena, &d->sets) = (struct set_use){ *s, fold };
	return d->sets.n - 1;
}

static uint32_t use_list(struct dfa *d, const struct list_trie *t, bool fold)
{
	for (uint32_t i = 1; i < t->n; i++)
		add_letter(d, t->nodes[i].rune);
	*vec_add(d->arena, &d->lists) = (struct list_use){ t, fold, 0 };
	return d->lists.n - 1;
}

/* Instructions [from, to) of a pattern, which stand behind one another. */
static void join_code(struct dfa *d, uint32_t number, uint32_t from,
		      uint32_t to)
{
	const struct pattern *p = d->patterns.v[number];
	uint32_t base = d->code.n - from;

	for (uint32_t i = from; i < to; i++) {
		struct instr c = p->code[i];

		switch (c.op) {
		case OP_CHAR:
			add_letter(d, c.a);
			c.b = p->fold;
			break;
		case OP_SET:
			c.a = use_set(d, &p->sets[c.a], p->fold);
			break;
		case OP_LIST:
			c.a = use_list(d, p->lists[c.a], p->fold);
			break;
		case OP_SPLIT:
			c.b += base;
			c.a += base;
			break;
		case OP_JUMP:
			c.a += base;
			break;
		case OP_CLASS:
		case OP_MATCH:
			c.a = number;
			break;
		case OP_BORDER:
			d->has_borders = true;
			break;
		case OP_ANY:
		case OP_SAVE:
		case OP_BEGIN:
		case OP_END:
			break;
		}
		*vec_add(d->arena, &d->code) = c;
	}
}

/* The whole; what has come to a gap counts as found. */
static void join_whole(struct dfa *d, uint32_t number)
{
	const struct pattern *p = d->patterns.v[number];
	uint32_t base = d->code.n;

	*vec_add(d->arena, &d->begins) = base;
	join_code(d, number, 0, p->n_code);
	for (uint32_t i = 0; !p->free && i < p->n_cuts; i++)
		d->code.v[base + p->cuts[i]] =
			(struct instr){ .op = OP_MATCH, .a = number };
}

static void join_pieces(struct dfa *d, uint32_t number, const struct pieces *of)
{
	for (uint32_t i = 0; i < of->n; i++) {
		*vec_add(d->arena, &d->begins) = d->code.n;
		join_code(d, number, of->v[i].from, of->v[i].to);
		*vec_add(d->arena, &d->code) =
			(struct instr){ .op = OP_MATCH, .a = number };
	}
}

void dfa_join(struct dfa *d)
{
	for (uint32_t i = 0; i < d->patterns.n; i++) {
		const struct pattern *p = d->patterns.v[i];

		if (d->parts == DFA_WHOLE)
			join_whole(d, i);
		else
			join_pieces(d, i,
				    d->parts == DFA_HOLDS ? &p->holds
							  : &p->needs);
	}
}
