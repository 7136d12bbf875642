/* html_model.h - the trained model that tells story from furniture: boosted
 * trees in two stages, from packs' table "block-trees". Inside read/ only. */
#ifndef KEII_READ_HTML_MODEL_H
#define KEII_READ_HTML_MODEL_H

#include "read/html_feature.h"

#define STAGES 2

struct tree_node {
	float at;	  /* of a leaf: its value */
	uint16_t feature; /* UINT16_MAX: a leaf */
	uint16_t no;	  /* where to go if not value < at; yes: the next */
};

/* NULL when the packs hold no trees, or one that can't be read. */
const struct block_model *block_model_in(struct arena *a,
					 const struct packs *p);
/* Sum of a stage's trees for one block. */
float block_model_sum(const struct block_model *m, unsigned stage,
		      const float *f);
/* Of the features those that moved the block's sum farthest, the farthest
 * first: by how much it would be less were the feature as in `usual`. At most
 * n; returns how many. */
struct feature_share {
	unsigned feature;
	float by;
};
unsigned block_model_why(const struct block_model *m, const float *f,
			 const float *usual, struct feature_share *out,
			 unsigned n);
/* How many trees a stage has; the second may have none. */
uint32_t block_model_trees(const struct block_model *m, unsigned stage);
float logistic(float x);

/* The features s_… of all blocks, from what the first stage says of each. */
void html_second_features(struct arena *a, struct html_view *v,
			  const float *first);

#endif
