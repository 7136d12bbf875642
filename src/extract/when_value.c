/* when_value.c - TIMEX3 values and EDTF (level 1) of what was resolved. */
#include "extract/when_priv.h"

#include <stdlib.h>

static str day_value(struct arena *a, day d, enum precision x)
{
	struct civil c = day_civil(d);

	switch (x) {
	case PRECISION_DECADE:
		return arena_printf(a, "%03dX", c.y / 10);
	case PRECISION_YEAR:
		return arena_printf(a, "%04d", c.y);
	case PRECISION_HALF:
		return arena_printf(a, "%04d-H%d", c.y, c.m > 6 ? 2 : 1);
	case PRECISION_QUARTER:
		return arena_printf(a, "%04d-Q%d", c.y, (c.m + 2) / 3);
	case PRECISION_SEASON:
		return arena_printf(a, "%04d-%s", c.y - (c.m < 3),
				    c.m < 3 || c.m == 12 ? "WI"
				    : c.m < 6		 ? "SP"
				    : c.m < 9		 ? "SU"
							 : "FA");
	case PRECISION_PART:
	case PRECISION_MONTH:
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

static bool whole(const struct time_mention *t)
{
	struct civil a = day_civil(t->from), b = day_civil(t->to);

	if (t->precision == PRECISION_MONTH)
		return a.y == b.y && a.m == b.m;
	if (t->precision == PRECISION_YEAR)
		return a.y == b.y;
	return t->precision != PRECISION_DAY || t->from == t->to;
}

str when_date_value(struct arena *a, const struct time_mention *t)
{
	enum precision x = t->precision;

	/* the middle of a year is that year with a mod */
	if (x == PRECISION_PART && t->from != DAY_NONE && t->to != DAY_NONE &&
	    t->to - t->from > 31)
		return day_value(a, t->from, PRECISION_YEAR);
	if (t->from == DAY_NONE)
		return day_value(a, t->to,
				 x == PRECISION_PART ? PRECISION_MONTH : x);
	if (t->to == DAY_NONE || whole(t))
		return day_value(a, t->from, x);
	return arena_printf(a, "%.*s/%.*s", STR_FMT(day_value(a, t->from, x)),
			    STR_FMT(day_value(a, t->to, x)));
}

/* Before Monday and after Monday, Monday does not belong to it; before the end
 * of May, and before 5 pm of a day, May and the day do. */
static void beyond(const struct when_state *s, const struct parts *p,
		   struct time_mention *t)
{
	bool within = t->type == TIME_TIME;

	if (t->type == TIME_DATE && !t->value.n)
		t->value = when_date_value(s->d->arena, t);
	if (t->to == DAY_NONE)
		return;
	if (str_is(p->bound, "after")) {
		if (!within)
			t->from = t->to + 1;
		t->to = DAY_NONE;
		return;
	}
	if (!within && !str_is(p->part, "END"))
		t->to = t->from - 1;
	t->from = DAY_NONE;
}

/* since, until, by: one end is open. */
void when_bound(const struct when_state *s, const struct parts *p,
		struct time_mention *t)
{
	if (s->d->lang == LANG_EN && str_is(p->bound, "since") && !t->value.n &&
	    t->type == TIME_DATE)
		t->value = when_date_value(s->d->arena, t);
	if (str_is(p->bound, "from"))
		t->to = DAY_NONE;
	else if (str_is(p->bound, "since") && t->type == TIME_TIME)
		t->to = DAY_NONE;
	else if (str_is(p->bound, "since"))
		t->to = s->pub != DAY_NONE && s->pub >= t->from ? s->pub
								: DAY_NONE;
	else if (str_is(p->bound, "by") || str_is(p->bound, "until"))
		t->from = DAY_NONE;
	else if (s->d->lang == LANG_JA && str_is(p->bound, "before"))
		t->from = DAY_NONE;
	else if (str_is(p->bound, "before") || str_is(p->bound, "after"))
		beyond(s, p, t);
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

int when_minute(const struct parts *p)
{
	int h = p->hh;

	if (h == PART_NONE)
		return PART_NONE;
	if (p->has_ap && h <= 12)
		h = h % 12 + (p->pm ? 12 : 0);
	else if (h < 12 &&
		 (p->pm || str_is(p->tod, "TAF") || str_is(p->tod, "TEV") ||
		  (str_is(p->tod, "TNI") && h >= 5)))
		h += 12;
	return h * 60 + (p->mi == PART_NONE ? 0 : p->mi) + p->past_hour;
}

/* Minutes east of Greenwich of "Z", "-05:00"; PART_NONE when it is none. */
static int zone_minutes(str zone)
{
	int n;

	if (str_is(zone, "Z"))
		return 0;
	if (zone.n != 6)
		return PART_NONE;
	n = (int)(str_to_long(str_cut(zone, 1, 3)) * 60 +
		  str_to_long(str_cut(zone, 4, 6)));
	return zone.p[0] == '-' ? -n : n;
}

/* An hour told in another zone, in civil time of the source: the day may
 * change with it. */
static int in_own_zone(const struct when_state *s, const struct parts *p,
		       struct time_mention *t, int m)
{
	int zone = zone_minutes(p->zone);

	if (zone == PART_NONE || s->pub_offset == PART_NONE ||
	    t->from == DAY_NONE || t->from != t->to)
		return PART_NONE;
	m += s->pub_offset - zone;
	if (m < 0 || m >= 24 * 60) {
		t->from += m < 0 ? -1 : 1;
		t->to = t->from;
		m += m < 0 ? 24 * 60 : -24 * 60;
	}
	return m;
}

static str clock_value(struct when_state *s, const struct parts *p,
		       struct time_mention *t, str date)
{
	struct arena *a = s->d->arena;
	int m = when_minute(p), h, own;
	bool fine = p->mi != PART_NONE || p->past_hour;
	str zone = p->zone;

	if (m == PART_NONE)
		return arena_printf(a, "%.*s%.*s", STR_FMT(date),
				    STR_FMT(p->tod));
	m = m < 0 ? m + 24 * 60 : m;
	own = t ? in_own_zone(s, p, t, m) : PART_NONE;
	if (own != PART_NONE) {
		m = own;
		date = day_text(a, t->from);
		fine = true;
		zone = arena_printf(
			a, "%c%02d:%02d", s->pub_offset < 0 ? '-' : '+',
			abs(s->pub_offset) / 60, abs(s->pub_offset) % 60);
	}
	h = m / 60;
	if (h == 0 && p->midnight &&
	    ((p->wd == PART_NONE && p->d == PART_NONE && t &&
	      p->rd.by == PART_NONE && when_future(s, p->words)) ||
	     str_is(p->bound, "by") || str_is(p->bound, "until") ||
	     str_is(p->bound, "before")))
		h = 24; /* by midnight on Friday: the end of it */
	if (!fine)
		return arena_printf(a, "%.*sT%02d%.*s", STR_FMT(date), h,
				    STR_FMT(zone));
	if (p->ss != PART_NONE)
		return arena_printf(a, "%.*sT%02d:%02d:%02d%.*s", STR_FMT(date),
				    h, m % 60, p->ss, STR_FMT(zone));
	return arena_printf(a, "%.*sT%02d:%02d%.*s", STR_FMT(date), h, m % 60,
			    STR_FMT(zone));
}

/* Every Monday, every other week, every morning at 9. */
static str set_value(struct when_state *s, const struct parts *p)
{
	struct arena *a = s->d->arena;
	str clock = p->hh != PART_NONE || p->tod.n
			    ? clock_value(s, p, NULL, STR_NONE)
			    : STR_NONE;
	struct parts twice = *p;

	if (p->weekend)
		return STR("XXXX-WXX-WE");
	if (p->wd != PART_NONE)
		return arena_printf(a, "XXXX-WXX-%d%.*s", p->wd ? p->wd : 7,
				    STR_FMT(clock));
	if (p->m != PART_NONE && p->d != PART_NONE)
		return arena_printf(a, "XXXX-%02d-%02d%.*s", p->m, p->d,
				    STR_FMT(clock));
	if (p->m != PART_NONE)
		return arena_printf(a, "XXXX-%02d", p->m);
	if (clock.n)
		return clock;
	if (p->other)
		twice.n = 2;
	return when_length(a, &twice);
}

static str mod_of(const struct parts *p)
{
	static const char *const mods[][2] = {
		{ "by", "ON_OR_BEFORE" },  { "until", "ON_OR_BEFORE" },
		{ "before", "BEFORE" },	   { "since", "ON_OR_AFTER" },
		{ "from", "ON_OR_AFTER" }, { "after", "AFTER" },
	};

	if (str_is(p->part, "LAST") && !p->mod.n && p->m == PART_NONE)
		return STR_NONE; /* its value is December */
	if (p->mod.n || p->part.n)
		return p->mod.n			 ? p->mod
		       : str_is(p->part, "LAST") ? STR("END")
						 : p->part;
	for (size_t i = 0; i < COUNT(mods); i++)
		if (str_is(p->bound, mods[i][0]))
			return str_of(mods[i][1]);
	return STR_NONE;
}

void when_value_range(struct when_state *s, bool clock, struct time_mention *t,
		      const struct time_mention *end)
{
	struct arena *a = s->d->arena;
	size_t cut = str_find(t->value, STR("/"), 0);
	size_t rest = str_find(end->value, STR("/"), 0);
	str from = str_cut(t->value, 0, cut < t->value.n ? cut : t->value.n);
	str to = rest < end->value.n
			 ? str_cut(end->value, rest + 1, end->value.n)
			 : end->value;

	if (!clock && t->from != DAY_NONE && t->to != DAY_NONE &&
	    t->precision != end->precision) {
		from = day_text(a, t->from);
		to = day_text(a, t->to);
	}
	t->value = arena_printf(a, "%.*s/%.*s", STR_FMT(from), STR_FMT(to));
	if (t->precision < end->precision)
		t->precision = end->precision;
	t->edtf = edtf(a, t);
}

void when_value(struct when_state *s, const struct parts *p,
		struct time_mention *t)
{
	struct arena *a = s->d->arena;

	if (!t->mod.n)
		t->mod = mod_of(p);
	if (t->type == TIME_SET) {
		t->value = set_value(s, p);
		return;
	}
	if (t->type == TIME_DURATION) {
		t->value = when_length(a, p);
		return;
	}
	if (t->value.n) {
		t->edtf = edtf(a, t);
		return;
	}
	if (t->from == DAY_NONE && t->to == DAY_NONE) {
		t->value = p->clock || p->tod.n
				   ? clock_value(s, p, NULL, STR_NONE)
			   : p->dir < 0 ? STR("PAST_REF")
					: STR("FUTURE_REF");
		return;
	}
	t->value = when_date_value(a, t);
	t->edtf = edtf(a, t);
	if (t->precision == PRECISION_PART && p->third != PART_NONE &&
	    !p->part.n)
		t->mod = p->third == 1	 ? STR("START")
			 : p->third == 2 ? STR("MID")
					 : STR("END");
	if (t->type == TIME_TIME)
		t->value = clock_value(s, p, t, t->value);
}
