/* write.c - pieces of JSON that every layer of the record uses. */
#include "base/json.h"
#include "merge/merge_priv.h"

#define LOOK_BACK                                                              \
	64u /* the same place comes again soon or never: the                   \
	     * mentions stand in order of article and place */

void evidence_add(const struct merge *m, struct evidences *list,
		  uint32_t article, span at, str rule)
{
	if (at.from >= at.to)
		return;
	for (uint32_t i = list->n > LOOK_BACK ? list->n - LOOK_BACK : 0;
	     i < list->n; i++)
		if (list->v[i].article == article &&
		    list->v[i].at.from == at.from && list->v[i].at.to == at.to)
			return;
	*vec_add(m->a, list) = (struct evidence){ article, at, rule };
}

struct place place_in(const struct merge *m, const struct evidence *e)
{
	const struct doc *d = article_doc(m, e->article);

	return (struct place){ .when = d->published,
			       .article = m->articles[e->article].id,
			       .at = e->at,
			       .text = str_span(d->text, e->at),
			       .rule = e->rule };
}

void put_place(struct json *j, struct place x)
{
	json_open(j, '{');
	json_put_str(j, "article", x.article);
	json_put_span(j, "span", x.at);
	json_put_str(j, "text", x.text);
	json_put_str(j, "rule", x.rule);
	json_close(j);
}

void put_evidence(struct json *j, const struct merge *m,
		  const struct evidence *e)
{
	put_place(j, place_in(m, e));
}

void put_evidences(struct json *j, const char *key, const struct merge *m,
		   const struct evidences *list)
{
	json_key(j, key);
	json_open(j, '[');
	for (uint32_t i = 0; i < list->n; i++)
		put_evidence(j, m, &list->v[i]);
	json_close(j);
}

struct record_item *item_begin(struct merge *m, const char *layer, str id)
{
	struct record_item *x =
		m->calls.take ? &m->item : vec_add(m->a, &m->out->items);

	*x = (struct record_item){ 0 };
	x->layer = str_of(layer);
	x->id = id;
	x->from = x->to = DAY_NONE;
	return x;
}

void item_end(struct merge *m, struct arena_mark mark)
{
	if (!m->calls.take)
		return;
	m->calls.take(m->calls.ctx, &m->item);
	arena_rewind(m->a, mark);
}

str id_of(struct arena *a, const char *prefix, uint64_t hash)
{
	static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
	size_t n = strlen(prefix);
	char *out = arena_alloc(a, n + 12);

	hash ^= hash >> 29;
	hash *= 0xbf58476d1ce4e5b9U;
	hash ^= hash >> 32;
	memcpy(out, prefix, n);
	out[n++] = '.';
	for (int i = 0; i < 10; i++, hash >>= 5)
		out[n++] = letters[hash & 31];
	return (str){ out, n };
}

str id_fresh(struct merge *m, struct map *taken, const char *prefix,
	     uint64_t hash)
{
	str id = id_of(m->a, prefix, hash);

	while (map_find(taken, id)) {
		hash = hash_mix(hash, STR("again"));
		id = id_of(m->a, prefix, hash);
	}
	*map_put(taken, id) = 1;
	return id;
}

void put_strs(struct json *j, const char *key, const str *v, uint32_t n)
{
	json_key(j, key);
	json_open(j, '[');
	for (uint32_t i = 0; i < n; i++)
		json_str(j, v[i]);
	json_close(j);
}

uint64_t hash_mix(uint64_t h, str s)
{
	return (h ^ str_hash(s)) * 1099511628211U + 0x9e3779b97f4a7c15U;
}

uint64_t hash_number(uint64_t h, uint32_t x)
{
	char digits[10];
	size_t i = sizeof(digits);

	do
		digits[--i] = (char)('0' + x % 10);
	while ((x /= 10));
	return hash_mix(h, (str){ digits + i, sizeof(digits) - i });
}

uint64_t hash_span(const struct merge *m, uint32_t article, span at)
{
	uint64_t h = str_hash(m->articles[article].id);

	return hash_number(
		hash_mix(h, str_span(article_doc(m, article)->text, at)),
		at.from);
}
