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

uint32_t pattern_tail(const struct pattern *p, struct arena *a)
{
	uint32_t *low = arena_many(a, uint32_t, p->n_code + 1);
	uint32_t reach = 0, tail = 0;

	low[p->n_code] = UINT32_MAX;
	for (uint32_t pc = p->n_code; pc-- > 0;) {
		span next = behind(&p->code[pc], pc);

		low[pc] = next.from < low[pc + 1] ? next.from : low[pc + 1];
	}
	for (uint32_t pc = 0; pc < p->n_code; pc++) {
		enum op op = p->code[pc].op;
		span next = behind(&p->code[pc], pc);

		/* nothing jumps over it, nothing back to before it */
		if (!tail && pc && reach <= pc && low[pc] >= pc &&
		    (op == OP_CHAR || op == OP_LIST))
			tail = pc;
		if (is_wide(op) || op == OP_BEGIN)
			tail = 0;
		reach = next.to > reach ? next.to : reach;
	}
	return tail;
}
