/* event.c - events: predicates found, their clause, status, who and when.
 *
 * One scan of a trie finds the predicates of a sentence, a second one the cues
 * of status near them; event_ja.c and event_en.c settle form and status,
 * event_cast.c the participants, event_date.c the time. */
#include "extract/event_ja.h"

#include <stdlib.h>

enum {
	TAIL_JA = 30,
	TAIL_EN = 64,
	QUOTED = 90,
	TERM = 30,
	ISSUES = 4,
	NEARBY = 64, /* events looked back on: work stays linear */
	REPORT = 900
};

const struct event *event_in(struct arena *a, const struct packs *p,
			     struct diags *diags)
{
	struct event *e = arena_one(a, struct event);

	for (int i = 0; i < LANG_COUNT; i++)
		event_lexicon_in(&e->lex[i], a, p, (enum lang)i, diags);
	e->heads = packs_table(p, "", "head-roles");
	return e;
}

/* ---- predicates */

static bool letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       (unsigned char)c >= 0xC3;
}

static bool words_border(const struct telling *t, span at)
{
	str s = t->low;

	if (t->d->lang == LANG_JA)
		return true;
	return (at.from == 0 ||
		(!letter(s.p[at.from - 1]) && s.p[at.from - 1] != '-')) &&
	       (at.to >= s.n || !letter(s.p[at.to]));
}

/* Where the tail ends when one of its words follows; 0 when none does. */
static uint32_t tail_end(const struct telling *t, str tail, span at,
			 uint32_t end)
{
	static const char *const ends[] = { " that ",	" who ",    " which ",
					    " in ",	" at ",	    " after ",
					    " effect ", " pending " };
	bool en = t->d->lang == LANG_EN;
	uint32_t to = at.to + (en ? TAIL_EN : TAIL_JA), best = 0;
	str near;

	near = str_cut(t->low, at.to, to < end ? to : end);
	for (size_t i = 0; en && i < sizeof(ends) / sizeof(*ends); i++) {
		size_t cut = str_find(near, str_of(ends[i]), 0);

		near.n = cut < near.n ? cut : near.n;
	}
	/* have agreed to resume talks, have resumed talks: no having of talks
	 */
	if (en && str_starts(str_cut(t->low, at.from, at.to), STR("ha"))) {
		size_t cut = str_find(near, STR(" to "), 0);

		near.n = cut < near.n ? cut : near.n;
		cut = str_find(near, STR("ed "), 0);
		near.n = cut < near.n ? cut : near.n;
	}
	for (size_t i = 0; i < near.n; i++)
		if (en ? near.p[i] == ';' ||
				    (near.p[i] == ',' && i < 40 &&
				     (i + 1 == near.n || near.p[i + 1] == ' '))
		       : str_starts(str_cut(near, i, near.n), STR("。")))
			near.n = i;
	while (tail.p) {
		str w = str_trim(str_token(&tail, '/'));
		size_t i = str_find(near, w, 0);

		while (en && i != SIZE_MAX && i > 0 && letter(near.p[i - 1]))
			i = str_find(near, w, i + 1);
		if (i == SIZE_MAX || !w.n)
			continue;
		i += w.n;
		while (en && i < near.n && letter(near.p[i]))
			i++;
		/* reached no agreement: not done */
		if (en && str_starts(near, STR(" no ")))
			continue;
		if (!best || at.to + i < best)
			best = at.to + (uint32_t)i;
	}
	return best;
}

/* Inside a quotation, but for a term in brackets: told by a speaker, not by
 * the text. */
bool event_quoted(const struct telling *t, uint32_t byte)
{
	uint32_t low = 0, high = t->quotes.n, room = TERM;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (t->quotes.v[mid].to <= byte)
			low = mid + 1;
		else
			high = mid;
	}
	if (t->d->sentences.v[t->sentence].kind == SENTENCE_HEADING)
		room = QUOTED;
	return low < t->quotes.n && t->quotes.v[low].from <= byte &&
	       t->quotes.v[low].to - t->quotes.v[low].from > room;
}

static bool will(str words)
{
	return str_starts(words, STR("will ")) ||
	       str_starts(words, STR("would "));
}

static void add_trigger(struct telling *t, span at, const struct event_word *w)
{
	struct trigger g = { .at = at,
			     .rule = &t->lex->rules.v[w->rule],
			     .form = w->form,
			     .time = NO_REF,
			     .tailed = w->tail.p != NULL };

	while (t->triggers.n) {
		struct trigger *last = &t->triggers.v[t->triggers.n - 1];

		if (last->at.to <= at.from)
			break;
		if (last->at.from == at.from && last->at.to == at.to &&
		    w->form == FORM_WORD)
			last->noun = g.rule;
		/* expressed concern over its readiness: the nearer word */
		if (t->d->lang == LANG_EN && g.tailed && last->tailed &&
		    last->at.from == at.from && last->form == g.form) {
			if (last->at.to <= at.to)
				return;
			t->triggers.n--;
			continue;
		}
		/* will resume talks: the verb knows better than the will */
		if (t->d->lang == LANG_EN && last->form == FORM_WORD &&
		    g.form != FORM_WORD && last->at.from < at.from &&
		    at.to > last->at.to && g.rule->future.n &&
		    will(str_span(t->low, last->at))) {
			t->triggers.n--;
			continue;
		}
		/* 経済制裁 is a word of its own, 制裁を科す the predicate */
		if (t->d->lang == LANG_JA && last->at.from < at.from &&
		    last->rule == g.rule && last->at.to < at.to)
			g.at.from = last->at.from;
		else if (last->at.from < at.from || last->at.to >= at.to)
			return;
		g.noun = last->form == FORM_WORD ? last->rule : last->noun;
		t->triggers.n--;
	}
	*vec_add(t->d->arena, &t->triggers) = g;
}

/* Part of an organisation's name: 最高会議, the Peace Conference. */
static bool in_name(const struct telling *t, span at)
{
	uint32_t i = cast_at(t->m, at.from);
	const struct actor_mention *a;

	if (i == NO_REF)
		return false;
	a = &t->m->actors.v[i];
	return a->at.from < at.from && a->at.to >= at.to &&
	       a->kind == ACTOR_ORGANISATION;
}

static void find_triggers(struct telling *t, span in)
{
	struct trie_hits hits = { 0 };

	t->triggers.n = 0;
	trie_scan(t->lex->trie, t->low, in, t->d->arena, &hits);
	for (uint32_t i = 0; i < hits.n; i++) {
		const struct event_word *w = &t->lex->words.v[hits.v[i].value];
		span at = hits.v[i].at;

		if (!words_border(t, at) || event_quoted(t, at.from))
			continue;
		if (w->tail.p) {
			uint32_t to = tail_end(t, w->tail, at, in.to);

			if (!to)
				continue;
			if (!t->lex->rules.v[w->rule].calls_off)
				at.to = to;
		}
		if (!in_name(t, at))
			add_trigger(t, at, w);
	}
	if (!t->triggers.n)
		return;
	t->cues.n = 0;
	trie_scan(t->lex->cue_trie, t->low, in, t->d->arena, &t->cues);
}

/* ---- one event */

static bool is_call_off(const struct event_mention *x)
{
	return str_is(x->kind, "cancellation") ||
	       str_is(x->kind, "postponement");
}

static void link_cancelled(struct telling *t, uint32_t mine, bool calls_off)
{
	struct event_mention *x = &t->m->events.v[mine];
	span in = t->d->sentences.v[t->sentence].at;

	if (!calls_off) { /* called off the meeting: the verb stands first */
		if (x->status != STATUS_CANCELLED &&
		    x->status != STATUS_POSTPONED)
			return;
		if (mine > 0 && x[-1].at.from >= in.from &&
		    x[-1].cancels == NO_REF && is_call_off(&x[-1]))
			x[-1].cancels = mine;
		return;
	}
	for (uint32_t i = mine; i-- > 0;) {
		struct event_mention *y = &t->m->events.v[i];

		if (y->at.from < in.from)
			return;
		if (y->status != STATUS_CANCELLED &&
		    y->status != STATUS_POSTPONED &&
		    y->status != STATUS_PLANNED)
			continue;
		y->status = str_is(x->kind, "cancellation") ? STATUS_CANCELLED
							    : STATUS_POSTPONED;
		x->cancels = i;
		return;
	}
}

/* A promise to meet or to help is an agreement, to refuse it a rejection. */
static str plover_of(const struct trigger *g)
{
	bool to_come = g->status == STATUS_PLANNED ||
		       g->status == STATUS_PROPOSED ||
		       g->status == STATUS_HYPOTHETICAL;

	if (to_come && g->rule->future.n)
		return g->rule->future;
	if (g->status == STATUS_DENIED && g->rule->refused.n)
		return g->rule->refused;
	return g->rule->plover;
}

/* Same doing told in two verbs of a sentence (同意し…一致した). */
static bool told_twice(struct telling *t, const struct event_mention *x)
{
	span in = t->d->sentences.v[t->sentence].at;
	const uint32_t mine = t->m->events.n - 1;

	for (uint32_t i = mine; i-- > 0;) {
		const struct event_mention *y = &t->m->events.v[i];

		if (y->at.from < in.from || mine - i > 8)
			return false;
		/* Aは提案したが、Bは…を提案した */
		if (t->d->lang == LANG_JA && str_is(x->kind, "proposal") &&
		    x->n_participants && y->n_participants &&
		    x->participants[0].actor != y->participants[0].actor)
			continue;
		if (str_eq(y->rule, x->rule) && y->status == x->status &&
		    y->time == x->time &&
		    (t->d->lang == LANG_EN || !str_is(x->kind, "meeting") ||
		     str_eq(str_span(t->low, x->trigger),
			    str_span(t->low, y->trigger))))
			return true;
	}
	return false;
}

static bool own_date(const struct event_mention *x)
{
	return x->time != NO_REF && (str_is(x->date_basis, "own phrase") ||
				     str_is(x->date_basis, "announcement") ||
				     str_is(x->date_basis, "sentence"));
}

/* A line inside the text without a verb and without an end: a title. */
static bool title_line(const struct telling *t, const struct trigger *g)
{
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	str line = str_span(t->low, s->at);

	return t->d->lang == LANG_JA && t->sentence > 0 && !g->verbal &&
	       s->kind == SENTENCE_BODY && !str_ends(line, STR("。"));
}

/* 大統領は…と伝えた is no report; 通信社 and 紙 are. */
static bool by_media(const struct telling *t, const struct trigger *g)
{
	static const char *const media[] = { "通信",	 "新聞",   "紙",
					     "テレビ",	 "放送",   "報道",
					     "メディア", "サイト", "ニュース",
					     "BBC",	 "CNN",	   NULL };
	span in = t->d->sentences.v[t->sentence].at;
	str front;

	if (in.from + REPORT < g->at.from)
		in.from = g->at.from - REPORT;
	if (in.to > g->at.from + REPORT)
		in.to = g->at.from + REPORT;
	front = str_cut(t->low, in.from, g->at.from);
	for (uint32_t i = cast_from(t->m, in.from); cast_in(t->m, i, in); i++)
		if (t->m->actors.v[i].kind == ACTOR_MEDIA)
			return true;
	return str_has_any(front, media);
}

/* これに対し、中国は反発した: of the day of what was told before. */
static bool reacts(const struct telling *t, const struct trigger *g,
		   const struct event_mention *x)
{
	static const char *const to_that[] = { "これに対し", "これを受け",
					       "これに反発", "これに先立" };
	span in = t->d->sentences.v[t->sentence].at;
	str front;

	if (t->d->lang != LANG_JA || x->time == NO_REF ||
	    g->at.from - in.from > REPORT)
		return false;
	front = str_cut(t->low, in.from, g->at.from);
	for (size_t i = 0; i < sizeof(to_that) / sizeof(*to_that); i++)
		if (str_has(front, str_of(to_that[i])))
			return true;
	return false;
}

static bool counts(struct telling *t, const struct trigger *g,
		   const struct event_mention *x)
{
	if (g->rule->weak && x->n_participants < 2 && !own_date(x))
		return false;
	if (str_is(x->kind, "report") && t->d->lang == LANG_JA &&
	    str_has(str_span(t->low, g->at), STR("伝え")) && !by_media(t, g))
		return false;
	/* a heading inside the text repeats what stands below it */
	if (t->sentence > 0 && !own_date(x) &&
	    t->d->sentences.v[t->sentence].kind == SENTENCE_HEADING)
		return false;
	/* nor does a line without a verb or an end, or words of no date */
	if (!own_date(x) &&
	    ((str_is(x->kind, "statement") && !g->rule->both &&
	      !(x->n_participants &&
		event_below_headline(t, x, x->participants[0].actor))) ||
	     title_line(t, g)))
		return false;
	if (x->n_participants == 0 && x->time == NO_REF && !g->rule->alone &&
	    !(g->rule->fruitless && x->place != NO_REF) &&
	    !(t->d->lang == LANG_EN && g->verbal))
		return false;
	/* when the virus struck */
	if (t->d->lang == LANG_EN && str_is(x->kind, "attack") &&
	    x->n_participants == 0 && !own_date(x))
		return false;
	if (g->rule->dated && !own_date(x) && !reacts(t, g, x))
		return false;
	if (x->status == STATUS_HYPOTHETICAL && t->d->lang == LANG_JA &&
	    !own_date(x))
		return false;
	return !told_twice(t, x);
}

/* 会談したが物別れに終わった: says so of the meeting told in the sentence. */
static bool without_result(struct telling *t, const struct trigger *g)
{
	uint32_t from = t->d->sentences.v[t->sentence].at.from;

	for (uint32_t i = t->m->events.n, k = 0; i-- > 0 && k < NEARBY; k++) {
		struct event_mention *x = &t->m->events.v[i];

		if (x->trigger.from < from)
			return false;
		if (!str_is(x->kind, "meeting") && !str_is(x->kind, "talks") &&
		    !str_is(x->kind, "call"))
			continue;
		if (x->status == STATUS_HELD || x->status == STATUS_ONGOING)
			x->fruitless = g->at;
		return true;
	}
	return false;
}

/* 首相は、前日の米中会談で…: a meeting before the one just told, named with
 * its day; 会談は in the next sentence is not that one. */
static bool looks_back(const struct telling *t, const struct trigger *g,
		       const struct event_mention *x)
{
	return g->named_day && t->last_met != NO_REF &&
	       t->sentence - t->last_met_at <= 2 && x->from != DAY_NONE &&
	       x->from < t->m->events.v[t->last_met].from;
}

static void tell(struct telling *t, struct trigger *g)
{
	struct event_mention *x;
	str issues[ISSUES], *kept;

	if (g->dropped || (g->rule->fruitless && without_result(t, g)))
		return;
	if (g->rule->dated && !g->rule->speech &&
	    !event_has_time(t, t->d->sentences.v[t->sentence].at))
		return;
	x = vec_add(t->d->arena, &t->m->events);
	*x = (struct event_mention){ 0 }; /* room may have been used before */
	x->at = g->clause;
	x->trigger = g->at;
	x->kind = g->rule->kind;
	x->plover = plover_of(g);
	x->mode = str_eq(x->plover, g->rule->plover) ? g->rule->mode : STR_NONE;
	x->cameo = g->rule->cameo;
	x->status = g->status;
	x->background = g->background;
	x->rule = g->rule->rule->id;
	x->time = x->place = x->claimed_by = x->cancels = NO_REF;
	event_date(t, g, x);
	g->time = x->time;
	if (x->status == STATUS_PLANNED && g->status == STATUS_HELD &&
	    g->rule->future.n) {
		x->plover = g->rule->future;
		x->mode = STR_NONE;
	}
	event_cast(t, g, x);
	if (g->rule->speech && x->n_participants) {
		ja_not_others_day(t, x, x->participants[0].actor);
		g->time = x->time;
	}
	event_again(t, g, x);
	if (g->rule->session.n && x->precision >= PRECISION_DAY &&
	    x->from == x->to && x->status != STATUS_ONGOING &&
	    str_eq(x->kind, g->rule->kind))
		x->kind = g->rule->session;
	if (!counts(t, g, x)) {
		t->m->events.n--;
		return;
	}
	if (g->rule->both) {
		t->last_named = t->m->events.n - 1;
		t->last_named_at = t->sentence;
	}
	if (g->rule->both && x->n_participants) {
		t->last_joint = t->m->events.n - 1;
		t->last_joint_at = t->sentence;
		if (event_is_joint(g->rule) && !looks_back(t, g, x) &&
		    (x->status == STATUS_HELD || x->status == STATUS_ONGOING)) {
			t->last_met = t->last_joint;
			t->last_met_at = t->sentence;
		}
	}
	x->n_issues = issues_find(t->m->glance, t->d, x->at, issues, ISSUES);
	kept = arena_many(t->d->arena, str, x->n_issues + 1);
	memcpy(kept, issues, x->n_issues * sizeof(str));
	x->issues = kept;
	event_numbers(t, x);
	link_cancelled(t, t->m->events.n - 1, g->rule->calls_off);
}

/* ---- the article */

static str lowered(struct doc *d)
{
	char *p;

	if (d->lang == LANG_JA)
		return d->text;
	p = arena_alloc(d->arena, d->text.n + 1);
	for (size_t i = 0; i < d->text.n; i++) {
		char c = d->text.p[i];

		p[i] = c >= 'A' && c <= 'Z'	? (char)(c + 32)
		       : c == '\n' || c == '\t' ? ' '
						: c;
	}
	return (str){ p, d->text.n };
}

/* 7月1日以来3カ月ぶり: a day looked back on, not one that goes on. */
static bool looked_back(const struct telling *t, const struct time_mention *x,
			const struct sentence *s)
{
	str rest = str_cut(t->low, x->at.to, s->at.to);

	return str_find(str_cut(rest, 0, 48), STR("以来"), 0) != SIZE_MAX;
}

/* 7日に訪れた際の会談: the day of what the noun is told by. */
static bool aside(const struct telling *t, const struct time_mention *x,
		  const struct sentence *s)
{
	str rest = str_cut(t->low, x->at.to, s->at.to);

	rest = str_cut(rest, 0, str_find(rest, STR("、"), 0));
	return str_has(rest, STR("た際の")) || str_has(rest, STR("た時の")) ||
	       str_has(rest, STR("たときの")) ||
	       str_starts(rest, STR("だと")) || ja_other_thing(t, x);
}

/* 2日の会談で理解を深めた: of the meeting looked back on. */
static bool of_day_named(const struct telling *t, uint32_t time)
{
	for (uint32_t i = 0; i < t->triggers.n; i++)
		if (t->triggers.v[i].named_day &&
		    t->triggers.v[i].time == time && t->last_time != NO_REF)
			return true;
	return false;
}

/* The day of what is to come is no day of what the next sentence tells. */
static bool planned_for(const struct telling *t, uint32_t time)
{
	for (uint32_t i = t->m->events.n, k = 0; i-- > 0 && k < NEARBY; k++) {
		const struct event_mention *x = &t->m->events.v[i];

		if (x->at.to <= t->d->sentences.v[t->sentence].at.from)
			return false;
		if (x->time == time && (x->status == STATUS_PLANNED ||
					x->status == STATUS_PROPOSED))
			return true;
	}
	return false;
}

/* 18日午後(日本時間19日未明): the same once more, by another clock. */
static bool other_clock(const struct telling *t, const struct time_mention *x)
{
	str front = str_cut(t->low, x->at.from > 13 ? x->at.from - 13 : 0,
			    x->at.from);

	return t->d->lang == LANG_JA && (str_ends(front, STR("(日本時間")) ||
					 str_ends(front, STR("(現地時間")));
}

static void remember(struct telling *t, const struct sentence *s)
{
	uint32_t topic = say_subject(t->d, t->m, &t->quotes, s->at);
	uint32_t low = 0, high = t->m->times.n;

	if (topic != NO_REF) {
		t->topic = topic;
		t->topic_at = t->sentence;
	}
	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (t->m->times.v[mid].at.from < s->at.from)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < t->m->times.n && t->m->times.v[low].at.from < s->at.to;
	     low++) {
		const struct time_mention *x = &t->m->times.v[low];

		if (x->metadata || x->from == DAY_NONE ||
		    x->type == TIME_DURATION || x->type == TIME_SET ||
		    event_dateline(t, x) || other_clock(t, x))
			continue;
		if (x->heading) {
			t->heading_time = low;
			t->heading_depth = s->depth;
		} else if (!x->deadline && !event_quoted(t, x->at.from) &&
			   !(t->d->lang == LANG_JA &&
			     (quotes_hold(&t->quotes, x->at.from) ||
			      ja_inside(t, x->at.to, s->at.to) ||
			      looked_back(t, x, s) || aside(t, x, s) ||
			      of_day_named(t, low) || planned_for(t, low)))) {
			t->last_time = low;
			t->last_time_at = t->sentence;
		}
	}
}

void event_read(const struct event *e, struct doc *d, struct mentions *m)
{
	struct telling t = { .e = e,
			     .lex = &e->lex[d->lang],
			     .d = d,
			     .m = m,
			     .topic = NO_REF,
			     .heading_time = NO_REF,
			     .last_time = NO_REF,
			     .last_joint = NO_REF,
			     .last_met = NO_REF,
			     .headline = NO_REF,
			     .last_named = NO_REF };
	uint32_t statement = 0, depth = 0;

	t.low = lowered(d);
	t.quotes = *glance_quotes(m->glance);
	for (uint32_t i = 0; i < d->sentences.n; i++) {
		const struct sentence *s = &d->sentences.v[i];

		t.sentence = i;
		if (s->kind == SENTENCE_SOURCE)
			continue;
		/* an item of the outer list begins something new */
		if (s->kind == SENTENCE_BULLET && s->depth < depth)
			t.topic = t.last_joint = t.last_met = NO_REF;
		depth = s->kind == SENTENCE_BULLET ? s->depth : 0;
		find_triggers(&t, s->at);
		if (d->lang == LANG_JA)
			event_ja(&t);
		else
			event_en(&t);
		for (uint32_t k = 0; k < t.triggers.n; k++)
			tell(&t, &t.triggers.v[k]);
		event_statements(&t, s->at, &statement);
		remember(&t, s);
	}
}
