/* sqlite_search.c - full text: a user's words to an FTS5 query and back. */
#include "store/sqlite_priv.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "store/tokens.h"

#define LIMIT_QUERY ((size_t)4000)
#define LIMIT_TERMS 40u

struct term {
	str words;
	bool begins; /* word*: what begins so */
};

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

/* "will visit" AND "会談": every term is a string, so that no letter of it
 * is taken for FTS5's syntax. */
static uint32_t match_text(str query, struct buf *out)
{
	struct term term;
	uint32_t n = 0;

	while (n < LIMIT_TERMS && next_term(&query, &term)) {
		size_t letters, i = 0;
		uint32_t words = words_in(term.words, &letters);

		if (!words)
			continue;
		buf_z(out, n ? " AND \"" : "\"");
		while (i < term.words.n) {
			char c = term.words.p[i++];

			buf_byte(out, c == '"' || !c ? ' ' : c);
		}
		/* one kanji: all pairs that begin with it */
		buf_z(out,
		      term.begins || (words == 1 && letters == 1 &&
				      (unsigned char)term.words.p[0] >= 0x80)
			      ? "\" *"
			      : "\"");
		n++;
	}
	return n;
}

static const char search_sql[] =
	"SELECT a.id, a.title, a.publisher, a.published, a.text, -f.score "
	"FROM (SELECT rowid, bm25(article_words, 4.0, 1.0) AS score "
	"FROM article_words WHERE article_words MATCH ?1 "
	"AND rowid NOT IN (SELECT key FROM article WHERE removed = 1) "
	"ORDER BY score LIMIT ?2) AS f "
	"JOIN article AS a ON a.key = f.rowid ORDER BY f.score, a.id";

int store_search(struct store *s, struct arena *a, str query, uint32_t limit,
		 struct search_hits *out, struct err *e)
{
	sqlite3_stmt *st = NULL;
	struct buf match;
	int r = SQLITE_DONE, code = -1;

	*out = (struct search_hits){ 0 };
	buf_init(&match, 2 * LIMIT_QUERY);
	if (query.n > LIMIT_QUERY || !match_text(query, &match)) {
		err_set(e, ERR_USAGE,
			query.n > LIMIT_QUERY ? "the query is too long"
					      : "no word to look for");
		goto out;
	}
	st = sqlite_take(s, search_sql, e);
	if (!st)
		goto out;
	sqlite_bind(st, 1, buf_str(&match));
	sqlite3_bind_int64(st, 2, limit ? (sqlite3_int64)limit : -1);
	while ((r = sqlite3_step(st)) == SQLITE_ROW)
		*vec_add(a, out) = (struct search_hit){
			.id = arena_str(a, sqlite_text(st, 0)),
			.title = arena_str(a, sqlite_text(st, 1)),
			.publisher = arena_str(a, sqlite_text(st, 2)),
			.published = arena_str(a, sqlite_text(st, 3)),
			.text = arena_str(a, sqlite_text(st, 4)),
			.score = sqlite3_column_double(st, 5),
		};
	code = r == SQLITE_DONE ? 0 : sqlite_fail(s, "searching", e);
out:
	sqlite_give(s, &st);
	buf_release(&match);
	return code;
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

void search_marks(struct arena *a, str query, str text, struct marks *out)
{
	struct term terms[LIMIT_TERMS], term;
	uint32_t n = 0;
	size_t letters, at = 0;

	*out = (struct marks){ 0 };
	while (n < LIMIT_TERMS && next_term(&query, &term))
		if (words_in(term.words, &letters))
			terms[n++] = term;
	while (at < text.n) {
		size_t longest = 0, next = at;

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
