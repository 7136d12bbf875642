/* rebuild.c - keii rebuild: the record made again from sources and decisions.
 * keii recover: what is whole of a damaged store, in a new one. */
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/crew.h"
#include "cli/open.h"
#include "store/salvage.h"

int cmd_rebuild(struct cli *c, int argc, char **argv)
{
	struct desk k;
	struct err e = ERR_INIT;
	unsigned jobs = crew_processors();
	int code;

	for (int i = 1; i < argc; i++)
		if (!cli_jobs_option(argc, argv, &i, &jobs))
			return cli_usage(argv[0]);
	signal(SIGXFSZ, SIG_IGN);
	code = desk_open(&k, c, STORE_WRITE, "rebuilding");
	k.dossier.jobs = jobs;
	if (code == EXIT_OK && dossier_rebuild(&k.dossier, &e) < 0) {
		progress_clear(&k.progress);
		code = cli_fail(&e);
		cli_complain("the record stays as it was");
	} else if (code == EXIT_OK && !c->quiet) {
		progress_clear(&k.progress);
		puts("the record is made again");
	}
	desk_close(&k);
	return code;
}

struct recovery {
	struct store *from; /* NULL: it can't be opened */
	const char *path;
	bool in_pages; /* it is a file whose pages can be looked through */
	struct dossier *to;
	struct salvage got;
	bool partly;
};

static int put_source(void *ctx, const struct source_row *row, str bytes,
		      struct err *e)
{
	struct recovery *r = ctx;
	bool is_new;

	return store_put_source(r->to->store, row, bytes, &is_new, e);
}

static int put_decision(void *ctx, const struct decision *d, struct err *e)
{
	struct recovery *r = ctx;

	return store_put_decision(r->to->store, d, e);
}

static void tell_lost(void *ctx, const char *what)
{
	struct recovery *r = ctx;

	cli_complain("%s; lost", what);
	r->partly = true;
}

static void tell_mended(void *ctx, const char *what)
{
	struct recovery *r = ctx;

	cli_complain("%s", what);
	r->partly = true;
}

static int put_redirect(void *ctx, str old, str new, struct err *e)
{
	struct recovery *r = ctx;

	return store_put_redirect(r->to->store, old, new, e);
}

/* By the database, and page by page what it does not give. */
static int salvage(struct recovery *r, struct err *e)
{
	r->got = (struct salvage){ .source = put_source,
				   .decision = put_decision,
				   .redirect = put_redirect,
				   .lost = tell_lost,
				   .mended = tell_mended,
				   .ctx = r };
	if (!r->from)
		cli_complain("%s: it is read page by page", r->path);
	return store_salvage(r->from, r->in_pages ? r->path : NULL, &r->got, e);
}

static int recover(struct recovery *r, struct err *e)
{
	struct store *s = r->to->store;
	bool empty;

	if (store_begin(s, e) < 0)
		return -1;
	if (store_is_empty(s, &empty, e) == 0 && !empty)
		err_set(e, ERR_USAGE,
			"there is a dossier already; recover makes a new "
			"store");
	if (e->code == ERR_NONE && salvage(r, e) == 0)
		return store_commit(s, e) < 0 ? -1 : dossier_rebuild(r->to, e);
	store_rollback(s);
	return -1;
}

int cmd_recover(struct cli *c, int argc, char **argv)
{
	struct recovery r = { 0 };
	struct err e = ERR_INIT;
	const char *old = c->store, *to, *from;
	struct stat st;
	struct desk k;
	int code;

	if (argc != 2 || argv[1][0] == '-')
		return cli_usage(argv[0]);
	to = store_label(c->arena, argv[1]).p;
	from = store_label(c->arena, old).p;
	if (stat(argv[1], &st) == 0) {
		cli_complain("%s is there already; recover makes a new store",
			     to);
		return EXIT_USE;
	}
	r.path = old;
	r.in_pages = salvage_finds(old);
	r.from = store_open(old, STORE_READ | STORE_DAMAGED, &e);
	if (!r.from && !r.in_pages)
		return cli_fail(&e);
	if (!r.from)
		cli_fail(&e);
	e = (struct err)ERR_INIT;
	c->store = argv[1];
	code = desk_open(&k, c, STORE_WRITE | STORE_CREATE, "rebuilding");
	r.to = &k.dossier;
	k.dossier.jobs = crew_processors();
	if (code == EXIT_OK && recover(&r, &e) < 0)
		code = cli_fail(&e);
	else if (code == EXIT_OK && r.partly)
		code = EXIT_PART;
	if (code <= EXIT_PART)
		printf("%s: %u %s and %u %s recovered, %u lost; %s is as it "
		       "was\n",
		       to, r.got.sources,
		       plural(r.got.sources, "source", "sources"),
		       r.got.decisions,
		       plural(r.got.decisions, "decision", "decisions"),
		       r.got.sources_lost + r.got.decisions_lost, from);
	desk_close(&k);
	store_close(&r.from);
	return code;
}
