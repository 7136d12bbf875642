/* band.c - entries over time, drawn on the server as SVG.
 *
 * One lane for each kind family that occurs, time from left to right. A day
 * is a dot, an interval a bar; what has not happened is hollow, what was
 * called off is struck, a vague date fades at its ends. */
#include "web/web_priv.h"

#define WIDTH 960.0
#define LANE 16.0
#define LEFT 112.0 /* names of the lanes stand here */
#define RIGHT 10.0
#define TOP 18.0
#define MOST_LANES 8u

struct scale {
	day from, to;
};

static double x_of(const struct scale *s, day when)
{
	double days = s->to > s->from ? (double)(s->to - s->from) : 1.0;

	return LEFT + (WIDTH - LEFT - RIGHT) * (double)(when - s->from) / days;
}

static bool ends_of(const struct json_t *x, day *from, day *to)
{
	*from = item_day(x, "from");
	*to = item_day(x, "to");
	if (*from == DAY_NONE)
		*from = *to;
	if (*to == DAY_NONE)
		*to = *from;
	return *from != DAY_NONE;
}

static struct scale scale_of(const struct items *list)
{
	struct scale s = { DAY_NONE, DAY_NONE };
	day from, to;

	for (uint32_t i = 0; i < list->n; i++) {
		if (!ends_of(list->v[i], &from, &to))
			continue;
		if (s.from == DAY_NONE || from < s.from)
			s.from = from;
		if (s.to == DAY_NONE || to > s.to)
			s.to = to;
	}
	return s;
}

/* The lane of a kind; the last is for all that are too many. */
static uint32_t lane_of(str *lanes, uint32_t *n, str kind)
{
	for (uint32_t i = 0; i < *n; i++)
		if (str_eq(lanes[i], kind))
			return i;
	if (*n < MOST_LANES)
		lanes[(*n)++] = kind;
	return *n - 1;
}

static void put_number(struct html *h, const char *name, double v)
{
	buf_byte(&h->out, ' ');
	buf_z(&h->out, name);
	html_raw(h, "=\"");
	html_len(h, v);
	html_raw(h, "\"");
}

/* The last is written to the left of its line. */
static void put_tick(struct req *r, const struct scale *s, day when,
		     double height)
{
	struct html *h = &r->h;
	double x = x_of(s, when);

	html_raw(h, "<line class=\"grid\"");
	put_number(h, "x1", x);
	put_number(h, "x2", x);
	put_number(h, "y1", TOP - 4);
	put_number(h, "y2", height);
	html_raw(h, "/><text");
	put_number(h, "x", when == s->to && s->to != s->from ? x - 62 : x + 3);
	put_number(h, "y", 11);
	html_raw(h, ">");
	html_txt(h, day_text(r->arena, when));
	html_raw(h, "</text>");
}

static void put_months(struct req *r, const struct scale *s, double height)
{
	struct civil c = day_civil(s->from);
	int months = (s->to - s->from) / 30 + 1;
	int step = months / 12 + 1;

	put_tick(r, s, s->from, height);
	if (s->to != s->from)
		put_tick(r, s, s->to, height);

	for (int i = 0; i < 400; i += step) {
		int m = c.m - 1 + i;
		day when = day_of(c.y + m / 12, m % 12 + 1, 1);

		if (when > s->to)
			return;
		/* not over those at the ends */
		if (x_of(s, when) > x_of(s, s->from) + 70 &&
		    x_of(s, when) < x_of(s, s->to) - 125)
			put_tick(r, s, when, height);
	}
}

bool band_vague(const struct json_t *x)
{
	str precision = item_str(x, "precision");

	return precision.n && !str_is(precision, "day") &&
	       !str_is(precision, "hour") && !str_is(precision, "minute") &&
	       !str_eq(item_str(x, "from"), item_str(x, "to"));
}

static void put_shape(struct req *r, const struct json_t *x,
		      const struct scale *s, uint32_t lane)
{
	struct html *h = &r->h;
	day from, to;
	double y = TOP + LANE * lane + LANE / 2, x1, x2;
	str status = item_str(x, "status");

	if (!ends_of(x, &from, &to))
		return;
	x1 = x_of(s, from);
	x2 = x_of(s, to);
	html_raw(h, "<a href=\"/entry/");
	html_url(h, item_str(x, "id"));
	html_raw(h, "\" tabindex=\"-1\"");
	html_attr(h, "class",
		  arena_printf(r->arena, "b-%.*s", STR_FMT(status)));
	html_raw(h, "><title>");
	html_txt(h, item_str(x, "edtf"));
	html_raw(h, " ");
	html_txt(h, view_title(&r->view, x));
	html_raw(h, "</title><rect");
	if (band_vague(x))
		html_attr(h, "class", STR("vague"));
	put_number(h, "x", x2 - x1 < 8 ? (x1 + x2) / 2 - 4 : x1);
	put_number(h, "y", y - 4);
	put_number(h, "width", x2 - x1 < 8 ? 8 : x2 - x1);
	html_raw(h, " height=\"8\" rx=\"4\"/>");
	if (str_is(status, "cancelled") || str_is(status, "denied")) {
		html_raw(h, "<line class=\"struck\"");
		put_number(h, "x1", (x1 + x2) / 2 - 7);
		put_number(h, "x2", (x1 + x2) / 2 + 7);
		put_number(h, "y1", y);
		put_number(h, "y2", y);
		html_raw(h, "/>");
	}
	html_raw(h, "</a>");
}

static void put_tool(struct req *r, const char *does, str label, str text)
{
	struct html *h = &r->h;

	html_raw(h, "<button type=\"button\"");
	html_attr(h, "data-do", str_of(does));
	html_attr(h, "title", label);
	if (!str_eq(label, text))
		html_attr(h, "aria-label", label);
	html_raw(h, ">");
	html_txt(h, text);
	html_raw(h, "</button> ");
}

/* The tools are script's: they stay hidden without it. */
static void put_frame(struct req *r, bool any)
{
	struct html *h = &r->h;

	html_raw(h, "<figure class=\"band\"");
	if (!any)
		html_raw(h, " hidden");
	html_raw(h, "><div class=\"tools\" hidden>");
	put_tool(r, "in", word(r, WORD_ZOOM_IN), STR("+"));
	put_tool(r, "out", word(r, WORD_ZOOM_OUT), STR("−"));
	put_tool(r, "left", word(r, WORD_EARLIER), STR("←"));
	put_tool(r, "right", word(r, WORD_LATER), STR("→"));
	put_tool(r, "all", word(r, WORD_WHOLE), word(r, WORD_WHOLE));
	html_raw(h, "<label>");
	put_word(r, WORD_LANES);
	html_raw(h, " <select data-do=\"lanes\"><option value=\"kinds\">");
	put_word(r, WORD_KIND);
	html_raw(h, "</option><option value=\"parties\">");
	put_word(r, WORD_PARTY);
	html_raw(h, "</option></select></label> ");
	put_tool(r, "use", word(r, WORD_USE_RANGE), word(r, WORD_USE_RANGE));
	html_raw(h, "<output></output></div><div class=\"plot\" tabindex=\"0\" "
		    "role=\"group\" aria-describedby=\"band-help\"");
	html_attr(h, "aria-label", word(r, WORD_BAND));
	html_attr(h, "data-week", word(r, WORD_WEEK_OF));
	html_raw(h, ">");
}

static void put_drawing(struct req *r, const struct items *list)
{
	struct scale s = scale_of(list);
	struct html *h = &r->h;
	str lanes[MOST_LANES];
	uint32_t n = 0;
	double height;

	for (uint32_t i = 0; i < list->n; i++)
		lane_of(lanes, &n, item_str(list->v[i], "kind"));
	height = TOP + LANE * n + 4;
	html_raw(h, "<svg viewBox=\"0 0 960 ");
	html_len(h, height);
	html_raw(h,
		 "\" aria-hidden=\"true\"><defs><linearGradient id=\"vague\">"
		 "<stop offset=\"0\" class=\"v0\"/>"
		 "<stop offset=\".5\" class=\"v1\"/>"
		 "<stop offset=\"1\" class=\"v0\"/>"
		 "</linearGradient></defs>");
	put_months(r, &s, height);
	for (uint32_t i = 0; i < n; i++) {
		html_raw(h, "<text class=\"lane\" x=\"4\"");
		put_number(h, "y", TOP + LANE * i + LANE / 2 + 4);
		html_raw(h, ">");
		html_txt(h, name_of(r, i == MOST_LANES - 1 ? STR("other")
							   : lanes[i]));
		html_raw(h, "</text>");
	}
	for (uint32_t i = 0; i < list->n; i++)
		put_shape(r, list->v[i], &s,
			  lane_of(lanes, &n, item_str(list->v[i], "kind")));
	html_raw(h, "</svg>");
}

/* With no dated row it is shown by script alone, which knows all others. */
void put_band(struct req *r, const struct items *list)
{
	bool any = scale_of(list).from != DAY_NONE;

	put_frame(r, any);
	if (any)
		put_drawing(r, list);
	html_raw(&r->h, "</div><figcaption id=\"band-help\" class=\"weak\" "
			"hidden>");
	put_word(r, WORD_BAND_HELP);
	html_raw(&r->h, "</figcaption></figure>");
}
