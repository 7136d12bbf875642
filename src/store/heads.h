/* heads.h - an item's JSON in two parts: what a line of a list tells, and the
 * long lists behind it.
 *
 * The head is the JSON with a mark in place of each member that is such a list;
 * the rest is those members. Nine tenths of an entry's bytes are the rest, and
 * lists never read it. */
#ifndef KEII_STORE_HEADS_H
#define KEII_STORE_HEADS_H

#include "base/buf.h"

/* false: it is not written as our items are, and stays whole. */
bool heads_split(str json, struct buf *head, struct buf *rest);
/* The JSON again; false: the parts don't fit. */
bool heads_join(str head, str rest, struct buf *json);
/* Of any object, ours or not so written: without its members that are long by
 * name, but for the one that keep names (or STR_NONE). Nothing but an object
 * gives nothing. */
void heads_cut(str json, str keep, struct buf *out);
/* A JSON object of the head's members alone. */
void heads_alone(str head, struct buf *json);

#endif
