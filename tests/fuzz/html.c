/* html.c - a page to its tree, blocks, head and story. */
#include "base/utf8.h"
#include "fuzz.h"
#include "read/html_feature.h"
#include "read/source.h"

static void check_tree(const struct html_tree *t)
{
	for (uint32_t i = 1; i < t->nodes.n; i++) {
		const struct html_node *n = &t->nodes.v[i];

		kassert(n->parent < i && n->end > i && n->end <= t->nodes.n);
		kassert(n->from <= n->to && n->to <= t->source.n);
		kassert(n->n_attrs == 0 || n->attrs + n->n_attrs <= t->attrs.n);
	}
}

/* Pages that are no UTF-8 are turned into it before: see charset.c. */
static bool well_formed(str in)
{
	return utf8_valid_to(in) == in.n &&
	       (!in.n || !memchr(in.p, '\0', in.n));
}

void fuzz_one(struct arena *a, str in)
{
	static const struct cues *cues;
	struct diags diags = { .arena = a };
	struct html_pages pages = { 0 };
	struct html_tree tree;

	html_charset(in);
	if (!cues)
		cues = cues_in(fuzz_perm(), fuzz_packs());
	if (!well_formed(in))
		return;
	html_parse(a, in, &tree, &diags);
	check_tree(&tree);
	html_read(a, cues, in, &pages, &diags);
	for (uint32_t i = 0; i < pages.n; i++) {
		const struct page_hints *h = &pages.v[i].hints;

		fuzz_check_text(pages.v[i].text);
		fuzz_check_text(h->title);
		fuzz_check_text(h->publisher);
		fuzz_check_text(h->url);
		fuzz_check_text(h->published);
		fuzz_check_text(h->authors);
		fuzz_check_text(h->captions);
	}
}
