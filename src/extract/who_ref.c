/* who_ref.c - names and ids of all drafts; references by what was named just
 * before, or left open. */
#include <stdlib.h>

#include "extract/who_priv.h"

enum { FAR = 40, NEAR = 12, ARTICLE = 400 }; /* drafts looked back at */

str filled(const struct reading *r, str form, str party, str name)
{
	const uint64_t *adj = map_find(&r->w->adjectives, party);
	struct buf b;
	str out;

	if (str_eq(form, STR("-")))
		return name;
	buf_init(&b, 400);
	for (size_t i = 0; i < form.n;) {
		str rest = str_cut(form, i, form.n);

		if (str_starts(rest, STR("{name}"))) {
			buf_add(&b, name);
			i += 6;
		} else if (str_starts(rest, STR("{adj}"))) {
			if (str_eq(party, STR("USA")))
				buf_z(&b, "US");
			else
				buf_add(&b, adj ? *(const str *)(uintptr_t)*adj
						: name);
			i += 5;
		} else if (str_starts(rest, STR("%c"))) {
			buf_add(&b, party);
			i += 2;
		} else {
			buf_byte(&b, form.p[i++]);
		}
	}
	out = arena_str(r->d->arena, buf_str(&b));
	buf_release(&b);
	return out;
}

static struct draft *draft_at(struct reading *r, uint32_t i)
{
	return &r->drafts.v[i];
}

static void set_person(struct reading *r, struct draft *x, uint32_t who)
{
	const struct person *p = &r->persons.v[who];

	x->person = who;
	x->a.id = p->id;
	x->a.name = p->name;
	x->a.party = p->party;
}

/* Trump administration, Biden administration. */
static void set_administration(struct reading *r, struct draft *x)
{
	const struct person *p = &r->persons.v[x->person];
	struct arena *a = r->d->arena;
	str family = p->name;

	for (size_t i = 0; i < p->name.n; i++)
		if (p->name.p[i] == ' ')
			family = str_cut(p->name, i + 1, p->name.n);
	x->a.name = arena_printf(a, "%.*s administration", STR_FMT(family));
	x->a.id =
		arena_printf(a, "g.%.*s", STR_FMT(str_cut(p->id, 2, p->id.n)));
	x->a.party = p->party;
}

/* ---- posts: 米大統領, the Russian president */

static bool holds(const struct person *p, str post, str party)
{
	return post_in(p->post, post) && (!party.n || str_eq(p->party, party));
}

/* Told to hold the post when the article was published. */
static bool in_office(const struct doc *d, const struct listed *l)
{
	return d->published != DAY_NONE && l->from != DAY_NONE &&
	       d->published >= l->from &&
	       (l->to == DAY_NONE || d->published <= l->to);
}

/* A paper's bare 首相 is its own country's, whoever else was named so since;
 * 同首相 is the last one. */
static bool own_post(struct reading *r, uint32_t i)
{
	struct draft *x = draft_at(r, i);

	if (r->d->lang != LANG_JA || x->a.party.n ||
	    str_starts(str_span(r->text, x->a.at), STR("同")))
		return false;
	for (uint32_t k = i, n = 0; k-- > 0 && n < ARTICLE; n++) {
		const struct draft *y = draft_at(r, k);

		if (y->person != NO_REF && y->a.kind == ACTOR_PERSON &&
		    !y->a.former &&
		    holds(&r->persons.v[y->person], x->post, STR("JPN"))) {
			set_person(r, x, y->person);
			return true;
		}
	}
	return false;
}

/* 同外相: the last of that post who was topic or subject, not one told of. */
static bool same_post(struct reading *r, uint32_t i)
{
	struct draft *x = draft_at(r, i);

	if (!str_starts(str_span(r->text, x->a.at), STR("同")))
		return false;
	for (uint32_t k = i, n = 0; k-- > 0 && n < NEAR; n++) {
		const struct draft *y = draft_at(r, k);
		str rest = str_cut(r->text, y->a.at.to, r->text.n);

		if (y->person != NO_REF && y->a.kind == ACTOR_PERSON &&
		    (str_starts(rest, STR("は")) ||
		     str_starts(rest, STR("が")) ||
		     str_starts(rest, STR("も"))) &&
		    holds(&r->persons.v[y->person], x->post, STR_NONE)) {
			set_person(r, x, y->person);
			return true;
		}
	}
	return false;
}

static void resolve_post(struct reading *r, uint32_t i)
{
	struct draft *x = draft_at(r, i);
	const uint64_t *words, *state;
	str party = x->a.party;

	if (own_post(r, i) || same_post(r, i))
		return;
	for (uint32_t k = i; k-- > 0;) {
		const struct draft *y = draft_at(r, k);

		if (y->person != NO_REF && y->a.kind == ACTOR_PERSON &&
		    holds(&r->persons.v[y->person], x->post, party)) {
			set_person(r, x, y->person);
			return;
		}
	}
	if (!party.n)
		return;
	for (uint32_t k = 0; k < r->persons.n; k++)
		if (r->persons.v[k].same == k &&
		    holds(&r->persons.v[k], x->post, party)) {
			set_person(r, x, k);
			return;
		}
	for (uint32_t k = 0; !x->a.former && k < r->l->n_people; k++) {
		const struct listed *l = &r->l->people[k];

		if (!post_in(l->post, x->post) || !str_eq(l->party, party) ||
		    !in_office(r->d, l))
			continue;
		x->a.id = l->id;
		x->a.name = l->name;
		return;
	}
	words = map_find(&r->w->posts, x->post);
	state = map_find(&r->w->names, party);
	if (!words || !state)
		return;
	x->a.id = arena_printf(r->d->arena, "p.%.*s-%.*s", STR_FMT(party),
			       STR_FMT(x->post));
	x->a.name = arena_printf(r->d->arena, "%.*s of %.*s",
				 STR_FMT(*(const str *)(uintptr_t)*words),
				 STR_FMT(*(const str *)(uintptr_t)*state));
}

/* ---- two of them */

static void set_members(struct reading *r, struct draft *x, str a, str b)
{
	str *members = arena_many(r->d->arena, str, 2);

	members[0] = str_cmp(a, b) < 0 ? a : b;
	members[1] = str_cmp(a, b) < 0 ? b : a;
	x->a.members = members;
	x->a.n_members = 2;
}

/* The post of those meant by 両外相, or any head's. */
static str post_of_two(const struct reading *r, const struct draft *x)
{
	static const char *const posts[][2] = { { "外相", "foreign" },
						{ "外務相", "foreign" },
						{ "防衛相", "defence" },
						{ "国防相", "defence" },
						{ "財務相", "treasury" } };
	str word = str_span(r->text, x->a.at);

	for (size_t i = 0; r->d->lang == LANG_JA && i < COUNT(posts); i++)
		if (str_ends(word, str_of(posts[i][0])))
			return str_of(posts[i][1]);
	return STR_NONE;
}

static bool is_head(const struct reading *r, const struct draft *y)
{
	static const char *const heads[] = { "president",  "prime-minister",
					     "chancellor", "leader",
					     "king",	   "governor" };
	const struct person *p;

	if (y->person == NO_REF || y->a.kind != ACTOR_PERSON)
		return false;
	p = &r->persons.v[y->person];
	for (size_t i = 0; i < COUNT(heads); i++)
		if (post_in(p->post, str_of(heads[i])))
			return true;
	return false;
}

static bool fits(const struct reading *r, const struct draft *y, str post)
{
	return post.n ? y->person != NO_REF && y->a.kind == ACTOR_PERSON &&
				post_in(r->persons.v[y->person].post, post)
		      : is_head(r, y);
}

/* The head of the state whom the article names, or none. */
static str head_of(struct reading *r, str party, str post)
{
	for (uint32_t k = 0; k < r->drafts.n && k < ARTICLE; k++) {
		const struct draft *y = draft_at(r, k);

		if (y->person != NO_REF && !y->a.former && fits(r, y, post) &&
		    str_eq(r->persons.v[y->person].party, party))
			return r->persons.v[y->person].id;
	}
	return STR_NONE;
}

/* タイとカンボジアの両首脳: of the two named right in front. */
static bool two_of_states(struct reading *r, uint32_t i, str post)
{
	struct draft *x = draft_at(r, i);
	const struct draft *b, *a;
	str gap, one, two;

	if (i < 2 || r->d->lang != LANG_JA)
		return false;
	b = draft_at(r, i - 1);
	a = draft_at(r, i - 2);
	if (a->a.at.to > b->a.at.from || b->a.at.to > x->a.at.from ||
	    !str_is(str_cut(r->text, b->a.at.to, x->a.at.from), "の") ||
	    a->a.kind != ACTOR_STATE || b->a.kind != ACTOR_STATE)
		return false;
	gap = str_cut(r->text, a->a.at.to, b->a.at.from);
	if (!str_is(gap, "と") && !str_is(gap, "、") && !str_is(gap, "・") &&
	    !str_is(gap, "や"))
		return false;
	one = head_of(r, a->a.party, post);
	two = head_of(r, b->a.party, post);
	if (one.n && two.n)
		set_members(r, x, one, two);
	else
		set_members(r, x, a->a.party, b->a.party);
	return true;
}

/* 米大統領は両首脳と電話で話した: he is none of the two. */
static bool speaks_with(const struct reading *r, const struct draft *y,
			const struct draft *x)
{
	static const char *const with[] = { "と",   "に",	  "へ",
					    "から", "それぞれと", NULL };
	str gap = str_cut(r->text, y->a.at.to, x->a.at.from);

	return r->d->lang == LANG_JA &&
	       (str_starts(gap, STR("は")) || str_starts(gap, STR("も"))) &&
	       !str_has(gap, STR("。")) &&
	       str_starts_any(str_cut(r->text, x->a.at.to, r->text.n), with);
}

static void resolve_two_persons(struct reading *r, uint32_t i, bool heads)
{
	struct draft *x = draft_at(r, i);
	const struct draft *first = NULL;
	str post = post_of_two(r, x);
	bool across = str_is(str_span(r->text, x->a.at), "両大臣");

	if (heads && two_of_states(r, i, post))
		return;
	for (uint32_t k = i, n = 0; k-- > 0 && n < FAR; n++) {
		const struct draft *y = draft_at(r, k);

		if (y->person == NO_REF || y->a.kind != ACTOR_PERSON ||
		    (heads && (!fits(r, y, post) || speaks_with(r, y, x))))
			continue;
		if (!first) {
			first = y;
			continue;
		}
		if (y->person == first->person)
			continue;
		if ((heads || across) && str_eq(y->a.party, first->a.party))
			continue;
		set_members(r, x, first->a.id, y->a.id);
		return;
	}
}

/* Is the party named as a state, or an armed group, in the article? A body
 * that mediates is none of two states. */
static bool is_side(const struct reading *r, str party)
{
	if (map_find(&r->w->names, party))
		return true;
	for (uint32_t i = 0; i < r->drafts.n; i++) {
		const struct actor_mention *a = &r->drafts.v[i].a;

		if (str_eq(a->party, party) &&
		    (a->kind == ACTOR_STATE || a->kind == ACTOR_GOVERNMENT ||
		     str_starts(a->id, STR("s.")) ||
		     ((a->kind == ACTOR_ORGANISATION ||
		       a->kind == ACTOR_BLOC) &&
		      party.n > 3)))
			return true;
	}
	return false;
}

/* A member's party: a person's, or the member itself. */
static str party_of(const struct reading *r, str member)
{
	for (uint32_t i = 0; i < r->persons.n; i++)
		if (str_eq(r->persons.v[i].id, member) &&
		    r->persons.v[i].party.n)
			return r->persons.v[i].party;
	return member;
}

/* 米国とカタールの仲介による: neither is one of the two. */
static bool mediates(const struct reading *r, uint32_t k)
{
	static const char *const words[] = { "の仲介", "が仲介", "両国の仲介",
					     "を仲介役", NULL };

	for (int n = 0; n < 3 && k < r->drafts.n; n++, k++) {
		const struct draft *y = &r->drafts.v[k];
		str gap, rest = str_cut(r->text, y->a.at.to, r->text.n);

		/* アラブ首長国連邦(UAE)の仲介 */
		if (str_starts(rest, STR("(")) &&
		    str_find(rest, STR(")"), 0) < 60)
			rest = str_cut(rest, str_find(rest, STR(")"), 0),
				       rest.n);
		if (str_starts(rest, STR(")")))
			rest = str_cut(rest, 1, rest.n);
		if (str_starts_any(rest, words))
			return true;
		if (k + 1 >= r->drafts.n || y[1].a.at.from < y->a.at.to)
			return false;
		gap = str_cut(r->text, y->a.at.to, y[1].a.at.from);
		if (!str_is(gap, "と") && !str_is(gap, "、") &&
		    !str_is(gap, "・"))
			return false;
	}
	return false;
}

/* 協議を仲介した米政府高官, 米政府高官によると, サウジアラビアの港町ジッダで:
 * who helped, who tells, whose land it is. */
static bool stands_by(const struct reading *r, uint32_t k)
{
	const struct draft *y = &r->drafts.v[k];
	str rest = str_cut(r->text, y->a.at.to, y->a.at.to + 45);
	str front = str_cut(r->text, y->a.at.from > 15 ? y->a.at.from - 15 : 0,
			    y->a.at.from);

	/* in the Kamomean capital, Tsubame-mediated talks */
	if (r->d->lang == LANG_EN) {
		static const char *const behind[] = {
			" capital",   "'s capital", " city",	   " town",
			" resort",    "-mediated",  "-brokered",   "-led",
			" mediated ", " mediator",  "'s mediator", NULL
		};

		return str_starts_any(rest, behind);
	}
	/* NATO加盟, EU首脳会議: what it is about, where they met */
	if (y->a.kind == ACTOR_ORGANISATION || y->a.kind == ACTOR_BLOC) {
		static const char *const of[] = { "加盟",     "首脳会議",
						  "外相会議", "会合",
						  "事務総長", NULL };

		if (str_starts_any(rest, of))
			return true;
	}
	if (str_starts(rest, STR("によると")) ||
	    str_starts(rest, STR("によれば")) ||
	    str_ends(front, STR("を仲介した")) ||
	    str_ends(front, STR("を仲介する")) ||
	    str_ends(front, STR("仲介役の")))
		return true;
	return str_starts(rest, STR("の")) && k + 1 < r->drafts.n &&
	       y[1].a.kind == ACTOR_PLACE && y[1].a.at.from < y->a.at.to + 40 &&
	       !str_has(str_cut(r->text, y->a.at.to, y[1].a.at.from),
			STR("、"));
}

/* カタール外務省は双方が同意したと述べた: he is none of the two. 両社: no
 * states. */
static bool tells_of(const struct reading *r, uint32_t i, uint32_t k)
{
	const struct draft *x = &r->drafts.v[i], *y = &r->drafts.v[k];

	if (r->d->lang != LANG_JA)
		return false;
	if (str_starts(str_span(r->text, x->a.at), STR("両社")))
		return map_find(&r->w->names, y->a.party) != NULL;
	return k + 1 == i &&
	       (str_starts(str_cut(r->text, y->a.at.to, r->text.n),
			   STR("は")) ||
		str_starts(str_cut(r->text, y->a.at.to, r->text.n),
			   STR("も"))) &&
	       str_starts(str_cut(r->text, x->a.at.to, r->text.n), STR("が"));
}

/* "the two sides" told before of one that was named just now: the same two. */
static const struct draft *pair_before(const struct reading *r, uint32_t i,
				       str party)
{
	for (uint32_t k = i, n = 0; k-- > 0 && n < FAR; n++) {
		const struct draft *y = &r->drafts.v[k];

		if (y->refers != REFERS_TWO_STATES || y->a.n_members != 2)
			continue;
		for (uint32_t j = 0; j < 2; j++)
			if (str_eq(y->a.members[j], party))
				return y;
		return NULL;
	}
	return NULL;
}

/* A former president speaks for no state. */
static bool was_in_office(const struct reading *r, const struct draft *y)
{
	if (y->person == NO_REF || y->a.kind != ACTOR_PERSON)
		return false;
	for (uint32_t k = (uint32_t)(y - r->drafts.v) + 1, n = 0;
	     k-- > 0 && n < FAR; n++)
		if (r->drafts.v[k].person == y->person &&
		    r->drafts.v[k].a.former)
			return true;
	return false;
}

/* トルコは、両国が支援していると主張した: the two told of before, where the one
 * who is the topic is none of them. */
static bool two_before(struct reading *r, uint32_t i)
{
	struct draft *x = draft_at(r, i);
	const struct draft *y = i > 0 ? x - 1 : NULL;

	if (!y || r->d->lang != LANG_JA || !y->a.party.n || y->a.n_members ||
	    !str_starts(str_cut(r->text, y->a.at.to, r->text.n), STR("は")) ||
	    !str_starts(str_cut(r->text, x->a.at.to, r->text.n), STR("が")) ||
	    x->a.at.from > y->a.at.to + 120)
		return false;
	for (uint32_t k = i, n = 0; k-- > 0 && n < FAR; n++) {
		const struct draft *z = draft_at(r, k);

		if (z->refers != REFERS_TWO_STATES || z->a.n_members != 2)
			continue;
		if (str_eq(z->a.members[0], y->a.party) ||
		    str_eq(z->a.members[1], y->a.party))
			return false;
		set_members(r, x, z->a.members[0], z->a.members[1]);
		return true;
	}
	return false;
}

/* 米大統領は…、中国も…: each is told of by itself, and they are no two. */
static bool by_itself(const struct reading *r, const struct draft *y)
{
	str rest = str_cut(r->text, y->a.at.to, r->text.n);

	return r->d->lang == LANG_JA &&
	       (str_starts(rest, STR("は")) || str_starts(rest, STR("も")) ||
		str_starts(rest, STR("が")));
}

/* タイとカンボジア, or 両首脳 and the like: the last two before draft i that
 * are told of together. */
static bool two_together(struct reading *r, uint32_t i)
{
	struct draft *x = draft_at(r, i);

	for (uint32_t k = i, n = 0; k-- > 0 && n < FAR; n++) {
		const struct draft *y = draft_at(r, k), *z = k ? y - 1 : NULL;

		if (y->a.n_members == 2) {
			set_members(r, x, party_of(r, y->a.members[0]),
				    party_of(r, y->a.members[1]));
			return true;
		}
		if (z && y->a.kind == ACTOR_STATE && z->a.kind == ACTOR_STATE &&
		    z->a.at.to < y->a.at.from &&
		    !str_eq(y->a.party, z->a.party) &&
		    str_is(str_cut(r->text, z->a.at.to, y->a.at.from), "と") &&
		    !mediates(r, k - 1)) {
			set_members(r, x, z->a.party, y->a.party);
			return true;
		}
	}
	return false;
}

static void resolve_two_states(struct reading *r, uint32_t i)
{
	struct draft *x = draft_at(r, i);
	const struct draft *pair, *last = NULL;
	str first = STR_NONE;

	if (two_before(r, i))
		return;

	for (uint32_t k = i, n = 0; k-- > 0 && n < FAR; n++) {
		const struct draft *y = draft_at(r, k);

		if (y->a.kind == ACTOR_COMPOUND && y->a.n_members == 2 &&
		    !first.n) {
			set_members(r, x, party_of(r, y->a.members[0]),
				    party_of(r, y->a.members[1]));
			return;
		}
		if (!y->a.party.n || y->a.kind == ACTOR_PLACE ||
		    y->a.kind == ACTOR_MEDIA || !is_side(r, y->a.party) ||
		    mediates(r, k) || stands_by(r, k) || tells_of(r, i, k) ||
		    (r->d->lang == LANG_EN && was_in_office(r, y)))
			continue;
		if (!first.n) {
			first = y->a.party;
			last = y;
			pair = r->d->lang == LANG_EN ? pair_before(r, i, first)
						     : NULL;
			if (pair) {
				set_members(r, x, pair->a.members[0],
					    pair->a.members[1]);
				return;
			}
			continue;
		}
		if (str_eq(first, y->a.party))
			continue;
		if (by_itself(r, last) && by_itself(r, y) && two_together(r, i))
			return;
		set_members(r, x, first, y->a.party);
		return;
	}
}

static void resolve_last(struct reading *r, uint32_t i)
{
	struct draft *x = draft_at(r, i);

	for (uint32_t k = i, n = 0; k-- > 0 && n < FAR; n++) {
		const struct draft *y = draft_at(r, k);
		bool fits = x->refers == REFERS_STATE
				    ? y->a.kind == ACTOR_STATE ||
					      (y->a.kind == ACTOR_PLACE &&
					       str_starts(y->a.id, STR("s.")))
				    : y->a.kind == ACTOR_ORGANISATION ||
					      y->a.kind == ACTOR_GOVERNMENT;

		if (!fits || !y->a.id.n)
			continue;
		x->a.id = y->a.id;
		x->a.name = y->a.name;
		x->a.party = y->a.party;
		return;
	}
}

/* 政府は20日の閣議で、対北朝鮮制裁を: its own country's, though it names none.
 */
static bool of_a_japanese_paper(const struct reading *r)
{
	static const char *const words[] = { "閣議",   "官房長官", "首相官邸",
					     "自民",   "経産省",   "国交省",
					     "厚労省", "農水省",   "防衛省",
					     "公明党" };
	str head = str_cut(r->text, 0, 3000);

	for (size_t i = 0; i < COUNT(words); i++)
		if (str_has(head, str_of(words[i])))
			return true;
	return false;
}

/* Whose government a Japanese paper calls the government: Japan's wherever
 * Japan or one of its prefectures acts, else that of the state of which the
 * article tells three times, and far more than of any other. */
static str home_of(const struct reading *r)
{
	enum { STATES = 16, OFTEN = 3 };
	struct {
		str party;
		uint32_t n;
	} v[STATES] = { { STR_NONE, 0 } };
	uint32_t n = 0, japan = 0, best = 0, second = 0;

	for (uint32_t i = 0; i < r->drafts.n; i++) {
		const struct actor_mention *a = &r->drafts.v[i].a;
		str party = a->kind == ACTOR_PERSON &&
					    r->drafts.v[i].person != NO_REF
				    ? r->persons.v[r->drafts.v[i].person].party
				    : a->party;
		uint32_t k = 0;

		if (a->kind == ACTOR_PLACE || a->kind == ACTOR_MEDIA)
			continue;
		if (str_starts(a->id, STR("o.JP-")))
			return STR("JPN");
		japan += str_is(party, "JPN");
		if (!party.n || !map_find(&r->w->names, party))
			continue;
		while (k < n && !str_eq(v[k].party, party))
			k++;
		if (k == STATES)
			continue;
		v[k].party = party;
		v[k].n++;
		n += k == n;
	}
	if (japan >= 2 || of_a_japanese_paper(r))
		return STR("JPN");
	for (uint32_t k = 1; k < n; k++)
		if (v[k].n > v[best].n)
			best = k;
	for (uint32_t k = 0; k < n; k++)
		if (k != best && v[k].n > second)
			second = v[k].n;
	return n && v[best].n >= OFTEN && v[best].n >= 2 * second
		       ? v[best].party
		       : STR_NONE;
}

/* 内戦が続くイエメンで: the land that an article of a war within it is about.
 */
static str first_land(const struct reading *r)
{
	for (uint32_t i = 0; i < r->drafts.n && i < NEAR; i++) {
		const struct actor_mention *a = &r->drafts.v[i].a;

		if (str_starts(a->id, STR("s.")) && a->party.n &&
		    map_find(&r->w->names, a->party))
			return a->party;
	}
	return STR_NONE;
}

static bool civil_war(const struct reading *r)
{
	static const char *const words[] = { "内戦", "反政府", "ゲリラ",
					     "民兵", "反体制", "準軍事" };
	str head = str_cut(r->text, 0, 900);

	for (size_t i = 0; i < COUNT(words); i++)
		if (str_has(head, str_of(words[i])))
			return true;
	return false;
}

static void resolve_government(struct reading *r, uint32_t i)
{
	struct draft *x = draft_at(r, i);
	const uint64_t *name;
	str party;

	if (!r->home_known) {
		r->home = home_of(r);
		if (!str_is(r->home, "JPN") && civil_war(r))
			r->home = first_land(r);
	}
	r->home_known = true;
	party = r->home.n || x->refers != REFERS_REGIME ? r->home
							: first_land(r);
	name = party.n ? map_find(&r->w->names, party) : NULL;
	if (!name)
		return;
	x->a.party = party;
	x->a.id = arena_printf(r->d->arena, "g.%.*s", STR_FMT(party));
	x->a.name = filled(r, STR("{adj} government"), party,
			   *(const str *)(uintptr_t)*name);
}

/* スーダンで戦闘を続ける軍: of the state, or the land, named last. */
static void resolve_army(struct reading *r, uint32_t i)
{
	struct draft *x = draft_at(r, i);

	for (uint32_t k = i, n = 0; k-- > 0 && n < ARTICLE; n++)
		if (str_ends(draft_at(r, k)->a.id, STR("-army"))) {
			/* one article, one army */
			x->a.party = draft_at(r, k)->a.party;
			x->a.id = draft_at(r, k)->a.id;
			x->a.name = draft_at(r, k)->a.name;
			return;
		}
	for (uint32_t k = i, n = 0; k-- > 0 && n < FAR; n++) {
		const struct draft *y = draft_at(r, k);
		const uint64_t *name = map_find(&r->w->names, y->a.party);

		if (!name || mediates(r, k) || stands_by(r, k) ||
		    y->a.kind == ACTOR_PERSON || y->a.kind == ACTOR_MEDIA ||
		    (y->a.kind == ACTOR_PLACE &&
		     !str_starts(y->a.id, STR("s."))))
			continue;
		x->a.party = y->a.party;
		x->a.id = arena_printf(r->d->arena, "o.%.*s-army",
				       STR_FMT(y->a.party));
		x->a.name = filled(r, STR("{adj} Armed Forces"), y->a.party,
				   *(const str *)(uintptr_t)*name);
		return;
	}
}

static void resolve_person(struct reading *r, uint32_t i)
{
	struct draft *x = draft_at(r, i);
	uint32_t found = NO_REF;

	/* The one a は or subject stands behind, else the last one. */
	for (uint32_t k = i, n = 0; k-- > 0 && n < 12; n++) {
		const struct draft *y = draft_at(r, k);
		str rest = str_cut(r->text, y->a.at.to, r->text.n);

		if (y->person == NO_REF || y->a.kind != ACTOR_PERSON)
			continue;
		if (found == NO_REF)
			found = y->person;
		if (str_starts(rest, STR("は")) ||
		    str_starts(rest, STR("が"))) {
			found = y->person;
			break;
		}
	}
	if (found != NO_REF)
		set_person(r, x, found);
}

static void resolve(struct reading *r, uint32_t i)
{
	switch (r->drafts.v[i].refers) {
	case REFERS_NOT:
		return;
	case REFERS_PERSON:
		resolve_person(r, i);
		return;
	case REFERS_POST:
		resolve_post(r, i);
		return;
	case REFERS_TWO_PERSONS:
		resolve_two_persons(r, i, false);
		return;
	case REFERS_TWO_HEADS:
		resolve_two_persons(r, i, true);
		return;
	case REFERS_TWO_STATES:
		resolve_two_states(r, i);
		return;
	case REFERS_ARMY:
		resolve_army(r, i);
		return;
	case REFERS_REGIME:
	case REFERS_GOVERNMENT:
		resolve_government(r, i);
		return;
	case REFERS_STATE:
	case REFERS_BODY:
		resolve_last(r, i);
		return;
	case REFERS_LIKE:
		group_resolve(r, i);
		return;
	case REFERS_OWNED:
		owned_resolve(r, i);
		return;
	}
}

/* ---- compounds: US-Russia */

static str member_name(struct reading *r, str member)
{
	const uint64_t *name = map_find(&r->w->names, member);

	if (str_eq(member, STR("USA")))
		return STR("US");
	if (str_eq(member, STR("EUR")))
		return STR("Europe");
	if (name)
		return *(const str *)(uintptr_t)*name;
	for (uint32_t i = 0; i < r->persons.n; i++)
		if (str_eq(r->persons.v[i].id, member))
			return r->persons.v[i].name;
	return member;
}

static int by_text(const void *a, const void *b)
{
	return str_cmp(*(const str *)a, *(const str *)b);
}

static void name_compound(struct reading *r, struct draft *x)
{
	struct arena *a = r->d->arena;
	str *sorted = arena_many(a, str, x->a.n_members + 1);
	str id = STR("c."), name = STR("");

	if (!x->a.n_members) {
		x->a.id = x->a.name = STR_NONE;
		return;
	}
	memcpy(sorted, x->a.members, x->a.n_members * sizeof(str));
	qsort(sorted, x->a.n_members, sizeof(str), by_text);
	for (uint32_t i = 0; i < x->a.n_members; i++) {
		id = arena_printf(a, "%.*s%s%.*s", STR_FMT(id), i ? "+" : "",
				  STR_FMT(sorted[i]));
		name = arena_printf(a, "%.*s%s%.*s", STR_FMT(name),
				    i ? "-" : "",
				    STR_FMT(member_name(r, sorted[i])));
	}
	x->a.members = sorted;
	x->a.id = id;
	x->a.name = name;
}

void refs_resolve(struct reading *r)
{
	for (uint32_t i = 0; i < r->drafts.n; i++) {
		struct draft *x = draft_at(r, i);

		if (x->person != NO_REF && x->a.kind == ACTOR_GOVERNMENT)
			set_administration(r, x);
		else if (x->person != NO_REF)
			set_person(r, x, x->person);
		resolve(r, i);
		if (x->a.kind == ACTOR_COMPOUND)
			name_compound(r, x);
	}
}
