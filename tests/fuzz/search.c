/* search.c - the words of a search, marked in a text. */
#include "base/utf8.h"
#include "fuzz.h"
#include "store/store.h"

void fuzz_one(struct arena *a, str in)
{
	struct marks marks = { 0 };
	str query = str_token(&in, '\n');

	if (!in.p || utf8_valid_to(in) != in.n)
		return;
	search_marks(a, query, in, &marks);
	for (uint32_t i = 0; i < marks.n; i++)
		kassert(marks.v[i].from < marks.v[i].to &&
			marks.v[i].to <= in.n);
}
