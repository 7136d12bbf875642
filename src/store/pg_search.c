/* pg_search.c - articles by words, ranked as FTS5 ranks: bm25(…, 4.0, 1.0).
 *
 * The server gives the rows of each word of the query (pg_words.c); where words
 * stand together, and what is best, is found here, and of the articles only
 * those shown are asked for. */
#include <math.h>
#include <stdlib.h>

#include "store/links.h"
#include "store/pg_priv.h"
#include "store/postings.h"
#include "store/tokens.h"

#define BM25_K1 1.2
#define BM25_B 0.75
#define TITLE_WEIGHT 4u
#define TEXT_WEIGHT 1u

/* Where a term stands, in order of articles: how often, weighted. */
struct hit {
	int64_t article;
	uint32_t often;
};
struct hits {
	VEC_OF(struct hit);
};

struct scored {
	int64_t article;
	double score;
};

struct search {
	struct store *store;
	struct arena *arena, *scratch; /* scratch: of one article */
	double articles, words;	       /* of the whole store */
	struct {
		VEC_OF(uint32_t);
	} total; /* by article: how many words it has */
	struct numbers removed;
	/* the articles that have all terms so far */
	struct {
		VEC_OF(struct scored);
	} found;
};

/* ---- rows */

struct query *pg_ask_postings(struct store *s, str word, bool begins,
			      struct err *e)
{
	/* the last letter there is: behind all words that begin so */
	struct query *st =
		begins ? query_take(s,
				    "SELECT bytes FROM posting WHERE word >= "
				    "?1 AND word < (?1::text || U&'\\+10FFFF') "
				    "ORDER BY word, first",
				    e)
		       : query_take(s,
				    "SELECT bytes FROM posting WHERE word = "
				    "?1 ORDER BY first",
				    e);

	if (st)
		query_put(st, 1, word);
	return st;
}

static int read_totals(struct search *x, struct err *e)
{
	struct query *st = pg_ask_postings(x->store, STR(""), false, e);
	int64_t article;
	uint32_t total;
	int r;

	if (!st)
		return -1;
	while ((r = query_step(st, "searching", e)) > 0) {
		struct posting_reader in = { .bytes = query_bytes(st, 0) };

		while (posting_next_total(&in, &article, &total)) {
			/* keys follow on: a far one is damaged */
			if (article < x->total.n ||
			    article > (int64_t)(2 * x->articles) + 1000000)
				continue;
			while (x->total.n < article)
				*vec_add(x->arena, &x->total) = 0;
			*vec_add(x->arena, &x->total) = total;
		}
	}
	query_give(&st);
	return r;
}

static int read_sums(struct search *x, struct err *e)
{
	struct query *st = query_take(
		x->store, "SELECT articles, words FROM article_sum", e);
	int r;

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

static int read_removed(struct search *x, struct err *e)
{
	struct query *st = query_take(
		x->store,
		"SELECT key FROM article WHERE removed = 1 ORDER BY key", e);
	int r;

	if (!st)
		return -1;
	while ((r = query_step(st, "searching", e)) > 0)
		*vec_add(x->arena, &x->removed) = query_int(st, 0);
	query_give(&st);
	return r;
}

/* ---- words alone */

static uint32_t weight(const struct posting *x)
{
	return x->n[POSTING_TITLE] * TITLE_WEIGHT +
	       x->n[POSTING_TEXT] * TEXT_WEIGHT;
}

static int find_word(struct search *x, str word, struct hits *out,
		     struct err *e)
{
	struct query *st = pg_ask_postings(x->store, word, false, e);
	struct posting p;
	int r;

	if (!st)
		return -1;
	while ((r = query_step(st, "searching", e)) > 0) {
		struct posting_reader in = { .bytes = query_bytes(st, 0) };

		while (posting_next(&in, &p))
			*vec_add(x->arena, out) =
				(struct hit){ p.article, weight(&p) };
	}
	query_give(&st);
	return r;
}

/* All words that begin so, together. */
static int find_beginning(struct search *x, str word, struct hits *out,
			  struct err *e)
{
	struct query *st = pg_ask_postings(x->store, word, true, e);
	uint32_t *often;
	struct posting p;
	int r;

	if (!st)
		return -1;
	often = arena_many(x->arena, uint32_t, x->total.n + 1);
	while ((r = query_step(st, "searching", e)) > 0) {
		struct posting_reader in = { .bytes = query_bytes(st, 0) };

		while (posting_next(&in, &p))
			if (p.article < x->total.n)
				often[p.article] += weight(&p);
	}
	query_give(&st);
	for (uint32_t i = 0; i < x->total.n; i++)
		if (often[i])
			*vec_add(x->arena, out) = (struct hit){ i, often[i] };
	return r;
}

/* ---- words that stand together */

/* Where one stands, in order of articles; more than once in an article when it
 * is the beginning of several. */
struct list {
	VEC_OF(struct posting);
	uint32_t at; /* the article that is looked at */
};

struct phrase {
	VEC_OF(struct list); /* one behind the other */
};

static int by_article(const void *a, const void *b)
{
	const struct posting *x = a, *y = b;

	return (x->article > y->article) - (x->article < y->article);
}

static int read_list(struct search *x, str word, bool begins, struct list *out,
		     struct err *e)
{
	struct query *st = pg_ask_postings(x->store, word, begins, e);
	struct posting p;
	int r;

	if (!st)
		return -1;
	while ((r = query_step(st, "searching", e)) > 0) {
		struct posting_reader in = {
			.bytes = arena_str(x->arena, query_bytes(st, 0))
		};

		while (posting_next(&in, &p))
			*vec_add(x->arena, out) = p;
	}
	query_give(&st);
	if (begins && out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_article);
	return r;
}

/* To the article, or the first behind it; whether it is there. */
static bool go_to(struct list *x, int64_t article)
{
	while (x->at < x->n && x->v[x->at].article < article)
		x->at++;
	return x->at < x->n && x->v[x->at].article == article;
}

static int by_place(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static void places_of(struct arena *a, const struct list *x,
		      enum posting_part part, struct posting_places *out)
{
	uint32_t i = x->at;

	*out = (struct posting_places){ 0 };
	for (; i < x->n && x->v[i].article == x->v[x->at].article; i++)
		posting_places(a, &x->v[i], part, out);
	if (i > x->at + 1 && out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_place);
}

/* Of the places those that have one of the others so far behind them. */
static void keep_followed(struct posting_places *x,
			  const struct posting_places *others, uint32_t behind)
{
	uint32_t n = 0, k = 0;

	for (uint32_t i = 0; i < x->n; i++) {
		while (k < others->n && others->v[k] < x->v[i] + behind)
			k++;
		if (k < others->n && others->v[k] == x->v[i] + behind)
			x->v[n++] = x->v[i];
	}
	x->n = n;
}

/* How often in the part of the article that all lists stand at. */
static uint32_t count_phrase(struct search *x, const struct phrase *p,
			     enum posting_part part)
{
	struct posting_places places, next;

	places_of(x->scratch, &p->v[0], part, &places);
	for (uint32_t i = 1; places.n && i < p->n; i++) {
		places_of(x->scratch, &p->v[i], part, &next);
		keep_followed(&places, &next, i);
	}
	arena_reset(x->scratch);
	return places.n;
}

static bool all_go_to(struct phrase *p, int64_t article)
{
	for (uint32_t i = 1; i < p->n; i++)
		if (!go_to(&p->v[i], article))
			return false;
	return true;
}

static void find_together(struct search *x, struct phrase *p, struct hits *out)
{
	struct list *first = &p->v[0];

	for (; first->at < first->n; first->at++) {
		int64_t article = first->v[first->at].article;
		uint32_t often;

		if (!all_go_to(p, article))
			continue;
		often = count_phrase(x, p, POSTING_TITLE) * TITLE_WEIGHT +
			count_phrase(x, p, POSTING_TEXT) * TEXT_WEIGHT;
		if (often)
			*vec_add(x->arena, out) =
				(struct hit){ article, often };
	}
}

struct words {
	VEC_OF(str);
};

static int find_phrase(struct search *x, const struct words *words, bool begins,
		       struct hits *out, struct err *e)
{
	struct phrase p = { 0 };

	for (uint32_t i = 0; i < words->n; i++) {
		struct list *list = vec_add(x->arena, &p);

		if (read_list(x, words->v[i], begins && i + 1 == words->n, list,
			      e) < 0)
			return -1;
		if (!list->n)
			return 0;
	}
	find_together(x, &p, out);
	return 0;
}

static int find_term(struct search *x, const struct term *term,
		     struct hits *out, struct err *e)
{
	struct token_cutter t = { .text = term->words, .query = true };
	struct words words = { 0 };

	while (token_cut(&t))
		*vec_add(x->arena, &words) =
			arena_str(x->arena, (str){ t.word, t.word_n });
	if (words.n > 1)
		return find_phrase(x, &words, term->begins, out, e);
	return term->begins ? find_beginning(x, words.v[0], out, e)
			    : find_word(x, words.v[0], out, e);
}

/* ---- ranking */

static double rarity(const struct search *x, uint32_t n)
{
	double idf = log((x->articles - n + 0.5) / (n + 0.5));

	return idf <= 0 ? 1e-6 : idf;
}

static double score_of(const struct search *x, const struct hit *at, double idf)
{
	double words =
		at->article < x->total.n ? (double)x->total.v[at->article] : 0;
	double much = BM25_K1 *
		      (1 - BM25_B + BM25_B * words / (x->words / x->articles));
	double often = at->often;

	return idf * ((often * (BM25_K1 + 1.0)) / (often + much));
}

/* Those that have the term too; of the first term all. */
static void add_term(struct search *x, const struct hits *hits, bool first)
{
	double idf = rarity(x, hits->n);
	uint32_t n = 0, k = 0;

	for (uint32_t i = 0; first && i < hits->n; i++)
		*vec_add(x->arena, &x->found) =
			(struct scored){ hits->v[i].article, 0 };
	for (uint32_t i = 0; i < x->found.n; i++) {
		struct scored f = x->found.v[i];

		while (k < hits->n && hits->v[k].article < f.article)
			k++;
		if (k == hits->n || hits->v[k].article != f.article)
			continue;
		f.score += score_of(x, &hits->v[k], idf);
		x->found.v[n++] = f;
	}
	x->found.n = n;
}

static void drop_removed(struct search *x)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < x->found.n; i++)
		if (!numbers_have(&x->removed, x->found.v[i].article))
			x->found.v[n++] = x->found.v[i];
	x->found.n = n;
}

static int find_all(struct search *x, const struct terms *terms, struct err *e)
{
	if (read_sums(x, e) < 0 || read_totals(x, e) < 0 ||
	    read_removed(x, e) < 0)
		return -1;
	for (uint32_t i = 0; i < terms->n; i++) {
		struct hits hits = { 0 };

		if (find_term(x, &terms->v[i], &hits, e) < 0)
			return -1;
		add_term(x, &hits, i == 0);
	}
	drop_removed(x);
	return 0;
}

/* ---- the best */

static int by_score(const void *a, const void *b)
{
	const struct scored *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->article > y->article) - (x->article < y->article);
}

/* The best come first, and only they stay: most are worse than the last of
 * those. */
static void keep_best(struct search *x, uint32_t limit)
{
	struct scored *v = x->found.v;
	uint32_t n = 0;

	if (!limit || limit >= x->found.n) {
		if (x->found.n)
			qsort(v, x->found.n, sizeof(*v), by_score);
		return;
	}
	for (uint32_t i = 0; i < x->found.n; i++) {
		struct scored f = v[i];
		uint32_t k = n < limit ? n++ : limit;

		if (k == limit && by_score(&v[--k], &f) <= 0)
			continue;
		for (; k > 0 && by_score(&v[k - 1], &f) > 0; k--)
			v[k] = v[k - 1];
		v[k] = f;
	}
	x->found.n = n;
}

static int by_score_and_id(const void *a, const void *b)
{
	const struct search_hit *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return str_cmp(x->id, y->id);
}

static double score_by_key(const struct search *x, int64_t key)
{
	for (uint32_t i = 0; i < x->found.n; i++)
		if (x->found.v[i].article == key)
			return x->found.v[i].score;
	return 0;
}

#define HITS_ASKED 500u

/* At most so many at once: their texts are held together. */
static int take_some(struct search *x, struct query *st, struct buf *keys,
		     uint32_t from, struct search_hits *out, struct err *e)
{
	struct search some = *x;
	int r;

	some.found.v += from;
	some.found.n =
		x->found.n - from < HITS_ASKED ? x->found.n - from : HITS_ASKED;
	pg_array_begin(keys, PG_INT8, some.found.n);
	for (uint32_t i = 0; i < some.found.n; i++)
		pg_array_add_int(keys, some.found.v[i].article);
	query_put_bytes(st, 1, buf_str(keys));
	while ((r = query_step(st, "searching", e)) > 0)
		search_hit_of(x->arena, st, out)->score =
			score_by_key(&some, query_int(st, 5));
	query_rewind(st);
	return r;
}

static int take_hits(struct search *x, struct search_hits *out, struct err *e)
{
	struct query *st =
		query_take(x->store,
			   "SELECT id, title, publisher, published, text, key "
			   "FROM article WHERE key = ANY (?1::bigint[])",
			   e);
	struct buf keys;
	int r = 0;

	if (!st)
		return -1;
	buf_init(&keys, (size_t)1 << 20);
	for (uint32_t i = 0; r == 0 && i < x->found.n; i += HITS_ASKED)
		r = take_some(x, st, &keys, i, out, e);
	buf_release(&keys);
	query_give(&st);
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_score_and_id);
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
	x.scratch = arena_new();
	r = find_all(&x, &terms, e);
	keep_best(&x, limit);
	if (r == 0)
		r = take_hits(&x, out, e);
	arena_free(&x.scratch);
	pg_thaw(s);
	return r;
}

int pg_matching(struct store *s, str query, key_fn *fn, void *ctx,
		struct err *e)
{
	struct search x = { .store = s };
	struct terms terms;
	int r;

	if (search_terms(query, &terms, e) < 0 || pg_freeze(s, e) < 0)
		return -1;
	x.arena = arena_new();
	x.scratch = arena_new();
	r = find_all(&x, &terms, e);
	pg_thaw(s);
	for (uint32_t i = 0; r == 0 && i < x.found.n; i++)
		r = fn(ctx, x.found.v[i].article, e);
	arena_free(&x.scratch);
	arena_free(&x.arena);
	return r;
}
