/* stance_en_who.c - who holds an English claim: the subject before the verb,
 * passed over adverbs and asides; whom a pronoun or the government stands for;
 * whose told words they are. */
#include <ctype.h>

#include "extract/stance_en_priv.h"

enum { ASIDE = 80 };

/* The stretch before the byte without the blanks at its end. */
span en_trimmed(const struct stand *k, uint32_t from, uint32_t to)
{
	while (to > from && isspace((unsigned char)k->d->text.p[to - 1]))
		to--;
	return (span){ from, to };
}

/* Does the stretch end with a word of the kind? *at: where that begins. */
bool en_ends_with(const struct stand *k, const char *kind, span in,
		  uint32_t *at)
{
	struct hit hit;

	if (in.from >= in.to ||
	    !frames_end(k->f, kind, k->d->text, in, in.to, &hit))
		return false;
	if (at)
		*at = hit.at.from;
	return true;
}

static bool is_whole(const struct frames *f, const char *kind, str word)
{
	struct hit hit;

	return frames_at(f, kind, word, (span){ 0, (uint32_t)word.n }, 0,
			 &hit) &&
	       hit.at.to == word.n;
}

/* The stretch without the adverbs and auxiliaries at its end. */
span en_stripped(const struct stand *k, span in)
{
	for (;;) {
		uint32_t at = in.to;
		str word;

		while (at > in.from &&
		       isalpha((unsigned char)k->d->text.p[at - 1]))
			at--;
		word = str_cut(k->d->text, at, in.to);
		if (!word.n || at == in.from)
			return in;
		if (!str_ends(word, STR("ly")) &&
		    !is_whole(k->speech.f, "aside", word) &&
		    !is_whole(k->f, "adverb", word))
			return in;
		in = en_trimmed(k, in.from, at);
	}
}

/* Whose told words hold the byte; NO_REF when nobody's. */
uint32_t en_told_by(const struct stand *k, uint32_t byte)
{
	span line = k->d->sentences.v[k->sentence].at;
	uint32_t who = NO_REF;

	for (uint32_t i = k->m->statements.n; i-- > 0;) {
		const struct statement_mention *s = &k->m->statements.v[i];

		if (s->at.to <= line.from)
			break;
		if (s->at.from > byte || s->at.to <= byte ||
		    s->speaker == NO_REF)
			continue;
		if (s->form == FORM_INDIRECT ||
		    (s->quote.from <= byte && byte < s->quote.to))
			return s->speaker;
		who = s->speaker;
	}
	return who;
}

/* Kamome's mayor: stands only for whose somebody is. */
static bool is_owner(const struct stand *k, uint32_t actor)
{
	span at = k->m->actors.v[actor].at;
	str rest = str_cut(k->d->text, at.to, at.to + 5);

	return str_starts(rest, STR("'s")) || str_starts(rest, STR("’s"));
}

/* The first who acts in the stretch. */
uint32_t en_first_acting(const struct stand *k, span in)
{
	for (uint32_t i = cast_from(k->m, in.from); cast_in(k->m, i, in); i++)
		if (cast_acts(&k->m->actors.v[i]) &&
		    !(is_owner(k, i) && cast_in(k->m, i + 1, in)) &&
		    !quotes_hold(&k->speech.quotes, k->m->actors.v[i].at.from))
			return i;
	return NO_REF;
}

/* What it, they, he stand for: whoever acts earlier in the sentence, else the
 * one told of before. */
uint32_t en_meant(const struct stand *k, span before)
{
	uint32_t who = en_first_acting(k, before);

	return who != NO_REF ? who
			     : voice_carried(&k->speech, k->sentence, false);
}

/* The army (SAF) rejected: without the brackets. */
static span without_brackets(const struct stand *k, span in)
{
	uint32_t at = in.to;

	if (!str_ends(str_span(k->d->text, in), STR(")")))
		return in;
	while (at > in.from && k->d->text.p[at - 1] != '(')
		at--;
	return at > in.from ? en_trimmed(k, in.from, at - 1) : in;
}

/* Washington, however, rejected: without the words between the commas, where
 * nobody is named in them. */
static span without_aside(const struct stand *k, span in)
{
	uint32_t at = in.to;
	uint32_t who;

	if (!str_ends(str_span(k->d->text, in), STR(",")))
		return in;
	while (at > in.from + 1 && in.to - at < ASIDE &&
	       k->d->text.p[at - 2] != ',')
		at--;
	if (at <= in.from + 1 || k->d->text.p[at - 2] != ',')
		return in;
	who = cast_before(k->m, in.from, in.to);
	if (who != NO_REF && k->m->actors.v[who].at.to > at &&
	    !cue_at(k, "apposition", in, at + 1, NULL))
		return in;
	return en_trimmed(k, in.from, at - 2);
}

/* Workers rejected: the union of an article that knows one. */
static uint32_t union_of(const struct stand *k)
{
	struct hit hit;

	for (uint32_t i = 0; i < k->m->actors.n; i++) {
		const struct actor_mention *x = &k->m->actors.v[i];

		if (str_is(x->id, "gr.union") ||
		    (x->kind == ACTOR_ORGANISATION &&
		     frames_find(k->speech.f, "labour-name", x->name,
				 (span){ 0, (uint32_t)x->name.n }, &hit)))
			return i;
	}
	return NO_REF;
}

/* The subject of the verb at `verb`. */
uint32_t en_doer(struct stand *k, span in, uint32_t verb, span quote)
{
	span before = without_brackets(
		k,
		without_aside(k, en_stripped(k, en_trimmed(k, in.from, verb))));
	bool unnamed;
	uint32_t at, who;

	if (quote.to > 0 && en_ends_with(k, "first", before, NULL))
		return quote_speaker(k, quote);
	if (en_ends_with(k, "relative", before, &at)) {
		who = cast_before(k->m, in.from, at);
		return who != NO_REF && k->m->actors.v[who].at.to + 3 >= at
			       ? who
			       : NO_REF;
	}
	if (quote.to == 0 && en_ends_with(k, "pronoun", before, &at) &&
	    (who = en_told_by(k, verb)) != NO_REF)
		return who;
	if (quote.to == 0 && en_ends_with(k, "pronoun", before, &at))
		return en_meant(k, (span){ in.from, at });
	/* Washington rejected */
	who = cast_before(k->m, in.from, before.to);
	if (who != NO_REF && k->m->actors.v[who].at.to == before.to &&
	    k->m->actors.v[who].kind == ACTOR_PLACE)
		return who;
	who = en_subject(&k->speech, k->sentence, in.from, before.to, &unnamed);
	/* his government was not ready to */
	if (unnamed && en_ends_with(k, "own-side", before, &at)) {
		who = en_told_by(k, verb);
		if (who == NO_REF && quote.to == 0 &&
		    !str_starts(str_cut(k->d->text, at, verb), STR("the ")))
			who = en_meant(k, (span){ in.from, at });
	}
	if (unnamed && who == NO_REF &&
	    en_ends_with(k, "members", before, NULL))
		who = union_of(k);
	if (unnamed && who == NO_REF && en_ends_with(k, "home", before, NULL))
		who = home_actor(k, verb);
	if (unnamed && who == NO_REF)
		return NO_REF;
	if (who == NO_REF || !cast_acts(&k->m->actors.v[who]))
		return NO_REF;
	return who;
}

/* A and B agreed: those joined before. */
void en_hold_joined(const struct stand *k, struct claim *c, uint32_t who)
{
	const struct actor_mention *v = k->m->actors.v;
	bool last = false; /* the and before the last of them */

	claim_hold(c, who);
	for (; who != NO_REF && who > 0; who--) {
		span gap = { v[who - 1].at.to, v[who].at.from };
		struct hit hit;
		str s;

		if (gap.from < gap.to && /* A's government and B */
		    frames_at(k->speech.f, "office", k->d->text, gap, gap.from,
			      &hit))
			gap.from = hit.at.to;
		if (gap.from >= gap.to ||
		    (!cast_acts(&v[who - 1]) && v[who - 1].kind != ACTOR_PLACE))
			return;
		s = str_trim(str_span(k->d->text, gap));
		if (!str_starts(s, STR("and")) &&
		    !str_starts(s, STR(", and")) && !(last && str_is(s, ",")))
			return;
		if (s.n > 9)
			return;
		last = true;
		claim_hold(c, who - 1);
	}
}
