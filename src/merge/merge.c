/* merge.c - not built yet. */
#include "merge/merge.h"

void merge_record(struct arena *a, const struct packs *packs,
		  const struct merge_article *articles, uint32_t n,
		  const struct decision *decisions, uint32_t n_decisions,
		  struct record *out)
{
	(void)a;
	(void)packs;
	(void)articles;
	(void)n;
	(void)decisions;
	(void)n_decisions;
	(void)out;
}
