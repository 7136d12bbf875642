/* pg_check.c - do the tables fit together. Pages and indexes are the server's
 * to check; what points where is held by keys, or found by orphans.c. */
#include <stdio.h>

#include "store/pg_priv.h"

struct pg_rule {
	const char *sql, *what;
};

/* Each counts rows that should not be. */
static const struct pg_rule rules[] = {
	{ "SELECT count(*) FROM article AS a LEFT JOIN article_words AS w "
	  "ON w.article = a.key WHERE w.article IS NULL",
	  "articles are missing in the full text" },
	{ "SELECT count(*) FROM (SELECT count(*) AS n, coalesce(sum(total), 0) "
	  "AS t FROM article_words) AS w, (SELECT coalesce(sum(articles), 0) "
	  "AS "
	  "n, coalesce(sum(words), 0) AS t FROM article_sum) AS x "
	  "WHERE w.n <> x.n OR w.t <> x.t",
	  "sum of the full text is wrong" },
};

int pg_check(struct store *s, report_fn *report, void *ctx, uint32_t *faults,
	     struct err *e)
{
	*faults = 0;
	for (size_t i = 0; i < COUNT(rules); i++) {
		char text[200];
		int64_t n;

		if (pg_number(pg_of(s), rules[i].sql, &n, e) < 0)
			return -1;
		if (!n)
			continue;
		snprintf(text, sizeof(text),
			 "%lld %s; keii rebuild makes them again", (long long)n,
			 rules[i].what);
		report(ctx, text);
		++*faults;
	}
	return 0;
}
