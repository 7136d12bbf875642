/* markdown.c - Markdown to an article. */
#include "fuzz_piece.h"

void fuzz_one(struct arena *a, str in)
{
	fuzz_piece(a, read_markdown, in, STR("x"));
}
