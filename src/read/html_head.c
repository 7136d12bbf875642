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
		M("author", author_meta),
		M("article:author", author_meta),
		M("parsely-author", author_meta),
		M("sailthru.author", author_meta),
		M("dc.creator", author_meta),
		M("dcterms.creator", author_meta),
		M("byl", author_meta),
		M("article:section", section),
		M("parsely-section", section),
		M("dc.publisher", publisher_meta),
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

/* Several may stand beside each other. */
static void add_author(const struct head *h, uint32_t i)
{
	credit_join(h->arena, &h->out->author_prop,
		    credit_names(h->arena, inner_text(h, i)));
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
	if (same(prop, "author"))
		add_author(h, i);
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
	case HTML_a:
		if (same(html_attr_of(h->t, n, HTML_ATTR_REL), "author"))
			add_author(h, i);
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
	h->out->ld.author = html_plain(h->arena, h->out->ld.author);
	h->out->ld.section = html_plain(h->arena, h->out->ld.section);
	h->out->ld.alternative = html_plain(h->arena, h->out->ld.alternative);
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
			double like = html_likeness(h->arena, s, others[k]);

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
