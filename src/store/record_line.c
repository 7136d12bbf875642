/* record_line.c - items on their way into the store: packed by several threads,
 * written in the order they came.
 *
 * Packing takes half of what writing a record costs, and needs no store. Items
 * are copied into batches; a batch is packed by whoever is free. With several
 * jobs one thread gives, another takes and writes; with one job the same does
 * both in turn. A dictionary is learned at the same item in any case, so what
 * is written does not depend on the number of threads. */
#include "store/record_priv.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/crew.h"

#define BATCH ((size_t)16 << 10) /* bytes of JSON */
#define LAG 8u			 /* batches */

struct record_line {
	struct crew *crew;
	struct codec_hand *hands[CREW_MOST];
	unsigned jobs;
	struct record_batch *filling; /* the giver's; NULL: none */
	pthread_mutex_t lock;
	pthread_cond_t turned; /* something of these: */
	uint32_t given, taken; /* batches */
	str learn;	       /* the layer for which the giver waits */
	bool ended;	       /* nothing more is given */
	bool failed;	       /* nothing more is taken */
};

void record_batch_free(struct record_batch **b)
{
	struct arena *a;

	if (!*b)
		return;
	a = (*b)->arena; /* the batch lives in it */
	*b = NULL;
	arena_free(&a);
}

static void pack_batch(void *ctx, unsigned member, void *task)
{
	struct record_line *l = ctx;
	struct record_batch *b = task;

	for (uint32_t i = 0; i < b->n; i++)
		record_pack(l->hands[member], b->arena, &b->v[i].item,
			    &b->v[i].by, b->v[i].packed);
}

struct record_line *record_line_new(unsigned jobs, struct err *e)
{
	struct record_line *l = xmalloc(sizeof(*l));

	*l = (struct record_line){ .jobs = jobs ? jobs : 1 };
	pthread_mutex_init(&l->lock, NULL);
	pthread_cond_init(&l->turned, NULL);
	for (unsigned i = 0; i < l->jobs; i++)
		l->hands[i] = codec_hand_new();
	l->crew = crew_new(l->jobs, pack_batch, l, e);
	if (!l->crew)
		record_line_free(&l);
	return l;
}

void record_line_free(struct record_line **at)
{
	struct record_line *l = *at;
	struct record_batch *b;

	if (!l)
		return;
	while (l->crew && (b = crew_take(l->crew, true)))
		record_batch_free(&b);
	crew_free(&l->crew);
	record_batch_free(&l->filling);
	for (unsigned i = 0; i < l->jobs; i++)
		codec_hand_free(&l->hands[i]);
	pthread_cond_destroy(&l->turned);
	pthread_mutex_destroy(&l->lock);
	free(l);
	*at = NULL;
}

static const str *copy_all(struct arena *a, const str *v, uint32_t n)
{
	str *out = arena_many(a, str, n);

	for (uint32_t i = 0; i < n; i++)
		out[i] = arena_str(a, v[i]);
	return out;
}

static str copy(struct arena *a, str s)
{
	return s.p ? arena_str(a, s) : STR_NONE;
}

static struct record_item copy_item(struct arena *a,
				    const struct record_item *x)
{
	struct record_item y = *x;

	y.layer = copy(a, x->layer);
	y.id = copy(a, x->id);
	y.json = copy(a, x->json);
	y.kind = copy(a, x->kind);
	y.status = copy(a, x->status);
	y.scope = copy(a, x->scope);
	y.actors = copy_all(a, x->actors, x->n_actors);
	y.issues = copy_all(a, x->issues, x->n_issues);
	y.articles = copy_all(a, x->articles, x->n_articles);
	return y;
}

/* ---- the giver */

/* With the lock. */
static void give_filling(struct record_line *l)
{
	if (!l->filling)
		return;
	crew_give(l->crew, l->filling);
	l->filling = NULL;
	l->given++;
	pthread_cond_broadcast(&l->turned);
}

static bool too_many(const struct record_line *l)
{
	return l->given - l->taken > LAG;
}

int record_line_give(struct record_line *l, const struct record_waiting *x)
{
	struct record_batch *b = l->filling;
	struct record_waiting *y;
	bool failed;

	if (!b) {
		struct arena *a = arena_new();

		b = l->filling = arena_one(a, struct record_batch);
		*b = (struct record_batch){ .arena = a };
	}
	y = vec_add(b->arena, b);
	*y = *x;
	y->item = copy_item(b->arena, &x->item);
	b->bytes += x->item.json.n;
	if (b->bytes < BATCH)
		return 0;
	pthread_mutex_lock(&l->lock);
	give_filling(l);
	while (l->jobs > 1 && too_many(l) && !l->failed)
		pthread_cond_wait(&l->turned, &l->lock);
	failed = l->failed;
	pthread_mutex_unlock(&l->lock);
	return failed ? -1 : 0;
}

int record_line_learn(struct record_line *l, str layer)
{
	bool failed;

	pthread_mutex_lock(&l->lock);
	give_filling(l);
	l->learn = layer;
	pthread_cond_broadcast(&l->turned);
	while (l->learn.p && !l->failed)
		pthread_cond_wait(&l->turned, &l->lock);
	failed = l->failed;
	pthread_mutex_unlock(&l->lock);
	return failed ? -1 : 0;
}

void record_line_end(struct record_line *l)
{
	pthread_mutex_lock(&l->lock);
	give_filling(l);
	l->ended = true;
	pthread_cond_broadcast(&l->turned);
	pthread_mutex_unlock(&l->lock);
}

/* ---- the taker */

static struct record_batch *take(struct record_line *l)
{
	struct record_batch *b = crew_take(l->crew, true);

	pthread_mutex_lock(&l->lock);
	l->taken++;
	pthread_cond_broadcast(&l->turned);
	pthread_mutex_unlock(&l->lock);
	return b;
}

struct record_batch *record_line_take(struct record_line *l, bool all)
{
	if (all)
		give_filling(l);
	return (all && l->given > l->taken) || too_many(l) ? take(l) : NULL;
}

bool record_line_wait(struct record_line *l, struct record_batch **b,
		      str *learn)
{
	bool more, any;

	*b = NULL;
	pthread_mutex_lock(&l->lock);
	while (l->given == l->taken && !l->learn.p && !l->ended)
		pthread_cond_wait(&l->turned, &l->lock);
	any = l->given != l->taken;
	*learn = any ? STR_NONE : l->learn;
	more = any || learn->p;
	pthread_mutex_unlock(&l->lock);
	if (any)
		*b = take(l);
	return more;
}

void record_line_learned(struct record_line *l)
{
	pthread_mutex_lock(&l->lock);
	l->learn = STR_NONE;
	pthread_cond_broadcast(&l->turned);
	pthread_mutex_unlock(&l->lock);
}

void record_line_fail(struct record_line *l)
{
	pthread_mutex_lock(&l->lock);
	l->failed = true;
	pthread_cond_broadcast(&l->turned);
	pthread_mutex_unlock(&l->lock);
}
