/* source.c - what kind of bytes a source is, and its articles. */
#include "read/source.h"

#include <jansson.h>

#include "read/html.h"
#include "read/page.h"
#include "text/charset.h"
#include "text/doc.h"

static str member(struct arena *a, const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);

	if (!json_is_string(v))
		return STR_NONE;
	return arena_str(a,
			 (str){ json_string_value(v), json_string_length(v) });
}

bool article_from_json(struct arena *a, str line, struct article *out,
		       struct diags *diags)
{
	json_error_t je;
	json_t *o = json_loadb(line.p, line.n, 0, &je);
	bool ok = false;

	*out = (struct article){ 0 };
	if (!json_is_object(o)) {
		diag_add(diags, DIAG_J001, (span){ 0, 0 }, str_of(je.text));
		goto out;
	}
	out->text = member(a, o, "text");
	if (!out->text.p) {
		diag_add(diags, DIAG_J002, (span){ 0, 0 }, STR_NONE);
		goto out;
	}
	out->id = member(a, o, "id");
	out->title = member(a, o, "title");
	out->lang = member(a, o, "lang");
	out->published = member(a, o, "published");
	out->url = member(a, o, "url");
	out->publisher = member(a, o, "publisher");
	if (!out->id.p) {
		diag_add(diags, DIAG_J003, (span){ 0, 0 }, STR_NONE);
		out->id = arena_printf(a, "t%016llx",
				       (unsigned long long)str_hash(out->text));
	}
	ok = true;
out:
	json_decref(o);
	return ok;
}

static const char *const kind_names[] = { "text", "html", "jsonl", "binary" };

const char *source_kind_name(enum source_kind k)
{
	return kind_names[k];
}

/* A first line that is a JSON object with a text. */
static bool looks_jsonl(str bytes)
{
	str s = str_trim(str_cut(bytes, 0, 4096));

	return s.n > 2 && s.p[0] == '{' && str_has(s, STR("\"text\"")) &&
	       str_has(s, STR(":"));
}

/* A tag of the head or a block tag near the start. */
static bool looks_html(str bytes)
{
	static const char *const tags[] = {
		"<!doctype html", "<html", "<head",    "<body", "<meta",
		"<title",	  "<div",  "<article", "<p>",	"<p ",
		"<script",	  "<h1",   "<table",
	};
	char low[2048];
	size_t n = bytes.n < sizeof(low) ? bytes.n : sizeof(low);

	for (size_t i = 0; i < n; i++) {
		char ch = bytes.p[i];

		low[i] = ch >= 'A' && ch <= 'Z' ? (char)(ch + 32) : ch;
	}
	for (size_t i = 0; i < COUNT(tags); i++)
		if (str_has((str){ low, n }, str_of(tags[i])))
			return true;
	return false;
}

enum source_kind source_kind(str bytes, str name)
{
	struct charset_result r;
	struct arena *a;
	struct diags none = { 0 };
	bool binary;

	if (str_ends(name, STR(".jsonl")) || looks_jsonl(bytes))
		return SOURCE_JSONL;
	if (str_ends(name, STR(".html")) || str_ends(name, STR(".htm")) ||
	    looks_html(bytes))
		return SOURCE_HTML;
	a = arena_new();
	none.arena = a;
	r = charset_to_utf8(a, str_cut(bytes, 0, 1 << 16), STR_NONE, &none);
	binary = r.binary;
	arena_free(&a);
	return binary ? SOURCE_BINARY : SOURCE_TEXT;
}

static void read_lines(struct arena *a, str bytes, str name,
		       struct articles *out, struct diags *diags)
{
	for (uint32_t number = 1; bytes.p; number++) {
		str line = str_trim(str_token(&bytes, '\n'));
		uint32_t had = diags->n;
		struct article article;
		bool ok = false;

		if (!line.n)
			continue;
		if (out->n == LIMIT_LINES) {
			diag_add_file(diags, DIAG_R012, name, number, 1,
				      STR_NONE, STR_NONE);
			return;
		}
		if (line.n > LIMIT_LINE)
			diag_add(diags, DIAG_J005, (span){ 0, 0 }, STR_NONE);
		else
			ok = article_from_json(a, line, &article, diags);
		for (uint32_t i = had; i < diags->n; i++) {
			diags->v[i].file = arena_str(diags->arena, name);
			diags->v[i].line = number;
			diags->v[i].column = 1;
		}
		if (!ok)
			continue;
		article.number = out->n;
		*vec_add(a, out) = article;
	}
}

/* False, with a diagnostic, when there is nothing to read. */
static bool fit_to_read(str bytes, str name, struct diags *diags)
{
	if (bytes.n > LIMIT_SOURCE)
		diag_add_file(diags, DIAG_R005, name, 0, 0, STR_NONE, STR_NONE);
	else if (!str_trim(bytes).n)
		diag_add_file(diags, DIAG_R004, name, 0, 0, STR_NONE, STR_NONE);
	else
		return true;
	return false;
}

/* The story of an HTML page as the text, its markup's words as hints. */
static void read_html(struct arena *a, const struct cues *cues, str *text,
		      struct page_hints *hints, struct diags *diags)
{
	struct html_page page;
	str lang;

	html_read(a, cues, *text, &page, diags);
	lang = str_cut(page.lang, 0, 2);
	*hints = (struct page_hints){
		.title = page.title,
		.publisher = page.publisher,
		.published = page.published,
		.published_basis = page.published_basis,
		.url = page.url,
		.lang = lang_by_name(lang) < LANG_COUNT ? lang : STR_NONE,
		.story = true,
	};
	*text = page.text;
}

bool source_utf8(struct arena *a, str bytes, str name, enum source_kind kind,
		 str *text, struct diags *diags)
{
	str declared = kind == SOURCE_HTML ? html_charset(bytes) : STR_NONE;
	struct charset_result r;

	if (!fit_to_read(bytes, name, diags))
		return false;
	r = charset_to_utf8(a, bytes, declared, diags);
	if (r.binary)
		diag_add_file(diags, DIAG_R003, name, 0, 0, STR_NONE, STR_NONE);
	else if (!declared.n && strcmp(r.charset, "UTF-8") != 0)
		diag_add_file(diags, DIAG_R010, name, 0, 0, STR_NONE,
			      str_of(r.charset));
	*text = r.text;
	return !r.binary;
}

bool source_text(struct arena *a, const struct cues *cues, str bytes, str name,
		 str *text, struct page_hints *hints, struct diags *diags)
{
	enum source_kind kind = source_kind(bytes, name);

	*hints = (struct page_hints){ 0 };
	if (!source_utf8(a, bytes, name, kind, text, diags))
		return false;
	if (kind == SOURCE_HTML)
		read_html(a, cues, text, hints, diags);
	return true;
}

void source_read_with(struct arena *a, const struct cues *cues, str bytes,
		      str name, struct articles *out, struct diags *diags)
{
	struct page_hints hints;
	str text;

	if (!fit_to_read(bytes, name, diags))
		return;
	if (source_kind(bytes, name) == SOURCE_JSONL)
		read_lines(a, bytes, name, out, diags);
	else if (source_text(a, cues, bytes, name, &text, &hints, diags))
		page_read(a, cues, text, &hints, out, diags);
	for (uint32_t i = 0; i < out->n; i++)
		if (out->v[i].text.n + 4 > LIMIT_TEXT)
			diag_add_file(diags, DIAG_R011, name, 0, 0, STR_NONE,
				      out->v[i].id);
}

void source_read(struct arena *a, const struct packs *packs, str bytes,
		 str name, struct articles *out, struct diags *diags)
{
	source_read_with(a, cues_in(a, packs), bytes, name, out, diags);
}
