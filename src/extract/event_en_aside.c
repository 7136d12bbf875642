/* event_en_aside.c - English actors beside an event who take no part in it:
 * whose land it is, what is talked about, who mediates, where it was held. */
#include "extract/event_cast.h"

/* the Chinese capital Beijing, in eastern Switzerland: whose land it is; the
 * Ukraine war: what it is about. */
bool aside_land_or_topic(const struct telling *t, uint32_t i)
{
	static const char *const behind[] = {
		" capital",  " city",	   " town",	 " resort",
		" coast",    " border",	   " war",	 " crisis",
		" conflict", " invasion",  " question",	 " issue",
		" peace",    " situation", " port city", " port town",
		" port of",  " coastal",   " mountain",	 " seaside",
		" village",  " island",	   " province",	 NULL
	};
	const struct actor_mention *a = &t->m->actors.v[i];
	str before = str_cut(t->low, a->at.from > 16 ? a->at.from - 16 : 0,
			     a->at.from);
	size_t in = str_find(before, STR(" in "), 0);

	if (!cast_is_side(a))
		return false;
	if (str_starts_any(str_cut(t->low, a->at.to, t->low.n), behind))
		return true;
	return in != SIZE_MAX && str_ends(before, STR("ern ")) &&
	       in + 14 > before.n - 2;
}

/* talks over Russia's invasion: those behind are what it is about. */
bool aside_talked_about(const struct telling *t, const struct trigger *g,
			uint32_t i)
{
	const struct actor_mention *a = &t->m->actors.v[i];
	str gap;

	if (a->at.from < g->at.to)
		return false;
	gap = str_cut(t->low, g->at.to, a->at.from);
	return str_has(gap, STR(" over ")) || str_has(gap, STR(" about ")) ||
	       str_has(gap, STR(" regarding ")) ||
	       str_has(gap, STR(" concerning "));
}

/* talks mediated by X, X-brokered talks, US- and X-mediated talks: X is none of
 * those who talk, unless it is the predicate that tells it. */
bool aside_mediates(const struct telling *t, const struct trigger *g,
		    uint32_t i)
{
	static const char *const behind[] = { "-mediated",    "-brokered",
					      "-sponsored",   "-hosted",
					      "-facilitated", "-backed",
					      "- and ",	      NULL };
	static const char *const front[] = { "mediated by ",
					     "brokered by ",
					     "facilitated by ",
					     "sponsored by ",
					     "hosted by ",
					     "auspices of ",
					     NULL };
	const struct actor_mention *a = &t->m->actors.v[i];
	str before = str_cut(t->low, a->at.from > 20 ? a->at.from - 20 : 0,
			     a->at.from);

	if (str_starts_any(str_cut(t->low, a->at.to, t->low.n), behind))
		return true;
	if (str_ends(before, STR("the ")))
		before.n -= 4;
	for (const char *const *w = front; *w; w++)
		if (str_ends(before, str_of(*w)))
			return a->at.from > g->at.to + 8;
	return false;
}

/* plants in the Islands, in the US: where they stand; an adjective behind
 * "in the" tells of something else. */
bool aside_in_the(const struct telling *t, span at)
{
	str name = str_span(t->d->text, at);

	return str_is(str_cut(t->low, at.from > 8 ? at.from - 8 : 0, at.from),
		      " in the ") &&
	       (str_ends(name, STR("s")) ||
		(name.p[name.n - 1] >= 'A' && name.p[name.n - 1] <= 'Z') ||
		str_ends(name, STR(".")));
}

/* Held consultations on a Kamomean proposal, endorsed the Kamomean-led plan:
 * whose the paper is that is talked about, agreed on or not. */
bool aside_owns_paper(const struct telling *t, uint32_t i)
{
	static const char *const papers[] = {
		" proposal", " plan",	   " draft",   " offer",
		" text",     " paper",	   " roadmap", "-led ",
		"-drafted ", "-proposed ", NULL
	};
	const struct actor_mention *a = &t->m->actors.v[i];
	str before = str_cut(t->low, a->at.from > 8 ? a->at.from - 8 : 0,
			     a->at.from);

	if (!str_ends(before, STR(" on a ")) &&
	    !str_ends(before, STR(" on the ")) &&
	    !str_ends(before, STR(" over a ")))
		return false;
	return str_starts_any(str_cut(t->low, a->at.to, t->low.n), papers);
}

/* On the sidelines of the Kamome summit, told reporters: where it was, who
 * heard it. */
bool aside_place_or_ear(const struct telling *t, uint32_t i)
{
	static const char *const places[] = { "sidelines of ", "margins of ",
					      "wings of ",     "auspices of ",
					      "guidance of ",  "residence of ",
					      "offices of ",   "mediation of ",
					      "at a " };
	static const char *const ears[] = { " to ", " told ", " with " };
	const struct actor_mention *a = &t->m->actors.v[i];
	str front = str_cut(t->low, a->at.from > 60 ? a->at.from - 60 : 0,
			    a->at.from);

	for (size_t k = 0; str_is(a->id, "gr.press") && k < COUNT(ears); k++)
		if (str_ends(front, str_of(ears[k])))
			return true;
	for (size_t k = 0; k < COUNT(places); k++) {
		size_t at = str_find(front, str_of(places[k]), 0);

		if (at != SIZE_MAX &&
		    !str_has(str_cut(front, at, front.n), STR(",")) &&
		    !str_has(str_cut(front, at, front.n), STR(" with ")))
			return true;
	}
	return false;
}
