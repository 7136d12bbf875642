/* date_words.c - dates as pages of any language write them; see date_words.h.
 */
#include "read/date_words.h"

#include "base/day.h"
#include "base/utf8.h"

#define WORD_ROOM 48u /* bytes of the longest month or lead */
#define YEAR_MIN 1990
#define YEAR_MAX 2049

/* ---- small letters */

/* A capital of Latin, Greek or Cyrillic to its small letter. */
static uint32_t rune_low(uint32_t cp)
{
	if ((cp >= 'A' && cp <= 'Z') || (cp >= 0xC0 && cp <= 0xDE) ||
	    (cp >= 0x391 && cp <= 0x3A9) || (cp >= 0x410 && cp <= 0x42F))
		return cp + 32;
	if (cp >= 0x400 && cp <= 0x40F)
		return cp + 80;
	/* pairs of Latin Extended-A, even capital but for two runs */
	if ((cp >= 0x100 && cp <= 0x137) || (cp >= 0x14A && cp <= 0x177))
		return cp | 1;
	if ((cp >= 0x139 && cp <= 0x148) || (cp >= 0x179 && cp <= 0x17E))
		return cp + (cp & 1);
	return cp;
}

/* Into out[], cut to `room`; the number of bytes. */
static size_t lower(str s, char *out, size_t room)
{
	size_t n = 0, i = 0;

	while (i < s.n && n + 4 <= room)
		n += utf8_encode(rune_low(utf8_next(s, &i)), out + n);
	return n;
}

static bool is_letter(unsigned char c)
{
	return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(str s, size_t i)
{
	return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

/* ---- packs */

static enum date_role role_by_name(str what)
{
	static const struct {
		const char *name;
		enum date_role role;
	} roles[] = {
		{ "published", DATE_PUBLISHED },
		{ "meta-published", DATE_PUBLISHED },
		{ "meta-weak", DATE_WEAK },
		{ "modified", DATE_MODIFIED },
		{ "meta-modified", DATE_MODIFIED },
		{ "other", DATE_OTHER },
	};

	for (size_t i = 0; i < COUNT(roles); i++)
		if (str_is(what, roles[i].name))
			return roles[i].role;
	return DATE_PLAIN;
}

struct lead_list {
	VEC_OF(struct trie_word);
};

static void add_word(struct date_words *w, struct arena *a, str what, str word,
		     struct lead_list *leads)
{
	enum date_role role = role_by_name(what);

	if (what.n && what.p[0] >= '1' && what.p[0] <= '9')
		*map_put(&w->months, word) =
			(uint64_t)(what.n > 1 ? 10 + what.p[1] - '0'
					      : what.p[0] - '0');
	else if (str_is(what, "script"))
		*vec_add(a, &w->members) = word;
	else if (str_starts(what, STR("meta-")))
		*map_put(&w->metas, word) = (uint64_t)role;
	else if (role)
		*vec_add(a, leads) = (struct trie_word){ word, (uint32_t)role };
}

const struct date_words *date_words_in(struct arena *a, const struct packs *p)
{
	struct date_words *w = arena_one(a, struct date_words);
	const struct table *t = p ? packs_table(p, "", "date-words") : NULL;
	int what = t ? table_column(t, "what") : 0;
	int words = t ? table_column(t, "words") : 0;
	struct lead_list leads = { 0 };

	map_init(&w->months, a);
	map_init(&w->metas, a);
	for (uint32_t i = 0; t && i < t->n; i++) {
		str rest = table_cell(t, i, words);

		while (rest.p) {
			str word = str_token(&rest, '|');

			if (word.n)
				add_word(w, a, table_cell(t, i, what), word,
					 &leads);
		}
	}
	if (leads.n)
		w->leads = trie_in(a, leads.v, leads.n);
	return w;
}

enum date_role date_meta(const struct date_words *w, str name)
{
	char low[WORD_ROOM + 4];
	const uint64_t *v;

	if (name.n > WORD_ROOM)
		return DATE_PLAIN;
	v = map_find(&w->metas, (str){ low, lower(name, low, sizeof(low)) });
	return v ? (enum date_role) * v : DATE_PLAIN;
}

enum date_role date_lead(const struct date_words *w, str s)
{
	char low[WORD_ROOM * 2];
	enum date_role role = DATE_PLAIN;
	str text = { low, 0 };

	if (!w->leads)
		return role;
	s = str_cut(s, s.n > WORD_ROOM ? utf8_floor(s, s.n - WORD_ROOM) : 0,
		    s.n);
	text.n = lower(s, low, sizeof(low));
	for (uint32_t i = 0; i < text.n;) {
		uint32_t length = 0;
		bool start = !i || !is_letter((unsigned char)low[i - 1]) ||
			     (unsigned char)low[i] >= 0xE0;
		long v = start ? trie_longest(w->leads, text, i, &length) : -1;
		size_t next = i;

		/* a Latin word ends there; the last one counts */
		if (v >= 0 &&
		    ((unsigned char)low[i] >= 0xE0 || i + length >= text.n ||
		     !is_letter((unsigned char)low[i + length]))) {
			role = (enum date_role)v;
			i += length;
			continue;
		}
		utf8_next(text, &next);
		i = (uint32_t)next;
	}
	return role;
}

/* ---- one date */

/* A number of at most `most` digits and none behind; -1. */
static int number(str s, size_t *i, int most)
{
	size_t at = *i;
	int n = 0;

	while (is_digit(s, at) && (int)(at - *i) < most)
		n = n * 10 + s.p[at++] - '0';
	if (at == *i || is_digit(s, at))
		return -1;
	*i = at;
	return n;
}

static void blanks(str s, size_t *i)
{
	while (*i < s.n && s.p[*i] == ' ')
		++*i;
}

static bool take(str s, size_t *i, const char *z)
{
	if (!str_starts(str_cut(s, *i, s.n), str_of(z)))
		return false;
	*i += strlen(z);
	return true;
}

static bool take_any(str s, size_t *i, const char *const *list, size_t n)
{
	for (size_t k = 0; k < n; k++)
		if (take(s, i, list[k]))
			return true;
	return false;
}

static int month(const struct date_words *w, str s, size_t *i)
{
	char low[WORD_ROOM];
	size_t at = *i;
	const uint64_t *v;

	while (at < s.n && at - *i < 32 && is_letter((unsigned char)s.p[at]))
		at++;
	if (at - *i < 3)
		return 0;
	v = map_find(&w->months,
		     (str){ low, lower(str_cut(s, *i, at), low, sizeof(low)) });
	if (!v)
		return 0;
	*i = at;
	take(s, i, ".");
	return (int)*v;
}

static bool valid(const struct stamp *o)
{
	return o->y >= YEAR_MIN && o->y <= YEAR_MAX &&
	       day_is_valid(o->y, o->m, o->d);
}

/* A year of four digits, or of two where that is allowed. */
static int year(str s, size_t *i, bool two)
{
	size_t from = *i;
	int y = number(s, i, 4);

	if (*i - from == 4)
		return y;
	if (*i - from == 2 && two)
		return y < 40 ? y + 2000 : -1;
	return -1;
}

/* 2020-03-03, 2020/3/3, 2020. 3. 3., 2020年3月3日, 2020년 3월 3일, 2020 március
 * 3, 2020/mar/03 */
static bool year_first(const struct date_words *w, str s, size_t *i,
		       struct stamp *o)
{
	static const char *const marks[] = { "-", "/", ".", "年", "년" };
	static const char *const months[] = { "月", "월" };
	size_t at = *i, sep;
	bool named;

	o->y = year(s, &at, false);
	if (o->y < YEAR_MIN)
		return false;
	sep = at;
	if (!take_any(s, &at, marks, COUNT(marks)) && at < s.n &&
	    s.p[at] != ' ')
		return false;
	named = at > sep + 1 || at == sep;
	blanks(s, &at);
	o->m = month(w, s, &at);
	if (!o->m && sep < s.n && s.p[sep] == ' ')
		return false;
	if (o->m) {
		take(s, &at, "/");
		take(s, &at, "-");
	} else {
		o->m = number(s, &at, 2);
		if (named ? !take_any(s, &at, months, COUNT(months))
			  : at >= s.n || s.p[at++] != s.p[sep])
			return false;
	}
	blanks(s, &at);
	o->d = number(s, &at, 2);
	if (!valid(o))
		return false;
	if (!take(s, &at, "日") && !take(s, &at, "일") && s.p[sep] == '.')
		take(s, &at, ".");
	*i = at;
	return true;
}

/* 20200303 in addresses and names of files. */
static bool compact(str s, size_t *i, struct stamp *o)
{
	size_t at = *i;
	int n = number(s, &at, 8);

	if (at - *i != 8)
		return false;
	o->y = n / 10000;
	o->m = n / 100 % 100;
	o->d = n % 100;
	*i = at;
	return o->y > 1995 && valid(o);
}

/* 3.3.2020, 3. 3. 20, 3/3/2020, 03-03-2020 */
static bool numbers(str s, size_t *i, bool month_first, struct stamp *o)
{
	size_t at = *i, sep;
	int a = number(s, &at, 2), b;

	sep = at;
	if (a < 1 || at >= s.n || !strchr("./-", s.p[at]))
		return false;
	at++;
	blanks(s, &at);
	b = number(s, &at, 2);
	if (b < 1 || at >= s.n || s.p[at] != s.p[sep])
		return false;
	at++;
	blanks(s, &at);
	o->y = year(s, &at, s.p[sep] != '-');
	month_first = s.p[sep] == '/' && (b > 12 || (a <= 12 && month_first));
	o->m = month_first ? a : b;
	o->d = month_first ? b : a;
	/* no version or address of a network */
	if (!valid(o) ||
	    (at + 1 < s.n && s.p[at] == '.' && is_digit(s, at + 1)))
		return false;
	*i = at;
	return true;
}

static const char *const ordinals[] = { "st", "nd", "rd", "th", "er", "re",
					"º",  "ª",  "°",  ".",	":e" };
static const char *const of_words[] = { "of ", "de ", "del ", "d'",
					"d’",  "di ", "τις ", "-",
					"/",   ", ",  ",",    ". " };

/* 3. März 2020, 1er mars 2020, 3 de marzo de 2020, 3-Mar-2020, 3 March, 2020 */
static bool day_month(const struct date_words *w, str s, size_t *i,
		      struct stamp *o)
{
	size_t at = *i;

	o->d = number(s, &at, 2);
	if (o->d < 1)
		return false;
	take_any(s, &at, ordinals, COUNT(ordinals));
	blanks(s, &at);
	take_any(s, &at, of_words, COUNT(of_words));
	o->m = month(w, s, &at);
	if (!o->m)
		return false;
	blanks(s, &at);
	take_any(s, &at, of_words, COUNT(of_words));
	blanks(s, &at);
	take(s, &at, "'");
	o->y = year(s, &at, at && s.p[at - 1] != ' ');
	*i = at;
	return valid(o);
}

/* March 3rd, 2020; Mar. 3 2020 */
static bool month_day(const struct date_words *w, str s, size_t *i,
		      struct stamp *o)
{
	size_t at = *i;

	o->m = month(w, s, &at);
	if (!o->m)
		return false;
	blanks(s, &at);
	take(s, &at, "-");
	o->d = number(s, &at, 2);
	if (o->d < 1)
		return false;
	take_any(s, &at, ordinals, COUNT(ordinals));
	blanks(s, &at);
	take_any(s, &at, of_words, COUNT(of_words));
	blanks(s, &at);
	o->y = year(s, &at, false);
	*i = at;
	return valid(o);
}

static bool date_at(const struct date_words *w, str s, size_t *i,
		    bool month_first, struct stamp *o)
{
	size_t from = *i;

	if (!is_digit(s, from))
		return month_day(w, s, i, o);
	return year_first(w, s, i, o) || (*i = from, day_month(w, s, i, o)) ||
	       (*i = from, numbers(s, i, month_first, o)) ||
	       (*i = from, compact(s, i, o));
}

bool date_find(const struct date_words *w, str s, size_t from, bool month_first,
	       struct stamp *o)
{
	bool had = false; /* a letter or digit stands before */

	for (size_t i = from; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool digit = is_digit(s, i), letter = is_letter(c);
		size_t end = i;

		*o = (struct stamp){ .hour = -1, .minute = -1, .zone = "" };
		if ((digit || letter) && !had &&
		    date_at(w, s, &end, month_first, o)) {
			o->at = (span){ (uint32_t)i, (uint32_t)end };
			stamp_time(s, from, &end, o);
			if (end > o->at.to)
				o->at.to = (uint32_t)end;
			return true;
		}
		/* letters of scripts without blanks stand beside digits */
		had = digit || (letter && (c < 0x80 || c < 0xE0));
	}
	return false;
}
