/* say_unnamed.c - the article's own words for a speaker whom no actor stands
 * for: the harbour master's office; 港湾局の幹部. */
#include <ctype.h>

#include "base/utf8.h"
#include "extract/say_priv.h"

enum { WORDS = 12, BYTES = 110, RUNES = 20 };

/* Words that open a clause: what is before them is not of the subject. */
static bool opens_clause(const struct speech *k, str w)
{
	struct hit hit;

	return frames_at(k->f, "opens-clause", w, (span){ 0, (uint32_t)w.n }, 0,
			 &hit) &&
	       hit.at.to == w.n;
}

static bool passed_over(const struct speech *k, str w)
{
	struct hit hit;

	return (frames_at(k->f, "aside", w, (span){ 0, (uint32_t)w.n }, 0,
			  &hit) &&
		hit.at.to == w.n) ||
	       (w.n > 4 && str_ends(w, STR("ly")));
}

/* "In a letter, a pilot said": behind the phrase before the subject. */
static uint32_t behind_phrase(const struct speech *k, uint32_t low,
			      uint32_t end)
{
	str left = str_cut(k->d->text, 0, end);
	struct hit hit;
	size_t comma;

	while (low < end && left.p[low] == ' ')
		low++;
	if (!frames_at(k->f, "introduces", left, (span){ low, end }, low, &hit))
		return low;
	comma = str_find(left, STR(", "), low);
	return comma == SIZE_MAX ? low : (uint32_t)comma + 2;
}

/* "A pilot of the works, owner of the pier, said": before the apposition. */
static uint32_t before_comma(const struct speech *k, uint32_t low, uint32_t end)
{
	str left = str_trim(str_cut(k->d->text, low, end));
	size_t comma;

	if (!str_ends(left, STR(",")))
		return end;
	low = behind_phrase(k, low, end);
	/* Quist, who serves as Linden's envoy, said */
	comma = str_find(str_cut(k->d->text, 0, end), STR(" who "), low);
	if (comma != SIZE_MAX && comma > low + 3)
		return (uint32_t)comma - (k->d->text.p[comma - 1] == ',');
	comma = str_find(str_cut(k->d->text, 0, end), STR(","), low);
	return comma == SIZE_MAX ? end : (uint32_t)comma;
}

span en_nobody_behind(const struct speech *k, uint32_t from, uint32_t to)
{
	str text = k->d->text;
	uint32_t at = from;

	while (at < to && text.p[at] == ' ')
		at++;
	from = at;
	while (at < to && at - from < BYTES && !strchr(",.;:\"\n", text.p[at]))
		at++;
	return at > from + 3 ? (span){ from, at } : (span){ 0, 0 };
}

/* the Guild of Pilots and Masters: "and" within a name */
static bool joins_names(str text, uint32_t from, uint32_t to)
{
	uint32_t at = from;

	if (!str_is(str_cut(text, from, to), "and") || from < 2 ||
	    to + 1 >= text.n || !isupper((unsigned char)text.p[to + 1]))
		return false;
	at--;
	while (at > 0 && isalpha((unsigned char)text.p[at - 1]))
		at--;
	return isupper((unsigned char)text.p[at]);
}

/* LINDEN BAY — The board said: a dash is no word. */
static bool isword(str w)
{
	for (size_t i = 0; i < w.n; i++)
		if (isalnum((unsigned char)w.p[i]))
			return true;
	return false;
}

span en_nobody(const struct speech *k, uint32_t low, uint32_t end)
{
	str text = k->d->text;
	span got;
	uint32_t at = end = before_comma(k, low, end);

	got = (span){ end, end };

	for (int n = 0; n < WORDS && at > low && end - at < BYTES; n++) {
		uint32_t to = at, from;
		str w;

		while (to > low && text.p[to - 1] == ' ')
			to--;
		from = to;
		while (from > low && !strchr(" \n\"", text.p[from - 1]) &&
		       !str_ends(str_cut(text, low, from), STR("”")))
			from--;
		w = str_cut(text, from, to);
		if (!w.n || strchr(",;:.", w.p[w.n - 1]) || !isword(w) ||
		    (opens_clause(k, w) && !joins_names(text, from, to)))
			break;
		at = from;
		if (got.from == got.to && passed_over(k, w))
			continue;
		if (got.from == got.to)
			got.to = to;
		got.from = from;
	}
	return got.to > got.from + 2 ? got : (span){ 0, 0 };
}

/* Letters of a name or office; の joins them. */
static bool of_name(uint32_t cp)
{
	return rune_is_kanji(cp) || rune_is_katakana(cp) || rune_is_alpha(cp) ||
	       rune_is_digit(cp) || cp == 0x306E || cp == 0x30FC ||
	       cp == 0x30FB || cp == '&' || cp == 0xFF06;
}

/* 船主|たち, 組合|ら */
static uint32_t before_plural(const struct speech *k, uint32_t low,
			      uint32_t end)
{
	str left = str_cut(k->d->text, low, end);

	if (str_ends(left, STR("たち")))
		return end - 6;
	return str_ends(left, STR("ら")) ? end - 3 : end;
}

/* The byte where the bracket opens that ends there; or that byte. */
static size_t before_bracket(const struct speech *k, uint32_t low, size_t end)
{
	size_t at = end;

	for (int n = 0; n < RUNES && at > low; n++) {
		uint32_t cp = utf8_prev(k->d->text, &at);

		if (cp == '(' || cp == 0xFF08)
			return at;
	}
	return end;
}

static bool runes_at_least(const struct speech *k, span at, int least)
{
	size_t i = at.from;

	for (; i < at.to && least > 0; least--)
		(void)utf8_next(k->d->text, &i);
	return least <= 0 && i <= at.to && at.to > at.from;
}

span ja_nobody(const struct speech *k, uint32_t low, uint32_t end)
{
	span got = { end, end };
	struct hit dated;
	size_t at;

	at = before_plural(k, low, end);
	got.from = (uint32_t)at;
	for (int n = 0; n < RUNES && at > low; n++) {
		uint32_t cp = utf8_prev(k->d->text, &at);

		/* 港湾局（旧水先局）の幹部 */
		if (cp == ')' || cp == 0xFF09) {
			at = before_bracket(k, low, at);
			continue;
		}
		if (!of_name(cp) || (rune_is_hiragana(cp) && cp != 0x306E))
			break;
		got.from = (uint32_t)at;
	}
	if (frames_at(k->f, "dated", k->d->text, got, got.from, &dated))
		got.from = dated.at.to; /* 昨日|港湾局は */
	if (str_starts(str_span(k->d->text, got), STR("の")))
		got.from += 3;
	return runes_at_least(k, got, 2) ? got : (span){ 0, 0 };
}
