/* event_en_priv.h - what the English files of events share. */
#ifndef KEII_EXTRACT_EVENT_EN_PRIV_H
#define KEII_EXTRACT_EVENT_EN_PRIV_H

#include "extract/event_priv.h"

/* What stands in front of a verb. */
struct before {
	str word; /* first that is no adverb */
	uint32_t at;
	bool comma, first; /* nothing but these stands before it */
	bool actor;	   /* one ends there */
};

/* Is the word one of the list, parted by blanks? */
bool en_in_list(str w, const char *list);

/* event_en_sense.c: no event, whatever stands around it. */
bool en_met_terms(const struct telling *t, const struct trigger *g);
bool en_capital_inside(const struct telling *t, const struct trigger *g);
bool en_made_public(const struct telling *t, const struct trigger *g);
bool en_says_which(const struct telling *t, const struct trigger *g,
		   const struct before *b);
bool en_talked_for(const struct telling *t, const struct trigger *g);
bool en_talks_go_on(const struct telling *t, const struct trigger *g);
bool en_other_sense(const struct telling *t, const struct trigger *g);
bool en_it_is_paper(const struct telling *t, const struct trigger *g);

#endif
