/* plan_index.c - see plan_index.h. */
#include "merge/plan_index.h"

#include <stdlib.h>

void plan_index_init(struct plan_index *index, struct arena *a)
{
	*index = (struct plan_index){ .a = a };
	map_init(&index->at, a);
}

str plan_points_key(const struct plan_index *index, int items)
{
	return arena_printf(index->a, "\t%d", items); /* no name begins so */
}

/* An article without a month is near all others. */
static bool months_near(int a, int b)
{
	return a == MONTH_NONE || b == MONTH_NONE || abs(a - b) <= PLAN_LIFE;
}

bool plan_alive(const struct plan *p, int month)
{
	return months_near(p->told_first, month) ||
	       months_near(p->told_last, month) ||
	       (p->told_first <= month && month <= p->told_last);
}

uint32_t plan_index_find(const struct merge *m, const struct plan_index *index,
			 str key, int month)
{
	const uint64_t *at = map_find(&index->at, key);
	const struct plans_of *list = at ? &index->lists.v[*at - 1] : NULL;

	for (uint32_t i = list ? list->n : 0; i-- > 0;)
		if (plan_alive(&m->plans.v[list->v[i]], month))
			return list->v[i];
	return NO_REF;
}

static void put(const struct merge *m, struct plan_index *index, str key,
		uint32_t plan)
{
	const struct plan *p = &m->plans.v[plan];
	uint64_t *at;

	if (plan_index_find(m, index, key, p->told_last) != NO_REF)
		return;
	at = map_put(&index->at, key);
	if (!*at) {
		(void)vec_add(index->a, &index->lists);
		*at = index->lists.n;
	}
	*vec_add(index->a, &index->lists.v[*at - 1]) = plan;
}

void plan_index_put(const struct merge *m, struct plan_index *index,
		    uint32_t plan, const struct proposal_mention *p)
{
	if (p->items >= POINTS_MANY)
		put(m, index, plan_points_key(index, p->items), plan);
	if (p->name.n)
		put(m, index, p->name, plan);
}
