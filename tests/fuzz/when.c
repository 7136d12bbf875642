/* when.c - the times of a text, Japanese or English. */
#include "base/utf8.h"
#include "extract/job.h"
#include "fuzz.h"

void fuzz_one(struct arena *a, str in)
{
	static struct reader *reader;
	struct diags diags = { .arena = fuzz_perm() };
	struct article_input article = { .published = STR("2031-03-05") };
	struct mentions m;

	if (!reader)
		reader = reader_new(fuzz_packs(), &diags);
	article.lang = fuzz_choice(&in, 2) ? STR("ja") : STR("en");
	if (utf8_valid_to(in) != in.n)
		return;
	article.text = in;
	job_read(reader, a, NULL, &article, STAGE_TIMES, &m);
	for (uint32_t i = 0; i < m.times.n; i++) {
		kassert(m.times.v[i].at.from < m.times.v[i].at.to);
		kassert(m.times.v[i].at.to <= in.n);
	}
}
