/* crew.h - tasks worked on by several threads, results in the order given.
 *
 * One thread gives tasks, the same or another takes results; what comes out
 * does not depend on how many members there are. With one member there is no
 * thread at all: a task is done when crew_give() returns. */
#ifndef KEII_BASE_CREW_H
#define KEII_BASE_CREW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

#define CREW_MOST 64u

/* Does one task. member: who, from 0; each does one thing at a time. */
typedef void crew_fn(void *ctx, unsigned member, void *task);

struct crew;

/* n members, 1 to CREW_MOST. NULL and e set when the system gives no more
 * threads. */
struct crew *crew_new(unsigned n, crew_fn *work, void *ctx, struct err *e);
/* All tasks must have been taken. */
void crew_free(struct crew **c);

/* Never waits: whoever gives looks at crew_held() and takes. */
void crew_give(struct crew *c, void *task);
/* The oldest task not yet taken, once it is done; NULL when there is none, or
 * when it is not done and wait is false. */
void *crew_take(struct crew *c, bool wait);
/* Tasks given and not taken. */
unsigned crew_held(const struct crew *c);

/* From inside a task: fn(ctx, member, i) for all i < n, done by this member
 * and those that have nothing else to do. Returns when all are done. */
typedef void crew_part_fn(void *ctx, unsigned member, uint32_t i);
void crew_split(struct crew *c, unsigned member, uint32_t n, crew_part_fn *fn,
		void *ctx);

/* How many processors this process may use, at most CREW_MOST. */
unsigned crew_processors(void);

#endif
