/* stance_ja_who.c - the subjects of a Japanese clause: who is marked は or が
 * before a word, and whether the clause has a subject nobody is known for. */
#include "extract/stance_ja_priv.h"

enum { THING = 36, JOINT = 30 };

/* What stands at the byte after an actor: titles, 側, brackets passed over. */
uint32_t ja_behind_actor(const struct stand *k, uint32_t actor, span in)
{
	uint32_t at = k->m->actors.v[actor].at.to;
	span rest = { at, in.to };

	for (int i = 0; i < 3 && cue_at(k, "office", rest, at, &at); i++)
		rest.from = at;
	return at;
}

bool ja_mark_at(const struct stand *k, uint32_t at, span in, const char *mark)
{
	return at < in.to && cue_at(k, mark, in, at, NULL);
}

bool ja_hidden(const struct stand *k, uint32_t byte, bool inside)
{
	span quote;
	uint32_t who;

	if (inside || !quotes_hold(&k->speech.quotes, byte))
		return false;
	/* 準軍事組織「即応支援部隊(RSF)」が: a name in marks, no words */
	quote = quote_around(k, byte);
	who = cast_at(k->m, quote.from + 3);
	return !(who != NO_REF &&
		 k->m->actors.v[who].at.from <= quote.from + 3 &&
		 k->m->actors.v[who].at.to + 3 >= quote.to);
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
bool ja_ends_as(const struct stand *k, const char *kind, uint32_t to)
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
	if (cue_in(k, "spent-by", in, &verb) && verb.from >= start &&
	    !str_has(str_cut(k->d->text, start, verb.from), STR("が")))
		return true; /* Aが撤退して以降, Aが拒んでいることを理由に */
	for (;; from = verb.to) {
		uint32_t noun;

		if (from >= in.to ||
		    !cue_in(k, "relative", (span){ from, in.to }, &verb))
			return false;
		if (ja_ends_as(k, "particle-verb", verb.from))
			continue; /* に向けた: nobody's verb */
		noun = verb.to > verb.from + 3 ? verb.to - 3 : verb.from;
		if (!cue_at(k, "no-noun", in, noun, NULL))
			break; /* する見返りに: no noun that it tells of */
	}
	to = str_cut(k->d->text, start, verb.from);
	return !str_has(to, STR("が"));
}

/* A subject whom no actor stands for: 議会は, 業界団体が. */
bool ja_stranger(const struct stand *k, span in, bool inside, bool topics)
{
	span at;

	while (cue_in(k, topics ? "some-topic" : "somebody", in, &at)) {
		uint32_t actor = cast_at(k->m, at.from);

		if (!ja_hidden(k, at.from, inside) &&
		    (actor == NO_REF ||
		     k->m->actors.v[actor].kind == ACTOR_PLACE) &&
		    !is_thing(k, in.from, at.to) &&
		    !ja_ends_as(k, "time-topic", at.to) && /* 今回は */
		    !ja_ends_as(k, "thing-topic", at.to) &&
		    !subject_spent(k, at.to, in))
			return true;
		in.from = at.to;
	}
	return false;
}

/* The end of the last clause with a verb of its own before in.to. */
uint32_t ja_clause_from(const struct stand *k, span in, bool inside)
{
	uint32_t from = in.from;
	struct hit hit;
	span more;

	while (frames_find(k->speech.f, "clause", k->d->text, in, &hit)) {
		if (!ja_hidden(k, hit.at.from, inside) &&
		    !ja_ends_as(k, "joint", hit.at.to)) /* 関税に関し、 */
			from = hit.at.to;
		in.from = hit.at.to;
	}
	in.from = from;
	while (cue_in(k, "more-clause", in, &more)) {
		if (!ja_hidden(k, more.from, inside))
			from = more.to;
		in.from = more.to;
	}
	return from;
}

struct subject ja_clause_subjects(const struct stand *k, span in,
				  uint32_t clause, bool inside)
{
	struct subject s = { NO_REF, NO_REF, NO_REF, false, false };
	uint32_t last;
	span rest = in;

	for (uint32_t i = cast_from(k->m, in.from); cast_in(k->m, i, in); i++) {
		const struct actor_mention *x = &k->m->actors.v[i];
		uint32_t at;

		if (!cast_acts(x) || ja_hidden(k, x->at.from, inside))
			continue;
		at = ja_behind_actor(k, i, in);
		if (ja_mark_at(k, at, in, "topic"))
			s.topic = i;
		else if (!ja_mark_at(k, at, in, "subject"))
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
		rest.from = ja_behind_actor(k, last, in) + 3;
	else
		rest.from = clause;
	if (rest.from < rest.to)
		s.stranger = ja_stranger(k, rest, inside, last != NO_REF);
	if (last != NO_REF)
		return s;
	rest.from = in.from;
	s.stranger |= ja_stranger(k, rest, inside, true);
	s.plan = s.outer == NO_REF && cue_in(k, "plan-topic", rest, NULL);
	return s;
}
