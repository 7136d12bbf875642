/* plan.c - stage not built yet. */
#include "extract/stage.h"

struct plan {
	const struct packs *packs;
};

const struct plan *plan_in(struct arena *a, const struct packs *p,
	struct diags *diags)
{
	struct plan *s = arena_one(a, struct plan);

	(void)diags;
	s->packs = p;
	return s;
}

void plan_read(const struct plan *s, struct doc *d, struct mentions *m)
{
	(void)s;
	(void)d;
	(void)m;
}
