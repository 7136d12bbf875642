/* article_put.c - an article with what was found in it, put into the store.
 *
 * Text and what was found are packed; a dictionary for the next ones is learned
 * when there are enough (dictionary.h). */
#include "store/dictionary.h"
#include "store/engine_priv.h"

/* The days it names; each place once. */
static int put_days(struct query *st, int64_t key,
		    const struct article_row *row, struct err *e)
{
	for (uint32_t i = 0; i < row->n_days; i++) {
		const struct told_day *x = &row->days[i];
		uint32_t k = 0;

		while (k < i && (row->days[k].when != x->when ||
				 row->days[k].at != x->at))
			k++;
		if (k < i)
			continue;
		query_put_day(st, 1, x->when);
		query_put_int(st, 2, key);
		query_put_int(st, 3, x->at);
		if (query_do(st, "keeping an article's days", e) < 0)
			return -1;
	}
	return 0;
}

/* Behind all the articles: rows of one table go together. */
static int put_all_days(struct store *s, int64_t first,
			const struct article_row *rows, uint32_t n,
			struct err *e)
{
	struct query *st = query_take(s,
				      "INSERT INTO told_day (day, article, at) "
				      "VALUES (?1, ?2, ?3)",
				      e);
	int r = 0;

	if (!st)
		return -1;
	for (uint32_t i = 0; r == 0 && i < n; i++)
		r = put_days(st, first + i, &rows[i], e);
	query_give(&st);
	return r;
}

/* Of articles that are there: one column, packed. */
struct sampling {
	struct query *st;
	int64_t count;
};

static int take_sample(void *ctx, uint32_t i, uint32_t n, str *packed,
		       struct err *e)
{
	struct sampling *x = ctx;
	int r;

	query_rewind(x->st);
	query_put_int(x->st, 1, 1 + (int64_t)i * x->count / n);
	r = query_step(x->st, "reading an article", e);
	if (r > 0)
		*packed = query_bytes(x->st, 0);
	return r < 0 ? -1 : 0;
}

static int learn(struct store *s, str kind, const char *sql, int64_t count,
		 struct err *e)
{
	struct sampling x = { .count = count };
	int r;

	if (!dictionary_due(s, kind, count))
		return 0;
	x.st = query_take(s, sql, e);
	if (!x.st)
		return -1;
	r = dictionary_learn(s, kind, count, take_sample, &x, e);
	query_give(&x.st);
	return r;
}

/* A key is about the number of articles there are. */
static int learn_both(struct store *s, int64_t key, struct err *e)
{
	if (learn(s, KIND_TEXT, "SELECT text FROM article WHERE key = ?1", key,
		  e) < 0)
		return -1;
	return learn(s, KIND_FOUND,
		     "SELECT mentions FROM article WHERE key = ?1", key, e);
}

/* Behind the last: nobody else puts any before the commit. */
static int next_key(struct store *s, int64_t *key, struct err *e)
{
	struct query *st = NULL;

	if (!s->next_key) {
		st = query_take(
			s, "SELECT coalesce(max(key), 0) + 1 FROM article", e);
		if (!st || query_number(&st, "reading the articles", 1,
					&s->next_key, e) < 0)
			return -1;
	}
	*key = s->next_key++;
	return 0;
}

static int source_number(struct store *s, str sha256, int64_t *out,
			 struct err *e)
{
	struct query *st =
		query_take(s, "SELECT number FROM source WHERE sha256 = ?1", e);

	if (!st)
		return -1;
	query_put(st, 1, sha256);
	if (query_number(&st, "looking for a source", 0, out, e) < 0)
		return -1;
	return *out ? 0
		    : err_set(e, ERR_STORE, "%s: no source %.12s", s->name,
			      sha256.p);
}

/* Where an article goes to. */
struct place {
	int64_t key, source;
};

static int put_row(struct store *s, struct place at,
		   const struct article_row *row, str text, str found,
		   struct err *e)
{
	struct query *st = query_take(
		s,
		"INSERT INTO article (id, source, number, title, publisher, "
		"url, lang, published, published_basis, packs, text, mentions, "
		"key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
		"?12, ?13)",
		e);
	const str texts[] = {
		row->title, row->publisher, row->url,
		row->lang,  row->published, row->published_basis
	};
	int r;

	if (!st)
		return -1;
	query_put(st, 1, row->id);
	query_put_int(st, 2, at.source);
	query_put_int(st, 3, row->number);
	for (int i = 0; i < (int)COUNT(texts); i++)
		query_put(st, 4 + i, texts[i]);
	query_put(st, 10, row->packs.p ? row->packs : STR(""));
	query_put_bytes(st, 11, text);
	query_put_bytes(st, 12, found);
	query_put_int(st, 13, at.key);
	r = query_do(st, "keeping an article", e);
	query_give(&st);
	return r;
}

/* Into the next place. a: emptied by the caller. */
static int put_one(struct store *s, struct arena *a, struct place *at,
		   const struct article_row *row, struct err *e)
{
	str text, found;

	if (store_pack(s, a, KIND_TEXT, row->text, &text, e) < 0 ||
	    store_pack(s, a, KIND_FOUND, row->brief, &found, e) < 0 ||
	    next_key(s, &at->key, e) < 0 ||
	    put_row(s, *at, row, text, found, e) < 0)
		return err_in(e, "article %.*s", STR_FMT(row->id));
	/* their words come last, together: between other statements the index
	 * would be written out once for each */
	if (!s->words_from)
		s->words_from = at->key;
	return learn_both(s, at->key, e);
}

int store_put_articles(struct store *s, const struct article_row *rows,
		       uint32_t n, struct err *e)
{
	struct arena *a = arena_new();
	struct place at = { 0 };
	int r = n ? source_number(s, rows[0].source, &at.source, e) : 0;

	for (uint32_t i = 0; r == 0 && i < n; i++) {
		kassert(str_eq(rows[i].source, rows[0].source));
		r = put_one(s, a, &at, &rows[i], e);
		arena_reset(a);
	}
	if (r == 0)
		r = put_all_days(s, at.key + 1 - n, rows, n, e);
	arena_free(&a);
	return r;
}

int store_put_words_of(struct store *s, const struct article_row *rows,
		       uint32_t n, struct err *e)
{
	for (uint32_t i = 0; i < n; i++) {
		int64_t key = s->words_from;

		kassert(key && key < s->next_key);
		if (s->engine->put_words(s, key, &rows[i], e) < 0)
			return -1;
		s->words_from = key + 1 < s->next_key ? key + 1 : 0;
	}
	return 0;
}
