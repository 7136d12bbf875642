/* pg_words.c - full text in tables: what FTS5 is to SQLite.
 *
 * An index over arrays finds the articles that have all words; where they
 * stand, and how often, is then counted in the text by the same cutter that
 * made the words. The order of the hits is that of FTS5's bm25(). */
#include <math.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/map.h"
#include "store/pg_priv.h"
#include "store/tokens.h"

#define LIMIT_ARRAY ((size_t)256 << 20)

/* PostgreSQL's way to write an array: {"one","two"}; words are letters and
 * digits. */
struct array {
	struct buf text;
	uint32_t n;
};

static void array_init(struct array *x)
{
	buf_init(&x->text, LIMIT_ARRAY);
	buf_byte(&x->text, '{');
	x->n = 0;
}

static void array_add(struct array *x, str word)
{
	buf_z(&x->text, x->n++ ? ",\"" : "\"");
	buf_add(&x->text, word);
	buf_byte(&x->text, '"');
}

static str array_end(struct array *x)
{
	buf_byte(&x->text, '}');
	return buf_str(&x->text);
}

/* ---- putting */

static void add_words(struct arena *a, struct map *seen, str text,
		      struct array *out, uint32_t *total)
{
	struct token_cutter t = { .text = text };

	for (; text.p && token_cut(&t); ++*total) {
		str word = { t.word, t.word_n };

		if (map_find(seen, word))
			continue;
		word = arena_str(a, word);
		*map_put(seen, word) = 1;
		array_add(out, word);
	}
}

/* Both statements get the array; total is of the first alone. */
static int put_array(struct store *s, const char *sql, str words, int64_t key,
		     uint32_t total, struct err *e)
{
	struct query *st = query_take(s, sql, e);
	int r;

	if (!st)
		return -1;
	query_put(st, 1, words);
	if (key) {
		query_put_int(st, 2, key);
		query_put_int(st, 3, total);
	}
	r = query_do(st, "keeping an article's words", e);
	query_give(&st);
	return r;
}

int pg_put_words(struct store *s, int64_t key, const struct article_row *row,
		 struct err *e)
{
	struct arena *a = arena_new();
	struct array words;
	struct map seen;
	uint32_t total = 0;
	str list;
	int r;

	map_init(&seen, a);
	array_init(&words);
	add_words(a, &seen, row->title, &words, &total);
	add_words(a, &seen, row->text, &words, &total);
	list = array_end(&words);
	r = put_array(s,
		      "INSERT INTO article_words (words, article, total) "
		      "VALUES ((?1::text)::text[], ?2, ?3)",
		      list, key, total, e);
	if (r == 0)
		r = put_array(s,
			      "INSERT INTO word (word) "
			      "SELECT unnest((?1::text)::text[]) "
			      "ON CONFLICT DO NOTHING",
			      list, 0, 0, e);
	buf_release(&words.text);
	arena_free(&a);
	return r;
}

int pg_clear_words(struct store *s, struct err *e)
{
	return store_run(s, "DELETE FROM article_words; DELETE FROM word", e);
}

/* ---- a term: its words, and what an article must have of them */

struct phrase {
	VEC_OF(str);
	bool begins;	   /* the last word is the beginning of one */
	str all, any;	   /* arrays: words it must have; of these one */
	bool exact;	   /* all and any say it all */
	uint32_t articles; /* that have it */
};

struct phrases {
	uint32_t n;
	struct phrase v[LIMIT_TERMS];
};

/* What all words that begin so stand in: up to the last letter there is. */
static int list_beginning(struct store *s, struct arena *a, str begins,
			  struct phrase *p, struct err *e)
{
	struct query *st = query_take(s,
				      "SELECT word FROM word WHERE word >= ?1 "
				      "AND word < ?2 ORDER BY word",
				      e);
	struct array words;
	int r;

	if (!st)
		return -1;
	array_init(&words);
	query_put(st, 1, begins);
	query_put(st, 2,
		  arena_printf(a, "%.*s\xf4\x8f\xbf\xbf", STR_FMT(begins)));
	while ((r = query_step(st, "searching", e)) > 0)
		array_add(&words, query_text(st, 0));
	query_give(&st);
	p->any = arena_str(a, array_end(&words));
	buf_release(&words.text);
	return r;
}

static int make_phrase(struct store *s, struct arena *a,
		       const struct term *term, struct phrase *p, struct err *e)
{
	struct token_cutter t = { .text = term->words, .query = true };
	struct array words;

	*p = (struct phrase){ .begins = term->begins };
	while (token_cut(&t))
		*vec_add(a, p) = arena_str(a, (str){ t.word, t.word_n });
	p->exact = p->n == 1;
	if (p->begins && list_beginning(s, a, p->v[p->n - 1], p, e) < 0)
		return -1;
	if (p->n == p->begins)
		return 0;
	array_init(&words);
	for (uint32_t i = 0; i < p->n - p->begins; i++)
		array_add(&words, p->v[i]);
	p->all = arena_str(a, array_end(&words));
	buf_release(&words.text);
	return 0;
}

static bool is_word(const struct phrase *p, uint32_t i, str word)
{
	return i + 1 == p->n && p->begins ? str_starts(word, p->v[i])
					  : str_eq(word, p->v[i]);
}

/* How often the phrase stands in the text. */
static uint32_t count_in(const struct phrase *p, str text)
{
	struct token_cutter t = { .text = text };
	uint32_t found = 0;

	while (text.p && token_cut(&t)) {
		struct token_cutter next = t;
		uint32_t i = 0;

		while (i < p->n &&
		       is_word(p, i, (str){ next.word, next.word_n }) &&
		       ++i < p->n && token_cut(&next))
			;
		found += i == p->n;
	}
	return found;
}

/* ---- questions */

/* "w.words @> ?1 AND w.words && ?2 …" of the phrases; their arrays are put. */
static void add_conditions(const struct phrase *p, uint32_t n, int *at,
			   struct buf *sql)
{
	for (uint32_t i = 0; i < n; i++) {
		if (p[i].all.p)
			buf_printf(sql, " AND w.words @> (?%d::text)::text[]",
				   ++*at);
		if (p[i].any.p)
			buf_printf(sql, " AND w.words && (?%d::text)::text[]",
				   ++*at);
	}
}

static struct query *ask(struct store *s, const char *what,
			 const struct phrase *p, uint32_t n, struct err *e)
{
	struct buf sql;
	struct query *st;
	int at = 0;

	buf_init(&sql, 1 << 16);
	buf_z(&sql, what);
	add_conditions(p, n, &at, &sql);
	st = query_take_text(s, buf_cstr(&sql), e);
	buf_release(&sql);
	at = 0;
	for (uint32_t i = 0; st && i < n; i++) {
		if (p[i].all.p)
			query_put(st, ++at, p[i].all);
		if (p[i].any.p)
			query_put(st, ++at, p[i].any);
	}
	return st;
}

/* In how many articles the phrase stands, those taken out too. */
static int count_articles(struct store *s, struct phrase *p, struct err *e)
{
	struct query *st = ask(
		s,
		p->exact ? "SELECT count(*) FROM article_words AS w WHERE TRUE"
			 : "SELECT a.title, a.text FROM article_words AS w "
			   "JOIN article AS a ON a.key = w.article WHERE TRUE",
		p, 1, e);
	int r;

	if (!st)
		return -1;
	while ((r = query_step(st, "searching", e)) > 0)
		if (p->exact)
			p->articles = (uint32_t)query_int(st, 0);
		else
			p->articles += count_in(p, query_text(st, 0)) ||
				       count_in(p, query_text(st, 1));
	query_give(&st);
	return r;
}

int pg_word_articles(struct store *s, str word, uint32_t *n, struct err *e)
{
	struct phrase p = { .exact = true };
	struct array words;
	int r;

	array_init(&words);
	array_add(&words, word);
	p.all = array_end(&words);
	r = count_articles(s, &p, e);
	buf_release(&words.text);
	*n = p.articles;
	return r;
}

/* ---- ranking, as FTS5 does it: bm25(article_words, 4.0, 1.0) */

#define TITLE_WEIGHT 4.0
#define TEXT_WEIGHT 1.0
#define BM25_K1 1.2
#define BM25_B 0.75

struct found {
	int64_t key;
	double words; /* of the article */
	double score;
	double *often; /* each phrase, weighted */
	bool removed;
};

struct search {
	struct store *store;
	struct arena *arena;
	struct phrases phrases;
	double articles, words; /* of the whole store */
	VEC_OF(struct found);
};

/* The articles with all phrases. */
static int find_all(struct search *x, struct err *e)
{
	static const char sql[] =
		"SELECT w.article, w.total, a.removed, a.title, a.text "
		"FROM article_words AS w JOIN article AS a "
		"ON a.key = w.article WHERE TRUE";
	uint32_t n = x->phrases.n;
	struct query *st = ask(x->store, sql, x->phrases.v, n, e);
	int r;

	if (!st)
		return -1;
	while ((r = query_step(st, "searching", e)) > 0) {
		double *often = arena_many(x->arena, double, n);
		bool has_all = true;

		for (uint32_t i = 0; has_all && i < n; i++) {
			const struct phrase *p = &x->phrases.v[i];

			often[i] =
				TITLE_WEIGHT * count_in(p, query_text(st, 3)) +
				TEXT_WEIGHT * count_in(p, query_text(st, 4));
			has_all = often[i] > 0;
		}
		if (has_all)
			*vec_add(x->arena, x) = (struct found){
				.key = query_int(st, 0),
				.words = (double)query_int(st, 1),
				.removed = query_int(st, 2) != 0,
				.often = often,
			};
	}
	query_give(&st);
	return r;
}

static double rarity(const struct search *x, const struct phrase *p)
{
	double idf =
		log((x->articles - p->articles + 0.5) / (p->articles + 0.5));

	return idf <= 0 ? 1e-6 : idf;
}

static void rank(struct search *x)
{
	double usual = x->words / x->articles;

	for (uint32_t i = 0; i < x->n; i++) {
		struct found *f = &x->v[i];

		for (uint32_t k = 0; k < x->phrases.n; k++)
			f->score += rarity(x, &x->phrases.v[k]) *
				    ((f->often[k] * (BM25_K1 + 1.0)) /
				     (f->often[k] +
				      BM25_K1 * (1 - BM25_B +
						 BM25_B * f->words / usual)));
	}
}

static int by_score(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->removed != y->removed)
		return x->removed - y->removed;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->key > y->key) - (x->key < y->key);
}

static int by_score_and_id(const void *a, const void *b)
{
	const struct search_hit *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return str_cmp(x->id, y->id);
}

static int take_hits(struct search *x, uint32_t limit, struct search_hits *out,
		     struct err *e)
{
	struct query *st =
		query_take(x->store,
			   "SELECT id, title, publisher, published, text "
			   "FROM article WHERE key = ?1",
			   e);
	int r = 0;

	if (!st)
		return -1;
	for (uint32_t i = 0; r >= 0 && i < x->n && !x->v[i].removed; i++) {
		if (limit && i == limit)
			break;
		query_put_int(st, 1, x->v[i].key);
		r = query_step(st, "searching", e);
		if (r > 0)
			search_hit_of(x->arena, st, out)->score = x->v[i].score;
		query_rewind(st);
	}
	query_give(&st);
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_score_and_id);
	return r < 0 ? -1 : 0;
}

static int prepare_search(struct search *x, const struct terms *terms,
			  struct err *e)
{
	struct query *st = query_take(x->store,
				      "SELECT count(*), "
				      "coalesce(sum(total), 0)::bigint "
				      "FROM article_words",
				      e);
	int r;

	if (!st)
		return -1;
	r = query_step(st, "searching", e);
	if (r > 0) {
		x->articles = (double)query_int(st, 0);
		x->words = (double)query_int(st, 1);
	}
	query_give(&st);
	for (uint32_t i = 0; r >= 0 && i < terms->n; i++) {
		struct phrase *p = &x->phrases.v[x->phrases.n++];

		r = make_phrase(x->store, x->arena, &terms->v[i], p, e);
		/* of one phrase alone they are counted as they are found */
		if (r >= 0 && terms->n > 1)
			r = count_articles(x->store, p, e);
	}
	return r;
}

int pg_search(struct store *s, struct arena *a, str query, uint32_t limit,
	      struct search_hits *out, struct err *e)
{
	struct search x = { .store = s, .arena = a };
	struct terms terms;
	int r;

	if (search_terms(query, &terms, e) < 0 || pg_freeze(s, e) < 0)
		return -1;
	r = prepare_search(&x, &terms, e);
	if (r >= 0)
		r = find_all(&x, e);
	if (r >= 0 && terms.n == 1)
		x.phrases.v[0].articles = x.n;
	if (r >= 0) {
		rank(&x);
		if (x.n)
			qsort(x.v, x.n, sizeof(*x.v), by_score);
		r = take_hits(&x, limit, out, e);
	}
	pg_thaw(s);
	return r < 0 ? -1 : 0;
}
