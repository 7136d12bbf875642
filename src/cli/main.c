/* main.c - global options, then the command from the table. */
#include "cli/command.h"

#include "base/jail.h"
#include "read/cues.h"
#include "read/sandbox.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const struct {
	const char *name;
	command_fn *run;
	const char *synopsis, *help;
} commands[] = {
#define COMMAND(name, function, synopsis, help)                                \
	{ name, function, synopsis, help },
#include "cli/commands.def"
#undef COMMAND
};

void cli_complain(const char *fmt, ...)
{
	va_list ap;

	fputs("keii: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

int cli_fail(const struct err *e)
{
	cli_complain("%s", e->text);
	switch (e->code) {
	case ERR_STORE:
	case ERR_VERSION:
	case ERR_FULL:
		return EXIT_STORE;
	case ERR_USAGE:
		return EXIT_USE;
	case ERR_INPUT:
	case ERR_LIMIT:
		return EXIT_PART;
	case ERR_NONE:
	case ERR_IO:
	default:
		return EXIT_WORLD;
	}
}

int cli_usage(const char *command)
{
	for (size_t i = 0; i < COUNT(commands); i++)
		if (strcmp(commands[i].name, command) == 0)
			fprintf(stderr, "usage: keii %s %s\n", command,
				commands[i].synopsis);
	return EXIT_USE;
}

const struct packs *cli_packs(struct cli *c)
{
	struct err e = ERR_INIT;

	if (c->packs)
		return c->packs;
	c->packs = packs_load(STR_NONE, &c->diags, &e);
	if (!c->packs) {
		cli_fail(&e);
		return NULL;
	}
	for (uint32_t i = 0; i < c->diags.n; i++)
		if (diag_level(c->diags.v[i].code) == DIAG_ERROR)
			diag_print(stderr, &c->diags.v[i]);
	return c->packs;
}

bool cli_sandboxed(struct cli *c)
{
	const char *lacks = c->no_sandbox ? NULL : jail_lacks();

	if (lacks && !c->told_lacks && !c->quiet)
		cli_complain("this system has no %s: the process that reads "
			     "sources is held by less",
			     lacks);
	c->told_lacks = true;
	return !c->no_sandbox;
}

const struct cues *cli_cues(struct cli *c)
{
	if (!c->cues)
		c->cues = cues_in(c->arena, cli_packs(c));
	return c->cues;
}

struct nest *cli_nest(struct cli *c)
{
	cli_cues(c); /* all that its processes need is there before it */
	if (!c->nest && cli_sandboxed(c))
		c->nest = nest_new();
	return c->nest;
}

struct sandbox *cli_sandbox(struct cli *c)
{
	if (!c->sandbox && cli_nest(c))
		c->sandbox = sandbox_reading(c->nest, c->cues);
	return c->sandbox;
}

static void print_help(FILE *out)
{
	fputs("keii - how a negotiation came about, from news reports\n\n"
	      "usage: keii [--store FILE] [--lang ja|en] [--json] [--quiet] "
	      "[--no-sandbox] COMMAND …\n\n",
	      out);
	for (size_t i = 0; i < COUNT(commands); i++)
		fprintf(out, "  %-11s %s\n", commands[i].name,
			commands[i].help);
	fputs("\nkeii COMMAND --help tells more; the manual is keii(1).\n",
	      out);
}

/* Global options may stand before or after the command; takes them out of
 * argv and returns the new argc, or -1 after a message. */
static int global_options(struct cli *c, int argc, char **argv)
{
	int n = 1;

	for (int i = 1; i < argc; i++) {
		const char **value = NULL;

		if (strcmp(argv[i], "--") == 0) {
			while (i < argc)
				argv[n++] = argv[i++];
			break;
		}
		if (strcmp(argv[i], "--quiet") == 0)
			c->quiet = true;
		else if (strcmp(argv[i], "--json") == 0)
			c->json = true;
		else if (strcmp(argv[i], "--no-sandbox") == 0)
			c->no_sandbox = true;
		else if (strcmp(argv[i], "--store") == 0)
			value = &c->store;
		else if (strcmp(argv[i], "--lang") == 0)
			value = &c->lang;
		else if (strncmp(argv[i], "--store=", 8) == 0)
			c->store = argv[i] + 8;
		else if (strncmp(argv[i], "--lang=", 7) == 0)
			c->lang = argv[i] + 7;
		else
			argv[n++] = argv[i];
		if (value && ++i >= argc) {
			cli_complain("%s needs a value", argv[i - 1]);
			return -1;
		}
		if (value)
			*value = argv[i];
	}
	argv[n] = NULL;
	return n;
}

static int run(struct cli *c, int argc, char **argv)
{
	for (size_t i = 0; i < COUNT(commands); i++) {
		if (strcmp(commands[i].name, argv[1]) != 0)
			continue;
		if (argc > 2 && strcmp(argv[2], "--help") == 0) {
			printf("usage: keii %s %s\n\n%s\n", argv[1],
			       commands[i].synopsis, commands[i].help);
			return EXIT_OK;
		}
		return commands[i].run(c, argc - 1, argv + 1);
	}
	cli_complain("there is no command \"%s\"; keii --help lists them",
		     argv[1]);
	return EXIT_USE;
}

int main(int argc, char **argv)
{
	struct cli c = { .arena = arena_new() };
	int code;

	c.diags.arena = c.arena;
	c.store = getenv("KEII_STORE");
	if (!c.store || !*c.store)
		c.store = "keii.db";
	argc = global_options(&c, argc, argv);
	if (argc < 0)
		return EXIT_USE;
	if (argc == 1) {
		print_help(stderr);
		return EXIT_USE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
		print_help(stdout);
		return EXIT_OK;
	}
	if (strcmp(argv[1], "--version") == 0) {
		puts("keii " KEII_VERSION);
		return EXIT_OK;
	}
	code = run(&c, argc, argv);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		cli_complain("standard output could not be written");
		if (code == EXIT_OK)
			code = EXIT_WORLD;
	}
	sandbox_free(&c.sandbox);
	nest_free(&c.nest);
	packs_free(&c.packs);
	arena_free(&c.arena);
	return code;
}
