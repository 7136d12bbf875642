/* pg_check.c - do the tables fit together. Pages and indexes are the server's
 * to check; what points where is held by keys, or found by orphans.c. */
#include <stdio.h>

#include "store/pg_priv.h"
#include "store/postings.h"

static void tell(report_fn *report, void *ctx, int64_t n, const char *what,
		 uint32_t *faults)
{
	char text[200];

	if (!n)
		return;
	snprintf(text, sizeof(text), "%lld %s; keii rebuild makes them again",
		 (long long)n, what);
	report(ctx, text);
	++*faults;
}

/* What the rows of the full text say, against one another. */
struct counts {
	int64_t damaged; /* rows */
	int64_t places, articles, total;
};

static void count_row(str word, str bytes, struct counts *c)
{
	struct posting_reader in = { .bytes = bytes };
	struct posting x;
	uint32_t total;

	if (word.n)
		while (posting_next(&in, &x))
			c->places +=
				(int64_t)x.n[POSTING_TEXT] + x.n[POSTING_TITLE];
	else
		while (posting_next_total(&in, &x.article, &total)) {
			c->articles++;
			c->total += total;
		}
	c->damaged += in.damaged;
}

static int count_rows(struct store *s, struct counts *c, struct err *e)
{
	struct query *st =
		query_take_many(s, "SELECT word, bytes FROM posting", e);
	int r;

	if (!st)
		return -1;
	while ((r = query_step(st, "checking the words", e)) > 0)
		count_row(query_text(st, 0), query_bytes(st, 1), c);
	query_give(&st);
	return r;
}

static int check_words(struct store *s, report_fn *report, void *ctx,
		       uint32_t *faults, struct err *e)
{
	struct pg_store *pg = pg_of(s);
	struct counts c = { 0 };
	int64_t articles, summed, words;

	if (count_rows(s, &c, e) < 0 ||
	    pg_number(pg, "SELECT count(*) FROM article", &articles, e) < 0 ||
	    pg_number(pg, "SELECT coalesce(sum(articles), 0) FROM article_sum",
		      &summed, e) < 0 ||
	    pg_number(pg, "SELECT coalesce(sum(words), 0) FROM article_sum",
		      &words, e) < 0)
		return -1;
	tell(report, ctx, c.damaged, "rows of the full text are damaged",
	     faults);
	tell(report, ctx, articles > c.articles ? articles - c.articles : 0,
	     "articles are missing in the full text", faults);
	tell(report, ctx,
	     !c.damaged && (c.places != c.total || c.total != words ||
			    c.articles != summed),
	     "sum of the full text is wrong", faults);
	return 0;
}

int pg_check(struct store *s, report_fn *report, void *ctx, uint32_t *faults,
	     struct err *e)
{
	*faults = 0;
	return check_words(s, report, ctx, faults, e);
}
