/* search.c - keii search: the articles with all these words, best first. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/json.h"
#include "base/utf8.h"
#include "cli/open.h"

#define MOST_HITS 50u
#define MOST_LINES 3u /* shown of one article */
#define AROUND 90u    /* bytes shown before and behind a word */

static void print_marked(str line, const struct marks *marks, size_t base,
			 size_t from, size_t to, bool color)
{
	size_t at = from;

	printf("    %s", from > base ? "…" : "");
	for (uint32_t i = 0; i < marks->n; i++) {
		span m = marks->v[i];

		if (m.from < at || m.to > to)
			continue;
		printf("%.*s%s%.*s%s", STR_FMT(str_cut(line, at, m.from)),
		       color ? "\033[1m" : "[",
		       STR_FMT(str_cut(line, m.from, m.to)),
		       color ? "\033[0m" : "]");
		at = m.to;
	}
	printf("%.*s\n", STR_FMT(str_cut(line, at, to)));
}

/* The lines that have words of the query, cut around the first. */
static void print_lines(struct arena *a, str query, str text, bool color)
{
	uint32_t shown = 0;

	while (text.p && shown < MOST_LINES) {
		str line = str_trim(str_token(&text, '\n'));
		struct marks marks;
		size_t from, to;

		search_marks(a, query, line, &marks);
		if (!marks.n)
			continue;
		from = marks.v[0].from > AROUND ? marks.v[0].from - AROUND : 0;
		to = marks.v[0].to + 2 * AROUND;
		from = utf8_floor(line, from);
		to = to < line.n ? utf8_floor(line, to) : line.n;
		print_marked(line, &marks, 0, from, to, color);
		shown++;
	}
}

static void put(struct json *j, const char *key, str value)
{
	json_put_str(j, key, value.n ? value : STR_NONE);
}

static void print_json(struct arena *a, str query,
		       const struct search_hits *hits)
{
	struct buf out;
	struct json j;

	buf_init(&out, LIMIT_OUTPUT);
	for (uint32_t i = 0; i < hits->n; i++) {
		const struct search_hit *x = &hits->v[i];
		struct marks marks;

		search_marks(a, query, x->text, &marks);
		buf_clear(&out);
		json_init(&j, &out, 0);
		json_open(&j, '{');
		json_put_str(&j, "article", x->id);
		put(&j, "title", x->title);
		put(&j, "publisher", x->publisher);
		put(&j, "published", x->published);
		json_key(&j, "score");
		json_num(&j, x->score);
		json_key(&j, "spans");
		json_open(&j, '[');
		for (uint32_t k = 0; k < marks.n; k++)
			json_span(&j, marks.v[k]);
		json_close(&j);
		json_close(&j);
		buf_byte(&out, '\n');
		fwrite(out.p, 1, out.n, stdout);
	}
	buf_release(&out);
}

static void print_hits(struct arena *a, str query,
		       const struct search_hits *hits)
{
	bool color = isatty(STDOUT_FILENO) && !getenv("NO_COLOR");

	for (uint32_t i = 0; i < hits->n; i++) {
		const struct search_hit *x = &hits->v[i];

		printf("%.*s  %.*s  %.*s", STR_FMT(x->id),
		       STR_FMT(x->published.n ? str_cut(x->published, 0, 10)
					      : STR("undated")),
		       STR_FMT(x->title));
		if (x->publisher.n)
			printf(" (%.*s)", STR_FMT(x->publisher));
		putchar('\n');
		print_lines(a, query, x->text, color);
	}
	if (!hits->n)
		puts("no article has all of these words");
	else if (hits->n == MOST_HITS)
		printf("the best %u are shown; more words find fewer\n",
		       MOST_HITS);
}

int cmd_search(struct cli *c, int argc, char **argv)
{
	struct search_hits hits;
	struct err e = ERR_INIT;
	struct store *s;
	struct buf query;
	int code = EXIT_OK;

	if (argc < 2)
		return cli_usage(argv[0]);
	s = store_open(c->store, STORE_READ, &e);
	if (!s)
		return cli_fail(&e);
	buf_init(&query, (size_t)1 << 16);
	for (int i = 1; i < argc; i++) {
		bool several = strchr(argv[i], ' ') && !strchr(argv[i], '"');

		/* one argument of several words: they stand together */
		buf_printf(&query, several ? "\"%s\" " : "%s ", argv[i]);
	}
	if (store_search(s, c->arena, buf_str(&query), MOST_HITS, &hits, &e) <
	    0)
		code = cli_fail(&e);
	else if (c->json)
		print_json(c->arena, buf_str(&query), &hits);
	else
		print_hits(c->arena, buf_str(&query), &hits);
	buf_release(&query);
	store_close(&s);
	return code;
}
