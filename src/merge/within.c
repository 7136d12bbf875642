/* within.c - how the events of one article hang together, by its own words.
 *
 *   answers  the mention that an answer answers
 *   part     the meeting that a deal was made at
 *   ends     the plan that a cancellation calls off
 *
 * What is looked at are the entries of this article alone (local.c), before
 * they are joined with others': the same whatever other articles tell.
 * link.c makes links between entries of it. */
#include "merge/merge_priv.h"

#define WIDE 45 /* days: what is called off lies no further ahead */

static bool family_is(const struct entry *e, const char *family)
{
	return str_is(e->kind->family, family);
}

/* ---- cancellations */

static bool plan_of_end(const struct entry *p, const struct entry *e)
{
	bool place = names_shared(&p->places, &e->places) > 0;

	if (p->class == CLASS_HELD || p->kind->nature != NATURE_JOINT ||
	    !entry_places_fit(p, e))
		return false;
	if (p->from != DAY_NONE && e->to != DAY_NONE && p->from > e->to &&
	    p->from - e->to > WIDE)
		return false;
	return place || names_shared(&p->parties, &e->parties) >= 2;
}

/* The mention that a cancellation names, else that of the last plan before it
 * in the article that fits. */
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
			return item - k;
	}
	for (uint32_t k = item + 1; k < m->items.n && k < item + 6; k++) {
		const struct item *b = &m->items.v[k];

		if (b->article != t->article)
			break;
		if (t->e->cancels == b->event)
			return k;
	}
	return NO_REF;
}

/* ---- answers and parts */

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

static uint32_t answered(const struct merge *m, uint32_t item)
{
	const struct item *t = &m->items.v[item];
	const struct entry *e = &m->entries.v[t->entry];

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
		return item - k;
	}
	return NO_REF;
}

/* An agreement or a signing on the day of a meeting told just before it. */
static uint32_t held_at(const struct merge *m, uint32_t item)
{
	const struct item *t = &m->items.v[item];
	const struct entry *e = &m->entries.v[t->entry];

	for (uint32_t k = 1; k <= 12 && k <= item; k++) {
		const struct item *b = &m->items.v[item - k];
		const struct entry *f = &m->entries.v[b->entry];

		if (b->article != t->article || !close_by(b, t, 1))
			break;
		if (!kind_gathers(f->kind) || f->class != CLASS_HELD ||
		    f->series || f->from != e->from || f->to != e->to ||
		    f->from == DAY_NONE ||
		    !names_within(&e->parties, &f->parties))
			continue;
		return item - k;
	}
	return NO_REF;
}

void within_link(struct merge *m)
{
	for (uint32_t i = 0; i < m->items.n; i++) {
		struct item *t = &m->items.v[i];
		const struct entry *e = &m->entries.v[t->entry];

		t->answers = answers(e) ? answered(m, i) : NO_REF;
		t->part = family_is(e, "deal") ? held_at(m, i) : NO_REF;
		t->ends = family_is(e, "cancellation") ? plan_before(m, i)
						       : NO_REF;
	}
}
