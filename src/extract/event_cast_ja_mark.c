/* event_cast_ja_mark.c - the particle behind an actor of a Japanese event, over
 * the words that stand for him: エジプトの大統領|が, 中国など8カ国|は. */
#include "extract/event_cast_ja.h"

bool ja_follows(const struct telling *t, uint32_t at, const char *word)
{
	return str_past(str_cut(t->low, at, t->low.n), word) > 0;
}

/* エジプトの大統領が: the people stand for the side. */
static enum particle people_of(const struct telling *t, uint32_t at)
{
	static const char *const people[] = {
		"大統領",   "首相",	"外相",	  "国防相",	"財務相",
		"代表団",   "代表",	"高官",	  "当局者",	"当局",
		"政府",	    "部隊",	"軍",	  "特使",	"議会",
		"閣僚",	    "首脳",	"国王",	  "皇太子",	"幹部",
		"外務省",   "国防省",	"指導者", "報道官",	"交渉団",
		"使節団",   "国連大使", "大使",	  "交渉担当者", "特別委員会",
		"取締役会", "経営陣",	"理事会", "労組"
	};

	for (size_t i = 0; i < sizeof(people) / sizeof(*people); i++)
		if (ja_follows(t, at, people[i])) {
			enum particle p = ja_particle(
				t, at + (uint32_t)strlen(people[i]));

			return p == P_NONE ? P_OF : p;
		}
	return P_OF;
}

/* 中国など|8カ国・地域|が: bytes of the count. */
static uint32_t count_behind(const struct telling *t, uint32_t at)
{
	static const char *const units[] = { "カ国・地域", "か国・地域", "ヶ国",
					     "ヵ国",	   "カ国",	 "か国",
					     "者",	   "党",	 "社" };
	uint32_t n = 0;

	while (at + n < t->low.n && t->low.p[at + n] >= '0' &&
	       t->low.p[at + n] <= '9' && n < 3)
		n++;
	for (size_t i = 0; n && i < COUNT(units); i++)
		if (ja_follows(t, at + n, units[i]))
			return n + (uint32_t)strlen(units[i]);
	return 0;
}

enum particle ja_particle(const struct telling *t, uint32_t at)
{
	static const struct {
		const char *word;
		enum particle is;
	} list[] = {
		{ "による", P_BY }, { "によって", P_BY }, { "により", P_BY },
		{ "に対し", P_TO }, { "との", P_WITH },	  { "とも", P_WITH },
		{ "とは", P_WITH }, { "への", P_TO },	  { "へ", P_TO },
		{ "から", P_FROM }, { "では", P_AT },	  { "で", P_AT },
		{ "には", P_TO },   { "にも", P_TO },	  { "に", P_TO },
		{ "は", P_TOPIC },  { "が", P_SUBJECT },  { "も", P_TOPIC },
		{ "と", P_WITH },   { "を", P_OBJECT },	  { "の", P_OF },
	};
	static const char *const between[] = {
		"ら",	  "側",	  "政府", "両", "当局", "軍",	  "代表団",
		"大統領", "首脳", "」",	  "）", ")",	"加盟国", "加盟各国"
	};

	if (ja_follows(t, at, "など") && count_behind(t, at + 6)) {
		/* 日本や台湾など9カ国・地域で話し合う: they do, it is no place
		 */
		enum particle p =
			ja_particle(t, at + 6 + count_behind(t, at + 6));

		return p == P_AT ? P_WITH : p;
	}
	if (ja_follows(t, at, "加盟") && count_behind(t, at + 6))
		return ja_particle(t, at + 6 + count_behind(t, at + 6));
	for (size_t i = 0; i < sizeof(between) / sizeof(*between); i++)
		if (ja_follows(t, at, between[i]))
			return ja_particle(t,
					   at + (uint32_t)strlen(between[i]));
	for (size_t i = 0; i < sizeof(list) / sizeof(*list); i++)
		if (ja_follows(t, at, list[i].word))
			return list[i].is == P_OF ? people_of(t, at + 3)
						  : list[i].is;
	return P_NONE;
}
