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

/* An array as the server sends and takes it: dimensions, flags, the type of
 * elements (text), how many, from which number on. */
#define ARRAY_HEAD 20u

static void add_element(struct buf *all, uint32_t *n, str element)
{
	char bytes[4];

	pg_big_endian(bytes, element.n, 4);
	buf_add(all, (str){ bytes, 4 });
	buf_add(all, element);
	++*n;
}

static void end_array(struct buf *all, uint32_t n)
{
	const uint32_t head[] = { n > 0, 0, 25, n, 1 };

	for (size_t i = 0; i < COUNT(head); i++)
		pg_big_endian(all->p + 4 * i, head[i], 4);
	if (!n) /* then it has no dimension */
		buf_truncate(all, 12);
}

static void arrays_of(struct pg_store *s, const struct count *c,
		      struct buf *all, struct pg_array *fresh)
{
	static const char head[ARRAY_HEAD] = "";
	uint32_t n = 0;

	char often[40 + PG_PAIR_BYTES];

	buf_add(all, (str){ head, sizeof(head) });
	for (uint32_t i = 0; i < c->n; i++) {
		const struct counted *x = &c->v[i];

		add_element(all, &n, x->word);
		if (x->word.p[0] != PG_BESIDE[0])
			add_fresh(s, x->word, fresh);
		if (x->title == 0 && x->text == 1)
			continue;
		snprintf(often, sizeof(often), "%.*s" PG_OFTEN "%u:%u",
			 STR_FMT(x->word), x->title, x->text);
		add_element(all, &n, str_of(often));
		add_fresh(s, str_of(often), fresh);
	}
	end_array(all, n);
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
			   "VALUES (?1, ?2, ?3)",
			   e);
	int r;

	if (!st)
		return -1;
	query_put_int(st, 1, key);
	query_put_int(st, 2, total);
	query_put_bytes(st, 3, words);
	r = query_do(st, "keeping an article's words", e);
	query_give(&st);
	return r;
}

/* Elements for the list of words wait, so that those of many articles go
 * together. */
#define MOST_FRESH 50000u

static struct pg_array *fresh_of(struct pg_store *s)
{
	if (!s->fresh) {
		s->fresh = xmalloc(sizeof(*s->fresh));
		pg_array_init(s->fresh);
	}
	return s->fresh;
}

static void fresh_free(struct pg_store *s)
{
	if (!s->fresh)
		return;
	buf_release(&s->fresh->text);
	free(s->fresh);
	s->fresh = NULL;
}

static int put_list(struct store *base, struct err *e)
{
	struct pg_store *s = pg_of(base);
	str words = s->fresh ? pg_array_end(s->fresh) : STR_NONE;
	struct query *st;
	int r;

	if (!words.p)
		return 0;
	st = query_take(base,
			"INSERT INTO word (word) "
			"SELECT unnest((?1::text)::text[]) "
			"ON CONFLICT DO NOTHING",
			e);
	if (!st)
		return -1;
	query_put(st, 1, words);
	r = query_do(st, "keeping an article's words", e);
	query_give(&st);
	fresh_free(s);
	return r;
}

void pg_forget_words(struct pg_store *s)
{
	if (s->put_arena)
		arena_free(&s->put_arena);
	fresh_free(s);
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
	struct pg_array *fresh = fresh_of(s);
	struct buf all;
	int r;

	map_init(&c.at, c.arena);
	count_words(&c, row->title, true);
	count_words(&c, row->text, false);
	buf_init(&all, LIMIT_ARRAY);
	remember(s);
	arrays_of(s, &c, &all, fresh);
	r = put(base, key, c.total, buf_str(&all), e);
	if (r == 0 && fresh->n >= MOST_FRESH)
		r = put_list(base, e);
	s->new_articles++;
	s->new_words += c.total;
	buf_release(&all);
	arena_free(&c.arena);
	return r;
}

/* The index keeps what is put in a list at first, which each search would look
 * through (pg_open.c). Who doesn't own it has a short one. */
#define CLEAN_INDEX                                                            \
	"SELECT gin_clean_pending_list(oid) FROM pg_class WHERE "              \
	"oid = to_regclass('article_words_of') AND "                           \
	"pg_has_role(relowner, 'USAGE');"

int pg_sum_words(struct pg_store *s, struct err *e)
{
	char sql[500];

	if (!s->new_articles)
		return 0;
	if (put_list(&s->base, e) < 0)
		return -1;
	snprintf(sql, sizeof(sql),
		 CLEAN_INDEX
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
