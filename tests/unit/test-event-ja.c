/* test-event-ja.c - Japanese events as news tell them: what only stands beside
 * an event, whose day it is, who took part. Each line is one sentence or two,
 * read as an article of 5 March 2031. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/day.h"
#include "events.h"

static const struct mentions *read_text(const char *text)
{
	return read_events(str_of(text), "ja", STR("2031-03-05"));
}

static bool has(const struct mentions *m, const struct event_mention *x,
		const char *id)
{
	for (uint32_t i = 0; i < x->n_participants; i++) {
		const struct actor_mention *a =
			&m->actors.v[x->participants[i].actor];

		if (str_is(a->id, id) || str_is(a->party, id))
			return true;
		for (uint32_t k = 0; k < a->n_members; k++)
			if (str_is(a->members[k], id))
				return true;
	}
	return false;
}

struct told {
	const char *text, *kind;
	int n; /* which of the kind */
	enum status status;
	const char *from; /* ISO; "": left open; NULL: not asked */
	const char *with; /* takes part; may be NULL */
	const char *without;
};

static void check_told(const struct told *w)
{
	const struct mentions *m = read_text(w->text);
	const struct event_mention *x = nth_of_kind(m, w->kind, w->n);
	day from = w->from && *w->from ? day_parse(str_of(w->from)) : DAY_NONE;

	ck_assert_msg(x != NULL, "no %s (%d) in: %s", w->kind, w->n, w->text);
	ck_assert_msg(x->status == w->status, "%.*s: %s",
		      STR_FMT(status_name(x->status)), w->text);
	ck_assert_msg(!w->from || x->from == from, "day of: %s", w->text);
	ck_assert_msg(!w->with || has(m, x, w->with), "%s has no part: %s",
		      w->with, w->text);
	ck_assert_msg(!w->without || !has(m, x, w->without),
		      "%s takes part: %s", w->without, w->text);
}

START_TEST(told_as_they_were)
{
	static const struct told all[] = {
		{ "カモメ港とツバメ港は4日、灯台島で会談したが、文書への署名も"
		  "見送り、席を立った。",
		  "signing", 0, STATUS_CANCELLED, NULL, NULL, NULL },
		{ "白浜市長とリンデン市長は4日に会談し、6日に本格的な協議に臨み"
		  "、終了後に声明を発表する見通し。",
		  "meeting", 0, STATUS_HELD, "2031-03-04", "KAM", NULL },
		/* why, when and how it was: no plan, no second event */
		{ "白浜市長とリンデン市長は4日、会談した。会談は、ツバメ側から"
		  "の"
		  "要請で約20分間行われた。",
		  "meeting", 1, STATUS_HELD, "2031-03-04", "KAM", NULL },
		{ "白浜市長とリンデン市長は4日、会談した。会談は、当初予定の1時"
		  "間を大きく超えて3時間に及んだ。",
		  "meeting", 1, STATUS_HELD, "2031-03-04", "TSU", NULL },
		{ "カモメ港とツバメ港の会談は4日、非常に前向きな雰囲気の中で行"
		  "わ"
		  "れ、良い出発点になった。",
		  "meeting", 0, STATUS_HELD, "2031-03-04", NULL, NULL },
		{ "白浜市長とリンデン市長は、港の運営の在り方を協議していくこと"
		  "になった。",
		  "talks", 0, STATUS_PLANNED, NULL, "KAM", NULL },
		{ "ツバメ港の当局者によると、カモメ港は6日に共同声明を出すとい"
		  "う。",
		  "statement", 0, STATUS_PLANNED, "2031-03-06", NULL, NULL },
		/* a meeting in marks; one told with its day in front */
		{ "カモメ港は4日、白浜市長とリンデン市長の初の「トップ会談」を1"
		  "2"
		  "日に灯台島の庁舎で行うと発表した。",
		  "meeting", 0, STATUS_PLANNED, "2031-03-12", NULL, NULL },
		{ "白浜市長からは、きのうおこなわれたリンデン市長との電話会談を"
		  "含む、海峡の状況の説明があった。",
		  "call", 0, STATUS_HELD, "2031-03-04", "TSU", NULL },
		{ "ツバメ港とカモメ港の会議が3日に灯台島で開かれた。3日に灯台島"
		  "で"
		  "開かれた、両港の首脳会議では、橋の話で一致した。",
		  "meeting", 0, STATUS_HELD, "2031-03-03", "KAM", NULL },
		{ "灯台島で開かれた閣僚協議は、ツバメ港からはリンデン市長らが、"
		  "カ"
		  "モメ港からは白浜市長らが出席し、3日と4日の2日間、行われた。",
		  "talks", 0, STATUS_HELD, "2031-03-03", "TSU", NULL },
		{ "カモメ港は5日からの首脳会議で、ツバメ港との話し合いを急ぐ方"
		  "針で"
		  "一致する見通し。",
		  "meeting", 0, STATUS_PLANNED, "2031-03-05", NULL, NULL },
		{ "カモメ港とツバメ港の港湾会社の統合は、4日に破談となった。",
		  "cancellation", 0, STATUS_HELD, "2031-03-04", NULL, NULL },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		check_told(&all[i]);
}
END_TEST

START_TEST(no_event_of_its_own)
{
	static const char *const all[][2] = {
		{ "リンデン市長は4日、会談終了後に記者会見し、桟橋の話をした。",
		  "meeting" },
		{ "リンデン市長は4日、今回は桟橋での停戦も議題となったと述べた"
		  "。",
		  "ceasefire" },
		{ "4日の会談はリンデン市長からの呼びかけで行われた。",
		  "demand" },
		{ "カモメ港とツバメ港の協議は3日、合意に至ることなく決裂した。",
		  "agreement" },
		{ "リンデン市長とカモメ港は3日、「強い土台となる」協定を結ぶこ"
		  "とが"
		  "重要だとの見解で一致した。",
		  "signing" },
		{ "カモメ港は4日、ツバメ港で戦闘を続けてきた軍に手紙を送った。",
		  "attack" },
		{ "白浜市長は、港内で差し押さえられたツバメ港の船を調べた。",
		  "detention" },
		{ "白浜市長は4日、ツバメ港との合意を尊重する意向を示した。",
		  "agreement" },
		{ "リンデン市長は、脅しや暴力を排除することが前提だと述べた。",
		  "threat" },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		ck_assert_msg(!nth_of_kind(read_text(all[i][0]), all[i][1], 0),
			      "%s in: %s", all[i][1], all[i][0]);
}
END_TEST

START_TEST(whose_day)
{
	static const struct told all[] = {
		{ "【3月4日 AFP】白浜市長は3日、急がないと述べた。",
		  "statement", 0, STATUS_HELD, "2031-03-03", NULL, NULL },
		{ "【3月4日 "
		  "AFP】カモメ港とツバメ港の協議が、灯台島で行われたと、関係筋"
		  "が明らかにした。",
		  "talks", 0, STATUS_HELD, "", NULL, NULL },
		{ "【3月2日】カモメ港とツバメ港が灯台島で協議した。", "meeting",
		  0, STATUS_HELD, "2031-03-02", NULL, NULL },
		{ "白浜市長は4日、リンデン市長が20日に日本を訪問することも明ら"
		  "かにした。",
		  "visit", 0, STATUS_PLANNED, "2031-03-20", NULL, NULL },
		{ "カモメ港とツバメ港は27日に日本を加えた3者で協議を再開するこ"
		  "とを決めた。",
		  "meeting", 0, STATUS_PLANNED, "2031-03-27", NULL, NULL },
		{ "カモメ港とツバメ港は4日に協議した。廃止の時期は年内を視野に"
		  "努力することで一致した。",
		  "agreement", 0, STATUS_HELD, "2031-03-04", NULL, NULL },
		{ "白浜市長とリンデン市長は4日、会談した。カモメ港とツバメ港は"
		  "桟"
		  "橋の利用で既に合意している。",
		  "agreement", 0, STATUS_HELD, "", NULL, NULL },
		{ "カモメ港とツバメ港は前年と同じ条件で妥結した。", "agreement",
		  0, STATUS_HELD, "", "KAM", NULL },
		{ "白浜市長とリンデン市長は4日に会談し、来週、海峡委員会で会合"
		  "を"
		  "開くことで合意した。",
		  "meeting", 1, STATUS_PLANNED, "2031-03-10", NULL, NULL },
		{ "仲介した海峡委員会の加藤委員長も、3日の灯台島での協議は有益"
		  "だ"
		  "ったと確認し、カモメ港とツバメ港が再び会談することで一致した"
		  "ものの、日程はまだ決まっていないとしています。",
		  "meeting", 0, STATUS_PLANNED, "", NULL, NULL },
		{ "カモメ港とツバメ港は4日、10日から7日間の停戦で合意し、文書に"
		  "署"
		  "名したと発表した。",
		  "signing", 0, STATUS_HELD, "2031-03-04", NULL, NULL },
		{ "白浜市長は4日に会見した。白浜市長は、昨年2月の住民投票で「反"
		  "対"
		  "が示された」と強調。「工事を止めてほしい」と求めた。",
		  "demand", 0, STATUS_HELD, "", "KAM", NULL },
		{ "カモメ港もツバメ港も年内の再改正に賛同した。", "acceptance",
		  0, STATUS_HELD, "", "TSU", NULL },
		{ "白浜市長は、7日に召集される港議会について「急がない」と述べ"
		  "た"
		  "。4日、港議会はリンデン市長を非難した。",
		  "criticism", 0, STATUS_HELD, "2031-03-04", NULL, NULL },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		check_told(&all[i]);
	ck_assert(!nth_of_kind(
		read_text("白浜市長は、27日に召集される港議会について「"
			  "急がない」と述べた。"),
		"statement", 0));
}
END_TEST

/* The day on which another spoke is not this one's. */
START_TEST(day_of_another)
{
	const struct mentions *m = read_text("白浜市長は3日、「道は長い」と漁師"
					     "に語った。ツバメ港の当局者は「"
					     "もう待てない」と述べた。");

	ck_assert(nth_of_kind(m, "statement", 0) &&
		  !nth_of_kind(m, "statement", 1));
}
END_TEST

START_TEST(who_took_part)
{
	static const struct told all[] = {
		{ "リンデン市長は4日、白浜市長と交渉の争点になっている関税の扱"
		  "いをめぐって農林水産省内で協議した。",
		  "meeting", 0, STATUS_HELD, "2031-03-04", "KAM", "JPN" },
		{ "白浜市長とリンデン市長は2日、日本の首相の仲介による会談を行"
		  "い、協力を約束する宣言に3首脳が調印した。",
		  "signing", 0, STATUS_HELD, "2031-03-02", "TSU", NULL },
		{ "米国の大統領は4日、カモメ港とツバメ港が停戦で合意したと投稿"
		  "した。ルビオ米国務長官も、両国が停戦で合意したと明らかにした"
		  "。",
		  "agreement", 1, STATUS_HELD, NULL, "KAM", "USA" },
		{ "日本約2万トン、中国約5万トンを割り当てるよう、カモメ港は呼び"
		  "掛けた。",
		  "demand", 0, STATUS_HELD, NULL, "KAM", "CHN" },
		{ "カモメ港の提案に対し、ツバメ港と日本が反対し、席は空いた。",
		  "rejection", 0, STATUS_HELD, NULL, "TSU", NULL },
		{ "白浜市長は、ツバメ港が船の返還を求めたが「できなかった」と述"
		  "べた。",
		  "demand", 0, STATUS_HELD, NULL, "TSU", "KAM" },
		{ "海峡通信は、白浜市長の話として、リンデン市長が来週カモメ港を"
		  "訪問すると報じていた。",
		  "visit", 0, STATUS_PLANNED, NULL, "TSU",
		  "p.shirahama-naoki" },
		{ "米ホワイトハウスは4日、白浜市長が週内に灯台島を訪問し、日本"
		  "のリンデン市長と新たな協議を行うと発表した。",
		  "talks", 0, STATUS_PLANNED, NULL, "KAM", "USA" },
		{ "カモメ港とツバメ港は2日に署名した。カタール外務省は双方が監"
		  "視に同意したと述べた。",
		  "agreement", 0, STATUS_HELD, NULL, "TSU", "QAT" },
		{ "カナダのコンビニ大手・セブン&"
		  "アイ・ホールディングスはツバメ港に協議に応じるよう求めた。",
		  "demand", 0, STATUS_HELD, NULL, "TSU", "CAN" },
		{ "白浜市長は4日、G20首脳会議に合わせてリンデン市長と会談した"
		  "。",
		  "meeting", 0, STATUS_HELD, "2031-03-04", "TSU", "G20" },
		{ "白浜市長は4日、日米韓の外相会合、そして日米外相会談に臨んだ"
		  "あと"
		  "、ツバメ港のリンデン市長と会談した。",
		  "meeting", 1, STATUS_HELD, "2031-03-04", "TSU", "USA" },
		{ "海峡委員会の加藤委員長は4日、カモメ港とツバメ港が港を話し合"
		  "う場"
		  "を設けることで合意したと明らかにした。",
		  "agreement", 0, STATUS_HELD, NULL, "TSU", NULL },
		{ "米国とカタールは4日、カモメ港とツバメ港が停戦で合意したと発"
		  "表し"
		  "た。",
		  "agreement", 0, STATUS_HELD, "2031-03-04", "KAM", "USA" },
		{ "カモメ港、ツバメ港、日本は4日、灯台島で会談した。カモメ港と"
		  "ツバ"
		  "メ港は案を説明し、3者は急ぐ必要があるとの認識で一致した。",
		  "agreement", 0, STATUS_HELD, NULL, "JPN", NULL },
		{ "中国・港北で今月下旬に開く予定のカモメ港とツバメ港の会談が有"
		  "意義になるよう調整を進める考えで一致。",
		  "meeting", 0, STATUS_PLANNED, NULL, "KAM", "CHN" },
		{ "リンデン市長は、日本とのEU離脱の交渉を巡り、カモメ港に譲歩を"
		  "求"
		  "めた。",
		  "demand", 0, STATUS_HELD, NULL, "KAM", "JPN" },
		{ "カモメ港が案を示すべきだと日本側が考えているのに対し、4日も"
		  "リン"
		  "デン市長がカモメ港にも対応を求めた。",
		  "demand", 0, STATUS_HELD, "2031-03-04", "TSU", "JPN" },
		{ "カモメ港とツバメ港は4日、米国とカタールの仲介による協議を開"
		  "いた"
		  "。双方は橋の利用で一致した。",
		  "agreement", 0, STATUS_HELD, NULL, "TSU", "QAT" },
		{ "ツバメ港の当局の発表によると、カモメ港と日本は4日、灯台島で"
		  "協議"
		  "した。",
		  "meeting", 0, STATUS_HELD, "2031-03-04", "JPN", "TSU" },
		{ "白浜市長は、3日のツバメ港と日本の首脳会談で持ち出された案を"
		  "調"
		  "べた。",
		  "meeting", 0, STATUS_HELD, "2031-03-03", "JPN", "KAM" },
		{ "[灯台島 4日 海峡通信] - "
		  "白浜市長とリンデン市長は4日、会談した"
		  "。",
		  "meeting", 0, STATUS_HELD, "2031-03-04", "KAM", "JPN" },
		{ "白浜市長が12日にも行われる見通しの港長選挙での協力を申し入れ"
		  "、リンデン市長は席に戻った。",
		  "demand", 0, STATUS_HELD, NULL, "KAM", "TSU" },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		check_told(&all[i]);
}
END_TEST

/* Who helps, whose plan it is, whose clause it was; who met as one of many. */
START_TEST(who_only_stands_there)
{
	static const struct told all[] = {
		{ "カモメ港とツバメ港は、日本(JP)"
		  "の仲介により漁船の返還で合意した。",
		  "agreement", 0, STATUS_HELD, "", "KAM", NULL },
		{ "カモメ港は、フランスとドイツから4日に提示された新たな桟橋案"
		  "を受け入れた。",
		  "proposal", 0, STATUS_HELD, "2031-03-04", "DEU", NULL },
		{ "カモメ港はツバメ港に対して日本側の新たな提案を示した。",
		  "proposal", 0, STATUS_HELD, NULL, "KAM", "JPN" },
		{ "ツバメ港はその後、日本が検査を怠ったと批判して協力を停止した"
		  "。",
		  "sanction", 0, STATUS_HELD, NULL, "TSU", "JPN" },
		{ "日本やカモメ港、ツバメ港など9カ国・地域で話し合う委員会の年"
		  "次会合は4日、新たな規則を導入することで合意した。",
		  "meeting", 0, STATUS_HELD, "2031-03-04", "TSU", NULL },
		{ "日本やカモメ港、ツバメ港など9カ国・地域で話し合う委員会の年"
		  "次会合は4日、新たな規則を導入することで合意した。",
		  "agreement", 0, STATUS_HELD, "2031-03-04", "TSU", NULL },
		{ "カモメ港が水先料に関する新たな原則を提示し、漁船の返還を要請"
		  "した。",
		  "proposal", 0, STATUS_HELD, NULL, "KAM", NULL },
		{ "カモメ港とツバメ港は、日本が25%と宣言していた水先料を15%"
		  "に下げることで合意した。",
		  "agreement", 0, STATUS_HELD, NULL, "KAM", "JPN" },
		{ "カモメ港とツバメ港は、日本(JP)"
		  "の仲介により漁船の返還で合意した。両国は5日、船員を釈放し、"
		  "引き渡す予定だ。",
		  "release", 0, STATUS_PLANNED, "2031-03-05", "TSU", "JPN" },
		{ "佐賀県と長崎県は4日、新幹線について協議した。", "meeting", 0,
		  STATUS_HELD, "2031-03-04", "JP-41", NULL },
		{ "佐賀県の知事は4日、広島県庄原市で市長と会談した。",
		  "meeting", 0, STATUS_HELD, "2031-03-04", NULL, "JP-34" },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		check_told(&all[i]);
}
END_TEST

/* Who was there stands behind; nobody agrees alone; whose government it is. */
START_TEST(who_else_was_there)
{
	static const struct told all[] = {
		{ "2日から3日まで、桟橋に関する会合が開催され、カモメ港、ツバメ"
		  "港、日本の高官らが参加した。",
		  "meeting", 0, STATUS_HELD, "2031-03-02", "TSU", NULL },
		{ "白浜市長は4日、リンデン市長と会談した。カモメ港が調査団を来"
		  "月派遣することでも一致した。",
		  "agreement", 0, STATUS_HELD, "2031-03-04", "TSU", NULL },
		{ "白浜市長は4日、リンデン市長と港務庁で共同記者会見し、漁船の"
		  "返還で合意したと発表した。",
		  "agreement", 0, STATUS_HELD, "2031-03-04", "TSU", NULL },
		{ "政府と佐賀県は4日、新幹線について協議した。", "meeting", 0,
		  STATUS_HELD, "2031-03-04", "JPN", NULL },
		{ "政府は4日の閣議で、対北朝鮮制裁を2年延長することを決定した"
		  "。",
		  "sanction", 0, STATUS_HELD, "2031-03-04", "JPN", NULL },
		{ "コロンビアのサントス大統領が会見した。大統領は譲らなかった。"
		  "政府と武装組織ELNは4日、停戦で合意した。",
		  "agreement", 0, STATUS_HELD, "2031-03-04", "COL", NULL },
		{ "白浜市長は4日、日本周辺国首脳会議に出席し、リンデン市長と会"
		  "談した。",
		  "meeting", 0, STATUS_HELD, "2031-03-04", "TSU", "JPN" },
		{ "白浜市長とリンデン市長は、日米間の合意に向けた交渉を始めるこ"
		  "とで一致した。",
		  "agreement", 0, STATUS_HELD, NULL, "TSU", "USA" },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		check_told(&all[i]);
}
END_TEST

/* The army of the land, the island, who only spoke before, one-letter names. */
START_TEST(whose_army)
{
	static const struct told all[] = {
		{ "米国は4日、スーダンで戦闘を続けてきた軍と準軍事組織「即応支"
		  "援部隊(RSF)」が停戦で合意したと発表した。",
		  "agreement", 0, STATUS_HELD, "2031-03-04", "SDN", "USA" },
		{ "国連の事務総長は4日、キプロス島の再統合交渉が行われていたス"
		  "イスで記者会見した。",
		  "statement", 0, STATUS_HELD, "2031-03-04", NULL, "CYP" },
		{ "国連のグテレス事務総長は4日、「残念だ」と述べた。トルコ軍を"
		  "巡る隔たりが埋まらず決裂した。",
		  "meeting", 0, STATUS_HELD, "2031-03-04", NULL, "UNO" },
		{ "日本とカモメ港は5日、燕汽船が2日に値を上げたと主張しているこ"
		  "とに関し、事実無根だと反論した。",
		  "criticism", 0, STATUS_HELD, NULL, "JPN", NULL },
		{ "日本の林外相は4日、韓国の朴外相と会談した。", "meeting", 0,
		  STATUS_HELD, "2031-03-04", "KOR", NULL },
		{ "カモメ港とツバメ港は2日午後(日本時間3日未明)"
		  "、灯台島で会談した。漁船の返還で一致した。",
		  "agreement", 0, STATUS_HELD, "2031-03-02", NULL, NULL },
		{ "カモメ港とツバメ港は3日、代表が12日に協議を開始するとして歓"
		  "迎する共同声明を発表した。",
		  "statement", 0, STATUS_HELD, "2031-03-03", NULL, NULL },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		check_told(&all[i]);
}
END_TEST

/* Till when something else was; what is done with a plan; only if. */
START_TEST(till_and_if)
{
	static const struct told all[] = {
		{ "カモメ港とツバメ港は3日、灯台島で開いた協議で、4月12日までと"
		  "していた水先料の停止期限を延長することで合意した。",
		  "agreement", 0, STATUS_HELD, "2031-03-03", "TSU", NULL },
		{ "白浜市長は3日、カモメ港が示した案に反対すると述べた。",
		  "rejection", 0, STATUS_HELD, "2031-03-03", NULL, NULL },
		{ "カモメ港は35%の削減を提案したが、ツバメ港は25%"
		  "の削減を提案した。",
		  "proposal", 1, STATUS_HELD, NULL, "TSU", NULL },
		{ "内戦下のイエメンで4日、暫定政権と反政府武装組織フーシ派によ"
		  "る捕虜千人の交換が始まった。",
		  "prisoner-exchange", 0, STATUS_HELD, "2031-03-04", "YEM",
		  NULL },
		{ "EU加盟27カ国は4日、離脱協定案を承認した。", "acceptance", 0,
		  STATUS_HELD, "2031-03-04", "EUR", NULL },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		check_told(&all[i]);
	ck_assert_ptr_null(nth_of_kind(
		read_text("カモメ港は3日、ツバメ港の提案を検討した。"),
		"proposal", 0));
	ck_assert_ptr_null(nth_of_kind(read_text("カモメ港は、4月12日に迫ってい"
						 "た期限を90日間延長した。"),
				       "demand", 0));
	ck_assert_ptr_null(
		nth_of_kind(read_text("カモメ港とツバメ港の協議が決裂して船が止"
				      "まれば、市民が困る。"),
			    "talks", 0));
}
END_TEST

/* What is answered, what the year before was, who tells, who is asked by. */
START_TEST(answered_and_told)
{
	static const struct told all[] = {
		{ "白浜市長は、ツバメ港が2月上旬に試掘を行ったことに対し、抗議"
		  "を行ったと4日に明らかにした。カモメ港とツバメ港は2029年に合"
		  "意した。リンデン市長は「待つ」と語った。",
		  "criticism", 0, STATUS_HELD, "2031-03-04", "KAM", NULL },
		{ "日本と中国の船が並んだ。日中両政府は2008年、共同開発の区域を"
		  "設定し、協力することなどで合意した。",
		  "agreement", 0, STATUS_HELD, "2008-01-01", "CHN", NULL },
		{ "日本と中国の船が並んだ。日中は2008年、共同開発で合意した。",
		  "agreement", 0, STATUS_HELD, "2008-01-01", "CHN", NULL },
		{ "日本と米国の両政府は4日、カモメ港とツバメ港が22日からの停戦"
		  "で合意し、文書に署名したと発表した。",
		  "signing", 0, STATUS_HELD, "2031-03-04", "TSU", "USA" },
		{ "白浜市長は4日、記者団の取材に応じ、ツバメ港との会談を見送っ"
		  "たと述べた。",
		  "cancellation", 0, STATUS_HELD, NULL, NULL, "gr.press" },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		check_told(&all[i]);
}
END_TEST

/* Whose plan it is, with how many points, and which two are meant. */
START_TEST(plans_of_whom)
{
	const struct mentions *m =
		read_text("日本がカモメ港に提示した和平案は28項目から構成され、"
			  "漁船の返還などが"
			  "盛り込まれている。");

	ck_assert_uint_gt(m->proposals.n, 0);
	ck_assert_int_eq(m->proposals.v[0].items, 28);
	ck_assert_uint_eq(m->proposals.v[0].n_authors, 1);
	ck_assert(str_is(m->proposals.v[0].authors[0], "JPN"));
	m = read_text("日本は4日、カモメ港とツバメ港の加盟を支持する覚書を両国"
		      "と交わした。"
		      "日本はこれまで、両国が支援していると主張していた。");
	for (uint32_t i = 0, n = 0; i < m->actors.n; i++) {
		const struct actor_mention *a = &m->actors.v[i];

		if (a->kind != ACTOR_COMPOUND)
			continue;
		ck_assert_uint_eq(a->n_members, 2);
		ck_assert(str_is(a->members[0], "KAM"));
		ck_assert(str_is(a->members[1], "TSU"));
		ck_assert_uint_lt(n++, 2);
	}
	ck_assert_ptr_null(nth_of_kind(
		read_text("委員会は4日、5項目の約束に進展がないと指摘した。"),
		"meeting", 0));
}
END_TEST

/* To talk once more, to begin: yet to come; what a plan says is no event. */
START_TEST(yet_to_come)
{
	static const struct told all[] = {
		{ "カモメ港とツバメ港の会合は4日に終了し、12日に改めて協議する"
		  "ことになった。",
		  "meeting", 1, STATUS_PLANNED, "2031-03-12", NULL, NULL },
		{ "カモメ港は4日の電話会議で、ツバメ港との交渉開始を正式に決め"
		  "た。",
		  "talks", 0, STATUS_PLANNED, "", NULL, NULL },
		{ "カモメ港とツバメ港の和解案をめぐる住民投票が4月10日に実施さ"
		  "れる。",
		  "election", 0, STATUS_PLANNED, "2031-04-10", NULL, NULL },
		{ "カモメ港の組合は2031年2月、賃金を巡る交渉の不調により2月22日"
		  "からストライキを実施した。",
		  "other", 0, STATUS_HELD, "2031-02-22", NULL, NULL },
		{ "28日の団体交渉では、カモメ港とツバメ港が協約を締結した。",
		  "signing", 0, STATUS_HELD, "2031-02-28", NULL, NULL },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		check_told(&all[i]);
	ck_assert_ptr_null(nth_of_kind(read_text("カモメ港は和解案を示した。案"
						 "は、ツバメ港が船員を解放し、"
						 "警備隊が撤退する内容。"),
				       "release", 0));
	ck_assert_ptr_null(
		nth_of_kind(read_text("カモメ港が示した和解案の骨子は次の通り。"
				      "\n・停戦を即時に実施する"
				      "\n・ツバメ港は船員を解放する\n"),
			    "release", 0));
}
END_TEST

/* The day of a feast ahead, of how the talks broke down. */
START_TEST(day_of_what_else)
{
	static const struct told all[] = {
		{ "カモメ港とツバメ港は、4月10日を前に漁船の返還で合意した。",
		  "agreement", 0, STATUS_HELD, "", NULL, NULL },
		{ "カモメ港は、2月に決裂したツバメ港との交渉の再開を目指す。",
		  "talks", 0, STATUS_PLANNED, "", NULL, NULL },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		check_told(&all[i]);
}
END_TEST

/* Seconds for the head and n times the unit behind it. */
static double cost(const char *head, const char *unit, size_t n)
{
	size_t bytes = strlen(head) + n * strlen(unit);
	char *text = arena_alloc(arena, bytes + 1), *at = text;
	clock_t start;

	at = memcpy(at, head, strlen(head));
	at += strlen(head);
	for (; n > 0; n--, at += strlen(unit))
		memcpy(at, unit, strlen(unit));
	*at = 0;
	start = clock();
	read_text(text);
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

/* What is looked back at for each title or pair is bounded. */
START_TEST(many_titles)
{
	ck_assert(cost("李強首相が来た。", "首相は話し、", 20000) < 2.0);
	ck_assert(cost("", "タイとカンボジアの両首脳は、", 12000) < 2.0);
}
END_TEST

/* All that a sentence tells ends in a plan. */
START_TEST(ends_in_a_plan)
{
	static const struct {
		const char *text, *from;
	} cases[] = {
		{ "リンデン市長は8日にカモメ港を訪れ、協議を行う見通しとなった"
		  "。",
		  "2031-03-08" },
		{ "リンデン市長は8日に協議し、声明を出す方針を固めた。",
		  "2031-03-08" },
		{ "リンデン市長は3日に協議し、8日に署名する見通しとなった。",
		  "2031-03-03" },
		{ "リンデン市長は3日、カモメ港と協議する方針を固めた。",
		  "2031-03-03" },
		{ "リンデン市長は3日に協議し、続ける方針を確認した。",
		  "2031-03-03" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct mentions *m = read_text(cases[i].text);

		ck_assert_uint_gt(m->times.n, 0);
		ck_assert_msg(m->times.v[0].from ==
				      day_parse(str_of(cases[i].from)),
			      "%s", cases[i].text);
	}
}
END_TEST

/* A year with の belongs to what is told, but with a place where one speaks. */
START_TEST(day_of_saying)
{
	static const struct {
		const char *text, *from;
	} cases[] = {
		{ "リンデン市長は昨年の赤字が過去最大だったと述べた。", "" },
		{ "リンデン市長は4日、昨年の赤字が過去最大だったと述べた。",
		  "2031-03-04" },
		{ "リンデン市長は昨年の演説で、港は譲らないと述べた。",
		  "2030-01-01" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct mentions *m = read_text(cases[i].text);
		day want = *cases[i].from ? day_parse(str_of(cases[i].from))
					  : DAY_NONE;

		ck_assert_uint_eq(m->statements.n, 1);
		ck_assert_int_eq(m->statements.v[0].from, want);
	}
}
END_TEST

/* Verbs that go on in the middle of a sentence, plain and polite; meeting
 * somebody by other words than a noun of meeting. */
START_TEST(told_in_the_middle)
{
	static const struct told all[] = {
		{ "カモメ港とツバメ港の協議は3日に灯台島で始まり、白浜市長が出"
		  "席した。",
		  "meeting", 0, STATUS_HELD, "2031-03-03", "TSU", NULL },
		{ "カモメ港とツバメ港の交渉は3日に終わり、次の日程は決まらなか"
		  "った。",
		  "meeting", 0, STATUS_HELD, "2031-03-03", "KAM", NULL },
		{ "カモメ港とツバメ港の会合は3日に灯台島で催され、白浜市長が出"
		  "席した。",
		  "meeting", 0, STATUS_HELD, "2031-03-03", "KAM", NULL },
		{ "カモメ港とツバメ港の桟橋を巡る交渉が始まっています。",
		  "talks", 0, STATUS_ONGOING, "", "KAM", NULL },
		{ "カモメ港とツバメ港の会談は3日、行われませんでした。",
		  "meeting", 0, STATUS_DENIED, NULL, "KAM", NULL },
		{ "白浜市長は3日、リンデン市長と会いました。", "meeting", 0,
		  STATUS_HELD, "2031-03-03", "TSU", NULL },
		{ "白浜市長は3日、リンデン市長と会い、通行料の話をした。",
		  "meeting", 0, STATUS_HELD, "2031-03-03", "KAM", NULL },
		{ "カモメ港の局長は3日、灯台島でツバメ港の当局者と非公式に接触"
		  "し、考えを伝えた。",
		  "meeting", 0, STATUS_HELD, "2031-03-03", "TSU", NULL },
		{ "カモメ港とツバメ港の実務者は3日、詰めの作業を行った。",
		  "meeting", 0, STATUS_HELD, "2031-03-03", "TSU", NULL },
		{ "ツバメ港は3日、カモメ港の提案を拒み、席を離れた。",
		  "rejection", 0, STATUS_HELD, "2031-03-03", "TSU", NULL },
		{ "ツバメ港は3日、カモメ港の求めに応じませんでした。",
		  "rejection", 0, STATUS_HELD, "2031-03-03", "TSU", NULL },
		{ "カモメ港は3日、要求書をツバメ港に提出した。", "demand", 0,
		  STATUS_HELD, "2031-03-03", "KAM", NULL },
		{ "カモメ港は3日、ツバメ港との話し合いを打ち切ると発表した。",
		  "cancellation", 0, STATUS_HELD, "2031-03-03", "KAM", NULL },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		check_told(&all[i]);
}
END_TEST

/* What the sentence ends in is told, though what it tells is to come. */
START_TEST(told_and_announced)
{
	static const struct told all[] = {
		{ "白浜市長は3日、リンデン市長と面会し、来月に首脳会談を開くこ"
		  "とを発表しました。",
		  "meeting", 0, STATUS_HELD, "2031-03-03", "TSU", NULL },
		{ "白浜市長は3日、リンデン市長と会談し、協定から離脱する方針を"
		  "伝えた。",
		  "meeting", 0, STATUS_HELD, "2031-03-03", "TSU", NULL },
		{ "白浜市長は3日、リンデン市長と会談し、協定から離脱する方針を"
		  "伝えた。",
		  "cancellation", 0, STATUS_PLANNED, NULL, "KAM", NULL },
		/* its day is to come: so is the meeting */
		{ "カモメ港の白浜市長は10日にリンデン市長と面会し、首脳会談を"
		  "開くことを発表する予定だ。",
		  "meeting", 0, STATUS_PLANNED, "2031-03-10", "TSU", NULL },
		{ "カモメ港とツバメ港は10日から会合を開く方向で最終調整してい"
		  "る。",
		  "meeting", 0, STATUS_PLANNED, "2031-03-10", "TSU", NULL },
		{ "ツバメ港は3日、会合に参加しない意向を示した。", "rejection",
		  0, STATUS_HELD, "2031-03-03", "TSU", NULL },
		{ "リンデン市長は3日にカモメ港入りし、会議に出た。", "visit", 0,
		  STATUS_HELD, "2031-03-03", "TSU", NULL },
		{ "カモメ港とツバメ港の実務者協議は3日、海峡の中央の小さな島の"
		  "外れにある古い施設で行われ、橋の話が出た。",
		  "meeting", 0, STATUS_HELD, "2031-03-03", "KAM", NULL },
		{ "カモメ港の漁師らはこの後、市庁舎の前でデモを行います。",
		  "other", 0, STATUS_PLANNED, NULL, NULL, NULL },
		/* a post before a name in katakana, without a word for Mr */
		{ "貿易代表マリオ・ベンソンは3日、リンデン市長と会談した。",
		  "meeting", 0, STATUS_HELD, "2031-03-03", "p.マリオベンソン",
		  NULL },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		check_told(&all[i]);
}
END_TEST

/* What talks are to lead to, answers to reporters, as soon as can be. */
START_TEST(beside_the_matter)
{
	static const char *const all[][2] = {
		{ "白浜市長は4日、会談を終え、記者団の取材に応じた。",
		  "acceptance" },
		{ "カモメ港とツバメ港は4日、人道支援の再開に向けた協議を始めた"
		  "。",
		  "aid" },
		{ "カモメ港とツバメ港は6日、捕虜の解放に向け協議を行う。",
		  "release" },
		{ "白浜市長は4日、港湾条約の締結に向けてリンデン市長と会談した"
		  "。",
		  "signing" },
	};
	const struct mentions *m;

	for (size_t i = 0; i < COUNT(all); i++) {
		m = read_text(all[i][0]);
		ck_assert_msg(!nth_of_kind(m, all[i][1], 0), "%s in: %s",
			      all[i][1], all[i][0]);
	}
	m = read_text("カモメ港はツバメ港に、1日も早く桟橋を返すよう求めた。");
	ck_assert_ptr_nonnull(nth_of_kind(m, "demand", 0));
	ck_assert_int_eq(nth_of_kind(m, "demand", 0)->from, DAY_NONE);
}
END_TEST

int main(void)
{
	Suite *s = suite_create("event-ja");
	TCase *tc = tcase_create("event-ja");
	SRunner *sr;
	int failed;

	tcase_add_unchecked_fixture(tc, setup, teardown);
	tcase_set_timeout(tc, 30);
	tcase_add_test(tc, told_as_they_were);
	tcase_add_test(tc, no_event_of_its_own);
	tcase_add_test(tc, whose_day);
	tcase_add_test(tc, day_of_another);
	tcase_add_test(tc, who_took_part);
	tcase_add_test(tc, who_only_stands_there);
	tcase_add_test(tc, who_else_was_there);
	tcase_add_test(tc, whose_army);
	tcase_add_test(tc, till_and_if);
	tcase_add_test(tc, answered_and_told);
	tcase_add_test(tc, plans_of_whom);
	tcase_add_test(tc, yet_to_come);
	tcase_add_test(tc, day_of_what_else);
	tcase_add_test(tc, many_titles);
	tcase_add_test(tc, day_of_saying);
	tcase_add_test(tc, ends_in_a_plan);
	tcase_add_test(tc, told_in_the_middle);
	tcase_add_test(tc, told_and_announced);
	tcase_add_test(tc, beside_the_matter);
	suite_add_tcase(s, tc);
	sr = srunner_create(s);
	srunner_run_all(sr, CK_NORMAL);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
