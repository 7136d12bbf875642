/* export_markdown.c - the chronology with footnoted sources (CommonMark with
 * footnotes), ready to paste. */
#include "show/export.h"

#include "base/utf8.h"

struct footnotes {
	VEC_OF(const struct view_article *); /* in order of first use */
	struct map numbers; /* article id to its place, from 1 */
	str year;	    /* of the heading above */
};

/* A source's words on one line, with what Markdown or HTML would read as its
 * own set behind a backslash. */
static void put_text(struct out *o, str s)
{
	bool blank = false;

	s = str_trim(s);
	for (size_t i = 0; i < s.n;) {
		size_t at = i;
		uint32_t cp = utf8_next(s, &i);

		if (rune_is_space(cp) && cp != 0x3000) {
			blank = true;
			continue;
		}
		if (cp < 0x20 || cp == 0x7F)
			continue;
		if (blank)
			out_z(o, " ");
		blank = false;
		if (cp < 0x80 && memchr("\\`*_{}[]<>#|~!&", (int)cp, 15))
			out_z(o, "\\");
		out_str(o, str_cut(s, at, i));
	}
}

static uint32_t footnote_of(struct export *x, str id)
{
	struct footnotes *f = x->state;
	const struct view_article *a = view_article(x->v, id);
	uint64_t *at;

	if (!a)
		return 0;
	at = map_put(&f->numbers, a->row.id);
	if (*at == 0) {
		*vec_add(x->v->arena, f) = a;
		*at = f->n;
	}
	return (uint32_t)*at;
}

static int md_begin(struct export *x, struct err *e)
{
	struct footnotes *f = arena_one(x->v->arena, struct footnotes);

	(void)e;
	map_init(&f->numbers, x->v->arena);
	x->state = f;
	out_printf(x->o, "# %.*s\n",
		   STR_FMT(VIEW_WORD(x->v, "title", "timeline")));
	return 0;
}

static int md_layer(struct export *x, const char *layer, struct err *e)
{
	(void)x;
	(void)layer;
	(void)e;
	return 0;
}

/* A heading for each year, so that a long chronology can be found in. */
static void year_heading(struct export *x, const struct json_t *item)
{
	struct footnotes *f = x->state;
	str from = item_str(item, "from");
	str year = from.n ? from : item_str(item, "to");

	year = year.n ? str_cut(year, 0, 4)
		      : VIEW_WORD(x->v, "when", "undated");
	if (str_eq(year, f->year))
		return;
	f->year = arena_str(x->v->arena, year);
	out_printf(x->o, "\n## %.*s\n\n", STR_FMT(year));
}

static void put_notes(struct export *x, const struct json_t *item)
{
	const struct json_t *list = item_at(item, "mentions");
	str before = STR_NONE;

	for (uint32_t i = 0; i < item_count(list); i++) {
		str id = item_str(item_nth(list, i), "article");
		uint32_t n = str_eq(id, before) ? 0 : footnote_of(x, id);

		before = id;
		if (n)
			out_printf(x->o, "[^%u]", n);
	}
}

static int md_item(struct export *x, const char *layer,
		   const struct json_t *item, str raw, struct err *e)
{
	struct view *v = x->v;
	struct out *o = x->o;
	str status = item_str(item, "status"), words = view_words(v, item);
	bool off = str_is(status, "cancelled") || str_is(status, "denied");
	const struct json_t *by = item_at(item, "status_by");

	(void)layer;
	(void)raw;
	(void)e;
	year_heading(x, item);
	out_z(o, "- **");
	put_text(o, view_when(v, item));
	out_z(o, off ? "** ~~" : "** ");
	put_text(o, view_title(v, item));
	if (off)
		out_z(o, "~~");
	for (uint32_t i = 0; item_count(by) > 1 && i < item_count(by); i++) {
		out_z(o, i ? "; " : " (");
		put_text(o, view_name(v, item_key(by, i)));
		out_z(o, ": ");
		put_text(o, view_word(v, "status", item_nth_str(by, i)));
	}
	if (item_count(by) > 1)
		out_z(o, ")");
	if (words.n) {
		out_z(o, v->lang == LANG_JA ? " 「" : " “");
		put_text(o, words);
		out_z(o, v->lang == LANG_JA ? "」" : "”");
	}
	put_notes(x, item);
	out_z(o, "\n");
	return 0;
}

/* Without the folders of whoever added it. */
static str base_name(str name)
{
	for (size_t i = name.n; i > 0; i--)
		if (name.p[i - 1] == '/')
			return str_cut(name, i, name.n);
	return name;
}

static void put_source(struct out *o, const struct view_article *a)
{
	put_text(o, a->title);
	if (a->row.publisher.n) {
		out_z(o, ". ");
		put_text(o, a->row.publisher);
	}
	if (a->row.published.n) {
		out_z(o, ". ");
		put_text(o, str_cut(a->row.published, 0, 10));
	}
	if (a->row.url.n) {
		out_z(o, ". <");
		/* no sign that ends the link */
		for (size_t i = 0; i < a->row.url.n; i++)
			if (!memchr("<> \n\r\t", a->row.url.p[i], 6))
				out_str(o, str_cut(a->row.url, i, i + 1));
		out_z(o, ">");
	} else {
		out_z(o, ". ");
		put_text(o, base_name(a->source_name));
	}
	out_z(o, "\n");
}

static int md_end(struct export *x, struct err *e)
{
	const struct footnotes *f = x->state;

	(void)e;
	if (f->n)
		out_z(x->o, "\n");
	for (uint32_t i = 0; i < f->n; i++) {
		out_printf(x->o, "[^%u]: ", i + 1);
		put_source(x->o, f->v[i]);
	}
	return 0;
}

static const char *const entries[] = { "entries", NULL };

const struct export_format export_markdown = {
	.name = "markdown",
	.layers = entries,
	.begin = md_begin,
	.layer = md_layer,
	.item = md_item,
	.layer_end = md_layer,
	.end = md_end,
};
