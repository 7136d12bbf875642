/* who_en_name.c - words of an English text, and the runs of words with capitals
 * that may be names. */
#include "extract/who_en_priv.h"

bool word_apostrophe(uint32_t cp)
{
	return cp == '\'' || cp == 0x2019;
}

uint32_t word_blanks_end(const struct reading *r, uint32_t at)
{
	while (at < r->in.to && (r->text.p[at] == ' ' || r->text.p[at] == '\n'))
		at++;
	return at;
}

uint32_t word_next(const struct reading *r, uint32_t at)
{
	size_t i = at;

	if (at < r->in.to && word_apostrophe(utf8_next(r->text, &i))) {
		at = (uint32_t)i;
		if (here(r, at, STR("s")))
			at++;
	}
	return word_blanks_end(r, at);
}

uint32_t word_end(const struct reading *r, uint32_t at)
{
	size_t i = at;

	while (i < r->in.to) {
		size_t k = i;
		uint32_t cp = utf8_next(r->text, &k);

		if (word_apostrophe(cp)) {
			/* O'Brien goes on, Putin's does not */
			if (!rune_is_alpha(rune_at(r->text, (uint32_t)k)) ||
			    (here(r, (uint32_t)k, STR("s")) &&
			     !rune_is_alpha(rune_at(r->text, (uint32_t)k + 1))))
				break;
		} else if (cp == '-') {
			if (!rune_is_alpha(rune_at(r->text, (uint32_t)k)))
				break;
		} else if (!rune_is_alpha(cp)) {
			break;
		}
		i = k;
	}
	/* an initial keeps its stop */
	if (i - at == 1 && i < r->in.to && r->text.p[i] == '.')
		i++;
	else if (i - at == 2 && here(r, at, STR("Jr.")))
		i++;
	return (uint32_t)i;
}

static bool particle(str w)
{
	static const char *const all[] = { "al",  "bin", "von", "van", "der",
					   "de",  "da",	 "di",	"el",  "la",
					   "ben", "ibn", "abu", "dos", "den",
					   "del", "du",	 "Al",	"El",  "Bin",
					   "Ibn" };

	for (size_t i = 0; i < COUNT(all); i++)
		if (str_is(w, all[i]))
			return true;
	return false;
}

static bool may_be_name(const struct reading *r, span at, bool first)
{
	str w = str_span(r->text, at);
	bool lower = false;
	uint32_t i = word_at(r, at.from);

	if (!first && (str_is(w, "He") || str_is(w, "May")))
		return true; /* Liu He, Theresa May */
	if (!w.n || map_find(&r->l->not_persons, w))
		return false;
	if (str_starts(w, STR("al-")) || str_starts(w, STR("el-")))
		return w.n > 4;
	if (!rune_is_upper(rune_at(r->text, at.from)))
		return false;
	for (size_t k = 0; k < w.n; k++)
		lower |= w.p[k] >= 'a' && w.p[k] <= 'z';
	if (!lower && w.n > 3)
		return false; /* NATO */
	if (i == NO_REF)
		return true;
	return lex_as(r->items.v[i].lex, LEX_GIVEN) ||
	       lex_as(r->items.v[i].lex, LEX_FAMILY);
}

span name_from(const struct reading *r, uint32_t at, uint32_t *words)
{
	span name = { at, at };
	uint32_t to = at, most = 4;

	*words = 0;
	while (*words < most && to < r->in.to) {
		span w = { to, word_end(r, to) };
		uint32_t i;

		if (w.to == w.from)
			break;
		if (*words && particle(str_span(r->text, w))) {
			to = word_blanks_end(r, w.to);
			most = 6;
			continue;
		}
		i = word_at(r, to);
		if (i != NO_REF && lex_as(r->items.v[i].lex, LEX_PERSON))
			w.to = r->items.v[i].at.to; /* Seyed Abbas Araghchi */
		else if (!may_be_name(r, w, *words == 0))
			break;
		name.to = w.to;
		++*words;
		if (w.to >= r->in.to || r->text.p[w.to] != ' ')
			break;
		to = w.to + 1;
	}
	return name;
}

span name_until(const struct reading *r, uint32_t end, uint32_t *words)
{
	uint32_t from = end;

	*words = 0;
	while (*words < 4) {
		uint32_t k = from;

		if (*words) {
			if (k <= r->limit || r->text.p[k - 1] != ' ')
				break;
			k--;
		}
		while (k > r->limit) {
			uint32_t cp = rune_before(r->text, k);
			size_t i = k;

			if (!rune_is_alpha(cp) && cp != '-' &&
			    !(word_apostrophe(cp) && !here(r, k, STR("s "))) &&
			    !(cp == '.' && k >= 2 &&
			      rune_is_upper(rune_before(r->text, k - 1))))
				break;
			(void)utf8_prev(r->text, &i);
			k = (uint32_t)i;
		}
		if (!may_be_name(r, (span){ k, from - (*words ? 1 : 0) },
				 *words == 0))
			break;
		from = k;
		++*words;
	}
	return (span){ from, end };
}
