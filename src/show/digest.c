/* digest.c - which days count most, and the digest's forms.
 *
 * A day counts by the articles that name it. Those that name it from far away
 * count more (by the logarithm of the distance): what is still told weeks
 * later was no small thing. An article also counts a little for the day it was
 * published on, since most news does not name the day it happened on. The
 * sentences are chosen in digest_day.c. */
#include "show/digest.h"

#include <math.h>
#include <stdlib.h>

#include "base/json.h"
#include "show/digest_priv.h"

#define NEAR 5.0      /* days: so much nearer counts alike */
#define PUBLISHED 0.3 /* of an article that names the day from near by */
#define JOINED_MAX ((size_t)64 * 1024 * 1024)

struct day_weight {
	day when;
	double weight;
	uint32_t articles;
};

struct day_weights {
	struct arena *arena;
	VEC_OF(struct day_weight);
};

static int count_told(void *ctx, const struct day_count *x, struct err *e)
{
	struct day_weights *w = ctx;
	struct day_weight *last = w->n ? &w->v[w->n - 1] : NULL;
	double far = 0;

	(void)e;
	if (!last || last->when != x->when) {
		last = vec_add(w->arena, w);
		last->when = x->when;
	}
	if (x->published != DAY_NONE)
		far = abs(x->published - x->when);
	last->weight += x->articles * log(NEAR + far);
	last->articles += x->articles;
	return 0;
}

static int by_day(const void *a, const void *b)
{
	const struct day_weight *x = a, *y = b;

	return (x->when > y->when) - (x->when < y->when);
}

static int by_weight(const void *a, const void *b)
{
	const struct day_weight *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight < y->weight ? 1 : -1;
	return by_day(a, b);
}

static int count_published(void *ctx, const struct day_count *x, struct err *e)
{
	struct day_weights *w = ctx;
	struct day_weight key = { .when = x->when }, *found = NULL;

	(void)e;
	/* the told days come first and are in order */
	if (w->n)
		found = bsearch(&key, w->v, w->n, sizeof(*w->v), by_day);
	if (!found)
		return 0;
	found->weight += x->articles * PUBLISHED;
	found->articles += x->articles;
	return 0;
}

static int choose_days(struct digest_maker *m, struct digest *out,
		       struct err *e)
{
	const struct digest_ask *ask = m->ask;
	struct day_weights list = { .arena = m->arena };

	if (store_each_told_day(m->store, ask->from, ask->to, count_told, &list,
				e) < 0 ||
	    store_each_published_day(m->store, ask->from, ask->to,
				     count_published, &list, e) < 0)
		return -1;
	if (list.n)
		qsort(list.v, list.n, sizeof(*list.v), by_weight);
	if (list.n > ask->days)
		list.n = ask->days;
	/* the days that count most choose their sentences first */
	for (uint32_t i = 0; i < list.n; i++)
		*vec_add(m->arena, out) =
			(struct digest_day){ .when = list.v[i].when,
					     .articles = list.v[i].articles };
	return 0;
}

static int by_when(const void *a, const void *b)
{
	const struct digest_day *x = a, *y = b;

	return (x->when > y->when) - (x->when < y->when);
}

int digest_make(struct store *s, struct arena *a, const struct digest_ask *ask,
		struct digest *out, struct err *e)
{
	struct digest_maker m = { .store = s, .arena = a, .ask = ask };

	*out = (struct digest){ 0 };
	map_init(&m.words, a);
	if (store_count_articles(s, &m.articles, e) < 0 ||
	    digest_words(&m, a, ask->query, &m.query, e) < 0 ||
	    choose_days(&m, out, e) < 0)
		return -1;
	for (uint32_t i = 0; i < out->n; i++)
		if (digest_fill(&m, &out->v[i], e) < 0)
			return -1;
	if (out->n)
		qsort(out->v, out->n, sizeof(*out->v), by_when);
	return 0;
}

/* ---- forms */

void digest_dates(const struct digest *d, struct out *o)
{
	struct buf line;
	struct json j;

	buf_init(&line, JOINED_MAX);
	json_init(&j, &line, 0);
	json_open(&j, '[');
	for (uint32_t i = 0; i < d->n; i++) {
		const struct digest_day *x = &d->v[i];

		if (!x->n)
			continue;
		json_open(&j, '[');
		json_day(&j, x->when);
		json_open(&j, '[');
		for (uint32_t k = 0; k < x->n; k++)
			json_str(&j, x->v[k].text);
		json_close(&j);
		json_close(&j);
	}
	json_close(&j);
	out_str(o, buf_str(&line));
	out_z(o, "\n");
	buf_release(&line);
}

void digest_lines(const struct digest *d, struct out *o)
{
	for (uint32_t i = 0; i < d->n; i++) {
		const struct digest_day *x = &d->v[i];
		struct buf line;
		struct json j;

		buf_init(&line, JOINED_MAX);
		json_init(&j, &line, 0);
		json_open(&j, '{');
		json_put_day(&j, "date", x->when);
		json_put_int(&j, "articles", x->articles);
		json_key(&j, "sentences");
		json_open(&j, '[');
		for (uint32_t k = 0; k < x->n; k++) {
			json_open(&j, '{');
			json_put_str(&j, "article", x->v[k].article);
			json_put_span(&j, "span", x->v[k].at);
			json_put_str(&j, "text", x->v[k].text);
			json_close(&j);
		}
		json_close(&j);
		json_close(&j);
		out_str(o, buf_str(&line));
		out_z(o, "\n");
		buf_release(&line);
	}
}

void digest_text(const struct digest *d, struct out *o)
{
	struct arena *a = arena_new();

	for (uint32_t i = 0; i < d->n; i++) {
		const struct digest_day *x = &d->v[i];

		out_painted(o, PAINT_STRONG, day_text(a, x->when));
		out_printf(o, " (%u)\n", x->articles);
		for (uint32_t k = 0; k < x->n; k++) {
			out_z(o, "  ");
			out_wrap(o, x->v[k].text, 2, 2);
			out_z(o, "\n  ");
			out_painted(o, PAINT_WEAK, x->v[k].article);
			out_z(o, "\n");
		}
	}
	arena_free(&a);
}
