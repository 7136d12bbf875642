/* cut.c - where the sentences of one line end.
 *
 * Each ender gives a cut; when a bracket closes, the cuts made since it opened
 * are taken back. So a bracket that never closes hides nothing, and each byte
 * is looked at once. */
#include "text/cut.h"

#include "base/utf8.h"
#include "text/abbrev.h"

/* Bytes that may start something of interest; all others are skipped. */
static const bool special[256] = {
	['!'] = true,  ['"'] = true,  ['('] = true,  [')'] = true,
	['.'] = true,  ['?'] = true,  ['['] = true,  [']'] = true,
	[0xE2] = true, [0xE3] = true, [0xEF] = true,
};

/* What closes an opener; 0 when cp opens nothing. */
static uint32_t closer_of(uint32_t cp)
{
	switch (cp) {
	case '(':
		return ')';
	case '[':
		return ']';
	case 0x201C: /* “ */
		return 0x201D;
	case 0xFF08: /* （ */
		return 0xFF09;
	case 0xFF62: /* ｢ */
		return 0xFF63;
	case 0x3008: /* 〈 */
	case 0x300A: /* 《 */
	case 0x300C: /* 「 */
	case 0x300E: /* 『 */
	case 0x3010: /* 【 */
	case 0x3014: /* 〔 */
		return cp + 1;
	default:
		return 0;
	}
}

static bool is_closer(uint32_t cp)
{
	switch (cp) {
	case ')':
	case ']':
	case 0x201D:
	case 0xFF09:
	case 0xFF63:
	case 0x3009:
	case 0x300B:
	case 0x300D:
	case 0x300F:
	case 0x3011:
	case 0x3015:
		return true;
	default:
		return false;
	}
}

static bool is_ender(uint32_t cp)
{
	return cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F || cp == 0xFF61 ||
	       cp == '!' || cp == '?' || cp == '.';
}

static uint32_t peek(const struct cutter *c, uint32_t i)
{
	size_t j = i;

	return i < c->to ? utf8_next(str_cut(c->text, 0, c->to), &j) : 0;
}

static uint32_t before(const struct cutter *c, uint32_t i)
{
	size_t j = i;

	return i > c->from ? utf8_prev(c->text, &j) : 0;
}

/* Not more than a few: a long run must not be walked again and again. */
static uint32_t skip_blanks(const struct cutter *c, uint32_t i)
{
	str line = str_cut(c->text, 0, c->to);

	for (int n = 0; n < 64 && i < c->to; n++) {
		size_t j = i;

		if (!rune_is_space(utf8_next(line, &j)))
			break;
		i = (uint32_t)j;
	}
	return i;
}

static void cut(struct cutter *c, uint32_t at)
{
	if (at < c->to)
		*vec_add(c->arena, &c->cuts) = at;
}

/* Cuts that are still inside an open bracket count as well: they go when it
 * closes. */
static uint32_t sentence_start(const struct cutter *c, uint32_t cuts)
{
	return skip_blanks(c, cuts ? c->cuts.v[cuts - 1] : c->from);
}

/* A particle or a comma goes on with the sentence after a closed quote. */
static bool goes_on_japanese(uint32_t cp)
{
	str s = STR("とのをがはにへでもなやかって、。，,");
	size_t i = 0;

	while (i < s.n)
		if (utf8_next(s, &i) == cp)
			return true;
	return is_closer(cp) || cp == 0;
}

static void closed(struct cutter *c, const struct cut_open *o, uint32_t at,
		   uint32_t end)
{
	uint32_t last = before(c, at), next = peek(c, end);

	if (!is_ender(last) || o->closer == ')' || o->closer == 0xFF09)
		return;
	if (c->lang == LANG_JA && o->closer != '"') {
		if (o->at == sentence_start(c, o->cuts) &&
		    !goes_on_japanese(next))
			cut(c, end);
		return;
	}
	if (!rune_is_space(next))
		return;
	next = skip_blanks(c, end);
	if (abbrev_goes_on(c->text, next, c->to) ||
	    (last != '.' && abbrev_tells_speaker(c->text, next, c->to)))
		return;
	cut(c, end);
}

static void open(struct cutter *c, uint32_t at, uint32_t closer)
{
	if (c->depth < CUT_DEPTH)
		c->open[c->depth++] =
			(struct cut_open){ at, c->cuts.n, closer };
}

/* True when something that cp closes was open. */
static bool close_with(struct cutter *c, uint32_t cp, uint32_t at, uint32_t end)
{
	for (uint32_t k = c->depth; k > 0; k--) {
		struct cut_open o = c->open[k - 1];

		if (o.closer != cp)
			continue;
		c->depth = k - 1;
		c->cuts.n = o.cuts;
		closed(c, &o, at, end);
		return true;
	}
	return false;
}

/* Behind a run of enders, and behind closers that nothing opened. */
static uint32_t run_end(const struct cutter *c, uint32_t i)
{
	for (;;) {
		uint32_t cp = peek(c, i);

		if (!is_ender(cp) && !(c->depth == 0 && is_closer(cp)) &&
		    cp != 0x2019)
			return i;
		i += cp < 0x80 ? 1 : 3;
	}
}

static uint32_t ended(struct cutter *c, uint32_t cp, uint32_t at, uint32_t end)
{
	uint32_t stop = run_end(c, end), next = peek(c, stop);

	if (cp >= 0x80 || (c->lang == LANG_JA && cp != '.')) {
		if (cp >= 0x80 || !rune_is_alpha(next))
			cut(c, stop);
		return stop;
	}
	if (c->lang == LANG_JA && !rune_is_space(next))
		return stop;
	if (next == '\'')
		next = peek(c, ++stop);
	if (!rune_is_space(next))
		return stop;
	next = skip_blanks(c, stop);
	if (abbrev_goes_on(c->text, next, c->to))
		return stop;
	if (cp == '.' && stop == end &&
	    abbrev_before(c->text, c->from, at, next, c->to))
		return stop;
	cut(c, stop);
	return stop;
}

static uint32_t look(struct cutter *c, uint32_t i)
{
	size_t j = i;
	uint32_t cp = utf8_next(str_cut(c->text, 0, c->to), &j), closer;
	uint32_t end = (uint32_t)j;

	if (is_ender(cp))
		return ended(c, cp, i, end);
	if (cp == '"') {
		if (c->lang == LANG_EN && !close_with(c, cp, i, end))
			open(c, i, cp);
		return end;
	}
	closer = closer_of(cp);
	if (closer)
		open(c, i, closer);
	else if (is_closer(cp))
		close_with(c, cp, i, end);
	return end;
}

void cutter_line(struct cutter *c, uint32_t from, uint32_t to)
{
	const unsigned char *p = (const unsigned char *)c->text.p;
	uint32_t i = from;

	c->cuts.n = 0;
	c->depth = 0;
	c->from = from;
	c->to = to;
	while (i < to) {
		if (!special[p[i]]) {
			i++;
			continue;
		}
		/* kana share the lead byte of the Japanese brackets */
		if (p[i] == 0xE3 && i + 2 < to && p[i + 1] != 0x80) {
			i += 3;
			continue;
		}
		i = look(c, i);
	}
}
