/* when_join.c - times beside each other that are one time.
 *
 * Rules find the pieces: a day, a time of day, a length, a bare number. What
 * stands between two pieces or before one (`class join`, `bound`, `early`,
 * `way`) says how they belong together. A language whose table has no words
 * of class join says all in its rules. */
#include "extract/when_priv.h"

#define GAP_BYTES 24

int when_has(const struct parts *p)
{
	int m = 0;

	m |= p->y != PART_NONE || p->ry.by != PART_NONE ? HAS_YEAR : 0;
	m |= p->m != PART_NONE || p->rm.by != PART_NONE ? HAS_MONTH : 0;
	m |= p->d != PART_NONE || p->rd.by != PART_NONE ? HAS_DAY : 0;
	m |= p->wd != PART_NONE ? HAS_WEEKDAY : 0;
	m |= p->rw.by != PART_NONE || p->week_number > 0 ? HAS_WEEK : 0;
	m |= p->hh != PART_NONE ? HAS_CLOCK : 0;
	m |= p->tod.n ? HAS_TOD : 0;
	m |= p->hol.n ? HAS_HOLIDAY : 0;
	m |= p->season.n || p->q != PART_NONE || p->half != PART_NONE ||
			     p->decade
		     ? HAS_PART
		     : 0;
	m |= p->nth ? HAS_NTH : 0;
	m |= p->n >= 0 || p->n_vague || p->recent ? HAS_LENGTH : 0;
	m |= p->num != PART_NONE ? HAS_NUM : 0;
	m |= p->week_of ? HAS_WEEK_OF : 0;
	m |= p->sh.by != PART_NONE ? HAS_SHIFT : 0;
	return m;
}

/* Do the two make one time: a day and an hour, a month and a year …? */
bool when_fits(int a, int b)
{
	int both = a | b, date = both & ~HAS_TIME;
	int rest = date & ~(HAS_YEAR | HAS_MONTH | HAS_SHIFT);

	if (a & b || both & (HAS_LENGTH | HAS_NUM))
		return false;
	/* early 2029, last autumn: each has its year */
	if ((both & (HAS_YEAR | HAS_SHIFT)) == (HAS_YEAR | HAS_SHIFT))
		return false;
	if (both & HAS_WEEK_OF)
		return rest == (HAS_WEEK_OF | HAS_DAY) || date == HAS_WEEK_OF ||
		       rest == (HAS_WEEK_OF | HAS_HOLIDAY) ||
		       rest == (HAS_WEEK_OF | HAS_WEEKDAY);
	if (both & HAS_NTH)
		return !(both & (HAS_DAY | HAS_CLOCK)) ||
		       (!((a | b) & HAS_DAY) && (a & HAS_TIME) != a);
	if (!(a & ~HAS_TIME) || !(b & ~HAS_TIME))
		return both & (HAS_DAY | HAS_WEEKDAY | HAS_HOLIDAY) ||
		       !(both & ~HAS_TIME);
	if (rest == HAS_DAY || rest == HAS_WEEKDAY || rest == HAS_HOLIDAY ||
	    rest == HAS_PART || rest == HAS_WEEK)
		return rest != HAS_WEEK || !(both & HAS_MONTH);
	if (rest == (HAS_DAY | HAS_WEEKDAY) || rest == (HAS_DAY | HAS_HOLIDAY))
		return true;
	return rest == (HAS_WEEKDAY | HAS_WEEK) || !rest;
}

#define FILL(field)                                                            \
	do {                                                                   \
		if (a->field == PART_NONE)                                     \
			a->field = b->field;                                   \
	} while (0)
#define FILL_SHIFT(field)                                                      \
	do {                                                                   \
		if (a->field.by == PART_NONE)                                  \
			a->field = b->field;                                   \
	} while (0)
#define FILL_STR(field)                                                        \
	do {                                                                   \
		if (!a->field.n)                                               \
			a->field = b->field;                                   \
	} while (0)

void when_fill_date(struct parts *a, const struct parts *b)
{
	if (a->y == PART_NONE && a->ry.by == PART_NONE) {
		a->y = b->y;
		a->short_year = b->short_year;
	}
	FILL(m);
	FILL(d);
	FILL(m2);
	FILL(d2);
	FILL(y2);
	FILL(wd);
	FILL(third);
	FILL(half);
	FILL(q);
	FILL_SHIFT(ry);
	FILL_SHIFT(rm);
	FILL_SHIFT(rw);
	FILL_SHIFT(rd);
	FILL_SHIFT(sh);
	FILL_STR(season);
	if (!a->hol.n) {
		a->hol = b->hol;
		a->hol_by = b->hol_by;
		a->hol_days = b->hol_days;
		a->hol_before = b->hol_before;
	}
	if (!a->nth) {
		a->nth = b->nth;
		FILL_STR(unit);
	}
	a->week_of |= b->week_of;
	a->weekend |= b->weekend;
	a->decade |= b->decade;
	a->fiscal |= b->fiscal;
	if (!a->week_number)
		a->week_number = b->week_number;
}

static void fill_time(struct parts *a, const struct parts *b)
{
	FILL(hh);
	FILL(mi);
	FILL(ss);
	FILL_STR(zone);
	FILL_STR(tod);
	if (!a->past_hour)
		a->past_hour = b->past_hour;
	if (!a->has_ap) {
		a->has_ap = b->has_ap;
		a->pm = b->pm;
	}
	a->clock |= b->clock;
	a->midnight |= b->midnight;
	a->generic &= b->generic;
}

void when_fill(struct parts *a, const struct parts *b)
{
	/* earlier this year, in April: not early in April */
	if (a->mod.n && a->m == PART_NONE && b->m != PART_NONE &&
	    a->ry.by != PART_NONE)
		a->mod = STR_NONE;
	if (!(when_has(b) & ~HAS_TIME))
		a->generic = when_has(a) & ~HAS_TIME ? false : a->generic;
	when_fill_date(a, b);
	fill_time(a, b);
	FILL_STR(part);
	FILL_STR(bound);
	FILL_STR(mod);
	if ((when_has(a) & ~HAS_TIME))
		a->generic = false;
}

/* ---- the words around */

static str without_the(str s)
{
	if (str_is(s, "the"))
		return STR_NONE;
	if (s.n > 4 && str_is(str_cut(s, s.n - 4, s.n), " the"))
		return str_trim(str_cut(s, 0, s.n - 4));
	return s;
}

/* How two items belong together: meet, to, and, or, of; STR_NONE: not. */
str when_link(const struct when_state *s, span a, span b)
{
	str between;

	if (b.from < a.to || b.from - a.to > GAP_BYTES)
		return STR_NONE;
	between = without_the(
		str_trim(str_span(s->d->text, (span){ a.to, b.from })));
	return between.n ? when_word(s->l, "join", between) : STR("meet");
}

static uint32_t low_of(const struct when_state *s, const struct when_items *v,
		       uint32_t i)
{
	while (i > 0)
		if (!v->v[--i].gone && v->v[i].kind != WHEN_NONE)
			return v->v[i].p.words.to;
	return s->sentence.from;
}

static uint32_t high_of(const struct when_state *s, const struct when_items *v,
			uint32_t i)
{
	while (++i < v->n)
		if (!v->v[i].gone && v->v[i].kind != WHEN_NONE)
			return v->v[i].p.words.from;
	return s->sentence.to;
}

struct when_item *when_next(const struct when_items *v, uint32_t i)
{
	while (++i < v->n)
		if (!v->v[i].gone)
			return &v->v[i];
	return NULL;
}

/* until, by the end of, since early, about: before the item. */
/* Two weeks after Monday: the word belongs to the length. */
static bool counts_from(const struct when_state *s, const struct when_items *v,
			uint32_t i, uint32_t at)
{
	while (i > 0)
		if (!v->v[--i].gone)
			break;
	return v->v[i].kind == WHEN_DURATION && v->v[i].p.words.to <= at &&
	       str_trim(str_span(s->d->text, (span){ v->v[i].p.words.to, at }))
			       .n == 0;
}

static void suffix(const struct when_state *s, struct when_items *v, uint32_t i)
{
	struct when_item *x = &v->v[i];
	uint32_t at = x->p.words.to;
	str w = when_word_after(s, "after", high_of(s, v, i), &at);

	if (!w.n || x->p.bound.n || x->kind == WHEN_DURATION ||
	    x->kind == WHEN_SET || x->kind == WHEN_REF)
		return;
	x->p.bound = w;
	x->p.words.to = at;
	x->joined |= x->p.num == PART_NONE;
}

/* After Monday's talks, before the March 3 vote: the word belongs to what
 * stands behind the date. */
static bool belongs_behind(const struct when_state *s,
			   const struct when_item *x, str bound, uint32_t the)
{
	str text =
		str_span(s->d->text, (span){ x->p.words.from, s->sentence.to });
	uint32_t end = x->p.words.to - x->p.words.from;
	bool article = the < x->p.words.from;

	if (!str_is(bound, "before") && !str_is(bound, "after"))
		return false;
	if (str_starts(str_cut(text, end, text.n), STR("'s")) ||
	    str_starts(str_cut(text, end, text.n), STR("’s")) ||
	    str_ends(str_cut(text, 0, end), STR("'s")) ||
	    str_ends(str_cut(text, 0, end), STR("’s")))
		return true;
	return article && (x->p.y != PART_NONE || x->p.m != PART_NONE);
}

/* Over three days; but over the weekend, over the past year. */
static bool more_or_less(str mod)
{
	return str_is(mod, "MORE_THAN") || str_is(mod, "LESS_THAN");
}

/* At 10.1, at the 13th meeting: that makes no date of 10.1. */
static bool leaves_weak(const struct when_item *x)
{
	return when_has(&x->p) == HAS_DAY ||
	       (when_has(&x->p) == (HAS_MONTH | HAS_DAY) &&
		str_is(x->p.bound, "at"));
}

static void prefix(const struct when_state *s, struct when_items *v, uint32_t i)
{
	struct when_item *x = &v->v[i];
	uint32_t low = low_of(s, v, i);
	bool date = x->kind == WHEN_DATE || x->kind == WHEN_WEAK;

	for (int k = 0; k < 4; k++) {
		uint32_t at = x->p.words.from, the = at;
		str w = STR_NONE;

		if (!str_is(x->p.bound, "") && x->p.bound.n)
			return;
		if (when_word_before(s, "article", low, &the).n)
			at = the;
		if (date && !x->p.part.n &&
		    (w = when_word_before(s, "early", low, &at)).n)
			when_said_part(&x->p, w);
		else if (!x->p.mod.n &&
			 (w = when_word_before(s, "approx", low, &at)).n &&
			 (x->kind == WHEN_DURATION || !more_or_less(w)))
			x->p.mod = w;
		else if (more_or_less(w))
			return;
		else if (x->kind != WHEN_SET &&
			 (x->kind != WHEN_REF ||
			  str_is(x->p.ref, "PRESENT_REF")) &&
			 (w = when_word_before(s, "bound", low, &at)).n) {
			if ((x->kind == WHEN_DURATION && str_is(w, "by")) ||
			    counts_from(s, v, i, at) ||
			    belongs_behind(s, x, w, the))
				return;
			x->p.bound = w;
			if (x->p.d2 != PART_NONE &&
			    (str_is(w, "from") || str_is(w, "between")))
				x->p.bound = STR_NONE;
		}
		if (!w.n)
			return;
		x->p.words.from = at;
		x->joined |= (x->p.num == PART_NONE || x->p.bound.n) &&
			     !leaves_weak(x);
	}
}

/* Japanese rules bring the words around with them: no blanks part them. */
static void around(const struct when_state *s, struct when_items *v)
{
	if (s->d->lang == LANG_JA)
		return;
	for (uint32_t i = 0; i < v->n; i++)
		if (!v->v[i].gone) {
			prefix(s, v, i);
			suffix(s, v, i);
		}
}

/* ---- joins */

void when_take_in(struct when_item *a, struct when_item *b)
{
	a->p.words.to =
		b->p.words.to > a->p.words.to ? b->p.words.to : a->p.words.to;
	a->joined = true;
	b->gone = true;
	if (b->rule && a->kind == WHEN_WEAK)
		a->rule = b->rule;
	if (a->kind == WHEN_WEAK)
		a->kind = WHEN_DATE;
}

/* A bare number beside a day is an hour behind `at`; beside a month a day. */
void when_number_is(struct parts *p, const struct parts *beside, bool at)
{
	int h = when_has(beside);

	if (p->num == PART_NONE)
		return;
	if (h & HAS_CLOCK || at || h & HAS_TOD) {
		if (p->num <= 24) {
			p->hh = p->num;
			p->clock = true;
			p->num = PART_NONE;
		}
	} else if (h & HAS_MONTH && !(h & HAS_NUM) && p->num >= 1 &&
		   p->num <= 31) {
		p->d = p->num;
		p->num = PART_NONE;
	}
}

static bool says_at(const struct when_state *s, span a, span b)
{
	str gap = str_trim(str_span(s->d->text, (span){ a.to, b.from }));

	return str_is(gap, "at") || str_is(gap, "@") || str_is(gap, "around");
}

/* Japanese says from, until, about behind a time: what follows is another. */
static bool ends_behind(const struct when_state *s, const struct when_item *x)
{
	return s->d->lang == LANG_JA && (x->p.bound.n || x->p.mod.n);
}

/* Previous week - Monday; Thursday (October 15). */
static bool week_and_day(const struct when_state *s, const struct when_item *a,
			 const struct when_item *b)
{
	str gap = str_trim(
		str_span(s->d->text, (span){ a->p.words.to, b->p.words.from }));
	int ha = when_has(&a->p), hb = when_has(&b->p);

	if (str_is(gap, "("))
		return ha == HAS_WEEKDAY && hb == (HAS_MONTH | HAS_DAY);
	return str_is(gap, "-") && ha == HAS_WEEK && hb == HAS_WEEKDAY;
}

/* 4日、午後3時: an hour behind a comma is that day's. */
static bool comma_hour(const struct when_state *s, const struct when_item *a,
		       const struct when_item *b)
{
	str gap;

	if (s->d->lang != LANG_JA || b->p.words.from < a->p.words.to)
		return false;
	gap = str_trim(
		str_span(s->d->text, (span){ a->p.words.to, b->p.words.from }));
	return str_is(gap, "、") && a->kind == WHEN_DATE &&
	       !(when_has(&a->p) & HAS_CLOCK) &&
	       when_has(&a->p) & (HAS_DAY | HAS_WEEKDAY) &&
	       !(when_has(&b->p) & ~HAS_TIME) && when_has(&b->p) & HAS_CLOCK;
}

static void meet(const struct when_state *s, struct when_items *v)
{
	for (uint32_t i = 0; i < v->n; i++) {
		struct when_item *a = &v->v[i], *b;

		while (!a->gone && (b = when_next(v, i))) {
			struct parts pa = a->p, pb = b->p;
			int ha, hb;

			if ((!str_is(when_link(s, a->p.words, b->p.words),
				     "meet") &&
			     !week_and_day(s, a, b) && !comma_hour(s, a, b)) ||
			    ends_behind(s, a))
				break;
			if (b->kind == WHEN_SET && a->kind == WHEN_DATE &&
			    !(when_has(&pa) & ~HAS_TIME) &&
			    !(when_has(&pb) & HAS_TIME)) { /* 9 am Sundays */
				when_fill(&pb, &pa);
				pb.words = pa.words;
				a->p = pb;
				when_take_in(a, b);
				a->kind = WHEN_SET;
				continue;
			}
			if (a->kind == WHEN_DURATION ||
			    b->kind == WHEN_DURATION || b->kind == WHEN_SET ||
			    a->kind == WHEN_REF || b->kind == WHEN_REF)
				break;
			ha = when_has(&pa), hb = when_has(&pb);
			if (b->kind == WHEN_WEAK && hb == HAS_DAY &&
			    ha == HAS_WEEKDAY && !when_day_ends(s, b))
				break; /* on Monday, the second phase … */
			if (ha & HAS_NUM && hb & HAS_TIME &&
			    !(pa.num == 1 && hb == HAS_TOD && pb.generic &&
			      a->p.words.to - a->p.words.from == 3))
				when_number_is(&pa, &pb, true);
			if (hb & HAS_NUM &&
			    (says_at(s, a->p.words, b->p.words) ||
			     str_is(pb.bound, "at") ||
			     (ha & (HAS_DAY | HAS_TOD) && !(hb & HAS_CLOCK) &&
			      b->p.words.to == s->sentence.to)))
				when_number_is(&pb, &pa, true);
			ha = when_has(&pa), hb = when_has(&pb);
			if (str_is(pb.bound, "at") && hb & HAS_CLOCK)
				pb.bound = STR_NONE;
			if (pb.bound.n && ha & ~HAS_TIME && hb & ~HAS_TIME)
				break;
			if (a->kind == WHEN_SET
				    ? (hb & ~HAS_TIME) || ha & HAS_CLOCK
				    : !when_fits(ha, hb))
				break;
			a->p = pa;
			when_fill(&a->p, &pb);
			when_take_in(a, b);
		}
	}
}

/* 2 years, 3 months and 4 days */
static void lengths(const struct when_state *s, struct when_items *v)
{
	for (uint32_t i = 0; i < v->n; i++) {
		struct when_item *a = &v->v[i], *b;

		while (!a->gone &&
		       (a->kind == WHEN_DURATION ||
			(a->kind == WHEN_DATE && a->p.recent && a->p.n >= 0)) &&
		       (b = when_next(v, i)) && b->kind == WHEN_DURATION) {
			str how = when_link(s, a->p.words, b->p.words);
			bool comma = str_is(
				str_trim(str_span(s->d->text,
						  (span){ a->p.words.to,
							  b->p.words.from })),
				",");

			if ((!str_is(how, "and") && !comma &&
			     a->p.words.to + 1 < b->p.words.from) ||
			    a->p.n_more == (int)COUNT(a->p.more) ||
			    str_eq(a->p.unit, b->p.unit) || b->p.recent)
				break;
			a->p.more[a->p.n_more].n = b->p.n;
			a->p.more[a->p.n_more++].unit = b->p.unit;
			when_take_in(a, b);
		}
	}
}

/* An hour and thirty. */
static void minutes_more(const struct when_state *s, struct when_items *v)
{
	for (uint32_t i = 0; s->d->lang == LANG_EN && i < v->n; i++) {
		struct when_item *a = &v->v[i], *b = when_next(v, i);
		str how;

		if (!b || a->gone || a->kind != WHEN_DURATION || a->p.n < 0 ||
		    !str_is(a->p.unit, "H") || a->p.n_more ||
		    b->kind != WHEN_WEAK || b->p.num < 10 || b->p.num > 59 ||
		    !when_closes(s->d->text, s->sentence, b->p.words.to))
			continue;
		how = when_link(s, a->p.words, b->p.words);
		if (!str_is(how, "and") && a->p.words.to + 1 != b->p.words.from)
			continue;
		a->p.more[a->p.n_more].n = b->p.num;
		a->p.more[a->p.n_more++].unit = STR("MIN");
		when_take_in(a, b);
	}
}

/* A length becomes a date: in … , … ago, within …, … after Monday. */
static void count_from(const struct when_state *s, struct when_items *v,
		       uint32_t i)
{
	struct when_item *a = &v->v[i], *b = when_next(v, i);
	uint32_t from = a->p.words.from, to = a->p.words.to;
	str w = when_word_after(s, "way", high_of(s, v, i), &to),
	    base = STR_NONE;

	if (b && b->kind != WHEN_DURATION && b->kind != WHEN_SET &&
	    b->p.words.from >= a->p.words.to &&
	    b->p.words.from - a->p.words.to < GAP_BYTES)
		base = when_word(
			s->l, "base",
			without_the(str_trim(str_span(
				s->d->text,
				(span){ a->p.words.to, b->p.words.from }))));
	if (base.n && b->p.num != PART_NONE && when_of_clock(&a->p) &&
	    when_closes(s->d->text, s->sentence, b->p.words.to)) {
		when_number_is(&b->p, &b->p, true);
		b->kind = WHEN_DATE;
	}
	if (base.n && b->kind != WHEN_WEAK) {
		a->p.dir = base.p[0] == '-' ? -1 : 1;
		a->p.runs =
			a->p.dir > 0 && !a->p.bound.n &&
			(str_is(base, "1 start") ||
			 when_word_before(s, "lasting", low_of(s, v, i), &from)
					 .n > 0);
		if (str_is(base, "1 start") && !a->p.runs)
			return;
		a->p.words.from = from;
		a->other = b->p;
		a->counted = true;
		when_take_in(a, b);
		a->kind = WHEN_DATE;
		return;
	}
	if (!w.n && str_is(a->p.bound, "within") &&
	    !(s->d->lang == LANG_EN && when_past(s, a->p.words) &&
	      !when_future(s, a->p.words)))
		w = STR("1 pub");
	if (!w.n && !a->p.bound.n) {
		w = when_word_before(s, "ahead", low_of(s, v, i), &from);
		if (w.n &&
		    (more_or_less(a->p.mod) || when_record(s, a->p.words)) &&
		    !str_has(str_span(s->d->text, (span){ from, to }),
			     STR("less than")))
			w = STR_NONE;
		if (w.n && when_past(s, a->p.words) &&
		    !when_future(s, a->p.words))
			w = STR_NONE;
		if (!w.n && from <= s->sentence.from + 6)
			w = when_word_before(s, "back", s->sentence.from,
					     &from);
	}
	if (w.n && str_is(w, "-1 last") &&
	    str_ends(str_span(s->d->text, (span){ from, to }), STR("before")) &&
	    !when_closes(s->d->text, s->sentence, to))
		return; /* two days before he lands */
	if (w.n && !a->p.recent) {
		bool minus = w.p[0] == '-';

		a->p.dir = minus ? -1 : 1;
		a->p.way.by = 0;
		a->p.way.last = str_is(str_cut(w, w.n - 4, w.n), "last");
		a->p.words = (span){ from, to };
		a->kind = WHEN_DATE;
	}
}

/* From 2 pm for three hours, from Monday for ten days. */
static void lasts(const struct when_state *s, struct when_items *v)
{
	for (uint32_t i = 0; i < v->n; i++) {
		struct when_item *a = &v->v[i], *b = when_next(v, i);
		struct when_item whole;

		if (!b || a->gone || a->counted || a->kind == WHEN_DURATION ||
		    b->kind != WHEN_DURATION || b->p.n_vague || b->p.n < 0 ||
		    !(str_is(a->p.bound, "from") ||
		      str_is(a->p.bound, "since")) ||
		    !str_is(str_trim(str_span(
				    s->d->text,
				    (span){ a->p.words.to, b->p.words.from })),
			    "for"))
			continue;
		if (when_of_clock(&b->p))
			when_number_is(&a->p, &a->p, true);
		if (a->p.num != PART_NONE)
			continue;
		whole = *b;
		whole.p.words.from = a->p.words.from;
		whole.p.dir = 1;
		whole.p.runs = true;
		whole.other = a->p;
		whole.other.bound = STR_NONE;
		whole.counted = true;
		whole.kind = WHEN_DATE;
		*a = whole;
		b->gone = true;
	}
}

/* The last two days of the truce: of something, not of now. */
static void of_something(const struct when_state *s, struct when_items *v)
{
	for (uint32_t i = 0; s->d->lang == LANG_EN && i < v->n; i++) {
		struct when_item *a = &v->v[i];

		if (a->gone || a->kind != WHEN_DATE || !a->p.recent ||
		    a->p.n < 1 ||
		    !str_starts(
			    str_cut(s->d->text, a->p.words.to, s->sentence.to),
			    STR(" of the ")))
			continue;
		a->kind = WHEN_DURATION;
		a->p.recent = false;
		a->p.dir = 0;
	}
}

/* Japanese counts from what stands before: 昨日の2日前, 今日から2日後. */
static void count_on(const struct when_state *s, struct when_items *v)
{
	for (uint32_t i = 0; s->d->lang == LANG_JA && i < v->n; i++) {
		struct when_item *a = &v->v[i], *b = when_next(v, i);
		str how;

		if (!b || a->gone || a->kind != WHEN_DATE ||
		    b->kind != WHEN_DATE || !b->p.dir || a->counted ||
		    !(when_has(&a->p) & ~HAS_TIME))
			continue;
		how = when_link(s, a->p.words, b->p.words);
		if (!str_is(how, "to") &&
		    !(str_is(how, "meet") && (str_is(a->p.bound, "from") ||
					      b->p.words.from > a->p.words.to)))
			continue;
		b->other = a->p;
		b->other.bound = STR_NONE;
		b->counted = true;
		b->p.words.from = a->p.words.from;
		a->gone = true;
	}
}

/* 18日から3日間: how long it lasts. */
static void lasting(const struct when_state *s, struct when_items *v)
{
	for (uint32_t i = 0; s->d->lang == LANG_JA && i < v->n; i++) {
		struct when_item *a = &v->v[i], *b = when_next(v, i);

		if (!b || a->gone || a->kind != WHEN_DATE || a->counted ||
		    !str_is(a->p.bound, "from") || b->kind != WHEN_DURATION ||
		    b->p.words.from != a->p.words.to ||
		    when_lasting(&b->p, 0) == DAY_NONE)
			continue;
		a->other = b->p;
		a->lasting = true;
		a->p.bound = STR_NONE;
		when_take_in(a, b);
	}
}

/* 22nd, 23rd or 31st of March: what one lacks the neighbour tells. */
static void lists(const struct when_state *s, struct when_items *v)
{
	for (uint32_t k = v->n; k-- > 0;) {
		struct when_item *a = &v->v[k], *b = when_next(v, k);
		str how;

		if (!b || a->gone ||
		    (b->kind != WHEN_DATE &&
		     !(when_has(&b->p) == (HAS_MONTH | HAS_DAY) &&
		       b->p.d > 12 &&
		       when_closes(s->d->text, s->sentence, b->p.words.to))))
			continue;
		how = when_link(s, a->p.words, b->p.words);
		if (!str_is(how, "or") && !str_is(how, "and") &&
		    !str_is(how, "meet"))
			continue;
		if (a->kind == WHEN_WEAK &&
		    when_has(&a->p) == (HAS_MONTH | HAS_DAY) &&
		    when_has(&b->p) == (HAS_MONTH | HAS_DAY) && b->p.d > 12)
			a->kind = b->kind = WHEN_DATE; /* 11/20, 11/22 */
		if (a->kind == WHEN_WEAK && a->p.num != PART_NONE &&
		    b->p.d != PART_NONE && b->p.m != PART_NONE)
			when_number_is(&a->p, &b->p, false);
		if (a->p.d != PART_NONE && a->p.m == PART_NONE &&
		    b->p.m != PART_NONE && a->kind == WHEN_WEAK) {
			a->p.m = b->p.m;
			a->p.y = b->p.y;
			a->kind = WHEN_DATE;
		}
		if (a->p.wd != PART_NONE && b->p.wd != PART_NONE &&
		    a->p.rw.by == PART_NONE && s->d->lang == LANG_EN)
			a->p.rw = b->p.rw;
		if (a->p.wd != PART_NONE && b->p.wd != PART_NONE &&
		    str_is(how, "or") && !(when_has(&a->p) & HAS_TIME)) {
			fill_time(&a->p, &b->p);
			a->range |= b->range;
			if (b->range) {
				a->other = b->other;
				a->other.wd = a->p.wd;
				a->other.rw = a->p.rw;
			}
		}
	}
	for (uint32_t k = 0; k < v->n; k++) {
		struct when_item *a = &v->v[k], *b = when_next(v, k);
		str how;

		if (!b || a->gone || a->kind != WHEN_DATE ||
		    (b->kind != WHEN_WEAK && b->kind != WHEN_DATE))
			continue;
		how = when_link(s, a->p.words, b->p.words);
		if (!how.n || str_is(how, "to"))
			continue;
		if (b->p.wd != PART_NONE && when_has(&b->p) == HAS_WEEKDAY &&
		    a->p.wd != PART_NONE) {
			b->p.rw = a->p.rw;
			b->kind = WHEN_DATE;
		}
		if (b->kind == WHEN_WEAK && when_has(&b->p) == HAS_MONTH &&
		    when_has(&a->p) & HAS_MONTH &&
		    !(when_has(&a->p) & HAS_DAY) && !str_is(how, "meet"))
			b->kind = WHEN_DATE; /* in April and May */
		/* on August 25, the first since he left: none of August */
		if (b->kind == WHEN_WEAK && b->p.d != PART_NONE &&
		    s->d->text.p[b->p.words.from] == 't' &&
		    str_starts(how, STR(",")) && !when_day_ends(s, b))
			continue;
		if (b->kind == WHEN_WEAK && b->p.d != PART_NONE &&
		    b->p.m == PART_NONE && a->p.m != PART_NONE) {
			b->p.m = a->p.m;
			b->p.y = a->p.y;
			b->kind = WHEN_DATE;
		} else if (b->kind == WHEN_WEAK && b->p.y != PART_NONE &&
			   when_has(&b->p) == HAS_YEAR && a->p.y != PART_NONE) {
			b->kind = WHEN_DATE;
		}
	}
}

/* 21:45 Khartoum time: whatever zone that is. */
static bool of_a_place(const struct when_state *s, uint32_t *at)
{
	str text = s->d->text;
	uint32_t k = *at + 1;

	if (k >= s->sentence.to || text.p[k - 1] != ' ' || text.p[k] < 'A' ||
	    text.p[k] > 'Z')
		return false;
	while (k < s->sentence.to &&
	       (((text.p[k] | 32) >= 'a' && (text.p[k] | 32) <= 'z') ||
		(text.p[k] == ' ' && text.p[k + 1] >= 'A' &&
		 text.p[k + 1] <= 'Z')))
		k++;
	if (!str_is(str_cut(text, k, k + 5), " time"))
		return false;
	*at = k + 5;
	return true;
}

static void zones(const struct when_state *s, struct when_items *v)
{
	for (uint32_t i = 0; i < v->n; i++) {
		struct when_item *x = &v->v[i];
		uint32_t at = x->p.words.to;
		str w;

		if (x->p.hh == PART_NONE && x->p.num == PART_NONE)
			continue;
		w = when_word_after(s, "zone", high_of(s, v, i), &at);
		if (!w.n && x->p.hh != PART_NONE && of_a_place(s, &at))
			x->p.words.to = at;
		if (!w.n)
			continue;
		when_number_is(&x->p, &x->p, true);
		x->p.zone = w;
		x->p.words.to = at;
		x->joined = true;
	}
}

void when_join(struct when_state *s, struct when_items *v)
{
	if (!s->l->joins)
		return;
	zones(s, v);
	lengths(s, v);
	minutes_more(s, v);
	around(s, v);
	meet(s, v);
	for (uint32_t i = 0; i < v->n; i++)
		if (!v->v[i].gone && v->v[i].kind == WHEN_DURATION)
			count_from(s, v, i);
	count_on(s, v);
	of_something(s, v);
	lasts(s, v);
	lasting(s, v);
	when_ranges(s, v);
	when_range_day(s, v);
	lists(s, v);
	when_drop_weak(s, v);
}
