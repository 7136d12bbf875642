/* stage.h - the stages of reading one article, in the order job.c calls them.
 *
 * Each stage is compiled once from the packs (perm arena, read-only after,
 * shared by threads) and then run on each doc. A stage reads the mentions of
 * the stages before it and appends its own, ordered by span. None keeps state
 * between docs. */
#ifndef KEII_EXTRACT_STAGE_H
#define KEII_EXTRACT_STAGE_H

#include "extract/mention.h"
#include "pack/pack.h"

/* when: times. Needs sentences. Sets doc->published when it is not given and
 * the text tells it. */
struct when;
const struct when *when_in(struct arena *a, const struct packs *p,
			   struct diags *diags);
void when_read(const struct when *w, struct doc *d, struct mentions *m);

/* who: actors and places. Needs times (so that 12日 is no name). */
struct who;
const struct who *who_in(struct arena *a, const struct packs *p,
			 struct diags *diags);
void who_read(const struct who *w, struct doc *d, struct mentions *m);

/* The words that say, plan and stance look for in each sentence, read together
 * (glance.h): m->glance, set before say_read, event_read and those behind. */
struct wordbook;

/* say: quotes, speakers, indirect statements. Needs times, actors. */
struct say;
const struct say *say_in(struct arena *a, const struct packs *p,
			 struct wordbook *book, struct diags *diags);
void say_read(const struct say *s, struct doc *d, struct mentions *m);

/* event: events with status, date, participants. Needs all before. */
struct event;
const struct event *event_in(struct arena *a, const struct packs *p,
			     struct diags *diags);
void event_read(const struct event *e, struct doc *d, struct mentions *m);

/* plan: proposals and their answers. Needs all before. */
struct plan;
const struct plan *plan_in(struct arena *a, const struct packs *p,
			   struct wordbook *book, struct diags *diags);
void plan_read(const struct plan *s, struct doc *d, struct mentions *m);

/* stance: positions. Needs all before. */
struct stance;
const struct stance *stance_in(struct arena *a, const struct packs *p,
			       struct wordbook *book, struct diags *diags);
void stance_read(const struct stance *s, struct doc *d, struct mentions *m);

#endif
