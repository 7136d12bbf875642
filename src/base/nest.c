/* nest.c - requests over a socket that keeps messages apart; descriptors go
 * along with them. */
#define _DEFAULT_SOURCE /* CMSG_SPACE */
#include "base/nest.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/jail.h"

struct nest {
	pthread_mutex_t lock; /* one request at a time */
	pid_t process;	      /* 0: none */
	int fd;
	int failed; /* errno of starting it */
};

struct request {
	nest_fn *fn; /* NULL: end pid */
	pid_t pid;
	bool other; /* two descriptors come along */
	_Alignas(max_align_t) char word[NEST_WORD]; /* read as its type */
};

struct answer {
	pid_t pid; /* < 0: an errno, negative */
	int status;
};

/* Room for two descriptors, aligned as the system wants it. */
union passing {
	struct cmsghdr head;
	char room[CMSG_SPACE(2 * sizeof(int))];
};

/* ---- the nest's own process */

/* False: nobody asks any more. */
static bool get(int fd, struct request *q, int passed[2])
{
	struct iovec part = { q, sizeof(*q) };
	union passing p;
	struct msghdr m = { .msg_iov = &part,
			    .msg_iovlen = 1,
			    .msg_control = p.room,
			    .msg_controllen = sizeof(p.room) };
	struct cmsghdr *c;
	ssize_t r;

	passed[0] = passed[1] = -1;
	do
		r = recvmsg(fd, &m, MSG_CMSG_CLOEXEC);
	while (r < 0 && errno == EINTR);
	if (r != (ssize_t)sizeof(*q))
		return false;
	c = CMSG_FIRSTHDR(&m);
	if (c && c->cmsg_type == SCM_RIGHTS)
		memcpy(passed, CMSG_DATA(c), c->cmsg_len - CMSG_LEN(0));
	return true;
}

/* Ends with the nest, also when that is killed. */
static CC_NORETURN void begin(const struct request *q, int nest, pid_t parent,
			      const int passed[2])
{
	close(nest);
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
	if (getppid() != parent)
		_exit(0);
	q->fn(q->word, passed[0], passed[1]);
	_exit(0);
}

static struct answer do_start(const struct request *q, int fd,
			      const int passed[2])
{
	pid_t self = getpid(), pid = fork();

	if (pid == 0)
		begin(q, fd, self, passed);
	if (pid < 0)
		pid = -errno;
	for (int i = 0; i < 2; i++)
		if (passed[i] >= 0)
			close(passed[i]);
	return (struct answer){ .pid = pid };
}

static struct answer do_end(const struct request *q)
{
	struct answer x = { .pid = q->pid };

	kassert(q->pid > 0);
	kill(q->pid, SIGKILL);
	while (waitpid(q->pid, &x.status, 0) < 0 && errno == EINTR)
		;
	return x;
}

/* Holds none of the program's files open, and leaves the numbers of the
 * standard streams taken: what is written there must not reach a socket. */
static void let_go(int fd)
{
	int null;

	jail_close_but(-1, fd);
	null = open("/dev/null", O_RDWR);
	while (null >= 0 && null < STDERR_FILENO)
		null = dup(null);
	if (null > STDERR_FILENO)
		close(null);
}

/* Signals of the terminal mean the program, at whose end this reads the end
 * of its socket. */
static CC_NORETURN void live(int fd)
{
	struct request q;
	int passed[2];

	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	let_go(fd);
	while (get(fd, &q, passed)) {
		struct answer x = q.fn ? do_start(&q, fd, passed) : do_end(&q);

		if (send(fd, &x, sizeof(x), MSG_NOSIGNAL) < 0)
			break;
	}
	_exit(0);
}

/* ---- the program */

struct nest *nest_new(void)
{
	struct nest *n = xmalloc(sizeof(*n));
	int pair[2];

	*n = (struct nest){ .fd = -1 };
	pthread_mutex_init(&n->lock, NULL);
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0) {
		n->failed = errno;
		return n;
	}
	n->process = fork();
	if (n->process == 0) {
		close(pair[0]);
		live(pair[1]);
	}
	close(pair[1]);
	if (n->process > 0) {
		n->fd = pair[0];
		return n;
	}
	n->failed = errno;
	n->process = 0;
	close(pair[0]);
	return n;
}

void nest_free(struct nest **n)
{
	struct nest *x = *n;

	if (!x)
		return;
	if (x->process) {
		close(x->fd);
		while (waitpid(x->process, NULL, 0) < 0 && errno == EINTR)
			;
	}
	pthread_mutex_destroy(&x->lock);
	free(x);
	*n = NULL;
}

static ssize_t put(int fd, struct request *q, const int passed[2])
{
	size_t size = (q->other ? 2 : 1) * sizeof(int);
	struct iovec part = { q, sizeof(*q) };
	union passing p = { 0 };
	struct msghdr m = { .msg_iov = &part, .msg_iovlen = 1 };
	ssize_t r;

	if (passed) {
		m.msg_control = p.room;
		m.msg_controllen = CMSG_SPACE(size);
		p.head = (struct cmsghdr){ .cmsg_len = CMSG_LEN(size),
					   .cmsg_level = SOL_SOCKET,
					   .cmsg_type = SCM_RIGHTS };
		memcpy(CMSG_DATA(&p.head), passed, size);
	}
	do
		r = sendmsg(fd, &m, MSG_NOSIGNAL);
	while (r < 0 && errno == EINTR);
	return r;
}

static int ask(struct nest *n, struct request *q, const int passed[2],
	       struct answer *x, struct err *e)
{
	ssize_t r;

	if (!n->process) {
		errno = n->failed;
		return err_errno(e, "starting it");
	}
	pthread_mutex_lock(&n->lock);
	r = put(n->fd, q, passed);
	while (r > 0 && (r = recv(n->fd, x, sizeof(*x), 0)) < 0 &&
	       errno == EINTR)
		r = 1;
	pthread_mutex_unlock(&n->lock);
	if (r == (ssize_t)sizeof(*x))
		return 0;
	return err_set(e, ERR_IO, "the process that starts others has ended");
}

int nest_start(struct nest *n, nest_fn *fn, const void *word, size_t size,
	       int other, pid_t *pid, int *fd, struct err *e)
{
	struct request q = { .fn = fn, .other = other >= 0 };
	struct answer x = { 0 };
	int pair[2], r;

	kassert(size <= NEST_WORD);
	memcpy(q.word, word, size);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return err_errno(e, "a socket to it");
	r = ask(n, &q, (const int[]){ pair[1], other }, &x, e);
	close(pair[1]);
	if (r == 0 && x.pid < 0) {
		errno = -x.pid;
		r = err_errno(e, "starting it");
	}
	if (r < 0) {
		close(pair[0]);
		return r;
	}
	*pid = x.pid;
	*fd = pair[0];
	return 0;
}

int nest_end(struct nest *n, pid_t pid, int *status, struct err *e)
{
	struct request q = { .pid = pid };
	struct answer x = { 0 };

	if (ask(n, &q, NULL, &x, e) < 0)
		return -1;
	*status = x.status;
	return 0;
}
