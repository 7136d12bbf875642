/* add.c - keii add: files and folders into the store, then one merge.
 *
 * A source is reported as added only when it is durable. Commits are grouped,
 * so that thousands of small files don't wait for the disk one by one. */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/input.h"
#include "cli/open.h"
#include "cli/walk.h"

#define GROUP_MS 250
#define GROUP_BYTES ((size_t)32 << 20)

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
	int code;
};

static void not_added(const char *path, const char *why)
{
	cli_complain("%s: %s; not added", path, why);
}

static const char *shown_name(const char *path)
{
	return strcmp(path, "-") == 0 ? "standard input" : path;
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

/* True when one of them is an error. */
static bool print_diags(const struct adding *a, const struct diags *list,
			const char *name)
{
	bool bad = false;

	for (uint32_t i = 0; i < list->n; i++) {
		struct diag d = list->v[i];
		enum diag_level level = diag_level(d.code);

		if (!d.file.p)
			d.file = str_of(name);
		bad = bad || level == DIAG_ERROR;
		if (level == DIAG_ERROR ||
		    (level == DIAG_WARN && !a->cli->quiet))
			diag_print(stderr, &d);
	}
	return bad;
}

static int queue(struct adding *a, const char *name, str bytes)
{
	struct diags diags = { .arena = a->file };
	struct add_result r = { .diags = &diags };
	struct err e = ERR_INIT;
	bool bad;

	if (dossier_queue(&a->desk.dossier, str_of(name), bytes, &r, &e) < 0) {
		a->code = cli_fail(&e);
		return -1;
	}
	if (diags.n)
		progress_clear(&a->desk.progress);
	bad = print_diags(a, &diags, name);
	if (bad)
		a->code = EXIT_PART;
	if (r.sources_known) {
		a->known++;
		if (!a->cli->quiet)
			printf("known %s: the same bytes are in the store%s\n",
			       name,
			       r.sources_removed ? "; a decision took them out "
						   "of the record (keii log)"
						 : "");
	} else if (!r.sources_new) {
		if (!bad)
			not_added(name, "no article in it");
		a->failed++;
		a->code = EXIT_PART;
	} else {
		if (!a->reports.n)
			a->group_began = progress_now();
		*vec_add(a->group, &a->reports) =
			(struct report){ name, r.articles_new };
	}
	return 0;
}

/* -1: the store can't take more. */
static int add_file(struct adding *a, const char *path)
{
	struct err e = ERR_INIT;
	str bytes;
	int r = 0;

	if (input_bytes(a->file, path, &bytes, &e) < 0) {
		progress_clear(&a->desk.progress);
		cli_complain("%s; not added", e.text);
		a->failed++;
		a->code = EXIT_PART;
	} else {
		r = queue(a, shown_name(path), bytes);
	}
	arena_reset(a->file);
	if (r == 0 && a->reports.n &&
	    (progress_now() - a->group_began > GROUP_MS ||
	     dossier_queued(&a->desk.dossier) > GROUP_BYTES))
		r = flush(a);
	return r;
}

static int count_one(void *ctx, const struct item_row *row, struct err *e)
{
	(void)row;
	(void)e;
	++*(uint32_t *)ctx;
	return 0;
}

static void merge(struct adding *a)
{
	struct item_query entries = { .layer = STR("entries"),
				      .from = DAY_NONE,
				      .to = DAY_NONE };
	struct dossier *d = &a->desk.dossier;
	struct err e = ERR_INIT;
	uint32_t n = 0;
	str packs;

	if (dossier_merge(d, &e) < 0) {
		a->code = cli_fail(&e);
		cli_complain("what was added is kept; the record is not up to "
			     "date: keii add or keii rebuild brings it up");
		return;
	}
	if (a->cli->quiet)
		return;
	store_each_item(d->store, &entries, count_one, &n, &e);
	printf("%u %s added (%u %s), %u known, %u not added; "
	       "%u %s in the record\n",
	       a->added, plural(a->added, "source", "sources"), a->articles,
	       plural(a->articles, "article", "articles"), a->known, a->failed,
	       n, plural(n, "entry", "entries"));
	if (store_meta(d->store, a->cli->arena, STR("packs"), &packs, &e) ==
		    0 &&
	    packs.n && !str_eq(packs, packs_version(d->packs)))
		cli_complain("the packs are others than those that made the "
			     "record; keii rebuild reads all again");
}

static void add_all(struct adding *a, const struct walk *w)
{
	for (uint32_t i = 0; i < w->n; i++) {
		if (add_file(a, w->v[i]) < 0)
			break;
		progress_show(&a->desk.progress, "adding", i + 1, w->n,
			      w->v[i]);
	}
	if (a->code <= EXIT_PART)
		flush(a);
	if (a->code <= EXIT_PART)
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
	bool options = true;
	int code;

	if (argc < 2)
		return cli_usage(argv[0]);
	for (int i = 1; i < argc; i++) {
		if (options && strcmp(argv[i], "--") == 0)
			options = false;
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
	if (w.n && code == EXIT_OK) {
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
