/* plan.c - proposals: plans, drafts, counter-proposals, memoranda, with the
 * number of points, who made them and who answered how in the same sentence.
 *
 * A revision or counter-proposal is said to revise the plan told last before
 * it, when that stands close by; otherwise nothing is claimed. */
#include "base/utf8.h"
#include "extract/say_priv.h"

enum { NEAR_SENTENCES = 4, AUTHORS = 4, ANSWERS = 4, VERB = 40, IN_WORDS = 2 };

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

static int number_word(str s)
{
	static const struct {
		const char *word;
		int n;
	} words[] = { { "five", 5 },	{ "six", 6 },	  { "seven", 7 },
		      { "eight", 8 },	{ "nine", 9 },	  { "ten", 10 },
		      { "eleven", 11 }, { "twelve", 12 }, { "fifteen", 15 },
		      { "twenty", 20 } };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_is(s, words[i].word))
			return words[i].n;
	return 0;
}

/* Decimal, also in full-width digits, or an English word; 0 when it is none
 * or unlikely. */
static int number(str s)
{
	int n = number_word(s);

	if (n)
		return n;

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

/* アメリカがウクライナに提示した和平案: of those before the plan the nearest
 * whose words lead to it. */
static uint32_t maker_before(const struct planning *k, span in, span plan)
{
	uint32_t i = cast_before(k->m, in.from, plan.from);

	for (uint32_t n = 0; i != NO_REF && n < AUTHORS; n++) {
		const struct actor_mention *a = &k->m->actors.v[i];
		span gap = { a->at.to, plan.from };
		struct hit hit;

		if (a->at.from < in.from)
			return NO_REF;
		if (cast_acts(a) && gap.from < gap.to &&
		    frames_at(k->f, "author", k->d->text, gap, gap.from,
			      &hit) &&
		    hit.at.to == gap.to &&
		    !frames_find(k->f, "not-author", k->d->text, gap, &hit))
			return i;
		if (i == 0 || k->d->lang == LANG_EN)
			return NO_REF;
		i--;
	}
	return NO_REF;
}

/* The maker stands right before the plan (米国の…案, A氏が示した…案), or is
 * the subject of the verb behind it (A国は…案を示した). */
static uint32_t maker(const struct planning *k, span in, span plan)
{
	uint32_t who = cast_before(k->m, in.from, plan.from);
	span rest = { plan.to, in.to };
	struct hit hit;

	/* 米国案: whose it is begins the name */
	if (k->d->lang == LANG_JA && cast_at(k->m, plan.from) != NO_REF &&
	    cast_acts(&k->m->actors.v[cast_at(k->m, plan.from)]))
		return cast_at(k->m, plan.from);
	if (who != NO_REF && k->d->lang == LANG_EN &&
	    cast_acts(&k->m->actors.v[who]) &&
	    k->m->actors.v[who].at.to == plan.from)
		return who;
	who = maker_before(k, in, plan);
	if (who != NO_REF)
		return who;
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
	uint32_t who = x->n_authors ? NO_REF : maker(k, in, x->at);

	if (who == NO_REF)
		return;
	out = arena_many(k->d->arena, str, AUTHORS);
	x->authors = out;
	x->n_authors = cast_parties(k->m, &k->m->actors.v[who], out, AUTHORS);
}

static bool is_author(const struct proposal_mention *x, str party)
{
	for (uint32_t i = 0; i < x->n_authors; i++)
		if (str_eq(x->authors[i], party))
			return true;
	return false;
}

/* Puts an answer to the plan among those told before. */
static void answer(const struct planning *k, struct proposal_mention *x,
		   str party, str value, span at)
{
	struct response *out =
		arena_many(k->d->arena, struct response, x->n_responses + 1);

	if (is_author(x, party))
		return;
	for (uint32_t i = 0; i < x->n_responses; i++) {
		out[i] = x->responses[i];
		if (str_eq(out[i].party, party))
			return;
	}
	out[x->n_responses] =
		(struct response){ .party = party, .answer = value, .at = at };
	x->responses = out;
	x->n_responses++;
}

/* A rejected the plan: the verb right before it, with its subject. */
static const struct frame *answer_before(const struct planning *k, span in,
					 span plan, struct hit *hit,
					 uint32_t *who)
{
	span near = { plan.from > in.from + VERB ? plan.from - VERB : in.from,
		      plan.from };
	const struct frame *f =
		frames_find(k->f, "answer", k->d->text, near, hit);
	str gap;

	if (!f)
		return NULL;
	gap = str_cut(k->d->text, hit->at.to, plan.from);
	*who = cast_before(k->m, in.from, hit->at.from);
	return str_has(gap, STR(",")) || *who == NO_REF ||
			       !cast_acts(&k->m->actors.v[*who]) ||
			       hit->at.from - k->m->actors.v[*who].at.to > VERB
		       ? NULL
		       : f;
}

static void name_answers(const struct planning *k, span in,
			 struct proposal_mention *x)
{
	span rest = { x->at.to, in.to };
	struct hit hit;
	const struct frame *f =
		frames_find(k->f, "answer", k->d->text, rest, &hit);
	uint32_t who = say_subject(k->d, k->m, &k->quotes, in);
	str party[ANSWERS];
	uint32_t n;

	if (k->d->lang == LANG_EN &&
	    !(f && str_is(f->value, "accept-as-basis")))
		f = answer_before(k, in, x->at, &hit, &who);
	if (!f || who == NO_REF)
		return;
	n = cast_parties(k->m, &k->m->actors.v[who], party, ANSWERS);
	for (uint32_t i = 0; i < n; i++)
		answer(k, x, party[i], f->value, hit.at);
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

/* "We can sign it," X said: words behind a plan that answer it. */
static void answers_in_words(struct planning *k, uint32_t sentence)
{
	span in = k->d->sentences.v[sentence].at;

	for (uint32_t i = k->m->statements.n; i-- > 0;) {
		const struct statement_mention *s = &k->m->statements.v[i];
		str party[ANSWERS];
		const struct frame *f;
		struct hit hit;
		uint32_t n;

		if (s->at.to <= in.from)
			return;
		if (s->at.from >= in.to || s->speaker == NO_REF ||
		    s->quote.to == 0)
			continue;
		f = frames_find(k->f, "said", k->d->text, s->quote, &hit);
		if (!f)
			continue;
		n = cast_parties(k->m, &k->m->actors.v[s->speaker], party,
				 ANSWERS);
		for (uint32_t p = 0; p < n; p++)
			answer(k, &k->m->proposals.v[k->last], party[p],
			       f->value, hit.at);
	}
}

/* 和平案は28項目から構成され: the number behind the plan; 0 where there is
 * none.
 */
static int counted_behind(const struct planning *k, span in, uint32_t at)
{
	struct hit hit;
	const struct frame *f = frames_at(k->f, "counted", k->d->text,
					  (span){ at, in.to }, at, &hit);

	return f && pattern_match(f->pattern, k->d->text, in, at, NULL, &hit)
		       ? number(str_span(k->d->text, captured(&hit, "items")))
		       : 0;
}

static void add_plan(struct planning *k, uint32_t sentence,
		     const struct hit *hit)
{
	const struct frame *f = &k->f->v[hit->rule];
	span in = k->d->sentences.v[sentence].at;
	struct proposal_mention *x;

	/* "the plan" is one only behind a plan */
	if (str_is(f->as, "back") &&
	    (k->last == NO_REF || sentence - k->last_at > NEAR_SENTENCES))
		return;
	x = vec_add(k->d->arena, &k->m->proposals);

	x->at = captured(hit, "name");
	if (x->at.to == 0)
		x->at = hit->at;
	x->name = str_span(k->d->text, x->at);
	x->items = number(str_span(k->d->text, captured(hit, "items")));
	if (!x->items)
		x->items = marks(x->name);
	if (!x->items)
		x->items = counted_behind(k, in, x->at.to);
	x->kind = f->value;
	x->rule = f->id;
	if (str_is(f->as, "back")) { /* the same by another word */
		x->name = k->m->proposals.v[k->last].name;
		x->kind = k->m->proposals.v[k->last].kind;
		x->items = k->m->proposals.v[k->last].items;
		x->authors = k->m->proposals.v[k->last].authors;
		x->n_authors = k->m->proposals.v[k->last].n_authors;
	}
	x->from = x->to = DAY_NONE;
	if (!str_is(f->as, "back"))
		say_date(k->d, k->m, in, (span){ 0, 0 }, &x->from, &x->to);
	/* A and B cut the plan from 12 points to nine: nobody's own version */
	if (k->d->lang != LANG_EN || !captured(hit, "old").to)
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
		if (!hits.n && k.last != NO_REF && i - k.last_at <= IN_WORDS)
			answers_in_words(&k, i);
	}
}
