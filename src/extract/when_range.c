/* when_range.c - two times that are the ends of one.
 *
 * What one end leaves out the other tells: the month of 3 to 5 May, the pm of
 * 3 to 5 pm, the day of Monday from 3 to 5. */
#include "extract/when_priv.h"

static void share_hours(const struct when_state *s, struct parts *a,
			struct parts *b)
{
	if (a->hh == PART_NONE || b->hh == PART_NONE)
		return;
	if (s->d->lang == LANG_JA && when_has(b) & ~HAS_TIME)
		return; /* of another day */
	if (s->d->lang == LANG_JA && !a->has_ap && !b->has_ap && !a->tod.n &&
	    !b->tod.n && a->hh <= 12 && b->hh < a->hh && b->hh > 0) {
		b->has_ap = b->pm = true; /* from ten to three */
		return;
	}
	if (!a->has_ap && b->has_ap && a->hh <= 12 && !a->tod.n) {
		a->has_ap = true;
		a->pm = a->hh % 12 <= b->hh % 12 ? b->pm : !b->pm;
	} else if (a->has_ap && !b->has_ap && b->hh <= 12 && !b->tod.n) {
		b->has_ap = true;
		b->pm = b->hh % 12 > a->hh % 12 ? a->pm : !a->pm;
	}
	if (!a->has_ap && !a->tod.n && !b->has_ap)
		a->tod = b->tod;
	if (!b->has_ap && !b->tod.n && !a->has_ap)
		b->tod = a->tod;
	if (!a->has_ap && !b->has_ap && !a->tod.n && !b->tod.n && b->hh < 12 &&
	    a->hh <= 12 && when_minute(b) <= when_minute(a)) {
		b->has_ap = true; /* 10:30 to 3 */
		b->pm = true;
	}
}

/* What one end leaves out the other tells. */
static bool share(const struct when_state *s, struct parts *a, struct parts *b)
{
	int ha, hb;

	when_number_is(a, b, false);
	when_number_is(b, a, false);
	ha = when_has(a), hb = when_has(b);
	if (ha & HAS_NUM || hb & HAS_NUM || (ha | hb) & HAS_LENGTH)
		return false;
	share_hours(s, a, b);
	if (!(ha & ~HAS_TIME) && hb & HAS_CLOCK && s->d->lang == LANG_EN)
		when_fill_date(a, b);
	else if (!(hb & ~HAS_TIME) && ha & ~HAS_TIME)
		when_fill_date(b, a);
	ha = when_has(a), hb = when_has(b);
	if (ha & HAS_DAY && hb & HAS_DAY && !(ha & HAS_MONTH) &&
	    a->rd.by == PART_NONE && b->m != PART_NONE)
		a->m = b->m;
	if (ha & HAS_DAY && hb & HAS_DAY && !(hb & HAS_MONTH) &&
	    b->rd.by == PART_NONE && a->m != PART_NONE)
		b->m = a->m;
	else if (ha & HAS_DAY && hb == HAS_DAY && b->d != PART_NONE &&
		 a->d != PART_NONE)
		b->rm = a->rm;
	ha = when_has(a), hb = when_has(b);
	if (ha & HAS_MONTH && hb & HAS_MONTH && !(ha & HAS_YEAR))
		a->y = b->y != PART_NONE && a->m != PART_NONE && b->m < a->m
			       ? b->y - 1
			       : b->y;
	if (ha & HAS_MONTH && hb & HAS_MONTH && a->y != PART_NONE &&
	    !(hb & HAS_YEAR) && b->rm.by == PART_NONE && a->m != PART_NONE)
		b->y = a->y + (b->m < a->m);
	if (s->d->lang == LANG_JA && hb & HAS_PART && !(hb & HAS_YEAR) &&
	    ha & HAS_YEAR) { /* 来年の春から秋まで */
		b->y = a->y;
		b->ry = a->ry;
	}
	if (ha & HAS_WEEKDAY && hb & HAS_WEEKDAY && !(hb & HAS_WEEK))
		b->rw = a->rw;
	else if (ha & HAS_WEEKDAY && hb & HAS_WEEKDAY && !(ha & HAS_WEEK))
		a->rw = b->rw;
	return true;
}

static bool can_range(const struct when_item *x)
{
	return !x->gone && !x->range && !x->counted && !x->lasting &&
	       x->p.dir == 0 &&
	       (x->kind == WHEN_DATE || x->kind == WHEN_WEAK ||
		(x->kind == WHEN_REF && str_is(x->p.ref, "PRESENT_REF")));
}

/* Between 3 and 5 on Monday, yesterday from 3 to 5. */
static bool day_beside(const struct when_state *s, const struct when_items *v,
		       uint32_t i)
{
	const struct when_item *b = when_next(v, i), *c = NULL;
	uint32_t k = i;

	c = when_next(v, (uint32_t)(b - v->v));
	if (c && when_has(&c->p) & (HAS_DAY | HAS_WEEKDAY | HAS_HOLIDAY) &&
	    str_is(when_link(s, b->p.words, c->p.words), "meet"))
		return true;
	for (k = i; k-- > 0;)
		if (!v->v[k].gone)
			break;
	c = k < v->n ? &v->v[k] : NULL;
	return c && when_has(&c->p) & (HAS_DAY | HAS_WEEKDAY | HAS_HOLIDAY) &&
	       str_is(when_link(s, c->p.words, v->v[i].p.words), "meet");
}

/* (14 May 1931 – 2 June 2019), (1931-2019): the days of a birth and a death,
 * no stretch of time. */
static bool lives(const struct when_state *s, const struct when_item *a,
		  const struct when_item *b)
{
	str text = s->d->text;
	uint32_t at = a->p.words.from, low = s->sentence.from;
	char gap = a->p.words.to < text.n ? text.p[a->p.words.to] : 0;

	if (a->p.y == PART_NONE || b->p.y == PART_NONE ||
	    b->p.y - a->p.y < 10 || b->p.words.to >= text.n ||
	    text.p[b->p.words.to] != ')' ||
	    !(gap == ' ' || gap == '-' || (unsigned char)gap >= 0x80))
		return false;
	while (at > low && a->p.words.from - at < 120 &&
	       text.p[at - 1] != '(' && text.p[at - 1] != ')')
		at--;
	return at > low && text.p[at - 1] == '(';
}

/* Monday 3-8, 6-8 next Monday: nothing but a blank between. */
static bool hours_of_day(const struct when_state *s, const struct when_items *v,
			 uint32_t i)
{
	const struct when_item *b = when_next(v, i), *c = NULL;
	uint32_t k = i, end = b->p.words.to;

	while (k > 0 && (v->v[--k].gone || v->v[k].kind == WHEN_NONE))
		;
	if (k < i && when_has(&v->v[k].p) & HAS_WEEKDAY &&
	    v->v[k].p.words.to + 1 == v->v[i].p.words.from &&
	    when_closes(s->d->text, s->sentence, end))
		return true;
	c = when_next(v, (uint32_t)(b - v->v));
	return c && (c->p.sh.by != PART_NONE || c->p.rd.by != PART_NONE) &&
	       when_has(&c->p) & (HAS_WEEKDAY | HAS_DAY) &&
	       end + 1 == c->p.words.from;
}

void when_ranges(const struct when_state *s, struct when_items *v)
{
	for (uint32_t i = 0; i < v->n; i++) {
		struct when_item *a = &v->v[i], *b = when_next(v, i);
		struct parts pa, pb;
		bool between = str_is(a->p.bound, "between");
		str how;

		if (!b || !can_range(a) || !can_range(b) ||
		    a->p.y2 != PART_NONE || a->p.d2 != PART_NONE ||
		    b->p.d2 != PART_NONE)
			continue;
		how = when_link(s, a->p.words, b->p.words);
		if (str_is(b->p.bound, "until"))
			how = when_link(s, a->p.words, b->p.words).n ||
					      b->p.words.from <=
						      a->p.words.to + 2
				      ? STR("to")
				      : STR_NONE;
		if (s->d->lang == LANG_JA && str_is(a->p.bound, "from") &&
		    str_is(how, "meet"))
			how = STR("to");
		if (!str_is(how, "to") && !(between && str_is(how, "and")))
			continue;
		if (a->kind == WHEN_WEAK && b->kind == WHEN_WEAK &&
		    !(a->p.y != PART_NONE && b->p.y != PART_NONE) &&
		    !a->p.bound.n && !hours_of_day(s, v, i))
			continue;
		pa = a->p, pb = b->p;
		if (s->d->lang == LANG_JA && !a->p.bound.n &&
		    !(when_has(&pa) & HAS_TIME) &&
		    !(when_has(&pb) & ~HAS_TIME) &&
		    when_fits(when_has(&pa),
			      when_has(&pb))) { /* 3月4日 - 18:30 */
			when_fill(&a->p, &pb);
			when_take_in(a, b);
			continue;
		}
		if (pa.num != PART_NONE && pb.num != PART_NONE &&
		    pa.num <= 24 && pb.num <= 24 &&
		    (pa.bound.n || hours_of_day(s, v, i)) &&
		    (pb.words.to == s->sentence.to || day_beside(s, v, i))) {
			when_number_is(&pa, &pb, true);
			when_number_is(&pb, &pa, true);
		}
		if (lives(s, a, b) ||
		    when_half_of_number(s->d->text, (span){ a->p.words.from,
							    b->p.words.to }) ||
		    !share(s, &pa, &pb))
			continue;
		a->p = pa;
		a->p.bound = STR_NONE;
		a->other = pb;
		a->other.bound = STR_NONE;
		a->range = true;
		when_take_in(a, b);
		a->kind = WHEN_DATE;
	}
}

/* Monday from 3 to 5: the range's day stands before or behind it. */
void when_range_day(const struct when_state *s, struct when_items *v)
{
	for (uint32_t i = 0; i < v->n; i++) {
		struct when_item *a = &v->v[i], *b = when_next(v, i);
		const struct parts *date;
		int ha, hb;

		if (a->gone || !b || a->range == b->range ||
		    a->kind != WHEN_DATE || b->kind != WHEN_DATE ||
		    a->counted || b->counted ||
		    !str_is(when_link(s, a->p.words, b->p.words), "meet"))
			continue;
		ha = when_has(&a->p), hb = when_has(&b->p);
		date = a->range ? &b->p : &a->p;
		if (!when_fits(ha, hb) || !((a->range ? ha : hb) & HAS_TIME))
			continue;
		if (a->range) {
			when_fill(&a->p, date);
		} else {
			struct parts p = a->p;

			when_fill(&p, &b->p);
			a->p = p;
			a->other = b->other;
		}
		when_fill_date(&a->other, a->range ? date : &a->p);
		share_hours(s, &a->p, &a->other);
		a->range = true;
		when_take_in(a, b);
	}
}
