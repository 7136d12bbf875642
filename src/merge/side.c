/* side.c - people's word on who belongs to which party.
 *
 * {"do": "side", "actor": ID, "party": CODE} counts wherever that actor is
 * named: before entries are made, so that all that rests on parties follows.
 * The mentions stay as they are; the merge works on copies. */
#include "merge/merge_priv.h"

struct side {
	str actor, party;
	struct ruled *by;
};

struct sides {
	VEC_OF(struct side);
};

static struct side *side_of(const struct sides *list, str actor)
{
	for (uint32_t i = list->n; i-- > 0;)
		if (str_eq(list->v[i].actor, actor))
			return &list->v[i];
	return NULL;
}

/* NULL: nobody of them is named. */
static struct mentions *with_sides(struct arena *a, const struct mentions *m,
				   const struct sides *list)
{
	struct mentions *copy = NULL;

	for (uint32_t i = 0; i < m->actors.n; i++) {
		const struct side *s = side_of(list, m->actors.v[i].id);

		if (!s)
			continue;
		s->by->found = true;
		if (!copy) {
			copy = arena_one(a, struct mentions);
			*copy = *m;
			copy->actors.v = arena_many(a, struct actor_mention,
						    m->actors.n);
			memcpy(copy->actors.v, m->actors.v,
			       m->actors.n * sizeof(*m->actors.v));
		}
		copy->actors.v[i].party = s->party;
	}
	return copy;
}

/* What a person demands, the party demands. */
static void positions_follow(struct arena *a, struct mentions *m,
			     const struct sides *list)
{
	struct position_mention *v =
		arena_many(a, struct position_mention, m->positions.n + 1);

	for (uint32_t i = 0; i < m->positions.n; i++) {
		const struct side *s = NULL;

		v[i] = m->positions.v[i];
		if (v[i].holder < m->actors.n)
			s = side_of(list, m->actors.v[v[i].holder].id);
		if (s)
			v[i].party = s->party;
	}
	m->positions.v = v;
}

const struct merge_article *rulings_sides(struct merge *m, struct rulings *r,
					  const struct merge_article *articles)
{
	struct merge_article *out;
	struct sides list = { 0 };

	for (uint32_t i = 0; i < r->n; i++) {
		str actor, party;

		if (!ruling_does(&r->v[i], "side"))
			continue;
		actor = ruling_str(m->a, r->v[i].o, "actor");
		party = ruling_str(m->a, r->v[i].o, "party");
		if (actor.n && party.n)
			*vec_add(m->a, &list) =
				(struct side){ actor, party, &r->v[i] };
	}
	if (list.n == 0)
		return articles;
	out = arena_many(m->a, struct merge_article, m->n_articles + 1);
	for (uint32_t i = 0; i < m->n_articles; i++) {
		struct mentions *x = with_sides(m->a, articles[i].m, &list);

		out[i] = articles[i];
		if (!x)
			continue;
		positions_follow(m->a, x, &list);
		out[i].m = x;
	}
	return out;
}
