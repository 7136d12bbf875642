/* review_queue.c - keii review without a verb: what waits for a person.
 *
 * Pairs of entries that may be one event, those first whose two entries weigh
 * most; then decisions that name nothing that is in the record now. */
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/map.h"
#include "cli/decide.h"
#include "show/item.h"

#define LIMIT_SHOWN ((size_t)1 << 20)

struct seen {
	str id, words;
	long long importance;
};

struct pair {
	str a, b, why;
	long long importance; /* of both */
};

struct waiting {
	struct arena *arena;
	const char *label; /* path of the entry's label in the language */
	struct map at;	   /* id -> 1 + index in entries */
	struct {
		VEC_OF(struct seen);
	} entries;
	struct {
		VEC_OF(struct pair);
	} pairs;
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

/* A pair that both entries tell is one; hidden entries wait for nobody. */
static void settle_pairs(struct waiting *w)
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
			p.a = y->id;
			p.b = x->id;
		}
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

static void print_pair(const struct cli *c, const struct waiting *w,
		       const struct pair *p)
{
	struct buf out;
	struct json j;

	if (!c->json) {
		printf("may be one event (%.*s)\n    %.*s  %.*s\n    %.*s  "
		       "%.*s\n",
		       STR_FMT(p->why), STR_FMT(p->a),
		       STR_FMT(entry_of(w, p->a)->words), STR_FMT(p->b),
		       STR_FMT(entry_of(w, p->b)->words));
		return;
	}
	buf_init(&out, LIMIT_SHOWN);
	json_init(&j, &out, 0);
	json_open(&j, '{');
	json_key(&j, "entries");
	json_open(&j, '[');
	json_str(&j, p->a);
	json_str(&j, p->b);
	json_close(&j);
	json_put_str(&j, "why", p->why);
	json_put_int(&j, "importance", p->importance);
	json_close(&j);
	buf_byte(&out, '\n');
	fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
}

struct open_decisions {
	const struct cli *cli;
	uint32_t n;
};

static int print_open(void *ctx, const struct item_row *row, struct err *e)
{
	struct open_decisions *o = ctx;
	struct json_t *x = item_parse(row->json);

	(void)e;
	if (str_is(item_str(x, "state"), "open")) {
		o->n++;
		if (o->cli->json)
			printf("%.*s\n", STR_FMT(row->json));
		else
			printf("names nothing in the record now: decision "
			       "%.*s (%.*s by %.*s)\n",
			       STR_FMT(row->id),
			       STR_FMT(item_str(x, "decision.do")),
			       STR_FMT(item_str(x, "author")));
	}
	item_free(&x);
	return 0;
}

int review_queue(struct cli *c)
{
	struct item_query q = { .layer = STR("entries"),
				.from = DAY_NONE,
				.to = DAY_NONE };
	struct waiting w = { .arena = c->arena };
	struct open_decisions o = { c, 0 };
	struct err e = ERR_INIT;
	struct store *s = store_open(c->store, STORE_READ, &e);
	int code = EXIT_OK;

	if (!s)
		return cli_fail(&e);
	w.label =
		c->lang && strcmp(c->lang, "ja") == 0 ? "label.ja" : "label.en";
	map_init(&w.at, c->arena);
	if (store_each_item(s, &q, take_entry, &w, &e) < 0) {
		code = cli_fail(&e);
	} else {
		settle_pairs(&w);
		for (uint32_t i = 0; i < w.pairs.n; i++)
			print_pair(c, &w, &w.pairs.v[i]);
		q.layer = STR("reviews");
		if (store_each_item(s, &q, print_open, &o, &e) < 0)
			code = cli_fail(&e);
	}
	if (code == EXIT_OK && !w.pairs.n && !o.n && !c->json)
		puts("nothing waits for a decision");
	store_close(&s);
	return code;
}
