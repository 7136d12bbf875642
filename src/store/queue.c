/* queue.c - sources that are read and wait to be kept.
 *
 * Reading and annotating take most of the time and need no lock; so they come
 * first, in memory, and the store is locked only to write the result. */
#include <stdlib.h>

#include "store/moment.h"
#include "store/packed.h"
#include "store/reading_priv.h"

struct queue {
	struct arena *arena;
	VEC_OF(struct incoming *);
	struct map sources, ids; /* of those */
	size_t bytes;
	bool flushed;	       /* those are kept: to be freed */
	struct incoming *told; /* taken last, with nothing to keep */
};

static void empty(struct queue *q)
{
	struct arena *a = q->arena;

	for (uint32_t i = 0; i < q->n; i++)
		incoming_free(&q->v[i]);
	incoming_free(&q->told);
	arena_reset(a);
	*q = (struct queue){ .arena = a };
	map_init(&q->sources, a);
	map_init(&q->ids, a);
}

static struct queue *queue_of(struct dossier *d)
{
	struct queue *q = d->queue;

	if (!q) {
		q = d->queue = xmalloc(sizeof(*q));
		*q = (struct queue){ .arena = arena_new() };
		q->flushed = true;
	}
	if (q->flushed)
		empty(q);
	if (!d->began[0])
		moment_text(moment_now(), d->began);
	return q;
}

/* People took it out: adding it again does not overrule them. */
static int removed_known(struct dossier *d, str sha256, struct add_result *r,
			 struct err *e)
{
	struct arena *a = arena_new();
	struct decision_rows rows = { 0 };
	struct removals out;
	int code = store_decisions(d->store, a, &rows, e);

	if (code == 0) {
		decisions_removals(a, rows.v, rows.n, &out);
		for (uint32_t i = 0; i < out.sources.n; i++)
			if (str_eq(out.sources.v[i], sha256)) {
				r->sources_removed++;
				break;
			}
	}
	arena_free(&a);
	return code;
}

int dossier_give(struct dossier *d, str name, str bytes, unsigned tag,
		 struct err *e)
{
	struct incoming *x = incoming_new(d, name, bytes);

	queue_of(d);
	x->tag = tag;
	x->sha256 = packed_sha256(x->arena, bytes);
	if (store_has_source(d->store, x->sha256, &x->known, e) < 0 ||
	    incoming_give(x, e) < 0) {
		incoming_free(&x);
		return -1;
	}
	return 0;
}

/* The same bytes may have come since it was given. */
static int look_again(struct queue *q, struct incoming *x, struct err *e)
{
	if (!x->known)
		x->known = map_find(&q->sources, x->sha256) != NULL;
	if (x->known)
		return 0;
	return store_has_source(x->d->store, x->sha256, &x->known, e);
}

/* It waits to be kept; x is the queue's. */
static int keep(struct queue *q, struct incoming *x, struct add_result *r,
		struct err *e)
{
	*vec_add(q->arena, q) = x;
	q->told = NULL;
	if (incoming_name(x, &q->ids, e) < 0)
		return -1;
	*map_put(&q->sources, x->sha256) = 1;
	q->bytes += x->bytes.n;
	r->sources_new = 1;
	r->articles_new = x->rows.n;
	return 0;
}

static int told_of(struct queue *q, struct incoming *x, struct add_result *r,
		   struct err *e)
{
	if (x->err.code != ERR_NONE) {
		*e = x->err;
		return err_in(e, "%.*s", STR_FMT(x->name));
	}
	if (!x->known && x->rows.n)
		return keep(q, x, r, e);
	r->sources_known = x->known;
	return x->known ? removed_known(x->d, x->sha256, r, e) : 0;
}

int dossier_take(struct dossier *d, bool wait, struct add_result *r,
		 struct err *e)
{
	struct queue *q = queue_of(d);
	struct incoming *x = incoming_take(d, wait);

	*r = (struct add_result){ 0 };
	incoming_free(&q->told);
	if (!x)
		return 0;
	q->told = x;
	r->name = x->name;
	r->tag = x->tag;
	r->diags = &x->diags;
	if (look_again(q, x, e) < 0 || told_of(q, x, r, e) < 0)
		return -1;
	return 1;
}

size_t dossier_queued(const struct dossier *d)
{
	return d->queue && !d->queue->flushed ? d->queue->bytes : 0;
}

static int put_waiting(struct dossier *d, struct incoming *x, struct err *e)
{
	const struct source_row row = { .sha256 = x->sha256,
					.name = x->name,
					.added = str_of(d->began),
					.size = x->bytes.n,
					.packed = x->packed };
	bool is_new;

	x->put = false; /* perhaps it was, in vain */
	if (store_put_source(d->store, &row, x->bytes, &is_new, e) < 0)
		return -1;
	return is_new ? incoming_put(x, e) : 0;
}

/* The sources [from, to) in one transaction. */
static int put_group(struct dossier *d, uint32_t from, uint32_t to,
		     struct err *e)
{
	int r = 0;

	if (store_begin(d->store, e) < 0)
		return -1;
	for (uint32_t i = from; r == 0 && i < to; i++)
		r = put_waiting(d, d->queue->v[i], e);
	for (uint32_t i = from; r == 0 && i < to; i++)
		r = incoming_put_words(d->queue->v[i], e);
	if (r == 0)
		r = store_set_meta(d->store, STR("merged"), STR("no"), e);
	if (r == 0)
		return store_commit(d->store, e);
	store_rollback(d->store);
	return r;
}

int dossier_flush(struct dossier *d, uint32_t *kept, struct err *e)
{
	struct err first = ERR_INIT;
	uint32_t n = d->queue && !d->queue->flushed ? d->queue->n : 0;
	int r = 0;

	*kept = 0;
	if (!n)
		return 0;
	r = put_group(d, 0, n, &first);
	if (r == 0)
		*kept = n;
	/* A full disk may still hold some of them. */
	if (r < 0 && first.code == ERR_FULL && n > 1)
		for (r = 0; r == 0 && *kept < n; *kept += r == 0)
			r = put_group(d, *kept, *kept + 1, e);
	else if (r < 0)
		*e = first;
	d->queue->flushed = true;
	return r;
}

void dossier_release(struct dossier *d)
{
	struct incoming *x;

	while ((x = incoming_take(d, true)))
		incoming_free(&x);
	reading_end(d);
	if (!d->queue)
		return;
	empty(d->queue);
	arena_free(&d->queue->arena);
	free(d->queue);
	d->queue = NULL;
}

int dossier_add(struct dossier *d, str name, str bytes, struct add_result *r,
		struct err *e)
{
	uint32_t kept;

	if (dossier_give(d, name, bytes, 0, e) < 0 ||
	    dossier_take(d, true, r, e) < 0)
		return -1;
	return dossier_flush(d, &kept, e);
}
