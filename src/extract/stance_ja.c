/* stance_ja.c - the claim of a Japanese word of force: its clause ends with
 * the word, the one who holds it is marked は or が before it or stands behind
 * it (撤退を求めてきたA国), the thing is what lies between. */
#include "extract/stance_ja_priv.h"

enum { LOOK_BEHIND = 120, EMBEDDED = 45 };

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
	if (!str_is(c->frame->as, "gap") && /* 溝は埋まらなかった */
	    cue_at(k, "negated", tail, word, NULL)) {
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

/* What it is about, where the clause itself doesn't name it: before its
 * subject (停戦案はA国が拒否した), before its quote. */
static void widen(const struct stand *k, struct claim *c, span in, span quote,
		  uint32_t clause)
{
	span wide = { clause, c->thing.to };

	if (names_issue(k, c->thing))
		return;
	if (quote.to > 0 && !is_answer(c->force) &&
	    !ja_ends_as(k, "goes-on", quote.from)) /* を「停止すべきだ」 */
		return;
	if (quote.to > 0) {
		wide.to = quote.from;
		wide.from =
			ja_clause_from(k, (span){ in.from, wide.to }, false);
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
		from = ja_behind_actor(k, s->own, in);
	else if (s->topic != NO_REF && k->m->actors.v[s->topic].at.to > clause)
		from = ja_behind_actor(k, s->topic, in);
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
		c->at = c->thing = word, c->thing.to += 3; /* the particle */
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
	if (ja_mark_at(k, before.to, in, "topic") ||
	    ja_mark_at(k, before.to, in, "subject"))
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
			       ja_behind_actor(k, who, in) == word.from
		       ? who
		       : NO_REF;
}

/* 途上国側からは批判が相次いだ: from whom, the nearest before the word. */
static uint32_t come_from(const struct stand *k, span in)
{
	for (uint32_t i = cast_from(k->m, in.to); i-- > 0;) {
		const struct actor_mention *x = &k->m->actors.v[i];

		if (x->at.from < in.from)
			break;
		if (cast_acts(x) && !quotes_hold(&k->speech.quotes, x->at.from))
			return str_starts(str_cut(k->d->text,
						  ja_behind_actor(k, i, in),
						  in.to),
					  STR("から"))
				       ? i
				       : NO_REF;
	}
	return NO_REF;
}

/* 相互停戦はAが求めていたもので: what the clause is of is the topic. */
static bool of_the_topic(const struct stand *k, span word, span in)
{
	str rest = str_cut(k->d->text, word.to,
			   word.to + 24 < in.to ? word.to + 24 : in.to);

	return str_has(rest, STR("たもの")) || str_has(rest, STR("るもの"));
}

/* 和平案では, 米国の新提案は、…与えるものだ: what the plan says. */
static bool as_plan(const struct stand *k, struct claim *c, span in, span word)
{
	if (str_is(c->frame->as, "held") && str_is(c->force, "offer") &&
	    cue_at(k, "plan-is", in, word.to, NULL)) {
		c->force = STR("in_document");
		return true;
	}
	return str_is(c->frame->as, "plan") || str_is(c->frame->as, "points");
}

/* 提案は、Aが加盟しないことを求めている: the plan does, not A. */
static void plan_asks(const struct stand *k, const struct claim *c, span in,
		      struct subject *s)
{
	if (!str_is(c->force, "demand") || s->own == NO_REF ||
	    s->topic != NO_REF ||
	    !cue_in(k, "plan-topic",
		    (span){ in.from, k->m->actors.v[s->own].at.from }, NULL) ||
	    !str_has(str_cut(k->d->text, k->m->actors.v[s->own].at.to,
			     c->word.from),
		     STR("こと")))
		return;
	s->own = NO_REF;
	s->plan = true;
}

bool ja_claim(struct stand *k, uint32_t i, struct claim *c)
{
	span word = k->hits.v[i].at, line = k->d->sentences.v[k->sentence].at;
	span quote = quote_around(k, word.to - 1);
	bool inside = quote.to > 0;
	span in = inside ? quote : line;
	span before = { in.from, word.from };
	uint32_t clause = ja_clause_from(k, before, inside), head;
	struct subject s =
		ja_clause_subjects(k, with_mark(k, before, in), clause, inside);
	enum behind how;

	if (as_plan(k, c, in, word))
		return plan_says(k, i, c);
	if (str_is(c->frame->as, "owned") || str_is(c->frame->as, "held"))
		return of_owner(k, c, in, word);
	plan_asks(k, c, in, &s);
	if (str_is(c->frame->as, "if") && !then_answers(k, i))
		return false;
	if (str_is(c->frame->as, "behind") && s.own == NO_REF)
		s.own = whose(k, in, word);
	/* 停戦合意は…でなければならない: what is said of it, no clause of it */
	if (str_is(c->frame->as, "said"))
		s.plan = false;
	how = behind(k, c, in, word.to, s.own != NO_REF, &head);

	if (str_is(c->frame->as, "from")) {
		c->at = c->thing = (span){ clause, word.from };
		widen(k, c, line, quote, in.from);
		claim_hold(c, come_from(k, before));
		return c->n > 0;
	}
	if (how == UNREAL || within_next(k, i) || repeats(k, i))
		return false;
	c->at = c->thing = (span){ clause, word.to };
	if ((str_is(c->force, "threat") || str_is(c->frame->as, "whole")) &&
	    issue_in(k, word)) /* 制裁を科す */
		c->thing.from = word.from;
	else if (names_issue(k, (span){ clause, word.from }) &&
		 !(str_is(c->force, "reject") && issue_in(k, word)))
		c->thing.to = word.from;
	cut_thing(k, c, in, &s, clause);
	c->list = cue_in(k, "list", before, NULL) ||
		  (str_is(c->frame->as, "whole") &&
		   cue_in(k, "list", word, NULL));
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
		ja_hold_document(k, c, &s, how == OF_PLAN ? in.to : word.from);
		return c->n > 0;
	}
	if (how == OF_PLAN || (how != MAIN && str_is(c->frame->as, "both")) ||
	    (how != OF_THING && str_is(c->frame->as, "behind") &&
	     !of_the_topic(k, word, in)))
		return false;
	/* 支払いを求めた会社側との交渉で: not he who asks */
	if (how == OF_HOLDER &&
	    ja_mark_at(k, ja_behind_actor(k, head, in), in, "with"))
		how = MAIN;
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
	return ja_hold(k, c, &s, in, quote);
}
