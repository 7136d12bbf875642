/* find.c - items of the record by fields and by words of their articles.
 *
 * The words give a set of articles; the items come by their fields, in order,
 * and each is asked whether it rests on one of them: who wants the first few
 * stops there. */
#include "store/engine_priv.h"

struct found {
	struct map articles; /* by their ids */
	struct query *st;    /* the articles of an item */
};

static int add_article(void *ctx, str id, struct err *e)
{
	struct found *f = ctx;

	(void)e;
	/* the map borrows its keys */
	if (!map_find(&f->articles, id))
		*map_put(&f->articles, arena_str(f->articles.arena, id)) = 1;
	return 0;
}

/* By way of the articles' texts. */
static int by_search(struct store *s, struct found *f, struct arena *a,
		     str words, struct err *e)
{
	struct search_hits hits = { 0 };
	int r = store_search(s, a, words, 0, &hits, e);

	for (uint32_t i = 0; r == 0 && i < hits.n; i++)
		r = add_article(f, hits.v[i].id, e);
	return r;
}

/* Whether the item rests on one of the articles. */
static int among(void *ctx, int64_t number, bool *yes, struct err *e)
{
	struct found *f = ctx;
	int step = 0;

	*yes = false;
	query_put_int(f->st, 1, number);
	while (!*yes && (step = query_step(f->st, "searching", e)) > 0)
		*yes = map_find(&f->articles, query_text(f->st, 0)) != NULL;
	query_rewind(f->st);
	return !*yes && step < 0 ? -1 : 0;
}

int store_find_items(struct store *s, const struct item_query *q, str words,
		     ranked_fn *fn, void *ctx, struct err *e)
{
	struct arena *a;
	struct found f = { 0 };
	int r;

	if (!words.n)
		return store_rank_items(s, q, NULL, NULL, fn, ctx, e);
	f.st = query_take(s, "SELECT article FROM item_article WHERE item = ?1",
			  e);
	if (!f.st)
		return -1;
	a = arena_new();
	map_init(&f.articles, a);
	r = s->engine->matching
		    ? s->engine->matching(s, words, add_article, &f, e)
		    : by_search(s, &f, a, words, e);
	if (r == 0)
		r = store_rank_items(s, q, among, &f, fn, ctx, e);
	query_give(&f.st);
	arena_free(&a);
	return r;
}
