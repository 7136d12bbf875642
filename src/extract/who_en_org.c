/* who_en_org.c - organisations no pack knows, by the titles beside them. */
#include "extract/who_en_priv.h"

/* A day of the week or a month. */
static bool names_day(str w)
{
	static const char *const months[] = {
		"January",   "February", "March",    "April",
		"May",	     "June",	 "July",     "August",
		"September", "October",	 "November", "December"
	};

	for (size_t i = 0; i < COUNT(months); i++)
		if (str_is(w, months[i]))
			return true;
	return w.n > 5 && str_ends(w, STR("day"));
}

static bool org_word(const struct reading *r, span at)
{
	static const char *const not [] = { "The", "But",  "And",   "In",
					    "On",  "At",   "As",    "For",
					    "If",  "When", "While", "He",
					    "She", "It",   "Last",  "Joint" };
	str w = str_span(r->text, at);
	uint32_t i = word_at(r, at.from);

	if (w.n < 2 || !rune_is_upper(rune_at(r->text, at.from)))
		return false;
	for (size_t k = 0; k < COUNT(not ); k++)
		if (str_is(w, not [k]))
			return false;
	if (names_day(w))
		return false;
	return i == NO_REF || lex_as(r->items.v[i].lex, LEX_GIVEN);
}

/* Words with capitals that end, or begin, at the byte. */
span org_until(const struct reading *r, uint32_t end)
{
	span org = { end, end };

	for (int n = 0; n < 4; n++) {
		uint32_t to = org.from - (n ? 1 : 0), from = to;

		while (from > r->in.from &&
		       strchr(" ,.;:()\"\n", r->text.p[from - 1]) == NULL)
			from--;
		if (!org_word(r, (span){ from, to }))
			break;
		org.from = from;
		if (from <= r->limit || r->text.p[from - 1] != ' ')
			break;
	}
	return org;
}

span org_from(const struct reading *r, uint32_t at)
{
	span org = { at, at };

	for (int n = 0; n < 5; n++) {
		span w = { org.to + (n ? 1 : 0), 0 };

		w.to = word_end(r, w.from);
		if (!org_word(r, w) &&
		    !(n && str_is(str_span(r->text, w), "of")))
			break;
		org.to = w.to;
		if (!here(r, w.to, STR(" ")))
			break;
	}
	return org;
}

/* "Ryanair chief executive X", "X, general secretary of the NAHT". */
str party_by_form(struct reading *r, const struct phrase *before,
		  const struct phrase *after, span name)
{
	const struct phrase *p = before->title ? before : after;
	uint32_t at = p->role.from;
	span org = { 0, 0 };

	if (!p->title || !of_a_body(p->post))
		return STR_NONE;
	if (here(r, p->role.to, STR(" of the ")))
		org = org_from(r, p->role.to + 8);
	else if (here(r, p->role.to, STR(" of ")))
		org = org_from(r, p->role.to + 4);
	if (org.to == org.from && at > r->in.from + 3 &&
	    r->text.p[at - 1] == ' ') {
		at--;
		if (str_ends(str_cut(r->text, 0, at), STR("'s")))
			at -= 2;
		else if (str_ends(str_cut(r->text, 0, at), STR("’s")))
			at -= 4;
		if (str_ends(str_cut(r->text, 0, at), STR(" union")))
			at -= 6;
		org = org_until(r, at);
	}
	if (org.to <= org.from || span_overlaps(org, name) ||
	    (str_has(str_span(r->text, org), STR(" ")) &&
	     str_ends(str_cut(r->text, 0, org.from), STR("and "))))
		return STR_NONE;
	return org_of(r, org);
}

#define OWNED_WORDS 4 /* between whose it is and the title */

/* Is what stands between them "'s", with some words, or "and"? */
static bool owns(str between)
{
	unsigned blanks = 0;

	if (str_is(between, " and "))
		return true;
	if (!str_starts(between, STR("'s ")) &&
	    !str_starts(between, STR("’s ")))
		return false;
	for (size_t i = 0; i < between.n; i++) {
		if (strchr(",.;:()\"", between.p[i]))
			return false;
		blanks += between.p[i] == ' ';
	}
	return blanks <= OWNED_WORDS;
}

/* A family name alone that owns the title: Perrin's top trade negotiator. */
static str party_of_name(const struct reading *r, uint32_t title)
{
	uint32_t at = title;

	for (unsigned n = 0; n < OWNED_WORDS * 12 && at > r->in.from; n++) {
		at--;
		if (!owns(str_cut(r->text, at, title)))
			continue;
		for (uint32_t i = r->persons.n; i-- > 0;) {
			str full = r->persons.v[i].full;
			size_t blank = full.n;

			while (blank > 0 && full.p[blank - 1] != ' ')
				blank--;
			if (blank > 0 &&
			    str_ends(str_cut(r->text, r->in.from, at),
				     str_cut(full, blank, full.n)))
				return r->persons.v[i].party;
		}
		return STR_NONE;
	}
	return STR_NONE;
}

str party_of_owner(const struct reading *r, uint32_t title)
{
	for (uint32_t i = r->drafts.n; i-- > 0;) {
		const struct draft *x = &r->drafts.v[i];

		if (x->a.at.to > title)
			continue;
		if (x->a.at.from < r->in.from ||
		    !owns(str_cut(r->text, x->a.at.to, title)))
			break;
		if (x->a.party.n || x->person == NO_REF)
			return x->a.party;
		return r->persons.v[x->person].party;
	}
	return party_of_name(r, title);
}

/* Air Kamome, the Kamomean Union of Pilots: bodies with a state in their
 * names. */
bool org_with_state(struct reading *r, uint32_t i)
{
	span at = r->items.v[i].at;
	uint32_t head = at.to + 1;

	if (at.from >= r->in.from + 4 &&
	    str_is(str_cut(r->text, at.from - 4, at.from), "Air ")) {
		at.from -= 4;
	} else {
		if (!lex_as(r->items.v[i].lex, LEX_ADJECTIVE) ||
		    !here(r, at.to, STR(" ")) || word_at(r, head) != NO_REF)
			return false;
		at.to = org_from(r, head).to;
		/* British Medical Association: its last word tells */
		if (!body_word(r, str_cut(r->text, head, word_end(r, head))) &&
		    !body_word(r,
			       str_span(r->text, voice_word_before(r, at.to))))
			return false;
	}
	(void)draft_org(r, at, "en.who.org");
	return true;
}
