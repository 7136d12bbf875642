/* html_date.c - when a page was published.
 *
 * What machines are told comes first: JSON-LD, <meta>. Every other date on the
 * page is a candidate with a score: by its element (<time>, microdata, words
 * of class and id), the words before it, how near it stands to the title and
 * the start of the story. The best one counts when nothing was told to
 * machines, and when that was told in UTC and is a day off: readers see the
 * day where the paper is. Then the address, the members of JSON in scripts,
 * the date of the last change. */
#include "read/html_date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/day.h"
#include "base/utf8.h"
#include "read/date_words.h"

#define SHORT_BLOCK 240u /* bytes in which dates are looked for */
#define DATES_IN_BLOCK 4
#define ENOUGH 1 /* the least score that counts */

struct search {
	struct arena *arena;
	const struct html_view *v;
	const struct cues *cues;
	const struct date_words *words;
	bool month_first;
	uint32_t title, first, last; /* blocks; UINT32_MAX: none */
	struct stamp in_url;	     /* y = 0: none; d = 0: month only */
	struct stamp best;
	str raw; /* of the best, as its attribute writes it; STR_NONE: text */
	float score;
};

/* ---- where things stand */

static const float *row(const struct search *s, uint32_t block)
{
	return s->v->features + (size_t)block * FEATURE_COUNT;
}

static void find_places(struct search *s)
{
	const struct html_blocks *b = &s->v->blocks;

	s->title = s->first = s->last = UINT32_MAX;
	for (uint32_t i = 0; i < b->n; i++) {
		if (row(s, i)[F_from_h1] == 0)
			s->title = i;
		if (!b->v[i].kept)
			continue;
		if (s->first == UINT32_MAX)
			s->first = i;
		s->last = i;
	}
}

/* Near the title or the story's start is good, in the story and far is bad. */
static float place_score(const struct search *s, uint32_t i)
{
	uint32_t title = s->title, first = s->first;

	if (title == UINT32_MAX)
		title = first;
	if (title == UINT32_MAX)
		return 0;
	if (first == UINT32_MAX || first < title)
		first = title;
	if (i < title)
		return title - i <= 5 ? 2 - .2f * (float)(title - i) : -1.5f;
	if (i <= first + 1)
		return i - title <= 12 ? 3 - .1f * (float)(i - title) : 1.5f;
	if (s->last != UINT32_MAX && i <= s->last)
		return -1.5f;
	return s->last != UINT32_MAX && i - s->last <= 5 ? .5f : -1;
}

/* Of the elements around the block. */
static float element_score(const struct search *s, uint32_t i)
{
	const struct html_block *x = &s->v->blocks.v[i];
	const float *f = row(s, i);
	float score = 0;

	score += f[F_w_date] <= 2 ? 2 : 0;
	score += f[F_w_byline] <= 2 ? .75f : 0;
	/* comments stand behind the story */
	score -= f[F_w_comment] <= 6 && s->last != UINT32_MAX && i > s->last
			 ? 4
			 : 0;
	score -= f[F_w_related] <= 3 ? 1.5f : 0;
	score -= f[F_w_footer] <= 2 ? 1 : 0;
	score -= f[F_w_caption] <= 1 ? 1 : 0;
	score -= f[F_like_n] > 8 && f[F_like_bytes] < 6 ? 1 : 0;
	score -= x->in & IN_NAV ? 3 : 0;
	score -= x->in & (IN_CAPTION | IN_FOOTER) ? 1 : 0;
	score -= x->in & (IN_ASIDE | IN_HIDDEN | IN_DIALOG) ? 1 : 0;
	return score;
}

/* The address tells year and month, or the day. */
static float url_score(const struct search *s, const struct stamp *o)
{
	const struct stamp *u = &s->in_url;

	if (!u->y)
		return 0;
	if (u->y != o->y)
		return -2;
	if (u->m && u->m != o->m)
		return -1;
	return u->m ? u->d == o->d || !u->d ? 2 : .5f : .5f;
}

static void consider(struct search *s, const struct stamp *o, str raw,
		     float score)
{
	if (score > s->score) {
		s->score = score;
		s->best = *o;
		s->raw = raw;
	}
}

/* ---- blocks of text */

static float lead_score(enum date_role role)
{
	switch (role) {
	case DATE_PUBLISHED:
	case DATE_WEAK:
		return 2;
	case DATE_MODIFIED:
		return -1;
	case DATE_OTHER:
		return -3;
	case DATE_PLAIN:
		break;
	}
	return 0;
}

/* The class of the inline element around the year, when it stands inside a
 * block's text: <p>By N. <span class=date>3 March 2020</span>. */
static bool dated_inside(const struct search *s, uint32_t i, const char *year)
{
	const struct html_blocks *b = &s->v->blocks;
	const struct html_node *v = s->v->tree.nodes.v;
	uint32_t to = i + 1 < b->n ? b->v[i + 1].first : s->v->tree.nodes.n;

	for (uint32_t k = b->v[i].first; k < to; k++) {
		uint32_t up = v[k].parent;
		str class;

		if (v[k].tag != HTML_TEXT ||
		    !str_has(str_cut(s->v->tree.source, v[k].from, v[k].to),
			     str_of(year)))
			continue;
		if (up <= b->v[i].node)
			return false;
		class = html_attr_of(&s->v->tree, &v[up], HTML_ATTR_CLASS);
		return cues_class(s->cues, class) &
		       (1u << (F_w_date - F_w_body));
	}
	return false;
}

static void block_dates(struct search *s, uint32_t i)
{
	const struct html_block *x = &s->v->blocks.v[i];
	str text = x->text.n > SHORT_BLOCK
			   ? str_cut(x->text, 0, utf8_floor(x->text, 100))
			   : x->text;
	size_t from = 0;
	struct stamp o;
	float base = 0;

	for (int k = 0; k < DATES_IN_BLOCK &&
			date_find(s->words, text, from, s->month_first, &o);
	     k++) {
		size_t rest = x->text.n - (o.at.to - o.at.from);
		str before = str_cut(text, from, o.at.from);
		float score;
		char year[12];

		if (!k)
			base = place_score(s, i) + element_score(s, i);
		if (!str_trim(before).n && !from && i && o.at.from < 3 &&
		    s->v->blocks.v[i - 1].text.n < 40)
			before = s->v->blocks.v[i - 1].text; /* <dt> */
		snprintf(year, sizeof(year), "%d", o.y);
		score = base + lead_score(date_lead(s->words, before)) +
			url_score(s, &o);
		score += rest <= 16 ? 1.5f : rest <= 80 ? .5f : -1;
		score += o.hour >= 0 ? .5f : 0;
		score -= k ? .25f : 0;
		/* a sentence tells of a day, its dateline stands before it */
		score -= x->kept && rest > 80 && o.at.from >= 3 ? 3 : 0;
		if (row(s, i)[F_w_date] > 2 && dated_inside(s, i, year))
			score += 2;
		consider(s, &o, STR_NONE, score);
		from = o.at.to;
	}
}

static bool has_digit(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return true;
	return false;
}

/* ---- elements made for dates */

/* The date o, found in raw, with the zone when raw is ISO 8601. */
static str from_machine(const struct search *s, str raw, const struct stamp *o)
{
	str iso = raw.n ? stamp_from_iso(s->arena, str_cut(raw, 0, 40))
			: STR_NONE;

	if (iso.n && day_parse(iso) == day_of(o->y, o->m, o->d))
		return iso;
	return stamp_text(s->arena, o);
}

/* A date as machines write it, else as people do. */
static bool read_date(const struct search *s, str raw, struct stamp *o)
{
	char room[128];
	size_t n = 0;

	raw = str_trim(raw);
	if (!raw.n || raw.n > 100)
		return false;
	for (size_t i = 0; i < raw.n; i++)
		room[n++] = raw.p[i];
	return date_find(s->words, (str){ room, n }, 0, s->month_first, o);
}

/* The block in which node i stands. */
static uint32_t block_of(const struct search *s, uint32_t i)
{
	const struct html_blocks *b = &s->v->blocks;
	uint32_t lo = 0, hi = b->n;

	while (lo < hi) {
		uint32_t mid = (lo + hi) / 2;

		if (b->v[mid].first <= i + 1)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo ? lo - 1 : 0;
}

static void element_date(struct search *s, uint32_t i)
{
	const struct html_tree *t = &s->v->tree;
	const struct html_node *n = &t->nodes.v[i];
	str prop = html_attr_of(t, n, HTML_ATTR_ITEMPROP);
	str value = html_attr_of(t, n, HTML_ATTR_DATETIME);
	bool published = str_has(prop, STR("datePublished")) ||
			 html_attr_of(t, n, HTML_ATTR_PUBDATE).p;
	bool abbr = n->tag == HTML_abbr;
	uint32_t block;
	struct stamp o;
	float score;

	if (!published && n->tag != HTML_time && !abbr &&
	    !str_has(prop, STR("dateModified")))
		return;
	if (!value.n)
		value = html_attr_of(
			t, n, abbr ? HTML_ATTR_TITLE : HTML_ATTR_CONTENT);
	if (!read_date(s, value, &o) || !s->v->blocks.n)
		return;
	block = block_of(s, i);
	score = place_score(s, block) + element_score(s, block) +
		url_score(s, &o) + 2;
	score += published ? 3 : prop.n ? -1 : 0;
	score += abbr ? -1 : 0;
	score += o.hour >= 0 ? .5f : 0;
	consider(s, &o, value, score);
}

static void find_visible(struct search *s)
{
	const struct html_blocks *b = &s->v->blocks;
	const struct html_node *v = s->v->tree.nodes.v;

	for (uint32_t i = 1; i < s->v->tree.nodes.n; i++)
		if (v[i].n_attrs && !(b->in[i] & IN_SKIP))
			element_date(s, i);
	for (uint32_t i = 0; i < b->n; i++)
		if (has_digit(str_cut(b->v[i].text, 0, SHORT_BLOCK)))
			block_dates(s, i);
}

/* ---- addresses */

/* /2020/03/15/, /2020-03-15-, /20200315/, /2020/mar/15/; else year and month,
 * as far as they are told, with d = 0. */
static void url_date(const struct search *s, str url, struct stamp *o)
{
	size_t at = str_find(url, STR("://"), 0), end;
	str path;

	*o = (struct stamp){ .hour = -1, .minute = -1, .zone = "" };
	at = str_find(url, STR("/"), at == SIZE_MAX ? 0 : at + 3);
	if (at == SIZE_MAX)
		return;
	path = str_cut(url, at, url.n);
	end = str_find(path, STR("?"), 0);
	path = str_cut(path, 0, end == SIZE_MAX ? path.n : end);
	if (date_find(s->words, path, 0, false, o) && o->y >= 1995)
		return;
	*o = (struct stamp){ .hour = -1, .minute = -1, .zone = "" };
	for (size_t i = 0; i + 5 < path.n; i++) {
		int y = 0, m = 0;

		if (path.p[i] != '/' || path.p[i + 5] != '/')
			continue;
		for (size_t k = i + 1; k < i + 5; k++)
			y = y * 10 + path.p[k] - '0';
		if (i + 8 < path.n && path.p[i + 8] == '/')
			m = (path.p[i + 6] - '0') * 10 + path.p[i + 7] - '0';
		if (y < 1995 || y > 2049 || !has_digit(str_cut(path, i, i + 2)))
			continue;
		o->y = y;
		o->m = m >= 1 && m <= 12 ? m : 0;
		return;
	}
}

/* ---- members of JSON in scripts */

static str in_scripts(const struct search *s)
{
	str source = s->v->tree.source;
	struct stamp o;

	for (uint32_t k = 0; k < s->words->members.n; k++) {
		str name = s->words->members.v[k];
		size_t at = 0;

		while ((at = str_find(source, name, at)) != SIZE_MAX) {
			size_t i = at += name.n;
			str rest;

			while (i < source.n && i < at + 12 &&
			       strchr("\\\"': =", source.p[i]))
				i++;
			rest = str_cut(source, i, i + 40);
			if (i > at + 1 &&
			    date_find(s->words, rest, 0, s->month_first, &o) &&
			    o.at.from < 6)
				return from_machine(s, rest, &o);
		}
	}
	return STR_NONE;
}

/* ---- choice */

static bool starts_with(str lang, const char *name)
{
	return lang.n >= strlen(name) &&
	       strncasecmp(lang.p, name, strlen(name)) == 0;
}

static bool writes_month_first(str lang)
{
	return !lang.n || starts_with(lang, "en-us") ||
	       starts_with(lang, "en_us") ||
	       (lang.n == 2 && starts_with(lang, "en"));
}

/* Days from the date told to machines, when it is told as UTC or without a
 * zone, to the one seen; else 0. */
static int shift(str iso, const struct stamp *seen)
{
	str zone = str_cut(iso, 16, iso.n);
	struct stamp o;

	if ((iso.n > 10 && zone.n && !str_is(zone, "Z")) || !seen->d ||
	    !stamp_find(iso, 0, &o))
		return 0;
	return day_of(seen->y, seen->m, seen->d) - day_of(o.y, o.m, o.d);
}

/* The day where the paper is differs from the one told. */
static bool is_shifted(str iso, const struct stamp *seen)
{
	return abs(shift(iso, seen)) == 1;
}

static str from_markup(const struct search *s)
{
	const struct html_head *h = &s->v->head;
	str found[] = { h->ld.published, h->date_meta, h->date_weak,
			h->ld.created };

	for (size_t i = 0; i < COUNT(found); i++) {
		str iso = found[i].n ? stamp_from_iso(s->arena, found[i])
				     : STR_NONE;
		struct stamp o;

		if (iso.n)
			return iso;
		if (read_date(s, found[i], &o))
			return stamp_text(s->arena, &o);
	}
	return STR_NONE;
}

static str last_resort(struct search *s, str *basis)
{
	const struct html_head *h = &s->v->head;
	str changed[] = { h->ld.modified, h->modified };
	str found = in_scripts(s);
	struct stamp o;

	*basis = STR("markup");
	if (found.n)
		return found;
	for (size_t i = 0; i < COUNT(changed); i++) {
		str iso = changed[i].n ? stamp_from_iso(s->arena, changed[i])
				       : STR_NONE;

		if (iso.n)
			return iso;
	}
	*basis = STR("url");
	url_date(s, h->image, &o);
	return o.d ? stamp_text(s->arena, &o) : STR_NONE;
}

static str choose(struct search *s, str *basis)
{
	str iso = from_markup(s);

	find_visible(s);
	*basis = s->raw.n ? STR("markup") : STR("text");
	if (s->best.y && (!iso.n || is_shifted(iso, &s->best)))
		return from_machine(s, s->raw, &s->best);
	*basis = STR("url");
	if (s->in_url.d &&
	    (!iso.n || (!s->best.y && is_shifted(iso, &s->in_url))))
		return stamp_text(s->arena, &s->in_url);
	*basis = STR("markup");
	if (!iso.n)
		iso = last_resort(s, basis);
	if (!iso.n)
		*basis = STR("none");
	return iso;
}

/* A day that another part of the page tells: a copy with a new date, an old
 * report on a new address. One day off is a time zone. */
static void tell_other(const struct search *s, str chosen, str other,
		       const char *where, struct diags *diags)
{
	day x = day_parse(chosen), y = day_parse(other);

	if (x == DAY_NONE || y == DAY_NONE || abs(x - y) <= 1)
		return;
	diag_add(diags, DIAG_R028, (span){ 0, 0 },
		 arena_printf(s->arena, "%.*s, not %.*s (%s)",
			      STR_FMT(str_cut(chosen, 0, 10)),
			      STR_FMT(str_cut(other, 0, 10)), where));
}

str html_published(struct arena *a, const struct html_view *v,
		   const struct cues *c, str *basis, struct diags *diags)
{
	struct search s = {
		.arena = a,
		.v = v,
		.cues = c,
		.words = c->dates,
		.score = ENOUGH,
		.month_first = writes_month_first(v->head.lang),
	};
	str url = v->head.canonical.n ? v->head.canonical : v->head.og_url, iso;

	find_places(&s);
	url_date(&s, url, &s.in_url);
	iso = choose(&s, basis);
	if (v->head.date_meta.n)
		tell_other(&s, iso, stamp_from_iso(a, v->head.date_meta),
			   "meta", diags);
	if (s.in_url.d)
		tell_other(&s, iso, stamp_text(a, &s.in_url), "address", diags);
	return iso;
}
