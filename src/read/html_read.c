/* html_read.c - an HTML page to the plain text form that pasted pages have,
 * and what its markup tells. */
#include "read/html_head.h"
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

void html_read(struct arena *a, str text, struct html_page *out,
	       struct diags *diags)
{
	struct html_tree tree;
	struct html_blocks blocks;
	struct html_head head;
	struct buf story;
	bool heading = false;

	html_parse(a, text, &tree, diags);
	html_blocks(a, &tree, &blocks, diags);
	html_head(a, &blocks, &head, diags);
	html_pick(&blocks);
	buf_init(&story, LIMIT_TEXT);
	for (uint32_t i = 0; i < blocks.n; i++)
		if (blocks.v[i].kept)
			put_block(&story, &blocks.v[i], &heading);
	*out = (struct html_page){
		.text = arena_str(a, buf_str(&story)),
		.title = html_title(a, &head),
		.publisher = html_publisher(a, &head),
		.url = head.canonical.n ? head.canonical : head.og_url,
		.lang = head.lang,
	};
	out->published = html_published(a, &head, &out->published_basis);
	buf_release(&story);
}
