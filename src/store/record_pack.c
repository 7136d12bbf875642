/* record_pack.c - items packed by what was learned of their layer.
 *
 * How many a layer has is counted once and then followed; when it is time
 * (dictionary.h), the layer's items that are there give the samples. */
#include "store/record_priv.h"

#include "store/dictionary.h"
#include "store/engine_priv.h"

struct layer {
	str name;
	int64_t count;
};

struct record_packer {
	struct store *store;
	struct arena *arena;
	VEC_OF(struct layer);
};

struct record_packer *record_packer_in(struct arena *a, struct store *s)
{
	struct record_packer *p = arena_one(a, struct record_packer);

	*p = (struct record_packer){ .store = s, .arena = a };
	return p;
}

static int count(struct store *s, str layer, int64_t *n, struct err *e)
{
	struct query *st =
		query_take(s,
			   "SELECT count(*) FROM item WHERE layer = "
			   "(SELECT number FROM term WHERE text = ?1)",
			   e);
	int r;

	if (!st)
		return -1;
	query_put(st, 1, layer);
	r = query_step(st, "counting the record", e);
	*n = r > 0 ? query_int(st, 0) : 0;
	query_give(&st);
	return r < 0 ? -1 : 0;
}

/* NULL and e set on failure. */
static struct layer *layer_of(struct record_packer *p, str name, struct err *e)
{
	struct layer *x;
	int64_t n;

	for (uint32_t i = 0; i < p->n; i++)
		if (str_eq(p->v[i].name, name))
			return &p->v[i];
	if (count(p->store, name, &n, e) < 0)
		return NULL;
	x = vec_add(p->arena, p);
	*x = (struct layer){ arena_str(p->arena, name), n };
	return x;
}

/* ---- learning */

struct sampling {
	struct query *st; /* an item's JSON */
	struct numbers items;
};

static int list_numbers(struct store *s, struct arena *a, str layer,
			struct sampling *out, struct err *e)
{
	struct query *st =
		query_take_many(s,
				"SELECT number FROM item WHERE layer = "
				"(SELECT number FROM term WHERE text = ?1)",
				e);
	int r;

	if (!st)
		return -1;
	query_put(st, 1, layer);
	while ((r = query_step(st, "reading the record", e)) > 0)
		*vec_add(a, &out->items) = query_int(st, 0);
	query_give(&st);
	return r;
}

static int take_sample(void *ctx, uint32_t i, uint32_t n, str *packed,
		       struct err *e)
{
	struct sampling *x = ctx;
	int r;

	if (!x->items.n)
		return 0;
	query_rewind(x->st);
	query_put_int(x->st, 1, x->items.v[(uint64_t)i * x->items.n / n]);
	r = query_step(x->st, "reading the record", e);
	if (r > 0)
		*packed = query_bytes(x->st, 0);
	return r < 0 ? -1 : 0;
}

static int learn(struct store *s, const struct layer *x, struct err *e)
{
	struct sampling list = { 0 };
	struct arena *a = arena_new();
	int r = list_numbers(s, a, x->name, &list, e);

	if (r == 0)
		list.st = query_take(
			s, "SELECT json FROM item WHERE number = ?1", e);
	r = list.st ? dictionary_learn(s, x->name, x->count, take_sample, &list,
				       e)
		    : -1;
	query_give(&list.st);
	arena_free(&a);
	return r;
}

int record_pack(struct record_packer *p, struct arena *a,
		const struct record_item *x, bool fresh, str *out,
		struct err *e)
{
	struct layer *layer = layer_of(p, x->layer, e);

	if (!layer)
		return -1;
	if (dictionary_load(p->store, e) < 0)
		return -1;
	if (dictionary_due(p->store, x->layer, layer->count) &&
	    learn(p->store, layer, e) < 0)
		return -1;
	layer->count += fresh;
	return store_pack(p->store, a, x->layer, x->json, out, e);
}
