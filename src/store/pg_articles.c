/* pg_articles.c - which of many articles there are, by one question. */
#include "store/pg_priv.h"

#define LIMIT_IDS ((size_t)64 << 20)

int pg_has_articles(struct store *s, const str *ids, uint32_t n, bool *found,
		    struct err *e)
{
	struct query *st =
		query_take(s,
			   "SELECT asked.at FROM unnest(?1::text[]) WITH "
			   "ORDINALITY AS asked (id, at) JOIN article ON "
			   "article.id = asked.id",
			   e);
	struct buf all;
	int r;

	if (!st)
		return -1;
	buf_init(&all, LIMIT_IDS);
	pg_array_begin(&all, PG_TEXT, n);
	for (uint32_t i = 0; i < n; i++) {
		found[i] = false;
		pg_array_add(&all, ids[i]);
	}
	query_put_bytes(st, 1, buf_str(&all));
	while ((r = query_step(st, "looking for articles", e)) > 0)
		found[query_int(st, 0) - 1] = true;
	query_give(&st);
	buf_release(&all);
	return r;
}
