/* kind.c - what kind of document the bytes are: by what they begin with before
 * what a header or the name says. */
#include "base/utf8.h"
#include "read/http.h"
#include "read/piece.h"
#include "read/stream.h"
#include "read/warc.h"
#include "text/charset.h"

#define SNIFF ((size_t)4096)

static const char *const kind_names[] = {
	"text", "html", "markdown", "jsonl", "json",   "json feed", "feed",
	"mail", "http", "warc",	    "zip",   "packed", "binary",
};

const char *source_kind_name(enum source_kind k)
{
	kassert(k < COUNT(kind_names));
	return kind_names[k];
}

static str lower(str s, char *room)
{
	for (size_t i = 0; i < s.n; i++)
		room[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32)
							 : s.p[i];
	return (str){ room, s.n };
}

/* A tag of the head or a block tag near the start. */
static bool looks_html(str low)
{
	static const char *const tags[] = {
		"<!doctype html", "<html", "<head",    "<body", "<meta",
		"<title",	  "<div",  "<article", "<p>",	"<p ",
		"<script",	  "<h1",   "<table",
	};

	low = str_cut(low, 0, 2048);
	for (size_t i = 0; i < COUNT(tags); i++)
		if (str_has(low, str_of(tags[i])))
			return true;
	return false;
}

/* Behind declarations, comments and blanks. */
static str xml_body(str s)
{
	for (;;) {
		size_t end;

		s = str_trim(s);
		if (str_starts(s, STR("<!--"))) {
			end = str_find(s, STR("-->"), 4);
			end = end == SIZE_MAX ? s.n : end + 3;
		} else if (str_starts(s, STR("<?")) ||
			   str_starts(s, STR("<!"))) {
			end = str_find(s, STR(">"), 2);
			end = end == SIZE_MAX ? s.n : end + 1;
		} else {
			return s;
		}
		s = str_cut(s, end, s.n);
	}
}

str xml_root(str bytes)
{
	str s = xml_body(bytes);
	size_t to = 1;

	if (s.n < 2 || s.p[0] != '<')
		return STR_NONE;
	while (to < s.n && !strchr(" \t\r\n/>", s.p[to]))
		to++;
	for (size_t i = to; i > 1; i--)
		if (s.p[i - 1] == ':')
			return str_cut(s, i, to);
	return str_cut(s, 1, to);
}

static bool is_feed(str start)
{
	str root = xml_root(start);

	return str_is(root, "rss") || str_is(root, "RDF") ||
	       str_is(root, "feed");
}

/* Fields as only mails and saved pages have them. */
static bool is_mail(str start)
{
	static const char *const names[] = {
		"from:",       "mime-version:",
		"received:",   "return-path:",
		"subject:",    "date:",
		"message-id:", "snapshot-content-location:"
	};
	char room[SNIFF];
	unsigned found = 0;

	if (str_starts(start, STR("From ")))
		str_token(&start, '\n');
	start = lower(str_cut(start, 0, SNIFF), room);
	for (unsigned lines = 0; start.p && lines < 60; lines++) {
		str line = str_token(&start, '\n');
		size_t colon = str_find(line, STR(":"), 0);

		if (!str_trim(line).n)
			break;
		if (*line.p == ' ' || *line.p == '\t')
			continue;
		if (colon == SIZE_MAX || colon > 60 ||
		    str_has(str_cut(line, 0, colon), STR(" ")))
			return false;
		for (size_t i = 0; i < COUNT(names); i++)
			found += str_starts(line, str_of(names[i]));
	}
	return found >= 3;
}

static bool is_lines(str start)
{
	str line = str_token(&start, '\n');

	return str_has(line, STR("\"text\"")) && str_has(line, STR(":")) &&
	       (!start.p || str_ends(str_trim(line), STR("}")) ||
		!str_has(start, STR("\n")));
}

static enum source_kind json_kind(str s)
{
	if (str_has(s, STR("jsonfeed.org/version")))
		return SOURCE_JSON_FEED;
	if (s.p[0] == '[')
		return str_starts(str_trim(str_cut(s, 1, s.n)), STR("{"))
			       ? SOURCE_JSON
			       : SOURCE_TEXT;
	if (is_lines(s))
		return SOURCE_JSONL;
	return str_has(s, STR("\"text\"")) ? SOURCE_JSON : SOURCE_TEXT;
}

/* Office documents are .zip files whose members are no pages. */
static bool is_office(str bytes)
{
	str start = str_cut(bytes, 0, 200);

	return str_has(start, STR("[Content_Types].xml")) ||
	       str_has(start, STR("mimetypeapplication/"));
}

static enum source_kind by_bytes(str bytes)
{
	if (packing_by_mark(bytes) != PACKED_NOT)
		return SOURCE_PACKED;
	if (str_starts(bytes, STR("PK\3\4")) ||
	    str_starts(bytes, STR("PK\5\6")))
		return is_office(bytes) ? SOURCE_BINARY : SOURCE_ZIP;
	if (warc_begins(bytes))
		return SOURCE_WARC;
	return http_begins(bytes) ? SOURCE_HTTP : SOURCE_BINARY;
}

static bool named(str name, const char *ending)
{
	size_t n = strlen(ending);
	char low[16];

	return name.n > n &&
	       str_is(lower(str_cut(name, name.n - n, name.n), low), ending);
}

/* Front matter of a static site's page: "---", fields, "---". */
static bool has_front_matter(str s)
{
	s = str_cut(s, 0, SNIFF);
	return str_starts(s, STR("---\n")) &&
	       (str_has(s, STR("\ntitle:")) || str_has(s, STR("\ndate:"))) &&
	       str_find(s, STR("\n---"), 4) != SIZE_MAX;
}

static enum source_kind by_text(const struct piece *p, str start)
{
	str s = str_trim(start);
	char room[SNIFF];
	str low = lower(str_cut(s, 0, SNIFF), room);

	if (is_feed(s))
		return SOURCE_FEED;
	if (s.n && (s.p[0] == '{' || s.p[0] == '[')) {
		enum source_kind k = json_kind(s);

		if (k != SOURCE_TEXT)
			return k;
	}
	if (named(p->name, ".jsonl") || named(p->name, ".ndjson"))
		return SOURCE_JSONL;
	if (is_mail(s))
		return SOURCE_MAIL;
	if (named(p->name, ".md") || named(p->name, ".markdown") ||
	    str_is(p->type, "text/markdown") || has_front_matter(s))
		return SOURCE_MARKDOWN;
	if (str_is(p->type, "text/plain") && !str_starts(low, STR("<!doc")) &&
	    !str_starts(low, STR("<html")))
		return SOURCE_TEXT;
	if (named(p->name, ".html") || named(p->name, ".htm") ||
	    named(p->name, ".xhtml") || str_is(p->type, "text/html") ||
	    str_is(p->type, "application/xhtml+xml") || looks_html(low))
		return SOURCE_HTML;
	return SOURCE_TEXT;
}

/* Most are; no need to try charsets on them. */
static bool is_plain_utf8(str start)
{
	return utf8_valid_to(start) + 4 > start.n &&
	       !str_has(start, STR("\x1B")) && !str_has(start, STR("\0")) &&
	       !str_starts(start, STR("%PDF-"));
}

/* A header says so and the first letter doesn't speak against it. */
static bool is_told_text(const struct piece *p)
{
	str s = str_trim(str_cut(p->bytes, 0, 256));

	return str_is(p->type, "text/plain") &&
	       str_same(p->charset, STR("utf-8")) && s.n &&
	       !strchr("<{[%", s.p[0]) && utf8_valid_to(s) + 4 > s.n;
}

enum source_kind kind_of(const struct piece *p)
{
	enum source_kind k = by_bytes(p->bytes);
	struct diags none = { 0 };
	struct charset_result c;
	struct arena *a;

	if (k != SOURCE_BINARY || is_office(p->bytes))
		return k;
	if (is_told_text(p))
		return SOURCE_TEXT;
	if (is_plain_utf8(str_cut(p->bytes, 0, SNIFF * 2)))
		return by_text(p, str_cut(p->bytes, 0, SNIFF * 2));
	/* UTF-16 hides its tags from a look at bytes */
	a = arena_new();
	none.arena = a;
	c = charset_to_utf8(a, str_cut(p->bytes, 0, (size_t)1 << 16),
			    p->charset, &none);
	k = c.binary ? SOURCE_BINARY
		     : by_text(p, str_cut(c.text, 0, SNIFF * 2));
	arena_free(&a);
	return k;
}

enum source_kind source_kind(str bytes, str name)
{
	return kind_of(&(struct piece){ .bytes = bytes, .name = name });
}
