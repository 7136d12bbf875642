/* libzip.c - see libzip.h. */
#include "read/libzip.h"

#include "sonames.h"

struct libzip libzip;

/* # and ## take the name as it is, not what the header makes of it. */
#define FUNCTION(f) { #f, offsetof(struct libzip, late_##f) },

int libzip_open(struct err *e)
{
	static const struct late_function functions[] = { LIBZIP_FUNCTIONS(
		FUNCTION) };
	static struct late late = { .soname = LIBZIP_SONAME,
				    .table = &libzip,
				    .functions = functions,
				    .n = COUNT(functions),
				    .lock = PTHREAD_MUTEX_INITIALIZER };

	return late_open(&late, e);
}
