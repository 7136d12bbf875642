/* item.h - one item of the record, as parsed JSON, read by paths.
 *
 *   item_str(x, "label.ja")   item_int(x, "importance")
 *   item_nth(item_at(x, "evidence"), 0)
 *
 * A path names members, parted by dots. What isn't there, or is null, gives
 * STR_NONE, 0, NULL: items of older versions read the same way. All that is
 * lent lives as long as the item. */
#ifndef KEII_SHOW_ITEM_H
#define KEII_SHOW_ITEM_H

#include "base/day.h"
#include "base/str.h"

struct json_t; /* a value, of the item or within it */

/* NULL when it is no JSON object. Pair with item_free. */
struct json_t *item_parse(str json);
/* An entry's without participants, place, attributes, evidence and other long
 * lists: all that its line in a chronology tells is there. */
struct json_t *item_parse_head(str json);
/* A list of pieces of text, "evidence" or "quote", piece by piece. */
struct item_texts {
	str json, name;
	str list;
	size_t at;
};
/* The next one, as it is written; any: only one that this finds something in
 * (not surely in its text, but in what is written of it); NULL: each. */
struct marker;
bool item_next_text(struct item_texts *t, const struct marker *any, str *out);
void item_free(struct json_t **x);

const struct json_t *item_at(const struct json_t *x, const char *path);
str item_str(const struct json_t *x, const char *path);
long long item_int(const struct json_t *x, const char *path);
double item_num(const struct json_t *x, const char *path);
bool item_true(const struct json_t *x, const char *path);
day item_day(const struct json_t *x, const char *path);
/* [from, to]; an empty span when it is none. */
span item_span(const struct json_t *x, const char *path);

/* Lists and objects: their members in order. */
uint32_t item_count(const struct json_t *list);
const struct json_t *item_nth(const struct json_t *list, uint32_t i);
/* Of an object: the key of its nth member. */
str item_key(const struct json_t *object, uint32_t i);
/* A list's nth member that is a string. */
str item_nth_str(const struct json_t *list, uint32_t i);

#endif
