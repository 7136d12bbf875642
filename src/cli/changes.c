/* changes.c - keii changes: what became different since a change, or a day. */
#include <stdio.h>

#include "cli/look.h"
#include "show/changes.h"
#include "store/history.h"

static int print(struct look *l, struct cli *c, const char *since)
{
	struct arena *a = arena_new(); /* of the record before */
	struct changes all;
	struct record before;
	struct err e = ERR_INIT;
	uint32_t n = 0;
	long done = -1;
	int code = EXIT_OK;

	if (history_load(l->store, c->arena, &all, &e) < 0)
		code = cli_fail(&e);
	else
		done = history_before(&all, str_of(since));
	if (code == EXIT_OK && done < 0) {
		cli_complain("changes: %s is no change of keii log and no day",
			     since);
		code = EXIT_USE;
	}
	if (code == EXIT_OK &&
	    (record_before(l->store, l->view.packs, a, &all, (uint32_t)done,
			   &before, &e) < 0 ||
	     show_changes(&l->view, &before, c->json, &l->out, &n, &e) < 0))
		code = cli_fail(&e);
	if (code == EXIT_OK && n == 0 && !c->json)
		cli_complain("nothing became different");
	arena_free(&a);
	return code;
}

int cmd_changes(struct cli *c, int argc, char **argv)
{
	struct look l;
	const char *since = NULL;
	int code;

	argc = look_options(&l, c, "w", argc, argv);
	if (argc < 0)
		return EXIT_USE;
	if (argc == 3 && strcmp(argv[1], "--since") == 0)
		since = argv[2];
	else if (argc > 1)
		return cli_usage(argv[0]);
	code = look_open(&l, c, "entries");
	if (code == EXIT_OK)
		code = print(&l, c, since);
	return look_close(&l, c, code);
}
