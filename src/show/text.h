/* text.h - the views as text for a terminal or a file.
 *
 * Each line that shows an item bears its id: keii show opens the sentence it
 * rests on. Nothing is cut but the source's own words, and only when o->width
 * is set. All return 0, or -1 with e set. */
#ifndef KEII_SHOW_TEXT_H
#define KEII_SHOW_TEXT_H

#include "show/out.h"
#include "show/view.h"

/* One line an entry; *n: how many. */
int text_timeline(struct view *v, const struct view_filter *f, struct out *o,
		  uint32_t *n, struct err *e);
/* Any item with its sources' words, highlighted by o->color or [ ]. */
int text_item(struct view *v, str layer, const struct json_t *x, struct out *o,
	      struct err *e);
/* An article: its words, those that items rest on highlighted. */
int text_article(struct view *v, const struct view_article *x, struct out *o,
		 struct err *e);
/* Where what an item rests on stands in the bytes of the sources. */
int origins_item(struct view *v, const struct json_t *x, bool json,
		 struct out *o, struct err *e);
/* The same of one span of an article; an empty one: of each of its lines. */
int origins_article(struct view *v, const struct view_article *x, span at,
		    bool json, struct out *o, struct err *e);
/* Items of a layer as lines of JSON. */
int json_lines(struct view *v, const struct view_filter *f, struct out *o,
	       uint32_t *n, struct err *e);
/* An article as a line of JSON, with its text. */
int json_article(struct view *v, const struct view_article *x, struct out *o,
		 struct err *e);

int text_statements(struct view *v, const struct view_filter *f, struct out *o,
		    uint32_t *n, struct err *e);
int text_conflicts(struct view *v, const struct view_filter *f, struct out *o,
		   uint32_t *n, struct err *e);
int text_gaps(struct view *v, const struct view_filter *f, struct out *o,
	      uint32_t *n, struct err *e);
/* Families of proposals: trees of versions. */
int text_plans(struct view *v, const struct view_filter *f, struct out *o,
	       uint32_t *n, struct err *e);
/* What changed from one version to another. */
void text_plan_diff(struct view *v, const struct json_t *then,
		    const struct json_t *now, struct out *o);
void json_plan_diff(struct view *v, const struct json_t *then,
		    const struct json_t *now, struct out *o);
/* What one side does to move another: pressure.h. */
int text_pressure(struct view *v, const struct view_filter *f, struct out *o,
		  uint32_t *n, struct err *e);
int json_pressure(struct view *v, const struct view_filter *f, struct out *o,
		  uint32_t *n, struct err *e);
/* Issues by parties; with f->issue or f->actor the history in words. */
int text_positions(struct view *v, const struct view_filter *f, struct out *o,
		   uint32_t *n, struct err *e);

/* ---- shared by them */

/* "e.x1  2031-03-04  Meeting: …" without a line end. */
void text_entry_line(struct view *v, const struct json_t *x, struct out *o);
/* An item of another item's link: its line by id, or the id alone. */
int text_link(struct view *v, str id, struct out *o, struct err *e);
/* The evidence list's passages, article by article; words of one line that
 * stand near each other are marked in one passage. At most so many. */
void text_evidence(struct view *v, const struct json_t *list, uint32_t most,
		   struct out *o);
/* "  when        2031-03-04": a field of an item's page; nothing when value
 * is empty. */
void text_field(struct view *v, const char *word, str value, struct out *o);

#endif
