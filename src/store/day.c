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

/* Days on which articles were published, as they are written, in order; the
 * first is of those that don't say. */
struct published {
	struct arena *arena;
	int64_t first; /* article */
	struct {
		VEC_OF(uint32_t);
	} of; /* an article, from that one on: its place in texts, and one */
	struct {
		VEC_OF(str);
	} texts;
};

static bool same(str x, str y)
{
	return !x.p == !y.p && str_eq(x, y);
}

/* In that order, so that a day comes together. */
static int read_published(struct store *s, struct published *p, struct err *e)
{
	struct query *st = query_take_many(
		s,
		"SELECT key, substr(published, 1, 10) FROM article "
		"WHERE key NOT IN " REMOVED " ORDER BY 2",
		e);
	struct query *bounds =
		query_take(s, "SELECT min(key), max(key) FROM article", e);
	int r = st && bounds ? query_step(bounds, "counting days", e) : -1;

	if (r > 0) {
		p->first = query_int(bounds, 0);
		p->of.n = (uint32_t)(query_int(bounds, 1) - p->first + 1);
		p->of.v = arena_many(p->arena, uint32_t, p->of.n);
	}
	query_give(&bounds);
	while (r >= 0 && (r = query_step(st, "counting days", e)) > 0) {
		str text = query_text(st, 1);

		if (!p->texts.n || !same(p->texts.v[p->texts.n - 1], text))
			*vec_add(p->arena, &p->texts) =
				text.p ? arena_str(p->arena, text) : text;
		p->of.v[query_int(st, 0) - p->first] = p->texts.n;
	}
	query_give(&st);
	return r;
}

/* Counts of one day: by the place of publication. */
struct day_counts {
	uint32_t *articles, least, most;
};

static int give_counts(const struct published *p, day when,
		       struct day_counts *c, day_fn *fn, void *ctx,
		       struct err *e)
{
	int r = 0;

	for (uint32_t i = c->least; i <= c->most && i < p->texts.n; i++) {
		struct day_count x = { when, day_parse(p->texts.v[i]),
				       c->articles[i] };

		if (r == 0 && x.articles)
			r = fn(ctx, &x, e);
		c->articles[i] = 0;
	}
	c->least = UINT32_MAX;
	c->most = 0;
	return r;
}

static void count_article(const struct published *p, int64_t key,
			  struct day_counts *c)
{
	int64_t at = key - p->first;
	uint32_t i = at >= 0 && at < p->of.n ? p->of.v[at] : 0;

	if (!i--)
		return; /* it was taken out */
	c->articles[i]++;
	if (i < c->least)
		c->least = i;
	if (i > c->most)
		c->most = i;
}

/* What the question below asks, from two tables each in its own order: to look
 * each article up for each day it names takes four times as long. */
static int each_told_here(struct store *s, day from, day to, day_fn *fn,
			  void *ctx, struct err *e)
{
	struct published p = { .arena = arena_new() };
	struct query *st =
		query_take(s,
			   "SELECT DISTINCT day, article FROM told_day "
			   "WHERE day BETWEEN ?1 AND ?2 ORDER BY day, article",
			   e);
	struct day_counts c = { .least = UINT32_MAX };
	int r = st ? read_published(s, &p, e) : -1, step = 0;
	day last = DAY_NONE;

	if (r == 0) {
		c.articles = arena_many(p.arena, uint32_t, p.texts.n + 1);
		query_put_day(st, 1, from == DAY_NONE ? DAY_FIRST : from);
		query_put_day(st, 2, to == DAY_NONE ? DAY_LAST : to);
	}
	while (r == 0 && (step = query_step(st, "counting days", e)) > 0) {
		day when = (day)query_int(st, 0);

		if (when != last)
			r = give_counts(&p, last, &c, fn, ctx, e);
		last = when;
		count_article(&p, query_int(st, 1), &c);
	}
	if (r == 0 && step == 0)
		r = give_counts(&p, last, &c, fn, ctx, e);
	query_give(&st);
	arena_free(&p.arena);
	return step < 0 ? -1 : r;
}

int store_each_told_day(struct store *s, day from, day to, day_fn *fn,
			void *ctx, struct err *e)
{
	if (!s->engine->is_server)
		return each_told_here(s, from, to, fn, ctx, e);
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
