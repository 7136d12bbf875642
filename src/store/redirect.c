/* redirect.c - ids that vanish lead to the items that took their words.
 *
 * An item's words are the (article, span) pairs of its "mentions", or of its
 * "evidence" when it has none. The new item with more than half of them, in
 * the same layer, takes the old id; otherwise the id stays unknown. Few ids
 * vanish: only their words are looked for, and only in items of their
 * articles. */
#include <jansson.h>
#include <stdlib.h>

#include "store/dossier_priv.h"

struct words {
	VEC_OF(str);
};

struct gone {
	str layer, id;
	struct words words;
};

struct vanished {
	struct arena *arena;
	struct map live; /* ids of the new items */
	VEC_OF(struct gone);
	struct map articles; /* that their words stand in */
	struct map owner;    /* of their words -> 1 + index of the new item */
};

static int keep_gone(void *ctx, const struct item_row *row, struct err *e)
{
	struct vanished *v = ctx;

	(void)e;
	if (!map_find(&v->live, row->id))
		*vec_add(v->arena, v) = (struct gone){
			.layer = arena_str(v->arena, row->layer),
			.id = arena_str(v->arena, row->id),
		};
	return 0;
}

/* "LAYER ARTICLE FROM TO" of each mention. articles: may be NULL. */
static void words_of(struct arena *a, str layer, str json, struct words *out,
		     struct map *articles)
{
	json_t *o = json_loadb(json.p, json.n, 0, NULL);
	const json_t *list = json_object_get(o, "mentions"), *x;
	size_t i;

	*out = (struct words){ 0 };
	if (json_array_size(list) == 0)
		list = json_object_get(o, "evidence");
	json_array_foreach(list, i, x)
	{
		const json_t *at = json_object_get(x, "span");
		const char *article =
			json_string_value(json_object_get(x, "article"));

		if (!article || json_array_size(at) != 2)
			continue;
		*vec_add(a, out) = arena_printf(
			a, "%.*s %s %lld %lld", STR_FMT(layer), article,
			(long long)json_integer_value(json_array_get(at, 0)),
			(long long)json_integer_value(json_array_get(at, 1)));
		if (articles)
			*map_put(articles, arena_str(a, str_of(article))) = 1;
	}
	json_decref(o);
}

static bool rests_on(const struct record_item *x, const struct map *articles)
{
	for (uint32_t i = 0; i < x->n_articles; i++)
		if (map_find(articles, x->articles[i]))
			return true;
	return false;
}

/* Whose each of the vanished words is now. */
static void own_words(struct vanished *v, const struct record *now)
{
	struct arena *scratch = arena_new();

	for (uint32_t i = 0; i < now->items.n; i++) {
		const struct record_item *x = &now->items.v[i];
		struct words words;

		if (x->n_articles && !rests_on(x, &v->articles))
			continue;
		words_of(scratch, x->layer, x->json, &words, NULL);
		for (uint32_t k = 0; k < words.n; k++) {
			uint64_t *owner = map_find(&v->owner, words.v[k]);

			if (owner)
				*owner = i + 1;
		}
		arena_reset(scratch);
	}
	arena_free(&scratch);
}

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* The owner of more than half of the words: when they stand in order of
 * owners it holds the one in the middle. */
static const struct record_item *
heir(const struct vanished *v, const struct gone *x, const struct record *now)
{
	uint64_t *owners = arena_many(v->arena, uint64_t, x->words.n + 1);
	uint64_t middle;
	uint32_t n = 0;

	for (uint32_t k = 0; k < x->words.n; k++)
		owners[k] = *map_find(&v->owner, x->words.v[k]);
	if (x->words.n == 0)
		return NULL;
	qsort(owners, x->words.n, sizeof(*owners), by_number);
	middle = owners[x->words.n / 2];
	for (uint32_t k = 0; k < x->words.n; k++)
		n += owners[k] == middle;
	return middle && n * 2 > x->words.n ? &now->items.v[middle - 1] : NULL;
}

int redirect_vanished(struct store *s, struct arena *a,
		      const struct record *now, struct err *e)
{
	struct vanished v = { .arena = a };
	int r;

	map_init(&v.live, a);
	map_init(&v.articles, a);
	map_init(&v.owner, a);
	for (uint32_t i = 0; i < now->items.n; i++)
		*map_put(&v.live, now->items.v[i].id) = 1;
	r = store_each_item_id(s, keep_gone, &v, e);
	for (uint32_t i = 0; r == 0 && i < v.n; i++) {
		struct gone *x = &v.v[i];
		str json;

		r = store_item_of(s, a, x->layer, x->id, &json, e);
		if (r == 0)
			words_of(a, x->layer, json, &x->words, &v.articles);
		for (uint32_t k = 0; k < x->words.n; k++)
			(void)map_put(&v.owner, x->words.v[k]);
	}
	if (r == 0 && v.n)
		own_words(&v, now);
	for (uint32_t i = 0; r == 0 && i < v.n; i++) {
		const struct record_item *to = heir(&v, &v.v[i], now);

		if (to)
			r = store_put_redirect(s, v.v[i].id, to->id, e);
	}
	return r;
}
