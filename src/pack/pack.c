/* pack.c - not built yet. */
#include "pack/pack.h"

struct packs *packs_load(str dirs, struct diags *diags, struct err *e)
{
	(void)dirs;
	(void)diags;
	err_set(e, ERR_IO, "packs: not built yet");
	return NULL;
}

void packs_free(struct packs **p)
{
	*p = NULL;
}
