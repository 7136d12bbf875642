/* sandbox.c - the child that reads, and the one who asks it.
 *
 * Question: two lengths, the name, the bytes. Answer: a length, and what
 * wire_put writes. The child waits for a question without a limit and ends
 * when the other side is gone. */
#include "read/sandbox.h"

#include <errno.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/jail.h"
#include "read/libzip.h"
#include "read/wire.h"

#define EXIT_MEMORY 71 /* arena.c: out of memory */
#define SOCKET_BYTES (1 << 20)
#define KEPT_MEMORY (16 << 20) /* between sources, at most */

/* What a child is to do; all that this points to is older than the nest. */
struct job {
	sandbox_fn *fn;
	void *ctx;
	const struct cues *cues; /* of sandbox_reading */
	sandbox_run *run;	 /* of sandbox_pump, else NULL */
	size_t memory;
	unsigned seconds;
};

struct sandbox {
	struct job job;
	struct nest *nest;
	pid_t child; /* 0: none */
	int fd;
};

struct sandbox *sandbox_new(struct nest *nest, sandbox_fn *fn, void *ctx,
			    unsigned seconds, size_t memory)
{
	struct sandbox *s = xmalloc(sizeof(*s));

	*s = (struct sandbox){
		.job = { .fn = fn,
			 .ctx = ctx,
			 .seconds = seconds ? seconds : LIMIT_READ_SECONDS,
			 .memory = memory ? memory : LIMIT_READ_MEMORY },
		.nest = nest,
		.fd = -1,
	};
	return s;
}

static void read_with_cues(void *ctx, struct arena *a, str bytes, str name,
			   struct articles *out, struct diags *diags)
{
	source_read_with(a, ctx, bytes, name, out, diags);
}

struct sandbox *sandbox_reading(struct nest *nest, const struct cues *cues)
{
	struct sandbox *s = sandbox_new(nest, read_with_cues,
					(void *)(uintptr_t)cues, 0, 0);

	s->job.cues = cues;
	return s;
}

bool sandbox_lost(enum diag_code code)
{
	return code == DIAG_S001 || code == DIAG_S002 || code == DIAG_S003 ||
	       code == DIAG_S004;
}

/* ---- the child */

/* All n bytes, or the end of the process: nobody asks any more. */
static void get_all(int fd, void *to, size_t n)
{
	for (size_t got = 0; got < n;) {
		ssize_t r = read(fd, (char *)to + got, n - got);

		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			_exit(0);
		got += (size_t)r;
	}
}

static void put_all(int fd, const void *from, size_t n)
{
	for (size_t put = 0; put < n;) {
		ssize_t r = send(fd, (const char *)from + put, n - put,
				 MSG_NOSIGNAL);

		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			_exit(0);
		put += (size_t)r;
	}
}

/* To read a source, or where an article stands in it. */
struct question {
	uint32_t number; /* of the article in the source, or READ_ALL */
	str name, bytes;
	str more; /* what wire_put_question wrote, or empty */
};
#define READ_ALL UINT32_MAX

static void answer_places(const struct job *j, struct arena *a,
			  const struct question *q, struct buf *out)
{
	struct origin o = { 0 };
	struct places p;
	bool found;

	if (!wire_take_question(a, q->more, &p))
		_exit(1);
	found = origin_find(a, j->cues, q->bytes, q->name, q->number, p.text,
			    p.v, p.n, &o);
	wire_put_origin(out, &o, found, p.v, p.n);
}

static void answer_articles(const struct job *j, struct arena *a,
			    const struct question *q, struct buf *out)
{
	struct diags diags = { .arena = a };
	struct articles list = { 0 };

	j->fn(j->ctx, a, q->bytes, q->name, &list, &diags);
	wire_put(out, &list, &diags);
}

static void answer(const struct job *j, int fd)
{
	struct arena *a = arena_new();
	struct question q;
	uint32_t head[4], n;
	struct buf out;
	char *in;

	get_all(fd, head, sizeof(head));
	n = head[1] + head[2] + head[3];
	in = xmalloc(n);
	get_all(fd, in, n);
	q = (struct question){
		.number = head[0],
		.name = { in, head[1] },
		.bytes = { in + head[1], head[2] },
		.more = { in + head[1] + head[2], head[3] },
	};
	jail_seconds(j->seconds);
	buf_init(&out, LIMIT_ANSWER);
	if (q.number == READ_ALL)
		answer_articles(j, a, &q, &out);
	else
		answer_places(j, a, &q, &out);
	if (buf_failed(&out))
		_exit(EXIT_MEMORY);
	n = (uint32_t)out.n;
	put_all(fd, &n, sizeof(n));
	put_all(fd, out.p, out.n);
	buf_release(&out);
	free(in);
	arena_free(&a);
}

/* What a pump's child gives: what, two lengths, the name, the bytes. */
struct sandbox_out {
	const struct job *job;
	int fd;
};
#define ALL_GIVEN UINT32_MAX

void sandbox_give(struct sandbox_out *o, uint32_t what, str name, str bytes)
{
	uint32_t head[3] = { what, (uint32_t)name.n, (uint32_t)bytes.n };

	put_all(o->fd, head, sizeof(head));
	put_all(o->fd, name.p, name.n);
	put_all(o->fd, bytes.p, bytes.n);
	jail_seconds(o->job->seconds);
}

/* An archive: what was read of it before, then its descriptor. */
static void pump(const struct job *j, int fd, int other)
{
	struct sandbox_out out = { j, fd };
	uint32_t n;
	char *start;

	get_all(fd, &n, sizeof(n));
	start = xmalloc(n);
	get_all(fd, start, n);
	jail_seconds(j->seconds);
	j->run(&out, (str){ start, n }, other);
	sandbox_give(&out, ALL_GIVEN, STR_NONE, STR_NONE);
	free(start);
}

/* What one source took serves for the next: large blocks would be given back to
 * the system, and each page of them be made anew. */
static void keep_memory(void)
{
#ifdef M_MMAP_THRESHOLD
	mallopt(M_MMAP_THRESHOLD, KEPT_MEMORY);
	mallopt(M_TRIM_THRESHOLD, KEPT_MEMORY);
#endif
}

static void live(const void *word, int fd, int other)
{
	const struct job *j = word;
	struct err none = ERR_INIT; /* who reads a .zip tells it */

	/* who interrupts the program means the one that asks */
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_DFL);
	signal(SIGXCPU, SIG_DFL);
	(void)libzip_open(&none);
	keep_memory();
	jail_enter(fd, other, j->memory);
	if (j->run) {
		pump(j, fd, other);
		return;
	}
	for (;;)
		answer(j, fd);
}

/* ---- who asks */

/* other: a descriptor that the child keeps, or -1. */
static int start(struct sandbox *s, int other, struct err *e)
{
	int size = SOCKET_BYTES;

	if (s->child)
		return 0;
	if (nest_start(s->nest, live, &s->job, sizeof(s->job), other, &s->child,
		       &s->fd, e) < 0)
		return err_in(e, "a process to read in (--no-sandbox reads "
				 "without)");
	setsockopt(s->fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof(size));
	return 0;
}

int sandbox_start(struct sandbox *s, struct err *e)
{
	return start(s, -1, e);
}

/* Ends the child; *status is what waitpid told of it. */
static int stop(struct sandbox *s, int *status, struct err *e)
{
	pid_t child = s->child;

	close(s->fd);
	s->fd = -1;
	s->child = 0;
	return nest_end(s->nest, child, status, e);
}

void sandbox_free(struct sandbox **s)
{
	struct err gone = ERR_INIT; /* then the child is too */
	int status;

	if (!*s)
		return;
	if ((*s)->child)
		stop(*s, &status, &gone);
	free(*s);
	*s = NULL;
}

static long long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

enum outcome { FINE, ENDED, LATE, WRONG };

/* All n bytes in or out before the deadline. */
static enum outcome move(struct sandbox *s, void *p, size_t n, bool out,
			 long long deadline)
{
	for (size_t done = 0; done < n;) {
		ssize_t r = out ? send(s->fd, (char *)p + done, n - done,
				       MSG_NOSIGNAL | MSG_DONTWAIT)
				: recv(s->fd, (char *)p + done, n - done,
				       MSG_DONTWAIT);
		struct pollfd f = { s->fd, out ? POLLOUT : POLLIN, 0 };
		long long left;

		if (r > 0) {
			done += (size_t)r;
			continue;
		}
		if (r == 0 || (errno != EAGAIN && errno != EINTR))
			return ENDED;
		left = deadline - now_ms();
		if (left <= 0)
			return LATE;
		poll(&f, 1, (int)left);
	}
	return FINE;
}

/* The answer is in a. */
static enum outcome ask(struct sandbox *s, struct arena *a,
			const struct question *q, str *answer)
{
	/* CPU time has a limit of its own; the clock may run on for others */
	long long deadline = now_ms() + 2000LL * s->job.seconds;
	uint32_t head[4] = { q->number, (uint32_t)q->name.n,
			     (uint32_t)q->bytes.n, (uint32_t)q->more.n };
	const str parts[] = {
		{ (char *)head, sizeof(head) }, q->name, q->bytes, q->more
	};
	enum outcome x = FINE;
	uint32_t n = 0;
	char *p;

	for (size_t i = 0; i < COUNT(parts) && x == FINE; i++)
		x = move(s, (void *)(uintptr_t)parts[i].p, parts[i].n, true,
			 deadline);
	if (x == FINE)
		x = move(s, &n, sizeof(n), false, deadline);
	if (x != FINE)
		return x;
	if (n > LIMIT_ANSWER)
		return WRONG;
	p = arena_alloc(a, n);
	*answer = (str){ p, n };
	return move(s, p, n, false, deadline);
}

/* Ends the child; what became of the source, and in detail. -1 and e set when
 * that can't be known: the nest has ended, and the child with it. */
static int fate(struct sandbox *s, enum outcome x, enum diag_code *code,
		char detail[40], struct err *e)
{
	int status, signal;

	if (stop(s, &status, e) < 0)
		return -1;
	signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	*detail = '\0';
	*code = DIAG_S001;
	if (x == WRONG)
		*code = DIAG_S004;
	else if (x == LATE || signal == SIGXCPU)
		*code = DIAG_S002;
	else if (WIFEXITED(status) && WEXITSTATUS(status) == EXIT_MEMORY)
		*code = DIAG_S003;
	else
		snprintf(detail, 40, signal ? "signal %d" : "exit code %d",
			 signal ? signal : WEXITSTATUS(status));
	return 0;
}

static int lost(struct sandbox *s, enum outcome x, str name,
		struct diags *diags, struct err *e)
{
	enum diag_code code;
	char detail[40];

	if (fate(s, x, &code, detail, e) < 0)
		return err_in(e, "reading %.*s", STR_FMT(name));
	diag_add_file(diags, code, name, 0, 0, STR_NONE, str_of(detail));
	return 0;
}

/* False, with a diagnostic, when the question is too large. */
static bool fits(const struct question *q, struct diags *diags)
{
	if (q->bytes.n <= LIMIT_SOURCE && q->name.n <= LIMIT_LINE &&
	    q->more.n <= LIMIT_SOURCE)
		return true;
	diag_add_file(diags, DIAG_R005, q->name, 0, 0, STR_NONE, STR_NONE);
	return false;
}

int sandbox_read(struct sandbox *s, struct arena *a, str bytes, str name,
		 struct articles *out, struct diags *diags, struct err *e)
{
	const struct question q = { .number = READ_ALL,
				    .name = name,
				    .bytes = bytes };
	enum outcome x;
	str answer;

	if (!fits(&q, diags))
		return 0;
	if (sandbox_start(s, e) < 0)
		return -1;
	x = ask(s, a, &q, &answer);
	if (x == FINE && !wire_take(a, answer, out, diags))
		x = WRONG;
	return x == FINE ? 0 : lost(s, x, name, diags, e);
}

int sandbox_origin(struct sandbox *s, struct arena *a, str bytes, str name,
		   uint32_t number, str text, struct origin_place *places,
		   size_t n, struct origin *out, bool *found,
		   struct diags *diags, struct err *e)
{
	struct question q = { .number = number, .name = name, .bytes = bytes };
	enum outcome x = FINE;
	struct buf more;
	str answer;
	int r = 0;

	*found = false;
	buf_init(&more, LIMIT_SOURCE);
	wire_put_question(&more, text, places, n);
	q.more = buf_str(&more);
	if (fits(&q, diags))
		r = sandbox_start(s, e);
	else
		n = 0;
	if (r == 0 && n)
		x = ask(s, a, &q, &answer);
	if (r == 0 && n && x == FINE &&
	    !wire_take_origin(answer, bytes.n, out, found, places, n))
		x = WRONG;
	if (x != FINE)
		r = lost(s, x, name, diags, e);
	buf_release(&more);
	return r;
}

/* One document into *room, which grows; its end is a NUL. */
static enum outcome take_one(struct sandbox *s, uint32_t head[3],
			     struct buf *room)
{
	long long deadline = now_ms() + 2000LL * s->job.seconds;
	enum outcome x = move(s, head, 3 * sizeof(*head), false, deadline);
	size_t n;

	if (x != FINE)
		return x;
	if (head[1] > LIMIT_LINE || head[2] > LIMIT_SOURCE)
		return WRONG;
	n = (size_t)head[1] + head[2];
	buf_clear(room);
	buf_room(room, n);
	room->n = n;
	return move(s, room->p, n, false, deadline);
}

/* Tells the child what was read before it, and takes what it gives. */
static enum outcome take_all(struct sandbox *s, str start, sandbox_take *take,
			     void *ctx, int *r, struct err *e)
{
	long long deadline = now_ms() + 2000LL * s->job.seconds;
	uint32_t n = (uint32_t)start.n, head[3];
	enum outcome x = move(s, &n, sizeof(n), true, deadline);
	struct buf room;

	if (x == FINE)
		x = move(s, (void *)(uintptr_t)start.p, n, true, deadline);
	buf_init(&room, LIMIT_SOURCE * 2);
	while (x == FINE && *r == 0) {
		x = take_one(s, head, &room);
		if (x != FINE || head[0] == ALL_GIVEN)
			break;
		*r = take(ctx, head[0], str_cut(buf_str(&room), 0, head[1]),
			  str_cut(buf_str(&room), head[1], room.n), e);
	}
	buf_release(&room);
	return x;
}

int sandbox_pump(struct nest *nest, str begin, int fd, sandbox_run *run,
		 sandbox_take *take, void *ctx, str name, struct diags *diags,
		 struct err *e)
{
	struct sandbox s = { .job = { .run = run,
				      .seconds = LIMIT_READ_SECONDS,
				      .memory = LIMIT_READ_MEMORY },
			     .nest = nest,
			     .fd = -1 };
	struct err gone = ERR_INIT; /* all was given */
	enum diag_code why;
	char detail[40];
	enum outcome x;
	int r = start(&s, fd, e), status;

	if (r < 0)
		return r;
	x = take_all(&s, begin, take, ctx, &r, e);
	if (x == FINE) {
		stop(&s, &status, &gone);
		return r;
	}
	if (fate(&s, x, &why, detail, e) < 0)
		return err_in(e, "unpacking %.*s", STR_FMT(name));
	diag_add_file(diags, DIAG_S005, name, 0, 0, STR_NONE,
		      str_of(*detail ? detail : diag_id(why)));
	return r;
}
