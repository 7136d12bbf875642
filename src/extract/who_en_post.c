/* who_en_post.c - a post without a name, told before with one: "the health
 * secretary" behind "Health Secretary Ada Quist". */

#include "extract/who_en_priv.h"

enum { THE = 4 };

/* The only person so far whose post is told in these words. */
static uint32_t only_holder(const struct reading *r, str words)
{
	uint32_t found = NO_REF;

	for (uint32_t i = 0; i < r->drafts.n; i++) {
		const struct draft *y = &r->drafts.v[i];

		if (y->person == NO_REF || y->a.kind != ACTOR_PERSON ||
		    y->a.former || !str_same(y->a.role, words) ||
		    y->person == found)
			continue;
		if (found != NO_REF && !str_eq(r->persons.v[found].family,
					       r->persons.v[y->person].family))
			return NO_REF;
		found = y->person;
	}
	return found;
}

/* Is the post one a state has one holder of? */
static bool of_state(str post)
{
	static const char *const posts[] = { "foreign",	 "president",
					     "defence",	 "prime-minister",
					     "treasury", "commerce" };

	for (size_t i = 0; i < COUNT(posts); i++)
		if (str_is(post, posts[i]))
			return true;
	return false;
}

/* Kamome said its foreign minister …: of the state named last. */
static bool own_post(struct reading *r, uint32_t i)
{
	const struct lex *x = lex_as(r->items.v[i].lex, LEX_TITLE);
	span at = r->items.v[i].at;
	struct draft *d;
	str party = STR_NONE;

	if (at.from < r->in.from + 4 || x->plural || !of_state(x->post) ||
	    !str_is(str_cut(r->text, at.from - 4, at.from), "its ") ||
	    (here(r, at.to, STR(" ")) &&
	     rune_is_upper(rune_at(r->text, at.to + 1))))
		return false;
	for (uint32_t k = r->drafts.n; k-- > 0 && !party.n;) {
		const struct actor_mention *a = &r->drafts.v[k].a;

		if (a->at.from < r->in.from)
			return false;
		if (a->kind == ACTOR_STATE || a->kind == ACTOR_GOVERNMENT)
			party = a->party;
	}
	if (!party.n)
		return false;
	d = draft_add(r, at, ACTOR_PERSON, "en.who.post");
	d->refers = REFERS_POST;
	d->a.reference = true;
	d->post = x->post;
	d->a.party = party;
	d->a.role = str_span(r->text, at);
	return true;
}

bool bare_post(struct reading *r, uint32_t i)
{
	span at = r->items.v[i].at;
	uint32_t who = NO_REF;
	struct draft *d;

	if (own_post(r, i))
		return true;
	if (at.from < r->in.from + THE || at.from - THE < r->limit ||
	    !str_same(str_cut(r->text, at.from - THE, at.from), STR("the ")))
		return false;
	/* "the health secretary Ada Quist", "the president of X" */
	if (here(r, at.to, STR(" of ")) ||
	    (here(r, at.to, STR(" ")) &&
	     rune_is_upper(rune_at(r->text, at.to + 1))))
		return false;
	who = only_holder(r, str_span(r->text, at));
	if (who == NO_REF)
		return false;
	at.from -= THE;
	d = draft_add(r, at, ACTOR_PERSON, "en.who.post");
	d->person = who;
	d->a.reference = true;
	d->a.role = str_span(r->text, r->items.v[i].at);
	return true;
}

bool read_posts(struct reading *r, uint32_t i, const struct lex *x)
{
	const struct draft *rest;
	struct draft d;
	struct phrase p;

	if (i + 1 >= r->end || !lex_as(r->items.v[i].lex, LEX_ADJECTIVE) ||
	    !lex_as(r->items.v[i + 1].lex, LEX_ADJECTIVE) ||
	    !str_is(str_cut(r->text, r->items.v[i].at.to,
			    r->items.v[i + 1].at.from),
		    " and "))
		return false;
	phrase_from(r, r->items.v[i + 1].at.from, false, &p);
	if (!p.title || !p.plural || !p.post.n || str_is(p.post, "scholar") ||
	    p.party.n != 3)
		return false;
	rest = draft_add(r, r->items.v[i].at, ACTOR_PERSON, "en.who.post");
	d = *rest;
	d.refers = REFERS_POST;
	d.a.reference = true;
	d.post = p.post;
	d.a.party = x->party;
	d.a.role = str_span(r->text, p.role);
	r->drafts.v[r->drafts.n - 1] = d;
	return true;
}
