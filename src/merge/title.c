/* title.c - which clause of the sources stands as an entry's title.
 *
 * A title is cut from a text, never composed: the clearest and shortest of
 * the clauses that tell the event, one for each language told in. */
#include "base/utf8.h"
#include "merge/merge_priv.h"

#define LONG 60 /* code points a line holds well */
#define SHORT 12

static bool separator(uint32_t cp)
{
	return rune_is_space(cp) || cp == ':' || cp == 0xff1a || cp == 0x3001 ||
	       cp == ',' || cp == '-' || cp == 0x2013 || cp == 0x2014 ||
	       cp == '.' || cp == 0x3002 || cp == 0xff0c;
}

static span without_ends(str text, span at)
{
	while (at.from < at.to) {
		size_t i = at.from;

		if (!separator(utf8_next(text, &i)))
			break;
		at.from = (uint32_t)i;
	}
	while (at.from < at.to) {
		size_t i = at.to;

		if (!separator(utf8_prev(text, &i)))
			break;
		at.to = (uint32_t)i;
	}
	return at;
}

/* Behind the particle that a date leaves at the front. */
static uint32_t particle_end(const struct merge *m, const struct item *t,
			     span at)
{
	const struct doc *d = article_doc(m, t->article);
	const struct table *words =
		packs_table(m->packs, lang_name(d->lang).p, "after-date");
	int word = table_column(words, "word");
	str s = str_span(d->text, at);
	size_t most = 0;

	if (at.from == t->e->at.from)
		return at.from;
	for (uint32_t i = 0; i < words->n; i++) {
		str w = table_cell(words, i, word);

		if (w.n > most && str_starts(s, w))
			most = w.n;
	}
	return at.from + (uint32_t)most;
}

/* Without the date that it begins with: the entry shows that beside it. */
static span without_date(const struct merge *m, const struct item *t, span at)
{
	const struct mentions *x = article_mentions(m, t->article);
	str text = article_doc(m, t->article)->text;
	span best;

	at = without_ends(text, at);
	best = at;
	for (uint32_t i = times_from(x, at.from); i < x->times.n; i++) {
		span time = x->times.v[i].at;

		if (time.from != at.from)
			break;
		if (time.to >= at.to || time.to <= best.from)
			continue;
		best = without_ends(text, (span){ time.to, at.to });
	}
	best.from = particle_end(m, t, best);
	best = without_ends(text, best);
	return best.to - best.from >= 12 ? best : at;
}

static bool balanced(str s)
{
	int open = 0;
	size_t i = 0;

	while (i < s.n) {
		uint32_t cp = utf8_next(s, &i);

		open += cp == 0x300c || cp == 0x300e || cp == '(' ||
			cp == 0xff08;
		open -= cp == 0x300d || cp == 0x300f || cp == ')' ||
			cp == 0xff09;
		if (open < 0)
			return false;
	}
	return open == 0;
}

/* Who is named in the clause itself, and who is only meant. */
static void count_actors(const struct merge *m, const struct item *t, span at,
			 int *named, int *meant)
{
	const struct mentions *x = article_mentions(m, t->article);

	for (uint32_t i = cast_from(x, at.from); i < x->actors.n; i++) {
		const struct actor_mention *a = &x->actors.v[i];

		if (a->at.from >= at.to)
			break;
		if (!span_within(a->at, at))
			continue;
		*named += !a->reference;
		*meant += a->reference;
	}
}

static int score(const struct merge *m, const struct entry *e,
		 const struct item *t, span at)
{
	str s = str_span(article_doc(m, t->article)->text, at);
	int n = (int)utf8_count(s), points = 0, named = 0, meant = 0;
	int scale = article_doc(m, t->article)->lang == LANG_EN ? 2 : 1;

	count_actors(m, t, at, &named, &meant);
	points += 8 * (named < 4 ? named : 4) - 12 * meant;
	points += t->heading ? 20 : 0;
	points += t->kind == e->kind ? 5 : 0;
	points += t->e->status == e->status ? 12 : 0;
	points += balanced(s) ? 0 : -30;
	if (n > LONG * scale)
		points -= (n - LONG * scale) / 3;
	if (n < SHORT * scale)
		points -= 3 * (SHORT * scale - n);
	return points;
}

void title_choose(struct merge *m, struct entry *e)
{
	for (int lang = 0; lang < LANG_COUNT; lang++)
		e->title[lang] = (struct title){ NO_REF, { 0, 0 }, 0 };
	for (uint32_t i = 0; i < e->n; i++) {
		const struct item *t = &m->items.v[e->v[i]];
		const struct doc *d = article_doc(m, t->article);
		struct title *best = &e->title[d->lang];
		span at = without_date(m, t, t->e->at);
		int points = score(m, e, t, at);

		if (at.from < at.to &&
		    (best->article == NO_REF || points > best->score))
			*best = (struct title){ t->article, at, points };
	}
}
