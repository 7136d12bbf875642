/* mention_json.h - annotate's output line back into mentions.
 *
 * The way from extract to merge is this JSON, so that articles can be read in
 * one process, on all cores or elsewhere, and merged here. */
#ifndef KEII_EXTRACT_MENTION_JSON_H
#define KEII_EXTRACT_MENTION_JSON_H

#include "base/err.h"
#include "extract/mention.h"

/* line: what mentions_json() wrote; text: the article's text. The doc gets id,
 * lang, published and sentences. -1 and e set when the line is damaged. */
int mentions_from_json(struct arena *a, str line, str text, struct doc **d,
		       struct mentions *m, struct err *e);

#endif
