/* dossier.c - the record from all articles: merged, or made again whole. */
#include "store/dossier.h"

#include <stdlib.h>
#include <sys/random.h>

#include "store/dictionary.h"
#include "store/dossier_priv.h"
#include "store/moment.h"
#include "store/reading_priv.h"
#include "store/record_priv.h"

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

/* The record on its way from the pile into the store. */
struct putting {
	struct dossier *d;
	struct arena *arena;
	struct pile pile;
	struct decision_rows decisions;
	struct record_writer *w;
	uint32_t steps;
	struct err *e;
	int r;
};

static void put_one(void *ctx, const struct record_item *x)
{
	struct putting *p = ctx;

	if (p->r == 0)
		p->r = record_put_item(p->w, x, p->e);
}

static bool keep_one(void *ctx, str layer, str id, uint64_t sum)
{
	const struct putting *p = ctx;

	return p->r == 0 && record_keeps(p->w, layer, id, sum);
}

#define REST 1024u /* articles looked at between looks at memory */

static void rest(void *ctx)
{
	struct putting *p = ctx;

	if (++p->steps % REST == 0)
		arena_lull(p->pile.read);
}

static void make_items(void *ctx)
{
	struct putting *p = ctx;

	const struct merge_calls calls = {
		.take = put_one, .keep = keep_one, .lull = rest, .ctx = p
	};

	merge_items(p->arena, p->d->packs, p->pile.v, p->pile.n, p->decisions.v,
		    p->decisions.n, &calls);
}

/* What merging takes goes before the record is brought to its end. */
static int put_items(struct putting *p, bool whole)
{
	struct dossier *d = p->d;
	int r;

	p->arena = p->pile.arena = arena_new();
	p->pile.read = arena_under(p->arena);
	arena_spill(p->pile.read);
	r = pile_load(d->store, &p->pile, p->e);
	if (r == 0)
		p->w = record_begin(d->store, whole, d->jobs, p->e);
	r = p->w ? record_filled(p->w, make_items, p, p->e) : -1;
	arena_free(&p->arena);
	return r;
}

/* Inside a transaction. whole: nothing of the record before is kept. */
static int merge_all(struct dossier *d, struct arena *a, bool whole,
		     struct err *e)
{
	struct putting p = { .d = d, .e = e };
	struct removals out;
	int r;

	if (store_decisions(d->store, a, &p.decisions, e) < 0)
		return -1;
	decisions_removals(a, p.decisions.v, p.decisions.n, &out);
	if (store_set_removed(d->store, &out, e) < 0)
		return -1;
	r = put_items(&p, whole);
	if (r == 0)
		r = record_end(p.w, e);
	record_free(&p.w);
	if (r < 0 || keep_packs(d, a, e) < 0)
		return -1;
	return store_set_meta(d->store, STR("merged"), STR("yes"), e);
}

/* Gives a source's bytes to be read again. */
static int give_again(struct dossier *d, const struct source_row *row,
		      struct err *e)
{
	struct arena *a = arena_new();
	struct incoming *x = NULL;
	str bytes;
	int r = store_source_bytes(d->store, a, row->sha256, &bytes, e);

	if (r == 0) {
		x = incoming_new(d, row->name, bytes);
		x->sha256 = arena_str(x->arena, row->sha256);
		x->again = true;
		r = incoming_give(x, e);
	}
	if (r < 0)
		incoming_free(&x);
	arena_free(&a);
	return r;
}

/* Puts the oldest of those that are read again. */
static int put_again(struct dossier *d, struct incoming *x, struct err *e)
{
	struct map ids;

	if (x->err.code != ERR_NONE) {
		*e = x->err;
		return -1;
	}
	map_init(&ids, x->arena);
	if (d->told)
		d->told(d->ctx, x->name, &x->diags);
	return incoming_name(x, &ids, e) < 0 ? -1 : incoming_put(x, e);
}

/* Articles whose words are put together. */
#define WORDS_OF 500u

static int rebuild_all(struct dossier *d, struct arena *a, struct err *e)
{
	struct source_rows sources = { 0 };
	uint32_t given = 0, wordless = 0;

	if (dictionaries_retire(d->store, e) < 0 ||
	    store_clear_articles(d->store, e) < 0 ||
	    store_sources(d->store, a, &sources, e) < 0)
		return -1;
	for (uint32_t i = 0; i < sources.n; i++) {
		struct incoming *x;
		int r = 0;

		while (r == 0 && given < sources.n && !dossier_busy(d))
			r = give_again(d, &sources.v[given++], e);
		if (r < 0)
			return -1;
		x = incoming_take(d, true);
		r = put_again(d, x, e);
		wordless += x->rows.n;
		incoming_free(&x);
		if (r == 0 && wordless >= WORDS_OF) {
			r = store_put_words(d->store, e);
			wordless = 0;
		}
		if (r < 0)
			return -1;
		if (d->progress)
			d->progress(d->ctx, sources.v[i].name.p, i + 1,
				    sources.n);
	}
	if (merge_all(d, a, true, e) < 0)
		return -1;
	return dictionaries_drop(d->store, e);
}

/* Inside a transaction: the record holds all that is kept. */
static int bring_up(struct dossier *d, struct arena *a, struct err *e)
{
	str merged, rebuild;

	if (store_meta(d->store, a, STR("merged"), &merged, e) < 0 ||
	    store_meta(d->store, a, STR("rebuild"), &rebuild, e) < 0)
		return -1;
	if (rebuild.n)
		return rebuild_all(d, a, e);
	if (str_is(merged, "yes"))
		return 0;
	return merge_all(d, a, false, e);
}

int dossier_merge(struct dossier *d, struct err *e)
{
	struct arena *a = arena_new();
	int r = store_begin(d->store, e);

	if (r == 0)
		r = bring_up(d, a, e);
	if (r == 0)
		r = store_commit(d->store, e);
	store_rollback(d->store);
	arena_free(&a);
	return r;
}

/* ---- decisions */

/* Milliseconds in an id of ours; 0 in another's. */
static long long id_moment(str id)
{
	char z[16] = "";
	char *end;
	long long ms;

	if (id.n != 18 || id.p[0] != 'd')
		return 0;
	memcpy(z, id.p + 1, 11);
	ms = strtoll(z, &end, 16);
	return *end ? 0 : ms;
}

/* Behind all decisions before, whatever the clock says: an undo must come
 * behind what it takes back. */
static int date_decision(struct store *s, struct arena *a, struct decision *x,
			 struct err *e)
{
	struct decision_rows rows = { 0 };
	unsigned char salt[3] = { 0 };
	long long ms = moment_now();
	char text[32];

	if (store_decisions(s, a, &rows, e) < 0)
		return -1;
	if (getrandom(salt, sizeof(salt), 0) != (ssize_t)sizeof(salt))
		return err_errno(e, "random numbers");
	for (uint32_t i = 0; i < rows.n; i++)
		if (id_moment(rows.v[i].id) >= ms)
			ms = id_moment(rows.v[i].id) + 1;
	moment_text(ms, text);
	x->time = arena_printf(a, "%.19sZ", text);
	for (uint32_t i = 0; i < rows.n; i++)
		if (str_cmp(rows.v[i].time, x->time) > 0)
			x->time = rows.v[i].time;
	x->id = arena_printf(a, "d%011llx%02x%02x%02x", ms, salt[0], salt[1],
			     salt[2]);
	return 0;
}

int dossier_decide(struct dossier *d, struct arena *a,
		   const struct decision *given, str *id, struct err *e)
{
	struct arena *work = arena_new();
	struct decision x = *given;
	int r = store_begin(d->store, e);

	if (r == 0)
		r = date_decision(d->store, a, &x, e);
	if (r == 0)
		r = store_put_decision(d->store, &x, e);
	if (r == 0)
		r = store_set_meta(d->store, STR("merged"), STR("no"), e);
	if (r == 0)
		r = bring_up(d, work, e);
	if (r == 0)
		r = store_commit(d->store, e);
	store_rollback(d->store);
	arena_free(&work);
	if (r == 0 && id)
		*id = x.id;
	return r;
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
