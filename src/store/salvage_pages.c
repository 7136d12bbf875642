/* salvage_pages.c - rows of what lasts in the pages of a file, whatever SQLite
 * says of it.
 *
 * A source or decision never changes once it stands there, so an old page that
 * still has one is as good as a new one: what proves a row is its sum and, of
 * a source, the SHA-256 of its bytes. Pages of indexes tell what there was. */
#include <stdlib.h>

#include "store/salvage_priv.h"
#include "store/sqlite_pages.h"
#include "store/sqlite_wal.h"

#define COLUMNS 7u /* of both tables: lasting.sql */
#define SUM_LETTERS 16u
#define HASH_LETTERS 64u
#define LEAST_BYTES 64u /* of a row: no higher number is one of ours */
/* Chains may be shared by thousands of rows that lie: no more is read in all
 * than so many times the files. */
#define MOST_READ 16u
#define MOST_ID 200u

struct place {
	int64_t number;
	uint32_t order; /* as they were found */
	struct page_place at;
};
struct named {
	int64_t number;
	str name;
};

struct places {
	VEC_OF(struct place);
};
struct names {
	VEC_OF(struct named);
};

struct found {
	struct arena *arena;
	struct pages f;
	size_t left;
	struct places rows[LASTING_KINDS]; /* by number */
	struct names names[LASTING_KINDS]; /* by number */
	struct joined_ids joined;
};

/* ---- what a row is */

static bool is_number(const struct found *f, int64_t number)
{
	size_t all = f->f.file.n + f->f.wal_bytes;

	return number >= 1 && (uint64_t)number <= all / LEAST_BYTES;
}

/* The number is the row's own and stands as NULL. */
static bool is_lasting(const struct found *f, const struct page_row *row)
{
	if (row->index || row->n != COLUMNS || row->v[0].kind != PAGE_NULL ||
	    !is_number(f, row->number))
		return false;
	for (uint32_t i = 1; i < COLUMNS; i++)
		if (i != 4 && i != 5 && row->v[i].kind != PAGE_TEXT)
			return false;
	return row->v[6].bytes.n == SUM_LETTERS;
}

static void note_row(struct found *f, const struct page_row *row)
{
	const struct page_value *v = row->v;
	struct places *to = NULL;

	if (!is_lasting(f, row))
		return;
	if (v[4].kind == PAGE_INT && v[5].kind == PAGE_BLOB &&
	    v[1].bytes.n == HASH_LETTERS)
		to = &f->rows[LASTING_SOURCE];
	else if (v[4].kind == PAGE_TEXT && v[5].kind == PAGE_TEXT)
		to = &f->rows[LASTING_DECISION];
	if (to)
		*vec_add(f->arena, to) =
			(struct place){ row->number, to->n, row->at };
}

static bool is_hex(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!strchr("0123456789abcdef", s.p[i]) || !s.p[i])
			return false;
	return true;
}

/* As dossier.c makes them: "d", then the moment and some letters of chance. */
static bool is_decision_id(str s)
{
	return s.n >= 17 && s.n <= 30 && s.p[0] == 'd' &&
	       is_hex(str_cut(s, 1, s.n));
}

/* "e.vjj46cg7cx": no other table of two texts has such. */
static bool is_item_id(str s)
{
	if (s.n < 4 || s.n > MOST_ID || s.p[1] != '.')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7f)
			return false;
	return true;
}

static void note_joined(struct found *f, const struct page_row *row)
{
	str old = row->v[0].bytes, new = row->v[1].bytes;
	str sum = row->n == 3 ? row->v[2].bytes : STR("");

	if (!old.p || !new.p || old.n > MOST_ID || new.n > MOST_ID || !sum.p)
		return;
	if (sum.n == SUM_LETTERS ||
	    (!sum.n && is_item_id(old) && is_item_id(new)))
		*vec_add(f->arena, &f->joined) =
			(struct joined){ old, new, sum };
}

static void note_index(struct found *f, const struct page_row *row)
{
	const struct page_value *v = row->v;
	struct names *to = NULL;

	if (row->n < 2 || row->n > 3 || v[0].kind != PAGE_TEXT || !v[0].bytes.p)
		return;
	if (v[1].kind == PAGE_TEXT && (row->n == 2 || v[2].kind == PAGE_TEXT))
		note_joined(f, row);
	if (row->n != 2 || v[1].kind != PAGE_INT || !is_number(f, v[1].number))
		return;
	if (v[0].bytes.n == HASH_LETTERS && is_hex(v[0].bytes))
		to = &f->names[LASTING_SOURCE];
	else if (is_decision_id(v[0].bytes))
		to = &f->names[LASTING_DECISION];
	if (to)
		*vec_add(f->arena, to) =
			(struct named){ v[1].number, v[0].bytes };
}

static void note(void *ctx, const struct page_row *row)
{
	if (row->index)
		note_index(ctx, row);
	else
		note_row(ctx, row);
}

/* ---- all of them */

static int by_number(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

static int by_named(const void *a, const void *b)
{
	const struct named *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

static void look(struct found *f, str file, str wal, size_t size)
{
	pages_open(&f->f, f->arena, file, wal, size);
	for (int i = 0; i < LASTING_KINDS; i++) {
		f->rows[i] = (struct places){ 0 };
		f->names[i] = (struct names){ 0 };
	}
	f->joined = (struct joined_ids){ 0 };
	sqlite_each_row(&f->f, note, f);
}

static bool finds(const struct found *f)
{
	return f->rows[LASTING_SOURCE].n || f->rows[LASTING_DECISION].n;
}

/* The size of pages stands in both files' first bytes, which may be damaged;
 * ours have the next two; then every one. So a source can't make the rows of a
 * page of its own be read, but where nothing else is left. */
static size_t size_at(str file, str wal, uint32_t i)
{
	switch (i) {
	case 0:
		return wal_page_size(wal);
	case 1:
		return sqlite_page_size(file);
	case 2:
		return 8192;
	case 3:
		return 4096;
	default:
		return SQLITE_LEAST_PAGE << (i - 4);
	}
}

struct found *found_in(struct arena *a, str file, str wal)
{
	struct found *f = arena_one(a, struct found);

	f->arena = a;
	for (uint32_t i = 0; i < 12 && !finds(f); i++) {
		size_t size = size_at(file, wal, i);

		if (size)
			look(f, file, wal, size);
	}
	f->left = (size_t)MOST_READ * (file.n + wal.n);
	for (int i = 0; i < LASTING_KINDS; i++) {
		if (f->rows[i].n)
			qsort(f->rows[i].v, f->rows[i].n, sizeof(*f->rows[i].v),
			      by_number);
		if (f->names[i].n)
			qsort(f->names[i].v, f->names[i].n,
			      sizeof(*f->names[i].v), by_named);
	}
	return f;
}

size_t found_page_size(const struct found *f)
{
	return f->f.size;
}

int64_t found_last(const struct found *f, enum lasting kind)
{
	const struct places *p = &f->rows[kind];
	const struct names *n = &f->names[kind];
	int64_t last = p->n ? p->v[p->n - 1].number : 0;

	if (n->n && n->v[n->n - 1].number > last)
		last = n->v[n->n - 1].number;
	return last;
}

str found_name(const struct found *f, enum lasting kind, int64_t number)
{
	const struct names *n = &f->names[kind];
	const struct named key = { .number = number };
	const struct named *x =
		n->n ? bsearch(&key, n->v, n->n, sizeof(key), by_named) : NULL;

	return x ? x->name : STR_NONE;
}

const struct joined_ids *found_joined(const struct found *f)
{
	return &f->joined;
}

static uint32_t first_of(const struct places *p, int64_t number)
{
	uint32_t low = 0, high = p->n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (p->v[mid].number < number)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

int found_row(struct found *f, struct arena *a, enum lasting kind,
	      int64_t number, uint32_t count, struct lasting_row *out)
{
	const struct places *p = &f->rows[kind];
	uint32_t views = f->f.wal ? PAGES_VIEWS : 1;
	uint32_t at = first_of(p, number) + count / views;
	struct page_row row;

	if (at >= p->n || p->v[at].number != number || !f->left)
		return -1;
	f->f.view = (enum pages_view)(count % views);
	if (!sqlite_row(&f->f, a, p->v[at].at, &row))
		row.n = 0;
	f->left -= row.bytes < f->left ? row.bytes : f->left;
	if (!row.n)
		return 0;
	for (int i = 0; i < 6; i++)
		out->v[i] = row.v[i + 1].bytes;
	out->size = row.v[4].number;
	return 1;
}

bool salvage_finds(const char *path)
{
	str file = map_file(path, ""), wal = map_file(path, "-wal");
	struct arena *a = arena_new();
	bool found = finds(found_in(a, file, wal));

	arena_free(&a);
	unmap_file(&file);
	unmap_file(&wal);
	return found;
}
