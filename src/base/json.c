/* json.c - writing JSON. */
#include "base/json.h"

#include <math.h>
#include <stdio.h>

#include "base/utf8.h"

void json_init(struct json *j, struct buf *out, int indent)
{
	*j = (struct json){ .out = out, .indent = indent };
	j->empty[0] = true;
}

static void new_line(struct json *j)
{
	if (!j->indent)
		return;
	buf_byte(j->out, '\n');
	for (uint32_t i = 0; i < j->depth * (uint32_t)j->indent; i++)
		buf_byte(j->out, ' ');
}

/* Before each value: the comma and the line end it needs. */
static void before(struct json *j)
{
	if (j->after_key) {
		j->after_key = false;
		return;
	}
	if (!j->empty[j->depth])
		buf_add(j->out, j->indent ? STR(",") : STR(", "));
	j->empty[j->depth] = false;
	if (j->depth)
		new_line(j);
}

void json_open(struct json *j, char bracket)
{
	before(j);
	buf_byte(j->out, bracket);
	j->depth++;
	kassert(j->depth < COUNT(j->empty));
	j->empty[j->depth] = true;
	j->close[j->depth] = bracket == '{' ? '}' : ']';
}

void json_close(struct json *j)
{
	char c = j->close[j->depth];
	bool empty = j->empty[j->depth];

	kassert(j->depth > 0);
	j->depth--;
	if (!empty)
		new_line(j);
	buf_byte(j->out, c);
}

/* Behind what is written as it stands. As utf8_next decodes the common letters,
 * but nobody wants to know them here. */
static size_t plain_to(str s, size_t i)
{
	const unsigned char *p = (const unsigned char *)s.p;

	while (i < s.n) {
		unsigned char c = p[i];

		if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\')
			i++;
		else if (c > 0xE0 && c < 0xED && s.n - i > 2 &&
			 (p[i + 1] & 0xC0) == 0x80 && (p[i + 2] & 0xC0) == 0x80)
			i += 3;
		else
			break;
	}
	return i;
}

static void escaped(struct buf *out, uint32_t cp)
{
	if (cp == '"' || cp == '\\')
		buf_printf(out, "\\%c", (char)cp);
	else if (cp == '\n')
		buf_z(out, "\\n");
	else if (cp == '\t')
		buf_z(out, "\\t");
	else if (cp == 0xFFFD)
		buf_rune(out, cp);
	else
		buf_printf(out, "\\u%04x", (unsigned)cp);
}

static void quoted(struct json *j, str s)
{
	size_t i = 0, run = 0;

	buf_byte(j->out, '"');
	while ((i = plain_to(s, i)) < s.n) {
		size_t at = i;
		uint32_t cp = utf8_next(s, &i);

		if (cp >= 0x80 && cp != 0xFFFD)
			continue;
		buf_add(j->out, str_cut(s, run, at));
		run = i;
		escaped(j->out, cp);
	}
	buf_add(j->out, str_cut(s, run, s.n));
	buf_byte(j->out, '"');
}

void json_key_str(struct json *j, str key)
{
	before(j);
	quoted(j, key);
	buf_add(j->out, STR(": "));
	j->after_key = true;
}

void json_key(struct json *j, const char *key)
{
	json_key_str(j, str_of(key));
}

void json_str(struct json *j, str value)
{
	if (!value.p) {
		json_null(j);
		return;
	}
	before(j);
	quoted(j, value);
}

void json_int(struct json *j, long long value)
{
	before(j);
	buf_int(j->out, value, 1);
}

void json_num(struct json *j, double value)
{
	before(j);
	if (!isfinite(value))
		buf_z(j->out, "null");
	else if (fabs(value) < 1e9 && value == floor(value) && !signbit(value))
		buf_int(j->out, (long long)value, 1);
	else
		buf_printf(j->out, "%.12g", value);
}

void json_bool(struct json *j, bool value)
{
	before(j);
	buf_z(j->out, value ? "true" : "false");
}

void json_null(struct json *j)
{
	before(j);
	buf_z(j->out, "null");
}

void json_raw(struct json *j, str value)
{
	before(j);
	buf_add(j->out, value);
}

void json_day(struct json *j, day when)
{
	struct civil c;

	if (when == DAY_NONE) {
		json_null(j);
		return;
	}
	c = day_civil(when);
	before(j);
	buf_byte(j->out, '"');
	buf_int(j->out, c.y, 4);
	buf_byte(j->out, '-');
	buf_int(j->out, c.m, 2);
	buf_byte(j->out, '-');
	buf_int(j->out, c.d, 2);
	buf_byte(j->out, '"');
}

void json_span(struct json *j, span at)
{
	before(j);
	buf_byte(j->out, '[');
	buf_int(j->out, at.from, 1);
	buf_z(j->out, ", ");
	buf_int(j->out, at.to, 1);
	buf_byte(j->out, ']');
}

void json_put_str(struct json *j, const char *key, str value)
{
	json_key(j, key);
	json_str(j, value);
}

void json_put_int(struct json *j, const char *key, long long value)
{
	json_key(j, key);
	json_int(j, value);
}

void json_put_day(struct json *j, const char *key, day when)
{
	json_key(j, key);
	json_day(j, when);
}

void json_put_span(struct json *j, const char *key, span at)
{
	json_key(j, key);
	json_span(j, at);
}
