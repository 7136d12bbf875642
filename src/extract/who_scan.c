/* who_scan.c - words of the lexicon in a sentence: at each place the longest
 * that stands between borders. */
#include "extract/who_priv.h"

static uint32_t before(str text, uint32_t at)
{
	size_t i = at;

	return at ? utf8_prev(text, &i) : 0;
}

static uint32_t after(str text, uint32_t at)
{
	size_t i = at;

	return at < text.n ? utf8_next(text, &i) : 0;
}

static bool letter(uint32_t cp)
{
	return rune_is_alpha(cp) || rune_is_digit(cp);
}

/* End of the katakana that goes on at the byte. */
static uint32_t katakana_end(str text, uint32_t at)
{
	size_t i = at;

	while (i < text.n) {
		size_t k = i;

		if (!rune_is_katakana(utf8_next(text, &k)))
			break;
		i = k;
	}
	return (uint32_t)i;
}

/* May a word end here: no letters of its kind go on, or they are a word. */
static bool ends_well(const struct reading *r, span at)
{
	uint32_t last = before(r->text, at.to), next = after(r->text, at.to);
	uint32_t length = 0;

	if (letter(last) && (letter(next) || next == '$'))
		return false; /* US$200 is money */
	if (!rune_is_katakana(last) || !rune_is_katakana(next))
		return true;
	return trie_longest(r->l->trie, r->text, at.to, &length) >= 0 &&
	       at.to + length >= katakana_end(r->text, at.to);
}

static bool starts_well(const struct reading *r, span at)
{
	uint32_t first = after(r->text, at.from);
	uint32_t prev = before(r->text, at.from);

	if (letter(first) && letter(prev))
		return false;
	if (!rune_is_katakana(first) || !rune_is_katakana(prev))
		return true;
	return r->items.n > 0 && r->items.v[r->items.n - 1].at.to == at.from;
}

/* 米国防長官 is 米 and 国防長官: the word may not eat the head of another. */
static bool eats(const struct reading *r, span at)
{
	uint32_t length = 0;

	return at.to - at.from == 6 &&
	       str_eq(str_cut(r->text, at.to - 3, at.to), STR("国")) &&
	       trie_longest(r->l->trie, r->text, at.to - 3, &length) >= 0 &&
	       length >= 9;
}

void scan_words(struct reading *r, span in)
{
	struct trie_hits hits = { 0 };
	uint32_t at = in.from;

	trie_scan(r->l->trie, r->text, in, r->d->arena, &hits);
	for (uint32_t i = 0; i < hits.n;) {
		uint32_t end = i;

		while (end < hits.n && hits.v[end].at.from == hits.v[i].at.from)
			end++;
		for (uint32_t k = end; k-- > i;) {
			const struct trie_hit *h = &hits.v[k];
			struct item *x;

			if (h->at.from < at || !starts_well(r, h->at) ||
			    !ends_well(r, h->at) || eats(r, h->at))
				continue;
			x = vec_add(r->d->arena, &r->items);
			x->at = h->at;
			x->lex = r->l->heads[h->value];
			at = h->at.to;
			break;
		}
		i = end;
	}
}

uint32_t rune_before(str text, uint32_t at)
{
	size_t i = at;

	return at ? utf8_prev(text, &i) : 0;
}

uint32_t rune_at(str text, uint32_t at)
{
	size_t i = at;

	return at < text.n ? utf8_next(text, &i) : 0;
}

bool here(const struct reading *r, uint32_t at, str word)
{
	return str_starts(str_cut(r->text, at, r->in.to), word);
}

/* Index of the item of the sentence that starts, or ends, at the byte. */
uint32_t word_at(const struct reading *r, uint32_t at)
{
	uint32_t low = r->first, high = r->end;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (r->items.v[mid].at.from < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low < r->end && r->items.v[low].at.from == at ? low : NO_REF;
}

uint32_t word_ending(const struct reading *r, uint32_t at)
{
	uint32_t low = r->first, high = r->end;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (r->items.v[mid].at.to < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low < r->end && r->items.v[low].at.to == at ? low : NO_REF;
}
