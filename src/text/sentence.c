/* sentence.c - a doc's lines and sentences, with their kinds.
 *
 * Lines are paragraphs. Inside a line cut.c says where sentences end; here
 * each piece gets its kind: heading, bullet with its depth, caption, source.
 * Pages that come as one long line have headings glued to the sentence before
 * and a blank where a paragraph began: that is undone for Japanese. */
#include "base/limits.h"
#include "base/utf8.h"
#include "text/cut.h"
#include "text/line.h"

#define LIST_DEPTH 24u
#define HEADING_RUNES_JA 60u
#define HEADING_BYTES_EN 110u
#define GLUED_MIN 5u
#define GLUED_MAX 30u

struct walk {
	struct doc *d;
	struct cutter cut;
	uint32_t paragraph;
	struct list_level {
		uint32_t indent;
		enum line_mark mark;
	} list[LIST_DEPTH];
	uint32_t depth;	 /* of the list we are in; 0 = none */
	bool references; /* below 参考資料: until a real sentence */
	uint32_t first, last_end; /* previous line: its sentences, its end */
};

static uint32_t fit(struct doc *d, uint32_t from, uint32_t to)
{
	uint32_t end;

	if (to - from <= LIMIT_SENTENCE)
		return to;
	end = (uint32_t)utf8_floor(d->text, from + LIMIT_SENTENCE);
	for (uint32_t k = end; k > from + LIMIT_SENTENCE / 2; k--)
		if (d->text.p[k - 1] == ' ')
			return k;
	return end;
}

static void add(struct walk *w, uint32_t from, uint32_t to,
		enum sentence_kind kind)
{
	struct doc *d = w->d;
	str s = str_trim(str_cut(d->text, from, to));
	struct sentence *x;

	if (!s.n)
		return;
	from = (uint32_t)(s.p - d->text.p);
	to = from + (uint32_t)s.n;
	while (from < to) {
		uint32_t end = fit(d, from, to);

		if (end < to)
			diag_add(&d->diags, DIAG_X001, (span){ from, to },
				 STR_NONE);
		x = vec_add(d->arena, &d->sentences);
		x->at = (span){ from, end };
		x->kind = kind;
		x->depth = (uint16_t)w->depth;
		x->paragraph = w->paragraph;
		from = end;
	}
}

/* A heading glued between a sentence and the blank of the next paragraph:
 * "…だった。新たな対立 一方、…". Returns where it ends, or from. */
static uint32_t glued_heading(const struct walk *w, uint32_t from, uint32_t to)
{
	str text = str_cut(w->d->text, 0, to);
	size_t i = from, blank = 0;
	uint32_t runes = 0, last = 0, kana = 0, next;

	while (i < to && runes <= GLUED_MAX) {
		size_t at = i;
		uint32_t cp = utf8_next(text, &i);

		if (rune_is_space(cp)) {
			blank = at;
			break;
		}
		if (cp == 0x3001 || cp == 0x3002)
			return from;
		if (!rune_is_katakana(cp) &&
		    (rune_is_kanji(cp) || rune_is_hiragana(cp)))
			kana++;
		last = cp;
		runes++;
	}
	if (!blank || runes < GLUED_MIN || runes > GLUED_MAX || kana < 3 ||
	    !(rune_is_kanji(last) || rune_is_hiragana(last) ||
	      rune_is_katakana(last) || last == 0x300D || last == 0xFF1F ||
	      last == '?'))
		return from;
	next = i < to ? utf8_next(text, &i) : 0;
	if (!(rune_is_kanji(next) || rune_is_hiragana(next) ||
	      rune_is_katakana(next) || next == 0x300C) ||
	    to - i < 24)
		return from;
	return (uint32_t)blank;
}

/* The pieces of a line between the cuts; kind holds for all of them. */
static void add_pieces(struct walk *w, uint32_t from, uint32_t to,
		       enum sentence_kind kind)
{
	const char *p = w->d->text.p;
	uint32_t start = from;

	for (uint32_t i = 0; i <= w->cut.cuts.n; i++) {
		uint32_t end = i < w->cut.cuts.n ? w->cut.cuts.v[i] : to;
		bool first = start == from, body = kind == SENTENCE_BODY;

		if (end <= start)
			continue;
		if (w->d->lang == LANG_JA && body && !first) {
			bool blank = p[start] == ' ' ||
				     str_starts(str_cut(w->d->text, start, end),
						STR("\u3000"));
			uint32_t cut =
				blank ? start : glued_heading(w, start, end);

			w->paragraph += blank || cut > start;
			if (cut > start) {
				add(w, start, cut, SENTENCE_HEADING);
				w->paragraph++;
				start = cut;
			}
		}
		add(w, start, end, kind);
		start = end;
	}
}

/* Finds the depth of a list item, from its indent and its mark. */
static void enter_item(struct walk *w, const struct line_head *h)
{
	while (w->depth > 0 && w->list[w->depth - 1].indent > h->indent)
		w->depth--;
	for (uint32_t k = w->depth; k > 0; k--) {
		if (w->list[k - 1].indent < h->indent)
			break;
		if (w->list[k - 1].mark == h->kind) {
			w->depth = k;
			return;
		}
	}
	if (w->depth < LIST_DEPTH)
		w->list[w->depth++] = (struct list_level){ h->indent, h->kind };
}

/* A line without mark belongs to the list items that it is indented below. */
static void leave_items(struct walk *w, const struct line_head *h)
{
	while (w->depth > 0 && w->list[w->depth - 1].indent >= h->indent)
		w->depth--;
}

static bool is_heading(const struct walk *w, str line)
{
	bool quote = str_starts(line, STR("「")) && str_ends(line, STR("」"));

	if (w->cut.cuts.n || line_has_end(line) || quote)
		return false;
	if (str_ends(line, STR("、")) || str_ends(line, STR(",")) ||
	    str_ends(line, STR(";")))
		return false;
	if (w->d->lang == LANG_EN)
		return line.n <= HEADING_BYTES_EN;
	return line.n <= HEADING_RUNES_JA * 3 &&
	       utf8_count(line) <= HEADING_RUNES_JA;
}

static enum sentence_kind kind_of(struct walk *w, str line,
				  const struct line_head *h)
{
	bool ends = line_has_end(line) || w->cut.cuts.n > 0;

	if (line_opens_references(line)) {
		w->references = true;
		return SENTENCE_SOURCE;
	}
	if (w->references && ends && line.n > 60)
		w->references = false;
	if (line_is_url(line) || line_is_reference(line) || w->references ||
	    line_is_byline(line))
		return SENTENCE_SOURCE;
	if (line_is_caption(line))
		return SENTENCE_CAPTION;
	if (h->mark)
		return SENTENCE_BULLET;
	return w->depth == 0 && is_heading(w, line) ? SENTENCE_HEADING
						    : SENTENCE_BODY;
}

/* A caption broken over two lines: a bracket opens in the line directly above
 * and closes in this one. */
static void join_caption(struct walk *w, uint32_t line_from)
{
	struct sentence *last;

	if (w->last_end + 1 != line_from || w->first + 1 != w->d->sentences.n)
		return;
	last = &w->d->sentences.v[w->first];
	if ((last->kind == SENTENCE_BODY || last->kind == SENTENCE_HEADING) &&
	    !last->depth && line_opens_bracket(str_span(w->d->text, last->at)))
		last->kind = SENTENCE_CAPTION;
}

static void walk_line(struct walk *w, uint32_t from, uint32_t to)
{
	struct line_head h = line_head(str_cut(w->d->text, from, to));
	uint32_t start = from + h.blank + h.mark, n = w->d->sentences.n;
	str line = str_trim(str_cut(w->d->text, start, to));
	enum sentence_kind kind;

	if (!line.n)
		return;
	if (h.mark)
		enter_item(w, &h);
	else
		leave_items(w, &h);
	cutter_line(&w->cut, start, start + (uint32_t)line.n);
	kind = kind_of(w, line, &h);
	if (kind == SENTENCE_CAPTION)
		join_caption(w, from);
	if (kind == SENTENCE_CAPTION || kind == SENTENCE_SOURCE ||
	    kind == SENTENCE_HEADING)
		w->cut.cuts.n = 0;
	add_pieces(w, start, start + (uint32_t)line.n, kind);
	w->first = n;
	w->last_end = to;
}

void doc_sentences(struct doc *d)
{
	struct walk w = { .d = d, .first = UINT32_MAX };
	uint32_t from = 0;

	if (d->text.n > LIMIT_TEXT)
		d->text = str_cut(d->text, 0, utf8_floor(d->text, LIMIT_TEXT));
	w.cut.arena = d->arena;
	w.cut.text = d->text;
	w.cut.lang = d->lang;
	while (from < d->text.n) {
		const char *end =
			memchr(d->text.p + from, '\n', d->text.n - from);
		uint32_t to =
			end ? (uint32_t)(end - d->text.p) : (uint32_t)d->text.n;

		walk_line(&w, from, to);
		w.paragraph++;
		from = to + 1;
	}
}
