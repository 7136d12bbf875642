/* remove.c - keii remove: articles out of the record, by a decision.
 *
 * The sources stay: what a person added is kept for ever, and keii undo brings
 * the articles back. */
#include <stdio.h>

#include "base/json.h"
#include "cli/decide.h"

#define SHORTEST_HASH 8u
#define LIMIT_DECISION ((size_t)64 << 20)

struct chosen {
	struct source_rows sources; /* all of the store that are shown */
	struct {
		VEC_OF(str);
	} out_sources, out_articles;
};

static bool names_source(const struct source_row *x, str given)
{
	size_t at = x->name.n - given.n;

	if (given.n >= SHORTEST_HASH && str_starts(x->sha256, given))
		return true;
	return str_ends(x->name, given) && given.n &&
	       (at == 0 || x->name.p[at - 1] == '/');
}

/* An exit code; a message when nothing, or more than one, has that name. */
static int choose(struct cli *c, struct store *s, struct chosen *out,
		  const char *given)
{
	const struct source_row *source = NULL;
	struct article_row row;
	struct err e = ERR_INIT;
	bool found;

	if (store_article(s, c->arena, str_of(given), &row, &found, &e) < 0)
		return cli_fail(&e);
	if (found) {
		*vec_add(c->arena, &out->out_articles) = str_of(given);
		return EXIT_OK;
	}
	for (uint32_t i = 0; i < out->sources.n; i++) {
		if (!names_source(&out->sources.v[i], str_of(given)))
			continue;
		if (source) {
			cli_complain("%s: several sources are called so; give "
				     "more of the name",
				     given);
			return EXIT_USE;
		}
		source = &out->sources.v[i];
	}
	if (!source) {
		cli_complain("%s: no article or source; keii articles lists "
			     "them",
			     given);
		return EXIT_USE;
	}
	*vec_add(c->arena, &out->out_sources) = source->sha256;
	return EXIT_OK;
}

static void put_ids(struct json *j, const char *key, const str *v, uint32_t n)
{
	if (!n)
		return;
	json_key(j, key);
	json_open(j, '[');
	for (uint32_t i = 0; i < n; i++)
		json_str(j, v[i]);
	json_close(j);
}

static str decision_json(struct arena *a, const struct chosen *x)
{
	struct buf out;
	struct json j;
	str json;

	buf_init(&out, LIMIT_DECISION);
	json_init(&j, &out, 0);
	json_open(&j, '{');
	json_put_str(&j, "do", STR("remove"));
	put_ids(&j, "articles", x->out_articles.v, x->out_articles.n);
	put_ids(&j, "sources", x->out_sources.v, x->out_sources.n);
	json_close(&j);
	json = arena_str(a, buf_str(&out));
	buf_release(&out);
	return json;
}

static int count_article(void *ctx, const struct article_row *row,
			 struct err *e)
{
	(void)row;
	(void)e;
	++*(uint32_t *)ctx;
	return 0;
}

static uint32_t articles_in(struct store *s)
{
	struct err ignored = ERR_INIT;
	uint32_t n = 0;

	store_each_article(s, false, count_article, &n, &ignored);
	return n;
}

static int remove_all(struct cli *c, struct desk *k, const struct deciding *w,
		      const struct chosen *x)
{
	struct store *s = k->dossier.store;
	uint32_t articles = articles_in(s), entries = decide_entries(s);
	int code = decide_keep(c, k, w, decision_json(c->arena, x), "removed");

	if (code != EXIT_OK || c->quiet)
		return code;
	articles -= articles_in(s);
	printf("%u %s removed; %u %s in the record, %u before; keii undo "
	       "brings all back\n",
	       articles, plural(articles, "article", "articles"),
	       decide_entries(s), plural(decide_entries(s), "entry", "entries"),
	       entries);
	return code;
}

int cmd_remove(struct cli *c, int argc, char **argv)
{
	struct chosen x = { 0 };
	struct deciding w;
	struct err e = ERR_INIT;
	struct desk k;
	int code;

	argc = decide_options(&w, argc, argv);
	if (argc < 2)
		return argc < 0 ? EXIT_USE : cli_usage(argv[0]);
	for (int i = 1; i < argc; i++)
		if (argv[i][0] == '-')
			return cli_usage(argv[0]);
	code = desk_open(&k, c, STORE_WRITE, "merging");
	if (code == EXIT_OK &&
	    store_shown_sources(k.dossier.store, c->arena, &x.sources, &e) < 0)
		code = cli_fail(&e);
	for (int i = 1; code == EXIT_OK && i < argc; i++)
		code = choose(c, k.dossier.store, &x, argv[i]);
	if (code == EXIT_OK)
		code = remove_all(c, &k, &w, &x);
	desk_close(&k);
	return code;
}
