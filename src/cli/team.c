/* team.c - see team.h. A batch goes as its length, its number and its bytes,
 * an answer as its length, a code and its bytes, each way through a pipe. */
#include "cli/team.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/limits.h"

struct member {
	pid_t pid;
	int to, from; /* our ends of its pipes */
	bool busy;
};

struct team {
	struct member v[TEAM_MOST];
	unsigned n, next;
	team_work_fn *work;
	team_take_fn *take;
	void *ctx;
	struct buf answer;
	int code;
};

struct head {
	uint64_t bytes;
	int64_t number; /* of a batch; of an answer: its code */
};

/* All n bytes; false at the end or on a failure. */
static bool get(int fd, void *to, size_t n)
{
	for (size_t got = 0; got < n;) {
		ssize_t r = read(fd, (char *)to + got, n - got);

		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			return false;
		got += (size_t)r;
	}
	return true;
}

static bool put(int fd, const void *from, size_t n)
{
	for (size_t done = 0; done < n;) {
		ssize_t r = write(fd, (const char *)from + done, n - done);

		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			return false;
		done += (size_t)r;
	}
	return true;
}

static bool put_frame(int fd, str bytes, long number)
{
	struct head h = { bytes.n, number };

	return put(fd, &h, sizeof(h)) && put(fd, bytes.p, bytes.n);
}

static bool get_frame(int fd, struct buf *out, long *number)
{
	struct head h;

	buf_clear(out);
	if (!get(fd, &h, sizeof(h)) || h.bytes > LIMIT_OUTPUT)
		return false;
	*number = (long)h.number;
	while (h.bytes) {
		char part[65536];
		size_t n =
			h.bytes < sizeof(part) ? (size_t)h.bytes : sizeof(part);

		if (!get(fd, part, n))
			return false;
		buf_add(out, (str){ part, n });
		h.bytes -= n;
	}
	return !buf_failed(out);
}

/* The member: until nobody gives any more. */
static void serve(struct team *t, int from, int to)
{
	struct buf batch;
	long number;

	buf_init(&batch, LIMIT_OUTPUT);
	while (get_frame(from, &batch, &number)) {
		int code;

		buf_clear(&t->answer);
		code = t->work(t->ctx, buf_str(&batch), (unsigned long)number,
			       &t->answer);
		if (!put_frame(to, buf_str(&t->answer), code))
			break;
	}
	_exit(0);
}

static bool start(struct team *t, struct member *m)
{
	int in[2], out[2];

	if (pipe(in) < 0)
		return false;
	if (pipe(out) < 0) {
		close(in[0]);
		close(in[1]);
		return false;
	}
	m->pid = fork();
	if (m->pid == 0) {
		/* the others' ends must not stay open here */
		for (unsigned i = 0; i < t->n; i++) {
			close(t->v[i].to);
			close(t->v[i].from);
		}
		close(in[1]);
		close(out[0]);
		serve(t, in[0], out[1]);
	}
	close(in[0]);
	close(out[1]);
	m->to = in[1];
	m->from = out[0];
	if (m->pid > 0)
		return true;
	close(m->to);
	close(m->from);
	return false;
}

static void stop(struct team *t)
{
	for (unsigned i = 0; i < t->n; i++) {
		close(t->v[i].to);
		close(t->v[i].from);
	}
	for (unsigned i = 0; i < t->n; i++)
		while (waitpid(t->v[i].pid, NULL, 0) < 0 && errno == EINTR)
			;
	buf_release(&t->answer);
	free(t);
}

struct team *team_new(unsigned n, team_work_fn *work, team_take_fn *take,
		      void *ctx, struct err *e)
{
	struct team *t = xmalloc(sizeof(*t));

	kassert(n >= 1 && n <= TEAM_MOST);
	*t = (struct team){ .work = work, .take = take, .ctx = ctx };
	buf_init(&t->answer, LIMIT_OUTPUT);
	/* a member that is lost is an error of ours to tell, not a signal */
	signal(SIGPIPE, SIG_IGN);
	while (n > 1 && t->n < n) {
		if (!start(t, &t->v[t->n])) {
			err_set(e, ERR_IO, "starting a process: %s",
				strerror(errno));
			stop(t);
			return NULL;
		}
		t->n++;
	}
	return t;
}

static int lost(struct err *e)
{
	return err_set(e, ERR_IO,
		       "a process that worked on the input was lost");
}

/* The member's answer, if it owes one. */
static int collect(struct team *t, struct member *m, struct err *e)
{
	long code;

	if (!m->busy)
		return 0;
	if (!get_frame(m->from, &t->answer, &code))
		return lost(e);
	m->busy = false;
	t->code = code > t->code ? (int)code : t->code;
	t->take(t->ctx, buf_str(&t->answer));
	return 0;
}

int team_give(struct team *t, str batch, unsigned long number, struct err *e)
{
	struct member *m = &t->v[t->next];
	int code;

	if (t->n == 0) {
		buf_clear(&t->answer);
		code = t->work(t->ctx, batch, number, &t->answer);
		t->code = code > t->code ? code : t->code;
		t->take(t->ctx, buf_str(&t->answer));
		return 0;
	}
	/* it waits for a batch once its answer is taken: no write blocks */
	if (collect(t, m, e) < 0)
		return -1;
	if (!put_frame(m->to, batch, (long)number))
		return lost(e);
	m->busy = true;
	t->next = (t->next + 1) % t->n;
	return 0;
}

int team_end(struct team **team, int *code, struct err *e)
{
	struct team *t = *team;
	int r = 0;

	if (!t)
		return 0;
	for (unsigned i = 0; i < t->n && r == 0; i++)
		r = collect(t, &t->v[(t->next + i) % t->n], e);
	*code = t->code;
	stop(t);
	*team = NULL;
	return r;
}
