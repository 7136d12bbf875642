/* decide.h - what the commands that decide share: who, why, and keeping it. */
#ifndef KEII_CLI_DECIDE_H
#define KEII_CLI_DECIDE_H

#include "cli/open.h"

struct deciding {
	const char *by, *why; /* --by, --why */
};

/* Takes --by and --why out of argv; the new argc, or -1 after a message. */
int decide_options(struct deciding *w, int argc, char **argv);
/* $KEII_AUTHOR or the user's name, when --by does not say. */
str decide_author(const struct deciding *w);
/* Keeps the decision and prints its id behind what was done. An exit code. */
int decide_keep(struct cli *c, struct desk *k, const struct deciding *w,
		str json, const char *done);
/* Entries of the record that are shown. */
uint32_t decide_entries(struct store *s);
/* The doubtful joins, most valuable first, and the decisions that name nothing
 * now. An exit code. */
int review_queue(struct cli *c);

#endif
