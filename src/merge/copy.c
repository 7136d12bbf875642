/* copy.c - layer "copies": the articles that are copies or rewrites of another
 * one, as independent.c grouped them. */
#include "base/json.h"
#include "merge/merge_priv.h"

/* The one that came out first stands for its group; else the one told when it
 * came out; else the first by id. */
static bool comes_before(const struct merge_article *x,
			 const struct merge_article *y)
{
	str a = x->doc->published_text, b = y->doc->published_text;

	if (!a.n || !b.n)
		return a.n > b.n;
	return str_cmp(a, b) < 0;
}

static uint32_t *firsts(const struct merge *m)
{
	uint32_t *first = arena_many(m->a, uint32_t, m->n_articles + 1);

	for (uint32_t i = 0; i < m->n_articles; i++) {
		uint32_t g = m->copy_of[i];

		if (g == i)
			first[g] = i;
		else if (comes_before(&m->articles[i], &m->articles[first[g]]))
			first[g] = i;
	}
	return first;
}

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
	json_put_str(&j, "likeness",
		     str_eq(x->doc->text, y->doc->text) ? STR("same")
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
	const uint32_t *first = firsts(m);
	struct buf out;

	buf_init(&out, 1u << 20);
	for (uint32_t i = 0; i < m->n_articles; i++)
		if (first[m->copy_of[i]] != i)
			write_copy(m, &out, i, first[m->copy_of[i]]);
	buf_release(&out);
}
