/* dossier.h - add, rebuild and verify: read -> annotate -> store -> merge. */
#ifndef KEII_STORE_DOSSIER_H
#define KEII_STORE_DOSSIER_H

#include "extract/job.h"
#include "store/store.h"

struct dossier {
	struct store *store;
	const struct packs *packs;
	const struct reader *reader;
	struct tagger *tagger; /* NULL: no Japanese tokens */
	/* told after each source or article; may be NULL */
	void (*progress)(void *ctx, const char *what, uint32_t done,
			 uint32_t of);
	void *ctx;
};

struct add_result {
	uint32_t sources_new, sources_known, articles_new;
	struct diags *diags; /* lent by the caller; file diagnostics */
};

/* One source; durable when it returns 0. The record is not merged yet. */
int dossier_add(struct dossier *d, str name, str bytes, struct add_result *r,
		struct err *e);
/* Merges all mentions into the record; call once after the adds. */
int dossier_merge(struct dossier *d, struct err *e);
/* Everything derived is made again from sources and decisions; atomic. */
int dossier_rebuild(struct dossier *d, struct err *e);

struct verify_result {
	uint32_t sources, articles, spans; /* checked */
	uint32_t bad; /* of them wrong */
};
/* Checks hashes, reads the articles again from the stored bytes, cuts every
 * evidence span again and compares; each fault goes to report(). */
int dossier_verify(struct dossier *d, struct verify_result *r,
		   void (*report)(void *ctx, const char *what), void *ctx,
		   struct err *e);

#endif
