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

#endif
