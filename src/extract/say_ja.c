/* say_ja.c - who speaks in Japanese: topic and subject before the words, the
 * name between と and the verb, 〜によると, the sentence behind a quote that
 * stands alone. */
#include "extract/say_ja_priv.h"

enum { PHRASE_BYTES = 24, ACT_BYTES = 60, PARALLEL_BYTES = 100 };

static const str commas = { "、", 3 };
static const char *const topics[] = { "は", "も", NULL };
static const char *const subjects[] = { "が", NULL };
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
static str after(const struct speech *k, uint32_t actor)
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

static bool is_subject(str rest)
{
	return str_starts(rest, STR("が")) || str_starts(rest, STR("らが")) ||
	       str_starts(rest, STR("側が"));
}

/* 〜によると and the actor it belongs to; *none: there is one, unnamed. */
static uint32_t source(struct speech *k, span in, bool *none)
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
	struct hit hit;

	return from < to && frames_find(k->f, "clause", k->d->text,
					(span){ from, to }, &hit);
}

/* Somebody whom no actor stands for, with one of the marks behind. */
static bool unnamed_in(struct speech *k, const char *kind,
		       const char *const *marks, span in)
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

/* The one who acts in the stretch before the words; *unnamed: somebody of whom
 * no actor is known stands there as topic. */
static uint32_t acts_before(struct speech *k, span in, bool *unnamed)
{
	uint32_t topic = NO_REF, first = NO_REF, subject = NO_REF, last;
	uint32_t outer = NO_REF; /* the subject before */
	struct hit hit;
	span rest = in;

	for (uint32_t i = cast_from(k->m, in.from); cast_in(k->m, i, in); i++) {
		str next = after(k, i);

		if (!voice_may(k, i) || in_words(k, i))
			continue;
		if (is_topic(next)) {
			first = topic == NO_REF ? i : first;
			topic = i;
		} else if (is_subject(next)) {
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
	    !str_starts(after(k, last), STR("が、")) &&
	    frames_find(k->f, "matter", k->d->text,
			(span){ k->m->actors.v[last].at.to, in.to }, &hit))
		last = outer;
	/* カモメ港が渋っており、「…」と述べた: another's words */
	if (last == subject && topic == NO_REF &&
	    frames_end(k->f, "aside-clause", k->d->text, in, in.to, &hit))
		last = NO_REF;
	if (last != NO_REF)
		rest.from = (uint32_t)(after(k, last).p - k->d->text.p);
	*unnamed = unnamed_in(k, "unnamed", topics, rest) ||
		   (last == NO_REF && unnamed_in(k, "unnamed", subjects, rest));
	return *unnamed ? NO_REF : last;
}

/* The one named between the words and their verb. */
static uint32_t acts_inside(struct speech *k, span in, bool *unnamed)
{
	uint32_t who = acts_before(k, in, unnamed);
	struct hit hit;
	size_t comma = str_find(str_cut(k->d->text, 0, in.to), commas, in.from);

	/* 「…」として、内容は…: another clause */
	if (comma != SIZE_MAX && comma > in.from + 3)
		in.to = (uint32_t)comma;
	if (who == NO_REF && !*unnamed &&
	    !frames_find(k->f, "he", k->d->text, in, &hit))
		*unnamed = unnamed_in(k, "somebody", acting, in);
	return who;
}

/* Spoken to: 〜に対し, or 〜に right before the words. */
static uint32_t addressed(const struct speech *k, span in, uint32_t speaker)
{
	uint32_t found = NO_REF;

	for (uint32_t i = cast_from(k->m, in.from); cast_in(k->m, i, in); i++) {
		str next = after(k, i);

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

/* 「…」と述べたと明らかにした: the one who tells, and the one told of. */
static bool told_twice(const struct speech *k, span in, uint32_t words,
		       uint32_t frame, struct voice *v)
{
	span tail = { frame, in.to };
	struct hit hit;
	uint32_t subject = NO_REF;

	if (!frames_at(k->f, "again", k->d->text, tail, frame, &hit))
		return false;
	/* …と述べたと、通信社が伝えた */
	for (uint32_t i = cast_from(k->m, frame); cast_in(k->m, i, hit.at); i++)
		if (voice_may(k, i) && i != v->speaker &&
		    is_subject(after(k, i))) {
			v->reported_by = i;
			return true;
		}
	for (uint32_t i = cast_from(k->m, in.from);
	     cast_in(k->m, i, (span){ in.from, words }); i++)
		if (voice_may(k, i) && is_subject(after(k, i)) &&
		    !quotes_hold(&k->quotes, k->m->actors.v[i].at.from))
			subject = i;
	if (subject == NO_REF || subject == v->speaker)
		return false;
	v->reported_by = v->speaker;
	v->speaker = subject;
	return true;
}

/* The next comma or the end, not far: the act of speech behind と. */
static uint32_t clause_end(const struct speech *k, uint32_t from, uint32_t to)
{
	uint32_t end = to - from > ACT_BYTES ? from + ACT_BYTES : to;
	size_t comma = str_find(str_cut(k->d->text, 0, end), commas, from);

	return comma == SIZE_MAX ? end : (uint32_t)comma;
}

/* 新聞は港湾局の話を引用し、「…」と報じた: whose words they are, and who
 * brings them. */
static bool cited(struct speech *k, span before, struct voice *v)
{
	struct hit hit;
	bool unnamed;
	uint32_t who;

	if (!frames_find(k->f, "cites", k->d->text, before, &hit) ||
	    quotes_hold(&k->quotes, hit.at.from))
		return false;
	v->reported_by = acts_before(k, before, &unnamed);
	who = cast_before(k->m, before.from, hit.at.from);
	if (who != NO_REF && who != v->reported_by &&
	    k->m->actors.v[who].at.to == hit.at.from) {
		v->speaker = who;
		return true;
	}
	v->unnamed = true;
	v->words = ja_nobody(k, before.from, hit.at.from);
	return true;
}

/* 組合から「…」と批判が出た, 船主の間では「…」との声がある: whose words they
 * are, and who tells of them. */
static bool comes_from(struct speech *k, span before, struct voice *v)
{
	static const char *const marks[] = { "から", "の間で", NULL };
	str left = str_span(k->d->text, before);
	uint32_t end = before.to, at, who;
	struct hit hit;
	bool unnamed;
	size_t n;

	if (str_ends(left, STR("は")) || str_ends(left, STR("も")))
		end -= 3;
	n = ja_mark(str_cut(k->d->text, before.from, end), marks);
	if (!n)
		return false;
	at = end - (uint32_t)n;
	who = cast_before(k->m, before.from, at);
	if (who != NO_REF && voice_may(k, who) &&
	    !quotes_hold(&k->quotes, k->m->actors.v[who].at.from) &&
	    (k->m->actors.v[who].at.to == at ||
	     frames_find(k->f, "own-office", k->d->text,
			 (span){ k->m->actors.v[who].at.to, at }, &hit))) {
		v->speaker = who;
	} else if (frames_end(k->f, "unnamed", k->d->text,
			      (span){ before.from, end }, end, &hit)) {
		v->unnamed = true;
		v->words = ja_nobody(k, before.from, at);
	} else {
		return false;
	}
	who = acts_before(k, (span){ before.from, at }, &unnamed);
	v->reported_by = who != v->speaker ? who : NO_REF;
	return true;
}

/* 市の調べは「…」: a topic right before the words whom nothing tells more of.
 */
static void strange_topic(struct speech *k, span before, struct voice *v)
{
	size_t n = ja_mark(str_span(k->d->text, before), topics);

	if (!n)
		return;
	v->words = ja_nobody(k, before.from, before.to - (uint32_t)n);
	v->unnamed = v->words.to > v->words.from;
}

/* Fills in who speaks words at `words`, framed at `frame`. */
static void name(struct speech *k, uint32_t sentence, span words, span frame,
		 struct voice *v)
{
	span in = k->d->sentences.v[sentence].at;
	span before = { in.from, words.from };
	bool unnamed = false, hidden;
	uint32_t from = source(k, in, &hidden);

	v->speaker = NO_REF;
	if (v->frame && str_is(v->frame->id, "ja.say.quote-said"))
		frame.to = clause_end(k, frame.to, in.to);
	if (frame.from >= words.to && frame.to > words.to &&
	    !(v->frame && str_is(v->frame->as, "noun")))
		v->speaker =
			acts_inside(k, (span){ words.to, frame.to }, &unnamed);
	if (v->speaker == NO_REF && !unnamed && words.to > words.from &&
	    comes_from(k, before, v))
		return;
	if (v->speaker == NO_REF && !unnamed)
		v->speaker = acts_before(k, before, &unnamed);
	if (v->speaker != NO_REF)
		v->reported_by = from != v->speaker ? from : NO_REF;
	else if (!unnamed)
		v->speaker = from;
	v->unnamed = unnamed || (v->speaker == NO_REF && hidden);
	if (v->unnamed)
		v->words = k->nobody;
	v->addressee = addressed(k, before, v->speaker);
	if (v->speaker == NO_REF && !v->unnamed) {
		v->unnamed = voice_hushed(k, sentence);
		if (v->unnamed &&
		    !unnamed_in(k, "strange-topic", topics, before))
			v->words = k->hushed;
	}
	if (v->speaker == NO_REF && !v->unnamed)
		v->speaker = voice_carried(k, sentence, false);
	if (v->speaker == NO_REF && !v->unnamed && words.to > words.from)
		strange_topic(k, before, v);
}

/* A quote that is a sentence of its own: who the next sentence is about when
 * it opens a paragraph, else the one who spoke before. */
static void name_alone(struct speech *k, uint32_t sentence, struct voice *v)
{
	const struct sentence *s = &k->d->sentences.v[sentence];
	bool opens = sentence == 0 || s[-1].paragraph != s->paragraph;
	uint32_t next = NO_REF;
	struct hit hit;

	if (sentence > 0 &&
	    frames_find(k->f, "ahead", k->d->text, s[-1].at, &hit))
		opens = false;
	if (sentence + 1 < k->d->sentences.n &&
	    s[1].paragraph - s->paragraph <= 1 && s[1].kind == s->kind)
		next = acts_before(k, s[1].at, &v->unnamed);
	if (opens && (next != NO_REF || v->unnamed)) {
		v->speaker = next;
		v->words = k->nobody;
		return;
	}
	v->speaker = voice_carried(k, sentence, true);
	if (v->speaker == NO_REF)
		v->speaker = next;
}

/* Words of a phrase, not the name of a thing: they hold hiragana. */
bool ja_phrase(const struct speech *k, span words)
{
	struct hit hit;

	return frames_find(k->f, "phrase", k->d->text, words, &hit) != NULL;
}

/* The frame behind the quote, or behind those that follow it at once. */
static const struct frame *behind(const struct speech *k, uint32_t q, span in,
				  bool predicate, struct hit *hit)
{
	uint32_t inner = k->quotes.v[q].to - 3; /* the bracket's bytes */
	/* 「公正な法の執行」を求めた: grammar within, more than a short name */
	bool phrase = frames_end(k->f, "phrase", k->d->text, k->quotes.v[q],
				 inner, hit) != NULL ||
		      (inner - k->quotes.v[q].from >= PHRASE_BYTES &&
		       ja_phrase(k, k->quotes.v[q]));

	for (; q < k->quotes.n && k->quotes.v[q].to <= in.to; q++) {
		uint32_t end = k->quotes.v[q].to, next = in.to;
		const struct frame *f;
		str gap;

		if (q + 1 < k->quotes.n && k->quotes.v[q + 1].from < in.to)
			next = k->quotes.v[q + 1].from;
		f = frames_at(k->f, "after", k->d->text, (span){ end, next },
			      end, hit);
		if (!f && predicate)
			f = frames_at(k->f, "said", k->d->text,
				      (span){ end, next }, end, hit);
		if (!f && phrase)
			f = frames_at(k->f, "object", k->d->text,
				      (span){ end, next }, end, hit);
		if (f)
			return f;
		gap = str_cut(k->d->text, end, next);
		/* A氏は「…」、B氏は「…」と述べた: the first has A's name */
		if (next < in.to && (predicate || phrase) &&
		    str_starts(gap, commas) && ja_mark(gap, topics) &&
		    gap.n <= PARALLEL_BYTES) {
			f = behind(k, q + 1, in, true, hit);
			hit->at = (span){ end, end };
			return f;
		}
		if (next == in.to || gap.n > 6 ||
		    (gap.n && !str_eq(gap, commas) && !str_eq(gap, STR("や"))))
			break;
	}
	return NULL;
}

bool ja_quote(struct speech *k, uint32_t sentence, uint32_t q, bool predicate,
	      struct voice *v)
{
	const struct sentence *s = &k->d->sentences.v[sentence];
	span words = k->quotes.v[q], in = s->at;
	struct hit hit;
	bool bracketed;

	/* asked by somebody else than the sentence is about */
	if (frames_at(k->f, "question", k->d->text, (span){ words.to, in.to },
		      words.to, &hit)) {
		v->unnamed = true;
		return predicate;
	}
	bracketed = ja_in_brackets(k, (span){ in.from, words.from }, v);
	v->frame = behind(k, q, in, predicate, &hit);
	if (v->frame) {
		k->framed = hit.at.to;
		if (!bracketed && !cited(k, (span){ in.from, words.from }, v))
			name(k, sentence, words, hit.at, v);
		told_twice(k, in, words.from, hit.at.to, v);
		return true;
	}
	if (bracketed || ja_beside(k, sentence, words, predicate, v))
		return true;
	if (s->kind == SENTENCE_HEADING)
		return false;
	if (predicate && words.from == in.from && words.to + 3 >= in.to &&
	    words.to - words.from >= 24) {
		name_alone(k, sentence, v);
		return v->speaker != NO_REF || v->unnamed;
	}
	/* Words inside told words: …「長い冬」が終わると述べた. */
	if (!predicate && !ja_phrase(k, words) &&
	    !frames_at(k->f, "denied", k->d->text, (span){ words.to, in.to },
		       words.to, &hit))
		return false;
	for (uint32_t i = 0; i < k->verbs.n; i++) {
		span frame = k->verbs.v[i].at;

		if (frame.from < words.to)
			continue;
		if (frame.from - words.to > 150)
			break;
		v->frame = &k->f->v[k->verbs.v[i].rule];
		k->framed = frame.to;
		name(k, sentence, words, (span){ 0, 0 }, v);
		return v->speaker != NO_REF;
	}
	return false;
}

void ja_told(struct speech *k, uint32_t sentence, uint32_t from, span frame,
	     struct voice *v)
{
	span in = k->d->sentences.v[sentence].at;

	/* The frame of 〜によると is the whole clause; nobody acts inside it.
	 */
	if (str_is(v->frame->as, "source"))
		frame.to = frame.from;
	name(k, sentence, (span){ frame.from, frame.from }, frame, v);
	told_twice(k, in, frame.from, frame.to, v);
	(void)from;
}
