/* floor-http.c - what the server's library alone can do: floor-http PORT.
 *
 * libmicrohttpd with the options of src/web/server.c answers the same 2 KB to
 * every request, until it is told to end. */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SIZE 2048u

static enum MHD_Result answer(void *cls, struct MHD_Connection *c,
			      const char *url, const char *method,
			      const char *version, const char *data, size_t *n,
			      void **ctx)
{
	static int seen;
	struct MHD_Response *m = cls;

	(void)url;
	(void)method;
	(void)version;
	(void)data;
	if (!*ctx) {
		*ctx = &seen;
		return MHD_YES;
	}
	*n = 0;
	return MHD_queue_response(c, 200, m);
}

int main(int argc, char **argv)
{
	static char body[SIZE];
	struct sockaddr_in at = { .sin_family = AF_INET };
	struct MHD_Response *m;
	struct MHD_Daemon *d;
	sigset_t ends;
	int got;

	if (argc != 2)
		return 2;
	at.sin_port = htons((uint16_t)strtoul(argv[1], NULL, 10));
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	memset(body, 'x', sizeof(body));
	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigprocmask(SIG_BLOCK, &ends, NULL);
	m = MHD_create_response_from_buffer(sizeof(body), body,
					    MHD_RESPMEM_PERSISTENT);
	d = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL,
			     answer, m, MHD_OPTION_SOCK_ADDR,
			     (struct sockaddr *)&at,
			     MHD_OPTION_THREAD_POOL_SIZE, 2u, MHD_OPTION_END);
	if (!d)
		return 1;
	printf("%u\n", MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT)->port);
	fflush(stdout);
	sigwait(&ends, &got);
	MHD_stop_daemon(d);
	MHD_destroy_response(m);
	return 0;
}
