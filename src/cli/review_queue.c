/* review_queue.c - keii review without a verb: what waits for a person.
 *
 * Pairs of entries that may be one event, those first whose two entries weigh
 * most; then decisions that name nothing that is in the record now. */
#include <stdio.h>

#include "base/json.h"
#include "cli/decide.h"
#include "show/pairs.h"

#define LIMIT_SHOWN ((size_t)1 << 20)

static void print_pair(const struct cli *c, const struct pair *p)
{
	struct buf out;
	struct json j;

	if (!c->json) {
		printf("may be one event (%.*s)\n    %.*s  %.*s\n    %.*s  "
		       "%.*s\n",
		       STR_FMT(p->why), STR_FMT(p->a), STR_FMT(p->words[0]),
		       STR_FMT(p->b), STR_FMT(p->words[1]));
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
	struct item_query q = { .layer = STR("reviews"),
				.from = DAY_NONE,
				.to = DAY_NONE };
	struct open_decisions o = { c, 0 };
	struct pairs pairs = { 0 };
	struct err e = ERR_INIT;
	struct store *s = store_open(c->store, STORE_READ, &e);
	struct view v;
	int code = EXIT_OK;

	if (!s)
		return cli_fail(&e);
	/* names of actors are not asked for: no packs */
	view_init(&v, c->arena, s, NULL,
		  c->lang && strcmp(c->lang, "ja") == 0 ? LANG_JA : LANG_EN);
	if (pairs_find(&v, &pairs, &e) < 0)
		code = cli_fail(&e);
	for (uint32_t i = 0; i < pairs.n; i++)
		print_pair(c, &pairs.v[i]);
	if (code == EXIT_OK && store_each_item(s, &q, print_open, &o, &e) < 0)
		code = cli_fail(&e);
	if (code == EXIT_OK && !pairs.n && !o.n && !c->json)
		puts("nothing waits for a decision");
	store_close(&s);
	return code;
}
