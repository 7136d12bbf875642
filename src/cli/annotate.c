/* annotate.c - keii annotate: JSON lines in, mentions or coded events out,
 * constant memory. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "cli/command.h"
#include "extract/annotate.h"

struct annotate {
	const struct reader *reader;
	struct tagger *tagger;
	struct arena *arena; /* doc: emptied after each article */
	struct buf out;
	const char *lang;
	unsigned stages;
	const struct coder *coder; /* NULL: mentions */
	bool bad;
};

static void one_line(struct annotate *a, str line, unsigned long number)
{
	buf_clear(&a->out);
	bool good = annotate_line(a->reader, a->arena, a->tagger, line, number,
				  a->lang, a->stages, a->coder, &a->out);

	a->bad |= !good;
	if (!good || !a->coder)
		buf_byte(&a->out, '\n');
	/* among codes a bad line would be taken for an event */
	fwrite(a->out.p, 1, a->out.n, !good && a->coder ? stderr : stdout);
	arena_reset(a->arena);
}

static int annotate_stream(struct annotate *a, FILE *in, const char *name)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	unsigned long number = 0;

	while ((n = getline(&line, &cap, in)) > 0) {
		str s = str_trim((str){ line, (size_t)n });

		number++;
		if (s.n)
			one_line(a, s, number);
	}
	free(line);
	if (ferror(in)) {
		cli_complain("%s: %s; what was read before is done", name,
			     strerror(errno));
		return EXIT_WORLD;
	}
	return a->bad ? EXIT_PART : EXIT_OK;
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

static void columns(struct annotate *a)
{
	plover_columns(&a->out);
	fwrite(a->out.p, 1, a->out.n, stdout);
	buf_clear(&a->out);
}

int cmd_annotate(struct cli *c, int argc, char **argv)
{
	struct coder coder;
	struct annotate a = { .lang = c->lang, .stages = STAGE_ALL };
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
	buf_init(&a.out, LIMIT_OUTPUT);
	if (coder.tsv)
		columns(&a);
	code = run_files(&a, argv + first, argc - first);
	buf_release(&a.out);
	arena_free(&a.arena);
	reader_free(&reader);
	tagger_free(&a.tagger);
	return code;
}
