/* html_head.h - what the markup of a page tells about its article: <meta>,
 * JSON-LD, microdata, <time>, <title>. Inside read/ only. */
#ifndef KEII_READ_HTML_HEAD_H
#define KEII_READ_HTML_HEAD_H

#include "read/date_words.h"
#include "read/html_block.h"
#include "read/ld.h"
#include "read/page.h"

struct html_head {
	str title_tag, og_title, twitter_title, meta_title, prop_headline;
	str site_name, description, canonical, og_url, image, lang;
	str author_meta, author_prop, section, publisher_meta;
	str h1;		      /* text of the <h1> that fits best */
	struct ld_article ld; /* the best of the page's JSON-LD */
	/* dates as <meta> writes them */
	str date_meta, date_weak, modified;
};

void html_head(struct arena *a, const struct html_blocks *b,
	       const struct date_words *dates, struct html_head *out,
	       struct diags *diags);
/* html_meta.c: what of it is believed, and who told it. */
void html_hints(struct arena *a, const struct html_head *h,
		struct page_hints *out);
/* Share of the shorter one's letters, three by three, that the other holds. */
double html_likeness(struct arena *a, str x, str y);

#endif
