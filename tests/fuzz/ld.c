/* ld.c - JSON-LD as pages have it. */
#include "read/ld.h"
#include "base/utf8.h"
#include "fuzz.h"

void fuzz_one(struct arena *a, str in)
{
	struct ld_articles list = { 0 };

	if (utf8_valid_to(in) != in.n || (in.n && memchr(in.p, '\0', in.n)))
		return;
	ld_read(a, in, &list);
	for (uint32_t i = 0; i < list.n; i++) {
		fuzz_check_text(list.v[i].headline);
		fuzz_check_text(list.v[i].body);
		fuzz_check_text(list.v[i].publisher);
		fuzz_check_text(list.v[i].published);
	}
}
