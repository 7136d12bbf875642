/* credit.h - whose report it is: agency and reporters, as pages write them.
 * Inside read/ only.
 *
 * Reports tell it in brackets and datelines: 【ワシントン=海野一郎】,
 * 【キーウ共同】, "PORTVALE (Reuters) -", （ロイター）. The agencies' names are
 * packs' table "agencies" (packs/core/agencies.tsv). */
#ifndef KEII_READ_CREDIT_H
#define KEII_READ_CREDIT_H

#include "base/arena.h"
#include "pack/pack.h"

struct agencies;

/* p may be NULL: then none is known. */
const struct agencies *agencies_in(struct arena *a, const struct packs *p);
/* The agency's name in English when the whole of s is a name of it, small or
 * capital letters alike; else STR_NONE. */
str agency_of(const struct agencies *x, str s);

struct credit {
	str agency;  /* its English name; several: ", " between them */
	str authors; /* ", " between them */
};

/* What the first and last words of a story say. Strings in the arena. */
struct credit credit_read(struct arena *a, const struct agencies *x, str text);
/* Adds a name to a list with ", " between; not one that it holds, and none to
 * a list of LIMIT_FIELD bytes. */
void credit_join(struct arena *a, str *list, str name);
/* Names as markup and bylines give them, without "By", brackets and "and";
 * STR_NONE when it is an address or far too long for names. */
str credit_names(struct arena *a, str raw);

#endif
