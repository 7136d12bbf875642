/* stance_en.c - the claim of an English word of force, by the order of words:
 * the one who holds it stands before the verb (behind by in the passive,
 * before 's of a noun), the thing behind it up to the next clause. */
#include <ctype.h>

#include "extract/stance_en_priv.h"

enum {
	THING_REACH = 220,
	FIRST_REACH = 150,
	OWNER_REACH = 40,
	ASIDE = 80,
	FIRST_WORDS = 30,
	LAST_WORD = 8,
	DOC_REACH = 90,
	BACK_REACH = 45
};

/* Such demands, the latest offer: a noun, though it may be a verb. */
static bool noun_here(const struct stand *k, uint32_t i)
{
	span word = k->hits.v[i].at, in = k->d->sentences.v[k->sentence].at;
	str s = str_span(k->d->text, word);

	return !str_has(s, STR(" ")) && !str_ends(s, STR("ed")) &&
	       en_ends_with(k, "determiner", en_trimmed(k, in.from, word.from),
			    NULL);
}

/* rejected the offer, calling it unfair: where the clause in -ing begins. */
static uint32_t before_participle(const struct stand *k, span in)
{
	span rest = in, at;

	while (cue_in(k, "participle-clause", rest, &at)) {
		if (!cue_at(k, "no-participle", at, at.from, NULL))
			return at.from;
		rest.from = at.to;
	}
	return in.to;
}

/* Where the thing that begins at `from` ends. */
static uint32_t thing_to(const struct stand *k, span in, uint32_t from,
			 uint32_t i)
{
	uint32_t to = in.to - from > THING_REACH ? from + THING_REACH : in.to;
	span cut;

	while (++i < k->hits.n && k->hits.v[i].at.from < to)
		if (k->hits.v[i].at.from > from + 1 &&
		    !str_is(k->f->v[k->hits.v[i].rule].as, "noun") &&
		    !str_is(k->f->v[k->hits.v[i].rule].as, "from") &&
		    !noun_here(k, i))
			to = k->hits.v[i].at.from;
	if (cue_in(k, "cut", (span){ from, to }, &cut))
		to = cut.from;
	return before_participle(k, (span){ from, to });
}

/* ---- the shapes of a claim */

static uint32_t clause_start(const struct stand *k, span in, uint32_t to)
{
	span rest = { in.from, to };
	span brk;

	while (cue_in(k, "break", rest, &brk))
		rest.from = brk.to;
	return rest.from;
}

/* Kamome's demand, a Kamomean demand, a key Kamome demand: the demand is X's.
 */
static bool owned_by(const struct stand *k, uint32_t who, span in,
		     uint32_t word)
{
	const struct actor_mention *x = &k->m->actors.v[who];
	span gap = { x->at.to, word };
	uint32_t at;

	if (cue_at(k, "owner", gap, gap.from, &at) && at == gap.to)
		return true;
	/* the name may hold its 's */
	if (str_ends(str_cut(k->d->text, 0, gap.from), STR("s")) &&
	    str_has(str_span(k->d->text, x->at), STR("'"))) {
		gap = en_trimmed(k, gap.from, gap.to);
		return gap.from == gap.to;
	}
	return x->kind != ACTOR_PERSON && x->at.from > in.from &&
	       cue_at(k, "adjective", gap, gap.from, &at) && at == gap.to;
}

/* pressure on X to lift its opposition: between X and "its" nothing but what he
 * is to do. */
static bool pressed_to(const struct stand *k, uint32_t who, uint32_t own)
{
	const struct actor_mention *x = &k->m->actors.v[who];
	str gap = str_cut(k->d->text, x->at.to, own);

	return cast_acts(x) && gap.n < OWNER_REACH &&
	       str_starts(gap, STR(" to ")) && !str_has(gap, STR(",")) &&
	       !str_has(gap, STR(" and "));
}

/* X's demand for, its demand for. */
static bool of_owner(struct stand *k, struct claim *c, span in, span word)
{
	uint32_t who = cast_before(k->m, in.from, word.from), at;

	if (who != NO_REF && cast_acts(&k->m->actors.v[who]) &&
	    word.from - k->m->actors.v[who].at.to < OWNER_REACH &&
	    owned_by(k, who, in, word.from)) {
		claim_hold(c, who);
		return true;
	}
	if (!en_ends_with(k, "own", en_trimmed(k, in.from, word.from), &at))
		return false;
	if (who != NO_REF && pressed_to(k, who, at)) {
		claim_hold(c, who);
		return true;
	}
	claim_hold(c, en_meant(k, (span){ in.from, at }));
	return c->n > 0;
}

/* Lifting the blockade is a key Kamome demand for a truce: the thing stands
 * before. */
static void said_before(const struct stand *k, struct claim *c, span in)
{
	uint32_t owner = k->m->actors.v[c->holder[0]].at.from, at;
	span before;

	if (owner <= in.from || owner >= c->word.from ||
	    !en_ends_with(k, "predicate", en_trimmed(k, in.from, owner), &at))
		return;
	before = (span){ clause_start(k, in, at), at };
	if (issue_in(k, before)) {
		c->thing = before;
		c->at.from = before.from;
	}
}

/* A demand from X for: X stands right behind. */
static bool of_giver(struct stand *k, struct claim *c, span in, span word)
{
	uint32_t who = en_first_acting(k, (span){ word.to, in.to });

	if (who == NO_REF || k->m->actors.v[who].at.from > word.to + 12)
		return false;
	c->thing.from = k->m->actors.v[who].at.to;
	if (c->thing.from >= c->thing.to)
		return false;
	claim_hold(c, who);
	return true;
}

static uint32_t doer_before(const struct stand *k)
{
	return k->doer_at == k->sentence + 1 ? k->doer : NO_REF;
}

/* What another must do: held by the one whose words it is. */
static bool of_speaker(struct stand *k, struct claim *c, span in, span word)
{
	bool first = str_is(c->frame->as, "before");
	bool before = first || str_is(c->frame->as, "state");
	uint32_t who = en_told_by(k, word.from);
	span brk;

	if (who == NO_REF && cue_in(k, "home-said", in, NULL))
		who = home_actor(k, word.from);
	if (who == NO_REF) /* X argues that it must: who argues */
		who = doer_before(k);
	if (who == NO_REF)
		return false;
	claim_hold(c, who);
	/* it is out of the question for X to withdraw */
	if (before && !first && names_issue(k, c->thing) &&
	    !names_issue(k, (span){ in.from, word.from }))
		return true;
	/* would agree to a truce if they stop */
	if (!before && !issue_in(k, c->thing) && issue_in(k, word)) {
		c->thing = word;
	} else if (before || !names_issue(k, c->thing)) {
		c->thing = (span){ in.from, word.from };
		while (cue_in(k, "break", c->thing, &brk) &&
		       names_issue(k, (span){ brk.to, word.from }))
			c->thing.from = brk.to;
		c->at.from = c->thing.from;
	}
	return true;
}

/* was rejected by X. */
static bool of_agent(struct stand *k, struct claim *c, span in, span word,
		     uint32_t clause)
{
	span rest = { word.to, in.to };
	span by;
	uint32_t who;

	if (!cue_in(k, "by", rest, &by) || by.from > word.to + 3)
		return false;
	who = en_first_acting(k, (span){ by.to, in.to });
	if (who == NO_REF || k->m->actors.v[who].at.from > by.to + 12)
		return false;
	claim_hold(c, who);
	c->thing = (span){ clause, word.from };
	c->at.from = clause;
	return true;
}

static bool hold_makers(struct stand *k, struct claim *c, uint32_t byte)
{
	claim_hold(c, plan_maker(k, byte, 3));
	if (!c->n)
		claim_hold_sides(k, c);
	return c->n > 0;
}

/* an agreement reached last month that envisages */
static bool doc_that(const struct stand *k, span before)
{
	uint32_t at;
	span far;

	if (!en_ends_with(k, "relative", before, &at))
		return false;
	far = (span){ before.from, at };
	if (far.to - far.from > DOC_REACH)
		far.from = far.to - DOC_REACH;
	return cue_in(k, "doc", far, NULL);
}

/* A plan right before the verb: the plan calls for. */
static bool of_plan(struct stand *k, struct claim *c, span in, uint32_t verb)
{
	span before = en_stripped(k, en_trimmed(k, in.from, verb));
	uint32_t n = 0;

	/* the plan, according to X, calls for */
	if (str_ends(str_span(k->d->text, before), STR(",")))
		for (before.to--; before.to > in.from && n < ASIDE; n++)
			if (k->d->text.p[--before.to] == ',')
				break;
	if (!en_ends_with(k, "doc", before, NULL) && !doc_that(k, before))
		return false;
	c->force = STR("in_document");
	(void)hold_makers(k, c, verb);
	return true;
}

/* What stands before the verb: to, not, could. verb: where the group begins.
 * false: the verb is no position of its subject. */
static bool group(const struct stand *k, struct claim *c, span in,
		  uint32_t *verb, bool *passive)
{
	span before = en_trimmed(k, in.from, *verb);
	uint32_t at;

	*passive = false;
	if (en_ends_with(k, "never", before, NULL))
		return false;
	if (en_ends_with(k, "not", before, &at)) {
		if (!str_is(c->force, "accept") && !str_is(c->force, "offer") &&
		    !str_is(c->force, "view"))
			return false;
		c->force = STR("reject");
		*verb = at;
		return true;
	}
	if (str_ends(str_span(k->d->text, before), STR(" to"))) {
		before = en_trimmed(k, in.from, before.to - 3);
		if (!en_ends_with(k, "will", before, &at))
			return false;
		*verb = at;
		return true;
	}
	*passive = en_ends_with(k, "passive", before, NULL);
	return true;
}

/* Both sides agreed. */
static bool of_sides(struct stand *k, struct claim *c, span in, uint32_t verb)
{
	if (!en_ends_with(k, "sides",
			  en_stripped(k, en_trimmed(k, in.from, verb)), NULL))
		return false;
	claim_hold_sides(k, c);
	if (!c->n)
		claim_hold(c, en_told_by(k, verb));
	return c->n > 0;
}

/* ---- clauses of plans and agreements */

/* X would withdraw: an offer, unless a plan says so. */
static bool only_would(const struct stand *k, uint32_t i)
{
	str word = str_span(k->d->text, k->hits.v[i].at);

	return str_is(k->f->v[k->hits.v[i].rule].value, "offer") &&
	       (str_starts(word, STR("would ")) ||
		str_starts(word, STR("will ")));
}

static bool under_plan(const struct stand *k)
{
	for (uint32_t h = 0; h < k->hits.n; h++)
		if (str_is(k->f->v[k->hits.v[h].rule].as, "under"))
			return true;
	return false;
}

/* The words hold another word of force, which makes the claim itself. */
static bool other_force(const struct stand *k, uint32_t i, span in)
{
	for (uint32_t h = 0; h < k->hits.n; h++)
		if (h != i && k->hits.v[h].at.from >= in.from &&
		    k->hits.v[h].at.from < in.to &&
		    !str_is(k->f->v[k->hits.v[h].rule].as, "document") &&
		    !only_would(k, h))
			return true;
	return false;
}

/* X will … under the deal: the one whom the clause binds. */
static uint32_t bound(const struct stand *k, span in)
{
	uint32_t who = en_first_acting(k, in);
	uint32_t at;

	if (who == NO_REF)
		return NO_REF;
	at = k->m->actors.v[who].at.to;
	while (at < in.to && k->d->text.p[at] == ' ')
		at++;
	return cue_at(k, "modal", in, at, NULL) ? who : NO_REF;
}

/* Under the deal, …; …, according to the deal. */
static bool under_doc(struct stand *k, uint32_t i, struct claim *c, span in)
{
	span word = k->hits.v[i].at;

	c->thing = (span){ word.to, in.to };
	if (word.from > in.from + FIRST_WORDS)
		c->thing =
			(span){ clause_start(k, in, word.from - 2), word.from };
	if (other_force(k, i, c->thing))
		return false;
	c->at = c->thing;
	claim_hold(c, bound(k, c->thing));
	return c->n > 0 || hold_makers(k, c, word.to);
}

/* The deal caps tariffs, the plan would cede land. */
static bool doc_says(struct stand *k, uint32_t i, struct claim *c, span in)
{
	span word = k->hits.v[i].at;

	if (en_ends_with(k, "no-clause", word, NULL) ||
	    cue_in(k, "hypothetical",
		   (span){ clause_start(k, in, word.from), word.from }, NULL))
		return false;
	if (names_issue(k, (span){ word.to - LAST_WORD, word.to }) ||
	    word.to - word.from > LAST_WORD)
		c->thing.from = word.to - LAST_WORD;
	return hold_makers(k, c, word.to);
}

/* X sent a plan, proposing that: it is the plan that says so. */
static bool in_plan(const struct stand *k, uint32_t who, span in)
{
	for (uint32_t i = k->m->proposals.n; who != NO_REF && i-- > 0;) {
		const struct proposal_mention *p = &k->m->proposals.v[i];

		if (p->at.from < in.from)
			return false;
		if (p->at.to <= in.to && p->n_authors &&
		    cast_has_party(k->m, &k->m->actors.v[who], p->authors[0]))
			return true;
	}
	return false;
}

/* X rejected this and is seeking: whoever did what the verb before tells. */
static bool goes_on(const struct stand *k, span in, uint32_t verb)
{
	str before = str_span(k->d->text,
			      en_stripped(k, en_trimmed(k, in.from, verb)));

	return str_ends(before, STR(" and")) || str_ends(before, STR(" but"));
}

/* Are there any letters in the stretch? */
static bool wordless(const struct stand *k, span in)
{
	for (uint32_t i = in.from; i < in.to; i++)
		if (isalpha((unsigned char)k->d->text.p[i]))
			return false;
	return true;
}

/* told a conference how to …: nobody is asked to do it. */
static bool asks_nobody(const struct stand *k, span word)
{
	if (cue_at(k, "wants", word, word.from, NULL))
		return false;
	if (cue_in(k, "not-asked", word, NULL))
		return true;
	return !cue_in(k, "asked", word, NULL) &&
	       !cast_in(k->m, cast_from(k->m, word.from), word);
}

/* They want the company to pay: nobody asks himself, so they are not it. */
static bool asked_of(const struct stand *k, const struct claim *c, span word,
		     uint32_t who)
{
	uint32_t asked = cast_from(k->m, word.from);

	return str_is(c->frame->as, "asks") && cast_in(k->m, asked, word) &&
	       k->m->actors.v[asked].party.n &&
	       str_eq(k->m->actors.v[asked].party, k->m->actors.v[who].party);
}

/* X claimed that Y imposes a tariff: no threat, told by another. */
static bool threat_told(const struct stand *k, const struct claim *c, span word,
			uint32_t who)
{
	uint32_t teller =
		str_is(c->force, "threat") ? en_told_by(k, word.from) : NO_REF;
	const struct actor_mention *v = k->m->actors.v;

	return teller != NO_REF && v[teller].party.n && v[who].party.n &&
	       !str_eq(v[teller].party, v[who].party);
}

static bool by_verb(struct stand *k, struct claim *c, span in, span word,
		    span quote)
{
	uint32_t verb = word.from, who, end;
	uint32_t clause = clause_start(k, in, word.from);
	bool passive;

	if (cue_in(k, "hypothetical", (span){ clause, word.from }, NULL))
		return false;
	if (of_plan(k, c, in, verb))
		return c->n > 0;
	if (str_is(c->frame->as, "document") ||
	    !group(k, c, in, &verb, &passive))
		return false;
	if (passive && cue_at(k, "participle", word, word.from, &end) &&
	    end == word.to)
		return of_agent(k, c, in, word, clause);
	if (!passive && cue_at(k, "gerund", word, word.from, NULL)) {
		span before = en_trimmed(k, in.from, word.from);
		str s = str_span(k->d->text, before);

		if (!str_ends(s, STR(",")) && !str_ends(s, STR(" and")) &&
		    !str_ends(s, STR(" including")))
			return false;
		who = doer_before(k);
		if (who == NO_REF)
			who = en_first_acting(k, before);
		if (in_plan(k, who, before))
			c->force = STR("in_document");
	} else {
		who = goes_on(k, in, verb) ? doer_before(k) : NO_REF;
		if (who == NO_REF)
			who = en_doer(k, in, verb, quote);
	}
	if (who != NO_REF &&
	    (asked_of(k, c, word, who) || threat_told(k, c, word, who)))
		return false;
	k->doer = who;
	k->doer_at = k->sentence + 1;
	if (who == NO_REF)
		return of_sides(k, c, in, verb);
	en_hold_joined(k, c, who);
	/* an idea X rejects, which X accepted */
	if (wordless(k, c->thing)) {
		uint32_t to = k->m->actors.v[who].at.from;

		if (to <= in.from || to > verb)
			to = verb;
		c->thing = (span){ in.from, to };
		c->at.from = c->thing.from;
	}
	return true;
}

/* would not return until …: a condition of whoever refuses before it. */
static bool until_then(struct stand *k, uint32_t i, struct claim *c, span in,
		       span quote)
{
	for (uint32_t h = i; h-- > 0;) {
		const struct frame *f = &k->f->v[k->hits.v[h].rule];
		struct claim no = { .frame = f, .force = f->value };

		if (!str_is(f->value, "reject") ||
		    k->hits.v[h].at.from < in.from)
			continue;
		no.word = k->hits.v[h].at;
		no.at = no.thing = (span){ no.word.to, c->word.from };
		if (str_is(f->as, "said") || str_is(f->as, "state"))
			claim_hold(&no, en_told_by(k, no.word.from));
		else if (!by_verb(k, &no, in, no.word, quote))
			continue;
		for (uint32_t n = 0; n < no.n; n++)
			claim_hold(c, no.holder[n]);
		return c->n > 0;
	}
	return false;
}

bool en_claim(struct stand *k, uint32_t i, struct claim *c)
{
	span word = k->hits.v[i].at, quote = quote_around(k, word.from);
	span in = quote.to > 0 ? quote : k->d->sentences.v[k->sentence].at;
	str as = c->frame->as;

	if (str_ends(str_span(k->d->text, in), STR("?")) || noun_here(k, i))
		return false;
	c->at = (span){ word.from, thing_to(k, in, word.to, i) };
	c->thing = (span){ word.to, c->at.to };
	if (only_would(k, i) && under_plan(k))
		return false;
	if (str_is(as, "asks") && asks_nobody(k, word))
		return false;
	if (str_is(as, "whole") || str_is(as, "asks"))
		c->thing.from = word.from;
	if (str_is(as, "until"))
		return until_then(k, i, c, in, quote);
	if (str_is(as, "under"))
		return under_doc(k, i, c, in);
	if (str_is(as, "it") && (word.from > in.from + 2 || !plan_near(k)))
		return false;
	if (str_is(as, "doc") || str_is(as, "it"))
		return doc_says(k, i, c, in);
	if (str_is(as, "from"))
		return of_giver(k, c, in, word);
	if (str_is(as, "noun") && of_owner(k, c, in, word)) {
		said_before(k, c, in);
		return true;
	}
	if (str_is(as, "said") || str_is(as, "state") || str_is(as, "before"))
		return of_speaker(k, c, in, word);
	return by_verb(k, c, in, word, quote);
}

/* ---- the issues of the thing */

/* withdraw a tariff, a bid: it is about what is taken back. */
static bool takes_back(const struct stand *k, const struct hits *hits,
		       uint32_t i)
{
	span gap = { hits->v[i].at.to, 0 };

	if (i + 1 >= hits->n ||
	    !cue_at(k, "take-back", hits->v[i].at, hits->v[i].at.from, NULL))
		return false;
	gap.to = hits->v[i + 1].at.from;
	return gap.to > gap.from && gap.to - gap.from < BACK_REACH &&
	       !str_has(str_span(k->d->text, gap), STR(" from ")) &&
	       !str_has(str_span(k->d->text, gap), STR(" of ")) &&
	       !str_has(str_span(k->d->text, gap), STR(","));
}

uint32_t en_issues(const struct stand *k, const struct claim *c, str *out)
{
	struct hits hits = { 0 };
	uint32_t n = 0, last = 0;

	issues_hits(k->issues, k->d, c->thing, &hits);
	for (uint32_t i = 0; i < hits.n; i++) {
		span at = hits.v[i].at;
		str issue = issues_name(k->issues, &hits.v[i]);
		bool fresh = true;

		if (in_name(k, at, issue) || takes_back(k, &hits, i))
			continue;
		if (n == 0 && at.from > c->thing.from + FIRST_REACH)
			break;
		if (n > 0 && !cue_in(k, "and", (span){ last, at.from }, NULL))
			continue;
		for (uint32_t j = 0; j < n; j++)
			fresh &= !str_eq(out[j], issue);
		if (fresh && n < STAND_ISSUES)
			out[n++] = issue;
		last = at.to;
	}
	return n;
}
