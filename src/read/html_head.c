/* html_head.c - metadata of a page from its markup; see html_head.h. */
#include "read/html_head.h"

#include <strings.h>

#include "base/utf8.h"

struct head {
	struct arena *arena;
	const struct html_tree *t;
	struct html_head *out;
	const struct date_words *dates;
	struct ld_articles ld;
	bool bad_json;
};

static bool same(str s, const char *name)
{
	size_t n = strlen(name);

	return s.n == n && strncasecmp(s.p, name, n) == 0;
}

static void keep(const struct head *h, str *place, str raw)
{
	if (!place->n && raw.n)
		*place = html_plain(h->arena, raw);
}

/* ---- <meta> */

static void meta(const struct head *h, const struct html_node *n)
{
	struct html_head *o = h->out;
	str content = html_attr_of(h->t, n, HTML_ATTR_CONTENT);
	str name = html_attr_of(h->t, n, HTML_ATTR_PROPERTY);
	static const struct {
		const char *name;
		size_t at;
	} places[] = {
#define M(name, field) { name, offsetof(struct html_head, field) }
		M("og:title", og_title),
		M("twitter:title", twitter_title),
		M("dc.title", meta_title),
		M("title", meta_title),
		M("parsely-title", meta_title),
		M("headline", prop_headline),
		M("sailthru.title", meta_title),
		M("og:site_name", site_name),
		M("application-name", site_name),
		M("og:description", description),
		M("description", description),
		M("og:url", og_url),
		M("og:image", image),
#undef M
	};

	if (!content.n)
		return;
	if (!name.n)
		name = html_attr_of(h->t, n, HTML_ATTR_NAME);
	if (!name.n)
		name = html_attr_of(h->t, n, HTML_ATTR_ITEMPROP);
	if (!name.n)
		name = html_attr_of(h->t, n, HTML_ATTR_HTTP_EQUIV);
	name = str_trim(name);
	for (size_t i = 0; i < COUNT(places); i++)
		if (same(name, places[i].name))
			keep(h, (str *)(void *)((char *)o + places[i].at),
			     content);
	switch (date_meta(h->dates, name)) {
	case DATE_PUBLISHED:
		keep(h, &o->date_meta, content);
		break;
	case DATE_WEAK:
		keep(h, &o->date_weak, content);
		break;
	case DATE_MODIFIED:
		keep(h, &o->modified, content);
		break;
	case DATE_PLAIN:
	case DATE_OTHER:
		break;
	}
}

/* ---- other elements */

/* All text inside node i, references decoded. */
static str inner_text(const struct head *h, uint32_t i)
{
	const struct html_node *v = h->t->nodes.v;
	struct buf raw;
	str s;

	buf_init(&raw, 4096);
	for (uint32_t k = i + 1; k < v[i].end; k++)
		if (v[k].tag == HTML_TEXT) {
			buf_add(&raw,
				str_cut(h->t->source, v[k].from, v[k].to));
			buf_byte(&raw, ' ');
		}
	s = html_plain(h->arena, buf_str(&raw));
	buf_release(&raw);
	return s;
}

static str raw_child(const struct head *h, uint32_t i)
{
	const struct html_node *v = h->t->nodes.v;

	if (v[i].end <= i + 1 || v[i + 1].tag != HTML_TEXT)
		return STR_NONE;
	return str_cut(h->t->source, v[i + 1].from, v[i + 1].to);
}

static void script(struct head *h, uint32_t i)
{
	str type = html_attr_of(h->t, &h->t->nodes.v[i], HTML_ATTR_TYPE);

	if (type.n < 19 || strncasecmp(type.p, "application/ld+json", 19) != 0)
		return;
	if (!ld_read(h->arena, raw_child(h, i), &h->ld))
		h->bad_json = true;
}

/* itemprop on other elements than <meta> and <time>. */
static void microdata(const struct head *h, uint32_t i, str prop)
{
	const struct html_node *n = &h->t->nodes.v[i];
	str s = html_attr_of(h->t, n, HTML_ATTR_CONTENT);

	if (!s.n)
		s = html_attr_of(h->t, n, HTML_ATTR_DATETIME);
	if (str_has(prop, STR("headline")))
		keep(h, &h->out->prop_headline, s.n ? s : inner_text(h, i));
}

static void node(struct head *h, uint32_t i)
{
	const struct html_node *n = &h->t->nodes.v[i];
	str s;

	switch (n->tag) {
	case HTML_TEXT:
		return;
	case HTML_meta:
		meta(h, n);
		return;
	case HTML_title:
		keep(h, &h->out->title_tag, raw_child(h, i));
		return;
	case HTML_script:
		script(h, i);
		return;
	case HTML_html:
		keep(h, &h->out->lang, html_attr_of(h->t, n, HTML_ATTR_LANG));
		keep(h, &h->out->lang,
		     html_attr_of(h->t, n, HTML_ATTR_XML_LANG));
		return;
	case HTML_link:
		if (same(html_attr_of(h->t, n, HTML_ATTR_REL), "canonical"))
			keep(h, &h->out->canonical,
			     html_attr_of(h->t, n, HTML_ATTR_HREF));
		return;
	default:
		s = html_attr_of(h->t, n, HTML_ATTR_ITEMPROP);
		if (s.n)
			microdata(h, i, s);
	}
}

static void choose_ld(struct head *h)
{
	int best = -1;

	for (uint32_t i = 0; i < h->ld.n; i++) {
		const struct ld_article *x = &h->ld.v[i];
		int score = (x->published.n ? 8 : 0) + (x->headline.n ? 8 : 0) +
			    (x->body.n ? 2 : 0) + (x->depth < 3 ? 4 : 0);

		if (score > best) {
			best = score;
			h->out->ld = *x;
		}
	}
	if (best < 0)
		return;
	h->out->ld.headline = html_plain(h->arena, h->out->ld.headline);
	h->out->ld.publisher = html_plain(h->arena, h->out->ld.publisher);
}

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
static double likeness(struct arena *a, str x, str y)
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
		if (site.n && likeness(a, tail, site) > .8)
			return strip_site(a, head, site);
		if (site.n && head.n < tail.n && likeness(a, head, site) > .8)
			best = tail;
		else if (tail.n * 3 < head.n && best.n == s.n)
			best = head;
	}
	return best;
}

/* The <h1> most like one of the other titles. */
static void choose_h1(struct head *h, const struct html_blocks *b)
{
	const struct html_head *o = h->out;
	str others[4] = { o->og_title, o->ld.headline, o->title_tag,
			  o->twitter_title };
	double best = .5;
	unsigned seen = 0;

	for (uint32_t i = 1; i < h->t->nodes.n && seen < 12; i++) {
		str s;

		if (h->t->nodes.v[i].tag != HTML_h1 || (b->in[i] & IN_SKIP))
			continue;
		seen++;
		s = inner_text(h, i);
		for (size_t k = 0; k < COUNT(others) && s.n; k++) {
			double like = likeness(h->arena, s, others[k]);

			if (like > best) {
				best = like;
				h->out->h1 = s;
			}
		}
		if (!h->out->h1.n && seen == 1 && !others[0].n && !others[1].n)
			h->out->h1 = s;
	}
}

void html_head(struct arena *a, const struct html_blocks *b,
	       const struct date_words *dates, struct html_head *out,
	       struct diags *diags)
{
	struct head h = {
		.arena = a, .t = b->tree, .dates = dates, .out = out
	};

	*out = (struct html_head){ 0 };
	for (uint32_t i = 1; i < h.t->nodes.n; i++)
		node(&h, i);
	choose_ld(&h);
	choose_h1(&h, b);
	if (h.bad_json && !h.ld.n)
		diag_add(diags, DIAG_R016, (span){ 0, 0 }, STR_NONE);
}

str html_publisher(struct arena *a, const struct html_head *h)
{
	(void)a;
	return h->ld.publisher.n ? h->ld.publisher : h->site_name;
}

str html_title(struct arena *a, const struct html_head *h)
{
	str site = html_publisher(a, h), s;

	if (h->h1.n)
		return h->h1;
	if (h->ld.headline.n)
		return h->ld.headline;
	s = h->og_title.n	 ? h->og_title
	    : h->prop_headline.n ? h->prop_headline
	    : h->twitter_title.n ? h->twitter_title
	    : h->meta_title.n	 ? h->meta_title
				 : h->title_tag;
	return s.n ? strip_site(a, s, site) : STR_NONE;
}
