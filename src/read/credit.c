/* credit.c - agency and reporters of a report; see credit.h. */
#include "read/credit.h"

#include <strings.h>

#include "base/limits.h"
#include "base/map.h"
#include "base/utf8.h"

#define HEAD_BYTES ((size_t)300) /* of the story: datelines stand there */
#define TAIL_BYTES ((size_t)160)
#define GROUP_BYTES ((size_t)90) /* more between brackets is a sentence */
#define NAMES_BYTES ((size_t)240)
#define NAME_RUNES 8u /* of a name in kanji or kana without a blank */

struct agencies {
	struct map words; /* in small letters -> row + 1 */
	struct {
		VEC_OF(str);
	} names;
};

static str small(char *to, size_t size, str s)
{
	if (s.n > size)
		return STR_NONE;
	for (size_t i = 0; i < s.n; i++)
		to[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32)
						       : s.p[i];
	return (str){ to, s.n };
}

const struct agencies *agencies_in(struct arena *a, const struct packs *p)
{
	struct agencies *x = arena_one(a, struct agencies);
	const struct table *t = p ? packs_table(p, "", "agencies") : NULL;
	int name = t ? table_column(t, "name") : -1;
	int words = t ? table_column(t, "words") : -1;
	char folded[GROUP_BYTES];

	map_init(&x->words, a);
	for (uint32_t i = 0; t && i < t->n; i++) {
		str rest = table_cell(t, i, words);

		*vec_add(a, &x->names) = table_cell(t, i, name);
		while (rest.p) {
			str s = small(folded, sizeof(folded),
				      str_token(&rest, '|'));

			if (s.n)
				*map_put(&x->words, arena_str(a, s)) =
					x->names.n;
		}
	}
	return x;
}

str agency_of(const struct agencies *x, str s)
{
	char folded[GROUP_BYTES];
	const uint64_t *v;

	s = small(folded, sizeof(folded), str_trim(s));
	v = s.n ? map_find(&x->words, s) : NULL;
	return v ? x->names.v[*v - 1] : STR_NONE;
}

/* ---- groups in brackets */

static const struct {
	const char *open, *close;
} brackets[] = {
	{ "【", "】" }, { "[", "]" },	{ "［", "］" },
	{ "〔", "〕" }, { "（", "）" }, { "(", ")" },
};

void credit_join(struct arena *a, str *list, str name)
{
	if (!name.n || list->n > LIMIT_FIELD ||
	    (list->n && str_has(*list, name)))
		return;
	*list = list->n ? arena_printf(a, "%.*s, %.*s", STR_FMT(*list),
				       STR_FMT(name))
			: arena_str(a, name);
}

/* A person's name as it stands between marks: no digits, no sentence. */
static bool is_name(str s)
{
	size_t i = 0, runes = 0, blanks = 0;

	while (i < s.n) {
		uint32_t cp = utf8_next(s, &i);

		runes++;
		blanks += rune_is_space(cp);
		if (!rune_is_kanji(cp) && !rune_is_hiragana(cp) &&
		    !rune_is_katakana(cp) && !rune_is_alpha(cp) &&
		    !rune_is_space(cp) && cp != '.' && cp != '-' && cp != '\'')
			return false;
	}
	if (runes < 2)
		return false;
	return (unsigned char)s.p[0] < 0x80 ? blanks >= 1 && blanks <= 3
					    : runes <= NAME_RUNES;
}

/* The agency whose name ends s, after a place or a day: キーウ共同. */
static str agency_at_end(const struct agencies *x, str s)
{
	str found = agency_of(x, s);

	for (size_t i = 3; !found.n && i < s.n; i++) {
		/* between letters of one script no word ends */
		if (((unsigned char)s.p[i] & 0xC0) == 0x80 ||
		    ((unsigned char)s.p[i] < 0x80 && s.p[i - 1] != ' ' &&
		     (unsigned char)s.p[i - 1] < 0x80))
			continue;
		found = agency_of(x, str_cut(s, i, s.n));
	}
	return found;
}

/* One part of a group: an agency, or, behind a "=", a reporter's name. */
static void take_part(struct arena *a, const struct agencies *x, str part,
		      bool behind, struct credit *out)
{
	str agency;

	part = str_trim(part);
	agency = agency_at_end(x, part);
	if (agency.n)
		credit_join(a, &out->agency, agency);
	else if (behind && is_name(part))
		credit_join(a, &out->authors, part);
}

/* ワシントン=海野一郎、山田花子 */
static void take_group(struct arena *a, const struct agencies *x, str s,
		       struct credit *out)
{
	static const char *const cuts[] = {
		"=", "＝", "、", "・", ",", "，", "/", "／",
	};
	size_t from = 0;
	bool behind = false;

	for (size_t i = 0; i <= s.n; i++) {
		size_t cut = i == s.n;

		for (size_t k = 0; k < COUNT(cuts) && !cut; k++)
			if (str_starts(str_cut(s, i, s.n), str_of(cuts[k])))
				cut = strlen(cuts[k]);
		if (!cut)
			continue;
		take_part(a, x, str_cut(s, from, i), behind, out);
		behind =
			behind || (i < s.n &&
				   (str_starts(str_cut(s, i, s.n), STR("=")) ||
				    str_starts(str_cut(s, i, s.n), STR("＝"))));
		from = i + cut;
		i = from - 1;
	}
}

/* A group that credits stands at the start or the end of its line, or before
 * a dash: "the Palestinian Authority (PA) said" is none. */
static bool credits(str s, size_t open, size_t behind)
{
	str rest = str_cut(s, behind, s.n);

	if (!open || s.p[open - 1] == '\n')
		return true;
	while (rest.n && rest.p[0] == ' ')
		rest = str_cut(rest, 1, rest.n);
	return !rest.n || rest.p[0] == '\n' || rest.p[0] == '-' ||
	       str_starts(rest, STR("–")) || str_starts(rest, STR("—")) ||
	       str_starts(rest, STR("―"));
}

static void take_brackets(struct arena *a, const struct agencies *x, str s,
			  struct credit *out)
{
	for (size_t k = 0; k < COUNT(brackets); k++) {
		str open = str_of(brackets[k].open);
		str close = str_of(brackets[k].close);
		size_t at = 0;

		while ((at = str_find(s, open, at)) != SIZE_MAX) {
			size_t begin = at;
			size_t end = str_find(s, close, at += open.n);

			if (end != SIZE_MAX && end - at <= GROUP_BYTES &&
			    credits(s, begin, end + close.n))
				take_group(a, x, str_cut(s, at, end), out);
		}
	}
}

/* "©2031 AFP", "(c) Reuters" at the end; "PORTVALE, March 3, Reuters" has
 * brackets or a dash elsewhere. */
static void take_mark(struct arena *a, const struct agencies *x, str s,
		      struct credit *out)
{
	static const char *const marks[] = { "©", "(c)", "(C)", "＝", "=" };

	for (size_t k = 0; k < COUNT(marks); k++) {
		str mark = str_of(marks[k]), rest;
		size_t at = 0, end;

		while ((at = str_find(s, mark, at)) != SIZE_MAX) {
			rest = str_cut(s, at += mark.n, s.n);
			while (rest.n &&
			       (rest.p[0] == ' ' ||
				(rest.p[0] >= '0' && rest.p[0] <= '9')))
				rest = str_cut(rest, 1, rest.n);
			end = str_find(rest, STR("\n"), 0);
			rest = str_cut(rest, 0, end < rest.n ? end : rest.n);
			credit_join(a, &out->agency, agency_of(x, rest));
		}
	}
}

struct credit credit_read(struct arena *a, const struct agencies *x, str text)
{
	struct credit out = { STR_NONE, STR_NONE }, tail = out;
	size_t head = utf8_floor(text, HEAD_BYTES);
	size_t from = text.n > TAIL_BYTES ? text.n - TAIL_BYTES : 0;

	take_brackets(a, x, str_cut(text, 0, head), &out);
	while (from < text.n && ((unsigned char)text.p[from] & 0xC0) == 0x80)
		from++;
	from = from < head ? head : from;
	take_brackets(a, x, str_cut(text, from, text.n), &tail);
	take_mark(a, x, str_cut(text, from, text.n), &tail);
	credit_join(a, &out.agency, tail.agency);
	return out;
}

/* ---- names in markup */

/* Longer ones first. */
static const char *const leads[] = {
	"written by ", "reported by ", "story by ", "by: ",   "by ",
	"文・",	       "文：",	       "文=",	    "記者：", "取材・文",
};

static str without_lead(str s)
{
	for (size_t k = 0; k < COUNT(leads); k++) {
		size_t n = strlen(leads[k]);

		if (s.n > n && strncasecmp(s.p, leads[k], n) == 0)
			return str_trim(str_cut(s, n, s.n));
	}
	return s;
}

static str without_brackets(str s)
{
	for (size_t k = 0; k < COUNT(brackets); k++) {
		str open = str_of(brackets[k].open);
		str close = str_of(brackets[k].close);

		if (str_starts(s, open) && str_ends(s, close) &&
		    s.n > open.n + close.n)
			return str_trim(str_cut(s, open.n, s.n - close.n));
	}
	return s;
}

str credit_names(struct arena *a, str raw)
{
	str s = without_lead(without_brackets(str_trim(raw))), out = STR_NONE;
	size_t at;

	for (size_t i = 1; i < s.n; i++) /* a date may follow */
		if (s.p[i] >= '0' && s.p[i] <= '9' && s.p[i - 1] == ' ')
			s = str_trim(str_cut(s, 0, i));
	if (!s.n || s.n > NAMES_BYTES || str_has(s, STR("://")) ||
	    str_has(s, STR("@")))
		return STR_NONE;
	while ((at = str_find(s, STR(" and "), 0)) != SIZE_MAX) {
		credit_join(a, &out, str_trim(str_cut(s, 0, at)));
		s = str_trim(str_cut(s, at + 5, s.n));
	}
	credit_join(a, &out, s);
	return out;
}
