/* search.c - full text: a user's words to terms, and where they stand. */
#include "base/utf8.h"
#include "store/dictionary.h"
#include "store/engine_priv.h"
#include "store/tokens.h"

/* Without the blanks at its start, of any kind that parts words. */
static str from_word(str s)
{
	size_t at = 0;

	while (at < s.n) {
		size_t next = at;

		if (!rune_is_space(utf8_next(s, &next)))
			break;
		at = next;
	}
	return str_cut(s, at, s.n);
}

/* Cuts the next term off *rest; false at the end. */
static bool next_term(str *rest, struct term *out)
{
	size_t end;

	*rest = from_word(*rest);
	if (!rest->n)
		return false;
	if (rest->p[0] == '"') {
		end = str_find(*rest, STR("\""), 1);
		if (end == SIZE_MAX)
			end = rest->n;
		out->words = str_cut(*rest, 1, end);
		*rest = str_cut(*rest, end + 1, rest->n);
		out->begins = false;
		return true;
	}
	for (end = 0; end < rest->n;) {
		size_t next = end;

		if (rune_is_space(utf8_next(*rest, &next)))
			break;
		end = next;
	}
	out->words = str_cut(*rest, 0, end);
	*rest = str_cut(*rest, end, rest->n);
	out->begins = str_ends(out->words, STR("*"));
	return true;
}

bool search_cut(str *rest, str *term)
{
	str before = from_word(*rest);
	struct term x;

	if (!next_term(rest, &x))
		return false;
	*term = str_cut(before, 0, before.n - rest->n);
	return true;
}

/* Number of words the index knows in it. */
static uint32_t words_in(str s, size_t *letters)
{
	struct token_cutter t = { .text = s, .query = true };
	uint32_t n = 0;

	*letters = 0;
	while (token_cut(&t)) {
		*letters = utf8_count((str){ t.word, t.word_n });
		n++;
	}
	return n;
}

int search_terms(str query, struct terms *out, struct err *e)
{
	struct term term;

	out->n = 0;
	if (query.n > LIMIT_SEARCH)
		return err_set(e, ERR_USAGE, "the query is too long");
	while (out->n < LIMIT_TERMS && next_term(&query, &term)) {
		size_t letters;
		uint32_t words = words_in(term.words, &letters);

		/* one kanji: all pairs that begin with it */
		if (words == 1 && letters == 1 &&
		    (unsigned char)term.words.p[0] >= 0x80)
			term.begins = true;
		if (words)
			out->v[out->n++] = term;
	}
	if (!out->n)
		return err_set(e, ERR_USAGE, "no word to look for");
	return 0;
}

struct search_hit *search_hit_of(struct arena *a, struct query *q,
				 struct search_hits *out)
{
	struct search_hit *x = vec_add(a, out);
	str text;

	/* A damaged one is a hit without its words. */
	(void)store_unpack(q->store, a, query_bytes(q, 4), &text);

	*x = (struct search_hit){
		.id = arena_str(a, query_text(q, 0)),
		.title = arena_str(a, query_text(q, 1)),
		.publisher = arena_str(a, query_text(q, 2)),
		.published = arena_str(a, query_text(q, 3)),
		.text = text,
	};
	return x;
}

/* Bytes of text, from at on, that fold to the term's letters; 0: none. */
static size_t stands_at(str text, size_t at, const struct term *term)
{
	str words = term->words;
	size_t i = 0, k = at;

	if (term->begins)
		words.n--;
	while (i < words.n) {
		uint32_t want = token_fold(utf8_next(words, &i));

		if (k >= text.n || token_fold(utf8_next(text, &k)) != want)
			return 0;
	}
	return k - at;
}

/* Latin words are found whole, not inside of others. */
static bool is_inside(str text, size_t at, size_t end, bool begins)
{
	size_t i = at, k = end;
	uint32_t first = utf8_next(text, &i), last, before, after;

	last = utf8_prev(text, &k);
	if (at > 0 && rune_is_alpha(first)) {
		i = at;
		before = utf8_prev(text, &i);
		if (rune_is_alpha(before) || rune_is_digit(before))
			return true;
	}
	if (end < text.n && !begins && rune_is_alpha(last)) {
		k = end;
		after = utf8_next(text, &k);
		if (rune_is_alpha(after) || rune_is_digit(after))
			return true;
	}
	return false;
}

/* The bytes of one-byte letters that a term may begin with. */
static void first_letters(const struct term *terms, uint32_t n, bool out[0x80])
{
	for (uint32_t c = 0; c < 0x80; c++) {
		out[c] = false;
		for (uint32_t i = 0; i < n; i++) {
			size_t at = 0;

			out[c] |= token_fold(c) ==
				  token_fold(utf8_next(terms[i].words, &at));
		}
	}
}

void search_marks(struct arena *a, str query, str text, struct marks *out)
{
	struct term terms[LIMIT_TERMS], term;
	uint32_t n = 0;
	size_t letters, at = 0;
	bool first[0x80];

	*out = (struct marks){ 0 };
	while (n < LIMIT_TERMS && next_term(&query, &term))
		if (words_in(term.words, &letters))
			terms[n++] = term;
	first_letters(terms, n, first);
	while (at < text.n) {
		size_t longest = 0, next = at;
		unsigned char c = (unsigned char)text.p[at];

		if (c < 0x80 && !first[c]) {
			at++;
			continue;
		}
		for (uint32_t i = 0; i < n; i++) {
			size_t found = stands_at(text, at, &terms[i]);

			if (found > longest &&
			    !is_inside(text, at, at + found, terms[i].begins))
				longest = found;
		}
		if (longest)
			*vec_add(a, out) = (span){ (uint32_t)at,
						   (uint32_t)(at + longest) };
		utf8_next(text, &next);
		at = longest ? at + longest : next;
	}
}
