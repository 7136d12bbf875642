/* cut.h - where the sentences of one line end. Inside text/ only. */
#ifndef KEII_TEXT_CUT_H
#define KEII_TEXT_CUT_H

#include "text/doc.h"

#define CUT_DEPTH 32u

struct cutter {
	struct arena *arena;
	str text;
	enum lang lang;
	struct {
		VEC_OF(uint32_t);
	} cuts;		   /* ends of sentences, rising */
	uint32_t from, to; /* the line */
	struct cut_open {
		uint32_t at, cuts; /* of the opener; cuts made before it */
		uint32_t closer;
	} open[CUT_DEPTH];
	uint32_t depth;
};

/* Fills c->cuts for the line [from, to) of c->text. No cut stands inside
 * brackets or quotes that are closed on the line. Linear. */
void cutter_line(struct cutter *c, uint32_t from, uint32_t to);

#endif
