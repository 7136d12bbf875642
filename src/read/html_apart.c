/* html_apart.c - a page that holds several articles, kept apart.
 *
 * Blogs show whole reports below each other, papers load the next one at the
 * end of the page. An <article> is one of several when its story is long
 * enough, and a heading and a date of its own stand in it; teasers have no
 * story, comments no heading. */
#include "read/html_apart.h"

#include "base/utf8.h"
#include "read/stamp.h"

#define STORY_BYTES ((size_t)300) /* kept: as for pasted pages */

static bool is_outermost(const struct html_blocks *b, uint32_t i)
{
	const struct html_node *v = b->tree->nodes.v;

	return v[i].tag == HTML_article && !(b->in[v[i].parent] & IN_ARTICLE) &&
	       !(b->in[i] & (IN_SKIP | IN_HIDDEN | IN_ASIDE));
}

/* First element of the tags inside node i, or 0. */
static uint32_t inside(const struct html_tree *t, uint32_t i, unsigned a,
		       unsigned b)
{
	for (uint32_t k = i + 1; k < t->nodes.v[i].end; k++)
		if (t->nodes.v[k].tag == a || t->nodes.v[k].tag == b)
			return k;
	return 0;
}

/* The first block whose text begins behind node i: blocks stand in the order of
 * their first text. */
static uint32_t block_behind(const struct html_blocks *b, uint32_t i)
{
	uint32_t low = 0, high = b->n;

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (b->v[mid].first < i)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* The blocks inside node i: [*from, *to), and the bytes kept of them. */
static size_t blocks_in(const struct html_blocks *b, uint32_t i, uint32_t *from,
			uint32_t *to)
{
	size_t kept = 0;

	*from = block_behind(b, i);
	*to = block_behind(b, b->tree->nodes.v[i].end);
	for (uint32_t k = *from; k < *to; k++)
		kept += b->v[k].kept ? b->v[k].text.n : 0;
	return kept;
}

/* The date of its own <time>, or of a short line before its story. */
static str date_of(struct arena *a, const struct html_blocks *b,
		   const struct html_part *x)
{
	uint32_t time = inside(b->tree, x->node, HTML_time, HTML_time);
	str raw = time ? html_attr_of(b->tree, &b->tree->nodes.v[time],
				      HTML_ATTR_DATETIME)
		       : STR_NONE;
	str iso = raw.n ? stamp_from_iso(a, raw) : STR_NONE;
	struct stamp o;

	for (uint32_t i = x->from; i < x->to && !iso.n; i++) {
		if (b->v[i].kept && b->v[i].text.n >= 120)
			break;
		if (b->v[i].text.n < 120 && stamp_find(b->v[i].text, 0, &o))
			iso = stamp_text(a, &o);
	}
	return iso;
}

/* What stands in a heading, and the address it leads to. */
static void take_heading(struct arena *a, const struct html_blocks *b,
			 uint32_t heading, struct html_part *x)
{
	const struct html_tree *t = b->tree;
	uint32_t link = inside(t, heading, HTML_a, HTML_a);
	str href = link ? html_attr_of(t, &t->nodes.v[link], HTML_ATTR_HREF)
			: STR_NONE;

	for (uint32_t i = x->from; i < x->to && !x->title.n; i++)
		if (b->v[i].node >= heading &&
		    b->v[i].node < t->nodes.v[heading].end)
			x->title = b->v[i].text;
	if (str_starts(href, STR("http")))
		x->url = html_plain(a, href);
}

static bool take_part(struct arena *a, const struct html_blocks *b,
		      uint32_t node, struct html_part *x)
{
	uint32_t heading = inside(b->tree, node, HTML_h1, HTML_h2);

	*x = (struct html_part){ .node = node };
	if (!heading || blocks_in(b, node, &x->from, &x->to) < STORY_BYTES)
		return false;
	take_heading(a, b, heading, x);
	x->published = date_of(a, b, x);
	return x->title.n && x->published.n;
}

void html_apart(struct arena *a, const struct html_blocks *b,
		struct html_parts *out)
{
	const struct html_tree *t = b->tree;

	for (uint32_t i = 1; i < t->nodes.n && out->n < LIMIT_ARTICLES; i++) {
		struct html_part x;

		if (is_outermost(b, i) && take_part(a, b, i, &x))
			*vec_add(a, out) = x;
	}
	if (out->n < 2)
		out->n = 0;
}
