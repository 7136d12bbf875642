/* stance_ja_hold.c - who holds a Japanese claim: the subject and those joined
 * to it, both sides, who made the document, whose words they are. */
#include "extract/stance_ja_priv.h"

enum { JOINT = 30 };

/* A国とB国は, A国・B国双方が: those joined before. */
void ja_hold_joined(const struct stand *k, struct claim *c, uint32_t who)
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
		/* フランス、英国、ドイツの欧州3カ国は: those named hold it */
		if (str_is(str_span(k->d->text, gap), "の") &&
		    v[who].kind == ACTOR_BLOC && c->n == 1 &&
		    v[who - 1].kind == ACTOR_STATE) {
			c->n = 0;
			claim_hold(c, who - 1);
			continue;
		}
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
		uint32_t at = ja_behind_actor(k, i, in), next;

		if (!cast_acts(&k->m->actors.v[i]) ||
		    !ja_mark_at(k, at, in, "with"))
			continue;
		/* AとBの国境: A is joined to B, nobody's partner */
		next = cast_at(k->m, at + 3);
		if (next == NO_REF ||
		    ja_mark_at(k, ja_behind_actor(k, next, in), in, "with"))
			claim_hold(c, i);
	}
}

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

void ja_hold_document(const struct stand *k, struct claim *c,
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
		ja_hold_joined(k, c, s->own != NO_REF ? s->own : s->outer);
	if (who == NO_REF && !s->plan && !c->n)
		who = carried(k);
	claim_hold(c, who);
	if (!c->n &&
	    (agreed_near(k) ||
	     cue_in(k, "accord", k->d->sentences.v[k->sentence].at, NULL)))
		claim_hold_sides(k, c);
}

/* A国、停戦案を拒否: the one at the head. */
static uint32_t at_head(const struct stand *k, span in, uint32_t word)
{
	uint32_t i = cast_from(k->m, in.from);
	uint32_t at;

	if (!cast_in(k->m, i, in) || !cast_acts(&k->m->actors.v[i]) ||
	    k->m->actors.v[i].at.to > word) /* …合意したが、後に英国、 */
		return NO_REF;
	at = ja_behind_actor(k, i, in);
	return ja_mark_at(k, at, in, "head") ? i : NO_REF;
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
		ja_hold_joined(k, c, who);
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
		    ja_mark_at(k, ja_behind_actor(k, i, in), in, "topic"))
			return i;
	return s->own != NO_REF || s->stranger ? NO_REF : carried(k);
}

/* 米国とサウジの仲介による, 米政府高官によると: neither is one of the two. */
static bool stands_aside(const struct stand *k, uint32_t i)
{
	const struct actor_mention *v = k->m->actors.v;
	span all = { 0, (uint32_t)k->d->text.n };

	for (int n = 0; n < 3; n++, i++) {
		span gap;
		uint32_t end;

		if (cue_at(k, "aside", all, v[i].at.to, NULL))
			return true;
		if (i + 1 >= k->m->actors.n)
			return false;
		gap = (span){ v[i].at.to, v[i + 1].at.from };
		if (gap.from >= gap.to ||
		    !cue_at(k, "joiner", gap, gap.from, &end) || end != gap.to)
			return false;
	}
	return false;
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
	/* the two that the words stand for, where that is known */
	if (cast_at(k->m, found.from) != NO_REF &&
	    k->m->actors.v[cast_at(k->m, found.from)].n_members > 1) {
		claim_hold(c, cast_at(k->m, found.from));
		return true;
	}
	for (uint32_t i = cast_from(k->m, found.from); i-- > 0;) {
		const struct actor_mention *x = &k->m->actors.v[i];
		uint32_t s = doc_sentence_at(k->d, x->at.from);

		if (s + 4 < k->sentence || claim_sides(k, c) > 1)
			break;
		if (!cast_acts(x) || stands_aside(k, i) ||
		    (topic != NO_REF && same_side(k, i, topic)))
			continue;
		if (s == k->sentence &&
		    ja_mark_at(k, ja_behind_actor(k, i, in), in, "topic"))
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
	       ja_stranger(k, before, false, true);
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

/* Aは、撤退は「問題外」だとはねつけた: words that are nobody's statement are
 * of the subject before them. */
static uint32_t before_quote(const struct stand *k, span quote)
{
	span in = { k->d->sentences.v[k->sentence].at.from, quote.from };
	uint32_t clause = ja_clause_from(k, in, false);
	struct subject s = ja_clause_subjects(k, in, clause, false);

	return s.own != NO_REF ? s.own : s.topic;
}

bool ja_hold(struct stand *k, struct claim *c, const struct subject *s, span in,
	     span quote)
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
		who = at_head(k, in, c->word.from);
	if (str_is(c->frame->as, "claims") && s->topic != NO_REF)
		who = s->topic;
	if (str_is(c->frame->as, "said") || str_is(c->frame->as, "if"))
		who = !inside			      ? said_by(k, s, c, in)
		      : quoted_of(k, quote) != NO_REF ? quoted_of(k, quote)
						      : quote_speaker(k, quote);
	else if (inside && who == NO_REF)
		who = quote_speaker(k, quote) != NO_REF
			      ? quote_speaker(k, quote)
			      : before_quote(k, quote);
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
	ja_hold_joined(k, c, who);
	if (both)
		hold_partners(k, c, (span){ in.from, c->at.to });
	if (both && s->outer != who)
		claim_hold(c, s->outer);
	if (both && s->topic != who && claim_sides(k, c) < 2 &&
	    !(s->own != NO_REF &&
	      cue_in(k, "told-on", (span){ c->word.to, in.to }, NULL)))
		claim_hold(c, s->topic);
	if (!c->n && str_is(c->force, "in_document")) /* 〜は撤回 */
		claim_hold(c, plan_maker(k, c->word.from, 3));
	return c->n > 0;
}
