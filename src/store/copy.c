/* copy.c - a dossier from one engine to another, row by row.
 *
 * The rows are the same in all engines; only the full text is made anew, by
 * the engine that gets it. */
#include "store/engine_priv.h"

/* kinds: a letter for each column: i number, t text, b bytes, h bytes
 * or none. */
struct copied {
	const char *read, *write, *kinds;
};

static const struct copied tables[] = {
	{ "SELECT number, sha256, name, added, size, bytes, sum FROM source "
	  "ORDER BY number",
	  "INSERT INTO source (number, sha256, name, added, size, bytes, sum) "
	  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	  "itttibt" },
	{ "SELECT number, id, time, author, reason, json, sum FROM decision "
	  "ORDER BY number",
	  "INSERT INTO decision (number, id, time, author, reason, json, sum) "
	  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
	  "itttttt" },
	{ "SELECT old, new, sum FROM redirect ORDER BY old",
	  "INSERT INTO redirect (old, new, sum) VALUES (?1, ?2, ?3)", "ttt" },
	{ "SELECT number, kind, learned, bytes FROM dictionary "
	  "ORDER BY number",
	  "INSERT INTO dictionary (number, kind, learned, bytes) "
	  "VALUES (?1, ?2, ?3, ?4)",
	  "itib" },
	{ "SELECT key, id, source, number, title, publisher, url, lang, "
	  "published, published_basis, packs, text, mentions, "
	  "removed FROM article ORDER BY key",
	  "INSERT INTO article (key, id, source, number, title, publisher, "
	  "url, lang, published, published_basis, packs, text, mentions, "
	  "removed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
	  "?8, ?9, ?10, ?11, ?12, ?13, ?14)",
	  "itiitttttttbbi" },
	{ "SELECT day, article, at FROM told_day ORDER BY day, article, at",
	  "INSERT INTO told_day (day, article, at) VALUES (?1, ?2, ?3)",
	  "iii" },
	{ "SELECT number, text FROM term ORDER BY number",
	  "INSERT INTO term (number, text) VALUES (?1, ?2)", "it" },
	{ "SELECT number, layer, id, kind, status, scope, day_from, day_to, "
	  "articles, sum, links, head, json FROM item ORDER BY number",
	  "INSERT INTO item (number, layer, id, kind, status, scope, "
	  "day_from, day_to, articles, sum, links, head, json) VALUES (?1, ?2, "
	  "?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
	  "iitiiiiiiibhb" },
	{ "SELECT actor, articles, day, item, layer, kind, status, scope, "
	  "day_from, day_to FROM item_actor "
	  "ORDER BY actor, articles, day, item",
	  "INSERT INTO item_actor (actor, articles, day, item, layer, kind, "
	  "status, scope, day_from, day_to) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
	  "?7, ?8, ?9, ?10)",
	  "iiiiiiiiii" },
	{ "SELECT issue, item FROM item_issue ORDER BY issue, item",
	  "INSERT INTO item_issue (issue, item) VALUES (?1, ?2)", "ii" },
	{ "SELECT article, item FROM item_article ORDER BY article, item",
	  "INSERT INTO item_article (article, item) VALUES (?1, ?2)", "ii" },
	{ "SELECT block, first, ends, keys, core, rest FROM chronology "
	  "ORDER BY block",
	  "INSERT INTO chronology (block, first, ends, keys, core, rest) "
	  "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
	  "iiibbb" },
	{ "SELECT key, value FROM meta WHERE key <> 'derived' ORDER BY key",
	  "INSERT INTO meta (key, value) VALUES (?1, ?2)", "tt" },
};

static void put_column(struct query *to, struct query *from, int i, char kind)
{
	if (kind == 'b' || (kind == 'h' && query_bytes(from, i).n))
		query_put_bytes(to, i + 1, query_bytes(from, i));
	else if (kind != 'i' || !query_text(from, i).p) /* NULL stays so */
		query_put(to, i + 1, query_text(from, i));
	else
		query_put_int(to, i + 1, query_int(from, i));
}

static int copy_rows(struct query *from, struct query *to, const char *kinds,
		     struct err *e)
{
	int r;

	while ((r = query_step(from, "copying", e)) > 0) {
		for (int i = 0; kinds[i]; i++)
			put_column(to, from, i, kinds[i]);
		if (query_do(to, "copying", e) < 0)
			return -1;
	}
	return r;
}

static int copy_table(struct store *from, struct store *to,
		      const struct copied *t, struct err *e)
{
	struct query *in = query_take_many(from, t->read, e);
	struct query *out = in ? query_take(to, t->write, e) : NULL;
	int r = out ? copy_rows(in, out, t->kinds, e) : -1;

	query_give(&out);
	query_give(&in);
	return r;
}

/* Inside a transaction of to. */
static int copy_all(struct store *from, struct store *to, struct err *e)
{
	bool empty;

	if (store_is_empty(to, &empty, e) < 0)
		return -1;
	if (!empty)
		return err_set(e, ERR_USAGE,
			       "%s has a dossier already; a copy goes into a "
			       "new store",
			       to->name);
	if (to->engine->bulk && to->engine->bulk(to, false, e) < 0)
		return -1;
	for (size_t i = 0; i < COUNT(tables); i++)
		if (copy_table(from, to, &tables[i], e) < 0)
			return -1;
	if (article_words(from, to, 0, e) < 0)
		return -1;
	return to->engine->bulk ? to->engine->bulk(to, true, e) : 0;
}

int store_copy(struct store *from, struct store *to, struct err *e)
{
	int r;

	if (from->engine->freeze(from, e) < 0)
		return -1;
	r = store_begin(to, e);
	if (r == 0)
		r = copy_all(from, to, e);
	if (r == 0)
		r = store_commit(to, e);
	store_rollback(to);
	from->engine->thaw(from);
	return r;
}
