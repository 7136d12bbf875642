/* find.c - items of the record by fields and by words of their articles. */
#include "store/engine_priv.h"

struct found {
	struct store *s;
	struct map items; /* by their numbers */
	struct query *st; /* the items of an article */
};

static int add_article(void *ctx, str id, struct err *e)
{
	struct found *f = ctx;
	int step;

	query_put(f->st, 1, id);
	while ((step = query_step(f->st, "searching", e)) > 0) {
		int64_t number = query_int(f->st, 0);
		const str key = { (const char *)&number, sizeof(number) };

		/* the map borrows its keys */
		if (!map_find(&f->items, key))
			*map_put(&f->items, arena_str(f->items.arena, key)) = 1;
	}
	query_rewind(f->st);
	return step;
}

/* By way of the articles' texts. */
static int by_search(struct found *f, struct arena *a, str words, struct err *e)
{
	struct search_hits hits = { 0 };
	int r = store_search(f->s, a, words, 0, &hits, e);

	for (uint32_t i = 0; r == 0 && i < hits.n; i++)
		r = add_article(f, hits.v[i].id, e);
	return r;
}

int store_find_items(struct store *s, const struct item_query *q, str words,
		     ranked_fn *fn, void *ctx, struct err *e)
{
	struct arena *a;
	struct found f = { .s = s };
	int r;

	if (!words.n)
		return store_rank_items(s, q, NULL, fn, ctx, e);
	f.st = query_take(s, "SELECT item FROM item_article WHERE article = ?1",
			  e);
	if (!f.st)
		return -1;
	a = arena_new();
	map_init(&f.items, a);
	r = s->engine->matching
		    ? s->engine->matching(s, words, add_article, &f, e)
		    : by_search(&f, a, words, e);
	query_give(&f.st);
	if (r == 0)
		r = store_rank_items(s, q, &f.items, fn, ctx, e);
	arena_free(&a);
	return r;
}
