/* word.c - English words by simple scanning; base is the lower-case form. */
#include "text/word.h"

#include "base/utf8.h"

static uint32_t cp_at(str s, size_t i)
{
	return i < s.n ? utf8_next(s, &i) : 0;
}

static bool is_letter(uint32_t cp)
{
	return rune_is_alpha(cp) || (cp >= 0x250 && cp < 0x2000) ||
	       rune_is_kanji(cp) || rune_is_hiragana(cp) ||
	       rune_is_katakana(cp);
}

static bool is_apostrophe(uint32_t cp)
{
	return cp == '\'' || cp == 0x2019;
}

/* End of the number that starts at i: 2,000 3.5 2026/27 stays in parts. */
static size_t number_end(str s, size_t i)
{
	while (i < s.n) {
		size_t j = i;
		uint32_t cp = utf8_next(s, &j);

		if (cp == ',' || cp == '.') {
			if (!rune_is_digit(cp_at(s, j)))
				break;
		} else if (!rune_is_digit(cp)) {
			break;
		}
		i = j;
	}
	return i;
}

/* Where an abbreviation of single letters ends ("U.S." at i), or i. */
static size_t initials_end(str s, size_t i)
{
	size_t end = i;
	int letters = 0;

	while (end + 1 < s.n && rune_is_upper((unsigned char)s.p[end]) &&
	       s.p[end + 1] == '.') {
		end += 2;
		letters++;
	}
	return letters > 1 ? end : i;
}

/* A possessive or a hyphen joins only when a letter follows. */
static size_t word_end(str s, size_t i)
{
	size_t end = initials_end(s, i);

	if (end > i)
		return end;
	while (i < s.n) {
		size_t j = i;
		uint32_t cp = utf8_next(s, &j), next;

		if (!is_letter(cp) && !rune_is_digit(cp)) {
			next = cp_at(s, j);
			if (is_apostrophe(cp)) {
				uint32_t after = cp_at(s, j + 1);

				if (!is_letter(next) ||
				    ((next == 's' || next == 'S') &&
				     !is_letter(after)))
					break;
			} else if (cp != '-' ||
				   (!is_letter(next) && !rune_is_digit(next))) {
				break;
			}
		}
		i = j;
	}
	return i;
}

/* s when it has no capital, else a lower-case copy. */
static str lower(struct arena *a, str s)
{
	size_t i = 0, n = 0;
	bool plain = true;
	char *p;

	while (i < s.n && plain)
		plain = !rune_is_upper(utf8_next(s, &i));
	if (plain)
		return s;
	p = arena_alloc(a, s.n + 1);
	for (i = 0; i < s.n;) {
		size_t from = i;
		uint32_t cp = utf8_next(s, &i);

		if (rune_is_upper(cp))
			n += utf8_encode(cp < 0x100   ? cp + 32
					 : cp < 0x180 ? cp + 1
						      : cp + 32,
					 p + n);
		else {
			memcpy(p + n, s.p + from, i - from);
			n += i - from;
		}
	}
	return (str){ p, n };
}

void words_in(struct doc *d, span at)
{
	str s = str_cut(d->text, 0, at.to);
	size_t i = at.from;

	while (i < s.n) {
		size_t from = i;
		uint32_t cp = utf8_next(s, &i);
		enum token_pos pos = TOKEN_SYMBOL;
		struct token *k;

		if (rune_is_space(cp))
			continue;
		if (rune_is_digit(cp)) {
			pos = TOKEN_NUMBER;
			i = number_end(s, i);
		} else if (is_letter(cp)) {
			pos = TOKEN_WORD;
			i = word_end(s, from);
		} else if (is_apostrophe(cp) && i < s.n &&
			   (s.p[i] == 's' || s.p[i] == 'S') &&
			   !is_letter(cp_at(s, i + 1))) {
			i++;
			pos = TOKEN_SUFFIX;
		}
		k = vec_add(d->arena, &d->tokens);
		k->at = (span){ (uint32_t)from, (uint32_t)i };
		k->pos = pos;
		k->base = lower(d->arena, str_cut(s, from, i));
		k->form = STR_NONE;
	}
}
