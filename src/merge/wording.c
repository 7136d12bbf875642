/* wording.c - two renderings of what one person said.
 *
 * Statements of one speaker, or told by one speaker of another, of one month
 * and on days that don't exclude one another, in words that are much alike and
 * not the same: in two articles, or quoted twice in one. The kind says
 * "wording": it is no conflict of fact, but the reader may want both. */
#include <stdlib.h>

#include "merge/conflict_priv.h"

#define ALIKE 0.42
#define ALIKE_TOLD 0.75 /* where one of them is no quotation */
#define HELD 0.45	/* of the shorter quotation's pairs of letters */
#define HELD_LEAST 8	/* so many has the shorter one at least */
#define HELD_WORDS 3	/* whole words, of English */
#define HELD_LATIN 0.6	/* of them */
#define TWICE 0.6	/* alike are two quotations of one article */
#define OTHERS_LEAST 6u /* pairs of letters of a further rendering */
#define BACK 120u /* statements of the speaker's month that are compared */

/* quote: all its letters, kana too */
struct words_told {
	struct words words, quote;
};

struct told {
	uint32_t article;
	uint32_t number; /* among the speaker's */
	int month;
	const struct statement_mention *s;
	const struct words_told *by; /* once it is compared */
	bool latin;		     /* words and quote are whole words */
	bool used;
};

struct speaker {
	VEC_OF(struct told);
	str id;
};

struct speakers {
	struct arena *arena; /* much, and only while wordings are compared */
	VEC_OF(struct speaker);
	struct map at;
};

static struct speaker *speaker_at(struct speakers *list, str id)
{
	uint64_t *at = map_put(&list->at, id);

	if (!*at) {
		vec_add(list->arena, list)->id = id;
		*at = list->n;
	}
	return &list->v[*at - 1];
}

static bool is_quoted(const struct told *t)
{
	return t->s->quote.from < t->s->quote.to;
}

static void add_told(const struct merge *m, struct speakers *list,
		     uint32_t article, const struct statement_mention *s,
		     uint32_t actor)
{
	const struct actor_mention *who = article_actor(m, article, actor);
	struct speaker *speaker;
	struct told *t;

	if (!who || !who->id.n)
		return;
	speaker = speaker_at(list, who->id);
	t = vec_add(list->arena, speaker);
	t->article = article;
	t->s = s;
	t->number = speaker->n;
	t->month = month_told(m, article, s->from, s->to);
	t->latin = article_doc(m, article)->lang == LANG_EN;
}

/* What it is compared by. */
static struct words_told words_told(const struct merge *m, const struct told *t)
{
	const struct statement_mention *s = t->s;
	str text = article_doc(m, t->article)->text;
	struct words_told out = { 0 };

	if (t->latin)
		latin_sketch(str_span(text, s->at), &out.words);
	else
		words_of_span(m, t->article, s->at, &out.words);
	if (is_quoted(t) && t->latin)
		latin_sketch(str_span(text, s->quote), &out.quote);
	else if (is_quoted(t))
		letters_sketch(str_span(text, s->quote), &out.quote);
	return out;
}

/* What a spokesman tells of another's words is looked for under both. */
static void gather(const struct merge *m, struct speakers *list)
{
	for (uint32_t i = 0; i < m->n_articles; i++) {
		const struct mentions *all = article_mentions(m, i);

		for (uint32_t k = 0; k < all->statements.n; k++) {
			const struct statement_mention *s =
				&all->statements.v[k];

			add_told(m, list, i, s, s->speaker);
			if (s->reported_by != s->speaker)
				add_told(m, list, i, s, s->reported_by);
		}
	}
}

/* One quotation holds most of the other's letters. */
static bool quotes_alike(const struct told *a, const struct told *b)
{
	uint32_t least = a->by->quote.n < b->by->quote.n ? a->by->quote.n
							 : b->by->quote.n;

	/* endings alone say nothing: a word must be the same */
	return a->latin == b->latin &&
	       least >= (a->latin ? HELD_WORDS : HELD_LEAST) &&
	       words_shared(&a->by->quote, &b->by->quote) >=
		       (a->latin ? HELD_LATIN : HELD) * least &&
	       words_shared(&a->by->words, &b->by->words) > 0;
}

/* Both were posted, or said at a press conference, that very day, and a word
 * of the one is in the other. */
static bool same_occasion(const struct told *a, const struct told *b)
{
	return a->s->from != DAY_NONE && a->s->from == a->s->to &&
	       b->s->from == a->s->from && b->s->to == a->s->to &&
	       a->s->medium.n && str_eq(a->s->medium, b->s->medium) &&
	       is_quoted(a) && is_quoted(b) && a->latin == b->latin &&
	       (a->latin ? words_shared(&a->by->quote, &b->by->quote) >=
				   HELD_WORDS
			 : words_shared(&a->by->words, &b->by->words) > 0);
}

static bool renders(const struct merge *m, const struct told *a,
		    const struct told *b)
{
	str x = str_span(article_doc(m, a->article)->text, a->s->at);
	str y = str_span(article_doc(m, b->article)->text, b->s->at);

	if (a->s == b->s || (a->article != b->article && str_eq(x, y)))
		return false;
	if (a->s->from != DAY_NONE && b->s->from != DAY_NONE &&
	    !days_meet(a->s->from, a->s->to, b->s->from, b->s->to))
		return false;
	if (a->article == b->article) {
		double like = words_alike(&a->by->quote, &b->by->quote);

		return a->by->quote.n >= HELD_LEAST &&
		       b->by->quote.n >= HELD_LEAST && like >= TWICE &&
		       like < 1;
	}
	if (m->copy_of[a->article] == m->copy_of[b->article])
		return false;
	if ((quotes_alike(a, b) || same_occasion(a, b)) &&
	    words_alike(&a->by->quote, &b->by->quote) < 1)
		return true;
	return a->by->words.n >= 4 && b->by->words.n >= 4 &&
	       words_alike(&a->by->words, &b->by->words) >=
		       (is_quoted(a) && is_quoted(b) ? ALIKE : ALIKE_TOLD);
}

/* What else the speaker is told to have said in much the same words. */
static void add_others(const struct merge *m, struct speaker *who,
		       const struct told *const both[2], struct conflict *c)
{
	for (uint32_t i = 0; i < who->n && i < BACK; i++) {
		struct told *t = &who->v[i];
		bool like = false;

		if (t->used || !is_quoted(t) || t->by->quote.n < OTHERS_LEAST)
			continue;
		for (int k = 0; k < 2; k++)
			like |= both[k]->s != t->s && is_quoted(both[k]) &&
				words_alike(&both[k]->by->quote,
					    &t->by->quote) < 1 &&
				quotes_alike(both[k], t);
		if (!like)
			continue;
		t->used = true;
		side_add(
			c,
			str_span(article_doc(m, t->article)->text, t->s->quote),
			t->article, t->s->at, t->s->rule);
	}
}

static void write_pair(struct conflicts *all, struct speaker *who,
		       const struct told *a, const struct told *b)
{
	struct conflict c = { .attribute = "words",
			      .kind = "wording",
			      .about = who->id,
			      .from = a->s->from,
			      .to = a->s->to,
			      .among = (uint64_t)(a->month + 2) };
	const struct told *both[2] = { a, b };
	bool quoted = is_quoted(a) && is_quoted(b) &&
		      words_alike(&a->by->quote, &b->by->quote) < 1;

	/* the same quotation about something else: the whole is what differs */
	for (int i = 0; i < 2; i++) {
		const struct told *t = both[i];
		str text = article_doc(all->m, t->article)->text;

		side_add(&c, str_span(text, quoted ? t->s->quote : t->s->at),
			 t->article, t->s->at, t->s->rule);
	}
	add_others(all->m, who, both, &c);
	conflict_write(all, &c);
}

/* Within a month in the order of the text. */
static int by_month(const void *a, const void *b)
{
	const struct told *x = a, *y = b;

	if (x->month != y->month)
		return x->month < y->month ? -1 : 1;
	return x->number < y->number ? -1 : x->number > y->number;
}

/* Those of one month; scratch is for them alone. */
static void compare(struct conflicts *all, struct speaker *who,
		    struct arena *scratch)
{
	struct words_told *by =
		who->n < 2 ? NULL
			   : arena_many(scratch, struct words_told, who->n);

	for (uint32_t k = 0; by && k < who->n; k++) {
		by[k] = words_told(all->m, &who->v[k]);
		who->v[k].by = &by[k];
	}
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

void wording_conflicts(struct conflicts *all)
{
	struct arena *a = arena_new(), *scratch = arena_new();
	struct speakers list = { .arena = a };

	map_init(&list.at, a);
	gather(all->m, &list);
	for (uint32_t i = 0; i < list.n; i++) {
		struct speaker *who = &list.v[i], part = { .id = who->id };

		qsort(who->v, who->n, sizeof(*who->v), by_month);
		for (uint32_t k = 0; k < who->n; k += part.n) {
			part.v = who->v + k;
			part.n = 1;
			while (k + part.n < who->n &&
			       part.v[part.n].month == part.v[0].month)
				part.n++;
			compare(all, &part, scratch);
			arena_reset(scratch);
		}
	}
	arena_free(&scratch);
	arena_free(&a);
}
