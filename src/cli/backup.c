/* backup.c - keii backup NEW: a copy of the store, checked like any store. */
#include <signal.h>
#include <stdio.h>

#include "cli/open.h"

int cmd_backup(struct cli *c, int argc, char **argv)
{
	struct source_rows rows = { 0 };
	struct err e = ERR_INIT;
	struct store *s, *copy;
	int code = EXIT_OK;

	if (argc != 2 || argv[1][0] == '-')
		return cli_usage(argv[0]);
	signal(SIGXFSZ, SIG_IGN);
	s = store_open(c->store, STORE_READ, &e);
	if (!s)
		return cli_fail(&e);
	if (store_backup(s, argv[1], &e) < 0) {
		code = cli_fail(&e);
		goto out;
	}
	copy = store_open(argv[1], STORE_READ, &e);
	if (!copy || store_sources(copy, c->arena, &rows, &e) < 0)
		code = cli_fail(&e);
	else if (!c->quiet)
		printf("%s: a copy of %s with %u %s\n",
		       store_label(c->arena, argv[1]).p,
		       store_label(c->arena, c->store).p, rows.n,
		       plural(rows.n, "source", "sources"));
	store_close(&copy);
out:
	store_close(&s);
	return code;
}
