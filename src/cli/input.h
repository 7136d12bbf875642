/* input.h - files of the command line as bytes and as articles. */
#ifndef KEII_CLI_INPUT_H
#define KEII_CLI_INPUT_H

#include "cli/command.h"
#include "read/source.h"

/* All bytes of a file ("-": standard input) in arena a. -1 and e set when it
 * can't be read or is larger than LIMIT_SOURCE. */
int input_bytes(struct arena *a, const char *name, str *out, struct err *e);
/* The articles of a file, archives as a whole; prints its diagnostics. An exit
 * code. */
int input_articles(struct cli *c, const char *name, struct articles *out);
/* One source's bytes, lent for the call; name: the file, or file#address of an
 * archive's record. a: emptied after the call. Negative: stop. */
typedef int input_fn(void *ctx, struct arena *a, const char *name, str bytes,
		     bool in_archive, struct err *e);
/* The sources in a file ("-": standard input): itself, or each record with a
 * page of a web archive, one at a time, however large the archive. 0, or what
 * fn returned, or -1 with e set when it can't be read or a file that is no
 * archive is larger than LIMIT_SOURCE. Archives are unpacked in a child of
 * their own; 1 when a part was lost with it, after saying so. */
int input_each(struct cli *c, struct arena *a, const char *path, input_fn *fn,
	       void *ctx, struct err *e);
/* The articles of bytes, in a: read in the sandbox unless --no-sandbox. -1 and
 * e set when it can't be started. */
int input_read(struct cli *c, struct arena *a, str bytes, const char *name,
	       struct articles *out, struct diags *diags, struct err *e);
/* Errors, and warnings unless quiet, on standard error; true when one of them
 * is an error. */
bool input_print_diags(const struct cli *c, const struct diags *list,
		       const char *name);

#endif
