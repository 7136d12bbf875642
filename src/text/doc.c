/* doc.c - a doc and its language. */
#include "text/doc.h"

#include "base/utf8.h"

struct doc *doc_in(struct arena *a)
{
	struct doc *d = arena_one(a, struct doc);

	d->arena = a;
	d->published = DAY_NONE;
	d->published_basis = STR("none");
	d->diags.arena = a;
	return d;
}

enum lang doc_guess_lang(str text)
{
	size_t i = 0, cjk = 0, all = 0;

	while (i < text.n && all < 4000) {
		uint32_t cp = utf8_next(text, &i);

		if (rune_is_kanji(cp) || rune_is_hiragana(cp) ||
		    rune_is_katakana(cp))
			cjk++;
		else if (!rune_is_alpha(cp))
			continue;
		all++;
	}
	return cjk * 10 >= all && cjk ? LANG_JA : LANG_EN;
}

str lang_name(enum lang lang)
{
	return lang == LANG_JA ? STR("ja") : STR("en");
}

enum lang lang_by_name(str s)
{
	if (str_is(s, "ja"))
		return LANG_JA;
	return str_is(s, "en") ? LANG_EN : LANG_COUNT;
}

uint32_t doc_sentence_at(const struct doc *d, uint32_t byte)
{
	uint32_t low = 0, high = d->sentences.n;

	while (low < high) {
		uint32_t mid = (low + high) / 2;

		if (d->sentences.v[mid].at.to <= byte)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}
