/* mentions.c - annotate's output line, kept in the store, back to mentions. */
#include "base/limits.h"
#include "extract/job.h"
#include "extract/mention_json.h"
#include "fuzz.h"

#define TEXT                                                                                                   \
	"ツバメ港のリンデン市長は4日、カモメ港を訪問し、白浜直樹市長と会談し" \
	"た。"                                                                                               \
	"The mayor of Kamome said on March 4 that talks would go on."

void fuzz_one(struct arena *a, str in)
{
	struct err e = ERR_INIT;
	struct mentions m = { 0 };
	struct doc *d;
	struct buf out;

	if (mentions_from_json(a, in, STR(TEXT), &d, &m, &e) < 0)
		return;
	buf_init(&out, LIMIT_OUTPUT);
	mentions_json(d, &m, &out);
	fuzz_check_text(buf_str(&out));
	buf_release(&out);
}
