/* html_feature.h - blocks of a page as numbers for the model. Inside read/. */
#ifndef KEII_READ_HTML_FEATURE_H
#define KEII_READ_HTML_FEATURE_H

#include "read/cues.h"
#include "read/html_head.h"

enum feature {
#define FEATURE(name) F_##name,
#include "read/html_feature.def"
#undef FEATURE
	FEATURE_COUNT
};

/* The groups of packs' table "block-words", in the order of F_w_…. */
/* Features below this one are the first stage's. */
#define FIRST_STAGE F_s_own

#define WORD_GROUPS ((unsigned)(F_w_hidden - F_w_body + 1))
#define WORD_FAR 12

const char *feature_name(unsigned f);
/* By its name, or -1. */
int feature_by_name(str name);
/* What one block is by itself; first step of html_features. */
struct block_sum {
	float bytes, link, run; /* run: bytes if it is running text, else 0 */
	uint16_t sentences;
	uint8_t ends;
	uint64_t text, like, like2; /* hashes: its letters; its element's name
				     * and class; with the parent's */
};

/* All that is known of a page before its story is chosen. */
struct html_view {
	struct html_tree tree;
	struct html_blocks blocks;
	struct html_head head;
	struct page_hints told; /* what of the head is believed */
	float *features;	/* FEATURE_COUNT for each block */
	struct block_sum *sums; /* one for each block */
};

/* Features and sums of v's blocks, but for those of the second stage. */
void html_features(struct arena *a, struct html_view *v, const struct cues *c);
/* html_read.c: a page, as UTF-8. */
void html_look(struct arena *a, const struct cues *c, str text,
	       struct html_view *out, struct diags *diags);

/* html_pick.c: which blocks are the story: sets kept and score. */
void html_pick(struct html_view *v, const struct cues *c);

/* html_feature_text.c: the features of its text, and *s. */
void block_text_features(struct arena *a, const struct html_block *x,
			 const struct cues *c, struct block_sum *s, float *f);
/* html_feature_place.c: those of the elements around. */
void block_place_features(struct arena *a, const struct html_blocks *b,
			  struct block_sum *sums, const struct cues *c,
			  float *f);

#endif
