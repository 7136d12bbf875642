/* libzip.h - libzip, opened by who reads sources (base/late.h). */
#ifndef KEII_READ_LIBZIP_H
#define KEII_READ_LIBZIP_H

#include <zip.h>

#include "base/late.h"

#define LIBZIP_FUNCTIONS(X)                                                    \
	X(zip_discard)                                                         \
	X(zip_error_fini)                                                      \
	X(zip_error_init)                                                      \
	X(zip_error_strerror)                                                  \
	X(zip_fclose)                                                          \
	X(zip_fopen_index)                                                     \
	X(zip_fread)                                                           \
	X(zip_get_num_entries)                                                 \
	X(zip_open_from_source)                                                \
	X(zip_source_buffer_create)                                            \
	X(zip_source_free)                                                     \
	X(zip_stat_index)                                                      \
	X(zip_strerror)

struct libzip {
	LIBZIP_FUNCTIONS(LATE_MEMBER)
};
extern struct libzip libzip;

/* Before the first call, also before the process gives up its files. */
int libzip_open(struct err *e);

#define zip_discard (libzip.late_zip_discard)
#define zip_error_fini (libzip.late_zip_error_fini)
#define zip_error_init (libzip.late_zip_error_init)
#define zip_error_strerror (libzip.late_zip_error_strerror)
#define zip_fclose (libzip.late_zip_fclose)
#define zip_fopen_index (libzip.late_zip_fopen_index)
#define zip_fread (libzip.late_zip_fread)
#define zip_get_num_entries (libzip.late_zip_get_num_entries)
#define zip_open_from_source (libzip.late_zip_open_from_source)
#define zip_source_buffer_create (libzip.late_zip_source_buffer_create)
#define zip_source_free (libzip.late_zip_source_free)
#define zip_stat_index (libzip.late_zip_stat_index)
#define zip_strerror (libzip.late_zip_strerror)

#endif
