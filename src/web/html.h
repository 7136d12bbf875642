/* html.h - the only functions that write pages: one for each place.
 *
 *   html_raw(h, "<a");  html_attr(h, "title", name);  html_raw(h, ">");
 *   html_txt(h, words); html_raw(h, "</a>");
 *
 * html_raw takes literals only (anything else doesn't compile); every string
 * that comes from a source, a request or the store goes through the others.
 * What is no UTF-8 or a control comes out as U+FFFD. */
#ifndef KEII_WEB_HTML_H
#define KEII_WEB_HTML_H

#include "base/buf.h"

struct html {
	struct buf out;
};

#define html_raw(h, literal) buf_add(&(h)->out, STR(literal))

/* Between tags. */
void html_txt(struct html *h, str s);
/*  name="s", with a blank before it. name must be a literal of ours. */
void html_attr(struct html *h, const char *name, str s);
/* One part of a path or the value of a parameter, percent-encoded; safe
 * within a quoted attribute. */
void html_url(struct html *h, str s);
void html_int(struct html *h, long long n);
/* A length of a drawing, with one decimal. */
void html_len(struct html *h, double n);

#endif
