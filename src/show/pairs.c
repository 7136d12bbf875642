/* pairs.c - pairs of entries that may be one event, most valuable first. */
#include "show/pairs.h"

#include <stdlib.h>

struct seen {
	str id, words;
	long long importance;
};

struct waiting {
	struct arena *arena;
	const char *label; /* path of the entry's label in the language */
	struct map at;	   /* id -> 1 + index in entries */
	struct {
		VEC_OF(struct seen);
	} entries;
	struct pairs pairs;
};

static int take_entry(void *ctx, const struct item_row *row, struct err *e)
{
	struct waiting *w = ctx;
	struct json_t *x = item_parse(row->json);
	const struct json_t *list = item_at(x, "doubtful");
	struct seen *s = vec_add(w->arena, &w->entries);
	str date = item_str(x, "edtf");

	(void)e;
	s->id = arena_str(w->arena, row->id);
	s->importance = item_int(x, "importance");
	s->words = arena_printf(w->arena, "%.*s  %.*s",
				STR_FMT(date.n ? date : STR("undated")),
				STR_FMT(item_str(x, w->label)));
	*map_put(&w->at, s->id) = w->entries.n;
	for (uint32_t i = 0; i < item_count(list); i++) {
		const struct json_t *d = item_nth(list, i);

		*vec_add(w->arena, &w->pairs) = (struct pair){
			.a = s->id,
			.b = arena_str(w->arena, item_str(d, "entry")),
			.why = arena_str(w->arena, item_str(d, "why")),
		};
	}
	item_free(&x);
	return 0;
}

static const struct seen *entry_of(const struct waiting *w, str id)
{
	const uint64_t *at = map_find(&w->at, id);

	return at ? &w->entries.v[*at - 1] : NULL;
}

static int by_importance(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int c;

	if (x->importance != y->importance)
		return x->importance > y->importance ? -1 : 1;
	c = str_cmp(x->a, y->a);
	return c ? c : str_cmp(x->b, y->b);
}

/* A pair that both entries tell is one. */
static void settle(struct waiting *w)
{
	struct map told;
	uint32_t n = 0;

	map_init(&told, w->arena);
	for (uint32_t i = 0; i < w->pairs.n; i++) {
		struct pair p = w->pairs.v[i];
		const struct seen *x = entry_of(w, p.a), *y = entry_of(w, p.b);
		uint64_t *again;

		if (!x || !y)
			continue;
		if (str_cmp(p.a, p.b) > 0) {
			const struct seen *other = x;

			x = y;
			y = other;
		}
		p.a = x->id;
		p.b = y->id;
		p.words[0] = x->words;
		p.words[1] = y->words;
		again = map_put(&told,
				arena_printf(w->arena, "%.*s %.*s",
					     STR_FMT(p.a), STR_FMT(p.b)));
		if ((*again)++)
			continue;
		p.importance = x->importance + y->importance;
		w->pairs.v[n++] = p;
	}
	w->pairs.n = n;
	if (n)
		qsort(w->pairs.v, n, sizeof(*w->pairs.v), by_importance);
}

int pairs_find(struct view *v, struct pairs *out, struct err *e)
{
	struct item_query q = { .layer = STR("entries"),
				.from = DAY_NONE,
				.to = DAY_NONE };
	struct waiting w = { .arena = v->arena };

	w.label = v->lang == LANG_JA ? "label.ja" : "label.en";
	map_init(&w.at, v->arena);
	if (store_each_item(v->store, &q, take_entry, &w, e) < 0)
		return -1;
	settle(&w);
	*out = w.pairs;
	return 0;
}
