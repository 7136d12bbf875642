/* when_parts.c - the captures of a hit as numbers and words. */
#include "extract/when_priv.h"

#include <stdlib.h>

#include "base/utf8.h"

static int kanji_digit(uint32_t cp)
{
	static const uint32_t digits[] = { 0x3007, 0x4E00, 0x4E8C, 0x4E09,
					   0x56DB, 0x4E94, 0x516D, 0x4E03,
					   0x516B, 0x4E5D };

	if (cp == 0x96F6) /* 零 */
		return 0;
	for (int i = 0; i < 10; i++)
		if (digits[i] == cp)
			return i;
	return -1;
}

static int kanji_power(uint32_t cp)
{
	return cp == 0x5341 ? 10 : cp == 0x767E ? 100 : cp == 0x5343 ? 1000 : 0;
}

int when_number(str s)
{
	long all = 0, part = -1, group = 0;
	size_t i = 0;

	while (i < s.n) {
		uint32_t cp = rune_narrow(utf8_next(s, &i));
		int digit = cp >= '0' && cp <= '9' ? (int)(cp - '0')
						   : kanji_digit(cp);
		int power = kanji_power(cp);

		if (cp == '\'' || cp == 0x2019)
			continue;
		if (digit >= 0) {
			part = (part < 0 ? 0 : part * 10) + digit;
		} else if (power == 10 && part >= 10) { /* 二〇十九 */
			group += part * 100 + 10;
			part = -1;
		} else if (power) {
			group += (part < 0 ? 1 : part) * power;
			part = -1;
		} else if (cp == 0x5143) { /* 元: the first year */
			part = 1;
		} else {
			return PART_NONE;
		}
		if (part > 1000000)
			return PART_NONE;
	}
	all = group + (part < 0 ? 0 : part);
	return s.n ? (int)all : PART_NONE;
}

static struct shift shift_of(str value)
{
	str rest = value, first = str_token(&rest, ' ');
	struct shift s = { PART_NONE, str_is(rest, "last"),
			   str_is(rest, "near") };
	bool minus = first.n && first.p[0] == '-';
	long n = str_to_long(minus ? str_cut(first, 1, first.n) : first);

	if (n >= 0)
		s.by = (int)(minus ? -n : n);
	return s;
}

static void clear(struct parts *p)
{
	*p = (struct parts){ .n = -1, .n2 = -1 };
	p->y = p->m = p->d = p->y2 = p->m2 = p->d2 = PART_NONE;
	p->wd = p->third = p->half = p->q = p->hh = p->mi = PART_NONE;
	p->ry.by = p->rm.by = p->rw.by = p->rd.by = p->sh.by = PART_NONE;
	p->ss = p->num = p->hol_before = PART_NONE;
}

/* A number in digits, or in the words of class number. */
static int number_of(const struct when_lang *l, str s)
{
	str w = when_word(l, "number", s);

	return when_number(w.n ? w : s);
}

static void take_year(const struct when_lang *l, struct parts *p, str name,
		      str s)
{
	int n = when_number(s);

	if (str_is(name, "ey")) {
		if (p->y != PART_NONE && n != PART_NONE)
			p->y += n;
	} else if (str_is(name, "era")) {
		p->y = when_number(when_word(l, "era", s));
	} else if (str_is(name, "y2")) {
		p->y2 = n;
	} else {
		p->y = n;
		p->short_year = n != PART_NONE && n < 100;
	}
}

static void take_count(const struct when_lang *l, struct parts *p, str s,
		       double *n)
{
	str word = when_word(l, "number", s);
	char digits[24];
	size_t k = 0;

	if (word.n > 1 && word.p[word.n - 1] == '~') { /* a few: 3~ */
		p->mod = STR("APPROX");
		word = str_cut(word, 0, word.n - 1);
	}
	if (word.n) {
		p->n_vague |= str_is(word, "X");
		*n = str_is(word, "X")	    ? 0
		     : str_is(word, "0.5")  ? 0.5
		     : str_is(word, "0.25") ? 0.25
					    : when_number(word);
		return;
	}
	for (size_t i = 0; i < s.n && k + 1 < sizeof(digits);) {
		uint32_t cp = rune_narrow(utf8_next(s, &i));

		if ((cp >= '0' && cp <= '9') || cp == '.')
			digits[k++] = (char)cp;
	}
	digits[k] = 0;
	*n = k ? strtod(digits, NULL) : when_number(s);
}

static void take_third(struct parts *p, str value)
{
	p->third = value.n ? value.p[0] - '0' : PART_NONE;
}

static bool same_folded(str a, const char *b)
{
	size_t i = 0;

	for (; i < a.n && b[i]; i++)
		if ((a.p[i] >= 'A' && a.p[i] <= 'Z' ? a.p[i] + 32 : a.p[i]) !=
		    b[i])
			return false;
	return i == a.n && !b[i];
}

/* Words that name a unit by themselves: 毎日, weekly. */
static str set_unit(str s)
{
	static const char *const units[][2] = {
		{ "日", "D" },	       { "朝", "D" },
		{ "晩", "D" },	       { "夕", "D" },
		{ "週", "W" },	       { "月", "M" },
		{ "年", "Y" },	       { "時", "H" },
		{ "秒", "S" },	       { "分", "MIN" },
		{ "daily", "D" },      { "weekly", "W" },
		{ "monthly", "M" },    { "yearly", "Y" },
		{ "annually", "Y" },   { "annual", "Y" },
		{ "hourly", "H" },     { "quarterly", "Q" },
		{ "everyday", "D" },   { "fortnightly", "FN" },
		{ "nightly", "D" },    { "biweekly", "FN" },
		{ "bi-weekly", "FN" },
	};

	for (size_t i = 0; i < COUNT(units); i++)
		if (same_folded(s, units[i][0]))
			return str_of(units[i][1]);
	return STR_NONE;
}

static str season_short(str s, struct shift *ry)
{
	ry->by = str_is(s, "昨") ? -1 : str_is(s, "来") ? 1 : 0;
	return s;
}

static int ordinal(const struct when_lang *l, str s)
{
	str w = when_word(l, "ordinal", s);
	size_t n = s.n;

	while (!w.n && n > 0 && s.p[0] >= '0' && s.p[0] <= '9' &&
	       (s.p[n - 1] < '0' || s.p[n - 1] > '9') &&
	       (unsigned char)s.p[n - 1] < 0x80)
		n--; /* 22nd */
	return when_number(w.n ? w : str_cut(s, 0, n));
}

/* 30分 -> 30 */
static str without_unit(str s)
{
	static const char *const units[] = { "分", "秒" };

	for (size_t i = 0; i < COUNT(units); i++) {
		str u = str_of(units[i]);

		if (s.n > u.n && str_eq(str_cut(s, s.n - u.n, s.n), u))
			return str_trim(str_cut(s, 0, s.n - u.n));
	}
	return s;
}

/* Captures of a time of day; true when it was one. */
static bool take_clock(const struct when_lang *l, struct parts *p, str name,
		       str s)
{
	str word = when_word(l, "clockword", s);

	if (str_is(name, "hh")) {
		p->hh = word.n ? when_number(word) : number_of(l, s);
		p->has_ap |= word.n > 0;
		p->midnight |= str_is(word, "0") && l->joins;
		p->pm = word.n ? p->hh == 12 : p->pm;
	} else if (str_is(name, "mi")) {
		p->mi = str_is(s, "半") ? 30 : number_of(l, without_unit(s));
	} else if (str_is(name, "ss")) {
		p->ss = when_number(without_unit(s));
	} else if (str_is(name, "ap")) {
		p->pm = s.p[0] == 'p' || s.p[0] == 'P' ||
			str_is(when_word(l, "ap", s), "pm");
		p->has_ap = true;
	} else if (str_is(name, "mpast") || str_is(name, "mto")) {
		str part = when_word(l, "hourpart", s);

		p->past_hour = when_number(part.n ? part : STR(""));
		if (!part.n)
			p->past_hour = number_of(l, s);
		if (str_is(name, "mto"))
			p->past_hour = -p->past_hour;
	} else {
		return false;
	}
	return true;
}

/* n3 unit3 n4 unit4: what more a length counts. */
static bool take_more(const struct when_lang *l, struct parts *p, str name,
		      str s)
{
	if (str_is(name, "n3") || str_is(name, "n4")) {
		if (p->n_more < (int)COUNT(p->more))
			take_count(l, p, s, &p->more[p->n_more++].n);
	} else if (str_is(name, "unit3") || str_is(name, "unit4")) {
		if (p->n_more > 0)
			p->more[p->n_more - 1].unit = when_word(l, "unit", s);
	} else {
		return false;
	}
	return true;
}

static void take_ref(const struct when_lang *l, struct parts *p, str s)
{
	static const char *const classes[] = { "ref", "refnow", "refstill",
					       "refevent" };

	for (size_t i = 0; i < COUNT(classes) && !p->ref.n; i++)
		p->ref = when_word(l, classes[i], s);
}

/* Captures of times and lengths; true when it was one. */
static bool take_small(const struct when_lang *l, struct parts *p, str name,
		       str s)
{
	if (take_clock(l, p, name, s) || take_more(l, p, name, s))
		return true;
	if (str_is(name, "num"))
		p->num = number_of(l, s);
	else if (str_is(name, "other"))
		p->other = true;
	else if (str_is(name, "tod"))
		p->tod = when_word(l, "tod", s).n ? when_word(l, "tod", s)
						  : when_word(l, "tods", s);
	else if (str_is(name, "n"))
		take_count(l, p, s, &p->n);
	else if (str_is(name, "n2"))
		take_count(l, p, s, &p->n2);
	else if (str_is(name, "unit")) {
		p->unit = when_word(l, "unit", s);
		if (!p->unit.n)
			p->unit = when_word(l, "unitshort", s);
		p->plural = s.n >= 4 && s.p[s.n - 1] == 's';
	} else if (str_is(name, "unit2"))
		p->unit2 = when_word(l, "unit", s);
	else if (str_is(name, "sunit") || str_is(name, "daily"))
		p->unit = set_unit(s);
	else if (str_is(name, "half_unit") && str_has(s, STR("quarter")))
		p->n += str_has(s, STR("three")) ? 0.75 : 0.25;
	else if (str_is(name, "way"))
		p->way.last = true; /* その3日前 */
	else if (str_is(name, "half_unit"))
		p->half_unit = true;
	else if (str_is(name, "buri"))
		p->again = true;
	else if (str_is(name, "approx"))
		p->mod = when_word(l, "approx", s);
	else if (str_is(name, "near"))
		p->mod = when_word(l, "near", s);
	else if (str_is(name, "ref"))
		take_ref(l, p, s);
	else
		return false;
	return true;
}

static bool take_shift(const struct when_lang *l, struct parts *p, str name,
		       str s)
{
	if (str_is(name, "ry"))
		p->ry = shift_of(when_word(l, "relyear", s));
	else if (str_is(name, "rm"))
		p->rm = shift_of(when_word(l, "relmonth", s));
	else if (str_is(name, "rw"))
		p->rw = shift_of(when_word(
			l, when_word(l, "relweek", s).n ? "relweek" : "weekend",
			s));
	else if (str_is(name, "rd")) {
		p->rd = shift_of(when_word(l, "relday", s));
		if (!p->tod.n)
			p->tod = when_word(l, "daytod", s);
	} else if (str_is(name, "sh"))
		p->sh = shift_of(when_word(l, "shift", s));
	else if (str_is(name, "sy"))
		season_short(s, &p->ry);
	else
		return false;
	return true;
}

/* NAME, and then -1 or +1 days, /9 days long, <5 the Friday before. */
static void take_feast(const struct when_lang *l, struct parts *p, str v)
{
	size_t at = v.n, end;

	while (at > 0 && strchr("0123456789+-/<", v.p[at - 1]))
		at--;
	p->hol = when_word(l, "feast", str_cut(v, 0, at));
	while (at < v.n) {
		int n;

		for (end = at + 1; end < v.n && !strchr("+-/<", v.p[end]);)
			end++;
		n = when_number(str_cut(v, at + 1, end));
		if (v.p[at] == '/')
			p->hol_days = n;
		else if (v.p[at] == '<')
			p->hol_before = n;
		else
			p->hol_by = v.p[at] == '-' ? -n : n;
		at = end;
	}
}

static void take_holiday(const struct when_lang *l, struct parts *p, str s)
{
	str v = when_word(l, "holiday", s);

	if (str_starts(v, STR("feast "))) {
		take_feast(l, p, str_cut(v, 6, v.n));
		return;
	}
	if (v.n != 5 || v.p[2] != '-') { /* not of one day each year */
		p->hol = v;
		return;
	}
	p->named = true;
	p->m = when_number(str_cut(v, 0, 2));
	p->d = when_number(str_cut(v, 3, 5));
}

/* The seventies; behind nineteen those of 1970. */
static void take_decade(struct parts *p, int n)
{
	p->short_year = p->y == PART_NONE;
	p->y = (p->short_year ? 0 : p->y) + n;
}

static void take(const struct when_lang *l, struct parts *p, str name, str s)
{
	if (take_small(l, p, name, s) || take_shift(l, p, name, s))
		return;
	if (str_is(name, "y") || str_is(name, "y2") || str_is(name, "era") ||
	    str_is(name, "ey"))
		take_year(l, p, name, s);
	else if (str_is(name, "m"))
		p->m = when_number(s);
	else if (str_is(name, "d"))
		p->d = ordinal(l, s);
	else if (str_is(name, "nth"))
		p->nth = str_is(when_word(l, "nthword", s), "last")
				 ? -1
				 : ordinal(l, s);
	else if (str_is(name, "nthlast"))
		p->nth = -ordinal(l, s);
	else if (str_is(name, "week"))
		p->week_number = number_of(l, s);
	else if (str_is(name, "yw"))
		p->y = number_of(l, s) * 100 + (p->y != PART_NONE ? p->y : 0);
	else if (str_is(name, "yn"))
		p->y = (p->y != PART_NONE ? p->y : 0) + number_of(l, s);
	else if (str_is(name, "yt"))
		p->y = when_number(when_word(l, "thousand", s)) +
		       (p->y != PART_NONE ? p->y : 0);
	else if (str_is(name, "yd"))
		take_decade(p, when_number(when_word(l, "decade", s)));
	else if (str_is(name, "cent"))
		p->y = ordinal(l, s) * 100 - 100;
	else if (str_is(name, "m2"))
		p->m2 = when_number(s);
	else if (str_is(name, "d2"))
		p->d2 = ordinal(l, s);
	else if (str_is(name, "mw"))
		p->m = when_number(when_word(l, "monthname", s));
	else if (str_is(name, "mw2"))
		p->m2 = when_number(when_word(l, "monthname", s));
	else if (str_is(name, "wd"))
		p->wd = when_number(when_word(l, "weekday", s).n
					    ? when_word(l, "weekday", s)
					    : when_word(l, "weekdays", s));
	else if (str_is(name, "third"))
		take_third(p, when_word(l, "third", s));
	else if (str_is(name, "season"))
		p->season = when_word(l, "season", s);
	else if (str_is(name, "half"))
		p->half = when_word(l, "half", s).n
				  ? when_number(when_word(l, "half", s))
				  : ordinal(l, s);
	else if (str_is(name, "q"))
		p->q = ordinal(l, s);
	else if (str_is(name, "part"))
		p->part = when_word(l, "part", s);
	else if (str_is(name, "early"))
		when_said_part(p, when_word(l, "early", s));
	else if (str_is(name, "bound"))
		p->bound = when_word(l, "bound", s);
	else if (str_is(name, "side"))
		p->bound = when_word(l, "side", s);
	else if (str_is(name, "ye"))
		p->year_end = when_word(l, "yearend", s).n
				      ? when_word(l, "yearend", s)
				      : s;
	else if (str_is(name, "hol"))
		take_holiday(l, p, s);
}

void when_said_part(struct parts *p, str w)
{
	if (str_is(w, "LATER"))
		p->mod = STR("END");
	else if (str_is(w, "EARLIER"))
		p->mod = STR("START");
	else if (str_is(w, "CLOSE")) {
		p->part = STR("END");
		p->close = true;
	} else
		p->part = w;
}

static str without_dot(str s)
{
	return s.n && s.p[s.n - 1] == '.' ? str_cut(s, 0, s.n - 1) : s;
}

/* What the rule says that no word of it does. */
static void by_rule(str value, struct parts *p)
{
	p->way.last |= p->dir > 0;
	if (str_is(value, "either") && p->m > 12 && p->d <= 12) {
		int m = p->d; /* 25/11: the day first */

		p->d = p->m;
		p->m = m;
	} else if (str_is(value, "half")) {
		p->n = 0.5;
	} else if (str_is(value, "quarter hour")) {
		p->n = 0.25;
	} else if (str_is(value, "three quarters")) {
		p->n = 0.75;
	} else if (str_is(value, "vague")) {
		p->n_vague = true;
		p->n = 0;
	} else if (str_is(value, "about")) {
		p->mod = STR("APPROX");
	} else if (str_is(value, "one")) {
		p->n = 1;
	} else if (str_is(value, "this year")) {
		p->ry = (struct shift){ .by = 0 };
	} else if (str_is(value, "after next")) {
		p->sh.by = 1;
		p->other = true;
	} else if (str_is(value, "asked")) {
		p->asked = p->recent = true;
	} else if (str_is(value, "vague")) {
		p->n_vague = true;
	} else if (str_is(value, "within")) {
		p->bound = STR("within");
		p->dir = 1;
		p->sh.by = PART_NONE;
	} else if (str_is(value, "in")) {
		p->in = true;
		p->dir = 1;
		p->way.last = false;
		p->sh.by = PART_NONE;
	} else if (str_starts(value, STR("bc"))) {
		p->bc = value.n > 2 ? 2 : 1;
	} else if (str_is(value, "quarter")) {
		p->unit = STR("Q");
	} else if (str_is(value, "this decade")) {
		p->unit = STR("DE");
	}
}

void when_parts(const struct when_lang *l, str text, const struct when_rule *r,
		const struct hit *h, struct parts *p)
{
	clear(p);
	p->words = h->at;
	p->weekend = str_is(r->value, "weekend");
	p->fiscal = str_is(r->value, "fiscal");
	p->decade = str_is(r->value, "decade");
	p->clock = str_is(r->value, "clock");
	p->recent = str_is(r->value, "recent");
	p->week_of = str_is(r->value, "week of");
	p->generic = str_is(r->value, "generic");
	p->rest = str_is(r->value, "rest");
	p->century = str_is(r->value, "century");
	p->dir = str_is(r->value, "-1") ? -1 : str_is(r->value, "1") ? 1 : 0;
	if (str_is(r->value, "0 last"))
		p->rd = (struct shift){ .last = true };
	for (uint32_t i = 0; i < h->n_captures; i++) {
		const struct capture *c = &h->captures[i];
		str s = str_trim(str_span(text, c->at));

		if (s.n == 0)
			continue;
		if (str_is(c->name, "tail"))
			p->words.to = c->at.from;
		else
			take(l, p, c->name,
			     str_is(c->name, "mw") ? without_dot(s) : s);
	}
	while (p->words.to > p->words.from && text.p[p->words.to - 1] == ' ')
		p->words.to--;
	if (p->ss != PART_NONE && p->mi == PART_NONE)
		p->mi = 0;
	by_rule(r->value, p);
	if (p->recent && p->n < 0 && !p->n_vague &&
	    (str_is(p->unit, "Q") || str_is(p->unit, "DE") ||
	     str_is(p->unit, "C")))
		p->recent = false; /* the last quarter */
	if (p->recent && p->n < 0 && !p->n_vague && p->plural) {
		p->n_vague = true; /* the coming weeks */
		p->n = 0;
	}
	if (p->recent && p->sh.by != PART_NONE) {
		p->dir = p->sh.by < 0 || (p->asked && !p->sh.by) ? -1 : 1;
		p->sh.by = PART_NONE;
	}
}
