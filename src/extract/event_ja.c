/* event_ja.c - clause and status of Japanese predicates.
 *
 * What stands behind the predicate tells its status: した, する予定, を中止.
 * A noun without such words is an event only in headings and lists. */
#include "extract/event_priv.h"

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

static bool starts_with_any(str s, const char *const *list)
{
	for (; *list; list++)
		if (str_starts(s, str_of(*list)))
			return true;
	return false;
}

/* Three bytes of a kanji, katakana or an opening bracket: a noun begins. */
static bool noun_begins(str s)
{
	unsigned char a, b;
	static const char *const no_noun[] = { "後", "際", "時", "上", "結果",
					       "以", "旨", "（", NULL };

	if (s.n < 3 || starts_with_any(s, no_noun))
		return false;
	a = (unsigned char)s.p[0];
	b = (unsigned char)s.p[1];
	return (a >= 0xE4 && a <= 0xE9) || (a == 0xE3 && b >= 0x90) ||
	       (a == 0xE3 && (b == 0x82 || b == 0x83) &&
		(unsigned char)s.p[2] >= (b == 0x82 ? 0xA1 : 0x80)) ||
	       (a >= '0' && a <= '9') || str_starts(s, STR("「"));
}

/* Of the kinds that are announced before they are: meetings, visits. */
static bool is_joint(const struct event_rule *r)
{
	return str_is(r->kind, "meeting") || str_is(r->kind, "talks") ||
	       str_is(r->kind, "call") || str_is(r->kind, "visit") ||
	       str_is(r->kind, "signing");
}

/* The words end in kanji and no verb ending follows: 援助の停止 is a noun. */
static bool bare(str s, span at)
{
	static const char *const behind[] = { "の",   "や", "と", "を", "が",
					      "は",   "も", "に", "で", "へ",
					      "、",   "。", "」", "）", ")",
					      "など", " ",  NULL };
	unsigned char lead = (unsigned char)s.p[at.to - 3];
	str rest = str_cut(s, at.to, s.n);

	return lead >= 0xE4 && lead <= 0xE9 &&
	       (rest.n == 0 || noun_begins(rest) ||
		starts_with_any(rest, behind));
}

/* A whole word that can stand before a noun: 示した, but not 電話し、. */
static bool can_modify(str word)
{
	static const char *const ends[] = {
		"た", "る", "い", "だ", "す", "く"
	};

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (str_ends(word, str_of(ends[i])))
			return true;
	return false;
}

/* Has the predicate a date to itself? 11日、拘束していた人を解放した: a date
 * with a comma is the main verb's; 14年に併合した領土の奪還: the date of a
 * predicate between. */
static bool dated_itself(const struct telling *t, const struct trigger *g)
{
	uint32_t from = g->clause.from;

	for (const struct trigger *b = g; b-- > t->triggers.v;)
		if (!b->dropped && b->verbal && b->at.to > from &&
		    b->at.to <= g->at.from) {
			from = b->at.to;
			break;
		}
	for (uint32_t i = from; i + 3 <= g->at.from; i++)
		if (str_starts(str_cut(t->low, i, g->at.from), STR("、")))
			from = i + 3;
	return event_has_time(t, (span){ from, g->at.from });
}

/* 提示した和平案, 受け入れる期限: tells of the noun, not of an event; one
 * that is dated is an event all the same. */
static bool of_noun(const struct telling *t, const struct trigger *g, span cue,
		    const struct cue *c)
{
	static const char *const loose[] = { "もの",   "ため", "よう", "など",
					     "ような", "べき", "と仮", NULL };
	static const char *const told[] = { "とされる", "もの", NULL };
	str rest = str_cut(t->low, cue.to, t->low.n);
	bool plain = c->status == STATUS_HELD || c->present;

	if (c->link || c->drop || (!plain && is_joint(g->rule)) ||
	    !can_modify(str_span(t->low, cue)))
		return false;
	if (!noun_begins(rest) && !starts_with_any(rest, told) &&
	    !(c->present && starts_with_any(rest, loose)))
		return false;
	return !dated_itself(t, g);
}

/* していた before a noun tells what was before: a date in front of it is the
 * main verb's, but for 21年から. */
static bool had_been(const struct telling *t, const struct trigger *g,
		     uint32_t end)
{
	str words = str_cut(t->low, g->at.from, end);

	return str_ends(words, STR("ていた")) &&
	       noun_begins(str_cut(t->low, end, t->low.n)) &&
	       str_find(str_cut(t->low, g->clause.from, g->at.from),
			STR("から"), 0) == SIZE_MAX;
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

/* Behind an event noun: it is named, not told. */
static bool only_named(str rest)
{
	static const char *const named[] = { "による",	   "や",     "への",
					     "にまつわる", "に伴う", "をめぐる",
					     NULL };

	return starts_with_any(rest, named);
}

/* 会議には…大臣らが出席する: who will be there. */
static bool attended(const struct telling *t, struct trigger *g,
		     const struct sentence *s, str rest)
{
	static const struct {
		const char *verb;
		enum status is;
	} list[] = {
		{ "出席する", STATUS_PLANNED }, { "参加する", STATUS_PLANNED },
		{ "同席する", STATUS_PLANNED }, { "出席した", STATUS_HELD },
		{ "参加した", STATUS_HELD },	{ "同席した", STATUS_HELD }
	};
	str whole = str_span(t->low, s->at);

	if (!is_joint(g->rule) || !str_starts(rest, STR("には")))
		return false;
	if (str_ends(whole, STR("。")))
		whole.n -= 3;
	for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++)
		if (str_ends(whole, str_of(list[i].verb))) {
			g->status = list[i].is;
			g->clause.to = s->at.to;
			return g->verbal = true;
		}
	return false;
}

/* [date]に[place]で開く会議, 行われた会談: a verb in front of the noun, with
 * a date of its own, tells of it. */
static bool told_in_front(const struct telling *t, struct trigger *g)
{
	static const struct {
		const char *verb;
		enum status is;
	} list[] = {
		{ "開かれる", STATUS_PLANNED },
		{ "行われる", STATUS_PLANNED },
		{ "行う", STATUS_PLANNED },
		{ "開く", STATUS_PLANNED },
		{ "開催する", STATUS_PLANNED },
		{ "開催される", STATUS_PLANNED },
		{ "予定されている", STATUS_PLANNED },
		{ "予定する", STATUS_PLANNED },
		{ "始まる", STATUS_PLANNED },
		{ "開かれた", STATUS_HELD },
		{ "行われた", STATUS_HELD },
		{ "行った", STATUS_HELD },
		{ "開いた", STATUS_HELD },
		{ "開催した", STATUS_HELD },
		{ "開催された", STATUS_HELD },
		{ "始まった", STATUS_HELD },
	};
	uint32_t from = g->at.from > 60 ? g->at.from - 60 : 0;
	str near;

	if (from < g->clause.from)
		from = g->clause.from;
	near = str_cut(t->low, from, g->at.from);
	if (!dated_itself(t, g))
		return false;
	for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++) {
		size_t at = str_find(near, str_of(list[i].verb), 0);

		if (at == SIZE_MAX || str_find(near, STR("、"), at) != SIZE_MAX)
			continue;
		g->status = list[i].is;
		return true;
	}
	return false;
}

static bool bare_noun_tells(const struct telling *t, const struct trigger *g,
			    const struct sentence *s)
{
	static const char *const outcome[] = { "決裂", "開催", "開始", "再開",
					       "終了", "中止", "延期", "実施",
					       "実現", "成立", "中断", "結果",
					       NULL };
	str rest = str_trim(str_cut(t->low, g->at.to, s->at.to));
	bool ends = rest.n == 0 || str_is(rest, "。") ||
		    str_starts(rest, STR("（")) || str_starts(rest, STR("("));
	bool both = g->rule->both;

	if (noun_begins(rest))
		return false;
	if (g->rule->alone || (ends && s->kind == SENTENCE_BODY))
		return true;
	/* 秘密交渉のスクープ is of a report, 会談の決裂 of the talks */
	if (str_starts(rest, STR("の")))
		both &= starts_with_any(str_cut(rest, 3, rest.n), outcome);
	if (s->kind == SENTENCE_HEADING)
		return both || ends;
	if (s->kind != SENTENCE_BULLET)
		return false;
	return event_has_time(t, s->at)
		       ? both || ends
		       : ends && both && t->heading_time != NO_REF;
}

static void settle(struct telling *t, uint32_t k)
{
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	struct trigger *g = &t->triggers.v[k];
	uint32_t comma = comma_after(t->low, s->at, g->at.to, SEGMENT);
	span cue = { 0, 0 };
	const struct cue *c;
	str rest = str_cut(t->low, g->at.to, s->at.to);
	bool modifies = can_modify(str_span(t->low, g->at));

	/* 会合は、…終了した: the verb stands behind the comma */
	if (str_starts(rest, STR("は、")) || str_starts(rest, STR("が、")))
		comma = comma_after(t->low, s->at, g->at.to + 6, SEGMENT);
	c = decide(t, g, comma, &cue);
	if (g->form == FORM_WORD && noun_begins(rest) && modifies)
		c = NULL;
	g->clause.from = clause_from(t->low, s->at, g->at.from);
	g->clause.to = comma_after(t->low, s->at, g->at.to, WINDOW);
	g->background = s->kind == SENTENCE_CAPTION;
	g->status = STATUS_HELD;
	if (attended(t, g, s, rest))
		return;
	if (g->form == FORM_BASE && only_named(rest)) {
		g->dropped = true;
		return;
	}
	if (c) {
		g->verbal = true;
		g->status = c->status;
		g->dropped = c->drop || of_noun(t, g, cue, c) ||
			     (cue.from > g->at.to && g->form == FORM_BASE &&
			      noun_begins(str_cut(t->low, g->at.to, cue.from)));
		g->linked = c->link;
		g->lasting = c->status == STATUS_ONGOING;
		g->background |= c->background;
		g->dropped |= c->governs && !is_joint(g->rule);
		g->dropped |= had_been(t, g, cue.to);
		g->agreed = c->governs;
		g->undated = g->status != STATUS_HELD && told_on(t, cue);
		if (c->present && is_joint(g->rule))
			g->status = STATUS_PLANNED;
		return;
	}
	if (g->form == FORM_BASE || bare(t->low, g->at))
		g->dropped = !bare_noun_tells(t, g, s) &&
			     !(is_joint(g->rule) && told_in_front(t, g));
	else
		g->dropped =
			had_been(t, g, g->at.to) ||
			(modifies && noun_begins(rest) && !dated_itself(t, g));
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
			str_ends(front, STR("でも")) && !dated_itself(t, g);
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

void event_ja(struct telling *t)
{
	enum status next = ends_open(t) ? STATUS_PLANNED : STATUS_HELD;
	bool last = true;

	for (uint32_t k = 0; k < t->triggers.n; k++)
		settle(t, k);
	one_of_two(t);
	/* 会談し、署名する予定: the first verb has the status of the last */
	for (uint32_t k = t->triggers.n; k-- > 0;) {
		struct trigger *g = &t->triggers.v[k];

		if (g->linked && !g->dropped && is_joint(g->rule) &&
		    (next == STATUS_PLANNED || next == STATUS_HYPOTHETICAL ||
		     next == STATUS_PROPOSED))
			g->status = next;
		if (!g->dropped && last && next == STATUS_HELD)
			next = g->status; /* of the verb that ends it all */
		last &= g->dropped;
	}
}
