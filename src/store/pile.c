/* pile.c - the articles of a store as merge reads them; the record as it was
 * before a change. */
#include "store/brief.h"
#include "store/dossier_priv.h"
#include "store/history.h"

static bool taken_out(const struct pile *p, const struct article_row *row)
{
	for (uint32_t i = 0; i < p->out.sources.n; i++)
		if (str_eq(p->out.sources.v[i], row->source))
			return true;
	for (uint32_t i = 0; i < p->out.articles.n; i++)
		if (str_eq(p->out.articles.v[i], row->id))
			return true;
	return false;
}

static int take_article(void *ctx, const struct article_row *row, struct err *e)
{
	struct pile *p = ctx;
	struct arena *a = p->read;
	struct merge_article *x;
	str text;

	if (p->sources &&
	    (!map_find(p->sources, row->source) || taken_out(p, row)))
		return 0;
	if (!p->strings.arena)
		interned_init(&p->strings, p->arena);
	text = arena_str(a, row->text);
	x = vec_add(p->arena, p);
	*x = (struct merge_article){
		.id = arena_str(p->arena, row->id),
		.source = interned_str(&p->strings, row->source),
	};
	if (brief_read(p->arena, a, &p->strings, row->brief, text, x, e) < 0)
		return err_in(e, "article %.*s", STR_FMT(row->id));
	if (row->title.p)
		x->title = arena_str(a, row->title);
	if (row->publisher.p)
		x->publisher = interned_str(&p->strings, row->publisher);
	if (row->url.p)
		x->url = arena_str(a, row->url);
	return 0;
}

int pile_load(struct store *s, struct pile *p, struct err *e)
{
	uint32_t n;

	if (store_count_articles(s, &n, e) < 0)
		return -1;
	/* room for all at once: lists that grow leave their old places */
	p->v = arena_many(p->arena, struct merge_article, n + 1);
	p->cap = n + 1;
	return store_each_brief(s, false, take_article, p, e);
}

/* Nothing is kept for it: the record is worked out from what was there. */
int record_before(struct store *s, const struct packs *packs, struct arena *a,
		  const struct changes *all, uint32_t n, struct record *out,
		  struct err *e)
{
	struct map sources;
	struct pile pile = { .arena = a, .read = a, .sources = &sources };
	struct decision_rows decisions = { 0 };

	map_init(&sources, a);
	for (uint32_t i = 0; i < n; i++) {
		const struct change *x = &all->v[i];

		for (uint32_t k = 0; k < x->n_sources; k++)
			*map_put(&sources, x->sources[k].sha256) = 1;
		if (!x->addition)
			*vec_add(a, &decisions) = (struct decision){
				.id = x->id,
				.time = x->time,
				.author = x->author,
				.reason = x->reason,
				.json = x->json,
			};
	}
	decisions_removals(a, decisions.v, decisions.n, &pile.out);
	if (store_each_brief(s, true, take_article, &pile, e) < 0)
		return -1;
	merge_record(a, packs, pile.v, pile.n, decisions.v, decisions.n, out);
	return 0;
}
