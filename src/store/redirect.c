/* redirect.c - ids that vanish lead to the items that took their words.
 *
 * An item's words are the (article, span) pairs of its "mentions", or of its
 * "evidence" when it has none. The new item with more than half of them, in
 * the same layer, takes the old id; otherwise the id stays unknown. Few ids
 * vanish: only their words are looked for, and only in items of their
 * articles. */
#include <jansson.h>
#include <stdlib.h>

#include "base/map.h"
#include "store/record_priv.h"

struct words {
	VEC_OF(str);
};

struct gone {
	const struct gone_item *x;
	struct words words;
};

struct search {
	struct store *store;
	struct arena *arena;
	struct map gone;   /* their ids */
	struct map places; /* "LAYER\tARTICLE" that their words stand in */
	struct map seen;   /* ids of items whose words were looked at */
	struct map owner;  /* of their words -> 1 + index in owners */
	struct {
		VEC_OF(str);
	} owners;
};

/* "LAYER ARTICLE FROM TO" of each mention. places: may be NULL. */
static void words_of(struct arena *a, str layer, str json, struct words *out,
		     struct map *places)
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
		if (places)
			*map_put(places,
				 arena_printf(a, "%.*s\t%s", STR_FMT(layer),
					      article)) = 1;
	}
	json_decref(o);
}

/* The words that were looked for are the item's now. */
static int own_words(void *ctx, const struct item_row *row, struct err *e)
{
	struct search *v = ctx;
	struct arena *scratch;
	struct words words;
	bool any = false;

	(void)e;
	if (map_find(&v->gone, row->id) || map_find(&v->seen, row->id))
		return 0;
	*map_put(&v->seen, arena_str(v->arena, row->id)) = 1;
	scratch = arena_new();
	words_of(scratch, row->layer, row->json, &words, NULL);
	for (uint32_t k = 0; k < words.n; k++) {
		uint64_t *owner = map_find(&v->owner, words.v[k]);

		if (!owner)
			continue;
		if (!any)
			*vec_add(v->arena, &v->owners) =
				arena_str(v->arena, row->id);
		any = true;
		/* of several that hold them, the one with the least id */
		if (!*owner || str_cmp(row->id, v->owners.v[*owner - 1]) < 0)
			*owner = v->owners.n;
	}
	arena_free(&scratch);
	return 0;
}

static int own_all(struct search *v, struct err *e)
{
	for (uint32_t i = 0; i < v->places.size; i++) {
		struct item_query q = { .from = DAY_NONE, .to = DAY_NONE };
		size_t tab;
		str key;

		if (!v->places.slots[i].key)
			continue;
		key = map_key(&v->places.slots[i]);
		tab = str_find(key, STR("\t"), 0);
		q.layer = str_cut(key, 0, tab);
		q.article = str_cut(key, tab + 1, key.n);
		if (store_each_item(v->store, &q, own_words, v, e) < 0)
			return -1;
	}
	return 0;
}

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* The owner of more than half of the words: when they stand in order of
 * owners it holds the one in the middle. */
static str heir(const struct search *v, const struct gone *x)
{
	uint64_t *owners = arena_many(v->arena, uint64_t, x->words.n + 1);
	uint32_t n = 0, middle;

	for (uint32_t k = 0; k < x->words.n; k++)
		owners[k] = *map_find(&v->owner, x->words.v[k]);
	if (x->words.n == 0)
		return STR_NONE;
	qsort(owners, x->words.n, sizeof(*owners), by_number);
	middle = (uint32_t)owners[x->words.n / 2];
	for (uint32_t k = 0; k < x->words.n; k++)
		n += owners[k] == middle;
	return middle && n * 2 > x->words.n ? v->owners.v[middle - 1]
					    : STR_NONE;
}

/* Where the words of those that go stood. */
static int read_gone(struct search *v, const struct gone_items *gone,
		     struct gone *list, struct err *e)
{
	for (uint32_t i = 0; i < gone->n; i++) {
		struct gone *x = &list[i];
		str json;

		x->x = &gone->v[i];
		*map_put(&v->gone, x->x->id) = 1;
		if (store_item_of(v->store, v->arena, x->x->layer, x->x->id,
				  &json, e) < 0)
			return -1;
		words_of(v->arena, x->x->layer, json, &x->words, &v->places);
		for (uint32_t k = 0; k < x->words.n; k++)
			(void)map_put(&v->owner, x->words.v[k]);
	}
	return 0;
}

int redirect_gone(struct store *s, struct arena *a,
		  const struct gone_items *gone, struct err *e)
{
	struct search v = { .store = s, .arena = a };
	struct gone *list;

	if (gone->n == 0)
		return 0;
	map_init(&v.gone, a);
	map_init(&v.places, a);
	map_init(&v.seen, a);
	map_init(&v.owner, a);
	list = arena_many(a, struct gone, gone->n);
	if (read_gone(&v, gone, list, e) < 0 || own_all(&v, e) < 0)
		return -1;
	for (uint32_t i = 0; i < gone->n; i++) {
		str to = heir(&v, &list[i]);

		if (to.p && store_put_redirect(s, list[i].x->id, to, e) < 0)
			return -1;
	}
	return 0;
}
