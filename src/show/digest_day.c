/* digest_day.c - which sentences tell a day.
 *
 * Candidates are the sentences that name the day, the one behind each of
 * these, and the first of articles published on it or the day after. Each is a
 * vector of its words, weighted by how rare they are in the store. The nearest
 * to the sum of all is taken first: it says what most of them say. What has
 * none of the query's words is passed over while others are there, and so is
 * what is much like a sentence taken before, of this day or another. */
#include <math.h>
#include <stdlib.h>

#include "show/digest_priv.h"
#include "store/tokens.h"
#include "text/doc.h"

#define ARTICLES_OF_DAY 400u /* looked at; those that name it first */
#define SENTENCE_EN 260u     /* bytes: some 40 words */
#define SENTENCE_JA 400u     /* 130 letters */
#define FIRST 3u	     /* sentences of an article that tell its day */
#define WORDS_LEAST 8u	     /* that not every other article has */
#define RARE 0.4
#define FEW 20u	     /* articles: too few to tell what is rare */
#define WORDS_FEW 5u /* in a sentence of those */
#define ALIKE 0.6
/* How a sentence bears on what most say of the day. */
#define TELLS 2.0
#define FOLLOWS 1.0    /* the one that does */
#define PUBLISHED 1.0  /* opens an article of that day or the next */
#define QUERY 0.2      /* what its words add */
#define LONGER 0.00125 /* what each of its own adds: it tells more */

struct candidate {
	struct digest_sentence sentence;
	struct digest_vector vector;
	double factor;	     /* how it bears on the sum */
	double score, share; /* share: of the query's words */
	uint32_t order;	     /* as found: articles by id, sentences by place */
};

struct gather {
	struct digest_maker *m;
	struct arena *arena; /* of one day */
	day when;
	bool after;	 /* articles of the day after are asked for */
	struct map seen; /* ids of those looked at */
	VEC_OF(struct candidate);
};

/* ---- words */

static int number_of(struct digest_maker *m, str word, uint32_t *out,
		     struct err *e)
{
	uint64_t *known = map_find(&m->words, word);
	uint32_t with = 0;

	if (!known) {
		if (store_word_articles(m->store, word, &with, e) < 0)
			return -1;
		*vec_add(m->arena, &m->rare) =
			log((m->articles + 1.0) / (with + 1.0));
		known = map_put(&m->words, arena_str(m->arena, word));
		*known = m->rare.n;
	}
	*out = (uint32_t)*known;
	return 0;
}

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

int digest_words(struct digest_maker *m, struct arena *a, str text,
		 struct digest_vector *out, struct err *e)
{
	struct token_cutter t = { .text = text, .query = true };
	struct {
		VEC_OF(uint32_t);
	} list = { 0 };
	double length = 0;
	uint32_t n = 0, number;

	while (token_cut(&t)) {
		if (number_of(m, (str){ t.word, t.word_n }, &number, e) < 0)
			return -1;
		*vec_add(a, &list) = number;
	}
	if (list.n)
		qsort(list.v, list.n, sizeof(*list.v), by_number);
	for (uint32_t i = 0; i < list.n; i++)
		if (!n || list.v[n - 1] != list.v[i])
			list.v[n++] = list.v[i];
	*out = (struct digest_vector){ n, list.v, arena_many(a, double, n) };
	for (uint32_t i = 0; i < n; i++) {
		out->weights[i] = fmax(0, m->rare.v[list.v[i] - 1]);
		length += out->weights[i] * out->weights[i];
	}
	for (uint32_t i = 0; length > 0 && i < n; i++)
		out->weights[i] /= sqrt(length);
	return 0;
}

static double likeness(const struct digest_vector *x,
		       const struct digest_vector *y)
{
	uint32_t i = 0, k = 0;
	double sum = 0;

	while (i < x->n && k < y->n) {
		if (x->words[i] == y->words[k])
			sum += x->weights[i++] * y->weights[k++];
		else if (x->words[i] < y->words[k])
			i++;
		else
			k++;
	}
	return sum;
}

/* Share of the query's words that the sentence has. */
static double share(const struct digest_vector *query,
		    const struct digest_vector *x)
{
	uint32_t both = 0, i = 0, k = 0;

	while (i < query->n && k < x->n) {
		if (query->words[i] == x->words[k]) {
			both++;
			i++;
			k++;
		} else if (query->words[i] < x->words[k]) {
			i++;
		} else {
			k++;
		}
	}
	return query->n ? (double)both / query->n : 0;
}

/* ---- candidates */

static uint32_t telling_words(const struct digest_maker *m,
			      const struct digest_vector *v)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < v->n; i++)
		n += m->rare.v[v->words[i] - 1] >= RARE;
	return n;
}

static int add_sentence(struct gather *g, const struct article_row *row,
			const struct doc *d, uint32_t i, double factor,
			struct err *e)
{
	str text = str_span(d->text, d->sentences.v[i].at);
	struct digest_vector v;
	struct candidate *c;

	if (text.n > (d->lang == LANG_EN ? SENTENCE_EN : SENTENCE_JA) ||
	    d->sentences.v[i].kind == SENTENCE_SOURCE ||
	    d->sentences.v[i].kind == SENTENCE_CAPTION)
		return 0;
	if (digest_words(g->m, g->arena, text, &v, e) < 0)
		return -1;
	if (g->m->articles < FEW ? v.n < WORDS_FEW
				 : telling_words(g->m, &v) < WORDS_LEAST)
		return 0;
	c = vec_add(g->arena, g);
	*c = (struct candidate){
		.sentence = { .article = arena_str(g->arena, row->id),
			      .at = d->sentences.v[i].at,
			      .text = arena_str(g->arena, text) },
		.vector = v,
		.factor = factor,
		.order = g->n - 1,
	};
	return 0;
}

static int add_article(void *ctx, const struct article_row *row, struct err *e)
{
	struct gather *g = ctx;
	struct arena *a = arena_new();
	struct doc *d = doc_in(a);
	bool published = false, before = false;
	uint32_t k = 0, first = 0;
	uint64_t *seen = map_put(&g->seen, arena_str(g->arena, row->id));
	int r = 0;

	if (*seen) {
		arena_free(&a);
		return 0;
	}
	*seen = 1;
	d->text = row->text;
	d->lang = lang_by_name(row->lang);
	if (d->lang == LANG_COUNT)
		d->lang = doc_guess_lang(d->text);
	doc_sentences(d);
	if (row->published.p) {
		day when = day_parse(row->published);

		published = when == g->when || when == g->when + 1;
	}
	for (uint32_t i = 0; r == 0 && i < d->sentences.n; i++) {
		uint32_t end = d->sentences.v[i].at.to;
		bool tells = false;
		double factor = published && first++ < FIRST ? PUBLISHED : 0;

		for (; k < row->n_days && row->days[k].at < end; k++)
			tells = !g->after;
		if (tells)
			factor = TELLS;
		else if (before)
			factor = fmax(factor, FOLLOWS);
		before = tells;
		if (factor > 0)
			r = add_sentence(g, row, d, i, factor, e);
	}
	arena_free(&a);
	return r;
}

/* ---- choosing */

static void score(struct gather *g)
{
	struct digest_maker *m = g->m;
	double *sum = arena_many(g->arena, double, m->rare.n + 1), length = 0;

	for (uint32_t i = 0; i < g->n; i++) {
		const struct digest_vector *v = &g->v[i].vector;

		for (uint32_t k = 0; k < v->n; k++)
			sum[v->words[k]] += g->v[i].factor * v->weights[k];
	}
	for (uint32_t k = 1; k <= m->rare.n; k++)
		length += sum[k] * sum[k];
	length = length > 0 ? sqrt(length) : 1;
	for (uint32_t i = 0; i < g->n; i++) {
		struct candidate *c = &g->v[i];
		double near = 0;

		for (uint32_t k = 0; k < c->vector.n; k++)
			near += sum[c->vector.words[k]] * c->vector.weights[k];
		c->share = share(&m->query, &c->vector);
		c->score =
			near / length + QUERY * c->share + LONGER * c->vector.n;
	}
}

static int by_score(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if ((x->share > 0) != (y->share > 0))
		return x->share > 0 ? -1 : 1;
	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return (x->order > y->order) - (x->order < y->order);
}

static bool is_new(const struct digest_maker *m, const struct digest_vector *v)
{
	for (uint32_t i = 0; i < m->chosen.n; i++)
		if (likeness(v, &m->chosen.v[i]) > ALIKE)
			return false;
	return true;
}

static void take(struct digest_maker *m, struct digest_day *x,
		 const struct candidate *c)
{
	struct digest_vector *v = vec_add(m->arena, &m->chosen);
	size_t n = c->vector.n;

	*vec_add(m->arena, x) = (struct digest_sentence){
		.article = arena_str(m->arena, c->sentence.article),
		.at = c->sentence.at,
		.text = arena_str(m->arena, c->sentence.text),
	};
	v->n = c->vector.n;
	v->words = arena_many(m->arena, uint32_t, n);
	v->weights = arena_many(m->arena, double, n);
	memcpy(v->words, c->vector.words, n * sizeof(*v->words));
	memcpy(v->weights, c->vector.weights, n * sizeof(*v->weights));
}

int digest_fill(struct digest_maker *m, struct digest_day *x, struct err *e)
{
	struct gather g = { .m = m, .arena = arena_new(), .when = x->when };
	int r;

	map_init(&g.seen, g.arena);
	r = store_each_of_day(m->store, x->when, ARTICLES_OF_DAY, add_article,
			      &g, e);
	g.after = true;
	if (r == 0)
		r = store_each_of_day(m->store, x->when + 1, ARTICLES_OF_DAY,
				      add_article, &g, e);
	if (r == 0) {
		score(&g);
		if (g.n)
			qsort(g.v, g.n, sizeof(*g.v), by_score);
		for (uint32_t i = 0; i < g.n && x->n < m->ask->sentences; i++)
			if (is_new(m, &g.v[i].vector))
				take(m, x, &g.v[i]);
	}
	arena_free(&g.arena);
	return r;
}
