/* say_ja_beside.c - Japanese words whose speaker stands beside them without a
 * verb: in brackets, before them, behind = in a headline, on the line above. */
#include "extract/say_ja_priv.h"

enum { LINE_BYTES = 120, TITLE_BYTES = 45 };

size_t ja_mark(str s, const char *const *marks)
{
	for (; *marks; marks++)
		if (str_ends(s, str_of(*marks)))
			return strlen(*marks);
	return 0;
}

/* The bytes of the bracket that opens the text; 0: it begins with none. */
static uint32_t opens(str text)
{
	if (str_starts(text, STR("(")))
		return 1;
	return str_starts(text, STR("（")) ? 3 : 0;
}

static bool is_person(const struct speech *k, uint32_t who)
{
	return who != NO_REF && voice_may(k, who) &&
	       k->m->actors.v[who].kind == ACTOR_PERSON;
}

bool ja_in_brackets(const struct speech *k, span before, struct voice *v)
{
	str text = str_span(k->d->text, before);
	uint32_t mark = opens(text), who;

	if (!mark || text.n < 2 * mark + 3 || text.n > LINE_BYTES ||
	    !(str_ends(text, STR(")")) || str_ends(text, STR("）"))))
		return false;
	who = cast_before(k->m, before.from, before.to);
	if (is_person(k, who)) {
		v->speaker = who;
		return true;
	}
	v->unnamed = true;
	v->words = (span){ before.from + mark, before.to - mark };
	return true;
}

/* The line without blanks, and without brackets around all of it. */
static span bare_line(str text, span line)
{
	uint32_t mark;

	while (line.from < line.to && text.p[line.from] == ' ')
		line.from++;
	while (line.to > line.from && text.p[line.to - 1] == ' ')
		line.to--;
	mark = opens(str_span(text, line));
	if (!mark || line.to - line.from < 2 * mark + 3)
		return line;
	line.from += mark;
	line.to -= mark;
	while (line.from < line.to && text.p[line.from] == ' ')
		line.from++;
	return line;
}

/* A line that names somebody and nothing else, the words on the next. */
static bool below_name(const struct speech *k, uint32_t sentence, span words,
		       struct voice *v)
{
	const struct sentence *s = &k->d->sentences.v[sentence];
	span line;
	uint32_t who;
	struct hit hit;

	if (sentence == 0 || words.from != s->at.from || words.to != s->at.to)
		return false;
	line = bare_line(k->d->text, s[-1].at);
	if (line.to - line.from > LINE_BYTES ||
	    !frames_end(k->f, "name-line", k->d->text, line, line.to, &hit))
		return false;
	who = cast_before(k->m, line.from, line.to);
	if (who != NO_REF && k->m->actors.v[who].kind == ACTOR_PERSON &&
	    k->m->actors.v[who].at.to == line.to) {
		v->speaker = who;
		return true;
	}
	v->unnamed = true;
	v->words = line;
	return true;
}

/* 「…」（X氏）, 「…」（港の幹部） */
static bool brackets_behind(const struct speech *k, span words, span in,
			    struct voice *v)
{
	str rest = str_cut(k->d->text, words.to, in.to);
	uint32_t mark = opens(rest), who;
	size_t end = mark ? str_find(rest, mark == 1 ? STR(")") : STR("）"), 0)
			  : SIZE_MAX;
	span inner;
	struct hit hit;

	if (end == SIZE_MAX || end > LINE_BYTES)
		return false;
	inner = (span){ words.to + mark, words.to + (uint32_t)end };
	who = cast_from(k->m, inner.from);
	if (cast_in(k->m, who, inner) && voice_may(k, who) &&
	    k->m->actors.v[who].at.from == inner.from &&
	    k->m->actors.v[who].kind == ACTOR_PERSON) {
		v->speaker = who;
		return true;
	}
	/* the people whom no actor stands for, with the bracket as their mark
	 */
	if (frames_end(k->f, "unnamed", k->d->text,
		       (span){ inner.from, inner.to + mark }, inner.to + mark,
		       &hit)) {
		v->unnamed = true;
		v->words = inner;
		return true;
	}
	who = cast_in(k->m, who, inner) ? who : NO_REF;
	if (who == NO_REF || !voice_may(k, who))
		return false;
	v->speaker = who;
	return true;
}

/* 「もう待てない」=X市長, in a headline also 「もう待てない」 X市長 */
static bool tail_of_headline(const struct speech *k, span words, span in,
			     bool headline, struct voice *v)
{
	static const char *const marks[] = { "=",  "＝", "―",  "—", " ",
					     "　", "と", "、", NULL };
	str rest = str_cut(k->d->text, words.to, in.to);
	uint32_t who = cast_from(k->m, words.to);

	for (int i = 0; marks[i]; i++) {
		uint32_t at = words.to + (uint32_t)strlen(marks[i]);

		if (!str_starts(rest, str_of(marks[i])) || (i > 3 && !headline))
			continue;
		if (!cast_in(k->m, who, in) || !is_person(k, who) ||
		    k->m->actors.v[who].at.from != at)
			return false;
		v->speaker = who;
		return true;
	}
	return false;
}

/* 「もう待てない」X氏は、…と述べた: at the head, the name right behind */
static bool name_behind(const struct speech *k, span words, span in,
			struct voice *v)
{
	uint32_t who = cast_from(k->m, words.to);

	if (words.from != in.from || !cast_in(k->m, who, in) ||
	    k->m->actors.v[who].at.from != words.to || !is_person(k, who) ||
	    !str_starts(str_cut(k->d->text, k->m->actors.v[who].at.to, in.to),
			STR("は")))
		return false;
	v->speaker = who;
	return true;
}

/* X氏「…」, X氏は「…」, X 官房長官「…」 */
static bool name_before(const struct speech *k, span words, span in,
			struct voice *v)
{
	static const char *const gaps[] = { ":", "：", "、", "は", "　", " " };
	uint32_t near = cast_before(k->m, in.from, words.from);
	bool joined = false;
	struct hit hit;
	str gap;

	if (near == NO_REF || !voice_may(k, near))
		return false;
	gap = str_cut(k->d->text, k->m->actors.v[near].at.to, words.from);
	for (size_t i = 0; i < COUNT(gaps); i++)
		joined |= str_eq(gap, str_of(gaps[i]));
	if (gap.n && !joined &&
	    (gap.n > TITLE_BYTES || str_has(gap, STR("の")) ||
	     !is_person(k, near) ||
	     !frames_end(k->f, "name-line", k->d->text,
			 (span){ k->m->actors.v[near].at.from, words.from },
			 words.from, &hit)))
		return false;
	v->speaker = near;
	return true;
}

bool ja_beside(const struct speech *k, uint32_t sentence, span words,
	       bool predicate, struct voice *v)
{
	const struct sentence *s = &k->d->sentences.v[sentence];
	bool headline = s->kind == SENTENCE_HEADING || sentence == 0;
	bool said = predicate || ja_phrase(k, words);

	return below_name(k, sentence, words, v) ||
	       (said && (brackets_behind(k, words, s->at, v) ||
			 tail_of_headline(k, words, s->at, headline, v))) ||
	       (predicate && name_behind(k, words, s->at, v)) ||
	       ((predicate || (headline && said)) &&
		name_before(k, words, s->at, v));
}
