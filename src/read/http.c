/* http.c - an HTTP answer as captures keep it. */
#include "read/http.h"

#include "base/limits.h"
#include "read/stream.h"

bool http_begins(str bytes)
{
	size_t nl;
	str line;

	if (!str_starts(bytes, STR("HTTP/")))
		return false;
	nl = str_find(str_cut(bytes, 0, 200), STR("\n"), 0);
	line = str_cut(bytes, 0, nl);
	for (size_t i = 5; i + 3 < line.n; i++)
		if (line.p[i] == ' ')
			return str_to_long(str_cut(line, i + 1, i + 4)) >= 100;
	return false;
}

/* The chunks of RFC 9112 section 7.1 joined. False when the bytes are not
 * chunked at all (some archives keep the field and join the chunks). */
static bool join_chunks(str in, struct buf *out, bool *damaged)
{
	size_t at = 0, chunks = 0;

	for (;;) {
		size_t n = 0, digits = 0;
		int d;

		while (at < in.n && digits < 8 &&
		       (d = hex_digit(in.p[at])) >= 0) {
			n = n * 16 + (size_t)d;
			at++;
			digits++;
		}
		at = str_find(in, STR("\n"), at);
		if (!digits || at == SIZE_MAX) {
			*damaged = chunks > 0;
			return chunks > 0;
		}
		at++;
		if (!n)
			return true;
		chunks++;
		buf_add(out, str_cut(in, at, at + n));
		at = n < in.n - at ? at + n : in.n;
		while (at < in.n && (in.p[at] == '\r' || in.p[at] == '\n'))
			at++;
		if (at >= in.n) {
			*damaged = true;
			return true;
		}
	}
}

/* Unpacks in the order that undoes the encodings told, the last first. */
static str unpack(struct arena *a, str body, str encodings, size_t ceiling,
		  struct http_answer *x)
{
	for (int n = 0; encodings.n && n < 3; n++) {
		size_t comma = 0;
		enum packing packing;
		struct buf out;

		for (size_t i = 0; i < encodings.n; i++)
			if (encodings.p[i] == ',')
				comma = i + 1;
		packing = packing_by_name(
			field_main(a, str_cut(encodings, comma, encodings.n)));
		encodings = str_cut(encodings, 0, comma ? comma - 1 : 0);
		if (packing == PACKED_NOT ||
		    (packing == PACKED_GZIP &&
		     packing_by_mark(body) != PACKED_GZIP))
			continue; /* archives that kept it unpacked */
		buf_init(&out, ceiling);
		if (!unpack_all(body, packing, &out)) {
			if (!out.n && packing != PACKED_GZIP) {
				buf_release(&out); /* unpacked before */
				continue;
			}
			x->damaged = true;
		}
		x->large = x->large || buf_failed(&out);
		body = arena_str(a, buf_str(&out));
		buf_release(&out);
	}
	return body;
}

bool http_read(struct arena *a, str bytes, size_t ceiling,
	       struct http_answer *out)
{
	size_t line, head;
	str body;

	*out = (struct http_answer){ 0 };
	if (!http_begins(bytes))
		return false;
	line = str_find(bytes, STR("\n"), 0);
	for (size_t i = 5; i < line; i++)
		if (bytes.p[i] == ' ') {
			out->status =
				(int)str_to_long(str_cut(bytes, i + 1, i + 4));
			break;
		}
	bytes = str_cut(bytes, line + 1, bytes.n);
	head = fields_read(a, bytes, &out->fields);
	if (head == SIZE_MAX)
		return true;
	body = str_cut(bytes, head, bytes.n);
	if (str_has(field_main(a, fields_of(&out->fields, "Transfer-Encoding")),
		    STR("chunked"))) {
		struct buf joined;

		buf_init(&joined, ceiling);
		if (join_chunks(body, &joined, &out->damaged))
			body = arena_str(a, buf_str(&joined));
		buf_release(&joined);
	}
	out->body = unpack(a, body, fields_of(&out->fields, "Content-Encoding"),
			   ceiling, out);
	return true;
}
