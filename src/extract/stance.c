/* stance.c - positions: who wants, offers, takes or refuses what, clause by
 * clause: a word of force, the issues named before it and the side that acts.
 *
 * A clause that names no issue or no side gives nothing. */
#include "extract/say_priv.h"

enum { ISSUES = 3, SIDES = 3, CARRY = 2 };

struct stance {
	struct frames frames[LANG_COUNT];
	const struct issues *issues;
};

struct weighing {
	const struct stance *s;
	const struct frames *f;
	struct doc *d;
	struct mentions *m;
	struct quotes quotes;
	uint32_t topic, topic_at;
};

const struct stance *stance_in(struct arena *a, const struct packs *p,
			       struct diags *diags)
{
	struct stance *s = arena_one(a, struct stance);

	for (int i = 0; i < LANG_COUNT; i++)
		frames_in(&s->frames[i], a, p, (enum lang)i, "stance", "stance",
			  "force", diags);
	s->issues = issues_in(a, p, diags);
	return s;
}

/* The side that holds the clause: its own subject, that of the sentence up to
 * there, or the topic carried from just before. */
static uint32_t holder(const struct weighing *k, uint32_t sentence, span at)
{
	span in = k->d->sentences.v[sentence].at;
	uint32_t who = say_subject(k->d, k->m, &k->quotes, at);

	if (who == NO_REF)
		who = say_subject(k->d, k->m, &k->quotes,
				  (span){ in.from, at.to });
	if (who == NO_REF && k->topic != NO_REF &&
	    sentence - k->topic_at <= CARRY)
		who = k->topic;
	return who;
}

static void add_positions(const struct weighing *k, uint32_t sentence, span at,
			  const struct frame *f)
{
	str issue[ISSUES], side[SIDES];
	uint32_t n, sides, who = holder(k, sentence, at);

	n = issues_find(k->s->issues, k->d, at, issue, ISSUES);
	if (who == NO_REF || n == 0)
		return;
	sides = cast_parties(k->m, &k->m->actors.v[who], side, SIDES);
	for (uint32_t i = 0; i < n; i++) {
		for (uint32_t j = 0; j < sides; j++) {
			struct position_mention *x =
				vec_add(k->d->arena, &k->m->positions);

			x->at = at;
			x->issue = issue[i];
			x->party = side[j];
			x->holder = who;
			x->force = f->value;
			x->stance = str_trim(str_span(k->d->text, at));
			x->rule = f->id;
			say_date(k->m, k->d->sentences.v[sentence].at,
				 (span){ 0, 0 }, &x->from, &x->to);
		}
	}
}

static void weigh(const struct weighing *k, uint32_t sentence)
{
	const struct sentence *s = &k->d->sentences.v[sentence];
	struct hits hits = { 0 };
	uint32_t from = s->at.from;

	if (s->kind == SENTENCE_SOURCE || s->kind == SENTENCE_CAPTION)
		return;
	pattern_set_scan(k->f->scan, k->d->text, s->at, NULL, k->d->arena,
			 &hits);
	hits_longest(&hits);
	for (uint32_t i = 0; i < hits.n; i++) {
		span at = { from, hits.v[i].at.to };

		/* English names the thing behind the verb. */
		if (k->d->lang == LANG_EN)
			at.to = i + 1 < hits.n ? hits.v[i + 1].at.from
					       : s->at.to;
		if (at.to <= at.from)
			continue;
		add_positions(k, sentence, at, &k->f->v[hits.v[i].rule]);
		from = at.to;
	}
}

void stance_read(const struct stance *s, struct doc *d, struct mentions *m)
{
	struct weighing k = { .s = s,
			      .f = &s->frames[d->lang],
			      .d = d,
			      .m = m,
			      .topic = NO_REF };

	quotes_find(d, &k.quotes);
	for (uint32_t i = 0; i < d->sentences.n; i++) {
		uint32_t topic;

		weigh(&k, i);
		topic = say_subject(d, m, &k.quotes, d->sentences.v[i].at);
		if (topic != NO_REF) {
			k.topic = topic;
			k.topic_at = i;
		}
	}
}
