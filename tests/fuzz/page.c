/* page.c - pasted plain text to its articles. */
#include "read/page.h"
#include "base/utf8.h"
#include "fuzz.h"

void fuzz_one(struct arena *a, str in)
{
	static const struct cues *cues;
	struct page_hints hints = { 0 };
	struct articles list = { 0 };
	struct diags diags = { .arena = a };

	if (!cues)
		cues = cues_in(fuzz_perm(), fuzz_packs());
	hints.story = fuzz_choice(&in, 2);
	if (utf8_valid_to(in) != in.n || (in.n && memchr(in.p, '\0', in.n)))
		return;
	page_read(a, cues, in, &hints, &list, &diags);
	for (uint32_t i = 0; i < list.n; i++) {
		fuzz_check_text(list.v[i].text);
		fuzz_check_text(list.v[i].title);
		fuzz_check_text(list.v[i].publisher);
	}
}
