/* review_json.c - decisions as items of the record, followed or not. */
#include "base/json.h"
#include "base/limits.h"
#include "merge/merge_priv.h"

static void put_review(struct json *j, const struct ruled *r)
{
	json_open(j, '{');
	json_put_str(j, "id", r->d->id);
	json_put_str(j, "time", r->d->time);
	json_put_str(j, "author", r->d->author);
	json_put_str(j, "reason", r->d->reason);
	json_put_str(j, "state",
		     r->undone	? STR("undone")
		     : r->found ? STR("followed")
				: STR("open"));
	json_key(j, "decision");
	if (r->o)
		json_raw(j, r->d->json);
	else
		json_str(j, r->d->json);
	json_close(j);
}

void write_reviews(struct merge *m, const struct rulings *r)
{
	struct buf out;
	struct json j;

	buf_init(&out, LIMIT_OUTPUT);
	for (uint32_t i = 0; i < r->n; i++) {
		struct record_item *x = item_begin(m, "reviews", r->v[i].d->id);

		buf_clear(&out);
		json_init(&j, &out, 0);
		put_review(&j, &r->v[i]);
		x->json = arena_str(m->a, buf_str(&out));
	}
	buf_release(&out);
}
