/* say_priv.h - rules of say, plan and stance, compiled; quotes in a text.
 *
 * frames_in() compiles NAME.rules of a language into perm memory, read-only
 * after. Quotes are lent by the doc's arena. */
#ifndef KEII_EXTRACT_SAY_PRIV_H
#define KEII_EXTRACT_SAY_PRIV_H

#include "extract/cast.h"
#include "extract/stage.h"
#include "pack/pattern.h"

struct frame {
	const struct pattern *pattern;
	const struct rule *rule;
	str kind, value;
};

struct frames {
	struct frame *v;
	uint32_t n;
	struct pattern_set *scan; /* those of the kinds asked to be scanned */
};

/* scanned: the kind whose rules are put into the set, or NULL for all. value:
 * the field kept beside the kind. */
void frames_in(struct frames *f, struct arena *a, const struct packs *p,
	       enum lang lang, const char *name, const char *scanned,
	       const char *value, struct diags *diags);
/* First rule of the kind that matches at the byte, ends at it, or is found in
 * the span; NULL when none. */
const struct frame *frames_at(const struct frames *f, const char *kind,
			      str text, span in, uint32_t at, struct hit *hit);
const struct frame *frames_end(const struct frames *f, const char *kind,
			       str text, span in, uint32_t end,
			       struct hit *hit);
const struct frame *frames_find(const struct frames *f, const char *kind,
				str text, span in, struct hit *hit);

struct quotes {
	VEC_OF(span);
};

/* Outermost pairs of quotation marks, in order; each closes within its line. */
void quotes_find(struct doc *d, struct quotes *out);
bool quotes_hold(const struct quotes *q, uint32_t byte);

/* Who acts in the clause: the topic (は), else the subject (が); in English
 * the first one named. Words inside quotes do not count. NO_REF when none. */
uint32_t say_subject(const struct doc *d, const struct mentions *m,
		     const struct quotes *q, span in);
/* The one told as source: 〜によると, according to X. */
uint32_t say_source(const struct doc *d, const struct mentions *m,
		    const struct quotes *q, span in);
/* The date that stands alone in the sentence; both DAY_NONE otherwise. */
void say_date(const struct mentions *m, span in, span quote, day *from,
	      day *to);

/* Issues named in the text, by core/issues.tsv; at most room. */
struct issues;
const struct issues *issues_in(struct arena *a, const struct packs *p,
			       struct diags *diags);
uint32_t issues_find(const struct issues *s, const struct doc *d, span in,
		     str *out, uint32_t room);

#endif
