/* test_blocks.c - keii test-blocks: each line of a page with its label. */
#include <stdio.h>

#include "cli/input.h"
#include "read/page.h"

int cmd_test_blocks(struct cli *c, int argc, char **argv)
{
	const struct packs *packs = cli_packs(c);
	const struct cues *cues;
	int code = EXIT_OK;

	if (argc < 2)
		return cli_usage(argv[0]);
	if (!packs)
		return EXIT_WORLD;
	cues = cues_in(c->arena, packs);
	for (int i = 1; i < argc; i++) {
		struct diags diags = { .arena = c->arena };
		struct articles list = { 0 };
		struct page_hints hints;
		struct page p = { .arena = c->arena, .cues = cues };
		struct err e = ERR_INIT;
		str bytes, text;

		if (input_bytes(c->arena, argv[i], &bytes, &e) < 0) {
			cli_complain("%s", e.text);
			code = EXIT_PART;
			continue;
		}
		if (!source_text(c->arena, bytes, str_of(argv[i]), &text,
				 &hints, &diags)) {
			cli_complain("%s: no page of text", argv[i]);
			code = EXIT_PART;
			continue;
		}
		page_split(&p, text);
		page_label(&p);
		page_articles(&p, &hints, &list, &diags);
		printf("# %s: %u lines, %u articles\n", argv[i], p.lines.n,
		       list.n);
		for (uint32_t k = 0; k < p.lines.n; k++) {
			const struct page_line *l = &p.lines.v[k];

			printf("%s\t%s\t%.*s\n", line_label_name(l->label),
			       l->why ? l->why : "", STR_FMT(l->s));
		}
	}
	return code;
}
