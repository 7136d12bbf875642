/* pg_search.c - articles by words, ranked as FTS5 ranks: bm25(…, 4.0, 1.0).
 *
 * Each term of a query gives a list of the articles that have it and how often:
 * a word, the beginning of one, or two words side by side from the index alone;
 * more words that stand together from the texts of the articles that have each
 * two neighbours. */
#include <math.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "store/dictionary.h"
#include "store/pg_priv.h"
#include "store/tokens.h"

#define BM25_K1 1.2
#define BM25_B 0.75
/* Above all letters: behind all words that begin so. */
#define LAST_LETTER "\xf4\x8f\xbf\xbf"

struct place {
	int64_t article;
	double often; /* weighted by title and text */
	double words; /* of the article */
};

/* A term. The places stand in order of articles. */
struct phrase {
	VEC_OF(struct place);
	struct {
		VEC_OF(str);
	} word;
	bool begins; /* the last word is the beginning of one */
	str raw;     /* the term as it stands in a text; STR_NONE: cut it */
};

struct search {
	struct store *store;
	struct arena *arena;
	uint32_t n;
	struct phrase phrase[LIMIT_TERMS];
	double articles, words; /* of the whole store */
};

/* ---- words alone */

/* Elements of the arrays, and how often each says. */
struct elements {
	struct pg_array list;
	VEC_OF(double);
};

static void add_element(struct search *x, struct elements *out, str element)
{
	double often = pg_often(element);

	/* the word itself has been counted once */
	if (str_find(element, STR(PG_OFTEN), 0) != SIZE_MAX)
		often -= PG_TEXT_WEIGHT;
	*vec_add(x->arena, out) = often;
	pg_array_add(&out->list, element);
}

/* The words that begin so, or the one (or the pair) and what tells how often
 * it stands somewhere. */
static int list_elements(struct search *x, str word, bool begins,
			 struct elements *out, struct err *e)
{
	struct query *st = query_take(x->store,
				      "SELECT word FROM word WHERE word >= ?1 "
				      "AND word < ?2 ORDER BY word",
				      e);
	int r;

	if (!st)
		return -1;
	if (!begins)
		add_element(x, out, word);
	query_put(st, 1,
		  begins ? word
			 : arena_printf(x->arena, "%.*s" PG_OFTEN,
					STR_FMT(word)));
	query_put(
		st, 2,
		arena_printf(x->arena,
			     begins ? "%.*s" LAST_LETTER : "%.*s" PG_OFTEN ";",
			     STR_FMT(word)));
	while ((r = query_step(st, "searching", e)) > 0)
		add_element(x, out, query_text(st, 0));
	query_give(&st);
	return r;
}

static int by_article(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return (x->article > y->article) - (x->article < y->article);
}

/* One place of each article. */
static void join_places(struct phrase *p)
{
	uint32_t n = 0;

	if (p->n)
		qsort(p->v, p->n, sizeof(*p->v), by_article);
	for (uint32_t i = 0; i < p->n; i++)
		if (n && p->v[n - 1].article == p->v[i].article)
			p->v[n - 1].often += p->v[i].often;
		else
			p->v[n++] = p->v[i];
	p->n = n;
}

static int find_elements(struct search *x, struct phrase *p,
			 struct elements *of, struct err *e)
{
	struct query *st =
		query_take(x->store,
			   "SELECT x.number, w.article, w.total "
			   "FROM unnest((?1::text)::text[]) "
			   "WITH ORDINALITY AS x (element, number), LATERAL "
			   "(SELECT article, total FROM article_words "
			   "WHERE words @> ARRAY[x.element] OFFSET 0) AS w",
			   e);
	int r;

	if (!st)
		return -1;
	query_put(st, 1, pg_array_end(&of->list));
	while ((r = query_step(st, "searching", e)) > 0)
		*vec_add(x->arena, p) =
			(struct place){ query_int(st, 1),
					of->v[query_int(st, 0) - 1],
					(double)query_int(st, 2) };
	query_give(&st);
	join_places(p);
	return r;
}

static int find_word(struct search *x, struct phrase *p, str word,
		     struct err *e)
{
	struct elements of = { 0 };
	int r;

	pg_array_init(&of.list);
	r = list_elements(x, word, p->begins, &of, e);
	if (r == 0)
		r = find_elements(x, p, &of, e);
	buf_release(&of.list.text);
	return r;
}

/* ---- words that stand together */

static bool is_word(const struct phrase *p, uint32_t i, str word)
{
	return i + 1 == p->word.n && p->begins ? str_starts(word, p->word.v[i])
					       : str_eq(word, p->word.v[i]);
}

static uint32_t count_in(const struct phrase *p, str text)
{
	struct token_cutter t = { .text = text };
	uint32_t found = 0;

	if (p->raw.p) {
		size_t at = 0;

		while ((at = str_find(text, p->raw, at)) != SIZE_MAX) {
			found++;
			at++;
		}
		return found;
	}
	while (text.p && token_cut(&t)) {
		struct token_cutter next = t;
		uint32_t i = 0;

		while (i < p->word.n &&
		       is_word(p, i, (str){ next.word, next.word_n }) &&
		       ++i < p->word.n && token_cut(&next))
			;
		found += i == p->word.n;
	}
	return found;
}

/* What an article has that may have the phrase. */
static void neighbours(const struct phrase *p, struct pg_array *out)
{
	uint32_t whole = p->word.n - p->begins;
	char pair[PG_PAIR_BYTES];

	if (whole == 1)
		pg_array_add(out, p->word.v[0]);
	for (uint32_t i = 1; i < whole; i++)
		pg_array_add(out, (str){ pair, pg_pair(pair, p->word.v[i - 1],
						       p->word.v[i]) });
}

static int find_phrase(struct search *x, struct phrase *p, struct err *e)
{
	struct query *st = query_take_many(
		x->store,
		"SELECT w.article, w.total, a.title, a.text FROM "
		"(SELECT article, total FROM article_words "
		"WHERE words @> (?1::text)::text[] OFFSET 0) AS w "
		"JOIN article AS a ON a.key = w.article ORDER BY w.article",
		e);
	struct arena *scratch;
	struct pg_array all;
	int r;

	if (!st)
		return -1;
	scratch = arena_new();
	pg_array_init(&all);
	neighbours(p, &all);
	query_put(st, 1, pg_array_end(&all));
	while ((r = query_step(st, "searching", e)) > 0) {
		struct arena_mark mark = arena_mark(scratch);
		double often;
		str text;

		(void)store_unpack(x->store, scratch, query_bytes(st, 3),
				   &text);
		often = PG_TITLE_WEIGHT * count_in(p, query_text(st, 2)) +
			PG_TEXT_WEIGHT * count_in(p, text);
		arena_rewind(scratch, mark);

		if (often > 0)
			*vec_add(x->arena, p) =
				(struct place){ query_int(st, 0), often,
						(double)query_int(st, 1) };
	}
	query_give(&st);
	buf_release(&all.text);
	arena_free(&scratch);
	return r;
}

/* Nothing but kanji and kana: its pairs stand together where it stands. */
static bool is_run(str words)
{
	size_t i = 0;

	while (i < words.n) {
		uint32_t cp = utf8_next(words, &i);

		if (!rune_is_kanji(cp) && !rune_is_hiragana(cp) &&
		    !rune_is_katakana(cp))
			return false;
	}
	return true;
}

static int find_term(struct search *x, const struct term *term, struct err *e)
{
	struct token_cutter t = { .text = term->words, .query = true };
	struct phrase *p = &x->phrase[x->n++];
	char pair[PG_PAIR_BYTES];

	*p = (struct phrase){ .begins = term->begins };
	while (token_cut(&t))
		*vec_add(x->arena, &p->word) =
			arena_str(x->arena, (str){ t.word, t.word_n });
	if (!p->begins && is_run(term->words))
		p->raw = term->words;
	if (p->word.n == 1)
		return find_word(x, p, p->word.v[0], e);
	if (p->word.n == 2 && !p->begins) {
		size_t n = pg_pair(pair, p->word.v[0], p->word.v[1]);

		return find_word(x, p, (str){ pair, n }, e);
	}
	return find_phrase(x, p, e);
}

/* ---- ranking */

struct found {
	struct place at;
	double score;
};

struct all_found {
	VEC_OF(struct found);
};

static const struct place *place_in(const struct phrase *p, int64_t article)
{
	const struct place key = { .article = article };

	return p->n ? bsearch(&key, p->v, p->n, sizeof(*p->v), by_article)
		    : NULL;
}

static double rarity(const struct search *x, const struct phrase *p)
{
	double idf = log((x->articles - p->n + 0.5) / (p->n + 0.5));

	return idf <= 0 ? 1e-6 : idf;
}

/* Those that have all terms. */
static void rank(struct search *x, struct all_found *out)
{
	double usual = x->words / x->articles;
	double idf[LIMIT_TERMS];

	for (uint32_t k = 0; k < x->n; k++)
		idf[k] = rarity(x, &x->phrase[k]);
	for (uint32_t i = 0; i < x->phrase[0].n; i++) {
		struct found f = { x->phrase[0].v[i], 0 };
		double much =
			BM25_K1 * (1 - BM25_B + BM25_B * f.at.words / usual);
		uint32_t k = 0;

		for (; k < x->n; k++) {
			const struct place *at =
				place_in(&x->phrase[k], f.at.article);

			if (!at)
				break;
			f.score += idf[k] * ((at->often * (BM25_K1 + 1.0)) /
					     (at->often + much));
		}
		if (k == x->n)
			*vec_add(x->arena, out) = f;
	}
}

static int by_score(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return by_article(&x->at, &y->at);
}

static int by_score_and_id(const void *a, const void *b)
{
	const struct search_hit *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return str_cmp(x->id, y->id);
}

/* The best, without those that were taken out. */
static int take_hits(struct search *x, const struct all_found *all,
		     uint32_t limit, struct search_hits *out, struct err *e)
{
	struct query *st =
		query_take(x->store,
			   "SELECT id, title, publisher, published, text "
			   "FROM article WHERE key = ?1 AND removed = 0",
			   e);
	int r = 0;

	if (!st)
		return -1;
	for (uint32_t i = 0; r >= 0 && i < all->n; i++) {
		if (limit && out->n == limit)
			break;
		query_put_int(st, 1, all->v[i].at.article);
		r = query_step(st, "searching", e);
		if (r > 0)
			search_hit_of(x->arena, st, out)->score =
				all->v[i].score;
		query_rewind(st);
	}
	query_give(&st);
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_score_and_id);
	return r < 0 ? -1 : 0;
}

/* The index, not all arrays one by one, which the planner takes to be cheap. */
static int prepare_search(struct search *x, struct err *e)
{
	struct query *st;
	int r;

	if (store_run(x->store,
		      "SET LOCAL enable_seqscan = off;"
		      "SET LOCAL enable_indexscan = off;"
		      "SET LOCAL jit = off",
		      e) < 0)
		return -1;
	st = query_take(x->store,
			"SELECT articles, words "
			"FROM article_sum",
			e);
	if (!st)
		return -1;
	r = query_step(st, "searching", e);
	if (r > 0) {
		x->articles = (double)query_int(st, 0);
		x->words = (double)query_int(st, 1);
	}
	query_give(&st);
	return r;
}

static int find_all(struct search *x, const struct terms *terms,
		    struct all_found *out, struct err *e)
{
	if (prepare_search(x, e) < 0)
		return -1;
	for (uint32_t i = 0; i < terms->n; i++)
		if (find_term(x, &terms->v[i], e) < 0)
			return -1;
	rank(x, out);
	return 0;
}

static int search(struct search *x, const struct terms *terms, uint32_t limit,
		  struct search_hits *out, struct err *e)
{
	struct all_found all = { 0 };

	if (find_all(x, terms, &all, e) < 0)
		return -1;
	if (all.n)
		qsort(all.v, all.n, sizeof(*all.v), by_score);
	return take_hits(x, &all, limit, out, e);
}

int pg_search(struct store *s, struct arena *a, str query, uint32_t limit,
	      struct search_hits *out, struct err *e)
{
	struct search *x = arena_one(a, struct search);
	struct terms terms;
	int r;

	*x = (struct search){ .store = s, .arena = a };
	if (search_terms(query, &terms, e) < 0 || pg_freeze(s, e) < 0)
		return -1;
	r = search(x, &terms, limit, out, e);
	pg_thaw(s);
	return r;
}

static int hand_on(struct search *x, const struct all_found *all, key_fn *fn,
		   void *ctx, struct err *e)
{
	struct query *st = query_take(
		x->store, "SELECT key FROM article WHERE removed = 1", e);
	struct map gone;
	int r;

	if (!st)
		return -1;
	map_init(&gone, x->arena);
	while ((r = query_step(st, "searching", e)) > 0) {
		int64_t key = query_int(st, 0);

		*map_put(&gone, arena_str(x->arena, (str){ (char *)&key,
							   sizeof(key) })) = 1;
	}
	query_give(&st);
	for (uint32_t i = 0; r == 0 && i < all->n; i++) {
		int64_t key = all->v[i].at.article;

		if (!map_find(&gone, (str){ (char *)&key, sizeof(key) }))
			r = fn(ctx, key, e);
	}
	return r;
}

int pg_matching(struct store *s, str query, key_fn *fn, void *ctx,
		struct err *e)
{
	struct arena *a = arena_new();
	struct search *x = arena_one(a, struct search);
	struct all_found all = { 0 };
	struct terms terms;
	int r = -1;

	*x = (struct search){ .store = s, .arena = a };
	if (search_terms(query, &terms, e) == 0 && pg_freeze(s, e) == 0) {
		r = find_all(x, &terms, &all, e);
		if (r == 0)
			r = hand_on(x, &all, fn, ctx, e);
		pg_thaw(s);
	}
	arena_free(&a);
	return r;
}
