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
	/* told the diagnostics of each source that is read again; may be NULL
	 */
	void (*told)(void *ctx, str name, const struct diags *diags);
	bool sandboxed; /* sources are read in a child (read/sandbox.h) */
	/* lent by the caller, or made when needed; a nest and a sandbox come
	 * with the cues they were made with */
	const struct cues *cues; /* the words of page furniture */
	struct nest *nest;
	struct sandbox *sandbox; /* for one job only */
	/* threads that read and annotate; 0: this one. The store is the
	 * same, however many */
	unsigned jobs;
	/* private; made when needed, freed by dossier_release */
	struct readers *readers; /* and what each needs */
	struct queue *queue;	 /* sources read, not yet kept */
	char began[32];		 /* the time of adding of all of this run */
};

struct add_result {
	uint32_t sources_new, sources_known, articles_new;
	uint32_t sources_removed; /* of the known: taken out by a decision */
	/* until the next dossier_give or dossier_take */
	const struct diags *diags; /* the source's */
	str name;
	unsigned tag;
};

/* Gives one source to be read and annotated. tag: comes back with the result.
 */
int dossier_give(struct dossier *d, str name, str bytes, unsigned tag,
		 struct err *e);
/* Enough is in hand: take, and wait, before giving more. */
bool dossier_busy(const struct dossier *d);
/* How many were given and not taken. */
uint32_t dossier_reading(const struct dossier *d);
/* What came of the oldest source given: 1 and r, which is set; 0 when there is
 * none, or none ready and wait is false. The source is kept in memory until
 * dossier_flush: many small ones become durable in one go, and the store is
 * locked only while they are written. Bytes that are known, or hold no article
 * (diags says why), leave nothing to flush. */
int dossier_take(struct dossier *d, bool wait, struct add_result *r,
		 struct err *e);
/* Bytes of the sources that wait. */
size_t dossier_queued(const struct dossier *d);
/* All that waits is durable when it returns 0. On failure the first *kept of
 * the sources are (as many as fit on a full disk), the others are forgotten. */
int dossier_flush(struct dossier *d, uint32_t *kept, struct err *e);
/* Forgets what waits and frees what d made; d itself is the caller's. */
void dossier_release(struct dossier *d);
/* All in one; durable when it returns 0. The record is not merged yet. */
int dossier_add(struct dossier *d, str name, str bytes, struct add_result *r,
		struct err *e);
/* Merges all mentions into the record; call once after the adds. Does nothing
 * when the record has them all. */
int dossier_merge(struct dossier *d, struct err *e);
/* Keeps one decision and lays it over the record, both or neither; durable
 * when it returns 0. Its id and time are given here, behind all before; id
 * (may be NULL) is made in a. */
int dossier_decide(struct dossier *d, struct arena *a, const struct decision *x,
		   str *id, struct err *e);
/* Everything derived is made again from sources and decisions; atomic. */
int dossier_rebuild(struct dossier *d, struct err *e);

struct verify_result {
	uint32_t sources, articles, spans; /* checked */
	uint32_t bad;			   /* of them wrong */
	uint32_t stale;	  /* articles that other packs read: rebuild */
	uint32_t open;	  /* decisions that name nothing in the record now */
	uint32_t orphans; /* ids of joined items that lead nowhere now */
};
/* Checks hashes, reads the articles again from the stored bytes, cuts every
 * evidence span again and compares; each fault goes to report(). */
int dossier_verify(struct dossier *d, struct verify_result *r,
		   void (*report)(void *ctx, const char *what), void *ctx,
		   struct err *e);

#endif
