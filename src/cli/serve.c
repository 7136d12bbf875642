/* serve.c - keii serve: the record in a browser, on this machine only. */
#include <getopt.h>
#include <stdio.h>

#include "cli/command.h"
#include "store/store.h"
#include "web/web.h"

static void say_where(void *ctx, uint16_t port)
{
	const struct cli *c = ctx;

	printf("http://127.0.0.1:%u/\n", (unsigned)port);
	fflush(stdout);
	if (!c->quiet)
		fprintf(stderr, "keii: serving %s until Ctrl-C\n",
			store_label(c->arena, c->store).p);
}

int cmd_serve(struct cli *c, int argc, char **argv)
{
	static const struct option options[] = {
		{ "port", required_argument, NULL, 'p' },
		{ 0 },
	};
	struct web_options o = {
		.store = c->store, .port = 8017, .ready = say_where, .ctx = c
	};
	struct err e = ERR_INIT;
	int x;

	while ((x = getopt_long(argc, argv, "", options, NULL)) != -1) {
		long port = x == 'p' ? str_to_long(str_of(optarg)) : -1;

		if (port < 0 || port > 65535)
			return cli_usage(argv[0]);
		o.port = (uint16_t)port;
	}
	if (optind < argc)
		return cli_usage(argv[0]);
	o.packs = cli_packs(c);
	if (!o.packs)
		return EXIT_WORLD;
	o.sandboxed = cli_sandboxed(c);
	return web_serve(&o, &e) < 0 ? cli_fail(&e) : EXIT_OK;
}
