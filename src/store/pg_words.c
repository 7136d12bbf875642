/* pg_words.c - the words of articles in tables: what FTS5's index is to SQLite.
 *
 * An article's words stand in an array, each once. How often one stands there
 * is told by an element of its own, "WORD\x1fTITLE:TEXT"; without it the word
 * stands once in the text. So an index over the arrays answers for a word
 * alone, without a look at any text. */
#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "store/pg_priv.h"
#include "store/tokens.h"

#define LIMIT_ARRAY ((size_t)256 << 20)

void pg_array_init(struct pg_array *x)
{
	buf_init(&x->text, LIMIT_ARRAY);
	buf_byte(&x->text, '{');
	x->n = 0;
}

void pg_array_add(struct pg_array *x, str element)
{
	buf_z(&x->text, x->n++ ? ",\"" : "\"");
	buf_add(&x->text, element);
	buf_byte(&x->text, '"');
}

str pg_array_end(struct pg_array *x)
{
	buf_byte(&x->text, '}');
	return buf_str(&x->text);
}

/* ---- putting */

struct counted {
	str word;
	uint32_t title, text;
};

struct count {
	struct arena *arena;
	struct map at; /* word -> 1 + index */
	uint32_t total;
	VEC_OF(struct counted);
};

static void count_words(struct count *c, str text, bool title)
{
	struct token_cutter t = { .text = text };

	for (; text.p && token_cut(&t); c->total++) {
		str word = { t.word, t.word_n };
		uint64_t *at = map_find(&c->at, word);
		struct counted *x;

		if (!at) {
			word = arena_str(c->arena, word);
			*vec_add(c->arena, c) =
				(struct counted){ .word = word };
			*map_put(&c->at, word) = c->n;
		}
		x = &c->v[at ? *at - 1 : c->n - 1];
		if (title)
			x->title++;
		else
			x->text++;
	}
}

static str array_of(const struct count *c, struct pg_array *out)
{
	char often[40 + TOKEN_BYTES];

	pg_array_init(out);
	for (uint32_t i = 0; i < c->n; i++) {
		const struct counted *x = &c->v[i];

		pg_array_add(out, x->word);
		if (x->title == 0 && x->text == 1)
			continue;
		snprintf(often, sizeof(often), "%.*s" PG_OFTEN "%u:%u",
			 STR_FMT(x->word), x->title, x->text);
		pg_array_add(out, str_of(often));
	}
	return pg_array_end(out);
}

double pg_often(str element)
{
	size_t at = str_find(element, STR(PG_OFTEN), 0);
	unsigned title = 0, text = 1;

	if (at != SIZE_MAX)
		sscanf(element.p + at + 1, "%u:%u", &title, &text);
	return PG_TITLE_WEIGHT * title + PG_TEXT_WEIGHT * text;
}

/* ?1, ?2: the article and its words; ?3, where there is one, the array. */
static int put(struct store *s, const char *sql, int64_t key, uint32_t total,
	       str words, struct err *e)
{
	struct query *st = query_take(s, sql, e);
	int r;

	if (!st)
		return -1;
	query_put_int(st, 1, key);
	query_put_int(st, 2, total);
	if (words.p)
		query_put(st, 3, words);
	r = query_do(st, "keeping an article's words", e);
	query_give(&st);
	return r;
}

static int put_list(struct store *s, str words, struct err *e)
{
	struct query *st = query_take(s,
				      "INSERT INTO word (word) "
				      "SELECT unnest((?1::text)::text[]) "
				      "ON CONFLICT DO NOTHING",
				      e);
	int r;

	if (!st)
		return -1;
	query_put(st, 1, words);
	r = query_do(st, "keeping an article's words", e);
	query_give(&st);
	return r;
}

int pg_put_words(struct store *s, int64_t key, const struct article_row *row,
		 struct err *e)
{
	struct count c = { .arena = arena_new() };
	struct pg_array array;
	str words;
	int r;

	map_init(&c.at, c.arena);
	count_words(&c, row->title, true);
	count_words(&c, row->text, false);
	words = array_of(&c, &array);
	r = put(s,
		"INSERT INTO article_words (article, total, words) "
		"VALUES (?1, ?2, (?3::text)::text[])",
		key, c.total, words, e);
	if (r == 0)
		r = put(s,
			"INSERT INTO article_size (article, total) "
			"VALUES (?1, ?2)",
			key, c.total, STR_NONE, e);
	if (r == 0)
		r = put_list(s, words, e);
	buf_release(&array.text);
	arena_free(&c.arena);
	return r;
}

int pg_clear_words(struct store *s, struct err *e)
{
	return store_run(s,
			 "DELETE FROM article_words; DELETE FROM article_size;"
			 "DELETE FROM word",
			 e);
}

int pg_word_articles(struct store *s, str word, uint32_t *n, struct err *e)
{
	struct query *st = query_take(s,
				      "SELECT count(*) FROM article_words "
				      "WHERE words @> ARRAY[?1::text]",
				      e);
	int r;

	*n = 0;
	if (!st)
		return -1;
	query_put(st, 1, word);
	r = query_step(st, "counting a word", e);
	if (r > 0)
		*n = (uint32_t)query_int(st, 0);
	query_give(&st);
	return r < 0 ? -1 : 0;
}
