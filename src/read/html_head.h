/* html_head.h - what the markup of a page tells about its article: <meta>,
 * JSON-LD, microdata, <time>, <title>. Inside read/ only. */
#ifndef KEII_READ_HTML_HEAD_H
#define KEII_READ_HTML_HEAD_H

#include "read/date_words.h"
#include "read/html_block.h"
#include "read/ld.h"

struct html_head {
	str title_tag, og_title, twitter_title, meta_title, prop_headline;
	str site_name, description, canonical, og_url, image, lang;
	str h1;		      /* text of the <h1> that fits best */
	struct ld_article ld; /* the best of the page's JSON-LD */
	/* dates as <meta> writes them */
	str date_meta, date_weak, modified;
};

void html_head(struct arena *a, const struct html_blocks *b,
	       const struct date_words *dates, struct html_head *out,
	       struct diags *diags);
/* The article's title, without the site's name. */
str html_title(struct arena *a, const struct html_head *h);
str html_publisher(struct arena *a, const struct html_head *h);

#endif
