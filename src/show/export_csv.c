/* export_csv.c - the chronology as a table: CSV by RFC 4180. */
#include "show/export.h"

/* A spreadsheet takes a cell that begins so for a formula; an apostrophe in
 * front makes it text (OWASP, "CSV Injection"). A number may stay. */
static bool is_formula(str s)
{
	bool number = true;

	if (s.n == 0 || !memchr("=+-@\t\r", s.p[0], 6))
		return false;
	for (size_t i = 1; i < s.n; i++)
		number = number && s.p[i] >= '0' && s.p[i] <= '9';
	return !(number && s.n > 1 && s.p[0] == '-');
}

static void put_cell(struct out *o, str s, bool last)
{
	bool quote = false;

	for (size_t i = 0; i < s.n; i++)
		quote = quote || memchr(",\"\r\n", s.p[i], 4);
	if (quote)
		out_z(o, "\"");
	if (is_formula(s))
		out_z(o, "'");
	while (s.n) {
		const char *q = memchr(s.p, '"', s.n);
		size_t n = q ? (size_t)(q - s.p) + 1 : s.n;

		out_str(o, str_cut(s, 0, n));
		if (q)
			out_z(o, "\"");
		s = str_cut(s, n, s.n);
	}
	if (quote)
		out_z(o, "\"");
	out_z(o, last ? "\r\n" : ",");
}

static void put_int(struct out *o, long long n)
{
	out_printf(o, "%lld,", n);
}

/* "a; b; c" of one member of each. */
static str joined(struct view *v, const struct json_t *list, const char *member)
{
	struct buf b;
	str s;

	buf_init(&b, (size_t)1 << 24);
	for (uint32_t i = 0; i < item_count(list); i++) {
		str x = item_str(item_nth(list, i), member);

		if (b.n && x.n)
			buf_z(&b, "; ");
		buf_add(&b, x);
	}
	s = arena_str(v->arena, buf_str(&b));
	buf_release(&b);
	return s;
}

static str status_by(struct view *v, const struct json_t *by)
{
	str s = STR_NONE;

	for (uint32_t i = 0; i < item_count(by); i++)
		s = arena_printf(v->arena, "%.*s%s%.*s: %.*s", STR_FMT(s),
				 s.n ? "; " : "", STR_FMT(item_key(by, i)),
				 STR_FMT(item_nth_str(by, i)));
	return s;
}

/* The articles it rests on, each once, in order. */
static str articles_of(struct view *v, const struct json_t *x)
{
	const struct json_t *list = item_at(x, "mentions");
	struct buf b;
	str s, before = STR_NONE;

	buf_init(&b, (size_t)1 << 24);
	for (uint32_t i = 0; i < item_count(list); i++) {
		str id = item_str(item_nth(list, i), "article");

		if (str_eq(id, before))
			continue;
		buf_z(&b, b.n ? "; " : "");
		buf_add(&b, id);
		before = id;
	}
	s = arena_str(v->arena, buf_str(&b));
	buf_release(&b);
	return s;
}

static int csv_begin(struct export *x, struct err *e)
{
	(void)e;
	out_z(x->o, "id,from,to,precision,edtf,status,status_by,kind,label,"
		    "title,participants,place,sources,publishers,independent,"
		    "scope,importance,cameo,plover,part_of,responds_to,"
		    "outcome_of,articles,evidence\r\n");
	return 0;
}

static int csv_layer(struct export *x, const char *layer, struct err *e)
{
	(void)x;
	(void)layer;
	(void)e;
	return 0;
}

static int csv_item(struct export *x, const char *layer,
		    const struct json_t *item, str raw, struct err *e)
{
	struct view *v = x->v;
	struct out *o = x->o;
	struct arena_mark mark = arena_mark(v->arena);

	(void)layer;
	(void)raw;
	(void)e;
	put_cell(o, item_str(item, "id"), false);
	put_cell(o, item_str(item, "from"), false);
	put_cell(o, item_str(item, "to"), false);
	put_cell(o, item_str(item, "precision"), false);
	put_cell(o, item_str(item, "edtf"), false);
	put_cell(o, item_str(item, "status"), false);
	put_cell(o, status_by(v, item_at(item, "status_by")), false);
	put_cell(o, item_str(item, "kind"), false);
	put_cell(o, view_title(v, item), false);
	put_cell(o, view_words(v, item), false);
	put_cell(o, joined(v, item_at(item, "participants"), "name"), false);
	put_cell(o, item_str(item, "place.name"), false);
	put_int(o, item_int(item, "sources"));
	put_int(o, item_int(item, "publishers"));
	put_int(o, item_int(item, "independent"));
	put_cell(o, item_str(item, "scope"), false);
	put_int(o, item_int(item, "importance"));
	put_cell(o, item_str(item, "cameo"), false);
	put_cell(o, item_str(item, "plover"), false);
	put_cell(o, item_str(item, "part_of"), false);
	put_cell(o, item_str(item, "responds_to"), false);
	put_cell(o, item_str(item, "outcome_of"), false);
	put_cell(o, articles_of(v, item), false);
	put_cell(o, item_str(item_nth(item_at(item, "evidence"), 0), "text"),
		 true);
	arena_rewind(v->arena, mark);
	return 0;
}

static int csv_end(struct export *x, struct err *e)
{
	(void)x;
	(void)e;
	return 0;
}

static const char *const entries[] = { "entries", NULL };

const struct export_format export_csv = {
	.name = "csv",
	.layers = entries,
	.begin = csv_begin,
	.layer = csv_layer,
	.item = csv_item,
	.layer_end = csv_layer,
	.end = csv_end,
};
