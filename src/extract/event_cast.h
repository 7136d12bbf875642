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
void event_cast_ja(struct telling *t, const struct trigger *g,
		   struct cast_list *l, struct event_mention *x);

#endif
