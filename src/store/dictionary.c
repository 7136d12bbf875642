/* dictionary.c - see dictionary.h. */
#include "store/dictionary.h"

#include "base/buf.h"
#include "base/limits.h"
#include "store/engine_priv.h"

#define FIRST 256 /* of a kind, for a dictionary to be learned */
#define AGAIN 8	  /* times as many, for the next one */
#define SAMPLES 256u
#define SAMPLE ((size_t)4 << 10) /* bytes of one; more are cut off */
#define ALL_SAMPLES (SAMPLES * SAMPLE)
#define LEAST ((size_t)4 << 10)	 /* a smaller dictionary is not worth it */
#define MOST ((size_t)110 << 10) /* a larger one gains nothing more */
#define SHARE 4			 /* of the bytes of the kind it may have */

static void know(struct store *s, struct query *st)
{
	struct arena *a = arena_new();
	str bytes;

	/* one that is damaged is none, and so are its frames */
	(void)codec_unpack(s->codec, a, query_bytes(st, 2), 2 * MOST, &bytes);
	codec_add(s->codec, query_text(st, 0), bytes, query_int(st, 1),
		  query_int(st, 3) <= s->retired);
	arena_free(&a);
}

int dictionary_load(struct store *s, struct err *e)
{
	struct query *st;
	int r;

	if (s->dictionaries)
		return 0;
	st = query_take(s,
			"SELECT kind, learned, bytes, number FROM dictionary "
			"WHERE number IN (SELECT max(number) FROM dictionary "
			"GROUP BY kind)",
			e);
	if (!st)
		return -1;
	while ((r = query_step(st, "reading the dictionaries", e)) > 0)
		know(s, st);
	query_give(&st);
	s->dictionaries = r == 0;
	return r;
}

static int look_up(struct store *s, uint32_t id, bool *has, struct err *e)
{
	struct query *st =
		query_take(s,
			   "SELECT kind, learned, bytes, number FROM "
			   "dictionary WHERE number = ?1",
			   e);
	int r;

	*has = false;
	if (!st)
		return -1;
	query_put_int(st, 1, id);
	r = query_step(st, "reading a dictionary", e);
	if (r > 0) {
		know(s, st);
		*has = true;
	}
	query_give(&st);
	return r < 0 ? -1 : 0;
}

int store_pack(struct store *s, struct arena *a, str kind, str bytes, str *out,
	       struct err *e)
{
	if (dictionary_load(s, e) < 0)
		return -1;
	*out = codec_pack(s->codec, a, kind, bytes);
	return 0;
}

bool store_unpack(struct store *s, struct arena *a, str packed, str *out)
{
	uint32_t id = codec_needs(packed);
	struct err ignored = ERR_INIT;
	bool has;

	*out = STR_NONE;
	if (id && !codec_knows(s->codec, id) &&
	    (look_up(s, id, &has, &ignored) < 0 || !has))
		return false;
	return codec_unpack(s->codec, a, packed, LIMIT_OUTPUT, out);
}

/* ---- learning */

bool dictionary_due(struct store *s, str kind, int64_t count)
{
	int64_t learned;

	if (count < FIRST)
		return false;
	learned = codec_learned(s->codec, kind);
	return !learned || count >= learned * AGAIN;
}

struct samples {
	struct buf all;
	size_t sizes[SAMPLES];
	uint32_t n;
};

static int take_samples(struct store *s, struct samples *x, uint32_t n,
			sample_fn *fn, void *ctx, struct err *e)
{
	struct arena *a = arena_new();
	int r = 0;

	for (uint32_t i = 0; r == 0 && i < n; i++) {
		str packed = STR_NONE, one;

		r = fn(ctx, i, n, &packed, e);
		if (r == 0 && packed.p && store_unpack(s, a, packed, &one)) {
			one = str_cut(one, 0, SAMPLE);
			buf_add(&x->all, one);
			x->sizes[x->n++] = one.n;
		}
		arena_reset(a);
	}
	arena_free(&a);
	return r;
}

static int next_number(struct store *s, int64_t *out, struct err *e)
{
	struct query *st = query_take(
		s, "SELECT coalesce(max(number), 0) + 1 FROM dictionary", e);

	return st ? query_number(&st, "reading the dictionaries", 1, out, e)
		  : -1;
}

static int keep_learned(struct store *s, int64_t number, str kind,
			int64_t count, str bytes, struct err *e)
{
	struct query *st = query_take(
		s,
		"INSERT INTO dictionary (number, kind, learned, bytes) "
		"VALUES (?1, ?2, ?3, ?4)",
		e);
	struct arena *a;
	int r;

	if (!st)
		return -1;
	a = arena_new();
	query_put_int(st, 1, number);
	query_put(st, 2, kind);
	query_put_int(st, 3, count);
	query_put_bytes(st, 4, codec_pack(s->codec, a, STR(""), bytes));
	r = query_do(st, "keeping a dictionary", e);
	query_give(&st);
	arena_free(&a);
	if (r == 0)
		codec_add(s->codec, kind, bytes, count, false);
	return r;
}

/* A small share of what it will serve. */
static size_t size_for(const struct samples *x, int64_t count)
{
	size_t all = x->n ? x->all.n / x->n * (size_t)count : 0;

	return all / SHARE < MOST ? all / SHARE : MOST;
}

int dictionary_learn(struct store *s, str kind, int64_t count, sample_fn *fn,
		     void *ctx, struct err *e)
{
	struct samples *x;
	struct arena *a;
	str bytes = STR("");
	int64_t number;
	size_t size;
	int r;

	if (dictionary_load(s, e) < 0)
		return -1;
	if (!dictionary_due(s, kind, count))
		return 0;
	a = arena_new();
	x = arena_one(a, struct samples);
	buf_init(&x->all, ALL_SAMPLES + SAMPLE);
	r = take_samples(s, x, count < SAMPLES ? (uint32_t)count : SAMPLES, fn,
			 ctx, e);
	size = size_for(x, count);
	if (r == 0)
		r = next_number(s, &number, e);
	if (r == 0 && size >= LEAST)
		bytes = codec_learn(a, kind, (uint32_t)number, buf_str(&x->all),
				    x->sizes, x->n, size);
	if (r == 0)
		r = keep_learned(s, number, kind, count,
				 bytes.p ? bytes : STR(""), e);
	buf_release(&x->all);
	arena_free(&a);
	return r;
}

/* ---- a rebuild */

int dictionaries_retire(struct store *s, struct err *e)
{
	struct query *st;
	int r;

	if (dictionary_load(s, e) < 0)
		return -1;
	st = query_take(s, "SELECT coalesce(max(number), 0) FROM dictionary",
			e);
	if (!st)
		return -1;
	r = query_number(&st, "reading the dictionaries", 0, &s->retired, e);
	codec_retire(s->codec);
	return r;
}

/* The last number stays taken, with nothing behind it: whoever has the store
 * open may know a dictionary of that number. */
int dictionaries_drop(struct store *s, struct err *e)
{
	static const char *const steps[] = {
		"DELETE FROM dictionary WHERE number < ?1",
		"UPDATE dictionary SET kind = '', learned = 0, bytes = ?2 "
		"WHERE number = ?1"
	};
	int r = 0;

	for (size_t i = 0; r == 0 && i < COUNT(steps); i++) {
		struct query *st = query_take(s, steps[i], e);

		if (!st)
			return -1;
		query_put_int(st, 1, s->retired);
		if (i == 1)
			query_put_bytes(st, 2, STR(""));
		r = query_do(st, "dropping dictionaries", e);
		query_give(&st);
	}
	s->retired = 0;
	return r;
}

void dictionaries_forget(struct store *s)
{
	codec_forget(s->codec);
	s->dictionaries = false;
	s->retired = 0;
}
