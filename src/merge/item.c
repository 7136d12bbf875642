/* item.c - event mentions with the features that merging compares.
 *
 * In: the articles, sorted. Out: m->items in canonical order (article, span),
 * which is the order that every later step works in, so that the order in
 * which articles came can't be seen in the record. */
#include <stdlib.h>

#include "base/index.h"
#include "base/utf8.h"
#include "merge/merge_priv.h"

const struct merge_article *article_at(const struct merge *m, uint32_t article)
{
	/* what was at work before may leave memory now */
	if (m->calls.lull)
		m->calls.lull(m->calls.ctx);
	return &m->articles[article];
}

const struct doc *article_doc(const struct merge *m, uint32_t article)
{
	return article_at(m, article)->doc;
}

const struct mentions *article_mentions(const struct merge *m, uint32_t article)
{
	return article_at(m, article)->m;
}

const struct actor_mention *article_actor(const struct merge *m,
					  uint32_t article, uint32_t ref)
{
	const struct mentions *x = article_mentions(m, article);

	return ref < x->actors.n ? &x->actors.v[ref] : NULL;
}

const struct actor_mention *item_doer(const struct merge *m,
				      const struct item *t, uint32_t k)
{
	const struct participant *p = &t->e->participants[k];

	return p->role == PART_SOURCE ? article_actor(m, t->article, p->actor)
				      : NULL;
}

/* ---- who takes part */

static str member_party(const struct mentions *x, str member)
{
	for (uint32_t i = 0; i < x->actors.n && i < 400; i++)
		if (str_eq(x->actors.v[i].id, member) && x->actors.v[i].party.n)
			return x->actors.v[i].party;
	return str_starts(member, STR("s.")) ? str_cut(member, 2, member.n)
					     : member;
}

static void add_actor(struct merge *m, struct arena *a, struct item *t,
		      const struct actor_mention *x)
{
	const struct mentions *all = article_mentions(m, t->article);

	if (x->kind == ACTOR_PLACE)
		return;
	if (x->kind == ACTOR_PERSON)
		names_add(a, &t->persons, x->id);
	if (x->kind == ACTOR_ORGANISATION)
		names_add(a, &t->bodies, x->id);
	for (uint32_t i = 0; i < x->n_members; i++)
		names_add(a, &t->parties, member_party(all, x->members[i]));
	/* "delegations" by themselves are nobody's */
	if (x->n_members == 0 && (x->party.n || x->kind != ACTOR_GROUP))
		names_add(a, &t->parties, x->party.n ? x->party : x->id);
}

/* Of words only who says them tells them apart, not whom they are about. The
 * sets are made in a. */
static void add_participants(struct merge *m, struct arena *a, struct item *t)
{
	const struct event_mention *e = t->e;
	bool sources = false;

	if (t->kind->nature == NATURE_SPEECH)
		for (uint32_t i = 0; i < e->n_participants; i++)
			sources |= e->participants[i].role == PART_SOURCE;
	for (uint32_t i = 0; i < e->n_participants; i++) {
		const struct participant *p = &e->participants[i];
		const struct actor_mention *x =
			article_actor(m, t->article, p->actor);

		if (!x || (sources && p->role != PART_SOURCE))
			continue;
		/* who only lends the room or the good offices may go
		 * unnamed elsewhere */
		if (p->role == PART_HOST)
			continue;
		add_actor(m, a, t, x);
	}
}

/* The sets that items have, each once: most come again and again. */
struct sets {
	VEC_OF(struct names);
	struct index at;
};

/* In place of the set it was made as, which may go. */
static void set_once(struct merge *m, struct sets *all, struct names *s)
{
	uint32_t hash = 0, i, step = 0;
	struct names kept = { .n = s->n };

	for (uint32_t k = 0; k < s->n; k++)
		hash = hash * 31 + index_hash(s->v[k]);
	while ((i = index_next(&all->at, hash, &step)) != INDEX_NONE)
		if (names_equal(&all->v[i], s)) {
			*s = all->v[i];
			return;
		}
	if (s->n) {
		kept.v = arena_many(m->a, str, s->n);
		memcpy(kept.v, s->v, s->n * sizeof(str));
	}
	index_put(&all->at, hash, all->n);
	*vec_add(all->at.arena, all) = *s = kept;
}

static void add_numbers(struct item *t)
{
	for (uint32_t i = 0; i < t->e->n_magnitudes; i++) {
		const struct magnitude *g = &t->e->magnitudes[i];

		if (str_is(g->what, "ordinal"))
			t->ordinal = g->value;
		else if (str_is(g->what, "times") || str_is(g->what, "rounds"))
			t->rounds = g->value;
		else if (str_is(g->what, "points"))
			t->points = g->value;
	}
}

/* ---- where in the page it stands */

/* Lines below a bullet have its depth but are no bullets: they rank below. */
static uint32_t rank_of(const struct sentence *s)
{
	if (s->kind == SENTENCE_HEADING)
		return 1;
	if (s->depth == 0)
		return 2;
	return 2u * s->depth + (s->kind == SENTENCE_BULLET ? 1 : 2);
}

/* The sentence that each sentence stands under, by a stack of open ranks. */
static uint32_t *governors(struct arena *a, const struct doc *d)
{
	uint32_t *out = arena_many(a, uint32_t, d->sentences.n + 1);
	uint32_t open[64], n = 0;

	for (uint32_t i = 0; i < d->sentences.n; i++) {
		const struct sentence *s = &d->sentences.v[i];
		uint32_t rank = rank_of(s);

		while (n > 0 && rank_of(&d->sentences.v[open[n - 1]]) >= rank)
			n--;
		out[i] = n > 0 ? open[n - 1] : NO_REF;
		if (i > 0 && s->paragraph == d->sentences.v[i - 1].paragraph) {
			out[i] = out[i - 1]; /* one item, several sentences */
			continue;
		}
		if (rank != 2 && n < COUNT(open))
			open[n++] = i;
	}
	return out;
}

static uint32_t section_of(const struct doc *d, const uint32_t *under,
			   uint32_t sentence)
{
	uint32_t at = sentence < d->sentences.n ? under[sentence] : NO_REF;

	while (at != NO_REF && d->sentences.v[at].depth > 1)
		at = under[at];
	return at;
}

static bool dated_by_words(const struct event_mention *e)
{
	if (e->from == DAY_NONE && e->to == DAY_NONE)
		return false;
	if (str_is(e->date_basis, "none") ||
	    str_is(e->date_basis, "sentence before"))
		return false;
	return e->time != NO_REF || e->date_basis.n;
}

/* ---- the words, as a sketch */

static int by_number(const void *a, const void *b)
{
	uint32_t x, y;

	memcpy(&x, a, sizeof(x));
	memcpy(&y, b, sizeof(y));
	return x < y ? -1 : x > y;
}

/* Most are few. */
static void put_in_order(uint32_t *v, uint32_t n)
{
	if (n > 64) {
		qsort(v, n, sizeof(*v), by_number);
		return;
	}
	for (uint32_t i = 1; i < n; i++) {
		uint32_t x = v[i], k = i;

		for (; k > 0 && v[k - 1] > x; k--)
			v[k] = v[k - 1];
		v[k] = x;
	}
}

static bool content_rune(uint32_t cp)
{
	return rune_is_kanji(cp) || rune_is_katakana(cp) || rune_is_alpha(cp);
}

static uint32_t scramble(uint32_t x)
{
	x ^= x >> 16;
	x *= 0x7feb352dU;
	x ^= x >> 15;
	x *= 0x846ca68bU;
	return x ^ (x >> 16);
}

/* The smallest hashes of its pairs of letters; kana, signs and digits are
 * left out: they are grammar, and numbers have their own place. */
static void sketch(str s, bool content, struct words *out)
{
	uint32_t hash[512], n = 0, before = 0;
	size_t i = 0;

	while (i < s.n && n < COUNT(hash)) {
		uint32_t cp = utf8_next(s, &i);

		if (cp >= 'A' && cp <= 'Z')
			cp += 'a' - 'A';
		if (content ? !content_rune(cp)
			    : !content_rune(cp) && !rune_is_hiragana(cp) &&
				      !rune_is_digit(cp))
			cp = 0;
		if (cp && before)
			hash[n++] = scramble(before * 31 + cp);
		before = cp;
	}
	put_in_order(hash, n);
	out->n = 0;
	for (uint32_t k = 0; k < n && out->n < SKETCH_WORDS; k++)
		if (k == 0 || hash[k] != hash[k - 1])
			out->hash[out->n++] = hash[k];
}

void words_sketch(str s, struct words *out)
{
	sketch(s, true, out);
}

void letters_sketch(str s, struct words *out)
{
	sketch(s, false, out);
}

/* Little words of English tell nothing. */
static bool little(str w)
{
	static const char *const words[] = {
		"that",	 "this",  "with",  "from",  "have",  "will",
		"been",	 "they",  "what",  "there", "their", "which",
		"would", "about", "these", "were",  "when",  "than",
		"then",	 "them",  "also",  "very",  "your",
	};

	for (size_t i = 0; i < COUNT(words); i++)
		if (str_is(w, words[i]))
			return true;
	return w.n < 4;
}

#define STEM 5u /* letters of a word that count: negotiate, negotiating */

void latin_sketch(str s, struct words *out)
{
	uint32_t hash[256], n = 0;
	char word[32];
	size_t letters = 0;

	for (size_t i = 0; i <= s.n && n < COUNT(hash); i++) {
		char c = i < s.n ? s.p[i] : ' ';
		uint32_t sum = 7;

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 'a' - 'A');
		if (c >= 'a' && c <= 'z') {
			if (letters < sizeof(word))
				word[letters++] = c;
			continue;
		}
		for (size_t k = 0; k < letters && k < STEM; k++)
			sum = scramble(sum * 31 + (unsigned char)word[k]);
		if (!little((str){ word, letters }))
			hash[n++] = sum;
		letters = 0;
	}
	put_in_order(hash, n);
	out->n = 0;
	for (uint32_t k = 0; k < n && out->n < SKETCH_WORDS; k++)
		if (k == 0 || hash[k] != hash[k - 1])
			out->hash[out->n++] = hash[k];
}

void words_of_span(const struct merge *m, uint32_t article, span at,
		   struct words *out)
{
	const struct mentions *x = article_mentions(m, article);
	struct arena_mark mark = arena_mark(m->a);
	char *copy = arena_z(m->a, str_span(article_doc(m, article)->text, at));

	for (uint32_t i = cast_from(x, at.from); i < x->actors.n; i++) {
		span name = x->actors.v[i].at;

		if (name.from >= at.to)
			break;
		if (span_within(name, at))
			memset(copy + (name.from - at.from), ' ',
			       name.to - name.from);
	}
	words_sketch((str){ copy, at.to - at.from }, out);
	arena_rewind(m->a, mark);
}

static uint32_t shared(const uint32_t *a, uint32_t n_a, const uint32_t *b,
		       uint32_t n_b)
{
	uint32_t i = 0, k = 0, n = 0;

	while (i < n_a && k < n_b) {
		uint32_t x = a[i], y = b[k];

		n += x == y;
		i += x <= y;
		k += y <= x;
	}
	return n;
}

uint32_t words_shared(const struct words *a, const struct words *b)
{
	return shared(a->hash, a->n, b->hash, b->n);
}

double words_alike(const struct words *a, const struct words *b)
{
	return a->n + b->n ? 2.0 * words_shared(a, b) / (a->n + b->n) : 0;
}

double items_alike(const struct item *a, const struct item *b)
{
	uint32_t both = a->n_words + b->n_words;

	return both ? 2.0 * shared(a->words, a->n_words, b->words, b->n_words) /
			       both
		    : 0;
}

/* ---- gathering */

static void item_words(struct merge *m, struct item *t, str s)
{
	struct words words;
	uint32_t *v;

	words_sketch(s, &words);
	v = arena_many(m->sketches, uint32_t, words.n + 1);
	memcpy(v, words.hash, words.n * sizeof(*v));
	t->words = v;
	t->n_words = words.n;
}

#define TOLD_LEAST 40u /* bytes; the words of less are anybody's */

static void item_fill(struct merge *m, struct sets *sets, struct arena *scratch,
		      struct item *t, const uint32_t *under)
{
	const struct doc *d = article_doc(m, t->article);
	const struct event_mention *e = t->e;
	const struct actor_mention *place =
		article_actor(m, t->article, e->place);
	const struct sentence *s;

	t->kind = kind_find(m, e->kind);
	t->class = class_of(e->status);
	t->sentence = doc_sentence_at(d, e->trigger.from);
	t->governor =
		t->sentence < d->sentences.n ? under[t->sentence] : NO_REF;
	t->section = section_of(d, under, t->sentence);
	s = t->sentence < d->sentences.n ? &d->sentences.v[t->sentence] : NULL;
	t->heading = s && (s->kind == SENTENCE_HEADING ||
			   (t->sentence + 1 < d->sentences.n &&
			    under[t->sentence + 1] == t->sentence));
	t->dated = dated_by_words(e);
	add_participants(m, scratch, t);
	set_once(m, sets, &t->parties);
	set_once(m, sets, &t->persons);
	set_once(m, sets, &t->bodies);
	add_numbers(t);
	if (place) {
		t->place = place->id;
		t->place_party = place->party;
	}
	t->from = e->from;
	t->to = e->to;
	t->precision = e->precision;
	t->background = e->background;
	if (e->at.to - e->at.from >= TOLD_LEAST)
		t->told = str_hash(str_span(d->text, e->at));
	item_words(m, t, str_span(d->text, e->at));
	t->hash = hash_number(
		hash_mix(str_hash(m->articles[t->article].id), t->kind->kind),
		s ? s->at.from : e->trigger.from);
	t->entry = NO_REF;
}

static int by_span(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->e->at.from != y->e->at.from)
		return x->e->at.from < y->e->at.from ? -1 : 1;
	if (x->e->at.to != y->e->at.to)
		return x->e->at.to < y->e->at.to ? -1 : 1;
	return x->event < y->event ? -1 : x->event > y->event;
}

/* Several of one kind in a sentence: each has a hash of its own. */
static void tell_apart(struct arena *a, struct item *v, uint32_t n)
{
	struct map seen;

	map_init(&seen, a);
	for (uint32_t i = 0; i < n; i++) {
		str key = arena_str(a, (str){ (const char *)&v[i].hash,
					      sizeof(v[i].hash) });
		uint64_t *times = map_put(&seen, key);

		for (uint64_t k = 0; k < *times; k++)
			v[i].hash = hash_mix(v[i].hash, STR("again"));
		(*times)++;
	}
}

void items_gather(struct merge *m)
{
	struct arena *scratch = arena_new(), *lookup = arena_new();
	struct sets sets = { 0 };
	uint32_t n = 0;

	index_init(&sets.at, lookup);
	m->sketches = arena_under(m->a);
	m->joining = arena_under(m->a);
	/* room for all at once: lists that grow leave their old places */
	for (uint32_t i = 0; i < m->n_articles; i++)
		n += article_mentions(m, i)->events.n;
	m->items.v = arena_many(m->a, struct item, n + 1);
	m->entries.v = arena_sparse(m->joining, (n + 1) * sizeof(struct entry));
	m->items.cap = m->entries.cap = n + 1;
	for (uint32_t i = 0; i < m->n_articles; i++) {
		const struct mentions *x = article_mentions(m, i);
		uint32_t first = m->items.n;
		const uint32_t *under = governors(scratch, article_doc(m, i));

		for (uint32_t k = 0; k < x->events.n; k++) {
			struct item *t = vec_add(m->a, &m->items);

			t->article = i;
			t->event = k;
			t->e = &x->events.v[k];
			item_fill(m, &sets, scratch, t, under);
		}
		if (m->items.n > first)
			qsort(m->items.v + first, m->items.n - first,
			      sizeof(*m->items.v), by_span);
		tell_apart(scratch, m->items.v + first, m->items.n - first);
		arena_reset(scratch);
	}
	arena_free(&lookup);
	arena_free(&scratch);
}
