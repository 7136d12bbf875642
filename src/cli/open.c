/* open.c - what the commands that read or change a whole dossier share. */
#include "cli/open.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/crew.h"
#include "base/utf8.h"
#include "read/sandbox.h"

#define SHOW_EVERY_MS 200

long long progress_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void progress_init(struct progress *p, const struct cli *c)
{
	*p = (struct progress){ .last = progress_now() };
	p->on = !c->quiet && isatty(STDERR_FILENO);
}

void progress_show(struct progress *p, const char *doing, uint32_t done,
		   uint32_t of, const char *name)
{
	long long now = progress_now();
	str tail = str_of(name);

	if (!p->on || (now - p->last < SHOW_EVERY_MS && done < of))
		return;
	if (tail.n > 40)
		tail = str_cut(tail, utf8_floor(tail, tail.n - 40), tail.n);
	fprintf(stderr, "\r\033[K%s: %u of %u  %.*s", doing, done, of,
		STR_FMT(tail));
	fflush(stderr);
	p->last = now;
	p->shown = true;
}

void progress_clear(struct progress *p)
{
	if (p->shown)
		fputs("\r\033[K", stderr);
	p->shown = false;
}

static void on_progress(void *ctx, const char *what, uint32_t done, uint32_t of)
{
	struct desk *k = ctx;

	progress_show(&k->progress, k->doing, done, of, what);
}

/* A source that is read again and lost is told; the rest was told when it was
 * added. */
static void on_told(void *ctx, str name, const struct diags *diags)
{
	struct desk *k = ctx;

	for (uint32_t i = 0; i < diags->n; i++) {
		struct diag d = diags->v[i];

		if (!sandbox_lost(d.code))
			continue;
		progress_clear(&k->progress);
		d.file = name;
		diag_print(stderr, &d);
	}
}

int desk_open(struct desk *k, struct cli *c, unsigned flags, const char *doing)
{
	struct dossier *d = &k->dossier;
	struct err e = ERR_INIT;

	*k = (struct desk){ .doing = doing };
	progress_init(&k->progress, c);
	d->progress = on_progress;
	d->told = on_told;
	d->ctx = k;
	d->packs = cli_packs(c);
	if (!d->packs)
		return EXIT_WORLD;
	d->sandboxed = cli_sandboxed(c);
	d->store = store_open(c->store, flags, &e);
	if (!d->store)
		return cli_fail(&e);
	d->tagger = tagger_new(&e);
	if (!d->tagger && !c->quiet)
		cli_complain("%s; going on without Japanese tokens", e.text);
	k->reader = reader_new(d->packs, &c->diags);
	d->reader = k->reader;
	return EXIT_OK;
}

void desk_close(struct desk *k)
{
	progress_clear(&k->progress);
	dossier_release(&k->dossier);
	reader_free(&k->reader);
	tagger_free(&k->dossier.tagger);
	store_close(&k->dossier.store);
}

bool cli_jobs_option(int argc, char **argv, int *i, unsigned *jobs)
{
	const char *word = argv[*i], *value = "";
	bool apart = strcmp(word, "-j") == 0;
	unsigned long n;
	char *end;

	if (strncmp(word, "-j", 2) != 0)
		return false;
	if (!apart)
		value = word + 2 + (word[2] == '=');
	else if (*i + 1 < argc)
		value = argv[*i + 1];
	n = strtoul(value, &end, 10);
	if (!*value || *end || n < 1 || n > CREW_MOST)
		return false;
	*i += apart;
	*jobs = (unsigned)n;
	return true;
}

const char *plural(uint32_t n, const char *one, const char *many)
{
	return n == 1 ? one : many;
}
