/* event_cast_ja_aside.c - who stands in the clause of a Japanese event and has
 * no part in it: what it is about, whose land a place lies in, the occasion, a
 * share, a company's home. The words are the pack's (event-words.tsv). */
#include <ctype.h>

#include "extract/event_cast_ja.h"
#include "extract/event_ja.h"

static bool ends_any(str s, const char *const *words)
{
	for (; *words; words++)
		if (str_ends(s, str_of(*words)))
			return true;
	return false;
}

/* Is what stands before the comma a topic that is talked about? */
bool ja_about_it(const struct telling *t, str s)
{
	return ends_any(str_cut(s, 0, str_find(s, STR("、"), 0)),
			t->lex->ja[JA_TOPIC_MARK]);
}

/* ウクライナの和平案を協議, ウクライナを巡る会談, ウクライナ抜きで: what it is
 * about, or who was left out. */
bool ja_about(const struct telling *t, uint32_t at, uint32_t to,
	      enum particle p)
{
	str s = str_cut(t->low, at, to);

	if (str_starts_any(s, t->lex->ja[JA_NOT_THERE]))
		return true;
	if (p == P_BY) /* ロシアによる侵略を巡り */
		return ja_about_it(t, s);
	if (p != P_OF)
		return false;
	for (size_t i = 3; i + 3 <= s.n; i++) {
		str here = str_cut(s, i, s.n);

		if (str_starts(here, STR("を")) ||
		    str_starts(here, STR("について")) ||
		    str_starts(here, STR("に関")) ||
		    str_starts(here, STR("に合わせ")) ||
		    str_starts(here, STR("に先立")))
			return true;
		if (str_starts(here, STR("が")) ||
		    str_starts(here, STR("は")) ||
		    str_starts(here, STR("と")) ||
		    str_starts(here, STR("、")) ||
		    str_starts(here, STR("に")) || str_starts(here, STR("で")))
			return false;
	}
	return false;
}

/* 中国・成都で: a town that no list knows, behind the dot. */
static bool town_behind(const struct telling *t, uint32_t at)
{
	str s = str_cut(t->low, at, at + 36);
	size_t n = 3;

	if (!str_starts(s, STR("・")))
		return false;
	while (n + 3 <= s.n && ja_noun_begins(str_cut(s, n, s.n)) &&
	       !str_starts(str_cut(s, n, s.n), STR("「")))
		n += 3;
	return n > 3 && str_starts(str_cut(s, n, s.n), STR("で"));
}

/* スイス東部のダボス, 中国・北京: whose land the place lies in. */
static bool land_of(const struct telling *t, uint32_t i)
{
	const struct actor_mention *a = &t->m->actors.v[i];

	if (!cast_is_side(a))
		return false;
	if (str_starts_any(str_cut(t->low, a->at.to, t->low.n),
			   t->lex->ja[JA_PART_OF_LAND]))
		return true;
	if (town_behind(t, a->at.to))
		return true;
	return i + 1 < t->m->actors.n && a[1].kind == ACTOR_PLACE &&
	       str_is(str_cut(t->low, a->at.to, a[1].at.from), "・");
}

/* Named in brackets or a list, or of what is talked about (ガザでの停戦に向けた
 * 協議), it tells no place. */
bool ja_no_site(const struct telling *t, const struct trigger *g,
		const struct actor_mention *a)
{
	str rest = str_cut(t->low, a->at.to, g->at.from);

	if (ja_follows(t, a->at.to, "での") &&
	    (str_has(rest, STR("に向け")) || str_has(rest, STR("を巡")) ||
	     str_has(rest, STR("をめぐ")) || str_has(rest, STR("について"))))
		return true;
	return a->at.to <= g->at.from &&
	       (ja_follows(t, a->at.to, ")") || ja_follows(t, a->at.to, "）") ||
		ja_follows(t, a->at.to, "と") || ja_follows(t, a->at.to, "や"));
}

/* A letter that names of meetings are written in; no kana, no comma. */
static bool of_name_run(str s, size_t i)
{
	unsigned char lead = (unsigned char)s.p[i];

	return lead < 0x80 ? isalnum(lead) != 0
			   : (lead >= 0xE4 && lead <= 0xE9) ||
				     str_starts(str_cut(s, i, s.n), STR("・"));
}

/* G20首脳会議に合わせて会談した, APECの会合の際に: the occasion, whose members
 * are not those who met. */
static bool occasion(const struct telling *t, const struct trigger *g,
		     const struct actor_mention *a)
{
	const char *const *meeting = t->lex->ja[JA_GATHERING];
	/* 日米外相会談に臨んだあと、…と会談した: another meeting's sides */
	bool other = ((a->kind == ACTOR_COMPOUND && !a->reference) ||
		      a->kind == ACTOR_GROUP) &&
		     event_is_joint(g->rule);
	str rest = str_cut(t->low, a->at.to, g->at.from);
	size_t n = 0, met = SIZE_MAX;

	if ((a->kind != ACTOR_BLOC && a->kind != ACTOR_ORGANISATION &&
	     a->kind != ACTOR_STATE && !other) ||
	    a->at.to >= g->at.from)
		return false;
	/* スーダン近隣諸国首脳会議に出席する */
	if (a->kind == ACTOR_STATE && !ja_noun_begins(rest))
		return false;
	if (str_starts(rest, STR("(")) && str_find(rest, STR(")"), 0) < 20)
		rest = str_cut(rest, str_find(rest, STR(")"), 0) + 1, rest.n);
	if (str_starts(rest, STR("の")))
		rest = str_cut(rest, 3, rest.n);
	if (str_starts(rest, STR("3か国の")) ||
	    str_starts(rest, STR("3カ国の")))
		rest = str_cut(rest, str_find(rest, STR("の"), 0) + 3, rest.n);
	for (; n < rest.n && n < 60; n++) {
		str at = str_cut(rest, n, rest.n);
		size_t word = 0;

		for (const char *const *w = meeting; *w && !word; w++)
			word = str_past(at, *w);
		if (word) {
			met = n + word;
			n += word - 1;
		} else if (((unsigned char)rest.p[n] & 0xC0) != 0x80 &&
			   !of_name_run(rest, n)) {
			break;
		}
	}
	if (met == SIZE_MAX || met > rest.n)
		return false;
	rest = str_cut(rest, met, rest.n);
	if (other)
		return str_has(rest, STR("、"));
	return str_starts_any(rest, t->lex->ja[JA_ON_OCCASION]) ||
	       (event_is_joint(g->rule) && str_starts(rest, STR("で")));
}

/* 日本約24万トン、台湾約19万トンを割り当てる: whose share it is. */
static bool counted_off(const struct telling *t, uint32_t at, enum particle p)
{
	uint32_t n = at;

	if (p != P_NONE)
		return false;
	if (ja_follows(t, at, "約"))
		n += 3;
	while (n < t->low.n && ((t->low.p[n] >= '0' && t->low.p[n] <= '9') ||
				t->low.p[n] == '.' || t->low.p[n] == ','))
		n++;
	return n > at && str_starts_any(str_cut(t->low, n, t->low.n),
					t->lex->ja[JA_COUNT_UNIT]);
}

/* カナダのコンビニ大手・X: where the company is at home. */
static bool trade_of(const struct telling *t, uint32_t i)
{
	const struct actor_mention *a = &t->m->actors.v[i];
	str gap;

	if (!cast_is_side(a) || i + 1 >= t->m->actors.n ||
	    a[1].kind != ACTOR_ORGANISATION || a[1].at.from > a->at.to + 60)
		return false;
	gap = str_cut(t->low, a->at.to, a[1].at.from);
	if (!str_starts(gap, STR("の")))
		return false;
	for (const char *const *w = t->lex->ja[JA_TRADE]; *w; w++)
		if (str_has(str_cut(gap, gap.n > 24 ? gap.n - 24 : 0, gap.n),
			    str_of(*w)))
			return true;
	return false;
}

bool ja_said_by_then(const struct telling *t, uint32_t at, uint32_t to)
{
	str s = str_cut(t->low, at, to);

	/* Yが主張していることに関し、: his verb is told */
	for (const char *const *w = t->lex->ja[JA_SPENT];
	     *w && str_has(s, STR("こと")); w++)
		if (str_has(s, str_of(*w)))
			return true;
	for (size_t i = str_find(s, STR("と"), 0); i != SIZE_MAX;
	     i = str_find(s, STR("と"), i + 3)) {
		str rest = str_cut(s, i + 3, s.n);

		if (str_ends(str_cut(s, 0, i), STR("」")))
			return false; /* his own words */
		for (const char *const *w = t->lex->ja[JA_SAYING]; *w; w++)
			if (str_past(rest, *w))
				return true;
	}
	return false;
}

/* Egypt showed Israel's plan to the other: whose it is has no part. */
static bool owns_plan(const struct telling *t, const struct trigger *g,
		      const struct actor_mention *a, enum particle p)
{
	str gap = str_cut(t->low, a->at.to, g->at.to);

	if (!str_is(g->rule->kind, "proposal") || p != P_OF || g->passive ||
	    a->at.to > g->at.from || str_has(gap, STR("、")) ||
	    str_has(gap, STR("が")) || str_has(gap, STR("は")) ||
	    str_has(gap, STR("に")))
		return false;
	for (const char *const *w = t->lex->ja[JA_OWN_PLAN]; *w; w++)
		if (str_has(gap, str_of(*w)))
			return true;
	return false;
}

/* A、B、C間の合意に向けた交渉を始めることで一致した: whose talks those are. */
static bool between(const struct telling *t, const struct trigger *g,
		    const struct actor_mention *a)
{
	str rest = str_cut(t->low, a->at.to, g->at.from);

	return str_is(g->rule->kind, "agreement") && a->at.to < g->at.from &&
	       str_starts(rest, STR("間の")) &&
	       (str_has(rest, STR("交渉")) || str_has(rest, STR("協議"))) &&
	       cast_before(t->m, g->clause.from, a->at.from) != NO_REF;
}

/* は, が, と and their like right behind him: no word of any list. */
static bool bare_particle(const struct telling *t, uint32_t at)
{
	return at + 3 <= t->low.n && t->low.p[at] == '\xE3' &&
	       t->low.p[at + 1] == '\x81' && !ja_follows(t, at, "の");
}

/* Those who stand in the clause and have no part: where it was, whom it is
 * told to, who chairs what. */
bool ja_no_part(const struct telling *t, const struct trigger *g, uint32_t i,
		enum particle p)
{
	const struct actor_mention *a = &t->m->actors.v[i];

	if (g->rule->both && land_of(t, i))
		return true;
	if (p == P_AT && a->kind != ACTOR_PERSON)
		return true; /* ホワイトハウスで */
	if (a->reference && a->n_members && i > 0 &&
	    a->at.from <= a[-1].at.to + 3 && ja_follows(t, a[-1].at.to, "の"))
		return true; /* タイとカンボジアの両首相 */
	return str_is(a->id, "gr.press") || occasion(t, g, a) ||
	       counted_off(t, a->at.to, p) || trade_of(t, i) ||
	       owns_plan(t, g, a, p) || between(t, g, a) ||
	       (g->rule->both &&
		event_announced(str_cut(t->low, a->at.to, t->low.n))) ||
	       (!bare_particle(t, a->at.to) &&
		str_starts_any(str_cut(t->low, a->at.to, t->low.n),
			       t->lex->ja[JA_NO_PART]));
}
