/* redirect.c - ids that vanish lead to the items that took their words.
 *
 * An item's words are the (article, span) pairs of its "mentions", or of its
 * "evidence" when it has none. The new item with more than half of them, in
 * the same layer, takes the old id; otherwise the id stays unknown. */
#include <jansson.h>

#include "store/dossier_priv.h"

struct keep {
	struct arena *arena;
	struct old_items *out;
};

static int keep_old(void *ctx, const struct item_row *row, struct err *e)
{
	struct keep *k = ctx;

	(void)e;
	*vec_add(k->arena, k->out) =
		(struct item_row){ arena_str(k->arena, row->layer),
				   arena_str(k->arena, row->id),
				   arena_str(k->arena, row->json) };
	return 0;
}

int redirect_load(struct store *s, struct arena *a, struct old_items *out,
		  struct err *e)
{
	struct keep k = { a, out };
	struct item_query all = { .from = DAY_NONE, .to = DAY_NONE };

	*out = (struct old_items){ 0 };
	return store_each_item(s, &all, keep_old, &k, e);
}

struct words {
	VEC_OF(str);
};

/* "LAYER ARTICLE FROM TO" of each mention. */
static void words_of(struct arena *a, str layer, str json, struct words *out)
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
	}
	json_decref(o);
}

/* Whose each word is now: index + 1 of the item. */
static void own_words(struct arena *a, const struct record *now,
		      struct map *owner)
{
	for (uint32_t i = 0; i < now->items.n; i++) {
		const struct record_item *x = &now->items.v[i];
		struct words words;

		words_of(a, x->layer, x->json, &words);
		for (uint32_t k = 0; k < words.n; k++)
			*map_put(owner, words.v[k]) = i + 1;
	}
}

static const struct record_item *heir(struct arena *a,
				      const struct item_row *old,
				      const struct record *now,
				      const struct map *owner)
{
	uint32_t *votes = arena_many(a, uint32_t, now->items.n + 1);
	struct words words;

	words_of(a, old->layer, old->json, &words);
	for (uint32_t k = 0; k < words.n; k++) {
		const uint64_t *i = map_find(owner, words.v[k]);

		if (i && ++votes[*i] * 2 > words.n)
			return &now->items.v[*i - 1];
	}
	return NULL;
}

int redirect_vanished(struct store *s, struct arena *a,
		      const struct old_items *old, const struct record *now,
		      struct err *e)
{
	struct map live, owner;
	bool owned = false;

	map_init(&live, a);
	map_init(&owner, a);
	for (uint32_t i = 0; i < now->items.n; i++)
		*map_put(&live, now->items.v[i].id) = 1;
	for (uint32_t i = 0; i < old->n; i++) {
		const struct record_item *to;
		struct arena_mark mark;
		int r = 0;

		if (map_find(&live, old->v[i].id))
			continue;
		if (!owned)
			own_words(a, now, &owner);
		owned = true;
		mark = arena_mark(a);
		to = heir(a, &old->v[i], now, &owner);
		if (to)
			r = store_put_redirect(s, old->v[i].id, to->id, e);
		arena_rewind(a, mark);
		if (r < 0)
			return -1;
	}
	return 0;
}
