/* record_pack.c - items packed by what was learned of their layer.
 *
 * How many a layer has is counted; when it is time (dictionary.h), the layer's
 * items that are there give the samples. */
#include "store/record_priv.h"

#include "base/limits.h"
#include "store/dictionary.h"
#include "store/engine_priv.h"
#include "store/heads.h"

struct layer {
	str name;
	int64_t count;
};

struct record_packer {
	struct store *store;
	struct arena *arena;
	VEC_OF(struct layer);
};

struct record_packer *record_packer_in(struct arena *a, struct store *s,
				       struct err *e)
{
	struct record_packer *p = arena_one(a, struct record_packer);

	*p = (struct record_packer){ .store = s, .arena = a };
	return dictionary_load(s, e) < 0 ? NULL : p;
}

static struct layer *layer_of(struct record_packer *p, str name)
{
	struct layer *x;

	for (uint32_t i = 0; i < p->n; i++)
		if (str_eq(p->v[i].name, name))
			return &p->v[i];
	x = vec_add(p->arena, p);
	*x = (struct layer){ arena_str(p->arena, name), 0 };
	return x;
}

void record_count(struct record_packer *p, str layer)
{
	layer_of(p, layer)->count++;
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

/* From one column of the layer's items. */
static int learn(struct store *s, const struct layer *x, str kind,
		 const char *sql, struct err *e)
{
	struct sampling list = { 0 };
	struct arena *a;
	int r;

	if (!dictionary_due(s, kind, x->count))
		return 0;
	a = arena_new();
	r = list_numbers(s, a, x->name, &list, e);
	if (r == 0)
		list.st = query_take(s, sql, e);
	r = list.st ? dictionary_learn(s, kind, x->count, take_sample, &list, e)
		    : -1;
	query_give(&list.st);
	arena_free(&a);
	return r;
}

/* What lists tell of: the layers whose items are split. */
static str head_kind(str layer)
{
	return str_is(layer, "entries")	 ? STR("entries' heads")
	       : str_is(layer, "actors") ? STR("actors' heads")
					 : STR_NONE;
}

bool record_due(struct record_packer *p, str name)
{
	int64_t n = layer_of(p, name)->count;
	str head = head_kind(name);

	return dictionary_due(p->store, name, n) ||
	       (head.n && dictionary_due(p->store, head, n));
}

int record_learn(struct record_packer *p, str name, struct err *e)
{
	const struct layer *layer = layer_of(p, name);
	str head = head_kind(name);

	if (learn(p->store, layer, name,
		  "SELECT json FROM item WHERE number = ?1", e) < 0)
		return -1;
	return !head.n ? 0
		       : learn(p->store, layer, head,
			       "SELECT head FROM item WHERE number = ?1", e);
}

struct record_by record_choose(struct record_packer *p, str name, bool fresh)
{
	str head = head_kind(name);
	struct codec *c = p->store->codec;

	layer_of(p, name)->count += fresh;
	return (struct record_by){ head.n ? codec_by(c, head) : NULL,
				   codec_by(c, name) };
}

void record_pack(struct codec_hand *h, struct arena *a,
		 const struct record_item *x, const struct record_by *by,
		 str out[2])
{
	struct buf part[2];

	buf_init(&part[0], LIMIT_OUTPUT);
	buf_init(&part[1], LIMIT_OUTPUT);
	out[0] = STR_NONE;
	if (head_kind(x->layer).n && heads_split(x->json, &part[0], &part[1])) {
		out[0] = codec_pack_by(h, a, by->head, buf_str(&part[0]));
		out[1] = codec_pack_by(h, a, by->json, buf_str(&part[1]));
	} else {
		out[1] = codec_pack_by(h, a, by->json, x->json);
	}
	buf_release(&part[0]);
	buf_release(&part[1]);
}
