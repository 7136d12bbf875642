/* links.h - the numbers that an item of the record leads to, as few bytes.
 *
 * In the order actors, issues, articles: each list its length and the numbers,
 * which ascend, as differences in LEB128. */
#ifndef KEII_STORE_LINKS_H
#define KEII_STORE_LINKS_H

#include "base/buf.h"
#include "base/vec.h"

enum link_kind { LINK_ACTOR, LINK_ISSUE, LINK_ARTICLE, LINK_KINDS };

struct numbers {
	VEC_OF(int64_t);
};

struct links {
	struct numbers of[LINK_KINDS]; /* ascending, each once */
};

void links_write(const struct links *x, struct buf *out);
/* In a. false: it is damaged; out has what stands before. */
bool links_read(struct arena *a, str bytes, struct links *out);
/* Puts them in order, each once. */
void numbers_sort(struct numbers *x);
bool numbers_have(const struct numbers *x, int64_t number);

#endif
