/* find.c - items of the record by fields and by words of their articles.
 *
 * The words give a set of articles; the items come by their fields, in order,
 * and each is asked whether it rests on one of them: who wants the first few
 * stops there. */
#include "store/engine_priv.h"
#include "store/links.h"

struct found {
	struct map articles;	 /* by their ids */
	struct query *st, *term; /* the links of an item; a term's text */
	struct arena *arena;
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

/* Whether the term is one of the articles. */
static int is_one(struct found *f, int64_t term, bool *yes, struct err *e)
{
	int r;

	query_put_int(f->term, 1, term);
	r = query_step(f->term, "searching", e);
	*yes = r > 0 && map_find(&f->articles, query_text(f->term, 0));
	query_rewind(f->term);
	return r < 0 ? -1 : 0;
}

/* Whether the item rests on one of the articles. */
static int among(void *ctx, int64_t number, bool *yes, struct err *e)
{
	struct found *f = ctx;
	struct arena_mark mark = arena_mark(f->arena);
	struct links links = { 0 };
	int r;

	*yes = false;
	query_put_int(f->st, 1, number);
	r = query_step(f->st, "searching", e);
	if (r > 0)
		(void)links_read(f->arena, query_bytes(f->st, 0), &links);
	query_rewind(f->st);
	for (uint32_t i = 0; r >= 0 && !*yes && i < links.of[LINK_ARTICLE].n;
	     i++)
		r = is_one(f, links.of[LINK_ARTICLE].v[i], yes, e);
	arena_rewind(f->arena, mark);
	return r < 0 ? -1 : 0;
}

int store_find_items(struct store *s, const struct item_query *q, str words,
		     ranked_fn *fn, void *ctx, struct err *e)
{
	struct arena *a;
	struct found f = { 0 };
	int r;

	if (!words.n)
		return store_rank_items(s, q, NULL, NULL, fn, ctx, e);
	f.st = query_take(s, "SELECT links FROM item WHERE number = ?1", e);
	if (f.st)
		f.term = query_take(
			s, "SELECT text FROM term WHERE number = ?1", e);
	if (!f.term) {
		query_give(&f.st);
		return -1;
	}
	a = f.arena = arena_new();
	map_init(&f.articles, a);
	r = s->engine->matching
		    ? s->engine->matching(s, words, add_article, &f, e)
		    : by_search(s, &f, a, words, e);
	if (r == 0)
		r = store_rank_items(s, q, among, &f, fn, ctx, e);
	query_give(&f.st);
	query_give(&f.term);
	arena_free(&a);
	return r;
}
