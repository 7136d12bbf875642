/* sqlite_day.c - the days that articles name or were published on.
 *
 * What a digest asks for: counts by day, the articles of one day, and in how
 * many articles a word stands. Articles that were taken out do not count. */
#include "store/sqlite_priv.h"

#define DAY_FIRST (-1000000) /* before all that day_of() can make */
#define DAY_LAST 4000000

static int each_day(struct store *s, const char *sql, const str bounds[2],
		    day from, day to, day_fn *fn, void *ctx, struct err *e)
{
	sqlite3_stmt *st = sqlite_take(s, sql, e);
	int r = 0, step = SQLITE_DONE;

	if (!st)
		return -1;
	if (bounds) {
		sqlite_bind(st, 1, bounds[0]);
		sqlite_bind(st, 2, bounds[1]);
	} else {
		sqlite_bind_day(st, 1, from == DAY_NONE ? DAY_FIRST : from);
		sqlite_bind_day(st, 2, to == DAY_NONE ? DAY_LAST : to);
	}
	while (r == 0 && (step = sqlite3_step(st)) == SQLITE_ROW) {
		day published = day_parse(sqlite_text(st, 1));
		struct day_count x = {
			.when = bounds ? published
				       : (day)sqlite3_column_int64(st, 0),
			.published = published,
			.articles = (uint32_t)sqlite3_column_int64(st, 2),
		};

		if (x.when != DAY_NONE)
			r = fn(ctx, &x, e);
	}
	if (r == 0 && step != SQLITE_DONE)
		r = sqlite_fail(s, "counting days", e);
	sqlite_give(s, &st);
	return r;
}

int store_each_told_day(struct store *s, day from, day to, day_fn *fn,
			void *ctx, struct err *e)
{
	return each_day(s,
			"SELECT t.day, substr(a.published, 1, 10), "
			"count(DISTINCT t.article) FROM told_day AS t "
			"JOIN article AS a ON a.key = t.article "
			"WHERE t.day BETWEEN ?1 AND ?2 AND a.removed = 0 "
			"GROUP BY 1, 2 ORDER BY 1, 2",
			NULL, from, to, fn, ctx, e);
}

int store_each_published_day(struct store *s, day from, day to, day_fn *fn,
			     void *ctx, struct err *e)
{
	struct arena *a = arena_new();
	const str bounds[2] = {
		from == DAY_NONE ? STR("0") : day_text(a, from),
		to == DAY_NONE ? STR("9999-12-31") : day_text(a, to),
	};
	int r = each_day(s,
			 "SELECT 0, substr(published, 1, 10), count(*) "
			 "FROM article WHERE removed = 0 AND "
			 "substr(published, 1, 10) BETWEEN ?1 AND ?2 "
			 "GROUP BY 2 ORDER BY 2",
			 bounds, from, to, fn, ctx, e);

	arena_free(&a);
	return r;
}

/* Where the article of that key names the day. */
static int places_in(struct store *s, struct arena *a, sqlite3_int64 key,
		     day when, struct article_row *row, struct err *e)
{
	sqlite3_stmt *st = sqlite_take(s,
				       "SELECT at FROM told_day WHERE day = ?1 "
				       "AND article = ?2 ORDER BY at",
				       e);
	struct {
		VEC_OF(struct told_day);
	} list = { 0 };
	int r;

	if (!st)
		return -1;
	sqlite_bind_day(st, 1, when);
	sqlite3_bind_int64(st, 2, key);
	while ((r = sqlite3_step(st)) == SQLITE_ROW)
		*vec_add(a, &list) = (struct told_day){
			when, (uint32_t)sqlite3_column_int64(st, 0)
		};
	r = r == SQLITE_DONE ? 0 : sqlite_fail(s, "reading days", e);
	sqlite_give(s, &st);
	row->days = list.v;
	row->n_days = list.n;
	return r;
}

int store_each_of_day(struct store *s, day when, uint32_t most, article_fn *fn,
		      void *ctx, struct err *e)
{
	sqlite3_stmt *st = sqlite_take(
		s,
		"SELECT a.key, a.id, a.lang, a.published, a.text FROM ("
		"SELECT DISTINCT article AS key, 0 AS later FROM told_day "
		"WHERE day = ?1 UNION ALL SELECT key, 1 FROM article "
		"WHERE substr(published, 1, 10) = ?2 AND NOT EXISTS (SELECT 1 "
		"FROM told_day WHERE day = ?1 AND article = article.key)"
		") AS d JOIN article AS a ON a.key = d.key "
		"WHERE a.removed = 0 ORDER BY d.later, a.id LIMIT ?3",
		e);
	struct arena *a = arena_new();
	int r = 0, step = SQLITE_DONE;

	if (st) {
		sqlite_bind_day(st, 1, when);
		sqlite_bind(st, 2, day_text(a, when));
		sqlite3_bind_int64(st, 3, most);
	} else {
		r = -1;
	}
	while (r == 0 && (step = sqlite3_step(st)) == SQLITE_ROW) {
		struct arena_mark m = arena_mark(a);
		struct article_row row = {
			.id = sqlite_text(st, 1),
			.lang = sqlite_text(st, 2),
			.published = sqlite_text(st, 3),
			.text = sqlite_text(st, 4),
		};

		r = places_in(s, a, sqlite3_column_int64(st, 0), when, &row, e);
		if (r == 0)
			r = fn(ctx, &row, e);
		arena_rewind(a, m);
	}
	if (r == 0 && step != SQLITE_DONE)
		r = sqlite_fail(s, "reading the articles of a day", e);
	if (st)
		sqlite_give(s, &st);
	arena_free(&a);
	return r;
}

/* A view of the full-text index that a connection makes for itself; nothing of
 * the store is changed by it. */
static int open_vocabulary(struct store *s, struct err *e)
{
	int r;

	if (s->has_vocabulary)
		return 0;
	if (!s->writable && sqlite_run(s, "PRAGMA query_only = OFF", e) < 0)
		return -1;
	r = sqlite_run(s,
		       "CREATE VIRTUAL TABLE temp.vocabulary USING "
		       "fts5vocab('main', 'article_words', 'row')",
		       e);
	if (!s->writable)
		sqlite3_exec(s->db, "PRAGMA query_only = ON", NULL, NULL, NULL);
	s->has_vocabulary = r == 0;
	return r;
}

int store_word_articles(struct store *s, str word, uint32_t *n, struct err *e)
{
	sqlite3_stmt *st;
	int r;

	if (open_vocabulary(s, e) < 0)
		return -1;
	st = sqlite_take(s, "SELECT doc FROM temp.vocabulary WHERE term = ?1",
			 e);
	if (!st)
		return -1;
	*n = 0;
	sqlite_bind(st, 1, word);
	r = sqlite3_step(st);
	if (r == SQLITE_ROW)
		*n = (uint32_t)sqlite3_column_int64(st, 0);
	else if (r != SQLITE_DONE)
		sqlite_fail(s, "counting a word", e);
	sqlite_give(s, &st);
	return r == SQLITE_ROW || r == SQLITE_DONE ? 0 : -1;
}

int store_count_articles(struct store *s, uint32_t *n, struct err *e)
{
	sqlite3_stmt *st = sqlite_take(
		s, "SELECT count(*) FROM article WHERE removed = 0", e);
	int r;

	if (!st)
		return -1;
	r = sqlite3_step(st);
	*n = (uint32_t)sqlite3_column_int64(st, 0);
	if (r != SQLITE_ROW)
		sqlite_fail(s, "counting the articles", e);
	sqlite_give(s, &st);
	return r == SQLITE_ROW ? 0 : -1;
}
