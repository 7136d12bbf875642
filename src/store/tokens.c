/* tokens.c - text to the words of the full-text index.
 *
 * Of 会談した come 会談 談し した た: each pair, and the last letter alone so
 * that a query of one letter, which asks for what begins with it, finds it. */
#include "store/tokens.h"

#include <unicode/uchar.h>

#include "base/utf8.h"

/* Most letters are ASCII: ICU is asked for the others. */
uint32_t token_fold(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z' ? cp + ('a' - 'A') : cp;
	return (uint32_t)u_tolower((UChar32)rune_narrow(cp));
}

static bool is_cjk(uint32_t cp)
{
	return cp >= 0x3005 && (rune_is_kanji(cp) || rune_is_hiragana(cp) ||
				rune_is_katakana(cp));
}

static bool is_letter(uint32_t cp)
{
	if (cp < 0x80)
		return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
		       (cp >= '0' && cp <= '9');
	return cp != 0xfffd && u_isalnum((UChar32)cp);
}

static void add(struct token_cutter *t, uint32_t cp)
{
	if (t->word_n + 4 <= sizeof(t->word))
		t->word_n += utf8_encode(cp, t->word + t->word_n);
}

/* The letter at t->at is CJK; next begins behind it. */
static void cut_pair(struct token_cutter *t, uint32_t first, size_t next)
{
	size_t behind = next;
	uint32_t second;

	add(t, first);
	t->where = (span){ (uint32_t)t->at, (uint32_t)next };
	t->at = next;
	if (next >= t->text.n)
		return;
	second = utf8_next(t->text, &behind);
	if (!is_cjk(second))
		return;
	add(t, second);
	t->where.to = (uint32_t)behind;
	if (!t->query || behind >= t->text.n)
		t->at = t->query ? behind : next;
	else if (!is_cjk(utf8_next(t->text, &behind)))
		t->at = t->where.to;
}

static void cut_word(struct token_cutter *t, size_t next)
{
	size_t from = t->at;
	uint32_t cp;

	t->at = next;
	while (t->at < t->text.n) {
		next = t->at;
		cp = utf8_next(t->text, &next);
		if (!is_letter(cp) || is_cjk(cp))
			break;
		add(t, token_fold(cp));
		t->at = next;
	}
	t->where = (span){ (uint32_t)from, (uint32_t)t->at };
}

bool token_cut(struct token_cutter *t)
{
	t->word_n = 0;
	while (t->at < t->text.n) {
		size_t next = t->at;
		uint32_t cp = utf8_next(t->text, &next);

		if (is_cjk(cp)) {
			cut_pair(t, cp, next);
			return true;
		}
		if (is_letter(cp)) {
			add(t, token_fold(cp));
			cut_word(t, next);
			return true;
		}
		t->at = next;
	}
	return false;
}
