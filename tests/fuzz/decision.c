/* decision.c - people's decisions, one a line, laid over a small record. */
#include "extract/job.h"
#include "fuzz.h"
#include "merge/merge.h"

static const char *const texts[] = {
	"ツバメ港のリンデン市長は4日、カモメ港を訪問し、白浜直樹市長と会談した"
	"。",
	"Mayor Olga Linden of Tsubame will visit Kamome on March 4 and meet "
	"Naoki Shirahama. The strait commission proposed a new plan.",
};

static struct merge_article articles[COUNT(texts)];

static void prepare(void)
{
	struct arena *a = fuzz_perm();
	struct diags diags = { .arena = a };
	static struct reader *reader;

	reader = reader_new(fuzz_packs(), &diags);
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct article_input in = {
			.id = arena_printf(a, "a%zu", i),
			.text = str_of(texts[i]),
			.published = STR("2031-03-05"),
		};
		struct mentions *m = arena_one(a, struct mentions);

		articles[i].doc = job_read(reader, a, NULL, &in, STAGE_ALL, m);
		articles[i].id = in.id;
		articles[i].source = in.id;
		articles[i].m = m;
	}
}

void fuzz_one(struct arena *a, str in)
{
	struct decision list[16];
	struct removals out;
	struct record record = { 0 };
	uint32_t n = 0;

	if (!articles[0].doc)
		prepare();
	while (in.p && n < COUNT(list)) {
		list[n] = (struct decision){
			.id = arena_printf(a, "d%u", n),
			.time = STR("2031-03-06T00:00:00Z"),
			.json = str_token(&in, '\n'),
		};
		n++;
	}
	decisions_removals(a, list, n, &out);
	merge_record(a, fuzz_packs(), articles, COUNT(texts), list, n, &record);
	for (uint32_t i = 0; i < record.items.n; i++)
		fuzz_check_text(record.items.v[i].json);
}
