/* event_ja.c - clause and status of Japanese predicates.
 *
 * What stands behind the predicate tells its status: した, する予定, を中止.
 * A noun without such words is an event only in headings and lists. */
#include "extract/event_ja.h"

enum { WINDOW = 1200, SEGMENT = 160, LIST = 40 };

/* 中国側に対して、: a particle, no verb. */
static bool particle_ends(str s)
{
	static const char *const particles[] = {
		"に対して",   "に対し",	  "について", "につき",	  "として",
		"にとって",   "において", "に関して", "に関し",	  "を通じて",
		"を通じ",     "によって", "により",   "を巡って", "を巡り",
		"をめぐって", "をめぐり", NULL
	};

	return str_ends_any(s, particles);
}

/* Does a verb form end before the comma at `at`? */
static bool closes(str s, uint32_t from, uint32_t at)
{
	static const char *const ends[] = {
		"し",	"て",	"り",	"き",	"け",	"め",	  "せ",
		"れ",	"た",	"ば",	"い",	"み",	"え",	  "ず",
		"たが", "るが", "だが", "いが", "ため", "ところ", "ものの"
	};

	if (at < from + 3)
		return false;
	/* 求めているのに対し、: a clause of its own */
	if (str_ends(str_cut(s, from, at), STR("のに対し")) ||
	    str_ends(str_cut(s, from, at), STR("のに対して")))
		return true;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (str_ends(str_cut(s, from, at), str_of(ends[i])))
			return !particle_ends(str_cut(s, from, at));
	return false;
}

/* A blank between Japanese letters. */
static bool blank_at(str s, uint32_t low, uint32_t i)
{
	return s.p[i] == ' ' && i > low && i + 1 < s.n &&
	       (unsigned char)s.p[i - 1] >= 0x80 &&
	       (unsigned char)s.p[i + 1] >= 0x80;
}

static uint32_t clause_from(const struct telling *t, span in, uint32_t at)
{
	str s = t->low;
	bool heading = t->d->sentences.v[t->sentence].kind != SENTENCE_BODY;
	uint32_t low = at > in.from + WINDOW ? at - WINDOW : in.from;

	for (uint32_t i = at; i > low; i--) {
		/* A大統領、「困難」 B氏が合意要求: halves of a headline */
		if (heading && at > i + 6 && blank_at(s, low, i - 1))
			return i;
		/* 今月初め、: no verb */
		if (str_starts(str_cut(s, i - 1, in.to), STR("、")) &&
		    closes(s, low, i - 1) && !event_time_ends(t, i - 1))
			return i + 2;
	}
	return low;
}

static uint32_t comma_after(str s, span in, uint32_t at, uint32_t window)
{
	uint32_t high = in.to - at > window ? at + window : in.to;

	for (uint32_t i = at; i < high; i++)
		if (str_starts(str_cut(s, i, in.to), STR("、")))
			return i;
	while (high > at && ((unsigned char)s.p[high - 1] & 0xC0) == 0x80 &&
	       high < in.to)
		high--;
	return high;
}

/* The comma behind the first verb: 首都、A郊外で行われ、 */
static uint32_t verb_after(str s, span in, uint32_t at)
{
	uint32_t comma = comma_after(s, in, at, SEGMENT);

	while (comma < at + SEGMENT && comma + 3 < in.to &&
	       !closes(s, at, comma)) {
		uint32_t next = comma_after(s, in, comma + 3, SEGMENT);

		if (next > at + SEGMENT)
			break;
		comma = next;
	}
	return comma;
}

/* 協議が、2月28日夜から3月1日にかけおよそ5時間にわたって行われた: where the
 * words begin behind the topic's particle and the times that follow it. */
static uint32_t behind_times(const struct telling *t, span in, uint32_t at)
{
	static const char *const joins[] = { "、",	 "から",   "にかけて",
					     "にかけ",	 "まで",   "にわたって",
					     "にわたり", "夜",	   "未明",
					     "早朝",	 "午前",   "午後",
					     "夕方",	 "およそ", "約",
					     "に",	 NULL };
	uint32_t end = at, i = at;

	while (i < in.to) {
		uint32_t time = event_time_at(t, i);
		const char *const *w = joins;

		if (time != NO_REF) {
			i = end = t->m->times.v[time].at.to;
			continue;
		}
		while (*w && !str_starts(str_cut(t->low, i, in.to), str_of(*w)))
			w++;
		if (!*w)
			break;
		i += (uint32_t)str_of(*w).n;
		if (end > at)
			end = i;
	}
	return end;
}

/* 会談を23日に灯台島の庁舎で行う: behind the times and the place; the start
 * where there is no time. */
static uint32_t behind_place(const struct telling *t, span in, uint32_t at)
{
	uint32_t from = behind_times(t, in, at);
	str near = str_cut(t->low, from, from + 60 < in.to ? from + 60 : in.to);
	size_t end = str_find(near, STR("で"), 0);
	str place = str_cut(near, 0, end);

	if (from == at || end == SIZE_MAX || str_has(place, STR("、")) ||
	    str_has(place, STR("を")) || str_has(place, STR("が")) ||
	    str_has(place, STR("は")))
		return from;
	return from + (uint32_t)end + 3;
}

/* A predicate that only says which one is meant; one with a date of its own
 * tells, of the noun behind it. */
static bool relative(const struct telling *t, struct trigger *g, str rest,
		     bool modifies)
{
	static const char *const why[] = { "ため", "ための", "ことなく", NULL };
	uint32_t n = ja_relative(rest);

	if (g->form == FORM_WORD && modifies && str_starts_any(rest, why))
		return g->dropped = true;
	if (!n || event_is_joint(g->rule))
		return false;
	/* 離脱する方針を決めた: to say so is to do it */
	if ((g->rule->calls_off || str_is(g->rule->kind, "rejection")) &&
	    str_starts_any(str_cut(rest, n, rest.n),
			   t->lex->ja[JA_INTENT_TOLD]))
		return false;
	if (!ja_dated_itself(t, g))
		return g->dropped = true;
	g->head = g->at.to + n;
	return false;
}

/* 停戦へ, 首脳会議で正式決定へ: a heading of what is to come. */
static bool toward(str rest)
{
	str line = str_trim(rest);

	return str_starts(rest, STR("へ ")) || str_starts(rest, STR("へ\n")) ||
	       str_starts(rest, STR("へ　")) ||
	       (str_ends(line, STR("へ")) &&
		str_find(line, STR(" "), 0) == SIZE_MAX);
}

/* 副首相と会談後, 副首相とホワイトハウスで会談後 */
static bool met_with(str front)
{
	str near = str_cut(front, front.n > 48 ? front.n - 48 : 0, front.n);

	return str_ends(front, STR("と")) ||
	       (str_ends(front, STR("で")) && str_has(near, STR("と")));
}

/* 共同声明を出すという, 案を示す見通し: a whole form cut before the verb's end,
 * which is of what is to come. */
static bool word_open(const struct trigger *g, str rest)
{
	static const char *const ends[] = {
		"す", "く", "る", "う", "ぶ", "む"
	};
	static const char *const polite[] = { "います。", "きます。",
					      "します。", "ります。",
					      "ます。",	  NULL };
	static const char *const open[] = { "という", "予定",	"見通し",
					    "方針",   "見込み", "意向",
					    "計画",   "考え",	"とみられ",
					    NULL };

	/* デモを行います: the polite form of the same */
	if (g->form == FORM_WORD && !g->rule->speech &&
	    str_starts_any(rest, polite))
		return true;
	for (size_t i = 0; i < COUNT(ends); i++)
		if (str_starts(rest, str_of(ends[i])))
			return g->form == FORM_WORD &&
			       str_starts_any(str_cut(rest, 3, rest.n), open);
	return false;
}

/* 協定を結ぶことが重要だ: no one did. */
static bool word_wished(const struct trigger *g, str rest)
{
	static const char *const ends[] = {
		"す", "く", "る", "う", "ぶ", "む"
	};
	static const char *const wished[] = { "ことが重要",   "ことが必要",
					      "ことが不可欠", "ことが望まし",
					      "ことが大切",   "ことが目標",
					      "べき",	      "ことを目指",
					      "ための",	      NULL };

	for (size_t i = 0; i < COUNT(ends); i++)
		if (str_starts(rest, str_of(ends[i])))
			return g->form == FORM_WORD && !g->rule->speech &&
			       str_starts_any(str_cut(rest, 3, rest.n), wished);
	return false;
}

/* 人質交換で合意があれば: only then. */
static bool if_only(str rest)
{
	static const char *const only[] = {
		"があれば", "がなければ",   "ができれば",
		"に至れば", "が得られれば", "が成立すれば",
		"できれば", "次第で",	    NULL
	};

	return str_starts_any(rest, only);
}

/* 承認されれば24時間以内に発効し: not yet. */
static bool on_condition(const struct telling *t, const struct trigger *g)
{
	span in = t->d->sentences.v[t->sentence].at;
	str whole = str_span(t->low, in);
	uint32_t from =
		g->at.from > in.from + SEGMENT ? g->at.from - SEGMENT : in.from;
	str front = str_cut(t->low, from, g->at.from);

	if (if_only(str_cut(t->low, g->at.to, in.to)))
		return true;
	return (str_has(front, STR("されれば")) ||
		str_has(front, STR("すれば")) ||
		str_has(front, STR("た場合"))) &&
	       !str_ends(whole, STR("た。"));
}

/* 財務相会合(ユーログループ)の議長 */
static str without_brackets(str rest)
{
	size_t end = str_starts(rest, STR("(")) ? str_find(rest, STR(")"), 0)
						: SIZE_MAX;

	return end < 60 ? str_cut(rest, end + 1, rest.n) : rest;
}

/* 取材に応じた accepts nothing; 解放に向け協議した, 人道支援の再開に向けた協議:
 * what talks are to lead to is no event. */
static bool beside_the_matter(const struct telling *t, const struct trigger *g,
			      str rest)
{
	str front = str_cut(t->low, g->clause.from, g->at.from);

	if (str_is(g->rule->kind, "acceptance"))
		for (const char *const *w = t->lex->ja[JA_PRESS]; *w; w++)
			if (str_ends(front, str_of(*w)))
				return true;
	return g->form == FORM_BASE &&
	       (!event_is_joint(g->rule) ||
		str_is(str_span(t->low, g->at), "締結")) &&
	       str_starts_any(rest, t->lex->ja[JA_AIM]);
}

/* What the words right behind the noun, or in front of it, settle before any
 * cue does. */
static bool settled_early(struct telling *t, struct trigger *g, str rest,
			  const struct cue *c)
{
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	static const char *const since[] = { "後",   "以降", "以来",
					     "以後", "直後", NULL };
	static const char *const then[] = { "後、", "後に", "した後", "の後、",
					    NULL };
	/* きのう行われた会談を含む */
	static const char *const counted[] = { "を含",	   "などを含", "に続き",
					       "に続いて", "も議題",   "が議題",
					       "では、",   "で、",     NULL };

	if (ja_attended(t, g, s, rest))
		return true;
	if (word_open(g, rest)) {
		g->status = STATUS_PLANNED;
		g->verbal = true;
		return true;
	}
	if (ja_reason(t, g, rest) || word_wished(g, rest) ||
	    beside_the_matter(t, g, rest)) {
		g->dropped = true;
		return true;
	}
	if (event_is_joint(g->rule) && str_starts_any(rest, then) &&
	    met_with(str_cut(t->low, s->at.from, g->at.from))) {
		g->verbal = true; /* 外相と会談後、記者会見した */
		return true;
	}
	if (g->form == FORM_BASE && ja_foretold(g, rest)) {
		g->status = STATUS_PLANNED;
		g->verbal = true;
		return true;
	}
	if (g->form == FORM_BASE && ja_day_of_noun(t, g, rest)) {
		g->verbal = g->named_day = true;
		return true;
	}
	if ((g->form == FORM_BASE || ja_bare(t->low, g->at) ||
	     str_starts(rest, STR("の")) || str_starts(rest, STR("("))) &&
	    ja_only_named(t, g, without_brackets(rest)) &&
	    !ja_told_in_front(t, g)) {
		/* 1月の政権発足後: a day of its own tells all the same */
		g->dropped =
			!str_starts_any(rest, since) || !ja_dated_itself(t, g);
		return true;
	}
	if ((!c || c->drop || str_starts(rest, STR("では、"))) &&
	    g->form == FORM_BASE && event_is_joint(g->rule) &&
	    !ja_noun_begins(rest) && str_starts_any(rest, counted) &&
	    ja_told_in_front(t, g)) {
		g->verbal = true;
		return true;
	}
	return false;
}

static void settle(struct telling *t, uint32_t k)
{
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	struct trigger *g = &t->triggers.v[k];
	uint32_t comma = comma_after(t->low, s->at, g->at.to, SEGMENT);
	span cue = { 0, 0 };
	const struct cue *c;
	uint32_t base = g->at.to;
	str rest = str_cut(t->low, g->at.to, s->at.to);
	bool modifies = ja_can_modify(str_span(t->low, g->at));

	/* 会合は、…終了した: the verb stands behind the comma */
	if (str_starts(rest, STR("は、")) || str_starts(rest, STR("が、")))
		comma = comma_after(t->low, s->at, g->at.to + 6, SEGMENT);
	if (str_starts(rest, STR("は")) || str_starts(rest, STR("が")) ||
	    str_starts(rest, STR("も")))
		base = behind_times(t, s->at, g->at.to + 3);
	else if (str_starts(rest, STR("を")))
		base = behind_place(t, s->at, g->at.to + 3);
	else if (str_starts(rest, STR("」を")))
		base = behind_place(t, s->at, g->at.to + 6);
	if (base > g->at.to + 3)
		comma = verb_after(t->low, s->at, base);
	else
		base = g->at.to;
	c = ja_cue(t, g, (span){ base, comma }, &cue);
	g->verb = c && cue.from > g->at.to ? cue.to : 0;
	g->head = 0;
	g->relative =
		ja_relative(rest) > 0 && !str_starts(rest, STR("していた"));
	if (g->form == FORM_WORD && ja_noun_begins(rest) && modifies)
		c = NULL;
	g->clause.from = clause_from(t, s->at, g->at.from);
	g->clause.to = comma_after(t->low, s->at, base, WINDOW);
	g->background = s->kind == SENTENCE_CAPTION;
	g->status = STATUS_HELD;
	/* 訪れ、…会談する見通し: the status of the next */
	g->linked = g->form == FORM_WORD &&
		    (str_ends(str_span(t->low, g->at), STR("、")) ||
		     (str_ends(str_span(t->low, g->at), STR("し")) &&
		      str_starts(rest, STR("、"))));
	if (settled_early(t, g, rest, c))
		return;
	if (!c && ja_topic_told(t, g, s, rest))
		return;
	if (relative(t, g, rest, modifies))
		return;
	/* 会談し関税の見直しを求めた: no comma behind the first verb */
	if (g->form == FORM_BASE && str_starts(rest, STR("し")) &&
	    ja_noun_begins(str_cut(rest, 3, rest.n))) {
		g->verbal = g->linked = true;
		return;
	}
	if (c) {
		ja_by_cue(t, g, c, cue);
		return;
	}
	if (s->kind == SENTENCE_HEADING && toward(rest))
		g->status = STATUS_PLANNED;
	if (g->form == FORM_BASE || ja_bare(t->low, g->at))
		g->dropped = !ja_bare_noun_tells(t, g, s) &&
			     !((event_is_joint(g->rule) ||
				str_is(g->rule->kind, "attack") ||
				str_is(g->rule->kind, "other")) &&
			       ja_told_in_front(t, g));
	else
		g->dropped = ja_had_been(t, g, g->at.to) ||
			     (modifies && ja_noun_begins(rest) &&
			      !ja_dated_itself(t, g));
}

/* 会談することで合意した is one event: the meeting to come; 交渉を始めること
 * で合意した the agreement; でも合意した one more point of what was agreed. */
static void one_of_two(struct telling *t)
{
	for (uint32_t k = 0; k < t->triggers.n; k++) {
		struct trigger *g = &t->triggers.v[k];
		struct trigger *of = k > 0 ? g - 1 : NULL;
		str front, between;

		if (g->dropped || !str_is(g->rule->kind, "agreement"))
			continue;
		front = str_cut(t->low, g->clause.from, g->at.from);
		g->dropped =
			str_ends(front, STR("でも")) && !ja_dated_itself(t, g);
		if (!of || of->dropped || !of->agreed || of->at.to > g->at.from)
			continue;
		between = str_cut(t->low, of->at.to, g->at.from);
		if (str_has(between, STR("始")) ||
		    str_has(between, STR("続")) ||
		    str_has(between, STR("再開")))
			of->dropped = true;
		else
			g->dropped = true;
	}
}

/* 和平案の骨子は次の通り。 ・停戦を実施する: an item of what a plan says. */
static bool list_of_plan(const struct telling *t)
{
	uint32_t i = t->sentence;
	str head;
	bool plan = false;

	if (t->d->sentences.v[i].kind != SENTENCE_BULLET)
		return false;
	for (uint32_t n = 0; n < LIST && i > 0; n++)
		if (t->d->sentences.v[--i].kind != SENTENCE_BULLET)
			break;
	head = str_span(t->low, t->d->sentences.v[i].at);
	if (head.n > SEGMENT)
		head = str_cut(head, head.n - SEGMENT, head.n);
	for (const char *const *w = t->lex->ja[JA_OWN_PLAN]; *w; w++)
		plan |= str_has(head, str_of(*w));
	for (const char *const *w = t->lex->ja[JA_LIST_HEAD]; plan && *w; w++)
		if (str_ends(head, str_of(*w)))
			return true;
	return false;
}

/* 停戦案では…を実施, …を釈放するなどとしている: what a plan says is no event.
 */
static void drop_contents(struct telling *t)
{
	str s = str_span(t->low, t->d->sentences.v[t->sentence].at);
	uint32_t from = t->d->sentences.v[t->sentence].at.from;
	bool all = list_of_plan(t), open = false;
	size_t plan = SIZE_MAX;

	for (uint32_t k = 0; k < t->triggers.n; k++)
		open |= !t->triggers.v[k].past && !t->triggers.v[k].dropped;
	if (!open)
		return;
	for (const char *const *w = t->lex->ja[JA_CONTENT_END]; *w; w++)
		all |= str_ends(s, str_of(*w));
	for (const char *const *w = t->lex->ja[JA_PLAN]; *w; w++) {
		size_t at = str_find(s, str_of(*w), 0);

		plan = at < plan ? at : plan;
	}
	for (uint32_t k = 0; k < t->triggers.n; k++) {
		struct trigger *g = &t->triggers.v[k];

		if (!g->past &&
		    (all || (plan != SIZE_MAX && g->at.from > from + plan)))
			g->dropped = true;
	}
}

/* それぞれ捕虜を釈放し、引き渡す予定だ: one act in two verbs, of which only the
 * last tells when. */
static bool handed_over(const struct trigger *g, bool last)
{
	return last && (str_is(g->rule->kind, "release") ||
			str_is(g->rule->kind, "prisoner-exchange") ||
			str_is(g->rule->kind, "withdrawal"));
}

/* 開くことを発表した, 離脱する方針を伝えた: what the sentence ends in is told,
 * though what it tells is to come. */
static bool only_announced(const struct telling *t, const struct trigger *g)
{
	str rest =
		str_cut(t->low, g->at.to, t->d->sentences.v[t->sentence].at.to);

	if (!str_ends(rest, STR("た。")) && !str_ends(rest, STR("た")))
		return false;
	for (const char *const *w = t->lex->ja[JA_INTENT_TOLD]; *w; w++)
		if (str_has(rest, str_of(*w)))
			return true;
	return false;
}

/* 18日…と面会し、来月…開くことを発表した: its own day has come. */
static bool on_a_day_come(const struct telling *t, const struct trigger *g)
{
	if (t->d->published == DAY_NONE)
		return false;
	for (uint32_t i = g->clause.from; i < g->at.from; i++) {
		uint32_t time = event_time_at(t, i);
		const struct time_mention *x =
			time == NO_REF ? NULL : &t->m->times.v[time];

		if (x && x->to != DAY_NONE && x->to <= t->d->published)
			return true;
	}
	return false;
}

void event_ja(struct telling *t)
{
	bool announced = false;

	enum status next = ja_ends_open(t) ? STATUS_PLANNED : STATUS_HELD;
	bool last = true;

	for (uint32_t k = 0; k < t->triggers.n; k++) {
		struct trigger *g = &t->triggers.v[k];

		settle(t, k);
		if ((g->status == STATUS_PLANNED ||
		     (g->status == STATUS_HELD && !g->past)) &&
		    on_condition(t, g))
			g->status = STATUS_HYPOTHETICAL;
	}
	one_of_two(t);
	drop_contents(t);
	/* 会談し、署名する予定: the first verb has the status of the last */
	for (uint32_t k = t->triggers.n; k-- > 0;) {
		struct trigger *g = &t->triggers.v[k];

		if (g->linked && !g->dropped &&
		    !(announced && on_a_day_come(t, g)) &&
		    (event_is_joint(g->rule) ||
		     handed_over(g, k + 1 == t->triggers.n)) &&
		    (next == STATUS_PLANNED || next == STATUS_HYPOTHETICAL ||
		     next == STATUS_PROPOSED))
			g->status = next;
		if (!g->dropped && last && next == STATUS_HELD) {
			/* of the verb that ends it all; to agree on a
			 * meeting is no plan */
			next = g->agreed ? STATUS_HELD : g->status;
			announced = only_announced(t, g);
		}
		last &= g->dropped;
	}
}
