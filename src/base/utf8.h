/* utf8.h - decoding, encoding, validity and the script classes we branch on.
 * Follows Unicode 15 chapter 3, table 3-7 (well-formed UTF-8). */
#ifndef KEII_BASE_UTF8_H
#define KEII_BASE_UTF8_H

#include "base/str.h"

/* The same as utf8_next for what it leaves to it: two and four bytes, the
 * borders of three, bad ones. */
uint32_t utf8_next_rare(str s, size_t *i);

/* Code point at s.p[*i]; moves *i behind it. A bad byte gives U+FFFD and
 * moves by one. *i must be < s.n. ASCII and most of the three-byte letters
 * (kana, kanji) are decoded in place: this is the innermost loop. */
static inline uint32_t utf8_next(str s, size_t *i)
{
	const unsigned char *p = (const unsigned char *)s.p + *i;

	if (p[0] < 0x80) {
		*i += 1;
		return p[0];
	}
	if (p[0] > 0xE0 && p[0] < 0xED && s.n - *i > 2 &&
	    (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
		*i += 3;
		return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 |
		       (p[2] & 0x3Fu);
	}
	return utf8_next_rare(s, i);
}

/* Code point that ends at *i (*i > 0); moves *i to its start. */
uint32_t utf8_prev(str s, size_t *i);
/* Writes 1..4 bytes to out and returns their number. */
size_t utf8_encode(uint32_t cp, char out[4]);
/* Offset of the first ill-formed byte, or s.n when all is well. */
size_t utf8_valid_to(str s);
/* Number of code points. */
size_t utf8_count(str s);
/* Largest offset <= at that starts a code point. */
size_t utf8_floor(str s, size_t at);

bool rune_is_kanji(uint32_t cp); /* CJK ideographs and 々〆ヶ */
bool rune_is_hiragana(uint32_t cp);
bool rune_is_katakana(uint32_t cp); /* with ー, without ・ */
bool rune_is_digit(uint32_t cp);    /* ASCII and full-width */
bool rune_is_alpha(uint32_t cp);    /* ASCII, full-width and Latin letters */
bool rune_is_upper(uint32_t cp);    /* ASCII and Latin-1/Extended-A capitals */
bool rune_is_space(uint32_t cp);    /* blanks, line ends, U+00A0, U+3000 */
/* Full-width ASCII (U+FF01..FF5E) to ASCII; others unchanged. */
static inline uint32_t rune_narrow(uint32_t cp)
{
	return cp >= 0xFF01 && cp <= 0xFF5E ? cp - 0xFEE0 : cp;
}

#endif
