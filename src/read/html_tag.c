/* html_tag.c - tags, attributes and entities of HTML, read leniently. */
#include "read/html_priv.h"

#include "base/utf8.h"

#define ENTITY_MOST 12u

static char low(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool letter(char c)
{
	return low(c) >= 'a' && low(c) <= 'z';
}

bool name_is(str name, const char *lower)
{
	size_t i = 0;

	for (; i < name.n && lower[i]; i++)
		if (low(name.p[i]) != lower[i])
			return false;
	return i == name.n && !lower[i];
}

bool tag_at(str s, size_t at, struct tag *t)
{
	size_t i = at + 1, name;
	char quote = 0;

	*t = (struct tag){ 0 };
	if (i < s.n && s.p[i] == '/') {
		t->closing = true;
		i++;
	}
	if (i >= s.n || !letter(s.p[i]))
		return false;
	name = i;
	while (i < s.n && !blank(s.p[i]) && s.p[i] != '>' && s.p[i] != '/')
		i++;
	t->name = str_cut(s, name, i);
	name = i;
	for (; i < s.n && (quote || s.p[i] != '>'); i++) {
		if (quote)
			quote = s.p[i] == quote ? 0 : quote;
		else if ((s.p[i] == '"' || s.p[i] == '\'') && s.p[i - 1] == '=')
			quote = s.p[i];
		else if (s.p[i] == '<') /* the tag was never closed */
			break;
	}
	t->attributes = str_cut(s, name, i);
	t->end = i < s.n && s.p[i] == '>' ? i + 1 : i;
	return true;
}

/* The next attribute of the raw bytes; moves *i. */
static bool next_attribute(str s, size_t *i, str *name, str *value)
{
	size_t from;
	char quote;

	while (*i < s.n && (blank(s.p[*i]) || s.p[*i] == '/'))
		++*i;
	if (*i >= s.n)
		return false;
	from = *i;
	while (*i < s.n && !blank(s.p[*i]) && s.p[*i] != '=' &&
	       (s.p[*i] != '/' || *i == from))
		++*i;
	*name = str_cut(s, from, *i);
	*value = STR("");
	while (*i < s.n && blank(s.p[*i]))
		++*i;
	if (*i >= s.n || s.p[*i] != '=') {
		*i += *i == from;
		return true;
	}
	++*i;
	while (*i < s.n && blank(s.p[*i]))
		++*i;
	quote = *i < s.n && (s.p[*i] == '"' || s.p[*i] == '\'') ? s.p[*i] : 0;
	from = *i += quote != 0;
	while (*i < s.n && (quote ? s.p[*i] != quote : !blank(s.p[*i])))
		++*i;
	*value = str_cut(s, from, *i);
	*i += quote != 0;
	return true;
}

str tag_attribute(struct arena *a, const struct tag *t, const char *name)
{
	size_t i = 0;
	str n, v;

	while (next_attribute(t->attributes, &i, &n, &v)) {
		struct buf b;
		str s;

		if (!name_is(n, name))
			continue;
		buf_init(&b, v.n + 16);
		entities_put(&b, v);
		s = arena_str(a, buf_str(&b));
		buf_release(&b);
		return s;
	}
	return STR_NONE;
}

/* ---- entities */

static const struct {
	const char *name;
	uint32_t rune;
} entities[] = {
	{ "amp", '&' },	     { "lt", '<' },	   { "gt", '>' },
	{ "quot", '"' },     { "apos", '\'' },	   { "nbsp", 0xA0 },
	{ "ldquo", 0x201C }, { "rdquo", 0x201D },  { "lsquo", 0x2018 },
	{ "rsquo", 0x2019 }, { "sbquo", 0x201A },  { "bdquo", 0x201E },
	{ "laquo", 0xAB },   { "raquo", 0xBB },	   { "ndash", 0x2013 },
	{ "mdash", 0x2014 }, { "hellip", 0x2026 }, { "bull", 0x2022 },
	{ "middot", 0xB7 },  { "copy", 0xA9 },	   { "reg", 0xAE },
	{ "trade", 0x2122 }, { "euro", 0x20AC },   { "pound", 0xA3 },
	{ "yen", 0xA5 },     { "cent", 0xA2 },	   { "sect", 0xA7 },
	{ "deg", 0xB0 },     { "times", 0xD7 },	   { "frac12", 0xBD },
	{ "ensp", 0x2002 },  { "emsp", 0x2003 },   { "thinsp", 0x2009 },
	{ "shy", 0xAD },     { "zwj", 0x200D },	   { "zwnj", 0x200C },
	{ "larr", 0x2190 },  { "rarr", 0x2192 },   { "aacute", 0xE1 },
	{ "agrave", 0xE0 },  { "acirc", 0xE2 },	   { "auml", 0xE4 },
	{ "aring", 0xE5 },   { "aelig", 0xE6 },	   { "ccedil", 0xE7 },
	{ "eacute", 0xE9 },  { "egrave", 0xE8 },   { "ecirc", 0xEA },
	{ "euml", 0xEB },    { "iacute", 0xED },   { "icirc", 0xEE },
	{ "iuml", 0xEF },    { "ntilde", 0xF1 },   { "oacute", 0xF3 },
	{ "ocirc", 0xF4 },   { "ouml", 0xF6 },	   { "oslash", 0xF8 },
	{ "uacute", 0xFA },  { "ucirc", 0xFB },	   { "uuml", 0xFC },
	{ "szlig", 0xDF },   { "Auml", 0xC4 },	   { "Ouml", 0xD6 },
	{ "Uuml", 0xDC },    { "Eacute", 0xC9 },   { "scaron", 0x161 },
};

/* 0 when it is no number of a letter. */
static uint32_t numeric(str s)
{
	bool hex = s.n > 1 && low(s.p[1]) == 'x';
	uint32_t n = 0;

	if (s.n < (hex ? 3u : 2u))
		return 0;
	for (size_t i = hex ? 2 : 1; i < s.n; i++) {
		char c = low(s.p[i]);
		uint32_t d = c >= '0' && c <= '9' ? (uint32_t)(c - '0')
			     : hex && c >= 'a' && c <= 'f'
				     ? (uint32_t)(c - 'a' + 10)
				     : 99;

		if (d == 99)
			return 0;
		n = n * (hex ? 16 : 10) + d;
		if (n > 0x10FFFF)
			return 0xFFFD;
	}
	return n ? n : 0xFFFD;
}

static uint32_t entity(str name)
{
	if (name.n && name.p[0] == '#')
		return numeric(name);
	for (size_t i = 0; i < COUNT(entities); i++)
		if (str_is(name, entities[i].name))
			return entities[i].rune;
	return 0;
}

void entities_put(struct buf *b, str s)
{
	size_t i = 0;

	while (i < s.n) {
		size_t end = i + 1;
		uint32_t rune;

		if (s.p[i] != '&') {
			while (end < s.n && s.p[end] != '&')
				end++;
			buf_add(b, str_cut(s, i, end));
			i = end;
			continue;
		}
		while (end < s.n && end - i <= ENTITY_MOST &&
		       (letter(s.p[end]) || s.p[end] == '#' ||
			(s.p[end] >= '0' && s.p[end] <= '9')))
			end++;
		rune = entity(str_cut(s, i + 1, end));
		if (!rune) { /* an ampersand that names nothing stays */
			buf_add(b, STR("&"));
			i++;
			continue;
		}
		buf_rune(b, rune);
		i = end + (end < s.n && s.p[end] == ';');
	}
}
