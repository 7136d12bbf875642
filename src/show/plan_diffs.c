/* plan_diffs.c - what changed between two versions, as text and as JSON. */
#include "base/json.h"
#include "show/plan_diff.h"
#include "show/text.h"

static const char *sign_of(const char *how)
{
	static const char *const signs[][2] = { { "added", "+" },
						{ "dropped", "-" },
						{ "changed", "~" } };

	for (size_t i = 0; i < COUNT(signs); i++)
		if (strcmp(how, signs[i][0]) == 0)
			return signs[i][1];
	return "=";
}

static void put_version(struct view *v, const struct json_t *x, struct out *o)
{
	bool dated = item_day(x, "from") != DAY_NONE ||
		     item_day(x, "to") != DAY_NONE;
	long long items = item_int(x, "items");

	out_paint(o, PAINT_WEAK);
	out_str(o, item_str(x, "id"));
	out_paint(o, PAINT_NONE);
	out_printf(o, "  %.*s  ", STR_FMT(dated ? view_when(v, x) : STR("-")));
	out_paint(o, PAINT_STRONG);
	out_line(o, item_str(x, "name"), 0);
	out_paint(o, PAINT_NONE);
	if (items)
		out_printf(o, "  (%lld %.*s)", items,
			   STR_FMT(VIEW_WORD(v, "note", "items")));
	out_z(o, "\n");
}

static void put_words(const struct json_t *clause, struct out *o)
{
	out_z(o, "\n        ");
	out_paint(o, PAINT_WEAK);
	out_line(o, clause_words(clause), o->width > 20 ? o->width - 8 : 0);
	out_paint(o, PAINT_NONE);
}

/* That only one version is told to hold it doesn't mean that it came or went.
 */
static str word_of(const struct view *v, const struct clause_change *c)
{
	str how = view_word(v, "clause", str_of(c->how));

	if (c->told)
		return arena_printf(v->arena, "%.*s, %.*s", STR_FMT(how),
				    STR_FMT(VIEW_WORD(v, "clause", "told")));
	if (!c->then)
		return VIEW_WORD(v, "clause", "only-now");
	return c->now ? how : VIEW_WORD(v, "clause", "only-then");
}

static void put_change(struct view *v, const struct clause_change *c,
		       struct out *o)
{
	out_printf(o, "  %s ", sign_of(c->how));
	out_paint(o, PAINT_STRONG);
	out_line(o, view_issue(v, c->issue), 0);
	out_paint(o, PAINT_NONE);
	if (c->party.n)
		out_printf(o, ", %.*s", STR_FMT(view_name(v, c->party)));
	out_printf(o, "  [%.*s]", STR_FMT(word_of(v, c)));
	if (c->then)
		put_words(c->then, o);
	if (c->then && c->now)
		out_z(o, " →");
	if (c->now && strcmp(c->how, "same") != 0)
		put_words(c->now, o);
	out_z(o, "\n");
}

void text_plan_diff(struct view *v, const struct json_t *then,
		    const struct json_t *now, struct out *o)
{
	struct plan_diff d;

	plan_diff(v->arena, then, now, &d);
	put_version(v, then, o);
	put_version(v, now, o);
	if (d.edge)
		out_printf(o, "  %.*s\n",
			   STR_FMT(view_word(v, "basis",
					     item_str(d.edge, "basis"))));
	for (uint32_t i = 0; i < d.n; i++)
		put_change(v, &d.v[i], o);
	if (!d.n)
		out_printf(o, "  %.*s\n",
			   STR_FMT(VIEW_WORD(v, "clause", "none")));
}

/* ---- JSON */

static void put_clause(struct json *j, const char *key, const struct json_t *x)
{
	const struct json_t *ev = item_nth(item_at(x, "evidence"), 0);

	json_key(j, key);
	if (!x) {
		json_null(j);
		return;
	}
	json_open(j, '{');
	json_put_str(j, "stance", clause_words(x));
	json_put_str(j, "article", item_str(ev, "article"));
	json_put_span(j, "span", item_span(ev, "span"));
	json_close(j);
}

void json_plan_diff(struct view *v, const struct json_t *then,
		    const struct json_t *now, struct out *o)
{
	struct plan_diff d;
	struct json j;

	plan_diff(v->arena, then, now, &d);
	json_init(&j, &o->buf, 0);
	json_open(&j, '{');
	json_put_str(&j, "from", item_str(then, "id"));
	json_put_str(&j, "to", item_str(now, "id"));
	json_key(&j, "items");
	json_open(&j, '[');
	json_int(&j, item_int(then, "items"));
	json_int(&j, item_int(now, "items"));
	json_close(&j);
	json_put_str(&j, "basis", item_str(d.edge, "basis"));
	json_key(&j, "clauses");
	json_open(&j, '[');
	for (uint32_t i = 0; i < d.n; i++) {
		json_open(&j, '{');
		json_put_str(&j, "change", str_of(d.v[i].how));
		json_key(&j, "told");
		json_bool(&j, d.v[i].told);
		json_put_str(&j, "issue", d.v[i].issue);
		json_put_str(&j, "party", d.v[i].party);
		put_clause(&j, "then", d.v[i].then);
		put_clause(&j, "now", d.v[i].now);
		json_close(&j);
	}
	json_close(&j);
	json_close(&j);
	out_z(o, "\n");
}
