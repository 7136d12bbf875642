/* events.h - what the tests of the stage "event" read with: the events of one
 * text, by kind. */
#ifndef TESTS_UNIT_EVENTS_H
#define TESTS_UNIT_EVENTS_H

#include "reading.h"

/* published: an ISO 8601 date, or STR_NONE. */
static inline struct mentions *read_events(str text, const char *lang,
					   str published)
{
	struct mentions *m = arena_one(arena, struct mentions);
	struct article_input in = { .id = STR("t"),
				    .text = text,
				    .published = published,
				    .lang = str_of(lang) };

	job_read(reader, arena, tagger, &in, STAGE_ALL, m);
	return m;
}

/* The n-th of the kind, from 0; NULL: there are not so many. */
static inline const struct event_mention *nth_of_kind(const struct mentions *m,
						      const char *kind, int n)
{
	for (uint32_t i = 0; i < m->events.n; i++)
		if (str_is(m->events.v[i].kind, kind) && n-- == 0)
			return &m->events.v[i];
	return NULL;
}

static inline const struct event_mention *of_kind(const struct mentions *m,
						  const char *kind)
{
	return nth_of_kind(m, kind, 0);
}

#endif
