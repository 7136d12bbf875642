/* when_resolve.c - the interval that the parts of a date mean.
 *
 * Order: what the words say -> the heading above -> the publication -> the
 * date told last. Without a publication a month and day of a chronology take
 * the year told last; with none the year stays open (T003). A date is never
 * made finer than its words. */
#include "extract/when_priv.h"

#define AHEAD 200      /* days that a date without year may lie ahead */
#define AHEAD_MONTH 31 /* and so near a month */
#define AHEAD_NEAR 60  /* so near ahead a day needs no word of the future */

static void set_day(struct time_mention *t, day from, day to)
{
	t->from = from;
	t->to = to;
	t->precision = PRECISION_DAY;
}

static void set_month(struct time_mention *t, int y, int m)
{
	t->from = day_of(y, m, 1);
	t->to = day_of(y, m, days_in_month(y, m));
	t->precision = PRECISION_MONTH;
}

static void set_year(struct time_mention *t, int y)
{
	t->from = day_of(y, 1, 1);
	t->to = day_of(y, 12, 31);
	t->precision = PRECISION_YEAR;
}

static str basis_day(const struct when_state *s, const char *word, day d)
{
	return arena_printf(s->d->arena, "%s %.*s", word,
			    STR_FMT(day_text(s->d->arena, d)));
}

/* ---- years */

static int full_year(const struct when_state *s, int y)
{
	int now = s->pub != DAY_NONE ? day_civil(s->pub).y : 2026;

	if (y >= 100)
		return y;
	y += now - now % 100;
	return y > now + 20 ? y - 100 : y;
}

day when_anchor(const struct when_state *s, struct shift sh)
{
	if (sh.last && s->last != DAY_NONE)
		return s->last;
	return s->pub != DAY_NONE ? s->pub : s->last;
}

/* A date with nothing around it in the whole text: what a person typed, not a
 * line of a report. It is one to come. */
static bool alone(const struct when_state *s, const struct parts *p)
{
	return s->d->sentences.n == 1 &&
	       p->words.from <= s->sentence.from + 3 &&
	       p->words.to + 12 >= s->sentence.to && !when_past(s, p->words);
}

/* English, in a text of one sentence, which tells nothing of the past: a
 * request. The sentences of a report tell what was unless they say otherwise.
 */
static bool asks_ahead(const struct when_state *s, const struct parts *p)
{
	return s->d->lang == LANG_EN && s->d->sentences.n == 1 &&
	       !when_past(s, p->words);
}

/* In a sentence that tells nothing of the past the nearest such day is meant.
 */
static int open_year(const struct when_state *s, const struct parts *p, int y,
		     int m, int d)
{
	int ahead = (alone(s, p) && (!d || p->named || p->hol.n)) ||
				    when_future(s, p->words)
			    ? 365
			    : 182;
	day at = day_of(y, m, d ? d : 1);
	day end = day_of(y, m, d ? d : days_in_month(y, m));

	if (end < s->pub - (365 - ahead))
		return y + 1;
	return at > s->pub + ahead ? y - 1 : y;
}

/* The year of a month (and day, 0 = none) told without one. */
static int guess_year(struct when_state *s, const struct parts *p, int m, int d,
		      str *basis)
{
	day at, from = s->heading;
	struct civil c;
	int y;

	if (s->heading != DAY_NONE && !s->in_heading) {
		c = day_civil(s->heading);
		*basis = arena_printf(s->d->arena, "heading %.*s",
				      STR_FMT(s->heading_text));
		if (m - c.m > 6)
			return c.y - 1;
		return c.m - m > 6 ? c.y + 1 : c.y;
	}
	if (s->pub == DAY_NONE) {
		if (from == DAY_NONE)
			from = s->last;
		if (from == DAY_NONE)
			return PART_NONE;
		c = day_civil(from);
		*basis = basis_day(s, "date told last", from);
		return c.m - m > 6 ? c.y + 1 : c.y;
	}
	y = when_told_year(s, m, d);
	if (y != PART_NONE) {
		*basis = basis_day(s, "date told last", s->last);
		return y;
	}
	*basis = basis_day(s, "published", s->pub);
	y = day_civil(s->pub).y;
	at = day_of(y, m, d ? d : 1);
	if (s->d->lang == LANG_EN &&
	    (str_is(p->bound, "since") || when_was(s, p->words)))
		return at > s->pub ? y - 1 : y;
	if (alone(s, p) || (s->d->lang == LANG_EN && !when_past(s, p->words)))
		return open_year(s, p, y, m, d);
	if (at > s->pub + (d			   ? AHEAD_NEAR
			   : s->d->lang == LANG_EN ? AHEAD_MONTH
						   : 0) &&
	    (at > s->pub + AHEAD || !when_future(s, p->words)))
		return y - 1;
	if (at < s->pub - 200 && when_future(s, p->words) &&
	    day_of(y + 1, m, d ? d : 1) < s->pub + 120)
		return y + 1;
	return y;
}

static int year_of(struct when_state *s, const struct parts *p, int m, int d,
		   str *basis)
{
	if (p->y != PART_NONE) {
		*basis = STR("explicit");
		return full_year(s, p->y);
	}
	if (p->ry.by != PART_NONE) {
		day a = when_anchor(s, p->ry);

		if (p->ry.last && s->year != PART_NONE) {
			*basis = STR("year told last");
			return s->year + p->ry.by;
		}
		if (a == DAY_NONE)
			return PART_NONE;
		*basis = basis_day(
			s, p->ry.last ? "date told last" : "published", a);
		return day_civil(a).y + p->ry.by;
	}
	return m ? guess_year(s, p, m, d, basis) : PART_NONE;
}

/* ---- days */

/* A day of the month alone: the month of the heading, of the date told last
 * in this paragraph, or the one that puts it nearest before publication. */
static bool day_alone(struct when_state *s, const struct parts *p,
		      struct time_mention *t)
{
	/* what is asked or planned by a day lies before the reader, not in
	 * the past that was told last */
	bool near_last = s->last != DAY_NONE && s->last_explicit &&
			 s->last_paragraph == s->paragraph &&
			 (s->pub == DAY_NONE || s->d->lang == LANG_EN ||
			  when_goes_on(s, p)) &&
			 (s->pub == DAY_NONE || s->last > s->pub - 60 ||
			  !when_future(s, p->words)) &&
			 !(str_is(p->bound, "by") && s->pub != DAY_NONE &&
			   s->last < s->pub - 60);
	day base = s->pub;
	struct civil c;

	near_last |= when_beside(s, p);
	if (s->heading != DAY_NONE && !s->in_heading) {
		base = s->heading;
		t->basis = arena_printf(s->d->arena, "heading %.*s",
					STR_FMT(s->heading_text));
	} else if (near_last || s->pub == DAY_NONE) {
		base = s->last;
		t->basis = base == DAY_NONE
				   ? STR("none")
				   : basis_day(s, "date told last", base);
	} else {
		t->basis = basis_day(s, "published", base);
	}
	if (base == DAY_NONE)
		return false;
	if (s->d->lang == LANG_EN && s->until != DAY_NONE &&
	    day_civil(s->until).d == p->d && s->until > base - 60) {
		t->basis = basis_day(s, "date told last", s->until);
		set_day(t, s->until, s->until); /* … or end on the 7th */
		return true;
	}
	if (base == s->pub && when_told_before(s, p, t))
		return true;
	if (p->wd != PART_NONE && s->d->lang == LANG_EN &&
	    when_on_weekday(p, base, t))
		return true;
	c = day_civil(base);
	if (base == s->pub && base != DAY_NONE && alone(s, p))
		c.m += p->d < c.d; /* asked for: the next such day */
	else if (base == s->pub && p->d > c.d && when_month_before(s, p, c.d))
		c.m--;
	else if (base == s->pub && p->d + 15 < c.d &&
		 when_future(s, p->words) &&
		 (str_is(p->bound, "by") || str_is(p->bound, "until")))
		c.m++;
	else if (base != s->pub && p->d < c.d - 20)
		c.m++;
	c.y += c.m < 1 ? -1 : c.m > 12 ? 1 : 0;
	c.m = c.m < 1 ? 12 : c.m > 12 ? 1 : c.m;
	when_agree_weekday(&c, p);
	if (!day_is_valid(c.y, c.m, p->d))
		return false;
	set_day(t, day_of(c.y, c.m, p->d), day_of(c.y, c.m, p->d));
	return true;
}

/* last Christmas, next 4 July */
static int shifted_year(struct when_state *s, const struct parts *p, str *basis)
{
	int y = day_civil(s->pub).y;
	day d = p->hol.n ? when_feast(p, y)
			 : day_of(y, p->m, p->d > 28 ? 28 : p->d);

	*basis = basis_day(s, "published", s->pub);
	if (p->sh.by < 0 && d >= s->pub)
		return y - 1;
	return p->sh.by > 0 && d <= s->pub ? y + 1 : y;
}

static bool holiday(struct when_state *s, const struct parts *p,
		    struct time_mention *t)
{
	int y = p->y == PART_NONE && p->ry.by == PART_NONE && s->pub != DAY_NONE
			? day_civil(s->pub).y
			: year_of(s, p, 0, 0, &t->basis);
	day d = y == PART_NONE ? DAY_NONE : when_feast(p, y);
	struct civil c;

	if (str_is(p->hol, "open")) { /* of another calendar */
		t->value = STR("XXXX");
		t->basis = STR("none");
		return true;
	}
	if (d == DAY_NONE)
		return false;
	if (p->y == PART_NONE && p->ry.by == PART_NONE) {
		c = day_civil(d);
		y = p->sh.by != PART_NONE ? shifted_year(s, p, &t->basis)
					  : year_of(s, p, c.m, c.d, &t->basis);
		d = when_feast(p, y);
	}
	if (d == DAY_NONE)
		return false;
	set_day(t, d, d + (p->hol_days > 1 ? p->hol_days - 1 : 0));
	return d != DAY_NONE;
}

static bool month_and_day(struct when_state *s, const struct parts *p,
			  struct time_mention *t)
{
	int y, m2 = p->m2 != PART_NONE ? p->m2 : p->m;

	if (p->m < 1 || p->m > 12 || p->d < 1 || p->d > 31)
		return false;
	y = p->sh.by != PART_NONE && p->y == PART_NONE && s->pub != DAY_NONE
		    ? shifted_year(s, p, &t->basis)
		    : year_of(s, p, p->m, p->d, &t->basis);
	if (y == PART_NONE) { /* said, but no year can be worked out */
		diag_add(&s->d->diags, DIAG_T003, p->words, STR_NONE);
		if (s->d->lang == LANG_EN && p->d > days_in_month(2000, p->m))
			return false;
		t->precision = PRECISION_DAY;
		t->value =
			arena_printf(s->d->arena, "XXXX-%02d-%02d", p->m, p->d);
		return true;
	}
	if (s->d->lang == LANG_EN && p->wd != PART_NONE && p->y == PART_NONE &&
	    p->ry.by == PART_NONE)
		y = when_year_of_weekday(s, p, y);
	while (s->d->lang == LANG_EN && p->m == 2 && p->d == 29 &&
	       p->y == PART_NONE && p->ry.by == PART_NONE &&
	       !day_is_valid(y, 2, 29))
		y--; /* the last one there was */
	if (!day_is_valid(y, p->m, p->d)) {
		diag_add(&s->d->diags, DIAG_T004, p->words, STR_NONE);
		return false;
	}
	set_day(t, day_of(y, p->m, p->d), day_of(y, p->m, p->d));
	if (p->d2 != PART_NONE) {
		int y2 = p->y2 != PART_NONE ? full_year(s, p->y2)
			 : m2 < p->m	    ? y + 1
					    : y;

		if (day_is_valid(y2, m2, p->d2))
			t->to = day_of(y2, m2, p->d2);
		if (t->to < t->from)
			return false;
	}
	if (p->wd != PART_NONE && day_weekday(t->from) != p->wd)
		diag_add(&s->d->diags, DIAG_T001, p->words, STR_NONE);
	return true;
}

static void narrow_third(struct time_mention *t, int y, int m, int third)
{
	static const int first[] = { 1, 11, 21 };

	t->from = day_of(y, m, first[third - 1]);
	t->to = third == 3 ? day_of(y, m, days_in_month(y, m))
			   : day_of(y, m, first[third - 1] + 9);
	t->precision = PRECISION_PART;
}

static bool month(struct when_state *s, const struct parts *p,
		  struct time_mention *t)
{
	int y, third = p->third;

	if (p->m < 1 || p->m > 12)
		return false;
	y = p->sh.by != PART_NONE && s->pub != DAY_NONE
		    ? PART_NONE
		    : year_of(s, p, p->m, 0, &t->basis);
	if (p->sh.by != PART_NONE && s->pub != DAY_NONE) {
		struct civil c = day_civil(s->pub);

		t->basis = basis_day(s, "published", s->pub);
		y = c.y;
		if (p->sh.by < 0 && p->m >= c.m)
			y--;
		if (p->sh.by > 0 && p->m <= c.m)
			y++;
	}
	if (y == PART_NONE) {
		t->precision = PRECISION_MONTH;
		t->value = arena_printf(s->d->arena, "XXXX-%02d", p->m);
		return true;
	}
	set_month(t, y, p->m);
	if (p->part.n)
		third = str_is(p->part, "START") ? 1
			: str_is(p->part, "MID") ? 2
						 : 3;
	if (third >= 1 && third <= 3)
		narrow_third(t, y, p->m, third);
	if (p->half == 1 || p->half == 2) {
		int end = days_in_month(y, p->m);

		set_day(t, t->from + (p->half == 2 ? end / 2 : 0),
			p->half == 2 ? t->to : t->from + end / 2 - 1);
		t->value = STR_NONE;
	}
	if (p->m2 >= 1 && p->m2 <= 12) {
		int y2 = p->y2 != PART_NONE ? full_year(s, p->y2)
			 : p->m2 < p->m	    ? y + 1
					    : y;

		t->to = day_of(y2, p->m2, days_in_month(y2, p->m2));
	}
	return true;
}

/* ---- parts of a year */

static void months(struct time_mention *t, int y, int from, int to,
		   enum precision precision)
{
	t->from = day_of(y, from, 1);
	t->to = day_of(y, to, days_in_month(y, to));
	t->precision = precision;
}

static bool year(struct when_state *s, const struct parts *p,
		 struct time_mention *t)
{
	int y = year_of(s, p, 0, 0, &t->basis);

	if (y == PART_NONE && p->fiscal && p->sh.by != PART_NONE &&
	    s->pub != DAY_NONE) {
		y = day_civil(s->pub).y - (day_civil(s->pub).m < 4) + p->sh.by;
		t->basis = basis_day(s, "published", s->pub);
	}
	if (y == PART_NONE && s->pub != DAY_NONE &&
	    (p->q != PART_NONE || p->season.n)) {
		y = day_civil(s->pub).y;
		if (p->sh.by != PART_NONE && p->season.n) {
			when_season(t, y, p->season);
			y += p->sh.by < 0 && t->to >= s->pub	 ? -1
			     : p->sh.by > 0 && t->from <= s->pub ? 1
								 : 0;
		}
		t->basis = basis_day(s, "published", s->pub);
	}
	if (y == PART_NONE || y < 100 || y > 2999)
		return false;
	set_year(t, y);
	if (p->fiscal) {
		day now = when_anchor(s, p->ry);

		/* in March this year's is the one that began in April */
		if (p->ry.by != PART_NONE && now != DAY_NONE)
			y -= day_civil(now).m < 4;
		t->from = day_of(y, 4, 1);
		t->to = day_of(y + 1, 3, 31);
		if (str_is(p->part, "LAST"))
			months(t, y + 1, 3, 3, PRECISION_PART);
		else if (p->half == 1)
			t->to = day_of(y, 9, 30);
		else if (p->half == 2)
			t->from = day_of(y, 10, 1);
		if (s->d->lang == LANG_JA)
			return true;
	}
	if (p->y2 != PART_NONE)
		t->to = day_of(p->y2 < 100 ? y - y % 100 + p->y2 : p->y2, 12,
			       31);
	if (p->season.n)
		when_season(t, y, p->season);
	else if (p->half == 1 || p->half == 2)
		months(t, y, p->half * 6 - 5, p->half * 6, PRECISION_HALF);
	else if (p->q >= 1 && p->q <= 4)
		months(t, y, p->q * 3 - 2, p->q * 3, PRECISION_QUARTER);
	else if (str_is(p->part, "LAST"))
		months(t, y, 12, 12, PRECISION_PART);
	else if (p->part.n)
		months(t, y,
		       str_is(p->part, "START") ? 1
		       : str_is(p->part, "MID") ? 5
						: 9,
		       str_is(p->part, "START") ? 4
		       : str_is(p->part, "MID") ? 8
						: 12,
		       PRECISION_PART);
	return t->to >= t->from;
}

static bool decade(struct when_state *s, const struct parts *p,
		   struct time_mention *t)
{
	int y = full_year(s, p->y);

	if (p->short_year && p->y >= 40 && p->y < 100)
		y = 1900 + p->y;
	t->from = day_of(y, 1, 1);
	t->to = day_of(y + 9, 12, 31);
	t->precision = PRECISION_DECADE;
	if (y % 100 == 0 && y < 2000 && s->d->lang == LANG_EN) {
		t->to = day_of(y + 99, 12, 31); /* the 1800s */
		t->precision = PRECISION_YEAR;
	}
	t->basis = STR("explicit");
	return true;
}

/* ---- against an anchor */

static day week_start(day d)
{
	return d - (day_weekday(d) + 6) % 7;
}

static bool week(struct when_state *s, const struct parts *p,
		 struct time_mention *t)
{
	struct shift sh =
		p->rw.by != PART_NONE ? p->rw : (struct shift){ .by = 0 };
	day a = when_anchor(s, sh);

	if (s->heading != DAY_NONE && !s->in_heading && !sh.last)
		a = s->heading; /* an entry of a chronology tells its own now */
	if (a == DAY_NONE)
		return false;
	t->basis =
		basis_day(s, a == s->pub ? "published" : "date told last", a);
	t->from = week_start(a) + 7 * sh.by;
	t->to = t->from + 6;
	t->precision = PRECISION_WEEK;
	if (p->weekend && sh.by == 0 && s->d->lang == LANG_EN &&
	    day_weekday(a) % 6 && when_past(s, p->words) &&
	    !when_future(s, p->words)) {
		t->from -= 7; /* what was over the weekend, told on Monday */
		t->to -= 7;
	}
	if (p->weekend) {
		t->value =
			arena_printf(s->d->arena, "%.*s-WE",
				     STR_FMT(when_date_value(s->d->arena, t)));
		t->from += 5;
	}
	if (!p->weekend && p->part.n && p->wd == PART_NONE) {
		/* its value stays the week; from and to are its first or last
		 * days */
		t->value = when_date_value(s->d->arena, t);
		if (str_is(p->part, "START"))
			t->to -= 4;
		else if (str_is(p->part, "END"))
			t->from += 4;
		else if (str_is(p->part, "MID"))
			t->from += 1, t->to -= 2;
	}
	for (int k = 0; p->d != PART_NONE && k < 7; k++)
		if (day_civil(t->from + k).d == p->d) {
			set_day(t, t->from + k, t->from + k);
			return true;
		}
	if (p->d != PART_NONE)
		return false;
	if (p->wd != PART_NONE)
		set_day(t, t->from + (p->wd + 6) % 7,
			t->from + (p->wd + 6) % 7);
	return true;
}

/* A weekday alone: the last one up to publication, or the next by tense. */
static bool weekday(struct when_state *s, const struct parts *p,
		    struct time_mention *t)
{
	day a = s->pub != DAY_NONE ? s->pub : s->last, d;
	int back;

	if (s->heading != DAY_NONE && !s->in_heading)
		a = s->heading;
	if (a == DAY_NONE)
		return false;
	back = (day_weekday(a) - p->wd + 7) % 7;
	d = a - back;
	if (p->sh.near)
		d = p->sh.by < 0 ? a - (back ? back : 7) : a + 7 - back;
	else if (p->sh.by == -1 && s->d->lang == LANG_EN && back >= 5)
		d = a - back; /* last Monday, on a Sunday */
	else if (p->sh.by == -1 && s->d->lang == LANG_EN)
		d = week_start(a) - 7 + (p->wd + 6) % 7;
	else if (p->sh.by == 1 && s->d->lang == LANG_EN && !p->other)
		d = week_start(a) + 7 + (p->wd + 6) % 7;
	else if (p->sh.by == -1 && back == 0)
		d -= 7;
	else if (p->sh.by == 1)
		d = a + (back ? 7 - back : 7) + (p->other ? 7 : 0);
	else if (p->sh.by == 0)
		d = week_start(a) + (p->wd + 6) % 7;
	else if (p->sh.by != -1 && s->d->lang == LANG_JA && alone(s, p))
		d = a + 7 - back;
	else if (p->sh.by != -1 && back && s->d->lang == LANG_EN &&
		 !(str_is(p->bound, "since") && s->d->sentences.n > 1) &&
		 (str_is(p->bound, "by") ||
		  (str_is(p->bound, "from") && !when_past(s, p->words)) ||
		  when_future(s, p->words) || asks_ahead(s, p)))
		d = a + 7 - back;
	t->basis =
		basis_day(s, a == s->pub ? "published" : "date told last", a);
	set_day(t, d, d);
	return true;
}

static bool rel_day(struct when_state *s, const struct parts *p,
		    struct time_mention *t)
{
	day a = when_day_told(s, p, when_anchor(s, p->rd));

	if (s->heading != DAY_NONE && !s->in_heading)
		a = s->heading;
	if (a == DAY_NONE)
		return false;
	t->basis =
		basis_day(s, a == s->pub ? "published" : "date told last", a);
	set_day(t, a + p->rd.by, a + p->rd.by);
	if (a == s->last && p->rd.last && p->rd.by == 0) {
		t->to = s->last_to; /* as vague as what was told */
		t->precision = s->last_precision;
	}
	return true;
}

static bool rel_month(struct when_state *s, const struct parts *p,
		      struct time_mention *t)
{
	day a = when_anchor(s, p->rm);
	struct civil c;
	int n;

	if (a == DAY_NONE)
		return false;
	c = day_civil(a);
	n = c.y * 12 + c.m - 1 + p->rm.by;
	t->basis = basis_day(s, p->rm.last ? "date told last" : "published", a);
	set_month(t, n / 12, n % 12 + 1);
	if (p->third >= 1 && p->third <= 3)
		narrow_third(t, n / 12, n % 12 + 1, p->third);
	else if (str_is(p->part, "END"))
		narrow_third(t, n / 12, n % 12 + 1, 3);
	else if (str_is(p->part, "START"))
		narrow_third(t, n / 12, n % 12 + 1, 1);
	if (p->d != PART_NONE) {
		int d2 = p->d2 != PART_NONE ? p->d2 : p->d;

		if (!day_is_valid(n / 12, n % 12 + 1, p->d) || d2 < p->d ||
		    !day_is_valid(n / 12, n % 12 + 1, d2))
			return false;
		set_day(t, t->from + p->d - 1, t->from + d2 - 1);
	}
	return true;
}

static bool year_end(struct when_state *s, const struct parts *p,
		     struct time_mention *t)
{
	day a = s->pub != DAY_NONE ? s->pub : s->last;
	struct civil c;

	if (a == DAY_NONE)
		return false;
	c = day_civil(a);
	t->basis = basis_day(s, "published", a);
	if (str_starts(p->year_end, STR("year"))) {
		set_year(t, c.y);
		if (p->year_end.n > 5)
			months(t, c.y, str_has(p->year_end, STR("end")) ? 9 : 1,
			       str_has(p->year_end, STR("end")) ? 12 : 4,
			       PRECISION_PART);
	} else if (str_starts(p->year_end, STR("month")))
		narrow_third(t, c.y, c.m,
			     str_has(p->year_end, STR("end")) ? 3 : 1);
	else if (str_starts(p->year_end, STR("day"))) {
		set_day(t, a, a);
		t->type = TIME_TIME;
		t->value = arena_printf(s->d->arena, "%.*sT23:59:59",
					STR_FMT(day_text(s->d->arena, a)));
	} else if (str_starts(p->year_end, STR("年度"))) {
		int y = c.m < 4 ? c.y : c.y + 1; /* it ends in March */

		t->from = str_is(p->year_end, "年度末") ? day_of(y, 3, 1)
							: day_of(y - 1, 4, 1);
		t->to = day_of(y, 3, 31);
		t->precision = str_is(p->year_end, "年度末") ? PRECISION_MONTH
							     : PRECISION_YEAR;
	} else if (str_starts(p->year_end, STR("年末")))
		set_month(t, c.y, 12);
	else if (str_starts(p->year_end, STR("年内")))
		set_year(t, c.y);
	else if (str_starts(p->year_end, STR("年明け")))
		set_month(t, c.m > 6 ? c.y + 1 : c.y, 1);
	else if (str_starts(p->year_end, STR("月末")))
		narrow_third(t, c.y, c.m, 3);
	else if (str_starts(p->year_end, STR("月内")))
		set_month(t, c.y, c.m);
	else if (str_starts(p->year_end, STR("週内"))) {
		t->from = week_start(a);
		t->to = t->from + 6;
		t->precision = PRECISION_WEEK;
	} else
		return false;
	return true;
}

static void reference(const struct when_state *s, const struct parts *p,
		      struct time_mention *t)
{
	t->value = str_is(p->ref, "MOMENT") ? STR("PRESENT_REF") : p->ref;
	if (s->pub == DAY_NONE)
		return;
	t->basis = basis_day(s, "published", s->pub);
	if ((str_is(p->ref, "PRESENT_REF") && !p->generic) ||
	    str_is(p->ref, "MOMENT"))
		t->from = t->to = s->pub;
	if (str_is(p->ref, "MOMENT") && s->pub_minute >= 0) {
		t->type = TIME_TIME;
		t->precision = PRECISION_MINUTE;
		t->value = arena_printf(s->d->arena, "%.*sT%02d:%02d:%02d",
					STR_FMT(day_text(s->d->arena, s->pub)),
					s->pub_minute / 60, s->pub_minute % 60,
					s->pub_second);
	}
}

static bool calendar(struct when_state *s, const struct parts *p,
		     struct time_mention *t);

static bool has_date(const struct parts *p)
{
	return p->d != PART_NONE || p->m != PART_NONE || p->wd != PART_NONE ||
	       p->rd.by != PART_NONE || p->rw.by != PART_NONE ||
	       p->rm.by != PART_NONE || p->hol.n || p->nth;
}

/* A time of day alone belongs to the day told last. */
static bool clock(struct when_state *s, const struct parts *p,
		  struct time_mention *t)
{
	day a = s->last != DAY_NONE && s->last_paragraph == s->paragraph
			? s->last
			: s->pub;

	struct parts q = *p;

	if (s->d->lang == LANG_EN && s->pub != DAY_NONE && a > s->pub &&
	    when_past(s, p->words) && !when_future(s, p->words))
		a = s->pub;
	if (p->hh == PART_NONE && p->generic)
		return true;
	if (p->hh == PART_NONE ? !p->tod.n
			       : p->hh > (s->d->lang == LANG_JA ? 30 : 24) ||
					 (p->mi != PART_NONE && p->mi > 59))
		return false;
	q.clock = false;
	if (has_date(&q)) {
		if (!calendar(s, &q, t))
			return false;
	} else if (a != DAY_NONE) {
		if (a == s->pub && alone(s, p) && s->pub_minute >= 0 &&
		    when_minute(p) != PART_NONE && !p->tod.n &&
		    when_minute(p) < s->pub_minute)
			a++; /* 3:20, said at half past four */
		set_day(t, a, a);
		t->basis = basis_day(s, "date told last", a);
	}
	t->precision = p->mi == PART_NONE ? PRECISION_HOUR : PRECISION_MINUTE;
	return true;
}

/* Last quarter, this decade. */
static bool unit_shifted(struct when_state *s, const struct parts *p,
			 struct time_mention *t)
{
	struct civil c;
	int n;

	if (s->pub == DAY_NONE)
		return false;
	c = day_civil(s->pub);
	t->basis = basis_day(s, "published", s->pub);
	if (str_is(p->unit, "Q")) {
		n = c.y * 4 + (c.m - 1) / 3 + p->sh.by;
		months(t, n / 4, n % 4 * 3 + 1, n % 4 * 3 + 3,
		       PRECISION_QUARTER);
	} else {
		int size = str_is(p->unit, "C") ? 100 : 10;

		n = c.y / size + p->sh.by;
		t->from = day_of(n * size, 1, 1);
		t->to = day_of(n * size + size - 1, 12, 31);
		t->precision = size == 10 ? PRECISION_DECADE : PRECISION_YEAR;
	}
	return true;
}

/* The third Monday of May, the last week of 2030. */
static bool nth(struct when_state *s, const struct parts *p,
		struct time_mention *t)
{
	struct parts q = *p;

	q.nth = 0;
	q.unit = STR_NONE;
	q.wd = PART_NONE;
	q.tod = STR_NONE;
	if (!has_date(&q) && q.y == PART_NONE && q.ry.by == PART_NONE) {
		if (s->d->lang != LANG_JA || p->wd == PART_NONE)
			return false;
		q.rm = (struct shift){ .by = 0 }; /* of the running month */
	}
	return calendar(s, &q, t) && when_nth(p, t);
}

/* The week of May 5; week 33. */
static bool week_at(struct when_state *s, const struct parts *p,
		    struct time_mention *t)
{
	struct parts q = *p;

	if (p->week_number > 0) {
		int y = p->y == PART_NONE && p->ry.by == PART_NONE &&
					s->pub != DAY_NONE
				? day_civil(s->pub).y
				: year_of(s, p, 0, 0, &t->basis);

		if (y == PART_NONE || p->week_number > 53)
			return false;
		t->from =
			week_start(day_of(y, 1, 4)) + 7 * (p->week_number - 1);
	} else {
		q.week_of = false;
		if (!has_date(&q) || !calendar(s, &q, t))
			return false;
		if (t->from == DAY_NONE)
			return t->value.n > 0;
		t->value = STR_NONE;
		t->from = week_start(t->from);
	}
	t->to = t->from + 6;
	t->precision = PRECISION_WEEK;
	return true;
}

static bool calendar(struct when_state *s, const struct parts *p,
		     struct time_mention *t)
{
	if (p->rest)
		return when_rest(s, p, t);
	if (p->bc)
		return when_before_christ(s->d->arena, p, t);
	if (p->clock || (p->tod.n && p->generic))
		return clock(s, p, t);
	if (p->nth)
		return nth(s, p, t);
	if (p->week_of || p->week_number > 0)
		return week_at(s, p, t);
	if (p->hol.n)
		return holiday(s, p, t);
	if (p->sh.by != PART_NONE &&
	    (str_is(p->unit, "Q") || str_is(p->unit, "DE") ||
	     str_is(p->unit, "C")))
		return unit_shifted(s, p, t);
	if (p->century)
		return when_century(p, t);
	if (p->decade)
		return decade(s, p, t);
	if (p->dir)
		return when_counted(s, p, t);
	if (p->year_end.n && has_date(p) &&
	    str_starts(p->year_end, STR("day"))) {
		struct parts q = *p;

		q.year_end = STR_NONE; /* the end of the day Saturday */
		q.close = true;
		return calendar(s, &q, t) && when_day_closes(s, &q, t);
	}
	if (p->year_end.n)
		return year_end(s, p, t);
	if (p->rd.by != PART_NONE)
		return rel_day(s, p, t);
	if (p->rm.by != PART_NONE)
		return rel_month(s, p, t);
	if (p->rw.by != PART_NONE || p->weekend)
		return week(s, p, t);
	if (p->m != PART_NONE)
		return p->d != PART_NONE ? month_and_day(s, p, t)
					 : month(s, p, t);
	if (p->d != PART_NONE) {
		struct parts q = *p;

		if (p->d < 1 || p->d > 31 || !day_alone(s, p, t))
			return false;
		if (p->d2 == PART_NONE)
			return true;
		q.m = day_civil(t->from).m;
		q.y = day_civil(t->from).y;
		return month_and_day(s, &q, t);
	}
	if (p->wd != PART_NONE)
		return weekday(s, p, t);
	return year(s, p, t);
}

bool when_resolve(struct when_state *s, const struct parts *p,
		  struct time_mention *t)
{
	if (t->type == TIME_DURATION || t->type == TIME_SET) {
		if (t->type == TIME_DURATION && p->n < 0 && !p->n_vague &&
		    !p->recent)
			return false;
		return true;
	}
	if (p->ref.n) {
		reference(s, p, t);
		return true;
	}
	if (!calendar(s, p, t) && !when_unanchored(s, p, t))
		return false;
	when_day_closes(s, p, t);
	if (t->from != DAY_NONE && p->bound.n)
		when_bound(s, p, t);
	return true;
}
