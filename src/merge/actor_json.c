/* actor_json.c - actors as items of the record: of spellings and titles those
 * told most, of places those that came out first. Later articles change little
 * but counts. */
#include <stdlib.h>
#include <strings.h>

#include "base/json.h"
#include "base/limits.h"
#include "merge/merge_priv.h"

#define SHOWN 24u /* spellings of a language, and titles */

/* Something counted, and how often. */
struct counted {
	str name;
	uint32_t n;
};

struct counts {
	VEC_OF(struct counted);
};

static int by_count(const void *a, const void *b)
{
	const struct counted *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return str_cmp(x->name, y->name);
}

static int by_bytes(const void *a, const void *b)
{
	const struct counted *x = a, *y = b;

	return str_cmp(x->name, y->name);
}

/* The most, in the order of their bytes. */
static void put_most(struct json *j, const char *key, struct counts *list)
{
	if (list->n)
		qsort(list->v, list->n, sizeof(*list->v), by_count);
	if (list->n > SHOWN)
		list->n = SHOWN;
	if (list->n)
		qsort(list->v, list->n, sizeof(*list->v), by_bytes);
	json_key(j, key);
	json_open(j, '[');
	for (uint32_t i = 0; i < list->n; i++)
		json_str(j, list->v[i].name);
	json_close(j);
}

static void put_spellings(struct json *j, struct merge *m,
			  const struct person *p)
{
	json_key(j, "names");
	json_open(j, '{');
	for (int lang = 0; lang < LANG_COUNT; lang++) {
		struct counts list = { 0 };

		for (uint32_t i = 0; i < p->spellings.n; i++)
			if ((int)p->spellings.v[i].lang == lang)
				*vec_add(m->a, &list) = (struct counted){
					p->spellings.v[i].name,
					p->spellings.v[i].n
				};
		if (list.n)
			put_most(j, lang_name((enum lang)lang).p, &list);
	}
	json_close(j);
}

/* ---- titles */

/* The form told most first, with a small letter before a great one. */
static int by_form(const void *a, const void *b)
{
	const struct held *x = a, *y = b;

	if (x->mentions != y->mentions)
		return x->mentions > y->mentions ? -1 : 1;
	return str_cmp(y->role, x->role);
}

static int by_mentions(const void *a, const void *b)
{
	const struct held *x = a, *y = b;

	if (x->mentions != y->mentions)
		return x->mentions > y->mentions ? -1 : 1;
	if (x->former != y->former)
		return x->former ? 1 : -1;
	return str_cmp(x->role, y->role);
}

static int by_day(const void *a, const void *b)
{
	const struct held *x = a, *y = b;
	int n = (x->from == DAY_NONE) - (y->from == DAY_NONE);

	if (n == 0)
		n = (x->from > y->from) - (x->from < y->from);
	if (n == 0)
		n = (int)x->former - (int)y->former;
	return n ? n : str_cmp(x->role, y->role);
}

static void put_roles(struct json *j, struct merge *m, const struct person *p)
{
	struct counts list = { 0 };

	for (uint32_t i = 0; i < p->held.n; i++) {
		const struct held *h = &p->held.v[i];
		uint32_t k = 0;

		while (k < list.n && !str_eq(list.v[k].name, h->role))
			k++;
		if (k == list.n)
			vec_add(m->a, &list)->name = h->role;
		list.v[k].n += h->mentions;
	}
	put_most(j, "roles", &list);
}

static day earlier(day a, day b)
{
	return a == DAY_NONE || (b != DAY_NONE && b < a) ? b : a;
}

static day later(day a, day b)
{
	return a == DAY_NONE || (b != DAY_NONE && b > a) ? b : a;
}

/* A sentence may begin with it: "Prime" and "prime minister" are one. */
static struct held *held_as(struct held *v, uint32_t n, const struct held *h)
{
	for (uint32_t i = 0; i < n; i++)
		if (v[i].role.n == h->role.n && v[i].former == h->former &&
		    strncasecmp(v[i].role.p, h->role.p, h->role.n) == 0)
			return &v[i];
	return NULL;
}

static void put_one_held(struct json *j, const struct held *h)
{
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

/* The titles in order of the articles that first give them. */
static void put_held(struct json *j, struct merge *m, const struct person *p)
{
	struct held *v = arena_many(m->a, struct held, p->held.n + 1),
		    *all = arena_many(m->a, struct held, p->held.n + 1);
	uint32_t n = 0;

	for (uint32_t i = 0; i < p->held.n; i++)
		all[i] = p->held.v[i];
	if (p->held.n)
		qsort(all, p->held.n, sizeof(*all), by_form);
	for (uint32_t i = 0; i < p->held.n; i++) {
		struct held *h = held_as(v, n, &all[i]);

		if (!h) {
			v[n++] = all[i]; /* by its commonest form */
			continue;
		}
		h->mentions += all[i].mentions;
		h->from = earlier(h->from, all[i].from);
		h->to = later(h->to, all[i].to);
	}
	if (n)
		qsort(v, n, sizeof(*v), by_mentions);
	if (n > SHOWN)
		n = SHOWN;
	if (n)
		qsort(v, n, sizeof(*v), by_day);
	json_key(j, "held");
	json_open(j, '[');
	for (uint32_t i = 0; i < n; i++)
		put_one_held(j, &v[i]);
	json_close(j);
}

/* ---- the item */

static void put_person(struct json *j, struct merge *m, const struct person *p)
{
	json_open(j, '{');
	json_put_str(j, "id", p->id);
	json_put_str(j, "name", p->name);
	json_put_str(j, "kind", actor_kind_name(p->kind));
	json_put_str(j, "party", p->party);
	put_roles(j, m, p);
	put_held(j, m, p);
	put_spellings(j, m, p);
	if (p->members.n)
		put_strs(j, "members", p->members.v, p->members.n);
	json_put_int(j, "mentions", p->mentions);
	json_put_int(j, "sources", p->sources);
	json_key(j, "evidence");
	json_open(j, '[');
	for (uint32_t i = 0; i < p->places.n; i++)
		put_place(j, p->places.v[i]);
	json_close(j);
	json_put_day(j, "first", p->from);
	json_put_day(j, "last", p->to);
	json_close(j);
}

static void write_actor(struct merge *m, const struct person *p)
{
	struct arena_mark mark = arena_mark(m->a);
	struct record_item *x;
	struct buf out;
	struct json j;
	str *articles = arena_many(m->a, str, p->articles.n + 1);
	str *actors = arena_many(m->a, str, 2);

	buf_init(&out, LIMIT_OUTPUT);
	json_init(&j, &out, 0);
	put_person(&j, m, p);
	x = item_begin(m, "actors", p->id);
	x->json = arena_str(m->a, buf_str(&out));
	for (uint32_t i = 0; i < p->articles.n; i++)
		articles[x->n_articles++] = m->articles[p->articles.v[i]].id;
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
