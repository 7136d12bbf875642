/* say_en_doing.c - whose words a participle brings: X left early, saying "…".
 */
#include "extract/say_en_priv.h"

/* The agency quoted Quist as saying "…": who tells, and whose words. */
uint32_t en_quoted_as(const struct speech *k, uint32_t in, uint32_t verb,
		      struct voice *v)
{
	str left = str_cut(k->d->text, in, verb);
	size_t at = str_find(left, STR(" quoted "), 0);
	uint32_t who, teller;

	if (at == SIZE_MAX || !str_ends(left, STR(" as ")))
		return NO_REF;
	who = en_actor_before(k, in + (uint32_t)at, verb);
	teller = cast_before(k->m, in, in + (uint32_t)at + 1);
	if (who != NO_REF && teller != NO_REF && teller != who &&
	    k->m->actors.v[teller].at.to == in + at)
		v->reported_by = teller;
	return who;
}

/* … , with Quist insisting "…" */
static uint32_t with_subject(const struct speech *k, uint32_t from,
			     uint32_t verb)
{
	uint32_t who = en_actor_before(k, from, verb);

	if (who == NO_REF || str_trim(en_between(k, who, verb)).n)
		return NO_REF;
	return str_ends(str_cut(k->d->text, from, k->m->actors.v[who].at.from),
			STR("with "))
		       ? who
		       : NO_REF;
}

/* The pilots slammed Kamome's plan, saying "…": nobody known stands before the
 * verb, so the words are of whoever does it, not of whom it is done to. */
static bool of_verb_before(const struct speech *k, uint32_t sentence,
			   uint32_t from, uint32_t verb, struct voice *v)
{
	const struct hit *earlier = en_verb_before(k, from, verb);
	uint32_t first = en_first_actor(k, from, verb);
	bool unnamed;

	if (!earlier || !str_is(k->f->v[earlier->rule].kind, "verb") ||
	    (first != NO_REF &&
	     k->m->actors.v[first].at.from < earlier->at.from))
		return false;
	v->speaker = en_subject(k, sentence, from, earlier->at.from, &unnamed);
	if (v->speaker != NO_REF)
		return true;
	v->words = en_nobody(k, from, earlier->at.from);
	v->unnamed = unnamed && v->words.to > v->words.from;
	return v->unnamed;
}

/* Who acts in the clause of the participle, by its first words. */
static uint32_t acts_first(const struct speech *k, uint32_t sentence,
			   uint32_t from, uint32_t verb)
{
	uint32_t who = en_opens_with(k, sentence, from);

	if (who == NO_REF)
		who = en_opens_sort(k, from, verb);
	if (who == NO_REF)
		who = en_titled(k, en_first_actor(k, from, verb),
				(span){ from, verb });
	return who;
}

void en_doing(struct speech *k, uint32_t sentence, uint32_t from, span words,
	      uint32_t verb, struct voice *v)
{
	span in = k->d->sentences.v[sentence].at;

	v->speaker = en_quoted_as(k, in.from, verb, v);
	if (v->speaker == NO_REF)
		v->speaker = with_subject(k, from, verb);
	if (v->speaker == NO_REF && from == in.from)
		v->speaker = en_opens_with(k, sentence, from);
	if (v->speaker == NO_REF && from == in.from &&
	    of_verb_before(k, sentence, from, verb, v))
		return;
	/* "…," she said, adding "…" */
	if (v->speaker == NO_REF && from > in.from && k->said_at == sentence)
		v->speaker = k->said;
	if (v->speaker == NO_REF && from > in.from &&
	    k->hushed_at == sentence && k->hushed.to > k->hushed.from) {
		v->unnamed = true;
		v->words = k->hushed;
		return;
	}
	if (v->speaker == NO_REF)
		v->speaker = acts_first(k, sentence, from, verb);
	if (v->speaker == NO_REF && from > in.from)
		v->speaker = k->said;
	/* After saying "…", X left. */
	if (v->speaker == NO_REF && from == in.from)
		v->speaker = en_titled(k, en_first_actor(k, words.to, in.to),
				       (span){ words.to, in.to });
	v->unnamed = v->speaker == NO_REF &&
		     (from == in.from || k->hushed_at == sentence);
}
