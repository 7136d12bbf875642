/* jsonl.c - a line of annotate input through every stage to its line out. */
#include "base/limits.h"
#include "extract/annotate.h"
#include "fuzz.h"

void fuzz_one(struct arena *a, str in)
{
	static struct reader *reader;
	struct diags diags = { .arena = fuzz_perm() };
	struct buf out;

	if (!reader)
		reader = reader_new(fuzz_packs(), &diags);
	buf_init(&out, LIMIT_OUTPUT);
	annotate_line(reader, a, NULL, in, 1, NULL, STAGE_ALL, NULL, &out);
	fuzz_check_text(buf_str(&out));
	buf_release(&out);
}
