/* nest.h - a process without threads that starts others.
 *
 * A process that is forked from one with threads finds the locks that others
 * held then, and nobody to let them go. So the first fork is made before
 * threads begin: the nest, which does nothing but fork when it is asked to.
 * All it starts ends with it, and it ends with the program. */
#ifndef KEII_BASE_NEST_H
#define KEII_BASE_NEST_H

#include <stddef.h>
#include <sys/types.h>

#include "base/err.h"

#define NEST_WORD 64u /* bytes that go with a request */

struct nest;

/* What a started process does before it ends: it gets a copy of the word, its
 * end of the socket and the other descriptor, or -1. The copy is aligned for
 * any type. */
typedef void nest_fn(const void *word, int fd, int other);

/* On the heap; no other thread runs yet. When no process can be had, the first
 * nest_start tells. */
struct nest *nest_new(void);
void nest_free(struct nest **n);
/* Starts a process; any thread may. fn and all that the word points to must be
 * older than the nest. *fd: this end of a socket pair, the caller's. other: a
 * descriptor the process gets too, or -1. -1 and e set when there is none. */
int nest_start(struct nest *n, nest_fn *fn, const void *word, size_t size,
	       int other, pid_t *pid, int *fd, struct err *e);
/* Kills the process unless it ended; *status as of waitpid. -1 and e set when
 * the nest itself is gone. */
int nest_end(struct nest *n, pid_t pid, int *status, struct err *e);

#endif
