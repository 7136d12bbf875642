/* who_ja_org.c - companies and unions no pack knows, by their officers: 出光の
 * 月岡隆社長, 連合の芳野会長. */
#include "extract/who_ja_priv.h"

#define RUNES 16u /* of a name */

/* Letters that names of companies are written in. */
static bool org_rune(uint32_t cp)
{
	return rune_is_kanji(cp) || rune_is_katakana(cp) || rune_is_alpha(cp) ||
	       rune_is_digit(cp) || cp == 0x30FC || cp == '&' || cp == 0xFF06;
}

/* 同社, 両社, 地元: they name none. */
static bool names_none(const struct reading *r, span at)
{
	str s = str_span(r->text, at);
	static const char *const heads[] = { "同", "両", "各", "当", "自",
					     "新", "他", "前", "元", "現" };

	for (size_t i = 0; i < COUNT(heads); i++)
		if (str_starts(s, str_of(heads[i])) && s.n <= 9)
			return true;
	return map_find(&r->l->not_persons, s) != NULL;
}

/* カモメ水先労組: the group's word ends a name of its own. */
bool org_ending(struct reading *r, span group)
{
	span org = group;
	size_t at = group.from;

	for (unsigned n = 0; n < RUNES && at > r->limit && at > r->in.from;
	     n++) {
		if (!org_rune(utf8_prev(r->text, &at)))
			break;
		org.from = (uint32_t)at;
	}
	if (group.from - org.from < 6 || names_none(r, org))
		return false;
	(void)draft_org(r, org, "ja.who.org");
	return true;
}

/* 王子の鈴木正一郎会長と篠田和久社長: the one before, of the same house. */
static str beside(const struct reading *r, uint32_t name)
{
	const struct draft *x =
		r->drafts.n ? &r->drafts.v[r->drafts.n - 1] : NULL;

	if (!x || x->a.kind != ACTOR_PERSON || x->person == NO_REF ||
	    x->a.at.to + 3 != name || !x->a.role.n ||
	    !(here(r, x->a.at.to, STR("と")) || here(r, x->a.at.to, STR("、"))))
		return STR_NONE;
	return r->persons.v[x->person].party;
}

str party_of_org(struct reading *r, uint32_t name, const struct chain *c)
{
	span org = { 0, 0 };
	size_t at = name;
	struct draft *x;

	/* 大統領 is a state's, not a company's president */
	if (!c->title || c->former || !of_a_body(c->post) ||
	    str_is(c->post, "president") || name < r->in.from + 9)
		return STR_NONE;
	if (!str_eq(str_cut(r->text, name - 3, name), STR("の")))
		return beside(r, name);
	at = org.from = org.to = name - 3;
	for (unsigned n = 0; n < RUNES && at > r->limit && at > r->in.from;
	     n++) {
		if (!org_rune(utf8_prev(r->text, &at)))
			break;
		org.from = (uint32_t)at;
	}
	if (org.to - org.from < 6 || names_none(r, org))
		return STR_NONE;
	x = draft_org(r, org, "ja.who.org");
	return x->a.party;
}
