/* assess.c - how a meeting went, as those say who judge it.
 *
 * A text that says that it ended without a result (fruitless), and quotations
 * right behind a meeting by somebody of its parties that hold a word of
 * core/assess-words.tsv. Where they differ both are shown, as a conflict of
 * the meeting's "assessment". */
#include "merge/conflict_priv.h"

#define BEHIND 700u /* bytes from the meeting to the words that judge it */
#define WORDS 160u  /* of the table that are looked for */

static const char *const polarity_name[] = { "good", "bad" };

struct judging {
	const struct merge *m;
	struct {
		str word;
		int bad;
	} v[WORDS];
	uint32_t n;
};

static void words_load(struct judging *j)
{
	const struct table *t = packs_table(j->m->packs, "", "assess-words");
	int polarity = table_column(t, "polarity"),
	    words = table_column(t, "words");

	for (uint32_t i = 0; i < t->n; i++) {
		str list = table_cell(t, i, words);

		while (list.p && j->n < WORDS) {
			str w = str_trim(str_token(&list, '|'));

			if (!w.n)
				continue;
			j->v[j->n].word = w;
			j->v[j->n++].bad =
				str_is(table_cell(t, i, polarity), "bad");
		}
	}
}

/* 0 good, 1 bad, -1: neither word is there. */
static int judged(const struct judging *j, str words)
{
	int found = -1;

	for (uint32_t i = 0; i < j->n; i++)
		if (str_has(words, j->v[i].word)) {
			if (j->v[i].bad)
				return 1; /* no progress holds progress */
			found = 0;
		}
	return found;
}

static bool of_meeting(const struct merge *m, const struct entry *e,
		       uint32_t article, uint32_t speaker)
{
	const struct actor_mention *a = article_actor(m, article, speaker);

	return a && (names_has(&e->persons, a->id) ||
		     (a->party.n && names_has(&e->parties, a->party)));
}

/* Is another meeting told between the two places? */
static bool other_between(const struct merge *m, const struct entry *e,
			  const struct item *t, uint32_t byte)
{
	const struct mentions *all = article_mentions(m, t->article);

	for (uint32_t k = t->event + 1; k < all->events.n; k++) {
		const struct event_mention *x = &all->events.v[k];

		if (x->at.from >= byte)
			return false;
		if (str_eq(kind_find(m, x->kind)->family, e->kind->family) &&
		    x->from != DAY_NONE &&
		    !days_meet(x->from, x->to, e->from, e->to))
			return true;
	}
	return false;
}

static void add_words(const struct judging *j, const struct entry *e,
		      const struct item *t, struct conflict *c)
{
	const struct mentions *all = article_mentions(j->m, t->article);
	str text = article_doc(j->m, t->article)->text;

	for (uint32_t i = 0; i < all->statements.n; i++) {
		const struct statement_mention *s = &all->statements.v[i];
		int sort;

		if (s->at.from >= t->e->at.to + BEHIND)
			return;
		if (s->at.from < t->e->at.from ||
		    s->quote.to <= s->quote.from ||
		    !of_meeting(j->m, e, t->article, s->speaker))
			continue;
		sort = judged(j, str_span(text, s->quote));
		if (sort < 0 || other_between(j->m, e, t, s->at.from))
			continue;
		side_add(c, str_of(polarity_name[sort]), t->article, s->at,
			 s->rule);
	}
}

void assessment_conflicts(struct conflicts *all)
{
	struct judging j = { .m = all->m };

	words_load(&j);
	for (uint32_t i = 0; i < all->m->entries.n; i++) {
		const struct entry *e = &all->m->entries.v[i];
		struct conflict c = { .attribute = "assessment",
				      .kind = "value",
				      .about = e->id,
				      .from = e->from,
				      .to = e->to };

		if (e->dead || e->class != CLASS_HELD || e->series ||
		    e->kind->nature != NATURE_JOINT || e->n > 200)
			continue;
		for (uint32_t k = 0; k < e->n; k++) {
			const struct item *t = &all->m->items.v[e->v[k]];

			if (t->e->fruitless.from < t->e->fruitless.to)
				side_add(&c, STR("bad"), t->article,
					 t->e->fruitless, t->e->rule);
			add_words(&j, e, t, &c);
		}
		conflict_write(all, &c);
	}
}
