/* when_named.c - days with a name, the nth day or week of a time, years without
 * a day of ours, and what is said against a day that nobody told. */
#include "extract/when_priv.h"

#include <stdlib.h>

/* Easter Sunday of the Gregorian year (the anonymous computus of 1876). */
static day easter(int y)
{
	int a = y % 19, b = y / 100, c = y % 100;
	int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
	int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
	int m = (a + 11 * h + 22 * l) / 451;
	int k = h + l - 7 * m + 114;

	return day_of(y, k / 31, k % 31 + 1);
}

/* The nth weekday of a month; nth < 0 counts from its end. */
static day weekday_of(int y, int m, int wd, int nth)
{
	int last = days_in_month(y, m);
	day first = day_of(y, m, 1), end = day_of(y, m, last);

	if (nth > 0)
		return first + (wd - day_weekday(first) + 7) % 7 +
		       7 * (nth - 1);
	return end - (day_weekday(end) - wd + 7) % 7 + 7 * (nth + 1);
}

/* 2019: 10-27 11-14: one day a year; 00-00 is none. */
static day listed(str value, int y)
{
	int first = when_number(str_cut(value, 0, 4));
	size_t at = 6 + 6 * (size_t)(y - first);
	int m, d;

	if (first == PART_NONE || y < first || at + 5 > value.n)
		return DAY_NONE;
	m = when_number(str_cut(value, at, at + 2));
	d = when_number(str_cut(value, at + 3, at + 5));
	return day_is_valid(y, m, d) ? day_of(y, m, d) : DAY_NONE;
}

day when_feast(const struct parts *p, int y)
{
	day d = when_holiday(p->hol, y);

	if (d == DAY_NONE)
		return d;
	d += p->hol_by;
	if (p->hol_before != PART_NONE)
		d -= (day_weekday(d) - p->hol_before + 6) % 7 + 1;
	return d;
}

day when_holiday(str value, int y)
{
	str rest = value, head;
	int m, d, nth;

	if (str_starts(value, STR("easter"))) {
		long n = str_to_long(str_cut(value, 7, value.n));

		if (value.n < 8 || n < 0)
			return easter(y);
		return easter(y) + (value.p[6] == '-' ? -(int)n : (int)n);
	}
	if (value.n > 5 && value.p[4] == ':')
		return listed(value, y);
	head = str_token(&rest, '-');
	m = when_number(head);
	if (m < 1 || m > 12)
		return DAY_NONE;
	head = str_token(&rest, '*');
	d = when_number(head);
	if (!rest.n)
		return day_is_valid(y, m, d) ? day_of(y, m, d) : DAY_NONE;
	head = str_token(&rest, '+');
	nth = str_is(head, "last") ? -1 : when_number(head);
	return weekday_of(y, m, d, nth) + (rest.n ? when_number(rest) : 0);
}

/* The first six months of 2030, the last ten days of May. */
static bool first_or_last(const struct parts *p, struct time_mention *t)
{
	int n = (int)p->n, m;
	struct civil c;

	if (str_is(p->unit, "D") || str_is(p->unit, "W")) {
		n *= str_is(p->unit, "W") ? 7 : 1;
		if (t->from + n - 1 > t->to)
			return false;
		if (p->nth > 0)
			t->to = t->from + n - 1;
		else
			t->from = t->to - n + 1;
		return true;
	}
	n *= str_is(p->unit, "Q") ? 3 : 1;
	if (!str_is(p->unit, "M") && !str_is(p->unit, "Q"))
		return false;
	c = day_civil(p->nth > 0 ? t->from : t->to);
	m = c.m + (p->nth > 0 ? n - 1 : 1 - n);
	if (m < 1 || m > 12)
		return false;
	if (p->nth > 0)
		t->to = day_of(c.y, m, days_in_month(c.y, m));
	else
		t->from = day_of(c.y, m, 1);
	t->precision = PRECISION_MONTH;
	return true;
}

int when_year_of_weekday(const struct when_state *s, const struct parts *p,
			 int y)
{
	static const int near[] = { 0, 1, -1 };

	for (size_t i = 0; i < COUNT(near); i++) {
		int k = y + near[i];
		day d = day_is_valid(k, p->m, p->d) ? day_of(k, p->m, p->d)
						    : DAY_NONE;

		if (d == DAY_NONE || day_weekday(d) != p->wd)
			continue;
		if (!i || (s->pub != DAY_NONE && abs(d - s->pub) < 300 &&
			   (d >= s->pub || !when_future(s, p->words))))
			return k;
	}
	return y;
}

bool when_nth(const struct parts *p, struct time_mention *t)
{
	int n = p->nth;
	day from = t->from, to = t->to, d;

	if (from == DAY_NONE || to == DAY_NONE)
		return false;
	t->precision = PRECISION_DAY;
	if (p->n >= 1)
		return first_or_last(p, t);
	if (p->wd != PART_NONE) {
		d = n > 0 ? from + (p->wd - day_weekday(from) + 7) % 7 +
				    7 * (n - 1)
			  : to - (day_weekday(to) - p->wd + 7) % 7 +
				    7 * (n + 1);
		t->from = t->to = d;
	} else if (str_is(p->unit, "D")) {
		t->from = t->to = n > 0 ? from + n - 1 : to + n + 1;
	} else if (str_is(p->unit, "W") || str_is(p->unit, "WE")) {
		/* the week of the month's or year's first Thursday is the
		 * first, as ISO counts the weeks of a year */
		day thursday = n > 0 ? from + (4 - day_weekday(from) + 7) % 7 +
					       7 * (n - 1)
				     : to - (day_weekday(to) - 4 + 7) % 7 +
					       7 * (n + 1);

		t->from = thursday - 3;
		t->to = thursday + 3;
		t->precision = PRECISION_WEEK;
		if (str_is(p->unit, "WE")) {
			t->from += 5;
			t->precision = PRECISION_DAY;
		}
		return t->from <= to && t->to >= from;
	} else if (str_is(p->unit, "M")) {
		struct civil c = day_civil(from);
		int m = n > 0 ? n : 13 + n;

		if (m < 1 || m > 12)
			return false;
		t->from = day_of(c.y, m, 1);
		t->to = day_of(c.y, m, days_in_month(c.y, m));
		t->precision = PRECISION_MONTH;
	} else {
		return false;
	}
	return t->from >= from && t->to <= to;
}

bool when_before_christ(struct arena *a, const struct parts *p,
			struct time_mention *t)
{
	if (p->y < 1)
		return false;
	t->value = p->bc == 1 ? arena_printf(a, "BC%04d", p->y)
			      : arena_printf(a, "BC%02dXX", p->y - 1);
	t->basis = STR("explicit");
	return true;
}

bool when_century(const struct parts *p, struct time_mention *t)
{
	if (p->y < 0 || p->y > 9900)
		return false;
	t->from = day_of(p->y, 1, 1);
	t->to = day_of(p->y + 99, 12, 31);
	t->precision = PRECISION_YEAR;
	t->basis = STR("explicit");
	return true;
}

void when_agree_weekday(struct civil *c, const struct parts *p)
{
	static const int tries[] = { 0, -1, 1, -2, 2, -3, 3 };

	if (p->wd == PART_NONE) {
		/* the 31st of a short month is that of the one before */
		if (!day_is_valid(c->y, c->m, p->d) && p->d <= 31) {
			c->y -= c->m == 1;
			c->m = c->m == 1 ? 12 : c->m - 1;
		}
		return;
	}
	for (size_t i = 0; i < COUNT(tries); i++) {
		int k = c->y * 12 + c->m - 1 + tries[i];
		int y = k / 12, m = k % 12 + 1;

		if (!day_is_valid(y, m, p->d) ||
		    day_weekday(day_of(y, m, p->d)) != p->wd)
			continue;
		c->y = y;
		c->m = m;
		return;
	}
}

bool when_unanchored(const struct when_state *s, const struct parts *p,
		     struct time_mention *t)
{
	struct arena *a = s->d->arena;

	if (s->pub != DAY_NONE || s->last != DAY_NONE)
		return false;
	t->from = t->to = DAY_NONE;
	if (p->clock && p->hh != PART_NONE && p->hh <= 30)
		return true; /* the hour is known */
	if (p->y != PART_NONE && p->m != PART_NONE && p->d != PART_NONE)
		return false; /* no such day */
	if (p->hol.n || p->week_of || p->nth || p->y != PART_NONE || p->hh > 24)
		t->value = STR("XXXX");
	else if (p->wd != PART_NONE && p->rw.by == PART_NONE &&
		 p->sh.by == PART_NONE && p->d == PART_NONE)
		t->value = arena_printf(a, "XXXX-WXX-%d", p->wd ? p->wd : 7);
	else if (p->d != PART_NONE && p->m == PART_NONE && p->d <= 31)
		t->value = arena_printf(a, "XXXX-XX-%02d", p->d);
	else if (p->season.n)
		t->value = arena_printf(a, "XXXX-%.*s", STR_FMT(p->season));
	else if (p->q != PART_NONE && p->ry.by == PART_NONE)
		t->value = arena_printf(a, "XXXX-Q%d", p->q);
	else if (p->rd.by != PART_NONE)
		t->value = p->rd.by < 0	  ? STR("PAST_REF")
			   : p->rd.by > 0 ? STR("FUTURE_REF")
					  : STR("PRESENT_REF");
	else if (p->m == PART_NONE)
		t->value = p->rw.by > 0 || p->rm.by > 0 || p->ry.by > 0 ||
					   p->sh.by > 0 || p->dir > 0
				   ? STR("FUTURE_REF")
				   : STR("PAST_REF");
	else
		return false;
	t->basis = STR("none");
	return true;
}

bool when_day_closes(const struct when_state *s, const struct parts *p,
		     struct time_mention *t)
{
	if (p->close && t->type == TIME_DATE && t->from != DAY_NONE &&
	    t->from == t->to && t->precision == PRECISION_DAY && !p->hol.n) {
		t->type = TIME_TIME;
		t->value =
			arena_printf(s->d->arena, "%.*sT23:59:59",
				     STR_FMT(day_text(s->d->arena, t->from)));
	}
	return true;
}

void when_season(struct time_mention *t, int y, str name)
{
	int m = str_is(name, "SP")   ? 3
		: str_is(name, "SU") ? 6
		: str_is(name, "FA") ? 9
				     : 12;
	int end = m == 12 ? 2 : m + 2;

	t->from = day_of(y, m, 1);
	y += m == 12;
	t->to = day_of(y, end, days_in_month(y, end));
	t->precision = PRECISION_SEASON;
}
