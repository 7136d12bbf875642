/* changes.c - what became different in the record, as a newsroom reads it: what
 * is new, confirmed, contradicted, what took place of what was planned and what
 * did not. */
#include "show/changes.h"

#include "base/json.h"

#define WHEN_CELLS 13

/* In the order they are shown. */
static const char *const whats[] = {
	"new",	  "contradicted", "took-place", "not-planned", "status",
	"dated",  "placed",	  "corrected",	"confirmed",   "fewer",
	"worded", "proposed",	  "settled",	"answered",    "gone",
};

struct comparing {
	struct view *v;
	const struct record *before;
	struct map old;	  /* id of an entry, conflict … -> index + 1 */
	struct map found; /* ids of before that are there now */
	struct changed_list list;
};

static struct changed *add(struct comparing *c, const char *what,
			   const struct json_t *x)
{
	struct arena *a = c->v->arena;
	struct changed *k = vec_add(a, &c->list);

	*k = (struct changed){ .what = what };
	k->id = arena_str(a, item_str(x, "id"));
	return k;
}

static void name_entry(struct view *v, const struct json_t *x,
		       struct changed *k)
{
	struct view_head h = view_head(v, x);

	k->when = h.when;
	k->line = h.title;
}

/* ---- entries */

static const struct record_item *old_item(const struct comparing *c, str layer,
					  str id)
{
	const uint64_t *at = map_find(&c->old, id);
	const struct record_item *x = at ? &c->before->items.v[*at - 1] : NULL;

	return x && str_eq(x->layer, layer) ? x : NULL;
}

/* The entry that it was: by its id, or another of its ids. */
static const struct record_item *old_entry(const struct comparing *c,
					   const struct json_t *x)
{
	const struct json_t *aliases = item_at(x, "aliases");
	const struct record_item *r =
		old_item(c, STR("entries"), item_str(x, "id"));

	for (uint32_t i = 0; !r && i < item_count(aliases); i++)
		r = old_item(c, STR("entries"), item_nth_str(aliases, i));
	return r;
}

/* Articles of its mentions that the old one had not. */
static void find_news(struct comparing *c, const struct json_t *now,
		      const struct json_t *was, struct changed *k)
{
	const struct json_t *a = item_at(now, "mentions");
	const struct json_t *b = item_at(was, "mentions");
	str *list = arena_many(c->v->arena, str, item_count(a) + 1);

	for (uint32_t i = 0; i < item_count(a); i++) {
		str id = item_str(item_nth(a, i), "article");
		bool known = false;

		for (uint32_t q = 0; q < item_count(b) && !known; q++)
			known = str_eq(item_str(item_nth(b, q), "article"), id);
		for (uint32_t q = 0; q < k->n_news && !known; q++)
			known = str_eq(list[q], id);
		if (!known)
			list[k->n_news++] = arena_str(c->v->arena, id);
	}
	k->news = list;
}

static bool is_plan(str status)
{
	return str_is(status, "planned") || str_is(status, "proposed") ||
	       str_is(status, "hypothetical");
}

static const char *of_status(str was, str is)
{
	if (is_plan(was) && (str_is(is, "held") || str_is(is, "ongoing")))
		return "took-place";
	if (str_is(is, "cancelled") || str_is(is, "postponed"))
		return "not-planned";
	return "status";
}

/* One attribute that differs; by: path of the decision that set it. */
static void attribute(struct comparing *c, const char *what,
		      const struct json_t *x, const char *by, str was, str is)
{
	struct changed *k;

	if (str_eq(was, is))
		return;
	k = add(c, by && item_str(x, by).n ? "corrected" : what, x);
	name_entry(c->v, x, k);
	k->was = arena_str(c->v->arena, was);
	k->is = arena_str(c->v->arena, is);
}

static void compare(struct comparing *c, const struct json_t *x,
		    const struct json_t *was)
{
	str s0 = item_str(was, "status"), s1 = item_str(x, "status");
	long long n0 = item_int(was, "independent");
	long long n1 = item_int(x, "independent");
	struct changed *k;

	attribute(c, of_status(s0, s1), x, "attributes.status.decided_by",
		  view_word(c->v, "status", s0), view_word(c->v, "status", s1));
	attribute(c, "dated", x, "attributes.date.decided_by",
		  item_str(was, "edtf"), item_str(x, "edtf"));
	attribute(c, "placed", x, "attributes.place.decided_by",
		  view_name(c->v, item_str(was, "place.id")),
		  view_name(c->v, item_str(x, "place.id")));
	if (str_is(item_str(x, "scope"), "hidden") ||
	    str_is(item_str(was, "scope"), "hidden"))
		attribute(c, "corrected", x, NULL,
			  view_word(c->v, "scope", item_str(was, "scope")),
			  view_word(c->v, "scope", item_str(x, "scope")));
	if (n0 == n1)
		return;
	k = add(c, n1 > n0 ? "confirmed" : "fewer", x);
	name_entry(c->v, x, k);
	k->was = arena_printf(c->v->arena, "%lld", n0);
	k->is = arena_printf(c->v->arena, "%lld", n1);
	find_news(c, x, was, k);
}

static int one_entry(void *ctx, const struct json_t *x, str raw, struct err *e)
{
	struct comparing *c = ctx;
	const struct record_item *old = old_entry(c, x);
	struct json_t *was;

	(void)raw;
	(void)e;
	if (!old) {
		struct changed *k = add(c, "new", x);

		name_entry(c->v, x, k);
		find_news(c, x, NULL, k);
		if (old_item(c, STR("entries"), item_str(x, "outcome_of")))
			k->what = "took-place";
		return 0;
	}
	*map_put(&c->found, old->id) = 1;
	was = item_parse(old->json);
	if (was)
		compare(c, x, was);
	item_free(&was);
	return 0;
}

/* ---- what is about an entry: conflicts, gaps; and proposals */

struct about {
	struct comparing *c;
	const char *layer, *what;
};

static str short_line(struct view *v, const struct json_t *x)
{
	const struct json_t *sides = item_at(x, "sides");
	str s = STR(""), about = item_str(x, "about");

	for (uint32_t i = 0; i < item_count(sides); i++)
		s = arena_printf(
			v->arena, "%.*s%s%.*s", STR_FMT(s), i ? " / " : "",
			STR_FMT(view_claim(
				v, x, item_str(item_nth(sides, i), "claim"))));
	if (!s.n)
		s = item_str(x, v->lang == LANG_JA ? "text.ja" : "text.en");
	if (!s.n)
		s = view_title(v, x);
	return about.n && item_count(sides)
		       ? arena_printf(v->arena, "%.*s: %.*s", STR_FMT(about),
				      STR_FMT(s))
		       : arena_str(v->arena, s);
}

static int one_other(void *ctx, const struct json_t *x, str raw, struct err *e)
{
	struct about *a = ctx;
	const struct record_item *old =
		old_item(a->c, str_of(a->layer), item_str(x, "id"));

	(void)raw;
	(void)e;
	if (old)
		*map_put(&a->c->found, old->id) = 1;
	else if (a->what)
		add(a->c,
		    str_is(item_str(x, "kind"), "wording") ? "worded" : a->what,
		    x)
			->line = short_line(a->c->v, x);
	return 0;
}

static int compare_layer(struct comparing *c, const char *layer,
			 const char *what, struct err *e)
{
	struct view_filter f = VIEW_FILTER(layer);
	struct about a = { c, layer, what };

	return view_each(c->v, &f, one_other, &a, NULL, e);
}

/* A gap of an entry that went with it is not closed. */
static bool about_gone(const struct comparing *c, const struct json_t *x)
{
	str about = item_str(x, "about");

	return old_item(c, STR("entries"), about) &&
	       !map_find(&c->found, about);
}

/* What was there and is no more. */
static void find_gone(struct comparing *c, const char *layer, const char *what)
{
	for (uint32_t i = 0; i < c->before->items.n; i++) {
		const struct record_item *old = &c->before->items.v[i];
		struct changed *k;
		struct json_t *x;

		if (!str_is(old->layer, layer) || map_find(&c->found, old->id))
			continue;
		x = item_parse(old->json);
		if (!x || about_gone(c, x)) {
			item_free(&x);
			continue;
		}
		k = add(c, what, x);
		if (strcmp(layer, "entries") == 0)
			name_entry(c->v, x, k);
		else
			k->line = short_line(c->v, x);
		item_free(&x);
	}
}

static int compare_all(struct comparing *c, struct err *e)
{
	struct view_filter f = VIEW_FILTER("entries");

	f.all = f.hidden = true;
	map_init(&c->old, c->v->arena);
	map_init(&c->found, c->v->arena);
	for (uint32_t i = 0; i < c->before->items.n; i++)
		*map_put(&c->old, c->before->items.v[i].id) = i + 1;
	if (view_each(c->v, &f, one_entry, c, NULL, e) < 0 ||
	    compare_layer(c, "conflicts", "contradicted", e) < 0 ||
	    compare_layer(c, "gaps", NULL, e) < 0 ||
	    compare_layer(c, "proposals", "proposed", e) < 0)
		return -1;
	find_gone(c, "entries", "gone");
	find_gone(c, "conflicts", "settled");
	find_gone(c, "gaps", "answered");
	return 0;
}

/* ---- out */

static void put_text(struct view *v, const struct changed *k, struct out *o)
{
	out_z(o, "  ");
	out_paint(o, PAINT_WEAK);
	out_pad(o, k->id, 12);
	out_paint(o, PAINT_NONE);
	out_z(o, "  ");
	if (k->when.n) {
		out_pad(o, k->when, WHEN_CELLS);
		out_z(o, "  ");
	}
	out_line(o, k->line, 0);
	if (k->was.n || k->is.n)
		out_printf(o, "  (%.*s → %.*s)",
			   STR_FMT(k->was.n ? k->was : STR("–")),
			   STR_FMT(k->is.n ? k->is : STR("–")));
	out_z(o, "\n");
	for (uint32_t i = 0; i < k->n_news; i++) {
		const struct view_article *x = view_article(v, k->news[i]);

		out_printf(o, "                + %.*s  ", STR_FMT(k->news[i]));
		if (x)
			out_line(o, x->title,
				 o->width > 40 ? o->width - 34 : 0);
		out_z(o, "\n");
	}
}

static void put_json(const struct changed *k, struct out *o)
{
	struct buf b;
	struct json j;

	buf_init(&b, LIMIT_OUTPUT);
	json_init(&j, &b, 0);
	json_open(&j, '{');
	json_put_str(&j, "change", str_of(k->what));
	json_put_str(&j, "id", k->id);
	json_put_str(&j, "when", k->when);
	json_put_str(&j, "title", k->line);
	if (k->was.n || k->is.n) {
		json_put_str(&j, "was", k->was.n ? k->was : STR_NONE);
		json_put_str(&j, "is", k->is.n ? k->is : STR_NONE);
	}
	json_key(&j, "articles");
	json_open(&j, '[');
	for (uint32_t i = 0; i < k->n_news; i++)
		json_str(&j, k->news[i]);
	json_close(&j);
	json_close(&j);
	buf_byte(&b, '\n');
	out_str(o, buf_str(&b));
	buf_release(&b);
}

static int place_of(const char *what)
{
	int i = 0;

	while (i < (int)COUNT(whats) && strcmp(what, whats[i]) != 0)
		i++;
	return i;
}

/* By kinds of change, else as they were found: in order of date. */
static void put_in_order(struct arena *a, struct changed_list *list)
{
	struct changed *all = arena_many(a, struct changed, list->n + 1);
	uint32_t n = 0;

	for (int w = 0; w <= (int)COUNT(whats); w++)
		for (uint32_t i = 0; i < list->n; i++)
			if (place_of(list->v[i].what) == w)
				all[n++] = list->v[i];
	kassert(n == list->n);
	list->v = all;
}

int changes_find(struct view *v, const struct record *before,
		 struct changed_list *out, struct err *e)
{
	struct comparing c = { .v = v, .before = before };

	if (compare_all(&c, e) < 0)
		return -1;
	put_in_order(v->arena, &c.list);
	*out = c.list;
	return 0;
}

int show_changes(struct view *v, const struct record *before, bool json,
		 struct out *o, uint32_t *n, struct err *e)
{
	struct changed_list list;

	if (changes_find(v, before, &list, e) < 0)
		return -1;
	for (uint32_t i = 0; i < list.n; i++) {
		const struct changed *k = &list.v[i];

		if (json) {
			put_json(k, o);
			continue;
		}
		if (i == 0 || strcmp(k->what, list.v[i - 1].what) != 0)
			out_printf(o, "%.*s\n",
				   STR_FMT(view_word(v, "change",
						     str_of(k->what))));
		put_text(v, k, o);
	}
	*n = list.n;
	return 0;
}
