/* crew.c - see crew.h. A list of tasks in the order given, a list of tasks
 * that were split, one lock for both. */
#define _GNU_SOURCE /* sched_getaffinity */
#include "base/crew.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct task {
	void *what;
	bool done;
	struct task *next;
};

/* A task in parts; it lives on the stack of the member that split it. */
struct parts {
	crew_part_fn *fn;
	void *ctx;
	uint32_t n, next, done;
	struct parts *older;
};

struct member {
	struct crew *crew;
	unsigned number;
	pthread_t thread;
};

struct crew {
	struct member v[CREW_MOST];
	unsigned threads, held;
	crew_fn *work;
	void *ctx;
	pthread_mutex_t lock;
	pthread_cond_t more;	    /* something to do, or the end */
	pthread_cond_t done;	    /* a task, or the last part of one */
	struct task *first, **last; /* not taken */
	struct task *ready;	    /* the first that nobody began */
	struct parts *parts;
	bool ending;
};

/* With the lock, which it lets go meanwhile: one part of a split task. */
static bool do_part(struct crew *c, struct parts *p, unsigned member)
{
	uint32_t i;

	if (p->next == p->n)
		return false;
	i = p->next++;
	pthread_mutex_unlock(&c->lock);
	p->fn(p->ctx, member, i);
	pthread_mutex_lock(&c->lock);
	if (++p->done == p->n)
		pthread_cond_broadcast(&c->done);
	return true;
}

/* The same: what there is to do, parts first, for somebody waits for them. */
static bool do_one(struct crew *c, unsigned member)
{
	struct task *t = c->ready;

	for (struct parts *p = c->parts; p; p = p->older)
		if (do_part(c, p, member))
			return true;
	if (!t)
		return false;
	c->ready = t->next;
	pthread_mutex_unlock(&c->lock);
	c->work(c->ctx, member, t->what);
	pthread_mutex_lock(&c->lock);
	t->done = true;
	pthread_cond_broadcast(&c->done);
	return true;
}

static bool something(const struct crew *c)
{
	for (const struct parts *p = c->parts; p; p = p->older)
		if (p->next < p->n)
			return true;
	return c->ready != NULL;
}

static void *live(void *arg)
{
	struct member *m = arg;
	struct crew *c = m->crew;

	pthread_mutex_lock(&c->lock);
	while (do_one(c, m->number) || !c->ending)
		if (!something(c) && !c->ending)
			pthread_cond_wait(&c->more, &c->lock);
	pthread_mutex_unlock(&c->lock);
	return NULL;
}

static void stop(struct crew *c)
{
	pthread_mutex_lock(&c->lock);
	c->ending = true;
	pthread_cond_broadcast(&c->more);
	pthread_mutex_unlock(&c->lock);
	for (unsigned i = 0; i < c->threads; i++)
		pthread_join(c->v[i].thread, NULL);
	pthread_cond_destroy(&c->done);
	pthread_cond_destroy(&c->more);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

struct crew *crew_new(unsigned n, crew_fn *work, void *ctx, struct err *e)
{
	struct crew *c = xmalloc(sizeof(*c));
	sigset_t all, before;
	int r = 0;

	kassert(n >= 1 && n <= CREW_MOST);
	*c = (struct crew){ .work = work, .ctx = ctx, .last = &c->first };
	pthread_mutex_init(&c->lock, NULL);
	pthread_cond_init(&c->more, NULL);
	pthread_cond_init(&c->done, NULL);
	/* signals are the first thread's */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	while (r == 0 && n > 1 && c->threads < n) {
		struct member *m = &c->v[c->threads];

		*m = (struct member){ .crew = c, .number = c->threads };
		r = pthread_create(&m->thread, NULL, live, m);
		c->threads += r == 0;
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (!r)
		return c;
	err_set(e, ERR_IO, "starting a thread: %s", strerror(r));
	stop(c);
	return NULL;
}

void crew_free(struct crew **c)
{
	if (!*c)
		return;
	kassert(!(*c)->first);
	stop(*c);
	*c = NULL;
}

void crew_give(struct crew *c, void *what)
{
	struct task *t = xmalloc(sizeof(*t));

	*t = (struct task){ .what = what };
	if (!c->threads) {
		c->work(c->ctx, 0, what);
		t->done = true;
	}
	pthread_mutex_lock(&c->lock);
	*c->last = t;
	c->last = &t->next;
	if (!t->done && !c->ready)
		c->ready = t;
	c->held++;
	pthread_cond_signal(&c->more);
	pthread_mutex_unlock(&c->lock);
}

void *crew_take(struct crew *c, bool wait)
{
	struct task *t;
	void *what = NULL;

	pthread_mutex_lock(&c->lock);
	t = c->first;
	while (t && !t->done && wait)
		pthread_cond_wait(&c->done, &c->lock);
	if (t && t->done) {
		what = t->what;
		c->first = t->next;
		if (!c->first)
			c->last = &c->first;
		c->held--;
	} else {
		t = NULL;
	}
	pthread_mutex_unlock(&c->lock);
	free(t);
	return what;
}

unsigned crew_held(const struct crew *c)
{
	return c->held;
}

void crew_split(struct crew *c, unsigned member, uint32_t n, crew_part_fn *fn,
		void *ctx)
{
	struct parts p = { .fn = fn, .ctx = ctx, .n = n };
	struct parts **at;

	if (!c->threads || n < 2) {
		for (uint32_t i = 0; i < n; i++)
			fn(ctx, member, i);
		return;
	}
	pthread_mutex_lock(&c->lock);
	p.older = c->parts;
	c->parts = &p;
	pthread_cond_broadcast(&c->more);
	while (do_part(c, &p, member))
		;
	while (p.done < p.n)
		pthread_cond_wait(&c->done, &c->lock);
	for (at = &c->parts; *at != &p; at = &(*at)->older)
		;
	*at = p.older;
	pthread_mutex_unlock(&c->lock);
}

unsigned crew_processors(void)
{
	cpu_set_t set;
	unsigned n = 1;

	if (sched_getaffinity(0, sizeof(set), &set) == 0)
		n = (unsigned)CPU_COUNT(&set);
	return n < 1 ? 1 : n > CREW_MOST ? CREW_MOST : n;
}
