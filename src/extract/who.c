/* who.c - stage not built yet. */
#include "extract/stage.h"

struct who {
	const struct packs *packs;
};

const struct who *who_in(struct arena *a, const struct packs *p,
	struct diags *diags)
{
	struct who *s = arena_one(a, struct who);

	(void)diags;
	s->packs = p;
	return s;
}

void who_read(const struct who *s, struct doc *d, struct mentions *m)
{
	(void)s;
	(void)d;
	(void)m;
}
