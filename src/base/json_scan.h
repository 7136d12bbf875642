/* json_scan.h - the members of a JSON object one after the other, in place.
 *
 *   for (json_scan_init(&s, text); json_scan_next(&s);)
 *           if (str_is(s.key, "id"))
 *                   id = json_scan_str(a, s.value);
 *
 * For lists of thousands of objects that are JSON already, as the record's are:
 * no tree is made, and what is not asked for is only passed over. It says
 * whether the object's own members are well formed, not whether all within
 * them is; to check foreign JSON is jansson's job. */
#ifndef KEII_BASE_JSON_SCAN_H
#define KEII_BASE_JSON_SCAN_H

#include "base/arena.h"
#include "base/str.h"

struct json_scan {
	str text, key, value; /* key without its quote marks, as written */
	size_t at;
	bool bad; /* once there is no next one: it is no object */
};

void json_scan_init(struct json_scan *s, str object);
bool json_scan_next(struct json_scan *s);

/* What a value that is a string says: lent where it has no escapes, else made
 * in a. STR_NONE of any other value. */
str json_scan_str(struct arena *a, str value);
/* A whole number; 0 of any other value. */
long long json_scan_int(str value);

/* Behind the string that begins at i with its quote mark. */
size_t json_string_end(str s, size_t i);
/* At the comma or bracket behind the value that begins at i. */
size_t json_value_end(str s, size_t i);

#endif
