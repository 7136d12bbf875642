/* wording.c - two renderings of what one person said.
 *
 * Statements of one speaker in two articles, on days that don't exclude one
 * another, in words that are much alike and not the same. The kind says
 * "wording": it is no conflict of fact, but the reader may want both. */
#include <stdlib.h>

#include "merge/conflict_priv.h"

#define ALIKE 0.42
#define BACK 120u /* statements of the speaker that one is compared with */

struct told {
	uint32_t article;
	const struct statement_mention *s;
	struct words words;
	bool used;
};

struct speaker {
	VEC_OF(struct told);
	str id;
};

struct speakers {
	VEC_OF(struct speaker);
	struct map at;
};

static struct speaker *speaker_at(struct merge *m, struct speakers *list,
				  str id)
{
	uint64_t *at = map_put(&list->at, id);

	if (!*at) {
		vec_add(m->a, list)->id = id;
		*at = list->n;
	}
	return &list->v[*at - 1];
}

static void gather(struct merge *m, struct speakers *list)
{
	for (uint32_t i = 0; i < m->n_articles; i++) {
		const struct mentions *all = m->articles[i].m;

		for (uint32_t k = 0; k < all->statements.n; k++) {
			const struct statement_mention *s =
				&all->statements.v[k];
			const struct actor_mention *who =
				article_actor(m, i, s->speaker);
			struct told *t;

			if (!who || !who->id.n)
				continue;
			t = vec_add(m->a, speaker_at(m, list, who->id));
			t->article = i;
			t->s = s;
			words_of_span(m, i, s->at, &t->words);
		}
	}
}

static bool renders(const struct merge *m, const struct told *a,
		    const struct told *b)
{
	str x = str_span(article_doc(m, a->article)->text, a->s->at);
	str y = str_span(article_doc(m, b->article)->text, b->s->at);

	if (a->article == b->article || a->words.n < 4 || b->words.n < 4 ||
	    m->copy_of[a->article] == m->copy_of[b->article] || str_eq(x, y))
		return false;
	if (a->s->from != DAY_NONE && b->s->from != DAY_NONE &&
	    !days_meet(a->s->from, a->s->to, b->s->from, b->s->to))
		return false;
	return words_alike(&a->words, &b->words) >= ALIKE;
}

static void write_pair(struct conflicts *all, const struct speaker *who,
		       const struct told *a, const struct told *b)
{
	struct conflict c = { .attribute = "words",
			      .kind = "wording",
			      .about = who->id,
			      .from = a->s->from,
			      .to = a->s->to };
	const struct told *both[2] = { a, b };

	for (int i = 0; i < 2; i++) {
		const struct told *t = both[i];
		bool quoted = t->s->quote.from < t->s->quote.to;
		str text = article_doc(all->m, t->article)->text;

		side_add(&c, str_span(text, quoted ? t->s->quote : t->s->at),
			 t->article, t->s->at, t->s->rule);
	}
	conflict_write(all, &c);
}

void wording_conflicts(struct conflicts *all)
{
	struct speakers list = { 0 };

	map_init(&list.at, all->m->a);
	gather(all->m, &list);
	for (uint32_t i = 0; i < list.n; i++) {
		struct speaker *who = &list.v[i];

		for (uint32_t k = 1; k < who->n; k++)
			for (uint32_t b = 1; b <= BACK && b <= k; b++) {
				struct told *x = &who->v[k - b];

				if (x->used || who->v[k].used ||
				    !renders(all->m, x, &who->v[k]))
					continue;
				x->used = who->v[k].used = true;
				write_pair(all, who, x, &who->v[k]);
			}
	}
}
