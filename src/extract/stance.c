/* stance.c - stage not built yet. */
#include "extract/stage.h"

struct stance {
	const struct packs *packs;
};

const struct stance *stance_in(struct arena *a, const struct packs *p,
	struct diags *diags)
{
	struct stance *s = arena_one(a, struct stance);

	(void)diags;
	s->packs = p;
	return s;
}

void stance_read(const struct stance *s, struct doc *d, struct mentions *m)
{
	(void)s;
	(void)d;
	(void)m;
}
