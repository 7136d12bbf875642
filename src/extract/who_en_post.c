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

bool bare_post(struct reading *r, uint32_t i)
{
	span at = r->items.v[i].at;
	uint32_t who = NO_REF;
	struct draft *d;

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
