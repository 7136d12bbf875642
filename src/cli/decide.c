/* decide.c - what the commands that decide share: who, why, and keeping it. */
#include "cli/decide.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/utf8.h"

#define LIMIT_AUTHOR 200u
#define LIMIT_REASON 2000u

int decide_options(struct deciding *w, int argc, char **argv)
{
	int n = 1;

	*w = (struct deciding){ 0 };
	for (int i = 1; i < argc; i++) {
		const char **value = NULL;

		if (strcmp(argv[i], "--by") == 0)
			value = &w->by;
		else if (strcmp(argv[i], "--why") == 0)
			value = &w->why;
		else if (strncmp(argv[i], "--by=", 5) == 0)
			w->by = argv[i] + 5;
		else if (strncmp(argv[i], "--why=", 6) == 0)
			w->why = argv[i] + 6;
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

str decide_author(const struct deciding *w)
{
	const char *name = w->by ? w->by : getenv("KEII_AUTHOR");
	const struct passwd *user;

	if (name && *name)
		return str_of(name);
	user = getpwuid(getuid());
	return user ? str_of(user->pw_name) : STR("unknown");
}

/* Whole letters, no more than n bytes. */
static str fit(str s, size_t n)
{
	s = str_cut(s, 0, n);
	return str_cut(s, 0, utf8_valid_to(s));
}

int decide_keep(struct cli *c, struct desk *k, const struct deciding *w,
		str json, const char *done)
{
	struct decision d = { .json = json };
	struct err e = ERR_INIT;
	str id;

	d.author = fit(decide_author(w), LIMIT_AUTHOR);
	d.reason = fit(str_of(w->why ? w->why : ""), LIMIT_REASON);
	if (dossier_decide(&k->dossier, c->arena, &d, &id, &e) < 0) {
		progress_clear(&k->progress);
		return cli_fail(&e);
	}
	progress_clear(&k->progress);
	if (!c->quiet)
		printf("decided %.*s: %s\n", STR_FMT(id), done);
	return EXIT_OK;
}

static int count_one(void *ctx, const struct item_row *row, struct err *e)
{
	(void)row;
	(void)e;
	++*(uint32_t *)ctx;
	return 0;
}

uint32_t decide_entries(struct store *s)
{
	struct item_query q = { .layer = STR("entries"),
				.from = DAY_NONE,
				.to = DAY_NONE };
	struct err ignored = ERR_INIT;
	uint32_t n = 0;

	store_each_item(s, &q, count_one, &n, &ignored);
	return n;
}
