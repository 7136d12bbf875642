/* decided.c - decisions read: in order of time, those taken back marked.
 *
 * The forms stand in docs/OUTPUT.md. What is no JSON is kept and followed by
 * nobody. */
#include <jansson.h>
#include <stdlib.h>

#include "merge/merge_priv.h"

str ruling_str(struct arena *a, const void *object, const char *key)
{
	const json_t *v = json_object_get(object, key);

	if (!json_is_string(v))
		return STR_NONE;
	return arena_str(a,
			 (str){ json_string_value(v), json_string_length(v) });
}

bool ruling_does(const struct ruled *r, const char *what)
{
	const char *s = json_string_value(json_object_get(r->o, "do"));

	return !r->undone && s && strcmp(s, what) == 0;
}

static int by_time(const void *a, const void *b)
{
	const struct ruled *x = a, *y = b;
	int c = str_cmp(x->d->time, y->d->time);

	return c ? c : str_cmp(x->d->id, y->d->id);
}

/* An undo may itself be undone: the last word counts. */
static void undo(struct arena *a, struct rulings *r)
{
	for (uint32_t i = r->n; i-- > 0;) {
		str id;

		if (!ruling_does(&r->v[i], "undo"))
			continue;
		id = ruling_str(a, r->v[i].o, "decision");
		for (uint32_t k = 0; k < i; k++)
			if (str_eq(r->v[k].d->id, id)) {
				r->v[k].undone = true;
				r->v[i].found = true;
			}
	}
}

struct rulings *rulings_read(struct arena *a, const struct decision *d,
			     uint32_t n)
{
	struct rulings *r = arena_one(a, struct rulings);

	for (uint32_t i = 0; i < n; i++)
		*vec_add(a, r) = (struct ruled){
			.d = &d[i],
			.o = json_loadb(d[i].json.p ? d[i].json.p : "",
					d[i].json.n, 0, NULL),
		};
	if (n == 0)
		return r;
	qsort(r->v, r->n, sizeof(*r->v), by_time);
	undo(a, r);
	return r;
}

void rulings_free(struct rulings *r)
{
	for (uint32_t i = 0; i < r->n; i++)
		json_decref(r->v[i].o);
}

void decisions_undone(struct arena *a, const struct decision *decisions,
		      uint32_t n, bool *undone)
{
	struct rulings *r = rulings_read(a, decisions, n);

	for (uint32_t i = 0; i < r->n; i++)
		undone[r->v[i].d - decisions] = r->v[i].undone;
	rulings_free(r);
}

struct ids {
	VEC_OF(str);
};

static struct ids strings_of(struct arena *a, const json_t *list)
{
	struct ids out = { 0 };
	const json_t *x;
	size_t i;

	json_array_foreach(list, i, x)
	{
		str s = { json_string_value(x), json_string_length(x) };

		if (s.n)
			*vec_add(a, &out) = arena_str(a, s);
	}
	return out;
}

void decisions_removals(struct arena *a, const struct decision *decisions,
			uint32_t n, struct removals *out)
{
	struct rulings *r = rulings_read(a, decisions, n);

	*out = (struct removals){ 0 };
	for (uint32_t i = 0; i < r->n; i++) {
		const json_t *o = r->v[i].o;
		struct ids list;

		if (!ruling_does(&r->v[i], "remove"))
			continue;
		list = strings_of(a, json_object_get(o, "sources"));
		for (uint32_t k = 0; k < list.n; k++)
			*vec_add(a, &out->sources) = list.v[k];
		list = strings_of(a, json_object_get(o, "articles"));
		for (uint32_t k = 0; k < list.n; k++)
			*vec_add(a, &out->articles) = list.v[k];
	}
	rulings_free(r);
}
