/* html_priv.h - shared by the html*.c files. */
#ifndef KEII_READ_HTML_PRIV_H
#define KEII_READ_HTML_PRIV_H

#include "base/buf.h"
#include "read/source.h"

struct tag {
	str name; /* as written; compare with tag_is */
	bool closing;
	str attributes; /* the raw bytes behind the name */
	size_t end;	/* behind '>' */
};

/* The tag at s.p[at] == '<'; false when it is no tag. Linear in its length. */
bool tag_at(str s, size_t at, struct tag *t);
bool name_is(str name, const char *lower);
/* Value of an attribute, entities undone, in a; STR_NONE when not there. */
str tag_attribute(struct arena *a, const struct tag *t, const char *name);
/* Appends s with its entities undone. */
void entities_put(struct buf *b, str s);

/* What the head tells, best source first. */
struct html_head {
	struct arena *arena;
	str og_title, h1, title, site, url, lang, published;
	int published_rank; /* of the source it came from; 0 = none */
};

void head_meta(struct html_head *h, const struct tag *t);
void head_link(struct html_head *h, const struct tag *t);
void head_time(struct html_head *h, const struct tag *t);
void head_json(struct html_head *h, str json);
/* The title without the site's name behind it. */
str head_title(const struct html_head *h);

#endif
