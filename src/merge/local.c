/* local.c - mentions of one article that tell one event.
 *
 * A text names an event once in full and then goes back to it: a heading and
 * the line below it, "the talks lasted …", the same kind with the same
 * parties a sentence later. Every item gets an entry here; which entries of
 * different articles are one is cluster.c's question. */
#include "merge/merge_priv.h"

#define LOOK_BACK 24u /* items */
#define NEAR 3u	      /* sentences */

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

/* The heading or outermost bullet that the sentence stands under. */
static uint32_t section(const struct merge *m, const struct item *t)
{
	const struct doc *d = article_doc(m, t->article);
	uint32_t at = t->sentence;

	if (at >= d->sentences.n)
		return NO_REF;
	if (t->heading)
		return at;
	return t->section;
}

/* "The talks lasted …" after a call: a word for any meeting of the two. */
static bool generic_after(const struct item *before, const struct item *t)
{
	bool of_them = t->parties.n == 0 ||
		       (!t->dated && t->sentence - before->sentence <= NEAR &&
			names_within(&t->parties, &before->parties));

	return str_is(before->kind->family, "call") &&
	       str_is(t->kind->family, "meeting") && of_them && !t->place.n &&
	       before->e->place == NO_REF;
}

static bool stands_under(const struct merge *m, const struct item *before,
			 const struct item *t)
{
	const struct doc *d = article_doc(m, t->article);

	return t->governor != NO_REF && before->heading &&
	       before->sentence < d->sentences.n &&
	       d->sentences.v[before->sentence].paragraph ==
		       d->sentences.v[t->governor].paragraph;
}

/* A deadline is the day it ends: by the 27th, until the 27th. */
static bool same_end(const struct item *a, const struct item *b)
{
	return str_is(a->kind->kind, "deadline") && a->e->to == b->e->to &&
	       a->e->to != DAY_NONE;
}

static int again_speech(const struct item *before, const struct item *t,
			bool under)
{
	uint32_t far = t->sentence - before->sentence;

	if (!str_eq(before->kind->kind, t->kind->kind) ||
	    before->parties.n == 0 || t->parties.n == 0 || (far > 0 && !under))
		return 0;
	if (t->dated && before->dated && !same_days(before, t) &&
	    !same_end(before, t))
		return 0;
	/* X氏「…」, and what he said below it */
	if (under && before->heading && before->persons.n &&
	    names_equal(&before->persons, &t->persons))
		return 20;
	/* 両者の批判の応酬: what the heading says of both */
	if (under && before->parties.n > 1 &&
	    names_equal(&before->parties, &t->parties))
		return 20;
	return far == 0 || items_alike(before, t) > 0.2 ? 20 : 0;
}

static int again_event(const struct merge *m, const struct item *before,
		       const struct item *t, bool under)
{
	uint32_t far = t->sentence - before->sentence;

	if (t->dated && !same_days(before, t))
		return 0;
	/* 同会議には…が出席する */
	if (under || far == 0 ||
	    (far <= NEAR && str_is(t->e->date_basis, "event before") &&
	     same_days(before, t)))
		return 30;
	if (t->kind->nature == NATURE_ACT)
		return far <= 1 && !t->dated && t->parties.n == 0 &&
				       str_eq(before->kind->kind, t->kind->kind)
			       ? 20
			       : 0;
	if (t->parties.n == 0 &&
	    (far > NEAR || section(m, before) != section(m, t)))
		return 0;
	if (t->parties.n < 2)
		return far <= NEAR && names_within(&t->parties,
						   &before->parties)
			       ? 20 - (int)far
			       : 0;
	/* a new heading or bullet is a new event unless dates say not */
	if (section(m, before) != section(m, t) && !(t->dated && before->dated))
		return 0;
	/* who is named in full is not taken up from who isn't */
	if (before->parties.n == 0 && far > 1)
		return 0;
	return far <= 2 * NEAR ? 20 - (int)far : 0;
}

static bool by_delegation(const struct merge *m, const struct item *t)
{
	for (uint32_t i = 0; i < t->e->n_participants; i++) {
		const struct actor_mention *a = article_actor(
			m, t->article, t->e->participants[i].actor);

		if (a && a->kind == ACTOR_GROUP &&
		    str_has(a->id, STR("delegation")))
			return true;
	}
	return false;
}

/* Two to come: one of named persons, one of delegations before it. */
static bool levels_differ(const struct merge *m, const struct item *a,
			  const struct item *b)
{
	bool x, y;

	if (a->class != CLASS_PLANNED || b->class != CLASS_PLANNED ||
	    (a->dated && b->dated && same_days(a, b)))
		return false;
	x = by_delegation(m, a);
	y = by_delegation(m, b);
	return (x && !y && a->persons.n == 0 && b->persons.n > 0) ||
	       (y && !x && b->persons.n == 0 && a->persons.n > 0);
}

/* How well before, an item earlier in the article, is told again by t. */
static int again(const struct merge *m, const struct item *before,
		 const struct item *t)
{
	const struct entry *e = &m->entries.v[before->entry];
	bool under = stands_under(m, before, t);
	int s;

	if ((!str_eq(before->kind->family, t->kind->family) &&
	     !generic_after(before, t)) ||
	    !classes_fit(before, t) || exclusive(before, t) ||
	    !parties_fit(before, t) || !persons_fit(before, t) ||
	    levels_differ(m, before, t))
		return 0;
	if (!names_within(&t->parties, &e->parties) &&
	    !names_within(&e->parties, &t->parties))
		return 0;
	if (t->dated && !days_meet(e->from, e->to, t->e->from, t->e->to))
		return 0;
	s = t->kind->nature == NATURE_SPEECH ? again_speech(before, t, under)
					     : again_event(m, before, t, under);
	if (s == 0)
		return 0;
	if (t->place.n && str_eq(t->place, before->place))
		s += 10;
	else if (t->place.n && before->place.n)
		s += 6;
	else if (t->place.n && t->parties.n == 0)
		s -= 4;
	s += names_shared(&t->persons, &before->persons) ? 6 : 0;
	s += t->parties.n && names_equal(&t->parties, &before->parties) ? 6 : 0;
	return s;
}

static uint32_t antecedent(const struct merge *m, uint32_t at)
{
	const struct item *t = &m->items.v[at];
	uint32_t best = NO_REF;
	int most = 0;

	for (uint32_t k = 1; k <= LOOK_BACK && k <= at; k++) {
		const struct item *b = &m->items.v[at - k];
		int s;

		if (b->article != t->article)
			break;
		s = again(m, b, t);
		if (s > most) {
			most = s;
			best = b->entry;
		}
	}
	return best;
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
