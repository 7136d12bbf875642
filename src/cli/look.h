/* look.h - what the commands that show the record share. */
#ifndef KEII_CLI_LOOK_H
#define KEII_CLI_LOOK_H

#include "cli/command.h"
#include "show/out.h"
#include "show/view.h"

struct look {
	struct store *store;
	struct view view;
	struct out out; /* standard output */
	struct view_filter filter;
	/* of the options */
	const char *actor, *from, *to;
	bool wide;
};

/* The options that narrow what is shown, in argv from 1; others stay, and
 * the new argc comes back. -1 after a message. accept: letters of those that
 * the command has: (f)rom-to, (a)ctor, (k)ind, (s)tatus, (i)ssue, s(o)urce,
 * (A)ll, (n)umber: --short and --limit, (w)ide. */
int look_options(struct look *l, struct cli *c, const char *accept, int argc,
		 char **argv);
/* Opens the store to read it and standard output to write. An exit code.
 * Pair with look_close, also after a failure. */
int look_open(struct look *l, struct cli *c, const char *layer);
/* The language to show: --lang, else the locale's. *known false: --lang is of
 * none. */
enum lang look_lang(const struct cli *c, bool *known);
/* Hands on what is written; the exit code. */
int look_close(struct look *l, struct cli *c, int code);
/* On standard error: why there is nothing to show. */
void look_nothing(struct look *l, struct cli *c, const char *what);

#endif
