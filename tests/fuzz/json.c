/* json.c - annotate input as lines, array or object, and JSON Feed. */
#include "fuzz_piece.h"

static enum source_kind kind;

static void read_as(struct reading *r, const struct piece *p)
{
	read_json(r, p, kind);
}

void fuzz_one(struct arena *a, str in)
{
	static const enum source_kind kinds[] = { SOURCE_JSONL, SOURCE_JSON,
						  SOURCE_JSON_FEED };

	kind = kinds[fuzz_choice(&in, COUNT(kinds))];
	fuzz_piece(a, read_as, in, STR("x.json"));
}
