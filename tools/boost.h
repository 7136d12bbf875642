/* boost.h - gradient boosted trees for two classes, from binned features. */
#ifndef KEII_TOOLS_BOOST_H
#define KEII_TOOLS_BOOST_H

#include <stdint.h>
#include <stdio.h>

#include "read/html_model.h"

struct boost_data {
	uint32_t n, features;	 /* rows; columns used, from 0 */
	const float **x;	 /* per row, all its features */
	const float *y, *weight; /* label 0 … 1; 0: not learnt from */
	const uint32_t *page;	 /* rows of one page are drawn together */
	const bool *skip;	 /* per column: not split on */
	const float *start;	 /* sums to begin with; NULL: learnt */
};

struct boost_options {
	uint32_t trees, leaves, least; /* least: rows in a leaf */
	uint32_t models; /* averaged: grown from other draws; 0: one */
	float rate, lambda, rows, columns; /* shares drawn for each tree */
	uint64_t seed;
};

struct boost_tree {
	struct tree_node *nodes;
	uint32_t n;
};

struct boost_model {
	struct boost_tree *trees;
	uint32_t n;
};

/* From the rows with use[i]; everything from malloc. */
void boost_train(const struct boost_data *d, const bool *use,
		 const struct boost_options *o, struct boost_model *out);
float boost_sum(const struct boost_model *m, const float *x);
void boost_release(struct boost_model *m);

#endif
