/* cast.h - questions the later stages ask of the actors of an article.
 *
 * The actors of struct mentions are ordered by span and do not overlap. All
 * results are lent by the mentions or fill the caller's array. */
#ifndef KEII_EXTRACT_CAST_H
#define KEII_EXTRACT_CAST_H

#include "extract/mention.h"

/* Index of the actor whose span holds the byte, or NO_REF. */
uint32_t cast_at(const struct mentions *m, uint32_t byte);
/* Index of the first actor that begins at or after the byte; n at the end.
 * Loop: for (i = cast_from(m, in.from); cast_in(m, i, in); i++) */
uint32_t cast_from(const struct mentions *m, uint32_t byte);
/* Does actor i exist and lie inside the span? */
bool cast_in(const struct mentions *m, uint32_t i, span in);
/* Last actor that ends at or before the byte and begins at or after `from`,
 * or NO_REF. */
uint32_t cast_before(const struct mentions *m, uint32_t from, uint32_t byte);
/* May it act or speak: no place, newspaper or platform. */
bool cast_acts(const struct actor_mention *x);
/* One that stands for a side as a whole: state, government, bloc. */
bool cast_is_side(const struct actor_mention *x);
/* Parties it acts for, without doubles: its own, or those of its members, who
 * may be parties or ids of persons. Returns how many were put into out. */
uint32_t cast_parties(const struct mentions *m, const struct actor_mention *x,
		      str *out, uint32_t room);
/* Does it act for the party? */
bool cast_has_party(const struct mentions *m, const struct actor_mention *x,
		    str party);
/* Any actor of that id, or NULL. */
const struct actor_mention *cast_by_id(const struct mentions *m, str id);

#endif
