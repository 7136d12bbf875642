/* team.h - batches of input worked on by several processes, answers in order.
 *
 * The members are forked from this process, so what it has loaded is theirs
 * too. Each has at most one batch in hand, and the answers come back in the
 * order in which the batches were given: the output does not depend on how
 * many members there are. */
#ifndef KEII_CLI_TEAM_H
#define KEII_CLI_TEAM_H

#include "base/buf.h"
#include "base/err.h"

#define TEAM_MOST 64u

/* Appends the answer to a batch to out. number: as given with the batch. The
 * worst of the codes returned comes out of team_end. */
typedef int team_work_fn(void *ctx, str batch, unsigned long number,
			 struct buf *out);
/* Told each answer, in order. */
typedef void team_take_fn(void *ctx, str answer);

struct team;

/* n members, 1 to TEAM_MOST; one works in this process. NULL and e set when
 * the system gives no more processes. */
struct team *team_new(unsigned n, team_work_fn *work, team_take_fn *take,
		      void *ctx, struct err *e);
/* 0, or -1 with e set when a member was lost. */
int team_give(struct team *t, str batch, unsigned long number, struct err *e);
/* Waits for all answers; *code: the worst. Frees the team. */
int team_end(struct team **t, int *code, struct err *e);

#endif
