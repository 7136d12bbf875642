/* kinds.c - kind -> family and nature, from core/families.tsv. */
#include "merge/merge_priv.h"

static enum nature nature_by_name(str s)
{
	if (str_is(s, "joint"))
		return NATURE_JOINT;
	return str_is(s, "act") ? NATURE_ACT : NATURE_SPEECH;
}

static struct kind_info *kind_add(struct merge *m, str kind)
{
	struct kind_info *k = vec_add(m->a, &m->kinds);

	*k = (struct kind_info){ kind, kind, NATURE_SPEECH, 1 };
	return k;
}

/* Every kind that occurs gets a row before pointers to rows are lent: kinds
 * that the table doesn't name are a family of their own, joined only where
 * the words are alike. */
void kinds_load(struct merge *m)
{
	const struct table *t = packs_table(m->packs, "", "families");
	int kind = table_column(t, "kind"), family = table_column(t, "family");
	int nature = table_column(t, "nature");
	int weight = table_column(t, "weight");

	map_init(&m->kind_by_name, m->a);
	for (uint32_t i = 0; i < t->n; i++) {
		struct kind_info *k = kind_add(m, table_cell(t, i, kind));

		k->family = table_cell(t, i, family);
		k->nature = nature_by_name(table_cell(t, i, nature));
		k->weight = (int)str_to_long(table_cell(t, i, weight));
		if (k->weight < 1)
			k->weight = 1;
		if (k->kind.n)
			*map_put(&m->kind_by_name, k->kind) = m->kinds.n;
	}
	for (uint32_t i = 0; i < m->n_articles; i++) {
		const struct mentions *x = article_mentions(m, i);

		for (uint32_t k = 0; k < x->events.n; k++) {
			str name = x->events.v[k].kind;

			if (!name.n)
				name = STR("other");
			if (map_find(&m->kind_by_name, name))
				continue;
			kind_add(m, name);
			*map_put(&m->kind_by_name, name) = m->kinds.n;
		}
	}
}

const struct kind_info *kind_find(const struct merge *m, str kind)
{
	const uint64_t *at;

	if (!kind.n)
		kind = STR("other");
	at = map_find(&m->kind_by_name, kind);
	kassert(at && *at);
	return &m->kinds.v[*at - 1];
}

enum status_class class_of(enum status s)
{
	switch (s) {
	case STATUS_HELD:
	case STATUS_ONGOING:
		return CLASS_HELD;
	case STATUS_PLANNED:
	case STATUS_PROPOSED:
	case STATUS_HYPOTHETICAL:
		return CLASS_PLANNED;
	case STATUS_CANCELLED:
	case STATUS_POSTPONED:
	case STATUS_DENIED:
		return CLASS_OFF;
	}
	return CLASS_HELD;
}

bool kind_gathers(const struct kind_info *k)
{
	return str_is(k->family, "meeting") || str_is(k->family, "visit") ||
	       str_is(k->family, "call");
}
