/* salvage_pages.c - a file that SQLite refuses, page by page.
 *
 * A source or decision never changes once it stands there, so an old page that
 * still has one is as good as a new one: what proves a row is its sum and, of
 * a source, the SHA-256 of its bytes. */
#include "store/salvage_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/map.h"
#include "store/sqlite_pages.h"

#define COLUMNS 7u /* of both tables: lasting.sql */
#define SUM_LETTERS 16u
#define LEAST_BYTES 64u /* of a row: no higher number is one of ours */

struct place {
	int64_t number;
	uint32_t page, cell;
};

struct places {
	VEC_OF(struct place);
};

struct scan {
	struct pages f;
	const char *name;
	struct salvage *x;
	struct arena *arena;
	struct places sources, decisions;
};

/* The number is the row's own and stands as NULL. */
static bool is_lasting(const struct scan *s, const struct page_row *row)
{
	if (row->n != COLUMNS || row->v[0].kind != PAGE_NULL ||
	    row->number < 1 ||
	    (uint64_t)row->number > s->f.file.n / LEAST_BYTES)
		return false;
	for (uint32_t i = 1; i < COLUMNS; i++)
		if (i != 4 && i != 5 && row->v[i].kind != PAGE_TEXT)
			return false;
	return row->v[6].bytes.n == SUM_LETTERS;
}

static int note(void *ctx, const struct page_row *row, struct err *e)
{
	struct scan *s = ctx;
	const struct place at = { row->number, row->page, row->cell };

	(void)e;
	if (!is_lasting(s, row))
		return 0;
	if (row->v[4].kind == PAGE_INT && row->v[5].kind == PAGE_BLOB &&
	    row->v[1].bytes.n == 64)
		*vec_add(s->arena, &s->sources) = at;
	else if (row->v[4].kind == PAGE_TEXT && row->v[5].kind == PAGE_TEXT)
		*vec_add(s->arena, &s->decisions) = at;
	return 0;
}

static int by_number(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->number != y->number)
		return x->number < y->number ? -1 : 1;
	return (x->page > y->page) - (x->page < y->page);
}

static int give(struct scan *s, const struct page_row *row, bool source,
		struct arena *a, struct map *found, struct err *e)
{
	const struct page_value *v = row->v;

	if (map_find(found, v[1].bytes))
		return 0; /* an older page */
	if (source) {
		struct lasting_source x = {
			.row = { .sha256 = arena_str(a, v[1].bytes),
				 .name = arena_str(a, v[2].bytes),
				 .added = arena_str(a, v[3].bytes),
				 .size = (size_t)v[4].number },
			.packed = v[5].bytes,
			.sum = v[6].bytes,
		};

		return salvage_source(s->x, s->name, a, found, &x, row->number,
				      e);
	} else {
		struct lasting_decision x = {
			.row = { .id = arena_str(a, v[1].bytes),
				 .time = arena_str(a, v[2].bytes),
				 .author = arena_str(a, v[3].bytes),
				 .reason = arena_str(a, v[4].bytes),
				 .json = arena_str(a, v[5].bytes) },
			.sum = v[6].bytes,
		};

		return salvage_decision(s->x, s->name, a, &x, row->number, e);
	}
}

/* Each number once: the first of its rows that is whole. */
static int give_all(struct scan *s, struct places *p, bool source,
		    uint32_t *n_lost, struct err *e)
{
	struct arena *a = arena_new();
	struct map found;
	int64_t last = 0;
	uint32_t given = 0;
	char text[300];
	int r = 0;

	map_init(&found, s->arena);
	if (p->n)
		qsort(p->v, p->n, sizeof(*p->v), by_number);
	for (uint32_t i = 0; r >= 0 && i < p->n; i++) {
		struct page_row row;

		arena_reset(a);
		if (p->v[i].number == last ||
		    !sqlite_row(&s->f, a, p->v[i].page, p->v[i].cell, &row))
			continue;
		r = give(s, &row, source, a, &found, e);
		if (r <= 0)
			continue;
		*map_put(&found, arena_str(s->arena, row.v[1].bytes)) = 1;
		last = p->v[i].number;
		given++;
	}
	arena_free(&a);
	if (r < 0)
		return -1;
	/* told one by one as damaged, or not found at all */
	*n_lost = last > given ? (uint32_t)(last - given) : 0;
	snprintf(text, sizeof(text),
		 "%s: %u %s found page by page; %u before the last of them, "
		 "and what perhaps was behind it",
		 s->name, given, source ? "sources" : "decisions", *n_lost);
	s->x->lost(s->x->ctx, text);
	return 0;
}

/* With the size of pages that has the most to give: the file's own word for it
 * stood on its first page. */
static void look(struct scan *s)
{
	struct places sources = { 0 }, decisions = { 0 };
	size_t best = SQLITE_LEAST_PAGE;

	for (size_t size = best; size <= SQLITE_MOST_PAGE; size *= 2) {
		struct err ignored = ERR_INIT;

		s->f.size = size;
		s->sources = s->decisions = (struct places){ 0 };
		sqlite_each_row(&s->f, note, s, &ignored);
		if (s->sources.n + s->decisions.n <= sources.n + decisions.n)
			continue;
		best = size;
		sources = s->sources;
		decisions = s->decisions;
	}
	s->f.size = best;
	s->sources = sources;
	s->decisions = decisions;
}

static int scan(struct scan *s, struct err *e)
{
	int r;

	s->arena = arena_new();
	look(s);
	r = give_all(s, &s->sources, true, &s->x->sources_lost, e);
	if (r == 0)
		r = give_all(s, &s->decisions, false, &s->x->decisions_lost, e);
	arena_free(&s->arena);
	return r;
}

int salvage_bytes(str file, const char *name, struct salvage *x, struct err *e)
{
	struct scan s = { .f.file = file, .name = name, .x = x };

	return scan(&s, e);
}

/* The file's bytes until unmapped; STR_NONE: not to be read, or nothing. */
static str map_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	str out = STR_NONE;
	struct stat st;
	void *p;

	if (fd < 0)
		return out;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0) {
		p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd,
			 0);
		if (p != MAP_FAILED)
			out = (str){ p, (size_t)st.st_size };
	}
	close(fd);
	return out;
}

int salvage_file(const char *path, struct salvage *x, struct err *e)
{
	str file = map_file(path);
	int r;

	if (!file.p)
		return err_errno(e, path);
	r = salvage_bytes(file, path, x, e);
	munmap((void *)(uintptr_t)file.p, file.n);
	return r;
}

bool salvage_finds(const char *path)
{
	struct scan s = { .f.file = map_file(path) };
	bool found;

	if (!s.f.file.p)
		return false;
	s.arena = arena_new();
	look(&s);
	found = s.sources.n || s.decisions.n;
	arena_free(&s.arena);
	munmap((void *)(uintptr_t)s.f.file.p, s.f.file.n);
	return found;
}
