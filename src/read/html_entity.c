/* html_entity.c - character references to text (HTML Living Standard,
 * section 13.2.5.72 and following), and text without markup's blanks. */
#include "base/utf8.h"
#include "read/html.h"

#define NAME_BYTES 32

static const struct {
	const char *name, *text;
} entities[] = {
#define ENTITY(name, text) { name, text },
#include "read/html_entity.def"
#undef ENTITY
};

/* What windows-1252 has at 0x80..0x9F: pages number characters by it. */
static const uint16_t c1[32] = {
	0x20AC, 0x81,	0x201A, 0x192,	0x201E, 0x2026, 0x2020, 0x2021,
	0x2C6,	0x2030, 0x160,	0x2039, 0x152,	0x8D,	0x17D,	0x8F,
	0x90,	0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x2DC,	0x2122, 0x161,	0x203A, 0x153,	0x9D,	0x17E,	0x178,
};

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z');
}

static const char *named(str name)
{
	size_t low = 0, high = COUNT(entities);

	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = str_cmp(name, str_of(entities[mid].name));

		if (!order)
			return entities[mid].text;
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

static size_t numbered(str s, char out[8], size_t *n)
{
	size_t i = 2, digits = 0;
	bool hex = i < s.n && (s.p[i] == 'x' || s.p[i] == 'X');
	uint32_t cp = 0;

	for (i += hex; i < s.n; i++, digits++) {
		char c = s.p[i];
		uint32_t v;

		if (c >= '0' && c <= '9')
			v = (uint32_t)(c - '0');
		else if (hex && (c | 32) >= 'a' && (c | 32) <= 'f')
			v = (uint32_t)((c | 32) - 'a' + 10);
		else
			break;
		if (cp < 0x110000)
			cp = cp * (hex ? 16 : 10) + v;
	}
	if (!digits)
		return 0;
	if (cp >= 0x80 && cp < 0xA0)
		cp = c1[cp - 0x80];
	if (!cp || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
		cp = 0xFFFD;
	*n = utf8_encode(cp, out);
	return i < s.n && s.p[i] == ';' ? i + 1 : i;
}

size_t html_entity(str s, size_t at, char out[8], size_t *n)
{
	const char *text = NULL;
	size_t end = 1;

	s = str_cut(s, at, at + NAME_BYTES + 8);
	if (s.n > 1 && s.p[1] == '#')
		return numbered(s, out, n);
	while (end < s.n && end <= NAME_BYTES && is_alnum(s.p[end]))
		end++;
	if (end < s.n && s.p[end] == ';')
		text = named(str_cut(s, 1, ++end));
	if (!text) /* old names are known without a semicolon */
		for (end = end < 8 ? end : 8; end > 2; end--) {
			text = named(str_cut(s, 1, end));
			if (text)
				break;
		}
	if (!text)
		return 0;
	*n = strlen(text);
	memcpy(out, text, *n);
	return end;
}

void html_decode(struct buf *out, str raw)
{
	size_t from = 0;

	while (from < raw.n) {
		const char *amp = memchr(raw.p + from, '&', raw.n - from);
		size_t at = amp ? (size_t)(amp - raw.p) : raw.n, n, used;
		char text[8];

		buf_add(out, str_cut(raw, from, at));
		if (at == raw.n)
			return;
		used = html_entity(raw, at, text, &n);
		if (used)
			buf_add(out, (str){ text, n });
		else
			buf_byte(out, '&');
		from = at + (used ? used : 1);
	}
}

str html_plain(struct arena *a, str raw)
{
	struct buf decoded, out;
	size_t i = 0;
	str s;

	buf_init(&decoded, LIMIT_TEXT);
	buf_init(&out, LIMIT_TEXT);
	html_decode(&decoded, raw);
	for (s = buf_str(&decoded); i < s.n;) {
		size_t from = i;
		uint32_t cp = utf8_next(s, &i);
		bool blank = rune_is_space(cp) && cp != 0x3000;

		if (!blank && cp >= 0x20 && (cp < 0x200B || cp > 0x200D) &&
		    cp != 0xAD)
			buf_add(&out, str_cut(s, from, i));
		else if (blank && out.n && out.p[out.n - 1] != ' ')
			buf_byte(&out, ' ');
	}
	s = arena_str(a, str_trim(buf_str(&out)));
	buf_release(&decoded);
	buf_release(&out);
	return s;
}
