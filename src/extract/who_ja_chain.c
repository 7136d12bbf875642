/* who_ja_chain.c - what stands behind a Japanese name: titles with the states
 * and other words inside them, 氏, 政権. */
#include "extract/who_ja_priv.h"

const struct lex *state_like(const struct lex *l)
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
		c->role.from = it->at.to;
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
		k = word_at(r, (uint32_t)i);
		if (k != NO_REF && (lex_as(r->items.v[k].lex, LEX_TITLE) ||
				    lex_as(r->items.v[k].lex, LEX_MODIFIER)))
			return (uint32_t)i;
	}
	return at;
}

/* loose: the name before is known for one, so its title may hold any kanji. */
bool chain_read(const struct reading *r, uint32_t at, bool loose,
		struct chain *c)
{
	uint32_t from = at;

	*c = (struct chain){ .role = { at, at } };
	if (here(r, at, STR("・")))
		at += 3;
	if (loose && word_at(r, at) == NO_REF)
		at = over_kanji(r, at);
	for (uint32_t i = word_at(r, at); i != NO_REF && i < r->end; i++) {
		const struct item *it = &r->items.v[i];

		if (it->at.from != at || !chain_item(r, it, c))
			break;
		at = it->at.to;
		if (loose && !c->title && word_at(r, at) == NO_REF) {
			at = over_kanji(r, at);
			i = word_at(r, at);
			if (i-- == NO_REF)
				break;
		}
	}
	if (c->honour && c->role.from < from)
		c->role.from = from;
	return c->end > 0;
}
