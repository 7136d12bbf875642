/* say.c - statements: quotes and told words, with who says them.
 *
 * Brackets without a frame of speech and without a predicate are terms and
 * give nothing. A speaker who is not named in the sentence is carried from the
 * topic of the sentences just before. Who speaks is asked of say_ja.c and
 * say_en.c. */
#include <ctype.h>

#include "extract/say_priv.h"

enum {
	CARRY = 3,
	CARRY_PERSON = 4,
	ISSUES = 4,
	TOLD_LEAST = 12,
	TAIL_LEAST = 20
};

struct say {
	struct frames frames[LANG_COUNT];
};

const struct say *say_in(struct arena *a, const struct packs *p,
			 struct wordbook *book, struct diags *diags)
{
	struct say *s = arena_one(a, struct say);
	struct frames_seen ja = { book, WORD_SAY, "indirect" };
	struct frames_seen en = { book, WORD_SAY, "verb doing" };

	frames_in(&s->frames[LANG_JA], a, p, LANG_JA, "say", &ja, "medium",
		  diags);
	frames_in(&s->frames[LANG_EN], a, p, LANG_EN, "say", &en, "medium",
		  diags);
	return s;
}

/* ---- who was spoken of before */

bool voice_may(const struct speech *k, uint32_t actor)
{
	const struct actor_mention *x = &k->m->actors.v[actor];

	return x->kind != ACTOR_PLACE &&
	       (x->kind != ACTOR_MEDIA || k->d->lang == LANG_JA) &&
	       !str_is(x->id, "gr.press");
}

uint32_t voice_carried(const struct speech *k, uint32_t sentence, bool person)
{
	bool near = k->topic != NO_REF && sentence - k->topic_at <= CARRY;

	if (k->person != NO_REF && sentence - k->person_at <= CARRY_PERSON &&
	    (person || !near ||
	     k->m->actors.v[k->topic].kind == ACTOR_COMPOUND))
		return k->person;
	if (near)
		return k->topic;
	return k->head;
}

bool voice_hushed(const struct speech *k, uint32_t sentence)
{
	return k->hushed_at != NO_REF && k->hushed_at == k->said_at &&
	       k->said == NO_REF && sentence - k->said_at == 1 &&
	       (k->topic == NO_REF || k->topic_at < k->said_at);
}

static void set_topic(struct speech *k, uint32_t sentence, uint32_t who)
{
	if (who == NO_REF)
		return;
	k->topic = who;
	k->topic_at = sentence;
	if (k->m->actors.v[who].kind == ACTOR_PERSON) {
		k->person = who;
		k->person_at = sentence;
	}
}

/* A bullet of a lesser depth opens another matter: those named in it are whom
 * the ones below are about. */
static void open_item(struct speech *k, uint32_t sentence)
{
	const struct sentence *s = &k->d->sentences.v[sentence];
	uint32_t i;

	if (s->kind != SENTENCE_BULLET || sentence == 0 ||
	    s[-1].depth <= s->depth)
		return;
	k->topic = k->person = k->head = NO_REF;
	for (i = cast_from(k->m, s->at.from); cast_in(k->m, i, s->at); i++)
		if (voice_may(k, i) && k->m->actors.v[i].kind == ACTOR_PERSON) {
			k->head = i;
			break;
		}
}

/* ---- one statement */

/* told: the words whose dates are not of the saying. */
static struct statement_mention *add(struct speech *k, uint32_t sentence,
				     span at, span quote, span told,
				     const struct voice *v)
{
	struct statement_mention *x = vec_add(k->d->arena, &k->m->statements);
	span in = k->d->sentences.v[sentence].at;
	str issues[ISSUES], *kept;
	struct hit hit;
	const struct frame *medium;

	x->at = at;
	x->quote = quote;
	x->speaker = v->speaker;
	x->reported_by = v->reported_by;
	x->addressee = v->addressee;
	x->rule = v->frame ? v->frame->id : STR_NONE;
	x->impression = v->frame && str_is(v->frame->as, "impression");
	medium = frames_find(k->f, "medium", k->d->text, in, &hit);
	x->medium = medium ? medium->value : STR_NONE;
	say_date(k->d, k->m, in, told, &x->from, &x->to);
	x->n_issues = issues_find(k->m->glance, k->d, at, issues, ISSUES);
	kept = arena_many(k->d->arena, str, x->n_issues + 1);
	memcpy(kept, issues, x->n_issues * sizeof(str));
	x->issues = kept;
	k->said = v->speaker;
	if (k->d->lang == LANG_EN && v->reported_by != NO_REF)
		k->said = v->reported_by; /* he goes on, not whom he told of */
	k->said_at = sentence;
	if (v->speaker == NO_REF)
		x->voice = v->words;
	if (v->unnamed) {
		k->hushed_at = sentence;
		k->hushed = v->words;
	}
	return x;
}

/* The words inside the marks: 3 bytes for 「 and “, 1 for the straight one; the
 * last may be missing where the words go on in the next paragraph. */
static span inside(str text, span quote)
{
	str all = str_cut(text, quote.from, quote.to);
	bool straight = all.p[0] == '"' || all.p[0] == '\'';
	uint32_t mark = straight ? 1 : 3, last = mark;

	if (str_ends(all, STR("”")))
		last = 3;
	else if (str_ends(all, STR("\"")) || str_ends(all, STR("'")))
		last = 1;
	else if (str_starts(all, STR("“")) && all.n > 6)
		last = 0; /* they go on */
	return (span){ quote.from + mark, quote.to > quote.from + mark + last
						  ? quote.to - last
						  : quote.from + mark };
}

static void read_quote(struct speech *k, uint32_t q, uint32_t sentence)
{
	const struct sentence *s = &k->d->sentences.v[sentence];
	struct voice v = { NO_REF, NO_REF, NO_REF, false, { 0, 0 }, NULL };
	span words = k->quotes.v[q], inner = inside(k->d->text, words);
	struct statement_mention *x;
	struct hit none;
	bool predicate, is;

	if (s->kind == SENTENCE_SOURCE || inner.to <= inner.from)
		return;
	predicate = frames_end(k->f, "predicate", k->d->text, inner, inner.to,
			       &none) != NULL;
	is = k->d->lang == LANG_JA ? ja_quote(k, sentence, q, predicate, &v)
				   : en_quote(k, sentence, q, predicate, &v);
	if (!is)
		return;
	x = add(k, sentence, s->at, words, words, &v);
	x->form = predicate ? FORM_DIRECT : FORM_FRAGMENT;
}

/* ---- told words */

/* Acts of speech (「…を批判した」) and hearsay say something only when we know
 * who does it. */
static bool weak(const struct frame *f)
{
	return str_is(f->as, "act");
}

static void ja_indirect(struct speech *k, uint32_t sentence)
{
	const struct sentence *s = &k->d->sentences.v[sentence];
	uint32_t from = s->at.from;

	for (uint32_t i = 0; i < k->verbs.n; i++) {
		span frame = k->verbs.v[i].at;
		struct voice v = { NO_REF,   NO_REF,
				   NO_REF,   false,
				   { 0, 0 }, &k->f->v[k->verbs.v[i].rule] };
		struct statement_mention *x;

		if (frame.from < from || frame.from < k->framed ||
		    quotes_hold(&k->quotes, frame.from))
			continue;
		if (str_is(v.frame->as, "hearsay")) {
			if (k->said == NO_REF || sentence - k->said_at > 1)
				continue;
			v.speaker = k->said;
		} else {
			ja_told(k, sentence, from, frame, &v);
		}
		if (weak(v.frame) &&
		    (v.speaker == NO_REF || !cast_in(k->m, v.speaker, s->at)))
			continue;
		/* …姿勢を示した|ものと語った: nothing told between the two */
		if (from > s->at.from && frame.from - from < TOLD_LEAST) {
			from = frame.to;
			continue;
		}
		x = add(k, sentence, (span){ from, frame.to }, (span){ 0, 0 },
			(span){ 0, 0 }, &v);
		x->form = FORM_INDIRECT;
		from = frame.to;
	}
}

/* Is there a quote in the stretch the verb governs? */
static bool quote_in(const struct speech *k, span in)
{
	for (uint32_t i = 0; i < k->quotes.n && k->quotes.v[i].from < in.to;
	     i++)
		if (k->quotes.v[i].to > in.from)
			return true;
	return false;
}

/* The verb behind number i that tells something else: an "and" or a stop stands
 * between. In "she said he had asked" the second is part of what is told. */
static uint32_t next_told(const struct speech *k, uint32_t i)
{
	static const char *const joints[] = { " and ", " but ", ", ", "; ",
					      " while " };
	uint32_t end = k->verbs.v[i].at.to;

	while (++i < k->verbs.n) {
		str gap = str_cut(k->d->text, end, k->verbs.v[i].at.from);

		for (size_t j = 0; j < COUNT(joints); j++)
			if (str_has(gap, str_of(joints[j])))
				return i;
	}
	return i;
}

/* Somebody without a name told something: a "he added" behind goes on. */
static void hush(struct speech *k, uint32_t sentence, uint32_t from,
		 uint32_t verb)
{
	span words = en_nobody(k, from, verb);

	if (words.to <= words.from ||
	    (k->said != NO_REF && k->said_at == sentence))
		return;
	k->said = NO_REF;
	k->said_at = k->hushed_at = sentence;
	k->hushed = words;
}

static void en_indirect(struct speech *k, uint32_t sentence)
{
	const struct sentence *s = &k->d->sentences.v[sentence];
	struct voice v = { NO_REF, NO_REF, NO_REF, false, { 0, 0 }, NULL };
	uint32_t from = s->at.from;

	for (uint32_t i = 0, next; i < k->verbs.n; i = next) {
		span verb = k->verbs.v[i].at;
		uint32_t end = next_told(k, i);
		uint32_t to =
			end < k->verbs.n ? k->verbs.v[end].at.from : s->at.to;

		next = i + 1;

		v = (struct voice){ NO_REF,   NO_REF,
				    NO_REF,   false,
				    { 0, 0 }, &k->f->v[k->verbs.v[i].rule] };
		if (!str_is(v.frame->kind, "verb") || weak(v.frame) ||
		    quote_in(k, (span){ from, to }) ||
		    (from == verb.from && from > s->at.from &&
		     to - verb.to < TAIL_LEAST) ||
		    !en_told(k, sentence, from, verb, to, &v)) {
			if (v.unnamed)
				hush(k, sentence, from, verb.from);
			continue;
		}
		en_relayed(k, sentence, i, end, &v);
		add(k, sentence, (span){ from, to }, (span){ 0, 0 },
		    en_told_words(k, from, verb, to), &v)
			->form = FORM_INDIRECT;
		from = to;
		next = end;
	}
	if (from > s->at.from || quote_in(k, s->at))
		return;
	v = (struct voice){ NO_REF, NO_REF, NO_REF, false, { 0, 0 }, NULL };
	if (en_source(k, sentence, &v) && v.speaker != NO_REF)
		add(k, sentence, s->at, (span){ 0, 0 },
		    en_sourced_words(k, s->at), &v)
			->form = FORM_INDIRECT;
}

/* ---- all of it */

/* "…," he continued. The talks continued over … is no speech. */
static bool ends_clause(const struct speech *k, uint32_t at)
{
	return at < k->d->text.n && strchr(",.:", k->d->text.p[at]) != NULL;
}

/* raising hopes, the claims: nouns. */
static bool is_noun(const struct speech *k, uint32_t from, span at)
{
	str left = str_trim(str_cut(k->d->text, from, at.from));
	size_t blank = left.n;
	struct hit hit;
	str w;

	w = str_span(k->d->text, at);
	if (k->d->text.p[at.to - 1] != 's' ||
	    !frames_at(k->f, "noun-verb", w, (span){ 0, (uint32_t)w.n }, 0,
		       &hit) ||
	    hit.at.to != w.n)
		return false;
	while (blank > 0 && left.p[blank - 1] != ' ')
		blank--;
	w = str_cut(left, blank, left.n);
	/* territorial claims to */
	if (w.n > 3 && islower((unsigned char)w.p[0]) &&
	    frames_at(k->f, "adjective", w, (span){ 0, (uint32_t)w.n }, 0,
		      &hit) &&
	    hit.at.to == w.n && !str_is(w, "official") &&
	    frames_at(k->f, "of-noun", k->d->text,
		      (span){ at.to, (uint32_t)k->d->text.n }, at.to, &hit))
		return true;
	return str_ends(w, STR("ing")) ||
	       /* repeated calls */
	       (str_ends(w, STR("ed")) && islower((unsigned char)w.p[0])) ||
	       (w.n &&
		frames_at(k->f, "before-noun", w, (span){ 0, (uint32_t)w.n }, 0,
			  &hit) &&
		hit.at.to == w.n);
}

/* X, asked why; was asked; is being asked */
static bool is_passive(const struct speech *k, uint32_t from, uint32_t at)
{
	static const char *const before[] = { ", ", " being ", " was ",
					      " were ", " been " };
	str left = str_cut(k->d->text, from, at);

	for (size_t i = 0; i < COUNT(before); i++)
		if (str_ends(left, str_of(before[i])))
			return true;
	return false;
}

/* a proposed "charter": it tells which one */
static bool is_adjective(const struct speech *k, uint32_t from, span at)
{
	static const char *const before[] = { " a ",	 " an ",   " the ",
					      " its ",	 " his ",  " her ",
					      " their ", " our ",  " any ",
					      " this ",	 " these " };
	str left = str_cut(k->d->text, from, at.from);

	if (!str_ends(str_span(k->d->text, at), STR("ed")))
		return false;
	for (size_t i = 0; i < COUNT(before); i++)
		if (str_ends(left, str_of(before[i])))
			return true;
	return false;
}

/* In a letter posted to X */
static bool is_posted(const struct speech *k, uint32_t from, span at)
{
	str left = str_cut(k->d->text, from, at.from);
	struct hit hit;

	return str_is(str_span(k->d->text, at), "posted") && left.n > 1 &&
	       frames_end(k->f, "paper", left,
			  (span){ 0, (uint32_t)left.n - 1 },
			  (uint32_t)left.n - 1, &hit);
}

/* No words of speech: those inside quotes, States, "X, asked why". */
static void keep_verbs(struct speech *k, uint32_t from)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < k->verbs.n; i++) {
		span at = k->verbs.v[i].at;
		str word = str_span(k->d->text, at);
		bool opens = at.from == from;

		if (quotes_hold(&k->quotes, at.from) ||
		    (!opens && word.p[0] >= 'A' && word.p[0] <= 'Z') ||
		    is_noun(k, from, at) || is_posted(k, from, at) ||
		    is_adjective(k, from, at) ||
		    (str_is(word, "continued") && !ends_clause(k, at.to)) ||
		    (str_ends(word, STR("sked")) &&
		     (opens || is_passive(k, from, at.from))))
			continue;
		k->verbs.v[n++] = k->verbs.v[i];
	}
	k->verbs.n = n;
}

static void read_sentence(struct speech *k, uint32_t i, uint32_t *q)
{
	const struct sentence *s = &k->d->sentences.v[i];
	span in = s->at;

	k->verbs.n = 0;
	k->framed = 0;
	glance_hits(k->m->glance, k->d, WORD_SAY, i, &k->verbs);
	hits_longest(&k->verbs);
	if (k->d->lang == LANG_EN)
		keep_verbs(k, in.from);
	for (; *q < k->quotes.n && k->quotes.v[*q].from < in.to; (*q)++)
		if (k->quotes.v[*q].from >= in.from &&
		    k->quotes.v[*q].to <= in.to)
			read_quote(k, *q, i);
	if (s->kind == SENTENCE_SOURCE || s->kind == SENTENCE_CAPTION)
		return;
	if (k->d->lang == LANG_EN)
		en_indirect(k, i);
	else
		ja_indirect(k, i);
}

void say_read(const struct say *s, struct doc *d, struct mentions *m)
{
	struct speech k = { .s = s,
			    .f = &s->frames[d->lang],
			    .d = d,
			    .m = m,
			    .topic = NO_REF,
			    .person = NO_REF,
			    .head = NO_REF,
			    .said = NO_REF,
			    .hushed_at = NO_REF };
	uint32_t q = 0;

	k.quotes = *glance_quotes(m->glance);
	for (uint32_t i = 0; i < d->sentences.n; i++) {
		enum sentence_kind kind = d->sentences.v[i].kind;
		uint32_t n = m->statements.n;

		open_item(&k, i);
		read_sentence(&k, i, &q);
		if (kind == SENTENCE_SOURCE || kind == SENTENCE_CAPTION ||
		    kind == SENTENCE_HEADING)
			continue;
		if (m->statements.n > n && k.said != NO_REF)
			set_topic(&k, i, k.said);
		else if (d->lang == LANG_EN && k.hushed_at == i &&
			 k.said == NO_REF)
			continue; /* somebody unnamed told it: he goes on */
		else if (d->lang == LANG_EN)
			set_topic(&k, i, en_topic(&k, d->sentences.v[i].at));
		else
			set_topic(&k, i,
				  say_subject(d, m, &k.quotes,
					      d->sentences.v[i].at));
	}
}
