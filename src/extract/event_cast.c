/* event_cast.c - who takes part: English by position and prepositions; what
 * both languages share. Japanese: event_cast_ja.c. */
#include "extract/event_cast.h"

enum { TO_BETWEEN = 40, GOVERNED = 160, HEADS = 4000, BACK = 3, LOOK = 64 };

void event_put(struct cast_list *l, uint32_t actor, enum part_role role)
{
	for (uint32_t i = 0; i < l->n; i++)
		if (l->v[i].actor == actor)
			return;
	if (actor != NO_REF && l->n < CAST_ROOM)
		l->v[l->n++] = (struct participant){ actor, role };
}

uint32_t event_parties(const struct telling *t, const struct cast_list *l)
{
	str out[CAST_ROOM];
	uint32_t n = 0;

	for (uint32_t i = 0; i < l->n; i++) {
		str own[4];
		uint32_t k = cast_parties(t->m, &t->m->actors.v[l->v[i].actor],
					  own, 4);

		for (uint32_t j = 0; j < k && n < CAST_ROOM; j++) {
			uint32_t o = 0;

			while (o < n && !str_eq(out[o], own[j]))
				o++;
			if (o == n)
				out[n++] = own[j];
		}
	}
	return n;
}

/* ---- English */

/* Kamome's government and leftist Tsubame rebels, the army and the paramilitary
 * X: what stands beside the and. */
static str and_alone(str gap)
{
	static const char *const owned[] = { "'s conservatives ",
					     "'s party ",
					     "'s coalition ",
					     "'s delegation ",
					     "'s team ",
					     "'s camp ",
					     "'s bloc ",
					     "'s government ",
					     "'s army ",
					     "'s military ",
					     "'s forces ",
					     "'s negotiators ",
					     " government ",
					     " army ",
					     " military ",
					     " forces ",
					     " negotiators ",
					     " officials ",
					     NULL };
	static const char *const kinds[] = {
		" leftist",    " rival",      " paramilitary", " main",
		" militant",   " rebel",      " armed",	       " communist",
		" opposition", " separatist", " iran-backed",  " the",
		" former",     NULL
	};

	for (const char *const *w = owned; *w; w++)
		if (str_starts(gap, str_of(*w)))
			gap = str_cut(gap, str_of(*w).n, gap.n);
	gap = str_trim(gap);
	for (int n = 0; n < 2 && str_starts(gap, STR("and ")); n++)
		for (const char *const *w = kinds; *w; w++)
			if (str_ends(gap, str_of(*w)))
				gap = str_cut(gap, 0, gap.n - str_of(*w).n);
	return gap;
}

/* The rebel movement X, opposition leader X: says which sort of actor the next
 * one is, and is no side beside it. */
static bool says_sort(const struct telling *t, uint32_t i)
{
	static const char *const sorts[] = { "rebel", "opposition", "militant",
					     "guerrilla", "separatist" };
	static const char *const nouns[] = {
		"",	     "movement", "group",    "leader",
		"faction",   "army",	 "alliance", "party",
		"coalition", "chief",	 "commander"
	};
	const struct actor_mention *a = &t->m->actors.v[i];
	str gap;
	bool sort = false, noun = false;

	/* the Kamomean-Tsubamean leader X */
	if (a->kind == ACTOR_COMPOUND && !a->reference &&
	    i + 1 < t->m->actors.n && a[1].kind == ACTOR_PERSON &&
	    a[1].at.from == a->at.to + 1)
		return true;
	if (a->kind != ACTOR_GROUP || i + 1 >= t->m->actors.n ||
	    !cast_acts(&a[1]) || a[1].at.from <= a->at.to)
		return false;
	for (size_t k = 0; k < COUNT(sorts); k++)
		sort |= str_ends(str_span(t->low, a->at), str_of(sorts[k]));
	gap = str_trim(str_cut(t->low, a->at.to, a[1].at.from));
	for (size_t k = 0; k < COUNT(nouns); k++)
		noun |= str_is(gap, nouns[k]);
	return sort && noun;
}

/* Kamome's Olga Linden, Kamome's pilots' union X: whose the next one is, and
 * no side beside it. */
static bool owns_next(const struct telling *t, uint32_t i)
{
	const struct actor_mention *a = &t->m->actors.v[i];
	uint32_t at = a->at.to;

	if (says_sort(t, i))
		return true;
	if (i + 1 >= t->m->actors.n || !cast_is_side(a) || !cast_acts(&a[1]) ||
	    a[1].kind == ACTOR_GROUP)
		return false;
	if (str_starts(str_cut(t->low, at, t->low.n), STR("'s ")))
		at += 3;
	else if (str_starts(str_cut(t->low, at, t->low.n), STR("’s ")))
		at += 5;
	return at > a->at.to && a[1].at.from == at;
}

/* Does a word of two or more capitals and nothing else end at the blank right
 * before the byte? */
static bool in_capitals(const struct telling *t, uint32_t byte)
{
	uint32_t n = 0;

	for (; byte > n + 1; n++) {
		char c = t->d->text.p[byte - 2 - n];

		if (c == ' ')
			return n > 1;
		if (c < 'A' || c > 'Z')
			return false;
	}
	return false;
}

static bool linked(const struct telling *t, uint32_t a, uint32_t b)
{
	uint32_t to = b > a + 1 && owns_next(t, b - 1) ? b - 1 : b;
	str gap = str_cut(t->low, t->m->actors.v[a].at.to,
			  t->m->actors.v[to].at.from);

	gap = str_trim(gap.n < 60 ? and_alone(gap) : gap);
	/* and the Peru-backed rebels */
	if (str_starts(gap, STR("and ")) &&
	    (str_ends(gap, STR("-backed")) || str_ends(gap, STR("-allied")) ||
	     str_ends(gap, STR("-led")))) {
		while (gap.p[gap.n - 1] != ' ')
			gap.n--;
		gap = str_trim(gap);
	}
	/* and NSW Premier X: letters no list knows */
	if (str_starts(gap, STR("and ")) && gap.n < 10 &&
	    in_capitals(t, t->m->actors.v[to].at.from))
		gap = STR("and");
	/* the Northern Republic (NR) and the Southern Republic (SR) */
	if (str_starts(gap, STR(")")))
		gap = str_trim(str_cut(gap, 1, gap.n));
	if (str_ends(gap, STR("(")))
		gap = str_trim(str_cut(gap, 0, gap.n - 1));
	return gap.n == 0 || str_is(gap, "and") || str_is(gap, ",") ||
	       str_is(gap, ", and") || str_is(gap, "'s") ||
	       str_is(gap, "and the") || str_is(gap, ", the") ||
	       str_is(gap, "and his") || str_is(gap, "and her") ||
	       str_is(gap, "and its") || str_is(gap, "and their");
}

/* Darfur rebels: people named by where they are. */
static bool people_follow(const struct telling *t, uint32_t at)
{
	static const char *const people[] = {
		" rebel",     " militant", " insurgent",  " guerrilla",
		" separatis", " protest",  " government", " authorit",
		" official",  " forces",   " fighters",	  " leaders",
	};
	str rest = str_cut(t->low, at, at + 16);

	for (size_t i = 0; i < sizeof(people) / sizeof(*people); i++)
		if (str_starts(rest, str_of(people[i])))
			return true;
	return false;
}

/* talks between Tehran and Washington, a demand by Moscow: the town stands for
 * its side. */
static bool for_side(const struct telling *t, uint32_t i, uint32_t last)
{
	const struct actor_mention *a = &t->m->actors.v[i];
	str before = str_cut(t->low, a->at.from > 9 ? a->at.from - 9 : 0,
			     a->at.from);

	return a->kind == ACTOR_PLACE && a->party.n &&
	       (people_follow(t, a->at.to) ||
		str_ends(before, STR(" between ")) ||
		str_ends(before, STR(" by ")) ||
		str_ends(before, STR(" with ")) ||
		(last != NO_REF && str_ends(before, STR(" and "))));
}

/* Ankara rejected: the town right in front of the verb. */
static uint32_t town_before(const struct telling *t, const struct trigger *g)
{
	uint32_t i = cast_before(t->m, g->clause.from, g->at.from);
	const struct actor_mention *a;
	str before, gap;

	if (i == NO_REF || g->form == FORM_WORD || g->passive)
		return NO_REF;
	a = &t->m->actors.v[i];
	before = str_cut(t->low, a->at.from > 6 ? a->at.from - 6 : 0,
			 a->at.from);
	gap = str_cut(t->low, a->at.to, g->at.from);
	if (a->kind != ACTOR_PLACE || !a->party.n || gap.n > 20 ||
	    str_has(gap, STR(",")) || str_ends(before, STR(" in ")) ||
	    str_ends(before, STR(" at ")) || str_ends(before, STR(" of ")) ||
	    str_ends(before, STR(" to ")) || str_ends(before, STR(" from ")) ||
	    str_ends(before, STR(" near ")) || str_ends(before, STR(" for ")))
		return NO_REF;
	return i;
}

/* Mayor X of Kamome and Mayor Y: whose the one before is. */
static bool owner_behind(const struct telling *t, uint32_t last, uint32_t i)
{
	const struct actor_mention *v = t->m->actors.v;
	str gap;

	if (last == NO_REF || v[last].kind != ACTOR_PERSON || !v[i].party.n ||
	    !str_eq(v[last].party, v[i].party) || v[i].at.from < v[last].at.to)
		return false;
	gap = str_cut(t->low, v[last].at.to, v[i].at.from);
	return str_is(gap, " of ") || str_is(gap, " of the ");
}

/* The first actor in the stretch and those joined to it. */
static bool run(struct telling *t, const struct trigger *g, span in,
		struct cast_list *l, enum part_role role, bool places)
{
	uint32_t last = NO_REF, aside = NO_REF;

	for (uint32_t i = cast_from(t->m, in.from); cast_in(t->m, i, in); i++) {
		const struct actor_mention *a = &t->m->actors.v[i];
		str before =
			str_cut(t->low, a->at.from > 4 ? a->at.from - 4 : 0,
				a->at.from);

		/* with those joined to a mediator */
		if (g->rule->both &&
		    (aside_mediates(t, g, i) ||
		     (aside != NO_REF && linked(t, aside, i)))) {
			aside = i;
			continue;
		}
		if (owns_next(t, i) && cast_in(t->m, i + 1, in))
			continue;
		if (last == NO_REF && aside_place_or_ear(t, i))
			continue;
		if (owner_behind(t, last, i)) {
			last = i;
			continue;
		}
		if (!cast_acts(a) && !(places && a->kind == ACTOR_PLACE) &&
		    !for_side(t, i, last))
			continue;
		if (!places &&
		    (str_has(before, STR(" in ")) ||
		     str_has(before, STR(" at ")) || aside_in_the(t, a->at)))
			continue;
		if (last != NO_REF && !linked(t, last, i))
			return true;
		if (g->rule->both &&
		    (aside_land_or_topic(t, i) || aside_talked_about(t, g, i) ||
		     aside_owns_paper(t, i)))
			continue;
		/* a short name in brackets names the same once more */
		if (last == NO_REF || t->low.p[a->at.from - 1] != '(')
			event_put(l, i, role);
		last = i;
	}
	return last != NO_REF;
}

/* … said it would allow: the clause has a pronoun for the one before it. */
static bool pronoun_first(const struct telling *t, const struct trigger *g)
{
	str s = str_cut(t->low, g->clause.from, g->at.from + 1);
	static const char *const words[] = { "it ",	   "he ",
					     "she ",	   "they ",
					     "that it ",   "that he ",
					     "that they ", "that she " };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_starts(str_trim(s), str_of(words[i])))
			return true;
	return str_has(s, STR(" it "));
}

/* Delegates praised, the drivers had been demanding: words in front of the
 * predicate that name somebody whom nobody knows, so that no other actor may
 * stand in for them. */
static bool own_subject(const struct telling *t, const struct trigger *g)
{
	static const char light[] =
		" has have had having is are was were been be being will would "
		"could "
		"may might can should must also then later now again still yet "
		"never not and but or so that which who whom while when where "
		"after before as if because since although though until "
		"however "
		"said says told he she it they we i you both all each to do "
		"does did by on in "
		"at a the earlier meanwhile instead thus today yesterday ";
	str s = str_cut(t->low, g->clause.from, g->at.from);

	if (g->form == FORM_WORD || g->form == FORM_ING || g->passive)
		return false;
	if (str_has(s, STR(" its ")) || str_has(s, STR(" their ")) ||
	    str_has(s, STR(" his ")) || str_has(s, STR(" her ")))
		return false;
	while (s.p) {
		str w = str_trim(str_token(&s, ' '));
		char key[24];
		int n;

		if (w.n < 4 || w.n > 18 || str_ends(w, STR("ly")) ||
		    str_ends(w, STR("day")))
			continue;
		n = snprintf(key, sizeof(key), " %.*s ", STR_FMT(w));
		if (w.p[0] >= 'a' && w.p[0] <= 'z' &&
		    !str_has(str_of(light), (str){ key, (size_t)n }))
			return true;
	}
	return false;
}

/* The actor nearest in front that acts. */
static uint32_t nearest_before(const struct telling *t, uint32_t from,
			       uint32_t byte)
{
	uint32_t i = cast_before(t->m, from, byte);

	while (i != NO_REF && !cast_acts(&t->m->actors.v[i]))
		i = i > 0 && t->m->actors.v[i - 1].at.from >= from ? i - 1
								   : NO_REF;
	return i;
}

/* X said the two factions agreed: what is told begins with its own subject. */
static bool stated(const struct telling *t, const struct trigger *g)
{
	str s = str_trim(str_cut(t->low, g->clause.from, g->at.from));

	return str_starts(s, STR("said the ")) ||
	       str_starts(s, STR("that the ")) ||
	       str_starts(s, STR("says the "));
}

/* Does the clause begin with he or she? */
static bool he_or_she(const struct telling *t, const struct trigger *g)
{
	str s = str_trim(str_cut(t->low, g->clause.from, g->at.from + 1));

	if (str_starts(s, STR("that ")))
		s = str_cut(s, 5, s.n);
	return str_starts(s, STR("he ")) || str_starts(s, STR("she "));
}

/* Of the sentence so far the last person; else whom the sentence before was
 * about, else the last one it names. */
static uint32_t person_meant(const struct telling *t, uint32_t start,
			     uint32_t byte)
{
	uint32_t back = t->sentence < BACK ? t->sentence : BACK;
	uint32_t low = t->d->sentences.v[t->sentence - back].at.from;
	uint32_t i = cast_before(t->m, low, byte);
	const struct actor_mention *v = t->m->actors.v;

	if (t->topic != NO_REF && t->sentence - t->topic_at <= 2 &&
	    v[t->topic].kind == ACTOR_PERSON &&
	    (i == NO_REF || v[i].at.from < start))
		return t->topic;
	for (uint32_t n = 0; n < LOOK && i != NO_REF && v[i].at.from >= low;
	     i = i ? i - 1 : NO_REF, n++)
		if (v[i].kind == ACTOR_PERSON)
			return i;
	return NO_REF;
}

/* Kamome, Tsubame and Japan: actors i to the end of the list that an "and"
 * closes, or 0. */
static uint32_t list_from(const struct telling *t, uint32_t i)
{
	uint32_t n = 1;

	for (; n < CAST_ROOM && i + n < t->m->actors.n; n++) {
		const struct actor_mention *a = &t->m->actors.v[i + n - 1];
		str gap = str_cut(t->low, a->at.to, a[1].at.from);

		if (str_starts(gap, STR(", and ")) &&
		    linked(t, i + n - 1, i + n))
			return n + 1;
		if (str_is(gap, " and ") || str_is(gap, " and the "))
			return n >= 2 ? n + 1 : 0;
		if (!str_is(gap, ", ") && !str_is(gap, ", the "))
			return 0;
	}
	return 0;
}

/* In Japan, … : no member of the list behind it. */
static bool led(const struct telling *t, uint32_t i)
{
	uint32_t at = t->m->actors.v[i].at.from;
	str before = str_cut(t->low, at > 9 ? at - 9 : 0, at);

	if (str_ends(before, STR("the ")))
		before.n -= 4;
	return str_ends(before, STR("in ")) || str_ends(before, STR("at ")) ||
	       str_ends(before, STR("with ")) || str_ends(before, STR("to ")) ||
	       str_ends(before, STR("by "));
}

/* The comma of a list ends no clause: those in front of the first that was
 * found, and those behind the last. */
static void whole_list(const struct telling *t, struct cast_list *l,
		       uint32_t had, enum part_role role)
{
	uint32_t first, n;

	if (l->n == had)
		return;
	for (first = l->v[had].actor;
	     first > 0 && list_from(t, first - 1) && !led(t, first - 1);)
		event_put(l, --first, role);
	n = list_from(t, first);
	for (uint32_t i = first; i < first + n; i++)
		if (cast_acts(&t->m->actors.v[i]))
			event_put(l, i, role);
}

/* fighting that has killed dozens: "that" is the subject, and stands for an
 * actor only where one stands right in front. */
static bool that_did(const struct telling *t, const struct trigger *g)
{
	static const char *const between[] = { "",	  "has",
					       "have",	  "had",
					       "also",	  "has also",
					       "already", "has already" };
	str s = str_trim(str_cut(t->low, g->clause.from, g->at.from));

	if (g->passive || !g->verbal || !str_starts(s, STR("that")) ||
	    (s.n > 4 && s.p[4] != ' '))
		return false;
	s = str_trim(str_cut(s, 4, s.n));
	for (size_t i = 0; i < COUNT(between); i++)
		if (str_is(s, between[i]))
			return true;
	return false;
}

/* X said Kamome, which rejected it: the one right in front of the clause. */
static uint32_t antecedent(const struct telling *t, const struct trigger *g)
{
	str s = str_cut(t->low, g->clause.from, g->at.from + 1);
	uint32_t at = g->clause.from, i;

	while (s.n && (s.p[0] == ' ' || s.p[0] == ',')) {
		s = str_cut(s, 1, s.n);
		at++;
	}
	if (!str_starts(s, STR("which ")) && !str_starts(s, STR("who ")) &&
	    !str_starts(s, STR("whose ")) && !that_did(t, g))
		return NO_REF;
	i = cast_before(t->m, t->d->sentences.v[t->sentence].at.from, at);
	if (i == NO_REF || !cast_acts(&t->m->actors.v[i]) ||
	    str_trim(str_cut(t->low, t->m->actors.v[i].at.to, at)).n > 1)
		return NO_REF;
	return i;
}

/* X and Y officials said that they agreed: both. */
static void with_the_one_before(const struct telling *t, struct cast_list *l,
				uint32_t who, enum part_role role)
{
	for (; who > 0 && linked(t, who - 1, who) &&
	       cast_acts(&t->m->actors.v[who - 1]);
	     who--)
		event_put(l, who - 1, role);
}

/* The talks were held: a noun, whose sides are not the topic of before. */
static bool both_word(const struct trigger *g)
{
	return g->form == FORM_WORD && g->rule->both;
}

/* The President, X, of Kamome: a comma inside an actor ends no stretch. */
static span with_whole_actors(const struct telling *t, span in)
{
	const struct actor_mention *v = t->m->actors.v;
	uint32_t i = cast_from(t->m, in.to);

	if (i > 0 && v[i - 1].at.from >= in.from && v[i - 1].at.to > in.to)
		in.to = v[i - 1].at.to;
	i = cast_from(t->m, in.from);
	if (i > 0 && v[i - 1].at.to > in.from)
		in.from = v[i - 1].at.from;
	return in;
}

static void subject_en(struct telling *t, const struct trigger *g,
		       struct cast_list *l, enum part_role role)
{
	span in = { g->clause.from, g->at.from };
	uint32_t who = town_before(t, g);
	uint32_t start = t->d->sentences.v[t->sentence].at.from, had = l->n;

	if (in.from + CAST_REACH < in.to)
		in.from = in.to - CAST_REACH;
	if (who == NO_REF)
		who = antecedent(t, g);
	if (who != NO_REF) {
		event_put(l, who, role);
		return;
	}
	if (run(t, g, with_whole_actors(t, in), l, role, false)) {
		whole_list(t, l, had, role);
		return;
	}
	if (event_those_who_met(t, g, l, role))
		return;
	if (start + CAST_REACH < in.from)
		start = in.from - CAST_REACH;
	if (pronoun_first(t, g)) {
		who = he_or_she(t, g) ? person_meant(t, start, in.from)
				      : NO_REF;
		if (who == NO_REF)
			who = nearest_before(t, start, in.from);

		if (who != NO_REF) {
			event_put(l, who, role);
			if (!he_or_she(t, g))
				with_the_one_before(t, l, who, role);
			return;
		}
	}
	if (that_did(t, g))
		return;
	/* …, the coordinator of X said on Friday, calling for: who speaks */
	if (g->form == FORM_ING &&
	    str_has(str_cut(t->low, in.from > 40 ? in.from - 40 : 0, in.from),
		    STR(" said"))) {
		who = nearest_before(t, start, in.from);
		if (who != NO_REF) {
			event_put(l, who, role);
			return;
		}
	}
	who = own_subject(t, g) ? event_named_again(t, g) : NO_REF;
	if (who != NO_REF) {
		event_put(l, who, role);
		return;
	}
	if (own_subject(t, g) && stated(t, g))
		return;
	/* X said the accord would be signed: he only tells it */
	if (g->passive && g->rule->both && stated(t, g))
		return;
	/* X reported that 600 people were killed: not X */
	if (g->passive && !pronoun_first(t, g) &&
	    str_starts(str_trim(str_cut(t->low, in.from, in.to)), STR("that ")))
		return;
	if (run(t, g, (span){ start, in.from }, l, role, false))
		return;
	if (t->topic != NO_REF && t->sentence - t->topic_at <= 1 && g->verbal &&
	    !(both_word(g) && t->topic_at < t->sentence) && !own_subject(t, g))
		event_put(l, t->topic, role);
}

/* visited Kamome, a trip to Kamome: the side whose land it is. */
static uint32_t goal_of(const struct telling *t, const struct trigger *g)
{
	uint32_t i = cast_from(t->m, g->at.to);
	str gap;

	if (i >= t->m->actors.n || !cast_is_side(&t->m->actors.v[i]))
		return NO_REF;
	gap = str_trim(str_cut(t->low, g->at.to, t->m->actors.v[i].at.from));
	return gap.n == 0 || str_is(gap, "to") || str_is(gap, "in") ||
			       str_is(gap, "the") || str_is(gap, "to the")
		       ? i
		       : NO_REF;
}

/* "It is a beginning," warned X: who speaks stands behind the verb. */
static bool inverted(struct telling *t, const struct trigger *g,
		     struct cast_list *l)
{
	uint32_t i = cast_from(t->m, g->at.to);
	str front = str_trim(str_cut(
		t->low, g->at.from > 6 ? g->at.from - 6 : 0, g->at.from));

	if (g->form == FORM_WORD || g->rule->both || i >= t->m->actors.n ||
	    t->m->actors.v[i].at.from != g->at.to + 1 ||
	    !cast_acts(&t->m->actors.v[i]) ||
	    !(str_ends(front, STR("\"")) || str_ends(front, STR("”"))))
		return false;
	event_put(l, i, PART_SOURCE);
	return true;
}

/* the plan presented by the commission: who did it stands behind, and the
 * subject of the sentence has no part in it. */
static bool done_by(const struct telling *t, const struct trigger *g)
{
	str word = str_span(t->low, g->at);

	return !g->passive &&
	       (g->form == FORM_ED || g->form == FORM_PARTICIPLE ||
		(g->form == FORM_WORD && str_ends(word, STR("ed")))) &&
	       str_starts(str_cut(t->low, g->at.to, t->low.n), STR(" by the "));
}

/* Linden said the talks between Kamome and Tsubame …, a plan to resume talks
 * between them: those two, whoever tells it or brings them together. */
static bool between_them(struct telling *t, const struct trigger *g,
			 struct cast_list *l)
{
	struct cast_list two = { .n = 0 };
	span in = { 0, g->clause.to };
	str rest = str_cut(t->low, g->at.to, g->clause.to);
	size_t at = str_find(rest, STR(" between "), 0);

	if (!g->rule->both || at > TO_BETWEEN ||
	    str_has(str_cut(rest, 0, at), STR(",")))
		return false;
	in.from = g->at.to + (uint32_t)at + 9;
	if (in.to > in.from + CAST_REACH)
		in.to = in.from + CAST_REACH;
	if (!run(t, g, in, &two, PART_PARTICIPANT, false))
		return false;
	whole_list(t, &two, 0, PART_PARTICIPANT);
	if (two.n < 2)
		return false;
	*l = two;
	return true;
}

static void cast_en(struct telling *t, const struct trigger *g,
		    struct cast_list *l, struct event_mention *x)
{
	bool by = done_by(t, g), both = g->rule->both;
	bool back = (g->passive || by) != g->rule->reverse;
	enum part_role doer = both ? PART_PARTICIPANT : PART_SOURCE;
	enum part_role other = both ? PART_PARTICIPANT : PART_TARGET;
	span behind = { g->at.from, g->clause.to };
	uint32_t had;

	if (inverted(t, g, l))
		return;
	if (!by && between_them(t, g, l))
		by = true; /* nobody else has a part in it */
	else if (!by)
		subject_en(t, g, l, back ? other : doer);
	/* demanded that Y …: whom it is asked of stands behind the that */
	if (g->rule->governs && !both && !back) {
		uint32_t end = t->d->sentences.v[t->sentence].at.to;

		behind.to =
			end < g->at.to + GOVERNED ? end : g->at.to + GOVERNED;
	}
	if (behind.to > behind.from + CAST_REACH)
		behind.to = behind.from + CAST_REACH;
	behind.to = with_whole_actors(t, behind).to;
	had = l->n;
	if (!run(t, g, behind, l, back ? doer : other, false))
		run(t, g, behind, l, back ? doer : other, !both);
	whole_list(t, l, had, back ? doer : other);
	for (uint32_t i = cast_from(t->m, g->at.to); cast_in(t->m, i, behind);
	     i++)
		if (t->m->actors.v[i].kind == ACTOR_PLACE)
			x->place = i;
	if (x->place == NO_REF && str_is(g->rule->kind, "visit"))
		x->place = goal_of(t, g);
}

/* ---- either */

static bool head_role(const struct telling *t, str role)
{
	const struct table *h = t->e->heads;

	for (uint32_t i = 0; i < h->n; i++) {
		str no = table_cell(h, i, table_column(h, "not"));

		if (no.n && str_has(role, no))
			return false;
	}
	for (uint32_t i = 0; i < h->n; i++)
		if (str_ends(role, table_cell(h, i, table_column(h, "word"))))
			return true;
	return false;
}

/* The head of the party whom the article names, or NO_REF. */
static uint32_t head_of(const struct telling *t, str party)
{
	for (uint32_t i = 0; i < t->m->actors.n && i < HEADS; i++) {
		const struct actor_mention *a = &t->m->actors.v[i];

		if (a->kind == ACTOR_PERSON && a->party.n && !a->former &&
		    str_eq(a->party, party) && a->role.n &&
		    head_role(t, a->role))
			return i;
	}
	return NO_REF;
}

/* 米露首脳会談, a summit of two sides: their heads are there. */
static void heads_too(const struct telling *t, const struct trigger *g,
		      struct cast_list *l)
{
	str word = str_span(t->low, g->at), sides[CAST_ROOM];
	uint32_t n = 0;

	if (!g->rule->both ||
	    (!str_has(word, STR("首脳")) && !str_has(word, STR("summit"))) ||
	    event_parties(t, l) > 3)
		return;
	for (uint32_t i = 0; i < l->n && n + 4 < CAST_ROOM; i++) {
		const struct actor_mention *a = &t->m->actors.v[l->v[i].actor];

		if (a->kind == ACTOR_PERSON)
			return;
		n += cast_parties(t->m, a, sides + n, 4);
	}
	for (uint32_t k = 0; k < n; k++)
		event_put(l, head_of(t, sides[k]), PART_PARTICIPANT);
}

/* A report is told by media, by nobody whom it tells of. */
static void reporters(const struct telling *t, struct cast_list *l, span in)
{
	struct cast_list media = { .n = 0 };

	for (uint32_t i = cast_from(t->m, in.from); cast_in(t->m, i, in); i++)
		if (t->m->actors.v[i].kind == ACTOR_MEDIA)
			event_put(&media, i, PART_SOURCE);
	if (media.n)
		*l = media;
}

/* Kamome and Tsubame, … the two countries: both are there already. */
static bool both_named(const struct telling *t, const struct participant *v,
		       uint32_t n, struct participant p)
{
	const struct actor_mention *a = &t->m->actors.v[p.actor];
	uint32_t there = 0;

	for (uint32_t k = 0; k < a->n_members; k++)
		for (uint32_t i = 0; i < n; i++) {
			const struct actor_mention *b =
				&t->m->actors.v[v[i].actor];

			if (str_eq(b->party, a->members[k]) ||
			    str_eq(b->id, a->members[k])) {
				there++;
				break;
			}
		}
	return there > 1 && there == a->n_members;
}

/* the two sides, both sides; Kamome's guild and the guild's pilots: one body,
 * named twice. Two mentions of a state may be two sides of it. */
static bool named_twice(const struct telling *t, const struct participant *v,
			uint32_t n, struct participant p)
{
	const struct actor_mention *a = &t->m->actors.v[p.actor];

	if (t->d->lang == LANG_EN && both_named(t, v, n, p))
		return true;
	if (t->d->lang != LANG_EN || !a->id.n ||
	    (a->kind != ACTOR_COMPOUND && a->kind != ACTOR_ORGANISATION))
		return false;
	for (uint32_t i = 0; i < n; i++)
		if (v[i].role == p.role &&
		    str_eq(t->m->actors.v[v[i].actor].id, a->id))
			return true;
	return false;
}

void event_cast(struct telling *t, const struct trigger *g,
		struct event_mention *x)
{
	struct cast_list l = { .n = 0 };
	struct participant *kept;
	span in = t->d->sentences.v[t->sentence].at;
	uint32_t source = NO_REF;

	if (t->d->lang == LANG_JA)
		event_cast_ja(t, g, &l, x);
	else
		cast_en(t, g, &l, x);
	heads_too(t, g, &l);
	if (str_is(g->rule->kind, "report") && t->d->lang == LANG_JA)
		reporters(t, &l, in);
	if (in.to - in.from < 4 * CAST_REACH)
		source = say_source(t->d, t->m, &t->quotes, in);
	kept = arena_many(t->d->arena, struct participant, l.n + 1);
	for (uint32_t i = 0; i < l.n; i++)
		if ((l.v[i].actor != source ||
		     (l.n == 1 && !(g->rule->both && t->d->lang == LANG_JA))) &&
		    !named_twice(t, kept, x->n_participants, l.v[i]))
			kept[x->n_participants++] = l.v[i];
	if (t->d->lang == LANG_EN &&
	    event_sides_before(t, g, &l, kept, x->n_participants)) {
		kept = arena_many(t->d->arena, struct participant, l.n + 1);
		memcpy(kept, l.v, l.n * sizeof(*kept));
		x->n_participants = l.n;
	}
	x->participants = kept;
	x->claimed_by = source;
}
