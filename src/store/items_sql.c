/* items_sql.c - see items_sql.h. */
#include "store/items_sql.h"

#include <limits.h>

#include "base/buf.h"

#define NARROW 92 /* days */

#define HEADS                                                                  \
	"SELECT item.id, item.head, CASE WHEN item.head IS NULL "              \
	"THEN item.json END"

#define LIMIT_QUERY ((size_t)1 << 16)

#define TERM "(SELECT number FROM term WHERE text = ?)"
#define ARTICLE "(SELECT key FROM article WHERE id = ?)"

/* Days as item_actor and the indexes have them: of an order without NULL. */
#define ITEM_DAY "coalesce(item.day_from, item.day_to, -2147483648)"

/* One condition: its SQL with @, the table that tells it, and ?, a text or a
 * day. */
struct condition {
	const char *sql;
	str text;
	day when;
};

struct conditions {
	struct condition v[16];
	uint32_t n;
};

/* Where items are looked for: the first table, and the one for @. */
enum start { BY_ACTOR, BY_ARTICLE, BY_RESTING, BY_ITEM };

static enum start start_of(const struct item_query *q,
			   const struct numbers *resting)
{
	return resting	      ? BY_RESTING
	       : q->actor.n   ? BY_ACTOR
	       : q->article.n ? BY_ARTICLE
			      : BY_ITEM;
}

static void conditions(const struct item_query *q, enum start start,
		       struct conditions *out)
{
	const struct condition all[] = {
		{ start == BY_ACTOR
			  ? "a.actor = " TERM
			  : "EXISTS (SELECT 1 FROM item_actor AS a WHERE "
			    "a.actor = " TERM
			    " AND a.articles = item.articles AND "
			    "a.day = " ITEM_DAY " AND a.item = item.number)",
		  q->actor, DAY_NONE },
		{ "@.layer = " TERM, q->layer, DAY_NONE },
		{ "@.kind = " TERM, q->kind, DAY_NONE },
		{ "@.status = " TERM, q->status, DAY_NONE },
		{ "@.scope = " TERM, q->scope, DAY_NONE },
		{ "item.number IN (SELECT item FROM item_issue "
		  "WHERE issue = " TERM ")",
		  q->issue, DAY_NONE },
		{ start == BY_ARTICLE
			  ? "r.article = " ARTICLE
			  : "item.number IN (SELECT item FROM item_article "
			    "WHERE article = " ARTICLE ")",
		  q->article, DAY_NONE },
		/* An open end reaches as far as asked; no day at all is
		 * within no interval. */
		{ "coalesce(@.day_from, -2147483648) <= ?", STR_NONE, q->to },
		{ "coalesce(@.day_to, 2147483647) >= ?", STR_NONE, q->from },
	};

	out->n = 0;
	for (size_t i = 0; i < COUNT(all); i++)
		if (all[i].text.n || all[i].when != DAY_NONE)
			out->v[out->n++] = all[i];
}

/* With the table for @ and the number of its value. */
static void put_sql(const char *sql, enum start start, uint32_t value,
		    struct buf *out)
{
	for (; *sql; sql++) {
		if (*sql == '@')
			buf_z(out, start == BY_ACTOR ? "a" : "item");
		else if (*sql == '?')
			buf_printf(out, "?%u", value);
		else
			buf_byte(out, *sql);
	}
}

static void put_resting(const struct numbers *x, struct buf *out)
{
	buf_z(out, " FROM item WHERE item.number IN "
		   "(SELECT item FROM item_article WHERE article IN (0");
	for (uint32_t i = 0; i < x->n; i++)
		buf_printf(out, ",%lld", (long long)x->v[i]);
	buf_z(out, ")) AND ");
}

/* An actor's items are told by item_actor, an article's by item_article: a few
 * of a layer's many. CROSS: it is asked first. */
static void put_where(const struct conditions *c, const struct item_query *q,
		      enum start start, const struct numbers *resting,
		      enum items_want want, struct buf *out)
{
	bool dated = q->from != DAY_NONE || q->to != DAY_NONE;

	if (start == BY_RESTING)
		put_resting(resting, out);
	else if (want == ITEMS_PLACES)
		buf_z(out, " FROM item_actor AS a WHERE ");
	else if (start == BY_ACTOR)
		buf_z(out, " FROM item_actor AS a CROSS JOIN item WHERE "
			   "item.number = a.item AND ");
	else if (start == BY_ARTICLE)
		buf_z(out, " FROM item_article AS r CROSS JOIN item WHERE "
			   "item.number = r.item AND ");
	else
		buf_z(out, " FROM item WHERE ");
	put_sql(dated ? "(@.day_from IS NOT NULL OR @.day_to IS NOT NULL)"
		      : "TRUE",
		start, 0, out);
	for (uint32_t i = 0; i < c->n; i++) {
		buf_z(out, " AND ");
		put_sql(c->v[i].sql, start, i + 1, out);
	}
}

static void put_listed_order(const struct item_query *q, struct buf *out)
{
	buf_z(out, " ORDER BY coalesce(item.day_from, item.day_to) IS NULL, "
		   "coalesce(item.day_from, item.day_to), item.id, item.layer");
	if (q->limit || q->offset)
		buf_printf(out, " LIMIT %lld OFFSET %u",
			   q->limit ? (long long)q->limit : LLONG_MAX,
			   q->offset);
}

/* Those that most articles tell of come first, of them the latest. Of an actor,
 * of a kind and of all they stand in that order in an index; +: which is not
 * the one by layers. */
static void put_ranked_order(const struct item_query *q, enum start start,
			     struct buf *out)
{
	if (!q->layer.n)
		put_sql(" AND +@.layer IN (SELECT number FROM term WHERE text "
			"IN ('entries', 'statements', 'positions', "
			"'proposals'))",
			start, 0, out);
	if (start == BY_ACTOR)
		buf_z(out, " ORDER BY a.articles DESC, a.day DESC, ");
	else
		buf_z(out, " ORDER BY item.articles DESC, " ITEM_DAY " DESC, ");
	buf_z(out, "item.id, item.layer");
}

/* Of all items few are of a month or so: to look at each in the order of the
 * answer takes longer than to look for those and put them in order. */
static bool is_narrow(const struct item_query *q)
{
	return !q->actor.n && q->from != DAY_NONE && q->to != DAY_NONE &&
	       q->to - q->from < NARROW;
}

struct query *items_ask(struct store *s, const struct item_query *q,
			enum items_want want, const struct numbers *resting,
			struct err *e)
{
	static const char *const columns[] = {
		[ITEMS_LISTED] = "SELECT item.number",
		[ITEMS_HEADS] = HEADS,
		[ITEMS_PLACES] = "SELECT a.item, a.day",
		[ITEMS_RANKED] =
			"SELECT item.number, item.articles, item.links",
		[ITEMS_COUNTED] = "SELECT count(*)",
	};
	enum start start = start_of(q, resting);
	struct conditions c;
	struct query *st;
	struct buf sql;

	conditions(q, start, &c);
	buf_init(&sql, LIMIT_QUERY);
	buf_z(&sql, columns[want]);
	put_where(&c, q, start, resting, want, &sql);
	if (want == ITEMS_LISTED || want == ITEMS_HEADS)
		put_listed_order(q, &sql);
	else if (want == ITEMS_RANKED)
		put_ranked_order(q, start, &sql);
	else if (want == ITEMS_PLACES)
		buf_z(&sql, " UNION ALL SELECT 0, 0");
	st = want == ITEMS_RANKED && !is_narrow(q)
		     ? query_take_first(s, buf_cstr(&sql), e)
		     : query_take_text(s, buf_cstr(&sql), e);
	buf_release(&sql);
	for (uint32_t i = 0; st && i < c.n; i++) {
		if (c.v[i].text.n)
			query_put(st, (int)i + 1, c.v[i].text);
		else
			query_put_day(st, (int)i + 1, c.v[i].when);
	}
	return st;
}
