/* html_feature.c - blocks of a page as numbers for the model.
 *
 * Three steps: what each block is by itself, where it stands, and how it lies
 * on the page: beside which neighbours, how far from the title, how much of
 * it the head's description and JSON-LD repeat. Linear in the page. */
#include "read/html_feature.h"

#include <math.h>

#include "base/utf8.h"

#define FAR 99

static const char *const names[FEATURE_COUNT] = {
#define FEATURE(name) #name,
#include "read/html_feature.def"
#undef FEATURE
};

const char *feature_name(unsigned f)
{
	return names[f];
}

int feature_by_name(str name)
{
	for (int i = 0; i < FEATURE_COUNT; i++)
		if (str_is(name, names[i]))
			return i;
	return -1;
}

/* ---- pieces of a text, to tell how much of another it holds */

#define PIECE 6u /* letters in a piece */

struct pieces {
	uint32_t *slots; /* hashes, 0 = free */
	uint32_t size, n;
};

/* Calls for each run of PIECE letters of s; the hash of the last ones. */
struct roll {
	uint32_t last[PIECE];
	uint32_t n;
};

static uint32_t roll_in(struct roll *r, uint32_t cp)
{
	uint32_t h = 2166136261u;

	if (cp >= 'A' && cp <= 'Z')
		cp += 32;
	if (cp < 0x80 && !(cp >= 'a' && cp <= 'z') && !(cp >= '0' && cp <= '9'))
		return 0;
	if (cp >= 0x2000 && cp <= 0x303F)
		return 0;
	r->last[r->n++ % PIECE] = cp;
	if (r->n < PIECE)
		return 0;
	for (uint32_t k = 0; k < PIECE; k++)
		h = (h ^ r->last[(r->n + k) % PIECE]) * 16777619u;
	return h ? h : 1;
}

static void pieces_of(struct arena *a, str s, struct pieces *out)
{
	struct roll r = { .n = 0 };
	size_t i = 0;

	*out = (struct pieces){ .size = 64 };
	while (out->size < s.n * 2)
		out->size *= 2;
	out->slots = arena_many(a, uint32_t, out->size);
	while (i < s.n) {
		uint32_t h = roll_in(&r, utf8_next(s, &i)), at;

		if (!h)
			continue;
		for (at = h & (out->size - 1);
		     out->slots[at] && out->slots[at] != h;
		     at = (at + 1) & (out->size - 1))
			;
		out->n += !out->slots[at];
		out->slots[at] = h;
	}
}

/* Pieces of s that p holds; *all of s. */
static uint32_t shared(const struct pieces *p, str s, uint32_t *all)
{
	struct roll r = { .n = 0 };
	uint32_t hits = 0;
	size_t i = 0;

	*all = 0;
	while (i < s.n) {
		uint32_t h = roll_in(&r, utf8_next(s, &i));

		if (!h)
			continue;
		++*all;
		for (uint32_t at = h & (p->size - 1); p->slots[at];
		     at = (at + 1) & (p->size - 1))
			if (p->slots[at] == h) {
				hits++;
				break;
			}
	}
	return hits;
}

/* ---- the page */

struct page_view {
	const struct html_blocks *b;
	const struct block_sum *sums;
	float *f;
	struct pieces title, description, body;
	int h1;	   /* block of the title; -1 */
	float all; /* running text */
};

static float *row(const struct page_view *v, uint32_t i)
{
	return v->f + (size_t)i * FEATURE_COUNT;
}

static float ratio(uint32_t hits, uint32_t all)
{
	return all ? (float)hits / (float)all : 0;
}

static void likeness_features(struct page_view *v, uint32_t i)
{
	str s = v->b->v[i].text;
	float *f = row(v, i);
	uint32_t all = 0, hits;

	f[F_ld_like] = -1;
	if (v->body.n)
		f[F_ld_like] = ratio(shared(&v->body, s, &all), all);
	if (s.n < 1000) {
		hits = shared(&v->description, s, &all);
		f[F_desc_like] = ratio(hits, all);
		f[F_desc_share] = ratio(hits, v->description.n);
	}
	if (s.n < 400) {
		hits = shared(&v->title, s, &all);
		f[F_title_like] = ratio(hits, all) * ratio(hits, v->title.n);
	}
}

/* The block most like the title: an <h1> before others. */
static void find_h1(struct page_view *v)
{
	float best = .4f;

	v->h1 = -1;
	for (uint32_t i = 0; i < v->b->n; i++) {
		const float *f = row(v, i);
		float score = f[F_title_like];

		score += f[F_level] == 1 ? .5f : f[F_level] > 0 ? .1f : 0;
		if (score > best && f[F_title_like] > .25f) {
			best = score;
			v->h1 = (int)i;
		}
	}
}

static void page_features(struct page_view *v)
{
	float above = 0, below_h1 = 0, articles = 0;
	const struct html_tree *t = v->b->tree;
	uint32_t n = v->b->n;

	for (uint32_t i = 1; i < t->nodes.n; i++)
		articles += t->nodes.v[i].tag == HTML_article;
	for (uint32_t i = 0; i < n; i++) {
		float *f = row(v, i);

		f[F_place] = (float)i / (float)n;
		f[F_above] = above / (v->all + 1);
		f[F_from_h1] = v->h1 < 0	? FAR
			       : (int)i < v->h1 ? -FAR
						: (float)((int)i - v->h1);
		f[F_h1_bytes] = log2f(below_h1 + 1);
		f[F_page_blocks] = (float)n;
		f[F_page_text] = log2f(v->all + 1);
		f[F_page_articles] = articles;
		above += v->sums[i].run;
		if (v->h1 >= 0 && (int)i >= v->h1)
			below_h1 += v->sums[i].run;
	}
}

/* Same text more than once. */
static void twin_features(struct arena *a, struct page_view *v)
{
	struct map seen;

	map_init(&seen, a);
	for (uint32_t i = 0; i < v->b->n; i++) {
		str key = { (const char *)&v->sums[i].text, 8 };

		++*map_put(&seen, key);
	}
	for (uint32_t i = 0; i < v->b->n; i++) {
		str key = { (const char *)&v->sums[i].text, 8 };

		row(v, i)[F_twins] = (float)(*map_find(&seen, key) - 1);
	}
}

/* ---- neighbours */

/* Levels up from block i's element to one that holds block k's too. */
static float step(const struct page_view *v, uint32_t i, uint32_t k)
{
	const struct html_node *nodes = v->b->tree->nodes.v;
	uint32_t at = v->b->v[i].node, to = v->b->v[k].node;
	float up = 0;

	while (at && !(to >= at && to < nodes[at].end)) {
		at = nodes[at].parent;
		up++;
	}
	while (to > at) {
		to = nodes[to].parent;
		up++;
	}
	return up;
}

/* The feature of the block `by` away, or none. */
static float beside(const struct page_view *v, uint32_t i, int by, unsigned f,
		    float none)
{
	int64_t k = (int64_t)i + by;

	if (k < 0 || k >= v->b->n)
		return none;
	return row(v, (uint32_t)k)[f];
}

static void window(const struct page_view *v, uint32_t i, int from, int to,
		   float *run, float *link)
{
	float bytes = 1, links = 0, sum = 0;

	for (int by = from; by <= to; by++) {
		int64_t k = (int64_t)i + by;

		if (k < 0 || k >= v->b->n)
			continue;
		sum += v->sums[k].run;
		bytes += v->sums[k].bytes;
		links += v->sums[k].link;
	}
	*run = log2f(sum + 1);
	*link = links / bytes;
}

static void neighbour_features(const struct page_view *v, uint32_t i)
{
	float *f = row(v, i), unused;
	uint32_t n = v->b->n;

	for (int k = 0; k < 3; k++) {
		f[F_bytes_b3 + k] = beside(v, i, k - 3, F_bytes, -1);
		f[F_bytes_a1 + k] = beside(v, i, k + 1, F_bytes, -1);
	}
	for (int k = 0; k < 2; k++) {
		f[F_link_b2 + k] = beside(v, i, k - 2, F_link_share, -1);
		f[F_link_a1 + k] = beside(v, i, k + 1, F_link_share, -1);
		f[F_ends_b2 + k] = beside(v, i, k - 2, F_ends, -1);
		f[F_ends_a1 + k] = beside(v, i, k + 1, F_ends, -1);
	}
	f[F_tag_b1] = beside(v, i, -1, F_tag, -1);
	f[F_tag_a1] = beside(v, i, 1, F_tag, -1);
	f[F_level_b1] = beside(v, i, -1, F_level, -1);
	f[F_level_a1] = beside(v, i, 1, F_level, -1);
	f[F_step_b1] = i ? step(v, i, i - 1) : FAR;
	f[F_step_a1] = i + 1 < n ? step(v, i, i + 1) : FAR;
	f[F_same_b1] = i && v->sums[i - 1].like2 == v->sums[i].like2;
	f[F_same_a1] = i + 1 < n && v->sums[i + 1].like2 == v->sums[i].like2;
	window(v, i, -5, -1, &f[F_run_b5], &f[F_link_b5]);
	window(v, i, 1, 5, &f[F_run_a5], &f[F_link_a5]);
	window(v, i, -15, -1, &f[F_run_b15], &unused);
	window(v, i, 1, 15, &f[F_run_a15], &unused);
}

void html_features(struct arena *a, struct html_view *view,
		   const struct cues *c)
{
	const struct html_blocks *b = &view->blocks;
	const struct html_head *h = &view->head;
	struct page_view v = { .b = b };

	view->sums = arena_many(a, struct block_sum, b->n + 1);
	view->features =
		arena_many(a, float, (size_t)(b->n + 1) * FEATURE_COUNT);
	v.sums = view->sums;
	v.f = view->features;
	for (uint32_t i = 0; i < b->n; i++)
		block_text_features(a, &b->v[i], c, &view->sums[i], row(&v, i));
	block_place_features(a, b, view->sums, c, v.f);
	for (uint32_t i = 0; i < b->n; i++)
		v.all += v.sums[i].run;
	pieces_of(a, view->told.title, &v.title);
	pieces_of(a, str_cut(h->description, 0, 2000), &v.description);
	pieces_of(a, str_cut(h->ld.body, 0, 200000), &v.body);
	for (uint32_t i = 0; i < b->n; i++)
		likeness_features(&v, i);
	find_h1(&v);
	page_features(&v);
	twin_features(a, &v);
	for (uint32_t i = 0; i < b->n; i++)
		neighbour_features(&v, i);
}
