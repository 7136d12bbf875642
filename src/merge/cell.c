/* cell.c - the month that each entry of one article belongs to.
 *
 * Entries are joined within their month alone (cluster.c), so that what a
 * month's articles tell is joined the same whatever is told of others. The
 * month is that of the first day; what has none is told of the month of its
 * article: that of its publication, else the one that most of its entries
 * tell of, of several the last. */
#include "merge/merge_priv.h"

static int month_of(day d)
{
	struct civil c = day_civil(d);

	return c.y * 12 + c.m - 1;
}

static day first_day(const struct entry *e)
{
	return e->from == DAY_NONE ? e->to : e->from;
}

/* Of the entries first to end, which are one article's. */
static int told_most(const struct merge *m, uint32_t first, uint32_t end)
{
	int best = MONTH_NONE;
	uint32_t most = 0;

	for (uint32_t i = first; i < end; i++) {
		int month = m->entries.v[i].month;
		uint32_t n = 0;

		for (uint32_t k = first; k < end && month != MONTH_NONE; k++)
			n += m->entries.v[k].month == month;
		if (n > most || (n == most && n > 0 && month > best)) {
			most = n;
			best = month;
		}
	}
	return best;
}

static uint32_t article_of(const struct merge *m, uint32_t entry)
{
	return m->items.v[m->entries.v[entry].v[0]].article;
}

static void article_months(struct merge *m, uint32_t first, uint32_t end)
{
	day published = article_doc(m, article_of(m, first))->published;
	int month = MONTH_NONE;
	bool none = false;

	for (uint32_t i = first; i < end; i++) {
		struct entry *e = &m->entries.v[i];

		e->month = first_day(e) == DAY_NONE ? MONTH_NONE
						    : month_of(first_day(e));
		none |= e->month == MONTH_NONE;
	}
	if (!none)
		return;
	month = published == DAY_NONE ? told_most(m, first, end)
				      : month_of(published);
	for (uint32_t i = first; i < end; i++)
		if (first_day(&m->entries.v[i]) == DAY_NONE)
			m->entries.v[i].month = month;
}

void months_settle(struct merge *m)
{
	uint32_t end;

	for (uint32_t i = 0; i < m->entries.n; i = end) {
		end = i + 1;
		while (end < m->entries.n &&
		       article_of(m, end) == article_of(m, i))
			end++;
		article_months(m, i, end);
	}
}
