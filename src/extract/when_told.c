/* when_told.c - what the words of a Japanese report owe to what it told before.
 */
#include "extract/when_priv.h"

#define NEAR_AHEAD 10 /* a day without a verb is the nearer one */

bool when_told_before(const struct when_state *s, const struct parts *p,
		      struct time_mention *t)
{
	for (uint32_t i = s->m->times.n; s->d->lang == LANG_JA && i-- > 0;) {
		const struct time_mention *x = &s->m->times.v[i];
		day d = x->from != DAY_NONE ? x->from : x->to;

		if (x->type == TIME_DURATION || x->type == TIME_SET ||
		    x->precision < PRECISION_DAY || d == DAY_NONE ||
		    (x->from != DAY_NONE && x->to != DAY_NONE &&
		     x->from != x->to) ||
		    day_civil(d).d != p->d || d < s->pub - 45 ||
		    d > s->pub + 45)
			continue;
		t->from = t->to = d;
		t->precision = PRECISION_DAY;
		return p->wd == PART_NONE || day_weekday(d) == p->wd;
	}
	return false;
}

day when_day_told(const struct when_state *s, const struct parts *p, day a)
{
	str words = str_span(s->d->text, p->words);

	if (s->d->lang != LANG_JA || a != s->last || !p->rd.last ||
	    s->last_day == DAY_NONE)
		return a;
	return str_starts(words, STR("同日")) ||
			       str_starts(words, STR("当日")) ||
			       (s->last_precision < PRECISION_DAY &&
				(p->rd.by ||
				 s->last_precision <= PRECISION_MONTH))
		       ? s->last_day
		       : a;
}

int when_told_year(const struct when_state *s, int m, int d)
{
	struct civil c;

	if (s->d->lang != LANG_JA || s->last_year == PART_NONE ||
	    s->last == DAY_NONE || s->last_paragraph != s->paragraph)
		return PART_NONE;
	c = day_civil(s->last);
	if (c.y != s->last_year || m < c.m ||
	    day_of(c.y, m, d && d < 29 ? d : 1) > s->pub)
		return PART_NONE;
	return c.y;
}

bool when_goes_on(const struct when_state *s, const struct parts *p)
{
	struct civil c = day_civil(s->last);

	return s->last_precision >= PRECISION_DAY && p->d >= c.d &&
	       (s->last + p->d - c.d <= s->pub || when_future(s, p->words));
}

bool when_month_before(const struct when_state *s, const struct parts *p,
		       int today)
{
	if (when_undecided(s, p->words) &&
	    (p->d <= today + NEAR_AHEAD || p->bound.n))
		return false;
	return !when_future(s, p->words) ||
	       (s->d->lang == LANG_JA && p->d > today + 15 &&
		str_starts(str_span(s->d->text,
				    (span){ p->words.to, s->sentence.to }),
			   STR("の")));
}

bool when_beside(const struct when_state *s, const struct parts *p)
{
	static const char *const words[] = { "と", "か",   "・",
					     "や", "及び", "および" };
	const struct time_mention *x;
	str gap;

	if (s->d->lang != LANG_JA || !s->m->times.n)
		return false;
	x = &s->m->times.v[s->m->times.n - 1];
	if (x->precision < PRECISION_DAY || x->from == DAY_NONE ||
	    x->from != s->last || x->at.from < s->sentence.from ||
	    x->at.to > p->words.from || p->d < day_civil(x->from).d)
		return false;
	gap = str_trim(str_span(s->d->text, (span){ x->at.to, p->words.from }));
	for (size_t i = 0; i < COUNT(words); i++)
		if (str_is(gap, words[i]))
			return true;
	return s->last_explicit && str_is(gap, "、");
}
