/* annotate.c - keii annotate: JSON lines in, mentions or coded events out,
 * constant memory. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "cli/command.h"
#include "cli/team.h"
#include "extract/annotate.h"

#define BATCH_BYTES ((size_t)128 << 10)

struct annotate {
	const struct reader *reader;
	struct tagger *tagger;
	struct arena *arena; /* doc: emptied after each article */
	struct team *team;
	struct buf batch; /* lines that wait */
	unsigned jobs;
	unsigned long first; /* the number of the batch's first line, less 1 */
	const char *lang;
	unsigned stages;
	const struct coder *coder; /* NULL: mentions */
};

/* One line's answer; among codes a bad line would be taken for an event, and
 * goes to standard error. */
static bool one_line(struct annotate *a, str line, unsigned long number,
		     struct buf *out)
{
	size_t from = out->n;
	bool good = annotate_line(a->reader, a->arena, a->tagger, line, number,
				  a->lang, a->stages, a->coder, out);

	if (!good || !a->coder)
		buf_byte(out, '\n');
	if (!good && a->coder) {
		fwrite(out->p + from, 1, out->n - from, stderr);
		buf_truncate(out, from);
	}
	arena_reset(a->arena);
	return good;
}

/* A member of the team: some lines. */
static int some_lines(void *ctx, str batch, unsigned long number,
		      struct buf *out)
{
	struct annotate *a = ctx;
	int code = EXIT_OK;

	while (batch.n) {
		str line = str_trim(str_token(&batch, '\n'));

		number++;
		if (line.n && !one_line(a, line, number, out))
			code = EXIT_PART;
	}
	return code;
}

static void print(void *ctx, str answer)
{
	(void)ctx;
	fwrite(answer.p, 1, answer.n, stdout);
}

static int give(struct annotate *a, unsigned long lines, struct err *e)
{
	int r = a->batch.n ? team_give(a->team, buf_str(&a->batch), a->first, e)
			   : 0;

	buf_clear(&a->batch);
	a->first = lines;
	return r;
}

/* One process answers line by line, several get enough to be worth a message.
 */
static int annotate_stream(struct annotate *a, FILE *in, const char *name)
{
	size_t enough = a->jobs > 1 ? BATCH_BYTES : 0;
	struct err e = ERR_INIT;
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	unsigned long number = 0;
	int r = 0, code = EXIT_OK;

	a->first = 0;
	while (r == 0 && (n = getline(&line, &cap, in)) > 0) {
		number++;
		buf_add(&a->batch, (str){ line, (size_t)n });
		if (a->batch.n > enough)
			r = give(a, number, &e);
	}
	if (r == 0)
		r = give(a, number, &e);
	free(line);
	if (r < 0) {
		code = cli_fail(&e);
	} else if (ferror(in)) {
		cli_complain("%s: %s; what was read before is done", name,
			     strerror(errno));
		code = EXIT_WORLD;
	}
	return code;
}

/* "times,actors" -> the stages and all they need; 0 = unknown name. */
static unsigned parse_only(str names)
{
	static const struct {
		const char *name;
		unsigned needs;
	} table[] = {
		{ "times", STAGE_TIMES },
		{ "actors", STAGE_TIMES | STAGE_ACTORS },
		{ "statements", STAGE_TIMES | STAGE_ACTORS | STAGE_STATEMENTS },
		{ "events", STAGE_TIMES | STAGE_ACTORS | STAGE_STATEMENTS |
				    STAGE_EVENTS },
		{ "proposals", STAGE_ALL & ~(unsigned)STAGE_POSITIONS },
		{ "positions", STAGE_ALL },
	};
	unsigned stages = 0;

	while (names.p) {
		str name = str_token(&names, ',');
		unsigned was = stages;

		for (size_t i = 0; i < COUNT(table); i++)
			if (str_is(name, table[i].name))
				stages |= table[i].needs;
		if (stages == was && was == 0)
			return 0;
	}
	return stages;
}

static int run_files(struct annotate *a, char **files, int n)
{
	int code = EXIT_OK;

	if (n == 0)
		return annotate_stream(a, stdin, "standard input");
	for (int i = 0; i < n; i++) {
		FILE *in = strcmp(files[i], "-") == 0 ? stdin
						      : fopen(files[i], "rb");
		int c;

		if (!in) {
			cli_complain("%s: %s; file skipped", files[i],
				     strerror(errno));
			code = EXIT_PART;
			continue;
		}
		c = annotate_stream(a, in, files[i]);
		if (c > code)
			code = c;
		if (in != stdin)
			fclose(in);
	}
	return code;
}

/* "2"; 0 for what is no number of processes. */
static unsigned jobs_of(const char *word)
{
	char *end;
	unsigned long n = strtoul(word, &end, 10);

	return *word && !*end && n <= TEAM_MOST ? (unsigned)n : 0;
}

/* Options in front of the files; false when one is unknown. */
static bool options(struct annotate *a, struct coder *coder, int argc,
		    char **argv, int *first)
{
	bool plover = false;

	coder->tsv = false;
	for (; *first < argc && argv[*first][0] == '-' && argv[*first][1];
	     (*first)++) {
		const char *word = argv[*first];
		const char *value = strchr(word, '=');
		size_t n = value ? (size_t)(value - word) : strlen(word);

		value = value		    ? value + 1
			: *first + 1 < argc ? argv[++*first]
					    : "";
		if (n == 6 && strncmp(word, "--only", n) == 0) {
			a->stages = parse_only(str_of(value));
			if (!a->stages)
				return false;
		} else if (n == 10 && strncmp(word, "--ontology", n) == 0) {
			plover = strcmp(value, "plover") == 0;
			if (!plover)
				return false;
		} else if (n == 2 && strncmp(word, "-j", n) == 0) {
			a->jobs = jobs_of(value);
			if (!a->jobs)
				return false;
		} else if (n == 8 && strncmp(word, "--format", n) == 0) {
			coder->tsv = strcmp(value, "tsv") == 0;
			if (!coder->tsv && strcmp(value, "json") != 0)
				return false;
		} else {
			return false;
		}
	}
	if (plover) {
		a->coder = coder;
		a->stages = STAGE_TIMES | STAGE_ACTORS | STAGE_STATEMENTS |
			    STAGE_EVENTS;
	}
	return plover || !coder->tsv;
}

static void columns(void)
{
	struct buf out;

	buf_init(&out, LIMIT_OUTPUT);
	plover_columns(&out);
	fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
}

static int run(struct annotate *a, char **files, int n)
{
	struct err e = ERR_INIT;
	int code, worst = EXIT_OK;

	fflush(stdout); /* the members must not have it too */
	a->team = team_new(a->jobs, some_lines, print, a, &e);
	if (!a->team)
		return cli_fail(&e);
	code = run_files(a, files, n);
	if (team_end(&a->team, &worst, &e) < 0)
		worst = cli_fail(&e);
	return worst > code ? worst : code;
}

int cmd_annotate(struct cli *c, int argc, char **argv)
{
	struct coder coder;
	struct annotate a = { .lang = c->lang, .stages = STAGE_ALL, .jobs = 1 };
	const struct packs *packs;
	struct reader *reader;
	struct err e = ERR_INIT;
	int first = 1, code;

	if (!options(&a, &coder, argc, argv, &first))
		return cli_usage(argv[0]);
	packs = cli_packs(c);
	if (!packs)
		return EXIT_WORLD;
	coder_init(&coder, packs, coder.tsv);
	a.tagger = tagger_new(&e);
	if (!a.tagger && !c->quiet)
		cli_complain("%s; going on without Japanese tokens", e.text);
	reader = reader_new(packs, &c->diags);
	a.reader = reader;
	a.arena = arena_new();
	buf_init(&a.batch, LIMIT_OUTPUT);
	if (coder.tsv)
		columns();
	code = run(&a, argv + first, argc - first);
	buf_release(&a.batch);
	arena_free(&a.arena);
	reader_free(&reader);
	tagger_free(&a.tagger);
	return code;
}
