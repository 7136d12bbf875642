/* sqlite_pages.c - see sqlite_pages.h. Pages are counted from 1. */
#include "store/sqlite_pages.h"

#include <stdlib.h>
#include <string.h>

#include "store/sqlite_wal.h"

/* What a page says it is. */
#define INDEX_INNER 0x02
#define INDEX_LEAF 0x0a
#define TABLE_LEAF 0x0d
#define LEAF_HEAD 8u
#define INNER_HEAD 12u
#define FIRST_HEAD ((size_t)100) /* the file's, before that of page 1 */
#define LIMIT_PAYLOAD ((uint64_t)256 << 20)

struct pages_wal {
	struct wal w;
	/* indexes of committed frames, by page, of one the newest first */
	uint32_t *by_page, n;
};

/* ---- pages */

/* qsort has no place for what the numbers mean: frames are sorted as copies. */
struct sorted {
	uint32_t page, generation, at;
};

static int by_page(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;

	if (x->page != y->page)
		return x->page < y->page ? -1 : 1;
	if (x->generation != y->generation)
		return x->generation < y->generation ? -1 : 1;
	return (x->at < y->at) - (x->at > y->at);
}

static void sort_frames(struct arena *a, struct pages_wal *x)
{
	struct sorted *s = arena_many(a, struct sorted, (size_t)x->w.n + 1);

	for (uint32_t i = 0; i < x->w.n; i++)
		if (x->w.v[i].committed && x->w.v[i].page)
			s[x->n++] = (struct sorted){ x->w.v[i].page,
						     x->w.v[i].generation, i };
	qsort(s, x->n, sizeof(*s), by_page);
	x->by_page = arena_many(a, uint32_t, (size_t)x->n + 1);
	for (uint32_t i = 0; i < x->n; i++)
		x->by_page[i] = s[i].at;
}

size_t sqlite_page_size(str file)
{
	size_t size;

	if (file.n < FIRST_HEAD || !str_starts(file, STR("SQLite format 3")))
		return 0;
	size = (size_t)((unsigned char)file.p[16] << 8 |
			(unsigned char)file.p[17]);
	if (size == 1)
		size = SQLITE_MOST_PAGE;
	return size >= SQLITE_LEAST_PAGE && (size & (size - 1)) == 0 ? size : 0;
}

void pages_open(struct pages *f, struct arena *a, str file, str wal,
		size_t size)
{
	*f = (struct pages){ .file = file, .size = size, .wal_bytes = wal.n };
	if (!wal.n)
		return;
	f->wal = arena_one(a, struct pages_wal);
	wal_read(a, wal, size, &f->wal->w);
	sort_frames(a, f->wal);
}

/* Index of the first frame of the page, or of none. */
static uint32_t first_frame(const struct pages_wal *x, uint32_t page)
{
	uint32_t low = 0, high = x->n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (x->w.v[x->by_page[mid]].page < page)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Frames of before the file began anew are in the store's file, which is at
 * least as new. */
static str frame_of(const struct pages *f, uint32_t page, bool whole, bool old)
{
	const struct pages_wal *x = f->wal;

	for (uint32_t i = x ? first_frame(x, page) : 0; x && i < x->n; i++) {
		const struct wal_frame *frame = &x->w.v[x->by_page[i]];

		if (frame->page != page)
			break;
		if ((frame->whole || !whole) && (!frame->generation || old))
			return frame->bytes;
	}
	return STR_NONE;
}

static str in_file(const struct pages *f, uint32_t page)
{
	if (!page || page > f->file.n / f->size)
		return STR_NONE;
	return (str){ f->file.p + (page - 1) * f->size, f->size };
}

static str page_of(const struct pages *f, uint32_t page)
{
	str p = STR_NONE;

	if (f->view != PAGES_FILE)
		p = frame_of(f, page, f->view == PAGES_WHOLE, false);
	if (!p.p)
		p = in_file(f, page);
	return p.p ? p : frame_of(f, page, false, true);
}

static str page_at(const struct pages *f, struct page_place at)
{
	if (!at.frame)
		return in_file(f, at.page);
	return f->wal && at.frame <= f->wal->w.n
		       ? f->wal->w.v[at.frame - 1].bytes
		       : STR_NONE;
}

static uint32_t big(str s, size_t at, size_t n)
{
	uint32_t x = 0;

	for (size_t i = 0; i < n; i++)
		x = x << 8 | (unsigned char)s.p[at + i];
	return x;
}

/* Seven bits a byte, the ninth has eight. false: the bytes end before. */
static bool varint(str s, size_t *at, uint64_t *out)
{
	uint64_t x = 0;

	for (int i = 0; i < 9 && *at < s.n; i++) {
		unsigned char c = (unsigned char)s.p[(*at)++];

		if (i == 8) {
			*out = x << 8 | c;
			return true;
		}
		x = x << 7 | (c & 0x7f);
		if (!(c & 0x80)) {
			*out = x;
			return true;
		}
	}
	return false;
}

/* ---- payloads */

/* How much of a payload stands in its page. */
static size_t local_part(const struct pages *f, bool index, uint64_t payload)
{
	const uint64_t most = index ? (f->size - 12) * 64 / 255 - 23
				    : f->size - 35,
		       least = (f->size - 12) * 32 / 255 - 23;
	uint64_t n;

	if (payload <= most)
		return (size_t)payload;
	n = least + (payload - least) % (f->size - 4);
	return (size_t)(n <= most ? n : least);
}

/* The rest stands in a chain of pages; each gives some, so it ends. */
static bool chain(const struct pages *f, uint32_t page, char *to, size_t n)
{
	while (n) {
		str p = page_of(f, page);
		size_t here = n < f->size - 4 ? n : f->size - 4;

		if (!p.p)
			return false;
		memcpy(to, p.p + 4, here);
		to += here;
		n -= here;
		page = big(p, 0, 4);
	}
	return true;
}

static uint64_t size_of(uint64_t type)
{
	static const unsigned char sizes[] = { 0, 1, 2, 3, 4, 6,
					       8, 8, 0, 0, 0, 0 };

	return type < COUNT(sizes) ? sizes[type] : (type - 12) / 2;
}

static int64_t int_of(str bytes)
{
	uint64_t x =
		bytes.n && (unsigned char)bytes.p[0] & 0x80 ? UINT64_MAX : 0;

	for (size_t i = 0; i < bytes.n; i++)
		x = x << 8 | (unsigned char)bytes.p[i];
	return (int64_t)x;
}

static struct page_value value_of(uint64_t type, str bytes)
{
	struct page_value v = { .kind = PAGE_OTHER, .bytes = bytes };

	if (type == 0)
		v.kind = PAGE_NULL;
	else if (type >= 12)
		v.kind = type % 2 ? PAGE_TEXT : PAGE_BLOB;
	else if (type != 7)
		v.kind = PAGE_INT;
	if (type == 8 || type == 9)
		v.number = (int64_t)type - 8;
	else if (v.kind == PAGE_INT && bytes.p)
		v.number = int_of(bytes);
	return v;
}

/* Whether a payload of n bytes begins so: what its head names fills it. A lie
 * about its length so costs no walk along a chain. */
static bool values_of(str payload, uint64_t n, struct page_row *out)
{
	size_t at = 0;
	uint64_t head, type, value;

	out->n = 0;
	if (!varint(payload, &at, &head) || head > payload.n || head < at)
		return false;
	value = head;
	while (at < head) {
		str bytes = STR_NONE;

		if (out->n == PAGE_COLUMNS || !varint(payload, &at, &type) ||
		    type == 10 || type == 11 || size_of(type) > n - value)
			return false;
		bytes.n = (size_t)size_of(type);
		if (value + bytes.n <= payload.n)
			bytes.p = payload.p + value;
		out->v[out->n++] = value_of(type, bytes);
		value += bytes.n;
	}
	return at == head && value == n;
}

/* ---- rows */

/* head: where that of the page begins; its bytes. */
static uint32_t cells_in(str page, uint32_t number, size_t *head,
			 size_t *head_bytes)
{
	unsigned char what;

	*head = number == 1 ? FIRST_HEAD : 0;
	if (!page.p)
		return 0;
	what = (unsigned char)page.p[*head];
	*head_bytes = what == INDEX_INNER ? INNER_HEAD : LEAF_HEAD;
	return what == TABLE_LEAF || what == INDEX_LEAF || what == INDEX_INNER
		       ? big(page, *head + 3, 2)
		       : 0;
}

/* local: what of its payload stands in the page; rest: where it goes on. */
static bool cell_of(const struct pages *f, struct page_place place,
		    struct page_row *out, str *local, uint32_t *rest)
{
	str page = page_at(f, place);
	size_t head, head_bytes, at;
	uint64_t n, row = 0;

	*out = (struct page_row){ .at = place };
	if (place.cell >= cells_in(page, place.page, &head, &head_bytes))
		return false;
	at = head + head_bytes + 2 * (size_t)place.cell;
	if (at + 2 > page.n)
		return false;
	at = big(page, at, 2);
	out->index = (unsigned char)page.p[head] != TABLE_LEAF;
	if ((unsigned char)page.p[head] == INDEX_INNER)
		at += 4;
	if (!varint(page, &at, &n) ||
	    (!out->index && !varint(page, &at, &row)) || n > LIMIT_PAYLOAD)
		return false;
	out->number = (int64_t)row;
	out->bytes = (size_t)n;
	local->p = page.p + at;
	local->n = local_part(f, out->index, n);
	if (at + local->n + (local->n < n ? 4 : 0) > page.n)
		return false;
	*rest = local->n < n ? big(page, at + local->n, 4) : 0;
	return values_of(*local, n, out);
}

bool sqlite_row(const struct pages *f, struct arena *a, struct page_place at,
		struct page_row *out)
{
	uint32_t rest;
	str local;
	char *all;

	if (!cell_of(f, at, out, &local, &rest))
		return false;
	if (local.n == out->bytes)
		return true;
	if (out->bytes > f->file.n + f->wal_bytes)
		return false;
	all = arena_alloc(a, out->bytes);
	memcpy(all, local.p, local.n);
	return chain(f, rest, all + local.n, out->bytes - local.n) &&
	       values_of((str){ all, out->bytes }, out->bytes, out);
}

static void rows_of(const struct pages *f, struct page_place at,
		    page_row_fn *fn, void *ctx)
{
	size_t head, head_bytes;
	uint32_t n = cells_in(page_at(f, at), at.page, &head, &head_bytes),
		 rest;

	for (; at.cell < n && at.cell < f->size / 4; at.cell++) {
		struct page_row row;
		str local;

		if (cell_of(f, at, &row, &local, &rest))
			fn(ctx, &row);
	}
}

void sqlite_each_row(const struct pages *f, page_row_fn *fn, void *ctx)
{
	const struct wal *w = f->wal ? &f->wal->w : NULL;

	for (uint32_t p = 1; p <= f->file.n / f->size; p++)
		rows_of(f, (struct page_place){ .page = p }, fn, ctx);
	for (int old = 1; w && old >= 0; old--)
		for (uint32_t i = 0; i < w->n; i++)
			if (w->v[i].committed && w->v[i].page &&
			    (w->v[i].generation > 0) == (old == 1))
				rows_of(f,
					(struct page_place){ w->v[i].page,
							     i + 1, 0 },
					fn, ctx);
}
