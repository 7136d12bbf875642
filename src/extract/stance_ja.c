/* stance_ja.c - the claim of a Japanese word of force: its clause ends with
 * the word, the one who holds it is marked は or が before it or stands behind
 * it (撤退を求めてきたA国), the thing is what lies between. */
#include "extract/stance_priv.h"

enum { LOOK_BEHIND = 120, EMBEDDED = 45, THING = 36, JOINT = 30 };

/* What stands at the byte after an actor: titles, 側, brackets passed over. */
static uint32_t behind_actor(const struct stand *k, uint32_t actor, span in)
{
	uint32_t at = k->m->actors.v[actor].at.to;
	span rest = { at, in.to };

	for (int i = 0; i < 3 && cue_at(k, "office", rest, at, &at); i++)
		rest.from = at;
	return at;
}

static bool mark_at(const struct stand *k, uint32_t at, span in,
		    const char *mark)
{
	return at < in.to && cue_at(k, mark, in, at, NULL);
}

static bool hidden(const struct stand *k, uint32_t byte, bool inside)
{
	return !inside && quotes_hold(&k->speech.quotes, byte);
}

/* Is the word before the mark an issue: 領土は放棄すべきだ? */
static bool is_thing(const struct stand *k, uint32_t from, uint32_t to)
{
	struct hits hits = { 0 };
	span in = { to > from + THING ? to - THING : from, to };

	issues_hits(k->issues, k->d, in, &hits);
	return hits.n && hits.v[hits.n - 1].at.to + THING / 2 >= to;
}

/* Does a word of the kind end at the byte? */
static bool ends_as(const struct stand *k, const char *kind, uint32_t to)
{
	span in = { to > JOINT ? to - JOINT : 0, to }, at;

	while (cue_in(k, kind, in, &at)) {
		if (at.to == to)
			return true;
		in.from = at.to;
	}
	return false;
}

/* Aが併合した領土の返還を求める: the clause of the subject whose が ends at the
 * byte ends before the word. A second が inside takes the verb for itself. */
static bool subject_spent(const struct stand *k, uint32_t from, span in)
{
	span verb;
	str to;
	const uint32_t start = from;

	if (from < 3 || from >= in.to ||
	    !str_ends(str_cut(k->d->text, 0, from), STR("が")) ||
	    str_starts(str_cut(k->d->text, from, in.to), STR("、")))
		return false;
	for (;; from = verb.to) {
		uint32_t noun;

		if (from >= in.to ||
		    !cue_in(k, "relative", (span){ from, in.to }, &verb))
			return false;
		if (ends_as(k, "particle-verb", verb.from))
			continue; /* に向けた: nobody's verb */
		noun = verb.to > verb.from + 3 ? verb.to - 3 : verb.from;
		if (!cue_at(k, "no-noun", in, noun, NULL))
			break; /* する見返りに: no noun that it tells of */
	}
	to = str_cut(k->d->text, start, verb.from);
	return !str_has(to, STR("が"));
}

/* A subject whom no actor stands for: 議会は, 業界団体が. */
static bool stranger(const struct stand *k, span in, bool inside, bool topics)
{
	span at;

	while (cue_in(k, topics ? "some-topic" : "somebody", in, &at)) {
		uint32_t actor = cast_at(k->m, at.from);

		if (!hidden(k, at.from, inside) &&
		    (actor == NO_REF ||
		     k->m->actors.v[actor].kind == ACTOR_PLACE) &&
		    !is_thing(k, in.from, at.to) &&
		    !ends_as(k, "time-topic", at.to) && /* 今回は */
		    !ends_as(k, "thing-topic", at.to) &&
		    !subject_spent(k, at.to, in))
			return true;
		in.from = at.to;
	}
	return false;
}

/* The end of the last clause with a verb of its own before in.to. */
static uint32_t clause_from(const struct stand *k, span in, bool inside)
{
	uint32_t from = in.from;
	struct hit hit;
	span more;

	while (frames_find(k->speech.f, "clause", k->d->text, in, &hit)) {
		if (!hidden(k, hit.at.from, inside) &&
		    !ends_as(k, "joint", hit.at.to)) /* 関税に関し、 */
			from = hit.at.to;
		in.from = hit.at.to;
	}
	in.from = from;
	while (cue_in(k, "more-clause", in, &more)) {
		if (!hidden(k, more.from, inside))
			from = more.to;
		in.from = more.to;
	}
	return from;
}

/* は; が in the clause of the word itself; が in a clause before. plan: the
 * topic is a plan, nobody who acts. */
struct subject {
	uint32_t topic, own, outer;
	bool stranger, plan;
};

static struct subject subjects(const struct stand *k, span in, uint32_t clause,
			       bool inside)
{
	struct subject s = { NO_REF, NO_REF, NO_REF, false, false };
	uint32_t last;
	span rest = in;

	for (uint32_t i = cast_from(k->m, in.from); cast_in(k->m, i, in); i++) {
		const struct actor_mention *x = &k->m->actors.v[i];
		uint32_t at;

		if (!cast_acts(x) || hidden(k, x->at.from, inside))
			continue;
		at = behind_actor(k, i, in);
		if (mark_at(k, at, in, "topic"))
			s.topic = i;
		else if (!mark_at(k, at, in, "subject"))
			continue;
		else if (subject_spent(k, at + 3,
				       (span){ in.from, x->at.from < clause
								? clause
								: in.to }))
			continue;
		else if (x->at.from < clause)
			s.outer = i;
		else
			s.own = i;
	}
	last = s.own != NO_REF ? s.own : s.topic;
	if (last != NO_REF)
		rest.from = behind_actor(k, last, in) + 3;
	else
		rest.from = clause;
	if (rest.from < rest.to)
		s.stranger = stranger(k, rest, inside, last != NO_REF);
	if (last != NO_REF)
		return s;
	rest.from = in.from;
	s.stranger |= stranger(k, rest, inside, true);
	s.plan = s.outer == NO_REF && cue_in(k, "plan-topic", rest, NULL);
	return s;
}

/* A国とB国は, A国・B国双方が: those joined before. */
static void hold_joined(const struct stand *k, struct claim *c, uint32_t who)
{
	const struct actor_mention *v = k->m->actors.v;

	claim_hold(c, who);
	for (; who != NO_REF && who > 0; who--) {
		span gap = { v[who - 1].at.to, v[who].at.from };
		uint32_t end;

		if (gap.from < gap.to && /* A国(略称)とB国 */
		    cue_at(k, "office", gap, gap.from, &end))
			gap.from = end;

		if (gap.from > gap.to || !cast_acts(&v[who - 1]))
			return;
		/* A国のX氏とB国のY氏は: a person and the one behind whom he
		 * stands are one */
		if (str_is(str_span(k->d->text, gap), "の") &&
		    str_eq(v[who - 1].party, v[who].party))
			continue;
		if (gap.from < gap.to &&
		    (!cue_at(k, "joiner", gap, gap.from, &end) ||
		     end != gap.to))
			return;
		if (gap.from == gap.to)
			return;
		claim_hold(c, who - 1);
	}
}

/* B国と…で合意した: with whom. */
static void hold_partners(const struct stand *k, struct claim *c, span in)
{
	for (uint32_t i = cast_from(k->m, in.from); cast_in(k->m, i, in); i++) {
		uint32_t at = behind_actor(k, i, in), next;

		if (!cast_acts(&k->m->actors.v[i]) ||
		    !mark_at(k, at, in, "with"))
			continue;
		/* AとBの国境: A is joined to B, nobody's partner */
		next = cast_at(k->m, at + 3);
		if (next == NO_REF ||
		    mark_at(k, behind_actor(k, next, in), in, "with"))
			claim_hold(c, i);
	}
}

/* ---- what stands behind the word */

enum behind { MAIN, UNREAL, OF_HOLDER, OF_THING, OF_PLAN, OF_CONTENT };

/* 求めるA国, A国が反対するB国の加盟, 撤退を求める声. */
static enum behind adnominal(const struct stand *k, span in, uint32_t at,
			     bool own, uint32_t *actor)
{
	uint32_t plan = at;

	*actor = NO_REF;
	if (cue_at(k, "content", in, at, NULL))
		return OF_CONTENT;
	if (!cue_at(k, "noun", in, at, NULL) ||
	    cue_at(k, "formal", in, at, NULL))
		return MAIN;
	if (own)
		return OF_THING;
	*actor = cast_at(k->m, at);
	if (*actor != NO_REF && cast_acts(&k->m->actors.v[*actor]))
		return OF_HOLDER;
	for (uint32_t i = 0; i < k->m->proposals.n; i++)
		if (k->m->proposals.v[i].at.from >= plan &&
		    k->m->proposals.v[i].at.from <= plan + 30)
			return OF_PLAN;
	return UNREAL;
}

/* Is the word of force a verb form by itself: 認めない? */
static bool ends_verb(const struct stand *k, uint32_t word)
{
	str s = str_cut(k->d->text, 0, word);

	return str_ends(s, STR("い")) || str_ends(s, STR("る")) ||
	       str_ends(s, STR("む")) || str_ends(s, STR("んだ"));
}

static enum behind behind(const struct stand *k, struct claim *c, span in,
			  uint32_t word, bool own, uint32_t *actor)
{
	uint32_t end = word;
	span tail = { word, in.to };

	*actor = NO_REF;
	/* 求めたためだ: it did ask */
	if (cue_at(k, "unreal", tail, word, NULL) &&
	    !str_starts(str_span(k->d->text, tail), STR("たため")))
		return UNREAL;
	if (!str_starts(c->force, STR("in_")) &&
	    cue_at(k, "passive", tail, word, NULL))
		return UNREAL;
	if (cue_at(k, "negated", tail, word, NULL)) {
		if (!str_is(c->force, "accept") || str_is(c->frame->as, "both"))
			return UNREAL;
		c->force = STR("reject");
	}
	if (!cue_at(k, "tail", tail, word, &end) && !ends_verb(k, word))
		return MAIN;
	if (cue_at(k, "soft", (span){ end, in.to }, end, NULL))
		c->force = STR("attributed");
	return adnominal(k, (span){ end, in.to }, end, own, actor);
}

/* ---- the claim */

/* The one in the sentences before, if the text goes on about him. */
static uint32_t carried(const struct stand *k)
{
	const struct sentence *s = &k->d->sentences.v[k->sentence];

	if (s->kind != SENTENCE_BODY && s->kind != SENTENCE_BULLET)
		return NO_REF;
	return voice_carried(&k->speech, k->sentence, true);
}

/* A国の仲介により…案が示された. */
static uint32_t mediator(const struct stand *k)
{
	span at;

	if (!cue_in(k, "mediated", k->d->sentences.v[k->sentence].at, &at))
		return NO_REF;
	for (uint32_t i = cast_from(k->m, at.from); i-- > 0;) {
		if (k->m->actors.v[i].at.to < at.from)
			break;
		if (k->m->actors.v[i].at.to == at.from &&
		    cast_acts(&k->m->actors.v[i]))
			return i;
	}
	return NO_REF;
}

/* Is the plan told of last, not far before, an agreement? */
static bool agreed_near(const struct stand *k)
{
	const struct proposal_mention *p = NULL;

	for (uint32_t i = k->m->proposals.n; !p && i-- > 0;)
		if (doc_sentence_at(k->d, k->m->proposals.v[i].at.from) <=
		    k->sentence)
			p = &k->m->proposals.v[i];
	return p && str_is(p->kind, "agreement") &&
	       doc_sentence_at(k->d, p->at.from) + 4 >= k->sentence;
}

static void hold_document(const struct stand *k, struct claim *c,
			  const struct subject *s, uint32_t byte)
{
	uint32_t who = plan_maker(k, byte, 0);

	if (who == NO_REF)
		who = s->topic;
	if (who == NO_REF)
		who = plan_maker(k, byte, 3);
	if (who == NO_REF)
		who = mediator(k);
	if (who == NO_REF && !s->plan)
		hold_joined(k, c, s->own != NO_REF ? s->own : s->outer);
	if (who == NO_REF && !s->plan && !c->n)
		who = carried(k);
	claim_hold(c, who);
	if (!c->n &&
	    (agreed_near(k) ||
	     cue_in(k, "accord", k->d->sentences.v[k->sentence].at, NULL)))
		claim_hold_sides(k, c);
}

/* A国、停戦案を拒否: the one at the head. */
static uint32_t at_head(const struct stand *k, span in)
{
	uint32_t i = cast_from(k->m, in.from);
	uint32_t at;

	if (!cast_in(k->m, i, in) || !cast_acts(&k->m->actors.v[i]))
		return NO_REF;
	at = behind_actor(k, i, in);
	return mark_at(k, at, in, "head") ? i : NO_REF;
}

/* AとBの間の隔たり: those joined right before the word. */
static void hold_apart(const struct stand *k, struct claim *c, span in)
{
	uint32_t who = cast_before(k->m, in.from, c->word.from);
	span gap;

	if (who == NO_REF || !cast_acts(&k->m->actors.v[who]))
		return;
	gap = (span){ k->m->actors.v[who].at.to, c->word.from };
	if (gap.to - gap.from <= JOINT)
		hold_joined(k, c, who);
}

static bool same_side(const struct stand *k, uint32_t a, uint32_t b)
{
	return b == NO_REF ||
	       str_eq(k->m->actors.v[a].party, k->m->actors.v[b].party);
}

/* What should be is said by the topic, also by one behind: しない限り、Aは. */
static uint32_t said_by(const struct stand *k, const struct subject *s,
			const struct claim *c, span in)
{
	if (s->topic != NO_REF)
		return s->topic;
	for (uint32_t i = cast_from(k->m, c->at.to); cast_in(k->m, i, in); i++)
		if (cast_acts(&k->m->actors.v[i]) &&
		    !quotes_hold(&k->speech.quotes,
				 k->m->actors.v[i].at.from) &&
		    mark_at(k, behind_actor(k, i, in), in, "topic"))
			return i;
	return s->own != NO_REF || s->stranger ? NO_REF : carried(k);
}

/* 両国が, 両首脳は: the two sides named last, not the one who tells it. */
static bool hold_both(const struct stand *k, struct claim *c, span in)
{
	span at, rest = { in.from, c->word.from }, found = { 0, 0 };
	uint32_t topic = NO_REF;

	while (cue_in(k, "both-sides", rest, &at)) {
		found = at;
		rest.from = at.to;
	}
	if (!found.to)
		return false;
	for (uint32_t i = cast_from(k->m, found.from); i-- > 0;) {
		const struct actor_mention *x = &k->m->actors.v[i];
		uint32_t s = doc_sentence_at(k->d, x->at.from);

		if (s + 4 < k->sentence || claim_sides(k, c) > 1)
			break;
		if (!cast_acts(x) ||
		    (topic != NO_REF && same_side(k, i, topic)))
			continue;
		if (s == k->sentence &&
		    mark_at(k, behind_actor(k, i, in), in, "topic"))
			topic = i; /* who tells it */
		else
			claim_hold(c, i);
	}
	if (claim_sides(k, c) < 2) {
		c->n = 0;
		claim_hold_sides(k, c);
	}
	return claim_sides(k, c) > 1;
}

/* 両首脳による訪問を含め…で一致した: those named together in the sentence. */
static uint32_t two_at_once(const struct stand *k, span in, uint32_t word)
{
	for (uint32_t i = cast_from(k->m, in.from);
	     cast_in(k->m, i, (span){ in.from, word }); i++)
		if (k->m->actors.v[i].n_members > 1)
			return i;
	return NO_REF;
}

/* X局長は、A国が…するよう求めた: a topic whom nobody is known for asks. */
static bool of_another(const struct stand *k, const struct claim *c, span in,
		       uint32_t own)
{
	span before = { in.from, k->m->actors.v[own].at.from };

	return before.to > before.from &&
	       str_starts(str_span(k->d->text, c->word), STR("よう")) &&
	       stranger(k, before, false, true);
}

/* 「…すべきだ」と主張してきたA国の: whose words the quote is told to be. */
static uint32_t quoted_of(const struct stand *k, span quote)
{
	span line = k->d->sentences.v[k->sentence].at;
	uint32_t at, who;

	if (quote.to >= line.to || !cue_at(k, "quote-of", line, quote.to, &at))
		return NO_REF;
	who = cast_at(k->m, at);
	return who != NO_REF && cast_acts(&k->m->actors.v[who]) ? who : NO_REF;
}

static bool hold(struct stand *k, struct claim *c, const struct subject *s,
		 span in, span quote)
{
	bool both = str_is(c->frame->as, "both"), inside = quote.to > 0;
	uint32_t who = s->own != NO_REF ? s->own : s->topic;

	/* Aは、Bが…することに反対した: the one talked of is A */
	if (s->own != NO_REF && (s->topic != NO_REF || s->outer != NO_REF) &&
	    cue_in(k, "embedded",
		   (span){ k->m->actors.v[s->own].at.to, c->at.to }, NULL))
		who = s->topic != NO_REF ? s->topic : s->outer;
	if (str_is(c->frame->as, "gap")) {
		hold_apart(k, c, in);
		if (c->n > 1)
			return true;
		c->n = 0;
		for (uint32_t i = cast_from(k->m, in.from);
		     cast_in(k->m, i, (span){ in.from, c->at.to }); i++)
			if (cast_acts(&k->m->actors.v[i]))
				claim_hold(c, i);
		return claim_sides(k, c) > 1;
	}
	if (both && hold_both(k, c, in))
		return true;
	if (who == NO_REF && !inside)
		who = at_head(k, in);
	if (str_is(c->frame->as, "claims") && s->topic != NO_REF)
		who = s->topic;
	if (str_is(c->frame->as, "said") || str_is(c->frame->as, "if"))
		who = !inside			      ? said_by(k, s, c, in)
		      : quoted_of(k, quote) != NO_REF ? quoted_of(k, quote)
						      : quote_speaker(k, quote);
	else if (inside && who == NO_REF)
		who = quote_speaker(k, quote);
	else if (inside && !same_side(k, who, quote_speaker(k, quote)))
		c->force = STR("attributed");
	/* よう求めた: whom it asks of is the own subject */
	if (who != NO_REF && who == s->own && s->topic == NO_REF &&
	    of_another(k, c, in, who))
		return false;
	if (who == NO_REF && s->stranger && cue_in(k, "home", in, NULL))
		who = home_actor(k, c->word.from);
	if (who == NO_REF && s->stranger)
		return false;
	if (who == NO_REF && !inside)
		who = s->outer;
	if (who == NO_REF && both) {
		claim_hold_sides(k, c);
		if (!c->n)
			claim_hold(c, two_at_once(k, in, c->word.from));
	} else if (who == NO_REF) {
		who = carried(k);
	}
	hold_joined(k, c, who);
	if (both)
		hold_partners(k, c, (span){ in.from, c->at.to });
	if (both && s->outer != who)
		claim_hold(c, s->outer);
	if (both && s->topic != who && claim_sides(k, c) < 2)
		claim_hold(c, s->topic);
	if (!c->n && str_is(c->force, "in_document")) /* 〜は撤回 */
		claim_hold(c, plan_maker(k, c->word.from, 3));
	return c->n > 0;
}

/* 制裁を科す: the word of force itself tells of what. */
static bool holds_issue(const struct stand *k, span in)
{
	struct hits hits = { 0 };

	issues_hits(k->issues, k->d, in, &hits);
	return hits.n > 0;
}

/* What it is about, where the clause itself doesn't name it: before its
 * subject (停戦案はA国が拒否した), before its quote. */
static void widen(const struct stand *k, struct claim *c, span in, span quote,
		  uint32_t clause)
{
	span wide = { clause, c->thing.to };

	if (names_issue(k, c->thing))
		return;
	if (quote.to > 0 && !is_answer(c->force) &&
	    !ends_as(k, "goes-on", quote.from)) /* を「停止すべきだ」 */
		return;
	if (quote.to > 0) {
		wide.to = quote.from;
		wide.from = clause_from(k, (span){ in.from, wide.to }, false);
	}
	if (!names_issue(k, wide))
		return;
	c->thing = wide;
	if (wide.from < c->at.from)
		c->at.from = wide.from;
}

static void cut_thing(const struct stand *k, struct claim *c, span in,
		      const struct subject *s, uint32_t clause)
{
	uint32_t from = clause;

	if (s->own != NO_REF)
		from = behind_actor(k, s->own, in);
	else if (s->topic != NO_REF && k->m->actors.v[s->topic].at.to > clause)
		from = behind_actor(k, s->topic, in);
	if (from > c->thing.from && from < c->thing.to)
		c->thing.from = from;
}

/* 解除されれば、応じる: a condition only where the sentence goes on to take,
 * offer or refuse something. */
static bool then_answers(const struct stand *k, uint32_t i)
{
	while (++i < k->hits.n) {
		str force = k->f->v[k->hits.v[i].rule].value;

		if (str_is(force, "accept") || str_is(force, "offer") ||
		    str_is(force, "reject") || str_is(force, "threat"))
			return true;
	}
	return false;
}

/* …を目指すことで合意した: the next word of force has this one inside. */
static bool within_next(const struct stand *k, uint32_t i)
{
	span gap;

	if (i + 1 >= k->hits.n ||
	    str_is(k->f->v[k->hits.v[i + 1].rule].as, "firm"))
		return false;
	gap = (span){ k->hits.v[i].at.to, k->hits.v[i + 1].at.from + 9 };
	if (gap.to == gap.from + 9 && /* 応じる用意がある */
	    str_is(k->f->v[k->hits.v[i + 1].rule].value, "offer"))
		return true;
	return gap.to - gap.from < EMBEDDED && cue_in(k, "carries", gap, NULL);
}

/* 撤退に反対する姿勢を崩さない, 受け入れられないと主張した: the word before
 * says which force it is. */
static bool repeats(const struct stand *k, uint32_t i)
{
	str as = k->f->v[k->hits.v[i].rule].as;
	span gap;

	if (i == 0 || !(str_is(as, "firm") || str_is(as, "claims")))
		return false;
	gap = (span){ k->hits.v[i - 1].at.to, k->hits.v[i].at.from };
	return gap.to >= gap.from && gap.to - gap.from < EMBEDDED / 2;
}

/* A国(側)の要求は…: what A wants is the rest of the clause. */
static bool of_owner(struct stand *k, struct claim *c, span in, span word)
{
	uint32_t who = cast_before(k->m, in.from, word.from + 1), end;
	span gap;

	if (who == NO_REF || !cast_acts(&k->m->actors.v[who]))
		return false;
	gap = (span){ k->m->actors.v[who].at.to, word.from };
	if (gap.from < gap.to &&
	    (!cue_at(k, "whose", gap, gap.from, &end) || end != gap.to))
		return false;
	c->at = c->thing = (span){ word.to, in.to };
	c->at.from = word.from;
	c->list = true;
	if (str_is(c->frame->as, "held"))
		c->at = c->thing = word;
	else if (cue_in(k, "done-with", c->thing, NULL))
		return false;
	claim_hold(c, who);
	return true;
}

/* Behind the word: up to the particle that ends the noun. */
static span noun_only(const struct stand *k, span in)
{
	span end;

	if (cue_in(k, "noun-end", in, &end))
		in.to = end.from;
	return in;
}

/* The word of force may begin with the mark of its subject: Aは認めない. */
static span with_mark(const struct stand *k, span before, span in)
{
	if (mark_at(k, before.to, in, "topic") ||
	    mark_at(k, before.to, in, "subject"))
		before.to += 3;
	return before;
}

/* 和平案では…: what the rest of the sentence tells of is in the plan, unless
 * another word of force says what is done with it. */
static bool plan_says(struct stand *k, uint32_t i, struct claim *c)
{
	span word = k->hits.v[i].at, in = k->d->sentences.v[k->sentence].at;

	if (quotes_hold(&k->speech.quotes, word.from) ||
	    (k->hits.n > 1 && !str_is(c->frame->as, "points")))
		return false;
	c->at = c->thing = (span){ word.to, in.to };
	c->at.from = word.from;
	c->list = true;
	if (cue_in(k, "done-with", c->thing, NULL))
		return false;
	claim_hold(c, plan_maker(k, word.to, 3));
	if (!c->n && cue_in(k, "accord", word, NULL))
		claim_hold_sides(k, c);
	return c->n > 0;
}

/* A国の主張する停戦: whose it is, right before the word. */
static uint32_t whose(const struct stand *k, span in, span word)
{
	uint32_t who = cast_before(k->m, in.from, word.from + 1);

	return who != NO_REF && cast_acts(&k->m->actors.v[who]) &&
			       str_starts(str_span(k->d->text, word),
					  STR("の")) &&
			       behind_actor(k, who, in) == word.from
		       ? who
		       : NO_REF;
}

bool ja_claim(struct stand *k, uint32_t i, struct claim *c)
{
	span word = k->hits.v[i].at, line = k->d->sentences.v[k->sentence].at;
	span quote = quote_around(k, word.to - 1);
	bool inside = quote.to > 0;
	span in = inside ? quote : line;
	span before = { in.from, word.from };
	uint32_t clause = clause_from(k, before, inside), head;
	struct subject s =
		subjects(k, with_mark(k, before, in), clause, inside);
	enum behind how;

	if (str_is(c->frame->as, "plan") || str_is(c->frame->as, "points"))
		return plan_says(k, i, c);
	if (str_is(c->frame->as, "owned") || str_is(c->frame->as, "held"))
		return of_owner(k, c, in, word);
	if (str_is(c->frame->as, "if") && !then_answers(k, i))
		return false;
	if (str_is(c->frame->as, "behind") && s.own == NO_REF)
		s.own = whose(k, in, word);
	how = behind(k, c, in, word.to, s.own != NO_REF, &head);

	if (how == UNREAL || within_next(k, i) || repeats(k, i))
		return false;
	c->at = c->thing = (span){ clause, word.to };
	if ((str_is(c->force, "threat") || str_is(c->frame->as, "whole")) &&
	    holds_issue(k, word))
		c->thing.from = word.from;
	else if (names_issue(k, (span){ clause, word.from }) &&
		 !(str_is(c->force, "reject") && holds_issue(k, word)))
		c->thing.to = word.from;
	cut_thing(k, c, in, &s, clause);
	c->list = cue_in(k, "list", before, NULL);
	if (s.plan)
		c->force = STR("in_document");
	if (str_is(c->frame->as, "part-of") && how != OF_PLAN && !s.plan)
		return false;
	if (s.plan || str_is(c->frame->as, "document") ||
	    str_is(c->frame->as, "part-of")) {
		span topic, rest = before;

		/* 協定には、…し、…することが含まれる: all of it */
		while (str_is(c->frame->as, "document") &&
		       cue_in(k, "plan-topic", rest, &topic)) {
			c->thing.from = rest.from = topic.to;
			if (c->at.from > topic.to)
				c->at.from = topic.to;
			c->list = true;
		}
		hold_document(k, c, &s, how == OF_PLAN ? in.to : word.from);
		return c->n > 0;
	}
	if (how == OF_PLAN || (how != MAIN && str_is(c->frame->as, "both")) ||
	    (how != OF_THING && str_is(c->frame->as, "behind")))
		return false;
	if (how == OF_HOLDER) {
		claim_hold(c, head);
		return true;
	}
	if (how == OF_THING) {
		uint32_t end = word.to + LOOK_BEHIND;

		c->thing = noun_only(
			k, (span){ word.to, end < in.to ? end : in.to });
		c->at.to = c->thing.to;
	} else {
		widen(k, c, line, quote, clause);
	}
	if (s.stranger && s.own == NO_REF && s.topic != NO_REF)
		return false;
	return hold(k, c, &s, in, quote);
}
