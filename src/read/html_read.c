/* html_read.c - an HTML page to the plain text form that pasted pages have,
 * and what its markup tells. */
#include "read/html_date.h"
#include "read/source.h"

/* Blocks by line ends, headings between blank lines; list items with "- ",
 * nested ones indented. */
static void put_block(struct buf *out, const struct html_block *b,
		      bool *heading)
{
	if (out->n)
		buf_z(out, *heading || (b->in & IN_HEADING) ? "\n\n" : "\n");
	*heading = b->in & IN_HEADING;
	if (b->item) {
		for (unsigned i = 1; i < b->depth && i < 16; i++)
			buf_z(out, "  ");
		buf_z(out, "- ");
	}
	buf_add(out, b->text);
}

void html_look(struct arena *a, const struct cues *c, str text,
	       struct html_view *out, struct diags *diags)
{
	html_parse(a, text, &out->tree, diags);
	html_blocks(a, &out->tree, &out->blocks, diags);
	html_head(a, &out->blocks, c->dates, &out->head, diags);
	html_features(a, out, c);
}

void html_read(struct arena *a, const struct cues *c, str text,
	       struct html_page *out, struct diags *diags)
{
	struct html_view view;
	struct buf story;
	bool heading = false;

	html_look(a, c, text, &view, diags);
	html_pick(&view, c);
	buf_init(&story, LIMIT_TEXT);
	for (uint32_t i = 0; i < view.blocks.n; i++)
		if (view.blocks.v[i].kept)
			put_block(&story, &view.blocks.v[i], &heading);
	/* a page that scripts fill tells machines what it holds */
	if (!story.n)
		buf_add(&story, view.head.ld.body.n ? view.head.ld.body
						    : view.head.description);
	*out = (struct html_page){
		.text = arena_str(a, buf_str(&story)),
		.title = html_title(a, &view.head),
		.publisher = html_publisher(a, &view.head),
		.url = view.head.canonical.n ? view.head.canonical
					     : view.head.og_url,
		.lang = view.head.lang,
	};
	out->published = html_published(a, &view, c, &out->published_basis);
	buf_release(&story);
}

str html_fragment(struct arena *a, str text, struct diags *diags)
{
	struct html_tree tree = { 0 };
	struct html_blocks blocks = { 0 };
	struct buf out;
	bool heading = false;
	str r;

	html_parse(a, text, &tree, diags);
	html_blocks(a, &tree, &blocks, diags);
	buf_init(&out, LIMIT_TEXT);
	for (uint32_t i = 0; i < blocks.n; i++)
		if (!(blocks.v[i].in & (IN_SKIP | IN_HIDDEN | IN_CAPTION)))
			put_block(&out, &blocks.v[i], &heading);
	r = arena_str(a, buf_str(&out));
	buf_release(&out);
	return r;
}
