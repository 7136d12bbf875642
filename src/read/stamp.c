/* stamp.c - the publication date as page lines tell it. */
#include "read/stamp.h"

#include "base/day.h"
#include "base/utf8.h"

static const char *const months[12] = {
	"january", "february", "march",	    "april",   "may",	   "june",
	"july",	   "august",   "september", "october", "november", "december",
};

static const struct {
	const char *name, *offset;
} zones[] = {
	{ "JST", "+09:00" },  { "KST", "+09:00" }, { "GMT", "Z" },
	{ "UTC", "Z" },	      { "BST", "+01:00" }, { "EDT", "-04:00" },
	{ "EST", "-05:00" },  { "CET", "+01:00" }, { "CEST", "+02:00" },
	{ "EEST", "+03:00" }, { "EET", "+02:00" }, { "MSK", "+03:00" },
};

static uint32_t peek(str s, size_t i)
{
	return i < s.n ? rune_narrow(utf8_next(s, &i)) : 0;
}

static size_t step(str s, size_t i)
{
	if (i < s.n)
		utf8_next(s, &i);
	return i;
}

/* A number of at most `most` digits at *i; -1 when there is none or more. */
static int number(str s, size_t *i, int most)
{
	int n = 0, digits = 0;
	size_t at = *i;

	while (rune_is_digit(peek(s, at))) {
		if (++digits > most)
			return -1;
		n = n * 10 + (int)(peek(s, at) - '0');
		at = step(s, at);
	}
	if (!digits)
		return -1;
	*i = at;
	return n;
}

static bool take(str s, size_t *i, const char *z)
{
	str rest = str_cut(s, *i, s.n);

	if (!str_starts(rest, str_of(z)))
		return false;
	*i += strlen(z);
	return true;
}

static void skip(str s, size_t *i, const char *chars)
{
	while (*i < s.n) {
		uint32_t cp = peek(s, *i);

		if (!rune_is_space(cp) &&
		    !(cp < 0x80 && cp && strchr(chars, (int)cp)))
			return;
		*i = step(s, *i);
	}
}

static char low(char ch)
{
	return ch >= 'A' && ch <= 'Z' ? (char)(ch + 32) : ch;
}

/* Month name or its first three or four letters at *i; 1..12 or 0. */
static int month_name(str s, size_t *i)
{
	size_t n = 0;

	while (*i + n < s.n && n < 10 && low(s.p[*i + n]) >= 'a' &&
	       low(s.p[*i + n]) <= 'z')
		n++;
	if (n < 3)
		return 0;
	for (int m = 0; m < 12; m++) {
		size_t k = 0, full = strlen(months[m]);

		while (k < n && k < full && low(s.p[*i + k]) == months[m][k])
			k++;
		if (k < n || (n != full && n > 4))
			continue;
		*i += n;
		if (*i < s.n && s.p[*i] == '.')
			++*i;
		return m + 1;
	}
	return 0;
}

static bool valid(const struct stamp *o)
{
	return o->y >= 1900 && o->y <= 2099 && day_is_valid(o->y, o->m, o->d);
}

/* 2025年2月13日, 2025/2/13, 2025-02-13, 2025.2.13, 令和7年2月13日 */
static bool year_first(str s, size_t *i, struct stamp *o)
{
	size_t at = *i;
	bool era = take(s, &at, "令和");
	const char *gap;

	o->y = number(s, &at, era ? 2 : 4);
	if (era && o->y > 0)
		o->y += 2018;
	if (o->y < 1900)
		return false;
	if (take(s, &at, "年")) {
		skip(s, &at, "");
		o->m = number(s, &at, 2);
		if (!take(s, &at, "月"))
			return false;
		skip(s, &at, "");
		o->d = number(s, &at, 2);
		*i = at;
		return take(s, i, "日") && valid(o);
	}
	gap = peek(s, at) == '/' ? "/" : peek(s, at) == '-' ? "-" : ".";
	if (era || !take(s, &at, gap))
		return false;
	o->m = number(s, &at, 2);
	if (!take(s, &at, gap))
		return false;
	o->d = number(s, &at, 2);
	*i = at;
	return valid(o);
}

/* April 3, 2025; Apr. 3rd 2025; 3 April 2025 */
static bool month_named(str s, size_t *i, struct stamp *o)
{
	size_t at = *i;

	o->d = number(s, &at, 2);
	if (o->d > 0) {
		if (!take(s, &at, "st") && !take(s, &at, "nd") &&
		    !take(s, &at, "rd"))
			take(s, &at, "th");
		skip(s, &at, "-");
		take(s, &at, "of ");
	}
	o->m = month_name(s, &at);
	if (!o->m)
		return false;
	skip(s, &at, "-,");
	if (o->d <= 0) {
		o->d = number(s, &at, 2);
		if (!take(s, &at, "st") && !take(s, &at, "nd") &&
		    !take(s, &at, "rd"))
			take(s, &at, "th");
		skip(s, &at, ",");
	}
	o->y = number(s, &at, 4);
	if (!valid(o))
		return false;
	*i = at;
	return true;
}

/* 18:45, 3:59 p.m., 午後6時45分, at *i. */
static bool clock_time(str s, size_t *i, struct stamp *o)
{
	size_t at = *i;
	bool pm = take(s, &at, "午後");
	int h, m = 0;

	if (!pm)
		take(s, &at, "午前");
	h = number(s, &at, 2);
	if (h < 0 || h > 24)
		return false;
	if (take(s, &at, "時")) {
		m = number(s, &at, 2);
		if (m < 0)
			m = 0;
		else if (!take(s, &at, "分"))
			return false;
	} else if (peek(s, at) == ':' || (peek(s, at) == '.' && at > *i)) {
		at = step(s, at);
		m = number(s, &at, 2);
		if (m < 0 || m > 59)
			return false;
		if (take(s, &at, ":"))
			number(s, &at, 2);
	} else {
		return false;
	}
	*i = at;
	skip(s, &at, "");
	if (at + 1 < s.n && (low(s.p[at]) == 'a' || low(s.p[at]) == 'p') &&
	    (low(s.p[at + 1]) == 'm' ||
	     (s.p[at + 1] == '.' && at + 2 < s.n && low(s.p[at + 2]) == 'm'))) {
		pm = low(s.p[at]) == 'p';
		if (!pm && h == 12)
			h = 0;
		at += s.p[at + 1] == '.' ? 3 : 2;
		take(s, &at, ".");
		*i = at;
	}
	if (pm && h < 12)
		h += 12;
	o->hour = h % 24;
	o->minute = m;
	return true;
}

static void zone(str s, size_t *i, struct stamp *o)
{
	size_t at = *i;

	skip(s, &at, "(");
	for (size_t k = 0; k < COUNT(zones); k++)
		if (take(s, &at, zones[k].name)) {
			o->zone = zones[k].offset;
			take(s, &at, ")");
			*i = at;
			return;
		}
}

void stamp_time(str s, size_t from, size_t *end, struct stamp *o)
{
	size_t at = *end, back;

	skip(s, &at, ",");
	if (peek(s, at) == '(' && step(s, step(s, at)) < s.n) {
		size_t close = step(s, step(s, at));

		if (peek(s, close) == ')') /* (日) */
			at = step(s, close);
	}
	skip(s, &at, ",|-T");
	take(s, &at, "at ");
	skip(s, &at, "");
	if (clock_time(s, &at, o)) {
		zone(s, &at, o);
		*end = at;
		return;
	}
	back = o->at.from > 28 ? o->at.from - 28 : 0;
	back = utf8_floor(s, back > from ? back : from);
	for (; back < o->at.from; back = step(s, back)) {
		at = back;
		if ((back == 0 ||
		     !rune_is_digit((unsigned char)s.p[back - 1])) &&
		    clock_time(s, &at, o)) {
			zone(s, &at, o);
			o->at.from = (uint32_t)back;
			return;
		}
	}
}

/* Most lines hold no digit; 0xEF begins the full-width ones. */
static bool may_hold_digit(str s)
{
	bool found = false;

	for (size_t i = 0; i < s.n; i++)
		found |= (s.p[i] >= '0' && s.p[i] <= '9') ||
			 (unsigned char)s.p[i] == 0xEF;
	return found;
}

bool stamp_find(str line, size_t from, struct stamp *o)
{
	uint32_t before = 0;

	if (!may_hold_digit(str_cut(line, from, line.n)))
		return false;
	for (size_t i = from; i < line.n;) {
		uint32_t cp = peek(line, i);
		bool digit = rune_is_digit(cp);
		bool start =
			digit ? !rune_is_digit(before)
			      : rune_is_alpha(cp) && !rune_is_alpha(before);
		size_t end = i;

		*o = (struct stamp){ .hour = -1, .minute = -1, .zone = "" };
		if ((start || cp == 0x4EE4) && /* 令 */
		    ((digit || cp == 0x4EE4 ? year_first(line, &end, o)
					    : false) ||
		     (end = i, month_named(line, &end, o)))) {
			o->at = (span){ (uint32_t)i, (uint32_t)end };
			stamp_time(line, from, &end, o);
			o->at.to = (uint32_t)(end > o->at.to ? end : o->at.to);
			return true;
		}
		before = cp;
		i = step(line, i);
	}
	return false;
}

str stamp_text(struct arena *a, const struct stamp *s)
{
	if (s->hour < 0)
		return arena_printf(a, "%04d-%02d-%02d", s->y, s->m, s->d);
	return arena_printf(a, "%04d-%02d-%02dT%02d:%02d%s", s->y, s->m, s->d,
			    s->hour, s->minute, s->zone);
}

str stamp_from_iso(struct arena *a, str s)
{
	struct stamp o;
	size_t i = 0, at;

	s = str_trim(s);
	if (s.n > 100 || !stamp_find(s, 0, &o) || o.at.from > 0)
		return s.n <= 100 && s.n && stamp_find(s, 0, &o)
			       ? stamp_text(a, &o)
			       : STR_NONE;
	i = o.at.to;
	if (i < s.n && s.p[i] == '.') /* parts of a second */
		for (i++; i < s.n && rune_is_digit((unsigned char)s.p[i]); i++)
			;
	if (o.hour >= 0 && i < s.n && s.p[i] == 'Z')
		o.zone = "Z";
	at = i + 1;
	if (o.hour >= 0 && i < s.n && (s.p[i] == '+' || s.p[i] == '-')) {
		int h = number(s, &at, 4), m = 0;

		if (h > 99) {
			m = h % 100;
			h /= 100;
		} else if (take(s, &at, ":")) {
			m = number(s, &at, 2);
		}
		if (h >= 0 && h <= 14 && m >= 0 && m < 60)
			o.zone = h || m ? arena_printf(a, "%c%02d:%02d", s.p[i],
						       h, m)
						  .p
					: "Z";
	}
	return stamp_text(a, &o);
}
