/* html_model.c - boosted trees for blocks; see html_model.h.
 *
 * A row of the table "block-trees" is one tree: its stage, and its nodes with
 * the yes-branch first: "bytes<6.5 =-0.2 link_share<.3 =0.4 =-0.1". All trees
 * of a stage are summed; the logistic of the sum is how sure it is. */
#include "read/html_model.h"

#include <math.h>

#define TREE_NODES 1000u

struct block_model {
	struct {
		VEC_OF(const struct tree_node *);
	} trees[STAGES];
};

float logistic(float x)
{
	return 1 / (1 + expf(-x));
}

/* A decimal number, whatever the locale; false when it is none. */
static bool number(str s, float *out)
{
	bool minus = s.n && s.p[0] == '-';
	double v = 0, scale = 0;
	size_t digits = 0;

	for (size_t i = minus; i < s.n; i++) {
		char c = s.p[i];

		if (c == '.' && scale == 0) {
			scale = 1;
			continue;
		}
		if (c < '0' || c > '9' || ++digits > 17)
			return false;
		v = v * 10 + (c - '0');
		scale *= 10;
	}
	if (scale > 0)
		v /= scale;
	*out = (float)(minus ? -v : v);
	return digits > 0;
}

struct tree_reader {
	struct arena *arena;
	str rest;
	struct tree_node *nodes;
	uint32_t n, room;
};

static uint32_t count_nodes(str s)
{
	uint32_t n = 1;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == ' ';
	return n < TREE_NODES ? n : TREE_NODES;
}

/* One node with all below it. */
static bool read_node(struct tree_reader *r, unsigned depth)
{
	struct tree_node *node = r->nodes + r->n;
	str token = str_token(&r->rest, ' ');
	size_t less = str_find(token, STR("<"), 0);
	int feature;

	if (r->n >= r->room || depth > 64 || token.n < 2)
		return false;
	r->n++;
	if (token.p[0] == '=') {
		node->feature = UINT16_MAX;
		return number(str_cut(token, 1, token.n), &node->at);
	}
	if (less == SIZE_MAX)
		return false;
	feature = feature_by_name(str_cut(token, 0, less));
	node->feature = (uint16_t)feature;
	if (feature < 0 ||
	    !number(str_cut(token, less + 1, token.n), &node->at) ||
	    !read_node(r, depth + 1))
		return false;
	node->no = (uint16_t)r->n;
	return read_node(r, depth + 1);
}

const struct block_model *block_model_in(struct arena *a, const struct packs *p)
{
	const struct table *t = packs_table(p, "", "block-trees");
	int stage = table_column(t, "stage"), tree = table_column(t, "tree");
	struct block_model *m = arena_one(a, struct block_model);

	for (uint32_t i = 0; i < t->n; i++) {
		struct tree_reader r = { .arena = a };
		long s = str_to_long(table_cell(t, i, stage));

		r.rest = table_cell(t, i, tree);
		r.room = count_nodes(r.rest);
		r.nodes = arena_many(a, struct tree_node, r.room);
		if (s < 1 || s > STAGES || !read_node(&r, 0))
			return NULL;
		*vec_add(a, &m->trees[s - 1]) = r.nodes;
	}
	return m->trees[0].n ? m : NULL;
}

uint32_t block_model_trees(const struct block_model *m, unsigned stage)
{
	return m->trees[stage].n;
}

float block_model_sum(const struct block_model *m, unsigned stage,
		      const float *f)
{
	float sum = 0;

	for (uint32_t i = 0; i < m->trees[stage].n; i++) {
		const struct tree_node *tree = m->trees[stage].v[i];
		const struct tree_node *node = tree;

		while (node->feature != UINT16_MAX)
			node = f[node->feature] < node->at ? node + 1
							   : tree + node->no;
		sum += node->at;
	}
	return sum;
}

/* ---- the second stage's features */

struct means {
	float sum, weight;
};

struct second {
	struct html_view *v;
	const float *first;
	struct means *inside;	 /* per node */
	struct map likes, twins; /* hash -> index into means */
	struct {
		VEC_OF(struct means);
	} means;
	float story, text; /* of the page */
};

static float *row(const struct second *s, uint32_t i)
{
	return s->v->features + (size_t)i * FEATURE_COUNT;
}

static float mean(struct means m, float none)
{
	return m.weight > 0 ? m.sum / m.weight : none;
}

static struct means *group(struct second *s, struct arena *a, struct map *map,
			   const uint64_t *hash)
{
	uint64_t *slot = map_put(map, (str){ (const char *)hash, 8 });

	if (!*slot) {
		vec_add(a, &s->means);
		*slot = s->means.n;
	}
	return &s->means.v[*slot - 1];
}

static void add_mean(struct means *m, float p, float weight)
{
	m->sum += p * weight;
	m->weight += weight;
}

static void sum_all(struct second *s, struct arena *a)
{
	const struct html_node *nodes = s->v->tree.nodes.v;

	for (uint32_t i = 0; i < s->v->blocks.n; i++) {
		const struct html_block *x = &s->v->blocks.v[i];
		const struct block_sum *sum = &s->v->sums[i];
		float p = s->first[i], w = (float)x->text.n;
		struct means *twin;

		for (uint32_t at = x->node;; at = nodes[at].parent) {
			add_mean(&s->inside[at], p, w);
			if (!at)
				break;
		}
		add_mean(group(s, a, &s->likes, &sum->like), p, w);
		add_mean(group(s, a, &s->likes, &sum->like2), p, w);
		twin = group(s, a, &s->twins, &sum->text);
		if (p > twin->sum)
			*twin = (struct means){ p, 1 };
		s->story += p * w;
		s->text += w;
	}
}

static float at(const struct second *s, uint32_t i, int by)
{
	int64_t k = (int64_t)i + by;

	return k < 0 || k >= s->v->blocks.n ? -1 : s->first[k];
}

static float window(const struct second *s, uint32_t i, int from, int to)
{
	struct means m = { 0 };

	for (int by = from; by <= to; by++) {
		int64_t k = (int64_t)i + by;

		if (k >= 0 && k < s->v->blocks.n)
			add_mean(&m, s->first[k],
				 (float)s->v->blocks.v[k].text.n);
	}
	return mean(m, -1);
}

/* The element above node that holds more text, as for p_share. */
static uint32_t wider(const struct second *s, uint32_t node, float least)
{
	while (node && s->inside[node].weight <= least)
		node = s->v->tree.nodes.v[node].parent;
	return node;
}

static void features(struct second *s, struct arena *a, uint32_t i, float above)
{
	const struct html_block *x = &s->v->blocks.v[i];
	const struct block_sum *sum = &s->v->sums[i];
	float *f = row(s, i);
	uint32_t node;

	f[F_s_own] = s->first[i];
	for (int k = 0; k < 3; k++) {
		f[F_s_b3 + k] = at(s, i, k - 3);
		f[F_s_a1 + k] = at(s, i, k + 1);
	}
	f[F_s_b8] = window(s, i, -8, -1);
	f[F_s_a8] = window(s, i, 1, 8);
	node = wider(s, x->node, (float)x->text.n);
	f[F_s_parent] = mean(s->inside[node], 0);
	node = wider(s, node, s->inside[node].weight);
	f[F_s_grand] = mean(s->inside[node], 0);
	f[F_s_like] = mean(*group(s, a, &s->likes, &sum->like), 0);
	f[F_s_like2] = mean(*group(s, a, &s->likes, &sum->like2), 0);
	f[F_s_above] = above / (s->story + 1);
	f[F_s_page] = s->story / (s->text + 1);
	f[F_s_twin] = group(s, a, &s->twins, &sum->text)->sum;
}

void html_second_features(struct arena *a, struct html_view *v,
			  const float *first)
{
	struct second s = { .v = v, .first = first };
	float above = 0;

	s.inside = arena_many(a, struct means, v->tree.nodes.n);
	map_init(&s.likes, a);
	map_init(&s.twins, a);
	sum_all(&s, a);
	for (uint32_t i = 0; i < v->blocks.n; i++) {
		features(&s, a, i, above);
		above += first[i] * (float)v->blocks.v[i].text.n;
	}
}

/* ---- why */

static float whole_sum(const struct block_model *m, const float *f)
{
	return block_model_sum(m, 0, f) + block_model_sum(m, 1, f);
}

unsigned block_model_why(const struct block_model *m, const float *f,
			 const float *usual, struct feature_share *out,
			 unsigned n)
{
	float row[FEATURE_COUNT], all = whole_sum(m, f);
	unsigned found = 0;

	memcpy(row, f, sizeof(row));
	for (unsigned i = 0; i < FEATURE_COUNT; i++) {
		float by;
		unsigned k;

		if (f[i] == usual[i])
			continue;
		row[i] = usual[i];
		by = all - whole_sum(m, row);
		row[i] = f[i];
		if (fabsf(by) < .05f)
			continue;
		for (k = found < n ? found : n;
		     k > 0 && fabsf(out[k - 1].by) < fabsf(by); k--)
			if (k < n)
				out[k] = out[k - 1];
		if (k < n)
			out[k] = (struct feature_share){ i, by };
		found += found < n;
	}
	return found;
}
