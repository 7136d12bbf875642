/* line.c - what a line looks like: bullet marks, captions, references. */
#include "text/line.h"

#include "base/cc.h"
#include "base/utf8.h"

static const char *const reference_heads[] = {
	"参考資料",	 "参考文献",
	"参考記事",	 "参考リンク",
	"参考",		 "出典",
	"引用元",	 "情報源",
	"関連リンク",	 "Reference(s)",
	"References",	 "Reference",
	"Sources",	 "Further reading",
	"Related links",
};

static const char *const sources[] = {
	"Source:", "Sources:", "SOURCE:", "Source：", "出典:", "出典：",
	"出所:",   "出所：",   "引用元:", "引用元：", "参考:", "参考：",
	"情報源:", "情報源：", "ソース:", "ソース：", "Via:",
};

static const char *const caption_starts[] = {
	"写真:",      "写真：",	    "(写真",  "（写真", "【写真",    "画像:",
	"画像：",     "撮影:",	    "撮影：", "Photo:", "PHOTO:",    "Photo by",
	"File photo", "FILE PHOTO", "FILE -", "Image:", "(AP Photo", "Picture:",
};

static const char *const caption_ends[] = {
	"(AP Photo)",	"提供）",      "提供)",
	"撮影）",	"撮影)",       "via Reuters]",
	"via AP]",	"/Reuters]",   "/AP]",
	"/AFP]",	"/EPA]",       "/Getty Images]",
	"Getty Images", "via REUTERS", "Handout via REUTERS",
	"AP Photo",
};

static bool starts_with_any(str s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_starts(s, str_of(list[i])))
			return true;
	return false;
}

static bool ends_with_any(str s, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ends(s, str_of(list[i])))
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

/* "…=AP", "…＝ロイター", "…=20日、東京都港区": a short tail without an end. */
static bool ends_in_agency(str line)
{
	size_t i = line.n, runes = 0;
	bool seen = false;

	while (i > 0 && runes++ < 32) {
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
		if (str_is(s, reference_heads[i]))
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
