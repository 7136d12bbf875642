/* wire.c - the answer of the process that reads, which may be hostile. */
#include "read/wire.h"
#include "fuzz.h"

void fuzz_one(struct arena *a, str in)
{
	struct articles list = { 0 };
	struct diags diags = { .arena = a };
	struct origin_place places[3] = { 0 };
	struct origin o;
	struct places asked;
	struct buf out;
	bool found;

	wire_take_question(a, in, &asked);
	if (wire_take_origin(in, 1000, &o, &found, places, COUNT(places)))
		kassert(places[2].to <= o.size && o.size <= LIMIT_INFLATED &&
			places[2].decoded.to <= o.text.n);
	if (!wire_take(a, in, &list, &diags))
		return;
	for (uint32_t i = 0; i < list.n; i++) {
		fuzz_check_text(list.v[i].text);
		fuzz_check_text(list.v[i].title);
	}
	buf_init(&out, LIMIT_ANSWER);
	wire_put(&out, &list, &diags);
	kassert(str_eq(buf_str(&out), in));
	buf_release(&out);
}
