/* who_en_title.c - titles beside names: "Russian Deputy Foreign Minister",
 * "head of Ukraine's presidential office". */
#include "extract/who_en_priv.h"

const struct lex *side(const struct lex *l)
{
	const struct lex *x = lex_as(l, LEX_STATE);

	if (!x)
		x = lex_as(l, LEX_ADJECTIVE);
	if (!x) {
		x = lex_as(l, LEX_BODY);
		if (x && x->kind != ACTOR_BLOC)
			x = NULL;
	}
	return x;
}

/* One item of a title phrase; false when it is none. */
static bool phrase_item(const struct reading *r, const struct item *it,
			struct phrase *p)
{
	const struct lex *l = it->lex, *x;

	if (!p->role.to && (lex_as(l, LEX_TITLE) || lex_as(l, LEX_BEFORE)))
		p->role = it->at;
	if ((x = lex_as(l, LEX_TITLE)) != NULL) {
		if (!p->title || x->post.n)
			p->post = x->post;
		p->role.to = it->at.to;
		p->title = true;
		p->plural = x->plural;
		p->at.to = it->at.to;
		if (x->party.n && !p->party.n)
			p->party = x->party;
		return true;
	}
	if (lex_as(l, LEX_HONOUR)) {
		p->honour = true;
		p->at.to = it->at.to;
		return true;
	}
	if (lex_as(l, LEX_BEFORE)) {
		str w = str_span(r->text, it->at);

		p->former |= str_is(w, "former") || str_is(w, "Former") ||
			     str_is(w, "late") || str_starts(w, STR("ex"));
		return true;
	}
	if (p->title)
		return false;
	x = lex_as(l, LEX_ADJECTIVE);
	if (!x)
		x = lex_as(l, LEX_STATE);
	if (!x)
		x = lex_as(l, LEX_BODY);
	if (!x && !p->party.n)
		x = lex_as(l, LEX_PLACE);
	if (x && x->kind != ACTOR_MEDIA) {
		p->party = x->party.n ? x->party : p->party;
		return true;
	}
	return lex_as(l, LEX_GENERIC) || lex_as(l, LEX_ADMINISTRATION);
}

static uint32_t skip_words(const struct reading *r, uint32_t at,
			   const char *const *words)
{
	for (; *words; words++)
		if (here(r, at, str_of(*words)))
			at += (uint32_t)strlen(*words);
	return at;
}

/* A word in small letters that may stand inside a title: "trade" in "trade
 * and manufacturing adviser". */
static bool plain_word(const struct reading *r, span w, bool apposition)
{
	static const char *const not [] = {
		"in",	   "with",  "since", "from",   "at",	 "by",
		"as",	   "on",    "after", "to",     "that",	 "who",
		"when",	   "if",    "but",   "or",     "not",	 "it",
		"between", "among", "amid",  "before", "during", "over",
		"against", NULL
	};
	str word = str_span(r->text, w);

	if (!word.n || word.p[0] < 'a' || word.p[0] > 'z')
		return false;
	if (str_is(word, "and"))
		return apposition;
	for (int i = 0; not [i]; i++)
		if (str_is(word, not [i]))
			return false;
	return true;
}

/* A word with a capital and a title behind it: "Brexit negotiator". */
static bool before_title(const struct reading *r, span w)
{
	uint32_t i = word_at(r, word_blanks_end(r, w.to));

	return i != NO_REF && lex_as(r->items.v[i].lex, LEX_TITLE) &&
	       rune_is_upper(rune_at(r->text, w.from));
}

void phrase_from(const struct reading *r, uint32_t at, bool apposition,
		 struct phrase *p)
{
	static const char *const articles[] = { "the ", "a ",	"an ",	"The ",
						"of ",	"for ", "the ", NULL };
	uint32_t strange = 0, start = at;

	*p = (struct phrase){ .at = { at, at } };
	while (at < r->in.to && strange <= (apposition ? 3u : 1u)) {
		uint32_t i = word_at(r, at), over;
		span w;

		if (i != NO_REF) {
			if (!phrase_item(r, &r->items.v[i], p))
				break;
			at = word_next(r, r->items.v[i].at.to);
			continue;
		}
		if (p->title) { /* Prime Minister and Interior Minister */
			i = word_at(r, at + 4);
			if (!here(r, at, STR("and ")) || i == NO_REF ||
			    !lex_as(r->items.v[i].lex, LEX_TITLE))
				break;
			at += 4;
			continue;
		}
		over = skip_words(r, at, articles);
		if (over > at && (apposition || at > start)) {
			at = over;
			continue;
		}
		w = (span){ at, word_end(r, at) };
		if (!plain_word(r, w, apposition) && !before_title(r, w))
			break;
		strange++;
		at = word_blanks_end(r, w.to);
	}
}

void phrase_of(const struct reading *r, struct phrase *p)
{
	static const char *const small[] = { "of ", "for ", "to ",
					     "at ", "the ", NULL };
	uint32_t at = p->at.to;

	for (int n = 0; n < 3 && !p->party.n; n++) {
		uint32_t i;
		const struct lex *x;

		at = word_next(r, at);
		if (!here(r, at, STR("of ")) && !here(r, at, STR("for ")) &&
		    !here(r, at, STR("to ")) && !here(r, at, STR("at ")))
			return;
		at = skip_words(r, at, small);
		i = word_at(r, at);
		if (i == NO_REF && at >= 4 &&
		    str_eq(str_cut(r->text, at - 4, at), STR("the ")))
			i = word_at(r, at - 4);
		if (i == NO_REF)
			return;
		x = lex_as(r->items.v[i].lex, LEX_STATE);
		if (!x)
			x = lex_as(r->items.v[i].lex, LEX_ADJECTIVE);
		if (!x)
			x = lex_as(r->items.v[i].lex, LEX_BODY);
		if (x)
			p->party = x->party;
		at = r->items.v[i].at.to;
	}
}
