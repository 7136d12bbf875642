/* test_merge.c - keii test-merge: annotate's lines to the record, without a
 * store: for people who work on merging.
 *
 * The articles (annotate's input) give the texts, the other files the lines
 * that annotate made of them, matched by id. Prints what export prints. */
#include <errno.h>
#include <jansson.h>
#include <stdio.h>

#include "base/map.h"
#include "cli/input.h"
#include "extract/mention_json.h"
#include "merge/merge.h"

struct given {
	VEC_OF(struct merge_article);
	struct map by_id;
};

static str member(struct arena *a, const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);

	if (!json_is_string(v))
		return STR_NONE;
	return arena_str(a,
			 (str){ json_string_value(v), json_string_length(v) });
}

static int each_line(struct cli *c, const char *name, struct given *g,
		     int (*line_fn)(struct cli *, struct given *, str))
{
	struct err e = ERR_INIT;
	str rest;

	if (input_bytes(c->arena, name, &rest, &e) < 0)
		return cli_fail(&e);
	while (rest.p) {
		str line = str_trim(str_token(&rest, '\n'));
		int code = line.n ? line_fn(c, g, line) : EXIT_OK;

		if (code != EXIT_OK)
			return code;
	}
	return EXIT_OK;
}

/* A line of annotate's input: its text waits in url until its mentions come. */
static int article_line(struct cli *c, struct given *g, str line)
{
	json_t *o = json_loadb(line.p, line.n, 0, NULL);
	struct merge_article *x;
	struct doc *d = doc_in(c->arena);

	if (!json_is_object(o)) {
		cli_complain("a line of the articles is no JSON object");
		return EXIT_PART;
	}
	x = vec_add(c->arena, g);
	x->id = member(c->arena, o, "id");
	x->title = member(c->arena, o, "title");
	x->publisher = member(c->arena, o, "publisher");
	x->url = member(c->arena, o, "url");
	d->text = member(c->arena, o, "text");
	x->doc = d;
	if (x->id.p)
		*map_put(&g->by_id, x->id) = g->n;
	json_decref(o);
	return EXIT_OK;
}

static int mentions_line(struct cli *c, struct given *g, str line)
{
	json_t *o = json_loadb(line.p, line.n, 0, NULL);
	str id = member(c->arena, o, "id");
	uint64_t *at = id.p ? map_find(&g->by_id, id) : NULL;
	struct merge_article *x = at && *at ? &g->v[*at - 1] : NULL;
	struct mentions *m = arena_one(c->arena, struct mentions);
	struct err e = ERR_INIT;
	struct doc *d;

	json_decref(o);
	if (!x) {
		cli_complain("%.*s: no article has this id; line skipped",
			     STR_FMT(id));
		return EXIT_OK;
	}
	if (mentions_from_json(c->arena, line, x->doc->text, &d, m, &e) < 0)
		return cli_fail(&e);
	x->doc = d;
	x->m = m;
	return EXIT_OK;
}

static void print_layer(const struct record *r, const char *layer)
{
	bool first = true;

	printf(",\n\"%s\": [", layer);
	for (uint32_t i = 0; i < r->items.n; i++) {
		const struct record_item *x = &r->items.v[i];

		if (!str_is(x->layer, layer))
			continue;
		printf("%s\n%.*s", first ? "" : ",", STR_FMT(x->json));
		first = false;
	}
	printf("]");
}

static void print_record(const struct given *g, const struct record *r)
{
	static const char *const layers[] = {
		"actors",    "entries", "statements", "proposals", "positions",
		"conflicts", "gaps",	"copies",     "reviews"
	};

	printf("{\"schema\": 1, \"articles\": [");
	for (uint32_t i = 0; i < g->n; i++)
		printf("%s{\"id\": \"%.*s\"}", i ? ", " : "",
		       STR_FMT(g->v[i].id));
	printf("]");
	for (size_t i = 0; i < COUNT(layers); i++)
		print_layer(r, layers[i]);
	printf("}\n");
}

int cmd_test_merge(struct cli *c, int argc, char **argv)
{
	static const struct mentions none;
	const struct packs *packs = cli_packs(c);
	struct given g = { 0 };
	struct record r;
	int code;

	if (!packs)
		return EXIT_WORLD;
	if (argc < 3)
		return cli_usage(argv[0]);
	map_init(&g.by_id, c->arena);
	code = each_line(c, argv[1], &g, article_line);
	for (int i = 2; i < argc && code == EXIT_OK; i++)
		code = each_line(c, argv[i], &g, mentions_line);
	if (code != EXIT_OK)
		return code;
	for (uint32_t i = 0; i < g.n; i++)
		if (!g.v[i].m)
			g.v[i].m = &none;
	merge_record(c->arena, packs, g.v, g.n, NULL, 0, &r);
	print_record(&g, &r);
	return EXIT_OK;
}
