/* html_apart.h - the articles of a page that holds several. Inside read/. */
#ifndef KEII_READ_HTML_APART_H
#define KEII_READ_HTML_APART_H

#include "read/html_block.h"

struct html_part {
	uint32_t node;	   /* its <article> */
	uint32_t from, to; /* its blocks */
	str title, published, url;
};
struct html_parts {
	VEC_OF(struct html_part);
};

/* After html_pick. None when the page holds one article. */
void html_apart(struct arena *a, const struct html_blocks *b,
		struct html_parts *out);

#endif
