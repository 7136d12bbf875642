/* pg_rows.c - rows that are put one behind the other go together.
 *
 * A plain INSERT of one row, run again and again with other values, is not
 * sent: its rows wait in the binary form of COPY. Whatever else is sent or
 * asked goes behind them, so nothing sees another order. A few rows go as
 * statements of the pipeline, many by one COPY, which costs the server neither
 * a message nor a plan for each. */
#include <stdio.h>
#include <stdlib.h>

#include "store/pg_priv.h"

#define FEW_ROWS 24u
#define MOST_BYTES ((size_t)4 << 20)
#define LIMIT_ROWS ((size_t)1 << 30)

/* Oids of pg_type.dat. */
enum { TYPE_BYTEA = 17, TYPE_INT8 = 20, TYPE_INT4 = 23, TYPE_TEXT = 25 };
#define TYPE_TEXTS 1009

/* "INSERT INTO t (a, b) VALUES ($1, $2)" -> "COPY t (a, b) …", in the heap;
 * NULL when it is another statement. */
static char *copy_of(const char *sql, int columns)
{
	static const char insert[] = "INSERT INTO ", values[] = " VALUES (";
	const char *at = strstr(sql, values), *from = sql + sizeof(insert) - 1;
	char want[PG_PARAMS * 6] = "", *out;
	size_t n;

	if (strncmp(sql, insert, sizeof(insert) - 1) != 0 || !at)
		return NULL;
	for (int i = 1; i <= columns; i++)
		snprintf(want + strlen(want), sizeof(want) - strlen(want),
			 "$%d%s", i, i < columns ? ", " : ")");
	if (strcmp(at + sizeof(values) - 1, want) != 0)
		return NULL;
	n = (size_t)(at - from) + 60;
	out = xmalloc(n);
	snprintf(out, n, "COPY %.*s FROM STDIN (FORMAT binary)",
		 (int)(at - from), from);
	return out;
}

void pg_rows_describe(struct pg_query *q)
{
	struct pg_store *s = pg_of(q->base.store);
	PGresult *r;

	free(q->copy);
	q->copy = copy_of(q->sql, q->n);
	if (!q->copy)
		return;
	r = PQdescribePrepared(s->c, q->name);
	for (int i = 0; i < q->n; i++) {
		Oid type = i < PQnparams(r) ? PQparamtype(r, i) : 0;

		q->widths[i] = type == TYPE_INT8   ? 8
			       : type == TYPE_INT4 ? 4
						   : 0;
		if (q->widths[i] || type == TYPE_TEXT || type == TYPE_BYTEA ||
		    type == TYPE_TEXTS)
			continue;
		free(q->copy);
		q->copy = NULL;
		break;
	}
	PQclear(r);
}

void pg_big_endian(char *out, uint64_t x, int n)
{
	for (int i = n; i-- > 0; x >>= 8)
		out[i] = (char)(x & 0xff);
}

static void add_number(struct buf *b, uint64_t x, int n)
{
	char bytes[8];

	pg_big_endian(bytes, x, n);
	buf_add(b, (str){ bytes, (size_t)n });
}

static void add_value(struct buf *b, const struct pg_query *q, int i)
{
	if (!q->values[i]) {
		add_number(b, UINT32_MAX, 4);
	} else if (q->widths[i]) {
		kassert(q->formats[i] == 0);
		add_number(b, q->widths[i], 4);
		add_number(b, (uint64_t)strtoll(q->values[i], NULL, 10),
			   q->widths[i]);
	} else {
		kassert(q->formats[i] == 1);
		add_number(b, (uint64_t)q->lengths[i], 4);
		buf_add(b, (str){ q->values[i], (size_t)q->lengths[i] });
	}
}

/* Rows of another statement go first. */
static int begin_rows(struct pg_query *q, const char *doing, struct err *e)
{
	struct pg_store *s = pg_of(q->base.store);
	struct pg_rows *rows = &s->rows;

	if (rows->n && strcmp(rows->name, q->name) == 0)
		return 0;
	if (pg_rows_flush(s, e) < 0)
		return -1;
	if (!rows->bytes.ceiling)
		buf_init(&rows->bytes, LIMIT_ROWS);
	free(rows->copy);
	rows->copy = xmalloc(strlen(q->copy) + 1);
	memcpy(rows->copy, q->copy, strlen(q->copy) + 1);
	memcpy(rows->name, q->name, sizeof(rows->name));
	rows->columns = q->n;
	rows->doing = doing;
	return 0;
}

int pg_rows_put(struct pg_query *q, const char *doing, struct err *e)
{
	struct pg_store *s = pg_of(q->base.store);
	struct pg_rows *rows = &s->rows;

	if (begin_rows(q, doing, e) < 0)
		return -1;
	add_number(&rows->bytes, (uint64_t)q->n, 2);
	for (int i = 0; i < q->n; i++)
		add_value(&rows->bytes, q, i);
	rows->n++;
	return rows->bytes.n < MOST_BYTES ? 0 : pg_rows_flush(s, e);
}

void pg_rows_forget(struct pg_store *s)
{
	s->rows.n = 0;
	buf_clear(&s->rows.bytes);
}

/* ---- a few: as statements */

static uint32_t number_at(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;

	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
	       (uint32_t)b[2] << 8 | b[3];
}

static int send_row(struct pg_store *s, const struct pg_rows *rows,
		    const char **at, struct err *e)
{
	struct pg_sent x = { .name = rows->name, .n = rows->columns };

	*at += 2;
	for (int i = 0; i < rows->columns; i++) {
		uint32_t n = number_at(*at);

		*at += 4;
		x.formats[i] = 1;
		if (n == UINT32_MAX)
			continue;
		x.values[i] = *at;
		x.lengths[i] = (int)n;
		*at += n;
	}
	return pg_send(s, &x, rows->doing, e);
}

static int send_rows(struct pg_store *s, const struct pg_rows *rows, uint32_t n,
		     struct err *e)
{
	const char *at = rows->bytes.p;

	for (uint32_t i = 0; i < n; i++)
		if (send_row(s, rows, &at, e) < 0)
			return -1;
	return 0;
}

/* ---- many: by COPY */

static int end_copy(struct pg_store *s, const char *doing, struct err *e)
{
	PGresult *r;
	int code = 0;

	if (PQputCopyEnd(s->c, NULL) != 1)
		code = pg_fail(s, NULL, doing, e);
	while ((r = PQgetResult(s->c))) {
		if (!pg_is_good(r) && code == 0)
			code = pg_fail(s, r, doing, e);
		PQclear(r);
		if (PQstatus(s->c) != CONNECTION_OK)
			break;
	}
	return code;
}

static int copy_rows(struct pg_store *s, const struct pg_rows *rows,
		     struct err *e)
{
	static const char head[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0";
	static const char tail[] = "\377\377";
	const str parts[] = { { head, 19 },
			      buf_str(&rows->bytes),
			      { tail, 2 } };
	PGresult *r;
	bool open;

	if (pg_answers(s, e) < 0)
		return -1;
	r = PQexec(s->c, rows->copy);
	open = PQresultStatus(r) == PGRES_COPY_IN;
	if (!open)
		pg_fail(s, r, rows->doing, e);
	PQclear(r);
	if (!open)
		return -1;
	for (size_t i = 0; i < COUNT(parts); i++)
		if (PQputCopyData(s->c, parts[i].p, (int)parts[i].n) != 1)
			return pg_fail(s, NULL, rows->doing, e);
	return end_copy(s, rows->doing, e);
}

int pg_rows_flush(struct pg_store *s, struct err *e)
{
	struct pg_rows *rows = &s->rows;
	uint32_t n = rows->n;
	int r;

	if (!n)
		return 0;
	rows->n = 0; /* what follows may ask to settle */
	r = n < FEW_ROWS ? send_rows(s, rows, n, e) : copy_rows(s, rows, e);
	buf_clear(&rows->bytes);
	return r;
}
