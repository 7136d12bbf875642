/* html_meta.c - of what the markup tells several times, what is believed; see
 * html_head.h. */
#include <stddef.h>

#include "base/utf8.h"
#include "read/credit.h"
#include "read/html_head.h"

/* ---- titles */

/* Letters and digits in small, nothing else: how alike titles are told. */
static str letters(struct arena *a, str s)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = 0, i = 0;

	while (i < s.n) {
		size_t from = i;
		uint32_t cp = rune_narrow(utf8_next(s, &i));

		if (cp >= 0x80 && cp != 0x2018 && cp != 0x2019 &&
		    cp != 0x201C && cp != 0x201D && cp != 0x2013 &&
		    cp != 0x2014 && cp != 0xA0 && cp != 0x3000) {
			memcpy(p + n, s.p + from, i - from);
			n += i - from;
		} else if (cp >= 'A' && cp <= 'Z') {
			p[n++] = (char)(cp + 32);
		} else if ((cp >= 'a' && cp <= 'z') ||
			   (cp >= '0' && cp <= '9')) {
			p[n++] = (char)cp;
		}
	}
	return (str){ p, n };
}

/* Share of the shorter one's 3-byte pieces that the other holds, weighed by
 * how alike their lengths are. */
double html_likeness(struct arena *a, str x, str y)
{
	str s = letters(a, x), l = letters(a, y);
	size_t hits = 0, all = 0;

	if (s.n > l.n) {
		str swap = s;

		s = l;
		l = swap;
	}
	if (s.n < 3 || s.n > 600 || l.n > 1200)
		return 0;
	for (size_t i = 0; i + 3 <= s.n; i++, all++)
		hits += str_has(l, str_cut(s, i, i + 3));
	return (double)hits / (double)all;
}

static const char *const separators[] = {
	" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " / ",
	"｜",  "|",   " : ", " ‹ ", " « ",  "：",  " ― ", " －",
};

/* Without the site's name at the end or start: the cut that leaves what the
 * other titles hold, or the site's own name tells. */
static str strip_site(struct arena *a, str s, str site)
{
	str best = s;

	for (size_t k = 0; k < COUNT(separators); k++) {
		str sep = str_of(separators[k]);
		size_t at = SIZE_MAX, next = 0;

		while ((next = str_find(s, sep, next)) != SIZE_MAX) {
			at = next;
			next += sep.n;
		}
		if (at == SIZE_MAX)
			continue;
		str tail = str_trim(str_cut(s, at + sep.n, s.n));
		str head = str_trim(str_cut(s, 0, at));

		if (!head.n || !tail.n)
			continue;
		if (site.n && html_likeness(a, tail, site) > .8)
			return strip_site(a, head, site);
		if (site.n && head.n < tail.n &&
		    html_likeness(a, head, site) > .8)
			best = tail;
		else if (tail.n * 3 < head.n && best.n == s.n)
			best = head;
	}
	return best;
}

/* ---- choices */

/* One field: who told what, the most trusted first. */
struct told {
	str value;
	const char *by;
};

static str choose(struct arena *a, str *told_by, const char *field,
		  const struct told *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (v[i].value.n) {
			*told_by = arena_printf(
				a, "%.*s%s%s=%s", STR_FMT(*told_by),
				told_by->n ? " " : "", field, v[i].by);
			return v[i].value;
		}
	return STR_NONE;
}

static str title_of(struct arena *a, const struct html_head *h, str site,
		    str *told_by)
{
	struct told v[] = {
		{ h->h1, "h1" },
		{ h->ld.headline, "json-ld" },
		{ h->og_title, "og" },
		{ h->prop_headline, "microdata" },
		{ h->twitter_title, "twitter" },
		{ h->meta_title, "meta" },
		{ h->title_tag, "title" },
	};

	str s = choose(a, told_by, "title", v, COUNT(v));

	/* what is shown or told to machines alone stands without the site */
	return !s.n || h->h1.n || h->ld.headline.n ? s : strip_site(a, s, site);
}

/* An alternative headline is a subtitle when it says something else. */
static str subtitle_of(struct arena *a, const struct html_head *h, str title)
{
	str s = h->ld.alternative;

	return s.n && html_likeness(a, s, title) < .6 ? s : STR_NONE;
}

/* The paper's own name is no author's. */
static str names_of(struct arena *a, str raw, str site)
{
	str s = credit_names(a, raw);

	return s.n && site.n && html_likeness(a, s, site) > .8 ? STR_NONE : s;
}

static str iso_of(struct arena *a, str s)
{
	return s.n ? stamp_from_iso(a, s) : STR_NONE;
}

void html_hints(struct arena *a, const struct html_head *h,
		struct page_hints *out)
{
	str *by = &out->told_by;
	str site = choose(a, by, "publisher",
			  (struct told[]){ { h->ld.publisher, "json-ld" },
					   { h->site_name, "og" },
					   { h->publisher_meta, "meta" } },
			  3);

	out->publisher = site;
	out->title = title_of(a, h, site, by);
	out->subtitle = subtitle_of(a, h, out->title);
	out->authors =
		choose(a, by, "authors",
		       (struct told[]){
			       { names_of(a, h->ld.author, site), "json-ld" },
			       { names_of(a, h->author_meta, site), "meta" },
			       { names_of(a, h->author_prop, site), "page" } },
		       3);
	out->updated = choose(
		a, by, "updated",
		(struct told[]){ { iso_of(a, h->ld.modified), "json-ld" },
				 { iso_of(a, h->modified), "meta" } },
		2);
	out->section = choose(a, by, "section",
			      (struct told[]){ { h->ld.section, "json-ld" },
					       { h->section, "meta" } },
			      2);
	out->url = choose(a, by, "url",
			  (struct told[]){ { h->canonical, "canonical" },
					   { h->og_url, "og" } },
			  2);
	out->lang = h->lang;
}
