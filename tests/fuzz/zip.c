/* zip.c - a .zip to its members. */
#include "fuzz_piece.h"

void fuzz_one(struct arena *a, str in)
{
	fuzz_piece(a, read_zip, in, STR("x"));
}
