/* when.c - stage not built yet. */
#include "extract/stage.h"

struct when {
	const struct packs *packs;
};

const struct when *when_in(struct arena *a, const struct packs *p,
	struct diags *diags)
{
	struct when *s = arena_one(a, struct when);

	(void)diags;
	s->packs = p;
	return s;
}

void when_read(const struct when *s, struct doc *d, struct mentions *m)
{
	(void)s;
	(void)d;
	(void)m;
}
