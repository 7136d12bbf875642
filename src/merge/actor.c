/* actor.c - the actors of all articles: one item per id, with every spelling,
 * title and the first place of each article that names them, up to a number. */
#include <stdlib.h>
#include <strings.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "merge/merge_priv.h"

#define SPELLINGS 24u
#define PLACES_MOST 200u /* articles whose words an item shows */

static uint64_t *counter(struct merge *m, struct map *counts, str id,
			 enum lang lang, str name)
{
	struct arena_mark mark = arena_mark(m->a);
	char *p = arena_alloc(m->a, id.n + 2 + name.n);
	str key = { p, id.n + 2 + name.n };
	uint64_t *n;

	memcpy(p, id.p, id.n);
	p[id.n + 1] = (char)('0' + lang); /* behind a NUL */
	memcpy(p + id.n + 2, name.p, name.n);
	n = map_find(counts, key);
	if (!n)
		return map_put(counts, key);
	arena_rewind(m->a, mark);
	return n;
}

/* The bare name by language that articles use most: counted per spelling. */
static void count_name(struct merge *m, struct map *counts, struct person *p,
		       const struct doc *d, const struct actor_mention *x)
{
	str name = str_span(
		d->text, x->name_at.from < x->name_at.to ? x->name_at : x->at);
	uint64_t n = ++*counter(m, counts, p->id, d->lang, name);
	str *best = &p->best[d->lang];
	uint64_t most;

	if (p->names[d->lang].n < SPELLINGS)
		names_add(m->a, &p->names[d->lang], name);
	if (!best->p)
		*best = name;
	most = *counter(m, counts, p->id, d->lang, *best);
	if (n > most || (n == most && str_cmp(name, *best) < 0))
		*best = name;
}

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

/* A sentence may begin with it. */
static bool same_title(str a, str b)
{
	return a.n == b.n && strncasecmp(a.p, b.p, a.n) == 0;
}

/* Since when and till when articles give the title: days of publication. */
static void count_role(struct merge *m, struct person *p, day when,
		       const struct actor_mention *x)
{
	struct held *h = NULL;

	for (uint32_t i = 0; i < p->held.n && !h; i++)
		if (same_title(p->held.v[i].role, x->role) &&
		    p->held.v[i].former == x->former)
			h = &p->held.v[i];
	if (!h) {
		if (p->held.n >= SPELLINGS)
			return;
		h = vec_add(m->a, &p->held);
		*h = (struct held){ .role = x->role,
				    .from = DAY_NONE,
				    .to = DAY_NONE,
				    .former = x->former };
	}
	h->mentions++;
	if (when == DAY_NONE)
		return;
	if (h->from == DAY_NONE || when < h->from)
		h->from = when;
	if (h->to == DAY_NONE || when > h->to)
		h->to = when;
}

static void add_mention(struct merge *m, struct map *counts, uint32_t article,
			const struct actor_mention *x)
{
	const struct doc *d = article_doc(m, article);
	uint64_t *at = map_put(&m->people, x->id);
	struct person *p;

	if (!*at) {
		p = vec_add(m->a, &m->actors);
		*at = m->actors.n;
		p->id = x->id;
		p->name = x->name;
		p->party = x->party;
		p->kind = x->kind;
	}
	p = &m->actors.v[*at - 1];
	p->mentions++;
	if (!p->party.n)
		p->party = x->party;
	if (x->role.n && p->roles.n < SPELLINGS &&
	    names_add(m->a, &p->roles, x->role) && !x->former)
		p->head |= head_role(m, x->role);
	if (x->role.n)
		count_role(m, p, d->published, x);
	for (uint32_t i = 0; i < x->n_members; i++)
		names_add(m->a, &p->members, x->members[i]);
	if (x->reference)
		return;
	count_name(m, counts, p, d, x);
	if (p->evidence.n == 0 ||
	    p->evidence.v[p->evidence.n - 1].article != article)
		evidence_add(m, &p->evidence, article, x->at, x->rule);
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

static void name_parties(struct merge *m)
{
	map_init(&m->party_actor, m->a);
	for (uint32_t i = 0; i < m->actors.n; i++) {
		const struct person *p = &m->actors.v[i], *q;
		uint64_t *at;

		if (!p->party.n || names_party(p) == 0)
			continue;
		at = map_put(&m->party_actor, p->party);
		q = *at ? &m->actors.v[*at - 1] : NULL;
		if (!q || names_party(p) > names_party(q) ||
		    (names_party(p) == names_party(q) &&
		     p->mentions > q->mentions))
			*at = i + 1;
	}
}

void actors_gather(struct merge *m)
{
	struct map counts;

	map_init(&counts, m->a);
	map_init(&m->people, m->a);
	for (uint32_t i = 0; i < m->n_articles; i++) {
		const struct mentions *x = m->articles[i].m;

		for (uint32_t k = 0; k < x->actors.n; k++)
			if (x->actors.v[k].id.n)
				add_mention(m, &counts, i, &x->actors.v[k]);
	}
	name_parties(m);
}

static void put_names(struct json *j, const char *key, const struct names *s)
{
	json_key(j, key);
	json_open(j, '[');
	for (uint32_t i = 0; i < s->n; i++)
		json_str(j, s->v[i]);
	json_close(j);
}

static int by_first(const void *a, const void *b)
{
	const struct held *x = a, *y = b;
	int n = (x->from == DAY_NONE) - (y->from == DAY_NONE);

	if (n == 0)
		n = (x->from > y->from) - (x->from < y->from);
	if (n == 0)
		n = (int)x->former - (int)y->former;
	return n ? n : str_cmp(x->role, y->role);
}

/* The titles in order of the articles that first give them. */
static void put_held(struct json *j, const struct person *p)
{
	if (p->held.n)
		qsort(p->held.v, p->held.n, sizeof(*p->held.v), by_first);
	json_key(j, "held");
	json_open(j, '[');
	for (uint32_t i = 0; i < p->held.n; i++) {
		const struct held *h = &p->held.v[i];

		json_open(j, '{');
		json_put_str(j, "role", h->role);
		json_put_day(j, "from", h->from);
		json_put_day(j, "to", h->to);
		if (h->former) {
			json_key(j, "former");
			json_bool(j, true);
		}
		json_put_int(j, "mentions", h->mentions);
		json_close(j);
	}
	json_close(j);
}

/* ---- the articles that name it */

struct naming {
	day when;
	uint32_t at; /* index of evidence */
};

static int by_day(const void *a, const void *b)
{
	const struct naming *x = a, *y = b;

	if ((x->when == DAY_NONE) != (y->when == DAY_NONE))
		return x->when == DAY_NONE ? 1 : -1;
	if (x->when != y->when)
		return x->when < y->when ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

static int by_place(const void *a, const void *b)
{
	const struct naming *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

/* Of very many those that came out first: later ones change nothing there. */
static struct evidences shown(struct merge *m, const struct person *p)
{
	struct evidences out = { 0 };
	struct naming *v;

	if (p->evidence.n <= PLACES_MOST)
		return p->evidence;
	v = arena_many(m->a, struct naming, p->evidence.n);
	for (uint32_t i = 0; i < p->evidence.n; i++)
		v[i] = (struct naming){
			article_doc(m, p->evidence.v[i].article)->published, i
		};
	qsort(v, p->evidence.n, sizeof(*v), by_day);
	qsort(v, PLACES_MOST, sizeof(*v), by_place);
	for (uint32_t i = 0; i < PLACES_MOST; i++)
		*vec_add(m->a, &out) = p->evidence.v[v[i].at];
	return out;
}

/* Days of publication of the first and last that name it. */
static void put_days(struct json *j, const struct merge *m,
		     const struct person *p)
{
	day first = DAY_NONE, last = DAY_NONE;

	for (uint32_t i = 0; i < p->evidence.n; i++) {
		day d = article_doc(m, p->evidence.v[i].article)->published;

		if (d == DAY_NONE)
			continue;
		if (first == DAY_NONE || d < first)
			first = d;
		if (last == DAY_NONE || d > last)
			last = d;
	}
	json_put_day(j, "first", first);
	json_put_day(j, "last", last);
}

static void write_actor(struct merge *m, const struct person *p)
{
	struct arena_mark mark = arena_mark(m->a);
	struct record_item *x;
	struct buf out;
	struct json w, *j = &w;
	str *articles = arena_many(m->a, str, p->evidence.n + 1);
	str *actors = arena_many(m->a, str, 2);
	struct evidences places = shown(m, p);

	buf_init(&out, LIMIT_OUTPUT);
	json_init(j, &out, 0);
	json_open(j, '{');
	json_put_str(j, "id", p->id);
	json_put_str(j, "name", p->name);
	json_put_str(j, "kind", actor_kind_name(p->kind));
	json_put_str(j, "party", p->party);
	put_names(j, "roles", &p->roles);
	put_held(j, p);
	json_key(j, "names");
	json_open(j, '{');
	for (int lang = 0; lang < LANG_COUNT; lang++)
		if (p->names[lang].n)
			put_names(j, lang_name((enum lang)lang).p,
				  &p->names[lang]);
	json_close(j);
	if (p->members.n)
		put_names(j, "members", &p->members);
	json_put_int(j, "mentions", p->mentions);
	json_put_int(j, "sources", p->evidence.n);
	put_evidences(j, "evidence", m, &places);
	put_days(j, m, p);
	json_close(j);
	x = item_begin(m, "actors", p->id);
	x->json = arena_str(m->a, buf_str(&out));
	for (uint32_t i = 0; i < p->evidence.n; i++)
		articles[x->n_articles++] =
			m->articles[p->evidence.v[i].article].id;
	x->articles = articles;
	actors[x->n_actors++] = p->id;
	if (p->party.n)
		actors[x->n_actors++] = p->party;
	x->actors = actors;
	buf_release(&out);
	item_end(m, mark);
}

void write_actors(struct merge *m)
{
	for (uint32_t i = 0; i < m->actors.n; i++)
		write_actor(m, &m->actors.v[i]);
}
