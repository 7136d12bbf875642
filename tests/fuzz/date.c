/* date.c - dates as pages and machines write them. */
#include "base/day.h"
#include "fuzz.h"
#include "read/date_words.h"

static void check(str line, const struct stamp *s)
{
	kassert(s->at.from <= s->at.to && s->at.to <= line.n);
	kassert(s->m >= 1 && s->m <= 12 && s->d >= 1 && s->d <= 31);
}

void fuzz_one(struct arena *a, str in)
{
	static const struct date_words *words;
	struct stamp s;

	if (!words)
		words = date_words_in(fuzz_perm(), fuzz_packs());
	if (stamp_find(in, 0, &s)) {
		check(in, &s);
		stamp_text(a, &s);
	}
	for (unsigned month_first = 0; month_first < 2; month_first++)
		for (size_t at = 0; date_find(words, in, at, month_first, &s);
		     at = s.at.to) {
			check(in, &s);
			kassert(s.at.to > at);
			stamp_text(a, &s);
		}
	stamp_from_iso(a, in);
	day_parse(in);
	date_lead(words, in);
	date_meta(words, in);
}
