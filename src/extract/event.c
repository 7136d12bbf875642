/* event.c - stage not built yet. */
#include "extract/stage.h"

struct event {
	const struct packs *packs;
};

const struct event *event_in(struct arena *a, const struct packs *p,
	struct diags *diags)
{
	struct event *s = arena_one(a, struct event);

	(void)diags;
	s->packs = p;
	return s;
}

void event_read(const struct event *s, struct doc *d, struct mentions *m)
{
	(void)s;
	(void)d;
	(void)m;
}
