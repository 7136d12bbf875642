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

/* What counts no more, and what took a change back, is not of the record: with
 * a change and its undo the reviews are what they were before
 * (docs/decisions/0021). An undo that names nothing is open, like any other. */
static const char *layer_of(struct arena *a, const struct ruled *r)
{
	if (r->undone || (r->found && ruling_does(r, "undo")) ||
	    (ruling_does(r, "remove") && ruling_str(a, r->o, "undoes").p))
		return "undone";
	return "reviews";
}

void write_reviews(struct merge *m, const struct rulings *r)
{
	struct buf out;
	struct json j;

	buf_init(&out, LIMIT_OUTPUT);
	for (uint32_t i = 0; i < r->n; i++) {
		struct arena_mark mark = arena_mark(m->a);
		struct record_item *x =
			item_begin(m, layer_of(m->a, &r->v[i]), r->v[i].d->id);

		buf_clear(&out);
		json_init(&j, &out, 0);
		put_review(&j, &r->v[i]);
		x->json = arena_str(m->a, buf_str(&out));
		item_end(m, mark);
	}
	buf_release(&out);
}
