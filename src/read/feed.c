/* feed.c - RSS (0.9 to 2.0, RDF) and Atom, by expat: each item an article. */
#include <expat.h>

#include "base/buf.h"
#include "read/fields.h"
#include "read/piece.h"
#include "text/charset.h"
#include "text/doc.h"

/* What the text within an element is. */
enum slot {
	SLOT_NONE,
	SLOT_TITLE,
	SLOT_LINK,
	SLOT_DATE,    /* pubDate, dc:date, published */
	SLOT_UPDATED, /* updated, modified: when no date is told */
	SLOT_AUTHOR,
	SLOT_NAME, /* of an Atom author */
	SLOT_BODY, /* content:encoded, content */
	SLOT_SUMMARY,
	SLOT_LANG,
	SLOT_COUNT
};

/* Elements by local name, in small letters. */
static const struct {
	const char *name;
	enum slot slot;
} slots[] = {
	{ "title", SLOT_TITLE },     { "link", SLOT_LINK },
	{ "pubdate", SLOT_DATE },    { "date", SLOT_DATE },
	{ "published", SLOT_DATE },  { "issued", SLOT_DATE },
	{ "updated", SLOT_UPDATED }, { "modified", SLOT_UPDATED },
	{ "author", SLOT_AUTHOR },   { "creator", SLOT_AUTHOR },
	{ "name", SLOT_NAME },	     { "encoded", SLOT_BODY },
	{ "content", SLOT_BODY },    { "description", SLOT_SUMMARY },
	{ "summary", SLOT_SUMMARY }, { "language", SLOT_LANG },
};

#define DEEP 64 /* elements within each other that are told apart */

struct feed {
	struct reading *r;
	const struct piece *p;
	XML_Parser parser;
	struct buf text[SLOT_COUNT]; /* of the item; of the channel before */
	str channel, lang;	     /* title and language */
	enum slot open[DEEP];
	unsigned depth, item; /* item: depth of the open one, 0 = none */
	unsigned xhtml;	      /* depth of an Atom content written as XHTML */
	bool plain;	      /* the body is told to be no HTML */
};

static const char *local(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

static const char *attr(const char **v, const char *name)
{
	for (; v[0]; v += 2)
		if (strcmp(v[0], name) == 0)
			return v[1];
	return NULL;
}

static enum slot slot_of(const char *name)
{
	/* media:title and the like are about pictures */
	if (strncmp(name, "media:", 6) == 0 || strncmp(name, "itunes:", 7) == 0)
		return SLOT_NONE;
	for (size_t i = 0; i < COUNT(slots); i++)
		if (str_same(str_of(local(name)), str_of(slots[i].name)))
			return slots[i].slot;
	return SLOT_NONE;
}

static void clear(struct feed *f)
{
	for (int i = 0; i < SLOT_COUNT; i++)
		buf_clear(&f->text[i]);
	f->plain = false;
}

/* Atom's <link href>: the page itself, not its parts or comments. */
static void take_link(struct feed *f, const char **attrs)
{
	const char *rel = attr(attrs, "rel"), *href = attr(attrs, "href");

	if (href && (!rel || strcmp(rel, "alternate") == 0) &&
	    !f->text[SLOT_LINK].n)
		buf_z(&f->text[SLOT_LINK], href);
}

/* XHTML within Atom is written again as tags. */
static void put_tag(struct feed *f, const char *name, bool end)
{
	buf_printf(&f->text[SLOT_BODY], end ? "</%s>" : "<%s>", local(name));
}

static void open_body(struct feed *f, const char **attrs)
{
	const char *type = attr(attrs, "type");

	if (type && strcmp(type, "xhtml") == 0)
		f->xhtml = f->depth;
	f->plain = type && (strcmp(type, "text") == 0 ||
			    strcmp(type, "text/plain") == 0);
}

static void on_start(void *ctx, const char *name, const char **attrs)
{
	struct feed *f = ctx;
	const char *base = local(name);
	enum slot slot;

	f->depth++;
	if (f->xhtml) {
		put_tag(f, name, false);
		return;
	}
	if (str_same(str_of(base), STR("item")) ||
	    str_same(str_of(base), STR("entry"))) {
		if (!f->channel.n)
			f->channel = arena_str(
				f->r->arena,
				str_trim(buf_str(&f->text[SLOT_TITLE])));
		if (f->text[SLOT_LANG].n && !f->lang.n)
			f->lang = arena_str(
				f->r->arena,
				str_cut(buf_str(&f->text[SLOT_LANG]), 0, 2));
		clear(f);
		f->item = f->depth;
		return;
	}
	if (f->depth >= DEEP)
		return;
	slot = slot_of(name);
	if (f->item && f->depth != f->item + 1 && slot != SLOT_NAME)
		slot = SLOT_NONE; /* of something within the item */
	if (!f->item && attr(attrs, "xml:lang") && !f->lang.n)
		f->lang = arena_str(
			f->r->arena,
			str_cut(str_of(attr(attrs, "xml:lang")), 0, 2));
	f->open[f->depth] = slot;
	if (slot == SLOT_LINK)
		take_link(f, attrs);
	if (slot == SLOT_BODY)
		open_body(f, attrs);
}

static str iso_of(struct feed *f, enum slot slot)
{
	str s = str_trim(buf_str(&f->text[slot])), iso;

	iso = field_date(f->r->arena, s);
	return iso.n ? iso : stamp_from_iso(f->r->arena, s);
}

static str text_of(struct feed *f, enum slot slot)
{
	return arena_str(f->r->arena, str_trim(buf_str(&f->text[slot])));
}

static bool has_tags(str s)
{
	return str_has(s, STR("</")) || str_has(s, STR("/>")) ||
	       str_has(s, STR("<p>")) || str_has(s, STR("<br"));
}

/* Titles are sometimes HTML in themselves. */
static str title_of(struct feed *f)
{
	str s = text_of(f, SLOT_TITLE);

	return has_tags(s) || str_has(s, STR("&"))
		       ? html_fragment(f->r->arena, s, f->r->diags)
		       : s;
}

static void end_item(struct feed *f)
{
	struct feed_item x = { .hints = f->p->hints };
	str body = text_of(f, SLOT_BODY), summary = text_of(f, SLOT_SUMMARY);
	str author = text_of(f, SLOT_NAME);

	if (body.n < summary.n && !has_tags(body))
		body = summary;
	x.hints.title = title_of(f);
	x.hints.url = text_of(f, SLOT_LINK);
	x.hints.publisher = f->channel;
	x.hints.lang = f->lang;
	x.hints.authors = author.n ? author : text_of(f, SLOT_AUTHOR);
	x.hints.published = iso_of(f, SLOT_DATE);
	if (!x.hints.published.n)
		x.hints.published = iso_of(f, SLOT_UPDATED);
	if (f->plain)
		x.text = body;
	else
		x.html = body;
	read_item(f->r, f->p, &x);
	clear(f);
	f->item = 0;
}

static void on_end(void *ctx, const char *name)
{
	struct feed *f = ctx;

	if (f->xhtml && f->depth > f->xhtml)
		put_tag(f, name, true);
	else
		f->xhtml = 0;
	if (f->depth == f->item)
		end_item(f);
	if (f->depth < DEEP)
		f->open[f->depth] = SLOT_NONE;
	f->depth--;
	if (f->r->full || f->r->out->n >= LIMIT_LINES) {
		if (!f->r->full)
			piece_diag(f->r, f->p, DIAG_R012, STR_NONE);
		XML_StopParser(f->parser, XML_FALSE);
	}
}

static void on_text(void *ctx, const char *s, int n)
{
	struct feed *f = ctx;
	enum slot slot = f->xhtml	   ? SLOT_BODY
			 : f->depth < DEEP ? f->open[f->depth]
					   : SLOT_NONE;

	if (slot == SLOT_NONE)
		return;
	if (!f->xhtml) {
		buf_add(&f->text[slot], (str){ s, (size_t)n });
		return;
	}
	for (int i = 0; i < n; i++)
		if (s[i] == '<')
			buf_z(&f->text[slot], "&lt;");
		else if (s[i] == '&')
			buf_z(&f->text[slot], "&amp;");
		else
			buf_byte(&f->text[slot], s[i]);
}

/* The charset of the XML declaration, or STR_NONE. */
static str declared_charset(str bytes)
{
	str s = str_cut(bytes, 0, 300);
	size_t at = str_find(s, STR("encoding="), 0), end;
	char quote[2] = { 0 };

	if (at == SIZE_MAX || at + 10 >= s.n || !str_has(s, STR("<?xml")))
		return STR_NONE;
	quote[0] = s.p[at + 9];
	end = str_find(s, str_of(quote), at + 10);
	return end == SIZE_MAX ? STR_NONE : str_cut(s, at + 10, end);
}

/* A bare & and entities of HTML are common in feeds and end expat's work: the
 * text is parsed with each & that begins no entity of XML written out. */
static str mend_entities(struct arena *a, str s)
{
	static const char *const known[] = { "&amp;",  "&lt;",	 "&gt;",
					     "&quot;", "&apos;", "&#" };
	struct buf out;
	size_t from = 0, at = 0;
	str r;

	buf_init(&out, LIMIT_SOURCE * 2);
	while ((at = str_find(s, STR("&"), at)) != SIZE_MAX) {
		str here = str_cut(s, at, at + 8);
		bool fine = false;

		for (size_t i = 0; i < COUNT(known); i++)
			fine = fine || str_starts(here, str_of(known[i]));
		at++;
		if (fine)
			continue;
		buf_add(&out, str_cut(s, from, at));
		buf_z(&out, "amp;");
		from = at;
	}
	buf_add(&out, str_cut(s, from, s.n));
	r = arena_str(a, buf_str(&out));
	buf_release(&out);
	return r;
}

static bool parse(struct feed *f, str text)
{
	bool ok;

	f->parser = XML_ParserCreate("UTF-8");
	kassert(f->parser);
	XML_SetUserData(f->parser, f);
	XML_SetElementHandler(f->parser, on_start, on_end);
	XML_SetCharacterDataHandler(f->parser, on_text);
	ok = XML_Parse(f->parser, text.p, (int)text.n, XML_TRUE) !=
		     XML_STATUS_ERROR ||
	     XML_GetErrorCode(f->parser) == XML_ERROR_ABORTED;
	if (!ok)
		diag_add_file(
			f->r->diags, DIAG_R021, f->p->name,
			(uint32_t)XML_GetCurrentLineNumber(f->parser),
			(uint32_t)XML_GetCurrentColumnNumber(f->parser) + 1,
			STR_NONE,
			str_of(XML_ErrorString(XML_GetErrorCode(f->parser))));
	XML_ParserFree(f->parser);
	return ok;
}

/* Whether a CDATA section stands in it: there & is itself. */
static bool bare_ampersands(str s)
{
	return str_has(s, STR("&")) && !str_has(s, STR("<![CDATA["));
}

void read_feed(struct reading *r, const struct piece *p)
{
	struct feed f = { .r = r, .p = p };
	str declared = p->charset.n ? p->charset : declared_charset(p->bytes);
	str text;

	if (!source_utf8(r->arena, p->bytes, p->name, declared, SOURCE_FEED,
			 &text, r->diags))
		return;
	if (bare_ampersands(text))
		text = mend_entities(r->arena, text);
	for (int i = 0; i < SLOT_COUNT; i++)
		buf_init(&f.text[i], LIMIT_TEXT);
	if (!parse(&f, str_trim(text)) && f.item)
		end_item(&f); /* what came of the last */
	for (int i = 0; i < SLOT_COUNT; i++)
		buf_release(&f.text[i]);
}

void read_item(struct reading *r, const struct piece *p,
	       const struct feed_item *x)
{
	struct page_hints h = x->hints;
	str text = str_trim(x->text);

	if (x->html.n)
		text = str_trim(html_fragment(r->arena, x->html, r->diags));
	if (!text.n) {
		text = h.title;
		piece_diag(r, p, DIAG_R022, h.title);
	}
	if (!text.n)
		return;
	h.story = true;
	h.published_basis = h.published.n ? STR("markup") : STR_NONE;
	if (lang_by_name(h.lang) >= LANG_COUNT)
		h.lang = STR_NONE;
	page_read(r->arena, r->cues, text, &h, r->out, r->diags);
}
