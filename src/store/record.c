/* record.c - the record's items, listed by what they say (items_sql.c, find.c);
 * record_put.c puts them. */
#include "store/dictionary.h"
#include "store/engine_priv.h"
#include "store/heads.h"
#include "store/items_sql.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"

/* An item by its number: id, head, json and, where it isn't asked for, its
 * layer. */
static struct query *ask_one(struct store *s, str layer, struct err *e)
{
	if (layer.n)
		return query_take(s,
				  "SELECT id, head, json FROM item "
				  "WHERE number = ?1",
				  e);
	return query_take(s,
			  "SELECT i.id, i.head, i.json, t.text FROM item AS i "
			  "JOIN term AS t ON t.number = i.layer "
			  "WHERE i.number = ?1",
			  e);
}

bool item_json(struct query *st, struct arena *a, struct buf *joined,
	       int column, bool heads, str *out)
{
	str packed = query_bytes(st, column), head, rest;

	*out = STR_NONE;
	if (!packed.n)
		return store_unpack(st->store, a, query_bytes(st, column + 1),
				    out);
	if (!store_unpack(st->store, a, packed, &head))
		return false;
	if (heads)
		heads_alone(head, joined);
	else if (!store_unpack(st->store, a, query_bytes(st, column + 1),
			       &rest) ||
		 !heads_join(head, rest, joined))
		return false;
	*out = buf_str(joined);
	return true;
}

/* In the arena. */
static void whole_json(struct query *st, struct arena *a, int column, str *out)
{
	struct buf joined;

	buf_init(&joined, LIMIT_OUTPUT);
	(void)item_json(st, a, &joined, column, false, out);
	if (joined.n && out->p)
		*out = arena_str(a, *out);
	buf_release(&joined);
}

struct item_reader {
	struct query *st;
	struct arena *arena; /* these two: of one item */
	struct buf joined;
	str layer; /* of all; STR_NONE: each says its own */
	bool heads;
};

struct item_reader *item_reader_new(struct store *s, const struct item_query *q,
				    struct err *e)
{
	struct query *st = ask_one(s, q->layer, e);
	struct item_reader *x;

	if (!st)
		return NULL;
	x = xmalloc(sizeof(*x));
	*x = (struct item_reader){ .st = st,
				   .arena = arena_new(),
				   .layer = q->layer,
				   .heads = q->heads };
	buf_init(&x->joined, LIMIT_OUTPUT);
	return x;
}

void item_reader_free(struct item_reader **p)
{
	struct item_reader *x = *p;

	if (!x)
		return;
	query_give(&x->st);
	arena_free(&x->arena);
	buf_release(&x->joined);
	free(x);
	*p = NULL;
}

int item_read(struct item_reader *x, int64_t number, item_fn *fn, void *ctx,
	      struct err *e)
{
	int r;

	query_put_int(x->st, 1, number);
	r = query_step(x->st, "reading the record", e);
	if (r > 0) {
		struct item_row row = {
			.layer = x->layer.n ? x->layer : query_text(x->st, 3),
			.id = query_text(x->st, 0),
		};

		buf_clear(&x->joined);
		(void)item_json(x->st, x->arena, &x->joined, 1, x->heads,
				&row.json);
		r = fn(ctx, &row, e);
	}
	query_rewind(x->st);
	arena_reset(x->arena); /* keeps its memory for the next */
	return r;
}

/* Of fewer the last is asked for again. */
#define TOGETHER                                                               \
	"SELECT i.number, t.text, i.id, i.head, i.json FROM item AS i JOIN "   \
	"term AS t ON t.number = i.layer WHERE i.number IN (?1, ?2, ?3, ?4, "  \
	"?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "    \
	"?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, "    \
	"?32)"

int items_read(struct store *s, struct arena *a, const int64_t *numbers,
	       uint32_t n, struct item_row **out, struct err *e)
{
	struct query *st = query_take(s, TOGETHER, e);
	int r;

	kassert(n <= ITEMS_TOGETHER);
	*out = arena_many(a, struct item_row, n);
	if (!st)
		return -1;
	for (uint32_t i = 0; i < ITEMS_TOGETHER; i++)
		query_put_int(st, (int)i + 1, numbers[i < n ? i : n - 1]);
	while ((r = query_step(st, "reading the record", e)) > 0) {
		int64_t number = query_int(st, 0);
		uint32_t i = 0;

		while (i < n && numbers[i] != number)
			i++;
		kassert(i < n);
		(*out)[i].layer = arena_str(a, query_text(st, 1));
		(*out)[i].id = arena_str(a, query_text(st, 2));
		whole_json(st, a, 3, &(*out)[i].json);
	}
	query_give(&st);
	return r;
}

/* Only the numbers are put in order: with their JSON the whole answer would
 * stand in memory at once. */
static int each_whole(struct store *s, const struct item_query *q, item_fn *fn,
		      void *ctx, struct err *e)
{
	struct item_reader *one = item_reader_new(s, q, e);
	struct query *st = one ? items_ask(s, q, ITEMS_LISTED, NULL, e) : NULL;
	int r = st ? 0 : -1, step = 0;

	while (r == 0 && (step = query_step(st, "reading the record", e)) > 0)
		r = item_read(one, query_int(st, 0), fn, ctx, e);
	query_give(&st);
	item_reader_free(&one);
	return step < 0 ? -1 : r;
}

int store_each_item(struct store *s, const struct item_query *q, item_fn *fn,
		    void *ctx, struct err *e)
{
	return q->heads && q->layer.n ? store_each_head(s, q, fn, ctx, e)
				      : each_whole(s, q, fn, ctx, e);
}

int store_count_items(struct store *s, const struct item_query *q, uint32_t *n,
		      struct err *e)
{
	struct query *st = items_ask(s, q, ITEMS_COUNTED, NULL, e);
	int64_t count = 0;
	int r = st ? query_number(&st, "counting the record", 0, &count, e)
		   : -1;

	*n = (uint32_t)count;
	return r;
}

int store_knows_actor(struct store *s, str actor, bool *known, struct err *e)
{
	struct query *st =
		query_take(s,
			   "SELECT 1 FROM item_actor WHERE actor = "
			   "(SELECT number FROM term WHERE text = ?1) LIMIT 1",
			   e);
	int r;

	if (!st)
		return -1;
	query_put(st, 1, actor);
	r = query_step(st, "looking for an actor", e);
	*known = r > 0;
	query_give(&st);
	return r < 0 ? -1 : 0;
}

#define ITEM_BY                                                                \
	"SELECT t.text, i.id, i.head, i.json FROM item AS i "                  \
	"JOIN term AS t ON t.number = i.layer WHERE i.id = "

static int find_item(struct store *s, struct arena *a, const char *sql, str id,
		     struct item_row *out, bool *found, struct err *e)
{
	struct query *st = query_take(s, sql, e);
	int r;

	*found = false;
	if (!st)
		return -1;
	query_put(st, 1, id);
	r = query_step(st, "reading the record", e);
	if (r > 0) {
		*found = true;
		*out = (struct item_row){
			.layer = arena_str(a, query_text(st, 0)),
			.id = arena_str(a, query_text(st, 1)),
		};
		whole_json(st, a, 2, &out->json);
	}
	query_give(&st);
	return r < 0 ? -1 : 0;
}

int store_each_item_id(struct store *s, item_fn *fn, void *ctx, struct err *e)
{
	struct query *st =
		query_take_many(s,
				"SELECT t.text, i.id FROM item AS i JOIN "
				"term AS t ON t.number = i.layer",
				e);
	int r = 0, step = 0;

	if (!st)
		return -1;
	while (r == 0 && (step = query_step(st, "reading the record", e)) > 0) {
		struct item_row row = { .layer = query_text(st, 0),
					.id = query_text(st, 1) };

		r = fn(ctx, &row, e);
	}
	query_give(&st);
	return step < 0 ? -1 : r;
}

int store_item_of(struct store *s, struct arena *a, str layer, str id,
		  str *json, struct err *e)
{
	struct query *st = query_take(
		s,
		"SELECT head, json FROM item WHERE id = ?1 AND layer = "
		"(SELECT number FROM term WHERE text = ?2)",
		e);
	int r;

	*json = STR_NONE;
	if (!st)
		return -1;
	query_put(st, 1, id);
	query_put(st, 2, layer);
	r = query_step(st, "reading the record", e);
	if (r > 0)
		whole_json(st, a, 0, json);
	query_give(&st);
	return r < 0 ? -1 : 0;
}

int store_item(struct store *s, struct arena *a, str id, struct item_row *out,
	       bool *found, struct err *e)
{
	if (find_item(s, a, ITEM_BY "?1", id, out, found, e) < 0)
		return -1;
	if (*found)
		return 0;
	return find_item(s, a,
			 ITEM_BY "(SELECT new FROM redirect WHERE old = ?1)",
			 id, out, found, e);
}
