/* annotate.h - one line of annotate input to one line of its output. */
#ifndef KEII_EXTRACT_ANNOTATE_H
#define KEII_EXTRACT_ANNOTATE_H

#include "extract/job.h"
#include "extract/plover.h"

/* Appends the output line (no line end) to out. number: of the line, told in
 * the answer to a bad one. lang: "ja", "en", or NULL for the input's own.
 * coder: writes the events as it says instead, each with its line end; NULL for
 * the line of SCHEMA. Returns false when the line was bad (out then holds its
 * diagnostics). */
bool annotate_line(const struct reader *r, struct arena *doc,
		   struct tagger *tagger, str line, unsigned long number,
		   const char *lang, unsigned stages, const struct coder *coder,
		   struct buf *out);

#endif
