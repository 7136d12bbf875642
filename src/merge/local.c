/* local.c - mentions of one article that tell one event.
 *
 * A text names an event once in full and then goes back to it: a heading and
 * the line below it, "the talks lasted …", the same kind with the same
 * parties a sentence later. Every item gets an entry here; which entries of
 * different articles are one is cluster.c's question. */
#include "merge/merge_priv.h"

#define LOOK_BACK 24u /* items */
#define NEAR 3u /* sentences */

static bool same_days(const struct item *a, const struct item *b)
{
	return a->e->from == b->e->from && a->e->to == b->e->to;
}

/* Statuses of one event: the same class, or a plan and its end. */
static bool classes_fit(const struct item *a, const struct item *b)
{
	if (a->class == b->class)
		return true;
	return a->class != CLASS_HELD && b->class != CLASS_HELD;
}

static bool exclusive(const struct item *a, const struct item *b)
{
	bool day_a = a->e->precision >= PRECISION_DAY;
	bool day_b = b->e->precision >= PRECISION_DAY;

	if (a->ordinal > 0 && b->ordinal > 0 && a->ordinal != b->ordinal)
		return true;
	if (a->points > 0 && b->points > 0 && a->points != b->points)
		return true;
	/* several rounds are not the one of that day */
	if ((a->rounds > 1 && b->rounds <= 1 && day_b && b->dated) ||
	    (b->rounds > 1 && a->rounds <= 1 && day_a && a->dated))
		return true;
	if (a->dated && b->dated &&
	    !days_meet(a->e->from, a->e->to, b->e->from, b->e->to))
		return true;
	return a->place.n && b->place.n && !str_eq(a->place, b->place) &&
	       !str_eq(a->place_party, b->place_party);
}

static bool parties_fit(const struct item *a, const struct item *b)
{
	return names_within(&a->parties, &b->parties) ||
	       names_within(&b->parties, &a->parties);
}

/* Two persons of different names meet different people. */
static bool persons_fit(const struct item *a, const struct item *b)
{
	return a->persons.n == 0 || b->persons.n == 0 ||
	       names_shared(&a->persons, &b->persons) > 0;
}

/* Is before, an item earlier in the article, told again by t? */
static bool tells_again(const struct merge *m, const struct item *before,
			const struct item *t)
{
	const struct doc *d = article_doc(m, t->article);
	uint32_t far = t->sentence - before->sentence;
	bool under = t->governor != NO_REF && before->heading &&
		     before->sentence < d->sentences.n &&
		     d->sentences.v[before->sentence].paragraph ==
			     d->sentences.v[t->governor].paragraph;

	if (!str_eq(before->kind->family, t->kind->family) ||
	    !classes_fit(before, t) || exclusive(before, t) ||
	    !parties_fit(before, t) || !persons_fit(before, t))
		return false;
	if (t->kind->nature == NATURE_SPEECH) {
		if (!str_eq(before->kind->kind, t->kind->kind))
			return false;
		if (before->parties.n == 0 || t->parties.n == 0)
			return false;
		if (!under && far > 0)
			return false;
		return far == 0 || items_alike(before, t) > 0.2;
	}
	if (under)
		return !t->dated || same_days(before, t);
	if (far == 0)
		return !t->dated || same_days(before, t);
	if (t->kind->nature == NATURE_ACT)
		return far <= 1 && !t->dated && t->parties.n == 0 &&
		       str_eq(before->kind->kind, t->kind->kind);
	if (t->dated && !same_days(before, t))
		return false;
	if (t->parties.n < 2)
		return far <= NEAR && names_within(&t->parties,
						   &before->parties);
	return far <= 2 * NEAR;
}

static uint32_t antecedent(const struct merge *m, uint32_t at)
{
	const struct item *t = &m->items.v[at];

	for (uint32_t k = 1; k <= LOOK_BACK && k <= at; k++) {
		const struct item *b = &m->items.v[at - k];

		if (b->article != t->article)
			break;
		if (tells_again(m, b, t))
			return b->entry;
	}
	return NO_REF;
}

void local_join(struct merge *m)
{
	for (uint32_t i = 0; i < m->items.n; i++) {
		uint32_t at = antecedent(m, i);

		if (at == NO_REF) {
			at = m->entries.n;
			(void)vec_add(m->a, &m->entries);
		}
		entry_add(m, &m->entries.v[at], i);
		m->items.v[i].entry = at;
	}
}
