/* who_ja.c - names in a Japanese sentence, by the words around them. */
#include "extract/who_ja_priv.h"

/* ---- states, bodies, places */

static bool strong_mark(str w)
{
	static const char *const strong[] = { "米", "露", "韓", "欧" };

	for (size_t i = 0; i < COUNT(strong); i++)
		if (str_is(w, strong[i]))
			return true;
	return false;
}

/* End of the states that stand side by side from item i on. */
static uint32_t run_of_states(const struct reading *r, uint32_t i)
{
	uint32_t k = i + 1;

	for (; k < r->end; k++) {
		const struct item *a = &r->items.v[k - 1], *b = a + 1;
		bool mark = lex_as(a->lex, LEX_MARK) != NULL;

		if (!state_like(b->lex))
			break;
		if (b->at.from == a->at.to) {
			if (!mark && lex_as(b->lex, LEX_MARK))
				break;
		} else if (mark || b->at.from != a->at.to + 3 ||
			   !here(r, a->at.to, STR("・"))) {
			break;
		}
	}
	return k;
}

static bool read_compound(struct reading *r, uint32_t i)
{
	const struct item *it = &r->items.v[i];
	uint32_t end = run_of_states(r, i);
	uint32_t prev = rune_before(r->text, it->at.from);
	struct draft *d;
	str *members;
	span at = { it->at.from, r->items.v[end - 1].at.to };

	if (end - i < 2)
		return false;
	if (lex_as(it->lex, LEX_MARK) && it->at.from > r->limit &&
	    (rune_is_digit(prev) || (rune_is_kanji(prev) && prev != 0x65E5)) &&
	    !strong_mark(str_span(r->text, it->at)))
		return false;
	/* 日中は: by day, but where China is told of */
	if (str_eq(str_span(r->text, at), STR("日中")) &&
	    !rune_is_kanji(rune_at(r->text, at.to)) &&
	    !(here(r, at.to, STR("は")) && str_has(r->text, STR("中国"))))
		return false;
	d = draft_add(r, at, ACTOR_COMPOUND, "ja.who.compound");
	members = arena_many(r->d->arena, str, end - i);
	for (uint32_t k = i; k < end; k++)
		members[k - i] = state_like(r->items.v[k].lex)->party;
	d->a.members = members;
	d->a.n_members = end - i;
	return true;
}

/* State and a word that makes a body of it. */
static void add_generic(struct reading *r, const struct lex *state, span at,
			const struct lex *g)
{
	bool side = str_eq(g->name, STR("-"));
	struct draft *d =
		draft_add(r, at, side ? state->kind : g->kind, "ja.who.body");

	d->a.party = state->party;
	d->a.id =
		side ? state->id : filled(r, g->id, state->party, state->name);
	d->a.name = filled(r, g->name, state->party, state->name);
}

/* サウジアラビアで, ドイツのミュンヘン: a place, not an actor. */
static bool as_place(const struct reading *r, uint32_t i)
{
	uint32_t to = r->items.v[i].at.to;

	if (here(r, to, STR("での")) || here(r, to, STR("では")))
		return false;
	if (here(r, to, STR("で")) || here(r, to, STR("に到着")) ||
	    here(r, to, STR("を訪")) || here(r, to, STR("に滞在")) ||
	    here(r, to, STR("入り")) || here(r, to, STR("国内")) ||
	    here(r, to, STR("島")) || here(r, to, STR("沖")) ||
	    here(r, to, STR("領内")))
		return true;
	if (here(r, to, STR("の")))
		to += 3;
	else if (here(r, to, STR("・")))
		to += 3;
	i = word_at(r, to);
	return i != NO_REF && lex_as(r->items.v[i].lex, LEX_PLACE);
}

static bool read_post(struct reading *r, uint32_t i, const struct lex *x)
{
	const struct item *it = &r->items.v[i];
	struct chain c;
	struct draft *d;
	uint32_t k;

	if (!chain_read(r, it->at.to, false, &c) || !c.title || c.honour ||
	    str_is(c.post, "some") || here(r, it->at.to, STR("担当")))
		return false; /* 国連のイエメン担当特使 */
	k = here(r, c.end, STR("の")) ? c.end + 3 : c.end;
	k = word_at(r, k);
	if (k != NO_REF && (lex_as(r->items.v[k].lex, LEX_FAMILY) ||
			    lex_as(r->items.v[k].lex, LEX_PERSON))) {
		r->limit = c.end;
		return true;
	}
	d = draft_add(r, (span){ it->at.from, c.end }, ACTOR_PERSON,
		      "ja.who.post");
	d->refers = REFERS_POST;
	d->a.reference = true;
	d->a.former = c.former;
	d->post = c.post;
	d->a.party = c.party.n ? c.party : x->party;
	d->a.role = str_span(r->text, (span){ it->at.to, c.end });
	return true;
}

/* The state's or body's name with what stands right behind it. */
static bool read_with_next(struct reading *r, uint32_t i, const struct lex *x)
{
	const struct item *it = &r->items.v[i], *next = it + 1;
	const struct lex *y;

	if (i + 1 >= r->end || next->at.from != it->at.to)
		return read_post(r, i, x);
	if ((y = lex_as(next->lex, LEX_PLACE)) != NULL) {
		struct draft *d =
			add_plain(r, (span){ it->at.from, next->at.to }, y,
				  "ja.who.place");

		d->a.name_at = next->at;
		return true;
	}
	if ((y = lex_as(next->lex, LEX_BODY)) != NULL &&
	    y->kind != ACTOR_BLOC) {
		add_plain(r, (span){ it->at.from, next->at.to }, y,
			  "ja.who.known");
		return true;
	}
	if (read_post(r, i, x))
		return true;
	if (lex_as(next->lex, LEX_PEOPLE)) {
		r->limit = next->at.to;
		return true;
	}
	if ((y = lex_as(next->lex, LEX_GENERIC)) != NULL) {
		add_generic(r, x, (span){ it->at.from, next->at.to }, y);
		return true;
	}
	if ((y = lex_as(next->lex, LEX_ADMINISTRATION)) != NULL) {
		struct lex g = { .kind = ACTOR_GOVERNMENT,
				 .id = STR("g.%c"),
				 .name = STR("{adj} government") };

		add_generic(r, x, (span){ it->at.from, next->at.to }, &g);
		return true;
	}
	return false;
}

/* エア・カナダ, バンク・オブ・アメリカ: part of a name; not so サルコジ・
 * フランス大統領. */
static bool ends_a_name(const struct reading *r, span at)
{
	struct chain c;

	return at.from > r->limit + 3 && at.from > r->in.from + 3 &&
	       rune_before(r->text, at.from) == 0x30FB &&
	       rune_is_katakana(rune_before(r->text, at.from - 3)) &&
	       rune_is_katakana(rune_at(r->text, at.from)) &&
	       word_ending(r, at.from - 3) == NO_REF &&
	       word_at(r, at.to) == NO_REF && !chain_read(r, at.to, false, &c);
}

static void read_state(struct reading *r, uint32_t i)
{
	const struct item *it = &r->items.v[i];
	const struct lex *x = state_like(it->lex);
	const struct lex *toward = NULL;
	uint32_t next = rune_at(r->text, it->at.to);
	bool mark = lex_as(it->lex, LEX_MARK) != NULL;

	if (i > r->first && r->items.v[i - 1].at.to == it->at.from)
		toward = lex_as(r->items.v[i - 1].lex, LEX_TOWARD);
	/* 藪中|局長: the letter ends a name */
	if (mark && !toward && it->at.from > r->limit &&
	    it->at.from > r->in.from &&
	    !strong_mark(str_span(r->text, it->at)) &&
	    rune_is_kanji(rune_before(r->text, it->at.from)) &&
	    word_ending(r, it->at.from) == NO_REF &&
	    word_at(r, it->at.to) != NO_REF &&
	    lex_as(r->items.v[word_at(r, it->at.to)].lex, LEX_TITLE))
		return;
	if (!toward && !mark && ends_a_name(r, it->at))
		return;
	if (!toward && (read_compound(r, i) || read_with_next(r, i, x)))
		return;
	if (mark && !toward &&
	    (!strong_mark(str_span(r->text, it->at)) ||
	     (it->at.from > r->limit &&
	      rune_is_kanji(rune_before(r->text, it->at.from))) ||
	     !(rune_is_kanji(next) || rune_is_katakana(next))))
		return;
	if (toward) {
		struct draft *d =
			add_plain(r, (span){ it->at.from - 3, it->at.to }, x,
				  "ja.who.toward");

		d->a.name_at = it->at;
		return;
	}
	add_plain(r, it->at, x, mark ? "ja.who.mark" : "ja.who.state");
	if (!mark && as_place(r, i))
		r->drafts.v[r->drafts.n - 1].a.kind = ACTOR_PLACE;
}

static void read_place(struct reading *r, uint32_t i)
{
	const struct item *it = &r->items.v[i];
	const struct lex *x = lex_as(it->lex, LEX_PLACE);
	struct draft *d;
	span at = it->at;

	if (i + 1 < r->end && it[1].at.from == at.to + 3 &&
	    here(r, at.to, STR("・")) && lex_as(it[1].lex, LEX_PLACE)) {
		x = lex_as(it[1].lex, LEX_PLACE);
		at.to = it[1].at.to;
	} else if (str_is(x->post, "yes") &&
		   (here(r, at.to, STR("は")) || here(r, at.to, STR("が")) ||
		    here(r, at.to, STR("側")))) {
		const uint64_t *name = map_find(&r->w->names, x->party);

		d = add_plain(r, at, x, "ja.who.seat");
		d->a.kind = ACTOR_GOVERNMENT;
		d->a.id =
			arena_printf(r->d->arena, "g.%.*s", STR_FMT(x->party));
		if (name)
			d->a.name = filled(r, STR("{adj} government"), x->party,
					   *(const str *)(uintptr_t)*name);
		return;
	}
	add_plain(r, at, x, "ja.who.place");
}

/* 北大西洋条約機構（NATO） */
static uint32_t with_short_form(const struct reading *r, uint32_t to, str id)
{
	static const char *const open[] = { "（", "(" };
	static const char *const close[] = { "）", ")" };

	for (int k = 0; k < 2; k++) {
		uint32_t i;
		const struct lex *x;

		if (!here(r, to, str_of(open[k])))
			continue;
		i = word_at(r, to + (uint32_t)strlen(open[k]));
		if (i == NO_REF ||
		    !here(r, r->items.v[i].at.to, str_of(close[k])))
			continue;
		x = lex_as(r->items.v[i].lex, LEX_BODY);
		if (x && str_eq(x->id, id))
			return r->items.v[i].at.to + (uint32_t)strlen(close[k]);
	}
	return to;
}

/* 広島県庄原市: a prefecture in an address acts for nobody. */
static bool in_address(const struct reading *r, uint32_t i, const struct lex *x)
{
	static const char *const acts[] = { "側",   "議会", "当局", "知事",
					    "幹部", "担当", NULL };
	uint32_t to = r->items.v[i].at.to;

	return str_starts(x->id, STR("o.JP-")) &&
	       rune_is_kanji(rune_at(r->text, to)) &&
	       !str_starts_any(str_cut(r->text, to, r->text.n), acts);
}

static void read_body(struct reading *r, uint32_t i)
{
	const struct item *it = &r->items.v[i];
	const struct lex *x = lex_as(it->lex, LEX_BODY), *y;
	span at = it->at;

	if ((x->kind == ACTOR_BLOC && read_compound(r, i)) ||
	    in_address(r, i, x))
		return;
	at.to = with_short_form(r, at.to, x->id);
	if (at.to == it->at.to && i + 1 < r->end && it[1].at.from == at.to &&
	    (y = lex_as(it[1].lex, LEX_GENERIC)) != NULL &&
	    str_eq(y->name, STR("-")))
		at.to = it[1].at.to;
	add_plain(r, at, x, "ja.who.known")->a.name_at = it->at;
}

/* The post of the title that the word is, or none. */
static str post_of(const struct reading *r, str title)
{
	const struct lex *x;
	uint32_t known;

	if (trie_exact(r->l->trie, title, &known, 1) == 0)
		return STR_NONE;
	x = lex_as(r->l->heads[known], LEX_TITLE);
	return x ? x->post : STR_NONE;
}

/* 政府は, 政府と県; not 政府軍, 暫定政府, コロンビアの政府. */
static bool alone(const struct reading *r, span at)
{
	uint32_t prev =
		at.from > r->in.from ? rune_before(r->text, at.from) : ' ';
	uint32_t next = rune_at(r->text, at.to);

	return !rune_is_kanji(prev) && !rune_is_katakana(prev) &&
	       !rune_is_alpha(prev) && prev != 0x306E && prev != 0x30FB &&
	       prev != 0x30FC && !rune_is_kanji(next) &&
	       !rune_is_katakana(next);
}

/* 軍は, 軍とRSFは; not 軍を派遣する. */
static bool acts_behind(const struct reading *r, uint32_t at)
{
	static const char *const marks[] = { "は", "が", "も", "と",
					     "側", "、", NULL };

	return str_starts_any(str_cut(r->text, at, r->text.n), marks);
}

/* スーダンの正規軍: the state stands right in front. */
static bool of_state(const struct reading *r, uint32_t at)
{
	const struct draft *last =
		r->drafts.n ? &r->drafts.v[r->drafts.n - 1] : NULL;

	return last && last->a.kind == ACTOR_STATE && last->a.at.to < at &&
	       str_is(str_cut(r->text, last->a.at.to, at), "の");
}

static void read_reference(struct reading *r, const struct item *it,
			   const struct lex *x)
{
	static const struct {
		const char *name;
		enum refers refers;
		enum actor_kind kind;
	} all[] = {
		{ "person", REFERS_PERSON, ACTOR_PERSON },
		{ "post", REFERS_POST, ACTOR_PERSON },
		{ "two-persons", REFERS_TWO_PERSONS, ACTOR_COMPOUND },
		{ "two-heads", REFERS_TWO_HEADS, ACTOR_COMPOUND },
		{ "state", REFERS_STATE, ACTOR_STATE },
		{ "government", REFERS_GOVERNMENT, ACTOR_GOVERNMENT },
		{ "army", REFERS_ARMY, ACTOR_ORGANISATION },
		{ "regime", REFERS_REGIME, ACTOR_GOVERNMENT },
		{ "two-states", REFERS_TWO_STATES, ACTOR_COMPOUND },
		{ "body", REFERS_BODY, ACTOR_ORGANISATION },
	};

	for (size_t i = 0; i < COUNT(all); i++) {
		struct draft *d;

		if (!str_is(x->post, all[i].name))
			continue;
		/* ロシアとウクライナ双方: named already */
		if (all[i].refers == REFERS_TWO_STATES && r->drafts.n &&
		    r->drafts.v[r->drafts.n - 1].a.at.to == it->at.from)
			return;
		if (all[i].refers == REFERS_GOVERNMENT && !alone(r, it->at))
			return;
		if (all[i].refers == REFERS_ARMY &&
		    ((!alone(r, it->at) && !of_state(r, it->at.from)) ||
		     !acts_behind(r, it->at.to)))
			return;
		d = draft_add(r, it->at, all[i].kind, "ja.who.reference");
		d->refers = all[i].refers;
		d->a.reference = true;
		if (d->refers == REFERS_POST)
			d->post = post_of(r, str_cut(r->text, it->at.from + 3,
						     it->at.to));
		return;
	}
}

static void read_group(struct reading *r, span at, const struct lex *x)
{
	/* 日米同盟, 同盟の強化: of states, no association without a name */
	bool alliance = str_is(str_span(r->text, at), "同盟");
	uint32_t k = word_ending(r, at.from);

	if (alliance && k != NO_REF && state_like(r->items.v[k].lex))
		return;
	if ((!x->post.n || !org_ending(r, at)) && !alliance)
		add_group(r, at, x, "ja.who.group");
}

/* Does anyone named so far hold the post? */
static bool post_held(const struct reading *r, str post)
{
	for (uint32_t i = 0; i < r->persons.n; i++)
		if (post_in(r->persons.v[i].post, post))
			return true;
	return false;
}

/* 首相は: a title alone as topic or subject stands for whoever was named as its
 * holder. */
static void read_bare_title(struct reading *r, const struct item *it)
{
	uint32_t prev = it->at.from > r->in.from
				? rune_before(r->text, it->at.from)
				: ' ';
	struct chain c;
	struct draft *d;

	if (rune_is_kanji(prev) || rune_is_katakana(prev) ||
	    rune_is_alpha(prev) || prev == 0x30FB || prev == 0x306E ||
	    !chain_read(r, it->at.from, false, &c) || !c.title || c.honour ||
	    !post_held(r, c.post))
		return;
	if (!here(r, c.end, STR("は")) && !here(r, c.end, STR("も")) &&
	    !here(r, c.end, STR("が")))
		return;
	d = draft_add(r, (span){ it->at.from, c.end }, ACTOR_PERSON,
		      "ja.who.post");
	d->refers = REFERS_POST;
	d->a.reference = true;
	d->post = c.post;
	d->a.role = str_span(r->text, d->a.at);
	r->limit = c.end;
}

/* 【モスクワ=三隅遼】 */
static void read_byline(struct reading *r, uint32_t i)
{
	const struct item *it = &r->items.v[i];
	uint32_t at = it->at.to, end, n;
	size_t k;
	struct draft *d;

	if (!here(r, at, STR("=")) && !here(r, at, STR("＝")))
		return;
	at += here(r, at, STR("=")) ? 1 : 3;
	k = at;
	for (n = 0, end = at; k < r->in.to; n++, end = (uint32_t)k)
		if (!rune_is_kanji(utf8_next(r->text, &k)))
			break;
	if (n < 3 || n > 6 || !here(r, end, STR("】")))
		return;
	d = draft_add(r, (span){ at, end }, ACTOR_PERSON, "ja.who.byline");
	d->person = person_of(r, str_span(r->text, d->a.at), NULL);
	d->a.role = STR("記者");
}

void read_ja(struct reading *r)
{
	for (uint32_t i = r->first; i < r->end; i++) {
		const struct item *it = &r->items.v[i];
		const struct lex *x;

		if (it->at.from < r->limit || lex_as(it->lex, LEX_NOT))
			continue;
		if (lex_as(it->lex, LEX_PERSON) || lex_as(it->lex, LEX_FAMILY))
			read_known_person(r, i);
		else if (read_unknown(r, i))
			continue;
		else if ((x = lex_as(it->lex, LEX_BODY)) != NULL)
			read_body(r, i);
		else if (state_like(it->lex))
			read_state(r, i);
		else if (lex_as(it->lex, LEX_PLACE)) {
			read_place(r, i);
			read_byline(r, i);
		} else if ((x = lex_as(it->lex, LEX_GROUP)) != NULL)
			read_group(r, it->at, x);
		else if ((x = lex_as(it->lex, LEX_REFERENCE)) != NULL)
			read_reference(r, it, x);
		else if (lex_as(it->lex, LEX_TITLE) && !read_name_behind(r, i))
			read_bare_title(r, it);
	}
}
