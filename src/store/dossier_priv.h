/* dossier_priv.h - what add, rebuild and verify share inside the folder. */
#ifndef KEII_STORE_DOSSIER_PRIV_H
#define KEII_STORE_DOSSIER_PRIV_H

#include "base/intern.h"
#include "store/dossier.h"

/* pile.c: the articles with their mentions, as merge reads them. */
struct pile {
	struct arena *arena; /* of the list and what articles share */
	struct arena *read;  /* of what each article is read into */
	/* only those of these (SHA-256); NULL: all that the store shows */
	const struct map *sources;
	struct removals out; /* with sources: not these */
	struct interned strings;
	VEC_OF(struct merge_article);
};
int pile_load(struct store *s, struct pile *p, struct err *e);

#endif
