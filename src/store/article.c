/* article.c - articles with what was found in them; small values.
 * article_put.c puts them. */
#include "store/dictionary.h"
#include "store/engine_priv.h"

#include "base/limits.h"
#include "extract/job.h"
#include "store/brief.h"

#define ARTICLE_COLUMNS                                                        \
	"id, (SELECT sha256 FROM source WHERE source.number = "                \
	"article.source), "                                                    \
	"number, title, publisher, url, lang, published, "                     \
	"published_basis, packs, text"

int article_words(struct store *from, struct store *to, int64_t first,
		  struct err *e)
{
	struct query *in = query_take_many(from,
					   "SELECT key, title, text FROM "
					   "article WHERE key >= ?1 "
					   "ORDER BY key",
					   e);
	struct arena *a;
	int r;

	if (!in)
		return -1;
	a = arena_new();
	query_put_int(in, 1, first);
	while ((r = query_step(in, "reading the articles", e)) > 0) {
		struct article_row row = { .title = query_text(in, 1) };

		/* a damaged one has no words */
		(void)store_unpack(from, a, query_bytes(in, 2), &row.text);
		r = to->engine->put_words(to, query_int(in, 0), &row, e);
		if (r < 0)
			break;
		arena_reset(a);
	}
	query_give(&in);
	arena_free(&a);
	return r;
}

/* WITH_LINE: the text only of one without a title. */
enum with { WITH_LINE, WITH_TEXT, WITH_BRIEF, WITH_MENTIONS };

/* The line that annotate gave. */
static int line_of(struct arena *a, struct article_row *row, struct err *e)
{
	struct interned shared;
	struct merge_article x;
	struct buf line;

	interned_init(&shared, a);
	if (brief_read(a, a, &shared, row->brief, row->text, &x, e) < 0)
		return -1;
	buf_init(&line, LIMIT_OUTPUT);
	mentions_json(x.doc, x.m, &line);
	row->mentions = arena_str(a, buf_str(&line));
	buf_release(&line);
	return 0;
}

/* Strings are lent by the statement, mentions live in a. */
static int row_of(struct store *s, struct query *st, struct arena *a,
		  enum with with, struct article_row *row, struct err *e)
{
	struct err damaged = ERR_INIT;

	*row = (struct article_row){
		.id = query_text(st, 0),
		.source = query_text(st, 1),
		.number = (uint32_t)query_int(st, 2),
		.title = query_text(st, 3),
		.publisher = query_text(st, 4),
		.url = query_text(st, 5),
		.lang = query_text(st, 6),
		.published = query_text(st, 7),
		.published_basis = query_text(st, 8),
		.packs = query_text(st, 9),
	};
	if (with == WITH_LINE && row->title.n)
		return 0;
	if (!store_unpack(s, a, query_bytes(st, 10), &row->text) &&
	    with != WITH_LINE)
		return err_set(e, ERR_STORE,
			       "%s: article %.*s: its text is damaged; keii "
			       "rebuild makes it again",
			       s->name, STR_FMT(row->id));
	if (with <= WITH_TEXT)
		return 0;
	if (!store_unpack(s, a, query_bytes(st, 11), &row->brief) ||
	    (with == WITH_MENTIONS && line_of(a, row, &damaged) < 0))
		return err_set(e, ERR_STORE,
			       "%s: article %.*s: what was found in it is "
			       "damaged; keii rebuild makes it again",
			       s->name, STR_FMT(row->id));
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
	struct query *st = query_take(s,
				      "SELECT " ARTICLE_COLUMNS
				      ", mentions FROM article WHERE id = ?1 "
				      "AND removed = 0",
				      e);
	int r;

	*found = false;
	if (!st)
		return -1;
	query_put(st, 1, id);
	r = query_step(st, "reading an article", e);
	if (r > 0) {
		*found = true;
		r = row_of(s, st, a, WITH_MENTIONS, out, e);
		keep_row(a, out);
	}
	query_give(&st);
	return r;
}

int store_article_text(struct store *s, struct arena *a, str id, str *out,
		       bool *found, struct err *e)
{
	struct query *st = query_take(s,
				      "SELECT text FROM article WHERE id = ?1 "
				      "AND removed = 0",
				      e);
	int r;

	if (!st)
		return -1;
	query_put(st, 1, id);
	r = query_step(st, "reading an article", e);
	*found = r > 0;
	if (*found && !store_unpack(s, a, query_bytes(st, 0), out))
		r = err_set(e, ERR_STORE,
			    "%s: article %.*s: its text is damaged; keii "
			    "rebuild makes it again",
			    s->name, STR_FMT(id));
	query_give(&st);
	return r < 0 ? -1 : 0;
}

/* One after the other, by one statement. */
static int look_for(struct store *s, const str *ids, uint32_t n, bool *found,
		    struct err *e)
{
	struct query *st =
		query_take(s, "SELECT 1 FROM article WHERE id = ?1", e);
	int r = 0;

	if (!st)
		return -1;
	for (uint32_t i = 0; r >= 0 && i < n; i++) {
		query_put(st, 1, ids[i]);
		r = query_step(st, "looking for an article", e);
		found[i] = r > 0;
		query_rewind(st);
	}
	query_give(&st);
	return r < 0 ? -1 : 0;
}

int store_has_article(struct store *s, str id, bool *found, struct err *e)
{
	return look_for(s, &id, 1, found, e);
}

int store_has_articles(struct store *s, const str *ids, uint32_t n, bool *found,
		       struct err *e)
{
	int r;

	if (s->engine->has_articles)
		return s->engine->has_articles(s, ids, n, found, e);
	/* each statement by itself would lock and unlock the file */
	if (n < 2 || s->in_transaction)
		return look_for(s, ids, n, found, e);
	if (s->engine->freeze(s, e) < 0)
		return -1;
	r = look_for(s, ids, n, found, e);
	s->engine->thaw(s);
	return r;
}

static int each(struct store *s, const char *sql, enum with with,
		article_fn *fn, void *ctx, struct err *e)
{
	struct query *st = query_take_many(s, sql, e);
	struct arena *a;
	int r = 0, step = 0;

	if (!st)
		return -1;
	a = arena_new();
	while (r == 0 &&
	       (step = query_step(st, "reading the articles", e)) > 0) {
		struct article_row row;

		r = row_of(s, st, a, with, &row, e);
		if (r == 0)
			r = fn(ctx, &row, e);
		arena_reset(a);
	}
	if (step < 0)
		r = -1;
	query_give(&st);
	arena_free(&a);
	return r;
}

int store_each_article(struct store *s, bool text, article_fn *fn, void *ctx,
		       struct err *e)
{
	return each(s,
		    "SELECT " ARTICLE_COLUMNS
		    " FROM article WHERE removed = 0 ORDER BY id",
		    text ? WITH_TEXT : WITH_LINE, fn, ctx, e);
}

int store_each_brief(struct store *s, bool ever, article_fn *fn, void *ctx,
		     struct err *e)
{
	return each(s,
		    ever ? "SELECT " ARTICLE_COLUMNS
			   ", mentions FROM article ORDER BY id"
			 : "SELECT " ARTICLE_COLUMNS ", mentions FROM article "
			   "WHERE removed = 0 ORDER BY id",
		    WITH_BRIEF, fn, ctx, e);
}

static int set_removed(struct store *s, const char *sql, const str *values,
		       uint32_t n, struct err *e)
{
	struct query *st = query_take(s, sql, e);
	int r = 0;

	if (!st)
		return -1;
	for (uint32_t i = 0; r == 0 && i < n; i++) {
		query_put(st, 1, values[i]);
		r = query_do(st, "taking articles out", e);
	}
	query_give(&st);
	return r;
}

int store_set_removed(struct store *s, const struct removals *x, struct err *e)
{
	if (store_run(s, "UPDATE article SET removed = 0 WHERE removed = 1",
		      e) < 0 ||
	    set_removed(s,
			"UPDATE article SET removed = 1 WHERE source = "
			"(SELECT number FROM source WHERE sha256 = ?1)",
			x->sources.v, x->sources.n, e) < 0)
		return -1;
	return set_removed(s, "UPDATE article SET removed = 1 WHERE id = ?1",
			   x->articles.v, x->articles.n, e);
}

int store_clear_derived(struct store *s, struct err *e)
{
	if (store_clear_articles(s, e) < 0)
		return -1;
	return store_run(s,
			 "DELETE FROM item_actor; DELETE FROM item_issue;"
			 "DELETE FROM item_article; DELETE FROM item;"
			 "DELETE FROM chronology;"
			 "DELETE FROM term;",
			 e);
}

int store_clear_articles(struct store *s, struct err *e)
{
	s->next_key = 0;
	if (s->engine->clear_words(s, e) < 0)
		return -1;
	return store_run(s,
			 "DELETE FROM item_article; DELETE FROM told_day;"
			 "DELETE FROM article;"
			 "DELETE FROM meta WHERE key <> 'derived';",
			 e);
}

int store_set_meta(struct store *s, str key, str value, struct err *e)
{
	struct query *st =
		query_take(s,
			   "INSERT INTO meta (key, value) VALUES (?1, ?2) "
			   "ON CONFLICT (key) DO UPDATE SET value = ?2",
			   e);
	int r;

	if (!st)
		return -1;
	query_put(st, 1, key);
	query_put(st, 2, value);
	r = query_do(st, "keeping a value", e);
	query_give(&st);
	return r;
}

int store_meta(struct store *s, struct arena *a, str key, str *out,
	       struct err *e)
{
	struct query *st =
		query_take(s, "SELECT value FROM meta WHERE key = ?1", e);
	int r;

	*out = STR_NONE;
	if (!st)
		return -1;
	query_put(st, 1, key);
	r = query_step(st, "reading a value", e);
	if (r > 0)
		*out = arena_str(a, query_text(st, 0));
	query_give(&st);
	return r < 0 ? -1 : 0;
}
