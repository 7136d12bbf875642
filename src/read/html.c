/* html.c - a page of HTML as the plain text of its story.
 *
 * One lenient pass: tags open and close elements on a stack with a ceiling,
 * text goes out with its blanks collapsed and a line end at each block. What
 * is furniture by its tag (nav, footer, aside …) or by its class or id (share,
 * related …) is left out. The largest <article>, else <main>, is the story
 * where there is one. No tree is built; the cost is linear in the bytes. */
#include "base/limits.h"
#include "base/utf8.h"
#include "read/html_priv.h"

enum trait {
	BLOCK = 1,
	DROP = 2, /* with all inside */
	VOID = 4,
	RAW = 8,   /* no tags inside until its own end tag */
	HEAD = 16, /* a heading: a line of its own */
	STORY = 32,
};

static const struct {
	const char *name;
	unsigned traits;
} elements[] = {
	{ "p", BLOCK },
	{ "div", BLOCK },
	{ "br", BLOCK | VOID },
	{ "li", BLOCK },
	{ "ul", BLOCK },
	{ "ol", BLOCK },
	{ "dl", BLOCK },
	{ "dt", BLOCK },
	{ "dd", BLOCK },
	{ "h1", BLOCK | HEAD },
	{ "h2", BLOCK | HEAD },
	{ "h3", BLOCK | HEAD },
	{ "h4", BLOCK | HEAD },
	{ "h5", BLOCK | HEAD },
	{ "h6", BLOCK | HEAD },
	{ "section", BLOCK },
	{ "header", BLOCK },
	{ "figure", BLOCK },
	{ "figcaption", BLOCK },
	{ "blockquote", BLOCK },
	{ "pre", BLOCK },
	{ "table", BLOCK },
	{ "tr", BLOCK },
	{ "td", BLOCK },
	{ "th", BLOCK },
	{ "hr", BLOCK | VOID },
	{ "body", BLOCK },
	{ "html", BLOCK },
	{ "title", BLOCK | RAW | DROP },
	{ "head", 0 },
	{ "article", BLOCK | STORY },
	{ "main", BLOCK | STORY },
	{ "img", VOID },
	{ "input", VOID },
	{ "meta", VOID },
	{ "link", VOID },
	{ "wbr", VOID },
	{ "source", VOID },
	{ "col", VOID },
	{ "area", VOID },
	{ "base", VOID },
	{ "embed", VOID },
	{ "track", VOID },
	{ "param", VOID },
	{ "script", DROP | RAW },
	{ "style", DROP | RAW },
	{ "noscript", DROP },
	{ "template", DROP },
	{ "svg", DROP },
	{ "math", DROP },
	{ "iframe", DROP | RAW },
	{ "object", DROP },
	{ "canvas", DROP },
	{ "video", DROP },
	{ "audio", DROP },
	{ "form", DROP | BLOCK },
	{ "button", DROP },
	{ "select", DROP },
	{ "textarea", DROP | RAW },
	{ "nav", DROP | BLOCK },
	{ "footer", DROP | BLOCK },
	{ "aside", DROP | BLOCK },
	{ "dialog", DROP | BLOCK },
	{ "menu", DROP | BLOCK },
	{ "rt", DROP },
	{ "rp", DROP },
};

/* Parts of a class or id that name furniture on most sites. */
static const char *const furniture[] = {
	"share",     "sns",	   "social",  "related",    "recommend",
	"ranking",   "breadcrumb", "cookie",  "comment",    "newsletter",
	"advert",    "ads",	   "ad",      "promo",	    "sidebar",
	"footer",    "nav",	   "menu",    "pagination", "tags",
	"subscribe", "banner",	   "popular", "toolbar",    "widget",
};

struct element {
	str name;
	bool drop;
	unsigned traits;
	size_t start; /* of its text in out */
};

struct html {
	struct arena *arena;
	str src;
	struct buf out;
	struct html_head head;
	struct element stack[LIMIT_HTML_DEPTH];
	uint32_t depth, too_deep, drops;
	unsigned lines; /* line ends owed before the next text */
	bool blank, bullet;
	span story; /* of out: the largest */
	bool story_article;
};

static unsigned traits_of(str name)
{
	for (size_t i = 0; i < COUNT(elements); i++)
		if (name_is(name, elements[i].name))
			return elements[i].traits;
	return 0;
}

static bool word_is_furniture(str word)
{
	for (size_t i = 0; i < COUNT(furniture); i++)
		if (name_is(word, furniture[i]))
			return true;
	return false;
}

/* Does a class or id name furniture? Its words are parted by anything that is
 * no letter: share-buttons, sns_area. */
static bool names_furniture(str s)
{
	size_t from = 0;

	for (size_t i = 0; i <= s.n; i++) {
		bool in = i < s.n && ((s.p[i] | 32) >= 'a') &&
			  ((s.p[i] | 32) <= 'z');

		if (in)
			continue;
		if (i > from && word_is_furniture(str_cut(s, from, i)))
			return true;
		from = i + 1;
	}
	return false;
}

static bool hidden(struct html *h, const struct tag *t)
{
	struct arena_mark mark = arena_mark(h->arena);
	str style = tag_attribute(h->arena, t, "style");
	bool yes = tag_attribute(h->arena, t, "hidden").p ||
		   name_is(tag_attribute(h->arena, t, "aria-hidden"), "true") ||
		   str_has(style, STR("display:none")) ||
		   str_has(style, STR("display: none")) ||
		   names_furniture(tag_attribute(h->arena, t, "class")) ||
		   names_furniture(tag_attribute(h->arena, t, "id"));

	arena_rewind(h->arena, mark);
	return yes;
}

static void owe(struct html *h, unsigned lines)
{
	if (lines > h->lines)
		h->lines = lines;
	h->blank = false;
}

/* Text with its blanks collapsed; owed line ends go first. */
static void put_text(struct html *h, str s)
{
	struct buf b;
	str t;
	size_t i = 0;

	if (h->drops || !s.n)
		return;
	buf_init(&b, s.n + 16);
	entities_put(&b, s);
	t = buf_str(&b);
	while (i < t.n) {
		size_t at = i;
		uint32_t cp = utf8_next(t, &i);

		if (cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xA0) {
			h->blank = true;
			continue;
		}
		if (h->lines && buf_str(&h->out).n)
			buf_add(&h->out,
				h->lines > 1 ? STR("\n\n") : STR("\n"));
		else if (h->blank && !h->lines)
			buf_add(&h->out, STR(" "));
		if (h->bullet && h->lines)
			buf_add(&h->out, STR("- "));
		h->bullet = false;
		h->lines = 0;
		h->blank = false;
		buf_add(&h->out, str_cut(t, at, i));
	}
	buf_release(&b);
}

/* ---- elements */

static void closed(struct html *h, const struct element *e)
{
	size_t end = buf_str(&h->out).n;
	bool article = name_is(e->name, "article");

	h->drops -= e->drop;
	if (name_is(e->name, "li"))
		h->bullet = false;
	if (e->traits & BLOCK)
		owe(h, e->traits & HEAD ? 2 : 1);
	if (name_is(e->name, "h1") && !h->head.h1.n && end > e->start)
		h->head.h1 = arena_str(
			h->arena,
			str_trim(str_cut(buf_str(&h->out), e->start, end)));
	if (!(e->traits & STORY) || (h->story_article && !article))
		return;
	if ((article && !h->story_article) ||
	    end - e->start > h->story.to - h->story.from) {
		h->story = (span){ (uint32_t)e->start, (uint32_t)end };
		h->story_article = article;
	}
}

static void close_tag(struct html *h, str name)
{
	uint32_t i = h->depth;

	if (h->too_deep) {
		h->too_deep--;
		return;
	}
	while (i > 0 && h->depth - i < 64 &&
	       (h->stack[i - 1].name.n != name.n ||
		!str_eq(h->stack[i - 1].name, name)))
		i--;
	if (i == 0 || h->depth - i >= 64)
		return; /* closes nothing that is open */
	while (h->depth >= i)
		closed(h, &h->stack[--h->depth]);
}

static void open_tag(struct html *h, const struct tag *t, unsigned traits)
{
	struct element *e;
	bool drop;

	/* a paragraph or item ends where the next begins */
	if (h->depth && !h->too_deep &&
	    (name_is(t->name, "p") || name_is(t->name, "li")) &&
	    str_eq(h->stack[h->depth - 1].name, t->name))
		closed(h, &h->stack[--h->depth]);
	if (traits & BLOCK)
		owe(h, traits & HEAD ? 2 : 1);
	if (name_is(t->name, "li"))
		h->bullet = h->drops == 0;
	if (traits & VOID)
		return;
	if (h->depth == LIMIT_HTML_DEPTH) {
		h->too_deep++;
		return;
	}
	drop = (traits & DROP) ||
	       (!(traits & STORY) && !name_is(t->name, "body") &&
		!name_is(t->name, "html") && hidden(h, t));
	e = &h->stack[h->depth++];
	*e = (struct element){ t->name, drop, traits, buf_str(&h->out).n };
	h->drops += drop;
}

/* From behind the start tag to the end tag of the same name. */
static size_t raw_end(str s, size_t from, str name)
{
	for (size_t at = str_find(s, STR("</"), from); at != SIZE_MAX;
	     at = str_find(s, STR("</"), at + 2)) {
		str word = str_cut(s, at + 2, at + 2 + name.n);
		bool same = word.n == name.n;

		for (size_t i = 0; same && i < name.n; i++)
			same = (word.p[i] | 32) == (name.p[i] | 32);
		if (same)
			return at;
	}
	return s.n;
}

static void raw_element(struct html *h, const struct tag *t, str body)
{
	struct buf b;

	if (name_is(t->name, "title") && !h->head.title.n) {
		buf_init(&b, body.n + 16);
		entities_put(&b, body);
		h->head.title = str_trim(arena_str(h->arena, buf_str(&b)));
		buf_release(&b);
	} else if (name_is(t->name, "script") &&
		   str_has(t->attributes, STR("ld+json"))) {
		head_json(&h->head, body);
	}
}

/* What a tag tells of the page itself. */
static void note(struct html *h, const struct tag *t)
{
	if (name_is(t->name, "meta"))
		head_meta(&h->head, t);
	else if (name_is(t->name, "link"))
		head_link(&h->head, t);
	else if (name_is(t->name, "time"))
		head_time(&h->head, t);
	else if (name_is(t->name, "html") && !h->head.lang.n)
		h->head.lang = tag_attribute(h->arena, t, "lang");
}

/* Behind a '<': returns where to go on. */
static size_t markup(struct html *h, size_t at)
{
	struct tag t;
	unsigned traits;
	size_t end;

	if (str_starts(str_cut(h->src, at, at + 4), STR("<!--"))) {
		end = str_find(h->src, STR("-->"), at + 4);
		return end == SIZE_MAX ? h->src.n : end + 3;
	}
	if (at + 1 < h->src.n &&
	    (h->src.p[at + 1] == '!' || h->src.p[at + 1] == '?')) {
		end = str_find(h->src, STR(">"), at);
		return end == SIZE_MAX ? h->src.n : end + 1;
	}
	if (!tag_at(h->src, at, &t)) {
		put_text(h, STR("<"));
		return at + 1;
	}
	traits = traits_of(t.name);
	if (t.closing) {
		close_tag(h, t.name);
		return t.end;
	}
	note(h, &t);
	if (traits & RAW) {
		end = raw_end(h->src, t.end, t.name);
		raw_element(h, &t, str_cut(h->src, t.end, end));
		end = str_find(h->src, STR(">"), end);
		return end == SIZE_MAX ? h->src.n : end + 1;
	}
	open_tag(h, &t, traits);
	return t.end;
}

static void walk(struct html *h)
{
	size_t i = 0;

	while (i < h->src.n) {
		size_t end = i;

		while (end < h->src.n && h->src.p[end] != '<')
			end++;
		put_text(h, str_cut(h->src, i, end));
		i = end < h->src.n ? markup(h, end) : end;
	}
	while (h->depth)
		closed(h, &h->stack[--h->depth]);
}

#define STORY_LEAST 40u /* bytes: less is a teaser, not the story */

void html_read(struct arena *a, str bytes, struct html_page *out,
	       struct diags *diags)
{
	struct html *h = arena_one(a, struct html);
	str text;

	(void)diags;
	*out = (struct html_page){ 0 };
	h->arena = h->head.arena = a;
	h->src = bytes;
	buf_init(&h->out, bytes.n + 16 + bytes.n / 2);
	walk(h);
	text = buf_str(&h->out);
	if (h->story.to - h->story.from >= STORY_LEAST)
		text = str_span(text, h->story);
	out->text = arena_str(a, str_trim(text));
	out->title = head_title(&h->head);
	out->publisher = h->head.site;
	out->url = h->head.url;
	out->lang = h->head.lang;
	out->published = h->head.published;
	buf_release(&h->out);
}
