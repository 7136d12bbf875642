/* postings.c - see postings.h. */
#include "store/postings.h"

static void put(struct arena *a, struct posting_bytes *out, uint64_t x)
{
	for (; x >= 0x80; x >>= 7)
		*vec_add(a, out) = (char)(unsigned char)(x | 0x80);
	*vec_add(a, out) = (char)(unsigned char)x;
}

static void put_key(struct arena *a, struct posting_bytes *out, int64_t before,
		    int64_t article)
{
	kassert(article > before && before >= 0);
	if (!before)
		put(a, out, 0);
	put(a, out, (uint64_t)(article - before));
}

static void put_places(struct arena *a, struct posting_bytes *out,
		       const struct posting_places *x)
{
	uint32_t before = 0;

	for (uint32_t i = 0; i < x->n; i++) {
		put(a, out, x->v[i] - before);
		before = x->v[i];
	}
}

void posting_write(struct arena *a, struct posting_bytes *out, int64_t before,
		   int64_t article,
		   const struct posting_places of[POSTING_PARTS])
{
	const struct posting_places *title = &of[POSTING_TITLE];

	put_key(a, out, before, article);
	put(a, out, (uint64_t)of[POSTING_TEXT].n * 2 + (title->n > 0));
	put_places(a, out, &of[POSTING_TEXT]);
	if (!title->n)
		return;
	put(a, out, title->n);
	put_places(a, out, title);
}

void posting_write_total(struct arena *a, struct posting_bytes *out,
			 int64_t before, int64_t article, uint32_t total)
{
	put_key(a, out, before, article);
	put(a, out, total);
}

/* ---- reading */

static bool take(str s, size_t *at, uint64_t *out)
{
	unsigned char c;

	*out = 0;
	for (unsigned shift = 0; *at < s.n && shift < 63; shift += 7) {
		c = (unsigned char)s.p[(*at)++];
		*out |= (uint64_t)(c & 0x7f) << shift;
		if (c < 0x80)
			return true;
	}
	return false;
}

static bool take_key(struct posting_reader *r)
{
	uint64_t step;

	if (!take(r->bytes, &r->at, &step))
		return false;
	if (!step) {
		r->article = 0;
		if (!take(r->bytes, &r->at, &step))
			return false;
	}
	if (!step || step > (uint64_t)(INT64_MAX - r->article))
		return false;
	r->article += (int64_t)step;
	return true;
}

/* Past n numbers. */
static bool take_places(struct posting_reader *r, uint64_t n, str *out)
{
	size_t from = r->at;

	if (n > r->bytes.n - r->at)
		return false;
	for (; n && r->at < r->bytes.n; r->at++)
		n -= (unsigned char)r->bytes.p[r->at] < 0x80;
	*out = str_cut(r->bytes, from, r->at);
	return n == 0;
}

static bool take_posting(struct posting_reader *r, struct posting *out)
{
	uint64_t text, title = 0;

	*out = (struct posting){ 0 };
	if (!take_key(r) || !take(r->bytes, &r->at, &text) ||
	    !take_places(r, text / 2, &out->places[POSTING_TEXT]))
		return false;
	if (text % 2 && (!take(r->bytes, &r->at, &title) ||
			 !take_places(r, title, &out->places[POSTING_TITLE])))
		return false;
	out->article = r->article;
	out->n[POSTING_TEXT] = (uint32_t)(text / 2);
	out->n[POSTING_TITLE] = (uint32_t)title;
	return true;
}

bool posting_next(struct posting_reader *r, struct posting *out)
{
	if (r->damaged || r->at >= r->bytes.n)
		return false;
	r->damaged = !take_posting(r, out);
	return !r->damaged;
}

bool posting_next_total(struct posting_reader *r, int64_t *article,
			uint32_t *total)
{
	uint64_t n;

	if (r->damaged || r->at >= r->bytes.n)
		return false;
	r->damaged = !take_key(r) || !take(r->bytes, &r->at, &n);
	if (r->damaged)
		return false;
	*article = r->article;
	*total = (uint32_t)n;
	return true;
}

void posting_places(struct arena *a, const struct posting *x,
		    enum posting_part part, struct posting_places *out)
{
	uint32_t place = 0;
	uint64_t step;
	size_t at = 0;

	while (take(x->places[part], &at, &step)) {
		place += (uint32_t)step;
		*vec_add(a, out) = place;
	}
}
