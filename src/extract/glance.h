/* glance.h - the words that several stages look for: of speech, of plans, of
 * force, of issues. One look at each sentence finds them all.
 *
 * struct wordbook is compiled once (perm, read-only after, shared by threads).
 * struct glance is what one article holds of them, with its quotes; it lives in
 * the doc's arena and hangs on its struct mentions. */
#ifndef KEII_EXTRACT_GLANCE_H
#define KEII_EXTRACT_GLANCE_H

#include "extract/mention.h"
#include "pack/pack.h"
#include "pack/pattern.h"

enum word_of { WORD_SAY, WORD_PLAN, WORD_STANCE, WORD_ISSUE, WORD_OWNERS };

struct wordbook;
struct glance;
struct quotes;

/* Holds the issues of core/issues.tsv already. */
struct wordbook *wordbook_in(struct arena *a, const struct packs *p,
			     struct diags *diags);
/* rule: the owner's number of it. Patterns are added before the first text. */
void wordbook_add(struct wordbook *b, enum lang lang, enum word_of owner,
		  const struct pattern *p, uint32_t rule);

struct glance *glance_in(const struct wordbook *b, struct doc *d);
/* Those of the sentence, as pattern_set_scan() gives them but without
 * captures; appended to out. */
void glance_hits(const struct glance *w, const struct doc *d,
		 enum word_of owner, uint32_t sentence, struct hits *out);
const struct quotes *glance_quotes(const struct glance *w);

/* Issues named in the stretch; at most room. */
uint32_t issues_find(const struct glance *w, const struct doc *d, span in,
		     str *out, uint32_t room);
/* The words of issues in the stretch, in order; the issue of a hit. */
void issues_hits(const struct glance *w, const struct doc *d, span in,
		 struct hits *out);
str issues_name(const struct glance *w, const struct hit *h);

#endif
