/* html_block.c - a tree of HTML to its pieces of text; see html_block.h.
 *
 * One walk over the nodes. Text is decoded once, into one buffer; a block is
 * cut where a block element starts or ends and at a double <br>. */
#include "read/html_block.h"

#include "base/utf8.h"

#define STACK (LIMIT_HTML_DEPTH + 1)

struct walk {
	struct html_blocks *out;
	const struct html_tree *t;
	struct diags *diags;
	uint32_t *in;
	struct buf text;
	struct html_block now; /* the block being filled */
	size_t from;	       /* where its text begins */
	size_t solid;	       /* behind its last letter */
	bool blank;	       /* a blank waits for a letter */
	unsigned breaks;       /* <br> since the last letter */
	uint32_t last_link;    /* its parent, to count links */
	uint32_t open[STACK];  /* open block elements */
	uint32_t depth, lists;
	bool item; /* an <li> began and has no block yet */
	bool full;
};

static bool has_word(str s, const char *word)
{
	return s.p && str_has(s, str_of(word));
}

/* display:none and visibility:hidden, with or without blanks. */
static bool style_hides(str s)
{
	size_t at = str_find(s, STR("display"), 0);

	if (at != SIZE_MAX) {
		str rest = str_trim(str_cut(s, at + 7, at + 24));

		rest = str_trim(str_cut(rest, 1, rest.n));
		if (str_starts(rest, STR("none")))
			return true;
	}
	at = str_find(s, STR("visibility"), 0);
	return at != SIZE_MAX && has_word(str_cut(s, at, at + 24), "hidden");
}

static uint32_t by_role(str role)
{
	static const struct {
		const char *role;
		uint32_t in;
	} roles[] = {
		{ "navigation", IN_NAV },      { "menu", IN_NAV },
		{ "menubar", IN_NAV },	       { "search", IN_FORM },
		{ "complementary", IN_ASIDE }, { "contentinfo", IN_FOOTER },
		{ "banner", IN_HEADER },       { "main", IN_MAIN },
		{ "article", IN_ARTICLE },     { "dialog", IN_DIALOG },
		{ "alertdialog", IN_DIALOG },  { "button", IN_BUTTON },
		{ "heading", IN_HEADING },     { "form", IN_FORM },
	};

	for (size_t i = 0; i < COUNT(roles); i++)
		if (str_is(role, roles[i].role))
			return roles[i].in;
	return 0;
}

static uint32_t by_tag(unsigned tag)
{
	static const uint32_t table[HTML_TAG_COUNT] = {
		[HTML_nav] = IN_NAV,
		[HTML_menu] = IN_NAV,
		[HTML_aside] = IN_ASIDE,
		[HTML_footer] = IN_FOOTER,
		[HTML_header] = IN_HEADER,
		[HTML_form] = IN_FORM,
		[HTML_button] = IN_BUTTON,
		[HTML_figure] = IN_FIGURE,
		[HTML_figcaption] = IN_CAPTION,
		[HTML_caption] = IN_CAPTION,
		[HTML_article] = IN_ARTICLE,
		[HTML_main] = IN_MAIN,
		[HTML_table] = IN_TABLE,
		[HTML_ul] = IN_LIST,
		[HTML_ol] = IN_LIST,
		[HTML_dl] = IN_LIST,
		[HTML_blockquote] = IN_QUOTE,
		[HTML_h1] = IN_HEADING,
		[HTML_h2] = IN_HEADING,
		[HTML_h3] = IN_HEADING,
		[HTML_h4] = IN_HEADING,
		[HTML_h5] = IN_HEADING,
		[HTML_h6] = IN_HEADING,
		[HTML_pre] = IN_PRE,
		[HTML_li] = IN_ITEM,
		[HTML_dialog] = IN_DIALOG,
		[HTML_label] = IN_BUTTON,
		[HTML_fieldset] = IN_FORM,
	};

	return table[tag] | (html_tag_flags(tag) & HTML_HIDE ? IN_SKIP : 0);
}

static uint32_t own(const struct html_tree *t, const struct html_node *n)
{
	uint32_t in = by_tag(n->tag);

	for (uint32_t i = 0; i < n->n_attrs; i++) {
		const struct html_attr *x = &t->attrs.v[n->attrs + i];

		if (x->name == HTML_ATTR_HIDDEN &&
		    !str_is(x->value, "until-found"))
			in |= IN_HIDDEN;
		else if (x->name == HTML_ATTR_STYLE && style_hides(x->value))
			in |= IN_HIDDEN;
		else if (x->name == HTML_ATTR_ROLE)
			in |= by_role(x->value);
		else if (x->name == HTML_ATTR_ITEMPROP &&
			 has_word(x->value, "articleBody"))
			in |= IN_BODY_PROP;
	}
	return in;
}

static void flush(struct walk *w)
{
	struct html_block *b = &w->now;

	if (w->solid > w->from) {
		if (w->out->n >= LIMIT_BLOCKS) {
			if (!w->full)
				diag_add(w->diags, DIAG_R015, (span){ 0, 0 },
					 STR_NONE);
			w->full = true;
			w->text.n = w->solid = w->from;
			return;
		}
		/* offsets for now: the buffer may move */
		b->text = (str){ NULL, w->solid - w->from };
		b->node = w->depth ? w->open[w->depth - 1] : 0;
		b->depth = (uint8_t)(w->lists > 255 ? 255 : w->lists);
		b->item = w->item;
		w->item = false;
		*vec_add(w->out->arena, w->out) = *b;
		w->text.n = w->solid;
	} else {
		w->text.n = w->from;
	}
	w->now = (struct html_block){ 0 };
	w->from = w->solid = w->text.n;
	w->blank = false;
	w->breaks = 0;
	w->last_link = 0;
}

/* The blank or line end that waits, before a letter. */
static void put_blank(struct walk *w)
{
	if (w->solid > w->from) {
		if (w->breaks)
			buf_byte(&w->text, '\n');
		else if (w->blank)
			buf_byte(&w->text, ' ');
	}
	w->blank = false;
	w->breaks = 0;
}

static void put(struct walk *w, str s)
{
	put_blank(w);
	buf_add(&w->text, s);
	w->solid = w->text.n;
}

/* A code point above ASCII from s: blanks and what prints nothing. */
static void put_rune(struct walk *w, str s, uint32_t cp)
{
	if (cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F ||
	    cp == 0x2028 || cp == 0x2029)
		w->blank = true;
	else if (cp == 0x3000 && w->solid == w->from)
		; /* indent of a paragraph */
	else if (cp != 0xAD && cp != 0xFEFF &&
		 !(cp >= 0x200B && cp <= 0x200F) &&
		 !(cp >= 0x202A && cp <= 0x202E) && cp != 0x2060)
		put(w, s);
}

static void put_reference(struct walk *w, str raw, size_t *i)
{
	char text[8];
	size_t n, used = html_entity(raw, *i, text, &n), k = 0;

	if (!used) {
		put(w, STR("&"));
		++*i;
		return;
	}
	*i += used;
	while (k < n) {
		size_t from = k;
		uint32_t cp = utf8_next((str){ text, n }, &k);

		if (cp == ' ' || (cp >= '\t' && cp <= '\r'))
			w->blank = true;
		else if (cp >= 0x80)
			put_rune(w, (str){ text + from, k - from }, cp);
		else if (cp >= 0x20)
			put(w, (str){ text + from, k - from });
	}
}

static void put_text(struct walk *w, str raw, bool pre)
{
	size_t i = 0;

	while (i < raw.n) {
		unsigned char c = (unsigned char)raw.p[i];
		size_t from = i;

		if (c == '&') {
			put_reference(w, raw, &i);
		} else if (c <= ' ' || c == 0x7F) {
			if (pre && c == '\n')
				w->breaks = 1;
			w->blank |= c == ' ' || (c >= '\t' && c <= '\r');
			i++;
		} else if (c < 0x80) {
			while (i < raw.n && raw.p[i] > ' ' && raw.p[i] != '&' &&
			       raw.p[i] != 0x7F)
				i++;
			put(w, str_cut(raw, from, i));
		} else {
			uint32_t cp = utf8_next(raw, &i);

			put_rune(w, str_cut(raw, from, i), cp);
		}
	}
}

static bool is_bold(const struct html_tree *t, uint32_t i)
{
	unsigned tag = t->nodes.v[i].tag;

	return tag == HTML_b || tag == HTML_strong;
}

static void text_node(struct walk *w, uint32_t i)
{
	const struct html_node *n = &w->t->nodes.v[i];
	size_t had = w->solid;
	uint32_t got;

	if (w->in[i] & IN_SKIP)
		return;
	if (w->solid == w->from) {
		w->now.first = i;
		w->now.in = 0;
	}
	put_text(w, str_cut(w->t->source, n->from, n->to),
		 (w->in[i] & IN_PRE) != 0);
	got = (uint32_t)(w->solid - had);
	if (!got)
		return;
	w->now.in |= w->in[i];
	if (n->link) {
		w->now.link_bytes += got;
		w->now.links += n->parent != w->last_link;
		w->last_link = n->parent;
	}
	if (is_bold(w->t, n->parent) ||
	    is_bold(w->t, w->t->nodes.v[n->parent].parent))
		w->now.bold_bytes += got;
}

static void close_ended(struct walk *w, uint32_t i)
{
	while (w->depth && w->t->nodes.v[w->open[w->depth - 1]].end <= i) {
		unsigned tag = w->t->nodes.v[w->open[w->depth - 1]].tag;

		flush(w);
		w->lists -= tag == HTML_ul || tag == HTML_ol;
		if (tag == HTML_li)
			w->item = false;
		w->depth--;
	}
}

static void element(struct walk *w, uint32_t i)
{
	const struct html_node *n = &w->t->nodes.v[i];
	unsigned flags = html_tag_flags(n->tag);

	if (n->tag == HTML_br && ++w->breaks > 1)
		flush(w);
	if (!(flags & HTML_BLOCK) || (w->in[i] & IN_SKIP))
		return;
	flush(w);
	if (flags & HTML_VOID || w->depth == STACK)
		return;
	w->open[w->depth++] = i;
	w->lists += n->tag == HTML_ul || n->tag == HTML_ol;
	if (n->tag == HTML_li)
		w->item = true;
}

void html_blocks(struct arena *a, const struct html_tree *t,
		 struct html_blocks *out, struct diags *diags)
{
	struct walk w = { .out = out, .t = t, .diags = diags };
	const char *p;
	size_t at = 0;

	*out = (struct html_blocks){ .arena = a, .tree = t };
	w.in = arena_many(a, uint32_t, t->nodes.n);
	out->in = w.in;
	buf_init(&w.text, LIMIT_SOURCE);
	for (uint32_t i = 1; i < t->nodes.n; i++) {
		const struct html_node *n = &t->nodes.v[i];

		close_ended(&w, i);
		w.in[i] = w.in[n->parent];
		if (n->tag == HTML_TEXT) {
			text_node(&w, i);
			continue;
		}
		w.in[i] |= own(t, n);
		element(&w, i);
	}
	close_ended(&w, UINT32_MAX);
	flush(&w);
	p = arena_str(a, buf_str(&w.text)).p;
	for (uint32_t i = 0; i < out->n; i++) {
		out->v[i].text.p = p + at;
		at += out->v[i].text.n;
	}
	buf_release(&w.text);
}
