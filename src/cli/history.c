/* history.c - keii log: what was done to the store. keii undo: take it back. */
#include <stdio.h>

#include "base/json.h"
#include "cli/decide.h"
#include "store/history.h"

#define LIMIT_CHANGE ((size_t)80 << 20)

static void print_json(const struct change *x)
{
	struct buf out;
	struct json j;

	buf_init(&out, LIMIT_CHANGE);
	json_init(&j, &out, 0);
	json_open(&j, '{');
	json_put_str(&j, "id", x->id);
	json_put_str(&j, "time", x->time);
	json_put_str(&j, "do", x->what);
	json_put_str(&j, "state", x->undone ? STR("undone") : STR("done"));
	if (x->addition) {
		json_key(&j, "sources");
		json_open(&j, '[');
		for (uint32_t i = 0; i < x->n_sources; i++) {
			json_open(&j, '{');
			json_put_str(&j, "sha256", x->sources[i].sha256);
			json_put_str(&j, "name", x->sources[i].name);
			json_close(&j);
		}
		json_close(&j);
	} else {
		json_put_str(&j, "author", x->author);
		json_put_str(&j, "reason", x->reason);
		json_put_str(&j, "decision", x->json);
	}
	json_close(&j);
	buf_byte(&out, '\n');
	fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
}

static void print_line(const struct change *x)
{
	printf("%.*s  %.19s  %s", STR_FMT(x->id), x->time.p,
	       x->undone ? "(undone) " : "");
	if (x->addition) {
		printf("add %u %s: %.*s%s\n", x->n_sources,
		       plural(x->n_sources, "source", "sources"),
		       STR_FMT(x->sources[0].name),
		       x->n_sources > 1 ? ", …" : "");
		return;
	}
	printf("%.*s by %.*s", STR_FMT(x->what), STR_FMT(x->author));
	if (x->undoes.p)
		printf(" (takes back %.*s)", STR_FMT(x->undoes));
	else
		printf(" %.*s", STR_FMT(str_cut(x->json, 0, 120)));
	if (x->reason.n)
		printf(": %.*s", STR_FMT(x->reason));
	putchar('\n');
}

int cmd_log(struct cli *c, int argc, char **argv)
{
	struct changes list;
	struct err e = ERR_INIT;
	struct store *s;
	int code = EXIT_OK;

	if (argc > 1)
		return cli_usage(argv[0]);
	s = store_open(c->store, STORE_READ, &e);
	if (!s)
		return cli_fail(&e);
	if (history_load(s, c->arena, &list, &e) < 0)
		code = cli_fail(&e);
	for (uint32_t i = 0; code == EXIT_OK && i < list.n; i++) {
		if (c->json)
			print_json(&list.v[i]);
		else
			print_line(&list.v[i]);
	}
	store_close(&s);
	return code;
}

/* NULL after a message. */
static const struct change *chosen(const struct changes *list, const char *id)
{
	const struct change *x =
		id ? history_find(list, str_of(id)) : history_last(list);

	if (!x && id)
		cli_complain("no change is called %s; keii log lists them", id);
	else if (!x)
		cli_complain("there is nothing to take back");
	else if (x->undone)
		cli_complain("%.*s is taken back already", STR_FMT(x->id));
	return x && !x->undone ? x : NULL;
}

int cmd_undo(struct cli *c, int argc, char **argv)
{
	const struct change *x = NULL;
	struct deciding w;
	struct changes list;
	struct err e = ERR_INIT;
	struct desk k;
	int code;

	argc = decide_options(&w, argc, argv);
	if (argc < 0 || argc > 2 || (argc == 2 && argv[1][0] == '-'))
		return argc < 0 ? EXIT_USE : cli_usage(argv[0]);
	code = desk_open(&k, c, STORE_WRITE, "merging");
	if (code == EXIT_OK &&
	    history_load(k.dossier.store, c->arena, &list, &e) < 0)
		code = cli_fail(&e);
	if (code == EXIT_OK) {
		x = chosen(&list, argc == 2 ? argv[1] : NULL);
		code = x ? EXIT_OK : EXIT_USE;
	}
	if (code == EXIT_OK)
		code = decide_keep(
			c, &k, &w, history_undo(c->arena, x),
			arena_printf(c->arena, "%.*s %.*s is taken back",
				     STR_FMT(x->what), STR_FMT(x->id))
				.p);
	desk_close(&k);
	return code;
}
