/* origin.c - the articles of a source and where their text stands in it. */
#include "read/origin.h"
#include "fuzz.h"
#include "read/cues.h"

static void check(struct arena *a, const struct cues *cues, str in, str name,
		  const struct article *x)
{
	struct origin_place places[8] = { 0 };
	uint32_t n = (uint32_t)x->text.n;
	struct origin o;

	for (uint32_t i = 0; i < COUNT(places); i++)
		places[i].text = (span){ n * i / 8, n * (i + 1) / 8 };
	origin_find(a, cues, in, name, x->number, x->text, places,
		    COUNT(places), &o);
	for (uint32_t i = 0; i < COUNT(places); i++) {
		kassert(places[i].from <= places[i].to);
		kassert(places[i].to <= o.size);
		kassert(places[i].decoded.from <= places[i].decoded.to);
		kassert(places[i].decoded.to <= o.text.n);
	}
}

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
	for (uint32_t i = 0; i < list.n && i < 4; i++)
		check(a, cues, in, str_of(name), &list.v[i]);
}
