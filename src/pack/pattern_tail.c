/* pattern_tail.c - the last part of a pattern that names its letters. */
#include "pack/pattern_priv.h"

static bool is_wide(enum op op)
{
	return op == OP_ANY || op == OP_SET || op == OP_CLASS;
}

/* The least and the greatest instruction that may come behind one. */
static span behind(const struct instr *c, uint32_t pc)
{
	if (c->op == OP_JUMP)
		return (span){ c->a, c->a };
	if (c->op == OP_SPLIT)
		return c->a < c->b ? (span){ c->a, c->b }
				   : (span){ c->b, c->a };
	return (span){ pc + 1, pc + 1 };
}

/* In the instructions [from, to), which are left at the end alone. */
static uint32_t tail_in(const struct pattern *p, struct arena *a, uint32_t from,
			uint32_t to)
{
	uint32_t *low = arena_many(a, uint32_t, to - from + 1);
	uint32_t reach = from, tail = from;

	low[to - from] = UINT32_MAX;
	for (uint32_t pc = to; pc-- > from;) {
		span next = behind(&p->code[pc], pc);
		uint32_t after = low[pc - from + 1];

		low[pc - from] = next.from < after ? next.from : after;
	}
	for (uint32_t pc = from; pc < to; pc++) {
		enum op op = p->code[pc].op;
		span next = behind(&p->code[pc], pc);

		/* nothing jumps over it, nothing back to before it */
		if (tail == from && reach <= pc && low[pc - from] >= pc &&
		    (op == OP_CHAR || op == OP_LIST))
			tail = pc;
		if (is_wide(op) || op == OP_BEGIN)
			tail = from;
		reach = next.to > reach ? next.to : reach;
	}
	return tail;
}

uint32_t pattern_tails(const struct pattern *p, struct arena *a, uint32_t *out,
		       uint32_t room)
{
	uint32_t from = 0, n = 0, end = p->n_code - 1;

	/* alternatives as a whole: each ends with a jump to the end */
	while (p->code[from].op == OP_SPLIT && n + 1 < room) {
		uint32_t next = p->code[from].b;

		if (p->code[from].a != from + 1 || next <= from + 1 ||
		    p->code[next - 1].op != OP_JUMP ||
		    p->code[next - 1].a != end)
			break;
		out[n++] = tail_in(p, a, from + 1, next - 1);
		from = next;
	}
	out[n++] = tail_in(p, a, from, p->n_code);
	return n;
}
