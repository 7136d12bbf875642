/* add.c - keii add: files and folders into the store, then one merge.
 *
 * A source is reported as added only when it is durable. Commits are grouped,
 * so that thousands of small files don't wait for the disk one by one. */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "base/crew.h"
#include "cli/input.h"
#include "cli/open.h"
#include "cli/walk.h"

#define GROUP_MS 1000 /* an index written seldom costs less */
#define GROUP_BYTES ((size_t)32 << 20)
/* Worth a commit while others read: much, as long as they will go on for a
 * while; little when they soon have nothing more. */
#define IDLE_BYTES ((size_t)1 << 20)
#define LAST_BYTES ((size_t)128 << 10)
#define FEW_LEFT 8u

struct report {
	const char *name;
	uint32_t articles;
};

struct adding {
	struct cli *cli;
	struct desk desk;
	struct arena *file;  /* one file's bytes; emptied after each */
	struct arena *group; /* the reports */
	struct {
		VEC_OF(struct report);
	} reports; /* read, not yet durable */
	long long group_began;
	uint32_t added, articles, known, failed;
	bool no_merge;
	int code;
};

static void not_added(const char *path, const char *why)
{
	cli_complain("%s: %s; not added", path, why);
}

static void report_added(struct adding *a, const struct report *x)
{
	a->added++;
	a->articles += x->articles;
	if (!a->cli->quiet)
		printf("added %s: %u %s\n", x->name, x->articles,
		       plural(x->articles, "article", "articles"));
}

/* Makes what was read durable, then says so. -1: the store can't take more. */
static int flush(struct adding *a)
{
	struct err e = ERR_INIT;
	uint32_t kept;
	int r = dossier_flush(&a->desk.dossier, &kept, &e);

	progress_clear(&a->desk.progress);
	for (uint32_t i = 0; i < kept; i++)
		report_added(a, &a->reports.v[i]);
	fflush(stdout);
	if (r < 0)
		a->code = cli_fail(&e);
	for (uint32_t i = kept; i < a->reports.n; i++)
		not_added(a->reports.v[i].name,
			  "could not be kept in the store");
	a->failed += a->reports.n - kept;
	a->reports.n = a->reports.cap = 0;
	a->reports.v = NULL;
	arena_reset(a->group);
	return r;
}

/* Flushes when enough waits. -1: the store can't take more. */
static int flush_some(struct adding *a)
{
	if (a->reports.n && (progress_now() - a->group_began > GROUP_MS ||
			     dossier_queued(&a->desk.dossier) > GROUP_BYTES))
		return flush(a);
	return 0;
}

/* A record of an archive without an article is no fault: archives hold all
 * that was fetched. */
static void none_in(struct adding *a, const char *name, bool in_archive)
{
	if (in_archive)
		return;
	not_added(name, "no article in it");
	a->failed++;
	a->code = EXIT_PART;
}

/* What came of one source. -1: the store can't take more. */
static int told(struct adding *a, const struct add_result *r)
{
	const char *name = r->name.p;
	bool bad;

	if (r->diags->n)
		progress_clear(&a->desk.progress);
	bad = input_print_diags(a->cli, r->diags, name);
	if (bad)
		a->code = EXIT_PART;
	if (r->sources_known) {
		a->known++;
		if (!a->cli->quiet)
			printf("known %s: the same bytes are in the store%s\n",
			       name,
			       r->sources_removed
				       ? "; a decision took them out "
					 "of the record (keii log)"
				       : "");
	} else if (!r->sources_new && bad) {
		a->failed++;
	} else if (!r->sources_new) {
		none_in(a, name, r->tag);
	} else {
		if (!a->reports.n)
			a->group_began = progress_now();
		*vec_add(a->group, &a->reports) =
			(struct report){ arena_str(a->group, r->name).p,
					 r->articles_new };
	}
	return flush_some(a);
}

/* The next that is read, waited for if need be; but before it waits it writes
 * what is there, if it is worth it. As dossier_take(). */
static int take_one(struct adding *a, bool wait, struct add_result *r,
		    struct err *e)
{
	struct dossier *d = &a->desk.dossier;
	int n = dossier_take(d, false, r, e);
	size_t worth;

	if (n != 0 || !wait)
		return n;
	worth = dossier_reading(d) > FEW_LEFT ? IDLE_BYTES : LAST_BYTES;
	if (dossier_queued(d) >= worth && flush(a) < 0)
		return -1;
	return dossier_take(d, true, r, e);
}

/* Takes what is read; all of it, or no more than need be waited for. -1: the
 * store can't take more. */
static int take(struct adding *a, bool all)
{
	struct dossier *d = &a->desk.dossier;
	struct err e = ERR_INIT;
	struct add_result r;
	int n = 0;

	while (n >= 0 && (n = take_one(a, all || dossier_busy(d), &r, &e)) > 0)
		n = told(a, &r) < 0 ? -1 : 1;
	if (n < 0 && e.code != ERR_NONE)
		a->code = cli_fail(&e);
	return n;
}

/* tag: whether it is an archive's record. */
static int give(void *ctx, struct arena *arena, const char *name, str bytes,
		bool in_archive, struct err *e)
{
	struct adding *a = ctx;
	struct err store = ERR_INIT;

	(void)arena;
	(void)e; /* what the store refuses is told here */
	if (dossier_give(&a->desk.dossier, str_of(name), bytes, in_archive,
			 &store) < 0) {
		a->code = cli_fail(&store);
		return -1;
	}
	return take(a, false);
}

/* -1: the store can't take more. */
static int add_file(struct adding *a, const char *path)
{
	struct err e = ERR_INIT;
	int r = input_each(a->cli, a->file, path, give, a, &e);

	if (r > 0)
		a->code = EXIT_PART;
	if (r >= 0)
		return 0;
	if (e.code == ERR_NONE)
		return -1;
	progress_clear(&a->desk.progress);
	cli_complain("%s; not added", e.text);
	a->failed++;
	a->code = EXIT_PART;
	return 0;
}

static int count_one(void *ctx, const struct item_row *row, struct err *e)
{
	(void)row;
	(void)e;
	++*(uint32_t *)ctx;
	return 0;
}

/* Items of one layer. */
static uint32_t count(const struct dossier *d, const char *layer)
{
	struct item_query q = { .layer = str_of(layer),
				.from = DAY_NONE,
				.to = DAY_NONE };
	struct err e = ERR_INIT;
	uint32_t n = 0;

	store_each_item(d->store, &q, count_one, &n, &e);
	return n;
}

static void merge(struct adding *a)
{
	struct dossier *d = &a->desk.dossier;
	struct err e = ERR_INIT;
	uint32_t n, copies;
	str packs;

	if (dossier_merge(d, &e) < 0) {
		a->code = cli_fail(&e);
		cli_complain("what was added is kept; the record is not up to "
			     "date: keii add or keii rebuild brings it up");
		return;
	}
	if (a->cli->quiet)
		return;
	n = count(d, "entries");
	copies = count(d, "copies");
	printf("%u %s added (%u %s), %u known, %u not added; "
	       "%u %s in the record\n",
	       a->added, plural(a->added, "source", "sources"), a->articles,
	       plural(a->articles, "article", "articles"), a->known, a->failed,
	       n, plural(n, "entry", "entries"));
	if (copies)
		printf("%u %s of others, counted once (keii articles)\n",
		       copies,
		       plural(copies, "article is a copy or rewrite",
			      "articles are copies or rewrites"));
	if (store_meta(d->store, a->cli->arena, STR("packs"), &packs, &e) ==
		    0 &&
	    packs.n && !str_eq(packs, packs_version(d->packs)))
		cli_complain("the packs are others than those that made the "
			     "record; keii rebuild reads all again");
}

static void told_unmerged(struct adding *a)
{
	if (!a->cli->quiet)
		printf("%u %s added (%u %s), %u known, %u not added; the next "
		       "keii add brings the record up\n",
		       a->added, plural(a->added, "source", "sources"),
		       a->articles, plural(a->articles, "article", "articles"),
		       a->known, a->failed);
}

static void add_all(struct adding *a, const struct walk *w)
{
	for (uint32_t i = 0; i < w->n; i++) {
		if (add_file(a, w->v[i]) < 0)
			break;
		progress_show(&a->desk.progress, "adding", i + 1, w->n,
			      w->v[i]);
	}
	if (a->code <= EXIT_PART && take(a, true) == 0)
		flush(a);
	if (a->code <= EXIT_PART && a->no_merge)
		told_unmerged(a);
	else if (a->code <= EXIT_PART)
		merge(a);
	else
		cli_complain("stopped; %u %s added before %s kept, keii add "
			     "again adds the rest",
			     a->added, plural(a->added, "source", "sources"),
			     plural(a->added, "is", "are"));
}

int cmd_add(struct cli *c, int argc, char **argv)
{
	struct adding a = { .cli = c };
	struct walk w = { .arena = c->arena,
			  .store = c->store,
			  .complain = not_added };
	unsigned jobs = crew_processors();
	bool options = true;
	int code;

	if (argc < 2)
		return cli_usage(argv[0]);
	for (int i = 1; i < argc; i++) {
		if (options && strcmp(argv[i], "--") == 0)
			options = false;
		else if (options && strcmp(argv[i], "--no-merge") == 0)
			a.no_merge = true;
		else if (options && cli_jobs_option(argc, argv, &i, &jobs))
			;
		else if (options && argv[i][0] == '-' && argv[i][1])
			return cli_usage(argv[0]);
		else
			walk_path(&w, argv[i]);
	}
	/* A limit on file sizes is a full disk, not a reason to die. */
	signal(SIGXFSZ, SIG_IGN);
	a.failed = w.bad;
	a.code = w.bad ? EXIT_PART : EXIT_OK;
	code = w.n ? desk_open(&a.desk, c, STORE_WRITE | STORE_CREATE, "adding")
		   : EXIT_PART;
	if (code > EXIT_PART)
		cli_complain("nothing was added");
	a.desk.dossier.jobs = jobs;
	if (w.n && code == EXIT_OK) {
		/* archives are unpacked while threads read */
		a.desk.dossier.nest = cli_nest(c);
		a.desk.dossier.cues = cli_cues(c);
		a.file = arena_new();
		a.group = arena_new();
		add_all(&a, &w);
		arena_free(&a.file);
		arena_free(&a.group);
		code = a.code;
	}
	desk_close(&a.desk);
	return code;
}
