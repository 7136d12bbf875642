/* who.c - the stage "who": actors and places of an article.
 *
 * Each sentence is scanned once for all words of the packs; the grammar of the
 * language makes drafts of them; then the people of the article are settled,
 * their bare names found again, references resolved, and what is left is put
 * in order. */
#include <stdlib.h>

#include "extract/who_priv.h"

const struct who *who_in(struct arena *a, const struct packs *p,
			 struct diags *diags)
{
	struct who *w = arena_one(a, struct who);

	(void)diags;
	map_init(&w->adjectives, a);
	map_init(&w->names, a);
	map_init(&w->posts, a);
	for (int i = 0; i < LANG_COUNT; i++)
		lexicon_in(&w->lexicons[i], w, a, p, (enum lang)i);
	return w;
}

struct draft *draft_add(struct reading *r, span at, enum actor_kind kind,
			const char *rule)
{
	struct draft *x = vec_add(r->d->arena, &r->drafts);

	*x = (struct draft){ 0 }; /* room may have been used before */
	x->a.at = x->a.name_at = at;
	x->a.kind = kind;
	x->a.rule = str_of(rule);
	x->person = NO_REF;
	if (at.to > r->limit)
		r->limit = at.to;
	return x;
}

struct draft *add_plain(struct reading *r, span at, const struct lex *x,
			const char *rule)
{
	struct draft *d = draft_add(r, at, x->kind, rule);

	d->a.id = x->id;
	d->a.name = x->name;
	d->a.party = x->party;
	return d;
}

/* A group; a word like the union is the body of that sort the article named. */
void add_group(struct reading *r, span at, const struct lex *x,
	       const char *rule)
{
	struct draft *d = add_plain(r, at, x, rule);

	d->post = x->post;
	if (x->post.n)
		d->refers = REFERS_LIKE;
}

static int by_place(const void *a, const void *b)
{
	const struct draft *x = a, *y = b;

	if (x->a.at.from != y->a.at.from)
		return x->a.at.from < y->a.at.from ? -1 : 1;
	return x->a.at.to > y->a.at.to ? -1 : x->a.at.to < y->a.at.to;
}

static void sort_drafts(struct reading *r)
{
	uint32_t n = 0, end = 0;

	if (r->drafts.n)
		qsort(r->drafts.v, r->drafts.n, sizeof(*r->drafts.v), by_place);
	for (uint32_t i = 0; i < r->drafts.n; i++) {
		if (r->drafts.v[i].a.at.from < end)
			continue;
		end = r->drafts.v[i].a.at.to;
		r->drafts.v[n++] = r->drafts.v[i];
	}
	r->drafts.n = n;
}

void who_read(const struct who *w, struct doc *d, struct mentions *m)
{
	struct reading r = {
		.w = w, .l = &w->lexicons[d->lang], .d = d, .text = d->text
	};

	for (uint32_t i = 0; i < d->sentences.n; i++) {
		r.in = d->sentences.v[i].at;
		r.sentence = i;
		r.first = r.items.n;
		r.limit = r.in.from;
		scan_words(&r, r.in);
		r.end = r.items.n;
		owners_settle(&r);
		if (d->lang == LANG_JA)
			read_ja(&r);
		else
			read_en(&r);
		acronyms_read(&r);
	}
	bodies_settle(&r);
	people_settle(&r);
	sort_drafts(&r);
	people_again(&r);
	sort_drafts(&r);
	refs_resolve(&r);
	for (uint32_t i = 0; i < r.drafts.n; i++)
		if (r.drafts.v[i].a.id.n || r.drafts.v[i].refers == REFERS_NOT)
			*vec_add(d->arena, &m->actors) = r.drafts.v[i].a;
}
