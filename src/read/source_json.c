/* source_json.c - annotate input as JSON lines, an array or one object; and
 * JSON Feed (jsonfeed.org, version 1.1). */
#include <jansson.h>
#include <stddef.h>

#include "read/piece.h"
#include "text/charset.h"

static str member(struct arena *a, const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);

	if (!json_is_string(v))
		return STR_NONE;
	return arena_str(a,
			 (str){ json_string_value(v), json_string_length(v) });
}

/* Of annotate input, and what else keii read writes. */
static const struct {
	const char *key;
	size_t at;
} members[] = {
#define M(key)                                                                 \
	{                                                                      \
#key, offsetof(struct article, key)                            \
	}
	M(id),	      M(title),	  M(subtitle), M(lang),	   M(published), M(url),
	M(publisher), M(authors), M(updated),  M(section), M(agency),
#undef M
};

static bool article_of(struct arena *a, const json_t *o, struct article *out,
		       struct diags *diags)
{
	*out = (struct article){ .text = member(a, o, "text") };
	if (!out->text.p) {
		diag_add(diags, DIAG_J002, (span){ 0, 0 }, STR_NONE);
		return false;
	}
	for (size_t i = 0; i < COUNT(members); i++)
		*(str *)(void *)((char *)out + members[i].at) =
			member(a, o, members[i].key);
	if (!out->id.p) {
		diag_add(diags, DIAG_J003, (span){ 0, 0 }, STR_NONE);
		out->id = arena_printf(a, "t%016llx",
				       (unsigned long long)str_hash(out->text));
	}
	return true;
}

bool article_from_json(struct arena *a, str line, struct article *out,
		       struct diags *diags)
{
	json_error_t je;
	json_t *o = json_loadb(line.p, line.n, 0, &je);
	bool ok = false;

	*out = (struct article){ 0 };
	if (json_is_object(o))
		ok = article_of(a, o, out, diags);
	else
		diag_add(diags, DIAG_J001, (span){ 0, 0 }, str_of(je.text));
	json_decref(o);
	return ok;
}

/* Diagnostics from `had` on are about this line of the file. */
static void place(struct diags *diags, uint32_t had, str name, uint32_t line)
{
	for (uint32_t i = had; i < diags->n; i++) {
		diags->v[i].file = arena_str(diags->arena, name);
		diags->v[i].line = line;
		diags->v[i].column = 1;
	}
}

static void keep(struct reading *r, const struct article *x)
{
	struct article *y = vec_add(r->arena, r->out);

	*y = *x;
	y->number = r->out->n - 1;
}

static void read_lines(struct reading *r, const struct piece *p)
{
	str bytes = p->bytes;

	for (uint32_t number = 1; bytes.p; number++) {
		str line = str_trim(str_token(&bytes, '\n'));
		uint32_t had = r->diags->n;
		struct article article;
		bool ok = false;

		if (!line.n)
			continue;
		if (r->out->n == LIMIT_LINES) {
			diag_add_file(r->diags, DIAG_R012, p->name, number, 1,
				      STR_NONE, STR_NONE);
			return;
		}
		if (line.n > LIMIT_LINE)
			diag_add(r->diags, DIAG_J005, (span){ 0, 0 }, STR_NONE);
		else
			ok = article_from_json(r->arena, line, &article,
					       r->diags);
		place(r->diags, had, p->name, number);
		if (ok)
			keep(r, &article);
	}
}

/* One object, or each of an array; lines are counted in objects. */
static void read_objects(struct reading *r, const struct piece *p,
			 const json_t *root)
{
	size_t n = json_is_array(root) ? json_array_size(root) : 1;

	for (size_t i = 0; i < n; i++) {
		const json_t *o =
			json_is_array(root) ? json_array_get(root, i) : root;
		uint32_t had = r->diags->n;
		struct article article;

		if (r->out->n == LIMIT_LINES) {
			piece_diag(r, p, DIAG_R012, STR_NONE);
			return;
		}
		if (!json_is_object(o))
			diag_add(r->diags, DIAG_J001, (span){ 0, 0 },
				 STR("not an object"));
		else if (article_of(r->arena, o, &article, r->diags))
			keep(r, &article);
		place(r->diags, had, p->name, 0);
	}
}

/* The names of "authors" (1.1), or of "author" (1.0). */
static str authors_of(struct arena *a, const json_t *o)
{
	const json_t *list = json_object_get(o, "authors");
	str all = STR_NONE;

	for (size_t i = 0; i < json_array_size(list) && i < 20; i++) {
		str name = member(a, json_array_get(list, i), "name");

		if (name.n)
			all = all.n ? arena_printf(a, "%.*s, %.*s",
						   STR_FMT(all), STR_FMT(name))
				    : name;
	}
	return all.n ? all : member(a, json_object_get(o, "author"), "name");
}

static void read_feed_object(struct reading *r, const struct piece *p,
			     const json_t *root)
{
	const json_t *items = json_object_get(root, "items");
	struct arena *a = r->arena;
	str publisher = member(a, root, "title");
	str lang = str_cut(member(a, root, "language"), 0, 2);

	for (size_t i = 0; i < json_array_size(items); i++) {
		const json_t *o = json_array_get(items, i);
		struct feed_item x = {
			.html = member(a, o, "content_html"),
			.text = member(a, o, "content_text"),
			.hints = { .title = member(a, o, "title"),
				   .url = member(a, o, "url"),
				   .publisher = publisher,
				   .authors = authors_of(a, o),
				   .lang = lang },
		};

		x.hints.published =
			stamp_from_iso(a, member(a, o, "date_published"));
		if (!x.html.n && !x.text.n)
			x.text = member(a, o, "summary");
		if (r->out->n == LIMIT_LINES) {
			piece_diag(r, p, DIAG_R012, STR_NONE);
			return;
		}
		read_item(r, p, &x);
	}
}

void read_json(struct reading *r, const struct piece *p, enum source_kind kind)
{
	struct piece q = *p;
	json_error_t je;
	json_t *root;

	if (!source_utf8(r->arena, p->bytes, p->name,
			 p->charset.n ? p->charset : STR("utf-8"), kind,
			 &q.bytes, r->diags))
		return;
	if (kind == SOURCE_JSONL) {
		read_lines(r, &q);
		return;
	}
	root = json_loadb(q.bytes.p, q.bytes.n, 0, &je);
	if (!root)
		diag_add_file(r->diags, DIAG_R021, p->name,
			      (uint32_t)(je.line > 0 ? je.line : 0),
			      (uint32_t)(je.column > 0 ? je.column : 0),
			      STR_NONE, str_of(je.text));
	else if (kind == SOURCE_JSON_FEED)
		read_feed_object(r, &q, root);
	else
		read_objects(r, &q, root);
	json_decref(root);
}
