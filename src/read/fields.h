/* fields.h - header fields as mails, HTTP answers, MIME parts and WARC records
 * have them: "Name: value" lines up to a blank one (RFC 5322 section 2.2,
 * RFC 9110 section 5). Inside read/ only.
 *
 * Lenient: bare \n line ends, a line that is no field is left out. Nothing is
 * copied but values that were folded over lines. */
#ifndef KEII_READ_FIELDS_H
#define KEII_READ_FIELDS_H

#include "base/str.h"
#include "base/vec.h"

struct header {
	str name, value; /* the value trimmed */
};

struct fields {
	VEC_OF(struct header);
};

/* The fields at the start of bytes, at most LIMIT_FIELDS; returns the offset
 * behind the blank line, or SIZE_MAX when there is no blank line. */
size_t fields_read(struct arena *a, str bytes, struct fields *out);
/* The first of that name, in any case; STR_NONE when there is none. */
str fields_of(const struct fields *f, const char *name);
/* "text/html" of "Text/HTML; charset=x", in small letters in the arena. */
str field_main(struct arena *a, str value);
/* The parameter of a value: charset=x, boundary="a b"; STR_NONE when none. */
str field_param(struct arena *a, str value, const char *name);
/* The date of a mail or a feed (RFC 5322 section 3.3, also obsolete zones) as
 * ISO 8601 with minutes; STR_NONE when it is none. */
str field_date(struct arena *a, str value);
/* 0 to 15; -1: no hexadecimal digit. */
int hex_digit(char c);

#endif
