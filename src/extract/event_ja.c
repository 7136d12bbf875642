/* event_ja.c - clause and status of Japanese predicates.
 *
 * What stands behind the predicate tells its status: した, する予定, を中止.
 * A noun without such words is an event only in headings and lists. */
#include "extract/event_ja.h"

enum { WINDOW = 1200, SEGMENT = 160, LOOSE = 12 };

/* Does a verb form end before the comma at `at`? */
static bool closes(str s, uint32_t from, uint32_t at)
{
	static const char *const ends[] = { "し",   "て",   "り",   "き",
					    "け",   "め",   "せ",   "れ",
					    "た",   "ば",   "い",   "み",
					    "え",   "ず",   "たが", "るが",
					    "だが", "いが", "ため", "ところ" };

	if (at < from + 3)
		return false;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (str_ends(str_cut(s, from, at), str_of(ends[i])))
			return true;
	return false;
}

static uint32_t clause_from(str s, span in, uint32_t at)
{
	uint32_t low = at > in.from + WINDOW ? at - WINDOW : in.from;

	for (uint32_t i = at; i > low; i--)
		if (str_starts(str_cut(s, i - 1, in.to), STR("、")) &&
		    closes(s, low, i - 1))
			return i + 2;
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

static uint32_t first_cue(const struct telling *t, uint32_t byte)
{
	uint32_t low = 0, high = t->cues.n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (t->cues.v[mid].at.from < byte)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static int weight(const struct cue *c)
{
	static const int by_status[] = {
		[STATUS_HELD] = 1,	[STATUS_ONGOING] = 2,
		[STATUS_PLANNED] = 3,	[STATUS_PROPOSED] = 4,
		[STATUS_CANCELLED] = 9, [STATUS_POSTPONED] = 8,
		[STATUS_DENIED] = 6,	[STATUS_HYPOTHETICAL] = 5,
	};

	return c->drop ? 7 : by_status[c->status];
}

/* The cue that decides; NULL when none is near. */
static const struct cue *decide(const struct telling *t, struct trigger *g,
				uint32_t end, span *cue)
{
	const struct cue *best = NULL;
	uint32_t held = UINT32_MAX;

	for (uint32_t i = first_cue(t, g->at.to);
	     i < t->cues.n && t->cues.v[i].at.from < end; i++) {
		const struct cue *c = &t->lex->cues.v[t->cues.v[i].value];
		span at = t->cues.v[i].at;

		if (at.from - g->at.to > c->reach || at.from > held)
			continue;
		g->passive |= c->passive;
		/* 拒否し「妥協しない」と述べた: words of a quotation */
		if (c->status != STATUS_CANCELLED &&
		    c->status != STATUS_POSTPONED &&
		    quotes_hold(&t->quotes, at.from) &&
		    !(event_is_joint(g->rule) && /* 会談で「…」と述べた */
		      str_starts(str_cut(t->low, g->at.to, t->low.n),
				 STR("で"))))
			continue;
		/* 一致したとしている: what lasts is the saying */
		if (c->status == STATUS_ONGOING && held != UINT32_MAX)
			continue;
		if (!c->drop && c->status == STATUS_HELD && !c->present &&
		    held == UINT32_MAX)
			held = at.to + LOOSE;
		if (!best || weight(c) > weight(best) ||
		    (weight(c) == weight(best) && at.from == cue->from &&
		     at.to > cue->to)) {
			best = c;
			*cue = at;
		}
	}
	return best;
}

/* 見通しを示した, ことで合意した: the clause goes on with words of saying, and
 * a date with a comma is theirs. */
static bool told_on(const struct telling *t, span cue)
{
	static const char *const said[] = {
		"を示",	  "を表明", "を明らか", "と述べ", "と語",     "と話",
		"と発表", "を発表", "を伝え",	"と説明", "と明らか", "で合意",
		"で一致", "と報じ", "で調整",	"を固め", NULL
	};
	str rest = str_cut(t->low, cue.from, cue.to + 60);
	size_t end = str_find(rest, STR("、"), 0);

	rest = str_cut(rest, 0, end);
	for (const char *const *w = said; *w; w++)
		if (str_find(rest, str_of(*w), 0) != SIZE_MAX)
			return true;
	return false;
}

/* 会談する, 協議を開くこと: not 協議を仲介すること. */
static bool does_it(str between)
{
	static const char *const verbs[] = { "する", "を行", "を開",   "を実施",
					     "を始", "を続", "を再開", "を継続",
					     "が",   "に臨", "を持",   "を重",
					     "は",   "も",   "を早期", NULL };

	return between.n == 0 || ja_starts_with(between, verbs);
}

/* A predicate that only says which one is meant; one with a date of its own
 * tells, of the noun behind it. */
static bool relative(const struct telling *t, struct trigger *g, str rest,
		     bool modifies)
{
	static const char *const why[] = { "ため", "ための", "ことなく", NULL };
	uint32_t n = ja_relative(rest);

	if (g->form == FORM_WORD && modifies && ja_starts_with(rest, why))
		return g->dropped = true;
	if (!n || event_is_joint(g->rule))
		return false;
	if (!ja_dated_itself(t, g))
		return g->dropped = true;
	g->head = g->at.to + n;
	return false;
}

/* 税率を引き下げる。: told of what is to come. */
static bool at_end(const struct telling *t, uint32_t from, uint32_t end)
{
	str rest = str_trim(str_cut(t->low, from, end));

	return rest.n == 0 || str_is(rest, "。");
}

static void settle(struct telling *t, uint32_t k)
{
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	struct trigger *g = &t->triggers.v[k];
	uint32_t comma = comma_after(t->low, s->at, g->at.to, SEGMENT);
	span cue = { 0, 0 };
	const struct cue *c;
	str rest = str_cut(t->low, g->at.to, s->at.to);
	static const char *const since[] = { "後",   "以降", "以来",
					     "以後", "直後", NULL };
	bool modifies = ja_can_modify(str_span(t->low, g->at));

	/* 会合は、…終了した: the verb stands behind the comma */
	if (str_starts(rest, STR("は、")) || str_starts(rest, STR("が、")))
		comma = comma_after(t->low, s->at, g->at.to + 6, SEGMENT);
	c = decide(t, g, comma, &cue);
	g->head = 0;
	if (g->form == FORM_WORD && ja_noun_begins(rest) && modifies)
		c = NULL;
	g->clause.from = clause_from(t->low, s->at, g->at.from);
	g->clause.to = comma_after(t->low, s->at, g->at.to, WINDOW);
	g->background = s->kind == SENTENCE_CAPTION;
	g->status = STATUS_HELD;
	if (ja_attended(t, g, s, rest))
		return;
	if ((g->form == FORM_BASE || ja_bare(t->low, g->at) ||
	     str_starts(rest, STR("の"))) &&
	    ja_only_named(g, rest) && !ja_told_in_front(t, g)) {
		/* 1月の政権発足後: a day of its own tells all the same */
		g->dropped =
			!ja_starts_with(rest, since) || !ja_dated_itself(t, g);
		return;
	}
	if (!c && ja_topic_told(t, g, s, rest))
		return;
	if (relative(t, g, rest, modifies))
		return;
	if (c) {
		g->verbal = true;
		g->status = c->status;
		g->dropped =
			c->drop || ja_of_noun(t, g, cue, c) ||
			(cue.from > g->at.to && g->form == FORM_BASE &&
			 ja_noun_begins(str_cut(t->low, g->at.to, cue.from)));
		g->linked = c->link;
		g->past = c->status == STATUS_HELD && !c->present &&
			  (str_has(str_span(t->low, cue), STR("た")) ||
			   str_has(str_span(t->low, cue), STR("になり")));
		g->lasting = c->status == STATUS_ONGOING;
		g->background |= c->background;
		g->dropped |= c->governs && !event_is_joint(g->rule);
		g->dropped |= ja_had_been(t, g, cue.to);
		g->dropped |=
			ja_relative(str_cut(t->low, cue.to, s->at.to)) > 0 &&
			!str_ends(str_span(t->low, cue), STR("、")) &&
			!ja_dated_itself(t, g);
		g->dropped |= c->governs && c->status == STATUS_PLANNED &&
			      !does_it(str_cut(t->low, g->at.to, cue.from));
		g->agreed = c->governs;
		g->undated = g->status != STATUS_HELD && told_on(t, cue);
		/* 同意すると表明した: to say it is to do it; 会合を開くなど */
		if ((g->rule->speech && c->status == STATUS_PLANNED &&
		     str_starts(str_span(t->low, cue), STR("すると"))) ||
		    (c->present && str_starts(str_cut(t->low, cue.to, s->at.to),
					      STR("など")))) {
			g->status = STATUS_HELD;
			g->past = true;
			return;
		}
		if (c->present &&
		    (event_is_joint(g->rule) ||
		     (!g->rule->speech && at_end(t, cue.to, s->at.to))))
			g->status = STATUS_PLANNED;
		return;
	}
	if (g->form == FORM_BASE || ja_bare(t->low, g->at))
		g->dropped =
			!ja_bare_noun_tells(t, g, s) &&
			!(event_is_joint(g->rule) && ja_told_in_front(t, g));
	else
		g->dropped = ja_had_been(t, g, g->at.to) ||
			     (modifies && ja_noun_begins(rest) &&
			      !ja_dated_itself(t, g));
}

/* 来週訪問し、進展を目指す: the verb at the end is of what is to come. */
static bool ends_open(const struct telling *t)
{
	static const char *const open[] = { "目指す",	"めざす",   "協議する",
					    "会談する", "話し合う", "図る",
					    "臨む",	"探る",	    "迫る",
					    "調整する", "求める",   "確認する",
					    "出席する" };
	str s = str_span(t->low, t->d->sentences.v[t->sentence].at);

	if (str_ends(s, STR("。")))
		s.n -= 3;
	for (size_t i = 0; i < sizeof(open) / sizeof(*open); i++)
		if (str_ends(s, str_of(open[i])))
			return true;
	return false;
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

/* 停戦案では…を実施, …を釈放するなどとしている: what a plan says is no event.
 */
static void drop_contents(struct telling *t)
{
	static const char *const plans[] = { "案では",	 "案には",
					     "計画では", "計画には",
					     "合意では", "合意文書では",
					     "草案では" };
	str s = str_span(t->low, t->d->sentences.v[t->sentence].at);
	uint32_t from = t->d->sentences.v[t->sentence].at.from;
	bool all = str_ends(s, STR("などとしている。")) ||
		   str_ends(s, STR("などとしています。"));
	size_t plan = SIZE_MAX;

	for (size_t i = 0; i < sizeof(plans) / sizeof(*plans); i++) {
		size_t at = str_find(s, str_of(plans[i]), 0);

		plan = at < plan ? at : plan;
	}
	for (uint32_t k = 0; k < t->triggers.n; k++) {
		struct trigger *g = &t->triggers.v[k];

		if (!g->past &&
		    (all || (plan != SIZE_MAX && g->at.from > from + plan)))
			g->dropped = true;
	}
}

void event_ja(struct telling *t)
{
	enum status next = ends_open(t) ? STATUS_PLANNED : STATUS_HELD;
	bool last = true;

	for (uint32_t k = 0; k < t->triggers.n; k++)
		settle(t, k);
	one_of_two(t);
	drop_contents(t);
	/* 会談し、署名する予定: the first verb has the status of the last */
	for (uint32_t k = t->triggers.n; k-- > 0;) {
		struct trigger *g = &t->triggers.v[k];

		if (g->linked && !g->dropped && event_is_joint(g->rule) &&
		    (next == STATUS_PLANNED || next == STATUS_HYPOTHETICAL ||
		     next == STATUS_PROPOSED))
			g->status = next;
		if (!g->dropped && last && next == STATUS_HELD)
			next = g->status; /* of the verb that ends it all */
		last &= g->dropped;
	}
}
