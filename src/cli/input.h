/* input.h - files of the command line as bytes and as articles. */
#ifndef KEII_CLI_INPUT_H
#define KEII_CLI_INPUT_H

#include "cli/command.h"
#include "read/source.h"

/* All bytes of a file ("-": standard input) in arena a. -1 and e set when it
 * can't be read or is larger than LIMIT_SOURCE. */
int input_bytes(struct arena *a, const char *name, str *out, struct err *e);
/* The articles of a file; prints its diagnostics. An exit code. */
int input_articles(struct cli *c, const char *name, struct articles *out);

#endif
