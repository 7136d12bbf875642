/* page_text.c - the text of an article, line by line, and what each piece of it
 * is. */
#include "base/buf.h"
#include "read/page.h"

static const char *const names[BLOCK_KINDS] = {
	"paragraph", "heading", "item", "cell", "quote",
};

const char *block_kind_name(enum block_kind k)
{
	kassert(k < BLOCK_KINDS);
	return names[k];
}

/* As the markup told; of plain text as its look tells. */
static enum block_kind kind_of(const struct kinds *k, const struct page_line *l)
{
	uint32_t i = 0, n = k ? k->n : 0;
	size_t at;

	if (!n || l->raw.p < k->text.p || l->raw.p >= k->text.p + k->text.n)
		return l->bullet	    ? BLOCK_ITEM
		       : l->gap && !l->ends ? BLOCK_HEADING
					    : BLOCK_PARAGRAPH;
	at = (size_t)(l->raw.p - k->text.p);
	while (i < n) { /* behind the last that begins at or before it */
		uint32_t mid = i + (n - i) / 2;

		if (k->v[mid].at <= at)
			i = mid + 1;
		else
			n = mid;
	}
	return i ? k->v[i - 1].kind : BLOCK_PARAGRAPH;
}

void page_text_begin(struct page_text *t)
{
	buf_init(&t->text, LIMIT_TEXT);
}

void page_text_line(struct page_text *t, const struct page_line *l, bool gap)
{
	struct buf *out = &t->text;
	bool more = out->n && l->glued;

	if (more)
		buf_byte(out, ' ');
	else if (out->n)
		buf_z(out, gap ? "\n\n" : "\n");
	if (!more || !t->blocks.n)
		*vec_add(t->arena, &t->blocks) =
			(struct text_block){ .from = out->n,
					     .kind = kind_of(t->kinds, l) };
	buf_add(out, l->raw);
	t->blocks.v[t->blocks.n - 1].to = out->n;
}

void page_text_end(struct page_text *t, struct article *x)
{
	struct buf list;

	x->text = arena_str(t->arena, buf_str(&t->text));
	buf_release(&t->text);
	buf_init(&list, LIMIT_TEXT);
	for (uint32_t i = 0; i < t->blocks.n; i++) {
		const struct text_block *b = &t->blocks.v[i];

		if (b->to <= x->text.n)
			buf_printf(&list, "%s%zu-%zu %s", i ? "\n" : "",
				   b->from, b->to, names[b->kind]);
	}
	x->blocks = arena_str(t->arena, buf_str(&list));
	buf_release(&list);
}
