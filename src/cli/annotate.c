/* annotate.c - keii annotate: JSON lines in, mentions out, constant memory. */
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
	bool bad;
};

static void one_line(struct annotate *a, str line, unsigned long number)
{
	buf_clear(&a->out);
	a->bad |= !annotate_line(a->reader, a->arena, a->tagger, line, number,
				 a->lang, a->stages, &a->out);
	buf_byte(&a->out, '\n');
	fwrite(a->out.p, 1, a->out.n, stdout);
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

int cmd_annotate(struct cli *c, int argc, char **argv)
{
	struct annotate a = { .lang = c->lang, .stages = STAGE_ALL };
	const struct packs *packs;
	struct reader *reader;
	struct err e = ERR_INIT;
	int first = 1, code;

	for (; first < argc && argv[first][0] == '-' && argv[first][1];
	     first++) {
		if (strcmp(argv[first], "--only") == 0 && first + 1 < argc)
			a.stages = parse_only(str_of(argv[++first]));
		else if (strncmp(argv[first], "--only=", 7) == 0)
			a.stages = parse_only(str_of(argv[first] + 7));
		else
			a.stages = 0;
		if (!a.stages)
			return cli_usage(argv[0]);
	}
	packs = cli_packs(c);
	if (!packs)
		return EXIT_WORLD;
	a.tagger = tagger_new(&e);
	if (!a.tagger && !c->quiet)
		cli_complain("%s; going on without Japanese tokens", e.text);
	reader = reader_new(packs, &c->diags);
	a.reader = reader;
	a.arena = arena_new();
	buf_init(&a.out, LIMIT_OUTPUT);
	code = run_files(&a, argv + first, argc - first);
	buf_release(&a.out);
	arena_free(&a.arena);
	reader_free(&reader);
	tagger_free(&a.tagger);
	return code;
}
