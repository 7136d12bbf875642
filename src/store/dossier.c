/* dossier.c - the record from all articles: merged, or made again whole. */
#include "store/dossier.h"

#include "extract/mention_json.h"
#include "store/dossier_priv.h"

struct pile {
	struct arena *arena;
	VEC_OF(struct merge_article);
};

static int take_article(void *ctx, const struct article_row *row, struct err *e)
{
	struct pile *p = ctx;
	struct arena *a = p->arena;
	struct merge_article *x = vec_add(a, p);
	struct mentions *m = arena_one(a, struct mentions);
	str line = arena_str(a, row->mentions);
	str text = arena_str(a, row->text);
	struct doc *doc;

	if (mentions_from_json(a, line, text, &doc, m, e) < 0)
		return err_in(e, "article %.*s", STR_FMT(row->id));
	*x = (struct merge_article){
		.id = arena_str(a, row->id),
		.source = arena_str(a, row->source),
		.doc = doc,
		.m = m,
	};
	if (row->title.p)
		x->title = arena_str(a, row->title);
	if (row->publisher.p)
		x->publisher = arena_str(a, row->publisher);
	if (row->url.p)
		x->url = arena_str(a, row->url);
	return 0;
}

/* The packs of the oldest articles: others since then call for a rebuild,
 * which begins with no value. */
static int keep_packs(struct dossier *d, struct arena *a, struct err *e)
{
	str packs;

	if (store_meta(d->store, a, STR("packs"), &packs, e) < 0)
		return -1;
	if (packs.n)
		return 0;
	return store_set_meta(d->store, STR("packs"), packs_version(d->packs),
			      e);
}

/* Inside a transaction. old: what the record was before. */
static int merge_all(struct dossier *d, struct arena *a,
		     const struct old_items *old, struct err *e)
{
	struct pile pile = { .arena = a };
	struct decision_rows decisions = { 0 };
	struct record record = { 0 };

	if (store_each_article(d->store, true, take_article, &pile, e) < 0 ||
	    store_decisions(d->store, a, &decisions, e) < 0)
		return -1;
	merge_record(a, d->packs, pile.v, pile.n, decisions.v, decisions.n,
		     &record);
	if (redirect_vanished(d->store, a, old, &record, e) < 0 ||
	    store_put_record(d->store, &record, e) < 0 ||
	    keep_packs(d, a, e) < 0)
		return -1;
	return store_set_meta(d->store, STR("merged"), STR("yes"), e);
}

int dossier_merge(struct dossier *d, struct err *e)
{
	struct arena *a = arena_new();
	struct old_items old;
	str merged, rebuild;
	int r = -1;

	if (store_begin(d->store, e) < 0)
		goto out;
	if (store_meta(d->store, a, STR("merged"), &merged, e) < 0 ||
	    store_meta(d->store, a, STR("rebuild"), &rebuild, e) < 0)
		goto out;
	if (rebuild.n) {
		store_rollback(d->store);
		r = dossier_rebuild(d, e);
		goto out;
	}
	r = 0;
	if (str_is(merged, "yes"))
		goto out;
	r = redirect_load(d->store, a, &old, e);
	if (r == 0)
		r = merge_all(d, a, &old, e);
	if (r == 0)
		r = store_commit(d->store, e);
out:
	store_rollback(d->store);
	arena_free(&a);
	return r;
}

static int read_again(struct dossier *d, const struct source_row *row,
		      struct err *e)
{
	struct arena *a = arena_new();
	struct diags diags = { .arena = a };
	struct article_rows rows;
	struct map taken;
	str bytes;
	int r;

	map_init(&taken, a);
	r = store_source_bytes(d->store, a, row->sha256, &bytes, e);
	if (r == 0)
		r = articles_in(d, a, row->sha256, row->name, bytes, &taken,
				&rows, &diags, e);
	if (r == 0)
		r = articles_put(d, a, &rows, e);
	arena_free(&a);
	return r;
}

static int rebuild_all(struct dossier *d, struct arena *a, struct err *e)
{
	struct source_rows sources = { 0 };
	struct old_items old;

	if (redirect_load(d->store, a, &old, e) < 0 ||
	    store_clear_derived(d->store, e) < 0 ||
	    store_sources(d->store, a, &sources, e) < 0)
		return -1;
	for (uint32_t i = 0; i < sources.n; i++) {
		if (read_again(d, &sources.v[i], e) < 0)
			return -1;
		if (d->progress)
			d->progress(d->ctx, sources.v[i].name.p, i + 1,
				    sources.n);
	}
	return merge_all(d, a, &old, e);
}

int dossier_rebuild(struct dossier *d, struct err *e)
{
	struct arena *a = arena_new();
	int r;

	r = store_begin(d->store, e);
	if (r == 0)
		r = rebuild_all(d, a, e);
	if (r == 0)
		r = store_commit(d->store, e);
	store_rollback(d->store);
	arena_free(&a);
	return r;
}
