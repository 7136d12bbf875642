/* html_read.c - an HTML page to the plain text form that pasted pages have,
 * and what its markup tells. */
#include "read/html_apart.h"
#include "read/html_date.h"
#include "read/html_script.h"
#include "read/page.h"

#define STORY_BYTES ((size_t)200) /* less, and scripts are asked */

/* A page's text as it is put together. */
struct story {
	struct arena *arena;
	struct buf text;
	struct kinds *kinds;
	str captions;
	bool heading; /* the last block was one */
};

static enum block_kind kind_of(const struct html_block *b)
{
	if (b->in & IN_HEADING)
		return BLOCK_HEADING;
	if (b->item)
		return BLOCK_ITEM;
	if (b->in & IN_TABLE)
		return BLOCK_CELL;
	return b->in & IN_QUOTE ? BLOCK_QUOTE : BLOCK_PARAGRAPH;
}

/* Blocks by line ends, headings between blank lines; list items with "- ",
 * nested ones indented. */
static void put_block(struct story *s, const struct html_block *b)
{
	struct buf *out = &s->text;

	if (out->n)
		buf_z(out, s->heading || (b->in & IN_HEADING) ? "\n\n" : "\n");
	s->heading = b->in & IN_HEADING;
	if (s->kinds)
		*vec_add(s->arena, s->kinds) =
			(struct kind_line){ (uint32_t)out->n, kind_of(b) };
	if (b->item) {
		for (unsigned i = 1; i < b->depth && i < 16; i++)
			buf_z(out, "  ");
		buf_z(out, "- ");
	}
	buf_add(out, b->text);
}

/* Captions of the story's pictures; others' stand outside of it. */
static void put_caption(struct story *s, const struct html_block *b)
{
	if (str_has(s->captions, b->text) || s->captions.n > LIMIT_FIELD)
		return;
	s->captions = s->captions.n ? arena_printf(s->arena, "%.*s\n%.*s",
						   STR_FMT(s->captions),
						   STR_FMT(b->text))
				    : arena_str(s->arena, b->text);
}

void html_look(struct arena *a, const struct cues *c, str text,
	       struct html_view *out, struct diags *diags)
{
	html_parse(a, text, &out->tree, diags);
	html_blocks(a, &out->tree, &out->blocks, diags);
	html_head(a, &out->blocks, c->dates, &out->head, diags);
	out->told = (struct page_hints){ .story = true };
	html_hints(a, &out->head, &out->told);
	html_features(a, out, c);
}

/* A page that scripts fill tells machines what it holds. */
static void from_machines(struct story *s, const struct html_view *v,
			  struct diags *diags)
{
	str text = v->head.ld.body;

	if (text.n < STORY_BYTES)
		text = html_in_scripts(s->arena, &v->tree, diags);
	if (text.n < STORY_BYTES && !s->text.n)
		text = v->head.ld.body.n ? v->head.ld.body
					 : v->head.description;
	if (text.n <= s->text.n)
		return;
	buf_clear(&s->text);
	s->kinds->n = 0;
	buf_add(&s->text, text);
}

/* The last of the kept blocks among [from, to), or to. */
static uint32_t last_kept(const struct html_blocks *b, uint32_t from,
			  uint32_t to)
{
	for (uint32_t i = to; i > from; i--)
		if (b->v[i - 1].kept)
			return i - 1;
	return to;
}

/* The story among blocks [from, to) to a page of its own. */
static void put_page(struct arena *a, const struct html_view *v, uint32_t from,
		     uint32_t to, const struct page_hints *hints,
		     struct html_pages *out, struct diags *diags)
{
	struct kinds *kinds = arena_one(a, struct kinds);
	struct story s = { .arena = a, .kinds = kinds };
	const struct html_blocks *b = &v->blocks;
	uint32_t last = last_kept(b, from, to);
	bool begun = false;

	buf_init(&s.text, LIMIT_TEXT);
	for (uint32_t i = from; i < to; i++) {
		const struct html_block *x = &b->v[i];

		if (x->kept)
			put_block(&s, x);
		else if ((x->in & IN_CAPTION) && i < last &&
			 (begun || (x->in & IN_ARTICLE)))
			put_caption(&s, x);
		begun = begun || x->kept ||
			v->features[(size_t)i * FEATURE_COUNT + F_from_h1] == 0;
	}
	if (s.text.n < STORY_BYTES)
		from_machines(&s, v, diags);
	kinds->text = arena_str(a, buf_str(&s.text));
	*vec_add(a, out) = (struct html_page){ kinds->text, *hints };
	out->v[out->n - 1].hints.kinds = kinds->n ? kinds : NULL;
	out->v[out->n - 1].hints.captions = s.captions;
	buf_release(&s.text);
}

/* What the head tells is of the page's own article: the one it names. */
static void put_parts(struct arena *a, const struct html_view *v,
		      const struct html_parts *parts,
		      const struct page_hints *page, struct html_pages *out,
		      struct diags *diags)
{
	for (uint32_t i = 0; i < parts->n; i++) {
		const struct html_part *x = &parts->v[i];
		struct page_hints h = *page;

		if (html_likeness(a, x->title, page->title) < .8)
			h = (struct page_hints){
				.title = x->title,
				.publisher = page->publisher,
				.published = x->published,
				.published_basis = STR("markup"),
				.url = x->url,
				.lang = page->lang,
				.told_by = STR("title=page publisher=page"),
				.story = true,
			};
		put_page(a, v, x->from, x->to, &h, out, diags);
	}
}

void html_read(struct arena *a, const struct cues *c, str text,
	       struct html_pages *out, struct diags *diags)
{
	struct html_view view;
	struct html_parts parts = { 0 };
	struct page_hints hints;

	html_look(a, c, text, &view, diags);
	html_pick(&view, c);
	hints = view.told;
	hints.published =
		html_published(a, &view, c, &hints.published_basis, diags);
	html_apart(a, &view.blocks, &parts);
	if (parts.n)
		put_parts(a, &view, &parts, &hints, out, diags);
	else
		put_page(a, &view, 0, view.blocks.n, &hints, out, diags);
}

str html_fragment(struct arena *a, str text, struct diags *diags)
{
	struct html_tree tree = { 0 };
	struct html_blocks blocks = { 0 };
	struct story s = { .arena = a };
	str r;

	html_parse(a, text, &tree, diags);
	html_blocks(a, &tree, &blocks, diags);
	buf_init(&s.text, LIMIT_TEXT);
	for (uint32_t i = 0; i < blocks.n; i++)
		if (!(blocks.v[i].in & (IN_SKIP | IN_HIDDEN | IN_CAPTION)))
			put_block(&s, &blocks.v[i]);
	r = arena_str(a, buf_str(&s.text));
	buf_release(&s.text);
	return r;
}
