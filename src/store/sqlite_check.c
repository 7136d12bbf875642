/* sqlite_check.c - is the file whole: pages, indexes, links between tables. */
#include "store/sqlite_priv.h"

#include <stdio.h>

struct faults {
	report_fn *report;
	void *ctx;
	uint32_t n;
};

static void fault(struct faults *f, const char *what)
{
	f->n++;
	if (f->report)
		f->report(f->ctx, what);
}

/* One row per fault, or the one row "ok". */
static int pragma_rows(struct sqlite_store *s, const char *sql,
		       struct faults *f)
{
	sqlite3_stmt *st;
	int r;

	if (sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) != SQLITE_OK) {
		fault(f, sqlite3_errmsg(s->db));
		return -1;
	}
	while ((r = sqlite3_step(st)) == SQLITE_ROW) {
		const char *row = (const char *)sqlite3_column_text(st, 0);

		if (row && strcmp(row, "ok") != 0)
			fault(f, row);
	}
	if (r != SQLITE_DONE)
		fault(f, sqlite3_errmsg(s->db));
	sqlite3_finalize(st);
	return r == SQLITE_DONE ? 0 : -1;
}

int sqlite_integrity(struct sqlite_store *s, bool full, report_fn *report,
		     void *ctx, uint32_t *faults, struct err *e)
{
	struct faults f = { report, ctx, 0 };
	sqlite3_stmt *st;
	int code;

	pragma_rows(s,
		    full ? "PRAGMA integrity_check(20)"
			 : "PRAGMA quick_check(1)",
		    &f);
	code = sqlite3_errcode(s->db);
	*faults = f.n;
	/* A busy or unreadable file is no damage of the store. */
	if (f.n && (code == SQLITE_BUSY || code == SQLITE_IOERR ||
		    code == SQLITE_CANTOPEN || code == SQLITE_NOMEM))
		return sqlite_fail(s, "checking the store", e);
	if (f.n || !full)
		return 0;
	if (sqlite3_prepare_v2(s->db, "PRAGMA foreign_key_check", -1, &st,
			       NULL) != SQLITE_OK)
		return sqlite_fail(s, "checking the store", e);
	while (sqlite3_step(st) == SQLITE_ROW) {
		char text[200];

		snprintf(text, sizeof(text),
			 "a row of table %s points to a row of %s that is "
			 "not there",
			 sqlite3_column_text(st, 0),
			 sqlite3_column_text(st, 2));
		fault(&f, text);
	}
	sqlite3_finalize(st);
	*faults = f.n;
	return 0;
}

int sqlite_check(struct store *s, report_fn *report, void *ctx,
		 uint32_t *faults, struct err *e)
{
	return sqlite_integrity(sqlite_of(s), true, report, ctx, faults, e);
}
