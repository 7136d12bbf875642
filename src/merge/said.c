/* said.c - statements and positions of all articles as items of the record.
 *
 * One statement told by several articles is one item when speaker, quoted
 * words and month are the same; other wordings stay apart: two renderings of
 * one statement are shown side by side, not blended. */
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

struct said_list {
	VEC_OF(struct said);
	struct map by_words;
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
		m->articles[article].m->statements.v;
	uint64_t h = hash_span(m, article, s->at);

	for (const struct statement_mention *b = s;
	     b > v && b[-1].at.from == s->at.from; b--)
		if (b[-1].at.to == s->at.to)
			h = hash_mix(h, STR("again"));
	return h;
}

static struct said *said_at(struct merge *m, struct said_list *list,
			    uint32_t article, const struct statement_mention *s)
{
	str words = str_span(article_doc(m, article)->text, s->quote);
	struct said *x;
	uint64_t *at = NULL;

	if (utf8_count(words) >= WORDS_MIN) {
		str who = speaker_id(m, article, s->speaker);

		at = map_put(
			&list->by_words,
			arena_printf(m->a, "%.*s\t%d\t%.*s", STR_FMT(who),
				     month_told(m, article, s->from, s->to),
				     STR_FMT(words)));
		if (*at)
			return &list->v[*at - 1];
	}
	x = vec_add(m->a, list);
	if (at)
		*at = list->n;
	x->article = article;
	x->s = s;
	x->hash = said_hash(m, article, s);
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

void write_statements(struct merge *m)
{
	struct said_list list = { 0 };
	struct map taken;
	struct buf out;
	struct json j;

	map_init(&taken, m->a);
	map_init(&list.by_words, m->a);
	for (uint32_t i = 0; i < m->n_articles; i++) {
		const struct mentions *all = m->articles[i].m;

		for (uint32_t k = 0; k < all->statements.n; k++) {
			const struct statement_mention *s =
				&all->statements.v[k];
			struct said *x = said_at(m, &list, i, s);

			evidence_add(m, &x->evidence, i, s->at, s->rule);
			evidence_add(m, &x->quotes, i, s->quote, s->rule);
			names_add(m->a, &x->articles, m->articles[i].id);
		}
	}
	buf_init(&out, LIMIT_OUTPUT);
	for (uint32_t i = 0; i < list.n; i++) {
		str id = id_fresh(m, &taken, "s", list.v[i].hash);
		uint64_t sum = said_sum(m, &list.v[i], id);
		struct arena_mark mark = arena_mark(m->a);
		struct record_item *r;

		if (item_kept(m, "statements", id, sum))
			continue;
		buf_clear(&out);
		json_init(&j, &out, 0);
		put_said(&j, m, &list.v[i], id);
		r = item_begin(m, "statements", id);
		r->sum = sum;
		r->json = arena_str(m->a, buf_str(&out));
		said_keys(m, r, &list.v[i]);
		item_end(m, mark);
	}
	buf_release(&out);
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
		const struct mentions *all = m->articles[i].m;

		for (uint32_t k = 0; k < all->positions.n; k++)
			position_item(m, &taken, &out, i, &all->positions.v[k]);
	}
	buf_release(&out);
}
