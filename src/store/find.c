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

struct ranked {
	ranked_fn *fn;
	void *ctx;
	uint32_t articles;
};

static int hand_on(void *ctx, const struct item_row *row, struct err *e)
{
	struct ranked *x = ctx;

	return x->fn(x->ctx, row, x->articles, e);
}

/* f: only those that rest on one of its articles. */
static int rank_items(struct store *s, const struct item_query *q,
		      const struct found *f, ranked_fn *fn, void *ctx,
		      struct err *e)
{
	struct item_reader *one = item_reader_new(s, q, e);
	struct query *st = one ? items_ask(s, q, ITEMS_RANKED,
					   f && !f->bits ? &f->keys : NULL, e)
			       : NULL;
	int r = st ? 0 : -1, step = 0;

	while (r == 0 && (step = query_step(st, "searching", e)) > 0) {
		struct ranked x = { fn, ctx, (uint32_t)query_int(st, 1) };

		if (!f || !f->bits || is_among(f, query_bytes(st, 2)))
			r = item_read(one, query_int(st, 0), hand_on, &x, e);
	}
	query_give(&st);
	item_reader_free(&one);
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
