/* event_say.c - words that make the news: a dated statement that is the main
 * verb of its sentence is an event. */
#include "extract/event_ja.h"

enum {
	MAIN = 48,
	BEHIND = 24,
	NEARBY = 64,
	HEADLINE = 300,
	SAID = 18,
	OPENING = 4
};

/* Is the predicate of an event the main verb of the sentence, or of the words
 * said? */
static bool ends_with(const struct telling *t, span in, span said)
{
	for (uint32_t i = t->m->events.n, k = 0; i-- > 0 && k < NEARBY; k++) {
		const struct event_mention *x = &t->m->events.v[i];

		if (x->at.from < in.from)
			return false;
		if (t->d->lang == LANG_EN)
			return x->at.to + 6 >= in.to;
		if ((i + 1 == t->m->events.n &&
		     x->trigger.to + MAIN + 6 >= in.to) ||
		    (x->trigger.from < said.to &&
		     x->trigger.to + 30 >= said.to))
			return true;
	}
	return false;
}

static bool by_the_way(str words)
{
	static const char *const says[] = { " says is ",    " says are ",
					    " says was ",   " says should ",
					    " says will ",  " says has ",
					    " says would ", NULL };

	return str_has_any(words, says);
}

/* English: declared its independence; or the doing in words is told already
 * (complained, accused) of the same speaker. */
static bool no_saying(const struct telling *t, span in,
		      const struct statement_mention *s)
{
	str words = str_span(t->low, s->at);

	if (t->d->lang != LANG_EN)
		return false;
	/* a dam that Kamome says is key: said by the way */
	if (s->quote.to <= s->quote.from && by_the_way(words))
		return true;
	if (s->quote.to <= s->quote.from && !str_has(words, STR(" that ")) &&
	    !str_has(words, STR(" said")) && !str_has(words, STR(" says")))
		return true;
	for (uint32_t i = t->m->events.n, k = 0; i-- > 0 && k < NEARBY; k++) {
		const struct event_mention *x = &t->m->events.v[i];

		if (x->at.from < in.from)
			return false;
		for (uint32_t j = 0; j < x->n_participants; j++)
			if (x->participants[j].role == PART_SOURCE &&
			    x->participants[j].actor == s->speaker)
				return true;
	}
	return false;
}

/* One day's words of one speaker are one event; so is a statement that its verb
 * told already. */
static bool said_already(const struct telling *t, const struct event_mention *x,
			 const struct statement_mention *s)
{
	const struct actor_mention *a = t->m->actors.v;

	uint32_t last = t->m->events.n - 1;

	for (uint32_t i = last; i-- > 0 && last - i < NEARBY;) {
		const struct event_mention *y = &t->m->events.v[i];

		if (!str_is(y->kind, "statement") || i == t->headline)
			continue;
		if (y->at.from < s->at.to && y->at.to > s->at.from)
			return true;
		if (y->n_participants && y->from == x->from &&
		    str_eq(a[y->participants[0].actor].id, a[s->speaker].id))
			return true;
	}
	return false;
}

/* The words of saying: in English ", officials said on Monday" alone. */
static span frame_of(const struct telling *t, const struct statement_mention *s)
{
	uint32_t who = t->m->actors.v[s->speaker].at.from;

	if (t->d->lang == LANG_EN && who > s->at.from + OPENING &&
	    who < s->at.to &&
	    str_has(str_cut(t->low, s->at.from, who), STR(",")))
		return (span){ who, s->at.to };
	return s->at;
}

/* released boats on Wednesday, officials said: the date in front of the
 * speaker is of the words, but for one that opens the sentence. */
static bool of_words(const struct telling *t, const struct statement_mention *s,
		     span date, uint32_t who)
{
	str words = str_span(t->low, s->at);

	/* harbour officials said: the speaker stands in a sentence before */
	if (who < s->at.from) {
		size_t said = str_find(words, STR(" said"), 0);

		who = s->at.from + (uint32_t)(said < words.n ? said : 0);
	}
	return date.to < who && date.from > s->at.from + OPENING &&
	       str_has(str_cut(t->low, date.to, who), STR(","));
}

/* 24年に当選した大統領は: the date is of who he is; one far behind him is of
 * what he said. */
static bool of_speaker(const struct telling *t, const struct event_mention *x,
		       const struct statement_mention *s)
{
	const struct time_mention *w = &t->m->times.v[x->time];
	uint32_t who = t->m->actors.v[s->speaker].at.from;
	str gap = str_cut(t->low, w->at.to, who);

	if (str_is(x->date_basis, "heading"))
		return false;
	if (t->d->lang == LANG_EN)
		return of_words(t, s, w->at, who);
	if (t->d->lang == LANG_JA && str_is(x->date_basis, "own phrase") &&
	    w->at.from > t->m->actors.v[s->speaker].at.to + BEHIND)
		return true;
	return t->d->lang == LANG_JA && w->at.to < who &&
	       !str_starts(gap, STR("、")) &&
	       (str_ends(gap, STR("た")) || str_ends(gap, STR("る")) ||
		str_ends(gap, STR("の")));
}

/* said the talks were held last week: the day is of what is told in words of
 * no quotation, and none is told of the saying. */
static bool of_the_told(const struct telling *t, const struct event_mention *x,
			const struct statement_mention *s)
{
	const struct time_mention *w = &t->m->times.v[x->time];

	return t->d->published != DAY_NONE && w->from != DAY_NONE &&
	       s->quote.to <= s->quote.from && s->from == DAY_NONE &&
	       w->at.from >= s->at.from && w->at.to <= s->at.to;
}

/* What stands below the headline of somebody's words, said by him. */
bool event_below_headline(const struct telling *t,
			  const struct event_mention *x, uint32_t who)
{
	const struct actor_mention *a = t->m->actors.v;
	const struct event_mention *y;

	if (t->headline == NO_REF || !str_is(x->date_basis, "heading"))
		return false;
	y = &t->m->events.v[t->headline];
	return y->from == x->from && y->to == x->to &&
	       str_eq(a[y->participants[0].actor].id, a[who].id);
}

static struct event_mention *
event_made(struct telling *t, const struct event_rule *r, span at, span trigger)
{
	struct event_mention *x = vec_add(t->d->arena, &t->m->events);

	*x = (struct event_mention){ 0 };
	x->at = at;
	x->trigger = trigger;
	x->kind = r->kind;
	x->plover = r->plover;
	x->mode = r->mode;
	x->cameo = r->cameo;
	x->rule = r->rule->id;
	x->time = x->place = x->claimed_by = x->cancels = NO_REF;
	return x;
}

static void event_said_by(struct telling *t, struct event_mention *x,
			  uint32_t who)
{
	struct participant *p = arena_one(t->d->arena, struct participant);

	*p = (struct participant){ who, PART_SOURCE };
	x->participants = p;
	x->n_participants = 1;
}

/* Who stands right behind or in front of the quotation, or NO_REF. */
static uint32_t headline_speaker(const struct telling *t, span quote)
{
	const struct actor_mention *v = t->m->actors.v;
	uint32_t i = cast_from(t->m, quote.to), before;

	if (i < t->m->actors.n && v[i].kind == ACTOR_PERSON &&
	    str_trim(str_cut(t->low, quote.to, v[i].at.from)).n == 0)
		return i;
	before = cast_at(t->m, quote.from > 0 ? quote.from - 1 : 0);
	return before != NO_REF && v[before].kind == ACTOR_PERSON ? before
								  : NO_REF;
}

/* 3月4日「港は譲らない」 X市長: the headline of a day's words. */
static void headline(struct telling *t, const struct event_rule *r, span in)
{
	const struct event_mention *last =
		t->m->events.n ? &t->m->events.v[t->m->events.n - 1] : NULL;
	struct trigger g = { .rule = r, .verbal = true };
	str line = str_span(t->low, in);
	struct event_mention *x;

	if (t->d->lang != LANG_JA || str_ends(line, STR("。")) ||
	    in.to - in.from > HEADLINE || (last && last->at.from >= in.from))
		return;
	for (uint32_t i = 0; i < t->quotes.n; i++) {
		span q = t->quotes.v[i];
		uint32_t who;

		if (q.from < in.from || q.to > in.to || q.to - q.from < SAID)
			continue;
		who = headline_speaker(t, q);
		if (who == NO_REF)
			continue;
		g.clause = g.at = q;
		x = event_made(t, r, (span){ in.from, in.to }, q);
		event_date(t, &g, x);
		if (x->time == NO_REF ||
		    t->m->times.v[x->time].at.from < in.from) {
			t->m->events.n--;
			return;
		}
		event_said_by(t, x, who);
		t->headline = t->m->events.n - 1;
		return;
	}
}

void event_statements(struct telling *t, span in, uint32_t *next)
{
	const struct event_rule *r = t->lex->of_words;

	for (; *next < t->m->statements.n; (*next)++) {
		const struct statement_mention *s = &t->m->statements.v[*next];
		struct trigger g = { .rule = r, .verbal = true };
		struct event_mention *x;

		if (s->at.from >= in.to)
			break;
		if (!r || s->at.from < in.from || s->speaker == NO_REF)
			continue;
		/* 通信によると: whose report it is, no words that make news */
		if (t->m->actors.v[s->speaker].kind == ACTOR_MEDIA)
			continue;
		if (ends_with(t, in, s->at) || no_saying(t, in, s))
			continue; /* the main verb is an event already */
		g.clause = g.at = frame_of(t, s);
		x = event_made(t, r, s->at, s->quote.to ? s->quote : s->at);
		event_date(t, &g, x);
		ja_not_others_day(t, x, s->speaker);
		if (x->time == NO_REF ||
		    (str_is(x->date_basis, "heading") &&
		     !event_below_headline(t, x, s->speaker)) ||
		    said_already(t, x, s) || of_speaker(t, x, s) ||
		    of_the_told(t, x, s)) {
			t->m->events.n--;
			continue;
		}
		event_said_by(t, x, s->speaker);
	}
	if (r)
		headline(t, r, in);
}
