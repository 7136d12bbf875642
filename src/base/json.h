/* json.h - writing JSON (RFC 8259) into a buf. Reading is jansson's job.
 *
 *   json_open(&j, '{'); json_key(&j, "id"); json_str(&j, id); json_close(&j);
 *
 * Commas are put by the writer. Keys come out in the order given, so the same
 * input gives the same bytes. */
#ifndef KEII_BASE_JSON_H
#define KEII_BASE_JSON_H

#include "base/buf.h"
#include "base/day.h"

struct json {
	struct buf *out;
	int indent; /* blanks a level; 0 = all on one line */
	uint32_t depth;
	bool empty[64]; /* per level: nothing written yet */
	bool after_key;
	char close[64];
};

/* Writes to out, which the caller owns. */
void json_init(struct json *j, struct buf *out, int indent);
void json_open(struct json *j, char bracket); /* '{' or '[' */
void json_close(struct json *j);
void json_key(struct json *j, const char *key);
void json_key_str(struct json *j, str key);
/* STR_NONE (p == NULL) is written as null; bad UTF-8 as U+FFFD. */
void json_str(struct json *j, str value);
void json_int(struct json *j, long long value);
void json_num(struct json *j, double value);
void json_bool(struct json *j, bool value);
void json_null(struct json *j);
/* Bytes that are JSON already. */
void json_raw(struct json *j, str value);
/* "2025-02-12" or null. */
void json_day(struct json *j, day when);
/* [from, to] */
void json_span(struct json *j, span at);
/* key + value in one call. */
void json_put_str(struct json *j, const char *key, str value);
void json_put_int(struct json *j, const char *key, long long value);
void json_put_day(struct json *j, const char *key, day when);
void json_put_span(struct json *j, const char *key, span at);

#endif
