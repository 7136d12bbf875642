/* event_date_use.c - which dates of a sentence may be an event's: not those
 * that another word of it has for its own. */
#include "extract/event_ja.h"

enum { DAY_BACK = 12 }; /* events looked back on */

enum { DATELINE = 60, PLANNED_DAY = 90, SETTER = 160 };

/* の発表によると, の声明によれば */
bool event_announced(str rest)
{
	str near = str_cut(rest, 0, 60);

	near = str_cut(near, 0, str_find(near, STR("、"), 0));
	return str_starts(near, STR("の")) &&
	       (str_ends(near, STR("によると")) ||
		str_ends(near, STR("によれば")) ||
		str_ends(near, STR("によりますと")));
}

/* 29日午前0時(日本時間同2時)からの停戦で合意, 10月の合意を守る: the date of a
 * noun, not of the predicate. */
static bool of_content(const struct telling *t, const struct time_mention *x,
		       const struct trigger *g)
{
	static const char *const object[] = { "を", "が", "は", "と" };
	static const char *const other[] = { "で", "に", "、", "へ", "から" };
	str rest = str_cut(t->low, x->at.to, x->at.to + 160);

	if (x->at.to > g->at.from)
		return false;
	if (str_starts(rest, STR("(")) || str_starts(rest, STR("（"))) {
		size_t half = str_find(rest, STR(")"), 0);
		size_t full = str_find(rest, STR("）"), 0);

		if (half < full)
			rest = str_cut(rest, half + 1, rest.n);
		else if (full != SIZE_MAX)
			rest = str_cut(rest, full + 3, rest.n);
	}
	if (str_starts(rest, STR(")")))
		rest = str_cut(rest, 1, rest.n);
	else if (str_starts(rest, STR("）")))
		rest = str_cut(rest, 3, rest.n);
	if (str_starts(rest, STR("からの")) || str_starts(rest, STR("までの")))
		return true;
	if (!str_starts(rest, STR("の")))
		return false;
	if ((x->from == DAY_NONE) != (x->to == DAY_NONE))
		return true; /* 30日から belongs to the date's words */
	/* 22日から7日間の停戦で合意し、署名した */
	if (x->from != x->to && x->precision >= PRECISION_DAY &&
	    (str_is(g->rule->kind, "agreement") ||
	     str_is(g->rule->kind, "signing")))
		return true;
	if (event_announced(rest))
		return false; /* 11日の発表によると: the day that is told */
	for (size_t i = 3; i + 3 <= rest.n; i++) {
		str here = str_cut(rest, i, rest.n);

		if ((uint32_t)(here.p - t->low.p) >= g->at.from)
			return false;
		if (str_starts(here, STR("に向け")))
			return true;
		for (size_t k = 0; k < sizeof(other) / sizeof(*other); k++)
			if (str_starts(here, str_of(other[k])))
				return false;
		for (size_t k = 0; k < sizeof(object) / sizeof(*object); k++)
			if (str_starts(here, str_of(object[k])))
				return true;
	}
	return false;
}

/* A date; also one whose month or year nobody told (XXXX-11-03). */
bool event_time_names_day(const struct time_mention *x)
{
	return x->from != DAY_NONE || x->to != DAY_NONE ||
	       (x->type == TIME_DATE && str_starts(x->value, STR("XX")) &&
		x->value.n > 4);
}

bool event_time_to_come(const struct telling *t, const struct time_mention *x)
{
	return t->d->published != DAY_NONE && x->from != DAY_NONE &&
	       x->from > t->d->published;
}

/* 昨年9月に調印した合意を支持する声明: the date is of the verb in front; the
 * second one of 5日午後6時(日本時間6日午前0時) tells the same once more. */
static bool spent(const struct telling *t, const struct time_mention *x,
		  const struct trigger *g)
{
	str front = str_cut(t->low, x->at.from > 13 ? x->at.from - 13 : 0,
			    x->at.from);

	bool held = g->status == STATUS_HELD;

	if (str_ends(front, STR("(日本時間")))
		return true;
	for (uint32_t i = 0; i < t->triggers.n; i++) {
		const struct trigger *b = &t->triggers.v[i];

		if (b->dropped || b->time == NO_REF || b->at.to > g->at.from ||
		    event_time_at(t, x->at.from) != b->time)
			continue;
		if (b->relative && b->at.from > x->at.to)
			return true;
		/* 下旬に開く予定の会談が有意義になるよう…で一致 */
		if (b->fronted && b->status == STATUS_PLANNED && held &&
		    b->at.from > x->at.to)
			return true;
		/* 19日に開催すると発表し、招いた */
		if (held && b->status == STATUS_PLANNED &&
		    x->at.from >= b->at.to)
			return true;
	}
	return false;
}

/* 3日、協議を始めたいと訴えた: a day before the article's own, with a comma,
 * is of the saying, not of what is to come. */
static bool past_plan(const struct telling *t, const struct time_mention *x,
		      const struct trigger *g)
{
	str near = str_cut(t->low, x->at.to, x->at.to + 60);

	near = str_cut(near, 0, str_find(near, STR("、"), 0));
	/* 17日の会見で、訪問前に…したいと */
	if (g->status != STATUS_HELD && !g->rule->speech &&
	    str_starts(near, STR("の")) &&
	    (str_has(near, STR("会見")) || str_has(near, STR("声明")) ||
	     str_has(near, STR("番組")) || str_has(near, STR("演説")) ||
	     str_ends(near, STR("会議で")) || str_ends(near, STR("会合で")) ||
	     str_ends(near, STR("協議で")) || str_ends(near, STR("会談で"))))
		return true;
	return g->status == STATUS_PLANNED && t->d->published != DAY_NONE &&
	       x->to != DAY_NONE && x->to <= t->d->published &&
	       (x->at.to < g->clause.from ||
		(x->to < t->d->published &&
		 str_starts(str_cut(t->low, x->at.to, t->low.n), STR("、"))));
}

/* the fifth meeting: which one, no day of the month. */
static bool ordinal(const struct telling *t, const struct time_mention *x)
{
	static const char *const ends[] = { "first", "second",	"third",
					    "fifth", "eighth",	"ninth",
					    "th",    "twelfth", NULL };
	str words = str_span(t->low, x->at);
	str rest = str_cut(t->low, x->at.to, x->at.to + 5);

	if (rest.n < 3 || rest.p[0] != ' ' || rest.p[1] < 'a' ||
	    rest.p[1] > 'z' || str_starts(rest, STR(" of ")) ||
	    str_find(str_cut(words, 4, words.n), STR(" "), 0) != SIZE_MAX ||
	    !str_starts(words, STR("the ")))
		return false;
	return str_ends_any(words, ends);
}

/* the 2015 accord, a 2007 peace deal, the April 27 declaration: which one. */
static bool named_year(const struct telling *t, const struct time_mention *x)
{
	static const char *const papers[] = {
		"deal",	    "agreement",   "accord",   "treaty",
		"pact",	    "declaration", "coup",     "invasion",
		"election", "memorandum",  "protocol", NULL
	};
	str front = str_cut(t->low, x->at.from > 4 ? x->at.from - 4 : 0,
			    x->at.from);
	str rest = str_cut(t->low, x->at.to, x->at.to + 40);

	if (t->d->lang != LANG_EN)
		return false;
	if (x->precision == PRECISION_YEAR && str_is(front, "the "))
		return true;
	if (!str_starts(rest, STR(" ")) || str_starts(rest, STR(" in ")) ||
	    x->type != TIME_DATE)
		return false;
	for (int n = 0; n < 2; n++) { /* with one word between */
		rest = str_cut(rest, 1, rest.n);
		if (str_starts_any(rest, papers))
			return true;
		rest = str_cut(rest, str_find(rest, STR(" "), 0), rest.n);
		if (!rest.n)
			return false;
	}
	return false;
}

/* の記者会見で: of something else than the noun behind. */
static bool of_place(str rest)
{
	size_t i = str_find(rest, STR("で"), 0);

	while (i != SIZE_MAX &&
	       str_starts(str_cut(rest, i, rest.n), STR("での")))
		i = str_find(rest, STR("で"), i + 1);
	return i != SIZE_MAX;
}

/* Does what stands behind the date say that something was to be then? */
static bool set_for(str rest)
{
	static const char *const joins[] = { "からの", "開催", "開始" };
	static const char *const plans[] = { "予定",	 "計画", "開く",
					     "開かれる", "開催", "行う",
					     "行われる", "見込", "設定" };

	rest = str_cut(rest, 0, str_find(rest, STR("、"), 0));
	if (str_starts(rest, STR("の")))
		return !of_place(rest);
	for (size_t i = 0; i < COUNT(joins); i++)
		if (str_starts(rest, str_of(joins[i])))
			return true;
	for (size_t i = 0; i < COUNT(plans); i++)
		if (str_has(rest, str_of(plans[i])))
			return true;
	return false;
}

/* Is it told in the stretch that something was called off? */
static bool called_off_in(const struct telling *t, span in)
{
	for (uint32_t i = 0; i < t->cues.n; i++) {
		const struct cue *c = &t->lex->cues.v[t->cues.v[i].value];

		if (t->cues.v[i].at.from >= in.from &&
		    t->cues.v[i].at.to <= in.to &&
		    (c->status == STATUS_CANCELLED ||
		     c->status == STATUS_POSTPONED))
			return true;
	}
	return false;
}

/* Is it the day for which the meeting had been set? Told in English before
 * the meeting's noun, behind "scheduled for", or between the noun and what
 * became of it. */
static bool was_for(const struct telling *t, const struct time_mention *x,
		    const struct trigger *g)
{
	static const char *const plans[] = { "scheduled", "planned", "set ",
					     "due ",	  "slated",  "to be ",
					     "expected" };
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	uint32_t low = x->at.from > 30 ? x->at.from - 30 : 0;
	str front;

	if (x->at.to <= g->at.from) /* the February 18 meeting */
		return !str_has(str_cut(t->low, x->at.to, g->at.from),
				STR(",")) &&
		       !called_off_in(t, (span){ x->at.to, g->at.from });
	front = str_cut(t->low, low > g->at.to ? low : g->at.to, x->at.from);
	for (size_t i = 0; i < COUNT(plans); i++)
		if (str_has(front, str_of(plans[i])))
			return true;
	return !called_off_in(t, (span){ g->at.to, x->at.from }) &&
	       called_off_in(t, (span){ x->at.to, s->at.to });
}

static bool was_set(const struct telling *t, const struct time_mention *x,
		    const struct trigger *g)
{
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	uint32_t end = x->at.to <= g->at.from ? g->at.from : s->at.to;

	if (t->d->lang == LANG_EN)
		return was_for(t, x, g);
	return set_for(str_cut(t->low, x->at.to,
			       end < x->at.to + 90 ? end : x->at.to + 90));
}

/* Of a meeting of the sentence that was called off: the day it was set for,
 * which is not the day on which it was called off. */
static bool set_day(const struct telling *t, const struct time_mention *x)
{
	for (uint32_t i = 0; i < t->triggers.n; i++) {
		const struct trigger *b = &t->triggers.v[i];

		if (event_was_called_off(b->rule, b->status) &&
		    was_set(t, x, b))
			return true;
	}
	return false;
}

/* rejected the plan presented by X on 20 January: the day is of the participle
 * behind another noun. */
static bool of_participle(const struct telling *t, const struct time_mention *x,
			  const struct trigger *g)
{
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	uint32_t low = s->at.from, by = 0, from;
	str gap;

	if (x->at.from > low + 160)
		low = x->at.from - 160;
	gap = str_cut(t->low, low, x->at.from);
	for (size_t i = str_find(gap, STR("ed by "), 0); i != SIZE_MAX;
	     i = str_find(gap, STR("ed by "), i + 1))
		by = low + (uint32_t)i;
	if (!by)
		return false;
	for (from = by; from > low && t->low.p[from - 1] != ' ';)
		from--;
	gap = str_cut(t->low, by + 6, x->at.from);
	/* its own predicate, or the noun it tells of */
	if (g->at.to + 1 >= from && g->at.from <= by + 2)
		return false;
	return !str_has(gap, STR(",")) && !str_has(gap, STR(" and ")) &&
	       !str_has(gap, STR("ed ")) && !str_has(gap, STR(" was ")) &&
	       !str_has(gap, STR(" were ")) && !str_has(gap, STR(" that ")) &&
	       !str_has(gap, STR(" to "));
}

/* 既に合意, 要請したことを受け: before what the text told of last. */
bool ja_before_that(const struct telling *t, const struct trigger *g)
{
	static const char *const by_then[] = { "既に", "すでに", "かねて",
					       "これまでに" };
	static const char *const then[] = { "したことを受け", "したのを受け",
					    "したことに伴", "していたことを",
					    NULL };
	str front = str_cut(t->low, g->clause.from, g->at.from);

	for (size_t i = 0; i < COUNT(by_then); i++)
		if (str_has(front, str_of(by_then[i])))
			return true;
	return str_ends(front, STR("の前に")) ||
	       str_ends(front, STR("を前に")) ||
	       str_starts_any(str_cut(t->low, g->at.to, t->low.n), then);
}

/* EUは15日からの首脳会議で、…一致する見通しだ: not before the day of the
 * article itself. */
bool ja_still_open(const struct telling *t, const struct trigger *g,
		   const struct time_mention *x)
{
	return t->d->lang == LANG_JA && g->named_day &&
	       t->d->published != DAY_NONE && x->from != DAY_NONE &&
	       x->from >= t->d->published && ja_ends_open(t);
}

/* 年内の再改正に賛同した, 年内を視野に一致した: by when, of what is to be. */
static bool within_noun(const struct telling *t, const struct time_mention *x,
			const struct trigger *g)
{
	return str_ends(str_span(t->low, x->at), STR("内")) &&
	       (str_starts(str_cut(t->low, x->at.to, t->low.n), STR("の")) ||
		(g->status == STATUS_HELD && t->d->published != DAY_NONE &&
		 x->to > t->d->published));
}

/* Not so 22日の会見で「…」. */
bool ja_other_thing(const struct telling *t, const struct time_mention *x)
{
	static const char *const said_at[] = {
		"会見",	      "会談",	"協議",	    "会合",  "会議", "演説",
		"番組",	      "声明",	"講演",	    "国会",  "議会", "委員会",
		"インタビュ", "投稿",	"取材",	    "集会",  "総会", "発表",
		"審議",	      "答弁",	"サミット", "電話",  "式典", "閣議",
		"大会",	      "集まり", "会",	    "テレビ"
	};
	str rest = str_cut(t->low, x->at.to, x->at.to + 60), noun;
	size_t end = str_find(rest, STR("で"), 0);

	if (end == SIZE_MAX || !str_starts(rest, STR("の")) ||
	    !str_starts(str_cut(rest, end + 3, rest.n), STR("「")))
		return false;
	noun = str_cut(rest, 3, end);
	for (size_t i = 0; i < COUNT(said_at); i++)
		if (str_has(noun, str_of(said_at[i])))
			return false;
	return true;
}

/* The dash that ends a dateline: -, --, – or —, behind a blank. */
static bool dash(str rest)
{
	static const char *const dashes[] = { " -- ", " - ",   " – ",
					      " — ",  " --- ", NULL };

	return str_starts_any(rest, dashes);
}

bool event_dateline(const struct telling *t, const struct time_mention *x)
{
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	str front, rest;
	size_t close;

	if (t->d->lang != LANG_EN || x->at.from < s->at.from ||
	    x->at.from - s->at.from > DATELINE)
		return false;
	front = str_cut(t->d->text, s->at.from, x->at.from);
	if (front.n < 4 || front.p[0] < 'A' || front.p[0] > 'Z' ||
	    (front.p[1] >= 'a' && front.p[1] <= 'z'))
		return false;
	rest = str_cut(t->low, x->at.to, s->at.to);
	if (dash(rest))
		return true;
	if (!str_starts(rest, STR(" (")) && !str_starts(rest, STR(")")))
		return false;
	close = str_find(rest, STR(")"), 0);
	return close < DATELINE &&
	       (rest.p[0] == ')' || dash(str_cut(rest, close + 1, rest.n)));
}

/* proposed to hold talks on Monday, agreed to meet on Wednesday: the day that
 * is set for what is agreed, not that of the agreeing. */
static bool set_by(const struct telling *t, const struct time_mention *x,
		   const struct trigger *g)
{
	static const char *const plans[] = { " to hold ",   " to meet ",
					     " to resume ", " to send ",
					     " to visit ",  " to begin ",
					     " to start ",  " to return ",
					     " to reopen ", " to convene ",
					     " to travel ", " to continue ",
					     " hold ",	    NULL };
	str gap;
	uint32_t from = g->at.to;

	if (!g->rule->governs || x->at.from < g->at.to ||
	    x->precision < PRECISION_DAY)
		return false;
	if (str_ends(str_span(t->low, g->at), STR(" to")))
		from -= 3; /* agreed to + meet */
	gap = str_cut(t->low, from, x->at.from);
	if (gap.n > PLANNED_DAY || str_has(gap, STR(", ")))
		return false;
	return str_has_any(gap, plans);
}

/* Of the predicates not far in front of the date, does one set it? */
static bool set_by_words(const struct telling *t, const struct time_mention *x)
{
	uint32_t low = 0, high = t->triggers.n;
	uint32_t from = x->at.from > SETTER ? x->at.from - SETTER : 0;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (t->triggers.v[mid].at.from < from)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < t->triggers.n && t->triggers.v[low].at.from < x->at.from;
	     low++)
		if (!t->triggers.v[low].dropped &&
		    set_by(t, x, &t->triggers.v[low]))
			return true;
	return false;
}

/* a summit held last month, a deal reached on July 22: the day is of the
 * participle behind the noun, where the predicate is another. */
static bool behind_participle(const struct telling *t,
			      const struct time_mention *x,
			      const struct trigger *g)
{
	static const char *const verbs[] = {
		" held ",     " reached ",  " signed ", " announced ",
		" struck ",   " launched ", " agreed ", " imposed ",
		" unveiled ", " issued ",   NULL
	};
	static const char *const light[] = { "on ",    "in ",	   "late ",
					     "early ", "earlier ", NULL };
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	str front = str_cut(t->low, s->at.from, x->at.from);
	uint32_t at;

	if (front.n > 100)
		front = str_cut(front, front.n - 100, front.n);
	for (int n = 0; n < 2; n++)
		for (const char *const *w = light; *w; w++)
			if (str_ends(front, str_of(*w)))
				front.n -= str_of(*w).n;
	at = (uint32_t)(front.p + front.n - t->low.p);
	for (const char *const *w = verbs; *w; w++) {
		uint32_t verb = at - (uint32_t)str_of(*w).n;
		uint32_t who;

		if (!str_ends(front, str_of(*w)))
			continue;
		/* its own predicate, or the noun in front */
		if (g->at.to >= verb && g->at.from <= at)
			return false;
		who = cast_at(t->m, verb > 0 ? verb - 1 : 0);
		front.n -= str_of(*w).n;
		return who == NO_REF && !str_ends(front, STR(" was")) &&
		       !str_ends(front, STR(" were")) &&
		       !str_ends(front, STR(" be")) &&
		       !str_ends(front, STR(" been")) &&
		       !str_ends(front, STR(" had")) &&
		       !str_ends(front, STR(" has")) &&
		       !str_ends(front, STR(" and"));
	}
	return false;
}

/* for the 11 to take part: how many, no day. */
static bool bare_number(str words)
{
	if (!str_starts(words, STR("the ")) || words.n < 5)
		return false;
	for (size_t i = 4; i < words.n; i++)
		if (words.p[i] < '0' || words.p[i] > '9')
			return false;
	return true;
}

/* 前年と同じ条件で妥結, 昨年を上回る: what it is like, not when it was. */
static bool likened(const struct telling *t, const struct time_mention *x)
{
	static const char *const like[] = { "と同",   "と変わら", "並み",
					    "と比",   "に比",	  "を上回",
					    "を下回", "より",	  "比",
					    NULL };

	return x->type == TIME_DATE && x->precision <= PRECISION_YEAR &&
	       str_starts_any(str_cut(t->low, x->at.to, t->low.n), like);
}

/* Does a comma stand between the date and the predicate? */
static bool apart(const struct telling *t, const struct time_mention *x,
		  const struct trigger *g)
{
	str gap = x->at.to <= g->at.from
			  ? str_cut(t->low, x->at.to, g->at.from)
			  : str_cut(t->low, g->at.to, x->at.from);

	return str_find(gap, STR(","), 0) < gap.n;
}

/* a rise of 4% in 2030, 5 per cent for 2031-32: when it is paid. */
static bool of_amount(const struct telling *t, const struct time_mention *x)
{
	str front = str_cut(t->low, 0, x->at.from);

	if (x->precision != PRECISION_YEAR)
		return false;
	if (str_ends(front, STR(" in ")))
		front.n -= 4;
	else if (str_ends(front, STR(" for ")))
		front.n -= 5;
	else
		return false;
	return str_ends(front, STR("%")) || str_ends(front, STR("percent")) ||
	       str_ends(front, STR("per cent"));
}

/* the previous three-day truce: how long, not when. */
static bool length_of_noun(str words)
{
	static const char *const units[] = { "-day",  "-week", "-month",
					     "-year", "-hour", NULL };

	return str_ends_any(words, units);
}

/* met Linden, who visited Kamome on 2 March: the day is of the clause that the
 * comma opens, until another one ends it; but "the talks, which were held" is
 * told of the talks. */
static bool of_aside(const struct telling *t, const struct time_mention *x,
		     const struct trigger *g)
{
	static const char *const opens[] = { ", who ", ", which ", ", whose " };
	static const char *const whose[] = { " of ", " between ", " with ",
					     " in ", NULL };
	str gap = str_cut(t->low, g->at.to, x->at.from);

	/* a deal better than the last one made in 2019 */
	if (x->at.from > g->at.to && (str_has(gap, STR(" than the ")) ||
				      str_has(gap, STR(" than its ")) ||
				      str_has(gap, STR(" than in ")) ||
				      str_has(gap, STR(" than those "))))
		return true;
	/* the talks of Kamome and Tsubame, which were held */
	if (x->at.from <= g->at.to ||
	    (g->form == FORM_WORD && str_starts_any(gap, whose)))
		return false;
	for (size_t i = 0; i < sizeof(opens) / sizeof(*opens); i++) {
		size_t at = str_find(gap, str_of(opens[i]), 0);

		if (at > 0 && at < gap.n &&
		    !str_has(str_cut(gap, at + 1, gap.n), STR(",")))
			return true;
	}
	return false;
}

/* 12日までとしていた期限の延長で合意した: till when something else was. */
static bool ja_till(const struct time_mention *x, const struct trigger *g)
{
	return x->from == DAY_NONE && x->to != DAY_NONE &&
	       g->status == STATUS_HELD && g->rule->both;
}

/* 7月に決裂した交渉の再開を目指す: the day of what the noun is told by, not of
 * what is to come. */
static bool ja_of_what_was(const struct telling *t,
			   const struct time_mention *x,
			   const struct trigger *g)
{
	str gap;

	if (g->status != STATUS_PLANNED || x->at.to > g->at.from ||
	    g->fronted || event_time_to_come(t, x))
		return false;
	gap = str_cut(t->low, x->at.to, g->at.from);
	return str_starts(gap, STR("に")) && !str_has(gap, STR("、")) &&
	       (str_ends(gap, STR("た")) || str_has(gap, STR("した")));
}

/* 今月上旬に試掘を行ったことに対し、抗議した: the day of what is answered; one
 * with a comma is the answer's. */
static bool ja_answered(const struct telling *t, const struct time_mention *x,
			const struct trigger *g)
{
	str gap;

	if (x->at.to > g->at.from || x->at.to + 400 < g->at.from)
		return false;
	gap = str_cut(t->low, x->at.to, g->at.from);
	if (!str_starts(gap, STR("に")) || !str_has(gap, STR("こと")))
		return false;
	for (const char *const *w = t->lex->ja[JA_SPENT]; *w; w++)
		if (str_has(gap, str_of(*w)))
			return true;
	return false;
}

/* 復活祭(イースター)を前に: another day than the event's. */
static bool ja_prelude(const struct telling *t, const struct time_mention *x)
{
	str rest = str_cut(t->low, x->at.to, x->at.to + 60);
	size_t end = str_starts(rest, STR("(")) ? str_find(rest, STR(")"), 0)
						: SIZE_MAX;

	if (end != SIZE_MAX)
		rest = str_cut(rest, end + 1, rest.n);
	if (str_starts(rest, STR(")"))) /* the day told in the brackets */
		rest = str_cut(rest, 1, rest.n);
	return str_starts_any(rest, t->lex->ja[JA_PRELUDE]);
}

bool event_time_usable(const struct telling *t, const struct time_mention *x,
		       const struct trigger *g)
{
	bool off = event_was_called_off(g->rule, g->status);
	str before;

	if (x->metadata || !event_time_names_day(x) ||
	    str_is(x->value, "PRESENT_REF") || x->type == TIME_DURATION ||
	    x->type == TIME_SET)
		return false;
	if (x->deadline && !str_is(g->rule->kind, "deadline") &&
	    !str_is(g->rule->kind, "demand"))
		return false;
	if (event_quoted(t, x->at.from) ||
	    (t->d->lang == LANG_JA && quotes_hold(&t->quotes, x->at.from) &&
	     !quotes_hold(&t->quotes, g->at.from)))
		return false;
	/* no one can have said it on a day to come: it is what is said */
	if (g->rule->speech && g->status == STATUS_HELD &&
	    !str_is(g->rule->kind, "deadline") && event_time_to_come(t, x))
		return false;
	/* signed a truce due to take effect on Monday: the day of something
	 * else */
	if (t->d->lang == LANG_EN && g->past && g->status == STATUS_HELD &&
	    event_time_to_come(t, x))
		return false;
	if (g->rule->calls_off && set_day(t, x))
		return false;
	if (off && !was_set(t, x, g))
		return false;
	if (t->d->lang == LANG_JA &&
	    ((!g->named_day && !off && of_content(t, x, g)) || spent(t, x, g)))
		return false;
	if (t->d->lang == LANG_JA &&
	    (past_plan(t, x, g) || ja_prelude(t, x) ||
	     ja_of_what_was(t, x, g) || ja_till(x, g) || ja_answered(t, x, g) ||
	     likened(t, x) || within_noun(t, x, g) ||
	     (g->rule->speech && ja_other_thing(t, x))))
		return false;
	/* 来週、会談することで一致した: no one agrees next week */
	if (t->d->lang == LANG_JA)
		return !g->undated ||
		       !str_starts(str_cut(t->low, x->at.to, t->low.n),
				   STR("、")) ||
		       event_time_to_come(t, x);
	if (ordinal(t, x) || named_year(t, x) || of_participle(t, x, g) ||
	    event_dateline(t, x) || length_of_noun(str_span(t->low, x->at)) ||
	    bare_number(str_span(t->low, x->at)) || of_amount(t, x) ||
	    set_by_words(t, x) || behind_participle(t, x, g) ||
	    of_aside(t, x, g))
		return false;
	/* held since 2015, behind a comma: how long that lasts; two years
	 * later: than what was told; talks until the coup in 2014 */
	if ((str_starts(str_span(t->low, x->at), STR("since ")) &&
	     apart(t, x, g)) ||
	    str_ends(str_span(t->low, x->at), STR(" later")) ||
	    (x->at.from > g->at.to && !g->rule->speech &&
	     str_has(str_cut(t->low, g->at.to, x->at.from), STR(" until "))))
		return false;
	/* before a Wednesday deadline, postponed to Thursday */
	if (!str_is(g->rule->kind, "deadline") &&
	    str_starts(str_cut(t->low, x->at.to, t->low.n), STR(" deadline")))
		return false;
	if (g->rule->calls_off && x->at.from >= g->at.to &&
	    (str_starts(str_cut(t->low, g->at.to, x->at.from), STR(" to ")) ||
	     str_starts(str_cut(t->low, g->at.to, x->at.from), STR(" until "))))
		return false;
	before = str_cut(t->low, x->at.from > 10 ? x->at.from - 10 : 0,
			 x->at.from);
	if (str_has(before, STR("since ")) ||
	    ((g->rule->speech || event_is_joint(g->rule)) &&
	     str_starts(str_cut(t->low, x->at.from, x->at.to), STR("since "))))
		return false;
	if (str_is(g->rule->kind, "statement"))
		return true;
	return !str_has(before, STR("said ")) && !str_has(before, STR("told "));
}

void ja_not_others_day(struct telling *t, struct event_mention *x, uint32_t who)
{
	const struct actor_mention *a = t->m->actors.v;
	bool other = false;

	if (t->d->lang != LANG_JA || who == NO_REF ||
	    !str_is(x->date_basis, "sentence before"))
		return;
	for (uint32_t i = t->m->events.n - 1, k = 0; i-- > 0 && k < DAY_BACK;
	     k++) {
		const struct event_mention *y = &t->m->events.v[i];

		if (y->from != x->from || y->time == NO_REF)
			continue;
		for (uint32_t p = 0; p < y->n_participants; p++)
			if (str_eq(a[y->participants[p].actor].id, a[who].id))
				return;
		if (!str_is(y->kind, "statement"))
			return;
		other = true;
	}
	if (!other)
		return;
	x->time = NO_REF;
	x->from = x->to = DAY_NONE;
	x->precision = 0;
	x->date_basis = STR("none");
}
