/* page_label.c - what each line of a page is. */
#include "base/utf8.h"
#include "read/page.h"
#include "text/line.h"

#define META_BYTES ((size_t)300)
#define META_LEFT_RUNES 40u

static const char *const label_names[] = {
	"text",	   "title",	"meta", "byline", "caption", "source",
	"section", "furniture", "end",	"stop",	  "paywall",
};

static const char *const nav_starts[] = {
	"<<", ">>", "«", "»", "‹",    "›",    "≪",  "≫",
	"▲",  "↑",  "←", "→", "＜＜", "＞＞", "[→", "> ",
};

static const char *const source_words[] = {
	"Source:", "Source：", "SOURCE:", "出典:",
	"出典：",  "出所:",    "出所：",  "By ",
};

const char *line_label_name(enum line_label l)
{
	return label_names[l];
}

static bool holds_end(str s)
{
	size_t i = 0;
	uint32_t cp = 0;

	while (i < s.n) {
		uint32_t was = cp;

		cp = utf8_next(s, &i);
		if (cp == 0x3002 || cp == 0xFF61)
			return true;
		if (cp == ' ' && (was == '.' || was == '!' || was == '?') &&
		    i > 24)
			return true;
	}
	return line_has_end(s);
}

static bool is_nav(str s)
{
	size_t marks = 0;

	if (s.n > 160)
		return false;
	for (size_t i = 0; i < COUNT(nav_starts); i++)
		if (s.n <= 90 && str_starts(s, str_of(nav_starts[i])))
			return true;
	for (size_t at = 0; (at = str_find(s, STR(" > "), at)) != SIZE_MAX;
	     at += 3)
		marks++;
	for (size_t at = 0; (at = str_find(s, STR(" › "), at)) != SIZE_MAX;
	     at += 3)
		marks++;
	return marks >= 2 || (s.n <= 60 && str_ends(s, STR(">>")));
}

/* Blanks and marks that join the parts of a date line. */
static bool is_joint(uint32_t cp)
{
	return rune_is_space(cp) ||
	       (cp && cp < 0x80 && strchr("|,:;()[]-/.*", (int)cp)) ||
	       cp == 0x30FB || cp == 0xFF5C || cp == 0xFF08 || cp == 0xFF09 ||
	       cp == 0xFF1A || cp == 0x2013 || cp == 0x2014 || cp == 0x2022 ||
	       cp == 0xB7 || cp == 0x3010 || cp == 0x3011;
}

static str strip_joints(str s)
{
	while (s.n) {
		size_t i = 0;

		if (!is_joint(utf8_next(s, &i)))
			break;
		s = str_cut(s, i, s.n);
	}
	while (s.n) {
		size_t i = s.n;

		if (!is_joint(utf8_prev(s, &i)))
			break;
		s.n = i;
	}
	return s;
}

/* Takes a word of date lines ("更新", "Published") off either end. */
static bool strip_word(const struct page *p, str *s, bool *cue)
{
	size_t i = 0, most = s->n < 60 ? s->n : 60;

	for (i = most; i > 0; i--) {
		str head = str_cut(*s, 0, i),
		    tail = str_cut(*s, s->n - i, s->n);

		if (cues_line(p->cues, p->arena, head) == CUE_STAMP &&
		    (i == s->n || (unsigned char)head.p[0] >= 0x80 ||
		     is_joint((unsigned char)s->p[i]))) {
			*s = strip_joints(str_cut(*s, i, s->n));
			*cue = true;
			return true;
		}
		if (((unsigned char)tail.p[0] & 0xC0) != 0x80 &&
		    cues_line(p->cues, p->arena, tail) == CUE_STAMP &&
		    (i == s->n || (unsigned char)tail.p[0] >= 0x80 ||
		     is_joint((unsigned char)s->p[s->n - i - 1]))) {
			*s = strip_joints(str_cut(*s, 0, s->n - i));
			*cue = true;
			return true;
		}
	}
	return false;
}

/* What a date line says before its date. */
static str before_stamp(const struct page *p, const struct page_line *l,
			bool *cue)
{
	str s = strip_joints(str_cut(l->s, 0, l->stamp.at.from));

	for (size_t i = 0; i < COUNT(source_words); i++)
		if (str_starts(s, str_of(source_words[i]))) {
			*cue = true;
			if (i + 1 < COUNT(source_words)) /* By: kept */
				s = strip_joints(str_cut(
					s, strlen(source_words[i]), s.n));
		}
	while (s.n && strip_word(p, &s, cue))
		;
	return s;
}

/* Runes that are left behind the date when what belongs to dates is gone: a
 * second date, brackets, a count of letters. */
static size_t left_behind(const struct page *p, str s, bool *cue)
{
	struct stamp more;
	size_t open;

	s = strip_joints(s);
	while (s.n && strip_word(p, &s, cue))
		;
	open = s.n ? str_find(s, STR("更新"), 0) : SIZE_MAX;
	if (open != SIZE_MAX && open < 16) /* (最終更新 2/22 18:45) */
		*cue = true;
	if (stamp_find(s, 0, &more))
		s = str_cut(s, more.at.to, s.n);
	while (s.n) { /* digits, joints and words of bars at the start */
		size_t i = 0;
		uint32_t cp = utf8_next(s, &i);

		if (!rune_is_digit(cp) && !is_joint(cp) &&
		    !strip_word(p, &s, cue)) {
			if (!str_starts(s, STR("文字")))
				break;
			i = strlen("文字");
		} else if (!rune_is_digit(cp) && !is_joint(cp)) {
			continue;
		}
		s = str_cut(s, i, s.n);
	}
	return utf8_count(s);
}

/* A date line: a date with year, and little that is no part of such a line. */
static bool is_meta(const struct page *p, struct page_line *l)
{
	bool cue = false;
	size_t left;
	str before;

	if (l->s.n > META_BYTES || !stamp_find(l->s, 0, &l->stamp))
		return false;
	before = before_stamp(p, l, &cue);
	left = left_behind(p, str_cut(l->s, l->stamp.at.to, l->s.n), &cue);
	if (holds_end(before) || utf8_count(before) > META_LEFT_RUNES ||
	    left > META_LEFT_RUNES / 2)
		return false;
	/* a bare date may head an entry of a chronology */
	return cue || l->stamp.hour >= 0 || (!left && !before.n && !l->bullet);
}

str page_meta_publisher(const struct page *p, const struct page_line *l)
{
	bool cue = false;
	str s = before_stamp(p, l, &cue);

	if (!s.n || s.n > 60 || str_starts(s, STR("By ")) ||
	    str_starts(s, STR("by ")))
		return STR_NONE;
	return s;
}

/* "by anna", "By Anna Sand, Port News" */
static bool is_byline(str s)
{
	if (line_is_byline(s))
		return true;
	if (!str_starts(s, STR("by ")) || s.n > 48)
		return false;
	for (size_t i = 3, blanks = 0; i < s.n; i++)
		if (s.p[i] == ' ' && ++blanks > 2)
			return false;
	return !line_has_end(s);
}

static void set(struct page_line *l, enum line_label label, const char *why)
{
	l->label = label;
	l->why = why;
}

static bool by_cue(struct page *p, struct page_line *l)
{
	bool brief = l->s.n <= 60 || (l->s.n <= 240 && !l->ends);

	switch (cues_line(p->cues, p->arena, l->s)) {
	case CUE_LINE:
	case CUE_ANY:
	case CUE_STAMP:
		set(l, LINE_FURNITURE, "a word of page furniture");
		return true;
	case CUE_START:
		if (!brief && l->s.n > 150)
			return false;
		set(l, LINE_FURNITURE, "starts like page furniture");
		return true;
	case CUE_END:
		set(l, LINE_END, "heading of links or references");
		return true;
	case CUE_STOP:
		set(l, LINE_STOP, "heading of comments");
		return true;
	case CUE_PAYWALL:
		if (!brief)
			return false;
		set(l, LINE_PAYWALL, "says that more is hidden");
		return true;
	case CUE_SECTION:
		set(l, LINE_SECTION, "a part of the site");
		return true;
	case CUE_BAR:
	case CUE_NONE:
	case CUE_COUNT:
	default:
		return false;
	}
}

static void label_line(struct page *p, struct page_line *l)
{
	struct line_head h = line_head(l->raw);

	l->ends = holds_end(l->s);
	l->bullet = h.mark > 0;
	if (l->label != LINE_TEXT || by_cue(p, l))
		return;
	if (is_meta(p, l)) {
		l->dated = true;
		set(l, LINE_META, "date line");
	} else if (is_nav(l->s)) {
		set(l, LINE_FURNITURE, "navigation");
	} else if (line_is_url(l->s)) {
		set(l, LINE_SOURCE, "address");
	} else if (line_is_reference(l->s)) {
		set(l, LINE_SOURCE, "source line");
	} else if (line_is_caption(l->s)) {
		set(l, LINE_CAPTION, "caption");
	} else if (is_byline(l->s)) {
		set(l, LINE_BYLINE, "who wrote it");
	}
}

void page_label(struct page *p)
{
	for (uint32_t i = 0; i < p->lines.n; i++) {
		struct page_line *l = &p->lines.v[i];
		struct page_line *above = i ? l - 1 : NULL;

		label_line(p, l);
		if (l->label == LINE_CAPTION && above && !l->gap &&
		    above->label == LINE_TEXT && !above->ends &&
		    line_opens_bracket(above->s))
			set(above, LINE_CAPTION, "caption, first line");
	}
}
