/* pg_open.c - a schema of a database becomes a store: found, made or refused.
 *
 * Refused are schemas of other programs and of newer versions; nothing is ever
 * written to a schema that is refused. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "schema_pg_derived.h"
#include "schema_pg_lasting.h"
#include "store/pg_priv.h"
#include "store/pg_where.h"

#define OLDEST_SERVER 130000 /* pg_xact_status, pg_current_xact_id */
#define RENEW_TRIES 600
#define RENEW_WAIT_MS 100

/* libpq would print what the server remarks. */
static void no_notice(void *ctx, const char *text)
{
	(void)ctx;
	(void)text;
}

/* What the address says goes before what stands before it here, and not
 * before what stands behind it. */
static PGconn *connect_to(const char *where)
{
	static const char *const names[] = { "connect_timeout",
					     "keepalives_idle",
					     "tcp_user_timeout",
					     "fallback_application_name",
					     "dbname",
					     "client_encoding",
					     NULL };
	const char *values[] = { "10",	"30",	"60000", "keii",
				 where, "UTF8", NULL };

	return PQconnectdbParams(names, values, 1);
}

/* The schema is the first of the search path that is there, and alone. */
static int set_up(struct pg_store *s, struct err *e)
{
	static const char settings[] =
		"SET lock_timeout = '" PG_LOCK_WAIT "';"
		"SET cursor_tuple_fraction = 1;"
		"SET client_min_messages = warning;"
		"SELECT set_config('synchronous_commit', 'on', false) "
		"WHERE current_setting('synchronous_commit') = 'off';"
		"SELECT set_config('search_path', "
		"quote_ident(current_schema()), false) "
		"WHERE current_schema() IS NOT NULL;";

	if (store_run(&s->base, settings, e) < 0)
		return -1;
	if (s->base.writable)
		return 0;
	return store_run(&s->base, "SET default_transaction_read_only = on", e);
}

int pg_connect(struct pg_store *s, struct err *e)
{
	for (size_t i = 0; i < COUNT(s->base.kept); i++)
		if (s->base.kept[i])
			((struct pg_query *)s->base.kept[i])->prepared = false;
	if (s->c)
		PQreset(s->c);
	else
		s->c = connect_to(s->where);
	if (PQstatus(s->c) != CONNECTION_OK)
		return pg_fail(s, NULL, "connecting", e);
	PQsetNoticeProcessor(s->c, no_notice, NULL);
	if (PQserverVersion(s->c) < OLDEST_SERVER)
		return err_set(e, ERR_STORE,
			       "%s: the server is PostgreSQL %d; 13 is the "
			       "oldest that serves",
			       s->base.name, PQserverVersion(s->c) / 10000);
	return set_up(s, e);
}

/* What stands in the schema. */
struct header {
	bool has_schema, has_keii, has_meta, utf8;
	int64_t tables;
};

static int read_header(struct pg_store *s, struct header *h, struct err *e)
{
	PGresult *r = pg_ask(s,
			     "SELECT current_schema() IS NOT NULL, "
			     "coalesce(bool_or(relname = 'keii'), false), "
			     "coalesce(bool_or(relname = 'meta'), false), "
			     "current_setting('server_encoding') = 'UTF8', "
			     "count(relname) FROM pg_class WHERE relkind IN "
			     "('r', 'p', 'v', 'm', 'f') AND "
			     "relnamespace = current_schema()::regnamespace",
			     "opening", e);

	if (!r)
		return -1;
	*h = (struct header){
		.has_schema = PQgetvalue(r, 0, 0)[0] == 't',
		.has_keii = PQgetvalue(r, 0, 1)[0] == 't',
		.has_meta = PQgetvalue(r, 0, 2)[0] == 't',
		.utf8 = PQgetvalue(r, 0, 3)[0] == 't',
		.tables = strtoll(PQgetvalue(r, 0, 4), NULL, 10),
	};
	PQclear(r);
	return 0;
}

/* The schema that the search path names first, which is not there. */
static int make_schema(struct pg_store *s, struct err *e)
{
	PGresult *r = pg_ask(s,
			     "SELECT trim(both '\" ' from split_part("
			     "current_setting('search_path'), ',', 1))",
			     "making the schema", e);
	struct buf sql;
	char *name = NULL;
	int code = -1;

	if (!r)
		return -1;
	name = PQescapeIdentifier(s->c, PQgetvalue(r, 0, 0),
				  (size_t)PQgetlength(r, 0, 0));
	buf_init(&sql, 2000);
	if (!name || PQgetlength(r, 0, 0) == 0 ||
	    PQgetvalue(r, 0, 0)[0] == '$') {
		err_set(e, ERR_STORE,
			"%s: no schema of the search path is there; name one: "
			"?options=-csearch_path%%3DNAME",
			s->base.name);
	} else {
		buf_z(&sql, "CREATE SCHEMA IF NOT EXISTS ");
		buf_z(&sql, name);
		code = store_run(&s->base, buf_cstr(&sql), e);
	}
	buf_release(&sql);
	PQfreemem(name);
	PQclear(r);
	return code < 0 ? -1 : set_up(s, e);
}

static int make_derived(struct pg_store *s, struct err *e)
{
	if (store_run(&s->base, schema_pg_derived, e) < 0)
		return -1;
	return store_set_meta(&s->base, STR("derived"), STR(DERIVED_VERSION),
			      e);
}

/* Two may do this at once, also with schemas not there yet: one waits for the
 * other and finds it done. */
static int create(struct pg_store *s, struct header *h, struct err *e)
{
	char keii[100];

	if (store_run(&s->base,
		      "BEGIN; SELECT pg_advisory_xact_lock(0, " PG_LOCK_CLASS
		      ")",
		      e) < 0)
		return -1;
	if (!h->has_schema && make_schema(s, e) < 0)
		goto failed;
	if (set_up(s, e) < 0 || read_header(s, h, e) < 0)
		goto failed;
	snprintf(keii, sizeof(keii), "INSERT INTO keii (lasting) VALUES (%d);",
		 LASTING_VERSION);
	if (h->tables == 0 &&
	    (store_run(&s->base, schema_pg_lasting, e) < 0 ||
	     store_run(&s->base, keii, e) < 0 || make_derived(s, e) < 0))
		goto failed;
	if (store_run(&s->base, "COMMIT", e) < 0)
		goto failed;
	return read_header(s, h, e);
failed:
	PQclear(PQexec(s->c, "ROLLBACK"));
	return -1;
}

/* Whatever tables the other version had: all but those that last. */
static int list_derived(struct pg_store *s, struct buf *out, struct err *e)
{
	PGresult *r = pg_ask(
		s,
		"SELECT string_agg(quote_ident(relname), ', ') FROM pg_class "
		"WHERE relkind = 'r' AND "
		"relnamespace = current_schema()::regnamespace AND relname "
		"NOT IN ('keii', 'source', 'decision', 'redirect')",
		"opening", e);

	if (!r)
		return -1;
	buf_z(out, PQgetvalue(r, 0, 0));
	PQclear(r);
	return 0;
}

/* All tables at once or none, without waiting: to wait for a reader that
 * holds one and will ask for another would be a deadlock. */
static int drop_derived(struct pg_store *s, bool *busy, struct err *e)
{
	struct buf tables, sql;
	PGresult *r = NULL;
	int code;

	buf_init(&tables, (size_t)1 << 20);
	buf_init(&sql, (size_t)1 << 22);
	code = list_derived(s, &tables, e);
	if (code == 0 && tables.n) {
		buf_z(&sql, "LOCK TABLE ");
		buf_add(&sql, buf_str(&tables));
		buf_z(&sql, " IN ACCESS EXCLUSIVE MODE NOWAIT; DROP TABLE ");
		buf_add(&sql, buf_str(&tables));
		buf_z(&sql, " CASCADE");
		r = PQexec(s->c, buf_cstr(&sql));
		*busy = pg_state_is(r, "55P03");
		if (PQresultStatus(r) != PGRES_COMMAND_OK)
			code = pg_fail(s, r, "making the record's tables anew",
				       e);
	}
	PQclear(r);
	buf_release(&tables);
	buf_release(&sql);
	return code;
}

static int try_renew(struct pg_store *s, bool *busy, struct err *e)
{
	*busy = false;
	if (store_begin(&s->base, e) < 0)
		return -1;
	if (drop_derived(s, busy, e) == 0 && make_derived(s, e) == 0 &&
	    store_set_meta(&s->base, STR("rebuild"), STR("needed"), e) == 0)
		return store_commit(&s->base, e);
	store_rollback(&s->base);
	return -1;
}

int pg_renew_derived(struct store *base, struct err *e)
{
	struct timespec wait = { 0, RENEW_WAIT_MS * 1000000L };
	struct pg_store *s = pg_of(base);
	struct err last = ERR_INIT;

	for (int i = 0; i < RENEW_TRIES; i++) {
		bool busy;

		last = (struct err)ERR_INIT;
		if (try_renew(s, &busy, &last) == 0)
			return 0;
		if (!busy)
			break;
		nanosleep(&wait, NULL);
	}
	*e = last;
	return -1;
}

static int check_header(struct pg_store *s, unsigned flags, struct err *e)
{
	struct header h;
	int64_t version;

	if (read_header(s, &h, e) < 0)
		return -1;
	if (!h.utf8)
		return err_set(e, ERR_STORE,
			       "%s: the database is not in UTF-8; make one "
			       "with createdb -E UTF8 -T template0 NAME",
			       s->base.name);
	if (h.tables == 0 && !(flags & STORE_CREATE))
		return err_set(e, ERR_STORE,
			       "%s: there is no such store; keii add makes one",
			       s->base.name);
	if (h.tables == 0 && create(s, &h, e) < 0)
		return -1;
	if (!h.has_keii)
		return err_set(e, ERR_STORE,
			       "%s: no keii store (another program's tables "
			       "are in this schema); left as it is; a schema "
			       "of its own is named by "
			       "?options=-csearch_path%%3DNAME",
			       s->base.name);
	if (pg_number(s, "SELECT lasting FROM keii", &version, e) < 0 ||
	    store_check_version(&s->base, (int)version, flags, e) < 0)
		return -1;
	if (flags & STORE_DAMAGED)
		return 0;
	if (store_migrate(&s->base, e) < 0)
		return -1;
	return store_check_derived(&s->base, h.has_meta, pg_renew_derived, e);
}

/* libpq's own words would repeat a part of it, perhaps of the password. */
static bool is_address(struct pg_store *s, struct err *e)
{
	PQconninfoOption *parts = PQconninfoParse(s->where, NULL);

	if (!parts)
		err_set(e, ERR_USAGE,
			"%s: not the address of a database; its form is "
			"postgresql://user@host:port/database?options="
			"-csearch_path%%3DSCHEMA, and %% is written %%25",
			s->base.name);
	PQconninfoFree(parts);
	return parts != NULL;
}

struct store *pg_open(const char *where, unsigned flags, struct err *e)
{
	struct pg_store *s = xmalloc(sizeof(*s));
	struct store *opened;
	struct buf label;

	*s = (struct pg_store){ .base.engine = &pg_engine,
				.base.writable = flags & STORE_WRITE };
	buf_init(&label, (size_t)1 << 16);
	pg_label(where, &label);
	s->base.codec = codec_new();
	s->base.name = xmalloc(label.n + 1);
	memcpy(s->base.name, buf_cstr(&label), label.n + 1);
	s->where = xmalloc(strlen(where) + 1);
	memcpy(s->where, where, strlen(where) + 1);
	if (!pg_is_clear(where))
		err_set(e, ERR_USAGE,
			"the address of the database can't be read without "
			"doubt; in a password @ is written %%40, / %%2F, "
			": %%3A");
	else if (libpq_open(e) == 0 && is_address(s, e) && pg_connect(s, e) == 0 &&
		 check_header(s, flags, e) == 0)
		s->is_set_up = true;
	buf_release(&label);
	if (s->is_set_up)
		return &s->base;
	opened = &s->base;
	store_close(&opened);
	return NULL;
}

void pg_close(struct store *base)
{
	struct pg_store *s = pg_of(base);

	if (s->c)
		PQfinish(s->c);
	pg_forget_words(s);
	free(s->rows.copy);
	buf_release(&s->rows.bytes);
	free(s->after_bulk);
	free(base->name);
	free(s->where);
	free(s);
}
