/* export.h - the whole record, or its chronology, in a format of a file.
 *
 * A format is a table of functions that are called in this order: begin;
 * then for each layer it wants: layer, item…, layer_end; end. The items of
 * the layers "sources" and "articles" are made from the store's rows, the
 * others are the record's. One item is in memory at a time. */
#ifndef KEII_SHOW_EXPORT_H
#define KEII_SHOW_EXPORT_H

#include "show/out.h"
#include "show/view.h"

struct export
{
	struct view *v;
	struct out *o;
	const struct view_filter *filter; /* of the layer entries */
	void *state; /* the format's own, in the view's arena */
	uint32_t n;  /* items of this layer so far */
};

struct export_format {
	const char *name;	   /* "json" */
	const char *const *layers; /* those it wants, in order; ends in NULL */
	int (*begin)(struct export *x, struct err *e);
	int (*layer)(struct export *x, const char *layer, struct err *e);
	/* raw: its JSON as one line */
	int (*item)(struct export *x, const char *layer,
		    const struct json_t *item, str raw, struct err *e);
	int (*layer_end)(struct export *x, const char *layer, struct err *e);
	int (*end)(struct export *x, struct err *e);
};

extern const struct export_format export_json, export_csv, export_markdown;

struct json;
/* An article as export writes it: its row and its text. */
void export_article(struct json *j, const struct article_row *row);
/* NULL: there is no such format. */
const struct export_format *export_find(const char *name);
/* filter: what entries to write. 0, or -1 with e set. */
int export_write(const struct export_format *format, struct view *v,
		 const struct view_filter *filter, struct out *o,
		 struct err *e);

#endif
