/* annotate.c - keii annotate: JSON lines in, mentions or coded events out,
 * constant memory. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/crew.h"
#include "base/limits.h"
#include "cli/open.h"
#include "extract/annotate.h"

#define BATCH_BYTES ((size_t)64 << 10)
#define HELD_EACH 4u /* batches in hand for each member */

/* Some lines of one input, and what became of them. */
struct batch {
	struct buf lines, out;
	struct buf bad;	     /* among codes: for standard error */
	unsigned long first; /* the number of the first line, less 1 */
	int code;
};

/* What each member of the crew has for itself. */
struct hand {
	struct tagger *tagger;
	struct arena *arena; /* doc: emptied after each article */
};

struct annotate {
	const struct reader *reader;
	struct hand hands[CREW_MOST];
	struct crew *crew;
	unsigned jobs;
	int code;
	const char *lang;
	unsigned stages;
	const struct coder *coder; /* NULL: mentions */
};

/* One line's answer; among codes a bad line would be taken for an event, and
 * goes to standard error. */
static bool one_line(const struct annotate *a, const struct hand *h, str line,
		     unsigned long number, struct batch *b)
{
	size_t from = b->out.n;
	bool good = annotate_line(a->reader, h->arena, h->tagger, line, number,
				  a->lang, a->stages, a->coder, &b->out);

	if (!good || !a->coder)
		buf_byte(&b->out, '\n');
	if (!good && a->coder) {
		buf_add(&b->bad, str_cut(buf_str(&b->out), from, b->out.n));
		buf_truncate(&b->out, from);
	}
	arena_reset(h->arena);
	return good;
}

/* A member of the crew: one batch. */
static void some_lines(void *ctx, unsigned member, void *task)
{
	const struct annotate *a = ctx;
	struct batch *b = task;
	str rest = buf_str(&b->lines);
	unsigned long number = b->first;

	while (rest.n) {
		str line = str_trim(str_token(&rest, '\n'));

		number++;
		if (line.n && !one_line(a, &a->hands[member], line, number, b))
			b->code = EXIT_PART;
	}
}

static struct batch *batch_new(unsigned long first)
{
	struct batch *b = xmalloc(sizeof(*b));

	*b = (struct batch){ .first = first, .code = EXIT_OK };
	buf_init(&b->lines, LIMIT_OUTPUT);
	buf_init(&b->out, LIMIT_OUTPUT);
	buf_init(&b->bad, LIMIT_OUTPUT);
	return b;
}

static void batch_free(struct batch *b)
{
	buf_release(&b->lines);
	buf_release(&b->out);
	buf_release(&b->bad);
	free(b);
}

/* Prints what is done, in order; waits until at most so many are left. */
static void print(struct annotate *a, unsigned left)
{
	struct batch *b;

	while ((b = crew_take(a->crew, crew_held(a->crew) > left))) {
		if (b->bad.n)
			fwrite(b->bad.p, 1, b->bad.n, stderr);
		if (b->out.n)
			fwrite(b->out.p, 1, b->out.n, stdout);
		if (b->code > a->code)
			a->code = b->code;
		batch_free(b);
	}
}

/* What was wrong with an input, behind the answers to those before it. */
static void complain(struct annotate *a, const char *name, int why,
		     const char *what)
{
	print(a, 0);
	cli_complain("%s: %s; %s", name, strerror(why), what);
}

static void give(struct annotate *a, struct batch *b)
{
	crew_give(a->crew, b);
	print(a, HELD_EACH * a->jobs);
}

/* One member answers line by line, several get enough to be worth a task. The
 * next input is read while they are at this one's last lines. */
static int annotate_stream(struct annotate *a, FILE *in, const char *name)
{
	size_t enough = a->jobs > 1 ? BATCH_BYTES : 0;
	struct batch *b = NULL;
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	unsigned long number = 0;
	int why;

	while ((n = getline(&line, &cap, in)) > 0) {
		if (!b)
			b = batch_new(number);
		number++;
		buf_add(&b->lines, (str){ line, (size_t)n });
		if (b->lines.n > enough) {
			give(a, b);
			b = NULL;
		}
	}
	why = errno;
	free(line);
	if (b)
		give(a, b);
	if (!ferror(in))
		return EXIT_OK;
	complain(a, name, why, "what was read before is done");
	return EXIT_WORLD;
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

static int run_file(struct annotate *a, const char *name)
{
	bool given = strcmp(name, "-") == 0;
	FILE *in = given ? stdin : fopen(name, "rb");
	int code;

	if (!in) {
		complain(a, name, errno, "file skipped");
		return EXIT_PART;
	}
	if (given) /* it may wait for somebody who wants to see these */
		print(a, 0);
	code = annotate_stream(a, in, name);
	if (!given)
		fclose(in);
	return code;
}

static int run_files(struct annotate *a, char **files, int n)
{
	int code = EXIT_OK;

	if (n == 0)
		code = annotate_stream(a, stdin, "standard input");
	for (int i = 0; i < n; i++) {
		int c = run_file(a, files[i]);

		if (c > code)
			code = c;
	}
	print(a, 0);
	return code;
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
		size_t n;

		if (cli_jobs_option(argc, argv, first, &a->jobs))
			continue;
		n = value ? (size_t)(value - word) : strlen(word);

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
	int code;

	for (unsigned i = 0; i < a->jobs; i++) {
		if (i && a->hands[0].tagger)
			a->hands[i].tagger = tagger_twin(a->hands[0].tagger);
		a->hands[i].arena = arena_new();
	}
	a->crew = crew_new(a->jobs, some_lines, a, &e);
	code = a->crew ? run_files(a, files, n) : cli_fail(&e);
	crew_free(&a->crew);
	for (unsigned i = a->jobs; i-- > 0;) {
		arena_free(&a->hands[i].arena);
		tagger_free(&a->hands[i].tagger);
	}
	return a->code > code ? a->code : code;
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
	a.hands[0].tagger = tagger_new(&e);
	if (!a.hands[0].tagger && !c->quiet)
		cli_complain("%s; going on without Japanese tokens", e.text);
	reader = reader_new(packs, &c->diags);
	a.reader = reader;
	if (coder.tsv)
		columns();
	code = run(&a, argv + first, argc - first);
	reader_free(&reader);
	return code;
}
