/* html_head.h - what the markup of a page tells about its article: <meta>,
 * JSON-LD, microdata, <time>, <title>. Inside read/ only. */
#ifndef KEII_READ_HTML_HEAD_H
#define KEII_READ_HTML_HEAD_H

#include "read/html_block.h"
#include "read/ld.h"

struct html_head {
	str title_tag, og_title, twitter_title, meta_title, prop_headline;
	str site_name, description, canonical, og_url, lang;
	str h1;		      /* text of the <h1> that fits best */
	struct ld_article ld; /* the best of the page's JSON-LD */
	/* dates as the markup writes them, by where they stand */
	str date_meta, date_prop, date_time, date_weak;
	str modified;
};

void html_head(struct arena *a, const struct html_blocks *b,
	       struct html_head *out, struct diags *diags);
/* The article's title, without the site's name. */
str html_title(struct arena *a, const struct html_head *h);
str html_publisher(struct arena *a, const struct html_head *h);
/* The publication date as ISO 8601 and how it is known; STR_NONE. */
str html_published(struct arena *a, const struct html_head *h, str *basis);

#endif
