/* say.c - stage not built yet. */
#include "extract/stage.h"

struct say {
	const struct packs *packs;
};

const struct say *say_in(struct arena *a, const struct packs *p,
	struct diags *diags)
{
	struct say *s = arena_one(a, struct say);

	(void)diags;
	s->packs = p;
	return s;
}

void say_read(const struct say *s, struct doc *d, struct mentions *m)
{
	(void)s;
	(void)d;
	(void)m;
}
