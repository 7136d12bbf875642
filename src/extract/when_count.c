/* when_count.c - lengths, and dates that are counted from another. */
#include "extract/when_priv.h"

#include <math.h>
#include <stdlib.h>

enum { YEARS, MONTHS, WEEKS, DAYS, HOURS, MINUTES, SECONDS, UNITS };

/* TIMEX3 letters; how many of the next finer unit that P1.5 takes. */
static const struct {
	const char *name, *letter;
	double finer;
	int next;
} units[UNITS] = {
	[YEARS] = { "Y", "Y", 12, MONTHS },
	[MONTHS] = { "M", "M", 30, DAYS },
	[WEEKS] = { "W", "W", 7, DAYS },
	[DAYS] = { "D", "D", 24, HOURS },
	[HOURS] = { "H", "H", 60, MINUTES },
	[MINUTES] = { "MIN", "M", 60, SECONDS },
	[SECONDS] = { "S", "S", 1, SECONDS },
};

static const struct {
	const char *name;
	int unit, times;
} wholes[] = {
	{ "DE", YEARS, 10 }, { "C", YEARS, 100 }, { "Q", MONTHS, 3 },
	{ "FN", WEEKS, 2 },  { "WE", WEEKS, 1 },
};

static void add(double counts[UNITS], double n, str unit)
{
	int u = DAYS;

	for (size_t i = 0; i < COUNT(wholes); i++)
		if (str_is(unit, wholes[i].name)) {
			counts[wholes[i].unit] += n * wholes[i].times;
			return;
		}
	for (int i = 0; i < UNITS; i++)
		if (str_is(unit, units[i].name))
			u = i;
	if (n != floor(n) && (u == YEARS ? n * 12 == floor(n * 12)
					 : u != SECONDS && u != MONTHS)) {
		counts[u] += floor(n);
		add(counts, (n - floor(n)) * units[u].finer,
		    str_of(units[units[u].next].name));
		return;
	}
	counts[u] += n;
}

static void counts_of(const struct parts *p, double counts[UNITS])
{
	for (int i = 0; i < UNITS; i++)
		counts[i] = 0;
	add(counts, p->n < 0 ? 1 : p->n + (p->half_unit ? 0.5 : 0),
	    p->unit.n ? p->unit : STR("D"));
	if (p->n2 > 0 && p->unit2.n && !str_eq(p->unit2, p->unit))
		add(counts, p->n2, p->unit2);
	for (int i = 0; i < p->n_more; i++)
		add(counts, p->more[i].n, p->more[i].unit);
}

static str number(struct arena *a, double n)
{
	if (fabs(n - round(n)) < 1e-6)
		return arena_printf(a, "%ld", (long)round(n));
	return arena_printf(a, "%g", n);
}

str when_length(struct arena *a, const struct parts *p)
{
	str out = STR("P");
	double counts[UNITS];
	bool clock = false;

	counts_of(p, counts);
	if (p->n_vague) {
		for (int i = 0; i < UNITS; i++)
			if (str_is(p->unit, units[i].name))
				return arena_printf(a, "P%sX%s",
						    i >= HOURS ? "T" : "",
						    units[i].letter);
		return arena_printf(a, "PX%.*s", STR_FMT(p->unit));
	}
	if (counts[WEEKS] > 0 && out.n == 1)
		for (int i = 0; i < UNITS; i++)
			if (i != WEEKS && counts[i] > 0) {
				counts[DAYS] += 7 * counts[WEEKS];
				counts[WEEKS] = 0;
			}
	for (int i = 0; i < UNITS; i++) {
		if (counts[i] <= 0)
			continue;
		out = arena_printf(a, "%.*s%s%.*s%s", STR_FMT(out),
				   i >= HOURS && !clock ? "T" : "",
				   STR_FMT(number(a, counts[i])),
				   units[i].letter);
		clock |= i >= HOURS;
	}
	return out.n > 1 ? out : STR("P0D");
}

bool when_of_clock(const struct parts *p)
{
	double counts[UNITS];

	counts_of(p, counts);
	return counts[HOURS] + counts[MINUTES] + counts[SECONDS] > 0;
}

/* ---- counted dates */

static day add_months(day d, int n)
{
	struct civil c = day_civil(d);
	int k = c.y * 12 + c.m - 1 + n;
	int y = k / 12, m = k % 12 + 1;
	int last = days_in_month(y, m);

	return day_of(y, m, c.d > last ? last : c.d);
}

/* d so many counts on (sign -1: back); the clock counts go to *minute,
 * PART_NONE when they are none. */
static day moved_by(day d, const double counts[UNITS], int sign, int start,
		    long *second)
{
	double s =
		counts[HOURS] * 3600 + counts[MINUTES] * 60 + counts[SECONDS];
	double months = counts[YEARS] * 12 + counts[MONTHS];

	d = add_months(d, sign * (int)floor(months));
	d += sign * (int)(counts[WEEKS] * 7 + counts[DAYS] +
			  (months - floor(months)) * 30);
	*second = (long)start + sign * (long)s;
	while (*second < 0) {
		*second += 86400;
		d--;
	}
	while (*second >= 86400) {
		*second -= 86400;
		d++;
	}
	return d;
}

static bool too_far(const double counts[UNITS])
{
	return counts[YEARS] > 4000 || counts[MONTHS] > 40000 ||
	       counts[WEEKS] > 100000 || counts[DAYS] > 700000 ||
	       counts[HOURS] > 1e6 || counts[MINUTES] > 1e7 ||
	       counts[SECONDS] > 1e8;
}

static bool in_years(day d)
{
	int y = day_civil(d).y;

	return y >= 1 && y <= 9999;
}

static void set(struct time_mention *t, day from, day to, enum precision x)
{
	t->from = from;
	t->to = to;
	t->precision = x;
}

/* How far the words are to be trusted: three years ago is a year. */
static void coarse(struct time_mention *t, day d, const double counts[UNITS])
{
	struct civil c = day_civil(d);
	day monday = d - (day_weekday(d) + 6) % 7;

	if (counts[DAYS] > 0)
		set(t, d, d, PRECISION_DAY);
	else if (counts[WEEKS] > 0)
		set(t, monday, monday + 6, PRECISION_WEEK);
	else if (counts[MONTHS] > 0)
		set(t, day_of(c.y, c.m, 1),
		    day_of(c.y, c.m, days_in_month(c.y, c.m)), PRECISION_MONTH);
	else
		set(t, day_of(c.y, 1, 1), day_of(c.y, 12, 31), PRECISION_YEAR);
}

static str instant(struct arena *a, day d, long second)
{
	if (second % 60)
		return arena_printf(a, "%.*sT%02ld:%02ld:%02ld",
				    STR_FMT(day_text(a, d)), second / 3600,
				    second / 60 % 60, second % 60);
	return arena_printf(a, "%.*sT%02ld:%02ld", STR_FMT(day_text(a, d)),
			    second / 3600, second / 60 % 60);
}

static void basis(const struct when_state *s, struct time_mention *t, day a)
{
	t->basis = arena_printf(s->d->arena, "%s %.*s",
				s->counted_from != DAY_NONE ? "counted from"
				: a == s->pub		    ? "published"
							    : "date told last",
				STR_FMT(day_text(s->d->arena, a)));
}

/* So many working days on or back. */
static day working(day d, const struct parts *p)
{
	for (int n = p->n < 1 ? 1 : (int)p->n; n > 0;) {
		int wd;

		d += p->dir;
		wd = day_weekday(d);
		n -= wd != 0 && wd != 6;
	}
	return d;
}

/* The last two quarters, the next three decades: whole ones, beside the one
 * that the day is in. */
static bool whole(const struct parts *p, struct time_mention *t, day a)
{
	int months = str_is(p->unit, "Q")    ? 3
		     : str_is(p->unit, "DE") ? 120
		     : str_is(p->unit, "C")  ? 1200
					     : 0;
	struct civil c = day_civil(a);
	int at = c.y * 12 + c.m - 1, from, to, n = (int)p->n;

	if (!months || n > 40)
		return false;
	at -= at % months;
	from = p->dir < 0 ? at - n * months : at + months;
	to = from + n * months - 1;
	if (from < 12 || to >= 9999 * 12)
		return false;
	set(t, day_of(from / 12, from % 12 + 1, 1),
	    day_of(to / 12, to % 12 + 1, days_in_month(to / 12, to % 12 + 1)),
	    PRECISION_DAY);
	return true;
}

/* The past or the coming so-and-so long, and within …: an interval that ends
 * or begins at the day it counts from. */
static bool stretch(struct when_state *s, const struct parts *p,
		    struct time_mention *t, day a, int start)
{
	struct arena *arena = s->d->arena;
	double counts[UNITS];
	long second;
	day b;

	counts_of(p, counts);
	if (too_far(counts))
		return false;
	b = str_is(p->unit, "BD") ? working(a, p)
				  : moved_by(a, counts, p->dir, start, &second);
	if (!in_years(b))
		return false;
	if (p->recent && s->d->lang == LANG_EN && p->n >= 1 && whole(p, t, a))
		return true;
	if (counts[HOURS] + counts[MINUTES] + counts[SECONDS] > 0) {
		str x = instant(arena, a, start), y = instant(arena, b, second);

		set(t, p->dir < 0 ? b : a, p->dir < 0 ? a : b, PRECISION_DAY);
		t->type = TIME_TIME;
		if (p->dir < 0 && p->n == 1 && !p->half_unit && p->n2 < 0 &&
		    !str_is(p->unit, "H") &&
		    second % (str_is(p->unit, "S") ? 1 : 60) == 0) {
			t->value = y; /* the minute itself */
			t->precision = PRECISION_MINUTE;
			return true;
		}
		t->value = p->dir < 0 ? arena_printf(arena, "%.*s/%.*s",
						     STR_FMT(y), STR_FMT(x))
				      : arena_printf(arena, "%.*s/%.*s",
						     STR_FMT(x), STR_FMT(y));
		return true;
	}
	if (p->dir < 0)
		set(t, b, a - 1, PRECISION_DAY);
	else if (p->recent && !str_is(p->bound, "within"))
		set(t, a + 1, b, PRECISION_DAY);
	else if (p->runs)
		set(t, a, b - 1, PRECISION_DAY);
	else
		set(t, a, b, PRECISION_DAY);
	return t->from <= t->to;
}

/* Tuesday the 19th: of the month nearest to the base where it is one. */
bool when_on_weekday(const struct parts *p, day base, struct time_mention *t)
{
	struct civil c = day_civil(base);
	day best = DAY_NONE;

	for (int n = -11; n <= 11; n++) {
		int k = c.y * 12 + c.m - 1 + n;
		day d;

		if (!day_is_valid(k / 12, k % 12 + 1, p->d))
			continue;
		d = day_of(k / 12, k % 12 + 1, p->d);
		if (day_weekday(d) == p->wd &&
		    (best == DAY_NONE || abs(d - base) < abs(best - base)))
			best = d;
	}
	if (best != DAY_NONE)
		set(t, best, best, PRECISION_DAY);
	return best != DAY_NONE;
}

/* The rest of the week: from the day of publication to its end. */
bool when_rest(struct when_state *s, const struct parts *p,
	       struct time_mention *t)
{
	day a = s->pub;
	struct civil c;

	if (a == DAY_NONE)
		return false;
	c = day_civil(a);
	basis(s, t, a);
	if (str_is(p->unit, "W"))
		set(t, a, a + (7 - day_weekday(a)) % 7, PRECISION_DAY);
	else if (str_is(p->unit, "M"))
		set(t, a, day_of(c.y, c.m, days_in_month(c.y, c.m)),
		    PRECISION_DAY);
	else if (str_is(p->unit, "Y"))
		set(t, a, day_of(c.y, 12, 31), PRECISION_DAY);
	else
		set(t, a, a, PRECISION_DAY);
	if (str_is(p->unit, "D") && s->pub_minute >= 0) {
		str text = day_text(s->d->arena, a);

		t->type = TIME_TIME;
		t->value = arena_printf(s->d->arena,
					"%.*sT%02d:%02d/%.*sT23:59:59",
					STR_FMT(text), s->pub_minute / 60,
					s->pub_minute % 60, STR_FMT(text));
	}
	return true;
}

/* Do words of an event stand before a term? 停戦から10日以内に */
static bool after_event(const struct when_state *s, const struct parts *p)
{
	static const char *const words[] = { "から", "後", "の", "より",
					     "後、" };
	str before =
		str_span(s->d->text, (span){ s->sentence.from, p->words.from });

	for (size_t i = 0; i < COUNT(words); i++) {
		str w = str_of(words[i]);

		if (before.n >= w.n &&
		    str_eq(str_cut(before, before.n - w.n, before.n), w))
			return true;
	}
	return false;
}

/* Japanese tells the length as such: without a day to count from that is what
 * is known. */
static bool only_length(const struct when_state *s, const struct parts *p,
			day a)
{
	bool one = s->d->sentences.n == 1;

	if (s->d->lang != LANG_JA || p->n < 0)
		return false;
	if (p->in)
		return !one || when_past(s, p->words);
	if (p->asked)
		return !one;
	if (str_is(p->bound, "within")) /* or from a day told long ago */
		return s->counted_from == DAY_NONE &&
		       (after_event(s, p) ||
			(s->last != DAY_NONE && s->last < a - 31 &&
			 s->last_paragraph == s->paragraph));
	return a == DAY_NONE && !p->n_vague && !p->recent &&
	       p->words.from == s->sentence.from &&
	       p->words.to == s->sentence.to;
}

day when_lasting(const struct parts *length, day from)
{
	double counts[UNITS];
	long second;
	day to;

	counts_of(length, counts);
	if (length->n_vague || length->n < 0 || too_far(counts) ||
	    counts[HOURS] + counts[MINUTES] + counts[SECONDS] > 0)
		return DAY_NONE;
	to = moved_by(from, counts, 1, 0, &second) - 1;
	return in_years(to) && to >= from ? to : DAY_NONE;
}

/* Two Mondays ago, two Mondays from now. */
static bool weekdays_on(const struct when_state *s, const struct parts *p,
			struct time_mention *t)
{
	day a = when_anchor(s, p->way), d;
	int back, n = p->n < 1 ? 1 : (int)p->n;

	if (a == DAY_NONE || p->n_vague || p->n > 60)
		return false;
	back = (day_weekday(a) - p->wd + 7) % 7;
	d = p->dir < 0 ? a - (back ? back : 7) - 7 * (n - 1)
		       : a + 7 - back + 7 * (n - 1);
	basis(s, t, a);
	set(t, d, d, PRECISION_DAY);
	t->value = day_text(s->d->arena, d);
	return true;
}

bool when_counted(struct when_state *s, const struct parts *p,
		  struct time_mention *t)
{
	if (p->wd != PART_NONE && p->n >= 0 && s->d->lang == LANG_EN)
		return weekdays_on(s, p, t);

	day a = s->counted_from != DAY_NONE ? s->counted_from
					    : when_anchor(s, p->way);
	int start = s->pub_minute >= 0 ? s->pub_minute * 60 + s->pub_second : 0;
	double counts[UNITS];
	long second;
	day d;

	if (only_length(s, p, a)) {
		t->type = TIME_DURATION;
		t->value = when_length(s->d->arena, p);
		t->basis = STR("none");
		if (!p->mod.n)
			t->mod = str_is(p->bound, "within")
					 ? STR("EQUAL_OR_LESS")
				 : p->in || p->asked ? STR_NONE
				 : p->dir < 0	     ? STR("BEFORE")
						     : STR("AFTER");
		return true;
	}
	if (a == DAY_NONE || p->n_vague || (p->n < 0 && !p->recent)) {
		t->value = p->dir < 0 ? STR("PAST_REF") : STR("FUTURE_REF");
		if (when_of_clock(p))
			t->type = TIME_TIME;
		return true;
	}
	if (s->counted_from != DAY_NONE)
		start = s->counted_minute * 60;
	basis(s, t, a);
	if (p->recent || p->runs || str_is(p->bound, "within"))
		return stretch(s, p, t, a, start);
	counts_of(p, counts);
	if (too_far(counts))
		return false;
	d = str_is(p->unit, "BD") ? working(a, p)
				  : moved_by(a, counts, p->dir, start, &second);
	if (!in_years(d))
		return false;
	if (counts[HOURS] + counts[MINUTES] + counts[SECONDS] > 0) {
		set(t, d, d, PRECISION_MINUTE);
		t->type = TIME_TIME;
		if (s->counted_from != DAY_NONE || s->pub_minute >= 0)
			t->value = instant(s->d->arena, d, second);
		else
			set(t, a, a, PRECISION_DAY);
		return true;
	}
	coarse(t, d, counts);
	if (p->wd != PART_NONE && t->precision == PRECISION_WEEK) {
		d = t->from + (p->wd + 6) % 7; /* Monday in two weeks */
		set(t, d, d, PRECISION_DAY);
	}
	if (s->counted_from != DAY_NONE)
		set(t, d, d, PRECISION_DAY);
	t->value = day_text(s->d->arena, d);
	if (s->d->lang == LANG_JA && str_is(p->mod, "MORE_THAN")) {
		/* two weeks ago or more */
		t->mod = p->dir < 0 ? STR("BEFORE") : STR("AFTER");
		set(t, p->dir < 0 ? DAY_NONE : d, p->dir < 0 ? d : DAY_NONE,
		    PRECISION_DAY);
	}
	return true;
}
