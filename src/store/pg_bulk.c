/* pg_bulk.c - a whole dossier put at once into a schema that has none.
 *
 * Row by row, an index is searched and changed for each, and each key that
 * points to another table is looked up there. Made and checked at the end, they
 * cost one pass each. What there is to make is asked of the server. */
#include <stdlib.h>

#include "store/pg_priv.h"

/* Two texts: statements to drop what stands apart from the tables, and to make
 * it again. Indexes of primary and unique keys stay: rows are found by them. */
static const char ask[] =
	"WITH c AS (SELECT conrelid::regclass::text AS t, "
	"quote_ident(conname) AS n, pg_get_constraintdef(oid) AS d "
	"FROM pg_constraint WHERE contype = 'f' AND "
	"connamespace = current_schema()::regnamespace), "
	"i AS (SELECT indexrelid::regclass::text AS n, "
	"pg_get_indexdef(indexrelid) AS d FROM pg_index JOIN pg_class "
	"ON pg_class.oid = indexrelid WHERE NOT indisunique AND "
	"relnamespace = current_schema()::regnamespace), "
	"t AS (SELECT string_agg(oid::regclass::text, ', ') AS n "
	"FROM pg_class WHERE relkind = 'r' AND "
	"relnamespace = current_schema()::regnamespace) "
	"SELECT coalesce((SELECT string_agg('ALTER TABLE ' || t || "
	"' DROP CONSTRAINT ' || n, ';') FROM c), 'SELECT') || ';' || "
	"coalesce((SELECT string_agg('DROP INDEX ' || n, ';') FROM i), "
	"'SELECT'), "
	"'SET LOCAL maintenance_work_mem = ''256MB'';' || "
	"coalesce((SELECT string_agg(d, ';') FROM i), 'SELECT') || ';' || "
	"coalesce((SELECT string_agg('ALTER TABLE ' || t || "
	"' ADD CONSTRAINT ' || n || ' ' || d, ';') FROM c), 'SELECT') || "
	"';ANALYZE ' || (SELECT n FROM t)";

static void forget(struct pg_store *s)
{
	free(s->after_bulk);
	s->after_bulk = NULL;
}

int pg_bulk(struct store *base, bool ends, struct err *e)
{
	struct pg_store *s = pg_of(base);
	PGresult *r;
	int code;

	if (ends) {
		/* before the server counts what there is */
		if (pg_send_words(s, e) < 0)
			return -1;
		code = s->after_bulk ? store_run(base, s->after_bulk, e) : 0;
		forget(s);
		return code;
	}
	forget(s);
	r = pg_ask(s, ask, "preparing for a whole dossier", e);
	if (!r)
		return -1;
	code = store_run(base, PQgetvalue(r, 0, 0), e);
	if (code == 0) {
		size_t n = (size_t)PQgetlength(r, 0, 1) + 1;

		s->after_bulk = xmalloc(n);
		memcpy(s->after_bulk, PQgetvalue(r, 0, 1), n);
	}
	PQclear(r);
	return code;
}
