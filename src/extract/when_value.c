/* when_value.c - TIMEX3 values and EDTF (level 1) of what was resolved. */
#include "extract/when_priv.h"

static str day_value(struct arena *a, day d, enum precision x)
{
	struct civil c = day_civil(d);

	switch (x) {
	case PRECISION_DECADE:
		return arena_printf(a, "%03d", c.y / 10);
	case PRECISION_YEAR:
		return arena_printf(a, "%04d", c.y);
	case PRECISION_HALF:
		return arena_printf(a, "%04d-H%d", c.y, c.m > 6 ? 2 : 1);
	case PRECISION_QUARTER:
		return arena_printf(a, "%04d-Q%d", c.y, (c.m + 2) / 3);
	case PRECISION_SEASON:
		return arena_printf(a, "%04d-%s", c.y,
				    c.m == 3   ? "SP"
				    : c.m == 6 ? "SU"
				    : c.m == 9 ? "FA"
					       : "WI");
	case PRECISION_MONTH:
	case PRECISION_PART:
		return arena_printf(a, "%04d-%02d", c.y, c.m);
	case PRECISION_WEEK: {
		/* ISO week: that of its Thursday */
		day thursday = d - (day_weekday(d) + 6) % 7 + 3;
		struct civil t = day_civil(thursday);

		return arena_printf(a, "%04d-W%02d", t.y,
				    (thursday - day_of(t.y, 1, 1)) / 7 + 1);
	}
	case PRECISION_NONE:
	case PRECISION_DAY:
	case PRECISION_HOUR:
	case PRECISION_MINUTE:
		break;
	}
	return day_text(a, d);
}

static str number(struct arena *a, double n)
{
	if (n == (double)(long)n)
		return arena_printf(a, "%ld", (long)n);
	return arena_printf(a, "%.1f", n);
}

/* P3Y, PT1H30M; half a year is P6M, a vague number PX. */
static str length(struct arena *a, const struct parts *p)
{
	str unit = p->unit.n ? p->unit : STR("D");
	bool clock =
		str_is(unit, "H") || str_is(unit, "MIN") || str_is(unit, "S");
	const char *t = clock ? "T" : "";
	double n = p->n < 0 ? 1 : p->n; /* every week */
	str u = str_is(unit, "MIN") ? STR("M") : unit;

	if (p->n_vague)
		return arena_printf(a, "P%sX%.*s", t, STR_FMT(u));
	if (str_is(unit, "Y") && (p->half_unit || n == 0.5))
		return n == 0.5 ? STR("P6M")
				: arena_printf(a, "P%ldY6M", (long)n);
	if (str_is(unit, "H") && (p->half_unit || n == 0.5))
		return n == 0.5 ? STR("PT30M")
				: arena_printf(a, "PT%ldH30M", (long)n);
	if (str_is(unit, "D") && n == 0.5)
		return STR("PT12H");
	if (str_is(unit, "M") && n == 0.5)
		return STR("P15D");
	if (str_is(unit, "H") && p->n2 > 0 && str_is(p->unit2, "MIN"))
		return arena_printf(a, "PT%ldH%ldM", (long)n, (long)p->n2);
	return arena_printf(a, "P%s%.*s%.*s", t, STR_FMT(number(a, n)),
			    STR_FMT(u));
}

static bool whole(const struct time_mention *t)
{
	struct civil a = day_civil(t->from), b = day_civil(t->to);

	if (t->precision == PRECISION_MONTH)
		return a.y == b.y && a.m == b.m;
	if (t->precision == PRECISION_YEAR)
		return a.y == b.y;
	return t->precision != PRECISION_DAY || t->from == t->to;
}

static str date_value(struct arena *a, const struct time_mention *t)
{
	enum precision x = t->precision;

	if (t->from == DAY_NONE)
		return day_value(a, t->to,
				 x == PRECISION_PART ? PRECISION_MONTH : x);
	if (t->to == DAY_NONE || whole(t))
		return day_value(a, t->from, x);
	return arena_printf(a, "%.*s/%.*s", STR_FMT(day_value(a, t->from, x)),
			    STR_FMT(day_value(a, t->to, x)));
}

static str edtf_end(struct arena *a, day d, enum precision x)
{
	if (d == DAY_NONE)
		return STR("..");
	if (x == PRECISION_YEAR || x == PRECISION_MONTH)
		return day_value(a, d, x);
	return day_text(a, d);
}

static str edtf(struct arena *a, const struct time_mention *t)
{
	enum precision x = t->precision;
	struct civil c;

	if (t->from == DAY_NONE && t->to == DAY_NONE)
		return STR_NONE;
	if (x == PRECISION_SEASON && t->from != DAY_NONE && t->to != DAY_NONE) {
		c = day_civil(t->from);
		return arena_printf(a, "%04d-2%d", c.y,
				    c.m == 12 ? 4 : c.m / 3);
	}
	if (t->from != DAY_NONE && t->to != DAY_NONE && whole(t) &&
	    (x == PRECISION_YEAR || x == PRECISION_MONTH || x >= PRECISION_DAY))
		return edtf_end(a, t->from, x);
	return arena_printf(a, "%.*s/%.*s", STR_FMT(edtf_end(a, t->from, x)),
			    STR_FMT(edtf_end(a, t->to, x)));
}

static str clock_value(struct when_state *s, const struct parts *p, str date)
{
	int h = p->hh;

	if (h == PART_NONE)
		return arena_printf(s->d->arena, "%.*s%.*s", STR_FMT(date),
				    STR_FMT(p->tod));
	if (h < 12 &&
	    (p->pm || str_is(p->tod, "TAF") || str_is(p->tod, "TEV") ||
	     (str_is(p->tod, "TNI") && h >= 6)))
		h += 12;
	if (p->mi == PART_NONE)
		return arena_printf(s->d->arena, "%.*sT%02d", STR_FMT(date), h);
	return arena_printf(s->d->arena, "%.*sT%02d:%02d", STR_FMT(date), h,
			    p->mi);
}

void when_value(struct when_state *s, const struct parts *p,
		struct time_mention *t)
{
	struct arena *a = s->d->arena;

	t->mod = p->mod.n ? p->mod : p->part.n ? p->part : STR_NONE;
	if (t->type == TIME_DURATION || t->type == TIME_SET) {
		t->value = length(a, p);
		return;
	}
	if (t->value.n) {
		t->edtf = edtf(a, t);
		return;
	}
	if (t->from == DAY_NONE && t->to == DAY_NONE) {
		t->value = p->clock || p->tod.n
				   ? clock_value(s, p, STR("XXXX-XX-XX"))
			   : p->dir < 0 ? STR("PAST_REF")
					: STR("FUTURE_REF");
		return;
	}
	t->value = date_value(a, t);
	t->edtf = edtf(a, t);
	if (t->precision == PRECISION_PART && p->third != PART_NONE &&
	    !p->part.n)
		t->mod = p->third == 1	 ? STR("START")
			 : p->third == 2 ? STR("MID")
					 : STR("END");
	if (t->type == TIME_TIME)
		t->value = clock_value(s, p, t->value);
}
