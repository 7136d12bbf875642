/* item.c - one item of the record, as parsed JSON, read by paths. */
#include "show/item.h"

#include <jansson.h>

struct json_t *item_parse(str json)
{
	json_t *x = json_loadb(json.p, json.n, JSON_REJECT_DUPLICATES, NULL);

	if (json_is_object(x))
		return x;
	json_decref(x);
	return NULL;
}

void item_free(struct json_t **x)
{
	json_decref(*x);
	*x = NULL;
}

const struct json_t *item_at(const struct json_t *x, const char *path)
{
	while (x && *path) {
		size_t n = strcspn(path, ".");

		x = json_object_getn(x, path, n);
		path += n + (path[n] == '.');
	}
	return json_is_null(x) ? NULL : x;
}

static str string_of(const json_t *v)
{
	if (!json_is_string(v))
		return STR_NONE;
	return (str){ json_string_value(v), json_string_length(v) };
}

str item_str(const struct json_t *x, const char *path)
{
	return string_of(item_at(x, path));
}

long long item_int(const struct json_t *x, const char *path)
{
	return json_integer_value(item_at(x, path));
}

double item_num(const struct json_t *x, const char *path)
{
	return json_number_value(item_at(x, path));
}

bool item_true(const struct json_t *x, const char *path)
{
	return json_is_true(item_at(x, path));
}

day item_day(const struct json_t *x, const char *path)
{
	str s = item_str(x, path);

	return s.n ? day_parse(s) : DAY_NONE;
}

span item_span(const struct json_t *x, const char *path)
{
	const json_t *v = item_at(x, path);
	json_int_t from = json_integer_value(json_array_get(v, 0));
	json_int_t to = json_integer_value(json_array_get(v, 1));

	if (from < 0 || to < from || to > UINT32_MAX)
		return (span){ 0, 0 };
	return (span){ (uint32_t)from, (uint32_t)to };
}

uint32_t item_count(const struct json_t *list)
{
	if (json_is_object(list))
		return (uint32_t)json_object_size(list);
	return (uint32_t)json_array_size(list);
}

/* The nth member's iterator; objects here have a handful of members. The
 * cast is for jansson: iterating doesn't change the object. */
static void *nth_member(const json_t *object, uint32_t i)
{
	json_t *o = (json_t *)(uintptr_t)object;
	void *it = json_object_iter(o);

	while (it && i--)
		it = json_object_iter_next(o, it);
	return it;
}

const struct json_t *item_nth(const struct json_t *list, uint32_t i)
{
	if (json_is_object(list))
		return json_object_iter_value(nth_member(list, i));
	return json_array_get(list, i);
}

str item_key(const struct json_t *object, uint32_t i)
{
	void *it = json_is_object(object) ? nth_member(object, i) : NULL;

	return it ? str_of(json_object_iter_key(it)) : STR_NONE;
}

str item_nth_str(const struct json_t *list, uint32_t i)
{
	return string_of(item_nth(list, i));
}
