/* passage.c - the words of a source in what stands around them. */
#include "show/passage.h"

#include "base/utf8.h"

/* Not within a word of Latin letters. */
static size_t word_start(str text, size_t at, size_t to)
{
	size_t i = at;

	if (i == 0 || (unsigned char)text.p[i] >= 0x80 ||
	    (unsigned char)text.p[i - 1] >= 0x80)
		return at;
	while (i < to && text.p[i] != ' ')
		i++;
	return i < to ? i + 1 : at;
}

static size_t word_end(str text, size_t at, size_t from)
{
	size_t i = at;

	if (i >= text.n || (unsigned char)text.p[i] >= 0x80 ||
	    (unsigned char)text.p[i - 1] >= 0x80)
		return at;
	while (i > from && text.p[i] != ' ')
		i--;
	return i > from ? i : at;
}

struct passage passage_cut(str text, span at, size_t around)
{
	struct passage p = { .words = str_span(text, at) };
	size_t from = at.from, to = at.to, end;

	while (from > 0 && text.p[from - 1] != '\n')
		from--;
	while (to < text.n && text.p[to] != '\n')
		to++;
	if (at.from - from > around) {
		from = utf8_floor(text, at.from - around);
		from = word_start(text, from, at.from);
		p.more_before = true;
	}
	if (to - at.to > around) {
		end = utf8_floor(text, at.to + around);
		to = end > at.to ? word_end(text, end, at.to) : end;
		p.more_after = true;
	}
	p.before = str_cut(text, from, at.from);
	p.after = str_cut(text, at.to, to);
	return p;
}

str passage_first_line(str text)
{
	while (text.p) {
		str line = str_trim(str_token(&text, '\n'));

		if (line.n)
			return str_cut(line, 0, utf8_floor(line, 120));
	}
	return STR_NONE;
}
