/* stages.c - what each stage of annotate costs by itself, inside one process.
 *
 * stages FILE [ROUNDS]: articles as JSON lines are parsed once; then each
 * round reads them all with no stage (sentences alone), with times, with times
 * and actors …, and writes JSON. A stage's time is the difference to the run
 * before it; CPU seconds, medians of the rounds. A line for each:
 * name, seconds, MB of text a second. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "extract/job.h"
#include "read/source.h"
#include "text/doc.h"

#define MOST_ROUNDS 25

enum { RUNS = 8 }; /* sentences, six stages, JSON */

static const char *const names[RUNS] = {
	"sentences", "times",	  "actors",    "statements",
	"events",    "proposals", "positions", "json",
};

struct work {
	struct reader *reader;
	struct tagger *tagger;
	struct arena *doc;
	struct buf json;
	struct {
		VEC_OF(struct article_input);
	} articles;
	size_t bytes, out;
};

static double cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void load(struct work *w, struct arena *a, const char *path)
{
	struct diags diags = { .arena = a };
	FILE *f = fopen(path, "rb");
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;

	if (!f) {
		perror(path);
		exit(1);
	}
	while ((n = getline(&line, &cap, f)) > 0) {
		str copy = arena_str(a, (str){ line, (size_t)n });
		struct article x;

		if (!article_from_json(a, str_trim(copy), &x, &diags))
			continue;
		*vec_add(a, &w->articles) = (struct article_input){
			.id = x.id,
			.text = x.text,
			.title = x.title,
			.lang = x.lang,
			.published = x.published,
			.url = x.url,
			.publisher = x.publisher,
		};
		w->bytes += x.text.n;
	}
	free(line);
	fclose(f);
}

static double run(struct work *w, unsigned stages, bool json)
{
	double began = cpu();

	for (uint32_t i = 0; i < w->articles.n; i++) {
		struct mentions m;
		struct doc *d = job_read(w->reader, w->doc, w->tagger,
					 &w->articles.v[i], stages, &m);

		if (json) {
			buf_clear(&w->json);
			mentions_json(d, &m, &w->json);
			w->out += w->json.n;
		}
		arena_reset(w->doc);
	}
	return cpu() - began;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static void show(struct work *w, double used[RUNS][MOST_ROUNDS], int rounds)
{
	double before = 0;

	for (int k = 0; k < RUNS; k++) {
		double is, own;

		qsort(used[k], (size_t)rounds, sizeof(double), by_value);
		is = used[k][rounds / 2];
		own = is - before;
		printf("%-10s %8.3f %8.1f\n", names[k], own,
		       (double)w->bytes / 1e6 / (own > 1e-6 ? own : 1e-6));
		before = is;
	}
}

int main(int argc, char **argv)
{
	static double used[RUNS][MOST_ROUNDS];
	struct arena *perm = arena_new();
	struct diags diags = { .arena = perm };
	struct work w = { .doc = arena_new() };
	struct err e = ERR_INIT;
	struct packs *packs = packs_load(STR_NONE, &diags, &e);
	int rounds = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 5;

	if (!packs || argc < 2 || rounds < 1 || rounds > MOST_ROUNDS) {
		fprintf(stderr, "stages FILE [ROUNDS] %s\n",
			packs ? "" : e.text);
		return 1;
	}
	w.reader = reader_new(packs, &diags);
	w.tagger = tagger_new(&e);
	buf_init(&w.json, (size_t)1 << 30);
	load(&w, perm, argv[1]);
	for (int i = 0; i < rounds; i++)
		for (int k = 0; k < RUNS; k++)
			used[k][i] =
				run(&w, (1u << (k < 7 ? k : 6)) - 1, k == 7);
	show(&w, used, rounds);
	buf_release(&w.json);
	tagger_free(&w.tagger);
	reader_free(&w.reader);
	packs_free(&packs);
	arena_free(&w.doc);
	arena_free(&perm);
	return 0;
}
