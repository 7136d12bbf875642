/* merge.c - the mentions of all articles become the record: the order of work.
 *
 * Articles are put in the order of their ids before anything else, and every
 * step works in that order: the record depends on what was added, never on
 * when. */
#include "merge/merge.h"

#include <stdlib.h>

#include "merge/merge_priv.h"

static int by_id(const void *a, const void *b)
{
	const struct merge_article *x = a, *y = b;
	int c = str_cmp(x->id, y->id);

	if (c == 0)
		c = str_cmp(x->source, y->source);
	return c ? c : str_cmp(x->doc->text, y->doc->text);
}

static const struct merge_article *
sorted(struct arena *a, const struct merge_article *articles, uint32_t n)
{
	struct merge_article *out = arena_many(a, struct merge_article, n + 1);

	if (n == 0)
		return out;
	memcpy(out, articles, n * sizeof(*out));
	qsort(out, n, sizeof(*out), by_id);
	for (uint32_t i = 0; i < n; i++) {
		uint32_t *sketch;

		if (out[i].sketch)
			continue;
		sketch = arena_many(a, uint32_t, TEXT_SKETCH);
		out[i].n_sketch = text_sketch(out[i].doc->text, sketch);
		out[i].sketch = sketch;
	}
	return out;
}

static int layer_number(str layer)
{
	static const char *const names[] = {
		"actors",    "entries", "statements", "proposals", "positions",
		"conflicts", "gaps",	"copies",     "reviews",   "undone"
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (str_is(layer, names[i]))
			return (int)i;
	return COUNT(names);
}

/* What has no first day stands behind what has one. */
static int by_layer(const void *a, const void *b)
{
	const struct record_item *x = a, *y = b;
	int lx = layer_number(x->layer), ly = layer_number(y->layer);
	day dx = x->from == DAY_NONE ? x->to : x->from;
	day dy = y->from == DAY_NONE ? y->to : y->from;

	if (lx != ly)
		return lx < ly ? -1 : 1;
	if ((dx == DAY_NONE) != (dy == DAY_NONE))
		return dx == DAY_NONE ? 1 : -1;
	if (dx != dy)
		return dx < dy ? -1 : 1;
	return str_cmp(x->id, y->id);
}

/* A layer: what was made for it goes with it, where items are handed on. */
static void write_layer(struct merge *m, void (*write)(struct merge *m))
{
	struct arena *a = m->a;

	if (m->calls.take)
		m->a = arena_new();
	write(m);
	if (m->calls.take)
		arena_free(&m->a);
	m->a = a;
}

static void work(struct merge *m, const struct merge_article *articles,
		 uint32_t n, const struct decision *decisions,
		 uint32_t n_decisions)
{
	struct rulings *rulings;

	m->n_articles = n;
	m->articles = sorted(m->a, articles, n);
	rulings = rulings_read(m->a, decisions, n_decisions);
	m->articles = rulings_sides(m, rulings, m->articles);
	kinds_load(m);
	items_gather(m);
	actors_gather(m);
	sums_begin(m, rulings);
	local_join(m);
	within_link(m);
	months_settle(m);
	originals_find(m);
	cluster_join(m);
	rulings_find(m, rulings);
	rulings_shape(m, rulings);
	entries_close_up(m);
	entries_settle(m);
	scope_settle(m, rulings);
	link_entries(m);
	rulings_edit(m, rulings);
	importance_settle(m);
	plans_gather(m);
	write_layer(m, write_actors);
	write_layer(m, write_entries);
	write_layer(m, write_statements);
	write_layer(m, write_proposals);
	write_layer(m, write_positions);
	write_layer(m, write_conflicts);
	write_layer(m, write_gaps);
	write_layer(m, write_copies);
	write_reviews(m, rulings);
	rulings_free(rulings);
}

void merge_record(struct arena *a, const struct packs *packs,
		  const struct merge_article *articles, uint32_t n,
		  const struct decision *decisions, uint32_t n_decisions,
		  struct record *out)
{
	struct merge m = { .a = a, .packs = packs, .out = out };

	*out = (struct record){ 0 };
	work(&m, articles, n, decisions, n_decisions);
	if (out->items.n)
		qsort(out->items.v, out->items.n, sizeof(*out->items.v),
		      by_layer);
}

void merge_items(struct arena *a, const struct packs *packs,
		 const struct merge_article *articles, uint32_t n,
		 const struct decision *decisions, uint32_t n_decisions,
		 const struct merge_calls *calls)
{
	struct merge m = { .a = a, .packs = packs, .calls = *calls };

	work(&m, articles, n, decisions, n_decisions);
}
