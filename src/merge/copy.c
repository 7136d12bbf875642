/* copy.c - layer "copies": the articles that are copies or rewrites of another
 * one, as original.c found them. */
#include "base/json.h"
#include "merge/merge_priv.h"

static void write_copy(struct merge *m, struct buf *out, uint32_t i,
		       uint32_t first)
{
	const struct merge_article *x = &m->articles[i];
	const struct merge_article *y = &m->articles[first];
	struct arena_mark mark = arena_mark(m->a);
	struct record_item *r;
	struct json j;
	str *ids = arena_many(m->a, str, 2);

	buf_clear(out);
	json_init(&j, out, 0);
	json_open(&j, '{');
	json_put_str(&j, "id", x->id);
	json_put_str(&j, "copy_of", y->id);
	json_put_str(
		&j, "likeness",
		str_eq(article_doc(m, i)->text, article_doc(m, first)->text)
			? STR("same")
			: STR("near"));
	json_close(&j);
	ids[0] = x->id;
	ids[1] = y->id;
	r = item_begin(m, "copies", x->id);
	r->json = arena_str(m->a, buf_str(out));
	r->articles = ids;
	r->n_articles = 2;
	item_end(m, mark);
}

void write_copies(struct merge *m)
{
	struct buf out;

	buf_init(&out, 1u << 20);
	for (uint32_t i = 0; i < m->n_articles; i++)
		if (m->copy_of[i] != i)
			write_copy(m, &out, i, m->copy_of[i]);
	buf_release(&out);
}
