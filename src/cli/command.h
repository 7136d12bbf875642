/* command.h - the table of commands: name, function, synopsis, help.
 *
 * commands.def holds one COMMAND line each; a command's function lives in
 * cli/NAME.c and is declared here from the table. */
#ifndef KEII_CLI_COMMAND_H
#define KEII_CLI_COMMAND_H

#include "pack/pack.h"

struct cues;
struct nest;
struct sandbox;

/* Exit codes, documented in keii(1). */
enum exit_code {
	EXIT_OK = 0,
	EXIT_PART = 1,	/* done, but some input was not added or checked bad */
	EXIT_USE = 2,	/* wrong use: unknown command, option, id */
	EXIT_STORE = 3, /* the store can't be opened, is damaged or full */
	EXIT_WORLD = 4, /* another fault of disk, network or packs */
};

/* What every command gets: global options, and packs loaded on demand. */
struct cli {
	const char *store; /* --store, $KEII_STORE or keii.db */
	const char *lang;  /* --lang: "ja", "en" or NULL (from the locale) */
	bool quiet, json, no_sandbox;
	struct arena *arena; /* req: lives as long as the command */
	struct packs *packs; /* cli_packs() */
	/* cli_cues(), cli_nest(), cli_sandbox() */
	const struct cues *cues;
	struct nest *nest;
	struct sandbox *sandbox;
	bool told_lacks;    /* cli_sandboxed() */
	struct diags diags; /* file diagnostics of packs and inputs */
};

/* Loads the packs once; prints their diagnostics. NULL after a message. */
const struct packs *cli_packs(struct cli *c);
/* The words of page furniture, made once. */
const struct cues *cli_cues(struct cli *c);
/* Of which reading processes come; NULL with --no-sandbox. Made at the first
 * call, which comes before any thread. */
struct nest *cli_nest(struct cli *c);
/* Where sources are read; NULL with --no-sandbox. */
struct sandbox *cli_sandbox(struct cli *c);
/* Whether sources are read in a child; says once what this system lacks. */
bool cli_sandboxed(struct cli *c);
/* "keii: …" on standard error. */
void cli_complain(const char *fmt, ...) CC_PRINTF(1, 2);
/* The exit code that fits an error, after printing it. */
int cli_fail(const struct err *e);
/* Prints how the command is used; returns EXIT_USE. */
int cli_usage(const char *command);

typedef int command_fn(struct cli *c, int argc, char **argv);

/* argv[0] is the command's name; getopt_long may be used from there. */
#define COMMAND(name, function, synopsis, help) command_fn function;
#include "cli/commands.def"
#undef COMMAND

#endif
