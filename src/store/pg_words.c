/* pg_words.c - the words of articles in tables: what FTS5's index is to SQLite.
 *
 * An article's words stand in an array, each once. How often one stands there
 * is told by an element of its own, "WORD\x1fTITLE:TEXT"; without it the word
 * stands once in the text. Two words that stand side by side are an element
 * too, "\x1eONE\x1eOTHER", below all words. So an index over the arrays answers
 * for a word or two alone, without a look at any text. */
#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "store/pg_priv.h"
#include "store/tokens.h"

#define LIMIT_ARRAY ((size_t)256 << 20)
/* Words known to be in the list: some 60 MB. */
#define MOST_REMEMBERED 1000000u

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

size_t pg_pair(char out[PG_PAIR_BYTES], str one, str other)
{
	int n = snprintf(out, PG_PAIR_BYTES, PG_BESIDE "%.*s" PG_BESIDE "%.*s",
			 STR_FMT(one), STR_FMT(other));

	return (size_t)n;
}

static void count_one(struct count *c, str word, bool title)
{
	uint64_t *at = map_find(&c->at, word);
	struct counted *x;

	if (!at) {
		word = arena_str(c->arena, word);
		*vec_add(c->arena, c) = (struct counted){ .word = word };
		*map_put(&c->at, word) = c->n;
	}
	x = &c->v[at ? *at - 1 : c->n - 1];
	if (title)
		x->title++;
	else
		x->text++;
}

static void count_words(struct count *c, str text, bool title)
{
	struct token_cutter t = { .text = text };
	char before[TOKEN_BYTES], pair[PG_PAIR_BYTES];
	size_t n = 0;

	for (; text.p && token_cut(&t); c->total++) {
		str word = { t.word, t.word_n };

		count_one(c, word, title);
		if (n)
			count_one(c,
				  (str){ pair, pg_pair(pair, (str){ before, n },
						       word) },
				  title);
		memcpy(before, t.word, t.word_n);
		n = t.word_n;
	}
}

/* Those of the list that this connection has not put yet are in fresh. */
static void add_fresh(struct pg_store *s, str element, struct pg_array *fresh)
{
	if (map_find(&s->put_words, element))
		return;
	*map_put(&s->put_words, arena_str(s->put_arena, element)) = 1;
	pg_array_add(fresh, element);
}

static void arrays_of(struct pg_store *s, const struct count *c,
		      struct pg_array *all, struct pg_array *fresh)
{
	char often[40 + PG_PAIR_BYTES];

	for (uint32_t i = 0; i < c->n; i++) {
		const struct counted *x = &c->v[i];

		pg_array_add(all, x->word);
		if (x->word.p[0] != PG_BESIDE[0])
			add_fresh(s, x->word, fresh);
		if (x->title == 0 && x->text == 1)
			continue;
		snprintf(often, sizeof(often), "%.*s" PG_OFTEN "%u:%u",
			 STR_FMT(x->word), x->title, x->text);
		pg_array_add(all, str_of(often));
		add_fresh(s, str_of(often), fresh);
	}
}

double pg_often(str element)
{
	size_t at = str_find(element, STR(PG_OFTEN), 0);
	unsigned title = 0, text = 1;

	if (at != SIZE_MAX)
		sscanf(element.p + at + 1, "%u:%u", &title, &text);
	return PG_TITLE_WEIGHT * title + PG_TEXT_WEIGHT * text;
}

static int put(struct store *s, int64_t key, uint32_t total, str words,
	       struct err *e)
{
	struct query *st =
		query_take(s,
			   "INSERT INTO article_words (article, total, words) "
			   "VALUES (?1, ?2, (?3::text)::text[])",
			   e);
	int r;

	if (!st)
		return -1;
	query_put_int(st, 1, key);
	query_put_int(st, 2, total);
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

void pg_forget_words(struct pg_store *s)
{
	if (s->put_arena)
		arena_free(&s->put_arena);
	s->new_articles = s->new_words = 0;
}

static void remember(struct pg_store *s)
{
	if (s->put_arena && s->put_words.n < MOST_REMEMBERED)
		return;
	if (s->put_arena)
		arena_free(&s->put_arena);
	s->put_arena = arena_new();
	map_init(&s->put_words, s->put_arena);
}

int pg_put_words(struct store *base, int64_t key, const struct article_row *row,
		 struct err *e)
{
	struct pg_store *s = pg_of(base);
	struct count c = { .arena = arena_new() };
	struct pg_array all, fresh;
	int r;

	map_init(&c.at, c.arena);
	count_words(&c, row->title, true);
	count_words(&c, row->text, false);
	pg_array_init(&all);
	pg_array_init(&fresh);
	remember(s);
	arrays_of(s, &c, &all, &fresh);
	r = put(base, key, c.total, pg_array_end(&all), e);
	if (r == 0 && fresh.n)
		r = put_list(base, pg_array_end(&fresh), e);
	s->new_articles++;
	s->new_words += c.total;
	buf_release(&all.text);
	buf_release(&fresh.text);
	arena_free(&c.arena);
	return r;
}

int pg_sum_words(struct pg_store *s, struct err *e)
{
	char sql[300];

	if (!s->new_articles)
		return 0;
	snprintf(sql, sizeof(sql),
		 "INSERT INTO article_sum (articles, words) VALUES "
		 "(%lld, %lld) ON CONFLICT (alone) DO UPDATE SET "
		 "articles = article_sum.articles + excluded.articles, "
		 "words = article_sum.words + excluded.words",
		 (long long)s->new_articles, (long long)s->new_words);
	pg_forget_words(s);
	return store_run(&s->base, sql, e);
}

int pg_clear_words(struct store *s, struct err *e)
{
	pg_forget_words(pg_of(s));
	return store_run(s,
			 "DELETE FROM article_words; DELETE FROM article_sum;"
			 "DELETE FROM word",
			 e);
}

int pg_word_articles(struct store *s, str word, uint32_t *n, struct err *e)
{
	struct query *st = query_take(s,
				      "SELECT count(*) FROM article_words "
				      "WHERE words @> ARRAY[?1::text]",
				      e);
	int64_t count;
	int r;

	*n = 0;
	if (!st)
		return -1;
	query_put(st, 1, word);
	r = query_number(&st, "counting a word", 0, &count, e);
	*n = (uint32_t)count;
	return r;
}
