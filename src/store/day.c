/* day.c - the days that articles name or were published on.
 *
 * What a digest asks for: counts by day, the articles of one day, and in how
 * many articles a word stands. Articles that were taken out do not count. */
#include "store/dictionary.h"
#include "store/engine_priv.h"

#define DAY_FIRST (-1000000) /* before all that day_of() can make */
#define DAY_LAST 4000000
/* They have an index, and an article's own mark stands behind all its bytes. */
#define REMOVED "(SELECT key FROM article WHERE removed = 1)"

static int each_day(struct store *s, const char *sql, const str bounds[2],
		    day from, day to, day_fn *fn, void *ctx, struct err *e)
{
	struct query *st = query_take(s, sql, e);
	int r = 0, step = 0;

	if (!st)
		return -1;
	if (bounds) {
		query_put(st, 1, bounds[0]);
		query_put(st, 2, bounds[1]);
	} else {
		query_put_day(st, 1, from == DAY_NONE ? DAY_FIRST : from);
		query_put_day(st, 2, to == DAY_NONE ? DAY_LAST : to);
	}
	while (r == 0 && (step = query_step(st, "counting days", e)) > 0) {
		day published = day_parse(query_text(st, 1));
		struct day_count x = {
			.when = bounds ? published : (day)query_int(st, 0),
			.published = published,
			.articles = (uint32_t)query_int(st, 2),
		};

		if (x.when != DAY_NONE)
			r = fn(ctx, &x, e);
	}
	if (step < 0)
		r = -1;
	query_give(&st);
	return r;
}

int store_each_told_day(struct store *s, day from, day to, day_fn *fn,
			void *ctx, struct err *e)
{
	return each_day(s,
			"SELECT t.day, substr(a.published, 1, 10), count(*) "
			"FROM (SELECT DISTINCT day, article FROM told_day "
			"WHERE day BETWEEN ?1 AND ?2) AS t "
			"JOIN article AS a ON a.key = t.article "
			"WHERE a.key NOT IN " REMOVED
			" GROUP BY 1, 2 ORDER BY 1, 2",
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
			 "FROM article WHERE key NOT IN " REMOVED " AND "
			 "substr(published, 1, 10) BETWEEN ?1 AND ?2 "
			 "GROUP BY 2 ORDER BY 2",
			 bounds, from, to, fn, ctx, e);

	arena_free(&a);
	return r;
}

/* Where the article of that key names the day. */
static int places_in(struct store *s, struct arena *a, int64_t key, day when,
		     struct article_row *row, struct err *e)
{
	struct query *st = query_take(s,
				      "SELECT at FROM told_day WHERE day = ?1 "
				      "AND article = ?2 ORDER BY at",
				      e);
	struct {
		VEC_OF(struct told_day);
	} list = { 0 };
	int r;

	if (!st)
		return -1;
	query_put_day(st, 1, when);
	query_put_int(st, 2, key);
	while ((r = query_step(st, "reading days", e)) > 0)
		*vec_add(a, &list) =
			(struct told_day){ when, (uint32_t)query_int(st, 0) };
	query_give(&st);
	row->days = list.v;
	row->n_days = list.n;
	return r;
}

int store_each_of_day(struct store *s, day when, uint32_t most, article_fn *fn,
		      void *ctx, struct err *e)
{
	struct query *st = query_take(
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
	int r = 0, step = 0;

	if (st) {
		query_put_day(st, 1, when);
		query_put(st, 2, day_text(a, when));
		query_put_int(st, 3, most);
	} else {
		r = -1;
	}
	while (r == 0 && (step = query_step(st, "reading the articles of a day",
					    e)) > 0) {
		struct arena_mark m = arena_mark(a);
		struct article_row row = {
			.id = query_text(st, 1),
			.lang = query_text(st, 2),
			.published = query_text(st, 3),
		};

		(void)store_unpack(s, a, query_bytes(st, 4), &row.text);
		r = places_in(s, a, query_int(st, 0), when, &row, e);
		if (r == 0)
			r = fn(ctx, &row, e);
		arena_rewind(a, m);
	}
	if (step < 0)
		r = -1;
	if (st)
		query_give(&st);
	arena_free(&a);
	return r;
}

int store_count_articles(struct store *s, uint32_t *n, struct err *e)
{
	struct query *st =
		query_take(s,
			   "SELECT (SELECT count(*) FROM article) - "
			   "(SELECT count(*) FROM article WHERE removed = 1)",
			   e);
	int64_t count = 0;
	int r = st ? query_number(&st, "counting the articles", 0, &count, e)
		   : -1;

	*n = (uint32_t)count;
	return r;
}
