/* record_put.c - the record replaced: only what differs is written.
 *
 * Each item is kept with a sum of all that it is made from, or else of all that
 * is kept of it. One with the same sum stays as it is; of another one its row
 * and the links that differ are changed. A run of additions so writes what it
 * touched, not the record. Items come one by one; those that did not come are
 * dropped at the end, when their ids have been led on (redirect.c). */
#include "store/record_priv.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "store/chronology.h"
#include "store/engine_priv.h"
#include "store/record_kept.h"

/* ---- sums */

/* Of eight bytes at a time: a record is many megabytes. */
static uint64_t sum_str(uint64_t h, str s)
{
	size_t i = 0;

	h = (h ^ (s.p ? s.n + 1 : 0)) * 0x9e3779b97f4a7c15U;
	for (; i + 8 <= s.n; i += 8) {
		uint64_t x;

		memcpy(&x, s.p + i, 8);
		h = (h ^ x) * 0xff51afd7ed558ccdU;
		h ^= h >> 32;
	}
	for (; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3U;
	return h ^ h >> 29;
}

static uint64_t sum_strs(uint64_t h, const str *v, uint32_t n)
{
	h = (h ^ n) * 0xc4ceb9fe1a85ec53U;
	for (uint32_t i = 0; i < n; i++)
		h = sum_str(h, v[i]);
	return h;
}

static int64_t sum_of(const struct record_item *x)
{
	uint64_t h = 0xcbf29ce484222325U;

	if (x->sum)
		return (int64_t)x->sum;
	h = sum_str(h, x->json);
	h = sum_str(h, x->kind);
	h = sum_str(h, x->status);
	h = sum_str(h, x->scope);
	h = (h ^ (uint32_t)x->from) * 0xc4ceb9fe1a85ec53U;
	h = (h ^ (uint32_t)x->to) * 0xc4ceb9fe1a85ec53U;
	h = sum_strs(h, x->actors, x->n_actors);
	h = sum_strs(h, x->issues, x->n_issues);
	h = sum_strs(h, x->articles, x->n_articles);
	return (int64_t)(h ^ h >> 32);
}

/* ---- what is there */

struct record_writer {
	struct store *s;
	struct arena *arena, *scratch; /* scratch: of one item written */
	struct arena *putting;	       /* of who puts */
	unsigned jobs;
	struct record_kept *kept;
	int64_t last; /* number given out */
	bool whole;   /* nothing that is there is trusted */
	struct record_packer *packer;
	struct record_line *line;
	struct record_linker *linker;
	struct chronology_writer *lines;
	struct query *insert, *update, *remove;
};

static int read_kept(struct record_writer *w, struct err *e)
{
	struct query *st = query_take_many(
		w->s,
		"SELECT t.text, i.id, i.number, i.sum FROM item AS i "
		"JOIN term AS t ON t.number = i.layer",
		e);
	int r;

	if (!st)
		return -1;
	while ((r = query_step(st, "reading the record", e)) > 0) {
		str layer = query_text(st, 0);
		int64_t number = query_int(st, 2);

		record_kept_add(w->kept, layer, query_text(st, 1), number,
				query_int(st, 3));
		record_count(w->packer, layer);
		if (number > w->last)
			w->last = number;
	}
	query_give(&st);
	return r;
}

/* ---- items */

static int put_row(struct query *st, const struct record_item *x,
		   const struct item_terms *t, const str packed[2],
		   int64_t number, int64_t sum, struct err *e)
{
	query_put_int(st, 1, number);
	query_put_int(st, 2, t->layer);
	query_put(st, 3, x->id);
	query_put_term(st, 4, t->kind);
	query_put_term(st, 5, t->status);
	query_put_term(st, 6, t->scope);
	query_put_day(st, 7, x->from);
	query_put_day(st, 8, x->to);
	query_put_bytes(st, 9, packed[1]);
	query_put_int(st, 10, sum);
	query_put_int(st, 11, x->n_articles);
	query_put_bytes(st, 12, t->packed);
	if (packed[0].p)
		query_put_bytes(st, 13, packed[0]);
	else
		query_put(st, 13, STR_NONE);
	if (query_do(st, "keeping the record", e) == 0)
		return 0;
	return err_in(e, "%.*s %.*s", STR_FMT(x->layer), STR_FMT(x->id));
}

static struct chronology_place place_at(bool there, day when)
{
	return (struct chronology_place){ there, when };
}

static int write_item(struct record_writer *w, const struct record_waiting *x,
		      struct err *e)
{
	const struct record_item *item = &x->item;
	bool fresh = x->fresh || w->whole;
	struct item_terms t;
	day was;
	int r;

	if (record_terms(w->linker, w->scratch, item, &t, e) < 0 ||
	    record_link(w->linker, w->scratch, x->number, item, &t, fresh, &was,
			e) < 0)
		return -1;
	if (str_is(item->layer, "entries"))
		chronology_touch(
			w->lines, x->number, item->id, place_at(!fresh, was),
			place_at(true, item->from != DAY_NONE ? item->from
							      : item->to));
	r = put_row(x->fresh ? w->insert : w->update, item, &t, x->packed,
		    x->number, x->sum, e);
	arena_reset(w->scratch);
	return r;
}

static int write_batch(struct record_writer *w, struct record_batch *b,
		       struct err *e)
{
	int r = 0;

	for (uint32_t i = 0; r == 0 && i < b->n; i++)
		r = write_item(w, &b->v[i], e);
	record_batch_free(&b);
	return r;
}

/* Writes what is packed, or all. */
static int write_some(struct record_writer *w, bool all, struct err *e)
{
	struct record_batch *b;
	int r = 0;

	while (r == 0 && (b = record_line_take(w->line, all)))
		r = write_batch(w, b, e);
	return r;
}

/* Writes what another thread puts, to the end. */
static int write_beside(struct record_writer *w, struct err *e)
{
	struct record_batch *b;
	str learn;

	while (record_line_wait(w->line, &b, &learn)) {
		if ((b ? write_batch(w, b, e)
		       : record_learn(w->packer, learn, e)) < 0) {
			record_line_fail(w->line);
			return -1;
		}
		if (!b)
			record_line_learned(w->line);
	}
	return 0;
}

bool record_keeps(struct record_writer *w, str layer, str id, uint64_t sum)
{
	struct kept *k;

	if (w->whole || !sum)
		return false;
	k = record_kept_find(w->kept, layer, id);
	if (!k || k->sum != (int64_t)sum)
		return false;
	k->stays = true;
	return true;
}

/* Learns when it is time to. */
static int learn_before(struct record_writer *w, str layer, struct err *e)
{
	if (!record_due(w->packer, layer))
		return 0;
	if (w->jobs > 1)
		return record_line_learn(w->line, layer);
	if (write_some(w, true, e) < 0)
		return -1;
	return record_learn(w->packer, layer, e);
}

int record_put_item(struct record_writer *w, const struct record_item *x,
		    struct err *e)
{
	struct kept *k = record_kept_find(w->kept, x->layer, x->id);
	struct record_waiting y = { .item = *x, .sum = sum_of(x), .fresh = !k };

	y.number = k ? k->number : ++w->last;
	if (k)
		k->stays = true;
	if (k && !w->whole && k->sum == y.sum)
		return 0;
	if (learn_before(w, x->layer, e) < 0)
		return -1;
	y.by = record_choose(w->packer, x->layer, y.fresh);
	if (record_line_give(w->line, &y) < 0)
		return -1;
	return w->jobs > 1 ? 0 : write_some(w, false, e);
}

struct filling {
	struct record_writer *w;
	record_fill *fill;
	void *ctx;
};

static void *fill_beside(void *arg)
{
	struct filling *f = arg;

	f->fill(f->ctx);
	record_line_end(f->w->line);
	return NULL;
}

int record_filled(struct record_writer *w, record_fill *fill, void *ctx,
		  struct err *e)
{
	struct filling f = { w, fill, ctx };
	sigset_t all, before;
	pthread_t thread;
	int r;

	if (w->jobs < 2) {
		fill(ctx);
		return e->code != ERR_NONE ? -1 : write_some(w, true, e);
	}
	sigfillset(&all); /* signals are the first thread's */
	pthread_sigmask(SIG_SETMASK, &all, &before);
	r = pthread_create(&thread, NULL, fill_beside, &f);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (r)
		return err_set(e, ERR_IO, "starting a thread: %s", strerror(r));
	r = write_beside(w, e);
	pthread_join(thread, NULL);
	return r;
}

static int drop_gone(struct record_writer *w, struct err *e)
{
	const struct kept *k;
	day was = DAY_NONE;
	int r = 0;

	for (uint32_t i = 0; r == 0 && (k = record_kept_at(w->kept, i)); i++) {
		if (k->stays)
			continue;
		query_put_int(w->remove, 1, k->number);
		r = record_unlink(w->linker, w->scratch, k->number, &was, e);
		if (r == 0)
			r = query_do(w->remove, "replacing the record", e);
		if (str_is(record_kept_layer(w->kept, k), "entries"))
			chronology_touch(w->lines, 0, (str){ k->id, k->id_n },
					 place_at(true, was),
					 place_at(false, DAY_NONE));
		arena_reset(w->scratch);
	}
	return r;
}

/* ---- the record */

static int writer_begin(struct record_writer *w, struct err *e)
{
	w->insert = query_take(
		w->s,
		"INSERT INTO item (number, layer, id, kind, status, scope, "
		"day_from, day_to, json, sum, articles, links, "
		"head) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
		"?13)",
		e);
	if (w->insert)
		w->update = query_take(
			w->s,
			"UPDATE item SET layer = ?2, id = ?3, kind = ?4, "
			"status = ?5, scope = ?6, day_from = ?7, day_to = ?8, "
			"json = ?9, sum = ?10, articles = ?11, links = ?12, "
			"head = ?13 "
			"WHERE number = ?1",
			e);
	if (w->update)
		w->remove = query_take(w->s,
				       "DELETE FROM item WHERE number = ?1", e);
	if (w->remove)
		w->linker = record_linker_in(w->arena, w->s, e);
	return w->linker ? 0 : -1;
}

void record_free(struct record_writer **p)
{
	struct record_writer *w = *p;

	if (!w)
		return;
	record_line_free(&w->line);
	query_give(&w->insert);
	query_give(&w->update);
	query_give(&w->remove);
	record_linker_end(w->linker);
	chronology_writer_free(&w->lines);
	record_kept_free(&w->kept);
	arena_free(&w->putting);
	arena_free(&w->scratch);
	arena_free(&w->arena);
	free(w);
	*p = NULL;
}

struct record_writer *record_begin(struct store *s, bool whole, unsigned jobs,
				   struct err *e)
{
	struct record_writer *w = xmalloc(sizeof(*w));
	int r = 0;

	*w = (struct record_writer){ .s = s,
				     .whole = whole,
				     .jobs = jobs,
				     .arena = arena_new(),
				     .scratch = arena_new(),
				     .putting = arena_new(),
				     .lines = chronology_writer_new(s),
				     .kept = record_kept_new() };
	w->packer = record_packer_in(w->putting, s, e);
	if (w->packer)
		w->line = record_line_new(jobs, e);
	r = w->line ? 0 : -1;
	if (r == 0 && whole)
		r = store_run(s,
			      "DELETE FROM item_actor; DELETE FROM item_issue;"
			      "DELETE FROM item_article;",
			      e);
	if (r < 0 || read_kept(w, e) < 0 || writer_begin(w, e) < 0)
		record_free(&w);
	return w;
}

/* Those that were there and did not come again. */
static void find_gone(struct record_writer *w, struct gone_items *out)
{
	const struct kept *k;

	for (uint32_t i = 0; (k = record_kept_at(w->kept, i)); i++)
		if (!k->stays)
			*vec_add(w->arena, out) =
				(struct gone_item){ record_kept_layer(w->kept,
								      k),
						    { k->id, k->id_n } };
}

int record_end(struct record_writer *w, struct err *e)
{
	struct gone_items gone = { 0 };

	find_gone(w, &gone);
	if (redirect_gone(w->s, w->arena, &gone, e) < 0 || drop_gone(w, e) < 0)
		return -1;
	return chronology_write(w->lines, w->whole, e);
}

/* A record as a whole. */
struct whole {
	struct record_writer *w;
	const struct record *x;
	struct err *e;
};

static void put_whole(void *ctx)
{
	struct whole *p = ctx;
	int r = 0;

	for (uint32_t i = 0; r == 0 && i < p->x->items.n; i++)
		r = record_put_item(p->w, &p->x->items.v[i], p->e);
}

int store_put_record(struct store *s, const struct record *x, bool whole,
		     struct err *e)
{
	struct record_writer *w = record_begin(s, whole, 1, e);
	struct whole p = { w, x, e };
	int r = w ? record_filled(w, put_whole, &p, e) : -1;

	if (r == 0)
		r = record_end(w, e);
	record_free(&w);
	return r;
}
