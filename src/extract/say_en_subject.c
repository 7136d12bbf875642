/* say_en_subject.c - the subject of an English verb of speech, before it or
 * behind it, by the order of the words alone. */

#include "extract/say_en_priv.h"

enum { NEAR = 260, FAR_BEHIND = 160 };

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

bool en_word(const struct speech *k, const char *kind, str word)
{
	struct hit hit;

	return word.n &&
	       frames_at(k->f, kind, word, (span){ 0, (uint32_t)word.n }, 0,
			 &hit) &&
	       hit.at.to == word.n;
}

/* The text between without the adverbs and auxiliaries before its end. */
str en_strip(const struct speech *k, str s)
{
	for (;;) {
		str w = last_word(s);

		if (!en_word(k, "aside", w))
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

uint32_t en_actor_before(const struct speech *k, uint32_t from, uint32_t byte)
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

str en_between(const struct speech *k, uint32_t actor, uint32_t to)
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
uint32_t en_opens_with(const struct speech *k, uint32_t sentence, uint32_t from)
{
	struct hit hit;
	str rest;

	/* But he … */
	if (frames_at(k->f, "leads", k->d->text, k->d->sentences.v[sentence].at,
		      from, &hit))
		from = hit.at.to;
	rest = str_cut(k->d->text, from, from + 4);
	if (str_starts(rest, STR("he ")) || str_starts(rest, STR("she ")) ||
	    str_starts(rest, STR("He ")) || str_starts(rest, STR("She ")))
		return voice_carried(k, sentence, true);
	return NO_REF;
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
		if (str_same(last_word(x->name), word))
			return i;
	}
	return NO_REF;
}

/* "the union", "the company": the body of that sort told of last. */
static uint32_t by_sort(const struct speech *k, uint32_t verb, str word)
{
	uint32_t i = cast_from(k->m, verb), n = 0;
	bool labour = en_word(k, "labour", word);

	if (!labour && !en_word(k, "body", word))
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

/* The company gave …: whom the sentence opens with, by his sort alone. */
uint32_t en_opens_sort(const struct speech *k, uint32_t from, uint32_t to)
{
	str rest = str_cut(k->d->text, from, to), word;
	uint32_t who;

	if (!str_starts(rest, STR("The ")))
		return NO_REF;
	(void)str_token(&rest, ' ');
	word = str_token(&rest, ' ');
	who = by_head(k, from, word);
	return who != NO_REF ? who : by_sort(k, from, word);
}

uint32_t en_first_actor(const struct speech *k, uint32_t from, uint32_t to)
{
	for (uint32_t i = cast_from(k->m, from);
	     cast_in(k->m, i, (span){ from, to }); i++)
		if (voice_may(k, i) &&
		    !quotes_hold(&k->quotes, k->m->actors.v[i].at.from))
			return i;
	return NO_REF;
}

/* UN Secretary-General X, Kamome's mayor X: the person, not whose he is. */
uint32_t en_titled(const struct speech *k, uint32_t who, span in)
{
	const struct actor_mention *v = k->m->actors.v;
	struct hit hit;
	span gap;

	if (who == NO_REF || !cast_in(k->m, who + 1, in) ||
	    v[who + 1].kind != ACTOR_PERSON)
		return who;
	/* Kamome's mayor, Naoki Shirahama, …: the name of the post's holder */
	if (v[who].kind == ACTOR_PERSON)
		return v[who].reference && !v[who + 1].reference &&
				       str_is(str_cut(k->d->text, v[who].at.to,
						      v[who + 1].at.from),
					      ", ")
			       ? who + 1
			       : who;
	gap = (span){ v[who].at.to, v[who + 1].at.from };
	if (frames_at(k->f, "titled", k->d->text, gap, gap.from, &hit) &&
	    hit.at.to == gap.to)
		return who + 1;
	return who;
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

/* Did the one who spoke last do it in a statement, a letter? */
static bool said_in_paper(const struct speech *k)
{
	str text;

	if (k->said == NO_REF || k->m->actors.v[k->said].kind != ACTOR_PERSON)
		return true;
	for (uint32_t i = k->said_at, n = 0; n < 3; i--, n++) {
		struct hit hit;

		text = str_span(k->d->text, k->d->sentences.v[i].at);
		if (frames_find(k->f, "text", text,
				(span){ 0, (uint32_t)text.n }, &hit))
			return true;
		if (i == 0)
			break;
	}
	return false;
}

/* Whose words a paper holds: the union statement said. */
static uint32_t of_paper(const struct speech *k, uint32_t sentence,
			 uint32_t verb, str gap)
{
	str before = str_trim(str_cut(gap, 0, gap.n - last_word(gap).n));
	str whose = last_word(before);
	uint32_t who;

	/* the statement: of whoever spoke in one */
	if (!whose.n || en_word(k, "article", whose))
		return said_in_paper(k) ? voice_carried(k, sentence, false)
					: NO_REF;
	who = by_head(k, verb, whose);
	return who != NO_REF ? who : by_sort(k, verb, whose);
}

/* The verb of speech that the sentence has before this one, or NULL. */
const struct hit *en_verb_before(const struct speech *k, uint32_t from,
				 uint32_t verb)
{
	for (uint32_t i = 0; i < k->verbs.n; i++)
		if (k->verbs.v[i].at.from >= from && k->verbs.v[i].at.to < verb)
			return &k->verbs.v[i];
	return NULL;
}

/* Do quoted words stand in the sentence before the byte? */
bool en_quote_between(const struct speech *k, uint32_t sentence, uint32_t byte)
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

	if (!en_quote_between(k, sentence, from))
		from = k->d->sentences.v[sentence].at.from;
	earlier = en_verb_before(k, from, verb);
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

	if (!en_quote_between(k, sentence, from))
		from = k->d->sentences.v[sentence].at.from;
	earlier = en_verb_before(k, from, verb);
	*unnamed = !earlier && voice_hushed(k, sentence);
	if (!earlier)
		return *unnamed ? NO_REF : voice_carried(k, sentence, false);
	/* Kamome sent a note saying it saw the fee as "fair" */
	if (str_is(k->f->v[earlier->rule].kind, "doing")) {
		who = en_titled(k, en_first_actor(k, from, earlier->at.from),
				(span){ from, earlier->at.from });
		if (who != NO_REF)
			return who;
	}
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
	first = en_titled(k, en_first_actor(k, in.from, v[who].at.from), in);
	return first != NO_REF && v[first].kind == ACTOR_PERSON &&
			       v[first].at.from < in.from + 30 &&
			       str_starts(en_between(k, first, v[who].at.from),
					  STR(", "))
		       ? first
		       : who;
}

/* Ali who serves as Linden's envoy, said: whoever stands before "who". */
static bool serves(const struct speech *k, uint32_t from, uint32_t *who)
{
	str left = str_cut(k->d->text, from, k->m->actors.v[*who].at.from);
	size_t at = str_find(left, STR(" who "), 0);
	uint32_t before;

	if (at == SIZE_MAX || str_has(str_cut(left, at, left.n), STR(",")))
		return false;
	before = en_actor_before(k, from, from + (uint32_t)at);
	*who = before != NO_REF && k->m->actors.v[before].at.to == from + at
		       ? before
		       : NO_REF;
	return true;
}

/* The subject where words stand between the last actor and the verb. */
static uint32_t subject_far(const struct speech *k, uint32_t sentence,
			    uint32_t from, uint32_t verb, uint32_t who, str gap,
			    bool *unnamed)
{
	str word = last_word(gap);
	const struct hit *earlier;
	struct hit hit;

	if (en_word(k, "pronoun", word)) {
		/* X said: "…", although he said */
		if (k->said_at == sentence && k->said != NO_REF &&
		    en_quote_between(k, sentence, verb) &&
		    k->m->actors.v[k->said].kind == ACTOR_PERSON)
			return k->said;
		who = teller(k, sentence, from, verb);
		*unnamed = who == NO_REF && voice_hushed(k, sentence);
		return who != NO_REF || *unnamed
			       ? who
			       : voice_carried(k, sentence, true);
	}
	if (en_word(k, "thing", word))
		return same_again(k, sentence, from, verb, unnamed);
	if (en_word(k, "relative", word) && who != NO_REF)
		return str_is(word, "who") ? person_before(k, from, who) : who;
	/* X arrived on Monday and said; X flew home, where … and said */
	if (str_is(word, "and") || str_is(word, "but") ||
	    str_is(word, "then") || !gap.n) {
		/* X said it was "late" for the pilots and warned */
		if (str_is(word, "and") && k->said_at == sentence &&
		    k->said != NO_REF && en_quote_between(k, sentence, from))
			return k->said;
		*unnamed = k->hushed_at == sentence && k->said == NO_REF &&
			   en_quote_between(k, sentence, from);
		if (*unnamed)
			return NO_REF;
		if (who == NO_REF || !en_quote_between(k, sentence, from))
			from = k->d->sentences.v[sentence].at.from;
		who = en_opens_with(k, sentence, from);
		if (who != NO_REF)
			return who;
		who = en_titled(k, en_first_actor(k, from, verb),
				(span){ from, verb });
		if (who != NO_REF)
			return who;
		earlier = en_verb_before(k, from, verb);
		return earlier ? en_subject(k, sentence, from, earlier->at.from,
					    unnamed)
			       : voice_carried(k, sentence, true);
	}
	/* Kamome officials said, Linden's office said */
	if (who != NO_REF && gap.n < 40 &&
	    frames_find(k->f, "office", gap, (span){ 0, (uint32_t)gap.n },
			&hit) &&
	    hit.at.from == 0 && hit.at.to == gap.n)
		return en_word(k, "one-person", word) ? holder(k, who) : who;
	/* X speaking to reporters said */
	if (who != NO_REF && gap.n < 60 && is_participle(gap))
		return who;
	if (str_ends(gap, STR(",")) && who != NO_REF && serves(k, from, &who)) {
		*unnamed = who == NO_REF;
		return who;
	}
	if (str_ends(gap, STR(",")) && who != NO_REF) {
		who = before_apposition(k, from, who);
		return not_behind(
			k, sentence, who,
			str_cut(k->d->text, from, k->m->actors.v[who].at.from));
	}
	who = by_head(k, verb, word);
	if (who == NO_REF)
		who = by_sort(k, verb, word);
	if (who == NO_REF && en_word(k, "text", word) &&
	    !voice_hushed(k, sentence))
		who = of_paper(k, sentence, verb, gap);
	if (who == NO_REF)
		*unnamed = true;
	return who;
}

/* Pilots representing Kamome said: the subject stands before the word that
 * governs the actor. */
static bool governed(const struct speech *k, uint32_t low, uint32_t *who)
{
	span in = { low, k->m->actors.v[*who].at.from };
	struct hit hit;
	uint32_t before;

	if (!frames_find(k->f, "governs", k->d->text, in, &hit) ||
	    hit.at.from < low + 3 || k->d->text.p[hit.at.from - 1] == ',' ||
	    str_has(str_cut(k->d->text, hit.at.from, in.to), STR(",")))
		return false;
	before = en_actor_before(k, low, hit.at.from);
	*who = before != NO_REF && k->m->actors.v[before].at.to == hit.at.from
		       ? before
		       : NO_REF;
	return true;
}

uint32_t en_subject(const struct speech *k, uint32_t sentence, uint32_t from,
		    uint32_t verb, bool *unnamed)
{
	uint32_t low = verb > NEAR && verb - NEAR > from ? verb - NEAR : from;
	uint32_t who = en_actor_before(k, low, verb);
	str gap, left;
	struct hit hit;

	*unnamed = false;
	gap = who == NO_REF ? str_cut(k->d->text, low, verb)
			    : en_between(k, who, verb);
	gap = en_strip(k, gap);
	if (who != NO_REF && gap.n < 40 && governed(k, low, &who)) {
		*unnamed = who == NO_REF;
		return who;
	}
	if (who == NO_REF || gap.n)
		return subject_far(k, sentence, low, verb, who, gap, unnamed);
	/* the union's envoy for X said: whose he is, not X */
	left = str_cut(k->d->text, low, k->m->actors.v[who].at.from);
	if (k->m->actors.v[who].kind != ACTOR_PERSON &&
	    frames_end(k->f, "post-for", left, (span){ 0, (uint32_t)left.n },
		       (uint32_t)left.n, &hit)) {
		uint32_t title = low + hit.at.from;
		uint32_t whose = en_actor_before(k, low, title);

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
uint32_t en_subject_behind(const struct speech *k, uint32_t verb, uint32_t to)
{
	uint32_t end = to - verb > FAR_BEHIND ? verb + FAR_BEHIND : to;
	uint32_t who = en_first_actor(k, verb, end), next;
	struct hit hit;
	str rest;

	if (who == NO_REF)
		return NO_REF;
	rest = str_cut(k->d->text, k->m->actors.v[who].at.to, end);
	/* added the UN chief, */
	if (frames_at(k->f, "office", rest, (span){ 0, (uint32_t)rest.n }, 0,
		      &hit) &&
	    en_word(k, "one-person", last_word(str_cut(rest, 0, hit.at.to))))
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
