/* pack.c - word lists and rules as files of a pack. */
#include "fuzz.h"
#include "pack/pack_priv.h"

void fuzz_one(struct arena *a, str in)
{
	struct diags diags = { .arena = a };
	struct rule_file rules = { .name = STR("x"), .file = STR("x.rules") };
	struct sheet sheet = { .name = STR("x"), .file = STR("x.tsv") };

	if (fuzz_choice(&in, 2))
		rule_file_parse(a, in, &rules, &diags);
	else
		sheet_parse(a, in, &sheet, &diags);
}
