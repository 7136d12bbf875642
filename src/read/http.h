/* http.h - an HTTP answer as captures keep it (RFC 9112): status line, fields,
 * body, perhaps in chunks and packed. Inside read/ only. */
#ifndef KEII_READ_HTTP_H
#define KEII_READ_HTTP_H

#include "base/buf.h"
#include "read/fields.h"

struct http_answer {
	int status;
	struct fields fields;
	str body;     /* chunks joined and unpacked; in the arena */
	bool damaged; /* the body ends before its time */
	bool large;   /* it passes the ceiling */
};

bool http_begins(str bytes);
/* ceiling: of the unpacked body. False when the bytes begin otherwise. */
bool http_read(struct arena *a, str bytes, size_t ceiling,
	       struct http_answer *out);

#endif
