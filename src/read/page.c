/* page.c - the articles of a page whose lines are labelled.
 *
 * A date line below a title starts an article, when a story follows. Inside
 * an article: the head (up to the first sentence) gives title, date and
 * publisher; the story ends where links, references or comments begin. */
#include "read/page.h"

#include "base/utf8.h"
#include "text/doc.h"

#define STORY_BYTES ((size_t)300) /* less is no article of its own */
#define TITLE_RUNES 120u
#define TITLE_LINES 3
#define LINK_LINES 6u /* so many bare lines at the end are a list of links */

/* One article: lines [from, to). */
struct part {
	struct page *p;
	uint32_t from, to;
	uint32_t title, title_to; /* title lines; title == to: none */
	uint32_t meta;		  /* last line of the head's meta, or from */
	uint32_t body;		  /* first line of the story */
	uint32_t end;		  /* behind its last line */
	str site;		  /* a name that stands above the title */
};

static bool is_story(const struct page_line *l)
{
	return l->label == LINE_TEXT && l->ends;
}

/* Could be a title: short, one line, no sentence. */
static bool is_title(const struct page_line *l)
{
	return l->label == LINE_TEXT && !l->bullet && !l->glued &&
	       l->s.n <= TITLE_RUNES * 3 && utf8_count(l->s) <= TITLE_RUNES &&
	       (!l->ends || !str_ends(l->s, STR("。"))) &&
	       !str_ends(l->s, STR(".")) &&
	       str_find(l->s, STR("。"), 0) == SIZE_MAX;
}

static size_t story_bytes(const struct page *p, uint32_t from, uint32_t to)
{
	size_t n = 0;

	for (uint32_t i = from; i < to; i++)
		if (is_story(&p->lines.v[i]))
			n += p->lines.v[i].s.n;
	return n;
}

/* ---- where articles start */

/* First line of the title above the date line at `meta`, or meta. Furniture
 * may stand between; the title's own lines stand together. */
static uint32_t title_above(const struct page *p, uint32_t from, uint32_t meta)
{
	const struct page_line *v = p->lines.v;
	uint32_t i = meta, top;

	while (i > from && v[i - 1].label != LINE_TEXT && meta - i < 6)
		i--;
	if (i == from || !is_title(&v[i - 1]))
		return meta;
	top = i - 1;
	while (top > from && !v[top].gap && is_title(&v[top - 1]) &&
	       i - top < TITLE_LINES)
		top--;
	/* a heading in the story has no gap above, or story goes on above */
	return v[top].gap || top == from ? top : meta;
}

struct starts {
	VEC_OF(uint32_t);
};

/* Lines where articles start; the first is 0. */
static void find_starts(struct page *p, struct starts *out)
{
	uint32_t last = 0;

	*vec_add(p->arena, out) = 0;
	for (uint32_t i = 1; i < p->lines.n && out->n < LIMIT_ARTICLES; i++) {
		uint32_t top, next;

		if (!p->lines.v[i].dated)
			continue;
		top = title_above(p, last, i);
		if (top == i)
			continue;
		for (next = i + 1; next < p->lines.n; next++)
			if (p->lines.v[next].dated &&
			    title_above(p, i + 1, next) < next)
				break;
		if (story_bytes(p, i, next) < STORY_BYTES ||
		    story_bytes(p, last, top) < STORY_BYTES)
			continue;
		*vec_add(p->arena, out) = top;
		last = i;
	}
}

/* ---- the head */

static bool above_same(const struct part *t, uint32_t i)
{
	for (uint32_t k = t->from; k < i; k++)
		if (str_eq(t->p->lines.v[k].s, t->p->lines.v[i].s))
			return true;
	return false;
}

/* Where the story begins, and the last date or writer line before it. */
static void find_body(struct part *t)
{
	const struct page_line *v = t->p->lines.v;
	uint32_t i = t->from, seen = 0;

	while (i < t->to && !is_story(&v[i]) &&
	       !(v[i].label == LINE_TEXT && v[i].bullet))
		i++;
	t->body = i;
	t->meta = t->from;
	for (uint32_t k = t->from; k < t->to && seen < 4; k++) {
		if (k >= t->body)
			seen += v[k].label == LINE_TEXT;
		/* a summary may stand between title and date */
		if (v[k].label == LINE_META ||
		    (k < t->body && v[k].label == LINE_BYLINE))
			t->meta = k;
	}
	if (t->meta > t->body)
		t->body = t->meta + 1;
}

/* A name of the site: stands twice, or is a bare word above a title. */
static bool is_site_name(const struct part *t, uint32_t i, uint32_t stop)
{
	const struct page_line *v = t->p->lines.v;
	bool latin = (unsigned char)v[i].s.p[0] < 0x80;
	bool brief = utf8_count(v[i].s) <= (latin ? 20u : 10u);

	if (!brief)
		return false;
	for (uint32_t k = i + 1; k < stop; k++)
		if (is_title(&v[k]) && !above_same(t, k) && v[k].s.n > v[i].s.n)
			return true;
	return false;
}

static void find_title(struct part *t)
{
	const struct page_line *v = t->p->lines.v;
	uint32_t stop = t->meta > t->from ? t->meta : t->body;

	t->title = t->title_to = t->to;
	for (uint32_t i = t->from; i < stop; i++) {
		if (!is_title(&v[i]))
			continue;
		if (is_site_name(t, i, t->body)) {
			t->site = v[i].s;
			stop = t->body;
			continue;
		}
		t->title = i;
		break;
	}
	if (t->title == t->to && t->meta > t->from && t->meta < t->body)
		for (uint32_t i = t->meta; i < t->body; i++)
			if (is_title(&v[i])) { /* the date stands above it */
				t->title = i;
				break;
			}
	if (t->title == t->to)
		return;
	t->title_to = t->title + 1;
	for (uint32_t i = t->title_to; i < t->body && i < t->title + 4; i++)
		if (is_title(&v[i]) && str_starts(v[i].s, v[t->title].s)) {
			t->title = i; /* the same, told in full */
			t->title_to = i + 1;
		}
	/* broken over lines: then a gap and the date */
	while (t->title_to < t->meta && t->title_to < t->title + TITLE_LINES &&
	       is_title(&v[t->title_to]) && !v[t->title_to].gap &&
	       (v[t->title_to + 1].gap ||
		v[t->title_to + 1].label == LINE_META))
		t->title_to++;
}

/* ---- the end */

/* A box of links in the middle of a story: a good part of it follows. */
static bool story_goes_on(const struct part *t, uint32_t at)
{
	size_t before = story_bytes(t->p, t->body, at);
	size_t after = story_bytes(t->p, at, t->to);

	return after > 2 * STORY_BYTES && after * 3 > before;
}

static void find_end(struct part *t)
{
	struct page_line *v = t->p->lines.v;
	uint32_t bare = 0;
	bool list = true;

	t->end = t->to;
	for (uint32_t i = t->body; i < t->to; i++) {
		bool stop = v[i].label == LINE_STOP || v[i].label == LINE_END;

		if (!stop)
			continue;
		if (!story_goes_on(t, i)) {
			t->end = i;
			break;
		}
		/* a box: up to the next sentence, it holds no story */
		for (i++; i < t->to && !is_story(&v[i]); i++)
			if (v[i].label == LINE_TEXT) {
				v[i].label = LINE_FURNITURE;
				v[i].why = "in a box of links";
			}
		i--;
	}
	while (t->end - bare > t->body && list) {
		const struct page_line *l = &v[t->end - bare - 1];

		list = l->label != LINE_TEXT ||
		       (!l->ends && !l->bullet && l->raw.p == l->s.p);
		bare += list;
	}
	if (bare >= LINK_LINES)
		t->end -= bare;
}

/* ---- what comes out */

static str title_text(const struct part *t)
{
	struct arena *a = t->p->arena;
	str s = STR_NONE;

	for (uint32_t i = t->title; i < t->title_to; i++) {
		str line = t->p->lines.v[i].s;

		s = s.n ? arena_printf(a, "%.*s %.*s", STR_FMT(s),
				       STR_FMT(line))
			: line;
	}
	return s;
}

/* Bytes of story before the title (site header, links) are left out. */
static void take_text(struct part *t, const struct page_hints *h,
		      struct article *x)
{
	struct page_line *v = t->p->lines.v;
	uint32_t from = t->title < t->to ? t->title_to : t->from;
	struct page_text out = { .arena = t->p->arena, .kinds = h->kinds };
	bool gap = false;

	page_text_begin(&out);
	for (uint32_t i = from; i < t->end; i++) {
		gap |= v[i].gap;
		if (v[i].label != LINE_TEXT)
			continue;
		if (i < t->meta && !v[i].ends && !v[i].bullet) {
			v[i].label = LINE_FURNITURE;
			v[i].why = "in the head, beside the title";
			continue;
		}
		page_text_line(&out, &v[i], gap);
		gap = false;
	}
	page_text_end(&out, x);
}

static void take_meta(struct part *t, struct article *x)
{
	const struct page_line *v = t->p->lines.v;

	x->published_basis = STR("none");
	for (uint32_t i = t->from; i < t->to && i <= t->meta; i++) {
		if (!v[i].dated || x->published.p)
			continue;
		x->published = stamp_text(t->p->arena, &v[i].stamp);
		x->published_basis = STR("text");
		x->publisher = page_meta_publisher(t->p, &v[i]);
	}
	/* no date above the story: a date line right below it */
	for (uint32_t i = t->end; i > t->body && !x->published.p; i--)
		if (v[i - 1].dated) {
			x->published = stamp_text(t->p->arena, &v[i - 1].stamp);
			x->published_basis = STR("text");
		}
	if (!x->publisher.n)
		x->publisher = t->site;
}

static void mark_rest(struct part *t)
{
	struct page_line *v = t->p->lines.v;

	for (uint32_t i = t->title; i < t->title_to; i++) {
		v[i].label = LINE_TITLE;
		v[i].why = "title";
	}
	for (uint32_t i = t->from; i < t->title && t->title < t->to; i++)
		if (v[i].label == LINE_TEXT) {
			v[i].label = LINE_FURNITURE;
			v[i].why = "above the title";
		}
	for (uint32_t i = t->end; i < t->to; i++)
		if (v[i].label == LINE_TEXT) {
			v[i].label = LINE_FURNITURE;
			v[i].why = "behind the end of the story";
		}
}

static bool is_paywalled(const struct part *t)
{
	for (uint32_t i = t->from; i < t->to; i++)
		if (t->p->lines.v[i].label == LINE_PAYWALL)
			return true;
	return false;
}

static bool read_part(struct part *t, const struct page_hints *h,
		      struct article *x, struct diags *diags)
{
	if (h->story) {
		t->body = t->meta = t->from;
		t->title = t->title_to = t->end = t->to;
	} else {
		find_body(t);
		find_title(t);
		find_end(t);
	}
	*x = (struct article){ 0 };
	take_meta(t, x);
	x->title = title_text(t);
	mark_rest(t);
	take_text(t, h, x);
	if (!x->text.n)
		return false;
	if (h->title.n)
		x->title = h->title;
	if (h->publisher.n)
		x->publisher = h->publisher;
	if (h->published.n) {
		if (x->published.n &&
		    day_parse(x->published) != day_parse(h->published))
			diag_add(diags, DIAG_R007, (span){ 0, 0 },
				 x->published);
		x->published = h->published;
		x->published_basis = h->published_basis;
	}
	page_about(t->p, t->from, t->end, h, x, diags);
	if (is_paywalled(t))
		diag_add(diags, DIAG_R009, (span){ 0, 0 }, x->title);
	if (!x->published.n)
		diag_add(diags, DIAG_R008, (span){ 0, 0 }, x->title);
	return true;
}

void page_articles(struct page *p, const struct page_hints *hints,
		   struct articles *out, struct diags *diags)
{
	static const struct page_hints none;
	struct starts starts = { 0 };

	if (hints->story)
		*vec_add(p->arena, &starts) = 0;
	else
		find_starts(p, &starts);
	for (uint32_t i = 0; i < starts.n; i++) {
		struct part t = { .p = p, .from = starts.v[i] };
		struct article x;

		t.to = i + 1 < starts.n ? starts.v[i + 1] : p->lines.n;
		if (!read_part(&t, starts.n == 1 ? hints : &none, &x, diags))
			continue;
		x.number = out->n;
		*vec_add(p->arena, out) = x;
	}
}

void page_read(struct arena *a, const struct cues *cues, str text,
	       const struct page_hints *hints, struct articles *out,
	       struct diags *diags)
{
	struct page p = { .arena = a, .cues = cues };
	uint32_t had = out->n;

	page_split(&p, text);
	page_label(&p);
	page_articles(&p, hints, out, diags);
	if (out->n > had || !str_trim(text).n)
		return;
	diag_add(diags, DIAG_R006, (span){ 0, 0 }, STR_NONE);
	*vec_add(a, out) = (struct article){
		.text = str_cut(text, 0, utf8_floor(text, LIMIT_TEXT)),
		.title = hints->title,
		.publisher = hints->publisher,
		.published = hints->published,
		.url = hints->url,
		.authors = hints->authors,
		.published_basis = hints->published.n ? hints->published_basis
						      : STR("none"),
		.lang = lang_name(doc_guess_lang(text)),
		.number = had,
	};
}
