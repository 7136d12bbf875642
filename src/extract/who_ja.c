/* who_ja.c - names in a Japanese sentence, by the words around them. */
#include "extract/who_priv.h"

/* What stands behind a name: 前米大統領, 氏, 政権. */
struct chain {
	span role;
	uint32_t end; /* byte; 0 = no chain */
	str party, post;
	bool former, honour, title, administration;
};

static uint32_t rune_before(str text, uint32_t at)
{
	size_t i = at;

	return at ? utf8_prev(text, &i) : 0;
}

static uint32_t rune_at(str text, uint32_t at)
{
	size_t i = at;

	return at < text.n ? utf8_next(text, &i) : 0;
}

static bool here(const struct reading *r, uint32_t at, str word)
{
	return str_starts(str_cut(r->text, at, r->in.to), word);
}

/* Index of the item of the sentence that starts, or ends, at the byte. */
static uint32_t item_at(const struct reading *r, uint32_t at)
{
	uint32_t low = r->first, high = r->end;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (r->items.v[mid].at.from < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low < r->end && r->items.v[low].at.from == at ? low : NO_REF;
}

static uint32_t item_ending(const struct reading *r, uint32_t at)
{
	uint32_t low = r->first, high = r->end;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (r->items.v[mid].at.to < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low < r->end && r->items.v[low].at.to == at ? low : NO_REF;
}

static const struct lex *state_like(const struct lex *l)
{
	const struct lex *x = lex_as(l, LEX_STATE);

	if (!x)
		x = lex_as(l, LEX_MARK);
	if (!x) {
		x = lex_as(l, LEX_BODY);
		if (x && x->kind != ACTOR_BLOC)
			x = NULL;
	}
	return x;
}

/* ---- titles */

static bool former_word(str w)
{
	return str_starts(w, STR("前")) || str_starts(w, STR("元")) ||
	       str_starts(w, STR("旧")) || str_starts(w, STR("故"));
}

/* One item of a chain; false when it ends the chain. */
static bool chain_item(const struct reading *r, const struct item *it,
		       struct chain *c)
{
	const struct lex *l = it->lex, *x;

	if (lex_as(l, LEX_NOT))
		return false;
	if ((x = lex_as(l, LEX_TITLE)) != NULL) {
		c->title = true;
		c->post = x->post;
		if (!c->party.n)
			c->party = x->party;
		c->end = c->role.to = it->at.to;
		return true;
	}
	if (lex_as(l, LEX_HONOUR)) {
		c->honour = true;
		c->end = it->at.to;
		return false;
	}
	if (lex_as(l, LEX_ADMINISTRATION)) {
		if (c->title)
			return false;
		c->administration = true;
		c->end = it->at.to;
		c->former |= former_word(str_span(r->text, it->at));
		return false;
	}
	if (lex_as(l, LEX_JOIN))
		return c->title;
	if (lex_as(l, LEX_ACTING) && c->title) {
		c->end = c->role.to = it->at.to;
		return true;
	}
	if (lex_as(l, LEX_BEFORE)) {
		if (!c->title)
			c->former |= former_word(str_span(r->text, it->at));
		return !c->title;
	}
	if ((x = state_like(l)) != NULL || (x = lex_as(l, LEX_BODY)) != NULL) {
		if (c->title)
			return false;
		c->party = x->party;
		return true;
	}
	return lex_as(l, LEX_MODIFIER) || lex_as(l, LEX_GENERIC);
}

/* Behind kanji that are part of a title and no words of the packs:
 * 経済再生担当 before 大臣. */
static uint32_t over_kanji(const struct reading *r, uint32_t at)
{
	size_t i = at;

	for (int n = 0; n < 10 && i < r->in.to; n++) {
		uint32_t k;

		if (!rune_is_kanji(utf8_next(r->text, &i)))
			break;
		k = item_at(r, (uint32_t)i);
		if (k != NO_REF && (lex_as(r->items.v[k].lex, LEX_TITLE) ||
				    lex_as(r->items.v[k].lex, LEX_MODIFIER)))
			return (uint32_t)i;
	}
	return at;
}

/* loose: the name before is known for one, so its title may hold any kanji. */
static bool chain_read(const struct reading *r, uint32_t at, bool loose,
		       struct chain *c)
{
	uint32_t from = at;

	*c = (struct chain){ .role = { at, at } };
	if (here(r, at, STR("・")))
		at += 3;
	if (loose && item_at(r, at) == NO_REF)
		at = over_kanji(r, at);
	for (uint32_t i = item_at(r, at); i != NO_REF && i < r->end; i++) {
		const struct item *it = &r->items.v[i];

		if (it->at.from != at || !chain_item(r, it, c))
			break;
		at = it->at.to;
		if (loose && !c->title && item_at(r, at) == NO_REF) {
			at = over_kanji(r, at);
			i = item_at(r, at);
			if (i-- == NO_REF)
				break;
		}
	}
	if (c->honour && c->role.from < from)
		c->role.from = from;
	return c->end > 0;
}

/* ---- names by form */

static span katakana_before(const struct reading *r, uint32_t end)
{
	size_t at = end;

	while (at > r->limit) {
		size_t k = at;
		uint32_t cp = utf8_prev(r->text, &k);

		if (!rune_is_katakana(cp) && cp != 0x30FB && cp != '=' &&
		    cp != 0xFF1D && cp != 0x30A0)
			break;
		at = k;
	}
	while (at < end && !rune_is_katakana(rune_at(r->text, (uint32_t)at)))
		(void)utf8_next(r->text, &at);
	return (span){ (uint32_t)at, end };
}

static bool name_token(const struct token *t, bool first)
{
	switch ((int)t->pos) {
	case TOKEN_PERSON:
	case TOKEN_UNKNOWN:
		return true;
	case TOKEN_PLACE:
	case TOKEN_ORG:
	case TOKEN_PROPER:
		return first;
	case TOKEN_NOUN:
	case TOKEN_NUMBER:
	case TOKEN_SUFFIX:
	case TOKEN_PREFIX:
	case TOKEN_OTHER:
		return t->at.to - t->at.from <= 3;
	default:
		return false;
	}
}

/* Whether the tokens of the span may be a name; sure when one is known as a
 * person's or by nobody. */
static bool name_tokens(struct reading *r, span at, bool *sure)
{
	uint32_t n;
	const struct token *t = doc_tokens(r->d, r->sentence, &n);

	*sure = false;
	for (uint32_t i = 0; i < n; i++) {
		if (t[i].at.from >= at.to || t[i].at.to <= at.from)
			continue;
		if (!span_within(t[i].at, at) ||
		    !name_token(&t[i], t[i].at.from == at.from))
			return false;
		*sure |= t[i].pos == TOKEN_PERSON ||
			 t[i].pos == TOKEN_UNKNOWN;
	}
	return true;
}

/* Does a side or body with の or ・ stand right before: 日産の, ホンダ・ */
static bool introduced(const struct reading *r, uint32_t at)
{
	uint32_t k;

	if (at < r->in.from + 3 ||
	    (!str_eq(str_cut(r->text, at - 3, at), STR("の")) &&
	     !str_eq(str_cut(r->text, at - 3, at), STR("・"))))
		return false;
	k = item_ending(r, at - 3);
	return k != NO_REF && (lex_as(r->items.v[k].lex, LEX_BODY) ||
			       state_like(r->items.v[k].lex));
}

/* Kanji before the byte that may be a name of a person: what tokens say, or
 * 氏 behind, or a side before. */
static span kanji_before(struct reading *r, uint32_t end, bool honour)
{
	size_t at = end, runes = 0;
	span none = { end, end };
	bool sure;

	while (at > r->limit && runes < 9) {
		size_t k = at;

		if (!rune_is_kanji(utf8_prev(r->text, &k)))
			break;
		at = k;
		runes++;
	}
	if (runes < (honour ? 1 : 2))
		return none;
	for (uint32_t from = (uint32_t)at; from < end; from += 3) {
		span is = { from, end };
		uint32_t length = (end - from) / 3;

		if (length > 6 || length < (honour ? 1 : 2))
			continue;
		if (!name_tokens(r, is, &sure))
			continue;
		if (sure || (from == at && (honour || (introduced(r, from) &&
						       length <= 5))))
			return is;
	}
	return honour && runes <= 5 ? (span){ (uint32_t)at, end } : none;
}

static bool plain_word(const struct reading *r, span at)
{
	str word = str_span(r->text, at);
	size_t dot, last = 0;

	while ((dot = str_find(word, STR("・"), last)) != SIZE_MAX)
		last = dot + 3;
	return map_find(&r->l->not_persons, word) ||
	       map_find(&r->l->not_persons, str_cut(word, last, word.n));
}

/* アリ・バゲリ(Ali Bagheri): the byte where the bracket opens, or end. */
static uint32_t before_latin(const struct reading *r, uint32_t end, span *in)
{
	size_t i = end;
	uint32_t cp = end > r->limit ? utf8_prev(r->text, &i) : 0;

	*in = (span){ end, end };
	if (cp != ')' && cp != 0xFF09)
		return end;
	in->to = (uint32_t)i;
	while (i > r->limit) {
		in->from = (uint32_t)i;
		cp = utf8_prev(r->text, &i);
		if (cp == '(' || cp == 0xFF08)
			return (uint32_t)i;
		if (!rune_is_alpha(cp) && cp != ' ' && cp != '.' &&
		    cp != '-' && cp != '\'')
			break;
	}
	*in = (span){ end, end };
	return end;
}

static span name_before(struct reading *r, uint32_t end, bool honour)
{
	uint32_t cp = end > r->limit ? rune_before(r->text, end) : 0;
	span at = { end, end };

	if (rune_is_katakana(cp))
		at = katakana_before(r, end);
	else if (rune_is_kanji(cp))
		at = kanji_before(r, end, honour);
	if (at.to - at.from < (honour ? 3 : 6) || plain_word(r, at))
		return (span){ end, end };
	return at;
}

/* ---- what stands before a name: 米国の, ロシア大統領府の, 国務長官の */

static str last_state(const struct reading *r, uint32_t before)
{
	for (uint32_t i = r->drafts.n; i-- > 0;) {
		const struct actor_mention *a = &r->drafts.v[i].a;

		if (a->at.to <= before && str_starts(a->id, STR("s.")))
			return a->party;
	}
	return STR_NONE;
}

static bool ends_with(const struct reading *r, uint32_t at, const char *word)
{
	size_t n = strlen(word);

	return at >= r->in.from + n &&
	       str_eq(str_cut(r->text, at - n, at), str_of(word));
}

/* イランの交渉責任者を務める: the side before it. */
static str party_served(const struct reading *r, uint32_t at)
{
	if (!ends_with(r, at, "を務める") && !ends_with(r, at, "を率いる") &&
	    !ends_with(r, at, "を務めた"))
		return STR_NONE;
	for (uint32_t i = r->drafts.n; i-- > 0;) {
		const struct actor_mention *a = &r->drafts.v[i].a;

		if (a->at.from < r->in.from || a->at.to + 60 < at)
			return STR_NONE;
		if (a->at.to <= at && a->party.n)
			return a->party;
	}
	return STR_NONE;
}

static str party_before(const struct reading *r, uint32_t at)
{
	str served = party_served(r, at);

	if (served.n)
		return served;
	if (at >= r->in.from + 3 &&
	    (str_eq(str_cut(r->text, at - 3, at), STR("の")) ||
	     str_eq(str_cut(r->text, at - 3, at), STR("・"))))
		at -= 3;
	if (at > r->in.from && r->text.p[at - 1] == ')')
		at -= 1;
	else if (at >= r->in.from + 3 &&
		 str_eq(str_cut(r->text, at - 3, at), STR("）")))
		at -= 3;
	for (int i = 0; i < 5; i++) {
		uint32_t k = item_ending(r, at);
		const struct lex *l, *x;

		if (k == NO_REF)
			return STR_NONE;
		l = r->items.v[k].lex;
		x = lex_as(l, LEX_REFERENCE);
		if (x && str_is(x->post, "state"))
			return last_state(r, at);
		x = state_like(l);
		if (!x)
			x = lex_as(l, LEX_BODY);
		if (!x)
			x = lex_as(l, LEX_PLACE);
		if (!x && i > 0)
			x = lex_as(l, LEX_FAMILY);
		if (x)
			return x->kind == ACTOR_MEDIA ? STR_NONE : x->party;
		at = r->items.v[k].at.from;
	}
	return STR_NONE;
}

static void fill_person(struct reading *r, uint32_t who, span name,
			const struct chain *c)
{
	struct person *p = &r->persons.v[who];
	str party = c->party.n ? c->party : party_before(r, name.from);

	if (!p->party.n)
		p->party = party;
	if (c->post.n && !p->post.n && !c->former)
		p->post = c->post;
}

/* May the listed person be meant by the family name alone: 加藤社長 is no
 * minister, and no 加藤氏 is known as one by that. */
static bool may_be_listed(const struct reading *r, span name,
			  const struct listed *l, const struct chain *c)
{
	static const char *const others[] = { "business", "union", "scholar",
					      "chair" };
	str party = c->party.n ? c->party : party_before(r, name.from);

	if (party.n && l->party.n && !str_eq(party, l->party) && c->title &&
	    !str_eq(c->post, STR("")))
		return false;
	if (!rune_is_kanji(rune_at(r->text, name.from)))
		return true;
	if (party.n && str_eq(party, l->party))
		return true;
	for (size_t i = 0; i < COUNT(others); i++)
		if (str_is(c->post, others[i]) && !post_in(l->post, c->post))
			return false;
	return c->title && (!l->post.n || post_in(l->post, c->post) ||
			    str_is(c->post, "minister") ||
			    str_is(l->post, "minister"));
}

static void add_administration(struct reading *r, span name, uint32_t who,
			       const struct chain *c)
{
	struct draft *x = draft_add(r, (span){ name.from, c->end },
				    ACTOR_GOVERNMENT,
				    "ja.who.administration");

	x->a.name_at = name;
	x->person = who;
	x->a.former = c->former;
}

static void add_person(struct reading *r, span name, const struct listed *l,
		       const struct chain *c, const char *rule)
{
	uint32_t who = person_of(r, str_span(r->text, name), l);
	struct draft *x;

	fill_person(r, who, name, c);
	if (c->administration) {
		add_administration(r, name, who, c);
		return;
	}
	x = draft_add(r, (span){ name.from, c->end ? c->end : name.to },
		      ACTOR_PERSON, rule);
	x->a.name_at = name;
	x->person = who;
	x->a.former = c->former;
	if (c->title)
		x->a.role = str_trim(str_span(r->text, c->role));
}

/* プーチン・ゼレンスキー両大統領: more than one in a run. */
static bool read_pair(struct reading *r, uint32_t i)
{
	const struct item *a = &r->items.v[i], *b = a + 1;
	const struct lex *x = lex_as(a->lex, LEX_FAMILY), *y;
	const struct lex *ref;
	struct draft *d;
	str *members;
	uint32_t end;

	if (!x || i + 1 >= r->end || b->at.from != a->at.to + 3 ||
	    !here(r, a->at.to, STR("・")))
		return false;
	y = lex_as(b->lex, LEX_FAMILY);
	if (!y || i + 2 >= r->end || r->items.v[i + 2].at.from != b->at.to)
		return false;
	ref = lex_as(r->items.v[i + 2].lex, LEX_REFERENCE);
	if (!ref)
		return false;
	end = r->items.v[i + 2].at.to;
	person_of(r, str_span(r->text, a->at), x->listed);
	person_of(r, str_span(r->text, b->at), y->listed);
	d = draft_add(r, (span){ a->at.from, end }, ACTOR_COMPOUND,
		      "ja.who.pair");
	members = arena_many(r->d->arena, str, 2);
	members[0] = x->id;
	members[1] = y->id;
	d->a.members = members;
	d->a.n_members = 2;
	return true;
}

static void read_known_person(struct reading *r, uint32_t i)
{
	const struct item *it = &r->items.v[i];
	const struct lex *full = lex_as(it->lex, LEX_PERSON);
	const struct lex *family = lex_as(it->lex, LEX_FAMILY);
	const struct listed *l = full ? full->listed : family->listed;
	span name = it->at;
	struct chain c;

	if (read_pair(r, i))
		return;
	if (!full && name.from > r->limit &&
	    rune_before(r->text, name.from) == 0x30FB &&
	    rune_is_katakana(rune_at(r->text, name.from))) {
		name = katakana_before(r, name.to);
		if (name.from < it->at.from)
			l = NULL; /* another given name, or another spelling */
	}
	chain_read(r, name.to, true, &c);
	/* 森, 林: only with a title, or beside a full name */
	if (!full && !c.end && rune_is_kanji(rune_at(r->text, name.from)))
		return;
	if (here(r, name.to, STR("・")) && !c.end &&
	    rune_is_katakana(rune_at(r->text, name.to + 3)) &&
	    item_at(r, name.to + 3) == NO_REF)
		return;
	if (!full && l && !may_be_listed(r, name, l, &c))
		l = NULL;
	add_person(r, name, l, &c, "ja.who.known");
}

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
	if (str_eq(str_span(r->text, at), STR("日中")) &&
	    !rune_is_kanji(rune_at(r->text, at.to)))
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
	struct draft *d = draft_add(r, at, side ? state->kind : g->kind,
				    "ja.who.body");

	d->a.party = state->party;
	d->a.id = side ? state->id :
			 filled(r, g->id, state->party, state->name);
	d->a.name = filled(r, g->name, state->party, state->name);
}

static struct draft *add_plain(struct reading *r, span at,
			       const struct lex *x, const char *rule)
{
	struct draft *d = draft_add(r, at, x->kind, rule);

	d->a.id = x->id;
	d->a.name = x->name;
	d->a.party = x->party;
	return d;
}

/* サウジアラビアで, ドイツのミュンヘン: a place, not an actor. */
static bool as_place(const struct reading *r, uint32_t i)
{
	uint32_t to = r->items.v[i].at.to;

	if (here(r, to, STR("での")) || here(r, to, STR("では")))
		return false;
	if (here(r, to, STR("で")) || here(r, to, STR("に到着")) ||
	    here(r, to, STR("を訪")) || here(r, to, STR("に滞在")) ||
	    here(r, to, STR("入り")) || here(r, to, STR("国内")))
		return true;
	if (here(r, to, STR("の")))
		to += 3;
	else if (here(r, to, STR("・")))
		to += 3;
	i = item_at(r, to);
	return i != NO_REF && lex_as(r->items.v[i].lex, LEX_PLACE);
}

static bool read_post(struct reading *r, uint32_t i, const struct lex *x)
{
	const struct item *it = &r->items.v[i];
	struct chain c;
	struct draft *d;
	uint32_t k;

	if (!chain_read(r, it->at.to, false, &c) || !c.title || c.honour)
		return false;
	k = here(r, c.end, STR("の")) ? c.end + 3 : c.end;
	k = item_at(r, k);
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
static bool read_with_next(struct reading *r, uint32_t i,
			   const struct lex *x)
{
	const struct item *it = &r->items.v[i], *next = it + 1;
	const struct lex *y;

	if (i + 1 >= r->end || next->at.from != it->at.to)
		return read_post(r, i, x);
	if ((y = lex_as(next->lex, LEX_PLACE)) != NULL) {
		struct draft *d = add_plain(
			r, (span){ it->at.from, next->at.to }, y,
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
				 .name = STR("{name} government") };

		add_generic(r, x, (span){ it->at.from, next->at.to }, &g);
		return true;
	}
	return false;
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
	if (!toward && (read_compound(r, i) || read_with_next(r, i, x)))
		return;
	if (mark && !toward &&
	    (!strong_mark(str_span(r->text, it->at)) ||
	     (it->at.from > r->limit &&
	      rune_is_kanji(rune_before(r->text, it->at.from))) ||
	     !(rune_is_kanji(next) || rune_is_katakana(next))))
		return;
	if (toward) {
		struct draft *d = add_plain(
			r, (span){ it->at.from - 3, it->at.to }, x,
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
		d->a.id = arena_printf(r->d->arena, "g.%.*s",
				       STR_FMT(x->party));
		if (name)
			d->a.name = arena_printf(
				r->d->arena, "%.*s government",
				STR_FMT(*(const str *)(uintptr_t)*name));
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
		i = item_at(r, to + (uint32_t)strlen(open[k]));
		if (i == NO_REF || !here(r, r->items.v[i].at.to, str_of(close[k])))
			continue;
		x = lex_as(r->items.v[i].lex, LEX_BODY);
		if (x && str_eq(x->id, id))
			return r->items.v[i].at.to + (uint32_t)strlen(close[k]);
	}
	return to;
}

static void read_body(struct reading *r, uint32_t i)
{
	const struct item *it = &r->items.v[i];
	const struct lex *x = lex_as(it->lex, LEX_BODY), *y;
	span at = it->at;

	if (x->kind == ACTOR_BLOC && read_compound(r, i))
		return;
	at.to = with_short_form(r, at.to, x->id);
	if (at.to == it->at.to && i + 1 < r->end && it[1].at.from == at.to &&
	    (y = lex_as(it[1].lex, LEX_GENERIC)) != NULL &&
	    str_eq(y->name, STR("-")))
		at.to = it[1].at.to;
	add_plain(r, at, x, "ja.who.known")->a.name_at = it->at;
}

/* ---- names no pack knows */

/* Katakana that nobody knows as a word. */
static bool strange_katakana(struct reading *r, span at)
{
	bool sure;

	return at.to > at.from + 3 && !plain_word(r, at) &&
	       name_tokens(r, at, &sure) && sure;
}

/* ハニヤ政治局長: kanji that belong to the title between name and title. */
static span name_before_kanji(struct reading *r, uint32_t end)
{
	size_t at = end;
	span name = { end, end };

	for (int n = 0; n < 10 && at > r->limit; n++) {
		size_t k = at;
		uint32_t cp = utf8_prev(r->text, &k);

		if (rune_is_katakana(cp)) {
			name = katakana_before(r, (uint32_t)at);
			return strange_katakana(r, name) ?
				       name : (span){ end, end };
		}
		if (!rune_is_kanji(cp))
			break;
		at = k;
		name = kanji_before(r, (uint32_t)at, false);
		if (n > 0 && name.to > name.from && !plain_word(r, name))
			return name;
	}
	return (span){ end, end };
}

static bool read_unknown(struct reading *r, uint32_t i)
{
	const struct item *it = &r->items.v[i];
	uint32_t end, cp, from = it->at.from;
	struct chain c;
	span name, latin;

	end = before_latin(r, from, &latin);
	cp = end > r->limit ? rune_before(r->text, end) : 0;
	if (!rune_is_katakana(cp) && !rune_is_kanji(cp))
		return false;
	if (!chain_read(r, from, false, &c))
		return false;
	if (item_ending(r, end) != NO_REF && !rune_is_kanji(cp))
		return false;
	name = name_before(r, end, c.honour);
	if (name.from == name.to && c.title && rune_is_kanji(cp)) {
		name = name_before_kanji(r, end);
		c.role.from = name.to;
	}
	if (name.from == name.to)
		return false;
	add_person(r, name, NULL, &c, "ja.who.form");
	if (latin.to > latin.from)
		r->persons.v[r->drafts.v[r->drafts.n - 1].person].latin =
			str_span(r->text, latin);
	return true;
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
		{ "two-states", REFERS_TWO_STATES, ACTOR_COMPOUND },
		{ "body", REFERS_BODY, ACTOR_ORGANISATION },
	};

	for (size_t i = 0; i < COUNT(all); i++) {
		struct draft *d;
		uint32_t k;

		if (!str_is(x->post, all[i].name))
			continue;
		/* ロシアとウクライナ双方: named already */
		if (all[i].refers == REFERS_TWO_STATES && r->drafts.n &&
		    r->drafts.v[r->drafts.n - 1].a.at.to == it->at.from)
			return;
		d = draft_add(r, it->at, all[i].kind, "ja.who.reference");
		d->refers = all[i].refers;
		d->a.reference = true;
		if (d->refers != REFERS_POST)
			return;
		k = item_at(r, it->at.from + 3);
		if (k != NO_REF && lex_as(r->items.v[k].lex, LEX_TITLE))
			d->post = lex_as(r->items.v[k].lex, LEX_TITLE)->post;
		return;
	}
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
			add_plain(r, it->at, x, "ja.who.group");
		else if ((x = lex_as(it->lex, LEX_REFERENCE)) != NULL)
			read_reference(r, it, x);
	}
}
