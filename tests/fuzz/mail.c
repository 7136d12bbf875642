/* mail.c - a mail or a saved page (MHTML) to its parts. */
#include "fuzz_piece.h"

void fuzz_one(struct arena *a, str in)
{
	fuzz_piece(a, read_mail, in, STR("x"));
}
