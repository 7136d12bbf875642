/* say_ja.c - who speaks in Japanese: topic and subject before the words, the
 * name between と and the verb, 〜によると, the sentence behind a quote that
 * stands alone. */
#include "extract/say_ja_priv.h"

enum {
	PHRASE_BYTES = 24,
	ACT_BYTES = 60,
	PARALLEL_BYTES = 100,
	OFFICE_BACK = 60
};

static const str commas = { "、", 3 };

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
		    ja_is_subject(ja_after(k, i))) {
			v->reported_by = i;
			return true;
		}
	for (uint32_t i = cast_from(k->m, in.from);
	     cast_in(k->m, i, (span){ in.from, words }); i++)
		if (voice_may(k, i) && ja_is_subject(ja_after(k, i)) &&
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
	v->reported_by = ja_acts_before(k, before, &unnamed);
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
	uint32_t end = before.to, at, who, from;
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
	} else if (ja_strange_actor(k, marks, (span){ before.from, end },
				    &from) &&
		   k->nobody.to == at) {
		v->unnamed = true;
		v->words = k->nobody;
	} else {
		return false;
	}
	who = ja_acts_before(k, (span){ before.from, at }, &unnamed);
	v->reported_by = who != v->speaker ? who : NO_REF;
	return true;
}

/* 鉄道会社が「…」と答えたことを受け: told of in the clause of another. */
static bool told_within(struct speech *k, span in, span words, struct voice *v)
{
	span before = { in.from, words.from };
	str left = str_span(k->d->text, before);
	uint32_t end = k->framed, at, who;
	struct hit hit;

	if (str_ends(left, commas))
		before.to -= 3;
	if (end <= words.to ||
	    !str_ends(str_span(k->d->text, before), STR("が")) ||
	    !frames_at(k->f, "nominal", k->d->text, (span){ end, in.to }, end,
		       &hit) ||
	    frames_at(k->f, "again", k->d->text, (span){ end, in.to }, end,
		      &hit) ||
	    frames_find(k->f, "blames", k->d->text, (span){ words.to, end },
			&hit))
		return false;
	who = cast_before(k->m, before.from, before.to);
	if (who != NO_REF && voice_may(k, who) &&
	    ja_after(k, who).p == k->d->text.p + before.to - 3) {
		v->speaker = who;
		return true;
	}
	v->unnamed = ja_strange_actor(k, ja_subjects, before, &at) &&
		     k->nobody.to + 3 == before.to;
	v->words = k->nobody;
	return v->unnamed;
}

/* 市の調べは「…」: a topic right before the words whom nothing tells more of.
 */
static void strange_topic(struct speech *k, span before, struct voice *v)
{
	size_t n = ja_mark(str_span(k->d->text, before), ja_topics);

	if (!n)
		return;
	v->words = ja_nobody(k, before.from, before.to - (uint32_t)n);
	v->unnamed = v->words.to > v->words.from;
}

/* カモメの首相は: the person told of before in that office, or nobody by name,
 * but not the state. */
static void of_one(struct speech *k, struct voice *v)
{
	const struct actor_mention *a = k->m->actors.v;
	uint32_t n = 0, to;
	struct hit hit;
	str post;

	if (v->speaker == NO_REF || a[v->speaker].kind != ACTOR_STATE)
		return;
	to = a[v->speaker].at.to;
	if (!frames_at(k->f, "one-person", k->d->text,
		       (span){ to, (uint32_t)k->d->text.n }, to, &hit))
		return;
	post = str_span(k->d->text, hit.captures[0].at);
	for (uint32_t i = v->speaker; i-- > 0 && n++ < OFFICE_BACK;)
		if (a[i].kind == ACTOR_PERSON && a[i].party.n &&
		    str_eq(a[i].party, a[v->speaker].party) &&
		    str_has(a[i].role, post)) {
			v->speaker = i;
			return;
		}
	v->unnamed = true;
	v->words = (span){ a[v->speaker].at.from, hit.captures[0].at.to };
	v->speaker = NO_REF;
}

/* 外相から、…旨述べた: minutes name by から who said it. */
static bool from_whom(const struct speech *k, span before, struct voice *v)
{
	static const char *const marks[] = { "から", "より" };
	static const char *const commas_of[] = { "、", "，", "," };

	if (!v->frame || !str_is(v->frame->as, "effect"))
		return false;
	for (uint32_t i = cast_from(k->m, before.from);
	     cast_in(k->m, i, before); i++) {
		str next = ja_after(k, i);

		if (!voice_may(k, i))
			continue;
		for (size_t m = 0; m < COUNT(marks); m++)
			for (size_t c = 0; c < COUNT(commas_of); c++)
				if (str_starts(next, str_of(marks[m])) &&
				    str_starts(str_cut(next, 6, next.n),
					       str_of(commas_of[c])))
					v->speaker = i;
	}
	return v->speaker != NO_REF;
}

/* 市長は…と述べた。同時に、カモメ港は用意があると強調した: he goes on, of his
 * side. */
static void goes_on(const struct speech *k, uint32_t sentence, span before,
		    struct voice *v)
{
	static const char *const on[] = { "また",   "同時に",	"さらに",
					  "その上", "そのうえ", NULL };
	const struct actor_mention *a = k->m->actors.v;
	uint32_t who = k->person;

	if (v->speaker == NO_REF || who == NO_REF ||
	    sentence - k->person_at > 1 || a[v->speaker].kind != ACTOR_STATE ||
	    !a[who].party.n || !str_eq(a[who].party, a[v->speaker].party) ||
	    !str_starts_any(str_span(k->d->text, before), on))
		return;
	v->speaker = who;
}

/* …だとした上で、カモメ港は「渡すべきだ」と述べた: what it ought to do, in the
 * words of him who is spoken of all along. */
static void of_another(const struct speech *k, uint32_t sentence, span words,
		       struct voice *v)
{
	span in = k->d->sentences.v[sentence].at;
	const struct actor_mention *a = k->m->actors.v;
	str front;

	if (v->speaker == NO_REF || k->person == NO_REF ||
	    sentence - k->person_at > 2 || a[v->speaker].kind != ACTOR_STATE ||
	    a[v->speaker].at.from < in.from || words.to < words.from + 18 ||
	    !str_ends(str_span(k->d->text, words), STR("べきだ」")))
		return;
	front = str_cut(k->d->text, in.from, a[v->speaker].at.from);
	if (str_ends(front, STR("とした上で、")) ||
	    str_ends(front, STR("としたうえで、")) ||
	    str_ends(front, STR("としつつ、")))
		v->speaker = k->person;
}

/* JALでは「…」としている, 港湾局では「…」と説明する: a body at the head, by its
 * letters. */
static void house(struct speech *k, span before, struct voice *v)
{
	static const char *const at[] = { "では", "では、", NULL };
	static const char *const meetings[] = { "総会",	  "大会", "部会",
						"国会",	  "会合", "議会",
						"委員会", NULL };
	size_t n = ja_mark(str_span(k->d->text, before), at);
	span name = { before.from, before.to - (uint32_t)n };
	str s = str_span(k->d->text, name);
	struct hit hit;
	bool letters = s.n >= 3;
	uint32_t who;

	if (!n || s.n > 60)
		return;
	for (size_t i = 0; i < s.n; i++)
		letters &= s.p[i] >= 'A' && s.p[i] <= 'Z';
	for (const char *const *w = meetings; *w; w++)
		if (str_ends(s, str_of(*w)))
			return;
	if (!letters &&
	    !frames_end(k->f, "actor-end", k->d->text, name, name.to, &hit))
		return;
	who = cast_before(k->m, name.from, name.to);
	if (who != NO_REF && voice_may(k, who) &&
	    k->m->actors.v[who].at.to == name.to) {
		v->speaker = who;
		return;
	}
	v->words = ja_nobody(k, name.from, name.to);
	v->unnamed = v->words.to > v->words.from;
}

/* Fills in who speaks words at `words`, framed at `frame`. */
static void name(struct speech *k, uint32_t sentence, span words, span frame,
		 struct voice *v)
{
	span in = k->d->sentences.v[sentence].at;
	span before = { in.from, words.from };
	bool unnamed = false, hidden;
	uint32_t from = ja_source(k, in, &hidden);

	v->speaker = NO_REF;
	if (from_whom(k, before, v))
		return;
	if (v->frame && str_is(v->frame->id, "ja.say.quote-said"))
		frame.to = clause_end(k, frame.to, in.to);
	if (frame.from >= words.to && frame.to > words.to &&
	    !(v->frame && str_is(v->frame->as, "noun")))
		v->speaker = ja_acts_inside(k, (span){ words.to, frame.to },
					    &unnamed);
	if (v->speaker == NO_REF && !unnamed && words.to > words.from &&
	    (comes_from(k, before, v) || told_within(k, in, words, v)))
		return;
	if (v->speaker == NO_REF && !unnamed)
		v->speaker = ja_acts_before(k, before, &unnamed);
	if (v->speaker != NO_REF)
		v->reported_by = from != v->speaker ? from : NO_REF;
	else if (!unnamed)
		v->speaker = from;
	v->unnamed = unnamed || (v->speaker == NO_REF && hidden);
	if (v->unnamed)
		v->words = k->nobody;
	v->addressee = ja_addressed(k, before, v->speaker);
	if (v->speaker == NO_REF && !v->unnamed && words.to > words.from)
		house(k, before, v);
	if (v->speaker == NO_REF && !v->unnamed) {
		v->unnamed = voice_hushed(k, sentence);
		if (v->unnamed &&
		    !ja_unnamed_in(k, "strange-topic", ja_topics, before))
			v->words = k->hushed;
	}
	if (v->speaker == NO_REF && !v->unnamed)
		v->speaker = voice_carried(k, sentence, false);
	if (v->speaker == NO_REF && !v->unnamed && words.to > words.from)
		strange_topic(k, before, v);
	of_one(k, v);
	goes_on(k, sentence, before, v);
	of_another(k, sentence, words, v);
}

/* Is the sentence about somebody whom no actor stands for? */
static bool about_nobody(struct speech *k, span in)
{
	bool unnamed;
	uint32_t who = ja_acts_before(k, in, &unnamed);

	/* 関係者は、白浜市長が…と見る: the topic, not the subject within */
	if (who != NO_REF && ja_is_subject(ja_after(k, who)))
		unnamed = ja_unnamed_in(
			k, "unnamed", ja_topics,
			(span){ in.from, k->m->actors.v[who].at.from });
	return unnamed && k->nobody.to > k->nobody.from;
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
		next = ja_acts_before(k, s[1].at, &v->unnamed);
	if (opens && (next != NO_REF || v->unnamed)) {
		v->speaker = next;
		v->words = k->nobody;
		return;
	}
	/* さらに関係者は…と見る。「…」: he whom the sentence before is about */
	v->unnamed = sentence > 0 && about_nobody(k, s[-1].at);
	if (v->unnamed) {
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
		    str_starts(gap, commas) && ja_mark(gap, ja_topics) &&
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

/* 「…」。こう述べたのは、白浜市長だ */
static bool cleft(const struct speech *k, span words, span in, struct voice *v)
{
	struct hit hit;
	uint32_t who;

	if (words.from != in.from ||
	    !frames_at(k->f, "cleft", k->d->text, (span){ words.to, in.to },
		       words.to, &hit))
		return false;
	for (who = cast_from(k->m, hit.at.to); cast_in(k->m, who, in); who++)
		if (k->m->actors.v[who].kind == ACTOR_PERSON) {
			v->speaker = who;
			return true;
		}
	return false;
}

/* Ends it in a noun, with nothing of a sentence within, and is no object of a
 * verb of speech? */
static bool is_thing(const struct speech *k, span words, span in)
{
	span inner = { words.from + 3, words.to - 3 };
	struct hit hit;

	return !frames_end(k->f, "phrase", k->d->text, inner, inner.to, &hit) &&
	       !frames_find(k->f, "particle", k->d->text, inner, &hit) &&
	       !frames_at(k->f, "says-object", k->d->text,
			  (span){ words.to, in.to }, words.to, &hit) &&
	       !frames_at(k->f, "denied", k->d->text, (span){ words.to, in.to },
			  words.to, &hit);
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
	if (cleft(k, words, in, v))
		return true;
	if (bracketed || ja_beside(k, sentence, words, predicate, v))
		return true;
	if (s->kind == SENTENCE_HEADING)
		return false;
	if (predicate && words.from == in.from && words.to + 3 >= in.to &&
	    words.to - words.from >= 24) {
		name_alone(k, sentence, v);
		return v->speaker != NO_REF || v->unnamed;
	}
	/* 「核抜き条例」を定め…と述べた: the name of a thing */
	if (!predicate && is_thing(k, words, in))
		return false;
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
		return v->speaker != NO_REF || v->words.to > v->words.from;
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
