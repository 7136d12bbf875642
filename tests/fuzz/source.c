/* source.c - a file of an unknown kind to its articles. */
#include "fuzz_piece.h"

void fuzz_one(struct arena *a, str in)
{
	static const char *const names[] = { "",	"x.txt", "x.html",
					     "x.jsonl", "x.md",	 "x.eml",
					     "x.xml",	"x.json" };
	static const struct cues *cues;
	struct articles list = { 0 };
	struct diags diags = { .arena = a };
	const char *name = names[fuzz_choice(&in, COUNT(names))];

	if (!cues)
		cues = cues_in(fuzz_perm(), fuzz_packs());
	source_read_with(a, cues, in, str_of(name), &list, &diags);
	for (uint32_t i = 0; i < list.n; i++)
		fuzz_article(&list.v[i]);
}
