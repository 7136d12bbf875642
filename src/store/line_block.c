/* line_block.c - see line_block.h. */
#include "store/line_block.h"

#include "base/limits.h"

/* The marks of a line. */
#define HAS_FROM 1u
#define HAS_TO 2u
#define ONE_DAY 4u
#define OF_REST 8u

static uint64_t zigzag(int64_t x)
{
	return (uint64_t)x << 1 ^ (uint64_t)(x >> 63);
}

static int64_t unzigzag(uint64_t x)
{
	return (int64_t)(x >> 1) ^ -(int64_t)(x & 1);
}

/* ---- writing */

void block_writer_init(struct block_writer *w, struct arena *a)
{
	*w = (struct block_writer){ .arena = a,
				    .first = INT32_MAX,
				    .ends = INT32_MIN };
	buf_init(&w->words, LIMIT_OUTPUT);
	buf_init(&w->lines, LIMIT_OUTPUT);
	for (int i = 0; i < LINE_PARTS; i++)
		buf_init(&w->texts[i], LIMIT_OUTPUT);
	map_init(&w->numbers, a);
}

void block_writer_free(struct block_writer *w)
{
	buf_release(&w->words);
	buf_release(&w->lines);
	for (int i = 0; i < LINE_PARTS; i++)
		buf_release(&w->texts[i]);
}

static void put_str(struct buf *b, str s)
{
	buf_varint(b, s.n);
	buf_add(b, s);
}

static void put_word(struct block_writer *w, str word)
{
	const uint64_t *known = map_find(&w->numbers, word);

	if (!known) {
		uint64_t *number =
			map_put(&w->numbers, arena_str(w->arena, word));

		*number = ++w->n_words;
		put_str(&w->words, word);
		known = number;
	}
	buf_varint(&w->lines, *known - 1);
}

static void put_texts(struct buf *b, const str v[LANG_COUNT])
{
	put_str(b, v[0]);
	for (int i = 1; i < LANG_COUNT; i++) {
		if (str_eq(v[i], v[i - 1])) {
			buf_varint(b, 0);
		} else {
			buf_varint(b, v[i].n + 1);
			buf_add(b, v[i]);
		}
	}
}

static void put_days(struct block_writer *w, const struct entry_line *x)
{
	bool from = x->from != DAY_NONE, to = x->to != DAY_NONE;
	day when = from ? x->from : x->to;

	if (from || to) {
		buf_varint(&w->lines, zigzag((int64_t)when - w->last));
		w->last = when;
		if (!from || x->from < w->first)
			w->first = from ? x->from : INT32_MIN;
		if (!to || x->to > w->ends)
			w->ends = to ? x->to : INT32_MAX;
	}
	if (from && to && x->from != x->to)
		buf_varint(&w->lines, zigzag((int64_t)x->to - x->from));
}

void block_put(struct block_writer *w, const struct entry_line *x,
	       const struct line_words *actors)
{
	bool core = str_is(x->scope, "core");
	struct buf *t = &w->texts[core ? PART_CORE : PART_REST];
	unsigned marks = (x->from != DAY_NONE ? HAS_FROM : 0) |
			 (x->to != DAY_NONE ? HAS_TO : 0) |
			 (x->from == x->to ? ONE_DAY : 0) |
			 (core ? 0 : OF_REST);

	w->n++;
	buf_byte(&w->lines, (char)marks);
	put_days(w, x);
	put_word(w, x->kind);
	put_word(w, x->status);
	put_word(w, x->scope);
	put_word(w, x->precision);
	buf_varint(&w->lines, zigzag(x->sources));
	buf_varint(&w->lines, zigzag(x->importance));
	buf_varint(&w->lines, actors->n);
	for (uint32_t i = 0; i < actors->n; i++)
		put_word(w, actors->v[i]);
	put_str(t, x->id);
	put_texts(t, x->title);
	put_texts(t, x->words);
	buf_varint(t, x->n_claims);
	for (uint32_t i = 0; i < x->n_claims; i++) {
		put_str(t, x->claims[i].party);
		put_str(t, x->claims[i].status);
	}
}

void block_put_keys(const struct block_writer *w, struct buf *out)
{
	buf_varint(out, w->n_words);
	buf_add(out, buf_str(&w->words));
	buf_varint(out, w->n);
	buf_add(out, buf_str(&w->lines));
}

/* ---- reading */

/* Most numbers have one byte. */
static inline bool take(struct line_bytes *b, uint64_t *out)
{
	*out = 0;
	for (unsigned shift = 0; b->at < b->bytes.n && shift < 63; shift += 7) {
		unsigned char c = (unsigned char)b->bytes.p[b->at++];

		*out |= (uint64_t)(c & 0x7f) << shift;
		if (!(c & 0x80))
			return true;
	}
	return false;
}

static inline bool take_bytes(struct line_bytes *b, uint64_t n, str *out)
{
	if (n > b->bytes.n - b->at)
		return false;
	*out = (str){ b->bytes.p + b->at, (size_t)n };
	b->at += (size_t)n;
	return true;
}

static inline bool take_str(struct line_bytes *b, str *out)
{
	uint64_t n;

	return take(b, &n) && take_bytes(b, n, out);
}

bool block_open(struct block_reader *r, struct arena *a, str keys)
{
	uint64_t n;

	*r = (struct block_reader){ .arena = a,
				    .keys.bytes = keys,
				    .damaged = true };
	if (!take(&r->keys, &n) || n > keys.n)
		return false;
	while (n--)
		if (!take_str(&r->keys, vec_add(a, &r->words)))
			return false;
	if (!take(&r->keys, &n) || n > keys.n)
		return false;
	r->n = r->left = (uint32_t)n;
	r->damaged = false;
	return true;
}

uint32_t block_word(const struct block_reader *r, str word)
{
	for (uint32_t i = 0; i < r->words.n; i++)
		if (str_eq(r->words.v[i], word))
			return i;
	return UINT32_MAX;
}

static bool take_word(struct block_reader *r, uint32_t *out)
{
	uint64_t x;

	if (!take(&r->keys, &x) || x >= r->words.n)
		return false;
	*out = (uint32_t)x;
	return true;
}

static bool take_days(struct block_reader *r, unsigned marks,
		      struct line_keys *out)
{
	uint64_t step, length = 0;

	out->from = out->to = DAY_NONE;
	if (!(marks & (HAS_FROM | HAS_TO)))
		return true;
	if (!take(&r->keys, &step))
		return false;
	r->last = (day)((uint32_t)r->last + (uint32_t)unzigzag(step));
	if (!(marks & HAS_FROM)) {
		out->to = r->last;
		return true;
	}
	out->from = r->last;
	if (!(marks & HAS_TO))
		return true;
	if (!(marks & ONE_DAY) && !take(&r->keys, &length))
		return false;
	out->to = (day)((uint32_t)r->last + (uint32_t)unzigzag(length));
	return true;
}

static bool take_actors(struct block_reader *r, struct line_keys *out)
{
	uint64_t n;

	out->actors.n = 0;
	if (!take(&r->keys, &n) || n > r->keys.bytes.n)
		return false;
	while (n--)
		if (!take_word(r, vec_add(r->arena, &out->actors)))
			return false;
	return true;
}

static bool take_keys(struct block_reader *r, struct line_keys *out)
{
	uint64_t marks, sources, importance;

	if (!take(&r->keys, &marks) || !take_days(r, (unsigned)marks, out) ||
	    !take_word(r, &out->kind) || !take_word(r, &out->status) ||
	    !take_word(r, &out->scope) || !take_word(r, &out->precision) ||
	    !take(&r->keys, &sources) || !take(&r->keys, &importance))
		return false;
	out->part = marks & OF_REST ? PART_REST : PART_CORE;
	out->sources = unzigzag(sources);
	out->importance = unzigzag(importance);
	return take_actors(r, out);
}

bool block_next(struct block_reader *r, struct line_keys *out)
{
	if (!r->left || r->damaged)
		return false;
	r->left--;
	r->damaged = !take_keys(r, out);
	return !r->damaged;
}

static bool take_texts(struct line_bytes *b, str out[LANG_COUNT])
{
	uint64_t n;

	if (!take_str(b, &out[0]))
		return false;
	for (int i = 1; i < LANG_COUNT; i++) {
		if (!take(b, &n))
			return false;
		if (!n)
			out[i] = out[i - 1];
		else if (!take_bytes(b, n - 1, &out[i]))
			return false;
	}
	return true;
}

static bool take_claims(struct block_reader *r, struct line_bytes *b,
			struct entry_line *out)
{
	struct {
		VEC_OF(struct line_claim);
	} list = { 0 };
	uint64_t n;

	if (!take(b, &n))
		return false;
	while (n--) {
		struct line_claim x;

		if (!take_str(b, &x.party) || !take_str(b, &x.status))
			return false;
		*vec_add(r->arena, &list) = x;
	}
	out->claims = list.v;
	out->n_claims = list.n;
	return true;
}

bool block_text(struct block_reader *r, const struct line_keys *k,
		struct entry_line *out)
{
	struct line_bytes *b = &r->texts[k->part];
	struct entry_line passed, *x = out ? out : &passed;

	*x = (struct entry_line){ .kind = r->words.v[k->kind],
				  .status = r->words.v[k->status],
				  .scope = r->words.v[k->scope],
				  .precision = r->words.v[k->precision],
				  .from = k->from,
				  .to = k->to,
				  .sources = k->sources,
				  .importance = k->importance };
	if (take_str(b, &x->id) && take_texts(b, x->title) &&
	    take_texts(b, x->words) && take_claims(r, b, x))
		return true;
	r->damaged = true;
	return false;
}

bool block_texts(struct block_reader *r, enum line_part part, str texts,
		 uint32_t passed)
{
	struct line_bytes *b = &r->texts[part];
	str s[LANG_COUNT];
	struct entry_line x;

	*b = (struct line_bytes){ .bytes = texts };
	for (uint32_t i = 0; i < passed && !r->damaged; i++)
		r->damaged = !take_str(b, &x.id) || !take_texts(b, s) ||
			     !take_texts(b, s) || !take_claims(r, b, &x);
	return !r->damaged;
}
