/* who_people.c - which names of an article are one person: full name first,
 * then the family name; other spellings; what is listed. */
#include "extract/who_priv.h"

enum { PEOPLE_MAX = 400, AGAIN_MAX = 60, TITLE_BYTES = 120 };

static bool is_cut(uint32_t cp)
{
	return cp == 0x30FB || cp == '=' || cp == 0xFF1D || cp == 0x30A0 ||
	       cp == ' ' || cp == '\n' || cp == 0xA0;
}

/* The part behind the last cut, or the whole. */
static str last_part(str name)
{
	size_t from = 0;

	for (size_t i = 0; i < name.n;) {
		uint32_t cp = utf8_next(name, &i);

		if (is_cut(cp) &&
		    !str_starts(str_cut(name, i, name.n), STR("Jr")))
			from = i;
	}
	return str_cut(name, from, name.n);
}

bool post_in(str posts, str post)
{
	while (posts.p && post.n)
		if (str_eq(str_token(&posts, '|'), post))
			return true;
	return false;
}

uint32_t person_of(struct reading *r, str name, const struct listed *listed)
{
	struct person *p;

	for (uint32_t i = 0; i < r->persons.n; i++) {
		p = &r->persons.v[i];
		if (listed ? p->listed == listed
			   : !p->listed && str_eq(p->full, name))
			return i;
	}
	p = vec_add(r->d->arena, &r->persons);
	p->listed = listed;
	p->full = name;
	p->family = last_part(name);
	p->same = r->persons.n - 1;
	if (listed)
		p->party = listed->party;
	return r->persons.n - 1;
}

static bool whole(const struct person *p)
{
	return p->family.n < p->full.n;
}

static bool kanji_name(str name)
{
	size_t i = 0;

	return name.n && rune_is_kanji(utf8_next(name, &i));
}

static bool parties_agree(const struct person *a, str party)
{
	return !a->party.n || !party.n || str_eq(a->party, party);
}

/* Letters to change to make one of the other, at most 3 (else 9). */
static uint32_t distance(str a, str b)
{
	uint32_t row[40], x[40], y[40], n = 0, m = 0;

	for (size_t i = 0; i < a.n && n < 39;)
		x[n++] = utf8_next(a, &i);
	for (size_t i = 0; i < b.n && m < 39;)
		y[m++] = utf8_next(b, &i);
	if (n > m + 3 || m > n + 3)
		return 9;
	for (uint32_t k = 0; k <= m; k++)
		row[k] = k;
	for (uint32_t i = 1; i <= n; i++) {
		uint32_t diagonal = row[0];

		row[0] = i;
		for (uint32_t k = 1; k <= m; k++) {
			uint32_t up = row[k];
			uint32_t best = diagonal + (x[i - 1] != y[k - 1]);

			if (up + 1 < best)
				best = up + 1;
			if (row[k - 1] + 1 < best)
				best = row[k - 1] + 1;
			row[k] = best;
			diagonal = up;
		}
	}
	return row[m];
}

static void become(struct reading *r, uint32_t i, const struct listed *l)
{
	struct person *p = &r->persons.v[i];

	for (uint32_t k = 0; k < r->persons.n; k++) {
		if (r->persons.v[k].listed != l)
			continue;
		p->same = k;
		return;
	}
	p->listed = l;
	p->party = l->party;
}

/* A name that is no entry of the packs but another spelling of one. */
static bool same_as_listed(struct reading *r, uint32_t i)
{
	struct person *p = &r->persons.v[i];
	struct arena *a = r->d->arena;
	const struct listed *l = listed_as(r->l, p->full);
	str given, other;

	if (l) {
		if (!parties_agree(p, l->party) ||
		    (kanji_name(p->full) && p->full.n < l->full.n &&
		     !post_in(l->post, p->post) &&
		     !(p->party.n && str_eq(p->party, l->party))))
			return false;
		become(r, i, l);
		return true;
	}
	l = whole(p) ? listed_as(r->l, p->family) : NULL;
	if (!l)
		return false;
	if (l->family.n >= l->full.n || !parties_agree(p, l->party))
		return false;
	given = fold_name(a, str_cut(p->full, 0, p->full.n - p->family.n));
	other = fold_name(a, str_cut(l->full, 0, l->full.n - l->family.n));
	if (distance(given, other) > 1)
		return false;
	become(r, i, l);
	return true;
}

/* 習 of 習近平: a name the packs do not part, whose first letters these are. */
static bool family_of(const struct listed *l, str name)
{
	return str_eq(l->family, name) ||
	       (l->family.n == l->full.n && name.n < l->full.n &&
		str_starts(l->full, name));
}

/* The family name of somebody whose full name this article gives. */
static bool same_as_fuller(struct reading *r, uint32_t i)
{
	struct person *p = &r->persons.v[i];
	struct arena *a = r->d->arena;

	for (uint32_t k = r->persons.n; k-- > 0;) {
		const struct person *q = &r->persons.v[k];
		bool same;

		if (k == i || q->same != k ||
		    (q->full.n <= p->full.n && !q->listed))
			continue;
		if (kanji_name(p->full) && q->listed)
			same = family_of(q->listed, p->full);
		else if (kanji_name(q->full) && !kanji_name(p->full))
			/* デニー氏 of 港野デニー */
			same = r->d->lang == LANG_JA && !q->listed &&
			       str_ends(q->full, p->full);
		else if (kanji_name(p->full))
			same = str_starts(q->full, p->full);
		else if (r->d->lang == LANG_EN && whole(q) &&
			 str_starts(q->full, p->full))
			same = q->full.p[p->full.n] == ' '; /* Mr Anwar */
		else
			same = (whole(q) || q->listed) &&
			       str_eq(fold_name(a, q->family),
				      fold_name(a, p->family));
		if (!same || !parties_agree(p, q->party))
			continue;
		p->same = k;
		return true;
	}
	return false;
}

/* The part before the first cut, or the whole. */
static str first_part(str name)
{
	for (size_t i = 0, at = 0; i < name.n; at = i)
		if (is_cut(utf8_next(name, &i)))
			return str_cut(name, 0, at);
	return name;
}

/* アンワル首相 of アンワル・イブラヒム首相: who goes by the first of his names,
 * as in many lands. */
static bool same_by_first(struct reading *r, uint32_t i)
{
	struct person *p = &r->persons.v[i];
	struct arena *a = r->d->arena;

	if (r->d->lang != LANG_JA || kanji_name(p->full))
		return false;
	for (uint32_t k = r->persons.n; k-- > 0;) {
		const struct person *q = &r->persons.v[k];

		if (k == i || q->same != k || !whole(q) ||
		    !parties_agree(p, q->party) ||
		    !str_eq(fold_name(a, first_part(q->full)),
			    fold_name(a, p->full)))
			continue;
		p->same = k;
		return true;
	}
	return false;
}

/* ウィトコフ, ウィットコフ: nearly the same letters, and party or post speak
 * for it; a letter at the head must be the same (バンス is not ハンス). */
static void same_as_near(struct reading *r, uint32_t i)
{
	struct person *p = &r->persons.v[i];
	struct arena *a = r->d->arena;
	str x = fold_name(a, p->family);

	if (kanji_name(p->full))
		return;
	for (uint32_t k = 0; k < r->persons.n; k++) {
		const struct person *q = &r->persons.v[k];
		str y = fold_name(a, q->family);

		if (k == i || q->same != k || kanji_name(q->full) ||
		    (whole(p) && whole(q)) ||
		    (!str_eq(x, y) &&
		     (utf8_count(x) < 5 || distance(x, y) > 1)) ||
		    x.p[0] != y.p[0] || (x.n > 2 && x.p[2] != y.p[2]))
			continue;
		if (!p->party.n || !str_eq(p->party, q->party) ||
		    (p->post.n && q->post.n && !str_eq(p->post, q->post)))
			continue;
		p->same = k;
		return;
	}
}

static str lowered(struct arena *a, str s)
{
	char *out = arena_z(a, s);

	for (size_t i = 0; i < s.n; i++) {
		if (out[i] >= 'A' && out[i] <= 'Z')
			out[i] = (char)(out[i] + 32);
		if (out[i] == ' ' || out[i] == '.' || out[i] == '\n')
			out[i] = '-';
	}
	return (str){ out, s.n };
}

static void name_person(struct reading *r, struct person *p)
{
	struct arena *a = r->d->arena;
	str given;

	if (p->listed) {
		p->id = p->listed->id;
		p->name = p->listed->name;
		if (!p->post.n)
			p->post = p->listed->post;
		return;
	}
	p->name = p->full;
	if (p->latin.n) {
		p->name = p->full = p->latin;
		p->family = last_part(p->latin);
	} else if (r->d->lang == LANG_JA) {
		p->id = arena_printf(a, "p.%.*s",
				     STR_FMT(kanji_name(p->full)
						     ? p->full
						     : fold_name(a, p->full)));
		return;
	}
	given = str_trim(str_cut(p->full, 0, p->full.n - p->family.n));
	if (str_ends(given, STR("."))) /* of an initial */
		given.n--;
	p->id = lowered(a, arena_printf(a, "p.%.*s%s%.*s", STR_FMT(p->family),
					given.n ? "-" : "", STR_FMT(given)));
	((char *)(uintptr_t)p->id.p)[1] = '.';
}

static uint32_t last_same(const struct reading *r, uint32_t i)
{
	for (int n = 0; n < 5 && r->persons.v[i].same != i; n++)
		i = r->persons.v[i].same;
	return i;
}

void people_settle(struct reading *r)
{
	for (uint32_t i = 0; i < r->persons.n && i < PEOPLE_MAX; i++) {
		struct person *p = &r->persons.v[i];

		if (p->listed || same_as_listed(r, i))
			continue;
		if (!whole(p) && (same_as_fuller(r, i) || same_by_first(r, i)))
			continue;
		same_as_near(r, i);
	}
	for (uint32_t i = 0; i < r->persons.n; i++) {
		struct person *p = &r->persons.v[i];
		struct person *q = &r->persons.v[last_same(r, i)];

		if (p == q)
			continue;
		if (!q->party.n)
			q->party = p->party;
		if (!q->post.n)
			q->post = p->post;
	}
	for (uint32_t i = 0; i < r->persons.n; i++)
		name_person(r, &r->persons.v[i]);
	for (uint32_t i = 0; i < r->drafts.n; i++)
		if (r->drafts.v[i].person != NO_REF)
			r->drafts.v[i].person =
				last_same(r, r->drafts.v[i].person);
}

/* ---- bare names */

static bool free_place(const struct reading *r, span at)
{
	uint32_t low = 0, high = r->drafts.n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (r->drafts.v[mid].a.at.to <= at.from)
			low = mid + 1;
		else
			high = mid;
	}
	return low >= r->drafts.n || r->drafts.v[low].a.at.from >= at.to;
}

static bool bordered(str text, span at)
{
	size_t i = at.from, k = at.to, first = at.from;
	uint32_t prev = i ? utf8_prev(text, &i) : 0;
	uint32_t next = k < text.n ? utf8_next(text, &k) : 0;
	uint32_t c = utf8_next(text, &first);

	if (rune_is_katakana(c))
		return !rune_is_katakana(prev) && !rune_is_katakana(next) &&
		       prev != 0x30FB && next != 0x30FB;
	if (rune_is_kanji(c))
		return !rune_is_kanji(prev) && !rune_is_kanji(next);
	if (next == ' ' && k < text.n &&
	    rune_is_upper((unsigned char)text.p[k]))
		return false; /* a longer name */
	return !rune_is_alpha(prev) && !rune_is_alpha(next) && next != '-' &&
	       prev != '-' && !rune_is_digit(prev);
}

/* 甘利経済再生相は, 甘利明・通商協定(EPA)担当相が: the end of the long title
 * that goes on from the family name; 0: there is none. */
static uint32_t title_run(str text, span name)
{
	static const char *const ends[] = { "相",   "大臣", "長官",   "社長",
					    "会長", "議長", "委員長", "代表" };
	size_t i = name.from, to = name.to;
	str run;

	if (i > 0 && rune_is_kanji(utf8_prev(text, &i)))
		return 0;
	while (to < text.n && to < name.to + TITLE_BYTES) {
		size_t k = to;
		uint32_t cp = utf8_next(text, &k);

		if (!rune_is_kanji(cp) && !rune_is_katakana(cp) &&
		    !rune_is_alpha(cp) && cp != 0x30FB && cp != '(' &&
		    cp != ')' && cp != 0xFF08 && cp != 0xFF09)
			break;
		to = k;
	}
	run = str_cut(text, name.to, to);
	for (size_t k = 0; k < COUNT(ends); k++)
		if (str_ends(run, str_of(ends[k])) &&
		    (str_starts(str_cut(text, to, text.n), STR("は")) ||
		     str_starts(str_cut(text, to, text.n), STR("が"))))
			return (uint32_t)to;
	return 0;
}

/* Next place of the name, or SIZE_MAX. Kana and kanji share their first bytes,
 * so the third is looked for. */
static size_t next_place(str text, str name, size_t from)
{
	while (from + name.n <= text.n) {
		const char *hit =
			memchr(text.p + from + 2, name.p[2], text.n - from - 2);
		size_t at;

		if (!hit)
			return SIZE_MAX;
		at = (size_t)(hit - text.p) - 2;
		if (at + name.n <= text.n &&
		    memcmp(text.p + at, name.p, name.n) == 0)
			return at;
		from = at + 1;
	}
	return SIZE_MAX;
}

/* Prachand, the Open Harbour leader: whose leader he is, beside him. */
static bool in_apposition(const struct reading *r, span is)
{
	uint32_t length = 0;
	int64_t at;

	if (r->d->lang != LANG_EN || is.from < 6 ||
	    !str_is(str_cut(r->text, is.from - 6, is.from), ", the ") ||
	    is.to + 1 >= r->text.n || r->text.p[is.to] != ' ')
		return false;
	at = trie_longest(r->l->trie, r->text, is.to + 1, &length);
	return at >= 0 && lex_as(r->l->heads[at], LEX_TITLE);
}

/* who: a person's index, or org: not NULL. */
static void find_again(struct reading *r, uint32_t who, const struct org *org,
		       str name, uint32_t sorted)
{
	size_t at = 0;
	uint32_t known;

	if (name.n < 3 ||
	    (!(org && str_eq(name, org->letters)) &&
	     (name.n < 4 || (r->d->lang == LANG_JA && name.n < 6))) ||
	    (trie_exact(r->l->trie, name, &known, 1) > 0 &&
	     (lex_as(r->l->heads[known], LEX_FAMILY) ||
	      lex_as(r->l->heads[known], LEX_PERSON))))
		return; /* short; or the scan has found it everywhere */
	while ((at = next_place(r->text, name, at)) != SIZE_MAX) {
		span is = { (uint32_t)at, (uint32_t)(at + name.n) };
		uint32_t s = doc_sentence_at(r->d, is.from), n = r->drafts.n;
		span whole = is;
		struct draft *x;

		at = is.to;
		if (s >= r->d->sentences.n ||
		    !span_within(is, r->d->sentences.v[s].at) ||
		    (!bordered(r->text, is) &&
		     (org || r->d->lang != LANG_JA ||
		      !(whole.to = title_run(r->text, is)))))
			continue;
		r->drafts.n = sorted;
		if (!free_place(r, whole) || (org && in_apposition(r, is))) {
			r->drafts.n = n;
			continue;
		}
		r->drafts.n = n;
		x = draft_add(r, whole, org ? ACTOR_ORGANISATION : ACTOR_PERSON,
			      org ? r->d->lang == LANG_JA ? "ja.who.org"
							  : "en.who.org"
				  : "who.again");
		x->person = who;
		x->a.name_at = is;
		if (!org)
			continue;
		x->a.id = org->id;
		x->a.name = org->name;
		x->a.party = org->party;
	}
}

static str first_word(str name)
{
	return str_token(&name, ' ');
}

/* Is the person anywhere called by the name alone? */
static bool called(const struct reading *r, uint32_t who, str name)
{
	for (uint32_t i = 0; i < r->drafts.n; i++)
		if (r->drafts.v[i].person == who &&
		    str_eq(str_span(r->text, r->drafts.v[i].a.name_at), name))
			return true;
	return false;
}

/* al-Burhan is called Burhan too. */
static str without_article(str family)
{
	static const char *const articles[] = { "al-", "Al-", "el-", "El-" };

	for (size_t i = 0; i < sizeof(articles) / sizeof(*articles); i++)
		if (str_starts(family, str_of(articles[i])) && family.n > 6)
			return str_cut(family, 3, family.n);
	return family;
}

void people_again(struct reading *r)
{
	uint32_t sorted = r->drafts.n;

	for (uint32_t i = 0; i < r->persons.n && i < AGAIN_MAX; i++) {
		const struct person *p = &r->persons.v[i];
		uint32_t who = last_same(r, i);

		find_again(r, who, NULL, p->full, sorted);
		if (whole(p))
			find_again(r, who, NULL, p->family, sorted);
		if (whole(p) && without_article(p->family).n < p->family.n)
			find_again(r, who, NULL, without_article(p->family),
				   sorted);
		if (whole(p) && r->d->lang == LANG_EN &&
		    !called(r, who, p->family))
			find_again(r, who, NULL, first_word(p->full), sorted);
	}
	for (uint32_t i = 0; i < r->orgs.n && i < AGAIN_MAX; i++) {
		find_again(r, NO_REF, &r->orgs.v[i], r->orgs.v[i].name, sorted);
		if (r->orgs.v[i].letters.n)
			find_again(r, NO_REF, &r->orgs.v[i],
				   r->orgs.v[i].letters, sorted);
		if (r->orgs.v[i].brief.n)
			find_again(r, NO_REF, &r->orgs.v[i], r->orgs.v[i].brief,
				   sorted);
	}
}
