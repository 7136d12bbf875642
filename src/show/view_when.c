/* view_when.c - dates as exactly as the source gives them, and no more. */
#include "show/view.h"

static bool is_month(day from, day to)
{
	struct civil a = day_civil(from), b = day_civil(to);

	return a.y == b.y && a.m == b.m && a.d == 1 &&
	       b.d == days_in_month(b.y, b.m);
}

static str month(struct arena *a, struct civil c)
{
	return arena_printf(a, "%04d-%02d", c.y, c.m);
}

/* "2031-03 early": the thirds of a month and its halves. */
static str part_of_month(const struct view *v, day from, day to)
{
	struct civil a = day_civil(from), b = day_civil(to);
	const char *part = NULL;

	if (a.y != b.y || a.m != b.m)
		return STR_NONE;
	if (a.d == 1 && b.d == 10)
		part = "early";
	else if (a.d == 11 && b.d == 20)
		part = "mid";
	else if (a.d == 21 && b.d == days_in_month(b.y, b.m))
		part = "late";
	else if (a.d == 1 && b.d == 15)
		part = "first-half";
	else if (a.d == 16 && b.d == days_in_month(b.y, b.m))
		part = "second-half";
	if (!part)
		return STR_NONE;
	return arena_printf(v->arena, "%.*s %.*s", STR_FMT(month(v->arena, a)),
			    STR_FMT(view_word(v, "part", str_of(part))));
}

/* "2031 Q1", "2031 H2" and their like: whole months of one year. */
static str part_of_year(const struct view *v, day from, day to, str precision)
{
	struct civil a = day_civil(from), b = day_civil(to);
	int months = b.m - a.m + 1;

	if (a.y != b.y || a.d != 1 || b.d != days_in_month(b.y, b.m))
		return STR_NONE;
	if (months == 12)
		return arena_printf(v->arena, "%04d", a.y);
	if (str_is(precision, "season") || months == 1)
		return STR_NONE;
	if (months == 6 && (a.m == 1 || a.m == 7))
		return arena_printf(
			v->arena, "%04d %.*s", a.y,
			STR_FMT(view_word(v, "half",
					  a.m == 1 ? STR("1") : STR("2"))));
	if (months == 3 && (a.m - 1) % 3 == 0)
		return arena_printf(v->arena, "%04d Q%d", a.y, (a.m + 2) / 3);
	return STR_NONE;
}

/* "2031-03-04–07": what both share is written once. */
static str range(const struct view *v, day from, day to)
{
	struct civil a = day_civil(from), b = day_civil(to);
	str first = day_text(v->arena, from), last = day_text(v->arena, to);

	if (a.d == 1 && b.d == days_in_month(b.y, b.m)) {
		first = str_cut(first, 0, first.n - 3);
		last = str_cut(last, 0, last.n - 3);
		if (a.y == b.y)
			last = str_cut(last, last.n - 2, last.n);
	} else if (a.y == b.y) {
		last = str_cut(last, last.n - (a.m == b.m ? 2 : 5), last.n);
	}
	return arena_printf(v->arena, "%.*s–%.*s", STR_FMT(first),
			    STR_FMT(last));
}

/* {d} stands for the day. */
static str open_end(const struct view *v, const char *key, day when)
{
	str t = view_word(v, "when", str_of(key));
	size_t at = str_find(t, STR("{d}"), 0);
	str d = day_text(v->arena, when);

	if (at == SIZE_MAX)
		return d;
	return arena_printf(v->arena, "%.*s%.*s%.*s",
			    STR_FMT(str_cut(t, 0, at)), STR_FMT(d),
			    STR_FMT(str_cut(t, at + 3, t.n)));
}

str view_interval(const struct view *v, day from, day to, str precision)
{
	str s;

	if (from == DAY_NONE && to == DAY_NONE)
		return VIEW_WORD(v, "when", "undated");
	if (from == DAY_NONE)
		return open_end(v, "until", to);
	if (to == DAY_NONE)
		return open_end(v, "since", from);
	if (from == to)
		return day_text(v->arena, from);
	if (is_month(from, to))
		return month(v->arena, day_civil(from));
	s = part_of_month(v, from, to);
	if (!s.n)
		s = part_of_year(v, from, to, precision);
	return s.n ? s : range(v, from, to);
}

str view_when(const struct view *v, const struct json_t *x)
{
	return view_interval(v, item_day(x, "from"), item_day(x, "to"),
			     item_str(x, "precision"));
}

day view_known_by(struct view *v, const struct json_t *x)
{
	day when = item_day(x, "from");
	const struct view_article *a;

	if (when == DAY_NONE)
		when = item_day(x, "to");
	if (when != DAY_NONE)
		return when;
	a = view_article(
		v, item_str(item_nth(item_at(x, "evidence"), 0), "article"));
	return a ? day_parse(a->row.published) : DAY_NONE;
}
