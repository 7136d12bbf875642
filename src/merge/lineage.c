/* lineage.c - stub */
#include "merge/merge_priv.h"
void write_proposals(struct merge *m) { (void)m; }
void write_conflicts(struct merge *m) { (void)m; }
void write_gaps(struct merge *m) { (void)m; }
