/* boost.c - gradient boosted trees: logistic loss, histograms over quantile
 * bins, leaves split best first (as LightGBM does it). One thread, and the
 * same data and seed give the same trees. */
#include "boost.h"

#include <math.h>
#include <stdlib.h>

#define BINS 64u

struct bin {
	double g, h;
	uint32_t n;
};

struct leaf {
	uint32_t from, to; /* of rows[] */
	uint32_t node;
	double g, h;
	/* its best split */
	double gain;
	uint32_t feature, bin;
};

struct trainer {
	const struct boost_data *d;
	const struct boost_options *o;
	uint8_t *binned;      /* feature by feature */
	float (*edges)[BINS]; /* bin k of a feature: x < edges[k] */
	uint32_t *n_edges;
	float *sum, *g, *h;
	uint32_t *rows, n_rows, *spare;
	uint8_t *columns;
	uint64_t random;
	struct tree_node *nodes;
	uint32_t n_nodes;
	/* children of nodes, before they are put in order */
	uint32_t (*children)[2];
};

static double draw(struct trainer *t)
{
	t->random ^= t->random << 13;
	t->random ^= t->random >> 7;
	t->random ^= t->random << 17;
	return (double)(t->random >> 11) / 9007199254740992.0;
}

static int float_cmp(const void *a, const void *b)
{
	float x = *(const float *)a, y = *(const float *)b;

	return x < y ? -1 : x > y;
}

/* ---- bins */

static void find_edges(struct trainer *t, uint32_t f, const bool *use,
		       float *values)
{
	uint32_t n = 0, k = 0, distinct = 1;
	float *edges = t->edges[f];

	for (uint32_t i = 0; i < t->d->n; i++)
		if (use[i] && t->d->weight[i] > 0)
			values[n++] = t->d->x[i][f];
	qsort(values, n, sizeof(*values), float_cmp);
	for (uint32_t i = 1; i < n; i++)
		distinct += values[i] != values[i - 1];
	for (uint32_t i = 1, seen = 0; i < n && k < BINS - 1; i++) {
		if (values[i] == values[i - 1])
			continue;
		/* few values: each an edge; many: by quantiles */
		if (distinct <= BINS || i - seen >= n / BINS) {
			edges[k++] = (values[i] + values[i - 1]) / 2;
			seen = i;
		}
	}
	t->n_edges[f] = k;
}

static void fill_bins(struct trainer *t, uint32_t f)
{
	uint8_t *out = t->binned + (size_t)f * t->d->n;
	const float *edges = t->edges[f];

	for (uint32_t i = 0; i < t->d->n; i++) {
		float x = t->d->x[i][f];
		uint32_t low = 0, high = t->n_edges[f];

		while (low < high) {
			uint32_t mid = (low + high) / 2;

			if (x < edges[mid])
				high = mid;
			else
				low = mid + 1;
		}
		out[i] = (uint8_t)low;
	}
}

/* ---- one tree */

static double gain_of(double g, double h, double lambda)
{
	return g * g / (h + lambda);
}

static void try_feature(struct trainer *t, struct leaf *leaf, uint32_t f)
{
	struct bin bins[BINS] = { 0 };
	const uint8_t *column = t->binned + (size_t)f * t->d->n;
	double lambda = (double)t->o->lambda, g = 0, h = 0;
	uint32_t n = 0, all = leaf->to - leaf->from;

	for (uint32_t i = leaf->from; i < leaf->to; i++) {
		uint32_t r = t->rows[i];
		struct bin *b = &bins[column[r]];

		b->g += (double)t->g[r];
		b->h += (double)t->h[r];
		b->n++;
	}
	for (uint32_t k = 0; k < t->n_edges[f]; k++) {
		double gain;

		g += bins[k].g;
		h += bins[k].h;
		n += bins[k].n;
		if (n < t->o->least || all - n < t->o->least)
			continue;
		gain = gain_of(g, h, lambda) +
		       gain_of(leaf->g - g, leaf->h - h, lambda) -
		       gain_of(leaf->g, leaf->h, lambda);
		if (gain > leaf->gain) {
			leaf->gain = gain;
			leaf->feature = f;
			leaf->bin = k;
		}
	}
}

static void survey_leaf(struct trainer *t, struct leaf *leaf)
{
	leaf->g = leaf->h = 0;
	leaf->gain = 1e-6;
	leaf->feature = UINT32_MAX;
	for (uint32_t i = leaf->from; i < leaf->to; i++) {
		leaf->g += (double)t->g[t->rows[i]];
		leaf->h += (double)t->h[t->rows[i]];
	}
	if (leaf->to - leaf->from < 2 * t->o->least)
		return;
	for (uint32_t f = 0; f < t->d->features; f++)
		if (t->columns[f])
			try_feature(t, leaf, f);
}

static uint32_t new_node(struct trainer *t)
{
	t->children[t->n_nodes][0] = t->children[t->n_nodes][1] = 0;
	return t->n_nodes++;
}

/* Parts the leaf's rows; the leaf becomes the yes side, *other the no side. */
static void split(struct trainer *t, struct leaf *leaf, struct leaf *other)
{
	const uint8_t *column = t->binned + (size_t)leaf->feature * t->d->n;
	uint32_t node = leaf->node, yes = leaf->from, no = 0;

	for (uint32_t i = leaf->from; i < leaf->to; i++) {
		uint32_t r = t->rows[i];

		if (column[r] <= leaf->bin)
			t->rows[yes++] = r;
		else
			t->spare[no++] = r;
	}
	memcpy(t->rows + yes, t->spare, no * sizeof(*t->rows));
	t->nodes[node].feature = (uint16_t)leaf->feature;
	t->nodes[node].at = t->edges[leaf->feature][leaf->bin];
	*other = *leaf;
	other->from = leaf->to = yes;
	leaf->node = t->children[node][0] = new_node(t);
	other->node = t->children[node][1] = new_node(t);
	survey_leaf(t, leaf);
	survey_leaf(t, other);
}

/* Nodes from `node` down into out, the yes branch first. */
static void put_in_order(const struct trainer *t, uint32_t node,
			 struct boost_tree *out)
{
	uint32_t at = out->n++;

	out->nodes[at] = t->nodes[node];
	if (!t->children[node][0])
		return;
	put_in_order(t, t->children[node][0], out);
	out->nodes[at].no = (uint16_t)out->n;
	put_in_order(t, t->children[node][1], out);
}

static void grow(struct trainer *t, struct boost_tree *out)
{
	struct leaf *leaves = calloc(t->o->leaves, sizeof(*leaves));
	uint32_t n = 1;

	t->n_nodes = 0;
	leaves[0] = (struct leaf){ .to = t->n_rows, .node = new_node(t) };
	survey_leaf(t, &leaves[0]);
	while (n < t->o->leaves) {
		struct leaf *best = &leaves[0];

		for (uint32_t i = 1; i < n; i++)
			if (leaves[i].feature != UINT32_MAX &&
			    (best->feature == UINT32_MAX ||
			     leaves[i].gain > best->gain))
				best = &leaves[i];
		if (best->feature == UINT32_MAX)
			break;
		split(t, best, &leaves[n++]);
	}
	for (uint32_t i = 0; i < n; i++) {
		struct tree_node *node = &t->nodes[leaves[i].node];

		node->feature = UINT16_MAX;
		node->at = (float)(-leaves[i].g /
				   (leaves[i].h + (double)t->o->lambda) *
				   (double)t->o->rate);
	}
	out->nodes = calloc(t->n_nodes, sizeof(*out->nodes));
	out->n = 0;
	put_in_order(t, 0, out);
	free(leaves);
}

/* ---- all trees */

static float tree_value(const struct tree_node *tree, const float *x)
{
	const struct tree_node *node = tree;

	while (node->feature != UINT16_MAX)
		node = x[node->feature] < node->at ? node + 1 : tree + node->no;
	return node->at;
}

/* Rows and columns of the next tree; gradients of the rows. */
static void prepare(struct trainer *t, const bool *use)
{
	uint32_t page = UINT32_MAX;
	bool in = false;

	t->n_rows = 0;
	for (uint32_t i = 0; i < t->d->n; i++) {
		float p, w = t->d->weight[i];

		if (t->d->page[i] != page) {
			page = t->d->page[i];
			in = draw(t) < (double)t->o->rows;
		}
		if (!use[i] || w <= 0 || !in)
			continue;
		p = logistic(t->sum[i]);
		t->g[i] = (p - t->d->y[i]) * w;
		t->h[i] = p * (1 - p) * w;
		t->rows[t->n_rows++] = i;
	}
	for (uint32_t f = 0; f < t->d->features; f++)
		t->columns[f] = draw(t) < (double)t->o->columns &&
				!(t->d->skip && t->d->skip[f]);
}

static void set_up(struct trainer *t, const bool *use)
{
	size_t n = t->d->n;
	float *values = calloc(n, sizeof(*values));

	t->binned = calloc(n * t->d->features, 1);
	t->edges = calloc(t->d->features, sizeof(*t->edges));
	t->n_edges = calloc(t->d->features, sizeof(*t->n_edges));
	t->sum = calloc(n, sizeof(*t->sum));
	t->g = calloc(n, sizeof(*t->g));
	t->h = calloc(n, sizeof(*t->h));
	t->rows = calloc(n, sizeof(*t->rows));
	t->spare = calloc(n, sizeof(*t->spare));
	t->columns = calloc(t->d->features, 1);
	t->nodes = calloc(t->o->leaves * 2, sizeof(*t->nodes));
	t->children = calloc(t->o->leaves * 2, sizeof(*t->children));
	for (uint32_t f = 0; f < t->d->features; f++) {
		find_edges(t, f, use, values);
		fill_bins(t, f);
	}
	free(values);
}

static void tear_down(struct trainer *t)
{
	free(t->binned);
	free(t->edges);
	free(t->n_edges);
	free(t->sum);
	free(t->g);
	free(t->h);
	free(t->rows);
	free(t->spare);
	free(t->columns);
	free(t->nodes);
	free(t->children);
}

/* A tree of one leaf: how likely a row is by itself; nothing where the sums
 * begin with what is known. */
static void base_tree(struct trainer *t, const bool *use,
		      struct boost_tree *out)
{
	double yes = 1, all = 2;

	for (uint32_t i = 0; i < t->d->n; i++)
		if (use[i]) {
			yes += (double)(t->d->y[i] * t->d->weight[i]);
			all += (double)t->d->weight[i];
		}
	out->nodes = calloc(1, sizeof(*out->nodes));
	out->nodes[0].feature = UINT16_MAX;
	out->nodes[0].at = t->d->start ? 0 : (float)log(yes / (all - yes));
	out->n = 1;
	for (uint32_t i = 0; i < t->d->n; i++)
		t->sum[i] = t->d->start ? t->d->start[i] : out->nodes[0].at;
}

/* The k-th model's trees behind those of out. */
static void train_one(const struct boost_data *d, const bool *use,
		      const struct boost_options *o, uint32_t k,
		      struct boost_model *out)
{
	struct trainer t = { .d = d, .o = o };

	t.random = o->seed + (uint64_t)k * 0x9e3779b97f4a7c15U;
	set_up(&t, use);
	base_tree(&t, use, &out->trees[out->n++]);
	for (uint32_t i = 0; i < o->trees; i++) {
		struct boost_tree *tree = &out->trees[out->n++];

		prepare(&t, use);
		grow(&t, tree);
		for (uint32_t r = 0; r < d->n; r++)
			t.sum[r] += tree_value(tree->nodes, d->x[r]);
	}
	tear_down(&t);
}

void boost_train(const struct boost_data *d, const bool *use,
		 const struct boost_options *o, struct boost_model *out)
{
	uint32_t models = o->models ? o->models : 1;

	*out = (struct boost_model){
		calloc((size_t)models * (o->trees + 1), sizeof(*out->trees)), 0
	};
	for (uint32_t k = 0; k < models; k++)
		train_one(d, use, o, k, out);
	for (uint32_t i = 0; i < out->n; i++)
		for (uint32_t k = 0; k < out->trees[i].n; k++)
			if (out->trees[i].nodes[k].feature == UINT16_MAX)
				out->trees[i].nodes[k].at /= (float)models;
}

float boost_sum(const struct boost_model *m, const float *x)
{
	float sum = 0;

	for (uint32_t i = 0; i < m->n; i++)
		sum += tree_value(m->trees[i].nodes, x);
	return sum;
}

void boost_release(struct boost_model *m)
{
	for (uint32_t i = 0; i < m->n; i++)
		free(m->trees[i].nodes);
	free(m->trees);
	*m = (struct boost_model){ 0 };
}
