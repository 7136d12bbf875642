/* http.c - an HTTP answer as captures keep it: fields, chunks, packings. */
#include "read/http.h"
#include "fuzz.h"

void fuzz_one(struct arena *a, str in)
{
	struct http_answer x;
	str type;

	if (!http_read(a, in, 1 << 20, &x))
		return;
	kassert(x.body.n <= 1 << 20);
	type = fields_of(&x.fields, "Content-Type");
	field_main(a, type);
	field_param(a, type, "charset");
	field_date(a, fields_of(&x.fields, "Date"));
}
