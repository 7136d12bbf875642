/* say_en.c - who speaks in English: the subject of the verb of speech before
 * or behind the words, by the order of the words alone. */
#include <ctype.h>

#include "extract/say_priv.h"

enum { NEAR = 260, FAR_BEHIND = 160, PRONOUN_CARRY = 4, TOLD_TAIL = 40 };

/* The last word of the text (letters only), lower case not needed. */
static str last_word(str s)
{
	size_t end = s.n, from;

	while (end > 0 && (s.p[end - 1] == ' ' || s.p[end - 1] == '\n'))
		end--;
	from = end;
	while (from > 0 && s.p[from - 1] != ' ' && s.p[from - 1] != '\n')
		from--;
	return str_cut(s, from, end);
}

static bool word_in(const struct speech *k, const char *kind, str word)
{
	struct hit hit;

	return word.n &&
	       frames_at(k->f, kind, word, (span){ 0, (uint32_t)word.n }, 0,
			 &hit) &&
	       hit.at.to == word.n;
}

/* The text between without the adverbs and auxiliaries before its end. */
static str strip(const struct speech *k, str s)
{
	for (;;) {
		str w = last_word(s);

		if (!word_in(k, "aside", w))
			return str_trim(s);
		s = str_cut(s, 0, (size_t)(w.p - s.p));
	}
}

/* Harbour Works (Kamome) said */
static bool bracketed(const struct speech *k, uint32_t actor)
{
	span at = k->m->actors.v[actor].at;
	str text = k->d->text;

	return at.from > 0 && at.to < text.n && text.p[at.from - 1] == '(' &&
	       text.p[at.to] == ')';
}

static uint32_t actor_before(const struct speech *k, uint32_t from,
			     uint32_t byte)
{
	uint32_t i = cast_before(k->m, from, byte);

	while (i != NO_REF && k->m->actors.v[i].at.from >= from &&
	       (!voice_may(k, i) || bracketed(k, i) ||
		quotes_hold(&k->quotes, k->m->actors.v[i].at.from))) {
		if (i == 0 || k->m->actors.v[i - 1].at.from < from)
			return NO_REF;
		i--;
	}
	return i;
}

static str between(const struct speech *k, uint32_t actor, uint32_t to)
{
	return str_cut(k->d->text, k->m->actors.v[actor].at.to, to);
}

/* X, the chair of Y, said: the comma before the verb closes an apposition; the
 * subject ends at the comma that opens it. */
static uint32_t before_apposition(const struct speech *k, uint32_t from,
				  uint32_t actor)
{
	uint32_t i = actor;

	for (int n = 0; n < 4; n++) {
		str rest = str_cut(k->d->text, k->m->actors.v[i].at.to,
				   k->m->actors.v[i].at.to + 1);

		if (i != actor && rest.n && rest.p[0] == ',' &&
		    voice_may(k, i) && k->m->actors.v[i].at.from >= from)
			return i;
		if (i == 0 || k->m->actors.v[i - 1].at.from < from)
			break;
		i--;
	}
	return actor;
}

/* He … saying: whoever the sentence opens with, also by a pronoun. */
static uint32_t opens_with(const struct speech *k, uint32_t sentence,
			   uint32_t from)
{
	str rest = str_cut(k->d->text, from, from + 4);

	if (str_starts(rest, STR("He ")) || str_starts(rest, STR("She ")))
		return voice_carried(k, sentence, true);
	return NO_REF;
}

static bool same_letters(str a, str b)
{
	for (size_t i = 0; i < a.n && i < b.n; i++)
		if (tolower((unsigned char)a.p[i]) !=
		    tolower((unsigned char)b.p[i]))
			return false;
	return a.n == b.n;
}

/* "the commission": the actor named before whose name ends with that word. */
static uint32_t by_head(const struct speech *k, uint32_t verb, str word)
{
	uint32_t i = cast_from(k->m, verb), n = 0;

	if (word.n < 4)
		return NO_REF;
	while (i-- > 0 && n++ < 40) {
		const struct actor_mention *x = &k->m->actors.v[i];

		if (x->kind == ACTOR_PERSON || x->kind == ACTOR_PLACE ||
		    x->name.n <= word.n || !voice_may(k, i))
			continue;
		if (same_letters(last_word(x->name), word))
			return i;
	}
	return NO_REF;
}

/* "the union", "the company": the body of that sort told of last. */
static uint32_t by_sort(const struct speech *k, uint32_t verb, str word)
{
	uint32_t i = cast_from(k->m, verb), n = 0;
	bool labour = word_in(k, "labour", word);

	if (!labour && !word_in(k, "body", word))
		return NO_REF;
	while (i-- > 0 && n++ < 40) {
		const struct actor_mention *x = &k->m->actors.v[i];
		struct hit hit;

		if (x->kind != ACTOR_ORGANISATION || !voice_may(k, i))
			continue;
		if (labour == (frames_find(k->f, "labour-name", x->name,
					   (span){ 0, (uint32_t)x->name.n },
					   &hit) != NULL))
			return i;
	}
	return NO_REF;
}

static uint32_t first_actor(const struct speech *k, uint32_t from, uint32_t to)
{
	for (uint32_t i = cast_from(k->m, from);
	     cast_in(k->m, i, (span){ from, to }); i++)
		if (voice_may(k, i) &&
		    !quotes_hold(&k->quotes, k->m->actors.v[i].at.from))
			return i;
	return NO_REF;
}

/* UN Secretary-General X, Kamome's mayor X: the person, not whose he is. */
static uint32_t titled(const struct speech *k, uint32_t who, span in)
{
	const struct actor_mention *v = k->m->actors.v;
	struct hit hit;
	span gap;

	if (who == NO_REF || v[who].kind == ACTOR_PERSON ||
	    !cast_in(k->m, who + 1, in) || v[who + 1].kind != ACTOR_PERSON)
		return who;
	gap = (span){ v[who].at.to, v[who + 1].at.from };
	if (frames_at(k->f, "titled", k->d->text, gap, gap.from, &hit) &&
	    hit.at.to == gap.to)
		return who + 1;
	return who;
}

/* X arrived and …, "…", he said: the person who acts before the words. */
static uint32_t acts_before_words(const struct speech *k, span in, str gap)
{
	uint32_t who;

	if (!str_ends(gap, STR("he")) && !str_ends(gap, STR("she")))
		return NO_REF;
	who = titled(k, first_actor(k, in.from, in.to), in);
	return who != NO_REF && k->m->actors.v[who].kind == ACTOR_PERSON
		       ? who
		       : NO_REF;
}

/* The UN chief: the person of that side told of last, else the side. */
static uint32_t holder(const struct speech *k, uint32_t side)
{
	const struct actor_mention *v = k->m->actors.v;
	uint32_t n = 0;

	for (uint32_t i = side; i-- > 0 && n++ < 40;)
		if (v[i].kind == ACTOR_PERSON && v[i].party.n &&
		    str_eq(v[i].party, v[side].party))
			return i;
	return side;
}

/* Does it begin with a word in -ing, no comma behind? */
static bool is_participle(str gap)
{
	str rest = gap, first = str_token(&rest, ' ');

	return str_ends(first, STR("ing")) && first.n > 5 &&
	       !str_has(gap, STR(","));
}

/* Whose words a paper holds: the union statement said. */
static uint32_t of_paper(const struct speech *k, uint32_t sentence,
			 uint32_t verb, str gap)
{
	str before = str_trim(str_cut(gap, 0, gap.n - last_word(gap).n));
	str whose = last_word(before);
	uint32_t who;

	if (!whose.n || word_in(k, "article", whose))
		return voice_carried(k, sentence, false);
	who = by_head(k, verb, whose);
	return who != NO_REF ? who : by_sort(k, verb, whose);
}

/* The verb of speech that the sentence has before this one, or NULL. */
static const struct hit *verb_before(const struct speech *k, uint32_t from,
				     uint32_t verb)
{
	for (uint32_t i = 0; i < k->verbs.n; i++)
		if (k->verbs.v[i].at.from >= from && k->verbs.v[i].at.to < verb)
			return &k->verbs.v[i];
	return NULL;
}

/* Do quoted words stand in the sentence before the byte? */
static bool quote_between(const struct speech *k, uint32_t sentence,
			  uint32_t byte)
{
	uint32_t from = k->d->sentences.v[sentence].at.from;

	for (uint32_t i = 0; i < k->quotes.n && k->quotes.v[i].from < byte; i++)
		if (k->quotes.v[i].from >= from)
			return true;
	return false;
}

/* Quist said he believes: the one who tells it, where that is a person. */
static uint32_t teller(const struct speech *k, uint32_t sentence, uint32_t from,
		       uint32_t verb)
{
	const struct hit *earlier;
	bool unnamed;
	uint32_t who;

	if (!quote_between(k, sentence, from))
		from = k->d->sentences.v[sentence].at.from;
	earlier = verb_before(k, from, verb);
	if (!earlier || !str_is(k->f->v[earlier->rule].kind, "verb"))
		return NO_REF;
	who = en_subject(k, sentence, from, earlier->at.from, &unnamed);
	return who != NO_REF && k->m->actors.v[who].kind == ACTOR_PERSON
		       ? who
		       : NO_REF;
}

/* The guild said few came, which it said was fine: whoever told before in the
 * sentence, else who was told of. */
static uint32_t same_again(const struct speech *k, uint32_t sentence,
			   uint32_t from, uint32_t verb, bool *unnamed)
{
	const struct hit *earlier;
	uint32_t who;

	if (!quote_between(k, sentence, from))
		from = k->d->sentences.v[sentence].at.from;
	earlier = verb_before(k, from, verb);
	*unnamed = !earlier && voice_hushed(k, sentence);
	if (!earlier)
		return *unnamed ? NO_REF : voice_carried(k, sentence, false);
	who = en_subject(k, sentence, from, earlier->at.from, unnamed);
	return who != NO_REF || *unnamed ? who
					 : voice_carried(k, sentence, false);
}

/* Quist of the Pilots' Guild, who said: a person, where one is near. */
static uint32_t person_before(const struct speech *k, uint32_t from,
			      uint32_t who)
{
	for (uint32_t i = who; k->m->actors.v[i].at.from >= from; i--) {
		if (k->m->actors.v[i].kind == ACTOR_PERSON)
			return i;
		if (i == 0)
			break;
	}
	return who;
}

/* Quist, a pilot who was fined in Kamome, said: a place or state behind a
 * preposition tells nothing where a person opens the sentence. */
static uint32_t not_behind(const struct speech *k, uint32_t sentence,
			   uint32_t who, str left)
{
	const struct actor_mention *v = k->m->actors.v;
	span in = k->d->sentences.v[sentence].at;
	uint32_t first;
	struct hit hit;

	if (v[who].kind == ACTOR_PERSON ||
	    !frames_end(k->f, "preposition", left,
			(span){ 0, (uint32_t)left.n }, (uint32_t)left.n, &hit))
		return who;
	/* Quist of Kamome said */
	if (who > 0 && v[who - 1].kind == ACTOR_PERSON &&
	    v[who - 1].at.to < v[who].at.from &&
	    str_is(str_cut(k->d->text, v[who - 1].at.to, v[who].at.from),
		   " of "))
		return who - 1;
	first = titled(k, first_actor(k, in.from, v[who].at.from), in);
	return first != NO_REF && v[first].kind == ACTOR_PERSON &&
			       v[first].at.from < in.from + 30 &&
			       str_starts(between(k, first, v[who].at.from),
					  STR(", "))
		       ? first
		       : who;
}

/* The subject where words stand between the last actor and the verb. */
static uint32_t subject_far(const struct speech *k, uint32_t sentence,
			    uint32_t from, uint32_t verb, uint32_t who, str gap,
			    bool *unnamed)
{
	str word = last_word(gap);
	const struct hit *earlier;
	struct hit hit;

	if (word_in(k, "pronoun", word)) {
		/* X said: "…", although he said */
		if (k->said_at == sentence && k->said != NO_REF &&
		    quote_between(k, sentence, verb) &&
		    k->m->actors.v[k->said].kind == ACTOR_PERSON)
			return k->said;
		who = teller(k, sentence, from, verb);
		*unnamed = who == NO_REF && voice_hushed(k, sentence);
		return who != NO_REF || *unnamed
			       ? who
			       : voice_carried(k, sentence, true);
	}
	if (word_in(k, "thing", word))
		return same_again(k, sentence, from, verb, unnamed);
	if (word_in(k, "relative", word) && who != NO_REF)
		return str_is(word, "who") ? person_before(k, from, who) : who;
	/* X arrived on Monday and said; X flew home, where … and said */
	if (str_is(word, "and") || str_is(word, "but") ||
	    str_is(word, "then") || !gap.n) {
		/* X said it was "late" for the pilots and warned */
		if (str_is(word, "and") && k->said_at == sentence &&
		    k->said != NO_REF && quote_between(k, sentence, from))
			return k->said;
		if (who == NO_REF || !quote_between(k, sentence, from))
			from = k->d->sentences.v[sentence].at.from;
		who = opens_with(k, sentence, from);
		if (who != NO_REF)
			return who;
		who = titled(k, first_actor(k, from, verb),
			     (span){ from, verb });
		if (who != NO_REF)
			return who;
		earlier = verb_before(k, from, verb);
		return earlier ? en_subject(k, sentence, from, earlier->at.from,
					    unnamed)
			       : voice_carried(k, sentence, true);
	}
	/* Kamome officials said, Linden's office said */
	if (who != NO_REF && gap.n < 40 &&
	    frames_find(k->f, "office", gap, (span){ 0, (uint32_t)gap.n },
			&hit) &&
	    hit.at.to == gap.n)
		return word_in(k, "one-person", word) ? holder(k, who) : who;
	/* X speaking to reporters said */
	if (who != NO_REF && gap.n < 60 && is_participle(gap))
		return who;
	if (str_ends(gap, STR(",")) && who != NO_REF) {
		who = before_apposition(k, from, who);
		return not_behind(
			k, sentence, who,
			str_cut(k->d->text, from, k->m->actors.v[who].at.from));
	}
	who = by_head(k, verb, word);
	if (who == NO_REF)
		who = by_sort(k, verb, word);
	if (who == NO_REF && word_in(k, "text", word))
		who = of_paper(k, sentence, verb, gap);
	if (who == NO_REF)
		*unnamed = true;
	return who;
}

uint32_t en_subject(const struct speech *k, uint32_t sentence, uint32_t from,
		    uint32_t verb, bool *unnamed)
{
	uint32_t low = verb > NEAR && verb - NEAR > from ? verb - NEAR : from;
	uint32_t who = actor_before(k, low, verb);
	str gap, left;
	struct hit hit;

	*unnamed = false;
	gap = who == NO_REF ? str_cut(k->d->text, low, verb)
			    : between(k, who, verb);
	gap = strip(k, gap);
	if (who == NO_REF || gap.n)
		return subject_far(k, sentence, low, verb, who, gap, unnamed);
	/* the union's envoy for X said: whose he is, not X */
	left = str_cut(k->d->text, low, k->m->actors.v[who].at.from);
	if (k->m->actors.v[who].kind != ACTOR_PERSON &&
	    frames_end(k->f, "post-for", left, (span){ 0, (uint32_t)left.n },
		       (uint32_t)left.n, &hit)) {
		uint32_t title = low + hit.at.from;
		uint32_t whose = actor_before(k, low, title);

		*unnamed = whose == NO_REF ||
			   title - k->m->actors.v[whose].at.to > 24;
		return *unnamed ? NO_REF : holder(k, whose);
	}
	/* a spokesman for X said */
	left = str_cut(k->d->text, low, k->m->actors.v[who].at.from);
	if (frames_end(k->f, "deputy", left, (span){ 0, (uint32_t)left.n },
		       (uint32_t)left.n, &hit)) {
		if (k->m->actors.v[who].kind == ACTOR_PERSON) {
			*unnamed = true;
			return NO_REF;
		}
		return who;
	}
	return not_behind(k, sentence, who, left);
}

/* said X: the first actor behind the verb; X's spokesman Y: Y. */
static uint32_t subject_behind(const struct speech *k, uint32_t verb,
			       uint32_t to)
{
	uint32_t end = to - verb > FAR_BEHIND ? verb + FAR_BEHIND : to;
	uint32_t who = first_actor(k, verb, end), next;
	struct hit hit;
	str rest;

	if (who == NO_REF)
		return NO_REF;
	rest = str_cut(k->d->text, k->m->actors.v[who].at.to, end);
	/* added the UN chief, */
	if (frames_at(k->f, "office", rest, (span){ 0, (uint32_t)rest.n }, 0,
		      &hit) &&
	    word_in(k, "one-person", last_word(str_cut(rest, 0, hit.at.to))))
		return holder(k, who);
	if (k->m->actors.v[who].kind == ACTOR_PERSON || !rest.n ||
	    rest.p[0] == ',' || rest.p[0] == '.')
		return who;
	next = who + 1;
	if (cast_in(k->m, next, (span){ verb, end }) &&
	    k->m->actors.v[next].kind == ACTOR_PERSON &&
	    k->m->actors.v[next].at.from - k->m->actors.v[who].at.to < 60)
		return next;
	return who;
}

/* What the unnamed one is called: here, or where his words began. */
static span nobody(const struct speech *k, uint32_t sentence, uint32_t low,
		   uint32_t verb)
{
	span words = en_nobody(k, low, verb);
	const struct hit *earlier =
		verb_before(k, k->d->sentences.v[sentence].at.from, verb);

	if (words.to <= words.from && earlier)
		words = en_nobody(k, k->d->sentences.v[sentence].at.from,
				  earlier->at.from);
	return voice_hushed(k, sentence) && words.to <= words.from ? k->hushed
								   : words;
}

/* X called it "late," while Y said: another clause begins behind the words. */
static bool goes_on(const struct speech *k, str gap)
{
	str rest = gap, first = str_token(&rest, ' ');

	return rest.n && word_in(k, "joins-clause", first);
}

/* The verb behind the quote: "…," X said / said X. */
static bool behind(struct speech *k, uint32_t sentence, span words, uint32_t to,
		   struct voice *v)
{
	const struct hit *verb = NULL;
	str gap;

	for (uint32_t i = 0; !verb && i < k->verbs.n; i++)
		if (k->verbs.v[i].at.from >= words.to &&
		    k->verbs.v[i].at.to <= to)
			verb = &k->verbs.v[i];
	if (!verb || verb->at.from - words.to > FAR_BEHIND ||
	    str_is(k->f->v[verb->rule].kind, "doing"))
		return false;
	gap = strip(k, str_cut(k->d->text, words.to, verb->at.from));
	if (goes_on(k, gap))
		return false;
	v->frame = &k->f->v[verb->rule];
	if (str_starts(gap, STR(",")) || str_starts(gap, STR("-")))
		gap = str_trim(str_cut(gap, 1, gap.n));
	if (gap.n) {
		v->speaker = acts_before_words(
			k,
			(span){ k->d->sentences.v[sentence].at.from,
				words.from },
			gap);
		if (v->speaker == NO_REF)
			v->speaker = en_subject(k, sentence, words.to,
						verb->at.from, &v->unnamed);
		/* "…" at last, declared X */
		if (v->speaker == NO_REF && str_ends(gap, STR(","))) {
			v->speaker = subject_behind(k, verb->at.to, to);
			v->unnamed = v->speaker == NO_REF;
		}
		if (v->unnamed)
			v->words = nobody(k, sentence, words.to, verb->at.from);
		return true;
	}
	v->speaker = subject_behind(k, verb->at.to, to);
	if (v->speaker == NO_REF) {
		str next = str_trim(
			str_cut(k->d->text, verb->at.to, verb->at.to + 6));

		if (str_starts(next, STR("he")) || str_starts(next, STR("she")))
			v->speaker = voice_carried(k, sentence, true);
		else
			v->unnamed = true;
		if (v->unnamed)
			v->words = en_nobody_behind(k, verb->at.to, to);
	}
	return true;
}

/* The agency quoted Quist as saying "…": who tells, and whose words. */
static uint32_t quoted_as(const struct speech *k, uint32_t in, uint32_t verb,
			  struct voice *v)
{
	str left = str_cut(k->d->text, in, verb);
	size_t at = str_find(left, STR(" quoted "), 0);
	uint32_t who, teller;

	if (at == SIZE_MAX || !str_ends(left, STR(" as ")))
		return NO_REF;
	who = actor_before(k, in + (uint32_t)at, verb);
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
	uint32_t who = actor_before(k, from, verb);

	if (who == NO_REF || str_trim(between(k, who, verb)).n)
		return NO_REF;
	return str_ends(str_cut(k->d->text, from, k->m->actors.v[who].at.from),
			STR("with "))
		       ? who
		       : NO_REF;
}

/* Is what stands between two verbs of speech one clause within the other? */
static bool within(const struct speech *k, uint32_t from, uint32_t to)
{
	static const char *const joints[] = { " and ",	 " but ",   ", ",  "; ",
					      " while ", " after ", " as " };
	str gap = str_cut(k->d->text, from, to);

	for (size_t i = 0; i < COUNT(joints); i++)
		if (str_has(gap, str_of(joints[i])))
			return false;
	return true;
}

/* X said Y called it "late": Y's words as X tells them; X's own where Y is the
 * state or body X speaks for. */
static void relayed(const struct speech *k, uint32_t sentence,
		    const struct hit *verb, struct voice *v)
{
	const struct actor_mention *a = k->m->actors.v;
	const struct hit *outer = NULL;
	uint32_t in = k->d->sentences.v[sentence].at.from, who;
	bool unnamed;

	for (const struct hit *h = k->verbs.v; h < verb; h++)
		if (str_is(k->f->v[h->rule].kind, "verb"))
			outer = h;
	if (v->speaker == NO_REF || !outer ||
	    quote_between(k, sentence, verb->at.from) ||
	    a[v->speaker].at.from < outer->at.to ||
	    !within(k, outer->at.to, verb->at.from))
		return;
	who = en_subject(k, sentence, in, outer->at.from, &unnamed);
	if (who == NO_REF || str_eq(a[who].id, a[v->speaker].id))
		return;
	if (a[v->speaker].kind != ACTOR_PERSON && a[who].kind == ACTOR_PERSON &&
	    a[who].party.n && str_eq(a[who].party, a[v->speaker].party))
		v->speaker = who;
	else
		v->reported_by = who;
}

/* X said Y had promised to come: the same for told words. */
void en_relayed(struct speech *k, uint32_t sentence, uint32_t i, uint32_t end,
		struct voice *v)
{
	const struct actor_mention *a = k->m->actors.v;

	for (uint32_t j = i + 1; j < end; j++) {
		const struct frame *f = &k->f->v[k->verbs.v[j].rule];
		uint32_t who;
		bool unnamed;

		if (!str_is(f->kind, "verb") || str_is(f->as, "act"))
			continue;
		who = en_subject(k, sentence, k->verbs.v[i].at.to,
				 k->verbs.v[j].at.from, &unnamed);
		if (who == NO_REF || a[who].kind != ACTOR_PERSON ||
		    a[who].at.from < k->verbs.v[i].at.to ||
		    str_eq(a[who].id, a[v->speaker].id))
			continue;
		v->reported_by = v->speaker;
		v->speaker = who;
		return;
	}
}

/* The verb before the quote: X said "…"; saying "…" belongs to whoever acts
 * in the sentence. */
static bool before(struct speech *k, uint32_t sentence, uint32_t from,
		   span words, struct voice *v)
{
	const struct hit *verb = NULL;
	span in = k->d->sentences.v[sentence].at;
	uint32_t low = in.from;

	for (uint32_t i = 0; i < k->verbs.n; i++) {
		if (k->verbs.v[i].at.to > words.from)
			break;
		if (k->verbs.v[i].at.from < from)
			continue;
		if (verb && !str_is(k->f->v[verb->rule].kind, "doing"))
			low = verb->at.to;
		verb = &k->verbs.v[i];
	}
	if (!verb)
		return false;
	v->frame = &k->f->v[verb->rule];
	if (str_is(v->frame->kind, "doing")) {
		v->speaker = quoted_as(k, in.from, verb->at.from, v);
		if (v->speaker == NO_REF)
			v->speaker = with_subject(k, from, verb->at.from);
		if (v->speaker == NO_REF)
			v->speaker = opens_with(k, sentence, from);
		/* "…," she said, adding "…" */
		if (v->speaker == NO_REF && from > in.from &&
		    k->said_at == sentence)
			v->speaker = k->said;
		if (v->speaker == NO_REF)
			v->speaker =
				titled(k, first_actor(k, from, verb->at.from),
				       (span){ from, verb->at.from });
		if (v->speaker == NO_REF && from > in.from)
			v->speaker = k->said;
		/* After saying "…", X left. */
		if (v->speaker == NO_REF && from == in.from)
			v->speaker = titled(k, first_actor(k, words.to, in.to),
					    (span){ words.to, in.to });
		v->unnamed = v->speaker == NO_REF &&
			     (from == in.from || k->hushed_at == sentence);
	} else {
		low = low > from ? low : from;
		v->speaker = en_subject(k, sentence, low, verb->at.from,
					&v->unnamed);
		relayed(k, sentence, verb, v);
		if (v->unnamed)
			v->words = nobody(k, sentence, low, verb->at.from);
	}
	if (v->speaker == NO_REF && !v->unnamed)
		v->speaker = voice_carried(k, sentence, true);
	return true;
}

static uint32_t quote_end_before(const struct speech *k, uint32_t q,
				 uint32_t from)
{
	return q > 0 && k->quotes.v[q - 1].to > from ? k->quotes.v[q - 1].to
						     : from;
}

/* Does the quote end with a stop, or one behind it? */
static bool stops(const struct speech *k, span words)
{
	str text = k->d->text;
	char c = words.to < text.n ? text.p[words.to] : ' ';

	return c == ',';
}

/* X: "…" */
static uint32_t colon(const struct speech *k, uint32_t from, span words)
{
	str left = str_trim(str_cut(k->d->text, from, words.from));
	uint32_t who;

	if (!str_ends(left, STR(":")))
		return NO_REF;
	who = first_actor(k, from, words.from);
	return who;
}

/* They seek "a quick and fair" deal, Linden said: three words or more are
 * words of whoever tells the sentence. */
static bool told_at_end(struct speech *k, uint32_t sentence, span words,
			struct voice *v)
{
	span in = k->d->sentences.v[sentence].at;
	const struct hit *verb =
		k->verbs.n ? &k->verbs.v[k->verbs.n - 1] : NULL;
	str text = str_span(k->d->text, words);
	uint32_t blanks = 0;

	for (size_t i = 0; i < text.n; i++)
		blanks += text.p[i] == ' ';
	if (!verb || (blanks < 2 && k->said_at != sentence) ||
	    verb->at.from < words.to || in.to - verb->at.to > TOLD_TAIL ||
	    !str_is(k->f->v[verb->rule].kind, "verb") ||
	    str_is(k->f->v[verb->rule].as, "act") ||
	    !str_has(str_cut(k->d->text, words.to, verb->at.from), STR(",")))
		return false;
	v->frame = &k->f->v[verb->rule];
	v->speaker =
		en_subject(k, sentence, words.to, verb->at.from, &v->unnamed);
	if (v->unnamed)
		v->words = nobody(k, sentence, words.to, verb->at.from);
	return v->speaker != NO_REF || v->words.to > v->words.from;
}

/* Quist is "pleased": words of the one they are told of. */
static bool is_felt(const struct speech *k, uint32_t sentence, span words,
		    struct voice *v)
{
	uint32_t in = k->d->sentences.v[sentence].at.from, who;
	str left = str_cut(k->d->text, in, words.from), gap;
	struct hit hit;

	if (!frames_end(k->f, "copula", left, (span){ 0, (uint32_t)left.n },
			(uint32_t)left.n, &hit))
		return false;
	left = str_cut(left, 0, hit.at.from);
	who = actor_before(k, in, in + (uint32_t)left.n);
	if (str_is(left, "He") || str_is(left, "She"))
		who = voice_carried(k, sentence, true);
	else if (who == NO_REF || k->m->actors.v[who].kind != ACTOR_PERSON)
		return false;
	else {
		gap = str_trim(between(k, who, in + (uint32_t)left.n));
		if (gap.n)
			return false;
	}
	v->speaker = who;
	return who != NO_REF;
}

/* Have the words before no closing mark, so that these go on with them? */
static bool stays_open(const struct speech *k, uint32_t q)
{
	str all = q ? str_span(k->d->text, k->quotes.v[q - 1]) : STR_NONE;

	return str_starts(all, STR("“")) && !str_ends(all, STR("”")) &&
	       !str_ends(all, STR("\""));
}

/* Is the sentence before, of the same paragraph, about a body? */
static bool body_before(const struct speech *k, uint32_t sentence)
{
	const struct sentence *s = &k->d->sentences.v[sentence];
	enum actor_kind kind;

	if (k->topic == NO_REF || k->topic_at + 1 != sentence ||
	    s[-1].paragraph != s->paragraph)
		return false;
	kind = k->m->actors.v[k->topic].kind;
	return kind == ACTOR_ORGANISATION || kind == ACTOR_GROUP ||
	       kind == ACTOR_GOVERNMENT;
}

bool en_quote(struct speech *k, uint32_t sentence, uint32_t q, bool predicate,
	      struct voice *v)
{
	const struct sentence *s = &k->d->sentences.v[sentence];
	span words = k->quotes.v[q], in = s->at;
	uint32_t from = quote_end_before(k, q, in.from), to = in.to;

	if (q + 1 < k->quotes.n && k->quotes.v[q + 1].from < to)
		to = k->quotes.v[q + 1].from;
	if (predicate && behind(k, sentence, words, to, v))
		return true;
	if (before(k, sentence, from, words, v))
		return true;
	if ((stops(k, words) || words.from == in.from) &&
	    behind(k, sentence, words, to, v))
		return true;
	v->speaker = say_source(k->d, k->m, &k->quotes, in);
	if (v->speaker == NO_REF)
		v->speaker = colon(k, from, words);
	if (v->speaker != NO_REF)
		return true;
	/* "…" X said, "…": it goes on. */
	if (from > in.from && k->said != NO_REF &&
	    quotes_hold(&k->quotes, from - 1) &&
	    before(k, sentence, in.from, words, v)) {
		v->speaker = k->said;
		return true;
	}
	/* the airline said "few", for a "calm day": the same again */
	if (from > in.from && k->hushed_at == sentence && k->said == NO_REF &&
	    quotes_hold(&k->quotes, from - 1)) {
		v->unnamed = true;
		v->words = k->hushed;
		return true;
	}
	if (!predicate && (told_at_end(k, sentence, words, v) ||
			   is_felt(k, sentence, words, v)))
		return true;
	if (!predicate || s->kind == SENTENCE_HEADING ||
	    words.to - words.from < 20)
		return false;
	if (words.from != in.from)
		return false;
	/* the same goes on who was not known */
	v->unnamed =
		voice_hushed(k, sentence) ||
		(k->hushed_at != NO_REF && k->hushed_at + 1 >= sentence &&
		 s[-(int)(sentence - k->hushed_at)].paragraph == s->paragraph);
	if (v->unnamed)
		v->words = k->hushed;
	if (v->unnamed)
		return true;
	if (k->said != NO_REF &&
	    (k->said_at + 1 == sentence || stays_open(k, q)))
		v->speaker = k->said;
	else if (body_before(k, sentence))
		v->speaker = k->topic;
	else
		v->speaker = voice_carried(k, sentence, true);
	return v->speaker != NO_REF;
}

bool en_told(struct speech *k, uint32_t sentence, uint32_t from, span verb,
	     struct voice *v)
{
	v->speaker = en_subject(k, sentence, from, verb.from, &v->unnamed);
	if (v->speaker == NO_REF && v->unnamed &&
	    k->d->sentences.v[sentence].at.from == from) {
		/* … , said the minister */
		return false;
	}
	return v->speaker != NO_REF;
}

uint32_t en_topic(const struct speech *k, span in)
{
	str text = str_span(k->d->text, in);

	/* Recalling what X did, she …: it stays with her */
	if (str_has(text, STR(", she ")) || str_has(text, STR(", he ")))
		return NO_REF;
	return titled(k, first_actor(k, in.from, in.to), in);
}
