/* who_acronym.c - bodies that the article introduces with their short name:
 * the Northern Harbour Association (NHA), 北港漁業組合（NHA）. */
#include "extract/who_en_priv.h"

enum { LEAST = 3, MOST = 8, HEAD_RUNES = 24 };

bool body_word(const struct reading *r, str w)
{
	const uint64_t *sense = map_find(&r->l->body_heads, w);

	return sense && *sense == 1;
}

/* The head without its own: Workers of Workers' and of Workers’. */
static bool body_head(const struct reading *r, str w)
{
	size_t mark = str_find(w, STR("\u2019"), 0);

	w.n = mark < w.n ? mark : w.n;
	mark = str_find(w, STR("'"), 0);
	w.n = mark < w.n ? mark : w.n;
	return body_word(r, w);
}

static bool small_head(str w)
{
	return str_is(w, "union") || str_is(w, "party") ||
	       str_is(w, "federation") || str_is(w, "association");
}

/* Where the word before ends: behind a blank, or a comma and a blank as in
 * Rail, Maritime and Transport. 0: none stands before in the sentence. */
static uint32_t word_before(const struct reading *r, uint32_t from)
{
	if (from < r->in.from + 2 || r->text.p[from - 1] != ' ')
		return 0;
	return r->text.p[from - 2] == ',' ? from - 2 : from - 1;
}

/* The words with capitals before the bracket whose first letters are the short
 * name's; one of them is the head of a body's name, which itself may have no
 * letter in it: Rail, Maritime and Transport Workers' union (RMT). */
static bool spelt_out(const struct reading *r, uint32_t open, str letters,
		      span *org)
{
	uint32_t at = open - 1;
	size_t left = letters.n;
	bool body = false;

	*org = (span){ at, at };
	while (left > 0) {
		uint32_t from = voice_word_before(r, at).from;
		str w = str_cut(r->text, from, at);
		bool head =
			body_head(r, w) || (left == letters.n && small_head(w));

		if (!w.n)
			return false;
		if (w.p[0] == letters.p[left - 1]) {
			left--;
			org->from = from;
		} else if (!head && (w.n > 3 || w.p[0] < 'a' || w.p[0] > 'z')) {
			return false;
		}
		body |= head;
		at = word_before(r, from);
		if (left > 0 && !at)
			return false;
	}
	return body;
}

static bool ja_body_end(str s)
{
	static const char *const ends[] = {
		"機関",	  "連合",   "協会", "組合", "労組", "機構",
		"委員会", "同盟",   "連盟", "総連", "戦線", "公社",
		"連合会", "協議会", "政府", "会議", "組織", "総同盟",
	};

	for (size_t i = 0; i < COUNT(ends); i++)
		if (str_ends(s, str_of(ends[i])))
			return true;
	return false;
}

/* The run of kanji and katakana before the bracket. */
static bool ja_run(const struct reading *r, uint32_t open, span *org)
{
	size_t at = open;

	*org = (span){ open, open };
	for (unsigned n = 0; n < HEAD_RUNES && at > r->in.from; n++) {
		uint32_t cp = utf8_prev(r->text, &at);

		if (!rune_is_kanji(cp) && !rune_is_katakana(cp) &&
		    cp != 0x30FC && cp != 0x30FB)
			break;
		org->from = (uint32_t)at;
	}
	return org->to - org->from >= 12 &&
	       ja_body_end(str_span(r->text, *org));
}

/* Other articles may say the letters alone: they are its code, also for who was
 * read as of it before. */
static void recode(struct reading *r, struct org *o, str letters)
{
	str party = o->party, id = o->id;

	o->letters = o->party = letters;
	o->id = arena_printf(r->d->arena, "o.%.*s", STR_FMT(letters));
	for (uint32_t i = 0; i < r->drafts.n; i++) {
		struct actor_mention *a = &r->drafts.v[i].a;

		if (a->id.n && str_eq(a->id, id))
			a->id = o->id;
		if (a->party.n && str_eq(a->party, party))
			a->party = o->party;
	}
	for (uint32_t i = 0; i < r->persons.n; i++)
		if (r->persons.v[i].party.n &&
		    str_eq(r->persons.v[i].party, party))
			r->persons.v[i].party = o->party;
}

static void take(struct reading *r, span at, str letters)
{
	str party =
		draft_org(r, at,
			  r->d->lang == LANG_JA ? "ja.who.org" : "en.who.org")
			->a.party;

	for (uint32_t k = 0; k < r->orgs.n; k++)
		if (str_eq(r->orgs.v[k].party, party)) {
			recode(r, &r->orgs.v[k], letters);
			return;
		}
}

/* Is it, or does it hold, a body of the packs? */
static bool known(const struct reading *r, span at)
{
	for (uint32_t i = r->first; i < r->end; i++) {
		const struct item *x = &r->items.v[i];

		if (span_overlaps(x->at, at) && lex_as(x->lex, LEX_BODY))
			return true;
	}
	return false;
}

/* the TSSA union, RMT members: short names of bodies by what stands behind. */
static void titled_read(struct reading *r)
{
	static const char *const tails[] = { " union",	   " general secretary",
					     " members",   " executive",
					     " officials", " spokes" };
	uint32_t to;

	for (uint32_t at = r->in.from; at + LEAST < r->in.to; at = to + 1) {
		str letters;
		bool tail = false;

		for (to = at; to < r->in.to; to++)
			if (r->text.p[to] < 'A' || r->text.p[to] > 'Z')
				break;
		letters = str_cut(r->text, at, to);
		for (size_t i = 0; i < COUNT(tails); i++)
			tail |= here(r, to, str_of(tails[i]));
		if (!tail || letters.n < LEAST || letters.n > MOST ||
		    (at > r->in.from && r->text.p[at - 1] != ' ') ||
		    word_at(r, at) != NO_REF)
			continue;
		take(r, (span){ at, to }, letters);
	}
}

void acronyms_read(struct reading *r)
{
	if (r->d->lang == LANG_EN)
		titled_read(r);
	for (uint32_t i = r->in.from + 1; i + LEAST < r->in.to; i++) {
		uint32_t wide = r->text.p[i] == '(' ? 1 : 3, from, to;
		span org;
		str letters;

		if (wide == 3 &&
		    (r->text.p[i] != '\xEF' || !here(r, i, STR("（"))))
			continue;
		for (from = to = i + wide; to < r->in.to; to++)
			if (r->text.p[to] < 'A' || r->text.p[to] > 'Z')
				break;
		letters = str_cut(r->text, from, to);
		if (letters.n < LEAST || letters.n > MOST ||
		    !(here(r, to, STR(")")) || here(r, to, STR("）"))) ||
		    known(r, (span){ from, to }))
			continue;
		if (r->d->lang == LANG_JA
			    ? !ja_run(r, i, &org)
			    : r->text.p[i - 1] != ' ' ||
				      !spelt_out(r, i, letters, &org))
			continue;
		if (!known(r, org))
			take(r, org, letters);
	}
}
