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
 * name. Nothing but an object gives nothing. */
void heads_cut(str json, struct buf *out);
/* A JSON object of the head's members alone. */
void heads_alone(str head, struct buf *json);

/* Also of any object: the member's value as it is written; STR_NONE: it has
 * none. */
str heads_value(str json, str name);
/* The next member of a list, as it is written; *at begins at 0. */
bool heads_next(str list, size_t *at, str *out);

#endif
