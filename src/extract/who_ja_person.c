/* who_ja_person.c - persons in a Japanese sentence: listed ones, and runs of
 * katakana or kanji whose form and company make them names. */
#include "extract/who_ja_priv.h"

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
		*sure |= t[i].pos == TOKEN_PERSON || t[i].pos == TOKEN_UNKNOWN;
	}
	return true;
}

/* Holds the span a word of two kanji or more that is no name: 側近, 大手? */
static bool common_word(struct reading *r, span at)
{
	uint32_t n;
	const struct token *t = doc_tokens(r->d, r->sentence, &n);

	for (uint32_t i = 0; i < n; i++)
		if (t[i].at.from < at.to && t[i].at.to > at.from &&
		    t[i].at.to - t[i].at.from > 3 &&
		    (t[i].pos == TOKEN_NOUN || t[i].pos == TOKEN_SAHEN ||
		     t[i].pos == TOKEN_ADVERB || t[i].pos == TOKEN_VERB))
			return true;
	return false;
}

/* Does a side or body with の or ・ stand right before: 日産の, ホンダ・ */
static bool introduced(const struct reading *r, uint32_t at)
{
	uint32_t k;

	if (at < r->in.from + 3 ||
	    (!str_eq(str_cut(r->text, at - 3, at), STR("の")) &&
	     !str_eq(str_cut(r->text, at - 3, at), STR("・"))))
		return false;
	k = word_ending(r, at - 3);
	return k != NO_REF && (lex_as(r->items.v[k].lex, LEX_BODY) ||
			       state_like(r->items.v[k].lex));
}

/* 月岡 of 月岡隆, whom the article named in full before. */
static bool begins_a_name(const struct reading *r, span at)
{
	str s = str_span(r->text, at);

	for (uint32_t i = 0; i < r->persons.n; i++) {
		str full = r->persons.v[i].full;

		if (s.n >= 6 && s.n <= 9 && full.n >= s.n &&
		    full.n <= s.n + 9 && str_starts(full, s) &&
		    rune_is_kanji(rune_at(full, 0)))
			return true;
	}
	return false;
}

/* One kanji that the dictionary knows as a name alone. */
static bool family_of_one(struct reading *r, span at)
{
	uint32_t n;
	const struct token *t = doc_tokens(r->d, r->sentence, &n);

	for (uint32_t i = 0; i < n; i++)
		if (t[i].at.from == at.from && t[i].at.to == at.to &&
		    t[i].pos == TOKEN_PERSON)
			return true;
	/* 韓国の朴外相, 北朝鮮の崔外相 */
	if (at.from > r->in.from + 3 && here(r, at.from - 3, STR("の")) &&
	    word_ending(r, at.from - 3) != NO_REF &&
	    state_like(r->items.v[word_ending(r, at.from - 3)].lex) &&
	    map_find(&r->l->families, str_span(r->text, at)))
		return true;
	for (uint32_t i = 0; i < r->persons.n; i++) {
		str full = r->persons.v[i].full;

		if ((full.n == 9 ||
		     (full.n == 6 &&
		      map_find(&r->l->families, str_span(r->text, at)))) &&
		    str_starts(full, str_span(r->text, at)))
			return true; /* 金|室長, as 金寛鎮 was named */
	}
	return false;
}

/* 港の会|吉村洋文: the kanji ends the name of a body. */
static bool ends_body(const struct reading *r, uint32_t at)
{
	return here(r, at, STR("会")) || here(r, at, STR("党")) ||
	       here(r, at, STR("社"));
}

/* 民主党・|小川|幹事長: a brook elsewhere, a name between a body's dot and a
 * title; but not a word of the title. */
static bool beside_body(const struct reading *r, span at)
{
	return at.to - at.from == 6 &&
	       str_eq(str_cut(r->text, at.from - 3, at.from), STR("・")) &&
	       word_ending(r, at.to) == NO_REF && word_at(r, at.from) == NO_REF;
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
	if (runes == 1 && !honour) /* 菅|首相 */
		return family_of_one(r, (span){ (uint32_t)at, end })
			       ? (span){ (uint32_t)at, end }
			       : none;
	if (runes < 1)
		return none;
	if (begins_a_name(r, (span){ (uint32_t)at, end }))
		return (span){ (uint32_t)at, end };
	/* nearly all that stands before 氏 is a name: 甘利|氏 */
	if (runes <= 4 && here(r, end, STR("氏")))
		return (span){ (uint32_t)at, end };
	if ((honour && runes <= 5) ||
	    (runes <= 4 && introduced(r, (uint32_t)at)))
		if (!common_word(r, (span){ (uint32_t)at, end }) ||
		    beside_body(r, (span){ (uint32_t)at, end }))
			return (span){ (uint32_t)at, end };
	for (uint32_t from = (uint32_t)at; from < end; from += 3) {
		span is = { from, end };
		uint32_t length = (end - from) / 3;

		if (length > 6 || length < (honour ? 1 : 2) ||
		    (length > 3 && ends_body(r, from)))
			continue;
		if (!name_tokens(r, is, &sure))
			continue;
		/* one kanji more at the head of the run: 金|英哲 */
		if (sure && from == at + 3 && length <= 3)
			is.from = (uint32_t)at;
		if (sure || (from == at &&
			     (honour || (introduced(r, from) && length <= 5))))
			return is;
	}
	return none;
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

static uint32_t none_before(span *in, uint32_t end)
{
	*in = (span){ end, end };
	return end;
}

/* アリ・バゲリ(Ali Bagheri), 金正官（キム・ジョングァン）,
 * ムン・ジェイン(文在寅): the byte where the bracket opens, or end. */
static uint32_t before_latin(const struct reading *r, uint32_t end, span *in)
{
	size_t i = end;
	uint32_t cp = end > r->limit ? utf8_prev(r->text, &i) : 0;
	bool kanji = false;

	*in = (span){ end, end };
	if (cp != ')' && cp != 0xFF09)
		return end;
	in->to = (uint32_t)i;
	while (i > r->limit) {
		in->from = (uint32_t)i;
		cp = utf8_prev(r->text, &i);
		if (cp == '(' || cp == 0xFF08)
			return !kanji || (i > r->limit &&
					  rune_is_katakana(rune_before(
						  r->text, (uint32_t)i)))
				       ? (uint32_t)i
				       : none_before(in, end);
		kanji |= rune_is_kanji(cp);
		if (!rune_is_kanji(cp) && !rune_is_alpha(cp) &&
		    !rune_is_katakana(cp) && !rune_is_hiragana(cp) &&
		    cp != 0x30FB && cp != ' ' && cp != '.' && cp != '-' &&
		    cp != '\'')
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
	if (at.to - at.from < (honour || rune_is_kanji(cp) ? 3 : 6) ||
	    plain_word(r, at))
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
		if (str_is(a->rule, "ja.who.toward"))
			continue; /* 米国の対ロシア交渉を務める */
		if (a->at.to <= at && a->party.n)
			return a->party;
	}
	return STR_NONE;
}

/* 北越の: the one-letter form of a state that ends another word. */
static bool within_word(const struct reading *r, uint32_t i)
{
	const struct item *it = &r->items.v[i];

	return lex_as(it->lex, LEX_MARK) && it->at.from > r->in.from &&
	       word_ending(r, it->at.from) == NO_REF &&
	       rune_is_kanji(rune_before(r->text, it->at.from));
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
		uint32_t k = word_ending(r, at);
		const struct lex *l, *x;

		if (k == NO_REF)
			return STR_NONE;
		l = r->items.v[k].lex;
		x = lex_as(l, LEX_REFERENCE);
		if (x && str_is(x->post, "state"))
			return last_state(r, at);
		x = within_word(r, k) ? NULL : state_like(l);
		if (!x)
			x = lex_as(l, LEX_BODY);
		if (!x)
			x = lex_as(l, LEX_PLACE);
		if (!x && i > 0)
			x = lex_as(l, LEX_FAMILY);
		if (x)
			return x->kind == ACTOR_MEDIA ? STR_NONE : x->party;
		at = r->items.v[k].at.from;
		if (ends_with(r, at, "の"))
			at -= 3;
	}
	return STR_NONE;
}

static void fill_person(struct reading *r, uint32_t who, span name,
			const struct chain *c)
{
	struct person *p = &r->persons.v[who];
	str party = c->party.n ? c->party : party_before(r, name.from);

	if (!party.n && !p->party.n)
		party = party_of_org(r, name.from, c);
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
	return c->title &&
	       (!l->post.n || post_in(l->post, c->post) ||
		str_is(c->post, "minister") || str_is(l->post, "minister"));
}

static void add_administration(struct reading *r, span name, uint32_t who,
			       const struct chain *c)
{
	struct draft *x = draft_add(r, (span){ name.from, c->end },
				    ACTOR_GOVERNMENT, "ja.who.administration");

	x->a.name_at = name;
	x->person = who;
	x->a.former = c->former;
}

/* 大統領上級顧問の〇〇氏: the title before the name, with the words that belong
 * to it; empty: none. */
static span role_before(const struct reading *r, uint32_t name)
{
	span role = { name, name };
	uint32_t k;

	k = word_ending(r, ends_with(r, name, "の") ? name - 3 : name);
	if (k == NO_REF || !lex_as(r->items.v[k].lex, LEX_TITLE))
		return role;
	role = r->items.v[k].at;
	while ((k = word_ending(r, role.from)) != NO_REF &&
	       (lex_as(r->items.v[k].lex, LEX_MODIFIER) ||
		lex_as(r->items.v[k].lex, LEX_TITLE)))
		role.from = r->items.v[k].at.from;
	return role;
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
	else
		x->a.role = str_span(r->text, role_before(r, name.from));
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

/* 赤沢|経済再生担当大臣, but not 森|野大臣 and not 白浜|太郎市長: a word ends
 * with the name, and what follows it is no name. */
static bool title_may_follow(struct reading *r, span name)
{
	uint32_t n;
	const struct token *t;

	if (!rune_is_kanji(rune_at(r->text, name.from)))
		return true;
	t = doc_tokens(r->d, r->sentence, &n);
	for (uint32_t i = 0; i + 1 < n; i++)
		if (t[i].at.to == name.to)
			return t[i + 1].pos != TOKEN_PERSON &&
			       t[i + 1].pos != TOKEN_UNKNOWN;
	return n == 0;
}

/* 大|林社長: the kanji known as a family's name ends a longer one. */
static bool within_longer(struct reading *r, span *name)
{
	uint32_t n;
	const struct token *t;

	if (name->from <= r->limit ||
	    !rune_is_kanji(rune_at(r->text, name->from)) ||
	    !rune_is_kanji(rune_before(r->text, name->from)))
		return false;
	t = doc_tokens(r->d, r->sentence, &n);
	for (uint32_t i = 0; i < n; i++)
		if (t[i].at.to == name->to && t[i].at.from < name->from &&
		    t[i].pos == TOKEN_PERSON) {
			*name = t[i].at;
			return true;
		}
	return false;
}

/* 習近平(シーチンピン)国家主席: behind the kana of how it is read. */
static uint32_t behind_reading(const struct reading *r, uint32_t at)
{
	size_t i = at;
	uint32_t cp = i < r->in.to ? utf8_next(r->text, &i) : 0;

	if (cp != '(' && cp != 0xFF08)
		return at;
	for (int n = 0; n < 20 && i < r->in.to; n++) {
		cp = utf8_next(r->text, &i);
		if (cp == ')' || cp == 0xFF09)
			return n ? (uint32_t)i : at;
		if (!rune_is_katakana(cp) && !rune_is_hiragana(cp) &&
		    cp != 0x30FB && cp != ' ')
			break;
	}
	return at;
}

void read_known_person(struct reading *r, uint32_t i)
{
	const struct item *it = &r->items.v[i];
	const struct lex *full = lex_as(it->lex, LEX_PERSON);
	const struct lex *family = lex_as(it->lex, LEX_FAMILY);
	const struct listed *l = full ? full->listed : family->listed;
	span name = it->at;
	struct chain c;

	if (read_pair(r, i))
		return;
	/* 小林 is no 林 */
	if (!full && name.to == name.from + 3 && name.from > r->limit &&
	    rune_is_kanji(rune_at(r->text, name.from)) &&
	    rune_is_kanji(rune_before(r->text, name.from)) &&
	    word_ending(r, name.from) == NO_REF)
		return;
	if (!full && name.from > r->limit &&
	    rune_before(r->text, name.from) == 0x30FB &&
	    rune_is_katakana(rune_at(r->text, name.from))) {
		name = katakana_before(r, name.to);
		if (name.from < it->at.from)
			l = NULL; /* another given name, or another spelling */
	}
	if (!full && within_longer(r, &name))
		l = NULL;
	if (!chain_read(r, full ? behind_reading(r, name.to) : name.to, false,
			&c) &&
	    title_may_follow(r, name))
		chain_read(r, name.to, true, &c);
	/* 森, 林: only with a title, or beside a full name */
	if (!full && !c.end && rune_is_kanji(rune_at(r->text, name.from)))
		return;
	if (here(r, name.to, STR("・")) && !c.end &&
	    rune_is_katakana(rune_at(r->text, name.to + 3)) &&
	    word_at(r, name.to + 3) == NO_REF)
		return;
	if (!full && l && !may_be_listed(r, name, l, &c))
		l = NULL;
	add_person(r, name, l, &c, "ja.who.known");
}

/* ---- names no pack knows */

/* Katakana that nobody knows as a word. */
static bool strange_katakana(struct reading *r, span at)
{
	bool sure;

	return at.to > at.from + 3 && !plain_word(r, at) &&
	       name_tokens(r, at, &sure) && sure;
}

/* 具潤哲・企画財政相, 呂翰九（ヨ・ハング）通商交渉本部長: the name before the
 * bracket or dot that ends at the byte. */
static span name_behind_mark(struct reading *r, uint32_t end, span *latin)
{
	uint32_t open = before_latin(r, end, latin), cp;
	span name = { end, end };

	if (open == end)
		open -= 3; /* the dot */
	cp = open > r->limit ? rune_before(r->text, open) : 0;
	if (rune_is_katakana(cp)) {
		name = katakana_before(r, open);
		if (!strange_katakana(r, name))
			name.from = name.to;
	} else if (rune_is_kanji(cp)) {
		name = kanji_before(r, open, true);
		if (plain_word(r, name) || name.to - name.from < 6)
			name.from = name.to;
	}
	return name;
}

/* ハニヤ政治局長: kanji that belong to the title between name and title. */
static span name_before_kanji(struct reading *r, uint32_t end, span *latin)
{
	size_t at = end;
	span name = { end, end };

	for (int n = 0; n < 10 && at > r->limit; n++) {
		size_t k = at;
		uint32_t cp = utf8_prev(r->text, &k);

		if (rune_is_katakana(cp)) {
			name = katakana_before(r, (uint32_t)at);
			return strange_katakana(r, name) ? name
							 : (span){ end, end };
		}
		if (cp == ')' || cp == 0xFF09 || cp == 0x30FB)
			return name_behind_mark(r, (uint32_t)at, latin);
		if (!rune_is_kanji(cp))
			break;
		at = k;
		name = kanji_before(r, (uint32_t)at, false);
		if (n > 0 && name.to > name.from && !plain_word(r, name))
			return name;
	}
	return (span){ end, end };
}

/* 藪中|局長は: two or three kanji, no word of two among them, before a title
 * that is topic or subject. */
static span rare_name(struct reading *r, uint32_t end, const struct chain *c)
{
	span none = { end, end }, at = { end, end };
	size_t i = end;

	if (!c->title ||
	    (!here(r, c->end, STR("は")) && !here(r, c->end, STR("が"))))
		return none;
	while (i > r->limit && at.to - at.from <= 9) {
		if (!rune_is_kanji(utf8_prev(r->text, &i)))
			break;
		at.from = (uint32_t)i;
	}
	if (at.to - at.from < 6 || at.to - at.from > 9 || plain_word(r, at) ||
	    common_word(r, at))
		return none;
	return at;
}

/* 港野絹代・島田市長: the mayor of a town of that name, not Mr 島田. */
static span of_town(struct reading *r, span name, struct chain *c)
{
	span other;

	if (!str_is(c->post, "governor") || name.from < r->limit + 3 ||
	    rune_before(r->text, name.from) != 0x30FB)
		return name;
	other = kanji_before(r, name.from - 3, false);
	if (other.to - other.from < 9)
		return name;
	c->role.from = name.from;
	return other;
}

/* 港野太郎 市長「…」: name and office with a blank between, as under a
 * picture, and words behind. */
static bool over_blank(const struct reading *r, uint32_t from)
{
	return from > r->limit + 6 && r->text.p[from - 1] == ' ' &&
	       rune_is_kanji(rune_before(r->text, from - 1));
}

static bool captioned(const struct reading *r, uint32_t end)
{
	return here(r, end, STR("「")) || here(r, end, STR("：")) ||
	       here(r, end, STR(":")) || end >= r->in.to ||
	       here(r, end, STR("\n")) || here(r, end, STR(" 「"));
}

/* 港野デニー知事: a family's name in kanji before a given one in katakana. */
static span with_family(struct reading *r, span name)
{
	uint32_t n;
	const struct token *t;

	if (name.from < r->limit + 6 ||
	    !rune_is_katakana(rune_at(r->text, name.from)) ||
	    !rune_is_kanji(rune_before(r->text, name.from)) ||
	    str_find(str_span(r->text, name), STR("・"), 0) != SIZE_MAX)
		return name;
	t = doc_tokens(r->d, r->sentence, &n);
	for (uint32_t k = 0; k < n; k++)
		if (t[k].at.to == name.from && t[k].pos == TOKEN_PERSON &&
		    t[k].at.from >= r->limit && t[k].at.from + 6 <= name.from)
			name.from = t[k].at.from;
	return name;
}

/* ムン・ジェイン(文在寅): whom the packs know by the kanji in the bracket. */
static const struct listed *in_brackets(const struct reading *r, span in)
{
	return in.to > in.from && rune_is_kanji(rune_at(r->text, in.from))
		       ? listed_as(r->l, str_span(r->text, in))
		       : NULL;
}

bool read_unknown(struct reading *r, uint32_t i)
{
	const struct item *it = &r->items.v[i];
	uint32_t end, cp, from = it->at.from;
	struct chain c;
	span name, latin;

	end = before_latin(r, from, &latin);
	if (end == from && over_blank(r, from))
		end = from - 1;
	cp = end > r->limit ? rune_before(r->text, end) : 0;
	if (!rune_is_katakana(cp) && !rune_is_kanji(cp) && cp != 0x30FB)
		return false;
	if (!chain_read(r, from, false, &c) ||
	    (end == from - 1 && !captioned(r, c.end)))
		return false;
	if (word_ending(r, end) != NO_REF && !rune_is_kanji(cp) && cp != 0x30FB)
		return false;
	name = name_before(r, end, c.honour);
	if (name.from == name.to && c.title && !rune_is_katakana(cp)) {
		name = name_before_kanji(r, end, &latin);
		c.role.from = end;
	}
	if (name.from == name.to && rune_is_kanji(cp))
		name = rare_name(r, end, &c);
	if (name.from == name.to)
		return false;
	name = of_town(r, with_family(r, name), &c);
	add_person(r, name, in_brackets(r, latin), &c, "ja.who.form");
	if (latin.to > latin.from &&
	    rune_is_upper(rune_at(r->text, latin.from)))
		r->persons.v[r->drafts.v[r->drafts.n - 1].person].latin =
			str_span(r->text, latin);
	return true;
}

/* 貿易代表ジャミーソン・グリーアは: a given and a family's name in katakana
 * right behind the title, before a particle; no state, no list of persons. */
bool read_name_behind(struct reading *r, uint32_t i)
{
	static const char *const behind[] = { "は", "が", "と", "に", "を",
					      "も", "、", "(",	NULL };
	const struct lex *title = lex_as(r->items.v[i].lex, LEX_TITLE);
	size_t at = r->items.v[i].at.to, k = at;
	span name = { (uint32_t)at, (uint32_t)at };
	struct chain c = { 0 };
	uint32_t dots = 0;

	if (str_is(title->post, "some"))
		return false;
	while (k < r->in.to) {
		uint32_t cp = utf8_next(r->text, &k);

		if (!rune_is_katakana(cp) && cp != 0x30FB)
			break;
		dots += cp == 0x30FB;
		name.to = (uint32_t)k;
	}
	if (dots != 1 || here(r, name.from, STR("・")) ||
	    ends_with(r, name.to, "・") || plain_word(r, name) ||
	    !str_starts_any(str_cut(r->text, name.to, r->in.to), behind))
		return false;
	for (uint32_t n = i + 1; n < r->end; n++) {
		if (r->items.v[n].at.from >= name.to)
			break;
		if (!lex_as(r->items.v[n].lex, LEX_FAMILY))
			return false;
	}
	c.post = title->post;
	c.party = title->party;
	add_person(r, name, NULL, &c, "ja.who.form");
	return true;
}
