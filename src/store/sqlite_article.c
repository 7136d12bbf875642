/* sqlite_article.c - articles with what was found in them; small values. */
#include "store/sqlite_priv.h"

#include "store/packed.h"

#define MENTIONS_LEVEL 1 /* fast: made again at every rebuild */

#define ARTICLE_COLUMNS                                                        \
	"id, source, number, title, publisher, url, lang, published, "         \
	"published_basis, packs, text"

/* Its words into the full-text index, under the row just put. */
static int put_words(struct store *s, sqlite3_int64 key,
		     const struct article_row *row, struct err *e)
{
	sqlite3_stmt *st =
		sqlite_take(s,
			    "INSERT INTO article_words (rowid, title, text) "
			    "VALUES (?1, ?2, ?3)",
			    e);
	int r;

	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, key);
	sqlite_bind(st, 2, row->title);
	sqlite_bind(st, 3, row->text);
	r = sqlite_do(s, st, "keeping an article's words", e);
	sqlite_give(s, &st);
	return r;
}

/* The days it names, under the row just put. */
static int put_days(struct store *s, sqlite3_int64 key,
		    const struct article_row *row, struct err *e)
{
	sqlite3_stmt *st =
		sqlite_take(s,
			    "INSERT OR IGNORE INTO told_day (day, article, at) "
			    "VALUES (?1, ?2, ?3)",
			    e);
	int r = 0;

	if (!st)
		return -1;
	for (uint32_t i = 0; r == 0 && i < row->n_days; i++) {
		sqlite_bind_day(st, 1, row->days[i].when);
		sqlite3_bind_int64(st, 2, key);
		sqlite3_bind_int64(st, 3, row->days[i].at);
		r = sqlite_do(s, st, "keeping an article's days", e);
	}
	sqlite_give(s, &st);
	return r;
}

int store_put_article(struct store *s, const struct article_row *row,
		      struct err *e)
{
	sqlite3_stmt *st = sqlite_take(
		s,
		"INSERT INTO article (" ARTICLE_COLUMNS
		", mentions, mentions_size) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
		"?7, ?8, ?9, ?10, ?11, ?12, ?13)",
		e);
	const str texts[] = {
		row->title, row->publisher, row->url,
		row->lang,  row->published, row->published_basis
	};
	sqlite3_int64 key;
	struct arena *a;
	str packed;
	int r;

	if (!st)
		return -1;
	a = arena_new();
	packed = packed_deflate(a, row->mentions, MENTIONS_LEVEL);
	sqlite_bind(st, 1, row->id);
	sqlite_bind(st, 2, row->source);
	sqlite3_bind_int64(st, 3, row->number);
	for (int i = 0; i < (int)COUNT(texts); i++)
		sqlite_bind(st, 4 + i, texts[i]);
	sqlite_bind(st, 10, row->packs.p ? row->packs : STR(""));
	sqlite_bind(st, 11, row->text.p ? row->text : STR(""));
	sqlite3_bind_blob64(st, 12, packed.p, packed.n, SQLITE_STATIC);
	sqlite3_bind_int64(st, 13, (sqlite3_int64)row->mentions.n);
	r = sqlite_do(s, st, "keeping an article", e);
	if (r < 0)
		err_in(e, "article %.*s", STR_FMT(row->id));
	sqlite_give(s, &st);
	arena_free(&a);
	if (r < 0)
		return r;
	key = sqlite3_last_insert_rowid(s->db);
	return put_words(s, key, row, e) < 0 ? -1 : put_days(s, key, row, e);
}

/* Strings are lent by the statement, mentions live in a. */
static int row_of(struct store *s, sqlite3_stmt *st, struct arena *a,
		  bool with_mentions, struct article_row *row, struct err *e)
{
	sqlite3_int64 size;

	*row = (struct article_row){
		.id = sqlite_text(st, 0),
		.source = sqlite_text(st, 1),
		.number = (uint32_t)sqlite3_column_int64(st, 2),
		.title = sqlite_text(st, 3),
		.publisher = sqlite_text(st, 4),
		.url = sqlite_text(st, 5),
		.lang = sqlite_text(st, 6),
		.published = sqlite_text(st, 7),
		.published_basis = sqlite_text(st, 8),
		.packs = sqlite_text(st, 9),
		.text = sqlite_text(st, 10),
	};
	if (!with_mentions)
		return 0;
	size = sqlite3_column_int64(st, 12);
	if (size < 0 || (size_t)size > LIMIT_OUTPUT ||
	    !packed_inflate(a, sqlite_blob(st, 11), (size_t)size,
			    &row->mentions))
		return err_set(e, ERR_STORE,
			       "%s: article %.*s: what was found in it is "
			       "damaged; keii rebuild makes it again",
			       s->path, STR_FMT(row->id));
	return 0;
}

static void keep_row(struct arena *a, struct article_row *row)
{
	str *all[] = { &row->id,	&row->source,
		       &row->title,	&row->publisher,
		       &row->url,	&row->lang,
		       &row->published, &row->published_basis,
		       &row->packs,	&row->text };

	for (size_t i = 0; i < COUNT(all); i++)
		if (all[i]->p)
			*all[i] = arena_str(a, *all[i]);
}

int store_article(struct store *s, struct arena *a, str id,
		  struct article_row *out, bool *found, struct err *e)
{
	sqlite3_stmt *st = sqlite_take(
		s,
		"SELECT " ARTICLE_COLUMNS
		", mentions, mentions_size FROM article WHERE id = ?1 "
		"AND removed = 0",
		e);
	int r;

	*found = false;
	if (!st)
		return -1;
	sqlite_bind(st, 1, id);
	r = sqlite3_step(st);
	if (r == SQLITE_ROW) {
		*found = true;
		r = row_of(s, st, a, true, out, e);
		keep_row(a, out);
	} else if (r == SQLITE_DONE) {
		r = 0;
	} else {
		r = sqlite_fail(s, "reading an article", e);
	}
	sqlite_give(s, &st);
	return r;
}

int store_article_text(struct store *s, struct arena *a, str id, str *out,
		       bool *found, struct err *e)
{
	sqlite3_stmt *st = sqlite_take(s,
				       "SELECT text FROM article WHERE id = ?1 "
				       "AND removed = 0",
				       e);
	int r;

	if (!st)
		return -1;
	sqlite_bind(st, 1, id);
	r = sqlite3_step(st);
	*found = r == SQLITE_ROW;
	if (*found)
		*out = arena_str(a, sqlite_text(st, 0));
	else if (r != SQLITE_DONE)
		sqlite_fail(s, "reading an article", e);
	sqlite_give(s, &st);
	return r == SQLITE_ROW || r == SQLITE_DONE ? 0 : -1;
}

int store_has_article(struct store *s, str id, bool *found, struct err *e)
{
	sqlite3_stmt *st =
		sqlite_take(s, "SELECT 1 FROM article WHERE id = ?1", e);
	int r;

	if (!st)
		return -1;
	sqlite_bind(st, 1, id);
	r = sqlite3_step(st);
	*found = r == SQLITE_ROW;
	if (r != SQLITE_ROW && r != SQLITE_DONE)
		sqlite_fail(s, "looking for an article", e);
	sqlite_give(s, &st);
	return r == SQLITE_ROW || r == SQLITE_DONE ? 0 : -1;
}

static int each(struct store *s, const char *sql, bool with_mentions,
		article_fn *fn, void *ctx, struct err *e)
{
	sqlite3_stmt *st = sqlite_take(s, sql, e);
	struct arena *a;
	int r = 0, step = SQLITE_DONE;

	if (!st)
		return -1;
	a = arena_new();
	while (r == 0 && (step = sqlite3_step(st)) == SQLITE_ROW) {
		struct article_row row;

		r = row_of(s, st, a, with_mentions, &row, e);
		if (r == 0)
			r = fn(ctx, &row, e);
		arena_reset(a);
	}
	if (r == 0 && step != SQLITE_DONE)
		r = sqlite_fail(s, "reading the articles", e);
	sqlite_give(s, &st);
	arena_free(&a);
	return r;
}

int store_each_article(struct store *s, bool with_mentions, article_fn *fn,
		       void *ctx, struct err *e)
{
	return each(s,
		    with_mentions ? "SELECT " ARTICLE_COLUMNS
				    ", mentions, mentions_size FROM article "
				    "WHERE removed = 0 ORDER BY id"
				  : "SELECT " ARTICLE_COLUMNS
				    " FROM article WHERE removed = 0 "
				    "ORDER BY id",
		    with_mentions, fn, ctx, e);
}

int store_each_article_ever(struct store *s, article_fn *fn, void *ctx,
			    struct err *e)
{
	return each(s,
		    "SELECT " ARTICLE_COLUMNS
		    ", mentions, mentions_size FROM article ORDER BY id",
		    true, fn, ctx, e);
}

static int set_removed(struct store *s, const char *sql, const str *values,
		       uint32_t n, struct err *e)
{
	sqlite3_stmt *st = sqlite_take(s, sql, e);
	int r = 0;

	if (!st)
		return -1;
	for (uint32_t i = 0; r == 0 && i < n; i++) {
		sqlite_bind(st, 1, values[i]);
		r = sqlite_do(s, st, "taking articles out", e);
	}
	sqlite_give(s, &st);
	return r;
}

int store_set_removed(struct store *s, const struct removals *x, struct err *e)
{
	if (sqlite_run(s, "UPDATE article SET removed = 0 WHERE removed = 1",
		       e) < 0 ||
	    set_removed(s, "UPDATE article SET removed = 1 WHERE source = ?1",
			x->sources.v, x->sources.n, e) < 0)
		return -1;
	return set_removed(s, "UPDATE article SET removed = 1 WHERE id = ?1",
			   x->articles.v, x->articles.n, e);
}

int store_clear_derived(struct store *s, struct err *e)
{
	return sqlite_run(s,
			  "DELETE FROM item_actor; DELETE FROM item_issue;"
			  "DELETE FROM item_article; DELETE FROM item;"
			  "INSERT INTO article_words (article_words) "
			  "VALUES ('delete-all');"
			  "DELETE FROM told_day; DELETE FROM article;"
			  "DELETE FROM meta WHERE key <> 'derived';",
			  e);
}

int store_set_meta(struct store *s, str key, str value, struct err *e)
{
	sqlite3_stmt *st =
		sqlite_take(s,
			    "INSERT INTO meta (key, value) VALUES (?1, ?2) "
			    "ON CONFLICT (key) DO UPDATE SET value = ?2",
			    e);
	int r;

	if (!st)
		return -1;
	sqlite_bind(st, 1, key);
	sqlite_bind(st, 2, value);
	r = sqlite_do(s, st, "keeping a value", e);
	sqlite_give(s, &st);
	return r;
}

int store_meta(struct store *s, struct arena *a, str key, str *out,
	       struct err *e)
{
	sqlite3_stmt *st =
		sqlite_take(s, "SELECT value FROM meta WHERE key = ?1", e);
	int r;

	*out = STR_NONE;
	if (!st)
		return -1;
	sqlite_bind(st, 1, key);
	r = sqlite3_step(st);
	if (r == SQLITE_ROW)
		*out = arena_str(a, sqlite_text(st, 0));
	else if (r != SQLITE_DONE)
		sqlite_fail(s, "reading a value", e);
	sqlite_give(s, &st);
	return r == SQLITE_ROW || r == SQLITE_DONE ? 0 : -1;
}
