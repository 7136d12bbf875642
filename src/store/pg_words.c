/* pg_words.c - the words of articles in a table: what FTS5's index is to
 * SQLite.
 *
 * A row has a word and bytes that tell where it stands (postings.h), of up to
 * a few hundred articles from the first on; the rows of no word tell how many
 * words an article has. What a transaction adds is gathered in memory, word by
 * word, and sent in one go: put behind the last row of its word while that is
 * short, or as a row of its own. So a row always fits its page, and a word is
 * found in as many rows as its places fill, one behind the other in the index.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "store/pg_priv.h"
#include "store/postings.h"
#include "store/tokens.h"

/* A row with them is never moved out of its page, which begins at 2,000. */
#define MOST_BYTES 1800
#define FULL_BYTES 1500u
#define MOST_GATHERED ((size_t)64 << 20)
#define ROWS_SENT 2000u
#define LIMIT_ARRAY ((size_t)256 << 20)

/* A word's row to be. */
struct word_row {
	str word;
	int64_t first, last;
	bool joins; /* it may be put behind one that is there */
	struct posting_bytes bytes;
};

struct gathered_word {
	struct word_row *row; /* its last */
	int64_t article;      /* the one whose places these are */
	struct posting_places of[POSTING_PARTS];
};

struct pg_gathered {
	struct arena *arena;
	struct map at; /* word -> struct gathered_word */
	struct {
		VEC_OF(struct word_row *);
	} rows;
	struct {
		VEC_OF(struct gathered_word *);
	} touched; /* by the article that is being read */
	int64_t articles, words;
};

static struct pg_gathered *gathered_of(struct pg_store *s)
{
	if (!s->gathered) {
		s->gathered = xmalloc(sizeof(*s->gathered));
		*s->gathered = (struct pg_gathered){ .arena = arena_new() };
		map_init(&s->gathered->at, s->gathered->arena);
	}
	return s->gathered;
}

void pg_forget_words(struct pg_store *s)
{
	if (!s->gathered)
		return;
	arena_free(&s->gathered->arena);
	free(s->gathered);
	s->gathered = NULL;
}

static struct gathered_word *word_of(struct pg_gathered *g, str word)
{
	uint64_t *at = map_find(&g->at, word);
	struct gathered_word *x;

	if (at)
		return (struct gathered_word *)(uintptr_t)*at;
	x = arena_one(g->arena, struct gathered_word);
	word = arena_str(g->arena, word);
	*map_put(&g->at, word) = (uint64_t)(uintptr_t)x;
	x->row = arena_one(g->arena, struct word_row);
	*x->row = (struct word_row){ .word = word, .joins = true };
	*vec_add(g->arena, &g->rows) = x->row;
	return x;
}

/* The row that the article goes to: the last one, or a new one. */
static struct word_row *row_for(struct pg_gathered *g, struct gathered_word *x,
				int64_t article)
{
	if (x->row->bytes.n >= FULL_BYTES) {
		struct word_row *next = arena_one(g->arena, struct word_row);

		next->word = x->row->word;
		*vec_add(g->arena, &g->rows) = next;
		x->row = next;
	}
	if (!x->row->first)
		x->row->first = article;
	return x->row;
}

static uint32_t gather(struct pg_gathered *g, int64_t article, str text,
		       enum posting_part part)
{
	struct token_cutter t = { .text = text };
	uint32_t n = 0;

	for (; text.p && token_cut(&t); n++) {
		struct gathered_word *x = word_of(g, (str){ t.word, t.word_n });

		if (x->article != article) {
			x->article = article;
			for (int k = 0; k < POSTING_PARTS; k++)
				x->of[k].n = 0;
			*vec_add(g->arena, &g->touched) = x;
		}
		*vec_add(g->arena, &x->of[part]) = n;
	}
	return n;
}

static void write_touched(struct pg_gathered *g, int64_t article)
{
	for (uint32_t i = 0; i < g->touched.n; i++) {
		struct gathered_word *x = g->touched.v[i];
		struct word_row *row = row_for(g, x, article);

		posting_write(g->arena, &row->bytes, row->last, article, x->of);
		row->last = article;
	}
	g->touched.n = 0;
}

static void write_total(struct pg_gathered *g, int64_t article, uint32_t total)
{
	struct word_row *row = row_for(g, word_of(g, STR("")), article);

	posting_write_total(g->arena, &row->bytes, row->last, article, total);
	row->last = article;
	g->articles++;
	g->words += total;
}

int pg_put_words(struct store *base, int64_t key, const struct article_row *row,
		 struct err *e)
{
	struct pg_store *s = pg_of(base);
	struct pg_gathered *g = gathered_of(s);
	uint32_t total = gather(g, key, row->text, POSTING_TEXT);

	total += gather(g, key, row->title, POSTING_TITLE);
	write_touched(g, key);
	write_total(g, key, total);
	return arena_size(g->arena) < MOST_GATHERED ? 0 : pg_send_words(s, e);
}

/* ---- sending */

static int by_word(const void *a, const void *b)
{
	const struct word_row *x = *(struct word_row *const *)a,
			      *y = *(struct word_row *const *)b;
	int order = str_cmp(x->word, y->word);

	return order ? order : (x->first > y->first) - (x->first < y->first);
}

/* PostgreSQL's binary form of an array: the highest byte first. */
static void put_be(struct buf *out, uint64_t x, int bytes)
{
	while (bytes--)
		buf_byte(out, (char)(unsigned char)(x >> 8 * bytes));
}

void pg_array_begin(struct buf *out, enum pg_type type, uint32_t n)
{
	buf_clear(out);
	put_be(out, 1, 4); /* dimensions */
	put_be(out, 0, 4); /* no NULL */
	put_be(out, type, 4);
	put_be(out, n, 4);
	put_be(out, 1, 4); /* the number of the first */
}

void pg_array_add(struct buf *out, str element)
{
	put_be(out, element.n, 4);
	buf_add(out, element);
}

void pg_array_add_int(struct buf *out, int64_t x)
{
	put_be(out, 8, 4);
	put_be(out, (uint64_t)x, 8);
}

struct arrays {
	struct buf word, first, joins, bytes;
};

static void arrays_init(struct arrays *x)
{
	buf_init(&x->word, LIMIT_ARRAY);
	buf_init(&x->first, LIMIT_ARRAY);
	buf_init(&x->joins, LIMIT_ARRAY);
	buf_init(&x->bytes, LIMIT_ARRAY);
}

static void arrays_release(struct arrays *x)
{
	buf_release(&x->word);
	buf_release(&x->first);
	buf_release(&x->joins);
	buf_release(&x->bytes);
}

static int send(struct query *st, struct arrays *x,
		struct word_row *const *rows, uint32_t n, struct err *e)
{
	pg_array_begin(&x->word, PG_TEXT, n);
	pg_array_begin(&x->first, PG_INT8, n);
	pg_array_begin(&x->joins, PG_INT8, n);
	pg_array_begin(&x->bytes, PG_BYTEA, n);
	for (uint32_t i = 0; i < n; i++) {
		pg_array_add(&x->word, rows[i]->word);
		pg_array_add_int(&x->first, rows[i]->first);
		pg_array_add_int(&x->joins, rows[i]->joins);
		pg_array_add(&x->bytes,
			     (str){ rows[i]->bytes.v, rows[i]->bytes.n });
	}
	query_put_bytes(st, 1, buf_str(&x->word));
	query_put_bytes(st, 2, buf_str(&x->first));
	query_put_bytes(st, 3, buf_str(&x->joins));
	query_put_bytes(st, 4, buf_str(&x->bytes));
	query_put_int(st, 5, MOST_BYTES);
	return query_do(st, "keeping the words", e);
}

static const char send_sql[] =
	"INSERT INTO posting (word, first, bytes) SELECT n.word, "
	"CASE WHEN n.joins = 1 AND l.size + octet_length(n.bytes) <= "
	"?5::integer "
	"THEN l.first ELSE n.first END, n.bytes "
	"FROM unnest(?1::text[], ?2::bigint[], ?3::bigint[], ?4::bytea[]) "
	"AS n (word, first, joins, bytes) LEFT JOIN LATERAL "
	"(SELECT p.first, octet_length(p.bytes) AS size FROM posting AS p "
	"WHERE p.word = n.word ORDER BY p.first DESC LIMIT 1) AS l ON true "
	"ON CONFLICT (word, first) DO UPDATE SET bytes = "
	"posting.bytes || excluded.bytes";

static int send_rows(struct pg_store *s, struct pg_gathered *g, struct err *e)
{
	struct query *st = query_take(&s->base, send_sql, e);
	struct arrays x;
	int r = 0;

	if (!st)
		return -1;
	arrays_init(&x);
	for (uint32_t i = 0; r == 0 && i < g->rows.n; i += ROWS_SENT) {
		uint32_t n = g->rows.n - i;

		r = send(st, &x, g->rows.v + i, n < ROWS_SENT ? n : ROWS_SENT,
			 e);
	}
	arrays_release(&x);
	query_give(&st);
	return r;
}

int pg_send_words(struct pg_store *s, struct err *e)
{
	struct pg_gathered *g = s->gathered;
	char sql[300];
	int r;

	if (!g)
		return 0;
	snprintf(sql, sizeof(sql),
		 "INSERT INTO article_sum (articles, words) VALUES "
		 "(%lld, %lld) ON CONFLICT (alone) DO UPDATE SET "
		 "articles = article_sum.articles + excluded.articles, "
		 "words = article_sum.words + excluded.words",
		 (long long)g->articles, (long long)g->words);
	qsort(g->rows.v, g->rows.n, sizeof(*g->rows.v), by_word);
	r = send_rows(s, g, e);
	if (r == 0)
		r = store_run(&s->base, sql, e);
	pg_forget_words(s);
	return r;
}

int pg_clear_words(struct store *s, struct err *e)
{
	pg_forget_words(pg_of(s));
	return store_run(s, "DELETE FROM posting; DELETE FROM article_sum", e);
}

/* ---- asking */

int pg_word_articles(struct store *s, str word, uint32_t *n, struct err *e)
{
	struct query *st = pg_ask_postings(s, word, false, e);
	struct posting x;
	int r;

	*n = 0;
	if (!st)
		return -1;
	while ((r = query_step(st, "counting a word", e)) > 0) {
		struct posting_reader in = { .bytes = query_bytes(st, 0) };

		while (posting_next(&in, &x))
			++*n;
	}
	query_give(&st);
	return r;
}
