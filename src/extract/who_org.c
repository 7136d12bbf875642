/* who_org.c - companies, unions and clubs that only this article names. */
#include "base/utf8.h"
#include "extract/who_priv.h"

str org_of(struct reading *r, span at)
{
	static const char *const tails[] = { " Group", " union",    " Inc",
					     " Corp",  " Holdings", " Union" };
	str name = str_span(r->text, at);
	struct org *o;
	char *code;
	size_t n = 0;

	for (size_t i = 0; i < COUNT(tails); i++)
		if (str_ends(name, str_of(tails[i])))
			name.n -= strlen(tails[i]);
	for (uint32_t i = 0; i < r->orgs.n; i++)
		if (str_eq(r->orgs.v[i].name, name))
			return r->orgs.v[i].party;
	o = vec_add(r->d->arena, &r->orgs);
	code = arena_alloc(r->d->arena, name.n + 1);
	for (size_t i = 0; r->d->lang != LANG_JA && i < name.n;) {
		size_t from = i;
		uint32_t cp = utf8_next(name, &i);

		if (!rune_is_alpha(cp) && !rune_is_digit(cp))
			continue;
		if (cp >= 'a' && cp <= 'z') {
			code[n++] = (char)(cp - 32);
			continue;
		}
		memcpy(code + n, name.p + from, i - from);
		n += i - from;
	}
	o->name = name;
	o->party = n ? (str){ code, n } : name;
	o->id = arena_printf(r->d->arena, "o.%.*s", STR_FMT(o->party));
	return o->party;
}

struct draft *draft_org(struct reading *r, span at, const char *rule)
{
	struct draft *x = draft_add(r, at, ACTOR_ORGANISATION, rule);

	x->person = NO_REF;
	x->a.party = org_of(r, at);
	for (uint32_t i = 0; i < r->orgs.n; i++)
		if (str_eq(r->orgs.v[i].party, x->a.party)) {
			x->a.id = r->orgs.v[i].id;
			x->a.name = r->orgs.v[i].name;
		}
	return x;
}

bool of_a_body(str post)
{
	return str_is(post, "business") || str_is(post, "union") ||
	       str_is(post, "chair") || str_is(post, "secretary-general") ||
	       str_is(post, "leader") || str_is(post, "spokesperson") ||
	       str_is(post, "president");
}
