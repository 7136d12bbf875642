/* fields.c - "Name: value" lines up to a blank one. */
#include "read/fields.h"

#include <strings.h>

#include "base/limits.h"
#include "read/stamp.h"

/* Blanks and line ends of a folded value become one blank. */
static str unfold(struct arena *a, str value)
{
	char *p = arena_alloc(a, value.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];

		if (c != '\r' && c != '\n')
			p[n++] = c == '\t' ? ' ' : c;
	}
	return (str){ p, n };
}

static bool is_name(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' ||
		    (unsigned char)s.p[i] >= 0x7F)
			return false;
	return s.n > 0 && s.n <= 100;
}

static void add_line(struct arena *a, str line, struct fields *out)
{
	size_t colon = str_find(line, STR(":"), 0);
	str name, value;

	if (colon == SIZE_MAX || out->n >= LIMIT_FIELDS)
		return;
	name = str_cut(line, 0, colon);
	value = str_trim(str_cut(line, colon + 1, line.n));
	if (!is_name(name))
		return;
	if (value.n > LIMIT_FIELD)
		value.n = LIMIT_FIELD;
	if (str_has(value, STR("\n")))
		value = unfold(a, value);
	*vec_add(a, out) = (struct header){ name, value };
}

size_t fields_read(struct arena *a, str bytes, struct fields *out)
{
	size_t at = 0, from = 0;

	*out = (struct fields){ 0 };
	while (at < bytes.n) {
		const char *end = memchr(bytes.p + at, '\n', bytes.n - at);
		size_t next = end ? (size_t)(end - bytes.p) + 1 : bytes.n;
		str line = str_cut(bytes, at, next);
		bool folded = at > from &&
			      (*line.p == ' ' || *line.p == '\t') &&
			      str_trim(line).n;

		if (at > from && !folded) {
			add_line(a, str_cut(bytes, from, at), out);
			from = at;
		}
		if (!str_trim(line).n)
			return next;
		at = next;
	}
	if (at > from)
		add_line(a, str_cut(bytes, from, at), out);
	return SIZE_MAX;
}

str fields_of(const struct fields *f, const char *name)
{
	for (uint32_t i = 0; i < f->n; i++)
		if (str_same(f->v[i].name, str_of(name)))
			return f->v[i].value;
	return STR_NONE;
}

static str lower(struct arena *a, str s)
{
	char *p = arena_alloc(a, s.n + 1);

	for (size_t i = 0; i < s.n; i++)
		p[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32)
						      : s.p[i];
	return (str){ p, s.n };
}

str field_main(struct arena *a, str value)
{
	size_t semi = str_find(value, STR(";"), 0);

	return lower(a, str_trim(str_cut(value, 0, semi)));
}

/* "quoted" with \x for x; else up to a blank or semicolon. */
static str param_value(struct arena *a, str s)
{
	char *p = arena_alloc(a, s.n + 1);
	bool quoted = s.n && s.p[0] == '"';
	size_t n = 0;

	for (size_t i = quoted; i < s.n; i++) {
		if (quoted ? s.p[i] == '"' : s.p[i] == ';' || s.p[i] == ' ')
			break;
		if (quoted && s.p[i] == '\\' && i + 1 < s.n)
			i++;
		p[n++] = s.p[i];
	}
	return str_trim((str){ p, n });
}

str field_param(struct arena *a, str value, const char *name)
{
	size_t at = str_find(value, STR(";"), 0);

	while (at < value.n) {
		size_t next = at + 1, eq;
		bool quoted = false;
		str one;

		while (next < value.n && (quoted || value.p[next] != ';')) {
			quoted ^= value.p[next] == '"';
			next++;
		}
		one = str_trim(str_cut(value, at + 1, next));
		eq = str_find(one, STR("="), 0);
		if (eq != SIZE_MAX &&
		    str_same(str_trim(str_cut(one, 0, eq)), str_of(name)))
			return param_value(
				a, str_trim(str_cut(one, eq + 1, one.n)));
		at = next;
	}
	return STR_NONE;
}

static const char *const months[] = {
	"jan", "feb", "mar", "apr", "may", "jun",
	"jul", "aug", "sep", "oct", "nov", "dec"
};

/* The next word of letters or digits; punctuation but + - : parts words. */
static str next_word(str *s)
{
	size_t from = 0, to;

	while (from < s->n && strchr(" \t\r\n,()", s->p[from]))
		from++;
	to = from;
	while (to < s->n && !strchr(" \t\r\n,()", s->p[to]))
		to++;
	{
		str word = str_cut(*s, from, to);

		*s = str_cut(*s, to, s->n);
		return word;
	}
}

static int month_of(str w)
{
	for (int i = 0; i < 12; i++)
		if (w.n >= 3 && strncasecmp(w.p, months[i], 3) == 0)
			return i + 1;
	return 0;
}

/* "+0900" -> "+09:00"; the named zones of RFC 5322 section 4.3 and JST. */
static const char *zone_of(struct arena *a, str w)
{
	static const char *const named[][2] = {
		{ "GMT", "Z" },	     { "UT", "Z" },	  { "UTC", "Z" },
		{ "Z", "Z" },	     { "EST", "-05:00" }, { "EDT", "-04:00" },
		{ "CST", "-06:00" }, { "CDT", "-05:00" }, { "MST", "-07:00" },
		{ "MDT", "-06:00" }, { "PST", "-08:00" }, { "PDT", "-07:00" },
		{ "JST", "+09:00" },
	};

	if (w.n == 5 && (w.p[0] == '+' || w.p[0] == '-') &&
	    str_to_long(str_cut(w, 1, 5)) >= 0)
		return str_is(w, "+0000") || str_is(w, "-0000")
			       ? "Z"
			       : arena_printf(a, "%.3s:%.2s", w.p, w.p + 3).p;
	for (size_t i = 0; i < COUNT(named); i++)
		if (str_same(w, str_of(named[i][0])))
			return named[i][1];
	return "";
}

static void read_clock(str w, struct stamp *s)
{
	size_t colon = str_find(w, STR(":"), 0);
	long hour = str_to_long(str_cut(w, 0, colon));
	long minute = str_to_long(str_cut(w, colon + 1, colon + 3));

	if (hour >= 0 && hour < 24 && minute >= 0 && minute < 60) {
		s->hour = (int)hour;
		s->minute = (int)minute;
	}
}

str field_date(struct arena *a, str value)
{
	struct stamp s = { .hour = -1, .minute = -1, .zone = "" };
	str word;

	while ((word = next_word(&value)).n) {
		long number = str_to_long(word);

		if (str_has(word, STR(":")))
			read_clock(word, &s);
		else if (number >= 0 && !s.d && !s.m && number <= 31)
			s.d = (int)number;
		else if (number >= 0 && s.m && !s.y)
			s.y = (int)(number < 50	   ? number + 2000
				    : number < 100 ? number + 1900
						   : number);
		else if (!s.m && s.d)
			s.m = month_of(word);
		else if (s.y && s.hour >= 0 && !*s.zone)
			s.zone = zone_of(a, word);
	}
	if (s.y < 1900 || s.y > 2200 || !s.m || !s.d)
		return STR_NONE;
	return stamp_text(a, &s);
}

int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
