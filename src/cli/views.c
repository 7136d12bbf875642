/* views.c - keii conflicts, gaps, plans, positions, statements: lists of one
 * layer each, with the filters that fit. */
#include "cli/look.h"
#include "show/text.h"

typedef int text_fn(struct view *v, const struct view_filter *f, struct out *o,
		    uint32_t *n, struct err *e);

static int run(struct cli *c, int argc, char **argv, const char *layer,
	       const char *accept, text_fn *text)
{
	struct look l;
	struct err e = ERR_INIT;
	uint32_t n = 0;
	int code, r;

	argc = look_options(&l, c, accept, argc, argv);
	if (argc < 0)
		return EXIT_USE;
	if (argc > 1) {
		cli_complain("%s: what is %s?", argv[0], argv[1]);
		return cli_usage(argv[0]);
	}
	code = look_open(&l, c, layer);
	if (code == EXIT_OK) {
		r = c->json ? json_lines(&l.view, &l.filter, &l.out, &n, &e)
			    : text(&l.view, &l.filter, &l.out, &n, &e);
		if (r < 0)
			code = cli_fail(&e);
		else if (n == 0)
			look_nothing(&l, c, argv[0]);
	}
	return look_close(&l, c, code);
}

int cmd_conflicts(struct cli *c, int argc, char **argv)
{
	return run(c, argc, argv, "conflicts", "kow", text_conflicts);
}

int cmd_gaps(struct cli *c, int argc, char **argv)
{
	return run(c, argc, argv, "gaps", "kow", text_gaps);
}

int cmd_plans(struct cli *c, int argc, char **argv)
{
	return run(c, argc, argv, "proposals", "fkow", text_plans);
}

int cmd_positions(struct cli *c, int argc, char **argv)
{
	return run(c, argc, argv, "positions", "faioAw", text_positions);
}

int cmd_statements(struct cli *c, int argc, char **argv)
{
	return run(c, argc, argv, "statements", "faiow", text_statements);
}
