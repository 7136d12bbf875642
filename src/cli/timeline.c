/* timeline.c - keii timeline: the chronology, one line an entry. */
#include "cli/look.h"
#include "show/text.h"

int cmd_timeline(struct cli *c, int argc, char **argv)
{
	struct look l;
	struct err e = ERR_INIT;
	uint32_t n = 0;
	int code, r;

	argc = look_options(&l, c, "faksioAnw", argc, argv);
	if (argc < 0)
		return EXIT_USE;
	if (argc > 1) {
		cli_complain("timeline: what is %s?", argv[1]);
		return cli_usage(argv[0]);
	}
	code = look_open(&l, c, "entries");
	if (code == EXIT_OK) {
		r = c->json ? json_lines(&l.view, &l.filter, &l.out, &n, &e)
			    : text_timeline(&l.view, &l.filter, &l.out, &n, &e);
		if (r < 0)
			code = cli_fail(&e);
		else if (n == 0)
			look_nothing(&l, c, "entries");
	}
	return look_close(&l, c, code);
}
