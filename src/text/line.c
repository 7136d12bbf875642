/* line.c - what a line looks like: bullet marks, captions, references. */
#include "text/line.h"

#include "base/cc.h"
#include "base/utf8.h"

#define W(word)                                                                \
	{                                                                      \
		word, sizeof(word) - 1                                         \
	}

static const str reference_heads[] = {
	W("参考資料"),	    W("参考文献"),
	W("参考記事"),	    W("参考リンク"),
	W("参考"),	    W("出典"),
	W("引用元"),	    W("情報源"),
	W("関連リンク"),    W("Reference(s)"),
	W("References"),    W("Reference"),
	W("Sources"),	    W("Further reading"),
	W("Related links"),
};

static const str sources[] = {
	W("Source:"), W("Sources:"), W("SOURCE:"), W("Source："),
	W("出典:"),   W("出典："),   W("出所:"),   W("出所："),
	W("引用元:"), W("引用元："), W("参考:"),   W("参考："),
	W("情報源:"), W("情報源："), W("ソース:"), W("ソース："),
	W("Via:"),
};

static const str caption_starts[] = {
	W("写真:"),	 W("写真："),	  W("(写真"),  W("（写真"),
	W("【写真"),	 W("画像:"),	  W("画像："), W("撮影:"),
	W("撮影："),	 W("Photo:"),	  W("PHOTO:"), W("Photo by"),
	W("File photo"), W("FILE PHOTO"), W("FILE -"), W("Image:"),
	W("(AP Photo"),	 W("Picture:"),
};

static const str caption_ends[] = {
	W("(AP Photo)"),   W("提供）"),	     W("提供)"),
	W("撮影）"),	   W("撮影)"),	     W("via Reuters]"),
	W("via AP]"),	   W("/Reuters]"),   W("/AP]"),
	W("/AFP]"),	   W("/EPA]"),	     W("/Getty Images]"),
	W("Getty Images"), W("via REUTERS"), W("Handout via REUTERS"),
	W("AP Photo"),
};

static bool starts_with_any(str s, const str *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_starts(s, list[i]))
			return true;
	return false;
}

static bool ends_with_any(str s, const str *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ends(s, list[i]))
			return true;
	return false;
}

static uint32_t cp_at(str s, size_t i)
{
	return i < s.n ? utf8_next(s, &i) : 0;
}

/* Bytes of "12." "3)" "(4)" at the start with the mark; 0: no number. A date
 * or a decimal ("2.18") is none. */
static uint32_t number_mark(str s)
{
	size_t i = 0, digits = 0, j;
	bool bracket = s.n && s.p[0] == '(';
	uint32_t cp;

	if (bracket)
		i = 1;
	for (; i < s.n && digits < 4; digits++) {
		j = i;
		if (!rune_is_digit(utf8_next(s, &j)))
			break;
		i = j;
	}
	if (!digits || digits > 2 || i >= s.n)
		return 0;
	j = i;
	cp = rune_narrow(utf8_next(s, &j));
	if (cp != ')' && (bracket || cp != '.'))
		return 0;
	if (cp == '.' &&
	    (j >= s.n || (!rune_is_space(cp_at(s, j)) && cp_at(s, j) < 0x3000)))
		return 0;
	return (uint32_t)j;
}

static enum line_mark mark_of(str s, uint32_t *n)
{
	size_t i = 0;
	uint32_t cp, next;

	*n = 0;
	if (!s.n)
		return MARK_NONE;
	cp = utf8_next(s, &i);
	next = cp_at(s, i);
	*n = (uint32_t)i;
	switch (cp) {
	case 0x2022: /* • */
	case 0x30FB: /* ・ */
	case 0xFF65: /* ･ */
	case 0x25CF: /* ● */
	case 0x25AA: /* ▪ */
	case 0x2023: /* ‣ */
		return MARK_ROUND;
	case 0x25E6: /* ◦ */
	case 0x25CB: /* ○ */
	case 0x25AB: /* ▫ */
		return MARK_HOLLOW;
	case '-':
	case '*':
	case 0x2013: /* – */
	case 0x2010:
		if (rune_is_space(next))
			return MARK_DASH;
		break;
	default:
		if (cp >= 0x2460 && cp <= 0x2473) /* ①..⑳ */
			return MARK_CIRCLED;
		*n = number_mark(s);
		if (*n)
			return MARK_NUMBER;
	}
	*n = 0;
	return MARK_NONE;
}

struct line_head line_head(str line)
{
	struct line_head h = { 0 };
	size_t i = 0, j;

	while (i < line.n) {
		uint32_t cp;

		j = i;
		cp = utf8_next(line, &j);
		if (!rune_is_space(cp))
			break;
		h.indent += cp == '\t' ? 4 : cp == 0x3000 ? 2 : 1;
		i = j;
	}
	h.blank = (uint32_t)i;
	h.kind = mark_of(str_cut(line, i, line.n), &h.mark);
	for (i += h.mark; h.mark && i < line.n; i = j) {
		j = i;
		if (!rune_is_space(utf8_next(line, &j)))
			break;
	}
	h.mark = (uint32_t)i - h.blank;
	return h;
}

/* "example.org", "news.example.co.jp/…": dots between letters, no blank. */
static bool is_bare_domain(str s)
{
	size_t dots = 0, letters = 0, i = 0;

	for (; i < s.n && s.p[i] != '/'; i++) {
		char ch = s.p[i];

		if (ch == '.' && letters > 0 && i + 1 < s.n) {
			dots++;
			letters = 0;
		} else if ((ch >= 'a' && ch <= 'z') || ch == '-' ||
			   (ch >= '0' && ch <= '9')) {
			letters++;
		} else {
			return false;
		}
	}
	return dots > 0 && letters >= 2 && (s.p[i - 1] > '9');
}

bool line_is_url(str line)
{
	bool starts = str_starts(line, STR("http://")) ||
		      str_starts(line, STR("https://")) ||
		      str_starts(line, STR("www."));

	if (line.n > 2000 || line.n < 4)
		return false;
	if (memchr(line.p, ' ', line.n))
		return false;
	return starts || is_bare_domain(line);
}

#define TAIL_RUNES 32u
#define TAIL_BYTES ((size_t)4 * TAIL_RUNES)

static bool has_equals(str s)
{
	return s.n && (memchr(s.p, '=', s.n) || str_has(s, STR("＝")));
}

/* "…=AP", "…＝ロイター", "…=20日、東京都港区": a short tail without an end. */
static bool ends_in_agency(str line)
{
	size_t i = line.n, runes = 0;
	bool seen = false;

	if (!has_equals(str_cut(line, i > TAIL_BYTES ? i - TAIL_BYTES : 0, i)))
		return false;
	while (i > 0 && runes++ < TAIL_RUNES) {
		size_t end = i;
		uint32_t cp = utf8_prev(line, &i);

		if (cp == 0x3002 || cp == 0x300D || cp == '"' || cp == '<' ||
		    cp == '>' || cp == ';' || cp == '&' || cp == '/')
			return false;
		if (cp == 0xFF1D || cp == '=') {
			/* 【ワシントン=…】 closes: that is a dateline */
			seen = end < line.n && i > 0;
			break;
		}
		if (cp == 0x3011)
			return false;
	}
	if (!seen)
		return false;
	for (size_t k = 0; k < i; k++) /* a caption is written in kana */
		if ((unsigned char)line.p[k] == 0xE3)
			return true;
	return false;
}

bool line_is_caption(str line)
{
	if (!line.n || line.n > 1200)
		return false;
	if (starts_with_any(line, caption_starts, COUNT(caption_starts)))
		return line.n < 600;
	return ends_in_agency(line) ||
	       ends_with_any(line, caption_ends, COUNT(caption_ends));
}

size_t line_leading_caption(str piece, size_t most)
{
	size_t i = 0, stop = piece.n < most ? piece.n : most;
	bool starts =
		starts_with_any(piece, caption_starts, COUNT(caption_starts));
	bool equals = false; /* seen: a caption may end in an agency */

	while (i < stop) {
		size_t at = i;
		uint32_t cp = utf8_next(piece, &i);

		if (cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F)
			return 0;
		equals = equals || cp == '=' || cp == 0xFF1D;
		if (!rune_is_space(cp) || at == 0 || i >= piece.n)
			continue;
		if (starts || (equals && ends_in_agency(str_cut(piece, 0, at))))
			return at;
		if (memchr("o)]sS\x89", piece.p[at - 1], 6) &&
		    ends_with_any(str_cut(piece, 0, at), caption_ends,
				  COUNT(caption_ends)))
			return at; /* last bytes of those words */
	}
	return 0;
}

bool line_is_reference(str line)
{
	return line.n < 1000 && starts_with_any(line, sources, COUNT(sources));
}

bool line_opens_references(str line)
{
	str s = line;

	while (s.n && (s.p[s.n - 1] == ':' || s.p[s.n - 1] == ' '))
		s.n--;
	if (str_ends(s, STR("：")))
		s.n -= 3;
	for (size_t i = 0; i < COUNT(reference_heads); i++)
		if (str_eq(s, reference_heads[i]))
			return true;
	return false;
}

bool line_is_byline(str line)
{
	size_t words = 0;

	if (!str_starts(line, STR("By ")) || line.n > 120 || line.n < 6 ||
	    line.p[line.n - 1] == '.')
		return false;
	for (size_t i = 3; i < line.n; i++) {
		char ch = line.p[i], was = line.p[i - 1];

		if (was != ' ')
			continue;
		words++;
		if (ch >= 'a' && ch <= 'z' &&
		    !str_starts(str_cut(line, i, line.n), STR("and ")) &&
		    !str_starts(str_cut(line, i, line.n), STR("in ")) &&
		    !str_starts(str_cut(line, i, line.n), STR("for ")))
			return false;
	}
	return words >= 1 && words <= 14;
}

bool line_has_end(str line)
{
	size_t i = line.n;
	uint32_t cp = 0;

	while (i > 0) { /* closing marks may follow the end */
		cp = utf8_prev(line, &i);
		if (cp != '"' && cp != ')' && cp != '\'' && cp != 0x201D &&
		    cp != 0x2019 && cp != 0x300D && cp != 0x300F &&
		    cp != 0xFF09 && cp != ']')
			break;
		if (line.n - i > 12)
			return false;
	}
	return cp == 0x3002 || cp == 0xFF61 || cp == '.' || cp == '!' ||
	       cp == '?' || cp == 0xFF01 || cp == 0xFF1F || cp == 0xFF0E;
}

bool line_opens_bracket(str line)
{
	size_t i = line.n;

	for (int runes = 0; i > 0 && runes < 200; runes++) {
		uint32_t cp = rune_narrow(utf8_prev(line, &i));

		if (cp == '(' || cp == ')')
			return cp == '(';
	}
	return false;
}
