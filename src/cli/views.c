/* views.c - keii conflicts, gaps, plans, positions, pressure, statements:
 * lists, with the filters that fit; two versions of a plan side by side. */
#include "cli/look.h"
#include "show/plan_diff.h"
#include "show/text.h"

typedef int text_fn(struct view *v, const struct view_filter *f, struct out *o,
		    uint32_t *n, struct err *e);

static int run(struct cli *c, int argc, char **argv, const char *layer,
	       const char *accept, text_fn *text, text_fn *json)
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
		r = c->json ? json(&l.view, &l.filter, &l.out, &n, &e)
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
	return run(c, argc, argv, "conflicts", "kow", text_conflicts,
		   json_lines);
}

int cmd_gaps(struct cli *c, int argc, char **argv)
{
	return run(c, argc, argv, "gaps", "kow", text_gaps, json_lines);
}

/* ---- proposals */

static int find_plan(struct look *l, const char *typed, struct json_t **x)
{
	struct err e = ERR_INIT;

	if (view_plan(&l->view, str_of(typed), x, &e) < 0)
		return cli_fail(&e);
	if (*x)
		return EXIT_OK;
	cli_complain("no proposal is called %s; write an id that keii "
		     "proposals prints, or a number of points",
		     typed);
	return EXIT_USE;
}

static int diff(struct cli *c, const char *then, const char *now, bool wide)
{
	struct look l = { .wide = wide };
	struct json_t *a = NULL, *b = NULL;
	int code;

	l.filter.from = l.filter.to = DAY_NONE;
	code = look_open(&l, c, "proposals");
	if (code == EXIT_OK)
		code = find_plan(&l, then, &a);
	if (code == EXIT_OK)
		code = find_plan(&l, now, &b);
	if (code == EXIT_OK && c->json)
		json_plan_diff(&l.view, a, b, &l.out);
	else if (code == EXIT_OK)
		text_plan_diff(&l.view, a, b, &l.out);
	item_free(&a);
	item_free(&b);
	return look_close(&l, c, code);
}

int cmd_plans(struct cli *c, int argc, char **argv)
{
	bool wide = argc > 1 && strcmp(argv[argc - 1], "--wide") == 0;
	int n = argc - wide;

	if (n > 1 && strcmp(argv[1], "--diff") == 0) {
		if (n == 4)
			return diff(c, argv[2], argv[3], wide);
		cli_complain("--diff needs two proposals");
		return cli_usage(argv[0]);
	}
	return run(c, argc, argv, "proposals", "fkow", text_plans, json_lines);
}

int cmd_pressure(struct cli *c, int argc, char **argv)
{
	return run(c, argc, argv, "entries", "fakioAw", text_pressure,
		   json_pressure);
}

int cmd_positions(struct cli *c, int argc, char **argv)
{
	return run(c, argc, argv, "positions", "faioAw", text_positions,
		   json_lines);
}

int cmd_statements(struct cli *c, int argc, char **argv)
{
	return run(c, argc, argv, "statements", "faiow", text_statements,
		   json_lines);
}
