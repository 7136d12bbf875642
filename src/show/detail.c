/* detail.c - any item as a page of text: what it says, and the words of the
 * sources that say it, attribute by attribute. */
#include "show/text.h"

#define MOST 12 /* passages of one attribute */

static str plus(struct view *v, str a, const char *between, str b)
{
	if (!b.n)
		return a;
	return arena_printf(v->arena, "%.*s%s%.*s", STR_FMT(a),
			    a.n ? between : "", STR_FMT(b));
}

static void heading(struct view *v, const struct json_t *x, struct out *o)
{
	out_paint(o, PAINT_WEAK);
	out_line(o, item_str(x, "id"), 0);
	out_paint(o, PAINT_NONE);
	out_z(o, "  ");
	out_paint(o, PAINT_STRONG);
	out_line(o, view_title(v, x), 0);
	out_paint(o, PAINT_NONE);
	out_z(o, "\n");
}

static void section(struct view *v, const char *group, str key, str value,
		    struct out *o)
{
	out_z(o, "\n  ");
	out_paint(o, PAINT_STRONG);
	out_str(o, view_word(v, group, key));
	out_paint(o, PAINT_NONE);
	if (value.n) {
		out_z(o, "  ");
		out_line(o, value, 0);
	}
	out_z(o, "\n");
}

/* ---- entries */

static str status_text(struct view *v, const struct json_t *x)
{
	const struct json_t *by = item_at(x, "status_by");
	str s = view_word(v, "status", item_str(x, "status"));

	for (uint32_t i = 0; i < item_count(by); i++)
		s = arena_printf(
			v->arena, "%.*s%s%.*s: %.*s", STR_FMT(s),
			i ? ", " : " (", STR_FMT(view_name(v, item_key(by, i))),
			STR_FMT(view_word(v, "status", item_nth_str(by, i))));
	if (item_count(by))
		s = plus(v, s, "", STR(")"));
	if (item_true(x, "disputed"))
		s = plus(v, s, "; ", VIEW_WORD(v, "note", "disputed"));
	return s;
}

static str who_text(struct view *v, const struct json_t *x)
{
	const struct json_t *list = item_at(x, "participants");
	str s = STR_NONE;

	for (uint32_t i = 0; i < item_count(list); i++) {
		const struct json_t *p = item_nth(list, i);
		str party = item_str(p, "party"), role = item_str(p, "role");
		str id = item_str(p, "actor"), name = view_name(v, id);
		str more = STR_NONE;

		if (party.n && !str_eq(party, id) &&
		    str_is(item_str(p, "kind"), "person"))
			more = view_name(v, party);
		if (role.n && !str_is(role, "participant"))
			more = plus(v, more, ", ", view_word(v, "role", role));
		s = plus(v, s, "; ", name);
		if (more.n)
			s = arena_printf(v->arena, "%.*s (%.*s)", STR_FMT(s),
					 STR_FMT(more));
	}
	return s;
}

static str figures_text(struct view *v, const struct json_t *x)
{
	const struct json_t *list = item_at(x, "magnitude");
	str s = STR_NONE;

	for (uint32_t i = 0; i < item_count(list); i++) {
		const struct json_t *m = item_nth(list, i);

		s = plus(v, s, "; ",
			 arena_printf(v->arena, "%.*s %.12g %.*s",
				      STR_FMT(item_str(m, "what")),
				      item_num(m, "value"),
				      STR_FMT(item_str(m, "unit"))));
	}
	return s;
}

static str sources_text(struct view *v, const struct json_t *x)
{
	static const char *const keys[] = { "articles", "publishers",
					    "independent" };
	static const char *const paths[] = { "sources", "publishers",
					     "independent" };
	str s = STR_NONE;

	for (size_t i = 0; i < COUNT(keys); i++)
		s = plus(v, s, ", ",
			 arena_printf(
				 v->arena, "%.*s %lld",
				 STR_FMT(view_word(v, "note", str_of(keys[i]))),
				 item_int(x, paths[i])));
	return s;
}

static str when_text(struct view *v, const struct json_t *x)
{
	str edtf = item_str(x, "edtf"), s = view_when(v, x);

	if (edtf.n && !str_eq(edtf, s))
		s = arena_printf(v->arena, "%.*s (EDTF %.*s)", STR_FMT(s),
				 STR_FMT(edtf));
	return s;
}

static void put_fields(struct view *v, const struct json_t *x, struct out *o)
{
	str kind = item_str(x, "kind"), cameo = item_str(x, "cameo");

	if (cameo.n)
		kind = arena_printf(v->arena, "%.*s (PLOVER %.*s, CAMEO %.*s)",
				    STR_FMT(kind),
				    STR_FMT(item_str(x, "plover")),
				    STR_FMT(cameo));
	text_field(v, "status", status_text(v, x), o);
	text_field(v, "when", when_text(v, x), o);
	text_field(v, "where", view_name(v, item_str(x, "place.id")), o);
	text_field(v, "who", who_text(v, x), o);
	text_field(v, "figures", figures_text(v, x), o);
	text_field(v, "kind", kind, o);
	text_field(v, "sources", sources_text(v, x), o);
	text_field(v, "scope",
		   arena_printf(
			   v->arena, "%.*s, %.*s %lld",
			   STR_FMT(view_word(v, "scope", item_str(x, "scope"))),
			   STR_FMT(VIEW_WORD(v, "note", "importance")),
			   item_int(x, "importance")),
		   o);
}

/* The value of an attribute in a few words; who stands above already. */
static str attribute_text(struct view *v, const struct json_t *x, str key)
{
	if (str_is(key, "date"))
		return view_when(v, x);
	if (str_is(key, "place"))
		return view_name(v, item_str(x, "place.id"));
	if (str_is(key, "status"))
		return view_word(v, "status", item_str(x, "status"));
	return STR_NONE;
}

static bool same_places(const struct json_t *a, const struct json_t *b)
{
	bool same = item_count(a) == item_count(b);

	for (uint32_t i = 0; same && i < item_count(a); i++) {
		const struct json_t *x = item_nth(a, i), *y = item_nth(b, i);
		span s = item_span(x, "span"), t = item_span(y, "span");

		same = s.from == t.from && s.to == t.to &&
		       str_eq(item_str(x, "article"), item_str(y, "article"));
	}
	return same;
}

/* The attribute before the ith that rests on just the same words, or NONE:
 * they need not be read twice. */
static str told_before(const struct json_t *list, uint32_t i)
{
	for (uint32_t k = 0; k < i; k++)
		if (same_places(item_at(item_nth(list, k), "evidence"),
				item_at(item_nth(list, i), "evidence")))
			return item_key(list, k);
	return STR_NONE;
}

static void put_attributes(struct view *v, const struct json_t *x,
			   struct out *o)
{
	const struct json_t *list = item_at(x, "attributes");

	for (uint32_t i = 0; i < item_count(list); i++) {
		const struct json_t *a = item_nth(list, i);
		str key = item_key(list, i);
		str value = attribute_text(v, x, key);
		str before = told_before(list, i);

		if (item_count(item_at(a, "evidence")) == 0 &&
		    !item_str(a, "decided_by").n)
			continue;
		if (item_str(a, "decided_by").n)
			value = arena_printf(
				v->arena, "%.*s (%.*s %.*s)", STR_FMT(value),
				STR_FMT(VIEW_WORD(v, "note", "decided")),
				STR_FMT(item_str(a, "decided_by")));
		if (before.n)
			value = arena_printf(
				v->arena, "%.*s  (%.*s: %.*s)", STR_FMT(value),
				STR_FMT(VIEW_WORD(v, "note", "same-words")),
				STR_FMT(view_word(v, "attribute", before)));
		section(v, "attribute", key, value, o);
		if (!before.n)
			text_evidence(v, item_at(a, "evidence"), MOST, o);
	}
}

/* ---- links */

static int put_link(struct view *v, const char *kind, str id, struct out *o,
		    struct err *e)
{
	if (!id.n)
		return 0;
	section(v, "link", str_of(kind), STR_NONE, o);
	return text_link(v, id, o, e);
}

static int put_members(struct view *v, const struct json_t *x, struct out *o,
		       struct err *e)
{
	const struct json_t *list = item_at(x, "members");
	int r = 0;

	if (item_count(list))
		section(v, "link", STR("members"), STR_NONE, o);
	for (uint32_t i = 0; r == 0 && i < item_count(list); i++)
		r = text_link(v, item_nth_str(list, i), o, e);
	return r;
}

static int put_doubtful(struct view *v, const struct json_t *x, struct out *o,
			struct err *e)
{
	const struct json_t *list = item_at(x, "doubtful");
	int r = 0;

	if (item_count(list))
		section(v, "link", STR("doubtful"), STR_NONE, o);
	for (uint32_t i = 0; r == 0 && i < item_count(list); i++) {
		const struct json_t *d = item_nth(list, i);

		r = text_link(v, item_str(d, "entry"), o, e);
		out_z(o, "      ");
		out_line(o, item_str(d, "why"), 0);
		out_z(o, "\n");
	}
	return r;
}

struct about {
	struct view *v;
	struct out *o;
	const char *layer;
	uint32_t n;
};

static int put_about(void *ctx, const struct json_t *x, str raw, struct err *e)
{
	struct about *a = ctx;

	(void)raw;
	(void)e;
	if (a->n++ == 0)
		section(a->v, "link", str_of(a->layer), STR_NONE, a->o);
	out_z(a->o, "    ");
	out_pad(a->o, item_str(x, "id"), 14);
	out_line(a->o,
		 view_word(a->v,
			   strcmp(a->layer, "gaps") == 0 ? "gap" : "conflict",
			   item_str(x, "kind")),
		 0);
	out_z(a->o, "\n");
	return 0;
}

static int put_layer_about(struct view *v, const char *layer, str id,
			   struct out *o, struct err *e)
{
	struct view_filter f = VIEW_FILTER(layer);
	struct about a = { .v = v, .o = o, .layer = layer };

	f.about = id;
	return view_each(v, &f, put_about, &a, NULL, e);
}

static int put_links(struct view *v, const struct json_t *x, struct out *o,
		     struct err *e)
{
	static const char *const links[] = { "part_of", "responds_to",
					     "outcome_of" };

	for (size_t i = 0; i < COUNT(links); i++)
		if (put_link(v, links[i], item_str(x, links[i]), o, e) < 0)
			return -1;
	if (put_members(v, x, o, e) < 0 || put_doubtful(v, x, o, e) < 0)
		return -1;
	if (put_layer_about(v, "conflicts", item_str(x, "id"), o, e) < 0 ||
	    put_layer_about(v, "gaps", item_str(x, "id"), o, e) < 0)
		return -1;
	return 0;
}

static int put_entry(struct view *v, const struct json_t *x, struct out *o,
		     struct err *e)
{
	str words = view_words(v, x);

	heading(v, x, o);
	if (words.n)
		text_field(v, "quote", words, o);
	put_fields(v, x, o);
	put_attributes(v, x, o);
	return put_links(v, x, o, e);
}

/* ---- other items: their fields in order, then the evidence */

static str joined(struct view *v, const struct json_t *list, const char *group)
{
	str s = STR_NONE;

	for (uint32_t i = 0; i < item_count(list); i++) {
		str x = item_nth_str(list, i);

		if (group && strcmp(group, "name") == 0)
			x = view_name(v, x);
		else if (group)
			x = view_issue(v, x);
		s = plus(v, s, "; ", x);
	}
	return s;
}

static str or_word(struct view *v, const char *group, str key)
{
	return key.n ? view_word(v, group, key) : STR_NONE;
}

static str dated(struct view *v, const struct json_t *x)
{
	bool is = item_day(x, "from") != DAY_NONE ||
		  item_day(x, "to") != DAY_NONE;

	return is ? view_when(v, x) : STR_NONE;
}

/* "Mayor (2031-01-15/2031-03-05)": since when and till when it is told. */
static str held(struct view *v, const struct json_t *list)
{
	str s = STR_NONE;

	for (uint32_t i = 0; i < item_count(list); i++) {
		const struct json_t *x = item_nth(list, i);
		str role = item_str(x, "role"), when = dated(v, x);

		if (when.n)
			role = arena_printf(v->arena, "%.*s (%.*s)",
					    STR_FMT(role), STR_FMT(when));
		s = plus(v, s, "; ", role);
	}
	return s;
}

static void put_actor(struct view *v, const struct json_t *x, struct out *o)
{
	const struct json_t *names = item_at(x, "names");

	heading(v, x, o);
	text_field(v, "kind", item_str(x, "kind"), o);
	text_field(v, "party", view_name(v, item_str(x, "party")), o);
	text_field(v, "roles", held(v, item_at(x, "held")), o);
	for (uint32_t i = 0; i < item_count(names); i++)
		text_field(v, "names", joined(v, item_nth(names, i), NULL), o);
	text_field(v, "members", joined(v, item_at(x, "members"), "name"), o);
}

static void put_statement(struct view *v, const struct json_t *x, struct out *o)
{
	heading(v, x, o);
	text_field(v, "speaker", view_name(v, item_str(x, "speaker")), o);
	text_field(v, "speaker", item_str(x, "speaker_words"), o);
	text_field(v, "reported-by", view_name(v, item_str(x, "reported_by")),
		   o);
	text_field(v, "addressee", view_name(v, item_str(x, "addressee")), o);
	text_field(v, "when", dated(v, x), o);
	text_field(v, "form", or_word(v, "form", item_str(x, "form")), o);
	text_field(v, "medium", or_word(v, "medium", item_str(x, "medium")), o);
	text_field(v, "issues", joined(v, item_at(x, "issue"), "issue"), o);
}

static void put_position(struct view *v, const struct json_t *x, struct out *o)
{
	heading(v, x, o);
	text_field(v, "party", view_name(v, item_str(x, "party")), o);
	text_field(v, "issue", view_issue(v, item_str(x, "issue")), o);
	text_field(v, "force", or_word(v, "force", item_str(x, "force")), o);
	text_field(v, "stance", item_str(x, "stance"), o);
	text_field(v, "holder", view_name(v, item_str(x, "holder")), o);
	text_field(v, "when", dated(v, x), o);
}

static void part_head(str head, struct out *o)
{
	out_z(o, "\n  ");
	out_paint(o, PAINT_STRONG);
	out_line(o, head, 0);
	out_paint(o, PAINT_NONE);
	out_z(o, "\n");
}

/* The evidence of each member of a list, headed by what it claims. */
static void put_parts(struct view *v, const struct json_t *list,
		      str (*head)(struct view *, const struct json_t *),
		      struct out *o)
{
	for (uint32_t i = 0; i < item_count(list); i++) {
		const struct json_t *x = item_nth(list, i);

		part_head(head(v, x), o);
		text_evidence(v, item_at(x, "evidence"), MOST, o);
	}
}

static str edge_head(struct view *v, const struct json_t *x)
{
	return arena_printf(
		v->arena, "%.*s: %.*s → %.*s (%.*s)",
		STR_FMT(VIEW_WORD(v, "head", "lineage")),
		STR_FMT(item_str(x, "from")), STR_FMT(item_str(x, "to")),
		STR_FMT(view_word(v, "basis", item_str(x, "basis"))));
}

static str clause_head(struct view *v, const struct json_t *x)
{
	str s = plus(v, VIEW_WORD(v, "head", "clauses"), ": ",
		     view_issue(v, item_str(x, "issue")));

	s = plus(v, s, ", ", view_name(v, item_str(x, "party")));
	return plus(v, s, ", ", item_str(x, "stance"));
}

static str response_head(struct view *v, const struct json_t *x)
{
	return plus(v,
		    plus(v, VIEW_WORD(v, "head", "responses"), ": ",
			 view_name(v, item_str(x, "party"))),
		    ", ", or_word(v, "answer", item_str(x, "answer")));
}

static void put_proposal(struct view *v, const struct json_t *x, struct out *o)
{
	long long items = item_int(x, "items");

	heading(v, x, o);
	text_field(v, "kind", or_word(v, "plan", item_str(x, "kind")), o);
	text_field(v, "author", joined(v, item_at(x, "author"), "name"), o);
	text_field(v, "when", dated(v, x), o);
	text_field(v, "items",
		   items ? arena_printf(v->arena, "%lld", items) : STR_NONE, o);
	put_parts(v, item_at(x, "lineage"), edge_head, o);
	put_parts(v, item_at(x, "clauses"), clause_head, o);
	put_parts(v, item_at(x, "responses"), response_head, o);
}

static void put_sides(struct view *v, const struct json_t *x, struct out *o)
{
	const struct json_t *list = item_at(x, "sides");

	for (uint32_t i = 0; i < item_count(list); i++) {
		const struct json_t *s = item_nth(list, i);

		part_head(view_claim(v, x, item_str(s, "claim")), o);
		text_evidence(v, item_at(s, "evidence"), MOST, o);
	}
}

static int put_conflict(struct view *v, const struct json_t *x, struct out *o,
			struct err *e)
{
	out_printf(o, "%.*s  %.*s\n", STR_FMT(item_str(x, "id")),
		   STR_FMT(view_word(v, "conflict", item_str(x, "kind"))));
	put_sides(v, x, o);
	section(v, "head", STR("about"), STR_NONE, o);
	return text_link(v, item_str(x, "about"), o, e);
}

static int put_gap(struct view *v, const struct json_t *x, struct out *o,
		   struct err *e)
{
	heading(v, x, o);
	section(v, "head", STR("about"), STR_NONE, o);
	return text_link(v, item_str(x, "about"), o, e);
}

static void put_review(struct view *v, const struct json_t *x, struct out *o)
{
	out_printf(o, "%.*s  %.*s\n", STR_FMT(item_str(x, "id")),
		   STR_FMT(item_str(x, "decision.do")));
	text_field(v, "when", item_str(x, "time"), o);
	text_field(v, "who", item_str(x, "author"), o);
	text_field(v, "reason", item_str(x, "reason"), o);
	text_field(v, "status", item_str(x, "state"), o);
}

int text_item(struct view *v, str layer, const struct json_t *x, struct out *o,
	      struct err *e)
{
	int r = 0;

	if (str_is(layer, "entries"))
		return put_entry(v, x, o, e);
	if (str_is(layer, "actors"))
		put_actor(v, x, o);
	else if (str_is(layer, "statements"))
		put_statement(v, x, o);
	else if (str_is(layer, "positions"))
		put_position(v, x, o);
	else if (str_is(layer, "proposals"))
		put_proposal(v, x, o);
	else if (str_is(layer, "conflicts"))
		return put_conflict(v, x, o, e);
	else if (str_is(layer, "gaps"))
		r = put_gap(v, x, o, e);
	else
		put_review(v, x, o);
	if (item_count(item_at(x, "evidence"))) {
		section(v, "head", STR("evidence"), STR_NONE, o);
		text_evidence(v, item_at(x, "evidence"), MOST, o);
	}
	return r;
}
