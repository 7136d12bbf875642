/* say_quote.c - pairs of quotation marks, and who acts around them. */
#include "base/utf8.h"
#include "extract/say_priv.h"

enum { QUOTE_BYTES = 6000, SINGLE_BYTES = 600 };

static uint32_t closing(uint32_t open)
{
	switch (open) {
	case 0x300C:
		return 0x300D; /* 「」 */
	case 0x300E:
		return 0x300F; /* 『』 */
	case 0x201C:
		return 0x201D;
	case '"':
		return '"';
	default:
		return 0;
	}
}

/* End of the pair that opens with cp at byte from, or 0 when it stays open.
 * Marks of the same pair may nest, except the straight one. */
static size_t pair_end(str text, size_t from, uint32_t open)
{
	uint32_t close = closing(open);
	size_t i = from, end = from + QUOTE_BYTES;
	uint32_t depth = 0;

	while (i < text.n && i < end) {
		uint32_t cp = utf8_next(text, &i);

		if (cp == '\n')
			return 0;
		if (cp == open && (open != close || depth == 0))
			depth++;
		else if ((cp == close || (open == '"' && cp == 0x201D)) &&
			 --depth == 0)
			return i;
		else if (open == '"' && cp == '\'' && i < text.n &&
			 text.p[i] == '\'')
			return i + 1;
	}
	return 0;
}

static bool letter(uint32_t cp)
{
	return rune_is_alpha(cp) || rune_is_digit(cp);
}

/* Words in single marks, 'so', in English: they open behind a blank and close
 * before one, or before a stop. A plural's mark (the pilots' pay) closes only
 * where no other does. */
static size_t single_end(str text, size_t from, uint32_t open)
{
	uint32_t close = open == 0x2018 ? 0x2019 : open;
	size_t i = from, end = from + SINGLE_BYTES, plural = 0;
	uint32_t last = 0, before = ' ';
	size_t head = from;

	if (head > 0)
		before = utf8_prev(text, &head);
	(void)utf8_next(text, &i);
	if (letter(before) || before == '"' || i >= text.n ||
	    text.p[i] == ' ' || rune_is_digit((unsigned char)text.p[i]))
		return 0;
	while (i < text.n && i < end) {
		uint32_t cp = utf8_next(text, &i), next;
		size_t k = i;

		if (cp == '\n' || cp == '"' || cp == 0x201C)
			break;
		next = i < text.n ? utf8_next(text, &k) : '\n';
		if (cp == close && last != ' ' && !letter(next)) {
			if (last != 's' || next != ' ')
				return i;
			plural = plural ? plural : i;
		}
		last = cp;
	}
	return plural;
}

/* “…" in one line, or 0. */
static size_t straight_end(str text, size_t from)
{
	size_t line = str_find(text, STR("\n"), from);
	size_t mark = str_find(text, STR("\""), from);

	return mark != SIZE_MAX && mark < line && mark - from < SINGLE_BYTES
		       ? mark + 1
		       : 0;
}

/* Words over several paragraphs have a mark at the head of each and close once:
 * the end of the sentence the mark opens, or 0. */
static size_t goes_on(const struct doc *d, size_t from)
{
	static const str mark = { "\xE2\x80\x9C", 3 };
	size_t line = str_find(str_cut(d->text, 0, from + QUOTE_BYTES),
			       STR("\n"), from);
	uint32_t i;

	if (line == SIZE_MAX || !str_starts(str_cut(d->text, from, line), mark))
		return 0;
	if (!str_starts(str_trim(str_cut(d->text, line, line + 8)), mark))
		return 0;
	i = doc_sentence_at(d, (uint32_t)from);
	if (i >= d->sentences.n || d->sentences.v[i].at.from > from)
		return 0;
	return d->sentences.v[i].at.to;
}

/* The next byte at which a mark may stand: " ' or the first of U+20xx, U+30xx;
 * most of a text is passed without being decoded. */
static size_t next_mark(str text, size_t i)
{
	for (; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (c == '"' || c == '\'')
			break;
		if ((c == 0xE2 || c == 0xE3) && i + 1 < text.n &&
		    (unsigned char)text.p[i + 1] == 0x80)
			break;
	}
	return i;
}

void quotes_find(struct doc *d, struct quotes *out)
{
	size_t i = 0, lost = 0;

	while ((i = next_mark(d->text, i)) < d->text.n) {
		size_t from = i, end;
		uint32_t cp = utf8_next(d->text, &i);

		if (d->lang == LANG_EN && (cp == '\'' || cp == 0x2018)) {
			end = single_end(d->text, from, cp);
			if (!end)
				continue;
			*vec_add(d->arena, out) =
				(span){ (uint32_t)from, (uint32_t)end };
			i = end;
			continue;
		}
		/* An open mark without an end costs its line once. */
		if (!closing(cp) || from < lost)
			continue;
		end = pair_end(d->text, from, cp);
		if (!end && cp == 0x201C)
			end = straight_end(d->text, i);
		if (!end && (end = goes_on(d, from)) != 0)
			lost = str_find(d->text, STR("\n"), from);
		if (!end) {
			lost = from + QUOTE_BYTES;
			end = str_find(d->text, STR("\n"), from);
			lost = end < lost ? end : lost;
			continue;
		}
		*vec_add(d->arena, out) =
			(span){ (uint32_t)from, (uint32_t)end };
		i = end;
	}
}

span quotes_around(const struct quotes *q, uint32_t byte)
{
	uint32_t low = 0, high = q->n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (q->v[mid].to <= byte)
			low = mid + 1;
		else
			high = mid;
	}
	return low < q->n && q->v[low].from <= byte ? q->v[low]
						    : (span){ 0, 0 };
}

bool quotes_hold(const struct quotes *q, uint32_t byte)
{
	return quotes_around(q, byte).to > 0;
}

/* What follows the actor, behind a bracketed age or short name. */
static str after_actor(const struct doc *d, const struct actor_mention *x)
{
	str rest = str_cut(d->text, x->at.to, x->at.to + 90);
	size_t end = SIZE_MAX;

	if (str_starts(rest, STR("（")))
		end = str_find(rest, STR("）"), 0);
	if (end != SIZE_MAX)
		rest = str_cut(rest, end + 3, rest.n);
	else if (str_starts(rest, STR("(")) &&
		 (end = str_find(rest, STR(")"), 0)) != SIZE_MAX)
		rest = str_cut(rest, end + 1, rest.n);
	return rest;
}

/* 日中両政府は, 組合側が: what stands for the actor before its particle. */
static str over_suffix(str rest)
{
	static const char *const words[] = { "両国政府", "両政府", "両国",
					     "両党",	 "両首脳", "両社",
					     "政府",	 "当局",   "側",
					     "ら" };

	for (size_t i = 0; i < COUNT(words); i++)
		if (str_past(rest, words[i]))
			return str_cut(rest, strlen(words[i]), rest.n);
	return rest;
}

uint32_t say_subject(const struct doc *d, const struct mentions *m,
		     const struct quotes *q, span in)
{
	uint32_t topic = NO_REF, subject = NO_REF;

	for (uint32_t i = cast_from(m, in.from); cast_in(m, i, in); i++) {
		const struct actor_mention *x = &m->actors.v[i];
		str rest = after_actor(d, x);

		if (!cast_acts(x) || quotes_hold(q, x->at.from))
			continue;
		if (d->lang == LANG_EN)
			return i;
		if (!str_starts(rest, STR("は")) &&
		    !str_starts(rest, STR("が")))
			rest = over_suffix(rest);
		if (str_starts(rest, STR("は")) || str_starts(rest, STR("も")))
			topic = i;
		else if (str_starts(rest, STR("が")))
			subject = i;
	}
	return topic != NO_REF ? topic : subject;
}

uint32_t say_source(const struct doc *d, const struct mentions *m,
		    const struct quotes *q, span in)
{
	for (uint32_t i = cast_from(m, in.from); cast_in(m, i, in); i++) {
		const struct actor_mention *x = &m->actors.v[i];
		str rest = after_actor(d, x);
		str before = str_cut(d->text, in.from, x->at.from);

		if (quotes_hold(q, x->at.from) || x->kind == ACTOR_PLACE)
			continue;
		if (d->lang == LANG_EN
			    ? str_ends(str_trim(before), STR("ccording to"))
			    : str_starts(rest, STR("によると")) ||
				      str_starts(rest, STR("によれば")))
			return i;
	}
	return NO_REF;
}
