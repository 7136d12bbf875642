/* chronology_put.c - see chronology.h: the rows in which something changed are
 * written again.
 *
 * What goes is told by ids, what comes by the numbers of items, which are read
 * again, some together, when all are written: no line waits in memory. What
 * stays is taken over from the row as it was. */
#include <stdlib.h>

#include "base/limits.h"
#include "store/chronology_priv.h"
#include "store/dictionary.h"

/* Rows by number: the month of a day, years of twelve; behind all months those
 * without a date, by the letter behind "e." of their ids, in the order of
 * these. */
#define UNDATED (1 << 20)
#define LETTERS 256

#define TOGETHER 32 /* items read by one question */

struct change {
	int32_t block;
	bool comes;
	int64_t number; /* of what comes */
	str id;		/* of what goes */
};

struct chronology_writer {
	struct store *store;
	struct arena *arena;	   /* ids, names */
	struct arena *row, *items; /* of one row; of items read together */
	struct line_names names;
	struct change *v;
	uint32_t n, cap;
	struct query *read, *item, *write, *remove;
};

struct chronology_writer *chronology_writer_new(struct store *s)
{
	struct chronology_writer *w = xmalloc(sizeof(*w));

	*w = (struct chronology_writer){ .store = s,
					 .arena = arena_new(),
					 .row = arena_new(),
					 .items = arena_new() };
	w->names = (struct line_names){ .store = s, .arena = w->arena };
	map_init(&w->names.known, w->arena);
	return w;
}

void chronology_writer_free(struct chronology_writer **at)
{
	struct chronology_writer *w = *at;

	if (!w)
		return;
	query_give(&w->read);
	query_give(&w->item);
	query_give(&w->write);
	query_give(&w->remove);
	arena_free(&w->arena);
	arena_free(&w->row);
	arena_free(&w->items);
	free(w->v);
	free(w);
	*at = NULL;
}

/* ---- what changed */

static int32_t block_of(day when, str id)
{
	struct civil c;

	if (when != DAY_NONE) {
		c = day_civil(when);
		return c.y * 12 + c.m - 1;
	}
	if (str_cmp(id, STR("e.")) < 0)
		return UNDATED;
	if (!str_starts(id, STR("e.")))
		return UNDATED + LETTERS;
	return UNDATED + (id.n > 2 ? (unsigned char)id.p[2] : 0);
}

static struct change *add_change(struct chronology_writer *w)
{
	if (w->n == w->cap) {
		w->cap = w->cap ? w->cap * 2 : 256;
		w->v = xrealloc(w->v, w->cap * sizeof(*w->v));
	}
	return &w->v[w->n++];
}

void chronology_touch(struct chronology_writer *w, int64_t number, str id,
		      struct chronology_place was, struct chronology_place now)
{
	if (was.there)
		*add_change(w) = (struct change){
			.block = block_of(was.when, id),
			.id = arena_str(w->arena, id),
		};
	if (now.there)
		*add_change(w) = (struct change){
			.block = block_of(now.when, id),
			.comes = true,
			.number = number,
		};
}

/* Of a row what goes stands before what comes. */
static int by_block(const void *a, const void *b)
{
	const struct change *x = a, *y = b;

	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	if (x->comes != y->comes)
		return x->comes ? 1 : -1;
	return x->comes ? (x->number > y->number) - (x->number < y->number)
			: str_cmp(x->id, y->id);
}

/* ---- what comes */

static int name_of(struct line_names *names, int64_t number, str *out,
		   struct err *e)
{
	str key = { (const char *)&number, sizeof(number) };
	const uint64_t *at = map_find(&names->known, key);
	struct query *st;
	str *name;
	int r;

	if (at) {
		*out = *(const str *)(uintptr_t)*at;
		return 0;
	}
	st = query_take(names->store, "SELECT text FROM term WHERE number = ?1",
			e);
	if (!st)
		return -1;
	query_put_int(st, 1, number);
	r = query_step(st, "reading the record", e);
	name = arena_one(names->arena, str);
	if (r > 0)
		*name = arena_str(names->arena, query_text(st, 0));
	query_give(&st);
	*map_put(&names->known, arena_str(names->arena, key)) =
		(uint64_t)(uintptr_t)name;
	*out = *name;
	return r < 0 ? -1 : 0;
}

static day day_in(struct query *st, int column)
{
	return query_text(st, column).p ? (day)query_int(st, column) : DAY_NONE;
}

/* From a column that has a term's number or none, unless it is told. */
static int name_in(struct line_names *names, struct query *st, int column,
		   str *out, struct err *e)
{
	return !out->n && query_text(st, column).p
		       ? name_of(names, query_int(st, column), out, e)
		       : 0;
}

static int names_in(struct line_names *names, struct arena *a, struct query *st,
		    struct item_line *out, struct err *e)
{
	const struct numbers *actors;
	struct links links;

	if (name_in(names, st, 3, &out->line.kind, e) < 0 ||
	    name_in(names, st, 4, &out->line.status, e) < 0 ||
	    name_in(names, st, 5, &out->line.scope, e) < 0)
		return -1;
	/* damaged ones lead to fewer actors, as they do in the tables */
	(void)links_read(a, query_bytes(st, 6), &links);
	actors = &links.of[LINK_ACTOR];
	for (uint32_t i = 0; i < actors->n; i++)
		if (name_of(names, actors->v[i], vec_add(a, &out->actors), e) <
		    0)
			return -1;
	return 0;
}

int line_of_item(struct line_names *names, struct arena *a, struct query *st,
		 struct item_line *out, struct err *e)
{
	struct buf joined;
	str json;

	buf_init(&joined, LIMIT_OUTPUT);
	*out = (struct item_line){ .damaged = true };
	if (item_json(st, a, &joined, 7, true, &json)) {
		json = joined.n ? arena_str(a, json) : json;
		out->damaged = !entry_line_read(a, json, &out->line);
	}
	buf_release(&joined);
	out->line.id = arena_str(a, query_text(st, 0));
	out->line.from = day_in(st, 1);
	out->line.to = day_in(st, 2);
	return names_in(names, a, st, out, e);
}

int by_line(const void *a, const void *b)
{
	const struct entry_line *x = &((const struct item_line *)a)->line;
	const struct entry_line *y = &((const struct item_line *)b)->line;
	day d = x->from != DAY_NONE ? x->from : x->to;
	day f = y->from != DAY_NONE ? y->from : y->to;

	return d != f ? (d < f ? -1 : 1) : str_cmp(x->id, y->id);
}

static int read_items(struct chronology_writer *w, const struct change *v,
		      uint32_t n, struct item_line *out, uint32_t *got,
		      struct err *e)
{
	int r;

	for (uint32_t i = 0; i < TOGETHER; i++)
		query_put_int(w->item, (int)i + 1, v[i < n ? i : n - 1].number);
	while ((r = query_step(w->item, "reading the record", e)) > 0) {
		kassert(*got < n);
		if (line_of_item(&w->names, w->items, w->item, &out[(*got)++],
				 e) < 0)
			return -1;
	}
	query_rewind(w->item);
	return r;
}

static int read_coming(struct chronology_writer *w, const struct change *v,
		       uint32_t n, struct item_line **out, uint32_t *got,
		       struct err *e)
{
	*out = arena_many(w->items, struct item_line, n + 1);
	*got = 0;
	for (uint32_t i = 0; i < n; i += TOGETHER) {
		uint32_t some = n - i < TOGETHER ? n - i : TOGETHER, more = 0;

		if (read_items(w, v + i, some, *out + i, &more, e) < 0)
			return -1;
		kassert(more == some);
		*got += more;
	}
	if (n)
		qsort(*out, n, sizeof(**out), by_line);
	return 0;
}

/* ---- a row */

struct old_row {
	struct block_reader r;
	struct line_keys keys;
	struct item_line line;
	bool there; /* line is one of it */
};

/* Those that go are in order of their ids. */
static bool goes(const struct change *v, uint32_t n, str id)
{
	uint32_t low = 0, high = n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;
		int c = str_cmp(v[mid].id, id);

		if (c == 0)
			return true;
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return false;
}

static bool next_old(struct old_row *old, const struct change *gone, uint32_t n)
{
	struct item_line *x = &old->line;

	do {
		old->there = block_next(&old->r, &old->keys) &&
			     block_text(&old->r, &old->keys, &x->line);
	} while (old->there && goes(gone, n, x->line.id));
	x->actors.n = 0;
	for (uint32_t i = 0; old->there && i < old->keys.actors.n; i++)
		*vec_add(old->r.arena, &x->actors) =
			old->r.words.v[old->keys.actors.v[i]];
	return !old->r.damaged;
}

static bool open_old(struct chronology_writer *w, struct old_row *old)
{
	str part;

	if (!store_unpack(w->store, w->row, query_bytes(w->read, 0), &part) ||
	    !block_open(&old->r, w->row, part))
		return false;
	for (int i = 0; i < LINE_PARTS; i++)
		if (!store_unpack(w->store, w->row, query_bytes(w->read, 1 + i),
				  &part) ||
		    !block_texts(&old->r, (enum line_part)i, part, 0))
			return false;
	return true;
}

static int put_row(struct chronology_writer *w, int32_t block,
		   struct block_writer *b, struct err *e)
{
	struct query *st = b->n ? w->write : w->remove;
	struct codec *c = w->store->codec;
	struct buf keys;

	query_put_int(st, 1, block);
	if (!b->n)
		return query_do(st, "keeping the chronology", e);
	buf_init(&keys, LIMIT_OUTPUT);
	block_put_keys(b, &keys);
	query_put_int(st, 2, b->first);
	query_put_int(st, 3, b->ends);
	query_put_bytes(st, 4, codec_pack_large(c, w->row, buf_str(&keys)));
	for (int i = 0; i < LINE_PARTS; i++)
		query_put_bytes(
			st, 5 + i,
			codec_pack_large(c, w->row, buf_str(&b->texts[i])));
	buf_release(&keys);
	return query_do(st, "keeping the chronology", e);
}

/* What stays and what comes, in their order. */
static bool join(struct block_writer *b, struct old_row *old,
		 const struct change *gone, uint32_t n_gone,
		 const struct item_line *coming, uint32_t n)
{
	uint32_t i = 0;

	while (i < n || old->there) {
		bool is_old = old->there &&
			      (i == n || by_line(&old->line, &coming[i]) < 0);
		const struct item_line *x = is_old ? &old->line : &coming[i++];

		block_put(b, &x->line, &x->actors);
		if (is_old && !next_old(old, gone, n_gone))
			return false;
	}
	return true;
}

static int damaged(struct err *e)
{
	return err_set(e, ERR_STORE,
		       "lines of the chronology are damaged; keii rebuild "
		       "makes them again");
}

static int write_joined(struct chronology_writer *w, const struct change *v,
			uint32_t n, bool has_old, struct err *e)
{
	uint32_t n_gone = 0, n_coming;
	struct old_row old = { 0 };
	struct item_line *coming;
	struct block_writer b;
	int r = 0;

	while (n_gone < n && !v[n_gone].comes)
		n_gone++;
	if (read_coming(w, v + n_gone, n - n_gone, &coming, &n_coming, e) < 0)
		return -1;
	if (has_old && (!open_old(w, &old) || !next_old(&old, v, n_gone)))
		return damaged(e);
	block_writer_init(&b, w->row);
	if (!join(&b, &old, v, n_gone, coming, n_coming))
		r = damaged(e);
	if (r == 0)
		r = put_row(w, v->block, &b, e);
	block_writer_free(&b);
	return r;
}

static int write_row(struct chronology_writer *w, const struct change *v,
		     uint32_t n, bool whole, struct err *e)
{
	int has_old = 0, r = 0;

	if (!whole) {
		query_put_int(w->read, 1, v->block);
		has_old = query_step(w->read, "reading the chronology", e);
		if (has_old < 0)
			return -1;
	}
	r = write_joined(w, v, n, has_old > 0, e);
	if (!whole)
		query_rewind(w->read);
	arena_reset(w->row);
	arena_reset(w->items);
	return r;
}

static int take_all(struct chronology_writer *w, struct err *e)
{
	w->read = query_take(w->store,
			     "SELECT keys, core, rest FROM chronology "
			     "WHERE block = ?1",
			     e);
	if (w->read)
		w->item = query_take(
			w->store,
			"SELECT " LINE_COLUMNS " FROM item WHERE number IN "
			"(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
			"?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, "
			"?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32)",
			e);
	if (w->item)
		w->write = query_take(
			w->store,
			"INSERT INTO chronology (block, first, ends, keys, "
			"core, rest) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
			"ON CONFLICT (block) DO UPDATE SET first = ?2, "
			"ends = ?3, keys = ?4, core = ?5, rest = ?6",
			e);
	if (w->write)
		w->remove = query_take(
			w->store, "DELETE FROM chronology WHERE block = ?1", e);
	return w->remove ? 0 : -1;
}

int chronology_write(struct chronology_writer *w, bool whole, struct err *e)
{
	int r = whole ? store_run(w->store, "DELETE FROM chronology;", e) : 0;

	if (r == 0)
		r = take_all(w, e);
	if (w->n)
		qsort(w->v, w->n, sizeof(*w->v), by_block);
	for (uint32_t i = 0, n; r == 0 && i < w->n; i += n) {
		for (n = 1; i + n < w->n && w->v[i + n].block == w->v[i].block;)
			n++;
		r = write_row(w, &w->v[i], n, whole, e);
	}
	return r;
}
