/* event_ja_noun.c - is a Japanese event told, or does a noun only name it?
 *
 * 会談した tells; 会談の内容, 提示した和平案, 停戦に向けた協議 name. A date of
 * its own, or a verb in front (開く会議), makes a telling of a name. */
#include "extract/event_ja.h"

enum { TOLD_REACH = 1200 }; /* bytes from the noun to what tells of it */

/* Three bytes of a kanji, katakana or an opening bracket: a noun begins. */
bool ja_noun_begins(str s)
{
	unsigned char a, b;
	static const char *const no_noun[] = { "後",   "際",   "時",   "上",
					       "結果", "以",   "旨",   "（",
					       "事を", "事が", "事に", NULL };

	if (s.n < 3 || str_starts_any(s, no_noun))
		return false;
	a = (unsigned char)s.p[0];
	b = (unsigned char)s.p[1];
	return (a >= 0xE4 && a <= 0xE9) || (a == 0xE3 && b >= 0x90) ||
	       (a == 0xE3 && (b == 0x82 || b == 0x83) &&
		(unsigned char)s.p[2] >= (b == 0x82 ? 0xA1 : 0x80)) ||
	       (a >= '0' && a <= '9') || str_starts(s, STR("「"));
}

bool ja_kanji_ends(str s, span at)
{
	unsigned char lead = at.to < 3 ? 0 : (unsigned char)s.p[at.to - 3];

	return lead >= 0xE4 && lead <= 0xE9;
}

/* The words end in kanji and no verb ending follows: 援助の停止 is a noun. */
bool ja_bare(str s, span at)
{
	static const char *const behind[] = { "の",   "や", "と", "を", "が",
					      "は",   "も", "に", "で", "へ",
					      "、",   "。", "」", "）", ")",
					      "など", " ",  NULL };
	unsigned char lead = at.to < 3 ? 0 : (unsigned char)s.p[at.to - 3];
	str rest = str_cut(s, at.to, s.n);

	return lead >= 0xE4 && lead <= 0xE9 &&
	       (rest.n == 0 || ja_noun_begins(rest) ||
		str_starts_any(rest, behind));
}

/* A whole word that can stand before a noun: 示した, but not 電話し、. */
bool ja_can_modify(str word)
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
bool ja_dated_itself(const struct telling *t, const struct trigger *g)
{
	uint32_t from = g->clause.from;

	for (const struct trigger *b = g;
	     b-- > t->triggers.v && b->at.to > from;)
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
bool ja_of_noun(const struct telling *t, const struct trigger *g, span cue,
		const struct cue *c)
{
	static const char *const loose[] = { "もの",   "ため", "よう", "など",
					     "ような", "べき", "と仮", NULL };
	static const char *const told[] = { "とされる", "もの", NULL };
	str rest = str_cut(t->low, cue.to, t->low.n);
	bool plain = c->status == STATUS_HELD || c->present;

	if (c->link || c->drop || (!plain && event_is_joint(g->rule)) ||
	    !ja_can_modify(str_span(t->low, cue)))
		return false;
	if (str_starts(rest, STR("ものの")))
		return false; /* 合意したものの: told */
	if (!ja_noun_begins(rest) && !str_starts_any(rest, told) &&
	    !(c->present && str_starts_any(rest, loose)))
		return false;
	return !ja_dated_itself(t, g);
}

/* していた before a noun tells what was before: a date in front of it is the
 * main verb's, but for 21年から. */
bool ja_had_been(const struct telling *t, const struct trigger *g, uint32_t end)
{
	str words = str_cut(t->low, g->at.from, end);

	return str_ends(words, STR("ていた")) &&
	       ja_noun_begins(str_cut(t->low, end, t->low.n)) &&
	       str_find(str_cut(t->low, g->clause.from, g->at.from),
			STR("から"), 0) == SIZE_MAX;
}

static const char *const outcome[] = {
	"決裂", "開催", "開始", "再開", "終了", "中止", "延期", "実施", "実現",
	"成立", "中断", "結果", "予定", "見通", "可能", "方針", "是非", "意向",
	"検討", "見送", "取り", "事実", "最中", "日程", "場",	"席",	"準備",
	"機会", "調整", "打診", "要請", "要求", "提案", "呼び", NULL
};

bool ja_reason(const struct telling *t, const struct trigger *g, str rest)
{
	static const char *const why[] = { "で",     "により", "に応じ",
					   "を受け", "に基づ", "もあり",
					   "があり", NULL };
	static const char *const over[] = { "終了後", "終了直後", "終了前",
					    "開始前", "終了を待", NULL };
	static const char *const went_on[] = { "を続けてきた",
					       "を続けている",
					       "を続けていた",
					       "を続ける",
					       "が続く",
					       "が続いている",
					       NULL };
	static const char *const threat[] = { "や",	"を排除", "に屈",
					      "には屈", "に負け", "で譲歩",
					      NULL };
	str word = str_span(t->low, g->at), front;

	/* 5項目に進展がないと指摘した: no meeting's end */
	if (g->rule->fruitless && str_ends(word, STR("な")) &&
	    (str_starts(rest, STR("い")) ||
	     str_starts(rest, STR("かったもよう"))))
		return !str_starts(rest, STR("いまま"));
	if (event_is_joint(g->rule))
		return str_starts_any(rest, over) && !ja_dated_itself(t, g);
	/* 戦闘を続けてきた軍: who they are */
	if (str_is(g->rule->kind, "attack")) {
		for (const char *const *w = went_on; *w; w++) {
			size_t n = str_past(rest, *w);

			if (n && ja_noun_begins(str_cut(rest, n, rest.n)))
				return true;
		}
		return false;
	}
	if (str_is(g->rule->kind, "threat"))
		return str_ends(word, STR("し")) &&
		       str_starts_any(rest, threat);
	/* 期限を90日間延長する: no deadline is set */
	if (str_is(g->rule->kind, "deadline"))
		return str_has(str_cut(rest, 0, 36), STR("延長")) ||
		       str_has(str_cut(rest, 0, 36), STR("先送り"));
	if (!str_is(g->rule->kind, "demand"))
		return false;
	front = str_cut(t->low, g->clause.from, g->at.from);
	/* 12日に迫っていた期限: nobody asks */
	if (str_starts(word, STR("迫")) &&
	    (str_ends(front, STR("に")) || str_ends(front, STR("が"))))
		return true;
	return (str_ends(front, STR("の")) || str_ends(word, STR("け"))) &&
	       str_starts_any(rest, why) && !str_starts(rest, STR("でき"));
}

/* 停戦に向けた協議, 攻撃への報復, 関税引き下げの大統領令: named. 会談の開催
 * を決めた is told; so is 会談に向けて調整. */
bool ja_only_named(const struct telling *t, const struct trigger *g, str rest)
{
	static const char *const named[] = {
		"による",   "や",     "への",	    "にまつわる", "に伴う",
		"をめぐる", "などに", "などの",	    "につなが",	  "を条件",
		"で合意",   "に合意", "と引き換え", "を仲介",	  "を後押し",
		"を見守",   "を尊重", "を順守",	    "を履行",	  "を踏まえ",
		NULL
	};
	static const char *const later[] = { "後",     "以降", "以来", "以後",
					     "直後",   "直前", "の後", "の前",
					     "を受け", NULL };
	static const char *const ahead[] = { "に向けた", "に向けて", "に向け、",
					     NULL };

	if (str_starts_any(rest, later))
		return true;
	if (str_starts(rest, STR("」")) &&
	    (ja_noun_begins(str_cut(rest, 3, rest.n)) || /* 「停戦」案 */
	     str_starts(rest, STR("」への"))))
		return true;
	/* 相手の提案を検討し: what is done with it */
	if (str_is(g->rule->kind, "proposal") &&
	    str_starts_any(rest, t->lex->ja[JA_HANDLED]))
		return true;
	if (str_starts(rest, STR("の")) &&
	    ja_noun_begins(str_cut(rest, 3, rest.n)))
		return !str_starts_any(str_cut(rest, 3, rest.n), outcome);
	if (event_is_joint(g->rule)) {
		if (str_starts_any(rest, named))
			return !str_starts(rest, STR("で合意")) &&
			       !str_starts(rest, STR("などの"));
		return false;
	}
	if (str_is(g->rule->kind, "agreement") &&
	    (str_starts(rest, STR("で")) || str_starts(rest, STR("に調印")) ||
	     str_starts(rest, STR("に署名"))))
		return true;
	return str_starts_any(rest, named) || str_starts_any(rest, ahead);
}

/* 捕らえている人, 引き下げる命令, 拘束されている人質: what stands behind the
 * predicate makes a noun's clause of it. Bytes of the verb's ending, or 0. */
uint32_t ja_relative(str rest)
{
	static const char *const endings[] = {
		"されている", "されていた",   "している",  "していた", "ている",
		"ていた",     "された",	      "される",	   "した",     "する",
		"た",	      "る",	      "す",	   "く",       "う",
		"を受けた",   "を受けている", "きた",	   "いる",     "いた",
		"られた",     "られている",   "られていた"
	};
	uint32_t best = 0;

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		size_t n = str_past(rest, endings[i]);

		if (n > best && ja_noun_begins(str_cut(rest, n, rest.n)))
			best = (uint32_t)n;
	}
	return best;
}

/* A verb that tells what became of a meeting. */
struct told_verb {
	const char *verb;
	enum status is;
};

/* The first of the n that the sentence ends in, or NULL. */
static const struct told_verb *
verb_at_end(str whole, const struct told_verb *list, size_t n)
{
	if (str_ends(whole, STR("。")))
		whole.n -= 3;
	for (size_t i = 0; i < n; i++)
		if (str_ends(whole, str_of(list[i].verb)))
			return &list[i];
	return NULL;
}

/* 会議には…大臣らが出席する: who will be there. */
bool ja_attended(const struct telling *t, struct trigger *g,
		 const struct sentence *s, str rest)
{
	static const struct told_verb list[] = {
		{ "出席する", STATUS_PLANNED },
		{ "参加する", STATUS_PLANNED },
		{ "同席する", STATUS_PLANNED },
		{ "出席します", STATUS_PLANNED },
		{ "参加します", STATUS_PLANNED },
		{ "出席した", STATUS_HELD },
		{ "参加した", STATUS_HELD },
		{ "同席した", STATUS_HELD },
		{ "立ち会った", STATUS_HELD },
		{ "立ち会う", STATUS_PLANNED },
		{ "立ち会うという", STATUS_PLANNED },
		{ "出席するという", STATUS_PLANNED },
		{ "参加するという", STATUS_PLANNED },
		{ "出席しました", STATUS_HELD },
		{ "参加しました", STATUS_HELD },
		{ "同席しました", STATUS_HELD },
		{ "立ち会いました", STATUS_HELD },
	};
	str whole = str_span(t->low, s->at);
	const struct told_verb *verb;

	if (!event_is_joint(g->rule) || !str_starts(rest, STR("には")))
		return false;
	verb = verb_at_end(whole, list, sizeof(list) / sizeof(*list));
	if (!verb)
		return false;
	g->status = verb->is;
	g->clause.to = s->at.to;
	g->attended = true;
	return g->verbal = true;
}

/* 開かれたが、: another clause; not 大臣らが、. */
static bool but_follows(str rest)
{
	static const char *const but[] = { "たが、", "るが、", "だが、",
					   "いが、", "すが、", "ものの、" };

	rest = str_cut(rest, 0, TOLD_REACH);
	for (size_t i = 0; i < COUNT(but); i++)
		if (str_has(rest, str_of(but[i])))
			return true;
	return false;
}

/* 首脳会談は28日、…終了した: the end of the sentence tells it. */
bool ja_topic_told(const struct telling *t, struct trigger *g,
		   const struct sentence *s, str rest)
{
	static const struct told_verb list[] = {
		{ "終了した", STATUS_HELD },
		{ "終了しました", STATUS_HELD },
		{ "終わった", STATUS_HELD },
		{ "終わりました", STATUS_HELD },
		{ "閉幕した", STATUS_HELD },
		{ "開幕した", STATUS_HELD },
		{ "始まった", STATUS_HELD },
		{ "始まりました", STATUS_HELD },
		{ "開かれた", STATUS_HELD },
		{ "行われた", STATUS_HELD },
		{ "おこなわれた", STATUS_HELD },
		{ "おこなわれました", STATUS_HELD },
		{ "及んだ", STATUS_HELD },
		{ "及びました", STATUS_HELD },
		{ "およんだ", STATUS_HELD },
		{ "行われました", STATUS_HELD },
		{ "決裂した", STATUS_HELD },
		{ "決裂していた", STATUS_HELD },
		{ "再開した", STATUS_HELD },
		{ "再開された", STATUS_HELD },
		{ "続いている", STATUS_ONGOING },
		{ "行われている", STATUS_ONGOING },
		{ "続いています", STATUS_ONGOING },
		{ "開かれる", STATUS_PLANNED },
		{ "行われる", STATUS_PLANNED },
		{ "行われます", STATUS_PLANNED },
		{ "始まる", STATUS_PLANNED },
		{ "再開される", STATUS_PLANNED },
		{ "再開する", STATUS_PLANNED },
		{ "開催される", STATUS_PLANNED },
		{ "開始される", STATUS_PLANNED },
		{ "開始された", STATUS_HELD },
		{ "開催された", STATUS_HELD },
		{ "行われるとみられる", STATUS_PLANNED },
		{ "開かれるとみられる", STATUS_PLANNED },
		{ "行われるという", STATUS_PLANNED },
		{ "開かれるという", STATUS_PLANNED },
		{ "始まるという", STATUS_PLANNED },
		{ "行われたという", STATUS_HELD },
		{ "開かれたという", STATUS_HELD },
		{ "終結した", STATUS_HELD },
		{ "開かれます", STATUS_PLANNED },
		{ "始まります", STATUS_PLANNED },
		{ "予定だ", STATUS_PLANNED },
		{ "見通しだ", STATUS_PLANNED },
		{ "見通し", STATUS_PLANNED },
		{ "予定", STATUS_PLANNED },
		{ "予定です", STATUS_PLANNED },
		{ "中止された", STATUS_CANCELLED },
		{ "中止となった", STATUS_CANCELLED },
		{ "延期された", STATUS_POSTPONED },
		{ "延期となった", STATUS_POSTPONED },
	};
	str whole = str_span(t->low, s->at);
	const struct told_verb *verb;

	if (!(event_is_joint(g->rule) || str_is(g->rule->kind, "other")) ||
	    !(str_starts(rest, STR("は")) || str_starts(rest, STR("が")) ||
	      str_starts(rest, STR("も"))) ||
	    but_follows(rest))
		return false;
	verb = verb_at_end(whole, list, sizeof(list) / sizeof(*list));
	if (!verb)
		return false;
	g->status = verb->is;
	g->past = verb->is == STATUS_HELD;
	g->clause.to = s->at.to;
	/* 会議は、Xからは大臣らが出席し、…行われた */
	rest = str_cut(rest, 0, TOLD_REACH);
	g->attended = str_has(rest, STR("が出席し")) ||
		      str_has(rest, STR("が参加し"));
	return g->verbal = true;
}

/* 停戦に関する, 関税をめぐる: a particle before a noun, nobody's verb. */
static bool particle_verb(const struct telling *t, str front)
{
	for (const char *const *w = t->lex->ja[JA_PARTICLE_VERB]; *w; w++)
		if (str_ends(front, str_of(*w)))
			return true;
	return false;
}

/* Does what ends at `at` stand in a clause of a noun: ハマスが拘束する人質を…?
 */
bool ja_inside(const struct telling *t, uint32_t at, uint32_t to)
{
	str s = str_cut(t->low, at, to);

	for (size_t i = 3; i + 6 <= s.n; i++) {
		str here = str_cut(s, i, s.n), front = str_cut(s, 0, i);

		if (str_starts(here, STR("、")) ||
		    str_starts(here, STR("が")) || str_starts(here, STR("は")))
			return false;
		if (!str_starts(here, STR("た")) &&
		    !str_starts(here, STR("る")))
			continue;
		if (str_ends(front, STR("を加え")) ||
		    str_ends(front, STR("を含め")) ||
		    str_ends(front, STR("を交え")))
			continue; /* 日本を加えた3カ国で */
		if (to - at - i <= 6)
			return false; /* 提供する「供与」: tells of it */
		if (ja_noun_begins(str_cut(here, 3, here.n)) &&
		    !str_ends(front, STR("ま")) && !particle_verb(t, front))
			return true;
	}
	return false;
}

/* [date]に[place]で開く会議, 行われた会談: a verb in front of the noun, with
 * a date of its own, tells of it. */
bool ja_told_in_front(const struct telling *t, struct trigger *g)
{
	static const struct told_verb list[] = {
		{ "開かれる", STATUS_PLANNED },
		{ "行われる", STATUS_PLANNED },
		{ "行う", STATUS_PLANNED },
		{ "おこなわれる", STATUS_PLANNED },
		{ "おこなう", STATUS_PLANNED },
		{ "おこなわれた", STATUS_HELD },
		{ "おこなった", STATUS_HELD },
		{ "開く", STATUS_PLANNED },
		{ "開催する", STATUS_PLANNED },
		{ "開催される", STATUS_PLANNED },
		{ "行われる予定の", STATUS_PLANNED },
		{ "開かれる予定の", STATUS_PLANNED },
		{ "予定されている", STATUS_PLANNED },
		{ "予定されていた", STATUS_PLANNED },
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

	if (ja_noun_begins(str_cut(t->low, g->at.to, t->low.n)))
		return false; /* 交渉参加国 */

	if (from < g->clause.from)
		from = g->clause.from;
	near = str_cut(t->low, from, g->at.from);
	if (!ja_dated_itself(t, g) &&
	    str_find(near, STR("予定"), 0) == SIZE_MAX)
		return false;
	for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++) {
		size_t at = str_find(near, str_of(list[i].verb), 0);

		if (at == SIZE_MAX)
			continue;
		/* ソウルで開かれた、3か国の会議では */
		at += strlen(list[i].verb);
		if (str_starts(str_cut(near, at, near.n), STR("、")))
			at += 3;
		if (str_find(near, STR("、"), at) != SIZE_MAX)
			continue;
		g->status = list[i].is;
		return g->fronted = true;
	}
	return false;
}

bool ja_foretold(const struct trigger *g, str rest)
{
	static const char *const open[] = { "になる",	"になりそう", "だろう",
					    "行われる", "開かれる",   "を行う",
					    "を開く",	"実現する" };
	size_t end;
	str said;

	if (!event_is_joint(g->rule) || !str_starts(rest, STR("は「")))
		return false;
	end = str_find(rest, STR("」と"), 0);
	if (end > 240)
		return false;
	said = str_cut(rest, 0, end);
	for (size_t i = 0; i < sizeof(open) / sizeof(*open); i++)
		if (str_has(said, str_of(open[i])))
			return true;
	return false;
}

/* 2002年の日朝首脳会談で, 11月10日の会談では: a meeting named with its day, and
 * what came of it there. */
bool ja_day_of_noun(const struct telling *t, struct trigger *g, str rest)
{
	static const char *const behind[] = { "で、", "では", "で",
					      "に続", "以来", "以降",
					      "後、", "後に", NULL };
	uint32_t from = g->at.from > 48 ? g->at.from - 48 : 0;
	str gap;

	if (!event_is_joint(g->rule) || str_is(g->rule->kind, "visit") ||
	    !str_starts_any(rest, behind) || str_starts(rest, STR("でき")) ||
	    str_starts(rest, STR("で合意")))
		return false;
	if (from < g->clause.from)
		from = g->clause.from;
	for (uint32_t i = g->at.from; i > from; i--)
		if (event_time_ends(t, i)) {
			gap = str_cut(t->low, i, g->at.from);
			return str_starts(gap, STR("の")) &&
			       event_has_time(t, (span){ from, i }) &&
			       !str_has(gap, STR("、")) &&
			       !str_has(gap, STR("を")) &&
			       !str_has(gap, STR("が")) &&
			       !str_has(gap, STR("は")) &&
			       !str_has(gap, STR("した"));
		}
	return false;
}

bool ja_bare_noun_tells(const struct telling *t, const struct trigger *g,
			const struct sentence *s)
{
	str rest = str_trim(str_cut(t->low, g->at.to, s->at.to));
	bool ends = rest.n == 0 || str_is(rest, "。") ||
		    str_starts(rest, STR("（")) || str_starts(rest, STR("("));
	bool both = g->rule->both;

	if (ja_noun_begins(rest))
		return false;
	if (g->rule->alone || (ends && s->kind == SENTENCE_BODY))
		return true;
	/* 秘密交渉のスクープ is of a report, 会談の決裂 of the talks */
	if (str_starts(rest, STR("の")))
		both &= str_starts_any(str_cut(rest, 3, rest.n), outcome);
	if (s->kind == SENTENCE_HEADING)
		return both || ends;
	if (s->kind != SENTENCE_BULLET)
		return false;
	return event_has_time(t, s->at)
		       ? both || ends
		       : ends && both && t->heading_time != NO_REF;
}
