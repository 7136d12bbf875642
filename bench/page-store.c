/* page-store.c - makes the record of a store long: page-store STORE N.
 *
 * The store has a record already (the demonstration pile, say). Its items stay;
 * its entries are repeated under new ids and on other days, over forty years,
 * until there are N, and kept through the store's own interface. Their words
 * stay those of the articles, so that every page can be shown. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/store.h"

#define YEARS 40

struct work {
	struct arena *a;
	struct record record;
	struct {
		VEC_OF(uint32_t); /* which of the items are entries */
	} entries;
};

static str member(struct work *w, json_t *x, const char *key)
{
	const char *s = json_string_value(json_object_get(x, key));

	return s ? arena_str(w->a, str_of(s)) : STR_NONE;
}

static void add_strings(struct work *w, json_t *list, const char *key,
			const str **out, uint32_t *n)
{
	str *v = arena_many(w->a, str, json_array_size(list) + 1);

	*n = 0;
	for (size_t i = 0; i < json_array_size(list); i++) {
		str s = member(w, json_array_get(list, i), key);

		if (s.n)
			v[(*n)++] = s;
	}
	*out = v;
}

/* The keys that merge would have given. */
static struct record_item item_of(struct work *w, str layer, json_t *x)
{
	str from = member(w, x, "from"), to = member(w, x, "to");
	char *text = json_dumps(x, 0);
	struct record_item it = {
		.layer = layer,
		.id = member(w, x, "id"),
		.json = arena_str(w->a, str_of(text)),
		.from = from.n ? day_parse(from) : DAY_NONE,
		.to = to.n ? day_parse(to) : DAY_NONE,
	};

	free(text);
	if (str_is(layer, "entries")) {
		it.kind = member(w, x, "kind");
		it.status = member(w, x, "status");
		it.scope = member(w, x, "scope");
	}
	add_strings(w, json_object_get(x, "participants"), "actor", &it.actors,
		    &it.n_actors);
	add_strings(w, json_object_get(x, "mentions"), "article", &it.articles,
		    &it.n_articles);
	return it;
}

static int keep(void *ctx, const struct item_row *row, struct err *e)
{
	struct work *w = ctx;
	json_t *x = json_loadb(row->json.p, row->json.n, 0, NULL);
	str layer = arena_str(w->a, row->layer);

	(void)e;
	if (!x)
		return 0;
	if (str_is(layer, "entries"))
		*vec_add(w->a, &w->entries) = w->record.items.n;
	*vec_add(w->a, &w->record.items) = item_of(w, layer, x);
	json_decref(x);
	return 0;
}

static void set_day(struct work *w, json_t *x, const char *key, day when)
{
	str s = day_text(w->a, when);

	json_object_set_new(x, key, json_stringn(s.p, s.n));
}

/* The n-th of the long record, on a day of its own. */
static void repeat(struct work *w, const struct record_item *old, uint32_t n,
		   uint32_t total)
{
	json_t *x = json_loadb(old->json.p, old->json.n, 0, NULL);
	day from = day_of(2000, 1, 1) +
		   (day)((uint64_t)n * YEARS * 365 / (total ? total : 1));
	day to = from + (n % 7 == 0 ? 6 : 0);
	str edtf = day_text(w->a, from);
	char id[24];

	if (!x)
		return;
	snprintf(id, sizeof(id), "e.b%07u", (unsigned)n);
	json_object_set_new(x, "id", json_string(id));
	json_object_set_new(x, "scope", json_string("core"));
	set_day(w, x, "from", from);
	set_day(w, x, "to", to);
	if (to != from)
		edtf = arena_printf(w->a, "%.*s/%.*s", STR_FMT(edtf),
				    STR_FMT(day_text(w->a, to)));
	json_object_set_new(x, "edtf", json_stringn(edtf.p, edtf.n));
	json_object_set_new(x, "precision", json_string("day"));
	*vec_add(w->a, &w->record.items) = item_of(w, STR("entries"), x);
	json_decref(x);
}

int main(int argc, char **argv)
{
	struct err e = ERR_INIT;
	struct work w = { .a = arena_new() };
	struct item_query all = { .from = DAY_NONE, .to = DAY_NONE };
	long n = argc == 3 ? str_to_long(str_of(argv[2])) : -1;
	struct store *s;

	if (n < 1) {
		fprintf(stderr, "usage: page-store STORE ENTRIES\n");
		return 2;
	}
	s = store_open(argv[1], STORE_WRITE, &e);
	if (!s || store_each_item(s, &all, keep, &w, &e) < 0)
		goto out;
	for (uint32_t i = w.entries.n; w.entries.n && i < (uint32_t)n; i++) {
		struct record_item old =
			w.record.items.v[w.entries.v[i % w.entries.n]];

		repeat(&w, &old, i, (uint32_t)n);
	}
	if (store_begin(s, &e) == 0 &&
	    store_put_record(s, &w.record, true, &e) == 0)
		store_commit(s, &e);
out:
	store_close(&s);
	arena_free(&w.a);
	if (e.code != ERR_NONE)
		fprintf(stderr, "page-store: %s\n", e.text);
	return e.code == ERR_NONE ? 0 : 1;
}
