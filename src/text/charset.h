/* charset.h - bytes of any charset to UTF-8, and normal forms.
 *
 * Order: byte order mark; strict UTF-8 validity of the whole; the declared
 * charset; ICU's detector; windows-1252. A declared charset that the bytes
 * refute is overruled, with diagnostic R001. */
#ifndef KEII_TEXT_CHARSET_H
#define KEII_TEXT_CHARSET_H

#include "base/diag.h"

struct charset_result {
	str text; /* UTF-8 in the arena, line ends \n, no BOM, no NUL */
	const char *charset;   /* name of what the bytes were read as */
	const char *converter; /* ICU's name of the same */
	size_t mark;	       /* bytes of the byte order mark */
	bool binary;	       /* not text at all; text is empty */
};

/* declared: charset label from HTTP or <meta>, or STR_NONE. */
struct charset_result charset_to_utf8(struct arena *a, str bytes, str declared,
				      struct diags *diags);
/* A place of the text, to be found in the bytes: where a letter begins, or
 * (end) where the letter before ends. The two differ where bytes stand between
 * letters that the text lacks: escapes, carriage returns. */
struct charset_place {
	uint32_t at; /* of text */
	bool end;
	size_t byte; /* of the bytes; set by charset_places */
};
/* places: in order, of one `at` the ends first. False when the text can't be
 * followed through the bytes to the last place; byte is then SIZE_MAX from
 * there on. */
bool charset_places(str bytes, const struct charset_result *r,
		    struct charset_place *places, size_t n);
/* s itself when it is well-formed UTF-8 without NUL, else tidied as
 * charset_to_utf8 does, in a. */
str text_well_formed(struct arena *a, str s);
/* NFKC by ICU; in the arena. Changes lengths: never on text with spans. */
str text_nfkc(struct arena *a, str s);

#endif
