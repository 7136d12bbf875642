/* fuzz_piece.h - a reader of one kind of document on an input. */
#ifndef KEII_TESTS_FUZZ_PIECE_H
#define KEII_TESTS_FUZZ_PIECE_H

#include "fuzz.h"
#include "read/piece.h"

static inline void fuzz_article(const struct article *x)
{
	const str all[] = {
		x->text, x->title,   x->subtitle,	 x->publisher,
		x->url,	 x->lang,    x->published_basis, x->published,
		x->id,	 x->authors,
	};

	for (size_t i = 0; i < COUNT(all); i++)
		fuzz_check_text(all[i]);
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
		fuzz_article(&list.v[i]);
}

#endif
