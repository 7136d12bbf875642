/* event_date.c - when an event was: its own words, else the heading above,
 * else the sentence before; else left open. */
#include "extract/event_priv.h"

enum { UNTIL = 160 };

uint32_t event_time_at(const struct telling *t, uint32_t byte)
{
	uint32_t i = times_from(t->m, byte);

	return i < t->m->times.n && t->m->times.v[i].at.from == byte ? i
								     : NO_REF;
}

bool event_time_ends(const struct telling *t, uint32_t byte)
{
	uint32_t i = times_from(t->m, byte);

	return i > 0 && t->m->times.v[i - 1].at.to == byte;
}

/* 21年から: how long something lasts, not when something else was. */
static bool since(const struct telling *t, span at)
{
	str rest = str_cut(t->low, at.to, t->low.n);

	return str_starts(rest, STR("から")) ||
	       str_ends(str_span(t->low, at), STR("から")) ||
	       str_starts(rest, STR("以来"));
}

bool event_has_time(const struct telling *t, span in)
{
	for (uint32_t i = times_from(t->m, in.from);
	     i < t->m->times.n && t->m->times.v[i].at.from < in.to; i++) {
		const struct time_mention *x = &t->m->times.v[i];

		if (x->type != TIME_DURATION && !x->metadata &&
		    !(t->d->lang == LANG_JA &&
		      str_ends(str_span(t->low, x->at), STR("年内"))) &&
		    event_time_names_day(x) && !str_is(x->value, "PRESENT_REF"))
			return true;
	}
	return false;
}

/* 21年から拘束していた人: it lasted. */
static bool lasted(const struct telling *t, const struct trigger *g)
{
	return t->d->lang == LANG_JA &&
	       (str_ends(str_span(t->low, g->at), STR("ていた")) ||
		str_starts(str_cut(t->low, g->at.to, t->low.n),
			   STR("していた")));
}

/* Is x a day of the month or year told before? */
static bool within(const struct time_mention *x, const struct time_mention *of)
{
	return x->precision >= PRECISION_DAY && of->precision < PRECISION_DAY &&
	       x->from != DAY_NONE && of->from != DAY_NONE &&
	       of->to != DAY_NONE && x->from >= of->from && x->from <= of->to;
}

/* The nearest date in the stretch; one in front of the predicate first in
 * Japanese. */
static uint32_t nearest(const struct telling *t, const struct trigger *g,
			span in)
{
	uint32_t best = NO_REF, distance = UINT32_MAX;

	for (uint32_t i = times_from(t->m, in.from);
	     i < t->m->times.n && t->m->times.v[i].at.to <= in.to; i++) {
		const struct time_mention *x = &t->m->times.v[i];
		uint32_t far;

		if (!event_time_usable(t, x, g))
			continue;
		far = x->at.to <= g->at.from   ? g->at.from - x->at.to
		      : x->at.from >= g->at.to ? x->at.from - g->at.to
					       : 0;
		/* 協議を29日に開催する: between the noun and its verb */
		if (x->at.from >= g->at.to && x->at.to <= g->verb)
			far = 0;
		else if (x->at.from >= g->at.to && t->d->lang == LANG_JA)
			far += 4096;
		/* 4日、9日までに…求めた: the day it was asked */
		if (x->deadline && t->d->lang == LANG_JA)
			far += 8192;
		if (!g->lasting && !lasted(t, g) && since(t, x->at))
			far += 2048;
		/* signed the rules of the 2019 treaty: of the thing */
		if (t->d->lang == LANG_EN && x->at.from > g->at.from &&
		    x->at.to < g->at.to)
			far += 2048;
		/* 12月、…の不調により12月22日から: the day within the month */
		if (best != NO_REF && t->d->lang == LANG_JA &&
		    x->at.to <= g->at.from && within(x, &t->m->times.v[best])) {
			best = i;
			distance = 0;
			continue;
		}
		if (far < distance) {
			best = i;
			distance = far;
		}
	}
	return best;
}

/* Media tell: the first date is theirs, the others of what they tell. */
static uint32_t first_of(const struct telling *t, const struct trigger *g,
			 span in)
{
	for (uint32_t i = times_from(t->m, in.from);
	     i < t->m->times.n && t->m->times.v[i].at.to <= in.to; i++)
		if (event_time_usable(t, &t->m->times.v[i], g))
			return i;
	return NO_REF;
}

/* May the date of the sentence before be this one's too? Not of 今回, nor of
 * what had been before; in English a day only. */
static bool carries(const struct telling *t, const struct trigger *g)
{
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	bool to_the_day =
		t->m->times.v[t->last_time].precision >= PRECISION_DAY;
	uint32_t from = g->at.from > 26 ? g->at.from - 26 : 0;
	str front, near;

	/* 求めている: no day's doing */
	if (t->d->lang == LANG_JA && g->rule->speech && g->lasting)
		return false;
	/* 先週末から協議していた。一致した: of no one day */
	if (t->d->lang == LANG_JA && !event_is_joint(g->rule) &&
	    t->m->times.v[t->last_time].to == DAY_NONE)
		return false;
	/* 2008年に合意した。…と語った: not said in that year */
	if (t->d->lang == LANG_JA && g->rule->speech && !g->rule->both &&
	    t->m->times.v[t->last_time].precision < PRECISION_MONTH)
		return false;
	if (t->d->lang == LANG_JA)
		return !ja_before_that(t, g) &&
		       (to_the_day ||
			!str_starts(str_span(t->low, s->at), STR("今回")));
	if (from < s->at.from)
		from = s->at.from;
	front = str_cut(t->low, from, g->at.from);
	near = str_cut(t->low, from, from + UNTIL);
	if (str_has(near, STR(" until ")) || str_has(near, STR(" since ")))
		return false;
	/* is demanding: goes on, on no one day */
	return to_the_day && g->status != STATUS_ONGOING &&
	       !str_ends(front, STR(" had ")) &&
	       !str_has(front, STR(" had previously ")) &&
	       !str_has(front, STR(" had already ")) &&
	       !str_has(front, STR(" had earlier "));
}

/* 訪問も要請した: one more point of what the sentence before told, so its
 * date may stand one sentence farther off. */
static uint32_t one_more(const struct telling *t, const struct trigger *g)
{
	return t->d->lang == LANG_JA && g->verbal &&
	       str_ends(str_cut(t->low, g->clause.from, g->at.from), STR("も"));
}

/* 会談が中止となった: that day it came to nothing; 中止を発表した, 中止された
 * leave open for when it had been set. */
static bool without_day(const struct telling *t, const struct trigger *g,
			const struct event_mention *x)
{
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	str rest = str_cut(t->low, g->at.to, s->at.to);

	if (!event_was_called_off(g->rule, x->status))
		return false;
	return !str_has(rest, STR("中止となっ")) &&
	       !str_has(rest, STR("中止になっ")) &&
	       !str_has(rest, STR("延期となっ")) &&
	       !str_has(rest, STR("延期になっ"));
}

/* won elections two years later: its time is a length from another. */
static bool later_than_told(const struct telling *t, const struct trigger *g)
{
	for (uint32_t i = times_from(t->m, g->at.to);
	     i < t->m->times.n && t->m->times.v[i].at.from < g->clause.to; i++)
		if (str_ends(str_span(t->low, t->m->times.v[i].at),
			     STR(" later")))
			return !str_has(str_cut(t->low, g->at.to,
						t->m->times.v[i].at.from),
					STR(" and "));
	return false;
}

static bool gone_by(const struct telling *t, const struct time_mention *x)
{
	return t->d->published != DAY_NONE && x->to != DAY_NONE &&
	       x->to < t->d->published;
}

void event_date(struct telling *t, const struct trigger *g,
		struct event_mention *x)
{
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	span near = s->at;

	x->from = x->to = DAY_NONE;
	x->date_basis = STR("none");
	/* a sentence of many kilobytes is no clause */
	if (near.from + 1200 < g->at.from)
		near.from = g->at.from - 1200;
	if (near.to > g->at.to + 1200)
		near.to = g->at.to + 1200;
	if (t->d->lang == LANG_EN && later_than_told(t, g))
		return;
	x->time = str_is(g->rule->kind, "report") ||
				  (t->d->lang == LANG_JA &&
				   str_is(g->rule->kind, "statement") &&
				   g->rule->both)
			  ? first_of(t, g, near)
			  : nearest(t, g, g->clause);
	if (x->time != NO_REF) {
		x->date_basis = STR("own phrase");
	} else {
		/* a date behind a Japanese clause is of the next predicate */
		if (t->d->lang == LANG_JA && s->kind == SENTENCE_BODY)
			near.to = g->clause.to;
		x->time = nearest(t, g, near);
		if (x->time != NO_REF)
			x->date_basis = STR("sentence");
		/* a day gone by that other words tell is of no plan */
		if (x->time != NO_REF && t->d->lang == LANG_EN &&
		    (x->status == STATUS_PLANNED ||
		     x->status == STATUS_HYPOTHETICAL) &&
		    gone_by(t, &t->m->times.v[x->time])) {
			x->time = NO_REF;
			x->date_basis = STR("none");
		}
	}
	if (x->time == NO_REF && !without_day(t, g, x) &&
	    x->status != STATUS_PLANNED && x->status != STATUS_PROPOSED &&
	    x->status != STATUS_HYPOTHETICAL) {
		if (t->heading_time != NO_REF &&
		    (!t->heading_depth || s->depth >= t->heading_depth)) {
			x->time = t->heading_time;
			x->date_basis = STR("heading");
		} else if (t->last_time != NO_REF && t->sentence > 0 &&
			   t->last_time_at + 1 + one_more(t, g) >=
				   t->sentence &&
			   carries(t, g)) {
			x->time = t->last_time;
			x->date_basis = STR("sentence before");
		}
	}
	if (x->time == NO_REF)
		return;
	/* no one can have said it on a day to come: that is what it is about */
	if (g->rule->speech && x->status == STATUS_HELD &&
	    event_time_to_come(t, &t->m->times.v[x->time]) &&
	    !str_is(x->kind, "deadline")) {
		x->time = NO_REF;
		x->date_basis = STR("none");
		return;
	}
	/* nor was it on a day to come that another sentence tells */
	if (x->status == STATUS_HELD &&
	    str_is(x->date_basis, "sentence before") &&
	    event_time_to_come(t, &t->m->times.v[x->time])) {
		x->time = NO_REF;
		x->date_basis = STR("none");
		return;
	}
	if (x->status == STATUS_HELD && !g->past && !g->rule->speech &&
	    (event_time_to_come(t, &t->m->times.v[x->time]) ||
	     ja_still_open(t, g, &t->m->times.v[x->time])))
		x->status = STATUS_PLANNED;
	x->from = t->m->times.v[x->time].from;
	x->to = t->m->times.v[x->time].to;
	x->precision = t->m->times.v[x->time].precision;
	/* 4日に会談し、6日に署名する見通し: the first was */
	if (t->d->lang == LANG_JA && g->linked && x->status == STATUS_PLANNED &&
	    t->d->published != DAY_NONE && x->to != DAY_NONE &&
	    x->to < t->d->published && str_is(x->date_basis, "own phrase"))
		x->status = STATUS_HELD;
	if (t->d->lang == LANG_JA &&
	    event_announced(
		    str_cut(t->low, t->m->times.v[x->time].at.to, s->at.to)))
		x->date_basis = STR("announcement");
	/* 8日午後9時から電話で協議した: it began, and was, that day */
	if (x->to == DAY_NONE && x->status == STATUS_HELD &&
	    event_is_joint(g->rule) && t->m->times.v[x->time].type == TIME_TIME)
		x->to = x->from;
}
