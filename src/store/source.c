/* source.c - sources, decisions and redirects: the lasting tables. */
#include "store/engine_priv.h"

#include <stdio.h>
#include <time.h>

#include "base/buf.h"
#include "store/packed.h"

static void utc_now(char out[24])
{
	time_t now = time(NULL);
	struct tm tm;

	gmtime_r(&now, &tm);
	strftime(out, 24, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

str row_sum(struct arena *a, const str *values, uint32_t n)
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

	return row_sum(a, values, COUNT(values));
}

int store_has_source(struct store *s, str sha256, bool *found, struct err *e)
{
	struct query *st =
		query_take(s, "SELECT 1 FROM source WHERE sha256 = ?1", e);
	int r;

	if (!st)
		return -1;
	query_put(st, 1, sha256);
	r = query_step(st, "looking for a source", e);
	*found = r > 0;
	query_give(&st);
	return r < 0 ? -1 : 0;
}

/* added: as an earlier store had it, or STR_NONE: now. */
int store_put_source(struct store *s, const struct source_row *row, str bytes,
		     bool *is_new, struct err *e)
{
	struct query *st;
	struct arena *a;
	char now[24];
	str packed, added;
	int r;

	if (store_has_source(s, row->sha256, is_new, e) < 0)
		return -1;
	*is_new = !*is_new;
	if (!*is_new)
		return 0;
	st = query_take(s,
			"INSERT INTO source (sha256, name, added, size, "
			"bytes, sum, number) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
			"(SELECT coalesce(max(number), 0) + 1 FROM source))",
			e);
	if (!st)
		return -1;
	a = arena_new();
	packed = row->packed.p ? row->packed : source_packed(a, bytes);
	utc_now(now);
	query_put(st, 1, row->sha256);
	query_put(st, 2, row->name);
	added = row->added.p ? row->added : str_of(now);
	query_put(st, 3, added);
	query_put_int(st, 4, (int64_t)bytes.n);
	query_put_bytes(st, 5, packed);
	query_put(st, 6, source_sum(a, row->sha256, row->name, added, bytes.n));
	r = query_do(st, "keeping a source", e);
	query_give(&st);
	arena_free(&a);
	return r;
}

int store_source_bytes(struct store *s, struct arena *a, str sha256, str *out,
		       struct err *e)
{
	struct query *st = query_take(
		s, "SELECT size, bytes, name FROM source WHERE sha256 = ?1", e);
	int64_t size;
	int r;

	if (!st)
		return -1;
	query_put(st, 1, sha256);
	r = query_step(st, "reading a source", e);
	if (r == 0) {
		err_set(e, ERR_USAGE, "%s: no source %.*s", s->name,
			STR_FMT(sha256));
	} else if (r > 0) {
		str name = query_text(st, 2);

		size = query_int(st, 0);
		if (size < 0 || (size_t)size > LIMIT_SOURCE ||
		    !packed_inflate(a, query_bytes(st, 1), (size_t)size, out) ||
		    !str_eq(packed_sha256(a, *out), sha256))
			err_set(e, ERR_STORE,
				"source %.*s (%.12s): the stored bytes do not "
				"fit their SHA-256",
				STR_FMT(name), sha256.p);
	}
	query_give(&st);
	return e->code == ERR_NONE ? 0 : -1;
}

static int list_sources(struct store *s, struct arena *a, const char *sql,
			struct source_rows *out, struct err *e)
{
	struct query *st = query_take(s, sql, e);
	int r;

	if (!st)
		return -1;
	while ((r = query_step(st, "reading the sources", e)) > 0)
		*vec_add(a, out) = (struct source_row){
			.sha256 = arena_str(a, query_text(st, 0)),
			.name = arena_str(a, query_text(st, 1)),
			.added = arena_str(a, query_text(st, 2)),
			.size = (size_t)query_int(st, 3),
		};
	query_give(&st);
	return r;
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
		"(SELECT 1 FROM article WHERE article.source = source.number "
		"AND removed = 1) "
		"OR EXISTS (SELECT 1 FROM article WHERE article.source = "
		"source.number AND "
		"removed = 0) ORDER BY number",
		out, e);
}

int source_sums(struct store *s, report_fn *report, void *ctx, uint32_t *faults,
		struct err *e)
{
	struct query *st =
		query_take(s,
			   "SELECT sha256, name, added, size, sum FROM source "
			   "ORDER BY number",
			   e);
	struct arena *a;
	char text[400];
	int r;

	if (!st)
		return -1;
	a = arena_new();
	while ((r = query_step(st, "reading the sources", e)) > 0) {
		str name = query_text(st, 1);

		if (!str_eq(query_text(st, 4),
			    source_sum(a, query_text(st, 0), name,
				       query_text(st, 2),
				       (size_t)query_int(st, 3)))) {
			snprintf(text, sizeof(text),
				 "source %.*s (%.12s): its name, date or hash "
				 "is damaged",
				 STR_FMT(name), query_text(st, 0).p);
			report(ctx, text);
			++*faults;
		}
		arena_reset(a);
	}
	query_give(&st);
	arena_free(&a);
	return r;
}

static str decision_sum(struct arena *a, const struct decision *d)
{
	const str values[] = { d->id, d->time, d->author, d->reason, d->json };

	return row_sum(a, values, COUNT(values));
}

int store_put_decision(struct store *s, const struct decision *given,
		       struct err *e)
{
	struct query *st = query_take(
		s,
		"INSERT INTO decision (id, time, author, reason, json, sum, "
		"number) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
		"(SELECT coalesce(max(number), 0) + 1 FROM decision))",
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
	query_put(st, 1, d.id);
	query_put(st, 2, d.time);
	query_put(st, 3, d.author);
	query_put(st, 4, d.reason);
	query_put(st, 5, d.json);
	query_put(st, 6, decision_sum(a, &d));
	r = query_do(st, "keeping a decision", e);
	query_give(&st);
	arena_free(&a);
	return r;
}

int store_decisions(struct store *s, struct arena *a, struct decision_rows *out,
		    struct err *e)
{
	struct query *st = query_take(
		s,
		"SELECT id, time, author, reason, json, sum FROM decision "
		"ORDER BY number",
		e);

	if (!st)
		return -1;
	while (query_step(st, "reading the decisions", e) > 0) {
		struct decision d = {
			.id = arena_str(a, query_text(st, 0)),
			.time = arena_str(a, query_text(st, 1)),
			.author = arena_str(a, query_text(st, 2)),
			.reason = arena_str(a, query_text(st, 3)),
			.json = arena_str(a, query_text(st, 4)),
		};

		if (str_eq(query_text(st, 5), decision_sum(a, &d)))
			*vec_add(a, out) = d;
		else
			err_set(e, ERR_STORE,
				"%s: decision %.*s is damaged; keii recover "
				"saves the others",
				s->name, STR_FMT(d.id));
	}
	query_give(&st);
	return e->code == ERR_NONE ? 0 : -1;
}

str redirect_sum(struct arena *a, str old, str new)
{
	const str values[] = { old, new };

	return row_sum(a, values, COUNT(values));
}

static int put_redirect(struct store *s, struct arena *a, str old, str new,
			struct err *e)
{
	struct query *st = query_take(
		s,
		"INSERT INTO redirect (old, new, sum) VALUES (?1, ?2, ?3) "
		"ON CONFLICT (old) DO UPDATE SET new = ?2, sum = ?3",
		e);
	int r;

	if (!st)
		return -1;
	query_put(st, 1, old);
	query_put(st, 2, new);
	query_put(st, 3, redirect_sum(a, old, new));
	r = query_do(st, "keeping a redirect", e);
	query_give(&st);
	return r;
}

struct ids {
	VEC_OF(str);
};

/* The ids that lead to this one. */
static int leading_to(struct store *s, struct arena *a, str id, struct ids *out,
		      struct err *e)
{
	struct query *st =
		query_take(s, "SELECT old FROM redirect WHERE new = ?1", e);
	int r;

	if (!st)
		return -1;
	query_put(st, 1, id);
	while ((r = query_step(st, "reading the redirects", e)) > 0)
		*vec_add(a, out) = arena_str(a, query_text(st, 0));
	query_give(&st);
	return r;
}

int store_put_redirect(struct store *s, str old, str new, struct err *e)
{
	struct arena *a = arena_new();
	struct ids ids = { 0 };
	int r = leading_to(s, a, old, &ids, e);

	/* What led to the old id leads to the new one: no chains. */
	for (uint32_t i = 0; r == 0 && i < ids.n; i++)
		r = put_redirect(s, a, ids.v[i], new, e);
	if (r == 0)
		r = put_redirect(s, a, old, new, e);
	arena_free(&a);
	return r;
}

int redirect_sums(struct store *s, report_fn *report, void *ctx,
		  uint32_t *faults, struct err *e)
{
	struct query *st = query_take(
		s, "SELECT old, new, sum FROM redirect ORDER BY old", e);
	struct arena *a;
	char text[300];
	int r;

	if (!st)
		return -1;
	a = arena_new();
	while ((r = query_step(st, "reading the redirects", e)) > 0) {
		str old = query_text(st, 0), new = query_text(st, 1),
		    sum = query_text(st, 2);

		if (sum.n && !str_eq(sum, redirect_sum(a, old, new))) {
			snprintf(text, sizeof(text),
				 "the id %.*s, joined with %.*s: one of both "
				 "is damaged",
				 STR_FMT(old), STR_FMT(new));
			report(ctx, text);
			++*faults;
		}
		arena_reset(a);
	}
	query_give(&st);
	arena_free(&a);
	return r;
}

int store_each_redirect(struct store *s, redirect_fn *fn, void *ctx,
			struct err *e)
{
	struct query *st =
		query_take(s, "SELECT old, new FROM redirect ORDER BY old", e);
	int r = 0, step = 0;

	if (!st)
		return -1;
	while (r == 0 &&
	       (step = query_step(st, "reading the redirects", e)) > 0)
		r = fn(ctx, query_text(st, 0), query_text(st, 1), e);
	if (step < 0)
		r = -1;
	query_give(&st);
	return r;
}

int store_is_empty(struct store *s, bool *empty, struct err *e)
{
	struct query *st = query_take(s,
				      "SELECT 1 FROM source UNION ALL "
				      "SELECT 1 FROM decision LIMIT 1",
				      e);
	int r;

	if (!st)
		return -1;
	r = query_step(st, "looking for sources", e);
	*empty = r == 0;
	query_give(&st);
	return r < 0 ? -1 : 0;
}
