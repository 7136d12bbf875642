/* html_script.c - the story of a page that scripts would fill.
 *
 * Such pages carry the article as JSON in a script, its paragraphs as markup in
 * a string, sometimes in a string of that string. Taken is the longest string
 * that holds paragraphs. */
#include "read/html_script.h"

#include "read/ld.h"
#include "read/source.h"

#define LEAST ((size_t)300) /* bytes of a string that is looked into */
#define DEEP 3		    /* strings within strings */

static size_t literal_end(str s, size_t i)
{
	while (i < s.n && s.p[i] != '"')
		i += s.p[i] == '\\' ? 2 : 1;
	return i < s.n ? i : s.n;
}

static bool holds_markup(str s)
{
	static const char *const marks[] = { "<p",  "u003cp",  "u003Cp",
					     "<br", "u003cbr", "u003Cbr" };

	for (size_t i = 0; i < COUNT(marks); i++)
		if (str_has(s, str_of(marks[i])))
			return true;
	return false;
}

/* The longest string literal with paragraphs, or STR_NONE. */
static str longest(str s)
{
	str best = STR_NONE;

	for (size_t i = 0; i < s.n; i++) {
		size_t end;
		str x;

		if (s.p[i] == '\\') {
			i++;
			continue;
		}
		if (s.p[i] != '"')
			continue;
		end = literal_end(s, i + 1);
		x = str_cut(s, i + 1, end);
		if (x.n >= LEAST && x.n > best.n && end < s.n &&
		    holds_markup(x))
			best = x;
		i = end;
	}
	return best;
}

str html_in_scripts(struct arena *a, const struct html_tree *t,
		    struct diags *diags)
{
	const struct html_node *v = t->nodes.v;
	str best = STR_NONE, inner;

	for (uint32_t i = 1; i + 1 < t->nodes.n; i++) {
		str x;

		if (v[i].tag != HTML_script || v[i].end <= i + 1)
			continue;
		x = longest(str_cut(t->source, v[i + 1].from, v[i + 1].to));
		if (x.n > best.n)
			best = x;
	}
	for (int k = 0; best.n && k < DEEP; k++) {
		best = ld_unescape(a, best);
		inner = longest(best);
		if (inner.n < LEAST)
			break;
		best = inner;
	}
	/* JSON whose strings are all short holds no story */
	if (!best.n || best.p[0] == '{' || best.p[0] == '[')
		return STR_NONE;
	return html_fragment(a, best, diags);
}
