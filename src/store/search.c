/* search.c - full text: a user's words to terms. */
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

bool search_next(str *rest, struct term *out)
{
	size_t letters;

	while (next_term(rest, out))
		if (words_in(out->words, &letters))
			return true;
	return false;
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
