/* source.c - a source's bytes to its articles; pages of text and HTML. */
#include "read/source.h"

#include "read/html.h"
#include "read/piece.h"
#include "text/charset.h"
#include "text/doc.h"

str *article_string(struct article *x, unsigned i)
{
	str *const all[ARTICLE_STRINGS] = {
		&x->id,	       &x->text,
		&x->title,     &x->subtitle,
		&x->publisher, &x->url,
		&x->lang,      &x->authors,
		&x->published, &x->published_basis,
		&x->updated,   &x->section,
		&x->agency,    &x->told_by,
		&x->blocks,    &x->captions,
	};

	kassert(i < ARTICLE_STRINGS);
	return all[i];
}

/* False, with a diagnostic, when there is nothing to read. */
static bool fit_to_read(str bytes, str name, struct diags *diags)
{
	if (bytes.n > LIMIT_SOURCE)
		diag_add_file(diags, DIAG_R005, name, 0, 0, STR_NONE, STR_NONE);
	else if (!str_trim(bytes).n)
		diag_add_file(diags, DIAG_R004, name, 0, 0, STR_NONE, STR_NONE);
	else
		return true;
	return false;
}

bool source_utf8(struct arena *a, str bytes, str name, str charset,
		 enum source_kind kind, str *text, struct diags *diags)
{
	struct charset_result r;

	if (!fit_to_read(bytes, name, diags))
		return false;
	if (!charset.n && kind == SOURCE_HTML)
		charset = html_charset(bytes);
	r = charset_to_utf8(a, bytes, charset, diags);
	if (r.binary)
		diag_add_file(diags, DIAG_R003, name, 0, 0, STR_NONE, STR_NONE);
	else if (!charset.n && !r.mark && strcmp(r.charset, "UTF-8") != 0)
		diag_add_file(diags, DIAG_R010, name, 0, 0, STR_NONE,
			      str_of(r.charset));
	*text = r.text;
	return !r.binary;
}

static str first_of(str a, str b)
{
	return a.n ? a : b;
}

/* What the page itself tells goes before what was told around it. */
static struct page_hints with_hints(const struct page_hints *page,
				    const struct page_hints *around)
{
	struct page_hints h = *page;

	h.title = first_of(h.title, around->title);
	h.publisher = first_of(h.publisher, around->publisher);
	h.url = first_of(h.url, around->url);
	h.authors = first_of(h.authors, around->authors);
	if (!h.published.n) {
		h.published = around->published;
		h.published_basis = around->published_basis;
	}
	h.lang = str_cut(h.lang, 0, 2);
	return h;
}

static void read_html(struct reading *r, const struct piece *p, str text)
{
	struct html_pages pages = { 0 };

	html_read(r->arena, r->cues, text, &pages, r->diags);
	for (uint32_t i = 0; i < pages.n; i++) {
		struct page_hints h = with_hints(&pages.v[i].hints, &p->hints);

		page_read(r->arena, r->cues, pages.v[i].text, &h, r->out,
			  r->diags);
	}
}

void read_page(struct reading *r, const struct piece *p, enum source_kind kind)
{
	uint32_t had = r->diags->n;
	str text;

	if (source_utf8(r->arena, p->bytes, p->name, p->charset, kind, &text,
			r->diags)) {
		if (kind == SOURCE_HTML)
			read_html(r, p, text);
		else
			page_read(r->arena, r->cues, text, &p->hints, r->out,
				  r->diags);
	}
	for (uint32_t i = had; p->depth && i < r->diags->n; i++)
		if (!r->diags->v[i].file.p)
			r->diags->v[i].file =
				arena_str(r->diags->arena, p->name);
}

/* Tells people what is read. */
struct telling {
	void (*part)(void *ctx, const struct source_part *x);
	void *ctx;
};

static bool tell(void *ctx, const struct piece *p, enum source_kind kind)
{
	const struct telling *t = ctx;

	t->part(t->ctx, &(struct source_part){ .kind = kind,
					       .bytes = p->bytes.n,
					       .name = p->name,
					       .type = p->type,
					       .charset = p->charset,
					       .url = p->hints.url });
	return false;
}

void source_parts(struct arena *a, str bytes, str name, struct diags *diags,
		  void (*part)(void *ctx, const struct source_part *x),
		  void *ctx)
{
	struct telling t = { part, ctx };
	struct articles none = { 0 };
	struct reading r = { .arena = a,
			     .out = &none,
			     .diags = diags,
			     .leaf = tell,
			     .ctx = &t };

	if (fit_to_read(bytes, name, diags))
		piece_read(&r, &(struct piece){ .bytes = bytes, .name = name });
}

void source_read_with(struct arena *a, const struct cues *cues, str bytes,
		      str name, struct articles *out, struct diags *diags)
{
	struct reading r = {
		.arena = a, .cues = cues, .out = out, .diags = diags
	};

	if (!fit_to_read(bytes, name, diags))
		return;
	piece_read(&r, &(struct piece){ .bytes = bytes, .name = name });
	/* what headers and addresses told may be no text */
	for (uint32_t i = 0; i < out->n; i++)
		for (unsigned k = 0; k < ARTICLE_STRINGS; k++) {
			str *s = article_string(&out->v[i], k);

			*s = text_well_formed(a, *s);
		}
	for (uint32_t i = 0; i < out->n; i++)
		if (out->v[i].text.n + 4 > LIMIT_TEXT)
			diag_add_file(diags, DIAG_R011, name, 0, 0, STR_NONE,
				      out->v[i].id);
}

void source_read(struct arena *a, const struct packs *packs, str bytes,
		 str name, struct articles *out, struct diags *diags)
{
	source_read_with(a, cues_in(a, packs), bytes, name, out, diags);
}
