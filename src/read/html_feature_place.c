/* html_feature_place.c - where a block stands, as numbers: the elements around
 * it, the words of their classes, the blocks that look like it. */
#include <math.h>

#include "base/map.h"
#include "read/html_feature.h"

/* Text inside an element, all levels. */
struct inside {
	float bytes, link, run;
	uint32_t blocks;
};

struct likes {
	float bytes, link, ends, run;
	uint32_t n;
};

struct place {
	struct arena *arena;
	const struct html_blocks *b;
	const struct html_node *nodes;
	struct block_sum *sums;
	const struct cues *cues;
	struct inside *inside; /* per node */
	uint32_t *words; /* per node: groups of its class and id; from memory */
	struct map classes; /* attribute value -> groups + 1 */
	struct map likes;   /* by hash, kept as 8 bytes of key */
	uint32_t root;
	int first_run, last_run; /* blocks inside the root */
	float all;
};

/* ---- sums over elements */

static void sum_up(struct place *p)
{
	for (uint32_t i = 0; i < p->b->n; i++) {
		const struct block_sum *s = &p->sums[i];
		uint32_t at = p->b->v[i].node;

		for (;;) {
			struct inside *in = &p->inside[at];

			in->bytes += s->bytes;
			in->link += s->link;
			in->run += s->run;
			in->blocks++;
			if (!at)
				break;
			at = p->nodes[at].parent;
		}
		p->all += s->run;
	}
}

/* The innermost element that holds most of what running text its parents
 * hold: goes down from the document while one child has seven tenths. */
static uint32_t find_root(const struct place *p)
{
	uint32_t best = 0;
	float most = 0, *score;

	score = arena_many(p->arena, float, p->b->tree->nodes.n);
	for (uint32_t i = 0; i < p->b->n; i++) {
		float part = p->sums[i].run;
		uint32_t at = p->b->v[i].node;

		if (part <= 0 || (p->b->v[i].in & (IN_FOOTER | IN_HIDDEN)))
			continue;
		for (int k = 0; k < 5 && at; k++) {
			score[at] += part;
			if (score[at] > most) {
				most = score[at];
				best = at;
			}
			part *= .8f;
			at = p->nodes[at].parent;
		}
	}
	return best;
}

static bool within(const struct place *p, uint32_t node, uint32_t root)
{
	return node >= root && node < p->nodes[root].end;
}

static void find_runs(struct place *p)
{
	p->first_run = -1;
	p->last_run = -1;
	for (uint32_t i = 0; i < p->b->n; i++) {
		if (p->sums[i].run <= 0 || !within(p, p->b->v[i].node, p->root))
			continue;
		if (p->first_run < 0)
			p->first_run = (int)i;
		p->last_run = (int)i;
	}
}

/* ---- words of class and id */

static uint32_t groups_of_value(struct place *p, str value)
{
	uint64_t *known;

	if (!value.n || value.n > 400)
		return 0;
	known = map_put(&p->classes, value);
	if (!*known)
		*known = (uint64_t)cues_class(p->cues, value) + 1;
	return (uint32_t)(*known - 1);
}

static uint32_t words_of(struct place *p, uint32_t node)
{
	static const enum html_attr_name from[] = {
		HTML_ATTR_CLASS,	  HTML_ATTR_ID,
		HTML_ATTR_DATA_COMPONENT, HTML_ATTR_DATA_TESTID,
		HTML_ATTR_ARIA_LABEL,	  HTML_ATTR_ITEMPROP,
	};
	const struct html_node *n = &p->nodes[node];
	uint32_t *known = &p->words[node];

	if (*known)
		return *known & ~(1u << 31);
	*known = 1u << 31;
	for (size_t i = 0; i < COUNT(from) && n->n_attrs; i++)
		*known |= groups_of_value(p,
					  html_attr_of(p->b->tree, n, from[i]));
	return *known & ~(1u << 31);
}

static void word_features(struct place *p, const struct html_block *x, float *f)
{
	/* the inline element may have the class: <div><span class=…> */
	uint32_t at = p->nodes[x->first].parent, seen = 0;
	int up = 0;

	for (unsigned g = 0; g < WORD_GROUPS; g++)
		f[F_w_body + g] = WORD_FAR;
	while (at && up < WORD_FAR) {
		uint32_t new = words_of(p, at) & ~seen;

		for (unsigned g = 0; new &&g < WORD_GROUPS; g++)
			if (new &(1u << g))
				f[F_w_body + g] = (float)up;
		seen |= new;
		up += at <= x->node;
		at = p->nodes[at].parent;
	}
}

/* ---- blocks that look alike */

static uint64_t look(const struct place *p, uint32_t node, uint64_t h)
{
	const struct html_node *n = &p->nodes[node];
	str class = html_attr_of(p->b->tree, n, HTML_ATTR_CLASS);

	h = (h ^ n->tag) * 0x100000001b3u;
	return (h ^ str_hash(class)) * 0x100000001b3u;
}

static struct likes *likes_find(struct place *p, const uint64_t *hash)
{
	str key = { (const char *)hash, sizeof(*hash) };
	uint64_t *slot = map_put(&p->likes, key);

	if (!*slot)
		*slot = (uint64_t)(uintptr_t)arena_one(p->arena, struct likes);
	return (struct likes *)(uintptr_t)*slot;
}

static void add_like(struct place *p, const uint64_t *hash,
		     const struct block_sum *s)
{
	struct likes *l = likes_find(p, hash);

	l->n++;
	l->bytes += s->bytes;
	l->link += s->link;
	l->ends += s->ends == 2;
	l->run += s->run;
}

static void sum_likes(struct place *p)
{
	for (uint32_t i = 0; i < p->b->n; i++) {
		struct block_sum *s = &p->sums[i];
		uint32_t node = p->b->v[i].node;

		s->like = look(p, node, 14695981039346656037u);
		s->like2 = look(p, p->nodes[node].parent, s->like);
		add_like(p, &s->like, s);
		add_like(p, &s->like2, s);
	}
}

static void like_features(struct place *p, const struct block_sum *s, float *f)
{
	const struct likes *l = likes_find(p, &s->like);
	const struct likes *l2 = likes_find(p, &s->like2);
	float n = (float)l->n, n2 = (float)l2->n;

	f[F_like_n] = n;
	f[F_like_bytes] = log2f(l->bytes / n + 1);
	f[F_like_link] = l->link / (l->bytes + 1);
	f[F_like_ends] = l->ends / n;
	f[F_like_share] = l->run / (p->all + 1);
	f[F_like2_n] = n2;
	f[F_like2_bytes] = log2f(l2->bytes / n2 + 1);
	f[F_like2_ends] = l2->ends / n2;
}

/* ---- features */

/* The nearest element above `at` with more text than `least`; *up counts. */
static uint32_t wider(const struct place *p, uint32_t at, float least, int *up)
{
	while (at && p->inside[at].bytes <= least) {
		at = p->nodes[at].parent;
		++*up;
	}
	return at;
}

static void around(const struct place *p, uint32_t node, int up, float *f)
{
	const struct inside *in = &p->inside[node];

	f[0] = in->run / (p->all + 1);
	f[1] = in->link / (in->bytes + 1);
	f[2] = (float)in->blocks;
	f[3] = log2f(in->run + 1);
	f[4] = (float)up;
}

static void element_features(struct place *p, uint32_t i, float *f)
{
	const struct html_block *x = &p->b->v[i];
	int up = 0;
	uint32_t at = wider(p, x->node, p->sums[i].bytes, &up);

	around(p, at, up, f + F_p_share);
	at = wider(p, at, p->inside[at].bytes, &up);
	around(p, at, up, f + F_g_share);
	f[F_root_up] = -1;
	if (within(p, x->node, p->root)) {
		f[F_root_up] = 0;
		for (at = x->node; at > p->root; at = p->nodes[at].parent)
			f[F_root_up]++;
	}
	f[F_root_share] = p->inside[p->root].run / (p->all + 1);
	f[F_root_link] =
		p->inside[p->root].link / (p->inside[p->root].bytes + 1);
	f[F_root_before] = (float)((int)i - p->first_run);
	f[F_root_after] = (float)(p->last_run - (int)i);
}

static void flag_features(const struct place *p, const struct html_block *x,
			  float *f)
{
	static const struct {
		unsigned feature;
		uint32_t in;
	} flags[] = {
		{ F_in_hidden, IN_HIDDEN },   { F_in_nav, IN_NAV },
		{ F_in_aside, IN_ASIDE },     { F_in_footer, IN_FOOTER },
		{ F_in_header, IN_HEADER },   { F_in_form, IN_FORM },
		{ F_in_button, IN_BUTTON },   { F_in_figure, IN_FIGURE },
		{ F_in_caption, IN_CAPTION }, { F_in_article, IN_ARTICLE },
		{ F_in_main, IN_MAIN },	      { F_in_table, IN_TABLE },
		{ F_in_quote, IN_QUOTE },     { F_in_body, IN_BODY_PROP },
		{ F_in_dialog, IN_DIALOG },
	};
	unsigned tag = p->nodes[x->node].tag;

	for (size_t k = 0; k < COUNT(flags); k++)
		f[flags[k].feature] = (x->in & flags[k].in) != 0;
	f[F_tag] = (float)tag;
	f[F_level] = tag >= HTML_h1 && tag <= HTML_h6
			     ? (float)(tag - HTML_h1 + 1)
		     : (x->in & IN_HEADING) != 0 ? 7
						 : 0;
	f[F_depth] = (float)p->nodes[x->node].depth;
	f[F_lists] = (float)x->depth;
	f[F_item] = x->item;
}

void block_place_features(struct arena *a, const struct html_blocks *b,
			  struct block_sum *sums, const struct cues *c,
			  float *f)
{
	struct place p = { .arena = a,
			   .b = b,
			   .nodes = b->tree->nodes.v,
			   .sums = sums,
			   .cues = c };

	p.inside = arena_many(a, struct inside, b->tree->nodes.n);
	p.words = arena_many(a, uint32_t, b->tree->nodes.n);
	map_init(&p.classes, a);
	map_init(&p.likes, a);
	sum_up(&p);
	sum_likes(&p);
	p.root = find_root(&p);
	find_runs(&p);
	for (uint32_t i = 0; i < b->n; i++, f += FEATURE_COUNT) {
		flag_features(&p, &b->v[i], f);
		word_features(&p, &b->v[i], f);
		element_features(&p, i, f);
		like_features(&p, &sums[i], f);
	}
}
