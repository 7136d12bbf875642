/* say.c - statements: quotes and told words, with who says them.
 *
 * Brackets without a frame of speech and without a predicate are terms and
 * give nothing. A speaker who is not named in the sentence is carried from the
 * topic of the sentences just before. */
#include "extract/say_priv.h"

enum { CARRY = 3, ISSUES = 4 };

struct say {
	struct frames frames[LANG_COUNT];
	const struct issues *issues;
};

struct speech {
	const struct say *s;
	const struct frames *f;
	struct doc *d;
	struct mentions *m;
	struct quotes quotes;
	uint32_t topic, topic_at; /* actor, sentence */
};

const struct say *say_in(struct arena *a, const struct packs *p,
			 struct diags *diags)
{
	struct say *s = arena_one(a, struct say);

	for (int i = 0; i < LANG_COUNT; i++)
		frames_in(&s->frames[i], a, p, (enum lang)i, "say", "indirect",
			  "medium", diags);
	s->issues = issues_in(a, p, diags);
	return s;
}

/* ---- who speaks */

static uint32_t carried(const struct speech *k, uint32_t sentence)
{
	if (k->topic == NO_REF || sentence - k->topic_at > CARRY)
		return NO_REF;
	return k->topic;
}

/* An actor named in the frame behind the quote: 「…」とA氏は述べた. */
static uint32_t behind(const struct speech *k, span in)
{
	if (k->d->lang == LANG_JA)
		return say_subject(k->d, k->m, &k->quotes, in);
	for (uint32_t i = cast_from(k->m, in.from); cast_in(k->m, i, in); i++)
		if (cast_acts(&k->m->actors.v[i]))
			return i;
	return NO_REF;
}

/* Fills speaker and reported_by for words at `words`; frame: what was matched
 * around them. */
static void name_speaker(const struct speech *k, uint32_t sentence, span words,
			 span frame, struct statement_mention *x)
{
	span in = k->d->sentences.v[sentence].at;
	span before = { in.from, words.from };
	uint32_t source = say_source(k->d, k->m, &k->quotes, in);

	x->speaker = NO_REF;
	if (frame.from >= words.to) {
		/* X said: "…" ends the frame; "…," X said needs room. */
		span tail = { words.to, frame.to + (k->d->lang ? 60 : 0) };

		tail.to = tail.to > in.to ? in.to : tail.to;
		x->speaker = behind(k, tail);
	} else if (frame.from < words.from && frame.to > frame.from) {
		x->speaker = cast_before(k->m, in.from, frame.from);
	}
	if (x->speaker == NO_REF)
		x->speaker = say_subject(k->d, k->m, &k->quotes, before);
	if (x->speaker == NO_REF)
		x->speaker = source;
	else if (source != NO_REF && source != x->speaker)
		x->reported_by = source;
	if (x->speaker == NO_REF)
		x->speaker = carried(k, sentence);
}

static struct statement_mention *add(const struct speech *k, uint32_t sentence,
				     span at, const struct frame *by)
{
	struct statement_mention *x = vec_add(k->d->arena, &k->m->statements);
	span in = k->d->sentences.v[sentence].at;
	str issues[ISSUES], *kept;
	struct hit hit;
	const struct frame *medium;

	x->at = at;
	x->speaker = x->reported_by = x->addressee = NO_REF;
	x->rule = by ? by->rule->id : STR_NONE;
	medium = frames_find(k->f, "medium", k->d->text, in, &hit);
	x->medium = medium ? medium->value : STR_NONE;
	say_date(k->m, in, x->quote, &x->from, &x->to);
	x->n_issues = issues_find(k->s->issues, k->d, at, issues, ISSUES);
	kept = arena_many(k->d->arena, str, x->n_issues + 1);
	memcpy(kept, issues, x->n_issues * sizeof(str));
	x->issues = kept;
	return x;
}

/* ---- quotes */

/* Bytes of the mark: 3 for 「 and “, 1 for the straight one. */
static span inside(str text, span quote)
{
	uint32_t mark = text.p[quote.from] == '"' ? 1 : 3;

	return (span){ quote.from + mark, quote.to - mark };
}

/* The frame that holds for the quote: its own, or that of the quote it runs
 * into (「A」「B」と述べた). */
static const struct frame *frame_of(const struct speech *k, uint32_t q, span in,
				    struct hit *hit)
{
	str text = k->d->text;
	uint32_t from = k->quotes.v[q].from;
	const struct frame *f = NULL;

	for (; !f && q < k->quotes.n && k->quotes.v[q].to <= in.to; q++) {
		uint32_t end = k->quotes.v[q].to, next = in.to;
		str gap;

		if (q + 1 < k->quotes.n && k->quotes.v[q + 1].from < in.to)
			next = k->quotes.v[q + 1].from;
		f = frames_at(k->f, "after", text, (span){ end, next }, end,
			      hit);
		gap = str_cut(text, end, next);
		if (gap.n > 3 || (gap.n == 3 && !str_eq(gap, STR("、"))))
			break;
	}
	if (!f)
		f = frames_end(k->f, "before", text, (span){ in.from, from },
			       from, hit);
	return f;
}

static void read_quote(const struct speech *k, uint32_t q, uint32_t sentence)
{
	const struct sentence *s = &k->d->sentences.v[sentence];
	span at = k->quotes.v[q], in = s->at, inner;
	struct hit hit = { .at = { 0, 0 } }, none;
	struct statement_mention *x;
	const struct frame *f;
	bool says, alone;

	inner = inside(k->d->text, at);
	if (s->kind == SENTENCE_SOURCE || inner.to <= inner.from)
		return;
	f = frame_of(k, q, in, &hit);
	says = frames_end(k->f, "predicate", k->d->text, inner, inner.to,
			  &none) != NULL;
	alone = at.from == in.from && at.to + 3 >= in.to;
	if (!f && (!says || s->kind == SENTENCE_HEADING ||
		   at.to - at.from < (alone ? 24 : 36)))
		return;
	x = add(k, sentence, in, f);
	x->quote = at;
	x->form = says ? FORM_DIRECT : FORM_FRAGMENT;
	name_speaker(k, sentence, at, f ? hit.at : (span){ 0, 0 }, x);
}

/* ---- told words */

static bool quoted_near(const struct speech *k, span frame)
{
	for (uint32_t i = k->m->statements.n; i-- > 0;) {
		const struct statement_mention *x = &k->m->statements.v[i];

		if (x->at.to <= frame.from)
			break;
		if (x->quote.to > x->quote.from && x->quote.to <= frame.to &&
		    frame.to - x->quote.to < 90)
			return true;
	}
	return false;
}

static void read_indirect(const struct speech *k, uint32_t sentence)
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
		span frame = hits.v[i].at;
		span at = { from, k->d->lang ? s->at.to : frame.to };
		struct statement_mention *x;

		if (quotes_hold(&k->quotes, frame.from) || frame.from < from ||
		    quoted_near(k, frame))
			continue;
		x = add(k, sentence, at, &k->f->v[hits.v[i].rule]);
		x->form = FORM_INDIRECT;
		if (k->d->lang == LANG_EN)
			x->speaker = cast_before(k->m, from, frame.from);
		else
			name_speaker(k, sentence,
				     (span){ frame.from, frame.from },
				     (span){ 0, 0 }, x);
		if (k->d->lang == LANG_EN)
			break;
		from = frame.to;
	}
}

void say_read(const struct say *s, struct doc *d, struct mentions *m)
{
	struct speech k = { .s = s,
			    .f = &s->frames[d->lang],
			    .d = d,
			    .m = m,
			    .topic = NO_REF };
	uint32_t q = 0;

	quotes_find(d, &k.quotes);
	for (uint32_t i = 0; i < d->sentences.n; i++) {
		span in = d->sentences.v[i].at;
		uint32_t topic;

		for (; q < k.quotes.n && k.quotes.v[q].from < in.to; q++)
			if (k.quotes.v[q].from >= in.from &&
			    k.quotes.v[q].to <= in.to)
				read_quote(&k, q, i);
		read_indirect(&k, i);
		topic = say_subject(d, m, &k.quotes, in);
		if (topic != NO_REF) {
			k.topic = topic;
			k.topic_at = i;
		}
	}
}
