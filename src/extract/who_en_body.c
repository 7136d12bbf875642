/* who_en_body.c - bodies no pack knows, by the words beside them: the brewer
 * Quarles & Linden, the junior party Open Harbour, Lindcor's board. */
#include "extract/who_en_priv.h"

/* Of a state in front: "Kamomean harbour brewer Lindcor". */
enum { BETWEEN = 14 };

/* The state that only tells where the body is from is no actor beside it. */
static void without_state(struct reading *r, uint32_t sort)
{
	const struct draft *x;
	str gap;

	if (!r->drafts.n)
		return;
	x = &r->drafts.v[r->drafts.n - 1];
	if (x->a.at.from < r->in.from || x->a.at.to >= sort ||
	    x->a.at.to + BETWEEN < sort || x->person != NO_REF ||
	    (x->a.kind != ACTOR_STATE && x->a.kind != ACTOR_PLACE))
		return;
	gap = str_cut(r->text, x->a.at.to, sort);
	if (str_starts(gap, STR("'s ")))
		gap = str_cut(gap, 2, gap.n);
	for (size_t i = 0; i < gap.n; i++)
		if (gap.p[i] != ' ' && gap.p[i] != '-' &&
		    (gap.p[i] < 'a' || gap.p[i] > 'z'))
			return;
	r->drafts.n--;
}

/* Cut before a verb that only has a capital in a heading: Lindcor Rejects. */
static span without_verb(const struct reading *r, span org)
{
	for (uint32_t at = org.from; at < org.to; at++) {
		uint32_t i = at > org.from && r->text.p[at - 1] == ' '
				     ? word_at(r, at)
				     : NO_REF;

		if (i != NO_REF && lex_as(r->items.v[i].lex, LEX_VERB))
			return (span){ org.from, at - 1 };
	}
	return org;
}

/* Is it the family name of a person of the article? */
static bool of_person(const struct reading *r, str name)
{
	for (uint32_t i = 0; i < r->persons.n; i++)
		if (str_eq(r->persons.v[i].family, name) ||
		    str_eq(r->persons.v[i].full, name))
			return true;
	return false;
}

static void sorted(struct reading *r, str party)
{
	for (uint32_t i = 0; i < r->orgs.n; i++)
		r->orgs.v[i].sorted |= str_eq(r->orgs.v[i].party, party);
}

/* The Islamist group, a Flemish party: of what sort, and no name. */
static bool tells_sort(const struct reading *r, span org)
{
	static const char *const ends[] = { "ist", "ish", "ese", "ian",
					    "ean", "ic",  "ite", "ani",
					    "ern", "al",  "can" };
	str w = str_span(r->text, voice_word_before(r, org.to));

	if (map_find(&r->l->not_persons, w))
		return true;
	for (size_t i = 0; i < COUNT(ends); i++)
		if (str_ends(w, str_of(ends[i])))
			return true;
	return false;
}

/* The Open Harbour party, the Lindcor group: the name in front. */
static bool name_in_front(struct reading *r, uint32_t i)
{
	uint32_t at = r->items.v[i].at.from;
	span org = { at, at };

	if (at < r->in.from + 4 || r->text.p[at - 1] != ' ')
		return false;
	org = org_until(r, at - 1);
	/* at the head of a sentence any word has a capital */
	if (org.to <= org.from + 2 || org.from < r->limit ||
	    org.from == r->in.from || tells_sort(r, org) ||
	    of_person(r, str_span(r->text, org)))
		return false;
	while (str_has(str_span(r->text, org), STR(" ")) &&
	       tells_sort(r, (span){ org.from, word_end(r, org.from) }))
		org.from = word_end(r, org.from) + 1;
	without_state(r, org.from);
	sorted(r, draft_org(r, org, "en.who.sort")->a.party);
	return true;
}

/* Lindcor Harbours Inc., Quarles AG: the name in front of the legal form. Its
 * first word alone, where no word of the language or of a sort, is the body
 * too. */
static bool name_of_form(struct reading *r, uint32_t i)
{
	uint32_t at = r->items.v[i].at.from;
	span org, brief;
	str party;

	if (at < r->in.from + 5 || r->text.p[at - 1] != ' ')
		return false;
	org = org_until(r, at - 1);
	if (org.to < org.from + 4 || org.from < r->limit)
		return false;
	brief = (span){ org.from, word_end(r, org.from) };
	if (brief.to == org.to &&
	    map_find(&r->l->not_persons, str_span(r->text, org)))
		return false;
	party = draft_org(r, org, "en.who.sort")->a.party;
	sorted(r, party);
	if (brief.to == org.to || brief.to < brief.from + 5 ||
	    map_find(&r->l->not_persons, str_span(r->text, brief)))
		return true;
	for (uint32_t k = 0; k < r->orgs.n; k++)
		if (str_eq(r->orgs.v[k].party, party))
			r->orgs.v[k].brief = str_span(r->text, brief);
	return true;
}

bool body_of_sort(struct reading *r, uint32_t i)
{
	const struct item *it = &r->items.v[i];
	const struct lex *sort = lex_as(it->lex, LEX_SORT);
	uint32_t at = it->at.to + 1, first;
	span org;

	if (post_in(sort->post, STR("form")))
		return rune_is_upper(rune_at(r->text, it->at.from)) &&
		       name_of_form(r, i);
	if (post_in(sort->post, STR("behind")) && name_in_front(r, i))
		return true;
	if (!here(r, it->at.to, STR(" ")))
		return false;
	first = word_at(r, at);
	/* the developer Ada Quist is a person, the brewer Ada Quist none */
	if (first != NO_REF && sort->post.n)
		return false;
	org = without_verb(r, org_from(r, at));
	if (org.to <= org.from + 2 ||
	    str_ends(str_span(r->text, org), STR(" of")))
		return false;
	without_state(r, it->at.from);
	sorted(r, draft_org(r, org, "en.who.sort")->a.party);
	return true;
}

bool body_of_group(struct reading *r, uint32_t i)
{
	const struct item *it = &r->items.v[i];
	uint32_t at = it->at.to + 1;
	span org;

	if (!lex_as(it->lex, LEX_GROUP)->post.n ||
	    !here(r, it->at.to, STR(" ")) || word_at(r, at) != NO_REF ||
	    !str_starts(str_span(r->text, it->at), STR("the ")))
		return false;
	org = without_verb(r, org_from(r, at));
	if (org.to <= org.from + 2 ||
	    str_ends(str_span(r->text, org), STR(" of")))
		return false;
	sorted(r, draft_org(r, org, "en.who.sort")->a.party);
	return true;
}

bool body_of_part(struct reading *r, uint32_t i)
{
	uint32_t at = r->items.v[i].at.from;
	str front = str_cut(r->text, r->in.from, at);
	span org;

	if (str_ends(front, STR("'s ")))
		at -= 3;
	else if (str_ends(front, STR("’s ")))
		at -= 5;
	else
		return false;
	org = org_until(r, at);
	if (org.to <= org.from + 2 || org.from < r->limit ||
	    of_person(r, str_span(r->text, org)))
		return false;
	(void)draft_org(r, org, "en.who.part");
	return true;
}

void bodies_settle(struct reading *r)
{
	for (uint32_t i = 0; i < r->drafts.n; i++) {
		struct actor_mention *a = &r->drafts.v[i].a;
		str name = str_span(r->text, a->name_at);

		if (a->kind != ACTOR_PERSON || r->drafts.v[i].person == NO_REF)
			continue;
		for (uint32_t k = 0; k < r->orgs.n; k++) {
			const struct org *o = &r->orgs.v[k];

			if (!o->sorted || !str_eq(o->name, name))
				continue;
			a->kind = ACTOR_ORGANISATION;
			a->id = o->id;
			a->name = o->name;
			a->party = o->party;
			r->drafts.v[i].person = NO_REF;
			break;
		}
	}
}
