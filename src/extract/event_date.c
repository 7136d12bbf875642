/* event_date.c - when an event was: its own words, else the heading above,
 * else the sentence before; else left open. */
#include "extract/event_priv.h"

/* の発表によると, の声明によれば */
static bool announced(str rest)
{
	str near = str_cut(rest, 0, 60);

	near = str_cut(near, 0, str_find(near, STR("、"), 0));
	return str_starts(near, STR("の")) &&
	       (str_ends(near, STR("によると")) ||
		str_ends(near, STR("によれば")) ||
		str_ends(near, STR("によりますと")));
}

/* 29日午前0時(日本時間同2時)からの停戦で合意, 10月の合意を守る: the date of a
 * noun, not of the predicate. */
static bool of_content(const struct telling *t, const struct time_mention *x,
		       const struct trigger *g)
{
	static const char *const object[] = { "を", "が", "は", "と" };
	static const char *const other[] = { "で", "に", "、", "へ", "から" };
	str rest = str_cut(t->low, x->at.to, x->at.to + 160);

	if (x->at.to > g->at.from)
		return false;
	if (str_starts(rest, STR("(")) || str_starts(rest, STR("（"))) {
		size_t half = str_find(rest, STR(")"), 0);
		size_t full = str_find(rest, STR("）"), 0);

		if (half < full)
			rest = str_cut(rest, half + 1, rest.n);
		else if (full != SIZE_MAX)
			rest = str_cut(rest, full + 3, rest.n);
	}
	if (str_starts(rest, STR(")")))
		rest = str_cut(rest, 1, rest.n);
	else if (str_starts(rest, STR("）")))
		rest = str_cut(rest, 3, rest.n);
	if (str_starts(rest, STR("からの")) || str_starts(rest, STR("までの")))
		return true;
	if (!str_starts(rest, STR("の")))
		return false;
	if ((x->from == DAY_NONE) != (x->to == DAY_NONE))
		return true; /* 30日から belongs to the date's words */
	if (announced(rest))
		return false; /* 11日の発表によると: the day that is told */
	for (size_t i = 3; i + 3 <= rest.n; i++) {
		str here = str_cut(rest, i, rest.n);

		if ((uint32_t)(here.p - t->low.p) >= g->at.from)
			return false;
		if (str_starts(here, STR("に向け")))
			return true;
		for (size_t k = 0; k < sizeof(other) / sizeof(*other); k++)
			if (str_starts(here, str_of(other[k])))
				return false;
		for (size_t k = 0; k < sizeof(object) / sizeof(*object); k++)
			if (str_starts(here, str_of(object[k])))
				return true;
	}
	return false;
}

/* A date; also one whose month or year nobody told (XXXX-11-03). */
static bool names_day(const struct time_mention *x)
{
	return x->from != DAY_NONE || x->to != DAY_NONE ||
	       (x->type == TIME_DATE && str_starts(x->value, STR("XX")) &&
		x->value.n > 4);
}

static bool to_come(const struct telling *t, const struct time_mention *x)
{
	return t->d->published != DAY_NONE && x->from != DAY_NONE &&
	       x->from > t->d->published;
}

static uint32_t first_time(const struct mentions *m, uint32_t byte)
{
	uint32_t low = 0, high = m->times.n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (m->times.v[mid].at.from < byte)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

uint32_t event_time_at(const struct telling *t, uint32_t byte)
{
	uint32_t i = first_time(t->m, byte);

	return i < t->m->times.n && t->m->times.v[i].at.from == byte ? i
								     : NO_REF;
}

bool event_time_ends(const struct telling *t, uint32_t byte)
{
	uint32_t i = first_time(t->m, byte);

	return i > 0 && t->m->times.v[i - 1].at.to == byte;
}

/* 昨年9月に調印した合意を支持する声明: the date is of the verb in front; the
 * second one of 5日午後6時(日本時間6日午前0時) tells the same once more. */
static bool spent(const struct telling *t, const struct time_mention *x,
		  const struct trigger *g)
{
	str front = str_cut(t->low, x->at.from > 13 ? x->at.from - 13 : 0,
			    x->at.from);

	bool held = g->status == STATUS_HELD;

	if (str_ends(front, STR("(日本時間")))
		return true;
	for (uint32_t i = 0; i < t->triggers.n; i++) {
		const struct trigger *b = &t->triggers.v[i];

		if (b->dropped || b->time == NO_REF || b->at.to > g->at.from ||
		    event_time_at(t, x->at.from) != b->time)
			continue;
		if (b->relative && b->at.from > x->at.to)
			return true;
		/* 19日に開催すると発表し、招いた */
		if (held && b->status == STATUS_PLANNED &&
		    x->at.from >= b->at.to)
			return true;
	}
	return false;
}

/* 3日、協議を始めたいと訴えた: a day before the article's own, with a comma,
 * is of the saying, not of what is to come. */
static bool past_plan(const struct telling *t, const struct time_mention *x,
		      const struct trigger *g)
{
	str near = str_cut(t->low, x->at.to, x->at.to + 60);

	near = str_cut(near, 0, str_find(near, STR("、"), 0));
	/* 17日の会見で、訪問前に…したいと */
	if (g->status != STATUS_HELD && !g->rule->speech &&
	    str_starts(near, STR("の")) &&
	    (str_has(near, STR("会見")) || str_has(near, STR("声明")) ||
	     str_has(near, STR("番組")) || str_has(near, STR("演説"))))
		return true;
	return g->status == STATUS_PLANNED && t->d->published != DAY_NONE &&
	       x->to != DAY_NONE && x->to < t->d->published &&
	       str_starts(str_cut(t->low, x->at.to, t->low.n), STR("、"));
}

/* the fifth meeting: which one, no day of the month. */
static bool ordinal(const struct telling *t, const struct time_mention *x)
{
	static const char *const ends[] = { "first", "second",	"third",
					    "fifth", "eighth",	"ninth",
					    "th",    "twelfth", NULL };
	str words = str_span(t->low, x->at);
	str rest = str_cut(t->low, x->at.to, x->at.to + 5);

	if (rest.n < 3 || rest.p[0] != ' ' || rest.p[1] < 'a' ||
	    rest.p[1] > 'z' || str_starts(rest, STR(" of ")) ||
	    str_find(str_cut(words, 4, words.n), STR(" "), 0) != SIZE_MAX ||
	    !str_starts(words, STR("the ")))
		return false;
	for (const char *const *w = ends; *w; w++)
		if (str_ends(words, str_of(*w)))
			return true;
	return false;
}

/* the 2015 accord: which one. */
static bool named_year(const struct telling *t, const struct time_mention *x)
{
	str front = str_cut(t->low, x->at.from > 4 ? x->at.from - 4 : 0,
			    x->at.from);

	return x->precision == PRECISION_YEAR && str_is(front, "the ") &&
	       t->d->lang == LANG_EN;
}

static bool usable(const struct telling *t, const struct time_mention *x,
		   const struct trigger *g)
{
	str before;

	if (x->metadata || !names_day(x) || str_is(x->value, "PRESENT_REF") ||
	    x->type == TIME_DURATION || x->type == TIME_SET)
		return false;
	if (x->deadline && !str_is(g->rule->kind, "deadline") &&
	    !str_is(g->rule->kind, "demand"))
		return false;
	if (event_quoted(t, x->at.from) ||
	    (t->d->lang == LANG_JA && quotes_hold(&t->quotes, x->at.from) &&
	     !quotes_hold(&t->quotes, g->at.from)))
		return false;
	/* no one can have said it on a day to come: it is what is said */
	if (g->rule->speech && g->status == STATUS_HELD &&
	    !str_is(g->rule->kind, "deadline") && to_come(t, x))
		return false;
	if (t->d->lang == LANG_JA &&
	    ((!g->named_day && of_content(t, x, g)) || spent(t, x, g)))
		return false;
	if (t->d->lang == LANG_JA && past_plan(t, x, g))
		return false;
	if (t->d->lang == LANG_JA)
		return !g->undated ||
		       !str_starts(str_cut(t->low, x->at.to, t->low.n),
				   STR("、"));
	if (ordinal(t, x) || named_year(t, x))
		return false;
	before = str_cut(t->low, x->at.from > 9 ? x->at.from - 9 : 0,
			 x->at.from);
	if (str_has(before, STR("since ")))
		return false;
	if (str_is(g->rule->kind, "statement"))
		return true;
	return !str_has(before, STR("said ")) && !str_has(before, STR("told "));
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
	for (uint32_t i = first_time(t->m, in.from);
	     i < t->m->times.n && t->m->times.v[i].at.from < in.to; i++) {
		const struct time_mention *x = &t->m->times.v[i];

		if (x->type != TIME_DURATION && !x->metadata && names_day(x) &&
		    !str_is(x->value, "PRESENT_REF"))
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

/* The nearest date in the stretch; one in front of the predicate first in
 * Japanese. */
static uint32_t nearest(const struct telling *t, const struct trigger *g,
			span in)
{
	uint32_t best = NO_REF, distance = UINT32_MAX;

	for (uint32_t i = first_time(t->m, in.from);
	     i < t->m->times.n && t->m->times.v[i].at.to <= in.to; i++) {
		const struct time_mention *x = &t->m->times.v[i];
		uint32_t far;

		if (!usable(t, x, g))
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
	for (uint32_t i = first_time(t->m, in.from);
	     i < t->m->times.n && t->m->times.v[i].at.to <= in.to; i++)
		if (usable(t, &t->m->times.v[i], g))
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
	str front;

	/* 求めている: no day's doing */
	if (t->d->lang == LANG_JA && g->rule->speech && g->lasting)
		return false;
	if (t->d->lang == LANG_JA)
		return to_the_day ||
		       !str_starts(str_span(t->low, s->at), STR("今回"));
	if (from < s->at.from)
		from = s->at.from;
	front = str_cut(t->low, from, g->at.from);
	return to_the_day && !str_ends(front, STR(" had ")) &&
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
	x->time = str_is(g->rule->kind, "report") ? first_of(t, g, near)
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
	}
	if (x->time == NO_REF && x->status != STATUS_PLANNED &&
	    x->status != STATUS_PROPOSED && x->status != STATUS_HYPOTHETICAL) {
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
	    to_come(t, &t->m->times.v[x->time]) &&
	    !str_is(x->kind, "deadline")) {
		x->time = NO_REF;
		x->date_basis = STR("none");
		return;
	}
	if (x->status == STATUS_HELD && !g->past && !g->rule->speech &&
	    to_come(t, &t->m->times.v[x->time]))
		x->status = STATUS_PLANNED;
	x->from = t->m->times.v[x->time].from;
	x->to = t->m->times.v[x->time].to;
	x->precision = t->m->times.v[x->time].precision;
	if (t->d->lang == LANG_JA &&
	    announced(str_cut(t->low, t->m->times.v[x->time].at.to, s->at.to)))
		x->date_basis = STR("announcement");
	/* 8日午後9時から電話で協議した: it began, and was, that day */
	if (x->to == DAY_NONE && x->status == STATUS_HELD &&
	    event_is_joint(g->rule) && t->m->times.v[x->time].type == TIME_TIME)
		x->to = x->from;
}
