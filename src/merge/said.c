/* said.c - statements and positions of all articles as items of the record.
 *
 * One statement told by several articles is one item when speaker, quoted
 * words and month are the same; other wordings stay apart: two renderings of
 * one statement are shown side by side, not blended. */
#include <stdlib.h>

#include "base/index.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "merge/merge_priv.h"

#define WORDS_MIN 8 /* letters; shorter quotes are anybody's */

struct said {
	uint32_t article;
	const struct statement_mention *s;
	struct evidences evidence, quotes;
	struct names articles;
	uint64_t hash;
};

/* A place that tells a statement. */
struct telling {
	uint32_t article, said;
	const struct statement_mention *s;
};

/* While statements are gathered; said is counted from 0 in the order in which
 * they are told first. */
struct tellings {
	VEC_OF(struct telling);
	uint32_t n_said;
	struct index at; /* those first told in words that are enough */
};

static str speaker_id(const struct merge *m, uint32_t article, uint32_t ref)
{
	const struct actor_mention *x = article_actor(m, article, ref);

	return x ? x->id : STR_NONE;
}

/* Several of the same words: each has a hash of its own. */
static uint64_t said_hash(const struct merge *m, uint32_t article,
			  const struct statement_mention *s)
{
	const struct statement_mention *v =
		article_mentions(m, article)->statements.v;
	uint64_t h = hash_span(m, article, s->at);

	for (const struct statement_mention *b = s;
	     b > v && b[-1].at.from == s->at.from; b--)
		if (b[-1].at.to == s->at.to)
			h = hash_mix(h, STR("again"));
	return h;
}

static str words_said(const struct merge *m, const struct telling *x)
{
	return str_span(article_doc(m, x->article)->text, x->s->quote);
}

static int month_said(const struct merge *m, const struct telling *x)
{
	return month_told(m, x->article, x->s->from, x->s->to);
}

static bool same_said(const struct merge *m, const struct telling *a,
		      const struct telling *b)
{
	return month_said(m, a) == month_said(m, b) &&
	       str_eq(words_said(m, a), words_said(m, b)) &&
	       str_eq(speaker_id(m, a->article, a->s->speaker),
		      speaker_id(m, b->article, b->s->speaker));
}

/* Which statement it tells: one told before, or a new one. */
static uint32_t said_by(const struct merge *m, struct tellings *all,
			const struct telling *x)
{
	str words = words_said(m, x);
	uint32_t hash = index_hash(words) ^ (uint32_t)month_said(m, x), i,
		 step = 0;

	if (utf8_count(words) < WORDS_MIN)
		return all->n_said++;
	while ((i = index_next(&all->at, hash, &step)) != INDEX_NONE)
		if (same_said(m, &all->v[i], x))
			return all->v[i].said;
	index_put(&all->at, hash, all->n); /* its place, once it is added */
	return all->n_said++;
}

/* Of a list of one article: what stands behind stands later. */
static int by_said(const void *a, const void *b)
{
	const struct telling *x = a, *y = b;

	if (x->said != y->said)
		return x->said < y->said ? -1 : 1;
	if (x->article != y->article)
		return x->article < y->article ? -1 : 1;
	return x->s < y->s ? -1 : x->s > y->s;
}

/* All that is told, the places of each statement together and in order. */
static void tellings_gather(const struct merge *m, struct arena *a,
			    struct tellings *all)
{
	index_init(&all->at, a);
	for (uint32_t i = 0; i < m->n_articles; i++) {
		const struct mentions *x = article_mentions(m, i);

		for (uint32_t k = 0; k < x->statements.n; k++) {
			struct telling t = { .article = i,
					     .s = &x->statements.v[k] };

			t.said = said_by(m, all, &t);
			*vec_add(a, all) = t;
		}
	}
	if (all->n)
		qsort(all->v, all->n, sizeof(*all->v), by_said);
}

/* The statement of n places. */
static struct said said_of(struct merge *m, const struct telling *v, uint32_t n)
{
	struct said x = { .article = v->article, .s = v->s };

	for (uint32_t i = 0; i < n; i++) {
		const struct statement_mention *s = v[i].s;

		evidence_add(m, &x.evidence, v[i].article, s->at, s->rule);
		evidence_add(m, &x.quotes, v[i].article, s->quote, s->rule);
		names_add(m->a, &x.articles, m->articles[v[i].article].id);
	}
	x.hash = said_hash(m, v->article, v->s);
	return x;
}

static void put_said(struct json *j, struct merge *m, const struct said *x,
		     str id)
{
	const struct statement_mention *s = x->s;

	json_open(j, '{');
	json_put_str(j, "id", id);
	json_put_str(j, "form", form_name(s->form));
	json_put_str(j, "speaker", speaker_id(m, x->article, s->speaker));
	json_put_str(j, "reported_by",
		     speaker_id(m, x->article, s->reported_by));
	json_put_str(j, "addressee", speaker_id(m, x->article, s->addressee));
	if (s->voice.from < s->voice.to)
		json_put_str(
			j, "speaker_words",
			str_span(article_doc(m, x->article)->text, s->voice));
	json_put_str(j, "medium", s->medium);
	if (s->impression) {
		json_key(j, "impression");
		json_bool(j, true);
	}
	json_put_day(j, "from", s->from);
	json_put_day(j, "to", s->to);
	put_strs(j, "issue", s->issues, s->n_issues);
	put_evidences(j, "quote", m, &x->quotes);
	json_put_int(j, "sources", x->articles.n);
	put_evidences(j, "evidence", m, &x->evidence);
	json_close(j);
}

static void said_keys(struct merge *m, struct record_item *r,
		      const struct said *x)
{
	struct names actors = { 0 };
	const struct actor_mention *who =
		article_actor(m, x->article, x->s->speaker);

	names_add(m->a, &actors, who ? who->id : STR_NONE);
	names_add(m->a, &actors, who ? who->party : STR_NONE);
	names_add(m->a, &actors, speaker_id(m, x->article, x->s->reported_by));
	r->from = x->s->from;
	r->to = x->s->to;
	r->actors = actors.v;
	r->n_actors = actors.n;
	r->issues = x->s->issues;
	r->n_issues = x->s->n_issues;
	r->articles = x->articles.v;
	r->n_articles = x->articles.n;
}

static uint64_t said_sum(const struct merge *m, const struct said *x, str id)
{
	uint64_t h = sum_str(sum_number(m->sum, x->hash), id);

	h = sum_number(h, x->articles.n);
	return sum_evidences(m, sum_evidences(m, h, &x->evidence), &x->quotes);
}

/* false: it is kept already. */
static bool write_said(struct merge *m, struct buf *out, const struct said *x,
		       str id, struct arena_mark mark)
{
	uint64_t sum = said_sum(m, x, id);
	struct record_item *r;
	struct json j;

	if (item_kept(m, "statements", id, sum))
		return false;
	buf_clear(out);
	json_init(&j, out, 0);
	put_said(&j, m, x, id);
	r = item_begin(m, "statements", id);
	r->sum = sum;
	r->json = arena_str(m->a, buf_str(out));
	said_keys(m, r, x);
	item_end(m, mark);
	return true;
}

void write_statements(struct merge *m)
{
	struct arena *a = arena_new();
	struct tellings all = { 0 };
	struct map taken;
	struct buf out;

	map_init(&taken, a);
	tellings_gather(m, a, &all);
	buf_init(&out, LIMIT_OUTPUT);
	for (uint32_t i = 0, n; i < all.n; i += n) {
		const struct telling *v = &all.v[i];
		str id = id_fresh(m, &taken, "s",
				  said_hash(m, v->article, v->s));
		struct arena_mark mark = arena_mark(m->a);
		struct said x;

		n = 1;
		while (i + n < all.n && v[n].said == v->said)
			n++;
		x = said_of(m, v, n);
		if (!write_said(m, &out, &x, id, mark))
			arena_rewind(m->a, mark);
	}
	buf_release(&out);
	arena_free(&a);
}

/* ---- positions */

static void put_position(struct json *j, struct merge *m, uint32_t article,
			 const struct position_mention *p, str id)
{
	struct evidences list = { 0 };

	evidence_add(m, &list, article, p->at, p->rule);
	json_open(j, '{');
	json_put_str(j, "id", id);
	json_put_str(j, "issue", p->issue);
	json_put_str(j, "party", p->party);
	json_put_str(j, "holder", speaker_id(m, article, p->holder));
	json_put_str(j, "force", p->force);
	json_put_str(j, "stance", p->stance);
	json_put_day(j, "from", p->from);
	json_put_day(j, "to", p->to);
	put_evidences(j, "evidence", m, &list);
	json_close(j);
}

static void position_item(struct merge *m, struct map *taken, struct buf *out,
			  uint32_t article, const struct position_mention *p)
{
	struct record_item *r;
	struct names actors = { 0 };
	struct json j;
	str id = id_fresh(
		m, taken, "x",
		hash_mix(hash_mix(hash_span(m, article, p->at), p->issue),
			 p->party));
	uint64_t sum = sum_str(m->sum, id);
	struct arena_mark mark;
	str *one;

	if (item_kept(m, "positions", id, sum))
		return;
	mark = arena_mark(m->a);
	one = arena_many(m->a, str, 2);
	buf_clear(out);
	json_init(&j, out, 0);
	put_position(&j, m, article, p, id);
	r = item_begin(m, "positions", id);
	r->sum = sum;
	r->json = arena_str(m->a, buf_str(out));
	r->from = p->from;
	r->to = p->to;
	names_add(m->a, &actors, p->party);
	names_add(m->a, &actors, speaker_id(m, article, p->holder));
	r->actors = actors.v;
	r->n_actors = actors.n;
	one[0] = m->articles[article].id;
	one[1] = p->issue;
	r->articles = one;
	r->n_articles = 1;
	r->issues = one + 1;
	r->n_issues = p->issue.n > 0;
	item_end(m, mark);
}

void write_positions(struct merge *m)
{
	struct map taken;
	struct buf out;

	map_init(&taken, m->a);
	buf_init(&out, LIMIT_OUTPUT);
	for (uint32_t i = 0; i < m->n_articles; i++) {
		const struct mentions *all = article_mentions(m, i);

		for (uint32_t k = 0; k < all->positions.n; k++)
			position_item(m, &taken, &out, i, &all->positions.v[k]);
	}
	buf_release(&out);
}
