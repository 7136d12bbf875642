/* orphans.c - rows of derived tables that point to none.
 *
 * Where an engine has keys it lets none in, but a damaged page or another
 * program may; and not every link has a key (decision 0025). */
#include <stdio.h>

#include "store/engine_priv.h"

struct orphan_rule {
	const char *sql, *what;
};

#define NO_ITEM(table)                                                         \
	"SELECT count(*) FROM " table " AS x LEFT JOIN item AS i "             \
	"ON i.number = x.item WHERE i.number IS NULL"
#define NO_TERM(table, column)                                                 \
	"SELECT count(*) FROM " table " AS x LEFT JOIN term AS t "             \
	"ON t.number = x." column " WHERE t.number IS NULL AND x." column      \
	" IS NOT NULL"

/* Each counts rows that should not be. */
static const struct orphan_rule rules[] = {
	{ "SELECT count(*) FROM article AS a LEFT JOIN source AS s "
	  "ON s.number = a.source WHERE s.number IS NULL",
	  "articles are of no source" },
	{ "SELECT count(*) FROM told_day AS d LEFT JOIN article AS a "
	  "ON a.key = d.article WHERE a.key IS NULL",
	  "days are named by no article" },
	{ NO_ITEM("item_actor"), "actors' links lead to no item" },
	{ NO_ITEM("item_issue"), "issues' links lead to no item" },
	{ NO_ITEM("item_article"), "articles' links lead to no item" },
	{ NO_TERM("item_actor", "actor"), "links are of an actor not there" },
	{ NO_TERM("item_issue", "issue"), "links are of an issue not there" },
	{ "SELECT count(*) FROM item_article AS x LEFT JOIN article AS a "
	  "ON a.key = x.article WHERE a.key IS NULL",
	  "links are of an article not there" },
	{ NO_TERM("item", "layer"), "items are of no layer" },
	{ NO_TERM("item", "kind"), "items are of a kind not there" },
	{ NO_TERM("item", "status"), "items have a status not there" },
	{ NO_TERM("item", "scope"), "items have a scope not there" },
};

int store_orphans(struct store *s, report_fn *report, void *ctx,
		  uint32_t *faults, struct err *e)
{
	for (size_t i = 0; i < COUNT(rules); i++) {
		struct query *q = query_take(s, rules[i].sql, e);
		char text[200];
		int64_t n;

		if (!q || query_number(&q, "checking the store", 0, &n, e) < 0)
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
