/* say_ja_who.c - who stands before Japanese words: topic and subject, 〜による
 * と, somebody whom no actor stands for, by his office or his last letter. */
#include <ctype.h>

#include "base/utf8.h"
#include "extract/say_ja_priv.h"

static const str commas = { "、", 3 };
const char *const ja_topics[] = { "は", "も", NULL };
const char *const ja_subjects[] = { "が", NULL };
static const char *const acting[] = { "は", "が", NULL };

/* 外務省|当局者は, 組合|幹部が: those who speak for it. */
static str over_office(const struct speech *k, str rest)
{
	struct hit hit;

	if (!frames_at(k->f, "office", rest, (span){ 0, (uint32_t)rest.n }, 0,
		       &hit))
		return rest;
	return str_cut(rest, hit.captures[0].at.to, rest.n);
}

/* Does the actor stand in words of somebody? Marks around a name alone, as in
 * 武装組織「北港の会」は, are no words. */
static bool in_words(const struct speech *k, uint32_t actor)
{
	span at = k->m->actors.v[actor].at;
	span q = quotes_around(&k->quotes, at.from);

	return q.to > 0 && !(q.from + 3 == at.from && q.to == at.to + 3);
}

/* What follows the actor, behind a bracketed age or short name. */
str ja_after(const struct speech *k, uint32_t actor)
{
	span at = k->m->actors.v[actor].at;
	str rest = str_cut(k->d->text, at.to, at.to + 120);

	if (str_starts(rest, STR("」")) && quotes_hold(&k->quotes, at.from))
		rest = str_cut(rest, 3, rest.n);
	static const char *const pairs[][2] = { { "（", "）" }, { "(", ")" } };

	if (str_starts(rest, STR("HD"))) /* ホールディングス */
		rest = str_cut(rest, 2, rest.n);
	for (int i = 0; i < 2; i++) {
		size_t end;

		if (!str_starts(rest, str_of(pairs[i][0])))
			continue;
		end = str_find(rest, str_of(pairs[i][1]), 0);
		if (end != SIZE_MAX)
			rest = str_cut(rest, end + strlen(pairs[i][1]), rest.n);
	}
	return over_office(k, rest);
}

static bool is_topic(str rest)
{
	static const char *const marks[] = { "は",   "も",   "らは",
					     "らも", "側は", "側も" };

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_starts(rest, str_of(marks[i])))
			return true;
	return false;
}

bool ja_is_subject(str rest)
{
	return str_starts(rest, STR("が")) || str_starts(rest, STR("らが")) ||
	       str_starts(rest, STR("側が"));
}

/* 〜によると and the actor it belongs to; *none: there is one, unnamed. */
uint32_t ja_source(struct speech *k, span in, bool *none)
{
	struct hit hit;
	const struct frame *f =
		frames_find(k->f, "source", k->d->text, in, &hit);
	uint32_t who;

	uint32_t hit_from;
	str gap;

	*none = false;
	if (!f || quotes_hold(&k->quotes, hit.at.from))
		return NO_REF;
	hit_from = hit.at.from;
	who = cast_before(k->m, in.from, hit.at.from);
	gap = who == NO_REF ? STR_NONE
			    : str_cut(k->d->text, k->m->actors.v[who].at.to,
				      hit.at.from);
	/* カモメ港の新聞によると: that of another body */
	if (who != NO_REF && k->m->actors.v[who].kind != ACTOR_PLACE &&
	    gap.n <= 60 && !str_has(gap, commas) &&
	    (!str_starts(gap, STR("の")) ||
	     frames_find(k->f, "own-office", gap, (span){ 0, (uint32_t)gap.n },
			 &hit)))
		return who;
	*none = true;
	k->nobody = ja_nobody(k, in.from, hit_from);
	return NO_REF;
}

/* Does a clause with a verb of its own end between the two? */
static bool clause_between(const struct speech *k, uint32_t from, uint32_t to)
{
	struct hit hit, no;
	uint32_t low = from;

	while (from < to && frames_find(k->f, "clause", k->d->text,
					(span){ from, to }, &hit)) {
		if (!frames_end(k->f, "no-clause", k->d->text,
				(span){ low, hit.at.to }, hit.at.to, &no))
			return true;
		from = hit.at.to;
	}
	return false;
}

/* Somebody whom no actor stands for, with one of the marks behind. */
bool ja_unnamed_in(struct speech *k, const char *kind, const char *const *marks,
		   span in)
{
	struct hit hit;
	uint32_t low = in.from;

	while (in.from < in.to &&
	       frames_find(k->f, kind, k->d->text, in, &hit)) {
		size_t mark = ja_mark(str_span(k->d->text, hit.at), marks);

		if (mark && cast_at(k->m, hit.at.from) == NO_REF &&
		    !quotes_hold(&k->quotes, hit.at.from)) {
			k->nobody =
				ja_nobody(k, low, hit.at.to - (uint32_t)mark);
			return true;
		}
		in.from = hit.at.to;
	}
	return false;
}

/* May the word that ends at the byte be somebody's name? Kanji only when the
 * dictionary knows it as a person's or a body's. */
static bool may_be_name(const struct speech *k, uint32_t from, uint32_t to)
{
	uint32_t n, cp;
	const struct token *t =
		doc_tokens(k->d, doc_sentence_at(k->d, from), &n);
	size_t at = to;

	cp = utf8_prev(k->d->text, &at);
	if ((!rune_is_katakana(cp) && !rune_is_kanji(cp)) ||
	    isalpha((unsigned char)k->d->text.p[from])) /* NKR北 */
		return true;
	for (uint32_t i = 0; i < n; i++) {
		if (t[i].at.from >= to || t[i].at.to < to)
			continue;
		if (rune_is_kanji(cp))
			return t[i].pos == TOKEN_PERSON ||
			       t[i].pos == TOKEN_ORG;
		return t[i].pos != TOKEN_NOUN && t[i].pos != TOKEN_SAHEN &&
		       t[i].pos != TOKEN_PLACE;
	}
	return false;
}

/* A topic or subject that no list knows, by its last letter or as a name:
 * 選手会は, ハーパーは. Where he is found in *at. */
bool ja_strange_actor(struct speech *k, const char *const *marks, span in,
		      uint32_t *at)
{
	struct hit hit, no;
	const struct frame *f;
	span low = in;

	while (in.from < in.to &&
	       (f = frames_find(k->f, "actor-like", k->d->text, in, &hit))) {
		uint32_t end = hit.at.to;
		size_t mark = ja_mark(str_span(k->d->text, hit.at), marks);
		uint32_t name = end - (uint32_t)mark;

		in.from = end;
		if (!mark || cast_at(k->m, name - 1) != NO_REF ||
		    quotes_hold(&k->quotes, hit.at.from) ||
		    frames_end(k->f, "no-actor", k->d->text, low, end, &no) ||
		    (str_is(f->value, "name") &&
		     !may_be_name(k, hit.at.from, name)))
			continue;
		k->nobody = ja_nobody(k, low.from, name);
		if (k->nobody.to <= k->nobody.from)
			continue;
		*at = hit.at.from;
		return true;
	}
	return false;
}

/* 「沖の評議会」は: a body by its name in marks. */
static bool body_in_marks(struct speech *k, span in)
{
	size_t at = in.from;
	str text = str_cut(k->d->text, 0, in.to);
	struct hit hit;

	while ((at = str_find(text, STR("」は"), at)) != SIZE_MAX) {
		span q = quotes_around(&k->quotes, (uint32_t)at);

		at += 3;
		if (q.to != at || q.from < in.from)
			continue;
		q = (span){ q.from + 3, q.to - 3 };
		if (cast_at(k->m, q.from) == NO_REF &&
		    frames_end(k->f, "actor-end", k->d->text, q, q.to, &hit)) {
			k->nobody = q;
			return true;
		}
	}
	return false;
}

/* Somebody whom no actor stands for, behind the one found last. */
static bool stranger(struct speech *k, span rest, uint32_t last)
{
	uint32_t at;

	if (body_in_marks(k, rest) ||
	    ja_unnamed_in(k, "unnamed", ja_topics, rest) ||
	    (last == NO_REF && ja_unnamed_in(k, "unnamed", ja_subjects, rest)))
		return true;
	/* 白浜市長は、漁協は「…」と述べた: he tells it of them */
	if (ja_strange_actor(k, ja_topics, rest, &at))
		return last == NO_REF ||
		       k->m->actors.v[last].kind != ACTOR_PERSON ||
		       clause_between(k, k->m->actors.v[last].at.to, at);
	if (last != NO_REF || !ja_strange_actor(k, ja_subjects, rest, &at))
		return false;
	/* only right before the words: 協会が開かれ、「…」 */
	return k->nobody.to + 6 >= rest.to;
}

/* 首相府は、案を相手はまだ示していないとしている: a topic within the clause, or
 * his own side, is no other speaker than he who stands before the comma. */
static bool tells_of(const struct speech *k, uint32_t first, uint32_t topic)
{
	static const char *const within[] = { "を", "に", "が", "から", "へ" };
	const struct actor_mention *a = &k->m->actors.v[first];
	const struct actor_mention *b = &k->m->actors.v[topic];
	str next = ja_after(k, first);
	str front = str_cut(k->d->text, a->at.to, b->at.from);

	/* X氏は…と述べたうえで、Y氏も…との見通しを示した: X's words */
	if (str_has(front, STR("と述べたうえで、")) ||
	    str_has(front, STR("と述べた上で、")) ||
	    str_has(front, STR("ように述べたうえで")) ||
	    str_has(front, STR("ように述べた上で")))
		return true;
	if (!str_starts(next, STR("は、")) && !str_starts(next, STR("も、")))
		return false;
	if (a->party.n && str_eq(a->party, b->party) && b->kind != ACTOR_PERSON)
		return true;
	for (size_t i = 0; i < COUNT(within); i++)
		if (str_ends(front, str_of(within[i])))
			return true;
	return false;
}

/* The one who acts in the stretch before the words; *unnamed: somebody of whom
 * no actor is known stands there as topic. */
static uint32_t acts(struct speech *k, span in, bool inside, bool *unnamed)
{
	uint32_t topic = NO_REF, first = NO_REF, subject = NO_REF, last;
	uint32_t outer = NO_REF; /* the subject before */
	struct hit hit;
	span rest = in;

	for (uint32_t i = cast_from(k->m, in.from); cast_in(k->m, i, in); i++) {
		str next = ja_after(k, i);

		if (!voice_may(k, i) || in_words(k, i))
			continue;
		if (is_topic(next)) {
			first = topic == NO_REF ? i : first;
			topic = i;
		} else if (ja_is_subject(next)) {
			outer = subject;
			subject = i;
		}
	}
	/* Aは、Bは…であるとし、「…」と述べた: the words are A's */
	if (first != topic &&
	    str_has(str_cut(k->d->text, k->m->actors.v[topic].at.to, in.to),
		    STR("とし、")))
		topic = first;
	/* 白浜氏は、カモメ側は「…」と述べた: he tells it of a side */
	if (first != topic && k->m->actors.v[first].kind == ACTOR_PERSON &&
	    k->m->actors.v[topic].kind != ACTOR_PERSON &&
	    !clause_between(k, k->m->actors.v[first].at.to,
			    k->m->actors.v[topic].at.from))
		topic = first;
	if (first != topic && tells_of(k, first, topic))
		topic = first;
	last = topic;
	if (topic == NO_REF)
		last = subject;
	else if (subject != NO_REF && subject > topic &&
		 k->m->actors.v[subject].at.to + 6 >= in.to &&
		 clause_between(k, k->m->actors.v[topic].at.to,
				k->m->actors.v[subject].at.from))
		last = subject;
	/* 米国が目指す非核化については: he belongs to the matter; not so
	 * 白浜市長が、橋について */
	if (last == subject && last != NO_REF && topic == NO_REF &&
	    !str_starts(ja_after(k, last), STR("が、")) &&
	    frames_find(k->f, "matter", k->d->text,
			(span){ k->m->actors.v[last].at.to, in.to }, &hit))
		last = outer;
	/* リンデン市長が示した案は「…」: his clause tells of the thing */
	if (last == subject && topic == NO_REF && !inside &&
	    frames_find(k->f, "thing-topic", k->d->text, in, &hit))
		last = NO_REF;
	/* カモメ港が渋っており、「…」と述べた: another's words */
	if (last == subject && topic == NO_REF &&
	    frames_end(k->f, "aside-clause", k->d->text, in, in.to, &hit))
		last = NO_REF;
	if (last != NO_REF)
		rest.from = (uint32_t)(ja_after(k, last).p - k->d->text.p);
	*unnamed = stranger(k, rest, last);
	return *unnamed ? NO_REF : last;
}

uint32_t ja_acts_before(struct speech *k, span in, bool *unnamed)
{
	return acts(k, in, false, unnamed);
}

/* The one named between the words and their verb. */
uint32_t ja_acts_inside(struct speech *k, span in, bool *unnamed)
{
	uint32_t who = acts(k, in, true, unnamed);
	struct hit hit;
	size_t comma = str_find(str_cut(k->d->text, 0, in.to), commas, in.from);

	/* 「…」として、内容は…: another clause */
	if (comma != SIZE_MAX && comma > in.from + 3)
		in.to = (uint32_t)comma;
	if (who == NO_REF && !*unnamed &&
	    !frames_find(k->f, "he", k->d->text, in, &hit))
		*unnamed = ja_unnamed_in(k, "somebody", acting, in);
	return who;
}

/* Spoken to: 〜に対し, or 〜に right before the words. */
uint32_t ja_addressed(const struct speech *k, span in, uint32_t speaker)
{
	uint32_t found = NO_REF;

	for (uint32_t i = cast_from(k->m, in.from); cast_in(k->m, i, in); i++) {
		str next = ja_after(k, i);

		if (i == speaker || k->m->actors.v[i].kind == ACTOR_PLACE ||
		    quotes_hold(&k->quotes, k->m->actors.v[i].at.from))
			continue;
		if (str_starts(next, STR("に対し")) ||
		    (str_starts(next, STR("に")) &&
		     k->m->actors.v[i].at.to + 6 >= in.to))
			found = i;
	}
	return found;
}
