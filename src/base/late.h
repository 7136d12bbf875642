/* late.h - shared libraries that few commands need, opened by those that do.
 *
 * A library that the program is linked with is mapped and bound at each start,
 * with all that it needs itself: libpq's thirteen libraries cost more than the
 * rest of the start together (bench/SPEED.md). A library used late has a header
 * here that includes its own, names the functions we call once in a table,
 *
 *   #define ZIP_FUNCTIONS(X) X(zip_fread) X(zip_fclose)
 *   struct libzip { ZIP_FUNCTIONS(LATE_MEMBER) };
 *   extern struct libzip libzip;
 *   #define zip_fread (libzip.late_zip_fread)
 *
 * so that calls are written, and checked by the compiler, as ever. One that
 * stands in the table and is not defined, or the other way round, does not
 * compile or link. */
#ifndef KEII_BASE_LATE_H
#define KEII_BASE_LATE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define LATE_MEMBER(f) CC_TYPEOF(f) * late_##f;

struct late_function {
	const char *name;
	size_t at; /* of its pointer in the table */
};

struct late {
	const char *soname; /* the one it was compiled for */
	void *table;
	const struct late_function *functions;
	size_t n;
	pthread_mutex_t lock;
	bool open; /* for good */
};

/* Opens it, the first time. -1 and e set when this system lacks it: then none
 * of its functions may be called. */
int late_open(struct late *l, struct err *e);

#endif
