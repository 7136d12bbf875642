/* stance.c - positions: who wants, offers, takes or refuses what. Each word of
 * force is one claim: a holder, a thing and the issues named in it.
 *
 * Where the sentence has a subject that nobody is known for, or a thing
 * without an issue, nothing is claimed. stance_ja.c and stance_en.c find
 * holder and thing. */

#include "extract/stance_priv.h"

enum { EMPTY = 3, THESE_BACK = 3 };

struct stance {
	struct frames frames[LANG_COUNT], say[LANG_COUNT];
};

const struct stance *stance_in(struct arena *a, const struct packs *p,
			       struct wordbook *book, struct diags *diags)
{
	struct stance *s = arena_one(a, struct stance);
	struct frames_seen seen = { book, WORD_STANCE, "stance" };

	for (int i = 0; i < LANG_COUNT; i++) {
		frames_in(&s->frames[i], a, p, (enum lang)i, "stance", &seen,
			  "force", diags);
		frames_in(&s->say[i], a, p, (enum lang)i, "say", NULL, "value",
			  diags);
	}
	return s;
}

/* ---- what both languages ask */

bool cue_at(const struct stand *k, const char *kind, span in, uint32_t at,
	    uint32_t *end)
{
	struct hit hit;

	if (at >= in.to || !frames_at(k->f, kind, k->d->text, in, at, &hit))
		return false;
	if (end)
		*end = hit.at.to;
	return true;
}

bool cue_in(const struct stand *k, const char *kind, span in, span *at)
{
	struct hit hit;

	if (in.from >= in.to || !frames_find(k->f, kind, k->d->text, in, &hit))
		return false;
	if (at)
		*at = hit.at;
	return true;
}

void claim_hold(struct claim *c, uint32_t actor)
{
	for (uint32_t i = 0; i < c->n; i++)
		if (c->holder[i] == actor)
			return;
	if (actor != NO_REF && c->n < STAND_HOLDERS)
		c->holder[c->n++] = actor;
}

/* How many sides hold the claim. */
uint32_t claim_sides(const struct stand *k, const struct claim *c)
{
	str out[STAND_HOLDERS * 2];
	uint32_t n = 0;

	for (uint32_t h = 0; h < c->n; h++) {
		const struct actor_mention *x = &k->m->actors.v[c->holder[h]];
		str own[STAND_HOLDERS];
		uint32_t sides = cast_parties(k->m, x, own, STAND_HOLDERS);

		for (uint32_t i = 0; i < sides && n < STAND_HOLDERS * 2; i++) {
			uint32_t o = 0;

			while (o < n && !str_eq(out[o], own[i]))
				o++;
			if (o == n)
				out[n++] = own[i];
		}
	}
	return n;
}

static bool between_sides(str kind)
{
	static const char *const kinds[] = { "talks", "meeting", "call",
					     "agreement", "signing" };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (str_is(kind, kinds[i]))
			return true;
	return false;
}

/* Those who met, where an agreement is told without its sides. */
void claim_hold_sides(const struct stand *k, struct claim *c)
{
	uint32_t i = k->m->events.n;

	while (i-- > 0) {
		const struct event_mention *e = &k->m->events.v[i];
		uint32_t at;

		if (e->at.from >= c->at.to)
			continue;
		at = doc_sentence_at(k->d, e->at.from);
		if (at + 4 < k->sentence)
			return;
		if (!between_sides(e->kind))
			continue;
		for (uint32_t p = 0; p < e->n_participants; p++)
			if (e->participants[p].role != PART_MEDIATOR &&
			    e->participants[p].role != PART_HOST)
				claim_hold(c, e->participants[p].actor);
		if (claim_sides(k, c) > 1)
			return;
		c->n = 0;
	}
}

span quote_around(const struct stand *k, uint32_t byte)
{
	return quotes_around(&k->speech.quotes, byte);
}

uint32_t quote_speaker(const struct stand *k, span quote)
{
	for (uint32_t i = 0; i < k->m->statements.n; i++)
		if (k->m->statements.v[i].quote.from == quote.from &&
		    k->m->statements.v[i].quote.to == quote.to)
			return k->m->statements.v[i].speaker;
	return NO_REF;
}

uint32_t plan_maker(const struct stand *k, uint32_t byte, uint32_t back)
{
	uint32_t i = k->m->proposals.n;

	while (i-- > 0) {
		const struct proposal_mention *p = &k->m->proposals.v[i];
		uint32_t at;

		if (p->at.from >= byte)
			continue;
		at = doc_sentence_at(k->d, p->at.from);
		if (at + back < k->sentence)
			break;
		if (!p->n_authors)
			continue;
		for (at = cast_from(k->m, byte); at-- > 0;)
			if (cast_acts(&k->m->actors.v[at]) &&
			    cast_has_party(k->m, &k->m->actors.v[at],
					   p->authors[0]))
				return at;
		break;
	}
	return NO_REF;
}

/* ---- claims into positions */

/* Developing countries, the union: a side without a name of its own. */
static bool speaks_for_many(const struct actor_mention *x)
{
	static const char *const nobody[] = { "gr.press", "gr.sources",
					      "gr.officials", "gr.delegations",
					      "gr.mediators" };

	if (x->kind != ACTOR_GROUP || !str_starts(x->id, STR("gr.")))
		return false;
	for (size_t i = 0; i < sizeof(nobody) / sizeof(*nobody); i++)
		if (str_is(x->id, nobody[i]))
			return false;
	return true;
}

/* Those it acts for; a body that acts for nobody else stands for itself. */
static uint32_t sides_of(struct stand *k, uint32_t actor, str *out,
			 uint32_t room)
{
	const struct actor_mention *x = &k->m->actors.v[actor];
	uint32_t n = cast_parties(k->m, x, out, room);

	if (n == 0 && room &&
	    (x->kind == ACTOR_ORGANISATION || speaks_for_many(x))) {
		out[0] = x->id;
		n = 1;
	}
	if (n == 0 && room) {
		out[0] = home_of(k, actor);
		n = out[0].n > 0;
	}
	if (n == 0 && room && is_minister(k, actor)) {
		out[0] = STR("gr.government");
		n = 1;
	}
	return n;
}

static bool told_already(const struct stand *k, str issue, str party, str force)
{
	for (uint32_t i = k->m->positions.n; i-- > 0;) {
		const struct position_mention *x = &k->m->positions.v[i];

		if (doc_sentence_at(k->d, x->at.from) != k->sentence)
			return false;
		if (str_eq(x->issue, issue) && str_eq(x->party, party) &&
		    str_eq(x->force, force))
			return true;
	}
	return false;
}

/* Mentions stand in the order of the text. */
static struct position_mention *place(struct stand *k, uint32_t from)
{
	struct position_mention *v;
	uint32_t i;

	(void)vec_add(k->d->arena, &k->m->positions);
	v = k->m->positions.v;
	for (i = k->m->positions.n - 1; i > 0 && v[i - 1].at.from > from; i--)
		v[i] = v[i - 1];
	v[i] = (struct position_mention){ 0 };
	return &v[i];
}

/* Without the comma or blank it begins with. */
static span unled(const struct stand *k, span at)
{
	str s = str_span(k->d->text, at);

	for (;;) {
		uint32_t n =
			str_starts(s, STR("、")) ? 3
			: str_starts(s, STR(",")) || str_starts(s, STR(" "))
				? 1
				: 0;

		if (!n || at.from + n >= at.to)
			return at;
		at.from += n;
		s = str_span(k->d->text, at);
	}
}

static void add(struct stand *k, const struct claim *c, str issue, str party,
		uint32_t holder)
{
	struct position_mention *x;

	if (told_already(k, issue, party, c->force))
		return;
	x = place(k, unled(k, c->at).from);
	x->at = unled(k, c->at);
	x->issue = issue;
	x->party = party;
	x->holder = holder;
	x->force = c->force;
	x->stance = str_trim(str_span(k->d->text, x->at));
	x->rule = c->frame->id;
	say_date(k->d, k->m, k->d->sentences.v[k->sentence].at,
		 str_is(c->force, "in_document") ? c->thing : (span){ 0, 0 },
		 &x->from, &x->to);
}

/* 国際原子力機関: the word is part of a body's name; unless the body is the
 * issue itself (北大西洋条約機構（NATO）加盟). */
bool in_name(const struct stand *k, span at, str issue)
{
	uint32_t who = cast_at(k->m, at.from);
	const struct actor_mention *x;

	if (who == NO_REF)
		return false;
	x = &k->m->actors.v[who];
	/* 統治評議会議長: a word of his title */
	if (x->kind == ACTOR_PERSON && k->d->lang == LANG_JA)
		return x->at.to >= at.to && x->at.from < at.from;
	return x->kind == ACTOR_ORGANISATION && x->at.to >= at.to &&
	       !str_same(x->party, issue) &&
	       (x->at.from < at.from || x->at.to > at.to);
}

bool issue_in(const struct stand *k, span in)
{
	struct hits hits = { 0 };

	if (in.from < in.to)
		issues_hits(k->issues, k->d, in, &hits);
	return hits.n > 0;
}

/* Is an issue or a plan named there? */
bool names_issue(const struct stand *k, span in)
{
	return issue_in(k, in) ||
	       (in.from < in.to && cue_in(k, "plan", in, NULL));
}

bool is_answer(str force)
{
	return str_is(force, "accept") || str_is(force, "reject") ||
	       str_is(force, "view");
}

/* Is a plan told of in this sentence or the one before? */
bool plan_near(const struct stand *k)
{
	uint32_t i = k->m->proposals.n;

	while (i-- > 0) {
		uint32_t at =
			doc_sentence_at(k->d, k->m->proposals.v[i].at.from);

		if (at <= k->sentence)
			return at + 2 >= k->sentence;
	}
	return false;
}

/* What これ goes back to: the issue named last in the sentence, or that of the
 * position before. */
static uint32_t told_before(const struct stand *k, const struct claim *c,
			    str *out)
{
	struct hits hits = { 0 };
	span in = { k->d->sentences.v[k->sentence].at.from, c->at.from };

	if (in.from < in.to)
		issues_hits(k->issues, k->d, in, &hits);
	for (uint32_t back = 1; back <= THESE_BACK && back <= k->sentence &&
				!hits.n && cue_in(k, "these", c->thing, NULL);
	     back++)
		issues_hits(k->issues, k->d,
			    k->d->sentences.v[k->sentence - back].at, &hits);
	if (hits.n)
		out[0] = issues_name(k->issues, &hits.v[hits.n - 1]);
	else if (plan_near(k))
		out[0] = STR("general");
	else if (k->issue.n && k->sentence - k->issue_at <= 1)
		out[0] = k->issue;
	else
		return 0;
	return 1;
}

/* The thing is it, これ; in English right behind the verb. */
static bool goes_back(const struct stand *k, const struct claim *c)
{
	span at;

	if (!cue_in(k, "back", c->thing, &at))
		return false;
	return k->d->lang != LANG_EN ||
	       (at.from <= c->thing.from + 1 &&
		(!str_is(c->force, "view") || plan_near(k)));
}

/* rejected this demand, not: a contract offer against the proposal. */
static bool these_first(const struct stand *k, span thing)
{
	span these, plan;

	return cue_in(k, "these", thing, &these) &&
	       (!cue_in(k, "plan", thing, &plan) || these.from < plan.from);
}

/* Answers to a plan as a whole; what これに, it refer back to. */
static uint32_t unnamed_issue(const struct stand *k, const struct claim *c,
			      str *out)
{
	bool answer = is_answer(c->force) || is_answer(c->frame->value);
	bool with = str_is(c->frame->as, "with");
	span thing = c->thing;

	if (str_is(c->frame->as, "said"))
		return 0;
	if (thing.to == c->word.to && thing.from <= c->word.from)
		thing.to = c->word.from;
	if (k->d->lang == LANG_EN && these_first(k, thing) &&
	    told_before(k, c, out))
		return 1;
	if (answer && !(k->d->lang == LANG_EN && str_is(c->force, "view")) &&
	    cue_in(k, "plan", thing, NULL) &&
	    !cue_in(k, "no-plan", thing, NULL)) {
		out[0] = STR("general");
		return 1;
	}
	if ((str_is(c->force, "demand") || str_is(c->force, "offer") ||
	     (k->d->lang == LANG_EN && answer)) &&
	    cue_in(k, "deal", thing, NULL)) {
		out[0] = STR("general");
		return 1;
	}
	if (answer && thing.to - thing.from <= EMPTY && plan_near(k)) {
		out[0] = STR("general");
		return 1;
	}
	/* 米国は認めない: what was told of right before */
	if (str_is(c->force, "reject") && thing.to - thing.from <= EMPTY &&
	    k->issue.n &&
	    (k->issue_at == k->sentence ||
	     (k->d->lang == LANG_JA && k->issue_at + 2 >= k->sentence))) {
		out[0] = k->issue;
		return 1;
	}
	if (answer && with && k->issue.n && k->issue_at == k->sentence) {
		out[0] = k->issue;
		return 1;
	}
	if ((answer && goes_back(k, c)) || cue_in(k, "these", c->thing, NULL))
		return told_before(k, c, out);
	if (((answer && with) || cue_in(k, "part", c->thing, NULL)) &&
	    plan_near(k)) {
		out[0] = STR("general");
		return 1;
	}
	return 0;
}

static void settle(struct stand *k, const struct claim *c)
{
	str issue[STAND_ISSUES], side[STAND_HOLDERS];
	uint32_t n = k->d->lang == LANG_JA ? ja_issues(k, c, issue)
					   : en_issues(k, c, issue);

	if (n == 0)
		n = unnamed_issue(k, c, issue);
	for (uint32_t h = 0; h < c->n; h++) {
		uint32_t sides = sides_of(k, c->holder[h], side, STAND_HOLDERS);

		for (uint32_t i = 0; i < n; i++)
			for (uint32_t j = 0; j < sides; j++)
				add(k, c, issue[i], side[j], c->holder[h]);
	}
	if (n && c->n) {
		k->issue = issue[0];
		k->issue_at = k->sentence;
	}
}

static void weigh(struct stand *k)
{
	const struct sentence *s = &k->d->sentences.v[k->sentence];

	if (s->kind == SENTENCE_SOURCE || s->kind == SENTENCE_CAPTION)
		return;
	k->hits.n = 0;
	glance_hits(k->m->glance, k->d, WORD_STANCE, k->sentence, &k->hits);
	hits_longest(&k->hits);
	for (uint32_t i = 0; i < k->hits.n; i++) {
		struct claim c = { .frame = &k->f->v[k->hits.v[i].rule] };

		c.force = c.frame->value;
		c.word = k->hits.v[i].at;
		if (k->d->lang == LANG_JA ? ja_claim(k, i, &c)
					  : en_claim(k, i, &c))
			settle(k, &c);
	}
}

static void set_topic(struct stand *k)
{
	const struct sentence *s = &k->d->sentences.v[k->sentence];
	uint32_t who = say_subject(k->d, k->m, &k->speech.quotes, s->at);

	if (who == NO_REF || s->kind == SENTENCE_SOURCE ||
	    s->kind == SENTENCE_CAPTION)
		return;
	k->speech.topic = who;
	k->speech.topic_at = k->sentence;
	if (k->m->actors.v[who].kind == ACTOR_PERSON) {
		k->speech.person = who;
		k->speech.person_at = k->sentence;
	}
}

void stance_read(const struct stance *s, struct doc *d, struct mentions *m)
{
	struct stand k = { .f = &s->frames[d->lang],
			   .issues = m->glance,
			   .d = d,
			   .m = m,
			   .speech = { .f = &s->say[d->lang],
				       .d = d,
				       .m = m,
				       .topic = NO_REF,
				       .person = NO_REF,
				       .head = NO_REF,
				       .said = NO_REF } };

	k.speech.quotes = *glance_quotes(m->glance);
	for (k.sentence = 0; k.sentence < d->sentences.n; k.sentence++) {
		struct claim item;

		weigh(&k);
		if (list_item(&k, &item))
			settle(&k, &item);
		list_open(&k);
		set_topic(&k);
	}
}
