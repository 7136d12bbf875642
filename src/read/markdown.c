/* markdown.c - Markdown by cmark, with the head that site generators and
 * scrapers write: YAML front matter, or "Title: …" lines. */
#include <cmark.h>
#include <stdlib.h>

#include "read/fields.h"
#include "read/piece.h"

static str unquoted(str s)
{
	s = str_trim(s);
	if (s.n > 1 && (s.p[0] == '"' || s.p[0] == '\'') &&
	    s.p[s.n - 1] == s.p[0])
		return str_cut(s, 1, s.n - 1);
	return s;
}

static str iso_of(struct arena *a, str value)
{
	str iso = stamp_from_iso(a, value);
	struct stamp s;

	if (iso.n)
		return iso;
	iso = field_date(a, value);
	if (iso.n)
		return iso;
	return stamp_find(value, 0, &s) ? stamp_text(a, &s) : STR_NONE;
}

/* One line of the head; false when it tells nothing we know. */
static bool take_line(struct reading *r, str line, struct page_hints *h)
{
	size_t colon = str_find(line, STR(":"), 0);
	str name = str_trim(str_cut(line, 0, colon));
	str value = colon == SIZE_MAX
			    ? STR_NONE
			    : unquoted(str_cut(line, colon + 1, line.n));

	if (str_same(name, STR("title"))) {
		h->title = value;
	} else if (str_same(name, STR("date")) ||
		   str_same(name, STR("published")) ||
		   str_same(name, STR("published time"))) {
		h->published = iso_of(r->arena, value);
		h->published_basis = STR("markup");
	} else if (str_same(name, STR("author")) ||
		   str_same(name, STR("authors"))) {
		h->authors = value;
	} else if (str_same(name, STR("url")) ||
		   str_same(name, STR("source")) ||
		   str_same(name, STR("url source")) ||
		   str_same(name, STR("link"))) {
		h->url = str_starts(value, STR("http")) ? value : STR_NONE;
	} else if (str_same(name, STR("publisher")) ||
		   str_same(name, STR("site")) ||
		   str_same(name, STR("site_name"))) {
		h->publisher = value;
	} else if (str_same(name, STR("lang")) ||
		   str_same(name, STR("language"))) {
		h->lang = str_cut(value, 0, 2);
	} else {
		return false;
	}
	return true;
}

/* Front matter between "---" lines. */
static str take_front_matter(struct reading *r, str text, struct page_hints *h)
{
	str rest = text;
	str line = str_token(&rest, '\n');

	if (!str_is(str_trim(line), "---"))
		return text;
	while (rest.p) {
		line = str_token(&rest, '\n');
		if (str_is(str_trim(line), "---") ||
		    str_is(str_trim(line), "..."))
			return rest.p ? rest : STR("");
		if (line.n && *line.p != ' ' && *line.p != '-')
			take_line(r, line, h);
	}
	return text; /* never closed: a rule, not a head */
}

/* "Title: …", "URL Source: …" lines in front, as page-to-Markdown services
 * write them; at least two, a title among them. */
static str take_head_lines(struct reading *r, str text, struct page_hints *h)
{
	struct page_hints found = *h;
	str rest = text, behind = text;
	int n = 0;

	found.title = STR_NONE;
	while (rest.p) {
		str line = str_trim(str_token(&rest, '\n'));

		if (!line.n)
			continue;
		if (str_same(line, STR("markdown content:"))) {
			behind = rest;
			break;
		}
		if (!take_line(r, line, &found))
			break;
		n++;
		behind = rest;
	}
	if (n < 2 || !found.title.n)
		return text;
	*h = found;
	return behind.p ? behind : STR("");
}

/* "# Title" as the first line; *text goes on behind it. */
static str take_heading(str *text)
{
	str rest = str_trim(*text);
	str line = str_trim(str_token(&rest, '\n'));

	if (!str_starts(line, STR("# ")))
		return STR_NONE;
	*text = rest.p ? rest : STR("");
	line = str_trim(str_cut(line, 2, line.n));
	while (line.n && line.p[line.n - 1] == '#')
		line.n--;
	return str_trim(line);
}

static str to_text(struct reading *r, str markdown)
{
	char *html = cmark_markdown_to_html(markdown.p, markdown.n,
					    CMARK_OPT_UNSAFE |
						    CMARK_OPT_VALIDATE_UTF8);
	str copy = arena_str(r->arena, str_of(html));

	free(html);
	return html_fragment(r->arena, copy, r->diags);
}

void read_markdown(struct reading *r, const struct piece *p)
{
	struct page_hints h = p->hints;
	str text, title;

	if (!source_utf8(r->arena, p->bytes, p->name, p->charset,
			 SOURCE_MARKDOWN, &text, r->diags))
		return;
	text = take_front_matter(r, text, &h);
	text = take_head_lines(r, text, &h);
	title = take_heading(&text);
	if (!h.title.n)
		h.title = title;
	if (text.n > LIMIT_MARKDOWN)
		piece_diag(r, p, DIAG_R025, STR_NONE);
	else
		text = to_text(r, text);
	h.story = h.title.n > 0;
	page_read(r->arena, r->cues, text, &h, r->out, r->diags);
}
