/* salvage.c - see salvage.h. */
#include "store/salvage_priv.h"

#include <stdio.h>

#include "base/limits.h"
#include "store/engine_priv.h"
#include "store/packed.h"
#include "store/sqlite_wal.h"

/* So many numbers in a row without anything: the end, whatever the table says
 * of its last. */
#define MOST_MISSES 65536u
/* The same when nothing can say it; and so many in a row are told. */
#define FEW_MISSES 4096u

enum worth {
	WORTH_NOTHING,
	WORTH_BYTES, /* a source whose bytes are whole, and not its row */
	WORTH_WHOLE,
};

struct job {
	struct store *s;     /* NULL: its engine can't read it */
	struct found *pages; /* NULL: only its engine can */
	const char *name;
	struct salvage *x;
	struct arena *arena, *row; /* row: of one number */
	struct map found; /* given out: numbers of sources, as "#N", and hashes
			   * and ids */
};

/* One kind of row. */
struct kind {
	enum lasting of;
	const char *what, *last, *row;
	/* name: as an index has it, or STR_NONE */
	enum worth (*judge)(struct arena *a, const struct lasting_row *in,
			    str name, str *bytes, str *hash);
	int (*give)(struct job *j, int64_t number, struct lasting_row *in,
		    enum worth worth, str bytes, str hash, struct err *e);
};

/* Articles name their source by its number. */
static str source_key(struct arena *a, int64_t number)
{
	return arena_printf(a, "#%lld", (long long)number);
}

/* ---- what a row is worth */

/* The bytes prove the hash, whatever else stands in the row. When neither row
 * nor index has it, zlib's own sum must do; zstd's frames have none. */
static enum worth judge_source(struct arena *a, const struct lasting_row *in,
			       str name, str *bytes, str *hash)
{
	const str values[] = { in->v[0], in->v[1], in->v[2],
			       arena_printf(a, "%lld", (long long)in->size) };
	bool as_put = str_eq(in->v[5], row_sum(a, values, COUNT(values)));

	if (in->size < 0 || (uint64_t)in->size > LIMIT_SOURCE ||
	    !packed_inflate(a, in->v[4], (size_t)in->size, bytes))
		return WORTH_NOTHING;
	*hash = packed_sha256(a, *bytes);
	if (str_eq(*hash, in->v[0]))
		return as_put ? WORTH_WHOLE : WORTH_BYTES;
	return !as_put && (str_eq(*hash, name) || !packed_is_zstd(in->v[4]))
		       ? WORTH_BYTES
		       : WORTH_NOTHING;
}

static enum worth judge_decision(struct arena *a, const struct lasting_row *in,
				 str name, str *bytes, str *hash)
{
	(void)name;
	(void)bytes;
	(void)hash;
	return str_eq(in->v[5], row_sum(a, in->v, 5)) ? WORTH_WHOLE
						      : WORTH_NOTHING;
}

/* No two rows have the same hash or id, but where the file lies. */
static bool is_first(struct job *j, str name)
{
	uint64_t *at = map_find(&j->found, name);

	if (!at)
		*map_put(&j->found, arena_str(j->arena, name)) = 1;
	return !at;
}

static int give_source(struct job *j, int64_t number, struct lasting_row *in,
		       enum worth worth, str bytes, str hash, struct err *e)
{
	const struct source_row row = { .sha256 = hash,
					.name = in->v[1],
					.added = in->v[2],
					.size = bytes.n };
	char text[400];

	if (worth == WORTH_BYTES) {
		snprintf(text, sizeof(text),
			 "%s: source %lld, %.200s (%.12s): its name, date or "
			 "hash is damaged; its bytes are whole and kept",
			 j->name, (long long)number, arena_z(j->row, row.name),
			 hash.p);
		j->x->mended(j->x->ctx, text);
	}
	*map_put(&j->found, source_key(j->arena, number)) = 1;
	if (!is_first(j, hash))
		return 0;
	j->x->sources++;
	return j->x->source(j->x->ctx, &row, bytes, e);
}

static int give_decision(struct job *j, int64_t number, struct lasting_row *in,
			 enum worth worth, str bytes, str hash, struct err *e)
{
	const struct decision d = { .id = in->v[0],
				    .time = in->v[1],
				    .author = in->v[2],
				    .reason = in->v[3],
				    .json = in->v[4] };

	(void)number;
	(void)worth;
	(void)bytes;
	(void)hash;
	if (!is_first(j, d.id))
		return 0;
	j->x->decisions++;
	return j->x->decision(j->x->ctx, &d, e);
}

static const struct kind kinds[] = {
	{ LASTING_SOURCE, "source", "SELECT max(number) FROM source",
	  "SELECT sha256, name, added, size, bytes, sum FROM source "
	  "WHERE number = ?1",
	  judge_source, give_source },
	{ LASTING_DECISION, "decision", "SELECT max(number) FROM decision",
	  "SELECT id, time, author, reason, json, sum FROM decision "
	  "WHERE number = ?1",
	  judge_decision, give_decision },
};

/* ---- by the engine */

/* The last number, or 0 when the table can't tell it. */
static int64_t last_number(struct store *s, const struct kind *k, bool *known)
{
	struct err ignored = ERR_INIT;
	struct query *q = s ? query_take(s, k->last, &ignored) : NULL;
	int64_t n = 0;

	*known = q && query_step(q, "reading", &ignored) > 0;
	if (*known)
		n = query_int(q, 0);
	if (q)
		query_give(&q);
	return n;
}

/* 1: a row, 0: none there, -1: it can't be read; why tells. */
static int asked_row(struct job *j, const struct kind *k, int64_t number,
		     struct lasting_row *out, struct err *why)
{
	struct query *q = j->s ? query_take(j->s, k->row, why) : NULL;
	int r;

	if (!q)
		return j->s ? -1 : 0;
	query_put_int(q, 1, number);
	r = query_step(q, "reading", why);
	for (int i = 0; r > 0 && i < 6; i++)
		out->v[i] = arena_str(j->row, k->of == LASTING_SOURCE && i == 4
						      ? query_bytes(q, i)
						      : query_text(q, i));
	if (r > 0 && k->of == LASTING_SOURCE)
		out->size = query_int(q, 3);
	query_give(&q);
	return r;
}

/* ---- each by its number */

struct best {
	struct lasting_row row;
	enum worth worth;
	str bytes, hash;
	bool any; /* row is one, though worth nothing */
};

static void weigh(struct job *j, const struct kind *k, struct best *b,
		  const struct lasting_row *row, str name)
{
	str bytes = STR_NONE, hash = STR_NONE;
	enum worth worth = k->judge(j->row, row, name, &bytes, &hash);

	if (worth > b->worth || !b->any)
		*b = (struct best){ *row, worth, bytes, hash, true };
}

static void tell_damaged(struct job *j, const struct kind *k, int64_t number,
			 const struct best *b)
{
	const str *v = b->row.v;
	char text[400];

	if (k->of == LASTING_SOURCE)
		snprintf(text, sizeof(text),
			 "%s: source %lld, %.200s (%.12s): its bytes are "
			 "damaged",
			 j->name, (long long)number, arena_z(j->row, v[1]),
			 arena_z(j->row, v[0]));
	else
		snprintf(text, sizeof(text),
			 "%s: decision %lld (%.20s) is damaged", j->name,
			 (long long)number, arena_z(j->row, v[0]));
	j->x->lost(j->x->ctx, text);
}

static void tell_gone(struct job *j, const struct kind *k, int64_t number,
		      const struct err *why)
{
	str name = j->pages ? found_name(j->pages, k->of, number) : STR_NONE;
	char text[300];

	snprintf(text, sizeof(text), "%s: %s %lld%s%.12s%s: %.150s", j->name,
		 k->what, (long long)number, name.p ? " (" : "",
		 name.p ? arena_z(j->row, str_cut(name, 0, 12)) : "",
		 name.p ? ")" : "",
		 why->code && !j->pages ? why->text
					: "it is on no page any more");
	j->x->lost(j->x->ctx, text);
}

/* 1: given out; 0: lost; -1: e is set. told: whether to name it. */
static int one(struct job *j, const struct kind *k, int64_t number, bool told,
	       struct err *e)
{
	struct lasting_row row = { 0 };
	struct best b = { 0 };
	struct err why = ERR_INIT;
	str name = j->pages ? found_name(j->pages, k->of, number) : STR_NONE;
	int r = asked_row(j, k, number, &row, &why);

	if (r > 0)
		weigh(j, k, &b, &row, name);
	for (uint32_t i = 0; j->pages && b.worth < WORTH_WHOLE; i++) {
		r = found_row(j->pages, j->row, k->of, number, i, &row);
		if (r < 0)
			break;
		if (r > 0)
			weigh(j, k, &b, &row, name);
	}
	if (b.worth)
		r = k->give(j, number, &b.row, b.worth, b.bytes, b.hash, e);
	else if (b.any)
		tell_damaged(j, k, number, &b);
	else if (told)
		tell_gone(j, k, number, &why);
	arena_reset(j->row);
	return !b.worth ? 0 : r < 0 ? -1 : 1;
}

static void tell_end(struct job *j, const struct kind *k)
{
	char text[300];

	snprintf(text, sizeof(text),
		 "%s: where the %ss end can't be read; what perhaps stood "
		 "behind them is lost",
		 j->name, k->what);
	j->x->mended(j->x->ctx, text);
}

static int each(struct job *j, const struct kind *k, uint32_t *n_lost,
		struct err *e)
{
	bool known;
	int64_t last = last_number(j->s, k, &known);
	uint32_t gone = 0; /* in a row */

	if (j->pages && found_last(j->pages, k->of) > last)
		last = found_last(j->pages, k->of);
	for (int64_t i = 1; i <= last || (!known && !j->pages); i++) {
		int r = one(j, k, i, i <= last && gone < FEW_MISSES, e);

		if (r < 0)
			return -1;
		if (r > 0) { /* numbers have no gaps */
			*n_lost += gone;
			gone = 0;
		} else if (++gone >= (i <= last ? MOST_MISSES : FEW_MISSES)) {
			known = false;
			break;
		}
	}
	if (last && gone < MOST_MISSES && (known || j->pages))
		*n_lost += gone;
	if (!known)
		tell_end(j, k);
	return 0;
}

/* Articles tell of sources too: of those at the end of a table that was cut. */
static void missed(struct job *j)
{
	struct err ignored = ERR_INIT;
	struct query *q = j->s ? query_take(j->s,
					    "SELECT DISTINCT source FROM "
					    "article",
					    &ignored)
			       : NULL;
	uint32_t n = 0;
	char text[300];

	while (q && query_step(q, "reading", &ignored) > 0) {
		n += !map_find(&j->found, source_key(j->row, query_int(q, 0)));
		arena_reset(j->row);
	}
	if (q)
		query_give(&q);
	if (n <= j->x->sources_lost)
		return;
	snprintf(text, sizeof(text),
		 "%s: %u sources that articles name are "
		 "not there any more",
		 j->name, n - j->x->sources_lost);
	j->x->lost(j->x->ctx, text);
	j->x->sources_lost = n;
}

/* ---- ids that were joined */

struct leads {
	struct map to; /* an id -> 1 + index in list */
	struct joined_ids list;
};

/* The first that is told of an id counts. false: it isn't whole. */
static bool lead(struct job *j, struct leads *l, const struct joined *x)
{
	uint64_t *at;

	if (x->sum.n && !str_eq(x->sum, redirect_sum(j->row, x->old, x->new)))
		return false;
	at = map_put(&l->to, arena_str(j->arena, x->old));
	if (*at)
		return true;
	*vec_add(j->arena, &l->list) =
		(struct joined){ arena_str(j->arena, x->old),
				 arena_str(j->arena, x->new), STR_NONE };
	*at = l->list.n;
	return true;
}

/* false: some perhaps are missing. */
static bool ask_joined(struct job *j, struct leads *l)
{
	struct err why = ERR_INIT;
	struct query *q;
	bool whole = true;
	int columns = 3, r = -1;

	q = j->s ? query_take(j->s, "SELECT old, new, sum FROM redirect", &why)
		 : NULL;
	if (j->s && !q) { /* version 2 had no sums */
		why = (struct err)ERR_INIT;
		columns = 2;
		q = query_take(j->s, "SELECT old, new FROM redirect", &why);
	}
	while (q && (r = query_step(q, "reading", &why)) > 0) {
		const struct joined x = { query_text(q, 0), query_text(q, 1),
					  columns == 3 ? query_text(q, 2)
						       : STR_NONE };

		whole &= lead(j, l, &x);
		arena_reset(j->row);
	}
	query_give(&q);
	return whole && r == 0;
}

/* Where it leads in the end. An old page may still tell of a step between. */
static str end_of(const struct leads *l, uint32_t i)
{
	str to = l->list.v[i].new;

	for (uint32_t n = 0; n < l->list.n; n++) {
		const uint64_t *at = map_find(&l->to, to);

		if (!at)
			return to;
		to = l->list.v[*at - 1].new;
	}
	return STR_NONE; /* round and round */
}

static int joined(struct job *j, struct err *e)
{
	const struct joined_ids *more =
		j->pages ? found_joined(j->pages) : NULL;
	struct leads l = { .list = { 0 } };
	char text[300];
	int r = 0;

	map_init(&l.to, j->arena);
	/* pages of the -wal are newer than what the engine reads */
	for (uint32_t i = more ? more->n : 0; i-- > 0;)
		lead(j, &l, &more->v[i]);
	if (!ask_joined(j, &l)) {
		snprintf(text, sizeof(text),
			 "%s: which ids were joined can't be read as a whole; "
			 "those that can are kept, other old ids will lead "
			 "nowhere",
			 j->name);
		j->x->mended(j->x->ctx, text);
	}
	for (uint32_t i = 0; r == 0 && i < l.list.n; i++) {
		str to = end_of(&l, i);

		if (!to.p)
			continue;
		r = j->x->redirect(j->x->ctx, l.list.v[i].old, to, e);
		j->x->redirects++;
	}
	return r < 0 ? -1 : 0;
}

/* ---- all */

static int all(struct job *j, struct err *e)
{
	int r;

	map_init(&j->found, j->arena);
	r = each(j, &kinds[LASTING_SOURCE], &j->x->sources_lost, e);
	if (r == 0)
		r = each(j, &kinds[LASTING_DECISION], &j->x->decisions_lost, e);
	if (r == 0)
		missed(j);
	return r < 0 ? -1 : joined(j, e);
}

static void tell_wal(struct job *j, str wal, str shm)
{
	char why[100], text[400];
	struct wal w;

	if (!wal.n)
		return;
	wal_read(j->arena, wal, found_page_size(j->pages), &w);
	if (!wal_loses(&w, shm, why, sizeof(why)))
		return;
	snprintf(text, sizeof(text),
		 "%s-wal: the last changes are damaged: %s; what stood there "
		 "and nowhere else is lost",
		 j->name, why);
	j->x->mended(j->x->ctx, text);
}

static int salvage_all(struct store *s, str file, str wal, str shm,
		       const char *name, struct salvage *x, struct err *e)
{
	struct job j = { .s = s,
			 .name = name,
			 .x = x,
			 .arena = arena_new(),
			 .row = arena_new() };
	int r;

	if (file.n || wal.n)
		j.pages = found_in(j.arena, file, wal);
	tell_wal(&j, wal, shm);
	r = all(&j, e);
	arena_free(&j.row);
	arena_free(&j.arena);
	return r;
}

int salvage_bytes(str file, str wal, const char *name, struct salvage *x,
		  struct err *e)
{
	return salvage_all(NULL, file, wal, STR_NONE, name, x, e);
}

int store_salvage(struct store *s, const char *path, struct salvage *x,
		  struct err *e)
{
	str file = STR_NONE, wal = STR_NONE, shm = STR_NONE;
	struct err ignored = ERR_INIT;
	bool frozen = s && path && s->engine->freeze(s, &ignored) == 0;
	int r;

	/* while it is, nobody takes away what stands in the -wal */
	if (path) {
		file = map_file(path, "");
		wal = map_file(path, "-wal");
		shm = map_file(path, "-shm");
	}
	r = salvage_all(s, file, wal, shm, s ? s->name : path, x, e);
	unmap_file(&file);
	unmap_file(&wal);
	unmap_file(&shm);
	if (frozen)
		s->engine->thaw(s);
	return r;
}
