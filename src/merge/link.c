/* link.c - how entries hang together.
 *
 *   outcome_of   a meeting held is the outcome of the one planned; so is the
 *                cancellation of it
 *   responds_to  an answer, to the act it answers, as the text has them
 *   part_of      what was agreed at a meeting; a meeting, to its series
 *
 * Links join nothing: each entry keeps its own sources. */
#include <stdlib.h>

#include "merge/merge_priv.h"

#define WINDOW 400u   /* entries looked at from one */
#define FAR (2 * 366) /* days: a series told without its start */
#define WIDE 45	      /* days: a plan for a longer time names no meeting */

/* ---- entries by day */

struct key {
	day from;
	uint64_t first; /* of its first mention: the same whatever else is
			 * merged */
	uint32_t entry;
};

static int by_key(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->entry < y->entry ? -1 : x->entry > y->entry;
}

/* What became of a plan, or belongs to a series: held, within known days. */
static bool may_be_linked(const struct entry *e)
{
	return e->class == CLASS_HELD && !e->series && e->from != DAY_NONE &&
	       e->to != DAY_NONE;
}

static bool is_plan(const struct entry *e)
{
	return e->class != CLASS_HELD && e->from != DAY_NONE &&
	       e->kind->nature != NATURE_SPEECH;
}

static bool is_series(const struct entry *e)
{
	return e->series && e->parties.n > 0;
}

struct by_day entries_by_day(struct merge *m,
			     bool (*wanted)(const struct entry *e))
{
	struct arena *a = arena_new();
	struct {
		VEC_OF(struct key);
	} keys = { 0 };
	struct by_day out = { .m = m };

	for (uint32_t i = 0; i < m->entries.n; i++) {
		const struct entry *e = &m->entries.v[i];

		if (!e->dead && wanted(e))
			*vec_add(a, &keys) =
				(struct key){ e->from, m->items.v[e->v[0]].hash,
					      i };
	}
	if (keys.n)
		qsort(keys.v, keys.n, sizeof(*keys.v), by_key);
	out.v = arena_many(m->a, uint32_t, keys.n + 1);
	for (; out.n < keys.n; out.n++)
		out.v[out.n] = keys.v[out.n].entry;
	arena_free(&a);
	return out;
}

/* Place of the first entry that begins on d or later. */
static uint32_t first_from(const struct by_day *x, day d)
{
	uint32_t lo = 0, hi = x->n;

	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;

		if (x->m->entries.v[x->v[mid]].from < d)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* ---- plans and what became of them */

bool entry_places_fit(const struct entry *a, const struct entry *b)
{
	if (a->place_parties.n == 0 || b->place_parties.n == 0)
		return true;
	return names_shared(&a->places, &b->places) ||
	       names_shared(&a->place_parties, &b->place_parties);
}

static bool families_fit(const struct entry *plan, const struct entry *e)
{
	if (str_eq(plan->kind->family, e->kind->family))
		return true;
	return kind_gathers(plan->kind) && kind_gathers(e->kind) &&
	       !str_is(plan->kind->family, "call") &&
	       !str_is(e->kind->family, "call");
}

/* How well e fits as what became of the plan; 0 = not at all. */
static int fits_plan(const struct entry *plan, const struct entry *e)
{
	uint32_t parties = names_shared(&plan->parties, &e->parties);
	int s;

	if (!families_fit(plan, e) || !entry_places_fit(plan, e))
		return 0;
	if (parties == 0 || !names_within(&plan->parties, &e->parties))
		return 0;
	if (plan->to == DAY_NONE && e->from == plan->from)
		return 0; /* it was announced that day */
	s = 10 * (int)parties;
	s += names_shared(&plan->places, &e->places) ? 20 : 0;
	s += names_shared(&plan->persons, &e->persons) ? 10 : 0;
	s += names_equal(&plan->parties, &e->parties) ? 5 : 0;
	if (plan->persons.n && e->persons.n &&
	    !names_shared(&plan->persons, &e->persons))
		s -= 15;
	return s >= 20 ? s : 0;
}

static void link_plan(struct merge *m, const struct by_day *x, uint32_t index)
{
	struct entry *plan = &m->entries.v[index];
	day last = plan->to == DAY_NONE ? plan->from + WIDE : plan->to;
	uint32_t best = NO_REF;
	int most = 0;

	if (last - plan->from > WIDE)
		return;
	for (uint32_t i = first_from(x, plan->from), n = 0;
	     i < x->n && n < WINDOW; i++, n++) {
		struct entry *e = &m->entries.v[x->v[i]];
		int s;

		if (e->from > last)
			break;
		if (e->to > last)
			continue;
		/* a plan with no end needs the place as well */
		if (plan->to == DAY_NONE &&
		    !names_shared(&plan->places, &e->places))
			continue;
		s = fits_plan(plan, e);
		if (s > most) {
			most = s;
			best = x->v[i];
		}
	}
	if (best != NO_REF && m->entries.v[best].outcome_of == NO_REF)
		m->entries.v[best].outcome_of = index;
}

/* The plan is called off by that mention. */
static void end_plan(struct merge *m, struct entry *p, const struct item *t)
{
	bool later = str_is(t->kind->kind, "postponement");

	if (p->class == CLASS_HELD || t->class != CLASS_HELD)
		return;
	if (p->class == CLASS_PLANNED)
		p->status = later ? STATUS_POSTPONED : STATUS_CANCELLED;
	p->class = CLASS_OFF;
	evidence_add(m, &p->ended, t->article, t->e->at, t->e->rule);
}

/* ---- series */

/* Of acts a part may leave out to whom they were done. */
static bool parties_of_series(const struct entry *s, const struct entry *e)
{
	if (names_within(&s->parties, &e->parties))
		return true;
	/* who brought the two together may be told with the series alone */
	if (e->parties.n >= 2 && names_within(&e->parties, &s->parties) &&
	    names_shared(&s->places, &e->places))
		return true;
	return s->kind->nature == NATURE_ACT && e->parties.n &&
	       names_within(&e->parties, &s->parties);
}

static void link_series(struct merge *m, const struct by_day *x, uint32_t index)
{
	struct entry *s = &m->entries.v[index];
	day last = s->to, first = s->from;
	bool open;

	/* "so far": up to the day it was written */
	for (uint32_t i = 0; i < s->n && s->to == DAY_NONE; i++) {
		day told =
			article_doc(m, m->items.v[s->v[i]].article)->published;

		if (told != DAY_NONE && (last == DAY_NONE || told > last))
			last = told;
	}
	if (last == DAY_NONE)
		return;
	/* nor since when (eight calls were not that day's): then those of the
	 * same parties and persons */
	open = first == DAY_NONE || first == last;
	if (open)
		first = last - FAR;
	for (uint32_t i = first_from(x, first), n = 0;
	     i < x->n && n < WINDOW * 4; i++, n++) {
		struct entry *e = &m->entries.v[x->v[i]];

		if (e->from > last)
			break;
		if (e->to > last || !str_eq(e->kind->family, s->kind->family) ||
		    !entry_places_fit(e, s) || !parties_of_series(s, e))
			continue;
		if (s->persons.n && e->persons.n &&
		    !names_within(&s->persons, &e->persons))
			continue;
		if (open && !names_equal(&s->parties, &e->parties))
			continue;
		if (e->part_of == NO_REF)
			e->part_of = index;
		*vec_add(m->a, &s->members) = x->v[i];
	}
}

/* ---- what one article tells of both (within.c) */

/* The entry of the other mention; NO_REF: it is the same entry. */
static uint32_t other_entry(const struct merge *m, const struct item *t,
			    uint32_t item)
{
	uint32_t to = item == NO_REF ? NO_REF : m->items.v[item].entry;

	return to == t->entry ? NO_REF : to;
}

static void link_told(struct merge *m, const struct item *t)
{
	struct entry *e = &m->entries.v[t->entry];
	uint32_t plan = other_entry(m, t, t->ends);

	if (e->responds_to == NO_REF)
		e->responds_to = other_entry(m, t, t->answers);
	if (e->part_of == NO_REF)
		e->part_of = other_entry(m, t, t->part);
	if (plan == NO_REF)
		return;
	if (e->outcome_of == NO_REF)
		e->outcome_of = plan;
	end_plan(m, &m->entries.v[plan], t);
}

void link_entries(struct merge *m)
{
	struct by_day held, plans, series;

	held = entries_by_day(m, may_be_linked);
	plans = entries_by_day(m, is_plan);
	series = entries_by_day(m, is_series);
	for (uint32_t i = 0; i < m->items.n; i++)
		link_told(m, &m->items.v[i]);
	for (uint32_t i = 0; i < plans.n; i++)
		link_plan(m, &held, plans.v[i]);
	for (uint32_t i = 0; i < series.n; i++)
		link_series(m, &held, series.v[i]);
}
