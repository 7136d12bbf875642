/* actor.c - the actors of all articles: what each is called, with which titles,
 * how often, and where first.
 *
 * All of it is counted, or the first or the most of what was met, so that the
 * order of the articles leaves no trace and more of them can be counted in
 * later. First is who came out first, of those the least id. */
#include <stdlib.h>
#include <strings.h>

#include "merge/merge_priv.h"

/* ---- the first of several places */

static bool comes_before(const struct place *x, const struct place *y)
{
	if (!y->article.p)
		return true;
	if ((x->when == DAY_NONE) != (y->when == DAY_NONE))
		return y->when == DAY_NONE;
	if (x->when != y->when)
		return x->when < y->when;
	return str_cmp(x->article, y->article) < 0;
}

static int by_first(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return comes_before(x, y) ? -1 : comes_before(y, x) ? 1 : 0;
}

void places_cut(struct places *list)
{
	if (list->n)
		qsort(list->v, list->n, sizeof(*list->v), by_first);
	if (list->n > PLACES_MOST)
		list->n = PLACES_MOST;
}

static void places_add(struct arena *a, struct places *list,
		       const struct place *x)
{
	if (list->n >= 4 * PLACES_MOST)
		places_cut(list);
	*vec_add(a, list) = *x;
}

static void span_days(day when, day *from, day *to)
{
	if (when == DAY_NONE)
		return;
	if (*from == DAY_NONE || when < *from)
		*from = when;
	if (*to == DAY_NONE || when > *to)
		*to = when;
}

/* ---- counting */

static uint64_t *counter(struct merge *m, char sort, uint32_t person,
			 enum lang lang, str name)
{
	struct arena_mark mark = arena_mark(m->a);
	const uint32_t head[] = { person, (uint32_t)sort, (uint32_t)lang };
	char *p = arena_alloc(m->a, sizeof(head) + name.n);
	str key = { p, sizeof(head) + name.n };
	uint64_t *n;

	memcpy(p, head, sizeof(head));
	if (name.n)
		memcpy(p + sizeof(head), name.p, name.n);
	n = map_find(&m->counters, key);
	if (!n)
		return map_put(&m->counters, key);
	arena_rewind(m->a, mark);
	return n;
}

struct spelling *person_spelling(struct merge *m, uint32_t person,
				 enum lang lang, str name)
{
	struct person *p = &m->actors.v[person];
	uint64_t *at = counter(m, 'n', person, lang, name);

	if (!*at) {
		*vec_add(m->a, &p->spellings) =
			(struct spelling){ name, lang, 0 };
		*at = p->spellings.n;
	}
	return &p->spellings.v[*at - 1];
}

struct held *person_held(struct merge *m, uint32_t person, enum lang lang,
			 bool former, str role)
{
	struct person *p = &m->actors.v[person];
	uint64_t *at = counter(m, former ? 'f' : 'r', person, lang, role);

	if (!*at) {
		*vec_add(m->a, &p->held) = (struct held){ .role = role,
							  .lang = lang,
							  .former = former,
							  .from = DAY_NONE,
							  .to = DAY_NONE };
		*at = p->held.n;
	}
	return &p->held.v[*at - 1];
}

uint32_t person_at(struct merge *m, str id)
{
	uint64_t *at = map_put(&m->people, id);

	if (!*at) {
		*vec_add(m->a, &m->actors) = (struct person){ .id = id,
							      .from = DAY_NONE,
							      .to = DAY_NONE };
		*at = m->actors.n;
	}
	return (uint32_t)(*at - 1);
}

static void add_names(struct merge *m, uint32_t person, uint32_t article,
		      const struct actor_mention *x, const struct place *place)
{
	const struct doc *d = article_doc(m, article);
	struct person *p = &m->actors.v[person];
	span at = x->name_at.from < x->name_at.to ? x->name_at : x->at;

	person_spelling(m, person, d->lang, str_span(d->text, at))->n++;
	if ((p->articles.n && p->articles.v[p->articles.n - 1] == article) ||
	    x->at.from >= x->at.to)
		return;
	*vec_add(m->a, &p->articles) = article;
	p->sources++;
	span_days(place->when, &p->from, &p->to);
	places_add(m->a, &p->places, place);
}

static void add_mention(struct merge *m, uint32_t article,
			const struct actor_mention *x)
{
	const struct doc *d = article_doc(m, article);
	uint32_t person = person_at(m, x->id);
	struct person *p = &m->actors.v[person];
	struct place place = { .when = d->published,
			       .article = m->articles[article].id,
			       .at = x->at,
			       .text = str_span(d->text, x->at),
			       .rule = x->rule };

	p->mentions++;
	if (comes_before(&place, &p->named)) {
		p->named = place;
		p->name = x->name;
		p->kind = x->kind;
	}
	if (x->party.n && comes_before(&place, &p->sided)) {
		p->sided = place;
		p->party = x->party;
	}
	if (x->role.n) {
		struct held *h =
			person_held(m, person, d->lang, x->former, x->role);

		h->mentions++;
		span_days(place.when, &h->from, &h->to);
		if (comes_before(&place, &h->first))
			h->first = place;
	}
	for (uint32_t i = 0; i < x->n_members; i++)
		names_add(m->a, &p->members, x->members[i]);
	if (!x->reference)
		add_names(m, person, article, x, &place);
}

/* ---- what follows from the counts */

static bool head_role(const struct merge *m, str role)
{
	const struct table *t = packs_table(m->packs, "", "head-roles");
	int word = table_column(t, "word"), not = table_column(t, "not");
	bool head = false;

	for (uint32_t i = 0; i < t->n; i++) {
		str x = table_cell(t, i, word), y = table_cell(t, i, not );

		if (y.n && str_has(role, y))
			return false;
		head |= x.n && str_ends(role, x);
	}
	return head;
}

/* The bare name by language that articles use most; a head of state or
 * government by one of the titles. */
void person_settle(const struct merge *m, struct person *p)
{
	uint32_t most[LANG_COUNT] = { 0 };

	for (uint32_t i = 0; i < p->spellings.n; i++) {
		const struct spelling *s = &p->spellings.v[i];
		str *best = &p->best[s->lang];

		if (s->n < most[s->lang] ||
		    (s->n == most[s->lang] && str_cmp(s->name, *best) > 0))
			continue;
		most[s->lang] = s->n;
		*best = s->name;
	}
	p->head = false;
	for (uint32_t i = 0; i < p->held.n && !p->head; i++)
		p->head =
			!p->held.v[i].former && head_role(m, p->held.v[i].role);
	places_cut(&p->places);
}

/* A party is called by its state, else its government, else by the body of
 * it that is named most. */
static int names_party(const struct person *p)
{
	switch (p->kind) {
	case ACTOR_STATE:
	case ACTOR_BLOC:
		return 4;
	case ACTOR_GOVERNMENT:
		return 3;
	case ACTOR_ORGANISATION:
	case ACTOR_GROUP:
		return 2;
	case ACTOR_PLACE:
		return 1;
	case ACTOR_PERSON:
	case ACTOR_COMPOUND:
	case ACTOR_MEDIA:
		return 0;
	}
	return 0;
}

static bool names_better(const struct person *p, const struct person *q)
{
	if (names_party(p) != names_party(q))
		return names_party(p) > names_party(q);
	if (p->mentions != q->mentions)
		return p->mentions > q->mentions;
	return str_cmp(p->id, q->id) < 0;
}

void actors_name_parties(struct merge *m)
{
	map_init(&m->party_actor, m->a);
	for (uint32_t i = 0; i < m->actors.n; i++) {
		const struct person *p = &m->actors.v[i];
		uint64_t *at;

		if (!p->party.n || names_party(p) == 0)
			continue;
		at = map_put(&m->party_actor, p->party);
		if (!*at || names_better(p, &m->actors.v[*at - 1]))
			*at = i + 1;
	}
}

void actors_gather(struct merge *m)
{
	map_init(&m->counters, m->a);
	map_init(&m->people, m->a);
	for (uint32_t i = 0; i < m->n_articles; i++) {
		const struct mentions *x = article_mentions(m, i);

		for (uint32_t k = 0; k < x->actors.n; k++)
			if (x->actors.v[k].id.n)
				add_mention(m, i, &x->actors.v[k]);
	}
	for (uint32_t i = 0; i < m->actors.n; i++)
		person_settle(m, &m->actors.v[i]);
	actors_name_parties(m);
}
