/* ld.h - what JSON-LD in a page tells of its article. Inside read/ only. */
#ifndef KEII_READ_LD_H
#define KEII_READ_LD_H

#include "base/diag.h"

/* Strings as written, escapes decoded; STR_NONE when not told. */
struct ld_article {
	bool article;	/* its type is a kind of article */
	unsigned depth; /* 0 = not inside another object */
	str type, headline, alternative, name, description, body, section;
	str published, modified, created, publisher, author, url, lang;
};

struct ld_articles {
	VEC_OF(struct ld_article);
};

/* The articles of one script's text. Reads what JSON forbids but pages have:
 * line ends in strings, commas at ends, comments around. False when it breaks
 * off in the middle; what stood before is kept. */
bool ld_read(struct arena *a, str json, struct ld_articles *out);

/* What the raw bytes between a JSON string's quotes say. */
str ld_unescape(struct arena *a, str raw);

#endif
