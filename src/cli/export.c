/* export.c - keii export: the record for other programs and for documents. */
#include <stdio.h>

#include "cli/look.h"
#include "show/export.h"

static int take_format(int argc, char **argv, const char **format)
{
	int n = 1;

	for (int i = 1; i < argc; i++) {
		if (strncmp(argv[i], "--format=", 9) == 0) {
			*format = argv[i] + 9;
		} else if (strcmp(argv[i], "--format") == 0) {
			if (++i >= argc) {
				cli_complain("--format needs a value");
				return -1;
			}
			*format = argv[i];
		} else {
			argv[n++] = argv[i];
		}
	}
	return n;
}

int cmd_export(struct cli *c, int argc, char **argv)
{
	const char *name = "json";
	const struct export_format *format;
	struct err e = ERR_INIT;
	struct look l;
	int code;

	argc = take_format(argc, argv, &name);
	if (argc < 0)
		return EXIT_USE;
	argc = look_options(&l, c, "faksioAn", argc, argv);
	if (argc < 0)
		return EXIT_USE;
	if (argc > 1)
		return cli_usage(argv[0]);
	format = export_find(name);
	if (!format) {
		cli_complain("export: there is no format %s; take json, csv "
			     "or markdown",
			     name);
		return EXIT_USE;
	}
	/* JSON is the whole record */
	if (format == &export_json)
		l.filter.all = l.filter.hidden = true;
	code = look_open(&l, c, "entries");
	if (code == EXIT_OK &&
	    export_write(format, &l.view, &l.filter, &l.out, &e) < 0)
		code = cli_fail(&e);
	return look_close(&l, c, code);
}
