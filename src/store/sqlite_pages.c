/* sqlite_pages.c - see sqlite_pages.h. Pages are counted from 1. */
#include "store/sqlite_pages.h"

#include <string.h>

#define LEAF 0x0d /* of a table */
#define LEAF_HEAD 8u
#define FIRST_HEAD ((size_t)100) /* the file's, before that of page 1 */
#define LIMIT_PAYLOAD ((uint64_t)256 << 20)

static str page_of(const struct pages *f, uint32_t page)
{
	if (!page || page > f->file.n / f->size)
		return STR_NONE;
	return (str){ f->file.p + (page - 1) * f->size, f->size };
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

/* How much of a payload stands in its leaf. */
static size_t local_part(const struct pages *f, uint64_t payload)
{
	const uint64_t most = f->size - 35,
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

/* The payload, where it is small in the page itself. */
static bool payload_of(const struct pages *f, struct arena *a, str page,
		       size_t at, uint64_t n, str *out)
{
	size_t local = local_part(f, n);
	char *all;

	if (at + local > page.n)
		return false;
	*out = (str){ page.p + at, local };
	if (local == n)
		return true;
	if (at + local + 4 > page.n)
		return false;
	all = arena_alloc(a, (size_t)n);
	memcpy(all, page.p + at, local);
	*out = (str){ all, (size_t)n };
	return chain(f, big(page, at + local, 4), all + local,
		     (size_t)n - local);
}

static uint64_t size_of(uint64_t type)
{
	static const unsigned char sizes[] = { 0, 1, 2, 3, 4, 6,
					       8, 8, 0, 0, 0, 0 };

	return type < COUNT(sizes) ? sizes[type] : (type - 12) / 2;
}

static bool value_of(str payload, uint64_t type, size_t *at,
		     struct page_value *out)
{
	uint64_t n = size_of(type);

	*out = (struct page_value){ .kind = PAGE_OTHER };
	if (type == 10 || type == 11 || n > payload.n - *at)
		return false;
	if (type == 0)
		out->kind = PAGE_NULL;
	if (type >= 12)
		out->kind = type % 2 ? PAGE_TEXT : PAGE_BLOB;
	out->bytes = (str){ payload.p + *at, (size_t)n };
	if (type == 8 || type == 9)
		out->number = (int64_t)type - 8;
	else if (type >= 1 && type <= 6)
		for (size_t i = 0; i < n; i++)
			out->number =
				(int64_t)(((uint64_t)out->number << 8) |
					  (unsigned char)payload.p[*at + i]);
	if (type != 7 && ((type >= 1 && type <= 6) || type == 8 || type == 9))
		out->kind = PAGE_INT;
	*at += (size_t)n;
	return true;
}

static bool values_of(str payload, struct page_row *out)
{
	size_t at = 0, value;
	uint64_t head, type;

	if (!varint(payload, &at, &head) || head > payload.n || head < at)
		return false;
	value = (size_t)head;
	while (at < head) {
		if (out->n == PAGE_COLUMNS || !varint(payload, &at, &type) ||
		    !value_of(payload, type, &value, &out->v[out->n]))
			return false;
		out->n++;
	}
	return at == head;
}

/* Whether a payload of n bytes can begin so: what its head names fills it. A
 * lie about its length so costs no walk along a chain. */
static bool fits(str local, uint64_t n)
{
	size_t at = 0;
	uint64_t head, type, sum;
	uint32_t columns = 0;

	if (!varint(local, &at, &head) || head > local.n || head < at)
		return false;
	for (sum = head; at < head && columns <= PAGE_COLUMNS; columns++) {
		if (!varint(local, &at, &type))
			return false;
		sum += size_of(type);
		if (sum > n)
			return false;
	}
	return at == head && sum == n && columns <= PAGE_COLUMNS;
}

static uint32_t cells_in(str page, size_t *head, uint32_t number)
{
	*head = number == 1 ? FIRST_HEAD : 0;
	if (!page.p || (unsigned char)page.p[*head] != LEAF)
		return 0;
	return big(page, *head + 3, 2);
}

bool sqlite_row(const struct pages *f, struct arena *a, uint32_t number,
		uint32_t cell, struct page_row *out)
{
	str page = page_of(f, number), payload = STR_NONE;
	size_t head, at;
	uint64_t n, row;

	*out = (struct page_row){ .page = number, .cell = cell };
	if (cell >= cells_in(page, &head, number))
		return false;
	at = head + LEAF_HEAD + 2 * (size_t)cell;
	if (at + 2 > page.n)
		return false;
	at = big(page, at, 2);
	if (!varint(page, &at, &n) || !varint(page, &at, &row) ||
	    n > LIMIT_PAYLOAD || n > f->file.n ||
	    !fits(str_cut(page, at, at + local_part(f, n)), n))
		return false;
	out->bytes = (size_t)n;
	out->number = (int64_t)row;
	if (!payload_of(f, a, page, at, n, &payload))
		return false;
	return values_of(payload, out);
}

/* Chains may be shared by thousands of rows that lie: no more is read in all
 * than four times the file. */
int sqlite_each_row(const struct pages *f, page_row_fn *fn, void *ctx,
		    struct err *e)
{
	struct arena *a = arena_new();
	size_t left = 4 * f->file.n;
	int r = 0;

	for (uint32_t p = 1; r == 0 && p <= f->file.n / f->size; p++) {
		size_t head;
		uint32_t n = cells_in(page_of(f, p), &head, p);

		for (uint32_t i = 0; r == 0 && i < n && i < f->size / 4; i++) {
			struct page_row row;
			bool whole = sqlite_row(f, a, p, i, &row);

			if (row.bytes > left)
				goto out;
			left -= row.bytes;
			if (whole)
				r = fn(ctx, &row, e);
			arena_reset(a);
		}
	}
out:
	arena_free(&a);
	return r;
}
