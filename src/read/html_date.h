/* html_date.h - when a page was published: from its markup, the words a reader
 * sees, its address. Inside read/ only. */
#ifndef KEII_READ_HTML_DATE_H
#define KEII_READ_HTML_DATE_H

#include "read/html_feature.h"

/* ISO 8601 and how it is known (markup, text, url, none); STR_NONE when the
 * page doesn't tell. After html_pick. Days that contradict the one chosen are
 * told. */
str html_published(struct arena *a, const struct html_view *v,
		   const struct cues *c, str *basis, struct diags *diags);

#endif
