/* event_ja_cue.c - the words behind a Japanese predicate, and what they tell.
 *
 * Of the cues within reach the weightiest decides: 中止 before 予定 before
 * した.
 */
#include "extract/event_ja.h"

enum { LOOSE = 12 };

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

/* 米側の要請で開かれた, 当初予定の30分, 前向きな雰囲気: why it was, how long it
 * was to be, how it was; no plan. */
static bool beside_it(const struct telling *t, const struct cue *c, span at)
{
	static const char *const reason[] = { "要請",	  "要求", "提案",
					      "呼びかけ", "打診", "申し入れ",
					      "招き" };
	str words = str_span(t->low, at);
	str rest = str_cut(t->low, at.to, at.to + 12);
	str front = str_cut(t->low, at.from > 6 ? at.from - 6 : 0, at.from);

	if (c->status != STATUS_PROPOSED && c->status != STATUS_PLANNED)
		return false;
	if (str_ends(words, STR("前向き")))
		return str_starts(rest, STR("な"));
	if (str_ends(words, STR("予定")))
		return str_ends(front, STR("当初")) ||
		       str_starts(words, STR("当初"));
	for (size_t i = 0; i < COUNT(reason); i++)
		if (str_ends(words, str_of(reason[i])) &&
		    (str_starts(rest, STR("で")) ||
		     str_starts(rest, STR("により")) ||
		     str_starts(rest, STR("を受け")) ||
		     str_starts(rest, STR("に応じ"))))
			return true;
	return false;
}

/* The cue that decides; NULL when none is near. */
const struct cue *ja_cue(const struct telling *t, struct trigger *g, span in,
			 span *cue)
{
	bool in_it = str_starts(str_cut(t->low, g->at.to, t->low.n), STR("で"));
	uint32_t end = in.to;

	if (in_it && g + 1 < t->triggers.v + t->triggers.n &&
	    g[1].at.from < end)
		end = g[1].at.from;

	const struct cue *best = NULL;
	uint32_t held = UINT32_MAX;

	for (uint32_t i = first_cue(t, g->at.to);
	     i < t->cues.n && t->cues.v[i].at.from < end; i++) {
		const struct cue *c = &t->lex->cues.v[t->cues.v[i].value];
		span at = t->cues.v[i].at;

		if (at.from > held ||
		    (at.from < in.from ? at.from - g->at.to > c->reach
				       : at.from - in.from > c->reach))
			continue;
		/* 合意に達したことを受けて開いた: the verb stands already */
		if (g->form == FORM_WORD && c->status == STATUS_HELD &&
		    !c->drop && at.from > g->at.to &&
		    !ja_kanji_ends(t->low, g->at))
			continue;
		if (beside_it(t, c, at))
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
		/* の予定で knows better than の予定 */
		if (!best || weight(c) > weight(best) ||
		    (at.from == cue->from && at.to > cue->to)) {
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
		"を示",	    "を表明", "を明らか", "と述べ", "と語",
		"と話",	    "と発表", "を発表",	  "を伝え", "と説明",
		"と明らか", "で合意", "で一致",	  "と報じ", "で調整",
		"を固め",   "と訴え", "と主張",	  "と強調", "とした上",
		"としたう", "と答え", NULL
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

	static const char *const ends[] = {
		"を開催する", "を開く",	    "で開催する", "で開く",
		"に開く",     "に開催する", "を行う",	  "で行う",
		"に行う",     "を実施する", "で実施する"
	};

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (str_ends(between, str_of(ends[i])))
			return true;
	/* 協議する枠組みを設ける: of the noun */
	if (str_starts(between, STR("する")) &&
	    ja_noun_begins(str_cut(between, 6, between.n)))
		return false;
	return between.n == 0 || str_starts_any(between, verbs);
}

/* 税率を引き下げる。: told of what is to come. */
static bool at_end(const struct telling *t, uint32_t from, uint32_t end)
{
	str rest = str_trim(str_cut(t->low, from, end));

	return rest.n == 0 || str_is(rest, "。");
}

/* 来週訪問し、進展を目指す: the verb at the end is of what is to come. */
bool ja_ends_open(const struct telling *t)
{
	static const char *const open[] = {
		"目指す",	"めざす",	"協議する",  "会談する",
		"話し合う",	"図る",		"臨む",	     "探る",
		"迫る",		"調整する",	"求める",    "確認する",
		"出席する",	"予定",		"予定だ",    "予定です",
		"調整を進める", "調整を急ぐ",	"を行う",    "を開く",
		"を再開する",	"に署名する",	"を始める",  "見通しだ",
		"見通しです",	"する見通し",	"する方針",  "する見込み",
		"する見込みだ", "予定だという", "予定という"
	};
	str s = str_span(t->low, t->d->sentences.v[t->sentence].at);

	if (str_ends(s, STR("。")))
		s.n -= 3;
	for (size_t i = 0; i < sizeof(open) / sizeof(*open); i++)
		if (str_ends(s, str_of(open[i])))
			return true;
	return false;
}

/* 会議を開き、…する予定: the verb goes on to the next one. */
static bool goes_on(const struct telling *t, span cue)
{
	str words = str_span(t->low, cue);
	bool inside = str_ends(words, STR("、"));

	if (inside)
		words.n -= 3; /* に臨み、 */
	return (inside ||
		str_starts(str_cut(t->low, cue.to, t->low.n), STR("、"))) &&
	       (str_ends(words, STR("き")) || str_ends(words, STR("い")) ||
		str_ends(words, STR("み")) || str_ends(words, STR("め")));
}

/* 会談を開き、大筋で合意する見通しになったと: the verb after the comma is of
 * what is to come. */
static bool open_next(const struct telling *t, uint32_t from)
{
	static const char *const plans[] = { "する見通し", "する予定",
					     "する方針",   "する計画",
					     "する意向",   "する見込み" };
	uint32_t end = t->d->sentences.v[t->sentence].at.to;
	str rest = str_cut(t->low, from + 3, end);

	rest = str_cut(rest, 0, str_find(rest, STR("、"), 0));
	for (size_t i = 0; i < sizeof(plans) / sizeof(*plans); i++)
		if (str_has(rest, str_of(plans[i])))
			return true;
	return false;
}

/* 協議が決裂して関税が再び発動すれば、: only if. */
static bool goes_on_if(const struct telling *t, span cue)
{
	uint32_t end = t->d->sentences.v[t->sentence].at.to;
	str words = str_span(t->low, cue);
	str rest =
		str_cut(t->low, cue.to, cue.to + 90 < end ? cue.to + 90 : end);
	size_t comma = str_find(rest, STR("、"), 0);

	if (comma == SIZE_MAX ||
	    (!str_ends(words, STR("し")) && !str_ends(words, STR("して")) &&
	     !str_starts(rest, STR("て"))))
		return false;
	rest = str_cut(rest, 0, comma + 3);
	for (const char *const *w = t->lex->ja[JA_IF]; *w; w++)
		if (str_ends(rest, str_of(*w)))
			return true;
	return false;
}

/* 会合が開催され、A、B、Cの高官らが参加した: who was there stands behind. */
static bool attended_behind(const struct telling *t, span cue)
{
	const struct sentence *s = &t->d->sentences.v[t->sentence];
	str words = str_span(t->low, cue), line = str_span(t->low, s->at);

	if (!str_ends(words, STR("れ、")) && !str_ends(words, STR("れ")))
		return false;
	for (const char *const *w = t->lex->ja[JA_ATTENDED]; *w; w++)
		if (str_ends(line, str_of(*w)))
			return true;
	return false;
}

/* 会合は18日、規則を導入することで合意した: what is agreed is not the meeting,
 * which was held; not 会合は来月開くことで合意した. */
static bool met_and_agreed(const struct telling *t, const struct trigger *g,
			   span cue)
{
	str gap = str_cut(t->low, g->at.to, cue.from);

	if (!str_starts(gap, STR("は")) || !event_is_joint(g->rule) ||
	    str_has(gap, STR("予定")))
		return false;
	for (const char *const *w = t->lex->ja[JA_HOLDING]; *w; w++)
		if (str_ends(gap, str_of(*w)))
			return false;
	return true;
}

void ja_by_cue(const struct telling *t, struct trigger *g, const struct cue *c,
	       span cue)
{
	const struct sentence *s = &t->d->sentences.v[t->sentence];

	g->verbal = true;
	g->status = c->status;
	g->dropped = c->drop || ja_of_noun(t, g, cue, c) ||
		     (cue.from > g->at.to && g->form == FORM_BASE &&
		      ja_noun_begins(str_cut(t->low, g->at.to, cue.from)));
	g->linked = c->link || (goes_on(t, cue) &&
				(ja_ends_open(t) || open_next(t, cue.to)));
	g->past = c->status == STATUS_HELD && !c->present &&
		  (str_has(str_span(t->low, cue), STR("た")) ||
		   str_has(str_span(t->low, cue), STR("になり")));
	g->lasting = c->status == STATUS_ONGOING;
	g->background |= c->background;
	g->dropped |= c->governs && !event_is_joint(g->rule);
	g->dropped |= ja_had_been(t, g, cue.to);
	/* 合意を復活させる取り組みを開始: the cue is of another noun */
	g->dropped |= c->status == STATUS_HELD && !c->present &&
		      cue.from > g->at.to + 6 && !event_is_joint(g->rule) &&
		      ja_inside(t, g->at.to, cue.from);
	g->dropped |= ja_relative(str_cut(t->low, cue.to, s->at.to)) > 0 &&
		      !str_ends(str_span(t->low, cue), STR("、")) &&
		      !ja_dated_itself(t, g);
	g->dropped |= c->governs && c->status == STATUS_PLANNED &&
		      !does_it(str_cut(t->low, g->at.to, cue.from));
	if (c->status == STATUS_HELD && !c->present && goes_on_if(t, cue))
		g->status = STATUS_HYPOTHETICAL;
	g->agreed = c->governs;
	if (event_is_joint(g->rule) && attended_behind(t, cue)) {
		g->attended = true;
		g->clause.to = s->at.to;
	}
	if ((str_starts(str_span(t->low, cue), STR("を決")) ||
	     /* 改めて協議することになった: yet to come */
	     (str_starts(str_span(t->low, cue), STR("することになった")) &&
	      !str_is(g->rule->kind, "signing"))) &&
	    event_is_joint(g->rule))
		g->status = STATUS_PLANNED;
	if (c->governs && c->status == STATUS_PLANNED &&
	    met_and_agreed(t, g, cue)) {
		g->status = STATUS_HELD;
		g->agreed = g->dropped = false;
		g->past = true;
	}
	g->undated = g->status != STATUS_HELD && told_on(t, cue);
	/* 同意すると表明した: to say it is to do it; 会合を開くなど */
	if (((g->rule->speech || g->rule->calls_off) &&
	     c->status == STATUS_PLANNED &&
	     (str_starts(str_span(t->low, cue), STR("すると")) ||
	      (g->rule->calls_off &&
	       str_starts(str_span(t->low, cue), STR("することを決め"))))) ||
	    (c->present &&
	     str_starts(str_cut(t->low, cue.to, s->at.to), STR("など")))) {
		g->status = STATUS_HELD;
		g->past = true;
		g->undated = false;
		return;
	}
	if (c->present && (event_is_joint(g->rule) ||
			   (!g->rule->speech && at_end(t, cue.to, s->at.to))))
		g->status = STATUS_PLANNED;
}
