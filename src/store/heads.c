/* heads.c - see heads.h. JSON has no bare control letter: one is the mark. */
#include "store/heads.h"

#include <string.h>

#include "base/json_scan.h"

#define MARK '\x01'

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

/* An actor's "mentions" is a number: lists and objects alone are long. */
static bool is_long(str key, char value)
{
	return (value == '[' || value == '{') && is_heavy(key);
}

bool heads_split(str s, struct buf *head, struct buf *rest)
{
	size_t i = 1;
	bool any = false;

	if (s.n < 2 || s.p[0] != '{' || memchr(s.p, MARK, s.n))
		return false;
	buf_byte(head, '{');
	while (i < s.n && s.p[i] == '"') {
		size_t key = json_string_end(s, i), end;

		if (key + 2 >= s.n || s.p[key] != ':' || s.p[key + 1] != ' ')
			return false;
		end = json_value_end(s, key + 2);
		if (is_long(str_cut(s, i + 1, key - 1), s.p[key + 2])) {
			buf_byte(head, MARK);
			if (any)
				buf_byte(rest, MARK);
			buf_add(rest, str_cut(s, i, end));
			any = true;
		} else {
			buf_add(head, str_cut(s, i, end));
		}
		i = end;
		if (i + 2 < s.n && s.p[i] == ',' && s.p[i + 1] == ' ') {
			buf_z(head, ", ");
			i += 2;
		}
	}
	buf_add(head, str_cut(s, i, s.n));
	return any && i + 1 == s.n && s.p[i] == '}';
}

void heads_cut(str s, struct buf *out)
{
	size_t i = 1, first;

	if (s.n < 2 || s.p[0] != '{')
		return;
	buf_byte(out, '{');
	first = out->n;
	while (i < s.n && s.p[i] == '"') {
		size_t key = json_string_end(s, i),
		       end = json_value_end(s, key);
		str name = str_cut(s, i + 1, key - 1);

		if (!is_heavy(name)) {
			if (out->n > first)
				buf_byte(out, ',');
			buf_add(out, str_cut(s, i, end));
		}
		i = end < s.n && s.p[end] == ',' ? end + 1 : end;
		while (i < s.n && s.p[i] == ' ')
			i++;
	}
	buf_byte(out, '}');
}

str heads_value(str s, str name)
{
	size_t i = 1;

	while (i < s.n && s.p[0] == '{' && s.p[i] == '"') {
		size_t key = json_string_end(s, i),
		       end = json_value_end(s, key);

		if (str_eq(str_cut(s, i + 1, key - 1), name))
			return str_trim(str_cut(s, key + 1, end));
		i = end < s.n && s.p[end] == ',' ? end + 1 : end;
		while (i < s.n && s.p[i] == ' ')
			i++;
	}
	return STR_NONE;
}

bool heads_next(str s, size_t *at, str *out)
{
	size_t end;

	if (!s.n || s.p[0] != '[' || *at + 1 >= s.n)
		return false;
	end = json_value_end(s, *at + 1);
	*out = str_trim(str_cut(s, *at + 1, end));
	*at = end;
	return out->n > 0;
}

bool heads_join(str head, str rest, struct buf *json)
{
	size_t at = 0, i = 0;

	for (;;) {
		const char *mark =
			i < head.n ? memchr(head.p + i, MARK, head.n - i)
				   : NULL;
		size_t to = mark ? (size_t)(mark - head.p) : head.n, end;

		buf_add(json, str_cut(head, i, to));
		if (!mark)
			break;
		if (at > rest.n)
			return false;
		mark = at < rest.n ? memchr(rest.p + at, MARK, rest.n - at)
				   : NULL;
		end = mark ? (size_t)(mark - rest.p) : rest.n;
		buf_add(json, str_cut(rest, at, end));
		at = end + 1;
		i = to + 1;
	}
	return at == rest.n + 1;
}

void heads_alone(str head, struct buf *json)
{
	size_t i = 0;

	while (i < head.n) {
		const char *mark = memchr(head.p + i, MARK, head.n - i);
		size_t to = mark ? (size_t)(mark - head.p) : head.n;

		buf_add(json, str_cut(head, i, to));
		i = to + 1;
		if (!mark)
			break;
		if (i + 1 < head.n && head.p[i] == ',')
			i += 2; /* the comma behind it */
		else if (json->n >= 2 && json->p[json->n - 2] == ',')
			buf_truncate(json, json->n - 2);
	}
}
