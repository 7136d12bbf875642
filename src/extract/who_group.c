/* who_group.c - whom a group's word stands for: "the union" for the union the
 * article names, "the government" for the one of the state it is about. */
#include "extract/who_priv.h"

enum { FAR = 40 }; /* drafts looked at */

/* Does the name hold one of the words, parted by bars? In letters the word has
 * to end there: a Unionist Party is no union. */
static bool name_holds(str name, str words)
{
	while (words.p) {
		str word = str_token(&words, '|');
		size_t at = word.n ? str_find(name, word, 0) : SIZE_MAX;

		if (at == SIZE_MAX)
			continue;
		if (at + word.n == name.n ||
		    !rune_is_alpha(rune_at(name, (uint32_t)(at + word.n))))
			return true;
	}
	return false;
}

/* "the company": "*" asks for a body that acts for no state and whose name
 * tells of no other sort. */
static bool of_no_sort(const struct reading *r, const struct draft *y)
{
	return y->a.party.n && !map_find(&r->w->names, y->a.party) &&
	       !name_holds(y->a.name, r->l->sorts);
}

/* The state a draft speaks for: its own, a minister's. */
static str state_of(const struct reading *r, const struct draft *y)
{
	str party = y->person != NO_REF ? r->persons.v[y->person].party
					: y->a.party;

	if (y->a.kind == ACTOR_PLACE || y->a.kind == ACTOR_MEDIA ||
	    y->refers != REFERS_NOT ||
	    (y->a.kind != ACTOR_STATE && !map_find(&r->w->names, party)))
		return STR_NONE;
	return party;
}

/* The state spoken for far more often than any other: the government of an
 * article is its. *any: one is named at all. */
static str main_state(const struct reading *r, bool *any)
{
	str best = STR_NONE;
	uint32_t most = 0, next = 0;

	for (uint32_t i = 0; i < r->drafts.n; i++) {
		str party = state_of(r, &r->drafts.v[i]);
		uint32_t n = 0;

		if (!party.n || str_eq(party, best))
			continue;
		for (uint32_t k = 0; k < r->drafts.n; k++)
			n += str_eq(state_of(r, &r->drafts.v[k]), party);
		if (n > most) {
			next = most;
			most = n;
			best = party;
		} else if (n > next) {
			next = n;
		}
	}
	*any = most > 0;
	return most >= 2 * next ? best : STR_NONE;
}

/* "the government": of the state the article is about; a group where it names
 * none, nobody where it names several. */
static void resolve_government(struct reading *r, struct draft *x)
{
	bool any;
	str party = main_state(r, &any);
	const uint64_t *name = map_find(&r->w->names, party);

	if (!any)
		return;
	if (!party.n) {
		x->a.id = STR_NONE;
		return;
	}
	x->a.kind = ACTOR_GOVERNMENT;
	x->a.id = arena_printf(r->d->arena, "g.%.*s", STR_FMT(party));
	x->a.name = filled(r, STR("{adj} government"), party,
			   name ? *(const str *)(uintptr_t)*name : party);
	x->a.party = party;
	x->a.reference = true;
}

static bool is_like(const struct reading *r, const struct draft *x,
		    const struct draft *y)
{
	return y->a.kind == ACTOR_ORGANISATION && y->a.id.n &&
	       (str_is(x->post, "*") ? of_no_sort(r, y)
				     : name_holds(y->a.name, x->post));
}

/* The body of that sort named last, else next; a group of its own where there
 * is none. */
void group_resolve(struct reading *r, uint32_t i)
{
	struct draft *x = &r->drafts.v[i];
	const struct draft *found = NULL;

	if (str_is(x->post, "@state")) {
		resolve_government(r, x);
		return;
	}
	for (uint32_t k = i, n = 0; !found && k-- > 0 && n < FAR; n++)
		if (is_like(r, x, &r->drafts.v[k]))
			found = &r->drafts.v[k];
	for (uint32_t k = i + 1; !found && k < r->drafts.n && k < i + FAR; k++)
		if (is_like(r, x, &r->drafts.v[k]))
			found = &r->drafts.v[k];
	if (!found)
		return;
	x->a.kind = found->a.kind;
	x->a.id = found->a.id;
	x->a.name = found->a.name;
	x->a.party = found->a.party;
	x->a.reference = true;
}

/* Kamome will wait, the foreign ministry said: the state the sentence begins
 * with is its own. */
static str state_first(const struct reading *r, uint32_t i)
{
	uint32_t s = doc_sentence_at(r->d, r->drafts.v[i].a.at.from);
	const struct actor_mention *y;
	uint32_t k = i;

	while (k > 0 && s < r->d->sentences.n &&
	       r->drafts.v[k - 1].a.at.from >= r->d->sentences.v[s].at.from)
		k--;
	y = &r->drafts.v[k].a;
	return k < i && y->kind == ACTOR_STATE &&
			       y->at.from == r->d->sentences.v[s].at.from
		       ? y->party
		       : STR_NONE;
}

void owned_resolve(struct reading *r, uint32_t i)
{
	struct draft *x = &r->drafts.v[i];
	const uint64_t *name;
	str party = STR_NONE;
	bool any;

	for (uint32_t k = i, n = 0; !party.n && k-- > 0 && n < FAR; n++) {
		const struct actor_mention *y = &r->drafts.v[k].a;

		if (y->kind == x->a.kind && y->party.n && y->id.n &&
		    str_eq(y->id, filled(r, x->post, y->party, STR(""))))
			party = y->party;
	}
	if (!party.n)
		party = main_state(r, &any);
	if (!party.n)
		party = state_first(r, i);
	if (!party.n)
		return;
	name = map_find(&r->w->names, party);
	x->a.id = filled(r, x->post, party, STR(""));
	x->a.name = filled(r, x->a.name, party,
			   name ? *(const str *)(uintptr_t)*name : party);
	x->a.party = party;
	x->a.reference = true;
}
