/* nothing.h - the mentions of an article in which nothing was found. */
#ifndef KEII_TEST_NOTHING_H
#define KEII_TEST_NOTHING_H

#include "extract/job.h"
#include "extract/mention_json.h"
#include "store/brief.h"

/* As a store keeps them; *line (may be NULL): as annotate tells them. */
static inline str nothing_in(struct arena *a, str id, str text, str *line)
{
	struct doc *d = doc_in(a);
	struct mentions m = { 0 };
	struct buf out;
	str brief;

	d->id = id;
	d->text = text;
	doc_sentences(d);
	buf_init(&out, 100000);
	mentions_json(d, &m, &out);
	if (line)
		*line = arena_str(a, buf_str(&out));
	buf_clear(&out);
	brief_write(d, &m, &out);
	brief = arena_str(a, buf_str(&out));
	buf_release(&out);
	return brief;
}

#endif
