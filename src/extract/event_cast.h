/* event_cast.h - private to event_cast*.c: the list of those who take part. */
#ifndef KEII_EXTRACT_EVENT_CAST_H
#define KEII_EXTRACT_EVENT_CAST_H

#include "extract/event_priv.h"

enum { CAST_ROOM = 16, CAST_REACH = 700 };

struct cast_list {
	struct participant v[CAST_ROOM];
	uint32_t n;
};

/* No actor twice; nothing when the list is full. */
void event_put(struct cast_list *l, uint32_t actor, enum part_role role);
/* How many parties those of the list act for. */
uint32_t event_parties(const struct telling *t, const struct cast_list *l);
/* English: they, the two sides, the negotiators, in front of the predicate:
 * those of the meeting told just before go into the list. */
bool event_those_who_met(const struct telling *t, const struct trigger *g,
			 struct cast_list *l, enum part_role role);
/* English: the talks, the summit, where the n sides found are too few: those
 * of the meeting told just before are the list instead. */
bool event_sides_before(const struct telling *t, const struct trigger *g,
			struct cast_list *l, const struct participant *found,
			uint32_t n);
/* English: the delegation, the same team: the actor of the sentences before
 * that is named with that noun; NO_REF: none is. */
uint32_t event_named_again(const struct telling *t, const struct trigger *g);
/* English, of actor i beside the predicate: the land or the topic of the event;
 * behind "over" or "about"; who mediates; behind "in the"; whose the paper is;
 * where it was, or who heard it. None of them takes part. */
bool aside_land_or_topic(const struct telling *t, uint32_t i);
bool aside_talked_about(const struct telling *t, const struct trigger *g,
			uint32_t i);
bool aside_mediates(const struct telling *t, const struct trigger *g,
		    uint32_t i);
bool aside_in_the(const struct telling *t, span at);
bool aside_owns_paper(const struct telling *t, uint32_t i);
bool aside_place_or_ear(const struct telling *t, uint32_t i);
void event_cast_ja(struct telling *t, const struct trigger *g,
		   struct cast_list *l, struct event_mention *x);

#endif
