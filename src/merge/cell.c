/* cell.c - the month that each mention belongs to.
 *
 * Entries are joined, and renderings of words compared, within their month
 * alone: what a month's articles tell is merged the same whatever is told of
 * others. The month is that of the first day; what has none is told of the
 * month of its article: that of its publication, else the one that most of its
 * entries tell of, of several the last. */
#include "merge/merge_priv.h"

static int month_of(day d)
{
	struct civil c = day_civil(d);

	return c.y * 12 + c.m - 1;
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

static int published_month(const struct merge *m, uint32_t article)
{
	day published = article_doc(m, article)->published;

	return published == DAY_NONE ? MONTH_NONE : month_of(published);
}

static void entries_months(struct merge *m, uint32_t first, uint32_t end)
{
	int *month = &m->months[article_of(m, first)];

	for (uint32_t i = first; i < end; i++)
		m->entries.v[i].month = month_told(
			m, NO_REF, m->entries.v[i].from, m->entries.v[i].to);
	if (*month == MONTH_NONE)
		*month = told_most(m, first, end);
	for (uint32_t i = first; i < end; i++)
		if (m->entries.v[i].month == MONTH_NONE)
			m->entries.v[i].month = *month;
}

int month_told(const struct merge *m, uint32_t article, day from, day to)
{
	day first = from == DAY_NONE ? to : from;

	if (first != DAY_NONE)
		return month_of(first);
	return article == NO_REF ? MONTH_NONE : m->months[article];
}

void months_settle(struct merge *m)
{
	uint32_t end;

	m->months = arena_many(m->a, int, m->n_articles + 1);
	for (uint32_t i = 0; i < m->n_articles; i++)
		m->months[i] = published_month(m, i);
	for (uint32_t i = 0; i < m->entries.n; i = end) {
		end = i + 1;
		while (end < m->entries.n &&
		       article_of(m, end) == article_of(m, i))
			end++;
		entries_months(m, i, end);
	}
}
