/* html_pick.c - which blocks of a page are its story.
 *
 * Each block of running text gives its size to the elements around it, less
 * to those farther out; the element with the most is where the story stands
 * (as Readability does it). Of what stands there, links, captions and side
 * matter are left out. */
#include "read/html_block.h"
#include "text/line.h"

#define NEVER                                                                  \
	(IN_NAV | IN_FOOTER | IN_ASIDE | IN_FORM | IN_BUTTON | IN_HIDDEN |     \
	 IN_CAPTION | IN_FIGURE | IN_DIALOG)
#define PARENTS 4

static bool running(const struct html_block *b)
{
	return b->text.n >= 60 && b->link_bytes * 2 < b->text.n &&
	       !(b->in & NEVER);
}

/* The element whose text is the story, or 0. */
static uint32_t story_root(const struct html_blocks *b)
{
	double *score = arena_many(b->arena, double, b->tree->nodes.n);
	uint32_t best = 0;

	for (uint32_t i = 0; i < b->n; i++) {
		double share = (double)b->v[i].text.n;
		uint32_t at = b->v[i].node;

		if (!running(&b->v[i]))
			continue;
		for (int k = 0; k < PARENTS && at; k++) {
			score[at] += share;
			if (score[at] > score[best])
				best = at;
			share *= .75;
			at = b->tree->nodes.v[at].parent;
		}
	}
	return best;
}

void html_pick(struct html_blocks *b)
{
	uint32_t root = story_root(b);
	uint32_t end = b->tree->nodes.v[root].end;

	for (uint32_t i = 0; i < b->n; i++) {
		struct html_block *x = &b->v[i];

		/* an article's own header may hold its summary */
		x->kept = x->node >= root && x->node < end &&
			  ((x->in & IN_ARTICLE) || !(x->in & IN_HEADER)) &&
			  !(x->in & NEVER) &&
			  !((x->in & IN_HEADING) &&
			    b->tree->nodes.v[x->node].tag == HTML_h1) &&
			  x->link_bytes * 10 <= x->text.n * 6;
	}
	/* a heading without text below it leads to links */
	for (uint32_t i = b->n; i > 0; i--) {
		struct html_block *x = &b->v[i - 1];

		if (!x->kept || !(x->in & IN_HEADING))
			continue;
		x->kept = i < b->n && b->v[i].kept;
	}
}
