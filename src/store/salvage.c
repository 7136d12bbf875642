/* salvage.c - see salvage.h. */
#include "store/salvage_priv.h"

#include <stdio.h>

#include "base/limits.h"
#include "base/map.h"
#include "store/engine_priv.h"
#include "store/packed.h"

/* So many numbers in a row without anything: the end, whatever the table says
 * of its last. */
#define MOST_MISSES 65536u
/* The same when the table can't say it. */
#define FEW_MISSES 4096u

/* One kind of row. */
struct kind {
	const char *what, *last, *row;
	/* 1: given out, 0: it isn't whole and this was told */
	int (*take)(struct store *s, struct salvage *x, struct arena *a,
		    struct map *found, struct query *q, int64_t number,
		    struct err *e);
};

static void lost(struct salvage *x, uint32_t *n, const char *what)
{
	x->lost(x->ctx, what);
	++*n;
}

/* Articles name their source by its number. */
static str source_key(struct arena *a, int64_t number)
{
	return arena_printf(a, "#%lld", (long long)number);
}

/* The bytes prove the hash, whatever stands in the row. */
int salvage_source(struct salvage *x, const char *store, struct arena *a,
		   struct map *found, struct lasting_source *in, int64_t number,
		   struct err *e)
{
	struct source_row *row = &in->row;
	const str values[] = { row->sha256, row->name, row->added,
			       arena_printf(a, "%zu", row->size) };
	bool as_put = str_eq(in->sum, row_sum(a, values, COUNT(values)));
	str bytes, hash = STR_NONE;
	char text[400];

	if (row->size <= LIMIT_SOURCE &&
	    packed_inflate(a, in->packed, row->size, &bytes))
		hash = packed_sha256(a, bytes);
	if (!hash.p || (as_put && !str_eq(hash, row->sha256))) {
		snprintf(text, sizeof(text),
			 "%s: source %lld, %.200s (%.12s): its bytes are "
			 "damaged",
			 store, (long long)number, row->name.p, row->sha256.p);
		lost(x, &x->sources_lost, text);
		return 0;
	}
	if (!as_put) {
		snprintf(text, sizeof(text),
			 "%s: source %lld, %.200s (%.12s): its name, date or "
			 "hash is damaged; its bytes are whole and kept",
			 store, (long long)number, row->name.p, hash.p);
		x->mended(x->ctx, text);
		row->sha256 = hash;
	}
	*map_put(found, arena_str(found->arena, hash)) = 1;
	*map_put(found, source_key(found->arena, number)) = 1;
	x->sources++;
	return x->source(x->ctx, row, bytes, e) < 0 ? -1 : 1;
}

int salvage_decision(struct salvage *x, const char *store, struct arena *a,
		     const struct lasting_decision *in, int64_t number,
		     struct err *e)
{
	const struct decision *d = &in->row;
	const str values[] = { d->id, d->time, d->author, d->reason, d->json };
	char text[400];

	if (!str_eq(in->sum, row_sum(a, values, COUNT(values)))) {
		snprintf(text, sizeof(text),
			 "%s: decision %lld (%.20s) is damaged", store,
			 (long long)number, d->id.p);
		lost(x, &x->decisions_lost, text);
		return 0;
	}
	x->decisions++;
	return x->decision(x->ctx, d, e) < 0 ? -1 : 1;
}

static int take_source(struct store *s, struct salvage *x, struct arena *a,
		       struct map *found, struct query *q, int64_t number,
		       struct err *e)
{
	struct lasting_source in = {
		.row = { .sha256 = arena_str(a, query_text(q, 0)),
			 .name = arena_str(a, query_text(q, 1)),
			 .added = arena_str(a, query_text(q, 2)),
			 .size = (size_t)query_int(q, 3) },
		.packed = query_bytes(q, 4),
		.sum = query_text(q, 5),
	};

	return salvage_source(x, s->name, a, found, &in, number, e);
}

static int take_decision(struct store *s, struct salvage *x, struct arena *a,
			 struct map *found, struct query *q, int64_t number,
			 struct err *e)
{
	const struct lasting_decision in = {
		.row = { .id = arena_str(a, query_text(q, 0)),
			 .time = arena_str(a, query_text(q, 1)),
			 .author = arena_str(a, query_text(q, 2)),
			 .reason = arena_str(a, query_text(q, 3)),
			 .json = arena_str(a, query_text(q, 4)) },
		.sum = query_text(q, 5),
	};

	(void)found;
	return salvage_decision(x, s->name, a, &in, number, e);
}

static const struct kind source_kind_ = {
	"source", "SELECT max(number) FROM source",
	"SELECT sha256, name, added, size, bytes, sum FROM source "
	"WHERE number = ?1",
	take_source
};
static const struct kind decision_kind = {
	"decision", "SELECT max(number) FROM decision",
	"SELECT id, time, author, reason, json, sum FROM decision "
	"WHERE number = ?1",
	take_decision
};

/* The last number, or 0 when the table can't tell it. */
static int64_t last_number(struct store *s, const struct kind *k, bool *known)
{
	struct err ignored = ERR_INIT;
	struct query *q = query_take(s, k->last, &ignored);
	int64_t n = 0;

	*known = q && query_step(q, "reading", &ignored) > 0;
	if (*known)
		n = query_int(q, 0);
	if (q)
		query_give(&q);
	return n;
}

/* 1: a row, 0: none there, -1: it can't be read; why tells. -2: e is set. */
static int one(struct store *s, const struct kind *k, struct salvage *x,
	       struct map *found, int64_t number, struct err *why,
	       struct err *e)
{
	struct query *q = query_take(s, k->row, why);
	struct arena *a;
	int r, taken = 0;

	if (!q)
		return -1;
	a = arena_new();
	query_put_int(q, 1, number);
	r = query_step(q, "reading", why);
	if (r > 0)
		taken = k->take(s, x, a, found, q, number, e);
	query_give(&q);
	arena_free(&a);
	return taken < 0 ? -2 : r;
}

static int each(struct store *s, const struct kind *k, struct salvage *x,
		struct map *found, uint32_t *n_lost, struct err *e)
{
	bool known;
	int64_t last = last_number(s, k, &known), gone = 0;
	char text[300];
	uint32_t misses = 0, most = known ? MOST_MISSES : FEW_MISSES;

	for (int64_t i = 1; (i <= last || !known) && misses < most; i++) {
		struct err why = ERR_INIT;
		int r = one(s, k, x, found, i, &why, e);

		if (r == -2)
			return -1;
		misses = r > 0 ? 0 : misses + 1;
		if (r > 0) { /* numbers have no gaps */
			*n_lost += (uint32_t)gone;
			gone = 0;
			continue;
		}
		gone++;
		snprintf(text, sizeof(text), "%s: %s %lld: %.150s", s->name,
			 k->what, (long long)i,
			 why.code ? why.text : "it is not there any more");
		if (i <= last && misses < FEW_MISSES)
			x->lost(x->ctx, text);
	}
	if (known && misses < most)
		*n_lost += (uint32_t)gone;
	if (known && misses < most)
		return 0;
	snprintf(text, sizeof(text),
		 "%s: where the %ss end can't be read; perhaps there were more",
		 s->name, k->what);
	lost(x, n_lost, text);
	return 0;
}

/* Articles tell of sources too: of those at the end of a table that was cut. */
static void missed(struct store *s, struct salvage *x, struct map *found)
{
	struct err ignored = ERR_INIT;
	struct query *q =
		query_take(s, "SELECT DISTINCT source FROM article", &ignored);
	uint32_t n = 0;
	char text[300];

	while (q && query_step(q, "reading", &ignored) > 0)
		n += !map_find(found,
			       source_key(found->arena, query_int(q, 0)));
	if (q)
		query_give(&q);
	if (n <= x->sources_lost)
		return;
	snprintf(text, sizeof(text),
		 "%s: %u sources that articles name are "
		 "not there any more",
		 s->name, n - x->sources_lost);
	x->lost(x->ctx, text);
	x->sources_lost = n;
}

int store_salvage(struct store *s, struct salvage *x, struct err *e)
{
	struct arena *a = arena_new();
	struct map found;
	int r;

	map_init(&found, a);
	r = each(s, &source_kind_, x, &found, &x->sources_lost, e);
	if (r == 0)
		r = each(s, &decision_kind, x, &found, &x->decisions_lost, e);
	if (r == 0)
		missed(s, x, &found);
	arena_free(&a);
	return r;
}
