/* out.c - where views write: bytes that are handed on in pieces. */
#include "show/out.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unicode/uchar.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/utf8.h"

#define PIECE ((size_t)1 << 16)

void out_init(struct out *o, sink_fn *sink, void *ctx)
{
	*o = (struct out){ .sink = sink, .ctx = ctx };
	buf_init(&o->buf, LIMIT_OUTPUT);
}

static void hand_on(struct out *o)
{
	if (buf_failed(&o->buf) && o->err.code == ERR_NONE)
		err_set(&o->err, ERR_LIMIT, "one item is too large to write");
	if (o->err.code == ERR_NONE && o->buf.n)
		o->sink(o->ctx, buf_str(&o->buf), &o->err);
	buf_clear(&o->buf);
}

static void piece(struct out *o)
{
	if (o->buf.n >= PIECE)
		hand_on(o);
}

int out_done(struct out *o, struct err *e)
{
	hand_on(o);
	buf_release(&o->buf);
	if (o->err.code == ERR_NONE)
		return 0;
	if (e->code == ERR_NONE)
		*e = o->err;
	return -1;
}

void out_str(struct out *o, str s)
{
	buf_add(&o->buf, s);
	piece(o);
}

void out_z(struct out *o, const char *z)
{
	out_str(o, str_of(z));
}

void out_printf(struct out *o, const char *fmt, ...)
{
	char small[256];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(small, sizeof(small), fmt, ap);
	va_end(ap);
	if (n >= 0 && (size_t)n < sizeof(small)) {
		out_str(o, (str){ small, (size_t)n });
	} else if (n >= 0) {
		char *big = xmalloc((size_t)n + 1);

		va_start(ap, fmt);
		vsnprintf(big, (size_t)n + 1, fmt, ap);
		va_end(ap);
		out_str(o, (str){ big, (size_t)n });
		free(big);
	}
}

void out_paint(struct out *o, enum paint how)
{
	static const char *const codes[PAINT_COUNT] = {
		[PAINT_NONE] = "\033[0m",     [PAINT_STRONG] = "\033[1m",
		[PAINT_WORDS] = "\033[1;33m", [PAINT_WEAK] = "\033[2m",
		[PAINT_OFF] = "\033[31m",     [PAINT_OPEN] = "\033[36m",
	};

	if (o->color)
		out_z(o, codes[how]);
}

void out_painted(struct out *o, enum paint how, str s)
{
	if (how != PAINT_NONE)
		out_paint(o, how);
	out_str(o, s);
	if (how != PAINT_NONE)
		out_paint(o, PAINT_NONE);
}

/* ---- cells */

/* Kana, Chinese characters and their marks, that are nearly all of Japanese. */
static bool is_wide(uint32_t cp)
{
	return (cp >= 0x3000 && cp <= 0x3029) ||
	       (cp >= 0x3041 && cp <= 0x3096) ||
	       (cp >= 0x30A1 && cp <= 0x30FF) ||
	       (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0xFF01 && cp <= 0xFF60);
}

uint32_t rune_cells(uint32_t cp)
{
	int wide, type;

	if (cp >= 0x20 && cp < 0x7F)
		return 1;
	if (is_wide(cp))
		return 2;
	type = u_charType((UChar32)cp);
	if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK ||
	    type == U_FORMAT_CHAR || type == U_CONTROL_CHAR)
		return 0;
	wide = u_getIntPropertyValue((UChar32)cp, UCHAR_EAST_ASIAN_WIDTH);
	return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

/* Once it is more than most, that is told. */
static uint32_t cells_to(str s, uint32_t most)
{
	uint32_t n = 0;

	for (size_t i = 0; i < s.n && n <= most;) {
		if (s.p[i] >= 0x20 && s.p[i] < 0x7F) {
			i++;
			n++;
		} else {
			n += rune_cells(utf8_next(s, &i));
		}
	}
	return n;
}

uint32_t str_cells(str s)
{
	return cells_to(s, UINT32_MAX);
}

/* Behind the letters from i on that are shown as they stand, a cell each:
 * printable ASCII, with single blanks between. blank: one stands before. */
static size_t plain_end(str s, size_t i, bool blank)
{
	while (i < s.n && s.p[i] >= 0x20 && s.p[i] < 0x7F) {
		if (s.p[i] == ' ' && blank)
			break;
		blank = s.p[i++] == ' ';
	}
	return i;
}

/* What a foreign text may not do to a terminal: controls, and the format
 * letters that turn the direction of what follows. */
static bool is_harmful(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) ||
	       (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

/* The next letter as it stands on a line; false: nothing to write. */
static bool next_shown(str s, size_t *i, bool *blank, uint32_t *cp)
{
	size_t at = *i;

	*cp = utf8_next(s, i);
	if (rune_is_space(*cp) && *cp != 0x3000) {
		bool again = *blank;

		*blank = true;
		*cp = ' ';
		return !again && at > 0;
	}
	if (is_harmful(*cp))
		return false;
	*blank = false;
	return true;
}

uint32_t out_line(struct out *o, str s, uint32_t cells)
{
	uint32_t n = 0, room = cells, cp;
	size_t i = 0, from = 0; /* from there on all is shown as it stands */
	bool blank = false;
	char bytes[4];

	s = str_trim(s);
	if (cells && cells_to(s, cells) > cells)
		room = cells - 1;
	while (i < s.n) {
		size_t at = i, end = plain_end(s, i, blank);

		if (cells && end - i > room - n)
			end = i + (room - n);
		if (end > i) {
			n += (uint32_t)(end - i);
			i = end;
			blank = s.p[i - 1] == ' ';
			continue;
		}
		if (!next_shown(s, &i, &blank, &cp)) {
			out_str(o, str_cut(s, from, at));
			from = i;
			continue;
		}
		if (cells && n + rune_cells(cp) > room) {
			out_str(o, str_cut(s, from, at));
			out_z(o, "…");
			return n + 1;
		}
		n += rune_cells(cp);
		if (cp == ' ' || cp == 0xFFFD) {
			out_str(o, str_cut(s, from, at));
			out_str(o, (str){ bytes, utf8_encode(cp, bytes) });
			from = i;
		}
	}
	out_str(o, str_cut(s, from, i));
	return n;
}

void out_line_whole(struct out *o, str s)
{
	for (size_t i = 0; i < s.n;) {
		size_t at = i;

		if (!is_harmful(utf8_next(s, &i)))
			out_str(o, str_cut(s, at, i));
	}
}

void out_pad(struct out *o, str s, uint32_t cells)
{
	static const char blanks[] = "                ";
	uint32_t n = out_line(o, s, 0);

	while (n < cells) {
		size_t some = cells - n < sizeof(blanks) - 1
				      ? cells - n
				      : sizeof(blanks) - 1;

		out_str(o, (str){ blanks, some });
		n += (uint32_t)some;
	}
}

/* Bytes from i that may not be parted: a Latin word, or a wide letter with
 * the closing marks behind it. */
static size_t unit_end(str s, size_t i)
{
	size_t at = i;
	uint32_t cp = utf8_next(s, &at);
	bool wide = rune_cells(cp) == 2;

	while (at < s.n) {
		size_t next = at;

		if (!wide && s.p[at] > 0x20 && s.p[at] < 0x7F) {
			at++;
			continue;
		}
		cp = utf8_next(s, &next);
		if (rune_is_space(cp))
			break;
		if (wide ? !str_has(STR("、。」』）”’・ー！？"),
				    str_cut(s, at, next))
			 : rune_cells(cp) == 2)
			break;
		at = next;
	}
	return at;
}

/* A unit that a border of the words runs through is parted there. */
static size_t border(size_t i, size_t end, const span *words, uint32_t n)
{
	for (uint32_t k = 0; k < n; k++) {
		if (i < words[k].from && words[k].from < end)
			return words[k].from;
		if (i < words[k].to && words[k].to < end)
			return words[k].to;
	}
	return end;
}

static bool is_within(size_t i, size_t end, const span *words, uint32_t n)
{
	for (uint32_t k = 0; k < n; k++)
		if (i >= words[k].from && end <= words[k].to)
			return true;
	return false;
}

struct wrap {
	struct out *o;
	uint32_t at, indent; /* cells */
	bool first, blank, painted;
};

static void paint_unit(struct wrap *w, bool painted, enum paint how)
{
	if (painted != w->painted)
		out_paint(w->o, painted ? how : PAINT_NONE);
	w->painted = painted;
}

static void put_unit(struct wrap *w, str unit, bool painted, enum paint how)
{
	uint32_t n = str_cells(unit);
	struct out *o = w->o;

	if (o->width && !w->first && w->at + n + w->blank > o->width) {
		paint_unit(w, false, how);
		out_printf(o, "\n%*s", (int)w->indent, "");
		w->at = w->indent;
		w->blank = false;
	}
	if (!painted)
		paint_unit(w, false, how);
	if (w->blank && !w->first)
		out_z(o, " ");
	w->at += n + (w->blank && !w->first);
	paint_unit(w, painted, how);
	out_line(o, unit, 0);
	w->first = w->blank = false;
}

/* Nothing of it is left out or put together: one line may show it as it
 * stands. */
static bool is_plain(str s, uint32_t *cells)
{
	size_t i = 0;

	*cells = 0;
	if (!s.n || s.p[0] == ' ' || s.p[s.n - 1] == ' ')
		return false;
	while (i < s.n) {
		size_t end = plain_end(s, i, i && s.p[i - 1] == ' ');
		uint32_t cp;

		*cells += (uint32_t)(end - i);
		i = end;
		if (i == s.n)
			break;
		cp = utf8_next(s, &i);
		if (!is_wide(cp) || cp == 0x3000)
			return false;
		*cells += 2;
	}
	return true;
}

uint32_t out_wrap_painted(struct out *o, str s, const span *words, uint32_t n,
			  enum paint how, uint32_t at, uint32_t indent)
{
	struct wrap w = { .o = o, .at = at, .indent = indent, .first = true };
	uint32_t cells;

	/* most labels are */
	if (!n && is_plain(s, &cells) &&
	    (!o->width || at + cells <= o->width)) {
		out_str(o, s);
		return at + cells;
	}
	for (size_t i = 0; i < s.n;) {
		size_t peek = i, end;

		if (rune_is_space(utf8_next(s, &peek))) {
			w.blank = true;
			i = peek;
			continue;
		}
		end = border(i, unit_end(s, i), words, n);
		put_unit(&w, str_cut(s, i, end), is_within(i, end, words, n),
			 how);
		i = end;
	}
	paint_unit(&w, false, how);
	return w.at;
}

uint32_t out_wrap(struct out *o, str s, uint32_t at, uint32_t indent)
{
	return out_wrap_painted(o, s, NULL, 0, PAINT_NONE, at, indent);
}
