/* review.c - people's decisions as items of the record.
 *
 * They are kept and shown; laying them over entries comes with the review
 * commands. */
#include "base/limits.h"
#include "merge/merge_priv.h"

void write_reviews(struct merge *m, const struct decision *d, uint32_t n)
{
	struct buf out;
	struct json j;

	buf_init(&out, LIMIT_OUTPUT);
	for (uint32_t i = 0; i < n; i++) {
		struct record_item *r = item_begin(m, "reviews", d[i].id);

		buf_clear(&out);
		json_init(&j, &out, 0);
		json_open(&j, '{');
		json_put_str(&j, "id", d[i].id);
		json_put_str(&j, "time", d[i].time);
		json_put_str(&j, "author", d[i].author);
		json_put_str(&j, "reason", d[i].reason);
		json_key(&j, "decision");
		if (d[i].json.n)
			json_raw(&j, d[i].json);
		else
			json_null(&j);
		json_close(&j);
		r->json = arena_str(m->a, buf_str(&out));
	}
	buf_release(&out);
}
