/* record_heads.c - heads of the record's items (heads.h), in order, for lists.
 *
 * An index has a layer's items in the order of days: they are read as they
 * come. An actor's items stand by their weight, with their days: the days are
 * put in order here, and each head is looked for once, a day's together, which
 * only their ids part. A server does that by itself: its answers come by
 * hundreds. */
#include "store/engine_priv.h"
#include "store/items_sql.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"

struct place {
	bool undated; /* comes last */
	day when;
	int64_t number;
};

struct head {
	str id, json;
};

struct heads {
	struct store *store;
	const struct item_query *q;
	struct arena *arena; /* of a day, or of one item */
	struct buf json;
	struct {
		VEC_OF(struct place);
	} places;
};

static int by_place(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->undated != y->undated)
		return x->undated ? 1 : -1;
	if (x->when != y->when)
		return x->when < y->when ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

static int by_id(const void *a, const void *b)
{
	const struct head *x = a, *y = b;

	return str_cmp(x->id, y->id);
}

/* All of them; the last row, of no item, is not left: until then what else is
 * read is of the same moment. */
static int read_places(struct heads *h, struct query *st, struct arena *a,
		       struct err *e)
{
	int r;

	while ((r = query_step(st, "reading the record", e)) > 0) {
		int64_t when = query_int(st, 1);

		if (!query_int(st, 0))
			break;
		*vec_add(a, &h->places) =
			(struct place){ when == INT32_MIN, (day)when,
					query_int(st, 0) };
	}
	if (h->places.n)
		qsort(h->places.v, h->places.n, sizeof(*h->places.v), by_place);
	return r < 0 ? -1 : 0;
}

/* Columns id, head, json. */
static int read_head(struct heads *h, struct query *one, int64_t number,
		     struct head *out, struct err *e)
{
	int r;

	*out = (struct head){ STR_NONE, STR_NONE };
	query_put_int(one, 1, number);
	r = query_step(one, "reading the record", e);
	if (r > 0) {
		str json;

		buf_clear(&h->json);
		out->id = arena_str(h->arena, query_text(one, 0));
		(void)item_json(one, h->arena, &h->json, 1, true, &json);
		out->json = h->json.n ? arena_str(h->arena, json) : json;
	}
	query_rewind(one);
	return r;
}

/* The day's from i on; how many they are. */
static int each_of_day(struct heads *h, struct query *one, uint32_t i,
		       uint32_t n, item_fn *fn, void *ctx, struct err *e)
{
	struct head *list = arena_many(h->arena, struct head, n);
	int r = 0;

	for (uint32_t k = 0; k < n; k++)
		if (read_head(h, one, h->places.v[i + k].number, &list[k], e) <
		    0)
			return -1;
	qsort(list, n, sizeof(*list), by_id);
	for (uint32_t k = 0; r == 0 && k < n; k++) {
		struct item_row row = { h->q->layer, list[k].id, list[k].json };

		r = fn(ctx, &row, e);
	}
	arena_reset(h->arena);
	return r;
}

static bool same_day(const struct place *x, const struct place *y)
{
	return x->undated == y->undated && x->when == y->when;
}

static int each_of_actor(struct heads *h, item_fn *fn, void *ctx, struct err *e)
{
	struct query *st = items_ask(h->store, h->q, ITEMS_PLACES, NULL, e);
	struct query *one = query_take(h->store,
				       "SELECT id, head, CASE WHEN head IS "
				       "NULL THEN json END FROM item "
				       "WHERE number = ?1",
				       e);
	struct arena *a = arena_new();
	int r = st && one ? read_places(h, st, a, e) : -1;

	for (uint32_t i = 0, n; r == 0 && i < h->places.n; i += n) {
		const struct place *x = &h->places.v[i];

		for (n = 1; i + n < h->places.n && same_day(x, x + n);)
			n++;
		r = each_of_day(h, one, i, n, fn, ctx, e);
	}
	query_give(&one);
	query_give(&st);
	arena_free(&a);
	return r;
}

static int each_as_it_comes(struct heads *h, item_fn *fn, void *ctx,
			    struct err *e)
{
	struct query *st = items_ask(h->store, h->q, ITEMS_HEADS, NULL, e);
	int r = st ? 0 : -1, step = 0;

	while (r == 0 && (step = query_step(st, "reading the record", e)) > 0) {
		struct item_row row = { .layer = h->q->layer,
					.id = query_text(st, 0) };

		buf_clear(&h->json);
		(void)item_json(st, h->arena, &h->json, 1, true, &row.json);
		r = fn(ctx, &row, e);
		arena_reset(h->arena);
	}
	query_give(&st);
	return step < 0 ? -1 : r;
}

int store_each_head(struct store *s, const struct item_query *q, item_fn *fn,
		    void *ctx, struct err *e)
{
	struct heads h = { .store = s, .q = q, .arena = arena_new() };
	bool by_actor = q->actor.n && !q->issue.n && !q->article.n &&
			!q->limit && !q->offset && !s->engine->is_server;
	int r;

	buf_init(&h.json, LIMIT_OUTPUT);
	r = by_actor ? each_of_actor(&h, fn, ctx, e)
		     : each_as_it_comes(&h, fn, ctx, e);
	buf_release(&h.json);
	arena_free(&h.arena);
	return r;
}
