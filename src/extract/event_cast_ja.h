/* event_cast_ja.h - private to event_cast_ja*.c: particles behind actors. */
#ifndef KEII_EXTRACT_EVENT_CAST_JA_H
#define KEII_EXTRACT_EVENT_CAST_JA_H

#include "extract/event_cast.h"

enum particle {
	P_NONE,
	P_TOPIC,
	P_SUBJECT,
	P_WITH,
	P_TO,
	P_OF,
	P_OBJECT,
	P_FROM,
	P_AT,
	P_BY
};

/* Does the text go on with the word at the byte? */
bool ja_follows(const struct telling *t, uint32_t at, const char *word);
/* The particle at the byte, behind offices, counts and brackets. */
enum particle ja_particle(const struct telling *t, uint32_t at);
/* Does what stands before the first comma end as a topic that is talked about?
 */
bool ja_about_it(const struct telling *t, str s);
/* Is the actor that ends at the byte one that is talked about, or left out? */
bool ja_about(const struct telling *t, uint32_t at, uint32_t to,
	      enum particle p);
/* Does the actor, a place, not tell where it was? */
bool ja_no_site(const struct telling *t, const struct trigger *g,
		const struct actor_mention *a);
/* Xは、Yが非難しなかったと批判して協力を停止した: does what somebody says end
 * between the two, so that a が before it is no subject behind it? */
bool ja_said_by_then(const struct telling *t, uint32_t at, uint32_t to);
/* Does the actor stand in the clause without a part in the event? */
bool ja_no_part(const struct telling *t, const struct trigger *g, uint32_t i,
		enum particle p);

#endif
