/* show.c - keii show: an item, or an article, with its sources' words; with
 * --source where they stand in the sources' bytes. */
#include <stdio.h>

#include "cli/look.h"
#include "show/text.h"

#define SIMILAR 5

static int not_there(struct look *l, struct cli *c, str id)
{
	str like[SIMILAR];
	struct err e = ERR_INIT;
	uint32_t n = view_similar(&l->view, id, like, SIMILAR, &e);

	if (e.code != ERR_NONE)
		return cli_fail(&e);
	cli_complain("nothing in %s has the id %.*s",
		     store_label(c->arena, c->store).p, STR_FMT(id));
	for (uint32_t i = 0; i < n; i++)
		fprintf(stderr, "%s %.*s", i ? "," : "      did you mean",
			STR_FMT(like[i]));
	fputs(n ? "?\n"
		: "      keii timeline --all and keii articles list "
		  "what there is\n",
	      stderr);
	return EXIT_USE;
}

/* The one id that begins so, if there is just one. */
static str completed(struct look *l, str id)
{
	str like[2];
	struct err e = ERR_INIT;
	uint32_t n = view_similar(&l->view, id, like, 2, &e);

	return n == 1 && str_starts(like[0], id) ? like[0] : STR_NONE;
}

/* ARTICLE:FROM-TO, a span of an article's text; STR_NONE: no such article. */
static const struct view_article *mention_of(struct look *l, str id, span *at)
{
	const struct view_article *x;
	size_t colon = str_find(id, STR(":"), 0);
	str rest = str_cut(id, colon, id.n);
	long from, to;

	if (colon == SIZE_MAX)
		return NULL;
	rest = str_cut(rest, 1, rest.n);
	from = str_to_long(str_token(&rest, '-'));
	to = rest.p ? str_to_long(rest) : -1;
	x = view_article(&l->view, str_cut(id, 0, colon));
	if (!x || from < 0 || to <= from ||
	    (size_t)to > view_text(&l->view, x->row.id).n)
		return NULL;
	at->from = (uint32_t)from;
	at->to = (uint32_t)to;
	return x;
}

/* --source: where it stands in the bytes. */
static int show_source(struct look *l, struct cli *c, str id, bool again)
{
	const struct view_article *article;
	struct err e = ERR_INIT;
	span at = { 0, 0 };
	struct json_t *x;
	str layer, whole;
	int r;

	if (view_find(&l->view, id, &layer, &x, &e) < 0)
		return cli_fail(&e);
	article = x ? NULL : view_article(&l->view, id);
	if (!x && !article)
		article = mention_of(l, id, &at);
	if (x) {
		r = origins_item(&l->view, x, c->json, &l->out, &e);
	} else if (article) {
		r = origins_article(&l->view, article, at, c->json, &l->out,
				    &e);
	} else {
		whole = again ? STR_NONE : completed(l, id);
		return whole.n ? show_source(l, c, whole, true)
			       : not_there(l, c, id);
	}
	item_free(&x);
	return r < 0 ? cli_fail(&e) : EXIT_OK;
}

static int show(struct look *l, struct cli *c, str id, bool again)
{
	struct err e = ERR_INIT;
	const struct view_article *article;
	struct json_t *x;
	str layer, whole;
	int r;

	if (view_find(&l->view, id, &layer, &x, &e) < 0)
		return cli_fail(&e);
	if (x && c->json) {
		struct item_row row;
		bool found;

		r = store_item(l->store, c->arena, item_str(x, "id"), &row,
			       &found, &e);
		out_str(&l->out, row.json);
		out_z(&l->out, "\n");
	} else if (x) {
		r = text_item(&l->view, layer, x, &l->out, &e);
	} else if ((article = view_article(&l->view, id)) != NULL) {
		r = c->json ? json_article(&l->view, article, &l->out, &e)
			    : text_article(&l->view, article, &l->out, &e);
	} else {
		whole = again ? STR_NONE : completed(l, id);
		return whole.n ? show(l, c, whole, true) : not_there(l, c, id);
	}
	item_free(&x);
	return r < 0 ? cli_fail(&e) : EXIT_OK;
}

int cmd_show(struct cli *c, int argc, char **argv)
{
	struct look l;
	bool source = false;
	int code, n = 1;

	argc = look_options(&l, c, "w", argc, argv);
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--source") == 0)
			source = true;
		else
			argv[n++] = argv[i];
	}
	argc = argc < 0 ? argc : n;
	if (argc < 2)
		return cli_usage(argv[0]);
	code = look_open(&l, c, "entries");
	if (code == EXIT_OK && source)
		l.view.sandbox = cli_sandbox(c);
	for (int i = 1; i < argc && code == EXIT_OK; i++) {
		if (i > 1 && !(source && c->json))
			out_z(&l.out, "\n");
		code = (source ? show_source : show)(&l, c, str_of(argv[i]),
						     false);
	}
	return look_close(&l, c, code);
}
