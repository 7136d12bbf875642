/* page_about.c - what is known of an article beside title and date. */
#include "read/page.h"
#include "text/doc.h"

/* Who wrote it: as told, else by its byline, else by its dateline. */
static void take_credit(const struct page *p, uint32_t from, uint32_t to,
			struct article *x)
{
	const struct agencies *known = p->cues->agencies;
	struct arena *a = p->arena;
	struct credit c = credit_read(a, known, x->text);
	const struct page_line *v = p->lines.v;

	for (uint32_t i = from; i < to && !x->authors.n; i++)
		if (v[i].label == LINE_BYLINE)
			x->authors = credit_names(a, v[i].s);
	if (!x->authors.n)
		x->authors = c.authors;
	x->agency = c.agency.n ? c.agency : agency_of(known, x->authors);
}

/* Lines of one caption are joined, as its words go on. */
static str joint(const struct page_line *l, const struct page_line *above)
{
	if (above->label != LINE_CAPTION || l->gap)
		return STR("\n");
	return (unsigned char)l->s.p[0] < 0x80 ? STR(" ") : STR("");
}

static void take_captions(const struct page *p, uint32_t from, uint32_t to,
			  struct article *x)
{
	const struct page_line *v = p->lines.v;

	for (uint32_t i = from; i < to; i++) {
		str sep = STR("");

		if (v[i].label != LINE_CAPTION || x->captions.n > LIMIT_FIELD)
			continue;
		if (x->captions.n)
			sep = joint(&v[i], &v[i - 1]);
		x->captions = arena_printf(p->arena, "%.*s%.*s%.*s",
					   STR_FMT(x->captions), STR_FMT(sep),
					   STR_FMT(v[i].s));
	}
}

/* "no", "kok": a language's code (BCP 47). */
static bool is_tag(str s)
{
	if (s.n < 2 || s.n > 3)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < 'a' || s.p[i] > 'z')
			return false;
	return true;
}

/* Pages made from a template for another language declare that one. */
static str lang_of(const struct page_hints *h, str text, struct diags *diags)
{
	enum lang told = lang_by_name(h->lang), seen = doc_guess_lang(text);

	/* a language that no pack reads is told all the same */
	if (is_tag(h->lang) && told == LANG_COUNT && seen != LANG_JA)
		return h->lang;
	if (h->lang.n && told == LANG_COUNT)
		return lang_name(seen);
	if (h->lang.n && told != seen)
		diag_add(diags, DIAG_R029, (span){ 0, 0 }, h->lang);
	return lang_name(seen);
}

void page_about(const struct page *p, uint32_t from, uint32_t to,
		const struct page_hints *h, struct article *x,
		struct diags *diags)
{
	x->url = h->url;
	x->subtitle = h->subtitle;
	x->updated = h->updated;
	x->section = h->section;
	x->told_by = h->told_by;
	x->authors = h->authors;
	x->captions = h->captions;
	take_credit(p, from, to, x);
	take_captions(p, from, to, x);
	x->lang = lang_of(h, x->text, diags);
}
