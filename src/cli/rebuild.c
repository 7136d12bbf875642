/* rebuild.c - keii rebuild: the record made again from sources and decisions.
 * keii recover: what is whole of a damaged store, in a new one. */
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/crew.h"
#include "cli/open.h"

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
	struct store *from;
	struct dossier *to;
	uint32_t sources, lost, decisions;
};

static int recover_sources(struct recovery *r, struct arena *a, struct err *e)
{
	struct source_rows rows = { 0 };
	struct err partly = ERR_INIT;

	/* What comes before a damaged page is read; then it ends. */
	if (store_sources(r->from, a, &rows, &partly) < 0)
		cli_complain("%s; going on with the %u sources found before",
			     partly.text, rows.n);
	for (uint32_t i = 0; i < rows.n; i++) {
		struct arena_mark mark = arena_mark(a);
		struct err bad = ERR_INIT;
		bool is_new;
		str bytes;
		int ok = 0;

		if (store_source_bytes(r->from, a, rows.v[i].sha256, &bytes,
				       &bad) < 0) {
			cli_complain("%s; lost", bad.text);
			r->lost++;
		} else {
			ok = store_put_source(r->to->store, &rows.v[i], bytes,
					      &is_new, e);
			r->sources++;
		}
		arena_rewind(a, mark);
		if (ok < 0)
			return -1;
	}
	return 0;
}

static int recover_decisions(struct recovery *r, struct arena *a, struct err *e)
{
	struct decision_rows rows = { 0 };
	struct err partly = ERR_INIT;

	if (store_decisions(r->from, a, &rows, &partly) < 0)
		cli_complain("%s; going on with the %u decisions found",
			     partly.text, rows.n);
	for (uint32_t i = 0; i < rows.n; i++)
		if (store_put_decision(r->to->store, &rows.v[i], e) < 0)
			return -1;
	r->decisions = rows.n;
	return 0;
}

static int put_redirect(void *ctx, str old, str new, struct err *e)
{
	struct recovery *r = ctx;

	return store_put_redirect(r->to->store, old, new, e);
}

static int recover_redirects(struct recovery *r)
{
	struct err partly = ERR_INIT;

	if (store_each_redirect(r->from, put_redirect, r, &partly) < 0)
		cli_complain("%s; some old ids will lead nowhere", partly.text);
	return 0;
}

static int recover(struct recovery *r, struct arena *a, struct err *e)
{
	struct store *s = r->to->store;

	bool empty;

	if (store_begin(s, e) < 0)
		return -1;
	if (store_is_empty(s, &empty, e) == 0 && !empty)
		err_set(e, ERR_USAGE,
			"there is a dossier already; recover makes a new "
			"store");
	if (e->code == ERR_NONE && recover_sources(r, a, e) == 0 &&
	    recover_decisions(r, a, e) == 0 && recover_redirects(r) == 0)
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
	r.from = store_open(old, STORE_READ | STORE_DAMAGED, &e);
	if (!r.from)
		return cli_fail(&e);
	c->store = argv[1];
	code = desk_open(&k, c, STORE_WRITE | STORE_CREATE, "rebuilding");
	r.to = &k.dossier;
	k.dossier.jobs = crew_processors();
	if (code == EXIT_OK && recover(&r, c->arena, &e) < 0)
		code = cli_fail(&e);
	else if (code == EXIT_OK && r.lost)
		code = EXIT_PART;
	if (code <= EXIT_PART)
		printf("%s: %u %s and %u %s recovered, %u lost; %s is as it "
		       "was\n",
		       to, r.sources, plural(r.sources, "source", "sources"),
		       r.decisions,
		       plural(r.decisions, "decision", "decisions"), r.lost,
		       from);
	desk_close(&k);
	store_close(&r.from);
	return code;
}
