/* feed.c - an RSS or Atom feed to its items. */
#include "fuzz_piece.h"

void fuzz_one(struct arena *a, str in)
{
	fuzz_piece(a, read_feed, in, STR("x"));
}
