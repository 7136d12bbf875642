/* test_blocks.c - keii test-blocks: each line of a page with its label and the
 * reason; of an HTML page each block with what the model says of it and the
 * features that moved it, and with --numbers all features, as
 * tools/train-blocks reads them. */
#include <stdio.h>
#include <stdlib.h>

#include "cli/input.h"
#include "read/html_model.h"
#include "read/page.h"

#define WHY 3 /* features told of each block */

static void print_lines(struct page *p, const char *name)
{
	printf("# %s: %u lines\n", name, p->lines.n);
	for (uint32_t k = 0; k < p->lines.n; k++) {
		const struct page_line *l = &p->lines.v[k];

		printf("%s\t%s\t%.*s\n", line_label_name(l->label),
		       l->why ? l->why : "", STR_FMT(l->s));
	}
}

static void print_text(str s)
{
	for (size_t i = 0; i < s.n; i++)
		putchar(s.p[i] == '\n' || s.p[i] == '\t' ? ' ' : s.p[i]);
	putchar('\n');
}

static int by_value(const void *a, const void *b)
{
	const float *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* The middle value of each feature on the page. */
static const float *usual_of(struct arena *a, const struct html_view *v)
{
	float *out = arena_many(a, float, FEATURE_COUNT);
	float *column = arena_many(a, float, v->blocks.n + 1);

	for (unsigned i = 0; i < FEATURE_COUNT; i++) {
		for (uint32_t k = 0; k < v->blocks.n; k++)
			column[k] = v->features[(size_t)k * FEATURE_COUNT + i];
		qsort(column, v->blocks.n, sizeof(*column), by_value);
		out[i] = column[v->blocks.n / 2];
	}
	return out;
}

/* What decided; of the model, the features that tell it from most of the page:
 * link_share=0.9 (-2.1). */
static void print_why(const struct html_block *x, const struct block_model *m,
		      const float *f, const float *usual)
{
	struct feature_share top[WHY];
	unsigned n = x->why || !m ? 0 : block_model_why(m, f, usual, top, WHY);

	printf("%s", x->why ? x->why : "");
	for (unsigned i = 0; i < n; i++)
		printf("%s%s=%.3g (%+.1f)", i ? " " : "",
		       feature_name(top[i].feature), (double)f[top[i].feature],
		       (double)top[i].by);
	putchar('\t');
}

static void print_blocks(struct arena *a, const struct html_view *v,
			 const struct cues *cues, const char *name,
			 bool numbers)
{
	const float *usual = usual_of(a, v);

	printf("# %s: %u blocks\n", name, v->blocks.n);
	for (uint32_t k = 0; k < v->blocks.n; k++) {
		const struct html_block *x = &v->blocks.v[k];
		const float *f = v->features + (size_t)k * FEATURE_COUNT;

		printf("%s\t%.3f\t%s\t", x->kept ? "story" : "-",
		       (double)x->score,
		       html_tag_name(v->tree.nodes.v[x->node].tag));
		for (unsigned i = 0; numbers && i < FEATURE_COUNT; i++)
			printf("%g\t", (double)f[i]);
		if (!numbers)
			print_why(x, cues->model, f, usual);
		print_text(x->text);
	}
}

static int blocks_of(struct cli *c, const struct cues *cues, const char *name,
		     bool numbers)
{
	struct arena *a = arena_new();
	struct diags diags = { .arena = a };
	struct page p = { .arena = a, .cues = cues };
	struct err e = ERR_INIT;
	enum source_kind kind;
	int code = EXIT_PART;
	str bytes, text;

	if (input_bytes(a, name, &bytes, &e) < 0) {
		cli_complain("%s", e.text);
		goto out;
	}
	kind = source_kind(bytes, str_of(name));
	if (!source_utf8(a, bytes, str_of(name), STR_NONE, kind, &text,
			 &diags)) {
		cli_complain("%s: no page of text", name);
		goto out;
	}
	if (kind == SOURCE_HTML) {
		struct html_view view;

		html_look(a, cues, text, &view, &diags);
		html_pick(&view, cues);
		print_blocks(a, &view, cues, name, numbers);
	} else {
		struct articles list = { 0 };

		page_split(&p, text);
		page_label(&p);
		page_articles(&p, &(struct page_hints){ 0 }, &list, &diags);
		print_lines(&p, name);
	}
	code = EXIT_OK;
out:
	(void)c;
	arena_free(&a);
	return code;
}

int cmd_test_blocks(struct cli *c, int argc, char **argv)
{
	bool numbers = argc > 1 && strcmp(argv[1], "--numbers") == 0;
	const struct packs *packs = cli_packs(c);
	const struct cues *cues;
	int code = EXIT_OK;

	if (argc < 2 + numbers)
		return cli_usage(argv[0]);
	if (!packs)
		return EXIT_WORLD;
	cues = cues_in(c->arena, packs);
	for (unsigned i = 0; numbers && i < FEATURE_COUNT; i++)
		printf("%s\t%s", i ? "" : "# kept\tscore\ttag",
		       feature_name(i));
	if (numbers)
		printf("\ttext\n");
	for (int i = 1 + numbers; i < argc; i++) {
		int r = blocks_of(c, cues, argv[i], numbers);

		code = r > code ? r : code;
	}
	return code;
}
