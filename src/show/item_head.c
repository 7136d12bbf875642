/* item_head.c - an item parsed without what it rests on.
 *
 * Nine tenths of an entry's JSON is evidence, and a line of a chronology tells
 * none of it: those members are cut out before the rest is parsed. */
#include "show/item.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static const char *const heavy[] = { "participants", "place",	 "magnitude",
				     "attributes",   "mentions", "evidence",
				     "members",	     "doubtful", "aliases",
				     "reviews" };

static bool is_heavy(str key)
{
	for (size_t i = 0; i < COUNT(heavy); i++)
		if (str_is(key, heavy[i]))
			return true;
	return false;
}

/* Behind the string that begins at i with its quote mark. */
static size_t string_end(str s, size_t i)
{
	for (i++; i < s.n && s.p[i] != '"'; i++)
		i += s.p[i] == '\\';
	return i < s.n ? i + 1 : s.n;
}

/* At the comma or bracket behind the value that begins at i. */
static size_t value_end(str s, size_t i)
{
	uint32_t depth = 0;

	while (i < s.n) {
		char c = s.p[i];

		if (c == '"') {
			i = string_end(s, i);
			continue;
		}
		if (depth == 0 && (c == ',' || c == '}' || c == ']'))
			break;
		depth += c == '{' || c == '[';
		depth -= c == '}' || c == ']';
		i++;
	}
	return i;
}

/* Copies the members that are wanted; how many bytes. */
static size_t copy_light(str s, bool evidence, char *out)
{
	size_t n = 0, i = 1;

	out[n++] = '{';
	while (i < s.n && s.p[i] == '"') {
		size_t key = string_end(s, i), end = value_end(s, key);

		str name = str_cut(s, i + 1, key - 1);

		if (!is_heavy(name) || (evidence && str_is(name, "evidence"))) {
			if (n > 1)
				out[n++] = ',';
			memcpy(out + n, s.p + i, end - i);
			n += end - i;
		}
		i = end < s.n && s.p[end] == ',' ? end + 1 : end;
		while (i < s.n && s.p[i] == ' ')
			i++;
	}
	out[n++] = '}';
	return n;
}

static struct json_t *parse_light(str json, bool evidence)
{
	struct json_t *x;
	char *light;

	if (json.n < 2 || json.p[0] != '{')
		return NULL;
	light = xmalloc(json.n + 2);
	x = item_parse((str){ light, copy_light(json, evidence, light) });
	free(light);
	return x;
}

struct json_t *item_parse_head(str json)
{
	return parse_light(json, false);
}

struct json_t *item_parse_words(str json)
{
	return parse_light(json, true);
}
