/* scope.c - keii scope: whose matter the dossier is, since when, and why;
 * and people's word on it. */
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "cli/decide.h"
#include "show/item.h"

struct party {
	str json, code, is, why;
	long long articles, of;
	bool by; /* somebody decided */
};

struct parties {
	struct arena *arena;
	str since, since_json;
	VEC_OF(struct party);
};

static str text_of(struct parties *k, const struct json_t *x, const char *key)
{
	return arena_str(k->arena, item_str(x, key));
}

static int keep(void *ctx, const struct item_row *row, struct err *e)
{
	struct parties *k = ctx;
	struct json_t *root = item_parse(row->json);

	(void)e;
	if (str_is(row->id, "scope")) {
		k->since = text_of(k, root, "from");
		k->since_json = arena_str(k->arena, row->json);
	} else {
		struct party *p = vec_add(k->arena, k);

		p->json = arena_str(k->arena, row->json);
		p->code = text_of(k, root, "party");
		p->is = text_of(k, root, "is");
		p->why = text_of(k, root, "why");
		p->articles = item_int(root, "articles");
		p->of = item_int(root, "of");
		p->by = item_str(root, "by").n > 0;
	}
	item_free(&root);
	return 0;
}

static int by_weight(const void *a, const void *b)
{
	const struct party *x = a, *y = b;
	bool cx = str_is(x->is, "core"), cy = str_is(y->is, "core");

	if (cx != cy)
		return cx ? -1 : 1;
	if (x->articles != y->articles)
		return x->articles > y->articles ? -1 : 1;
	return str_cmp(x->code, y->code);
}

static const char *reason(const struct party *p)
{
	return p->by			 ? "decided"
	       : str_is(p->why, "pair")	 ? "told together in most articles"
	       : str_is(p->why, "often") ? "often told with them"
					 : "seldom told with them";
}

static void print_text(const struct parties *k)
{
	for (uint32_t i = 0; i < k->n; i++) {
		const struct party *p = &k->v[i];

		printf("%-8.*s %-8.*s in %lld of %lld articles on the matter, "
		       "%s\n",
		       STR_FMT(p->is), STR_FMT(p->code), p->articles, p->of,
		       reason(p));
	}
	if (k->since.n)
		printf("since    %.*s\n", STR_FMT(k->since));
}

static void print_json(const struct parties *k)
{
	for (uint32_t i = 0; i < k->n; i++)
		printf("%.*s\n", STR_FMT(k->v[i].json));
	if (k->since_json.n)
		printf("%.*s\n", STR_FMT(k->since_json));
}

static int list(struct cli *c)
{
	struct parties k = { .arena = c->arena };
	struct item_query q = { .layer = STR("scope"),
				.from = DAY_NONE,
				.to = DAY_NONE };
	struct err e = ERR_INIT;
	struct store *s = store_open(c->store, STORE_READ, &e);
	int code = EXIT_OK;

	if (!s)
		return cli_fail(&e);
	if (store_each_item(s, &q, keep, &k, &e) < 0) {
		code = cli_fail(&e);
	} else {
		if (k.n)
			qsort(k.v, k.n, sizeof(*k.v), by_weight);
		if (c->json)
			print_json(&k);
		else
			print_text(&k);
	}
	store_close(&s);
	return code;
}

/* PARTY core | PARTY outside | since DAY */
static bool put_word(struct json *j, char **argv)
{
	json_open(j, '{');
	json_put_str(j, "do", STR("scope"));
	if (strcmp(argv[0], "since") == 0) {
		if (day_parse(str_of(argv[1])) == DAY_NONE) {
			cli_complain("%s is no day; write 2031-03-04", argv[1]);
			return false;
		}
		json_put_str(j, "from", str_of(argv[1]));
	} else {
		if (strcmp(argv[1], "core") != 0 &&
		    strcmp(argv[1], "outside") != 0) {
			cli_complain("%s is core or outside", argv[0]);
			return false;
		}
		json_put_str(j, "party", str_of(argv[0]));
		json_put_str(j, "is", str_of(argv[1]));
	}
	json_close(j);
	return true;
}

int cmd_scope(struct cli *c, int argc, char **argv)
{
	struct deciding w;
	struct desk k;
	struct buf out;
	struct json j;
	int code;

	argc = decide_options(&w, argc, argv);
	if (argc == 1)
		return list(c);
	if (argc != 3)
		return argc < 0 ? EXIT_USE : cli_usage(argv[0]);
	buf_init(&out, 4096);
	json_init(&j, &out, 0);
	if (!put_word(&j, argv + 1) || buf_failed(&out)) {
		buf_release(&out);
		return EXIT_USE;
	}
	code = desk_open(&k, c, STORE_WRITE, "merging");
	if (code == EXIT_OK)
		code = decide_keep(c, &k, &w, buf_str(&out), "scope");
	buf_release(&out);
	desk_close(&k);
	return code;
}
