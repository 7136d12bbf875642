/* chronology_check.c - the lines of the chronology beside the record's items.
 *
 * Both are read in their order, line by line. */
#include <stdio.h>

#include "store/chronology_priv.h"

struct sides {
	struct query *items;
	struct chronology *lines;
	struct line_names names;
	struct arena *arena; /* of one item */
	uint32_t wrong;
};

/* A damaged item is told by who reads it. */
static bool fits(const struct item_line *x, const struct entry_line *y)
{
	return x->damaged ? str_eq(x->line.id, y->id)
			  : entry_line_same(&x->line, y);
}

/* The first that differs tells: what stands behind it may only be shifted. */
static int compare(struct sides *s, struct err *e)
{
	struct entry_line line;
	struct item_line item;
	int r, l;

	for (;;) {
		arena_reset(s->arena);
		r = query_step(s->items, "checking the chronology", e);
		if (r > 0 &&
		    line_of_item(&s->names, s->arena, s->items, &item, e) < 0)
			return -1;
		if (r < 0)
			return -1;
		l = chronology_next(s->lines, &line, e);
		if (l < 0 || (r == 0 && l == 0))
			return l;
		if (r != l || !fits(&item, &line)) {
			s->wrong++;
			return 0;
		}
	}
}

static int open_sides(struct sides *s, struct store *store,
		      const struct item_query *q, struct err *e)
{
	s->items = query_take_many(
		store,
		"SELECT " LINE_COLUMNS " FROM item WHERE layer = (SELECT "
		"number FROM term WHERE text = 'entries') ORDER BY "
		"coalesce(day_from, day_to) IS NULL, "
		"coalesce(day_from, day_to), id",
		e);
	if (s->items)
		s->lines = chronology_open(store, q, e);
	return s->lines ? 0 : -1;
}

int chronology_check(struct store *store, report_fn *report, void *ctx,
		     uint32_t *faults, struct err *e)
{
	struct item_query q = { .layer = STR("entries"),
				.from = DAY_NONE,
				.to = DAY_NONE };
	struct arena *a = arena_new();
	struct sides s = { .arena = arena_new(),
			   .names = { .store = store, .arena = a } };
	struct err bad = ERR_INIT;
	int r = open_sides(&s, store, &q, e);

	map_init(&s.names.known, a);
	if (r == 0)
		r = compare(&s, &bad);
	/* what is damaged is a fault found, not a check that failed */
	if (r < 0 && bad.code == ERR_STORE)
		r = 0;
	else if (r < 0)
		*e = bad;
	if (r == 0 && (s.wrong || bad.code != ERR_NONE)) {
		++*faults;
		report(ctx,
		       bad.code != ERR_NONE
			       ? bad.text
			       : "lines of the chronology are not the "
				 "record's; keii rebuild makes them again");
	}
	chronology_close(&s.lines);
	query_give(&s.items);
	arena_free(&s.arena);
	arena_free(&a);
	return r;
}
