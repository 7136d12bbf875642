/* sqlite_rank.c - BM25 as FTS5 reckons it, to the last bit, for whole lists;
 * and how many articles have a word.
 *
 *   keii_rank(article_words, 1.0, 4.0)   the lower, the better
 *   keii_hits(article_words)             how many rows have the first phrase
 *
 * FTS5's own bm25() looks for the length of each article that has the word by
 * a statement of its own: nine tenths of a search for a frequent word. Hits
 * come in the order of the articles, and so stand the lengths (table docsize of
 * the index, sqlite.org/fts5.html#the_docsize_table): they are read alongside.
 */
#include <math.h>
#include <stdlib.h>

#include "store/sqlite_priv.h"

#define STEPS 24 /* rows passed over rather than looked up */
#define K1 1.2
#define B 0.75

/* Of one query; FTS5 keeps it as the function's. */
struct rank {
	sqlite3_stmt
		*lengths; /* of articles from one on; NULL: not to be had */
	int64_t at;	  /* whose length stands there; 0: none does */
	double average;
	int phrases;
	double *idf, *frequency; /* of each */
};

static void rank_free(void *p)
{
	struct rank *x = p;

	sqlite3_finalize(x->lengths);
	free(x->idf);
	free(x);
}

static int count_hit(const Fts5ExtensionApi *api, Fts5Context *f, void *n)
{
	(void)api;
	(void)f;
	++*(int64_t *)n;
	return SQLITE_OK;
}

static int weigh_phrases(const Fts5ExtensionApi *api, Fts5Context *f,
			 struct rank *x)
{
	sqlite3_int64 rows = 0, tokens = 0, hits;
	int r = api->xRowCount(f, &rows);

	if (r == SQLITE_OK)
		r = api->xColumnTotalSize(f, -1, &tokens);
	x->average = (double)tokens / (double)rows;
	for (int i = 0; r == SQLITE_OK && i < x->phrases; i++) {
		double idf;

		hits = 0;
		r = api->xQueryPhrase(f, i, &hits, count_hit);
		idf = log(((double)(rows - hits) + 0.5) / ((double)hits + 0.5));
		x->idf[i] = idf <= 0.0 ? 1e-6 : idf;
	}
	return r;
}

static int rank_of(const Fts5ExtensionApi *api, Fts5Context *f, sqlite3 *db,
		   struct rank **out)
{
	struct rank *x = api->xGetAuxdata(f, 0);
	int r;

	*out = x;
	if (x)
		return SQLITE_OK;
	x = xmalloc(sizeof(*x));
	*x = (struct rank){ .phrases = api->xPhraseCount(f) };
	x->idf = xmalloc(2 * sizeof(double) * (size_t)x->phrases);
	x->frequency = x->idf + x->phrases;
	if (sqlite3_prepare_v2(db,
			       "SELECT id, sz FROM article_words_docsize "
			       "WHERE id >= ?1 ORDER BY id",
			       -1, &x->lengths, NULL) != SQLITE_OK)
		x->lengths = NULL;
	r = weigh_phrases(api, f, x);
	if (r == SQLITE_OK)
		r = api->xSetAuxdata(f, x, rank_free);
	else
		rank_free(x);
	*out = x;
	return r;
}

/* Numbers of words: one of each column, seven bits a byte, the highest first
 * (sqlite.org/fileformat2.html, 1.6). */
static bool sum_of(const unsigned char *p, int n, int *out)
{
	uint64_t x = 0, sum = 0;

	for (int i = 0; i < n; i++) {
		x = x << 7 | (p[i] & 0x7f);
		if (p[i] >= 0x80)
			continue;
		sum += x;
		x = 0;
	}
	*out = (int)sum;
	return n > 0 && p[n - 1] < 0x80 && sum <= INT32_MAX;
}

static bool step_to(struct rank *x, int64_t article)
{
	for (int i = 0; x->at && x->at < article && i < STEPS; i++)
		x->at = sqlite3_step(x->lengths) == SQLITE_ROW
				? sqlite3_column_int64(x->lengths, 0)
				: 0;
	if (x->at != article) {
		sqlite3_reset(x->lengths);
		sqlite3_bind_int64(x->lengths, 1, article);
		x->at = sqlite3_step(x->lengths) == SQLITE_ROW
				? sqlite3_column_int64(x->lengths, 0)
				: 0;
	}
	return x->at == article;
}

static int length_of(const Fts5ExtensionApi *api, Fts5Context *f,
		     struct rank *x, int *out)
{
	if (x->lengths && step_to(x, api->xRowid(f)) &&
	    sum_of(sqlite3_column_blob(x->lengths, 1),
		   sqlite3_column_bytes(x->lengths, 1), out))
		return SQLITE_OK;
	return api->xColumnSize(f, -1, out); /* it tells what is wrong */
}

static int count_words(const Fts5ExtensionApi *api, Fts5Context *f, int n,
		       sqlite3_value **weights, struct rank *x)
{
	int r = SQLITE_OK;

	for (int i = 0; r == SQLITE_OK && i < x->phrases; i++) {
		Fts5PhraseIter it;
		int column, place;

		x->frequency[i] = 0;
		r = api->xPhraseFirst(f, i, &it, &column, &place);
		for (; r == SQLITE_OK && column >= 0;
		     api->xPhraseNext(f, &it, &column, &place))
			x->frequency[i] +=
				column < n
					? sqlite3_value_double(weights[column])
					: 1.0;
	}
	return r;
}

static void rank(const Fts5ExtensionApi *api, Fts5Context *f,
		 sqlite3_context *out, int n, sqlite3_value **weights)
{
	double score = 0.0, length;
	struct rank *x;
	int words = 0;
	int r = rank_of(api, f, sqlite3_context_db_handle(out), &x);

	if (r == SQLITE_OK)
		r = count_words(api, f, n, weights, x);
	if (r == SQLITE_OK)
		r = length_of(api, f, x, &words);
	if (r != SQLITE_OK) {
		sqlite3_result_error_code(out, r);
		return;
	}
	length = (double)words;
	for (int i = 0; i < x->phrases; i++)
		score += x->idf[i] * ((x->frequency[i] * (K1 + 1.0)) /
				      (x->frequency[i] +
				       K1 * (1 - B + B * length / x->average)));
	sqlite3_result_double(out, -1.0 * score);
}

static void hits(const Fts5ExtensionApi *api, Fts5Context *f,
		 sqlite3_context *out, int n, sqlite3_value **weights)
{
	sqlite3_int64 count = 0;
	int r = api->xQueryPhrase(f, 0, &count, count_hit);

	(void)n;
	(void)weights;
	if (r == SQLITE_OK)
		sqlite3_result_int64(out, count);
	else
		sqlite3_result_error_code(out, r);
}

int sqlite_rank(fts5_api *api)
{
	int r = api->xCreateFunction(api, "keii_rank", NULL, rank, NULL);

	if (r == SQLITE_OK)
		r = api->xCreateFunction(api, "keii_hits", NULL, hits, NULL);
	return r;
}
