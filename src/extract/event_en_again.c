/* event_en_again.c - English meetings and agreements that a text goes back to:
 * whose they are stands in the sentences before. Japanese: event_again.c. */
#include "extract/event_cast.h"

enum { BACK = 2, NAMED = 60 };

/* The meeting, or the accord, of two sides or more told just before. */
static const struct event_mention *told_before(const struct telling *t)
{
	const struct event_mention *v = t->m->events.v;

	if (t->last_joint != NO_REF && t->sentence - t->last_joint_at <= BACK &&
	    v[t->last_joint].n_participants > 1)
		return &v[t->last_joint];
	if (t->last_met != NO_REF && t->sentence - t->last_met_at <= BACK &&
	    v[t->last_met].n_participants > 1)
		return &v[t->last_met];
	return NULL;
}

static void put_all(struct cast_list *l, const struct event_mention *x,
		    enum part_role role)
{
	for (uint32_t i = 0; i < x->n_participants; i++)
		event_put(l, x->participants[i].actor, role);
}

bool event_those_who_met(const struct telling *t, const struct trigger *g,
			 struct cast_list *l, enum part_role role)
{
	static const char *const words[] = { "they ",
					     "the ministers ",
					     "the two ministers ",
					     "the leaders ",
					     "the negotiators ",
					     "the presidents ",
					     "the diplomats ",
					     "the delegations ",
					     "the officials ",
					     "the parties ",
					     "negotiators ",
					     "the sides ",
					     "the two sides ",
					     "both sides ",
					     "the two leaders ",
					     "both leaders ",
					     "the two parties ",
					     "both parties ",
					     "the factions ",
					     "the two factions ",
					     "both delegations ",
					     "the rivals ",
					     "the two delegations ",
					     "the two teams ",
					     "the two men ",
					     "the pair ",
					     "the two ",
					     "the envoys ",
					     "the trade ministers ",
					     "the two rivals ",
					     "the foreign ministers ",
					     "the two foreign ministers ",
					     NULL };
	str front = str_trim(str_cut(t->low, g->clause.from, g->at.from + 1));
	const struct event_mention *x = told_before(t);

	if (!g->rule->both || !x)
		return false;
	if (str_starts(front, STR("that ")))
		front = str_cut(front, 5, front.n);
	if (!str_starts_any(front, words))
		return false;
	put_all(l, x, role);
	return true;
}

/* The talks, the latest round of talks, this meeting: known from before. */
static bool known(str front)
{
	static const char *const words[] = {
		"the ",	     "the latest ", "the new ", "the two-day ",
		"this ",     "these ",	    "both ",	"the last ",
		"the next ", "the peace ",  NULL
	};

	size_t said = str_find(front, STR(" said the "), 0);

	if (said != SIZE_MAX)
		front = str_cut(front, said + 6, front.n);
	if (str_starts(front, STR("but ")) || str_starts(front, STR("and ")))
		front = str_cut(front, 4, front.n);
	for (const char *const *w = words; *w; w++)
		if (str_eq(front, str_of(*w)))
			return true;
	return false;
}

/* The talks with X, of X, between X and Y: whose they are is told. */
static bool tells_whose(str rest)
{
	static const char *const words[] = { " with ",	" between ",   " of ",
					     " among ", " involving ", " by ",
					     NULL };

	return str_has_any(rest, words);
}

bool event_sides_before(const struct telling *t, const struct trigger *g,
			struct cast_list *l, const struct participant *found,
			uint32_t n)
{
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	const struct event_mention *x = told_before(t);
	uint32_t to = g->at.to + NAMED;
	str rest, front = str_cut(t->low, s->at.from, g->at.from);

	if (!x || n > 1 || g->form != FORM_WORD || !event_is_joint(g->rule) ||
	    !known(front))
		return false;
	/* one found behind it is a place, a topic; one in front tells it */
	if (n && t->m->actors.v[found[0].actor].at.from < g->at.to &&
	    !str_has(front, STR(" said the ")))
		return false;
	rest = str_cut(t->low, g->at.to, to < s->at.to ? to : s->at.to);
	if (tells_whose(rest))
		return false;
	l->n = 0;
	put_all(l, x, PART_PARTICIPANT);
	return true;
}

/* Is the actor named with the noun: the Kamomean delegation, a Kamomean harbour
 * delegation? */
static bool named_with(const struct telling *t, uint32_t i, str noun)
{
	const struct actor_mention *a = &t->m->actors.v[i];
	str behind = str_cut(t->low, a->at.to, a->at.to + 30);
	size_t at = str_find(behind, noun, 0);

	if (str_ends(str_span(t->low, a->at), noun))
		return true;
	return at != SIZE_MAX && at > 0 &&
	       !str_has(str_cut(behind, 0, at), STR(",")) &&
	       !str_has(str_cut(behind, 0, at), STR(".")) &&
	       !str_has(str_cut(behind, 0, at), STR(" and "));
}

uint32_t event_named_again(const struct telling *t, const struct trigger *g)
{
	static const char *const nouns[] = { "delegation", "team", "mission",
					     "negotiators", "officials" };
	str front = str_trim(str_cut(t->low, g->clause.from, g->at.from));
	uint32_t back = t->sentence < BACK ? t->sentence : BACK;
	uint32_t low = t->d->sentences.v[t->sentence - back].at.from;
	size_t the = str_find(front, STR("the "), 0);

	if (the == SIZE_MAX || the > 14)
		return NO_REF;
	front = str_cut(front, the, the + NAMED);
	for (size_t k = 0; k < COUNT(nouns); k++) {
		uint32_t i = cast_before(t->m, low, g->clause.from);

		if (!str_has(front, str_of(nouns[k])))
			continue;
		for (; i != NO_REF && t->m->actors.v[i].at.from >= low;
		     i = i ? i - 1 : NO_REF)
			if (cast_acts(&t->m->actors.v[i]) &&
			    named_with(t, i, str_of(nouns[k])))
				return i;
	}
	return NO_REF;
}
