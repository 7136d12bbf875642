/* libmhd.h - GNU libmicrohttpd, opened by keii serve (base/late.h). */
#ifndef KEII_WEB_LIBMHD_H
#define KEII_WEB_LIBMHD_H

#include <microhttpd.h>

#include "base/late.h"

#define LIBMHD_FUNCTIONS(X)                                                    \
	X(MHD_add_response_header)                                             \
	X(MHD_create_post_processor)                                           \
	X(MHD_create_response_from_buffer)                                     \
	X(MHD_create_response_from_callback)                                   \
	X(MHD_destroy_post_processor)                                          \
	X(MHD_destroy_response)                                                \
	X(MHD_get_connection_info)                                             \
	X(MHD_get_connection_values)                                           \
	X(MHD_get_daemon_info)                                                 \
	X(MHD_lookup_connection_value)                                         \
	X(MHD_post_process)                                                    \
	X(MHD_queue_response)                                                  \
	X(MHD_resume_connection)                                               \
	X(MHD_start_daemon)                                                    \
	X(MHD_stop_daemon)                                                     \
	X(MHD_suspend_connection)

struct libmhd {
	LIBMHD_FUNCTIONS(LATE_MEMBER)
};
extern struct libmhd libmhd;

/* Before the first call, also before the process gives up its files. */
int libmhd_open(struct err *e);

#define MHD_add_response_header (libmhd.late_MHD_add_response_header)
#define MHD_create_post_processor (libmhd.late_MHD_create_post_processor)
#define MHD_create_response_from_buffer                                        \
	(libmhd.late_MHD_create_response_from_buffer)
#define MHD_create_response_from_callback                                      \
	(libmhd.late_MHD_create_response_from_callback)
#define MHD_destroy_post_processor (libmhd.late_MHD_destroy_post_processor)
#define MHD_destroy_response (libmhd.late_MHD_destroy_response)
#define MHD_get_connection_info (libmhd.late_MHD_get_connection_info)
#define MHD_get_connection_values (libmhd.late_MHD_get_connection_values)
#define MHD_get_daemon_info (libmhd.late_MHD_get_daemon_info)
#define MHD_lookup_connection_value (libmhd.late_MHD_lookup_connection_value)
#define MHD_post_process (libmhd.late_MHD_post_process)
#define MHD_queue_response (libmhd.late_MHD_queue_response)
#define MHD_resume_connection (libmhd.late_MHD_resume_connection)
#define MHD_start_daemon (libmhd.late_MHD_start_daemon)
#define MHD_stop_daemon (libmhd.late_MHD_stop_daemon)
#define MHD_suspend_connection (libmhd.late_MHD_suspend_connection)

#endif
