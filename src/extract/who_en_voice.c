/* who_en_voice.c - names that no word beside them tells, but their place does:
 * "…," Quist said; said Ada Quist; the Harbour Pilots Association said. */
#include <ctype.h>

#include "extract/who_en_priv.h"

enum { ASIDE = 170, ORG_WORDS = 7, APPOSED = 180 };

/* Behind the closing mark of words that end right before the byte, or some
 * words before it; 0: there are none. */
static uint32_t behind_words(const struct reading *r, uint32_t byte)
{
	uint32_t low = byte > r->in.from + ASIDE ? byte - ASIDE : r->in.from;

	for (uint32_t i = byte; i > low; i--) {
		str left = str_cut(r->text, low, i);

		if (str_ends(left, STR(",\"")) || str_ends(left, STR("?\"")) ||
		    str_ends(left, STR("!\"")) || str_ends(left, STR(".\"")) ||
		    str_ends(left, STR("”")))
			return i;
		if (r->text.p[i - 1] == '.' || r->text.p[i - 1] == '\n')
			break;
	}
	return 0;
}

static bool no_name(const struct reading *r, span at)
{
	static const char *const words[] = {
		"He", "She", "It",   "They", "We",   "I",    "The", "This",
		"A",  "An",  "But",  "And",  "That", "In",   "On",  "At",
		"As", "One", "Both", "Some", "Many", "When", "His", "Her",
	};

	for (size_t i = 0; i < COUNT(words); i++)
		if (str_is(str_span(r->text, at), words[i]))
			return true;
	return false;
}

/* "…," Quist said; "…," Evie Merritt, RN, said; "…," said Ada Quist. */
bool voice_name(const struct reading *r, span verb, span *name, uint32_t *words)
{
	uint32_t quote = behind_words(r, verb.from);

	if (verb.from >= r->in.from + 2 &&
	    str_is(str_cut(r->text, verb.from - 2, verb.from), "\" "))
		quote = verb.from - 1; /* …" said X */
	if (quote && here(r, quote, STR(", ")))
		quote++; /* ”, X said */
	if (!quote || !here(r, quote, STR(" ")))
		return false;
	if (quote + 1 == verb.from) {
		*name = name_from(r, verb.to + 1, words);
		if (!here(r, verb.to, STR(" ")) ||
		    (*words == 1 && !here(r, name->to, STR(",")) &&
		     !here(r, name->to, STR("."))))
			return false;
	} else {
		*name = name_from(r, quote + 1, words);
		if (here(r, name->to, STR(", ")) && *words > 1 &&
		    name->to + 2 < verb.from && r->text.p[verb.from - 2] == ',')
			return !no_name(r, *name);
		if (name->from < r->limit || name->to + 1 != verb.from)
			return false;
	}
	return name->to > name->from + 1 && !no_name(r, *name);
}

bool voice_apposed(const struct reading *r, span verb, span *name)
{
	uint32_t from = r->in.from, words, end = verb.from - 1;
	str aside;

	if (end < from + 8 || end - from > APPOSED || r->text.p[end - 1] != ',')
		return false;
	*name = name_from(r, from, &words);
	/* In a letter, Ada Quist, the mayor, said */
	if (no_name(r, (span){ from, word_end(r, from) })) {
		size_t comma =
			str_find(str_cut(r->text, 0, end), STR(", "), from);

		if (comma == SIZE_MAX)
			return false;
		from = (uint32_t)comma + 2;
		*name = name_from(r, from, &words);
	}
	if (words < 2 || name->from != from || name->to + 4 > end ||
	    !here(r, name->to, STR(", ")) || no_name(r, *name))
		return false;
	for (uint32_t i = r->first; i < r->end; i++)
		if (span_overlaps(r->items.v[i].at, *name) &&
		    !lex_as(r->items.v[i].lex, LEX_GIVEN))
			return false;
	aside = str_cut(r->text, name->to + 2, end - 1);
	for (size_t i = 0; i < aside.n; i++)
		if (strchr(".;:()\"!?\n", aside.p[i]))
			return false;
	/* whose post, or the post: no list of names, no other clause */
	return str_has(aside, STR("'s ")) || str_has(aside, STR("’s ")) ||
	       (aside.p[0] >= 'a' && aside.p[0] <= 'z');
}

/* Does the word end a name with a hyphen: Quarles-Ireland? Franco-German and
 * anti-Russian are none. */
bool voice_hyphened(const struct reading *r, uint32_t from)
{
	uint32_t at = from;

	if (from < r->in.from + 6 || r->text.p[from - 1] != '-' ||
	    word_ending(r, from - 1) != NO_REF || r->text.p[from - 2] == 'o')
		return false;
	for (at = from - 1; at > r->in.from; at--)
		if (!isalpha((unsigned char)r->text.p[at - 1]))
			break;
	return from - 1 - at >= 5 && isupper((unsigned char)r->text.p[at]);
}

/* ---- bodies */

static bool org_head(const struct reading *r, str w)
{
	return map_find(&r->l->body_heads, w) != NULL;
}

static bool joins(str w)
{
	return str_is(w, "of") || str_is(w, "for") || str_is(w, "and") ||
	       str_is(w, "the") || str_is(w, "&");
}

/* Lindcor and the Harbour Pilots Association: two of them. */
static bool and_in_front(const struct reading *r, uint32_t from, str w)
{
	return str_is(w, "the") &&
	       str_ends(str_cut(r->text, r->in.from, from), STR(" and "));
}

span voice_word_before(const struct reading *r, uint32_t end)
{
	uint32_t from = end;

	while (from > r->in.from && !strchr(" ,.;:()\"\n", r->text.p[from - 1]))
		from--;
	return (span){ from, end };
}

/* Is the name the lexicon's, alone or with the state before it: the Commerce
 * Ministry, Iran's Security Council? */
static bool lexicon_names(const struct reading *r, span org)
{
	uint32_t k = word_ending(r, org.to);
	const struct item *it;

	if (k == NO_REF)
		return false;
	it = &r->items.v[k];
	if (it->at.from == org.from)
		return lex_as(it->lex, LEX_BODY) != NULL;
	return k > r->first && it[-1].at.from == org.from &&
	       (lex_as(it->lex, LEX_BODY) || lex_as(it->lex, LEX_GENERIC));
}

/* Words with capitals right before the byte, the last of them the head of a
 * body's name; at least two. */
bool voice_org(const struct reading *r, uint32_t end, span *org)
{
	uint32_t at = end, words = 0;

	*org = (span){ end, end };
	for (int n = 0; n < ORG_WORDS && at > r->in.from; n++) {
		uint32_t from = voice_word_before(r, at).from;
		str w = str_cut(r->text, from, at);

		if (n == 0 && !org_head(r, w))
			return false;
		if (rune_is_upper(rune_at(r->text, from))) {
			if (str_is(w, "The") || no_name(r, (span){ from, at }))
				break;
			org->from = from;
			words++;
		} else if (!joins(w) || and_in_front(r, from, w)) {
			break;
		}
		if (from <= r->in.from || r->text.p[from - 1] != ' ')
			break;
		at = from - 1;
	}
	return words >= 2 && !lexicon_names(r, *org);
}
