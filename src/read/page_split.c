/* page_split.c - lines of a page; furniture that is glued to the story.
 *
 * Scraped pages come with share bars, ad labels, captions, related links and
 * script on the same line as the story. A line is cut where such a thing
 * stands between sentences; each piece becomes a line of its own. */
#include "base/utf8.h"
#include "read/page.h"
#include "text/line.h"

#define BAR_WORDS 3
#define HEAD_BYTES ((size_t)400)
#define CAPTION_BYTES ((size_t)600) /* as line_is_caption's own */

struct split {
	struct page *p;
	str text; /* the line */
	bool gap, first;
	size_t from;	    /* of the piece being read */
	size_t ends;	    /* sentence ends in the line */
	size_t last_two[2]; /* where the last two sentence ends stand */
	size_t script;	    /* where script begins, or SIZE_MAX */
};

static const char *const script_marks[] = {
	"document.",  "function(", "function (",
	"getElement", "innerHTML", "addEventListener",
	"window.",    "' + '",	   "\" + \"",
	"//]]>",      "<![CDATA[", "jQuery",
	"$(",	      "});",	   "var ",
	"let ",	      "const ",	   "return ",
	"</",	      "{display:", "!important",
	"googletag",  "dataLayer", "@media",
};

static bool is_end(uint32_t cp)
{
	return cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F;
}

static struct page_line *push(struct split *s, size_t from, size_t to,
			      enum line_label label, const char *why)
{
	str raw = str_cut(s->text, from, to), trimmed = str_trim(raw);
	struct page_line *l;

	if (!trimmed.n)
		return NULL;
	l = vec_add(s->p->arena, &s->p->lines);
	raw.n = (size_t)(trimmed.p - raw.p) + trimmed.n;
	l->raw = from ? trimmed : raw;
	l->s = trimmed;
	l->label = label;
	l->why = why;
	l->gap = s->gap && s->first;
	l->glued = !s->first;
	s->first = false;
	return l;
}

/* "【海野一郎】" behind the last sentence: who wrote it. Its start, or n. */
static size_t trailing_name(str piece)
{
	size_t i = piece.n;
	int runes = 0;

	if (!str_ends(piece, STR("】")))
		return piece.n;
	while (i > 0 && runes++ < 26) {
		uint32_t cp = utf8_prev(piece, &i);

		if (is_end(cp))
			return piece.n;
		if (cp == 0x3010) { /* 【 */
			size_t j = i;

			return i > 0 && is_end(utf8_prev(piece, &j)) ? i
								     : piece.n;
		}
	}
	return piece.n;
}

/* A piece of story, with its caption before and its writer behind. */
static void push_story(struct split *s, size_t from, size_t to)
{
	str piece;
	size_t caption, name;

	while (from < to && s->text.p[from] == ' ' && from > 0)
		from++;
	piece = str_cut(s->text, from, to);
	caption = line_leading_caption(piece, CAPTION_BYTES);
	if (caption)
		push(s, from, from + caption, LINE_CAPTION, "caption");
	while (piece.n && piece.p[piece.n - 1] == ' ')
		piece.n--;
	name = trailing_name(piece);
	push(s, from + caption, from + name, LINE_TEXT, NULL);
	if (name < piece.n)
		push(s, from + name, from + piece.n, LINE_BYLINE,
		     "name behind the last sentence");
}

/* What stands between the line's start and a share bar: date and source. */
static void push_before_bar(struct split *s, size_t from, size_t to)
{
	if (to - from <= HEAD_BYTES && from == 0)
		push(s, from, to, LINE_TEXT, NULL);
	else
		push_story(s, from, to);
}

/* Nothing but a sentence or two may follow: then the tail is no story. */
static bool tail_is_no_story(const struct split *s, size_t at)
{
	return s->ends < 2 || s->last_two[0] < at;
}

static bool at_boundary(const struct split *s, size_t at)
{
	size_t i = at;
	uint32_t cp;

	if (at == 0)
		return true;
	cp = utf8_prev(s->text, &i);
	return is_end(cp) || rune_is_space(cp) || cp == 0x3011 ||
	       cp == 0x300D || cp == '.' || cp == ')' || cp == 0xFF09;
}

/* End of a run of share-bar words from at, or at; *words counts them. */
static size_t bar_end(const struct split *s, size_t at, int *words)
{
	uint32_t n;

	*words = 0;
	while (at < s->text.n) {
		size_t i = at;

		while (i < s->text.n &&
		       (s->text.p[i] == ' ' || s->text.p[i] == '|'))
			i++;
		if (i >= s->text.n ||
		    cues_at(s->p->cues, s->text, (uint32_t)i, &n) != CUE_BAR)
			break;
		at = i + n;
		++*words;
	}
	return at;
}

/* Handles the furniture word at `at`; returns where reading goes on. */
static size_t furniture_at(struct split *s, size_t at, enum cue cue, uint32_t n)
{
	size_t end = at + n;
	int words;

	if (cue == CUE_BAR) {
		end = bar_end(s, at, &words);
		if (words < BAR_WORDS)
			return end > at ? end : at + n;
		push_before_bar(s, s->from, at);
		push(s, at, end, LINE_FURNITURE, "share bar");
	} else if (!at_boundary(s, at)) {
		return end;
	} else if (cue == CUE_ANY) {
		if (end < s->text.n &&
		    rune_is_alpha((unsigned char)s->text.p[end]) &&
		    (unsigned char)s->text.p[end] < 0x80)
			return end;
		push_story(s, s->from, at);
		push(s, at, end, LINE_FURNITURE, "advertisement");
	} else if ((cue == CUE_END || cue == CUE_STOP) && at > 0 &&
		   tail_is_no_story(s, at)) {
		push_story(s, s->from, at);
		push(s, at, s->text.n, LINE_FURNITURE, "tail of links");
		end = s->text.n;
	} else {
		return end;
	}
	s->from = end;
	return end;
}

static size_t first_script(str line)
{
	size_t first = SIZE_MAX;
	int marks = 0;

	for (size_t i = 0; i < COUNT(script_marks); i++) {
		size_t at = str_find(line, str_of(script_marks[i]), 0);

		if (at == SIZE_MAX)
			continue;
		marks++;
		if (at < first)
			first = at;
	}
	return marks >= 2 ? first : SIZE_MAX;
}

/* Counts the sentence ends before the script, and cuts the script off. */
static void survey(struct split *s)
{
	const char *p = s->text.p;

	s->script = s->text.n > 40 ? first_script(s->text) : SIZE_MAX;
	for (size_t i = 0; i + 2 < s->text.n; i++) {
		if ((unsigned char)p[i] != 0xE3 || memcmp(p + i, "。", 3) != 0)
			continue;
		s->ends++;
		s->last_two[0] = s->last_two[1];
		s->last_two[1] = i;
	}
}

static void push_script(struct split *s)
{
	size_t cut = s->script;

	/* script glued to the story begins behind its last sentence */
	if (s->ends && s->last_two[1] < s->script &&
	    s->last_two[1] + 3 > s->from) {
		cut = s->last_two[1] + 3;
		while (cut < s->script &&
		       str_starts(str_cut(s->text, cut, s->text.n), STR("」")))
			cut += 3;
	} else if (s->ends && s->last_two[1] > s->script) {
		push_story(s, s->from, s->text.n);
		return;
	}
	if (cut < s->from)
		cut = s->from;
	push_story(s, s->from, cut);
	push(s, cut, s->text.n, LINE_FURNITURE, "script");
}

static void split_line(struct split *s)
{
	size_t i = 0;

	survey(s);
	while (s->p->cues->inside && i < s->text.n) {
		uint32_t n;
		enum cue cue = cues_at(s->p->cues, s->text, (uint32_t)i, &n);

		if (cue)
			i = furniture_at(s, i, cue, n);
		else
			utf8_next(s->text, &i);
	}
	if (s->from >= s->text.n)
		return;
	if (s->script != SIZE_MAX && s->script >= s->from)
		push_script(s);
	else
		push_story(s, s->from, s->text.n);
}

void page_split(struct page *p, str text)
{
	bool gap = false;

	while (text.p) {
		str line = str_token(&text, '\n');

		if (!str_trim(line).n) {
			gap = true;
			continue;
		}
		split_line(&(struct split){
			.p = p, .text = line, .gap = gap, .first = true });
		gap = false;
	}
}
