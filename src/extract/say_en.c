/* say_en.c - who speaks in English: the subject of the verb of speech before
 * or behind the words. */
#include "extract/say_en_priv.h"

enum { FAR_BEHIND = 160, GOES_ON = 50, SHORT = 40 };

/* X arrived and …, "…", he said: the person who acts before the words. */
static uint32_t acts_before_words(const struct speech *k, span in, str gap)
{
	uint32_t who;

	if (!str_ends(gap, STR("he")) && !str_ends(gap, STR("she")))
		return NO_REF;
	who = en_titled(k, en_first_actor(k, in.from, in.to), in);
	return who != NO_REF && k->m->actors.v[who].kind == ACTOR_PERSON
		       ? who
		       : NO_REF;
}

/* What the unnamed one is called: here, or where his words began. */
static span nobody(const struct speech *k, uint32_t sentence, uint32_t low,
		   uint32_t verb)
{
	str gap = en_strip(k, str_cut(k->d->text, low, verb));
	span words;

	/* "…" the statement said, and confirmed "…" */
	if (k->hushed_at == sentence && k->said == NO_REF &&
	    (str_is(gap, ", and") || str_is(gap, "and") ||
	     str_is(gap, ", but") || str_is(gap, "but")))
		return k->hushed;
	words = en_nobody(k, low, verb);
	const struct hit *earlier =
		en_verb_before(k, k->d->sentences.v[sentence].at.from, verb);

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

	/* "…" on Friday, as X said of another matter */
	return (rest.n && (en_word(k, "joins-clause", first) ||
			   str_has(rest, STR(", as ")))) ||
	       str_is(gap, "and") || str_is(gap, "but");
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
	if (!verb || verb->at.from - words.to > FAR_BEHIND)
		return false;
	if (str_is(k->f->v[verb->rule].kind, "doing")) {
		v->frame = &k->f->v[verb->rule];
		v->speaker = en_quoted_as(k, words.to, verb->at.from, v);
		return v->speaker != NO_REF;
	}
	gap = en_strip(k, str_cut(k->d->text, words.to, verb->at.from));
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
			v->speaker = en_subject_behind(k, verb->at.to, to);
			v->unnamed = v->speaker == NO_REF;
		}
		if (v->unnamed)
			v->words = nobody(k, sentence, words.to, verb->at.from);
		return true;
	}
	v->speaker = en_subject_behind(k, verb->at.to, to);
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
	    en_quote_between(k, sentence, verb->at.from) ||
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

/* X said the fees, which Y has criticised, are "…": the clause of Y is closed
 * before the words. */
static bool of_relative(const struct speech *k, uint32_t from, span verb,
			uint32_t words)
{
	str left = str_cut(k->d->text, from, verb.from);
	struct hit hit;

	return str_has(str_cut(k->d->text, verb.to, words), STR(",")) &&
	       frames_find(k->f, "within-who", left,
			   (span){ 0, (uint32_t)left.n }, &hit);
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
		if (of_relative(k, in.from, k->verbs.v[i].at, words.from))
			continue;
		if (verb && !str_is(k->f->v[verb->rule].kind, "doing"))
			low = verb->at.to;
		verb = &k->verbs.v[i];
	}
	if (!verb)
		return false;
	v->frame = &k->f->v[verb->rule];
	if (str_is(v->frame->kind, "doing")) {
		en_doing(k, sentence, from, words, verb->at.from, v);
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
	who = en_first_actor(k, from, words.from);
	return who;
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
	who = en_actor_before(k, in, in + (uint32_t)left.n);
	if (str_is(left, "He") || str_is(left, "She"))
		who = voice_carried(k, sentence, true);
	else if (who == NO_REF || k->m->actors.v[who].kind != ACTOR_PERSON)
		return false;
	else {
		gap = str_trim(en_between(k, who, in + (uint32_t)left.n));
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

/* Linden called it "late," Shirahama said: her words as he tells them. */
static void told_of(struct speech *k, uint32_t sentence, uint32_t from,
		    span words, struct voice *v)
{
	const struct actor_mention *a = k->m->actors.v;
	const struct hit *verb = NULL;
	struct hit hit;
	uint32_t who;
	bool unnamed;
	str gap;

	for (uint32_t i = 0; i < k->verbs.n; i++)
		if (k->verbs.v[i].at.from >= from &&
		    k->verbs.v[i].at.to <= words.from &&
		    str_is(k->f->v[k->verbs.v[i].rule].kind, "verb"))
			verb = &k->verbs.v[i];
	if (!verb || v->speaker == NO_REF || v->reported_by != NO_REF ||
	    !frames_at(k->f, "speaks", k->d->text, verb->at, verb->at.from,
		       &hit))
		return;
	gap = str_cut(k->d->text, verb->at.to, words.from);
	if (gap.n > SHORT || str_has(gap, STR(",")))
		return;
	who = en_subject(k, sentence, from, verb->at.from, &unnamed);
	if (who == NO_REF || a[who].kind != ACTOR_PERSON ||
	    a[who].at.to > verb->at.from || str_eq(a[who].id, a[v->speaker].id))
		return;
	v->reported_by = v->speaker;
	v->speaker = who;
}

static bool quote_voice(struct speech *k, uint32_t sentence, uint32_t q,
			bool predicate, struct voice *v)
{
	const struct sentence *s = &k->d->sentences.v[sentence];
	span words = k->quotes.v[q], in = s->at;
	uint32_t from = quote_end_before(k, q, in.from), to = in.to;

	if (q + 1 < k->quotes.n && k->quotes.v[q + 1].from < to)
		to = k->quotes.v[q + 1].from;
	if (predicate && behind(k, sentence, words, to, v)) {
		told_of(k, sentence, from, words, v);
		return true;
	}
	if (before(k, sentence, from, words, v))
		return true;
	if ((stops(k, words) || words.from == in.from) &&
	    behind(k, sentence, words, to, v))
		return true;
	if (en_source(k, sentence, v))
		return true;
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
	if (!predicate && (en_told_at_end(k, sentence, words, v) ||
			   is_felt(k, sentence, words, v)))
		return true;
	/* "We went on; we will not vote" on Friday: long ones need no stop */
	if (s->kind == SENTENCE_HEADING || words.from != in.from ||
	    words.to - words.from < (predicate ? 20 : GOES_ON))
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

/* According to X, Y said "…": X brings Y's words. */
static void brought_by(const struct speech *k, uint32_t sentence,
		       struct voice *v)
{
	struct voice source = { NO_REF, NO_REF, NO_REF, false, { 0, 0 }, NULL };

	if (v->reported_by == NO_REF && en_source(k, sentence, &source) &&
	    source.speaker != NO_REF && source.speaker != v->speaker &&
	    (v->speaker == NO_REF || !str_eq(k->m->actors.v[source.speaker].id,
					     k->m->actors.v[v->speaker].id)))
		v->reported_by = source.speaker;
}

bool en_quote(struct speech *k, uint32_t sentence, uint32_t q, bool predicate,
	      struct voice *v)
{
	if (!quote_voice(k, sentence, q, predicate, v))
		return false;
	brought_by(k, sentence, v);
	return true;
}

bool en_told(struct speech *k, uint32_t sentence, uint32_t from, span verb,
	     uint32_t to, struct voice *v)
{
	v->speaker = en_inverted(k, from, verb, to);
	if (v->speaker != NO_REF)
		return true;
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
	return en_titled(k, en_first_actor(k, in.from, in.to), in);
}
