/* libpq.c - see libpq.h. */
#include "store/libpq.h"

#include "sonames.h"

struct libpq libpq;

/* # and ## take the name as it is, not what the header makes of it. */
#define FUNCTION(f) { #f, offsetof(struct libpq, late_##f) },

int libpq_open(struct err *e)
{
	static const struct late_function functions[] = { LIBPQ_FUNCTIONS(
		FUNCTION) };
	static struct late late = { .soname = LIBPQ_SONAME,
				    .table = &libpq,
				    .functions = functions,
				    .n = COUNT(functions),
				    .lock = PTHREAD_MUTEX_INITIALIZER };

	return late_open(&late, e);
}
