/* fuzz_piece.h - a reader of one kind of document on an input. */
#ifndef KEII_TESTS_FUZZ_PIECE_H
#define KEII_TESTS_FUZZ_PIECE_H

#include "fuzz.h"
#include "read/piece.h"

/* After all is read: addresses and what headers told are tidied then. */
static inline void fuzz_article(const struct article *given)
{
	struct article x = *given;

	for (unsigned i = 0; i < ARTICLE_STRINGS; i++)
		fuzz_check_text(*article_string(&x, i));
}

static inline void fuzz_piece(struct arena *a,
			      void (*reader)(struct reading *r,
					     const struct piece *p),
			      str in, str name)
{
	static const struct cues *cues;
	struct articles list = { 0 };
	struct diags diags = { .arena = a };
	struct reading r = { .arena = a, .out = &list, .diags = &diags };
	struct piece p = { .bytes = in, .name = name };

	if (!cues)
		cues = cues_in(fuzz_perm(), fuzz_packs());
	r.cues = cues;
	reader(&r, &p);
	for (uint32_t i = 0; i < list.n; i++)
		fuzz_check_text(list.v[i].text);
}

#endif
