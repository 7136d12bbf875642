/* job.h - one article from text to mentions, and mentions to JSON.
 *
 * struct reader holds the compiled stages: made once, shared by threads. A job
 * is a pure function of (article, packs). */
#ifndef KEII_EXTRACT_JOB_H
#define KEII_EXTRACT_JOB_H

#include "base/buf.h"
#include "extract/stage.h"

struct reader;

/* Which stages run; each needs those before it. */
enum stage_mask {
	STAGE_TIMES = 1,
	STAGE_ACTORS = 2,
	STAGE_STATEMENTS = 4,
	STAGE_EVENTS = 8,
	STAGE_PROPOSALS = 16,
	STAGE_POSITIONS = 32,
	STAGE_ALL = 63,
};

/* On the heap. Mistakes in rules become diagnostics in diags. */
struct reader *reader_new(const struct packs *p, struct diags *diags);
void reader_free(struct reader **r);

/* Input of one article; only text is needed. lang "auto" or STR_NONE guesses.
 */
struct article_input {
	str id, text, title, lang, published, url, publisher;
	str published_basis; /* empty: "given" */
};

/* Runs the stages. The doc and all mentions live in a. tagger may be NULL. */
struct doc *job_read(const struct reader *r, struct arena *a,
		     struct tagger *tagger, const struct article_input *in,
		     unsigned stages, struct mentions *out);
/* One line of SCHEMA section 1 (without the line end), appended to out. */
void mentions_json(const struct doc *d, const struct mentions *m,
		   struct buf *out);

#endif
