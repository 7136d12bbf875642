/* sqlite_source.c - sources, decisions and redirects: the lasting tables. */
#include "store/sqlite_priv.h"

#include <stdio.h>
#include <time.h>

#include "base/buf.h"
#include "store/packed.h"

#define SOURCE_LEVEL 9 /* small: kept for ever, packed once */

static void utc_now(char out[24])
{
	time_t now = time(NULL);
	struct tm tm;

	gmtime_r(&now, &tm);
	strftime(out, 24, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

str sqlite_sum(struct arena *a, const str *values, uint32_t n)
{
	struct buf all;
	str sum;

	buf_init(&all, (size_t)1 << 30);
	for (uint32_t i = 0; i < n; i++) {
		buf_add(&all, values[i]);
		buf_byte(&all, '\0');
	}
	sum = packed_sha256(a, buf_str(&all));
	buf_release(&all);
	return str_cut(sum, 0, 16);
}

static str source_sum(struct arena *a, str sha256, str name, str added,
		      size_t size)
{
	const str values[] = { sha256, name, added,
			       arena_printf(a, "%zu", size) };

	return sqlite_sum(a, values, COUNT(values));
}

int store_has_source(struct store *s, str sha256, bool *found, struct err *e)
{
	sqlite3_stmt *st =
		sqlite_take(s, "SELECT 1 FROM source WHERE sha256 = ?1", e);
	int r;

	if (!st)
		return -1;
	sqlite_bind(st, 1, sha256);
	r = sqlite3_step(st);
	*found = r == SQLITE_ROW;
	if (r != SQLITE_ROW && r != SQLITE_DONE)
		sqlite_fail(s, "looking for a source", e);
	sqlite_give(s, &st);
	return r == SQLITE_ROW || r == SQLITE_DONE ? 0 : -1;
}

/* added: as an earlier store had it, or STR_NONE: now. */
int store_put_source(struct store *s, const struct source_row *row, str bytes,
		     bool *is_new, struct err *e)
{
	sqlite3_stmt *st;
	struct arena *a;
	char now[24];
	str packed, added;
	int r;

	if (store_has_source(s, row->sha256, is_new, e) < 0)
		return -1;
	*is_new = !*is_new;
	if (!*is_new)
		return 0;
	st = sqlite_take(s,
			 "INSERT INTO source (sha256, name, added, size, "
			 "bytes, sum) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
			 e);
	if (!st)
		return -1;
	a = arena_new();
	packed = packed_deflate(a, bytes, SOURCE_LEVEL);
	utc_now(now);
	sqlite_bind(st, 1, row->sha256);
	sqlite_bind(st, 2, row->name);
	added = row->added.p ? row->added : str_of(now);
	sqlite_bind(st, 3, added);
	sqlite3_bind_int64(st, 4, (sqlite3_int64)bytes.n);
	sqlite3_bind_blob64(st, 5, packed.p, packed.n, SQLITE_STATIC);
	sqlite_bind(st, 6,
		    source_sum(a, row->sha256, row->name, added, bytes.n));
	r = sqlite_do(s, st, "keeping a source", e);
	sqlite_give(s, &st);
	arena_free(&a);
	return r;
}

int store_source_bytes(struct store *s, struct arena *a, str sha256, str *out,
		       struct err *e)
{
	sqlite3_stmt *st = sqlite_take(
		s, "SELECT size, bytes, name FROM source WHERE sha256 = ?1", e);
	sqlite3_int64 size;
	int r;

	if (!st)
		return -1;
	sqlite_bind(st, 1, sha256);
	r = sqlite3_step(st);
	if (r == SQLITE_DONE) {
		err_set(e, ERR_USAGE, "%s: no source %.*s", s->path,
			STR_FMT(sha256));
	} else if (r != SQLITE_ROW) {
		sqlite_fail(s, "reading a source", e);
	} else {
		str name = sqlite_text(st, 2);

		size = sqlite3_column_int64(st, 0);
		if (size < 0 || (size_t)size > LIMIT_SOURCE ||
		    !packed_inflate(a, sqlite_blob(st, 1), (size_t)size, out) ||
		    !str_eq(packed_sha256(a, *out), sha256))
			err_set(e, ERR_STORE,
				"source %.*s (%.12s): the stored bytes do not "
				"fit their SHA-256",
				STR_FMT(name), sha256.p);
	}
	sqlite_give(s, &st);
	return e->code == ERR_NONE ? 0 : -1;
}

static int list_sources(struct store *s, struct arena *a, const char *sql,
			struct source_rows *out, struct err *e)
{
	sqlite3_stmt *st = sqlite_take(s, sql, e);
	int r;

	if (!st)
		return -1;
	while ((r = sqlite3_step(st)) == SQLITE_ROW)
		*vec_add(a, out) = (struct source_row){
			.sha256 = arena_str(a, sqlite_text(st, 0)),
			.name = arena_str(a, sqlite_text(st, 1)),
			.added = arena_str(a, sqlite_text(st, 2)),
			.size = (size_t)sqlite3_column_int64(st, 3),
		};
	if (r != SQLITE_DONE)
		sqlite_fail(s, "reading the sources", e);
	sqlite_give(s, &st);
	return r == SQLITE_DONE ? 0 : -1;
}

int store_sources(struct store *s, struct arena *a, struct source_rows *out,
		  struct err *e)
{
	return list_sources(s, a,
			    "SELECT sha256, name, added, size FROM source "
			    "ORDER BY number",
			    out, e);
}

int store_shown_sources(struct store *s, struct arena *a,
			struct source_rows *out, struct err *e)
{
	return list_sources(
		s, a,
		"SELECT sha256, name, added, size FROM source WHERE NOT EXISTS "
		"(SELECT 1 FROM article WHERE source = sha256 AND removed = 1) "
		"OR EXISTS (SELECT 1 FROM article WHERE source = sha256 AND "
		"removed = 0) ORDER BY number",
		out, e);
}

int sqlite_source_sums(struct store *s,
		       void (*report)(void *ctx, const char *what), void *ctx,
		       uint32_t *faults, struct err *e)
{
	sqlite3_stmt *st =
		sqlite_take(s,
			    "SELECT sha256, name, added, size, sum FROM source "
			    "ORDER BY number",
			    e);
	struct arena *a;
	char text[400];
	int r;

	if (!st)
		return -1;
	a = arena_new();
	while ((r = sqlite3_step(st)) == SQLITE_ROW) {
		str name = sqlite_text(st, 1);

		if (!str_eq(sqlite_text(st, 4),
			    source_sum(a, sqlite_text(st, 0), name,
				       sqlite_text(st, 2),
				       (size_t)sqlite3_column_int64(st, 3)))) {
			snprintf(text, sizeof(text),
				 "source %.*s (%.12s): its name, date or hash "
				 "is damaged",
				 STR_FMT(name), sqlite_text(st, 0).p);
			report(ctx, text);
			++*faults;
		}
		arena_reset(a);
	}
	if (r != SQLITE_DONE)
		sqlite_fail(s, "reading the sources", e);
	sqlite_give(s, &st);
	arena_free(&a);
	return r == SQLITE_DONE ? 0 : -1;
}

static str decision_sum(struct arena *a, const struct decision *d)
{
	const str values[] = { d->id, d->time, d->author, d->reason, d->json };

	return sqlite_sum(a, values, COUNT(values));
}

int store_put_decision(struct store *s, const struct decision *given,
		       struct err *e)
{
	sqlite3_stmt *st = sqlite_take(
		s,
		"INSERT INTO decision (id, time, author, reason, json, sum) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
		e);
	struct decision d = *given;
	struct arena *a;
	char now[24];
	int r;

	if (!st)
		return -1;
	a = arena_new();
	utc_now(now);
	if (!d.time.p)
		d.time = str_of(now);
	if (!d.author.p)
		d.author = STR("");
	if (!d.reason.p)
		d.reason = STR("");
	sqlite_bind(st, 1, d.id);
	sqlite_bind(st, 2, d.time);
	sqlite_bind(st, 3, d.author);
	sqlite_bind(st, 4, d.reason);
	sqlite_bind(st, 5, d.json);
	sqlite_bind(st, 6, decision_sum(a, &d));
	r = sqlite_do(s, st, "keeping a decision", e);
	sqlite_give(s, &st);
	arena_free(&a);
	return r;
}

int store_decisions(struct store *s, struct arena *a, struct decision_rows *out,
		    struct err *e)
{
	sqlite3_stmt *st = sqlite_take(
		s,
		"SELECT id, time, author, reason, json, sum FROM decision "
		"ORDER BY number",
		e);
	int r;

	if (!st)
		return -1;
	while ((r = sqlite3_step(st)) == SQLITE_ROW) {
		struct decision d = {
			.id = arena_str(a, sqlite_text(st, 0)),
			.time = arena_str(a, sqlite_text(st, 1)),
			.author = arena_str(a, sqlite_text(st, 2)),
			.reason = arena_str(a, sqlite_text(st, 3)),
			.json = arena_str(a, sqlite_text(st, 4)),
		};

		if (str_eq(sqlite_text(st, 5), decision_sum(a, &d)))
			*vec_add(a, out) = d;
		else
			err_set(e, ERR_STORE,
				"%s: decision %.*s is damaged; keii recover "
				"saves the others",
				s->path, STR_FMT(d.id));
	}
	if (r != SQLITE_DONE)
		sqlite_fail(s, "reading the decisions", e);
	sqlite_give(s, &st);
	return e->code == ERR_NONE ? 0 : -1;
}

int store_put_redirect(struct store *s, str old, str new, struct err *e)
{
	sqlite3_stmt *st;
	int r;

	/* What led to the old id leads to the new one: no chains. */
	st = sqlite_take(s, "UPDATE redirect SET new = ?2 WHERE new = ?1", e);
	if (!st)
		return -1;
	sqlite_bind(st, 1, old);
	sqlite_bind(st, 2, new);
	r = sqlite_do(s, st, "keeping a redirect", e);
	sqlite_give(s, &st);
	if (r < 0)
		return -1;
	st = sqlite_take(s,
			 "INSERT INTO redirect (old, new) VALUES (?1, ?2) "
			 "ON CONFLICT (old) DO UPDATE SET new = ?2",
			 e);
	if (!st)
		return -1;
	sqlite_bind(st, 1, old);
	sqlite_bind(st, 2, new);
	r = sqlite_do(s, st, "keeping a redirect", e);
	sqlite_give(s, &st);
	return r;
}

int store_each_redirect(struct store *s, redirect_fn *fn, void *ctx,
			struct err *e)
{
	sqlite3_stmt *st =
		sqlite_take(s, "SELECT old, new FROM redirect ORDER BY old", e);
	int r = 0, step = SQLITE_DONE;

	if (!st)
		return -1;
	while (r == 0 && (step = sqlite3_step(st)) == SQLITE_ROW)
		r = fn(ctx, sqlite_text(st, 0), sqlite_text(st, 1), e);
	if (r == 0 && step != SQLITE_DONE)
		r = sqlite_fail(s, "reading the redirects", e);
	sqlite_give(s, &st);
	return r;
}
