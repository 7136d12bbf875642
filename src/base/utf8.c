/* utf8.c - decoding, encoding, validity, script classes. */
#include "base/utf8.h"

/* Length of the well-formed sequence at p (n bytes left), 0 if ill-formed. */
static size_t sequence(const unsigned char *p, size_t n)
{
	unsigned char low = 0x80, high = 0xBF;
	size_t len;

	if (p[0] < 0x80)
		return 1;
	if (p[0] < 0xC2 || p[0] > 0xF4)
		return 0;
	len = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	if (n < len)
		return 0;
	if (p[0] == 0xE0)
		low = 0xA0;
	else if (p[0] == 0xED)
		high = 0x9F;
	else if (p[0] == 0xF0)
		low = 0x90;
	else if (p[0] == 0xF4)
		high = 0x8F;
	if (p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < len; i++)
		if ((p[i] & 0xC0) != 0x80)
			return 0;
	return len;
}

uint32_t utf8_next_rare(str s, size_t *i)
{
	const unsigned char *p = (const unsigned char *)s.p + *i;

	switch (sequence(p, s.n - *i)) {
	case 2:
		*i += 2;
		return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
	case 3:
		*i += 3;
		return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 |
		       (p[2] & 0x3Fu);
	case 4:
		*i += 4;
		return (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 |
		       (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
	default:
		*i += 1;
		return 0xFFFD;
	}
}

uint32_t utf8_prev(str s, size_t *i)
{
	size_t end = *i, at = end - 1, back = 0, j;
	uint32_t cp;

	while (at > 0 && back < 3 && (s.p[at] & 0xC0) == 0x80) {
		at--;
		back++;
	}
	j = at;
	cp = utf8_next((str){ s.p, end }, &j);
	if (j != end) { /* ill-formed: step over one byte */
		*i = end - 1;
		return 0xFFFD;
	}
	*i = at;
	return cp;
}

size_t utf8_encode(uint32_t cp, char out[4])
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		cp = 0xFFFD;
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

/* From i on: the end of what is ASCII, eight bytes at a time, or a little
 * before. */
static size_t skip_ascii(str s, size_t i)
{
	for (; i + 8 <= s.n; i += 8) {
		uint64_t eight;

		memcpy(&eight, s.p + i, sizeof(eight));
		if (eight & 0x8080808080808080U)
			break;
	}
	return i;
}

/* Of kana, kanji and most else that has three bytes. */
static bool is_common_three(const unsigned char *p)
{
	return p[0] > 0xE0 && p[0] < 0xF0 && p[0] != 0xED &&
	       (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80;
}

size_t utf8_valid_to(str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i = 0;

	while (i < s.n) {
		size_t n = 1;

		if (s.n - i >= 3 && is_common_three(p + i))
			n = 3;
		else if (p[i] >= 0x80)
			n = sequence(p + i, s.n - i);
		else
			n = skip_ascii(s, i + 1) - i;
		if (n == 0)
			return i;
		i += n;
	}
	return s.n;
}

size_t utf8_count(str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += (s.p[i] & 0xC0) != 0x80;
	return n;
}

size_t utf8_floor(str s, size_t at)
{
	if (at >= s.n)
		return s.n;
	while (at > 0 && (s.p[at] & 0xC0) == 0x80)
		at--;
	return at;
}

bool rune_is_kanji(uint32_t cp)
{
	return (cp >= 0x4E00 && cp <= 0x9FFF) || cp == 0x3005 || cp == 0x3006 ||
	       cp == 0x30F6 || (cp >= 0x3400 && cp <= 0x4DBF) ||
	       (cp >= 0xF900 && cp <= 0xFAFF) ||
	       (cp >= 0x20000 && cp <= 0x3FFFF);
}

bool rune_is_hiragana(uint32_t cp)
{
	return cp >= 0x3041 && cp <= 0x309F;
}

bool rune_is_katakana(uint32_t cp)
{
	return (cp >= 0x30A1 && cp <= 0x30FA) || cp == 0x30FC ||
	       (cp >= 0x31F0 && cp <= 0x31FF) || (cp >= 0xFF66 && cp <= 0xFF9F);
}

bool rune_is_digit(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 0xFF10 && cp <= 0xFF19);
}

bool rune_is_alpha(uint32_t cp)
{
	cp = rune_narrow(cp);
	return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
	       (cp >= 0xC0 && cp <= 0x24F && cp != 0xD7 && cp != 0xF7);
}

bool rune_is_upper(uint32_t cp)
{
	cp = rune_narrow(cp);
	return (cp >= 'A' && cp <= 'Z') ||
	       (cp >= 0xC0 && cp <= 0xDE && cp != 0xD7) ||
	       (cp >= 0x100 && cp <= 0x17F && !(cp & 1));
}

bool rune_is_space(uint32_t cp)
{
	return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xA0 ||
	       cp == 0x3000 || (cp >= 0x2000 && cp <= 0x200B) || cp == 0x202F;
}
