/* source.c - a file of an unknown kind to its articles. */
#include "read/source.h"
#include "fuzz.h"
#include "read/cues.h"

static void check(const struct article *x)
{
	const str all[] = {
		x->text, x->title,	     x->subtitle,  x->publisher, x->url,
		x->lang, x->published_basis, x->published, x->id,
	};

	for (size_t i = 0; i < COUNT(all); i++)
		fuzz_check_text(all[i]);
}

void fuzz_one(struct arena *a, str in)
{
	static const char *const names[] = { "", "x.txt", "x.html", "x.jsonl" };
	static const struct cues *cues;
	struct articles list = { 0 };
	struct diags diags = { .arena = a };
	const char *name = names[fuzz_choice(&in, COUNT(names))];

	if (!cues)
		cues = cues_in(fuzz_perm(), fuzz_packs());
	source_read_with(a, cues, in, str_of(name), &list, &diags);
	for (uint32_t i = 0; i < list.n; i++)
		check(&list.v[i]);
}
