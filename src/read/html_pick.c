/* html_pick.c - which blocks of a page are its story.
 *
 * Each block of running text gives its size to the elements around it, less
 * to those farther out; the element with the most is where the story stands
 * (as Readability does it). Of what stands there, links, captions and side
 * matter are left out. */
#include "base/map.h"
#include "read/html_model.h"

#define NEVER                                                                  \
	(IN_NAV | IN_FOOTER | IN_ASIDE | IN_FORM | IN_BUTTON | IN_HIDDEN |     \
	 IN_CAPTION | IN_FIGURE | IN_DIALOG)
#define PARENTS 4
#define FEW 12		/* blocks; no page so bare was learnt from */
#define STORY_BYTES 200 /* so much is a story */
#define NOTICE_UP 3	/* elements up to the one so named */
#define TWIN_BYTES 60	/* less may be said twice */
#define DOUBT 2		/* so many times less is doubtful */

static void decide(struct html_block *x, bool kept, const char *why)
{
	if (x->kept == kept)
		return;
	x->kept = kept;
	x->why = why;
}

/* Question of consent, notice laid over the page. */
static bool is_notice(const struct html_view *v, uint32_t i)
{
	return v->features[(size_t)i * FEATURE_COUNT + F_w_notice] <= NOTICE_UP;
}

static bool running(const struct html_view *v, uint32_t i)
{
	const struct html_block *b = &v->blocks.v[i];

	return b->text.n >= 60 && b->link_bytes * 2 < b->text.n &&
	       !(b->in & NEVER) && !is_notice(v, i);
}

/* The element whose text is the story, or 0. */
static uint32_t story_root(const struct html_view *v)
{
	const struct html_blocks *b = &v->blocks;
	double *score = arena_many(b->arena, double, b->tree->nodes.n);
	uint32_t best = 0;

	for (uint32_t i = 0; i < b->n; i++) {
		double share = (double)b->v[i].text.n;
		uint32_t at = b->v[i].node;

		if (!running(v, i))
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

/* Without a model. */
static void pick_by_root(struct html_view *v)
{
	struct html_blocks *b = &v->blocks;
	uint32_t root = story_root(v);
	uint32_t end = b->tree->nodes.v[root].end;

	for (uint32_t i = 0; i < b->n; i++) {
		struct html_block *x = &b->v[i];

		/* an article's own header may hold its summary */
		x->kept = x->node >= root && x->node < end &&
			  ((x->in & IN_ARTICLE) || !(x->in & IN_HEADER)) &&
			  !(x->in & NEVER) && !is_notice(v, i) &&
			  b->tree->nodes.v[x->node].tag != HTML_h1 &&
			  x->link_bytes * 10 <= x->text.n * 6;
		x->why = x->kept ? "stands where the running text is"
				 : "stands elsewhere";
	}
}

static void pick_by_model(struct html_view *v, const struct block_model *m)
{
	struct arena *a = v->blocks.arena;
	float *first = arena_many(a, float, v->blocks.n + 1), *f = v->features;
	float *sum = arena_many(a, float, v->blocks.n + 1);

	for (uint32_t i = 0; i < v->blocks.n; i++, f += FEATURE_COUNT) {
		sum[i] = block_model_sum(m, 0, f);
		first[i] = logistic(sum[i]);
	}
	if (block_model_trees(m, 1))
		html_second_features(a, v, first);
	f = v->features;
	for (uint32_t i = 0; i < v->blocks.n; i++, f += FEATURE_COUNT) {
		struct html_block *x = &v->blocks.v[i];

		x->score = logistic(sum[i] + block_model_sum(m, 1, f));
		x->kept = x->score >= .5f;
	}
}

static size_t kept_bytes(const struct html_blocks *b)
{
	size_t n = 0;

	for (uint32_t i = 0; i < b->n; i++)
		n += b->v[i].kept ? b->v[i].text.n : 0;
	return n;
}

/* The model saw few sites of some kinds and languages: where it keeps far less
 * than stands where the running text is, it is not believed. */
static void pick_by_both(struct html_view *v, const struct block_model *m)
{
	struct html_blocks *b = &v->blocks;
	size_t by_root;

	pick_by_root(v);
	by_root = kept_bytes(b);
	pick_by_model(v, m);
	if (kept_bytes(b) * DOUBT < by_root)
		pick_by_root(v);
	else
		for (uint32_t i = 0; i < b->n; i++)
			b->v[i].why = NULL;
}

/* The outermost list or table around a block inside its part of the page; 0:
 * none. */
static uint32_t group_of(const struct html_blocks *b, uint32_t i)
{
	const struct html_node *nodes = b->tree->nodes.v;
	uint32_t found = 0;

	for (uint32_t at = b->v[i].node; at; at = nodes[at].parent) {
		unsigned tag = nodes[at].tag;

		if (tag == HTML_ul || tag == HTML_ol || tag == HTML_dl ||
		    tag == HTML_table)
			found = at;
		if (tag == HTML_article || tag == HTML_main ||
		    tag == HTML_section)
			break;
	}
	return found;
}

/* Whether block k stands in `parent`, at most two elements deeper. */
static bool stands_in(const struct html_blocks *b, uint32_t k, uint32_t parent)
{
	uint32_t at = b->v[k].node;

	for (int up = 0; at && at != parent && up < 3; up++)
		at = b->tree->nodes.v[at].parent;
	return at == parent;
}

static bool is_side_matter(const struct html_blocks *b, uint32_t from,
			   uint32_t to)
{
	size_t bytes = 0, link = 0;

	for (uint32_t i = from; i < to; i++) {
		if (b->v[i].in & NEVER)
			return true;
		bytes += b->v[i].text.n;
		link += b->v[i].link_bytes;
	}
	return link * 2 > bytes;
}

/* A list or a table between two kept blocks beside it is part of the story,
 * whole: its short cells by themselves look like furniture. */
static void fill_groups(struct html_blocks *b)
{
	const struct html_node *nodes = b->tree->nodes.v;
	uint32_t end;

	for (uint32_t i = 0; i < b->n; i = end) {
		uint32_t group = group_of(b, i), parent;

		end = i + 1;
		if (!group)
			continue;
		while (end < b->n && b->v[end].node < nodes[group].end)
			end++;
		parent = nodes[group].parent;
		if (!i || end == b->n || !b->v[i - 1].kept || !b->v[end].kept ||
		    !stands_in(b, i - 1, parent) ||
		    !stands_in(b, end, parent) || is_side_matter(b, i, end))
			continue;
		for (uint32_t k = i; k < end; k++)
			decide(&b->v[k], true,
			       "a list or table within the story");
	}
}

/* What readers wrote below the story; where the story itself stands in such a
 * part (a forum's page, a careless name) it is left alone. */
static void drop_comments(struct html_view *v)
{
	struct html_blocks *b = &v->blocks;
	const float *f = v->features;
	size_t story = 0;

	for (uint32_t i = 0; i < b->n; i++, f += FEATURE_COUNT) {
		struct html_block *x = &b->v[i];

		if (!x->kept)
			continue;
		if (f[F_w_comment] >= WORD_FAR)
			story += v->sums[i].run > 0 ? x->text.n : 0;
		else if (story >= STORY_BYTES)
			decide(x, false, "a reader's comment");
	}
}

/* Notices, where the story stands elsewhere: careless names are on whole
 * pages. */
static void drop_notices(struct html_view *v)
{
	struct html_blocks *b = &v->blocks;
	size_t story = 0, notice = 0;

	for (uint32_t i = 0; i < b->n; i++)
		if (b->v[i].kept)
			*(is_notice(v, i) ? &notice : &story) += b->v[i].text.n;
	if (story < STORY_BYTES || story < notice)
		return;
	for (uint32_t i = 0; i < b->n; i++)
		if (is_notice(v, i))
			decide(&b->v[i], false, "a notice over the page");
}

/* Several texts in a row that stand above already: boxes between paragraphs,
 * the same story once more for small screens. One alone is a quotation pulled
 * out. */
static void drop_twins(struct html_view *v)
{
	struct html_blocks *b = &v->blocks;
	bool *twin = arena_many(b->arena, bool, b->n + 2);
	uint32_t last = UINT32_MAX; /* the kept block before */
	struct map seen;

	map_init(&seen, b->arena);
	for (uint32_t i = 0; i < b->n; i++) {
		const struct html_block *x = &b->v[i];

		if (!x->kept)
			continue;
		twin[i] =
			x->text.n >= TWIN_BYTES && (*map_put(&seen, x->text))++;
		if (twin[i] && last != UINT32_MAX && twin[last])
			decide(&b->v[i], false, "stands above already");
		last = i;
	}
	for (uint32_t i = 0; i + 1 < b->n; i++)
		if (twin[i] && b->v[i].kept) { /* the first of its row */
			uint32_t k = i + 1;

			while (k < b->n && !b->v[k].kept && !twin[k])
				k++;
			if (k < b->n && twin[k] && !b->v[k].kept)
				decide(&b->v[i], false, "stands above already");
		}
}

void html_pick(struct html_view *v, const struct cues *c)
{
	struct html_blocks *b = &v->blocks;

	if (c->model && b->n >= FEW)
		pick_by_both(v, c->model);
	else
		pick_by_root(v);
	fill_groups(b);
	drop_comments(v);
	drop_notices(v);
	drop_twins(v);
	/* a heading without text below it leads to links */
	for (uint32_t i = b->n; i > 0; i--) {
		struct html_block *x = &b->v[i - 1];

		if ((x->in & IN_HEADING) && !(i < b->n && b->v[i].kept))
			decide(x, false, "a heading without text below");
	}
}
