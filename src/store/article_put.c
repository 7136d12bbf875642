/* article_put.c - an article with what was found in it, put into the store.
 *
 * Text and what was found are packed; a dictionary for the next ones is learned
 * when there are enough (dictionary.h). */
#include "store/dictionary.h"
#include "store/engine_priv.h"

/* The days it names, under the row just put. */
static int put_days(struct store *s, int64_t key, const struct article_row *row,
		    struct err *e)
{
	struct query *st =
		query_take(s,
			   "INSERT INTO told_day (day, article, at) "
			   "VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
			   e);
	int r = 0;

	if (!st)
		return -1;
	for (uint32_t i = 0; r == 0 && i < row->n_days; i++) {
		query_put_day(st, 1, row->days[i].when);
		query_put_int(st, 2, key);
		query_put_int(st, 3, row->days[i].at);
		r = query_do(st, "keeping an article's days", e);
	}
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

static int put_row(struct store *s, const struct article_row *row, str text,
		   str found, int64_t key, struct err *e)
{
	struct query *st = query_take(
		s,
		"INSERT INTO article (id, source, number, title, publisher, "
		"url, lang, published, published_basis, packs, text, mentions, "
		"key) VALUES (?1, (SELECT number FROM source WHERE sha256 = "
		"?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
		e);
	const str texts[] = {
		row->title, row->publisher, row->url,
		row->lang,  row->published, row->published_basis
	};
	int r;

	if (!st)
		return -1;
	query_put(st, 1, row->id);
	query_put(st, 2, row->source);
	query_put_int(st, 3, row->number);
	for (int i = 0; i < (int)COUNT(texts); i++)
		query_put(st, 4 + i, texts[i]);
	query_put(st, 10, row->packs.p ? row->packs : STR(""));
	query_put_bytes(st, 11, text);
	query_put_bytes(st, 12, found);
	query_put_int(st, 13, key);
	r = query_do(st, "keeping an article", e);
	query_give(&st);
	return r;
}

int store_put_article(struct store *s, const struct article_row *row,
		      struct err *e)
{
	struct arena *a = arena_new();
	int64_t key = 0;
	str text, found;
	int r = store_pack(s, a, KIND_TEXT, row->text, &text, e);

	if (r == 0)
		r = store_pack(s, a, KIND_FOUND, row->brief, &found, e);
	if (r == 0)
		r = next_key(s, &key, e);
	if (r == 0)
		r = put_row(s, row, text, found, key, e);
	arena_free(&a);
	if (r < 0)
		return err_in(e, "article %.*s", STR_FMT(row->id));
	/* their words come last, together: between other statements the index
	 * would be written out once for each */
	if (!s->words_from)
		s->words_from = key;
	if (put_days(s, key, row, e) < 0)
		return -1;
	return learn_both(s, key, e);
}
