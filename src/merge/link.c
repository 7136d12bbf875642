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

struct by_day {
	uint32_t *v, n; /* living entries with a first day, by that day */
	const struct merge *m;
};

static bool family_is(const struct entry *e, const char *family)
{
	return str_is(e->kind->family, family);
}

static bool gathering(const struct entry *e)
{
	return family_is(e, "meeting") || family_is(e, "visit") ||
	       family_is(e, "call");
}

/* ---- entries by day */

struct key {
	day from;
	uint32_t entry;
};

static int by_key(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->entry < y->entry ? -1 : x->entry > y->entry;
}

static struct by_day index_days(struct merge *m)
{
	struct key *keys = arena_many(m->a, struct key, m->entries.n + 1);
	struct by_day out = { .m = m };

	for (uint32_t i = 0; i < m->entries.n; i++)
		if (!m->entries.v[i].dead && m->entries.v[i].from != DAY_NONE)
			keys[out.n++] = (struct key){ m->entries.v[i].from, i };
	qsort(keys, out.n, sizeof(*keys), by_key);
	out.v = arena_many(m->a, uint32_t, out.n + 1);
	for (uint32_t i = 0; i < out.n; i++)
		out.v[i] = keys[i].entry;
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

static bool places_fit(const struct entry *a, const struct entry *b)
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
	return gathering(plan) && gathering(e) && !family_is(plan, "call") &&
	       !family_is(e, "call");
}

/* How well e fits as what became of the plan; 0 = not at all. */
static int fits_plan(const struct entry *plan, const struct entry *e)
{
	uint32_t parties = names_shared(&plan->parties, &e->parties);
	int s;

	if (e->class != CLASS_HELD || e->series || !families_fit(plan, e) ||
	    !places_fit(plan, e))
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

	if (plan->class == CLASS_HELD || plan->from == DAY_NONE ||
	    last - plan->from > WIDE || plan->kind->nature == NATURE_SPEECH)
		return;
	for (uint32_t i = first_from(x, plan->from), n = 0;
	     i < x->n && n < WINDOW; i++, n++) {
		struct entry *e = &m->entries.v[x->v[i]];
		int s;

		if (e->from > last)
			break;
		if (e->to == DAY_NONE || e->to > last)
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

/* ---- cancellations */

static void end_plan(struct merge *m, uint32_t plan, uint32_t end)
{
	struct entry *p = &m->entries.v[plan], *e = &m->entries.v[end];
	bool later = str_is(e->kind->kind, "postponement");

	if (e->outcome_of == NO_REF)
		e->outcome_of = plan;
	if (p->class == CLASS_HELD || e->class != CLASS_HELD)
		return;
	if (p->class == CLASS_PLANNED)
		p->status = later ? STATUS_POSTPONED : STATUS_CANCELLED;
	p->class = CLASS_OFF;
	for (uint32_t i = 0; i < e->n; i++) {
		const struct item *t = &m->items.v[e->v[i]];

		evidence_add(m, &p->ended, t->article, t->e->at, t->e->rule);
	}
}

static bool plan_of_end(const struct entry *p, const struct entry *e)
{
	bool place = names_shared(&p->places, &e->places) > 0;

	if (p->class == CLASS_HELD || p->kind->nature != NATURE_JOINT ||
	    !places_fit(p, e))
		return false;
	if (p->from != DAY_NONE && e->to != DAY_NONE && p->from > e->to &&
	    p->from - e->to > WIDE)
		return false;
	return place || names_shared(&p->parties, &e->parties) >= 2;
}

/* The event that a cancellation names, else the last plan before it in the
 * article that fits. */
static uint32_t plan_before(const struct merge *m, uint32_t item)
{
	const struct item *t = &m->items.v[item];
	const struct entry *e = &m->entries.v[t->entry];

	for (uint32_t k = 1; k <= 40 && k <= item; k++) {
		const struct item *b = &m->items.v[item - k];

		if (b->article != t->article)
			break;
		if (t->e->cancels == b->event ||
		    plan_of_end(&m->entries.v[b->entry], e))
			return b->entry;
	}
	for (uint32_t k = item + 1; k < m->items.n && k < item + 6; k++) {
		const struct item *b = &m->items.v[k];

		if (b->article != t->article)
			break;
		if (t->e->cancels == b->event)
			return b->entry;
	}
	return NO_REF;
}

/* ---- within an article */

static bool answers(const struct entry *e)
{
	return family_is(e, "answer") || family_is(e, "refusal");
}

static bool answerable(const struct entry *e)
{
	return family_is(e, "plan") || family_is(e, "demand") ||
	       family_is(e, "invitation") || family_is(e, "threat");
}

/* At most that many sentences back, or in the same bullet's group. */
static bool close_by(const struct item *a, const struct item *b, uint32_t far)
{
	if (b->sentence - a->sentence <= far)
		return true;
	return b->governor != NO_REF &&
	       (b->governor == a->governor || b->governor == a->sentence);
}

static void link_answer(struct merge *m, uint32_t item)
{
	const struct item *t = &m->items.v[item];
	struct entry *e = &m->entries.v[t->entry];

	for (uint32_t k = 1; k <= 12 && k <= item; k++) {
		const struct item *b = &m->items.v[item - k];
		const struct entry *f = &m->entries.v[b->entry];

		if (b->article != t->article || !close_by(b, t, 2))
			break;
		if (!answerable(f) || b->entry == t->entry ||
		    (e->parties.n && names_within(&f->parties, &e->parties)))
			continue;
		if (f->from != DAY_NONE && e->to != DAY_NONE && f->from > e->to)
			continue;
		if (e->responds_to == NO_REF)
			e->responds_to = b->entry;
		return;
	}
}

/* An agreement or a signing on the day of a meeting told just before it. */
static void link_part(struct merge *m, uint32_t item)
{
	const struct item *t = &m->items.v[item];
	struct entry *e = &m->entries.v[t->entry];

	for (uint32_t k = 1; k <= 12 && k <= item; k++) {
		const struct item *b = &m->items.v[item - k];
		const struct entry *f = &m->entries.v[b->entry];

		if (b->article != t->article || !close_by(b, t, 1))
			break;
		if (!gathering(f) || f->class != CLASS_HELD || f->series ||
		    f->from != e->from || f->to != e->to ||
		    f->from == DAY_NONE ||
		    !names_within(&e->parties, &f->parties))
			continue;
		if (e->part_of == NO_REF)
			e->part_of = b->entry;
		return;
	}
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
	if (!s->series || last == DAY_NONE || s->parties.n == 0)
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
		if (e->series || e->class != CLASS_HELD || e->to == DAY_NONE ||
		    e->to > last || !str_eq(e->kind->family, s->kind->family) ||
		    !places_fit(e, s) || !parties_of_series(s, e))
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

void link_entries(struct merge *m)
{
	struct by_day x = index_days(m);

	for (uint32_t i = 0; i < m->items.n; i++) {
		const struct item *t = &m->items.v[i];
		const struct entry *e = &m->entries.v[t->entry];

		if (family_is(e, "cancellation")) {
			uint32_t plan = plan_before(m, i);

			if (plan != NO_REF && plan != t->entry)
				end_plan(m, plan, t->entry);
		}
		if (answers(e))
			link_answer(m, i);
		if (family_is(e, "deal"))
			link_part(m, i);
	}
	for (uint32_t i = 0; i < m->entries.n; i++) {
		if (m->entries.v[i].dead)
			continue;
		link_plan(m, &x, i);
		link_series(m, &x, i);
	}
}
