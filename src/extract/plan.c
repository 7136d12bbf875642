/* plan.c - proposals: plans, drafts, counter-proposals, memoranda, with the
 * number of points, who made them and who answered how in the same sentence.
 *
 * A revision or counter-proposal is said to revise the plan told last before
 * it, when that stands close by; otherwise nothing is claimed. */
#include "base/utf8.h"
#include "extract/say_priv.h"

enum { NEAR_SENTENCES = 4, AUTHORS = 4, ANSWERS = 4 };

struct plan {
	struct frames frames[LANG_COUNT];
};

struct planning {
	const struct frames *f;
	struct doc *d;
	struct mentions *m;
	struct quotes quotes;
	uint32_t last, last_at; /* proposal, sentence */
};

const struct plan *plan_in(struct arena *a, const struct packs *p,
			   struct wordbook *book, struct diags *diags)
{
	struct plan *s = arena_one(a, struct plan);
	struct frames_seen seen = { book, WORD_PLAN, "plan" };

	for (int i = 0; i < LANG_COUNT; i++)
		frames_in(&s->frames[i], a, p, (enum lang)i, "plan", &seen,
			  "value", diags);
	return s;
}

static span captured(const struct hit *h, const char *name)
{
	for (uint32_t i = 0; i < h->n_captures; i++)
		if (str_is(h->captures[i].name, name))
			return h->captures[i].at;
	return (span){ 0, 0 };
}

/* Decimal, also in full-width digits; 0 when it is none or unlikely. */
static int number(str s)
{
	int n = 0;

	for (size_t i = 0; i < s.n;) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == 0xEF && i + 2 < s.n) { /* U+FF10..FF19 */
			c = (unsigned char)((unsigned char)s.p[i + 2] - 0x60);
			i += 3;
		} else {
			i++;
		}
		if (c < '0' || c > '9' || n > 999)
			return 0;
		n = n * 10 + (c - '0');
	}
	return n;
}

/* The highest of ① ② …; 0 when there is none. */
static int marks(str s)
{
	int n = 0;

	for (size_t i = 0; i < s.n;) {
		uint32_t cp = utf8_next(s, &i);

		if (cp >= 0x2460 && cp <= 0x2473 && (int)(cp - 0x245F) > n)
			n = (int)(cp - 0x245F);
	}
	return n;
}

/* 和平案は…A国が作成した; the plan drafted by A. */
static uint32_t maker_behind(const struct planning *k, span in, span plan)
{
	span rest = { plan.to, in.to };
	struct hit hit;
	uint32_t who = NO_REF;

	if (k->d->lang == LANG_EN) {
		while (rest.from < rest.to && k->d->text.p[rest.from] == ' ')
			rest.from++;
		if (frames_at(k->f, "made-by", k->d->text, rest, rest.from,
			      &hit))
			who = cast_at(k->m, hit.at.to);
		return who != NO_REF && cast_acts(&k->m->actors.v[who])
			       ? who
			       : NO_REF;
	}
	if (!str_starts(str_span(k->d->text, rest), STR("は")) ||
	    !frames_find(k->f, "made-by", k->d->text, rest, &hit))
		return NO_REF;
	who = cast_before(k->m, plan.to, hit.at.from);
	return who != NO_REF && cast_acts(&k->m->actors.v[who]) &&
			       k->m->actors.v[who].at.to == hit.at.from
		       ? who
		       : NO_REF;
}

/* The maker stands right before the plan (米国の…案, A氏が示した…案), or is
 * the subject of the verb behind it (A国は…案を示した). */
static uint32_t maker(const struct planning *k, span in, span plan)
{
	uint32_t who = cast_before(k->m, in.from, plan.from);
	span gap, rest = { plan.to, in.to };
	struct hit hit;

	if (who != NO_REF && cast_acts(&k->m->actors.v[who])) {
		gap = (span){ k->m->actors.v[who].at.to, plan.from };
		if (gap.from < gap.to &&
		    frames_at(k->f, "author", k->d->text, gap, gap.from,
			      &hit) &&
		    hit.at.to == gap.to &&
		    !frames_find(k->f, "not-author", k->d->text, gap, &hit))
			return who;
		if (gap.from == gap.to && k->d->lang == LANG_EN)
			return who;
	}
	who = maker_behind(k, in, plan);
	while (k->d->lang == LANG_EN && rest.from < rest.to &&
	       k->d->text.p[rest.from] == ' ')
		rest.from++;
	/* said it ignored the plan presented by the board: not the speaker's */
	if (k->d->lang == LANG_EN &&
	    frames_at(k->f, "made-by", k->d->text, rest, rest.from, &hit))
		return who;
	rest.from = plan.to;
	if (who != NO_REF ||
	    !frames_at(k->f, "made", k->d->text, rest, plan.to, &hit))
		return who;
	return say_subject(k->d, k->m, &k->quotes, (span){ in.from, plan.to });
}

static void name_authors(const struct planning *k, span in,
			 struct proposal_mention *x)
{
	str *out;
	uint32_t who = maker(k, in, x->at);

	if (who == NO_REF)
		return;
	out = arena_many(k->d->arena, str, AUTHORS);
	x->authors = out;
	x->n_authors = cast_parties(k->m, &k->m->actors.v[who], out, AUTHORS);
}

static void name_answers(const struct planning *k, span in,
			 struct proposal_mention *x)
{
	span rest = { x->at.to, in.to };
	struct hit hit;
	const struct frame *f =
		frames_find(k->f, "answer", k->d->text, rest, &hit);
	uint32_t who = say_subject(k->d, k->m, &k->quotes, in);
	struct response *out;
	str party[ANSWERS];
	uint32_t n;

	if (!f || who == NO_REF || quotes_hold(&k->quotes, hit.at.from))
		return;
	n = cast_parties(k->m, &k->m->actors.v[who], party, ANSWERS);
	out = arena_many(k->d->arena, struct response, n + 1);
	for (uint32_t i = 0; i < n; i++)
		out[i] = (struct response){ .party = party[i],
					    .answer = f->value,
					    .at = hit.at };
	x->responses = out;
	x->n_responses = n;
}

/* What the mention says it was made from: an older number of points, the plan
 * right before a revision, the plan an option belongs to or a counter-proposal
 * answers. Whether a bare revision follows the plan before is left to merge. */
static str parent(const struct planning *k, uint32_t sentence,
		  const struct hit *hit, const struct proposal_mention *x)
{
	str old = str_span(k->d->text, captured(hit, "old"));
	const struct proposal_mention *last;
	struct hit of;
	span gap;

	if (old.n)
		return old;
	if (k->last == NO_REF || sentence - k->last_at > NEAR_SENTENCES)
		return STR_NONE;
	last = &k->m->proposals.v[k->last];
	if (str_is(k->f->v[hit->rule].as, "option") ||
	    str_is(x->kind, "counter-proposal"))
		return last->name;
	gap = (span){ last->at.to, x->at.from };
	if (str_is(x->kind, "revision") && gap.from < gap.to &&
	    frames_at(k->f, "of", k->d->text, gap, gap.from, &of) &&
	    of.at.to == gap.to)
		return last->name;
	return STR_NONE;
}

/* …を基に策定された: the plan named before grew out of this one. */
static bool is_basis(struct planning *k, uint32_t sentence,
		     const struct proposal_mention *x)
{
	span in = k->d->sentences.v[sentence].at;
	struct hit hit;

	if (k->last == NO_REF || sentence - k->last_at > 1 ||
	    !frames_at(k->f, "basis", k->d->text, (span){ x->at.to, in.to },
		       x->at.to, &hit))
		return false;
	k->m->proposals.v[k->last].revises = x->name;
	return true;
}

static void add_plan(struct planning *k, uint32_t sentence,
		     const struct hit *hit)
{
	const struct frame *f = &k->f->v[hit->rule];
	span in = k->d->sentences.v[sentence].at;
	struct proposal_mention *x = vec_add(k->d->arena, &k->m->proposals);

	x->at = captured(hit, "name");
	if (x->at.to == 0)
		x->at = hit->at;
	x->name = str_span(k->d->text, x->at);
	x->items = number(str_span(k->d->text, captured(hit, "items")));
	if (!x->items)
		x->items = marks(x->name);
	x->kind = f->value;
	x->rule = f->id;
	say_date(k->m, in, (span){ 0, 0 }, &x->from, &x->to);
	name_authors(k, in, x);
	name_answers(k, in, x);
	x->revises = parent(k, sentence, hit, x);
	if (is_basis(k, sentence, x) || str_is(f->as, "option"))
		return;
	k->last = k->m->proposals.n - 1;
	k->last_at = sentence;
}

void plan_read(const struct plan *s, struct doc *d, struct mentions *m)
{
	struct planning k = {
		.f = &s->frames[d->lang], .d = d, .m = m, .last = NO_REF
	};
	struct hits hits = { 0 };

	k.quotes = *glance_quotes(m->glance);
	for (uint32_t i = 0; i < d->sentences.n; i++) {
		span in = d->sentences.v[i].at;

		if (d->sentences.v[i].kind == SENTENCE_SOURCE)
			continue;
		hits.n = 0;
		glance_hits(m->glance, d, WORD_PLAN, i, &hits);
		hits_longest(&hits);
		for (uint32_t h = 0; h < hits.n; h++) {
			struct hit *x = &hits.v[h];

			/* with what it captures */
			if (pattern_match(k.f->v[x->rule].pattern, d->text, in,
					  x->at.from, NULL, x))
				add_plan(&k, i, x);
		}
	}
}
