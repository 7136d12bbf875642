/* libmhd.c - see libmhd.h. */
#include "web/libmhd.h"

#include "sonames.h"

struct libmhd libmhd;

/* # and ## take the name as it is, not what the header makes of it. */
#define FUNCTION(f) { #f, offsetof(struct libmhd, late_##f) },

int libmhd_open(struct err *e)
{
	static const struct late_function functions[] = { LIBMHD_FUNCTIONS(
		FUNCTION) };
	static struct late late = { .soname = LIBMICROHTTPD_SONAME,
				    .table = &libmhd,
				    .functions = functions,
				    .n = COUNT(functions),
				    .lock = PTHREAD_MUTEX_INITIALIZER };

	return late_open(&late, e);
}
