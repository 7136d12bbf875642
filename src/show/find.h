/* find.h - the record searched: fields and words, ranked, with the words where
 * they stand.
 *
 *   actor:Linden kind:meeting date:2031-01 "pilots' fees" harbour*
 *
 * Fields are actor, kind, status, issue and date (a day, a month, a year, or
 * FROM..TO); what is no field is looked for in the item's own words: its title
 * and the sentences that it rests on. */
#ifndef KEII_SHOW_FIND_H
#define KEII_SHOW_FIND_H

#include "show/view.h"

struct find {
	struct item_query q; /* actor as typed */
	str words;
	bool fields; /* there is one */
};

/* Whether a word of a command line is a field. */
bool find_is_field(str word);
/* -1 and e set when a field can't be understood. Lends from query and a. */
int find_parse(struct arena *a, str query, struct find *out, struct err *e);
/* "2031-03-04", or the first or last day of "2031-03", "2031"; else DAY_NONE.
 */
day find_day(str s, bool last);

struct find_snippet {
	str article, text;
	span at; /* in the article's text */
	struct marks marks;
};
struct find_hit {
	str layer, id, kind, status, from, to, title;
	uint32_t articles; /* it rests on: the order of the hits */
	struct marks in_title;
	struct {
		VEC_OF(struct find_snippet);
	} snippets; /* those with words first */
};
struct find_hits {
	VEC_OF(struct find_hit);
};
/* In v's arena and language; v->packs are not asked. */
int find_items(struct view *v, const struct find *f, uint32_t most,
	       struct find_hits *out, struct err *e);

#endif
