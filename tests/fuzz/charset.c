/* charset.c - bytes of any charset to UTF-8, declared as one of several. */
#include "text/charset.h"
#include "fuzz.h"

void fuzz_one(struct arena *a, str in)
{
	static const char *const declared[] = {
		NULL,	       "utf-8",	      "shift_jis",    "euc-jp",
		"iso-2022-jp", "utf-16",      "windows-1252", "koi8-r",
		"utf-7",       "windows-31j", "hz-gb-2312",   "nonsense",
	};
	struct diags diags = { .arena = a };
	unsigned i = fuzz_choice(&in, COUNT(declared));
	struct charset_result r;

	r = charset_to_utf8(a, in, str_of(declared[i]), &diags);
	fuzz_check_text(r.text);
	fuzz_check_text(text_nfkc(a, r.text));
}
