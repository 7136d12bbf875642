/* find.c - items of the record by fields and by words of their articles.
 *
 * The words give a set of articles. Where those are few, the items that rest on
 * them are put in order; else the items come by their fields, in order, and
 * each is asked whether it rests on one of them: who wants the first few stops
 * there. */
#include "store/items_sql.h"

/* So many articles have some 5,000 items, which are put in order within
 * milliseconds. */
#define FEW_ARTICLES 500u

/* A set of articles. */
struct found {
	struct arena *arena;
	struct numbers keys;
	unsigned char *bits; /* of keys below most */
	int64_t most;
};

static int add_article(void *ctx, int64_t key, struct err *e)
{
	struct found *f = ctx;

	(void)e;
	*vec_add(f->arena, &f->keys) = key;
	return 0;
}

static void make_bits(struct found *f)
{
	const struct numbers *x = &f->keys;

	f->most = x->v[x->n - 1] + 1;
	f->bits = arena_alloc(f->arena, (size_t)f->most / 8 + 1);
	for (uint32_t i = 0; i < x->n; i++)
		f->bits[x->v[i] / 8] |= (unsigned char)(1 << x->v[i] % 8);
}

/* Whether the item with these links rests on one of them. */
static bool is_among(const struct found *f, str links)
{
	struct arena_mark mark = arena_mark(f->arena);
	struct numbers *of;
	struct links x;
	bool yes = false;

	(void)links_read(f->arena, links, &x); /* a damaged one: the rest */
	of = &x.of[LINK_ARTICLE];
	for (uint32_t i = 0; !yes && i < of->n; i++)
		yes = of->v[i] < f->most &&
		      f->bits[of->v[i] / 8] & 1 << of->v[i] % 8;
	arena_rewind(f->arena, mark);
	return yes;
}

/* ---- in their order */

struct ranked {
	int64_t number;
	uint32_t articles;
};

struct handing {
	struct store *store;
	struct item_reader *one; /* of an engine that is near */
	struct arena *arena;	 /* of those read together */
	struct ranked waiting[ITEMS_TOGETHER];
	uint32_t n;
	ranked_fn *fn;
	void *ctx;
	uint32_t articles; /* of the item that is read */
};

static int hand_on(void *ctx, const struct item_row *row, struct err *e)
{
	struct handing *x = ctx;

	return x->fn(x->ctx, row, x->articles, e);
}

/* A server is asked for a page of them at once. */
static int hand_together(struct handing *x, struct err *e)
{
	int64_t numbers[ITEMS_TOGETHER];
	struct item_row *rows;
	int r;

	if (!x->n)
		return 0;
	for (uint32_t i = 0; i < x->n; i++)
		numbers[i] = x->waiting[i].number;
	r = items_read(x->store, x->arena, numbers, x->n, &rows, e);
	for (uint32_t i = 0; r == 0 && i < x->n; i++)
		if (rows[i].id.p)
			r = x->fn(x->ctx, &rows[i], x->waiting[i].articles, e);
	arena_reset(x->arena);
	x->n = 0;
	return r;
}

static int hand(struct handing *x, int64_t number, uint32_t articles,
		struct err *e)
{
	if (!x->store->engine->is_server) {
		x->articles = articles;
		return item_read(x->one, number, hand_on, x, e);
	}
	x->waiting[x->n++] = (struct ranked){ number, articles };
	return x->n < ITEMS_TOGETHER ? 0 : hand_together(x, e);
}

/* f: only those that rest on one of its articles. */
static int rank_items(struct store *s, const struct item_query *q,
		      const struct found *f, ranked_fn *fn, void *ctx,
		      struct err *e)
{
	struct handing x = { .store = s,
			     .one = item_reader_new(s, q, e),
			     .arena = arena_new(),
			     .fn = fn,
			     .ctx = ctx };
	struct query *st = x.one ? items_ask(s, q, ITEMS_RANKED,
					     f && !f->bits ? &f->keys : NULL, e)
				 : NULL;
	int r = st ? 0 : -1, step = 0;

	while (r == 0 && (step = query_step(st, "searching", e)) > 0) {
		uint32_t articles = (uint32_t)query_int(st, 1);

		if (!f || !f->bits || is_among(f, query_bytes(st, 2)))
			r = hand(&x, query_int(st, 0), articles, e);
	}
	if (r == 0 && step == 0)
		r = hand_together(&x, e);
	query_give(&st);
	item_reader_free(&x.one);
	arena_free(&x.arena);
	return step < 0 || r < 0 ? -1 : 0;
}

int store_find_items(struct store *s, const struct item_query *q, str words,
		     ranked_fn *fn, void *ctx, struct err *e)
{
	struct found f = { 0 };
	int r;

	if (!words.n)
		return rank_items(s, q, NULL, fn, ctx, e);
	f.arena = arena_new();
	r = s->engine->matching(s, words, add_article, &f, e);
	numbers_sort(&f.keys);
	if (f.keys.n > FEW_ARTICLES)
		make_bits(&f);
	if (r == 0 && f.keys.n)
		r = rank_items(s, q, &f, fn, ctx, e);
	arena_free(&f.arena);
	return r;
}
