/* say_en_source.c - attributions that stand apart from the words they are for:
 * according to X; "…" and more, X said on Monday; …, said the envoy X. */
#include "extract/say_en_priv.h"

enum { SOURCE_BYTES = 120, TOLD_TAIL = 40 };

/* The actor that stands at the byte, behind an article or a title alone. */
static uint32_t actor_from(const struct speech *k, uint32_t from, uint32_t to)
{
	uint32_t who = en_first_actor(k, from, to);
	struct hit hit;
	span gap;

	if (who == NO_REF)
		return NO_REF;
	gap = (span){ from, k->m->actors.v[who].at.from };
	while (gap.from < gap.to && k->d->text.p[gap.from] == ' ')
		gap.from++;
	if (gap.from < gap.to &&
	    !(frames_at(k->f, "lead-in", k->d->text, gap, gap.from, &hit) &&
	      hit.at.to == gap.to))
		return NO_REF;
	return en_titled(k, who, (span){ from, to });
}

bool en_source(const struct speech *k, uint32_t sentence, struct voice *v)
{
	span in = k->d->sentences.v[sentence].at;
	struct hit hit;
	const struct frame *f =
		frames_find(k->f, "source", k->d->text, in, &hit);
	uint32_t end;

	if (!f || quotes_hold(&k->quotes, hit.at.from))
		return false;
	end = hit.at.to + SOURCE_BYTES < in.to ? hit.at.to + SOURCE_BYTES
					       : in.to;
	v->frame = f;
	v->speaker = actor_from(k, hit.at.to, end);
	if (v->speaker != NO_REF)
		return true;
	v->words = en_nobody_behind(k, hit.at.to, end);
	v->unnamed = v->words.to > v->words.from;
	return v->unnamed;
}

/* The comma the attribution begins with: … for good, Linden said. */
static uint32_t last_comma(const struct speech *k, uint32_t from, uint32_t to)
{
	while (to > from && k->d->text.p[to - 1] != ',')
		to--;
	return to;
}

/* Is it one or two words that are no name and no term? */
static bool few_words(const struct speech *k, span words)
{
	str text = str_span(k->d->text, words);
	uint32_t blanks = 0;
	struct hit hit;
	str left = str_cut(k->d->text, words.from > 20 ? words.from - 20 : 0,
			   words.from);
	char first = text.n > 4 ? text.p[text.p[0] == '"' ? 1 : 3] : 'A';

	for (size_t i = 0; i < text.n; i++)
		blanks += text.p[i] == ' ';
	return blanks < 2 && (first < 'a' || first > 'z' ||
			      frames_end(k->f, "so-called", left,
					 (span){ 0, (uint32_t)left.n },
					 (uint32_t)left.n, &hit));
}

bool en_told_at_end(struct speech *k, uint32_t sentence, span words,
		    struct voice *v)
{
	span in = k->d->sentences.v[sentence].at;
	const struct hit *verb = NULL;
	uint32_t comma;
	struct hit hit;
	str clause, first;

	for (uint32_t i = 0; i < k->verbs.n; i++)
		if (k->verbs.v[i].at.from >= words.to &&
		    str_is(k->f->v[k->verbs.v[i].rule].kind, "verb") &&
		    !str_is(k->f->v[k->verbs.v[i].rule].as, "act"))
			verb = &k->verbs.v[i];
	if (!verb || (few_words(k, words) && k->said_at != sentence))
		return false;
	comma = last_comma(k, words.to, verb->at.from);
	if (comma == words.to)
		return false;
	clause = str_trim(str_cut(k->d->text, comma, verb->at.from));
	first = str_token(&clause, ' ');
	if (in.to - verb->at.to > TOLD_TAIL &&
	    !frames_at(k->f, "tail", k->d->text, (span){ verb->at.to, in.to },
		       verb->at.to, &hit))
		return false;
	if (en_word(k, "joins-clause", first) || en_word(k, "relative", first))
		return false;
	v->frame = &k->f->v[verb->rule];
	v->speaker =
		en_subject(k, sentence, words.to, verb->at.from, &v->unnamed);
	if (v->unnamed) {
		v->words = en_nobody(k, comma, verb->at.from);
		if (v->words.to <= v->words.from && voice_hushed(k, sentence))
			v->words = k->hushed;
	}
	return v->speaker != NO_REF || v->words.to > v->words.from;
}

/* X, the chair of Y, said: the comma closes an apposition, so the one who says
 * it stands before. */
static bool has_apposition(const struct speech *k, uint32_t from, uint32_t verb)
{
	uint32_t first = en_first_actor(k, from, verb);

	return first != NO_REF &&
	       str_starts(str_trim(en_between(k, first, verb)), STR(",")) &&
	       last_comma(k, from, verb) > k->m->actors.v[first].at.to + 1;
}

uint32_t en_inverted(const struct speech *k, uint32_t from, span verb,
		     uint32_t to)
{
	str left = str_trim(str_cut(k->d->text, from, verb.from));
	uint32_t end =
		to - verb.to > SOURCE_BYTES ? verb.to + SOURCE_BYTES : to;
	uint32_t who;

	if (!str_ends(left, STR(",")) || has_apposition(k, from, verb.from))
		return NO_REF;
	who = actor_from(k, verb.to, end);
	return who != NO_REF && k->m->actors.v[who].kind == ACTOR_PERSON
		       ? who
		       : NO_REF;
}
