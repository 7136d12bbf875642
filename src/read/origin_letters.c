/* origin_letters.c - the letters that a document shows. */
#include "read/origin_letters.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "read/html_block.h"

#define NO_HEX UINT32_MAX

void letters_free(struct letters *l)
{
	buf_release(&l->s);
	free(l->at);
}

static bool is_shown(uint32_t cp)
{
	return !rune_is_space(cp) && cp > 0x20 && cp != 0x7F && cp != 0xAD &&
	       cp != 0xFEFF && !(cp >= 0x200B && cp <= 0x200F) &&
	       !(cp >= 0x2028 && cp <= 0x202E) && cp != 0x2060;
}

/* The letters of s, which all stand at [from, to). */
static void put(struct letters *l, str s, size_t from, size_t to)
{
	size_t i = 0;

	while (i < s.n) {
		size_t k = i, had = l->s.n;

		if (!is_shown(utf8_next(s, &i)) && !l->blanks)
			continue;
		buf_add(&l->s, str_cut(s, k, i));
		if (l->s.n > l->cap) {
			l->cap = l->s.n * 2 + 4096;
			l->at = xrealloc(l->at, l->cap * sizeof(*l->at));
		}
		for (size_t n = had; n < l->s.n; n++)
			l->at[n] = (span){ (uint32_t)from, (uint32_t)to };
	}
}

void letters_init(struct letters *l)
{
	*l = (struct letters){ 0 };
	buf_init(&l->s, LIMIT_SOURCE * 4);
}

void letters_plain(struct letters *l, str text)
{
	size_t i = 0;

	while (i < text.n) {
		size_t at = i;

		utf8_next(text, &i);
		put(l, str_cut(text, at, i), at, i);
	}
}

static void put_html_text(struct letters *l, str text, size_t from, size_t to)
{
	while (from < to) {
		size_t at = from, n, used = 0;
		char out[8];

		if (text.p[from] == '&')
			used = html_entity(str_cut(text, 0, to), from, out, &n);
		if (used) {
			from += used;
			put(l, (str){ out, n }, at, from);
		} else {
			utf8_next(text, &from);
			put(l, str_cut(text, at, from), at, from);
		}
	}
}

void letters_html(struct arena *a, str text, struct letters *l)
{
	struct diags none = { .arena = a };
	struct html_tree tree;
	struct html_blocks blocks;

	html_parse(a, text, &tree, &none);
	html_blocks(a, &tree, &blocks, &none);
	for (uint32_t i = 1; i < tree.nodes.n; i++)
		if (tree.nodes.v[i].tag == HTML_TEXT &&
		    !(blocks.in[i] & IN_SKIP))
			put_html_text(l, text, tree.nodes.v[i].from,
				      tree.nodes.v[i].to);
}

static uint32_t hex4(str s, size_t at)
{
	uint32_t cp = 0;

	if (at + 4 > s.n)
		return NO_HEX;
	for (size_t i = at; i < at + 4; i++) {
		char c = s.p[i];
		uint32_t d = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
			     : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
			     : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
						    : NO_HEX;

		if (d == NO_HEX)
			return NO_HEX;
		cp = cp << 4 | d;
	}
	return cp;
}

/* One escape of a JSON string at s.p[at] ('\\'): its letter, and its bytes. */
static size_t json_escape(str s, size_t at, uint32_t *cp)
{
	static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
	const char *known;
	uint32_t low;

	if (at + 1 >= s.n || !s.p[at + 1])
		return 0;
	known = strchr(from, s.p[at + 1]);
	*cp = known ? (unsigned char)to[known - from]
		    : (unsigned char)s.p[at + 1];
	if (s.p[at + 1] != 'u')
		return *cp < 0x80 ? 2 : 0;
	*cp = hex4(s, at + 2);
	if (*cp < 0xD800 || *cp > 0xDFFF)
		return *cp == NO_HEX ? 0 : 6;
	low = str_starts(str_cut(s, at + 6, s.n), STR("\\u")) ? hex4(s, at + 8)
							      : NO_HEX;
	if (*cp > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
		return 0;
	*cp = 0x10000 + ((*cp - 0xD800) << 10) + (low - 0xDC00);
	return 12;
}

void letters_json(str text, size_t at, size_t to, struct letters *l)
{
	while (at < to) {
		size_t from = at, used = 0;
		uint32_t cp;
		char utf8[4];

		if (text.p[at] == '\\')
			used = json_escape(str_cut(text, 0, to), at, &cp);
		if (used) {
			at += used;
			put(l, (str){ utf8, utf8_encode(cp, utf8) }, from, at);
		} else {
			utf8_next(text, &at);
			put(l, str_cut(text, from, at), from, at);
		}
	}
}

/* The text of a feed's XML: without its tags. */
static void xml_letters(str text, struct letters *l)
{
	size_t i = 0;

	while (i < text.n) {
		str rest = str_cut(text, i, text.n);
		size_t end;

		if (str_starts(rest, STR("<![CDATA["))) {
			end = str_find(text, STR("]]>"), i);
			end = end == SIZE_MAX ? text.n : end;
			for (i += 9; i < end;) {
				size_t at = i;

				utf8_next(text, &i);
				put(l, str_cut(text, at, i), at, i);
			}
			i = end + 3;
		} else if (text.p[i] == '<') {
			end = str_find(text, STR(">"), i);
			i = end == SIZE_MAX ? text.n : end + 1;
		} else {
			end = str_find(text, STR("<"), i);
			end = end == SIZE_MAX ? text.n : end;
			put_html_text(l, text, i, end);
			i = end;
		}
	}
}

/* The letters of HTML that itself was written as letters. */
static void inner_letters(const struct letters *outer, struct letters *l)
{
	str text = buf_str(&outer->s);
	size_t i = 0;

	while (i < text.n) {
		size_t at = i, n, used = 0, close;
		char out[8];

		if (text.p[i] == '<') {
			close = str_find(text, STR(">"), i);
			i = close == SIZE_MAX ? i + 1 : close + 1;
			continue;
		}
		if (text.p[i] == '&')
			used = html_entity(text, i, out, &n);
		if (used)
			i += used;
		else
			utf8_next(text, &i);
		put(l, used ? (str){ out, n } : str_cut(text, at, i),
		    outer->at[at].from, outer->at[i - 1].to);
	}
}

void letters_feed(str text, bool json, struct letters *l)
{
	struct letters outer;

	letters_init(&outer);
	outer.blanks = true;
	if (json)
		letters_json(text, 0, text.n, &outer);
	else
		xml_letters(text, &outer);
	inner_letters(&outer, l);
	letters_free(&outer);
}
